"""Checks the lists against the rules: which rows of which list break which rule. Fixes nothing and words nothing.

A rule's condition is plain SQL over one row, called ``this``, and over anything else in the store.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.authority.choices import Scope
from readiness.checks.cell_rules import (
    KEPT,
    Broken,
    broken_cells,
    columns_of,
    keep_facts,
    rules_of_cells,
    scene,
    with_facts,
)
from readiness.checks.model import BrokenRule
from readiness.foundation.database import Store, sql_name, sql_text, words_in
from readiness.foundation.errors import ReadinessError
from readiness.foundation.findings import SEVERITIES
from readiness.foundation.placeholders import fill
from readiness.lists.in_store import ROW
from readiness.lists.model import FOUND, NO_SOURCE, Remark
from readiness.specification.model import Annex, ListPage, Rule


@dataclass(frozen=True)
class Condition:
    """A rule as it applies to one list: the columns it points at and the SQL that holds for a wrong row."""

    rule: str
    columns: tuple[str, ...]
    sql: str
    of_the_whole: bool


@dataclass(frozen=True)
class ListOrigin:
    """Where the lists come from, as far as rules ask.

    ``as_found`` names the lists whose texts, as they stood in a workbook, are in the store too, under the name with
    _found; beside them there are no case data, and rules about those are not asked. A rule that compares with a list
    that is ``absent``, and not just without rows, is not asked. ``remarks`` are what reading the workbook gave rise to.
    """

    as_found: Iterable[str] = ()
    absent: Iterable[str] = ()
    remarks: Sequence[Remark] = ()


def check(
    store: Store, annex: Annex, scope: Scope, origin: ListOrigin, last_run: Mapping[str, int] | None = None
) -> tuple[BrokenRule, ...]:
    """Every broken rule, worst first. The lists are in the store under their names, and what was read of them.

    ``last_run`` holds how many rows each list had in the run before. Raises SpecificationError.
    """
    set_up_rules(store, annex, last_run or {})
    return broken_rules(store, annex, scope, origin)


def set_up_rules(store: Store, annex: Annex, last_run: Mapping[str, int]) -> None:
    """Makes what the conditions of rules may use beside the lists. Raises SpecificationError."""
    rows_of = [(name, str(rows)) for name, rows in last_run.items()]
    store.keep("last_run", ("list", "rows"), rows_of, {"rows": "bigint"})
    store.specified("annex_a/checks.sql", annex.checks)


def broken_rules(store: Store, annex: Annex, scope: Scope, origin: ListOrigin) -> tuple[BrokenRule, ...]:
    """Every broken rule, worst first, where everything that conditions use is there. Raises SpecificationError."""
    readable, missing = frozenset(origin.as_found), frozenset(origin.absent)
    sourceless = frozenset((remark.about, remark.what) for remark in origin.remarks if remark.kind == NO_SOURCE)

    def wrong_rows(own: Store, name: str) -> list[Broken]:
        return [
            (rule, name, columns, rows)
            for (rule, columns), rows in _broken(own, annex, name, readable, missing).items()
        ]

    def wrong_anywhere(own: Store, rule: str) -> list[Broken]:
        return [*_broken_anywhere(own, annex, rule)]

    many = [
        name
        for name, rule in annex.rules.items()
        if rule.rows and not missing.intersection(words_in(rule.rows)) and not (rule.about_case_data and readable)
    ]
    of_cells = rules_of_cells(annex, bool(readable))
    if any(rule.for_each for rule in annex.rules.values()):
        keep_facts(store, annex, sourceless)
    broken = [*broken_cells(store, annex, readable, of_cells)] if of_cells else []
    broken += [finding for findings in store.side_by_side(wrong_rows, annex.lists) for finding in findings]
    broken += [finding for findings in store.side_by_side(wrong_anywhere, many) for finding in findings]
    broken += [*_told(annex, origin.remarks)]
    fields = {"threshold": scope.thresholds, "choice": scope.answers, "inspection": scope.inspection.days}
    return tuple(sorted((_broken_rule(annex, fields, *finding) for finding in broken), key=_order))


def lists_of(rule: Rule, annex: Annex) -> tuple[str, ...]:
    """The lists or tables a rule looks at: those it is about, or the lists that have what it asks for."""
    return (
        rule.about
        or rule.about_case_data
        or tuple(name for name, page in annex.lists.items() if _looks_at(rule, name, page))
    )


def _looks_at(rule: Rule, name: str, page: ListPage) -> bool:
    """Whether a rule looks at a list."""
    if rule.about:
        return name in rule.about
    return any(columns_of(rule, page)) if rule.for_each else page.columns.keys() >= {*rule.points_at}


def conditions(annex: Annex, name: str, has_texts: bool) -> Iterator[Condition]:
    """Every rule with a condition that is of more than a cell, as it applies to a list."""
    page, of_cells = annex.lists[name], rules_of_cells(annex, has_texts=True)
    for rule_name, rule in annex.rules.items():
        if not rule.when or rule_name in of_cells or not _looks_at(rule, name, page):
            continue
        if rule.only_of_what_was_read and not has_texts:
            continue
        if not rule.for_each:
            yield Condition(rule_name, rule.points_at, rule.when, rule.of_the_whole)
        for column in columns_of(rule, page):
            sql = _for_column(rule.when, column, has_texts)
            yield Condition(rule_name, (column,), sql, of_the_whole=False)


def _for_column(sql: str, name: str, has_texts: bool) -> str:
    """The condition with ``value``, ``found`` and the facts of the column in place."""
    words = {"value": f"this.{sql_name(name)}", "found": f"found_in.{sql_name(name)}" if has_texts else "null::varchar"}
    sql = re.sub(r"\b(?:value|found)\b", lambda word: words[word[0]], sql)
    its = f"about.list = this.list and about.name = {sql_text(name)}"
    return with_facts(sql, f"(select about from {KEPT} as about where {its})")


def _broken(
    store: Store, annex: Annex, name: str, as_found: frozenset[str], absent: frozenset[str]
) -> dict[tuple[str, tuple[str, ...]], tuple[int, ...]]:
    """The rows of a list that break each rule, in order; none for the list as a whole."""
    asked = [
        condition for condition in conditions(annex, name, name in as_found) if not absent & words_in(condition.sql)
    ]
    broken: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for texts_too in (False, True):
        source = f"from (select {sql_text(name)} as list, * from {name}) as this"
        if texts_too:
            source += f" join {name}{FOUND} as found_in on found_in.{ROW} = this.{ROW}"
        conditions_here = [
            condition
            for condition in asked
            if not condition.of_the_whole and ("found_in." in condition.sql) == texts_too
        ]
        for key, rows in _rows_broken(store, annex, name, source, conditions_here):
            broken[key] += rows
    counted = f"from (select {sql_text(name)} as list, count(*) as rows from {name}) as this"
    for condition in asked:
        if condition.of_the_whole:
            query = f"select 1 {counted} {scene(condition.sql)} where {condition.sql}"
            if store.ask(annex.rule_places[condition.rule], query):
                broken[condition.rule, condition.columns] = []
    return {key: tuple(rows) for key, rows in broken.items()}


def _rows_broken(
    store: Store, annex: Annex, name: str, source: str, asked: Sequence[Condition]
) -> Iterator[tuple[tuple[str, tuple[str, ...]], list[int]]]:
    """The rows that meet each condition. Conditions without a query of their own are asked all together."""
    alone = [condition for condition in asked if re.search(r"\bselect\b", condition.sql, re.IGNORECASE)]
    together = [condition for condition in asked if condition not in alone]
    tests = ", ".join(f"case when {condition.sql}\nthen {number} end" for number, condition in enumerate(together))
    query = f"select * from (select this.{ROW}, unnest([{tests}]::integer[]) as broken {source} {scene(tests)}) "
    query += f"where broken is not null order by broken, {ROW}"
    try:
        for row, number in store.ask(name, query) if together else ():
            yield (together[number].rule, together[number].columns), [row]
    except ReadinessError:
        alone = [*together, *alone]  # one of them is wrong; asked one by one, it says which
    for condition in alone:
        query = f"select this.{ROW} {source} {scene(condition.sql)} where {condition.sql}\norder by all"
        rows = [row for (row,) in store.ask(annex.rule_places[condition.rule], query)]
        if rows:
            yield (condition.rule, condition.columns), rows


def _broken_anywhere(store: Store, annex: Annex, name: str) -> Iterator[Broken]:
    """What a rule that gives its wrong rows itself finds, list by list, in the lists it is about."""
    rule = annex.rules[name]
    found: dict[str, list[int]] = defaultdict(list)
    for about, row in store.ask(annex.rule_places[name], f"select list, {ROW} from ({rule.rows}\n) order by all"):
        found[about] += [] if row is None else [row]
    for about in lists_of(rule, annex):
        if about in found:
            yield name, about, rule.points_at, tuple(found[about])


def _told(annex: Annex, remarks: Iterable[Remark]) -> Iterator[Broken]:
    """What the reader of a workbook told, under the rules that name it."""
    rules = {rule.told_on_reading: name for name, rule in annex.rules.items() if rule.told_on_reading}
    for remark in remarks:
        if remark.kind in rules:
            yield rules[remark.kind], remark.about, (remark.what,) if remark.what else (), remark.rows


def _broken_rule(
    annex: Annex,
    fields: Mapping[str, object],
    rule_name: str,
    about: str,
    columns: tuple[str, ...],
    rows: tuple[int, ...],
) -> BrokenRule:
    rule, place = annex.rules[rule_name], annex.rule_places[rule_name]
    wrong, do, why = (str(fill(words, place, fields)) for words in (rule.wrong, rule.do, rule.why))
    return BrokenRule(rule_name, rule.severity, about, columns, wrong, do, why, rows)


def _order(cause: BrokenRule) -> tuple[int, str, int, str, tuple[str, ...]]:
    return SEVERITIES.index(cause.severity), cause.about, -cause.count, cause.rule, cause.columns
