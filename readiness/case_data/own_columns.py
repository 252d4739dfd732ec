"""An authority's own map, columns.csv: which of its headings is which column, and what it does not record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from readiness.case_data.code_maps import rows_of_map
from readiness.case_data.column_mapping import column_name, table_name
from readiness.foundation.errors import Mistake, Refused
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import nearest
from readiness.specification.model import CaseTable

MAP_HEADINGS = ("table", "heading", "column")


@dataclass(frozen=True)
class OwnHeading:
    """A heading of the authority's, as it writes it, and where the map says so."""

    place: str
    table: str
    heading: str
    column: str


@dataclass(frozen=True)
class OwnColumns:
    """The authority's own headings, and the columns ("table.column") that it does not record."""

    headings: tuple[OwnHeading, ...] = ()
    not_recorded: frozenset[str] = field(default_factory=frozenset)

    def over(self, tables: Mapping[str, CaseTable]) -> dict[str, CaseTable]:
        """The tables, their columns also called as the authority calls them."""
        return {name: self._over(name, table) for name, table in tables.items()}

    def _over(self, name: str, table: CaseTable) -> CaseTable:
        own: dict[str, list[str]] = {}
        for row in self.headings:
            if row.table == name:
                own.setdefault(row.column, []).append(row.heading)
        changed = {
            column: table.columns[column].model_copy(
                update={"also_called": (*table.columns[column].also_called, *headings)}
            )
            for column, headings in own.items()
        }
        return table.model_copy(update={"columns": {**table.columns, **changed}}) if changed else table

    def unused(self, headers: Mapping[str, Sequence[str]]) -> list[Finding]:
        """A note for each heading that stands in no file. ``headers`` are the headings of the tables that are read."""
        there = {name: {column_name(heading) for heading in header} for name, header in headers.items()}
        do = "Take the row out if it is old"
        return [
            Finding("note", row.place, f'no file of {row.table} has the heading "{row.heading}"', do)
            for row in self.headings
            if column_name(row.heading) not in there.get(row.table, ())
        ]


def read_own_columns(files: Sequence[Path], tables: Mapping[str, CaseTable]) -> tuple[OwnColumns, list[Mistake]]:
    """What the map says, and every mistake in it. An authority need not have one."""
    if not files:
        return OwnColumns(), []
    place = files[0].name
    if len(files) > 1:
        return OwnColumns(), [Mistake(place, f"{files[1].name} is there as well", "Keep one of them")]
    try:
        return _read(rows_of_map(files[0], MAP_HEADINGS), place, tables)
    except Refused as refusal:
        return OwnColumns(), [Mistake(place, refusal.why, refusal.do)]
    except OSError:
        return OwnColumns(), [Mistake(place, "cannot be read", "Close it in Excel, and check who may read it")]


def _read(
    rows: Iterable[tuple[int, Sequence[str | None]]], place: str, tables: Mapping[str, CaseTable]
) -> tuple[OwnColumns, list[Mistake]]:
    headings: list[OwnHeading] = []
    not_recorded: set[str] = set()
    mistakes: list[Mistake] = []
    order: list[str] = []
    for number, row in rows:
        texts = [(cell or "").strip() for cell in row]
        if not order:
            order = [text.lower() for text in texts]
            if not {*MAP_HEADINGS} <= {*order}:
                return OwnColumns(), [
                    Mistake(place, "the headings are not table, heading and column", "Put them on row 1")
                ]
        elif any(texts):
            cells = dict(zip(order, (*texts, "", "", ""), strict=False))
            name, column = table_name(cells["table"]), column_name(cells["column"])
            line = OwnHeading(f"{place} row {number}", name, cells["heading"], column)
            wrong = _wrong(line, tables, headings)
            if wrong:
                mistakes.append(wrong)
            elif line.heading:
                headings.append(line)
            else:
                not_recorded.add(f"{name}.{column}")
    return OwnColumns(tuple(headings), frozenset(not_recorded)), mistakes


def _wrong(line: OwnHeading, tables: Mapping[str, CaseTable], before: Iterable[OwnHeading]) -> Mistake | None:
    """What is wrong with a row, if anything."""
    if line.table not in tables:
        hint = nearest(line.table, tables) or "See describe case_data"
        return Mistake(line.place, f'there is no table "{line.table}"', hint)
    columns = tables[line.table].columns
    if line.column not in columns:
        hint = nearest(line.column, columns) or f"See describe {line.table}"
        return Mistake(line.place, f'{line.table} has no column "{line.column}"', hint)
    heading = column_name(line.heading)
    if heading in columns and heading != line.column:
        do = f"If the file means {line.column} by it, rename it there"
        return Mistake(line.place, f'the heading "{line.heading}" is itself a column of {line.table}', do)
    same = (row for row in before if row.table == line.table and column_name(row.heading) == heading and heading)
    if any(row.column != line.column for row in same):
        return Mistake(line.place, f'the heading "{line.heading}" stands here for another column already', "Keep one")
    return None
