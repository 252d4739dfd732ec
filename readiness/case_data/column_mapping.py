"""Which part of the contract with case systems a run needs, and which heading of an extract fills which column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.case_data.column_reading import ColumnReading, case_reading
from readiness.foundation.errors import Mistake
from readiness.specification.model import Annex, Blanks, CaseColumn, CaseTable

Needed = dict[str, dict[str, CaseColumn]]


@dataclass(frozen=True)
class Plan:
    """How each needed column is read, and from which raw column by position, if any; and headings nobody knows."""

    readings: Mapping[str, ColumnReading]
    positions: Mapping[str, int | None]
    unknown: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(column for column, position in self.positions.items() if position is None)


def needed_columns(annex: Annex) -> Needed:
    """The case tables and columns that the SQL names, and those needed to key, find and translate them."""
    wanted = _named(annex)
    while True:
        before = sum(map(len, wanted.values()))
        for name in [*wanted]:
            for column in [*wanted[name]]:
                for table_name, other in _beside(name, annex.tables[name].columns[column]):
                    wanted.setdefault(table_name, {annex.tables[table_name].key}).add(other)
        if before == sum(map(len, wanted.values())):
            break
    return {
        name: {column: about for column, about in annex.tables[name].columns.items() if column in wanted[name]}
        for name in sorted(wanted)
    }


def helping_columns(annex: Annex) -> dict[str, set[str]]:
    """Columns by table that are needed only where others say nothing: to find, translate or describe them."""
    named = _named(annex)
    return {name: {*columns} - named.get(name, set()) for name, columns in needed_columns(annex).items()}


def _named(annex: Annex) -> dict[str, set[str]]:
    """The columns that the SQL names, by table, and the key of each table."""
    of_rules = [rule.rows for rule in annex.rules.values() if rule.about_case_data]
    queries = [annex.shared, *annex.sql.values(), *annex.kpi_sql.values(), *annex.surgery_sql.values(), *of_rules]
    sql = re.sub(r"--.*", "", "\n".join(queries))
    words = set(re.findall(r"\w+", sql.lower()))
    named = {name: {column for column in table.columns if column in words} for name, table in annex.tables.items()}
    return {name: columns | {annex.tables[name].key} for name, columns in named.items() if columns or name in words}


def _beside(table: str, column: CaseColumn) -> Iterator[tuple[str, str]]:
    if column.otherwise:
        yield table, column.otherwise
    if column.or_known_by:
        there, key = column.refers_to.split(".")
        yield from ((there, key), (there, column.or_known_by))
    for way in column.found_through:
        there, taken = way.take.split(".")
        yield from ((there, taken), (there, way.where), (table, way.equals))


def plan_columns(
    header: Sequence[str], columns: Mapping[str, CaseColumn], table: CaseTable, blanks: Blanks, place: str
) -> tuple[Plan, list[Mistake]]:
    """How the headings of an extract fill the columns needed, and a mistake for each column two headings stand for."""
    names = {
        column_name(name): column for column, about in table.columns.items() for name in (column, *about.also_called)
    }
    positions: dict[str, int | None] = dict.fromkeys(columns)
    unknown, mistakes = [], []
    seen: set[str] = set()
    for position, heading in enumerate(header):
        column = names.get(column_name(heading))
        if column is None:
            unknown.append(heading.strip())
        elif column in seen:
            mistakes.append(Mistake(place, f"two headings stand for {column}", "Keep one of them"))
        else:
            seen.add(column)
            if column in positions:
                positions[column] = position
    readings = {column: case_reading(about, blanks) for column, about in columns.items()}
    return Plan(readings, positions, tuple(name for name in unknown if name)), mistakes


def table_name(text: str) -> str:
    """A file or sheet name as a table is called: ##SSD_Person, dbo.ssd_person and "ssd person" are ssd_person."""
    return re.sub(r"[\s-]+", "_", text.strip().lower().lstrip("#").rsplit(".", 1)[-1])


def column_name(text: str) -> str:
    """A heading as a column is called: [Cont Person-ID], dbo.cont_person_id and "CONT_PERSON_ID" are cont_person_id."""
    return re.sub(r"[\s-]+", "_", text.strip().strip('[]"').lower()).rsplit(".", 1)[-1]
