"""Checks that the parts of the specification fit each other: whatever names something names something that is there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from readiness.foundation.errors import Mistake
from readiness.foundation.phrases import nearest
from readiness.specification.enquiry import enquiry_misfits
from readiness.specification.frameworks import ALL
from readiness.specification.layers import Layers
from readiness.specification.model import Annex
from readiness.specification.surgery_fits import surgery_misfits
from readiness.specification.yaml_page import Page

_ANSWER = re.compile(r"(?<![\w.])(threshold|choice)\.([a-z]\w*)")


@dataclass(frozen=True)
class _Known:
    """Things of one kind that can be named: what they are called, where they stand, and their names."""

    what: str
    where: str
    names: Collection[str]


def misfits(annex: Annex, pages: Mapping[str, Page]) -> list[Mistake]:
    """A mistake for every name that stands for nothing. ``pages`` are the pages by what they hold."""
    parts = _Misfits(annex, pages)
    own = [*parts.tables(), *parts.lists(), *parts.choices(), *parts.rules(), *parts.kpis()]
    return [*own, *surgery_misfits(annex, pages), *enquiry_misfits(annex, pages)]


def unknown_answers(annex: Annex, layers: Layers) -> Iterator[Mistake]:
    """A mistake for every threshold.x and choice.x, in a query or on a page, that nobody can set."""
    asked = {"threshold": annex.thresholds, "choice": annex.choices}
    for name, text in layers.texts():
        for number, line in enumerate(text.splitlines(), start=1):
            for kind, word in () if line.lstrip().startswith("#") else _ANSWER.findall(line.split("--")[0]):
                if word not in asked[kind]:
                    hint = nearest(word, asked[kind])
                    do = f"{hint}{' If not, add' if hint else 'Add'} it to {layers.name}/{kind}s.yaml"
                    yield Mistake(f"{layers.name}/{name}:{number}", f"there is no {kind} {word}", do)


class _Misfits:
    def __init__(self, annex: Annex, pages: Mapping[str, Page]) -> None:
        self.annex = annex
        self.pages = pages
        folder = self.folder = pages["choices"].place.split("/")[0]
        columns = {f"{name}.{column}" for name, table in annex.tables.items() for column in table.columns}
        self.columns = _Known("column", "in case_data", columns)
        self.codes = _Known("code set", f"a file in {folder}/codes", annex.codes)
        self.case_tables = _Known("table", f"a file in {folder}/case_data", annex.tables)
        self.pages_of_lists = _Known("list", f"a file in {folder}/lists", annex.lists)
        self.all_choices = _Known("choice", f"in {folder}/choices.yaml", annex.choices)
        self.sources = _Known("source", f"in {folder}/sources.yaml", annex.sources)

    def unknown(self, known: _Known, words: Collection[str], page: str, *path: str) -> Iterator[Mistake]:
        """A mistake for each of the words, which stand on a page at a path, that is not known."""
        for word in words:
            if word and word not in known.names:
                hint = nearest(word, known.names) or "Check the name"
                yield Mistake(self.pages[page].at(*path), f'{known.what} "{word}" is not {known.where}', hint)

    def tables(self) -> Iterator[Mistake]:
        for name, table in self.annex.tables.items():
            page, own = f"case_data/{name}", _Known("column", "a column of this table", table.columns)
            yield from self.unknown(own, [table.key], page, "key")
            for column_name, column in table.columns.items():
                at = ("columns", column_name)
                yield from self.unknown(self.codes, [column.codes], page, *at, "codes")
                yield from self.unknown(own, [column.otherwise], page, *at, "otherwise")
                yield from self.unknown(self.columns, [column.refers_to], page, *at, "refers to")
                yield from self.unknown(self.columns, [column.belongs_to], page, *at, "belongs to")
                for way in column.found_through:
                    there = way.take.split(".")[0]
                    words = [way.take, f"{there}.{way.where}", f"{name}.{way.equals}"]
                    yield from self.unknown(self.columns, words, page, *at, "found through")

    def lists(self) -> Iterator[Mistake]:
        numbers: dict[int, str] = {}
        for name, listing in self.annex.lists.items():
            page = f"lists/{name}"
            if numbers.setdefault(listing.number, name) != name:
                wrong = f"{listing.number} is the number of {numbers[listing.number]} too"
                yield Mistake(self.pages[page].at("number"), wrong, "Give it its own")
            if name not in self.annex.sql:
                yield Mistake(self.pages[page].at(), f"there is no {name}.sql beside it", "Write the query of the list")
            yield from self.unknown(self.case_tables, listing.rows_from, page, "rows from")
            yield from self.unknown(self.case_tables, listing.needs, page, "needs")
            yield from self.unknown(self.columns, listing.selected_by, page, "selected by")
            yield from self.unknown(self.sources, listing.basis, page, "basis")
            for reason, choices in listing.decided_by.items():
                yield from self.unknown(self.all_choices, choices, page, "decided by", reason)
            for column_name, column in listing.columns.items():
                at = ("columns", column_name)
                yield from self.unknown(self.codes, [column.codes], page, *at, "codes")
                yield from self.unknown(self.columns, column.from_, page, *at, "from")
                yield from self.unknown(self.sources, column.basis, page, *at, "basis")
        for name in self.annex.sql.keys() - self.annex.lists.keys():
            place = f"{self.folder}/lists/{name}.sql"
            yield Mistake(place, f"there is no {name}.yaml beside it", "Write the page that says what the list is")

    def choices(self) -> Iterator[Mistake]:
        for name, choice in self.annex.choices.items():
            yield from self.unknown(self.pages_of_lists, choice.about, "choices", name, "about")
            if choice.options:
                options = _Known("answer", "one of the options", choice.options)
                yield from self.unknown(options, [choice.default], "choices", name, "default")
        for name, period in self.annex.periods.items():
            named = [period.months_from_choice, *period.holidays_unless]
            yield from self.unknown(self.all_choices, named, "periods", name)

    def rules(self) -> Iterator[Mistake]:
        for name, rule in self.annex.rules.items():
            place = self.annex.rule_places[name]
            for about in rule.about:
                columns = self.annex.lists[about].columns if about in self.annex.lists else {}
                if about not in self.annex.lists:
                    hint = nearest(about, self.annex.lists) or "Check the name"
                    yield Mistake(place, f'{name} is about "{about}", which is not a list', hint)
                for column in {*rule.points_at, *rule.except_for} - set(columns) if columns else ():
                    hint = nearest(column, columns) or "Check the name"
                    yield Mistake(place, f'{name} names "{column}", which is not a column of {about}', hint)
            for table in rule.about_case_data:
                if table not in self.annex.tables or not rule.rows:
                    hint = nearest(table, self.annex.tables) or "Check the name"
                    wrong = f'{name} is about "{table}", which is not a table of case data, or gives no rows'
                    yield Mistake(place, wrong, hint)
            ways = [rule.when, rule.rows, rule.told_on_reading, rule.cannot_apply]
            if sum(map(bool, ways)) != 1:
                wrong = f"{name} must say one of when, rows, told on reading and cannot apply"
                yield Mistake(place, wrong, "Say how it is found, or why it cannot be")

    def kpis(self) -> Iterator[Mistake]:
        refs: dict[str, str] = {}
        areas = {ALL, *(key for framework in self.annex.frameworks.values() for key in framework.judgements)}
        for name, kpi in self.annex.kpis.items():
            page = f"kpis/{name}"
            yield from self.unknown(self.pages_of_lists, [kpi.counts_rows_of], page, "counts rows of")
            yield from self.unknown(self.case_tables, kpi.needs, page, "needs")
            yield from self.unknown(_Known("judgement area", "in any framework", areas), [kpi.area], page, "area")
            ways = [kpi.counts_rows_of, name in self.annex.kpi_sql, kpi.entered_because]
            if sum(map(bool, ways)) != 1:
                wrong = f'must have one of "counts rows of", a file {name}.sql, and "entered because"'
                yield Mistake(self.pages[page].at(), wrong, "Say where its figures come from")
            if refs.setdefault(kpi.ref.casefold(), name) != name:
                place = self.pages[page].at("ref")
                yield Mistake(place, f'"{kpi.ref}" is the ref of {refs[kpi.ref.casefold()]} too', "Give it its own")
        for name in self.annex.kpi_sql.keys() - self.annex.kpis.keys():
            place = f"{self.folder}/kpis/{name}.sql"
            yield Mistake(place, f"there is no {name}.yaml beside it", "Write the page that says what it counts")
