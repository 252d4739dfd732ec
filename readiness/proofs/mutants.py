"""What can be changed of a list, a rule or anything else that is proved, one thing at a time, and where it stands.

A change of which somebody has written down that it changes nothing, and why, is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readiness.foundation.database import sql_text, words_in
from readiness.foundation.errors import SpecificationError
from readiness.lists.in_store import TYPES
from readiness.proofs.prove import NamedProof
from readiness.proofs.sql_changes import SqlChange, sql_changes
from readiness.proofs.text_tables import draw
from readiness.specification.base import Piece
from readiness.specification.layers import Layers
from readiness.specification.model import Annex, Rule
from readiness.specification.surgery import SurgeryItem
from readiness.specification.yaml_page import Page, read_page_as, shape

SHARED_SQL = ("days", "shared", "checks")  # SQL that stands in no list and in no rule
CONDITIONS = ("denominator", "numerator", "adds", "out_of", "not_recorded")
PARTS_OF_SURGERY = ("rows", "last", "due", "worst_first")
OTHER_PERIODS = ("snapshot", "year to date", "rolling year")
CHANGES_NOTHING = "changes_nothing.yaml"
LINE_SHOWN = 110  # what is shown of a line


class ChangesNothing(Piece):
    """A change that alters no result: what stood on the line, what is put there, and why it makes no difference."""

    stood: str
    put: str
    because: str


@dataclass(frozen=True)
class Mutant:
    """The specification with one thing changed: of what, where, what stood there and what was put."""

    about: str
    place: str
    stood: str
    put: str
    annex: Annex
    at_fault: str = ""  # the relation, column or part that is changed, by its name


class Specified:
    """The specification as it stands in its files: what may be changed of everything that has a name.

    Raises SpecificationError when the page of changes that make no difference is wrong.
    """

    def __init__(self, folders: Sequence[Path], annex: Annex, proofs: Sequence[NamedProof]) -> None:
        self.annex = annex
        self.proofs = tuple(proofs)
        self._layers = Layers(folders)
        self._pages: dict[str, tuple[Page, list[str]]] = {}
        page = self._page(CHANGES_NOTHING)[0]
        self.known: dict[str, list[ChangesNothing]] = shape(page, dict[str, list[ChangesNothing]]) or {}
        if page.mistakes:
            raise SpecificationError(*sorted(page.mistakes))

    def mutants(self, name: str) -> Iterator[Mutant]:
        """Every change of what has that name, but for those that are known to change nothing."""
        known = {(" ".join(each.stood.split()), " ".join(each.put.split())) for each in self.known.get(name, ())}
        for mutant in self.all_mutants(name):
            if (" ".join(mutant.stood.split()), " ".join(mutant.put.split())) not in known:
                yield mutant

    def all_mutants(self, name: str) -> Iterator[Mutant]:
        """Every change of what has that name, those that are known to change nothing among them."""
        if name in self.annex.lists:
            yield from self._of_file(f"lists/{name}.sql", name, self.annex.sql[name], self._sql_of("sql", name))
            yield from self._of_columns(name)
        elif name in self.annex.rules and not self.annex.rules[name].cannot_be_drawn:
            yield from self._of_rule(name, self.annex.rules[name])
        elif name in self.annex.kpis:
            yield from self._of_indicator(name)
        elif name in self.annex.surgery:
            yield from self._of_surgery(name)
        elif name in SHARED_SQL:
            text: str = getattr(self.annex, name)
            yield from self._of_file(f"{name}.sql", name, text, lambda text: _with(self.annex, **{name: text}))

    def _sql_of(self, part: str, name: str) -> Callable[[str], Annex]:
        texts: dict[str, str] = getattr(self.annex, part)
        return lambda text: _with(self.annex, **{part: {**texts, name: text}})

    def _of_file(self, file: str, name: str, sql: str, put: Callable[[str], Annex]) -> Iterator[Mutant]:
        for change in sql_changes(sql):
            stood, now = _around(sql, change, len(sql))
            place = f"{self._layers.name}/{file}:{sql.count(chr(10), 0, change.at) + 1}"
            yield Mutant(name, place, stood, now, put(change.text), _statement(sql, change.at))

    def _of_columns(self, name: str) -> Iterator[Mutant]:
        """Each column of a list shifted by one, emptied, or forced to one of the values that the proofs draw in it."""
        page = self.annex.lists[name]
        drawn = [draw(each.proof.then) for each in self.proofs if each.about == name and each.proof.then]
        file, _ = self._page(f"lists/{name}.yaml")
        put = self._sql_of("sql", name)
        for column, about in page.columns.items():
            kind = TYPES["text" if about.codes else about.type][0].lower()
            values = {row[headings.index(column)] for headings, rows in drawn if column in headings for row in rows}
            there = sorted(filter(None, values))
            changes = {} if kind == "varchar" else {f"{column} + 1": "one more"}
            changes |= {f"{sql_text(value)}::{kind}": f"always {value}" for value in (*there[:1], *there[-1:])}
            changes |= {f"null::{kind}": "always blank"}
            for change, words in changes.items():
                text = f"select * replace ({change} as {column}) from (\n{self.annex.sql[name]}\n)"
                yield Mutant(name, file.at("columns", column), column, words, put(text), column)

    def _of_rule(self, name: str, rule: Rule) -> Iterator[Mutant]:
        file = self.annex.rule_places[name].rpartition(":")[0].partition("/")[2]
        page = self._page(file)[0]
        path = (name,) if page.at(name) == self.annex.rule_places[name] else ("rules", name)
        for part in ("when", "rows"):
            yield from self._of_condition(file, name, (*path, part), getattr(rule, part), self._rule_with(name, part))

    def _rule_with(self, name: str, part: str) -> Callable[[str], Annex]:
        rules = self.annex.rules
        return lambda text: _with(self.annex, rules={**rules, name: _with(rules[name], **{part: text})})

    def _of_indicator(self, name: str) -> Iterator[Mutant]:
        page, file = self.annex.kpis[name], f"kpis/{name}.yaml"
        sql = self.annex.kpi_sql.get(name, "")
        yield from self._of_file(f"kpis/{name}.sql", name, sql, self._sql_of("kpi_sql", name))
        for part in CONDITIONS:
            path = (part.replace("_", " "),)
            yield from self._of_condition(file, name, path, getattr(page, part), self._indicator_with(name, part))
        if "period" in words_in(" ".join([sql, *(getattr(page, part) for part in CONDITIONS)])):
            for period in OTHER_PERIODS:
                if period != page.period:
                    place = self._page(file)[0].at("period")
                    put = self._indicator_with(name, "period")(period)
                    yield Mutant(name, place, f"period: {page.period}", f"period: {period}", put)

    def _indicator_with(self, name: str, part: str) -> Callable[[str], Annex]:
        kpis = self.annex.kpis
        return lambda text: _with(self.annex, kpis={**kpis, name: _with(kpis[name], **{part: text})})

    def _of_surgery(self, name: str) -> Iterator[Mutant]:
        item, file = self.annex.surgery[name], f"surgery/{name}.yaml"
        sql = self.annex.surgery_sql.get(name, "")
        yield from self._of_file(f"surgery/{name}.sql", name, sql, self._sql_of("surgery_sql", name))
        for part in PARTS_OF_SURGERY:

            def put(text: str, part: str = part) -> Annex:
                return self._with_item(name, _with(item, **{part: text}))

            yield from self._of_condition(file, name, (part.replace("_", " "),), getattr(item, part), put)
        for column, shown in item.columns.items():

            def put_in(text: str, column: str = column) -> Annex:
                columns = {**item.columns, column: _with(item.columns[column], shows=text)}
                return self._with_item(name, _with(item, columns=columns))

            yield from self._of_condition(file, name, ("columns", column, "shows"), shown.shows, put_in)

    def _with_item(self, name: str, item: SurgeryItem) -> Annex:
        annex: Annex = _with(self.annex, surgery={**self.annex.surgery, name: item})
        return annex

    def _of_condition(
        self, file: str, name: str, path: tuple[str, ...], sql: str, put: Callable[[str], Annex]
    ) -> Iterator[Mutant]:
        """Changes of SQL that stands on a page, on one line or on several that YAML may fold into one."""
        page, lines = self._page(file)
        for change in sql_changes(sql):
            first = int(page.at(*path).rpartition(":")[2])
            number = first + _lines_down(lines[first - 1 :], path[-1], sql[: change.at])
            stood, now = _around(sql, change, LINE_SHOWN)
            yield Mutant(name, page.at_line(number), stood, now, put(change.text), path[-1])

    def _page(self, name: str) -> tuple[Page, list[str]]:
        """A page of the specification and its lines; an empty one where there is none."""
        if name not in self._pages:
            file = self._layers.file(name)
            there = file.is_file()
            page = read_page_as(self._layers.place(file), file) if there else Page(name, "")
            self._pages[name] = page, file.read_text(encoding="utf-8").splitlines() if there else [""]
        return self._pages[name]


def _with(piece: Any, **changes: Any) -> Any:
    return piece.model_copy(update=changes)


def _statement(sql: str, at: int) -> str:
    """The statement around a place."""
    return sql[sql.rfind(";", 0, at) + 1 :].partition(";")[0]


def _around(sql: str, change: SqlChange, longest: int) -> tuple[str, str]:
    """What stood on a line and what stands there now; of a line longer than that, the words around the change."""
    ends = change.at + len(change.stood)
    start, stop = sql.rfind("\n", 0, change.at) + 1, f"{sql}\n".find("\n", ends)
    if stop - start > longest:
        start = sql.rfind(" ", start, max(change.at - longest // 2, start)) + 1 or start
        stop = min(stop, f"{sql} ".find(" ", max(ends, change.at + longest // 2)) % (len(sql) + 1))
    pieces = sql[start : change.at], sql[ends:stop]
    return change.stood.join(pieces).strip(), change.put.join(pieces).strip()


def _lines_down(lines: Sequence[str], key: str, before: str) -> int:
    """How many lines below its key a condition goes on after what stands ``before``. YAML moves only the spaces."""
    to_pass = len("".join(before.split()))
    first = lines[0].partition(f"{key}:")[2].strip()
    texts = ["" if first.startswith(("|", ">")) else first.lstrip("'\""), *lines[1:]]
    for down, text in enumerate(texts):
        length = len("".join(text.split()))
        if length > to_pass:
            return down
        to_pass -= length
    return 0
