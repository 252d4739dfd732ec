"""Asks the store what the pages of annex_a/surgery say: whose rows there are, and what is shown of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readiness.authority.choices import Scope
from readiness.case_data.model import CaseDataAccount
from readiness.foundation.database import Store, sql_name, sql_text, words_in
from readiness.foundation.dates import first_day_of
from readiness.foundation.placeholders import fill
from readiness.lists.asked import why_not_of_list, why_not_of_tables
from readiness.lists.in_store import ROW
from readiness.lists.model import ListResult
from readiness.specification.model import Annex
from readiness.specification.surgery import SurgeryItem

JOINED = ("inspection", "choice", "threshold", "period")
DUE, OF_ROW = "last_day_in_time", "of_due_row"  # columns beside a list's own


@dataclass(frozen=True)
class SurgeryScene:
    """What a surgery is worked out of: lists in a store, and the rows of each that break a rule, by rule and list.

    ``lists`` say what of them can be asked; without them, as in proofs, everything can.
    """

    store: Store
    annex: Annex
    scope: Scope
    broken: Mapping[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    lists: Mapping[str, ListResult] | None = None
    intake: CaseDataAccount | None = None

    def on(self, store: Store) -> SurgeryScene:
        """The same on another connection."""
        return SurgeryScene(store, self.annex, self.scope, self.broken, self.lists, self.intake)

    def place(self, name: str) -> str:
        return f"annex_a/surgery/{name}.yaml"

    def words(self, name: str, text: str) -> str:
        """A text of a page with its fields filled in."""
        fields = {"threshold": self.scope.thresholds, "choice": self.scope.answers}
        return str(fill(text, self.place(name), fields)).strip()

    def rests_on(self, page: SurgeryItem) -> str:
        """What a page rests on, as people know it: the number of a rule, the ref of an indicator."""
        kpis = self.annex.kpis
        return ", ".join(kpis[name].ref if name in kpis else name for name in page.rests_on)

    def why_not(self, name: str) -> str:
        """Why nobody can tell what a page asks; empty when it can be told."""
        page = self.annex.surgery[name]
        if page.not_known_because or self.lists is None or self.intake is None:
            return page.not_known_because.strip()
        words = words_in(" ".join((page.rows, page.last, page.due, self.annex.surgery_sql.get(name, ""))))
        rules = (self.annex.rules[rest].when for rest in page.rests_on if rest in self.annex.rules)
        of_rules = words_in(" ".join(rules)) if page.kind != "tracker" else set()
        reasons = [why_not_of_tables(self._tables(page), self.intake)]
        for other in self.annex.lists:
            if other == page.about or other in words:
                reasons.append(why_not_of_list(other, words, self.lists))
            elif other in of_rules:  # the rule is not asked where a list that it compares with is absent
                reasons.append(why_not_of_list(other, (), self.lists))
        return next(filter(None, reasons), "")

    def _tables(self, page: SurgeryItem) -> tuple[str, ...]:
        """The tables of case data without which a page tells nothing; of rows of an indicator, that one's."""
        kpis = self.annex.kpis
        of_indicators = () if page.about or page.needs else (kpis[rest].needs for rest in page.rests_on if rest in kpis)
        return (*page.needs, *(table for needs in of_indicators for table in needs))

    def source(self, name: str) -> str:
        """The relation whose rows a page is about, called ``this``."""
        page, annex = self.annex.surgery[name], self.annex
        if name in annex.surgery_sql:
            own = f"(\n{annex.surgery_sql[name]}\n)"
        else:
            own = page.about or f"(\n{annex.kpi_sql[page.rests_on[0]]}\n)"
        return f"(select {sql_text(page.about)} as list, * from {own}) as this" if page.about else f"{own} as this"

    def whose(self, name: str) -> tuple[str, str, str]:
        """The SQL for a row's child, team and worker."""
        page = self.annex.surgery[name]
        given = {"person": page.whose, "team": page.team, "worker": page.worker}
        if page.about:
            for column, about in self.annex.lists[page.about].columns.items():
                if about.stands_for and not given[about.stands_for]:
                    given[about.stands_for] = f"this.{sql_name(column)}"
        return given["person"] or "null", given["team"] or "null", given["worker"] or "null"

    def ask(self, name: str, shows: Sequence[str], where: str) -> list[tuple[Any, ...]]:
        """What is shown of the rows of a page that a condition holds for. Raises SpecificationError."""
        text = " ".join((*shows, where))
        joins = " ".join(f"cross join {relation}" for relation in JOINED if relation in words_in(text))
        query = f"select {', '.join(shows)} from {self.source(name)} {joins} where {where}\norder by all"
        return self.store.ask(self.place(name), f"{self._period(name)} {query}")

    def _period(self, name: str) -> str:
        """The period of the indicator that a page rests on, for its SQL."""
        kpis = [self.annex.kpis[rest] for rest in self.annex.surgery[name].rests_on if rest in self.annex.kpis]
        if not kpis:
            return ""
        day = self.scope.inspection.day
        first = first_day_of(kpis[0].period, day)
        return f"with period as (select date '{first}' as first_day, date '{day}' as last_day)"

    def broken_the_day_after(self, name: str, due: str, until: dt.date) -> set[int]:
        """The rows, due between the inspection day and another, that break the rule on the working day after.

        The rule is asked as if that were the inspection day and nothing else had happened.
        """
        page = self.annex.surgery[name]
        rule = self.annex.rules[page.rests_on[0]]
        joins = " ".join(f"cross join {relation}" for relation in JOINED[:3])
        candidates = (
            f"select * from (select this.*, ({due})::date as {DUE} from {self.source(name)} {joins} "
            f"where {page.rows or 'true'}) where {DUE} between date '{self.scope.inspection.day}' and date '{until}'"
        )
        as_if = f"select {ROW} as {OF_ROW}, working_day_after({DUE}, 1) as day, inspection.* exclude (day)"
        words = words_in(rule.when)
        asked = " ".join(f"cross join {relation}" for relation in ("choice", "threshold") if relation in words)
        query = (
            f"with due_row as materialized ({candidates}) select this.{ROW} from due_row as this "
            f"join ({as_if} from due_row cross join inspection) as inspection on inspection.{OF_ROW} = this.{ROW} "
            f"{asked} where {rule.when}"
        )
        return {row for (row,) in self.store.ask(self.annex.rule_places[page.rests_on[0]], query)}
