"""Every raw row of one person, in every case table: by the columns that name people, and by what a row belongs to.

Reads all files again, in a store of its own and no more of them than identifiers, so that nothing a list is made of
changes. Holds child-level values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.case_data.column_mapping import Needed
from readiness.case_data.ingest import load_table
from readiness.case_data.ingest_state import IngestState
from readiness.case_data.link_tables import check_links
from readiness.case_data.load import header_of, let_go, source_of
from readiness.case_data.model import RawTable
from readiness.foundation.database import Store, sql_name
from readiness.foundation.errors import Mistake
from readiness.specification.model import Annex, CaseTable

Links = list[tuple[str, str, str]]  # a column of a table, and the table and column of the row that its row belongs to


@dataclass(frozen=True)
class RowOfPerson:
    """One raw row: its table and file, its row there as a spreadsheet numbers it, and its cells by heading."""

    table: str
    file: str
    row: int
    cells: tuple[tuple[str, str], ...]


def load_identifiers(
    store: Store, annex: Annex, tables: Sequence[RawTable], scratch: Path | None
) -> tuple[IngestState, tuple[Mistake, ...]]:
    """Loads what says whose the rows of every table are, in the order of the file; tells what cannot be read."""
    needed = _identifying_columns(annex)
    state = IngestState(store, annex, needed, {table.name: table for table in tables}, {})
    unread = [mistake for table in tables for mistake in load_table(state, table.name, scratch)]
    state.raw = {name: table for name, table in state.raw.items() if name in state.rows}
    check_links(state)
    return state, tuple(unread)


def _identifying_columns(annex: Annex) -> Needed:
    """The columns that say which row it is, whom it is about and what it belongs to, of every table."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for name, table in annex.tables.items():
        wanted[name].add(table.key)
        for column, about in table.columns.items():
            if about.refers_to:
                there, key = about.refers_to.split(".")
                wanted[name].add(column)
                wanted[there] |= {key, *_other_identifiers(annex.tables[there])}
        for column, there, where in _links(table):
            wanted[name].add(column)
            wanted[there].add(where)
    for name, columns in wanted.items():
        columns |= {annex.tables[name].columns[column].otherwise for column in columns}
    return {
        name: {column: about for column, about in annex.tables[name].columns.items() if column in columns}
        for name, columns in wanted.items()
    }


def _other_identifiers(table: CaseTable) -> list[str]:
    return [name for name, about in table.columns.items() if about.type == "id" and name != table.key]


def _links(table: CaseTable) -> Links:
    """What a row hangs on, where it does not itself say whom it is about."""
    links = [(name, *about.belongs_to.split(".")) for name, about in table.columns.items() if about.belongs_to]
    ways = (way for about in table.columns.values() for way in about.found_through)
    return [*links, *((way.equals, way.take.split(".")[0], way.where) for way in ways)]  # type: ignore[list-item]


def _naming(annex: Annex, name: str) -> list[str]:
    """The columns of a table that name people; of the table of people its key."""
    keys = {about.refers_to for table in annex.tables.values() for about in table.columns.values()}
    columns = annex.tables[name].columns
    return [column for column, about in columns.items() if about.refers_to or f"{name}.{column}" in keys]


def persons_known_by(state: IngestState, identifier: str) -> list[str]:
    """The keys of whoever has the identifier: of the one whose key it is, or else of all who have it otherwise."""
    for name in state.raw:
        for column in _naming(state.annex, name):
            found = state.store.row(f"select count(*) from {sql_name(name)} where {sql_name(column)} = ?", identifier)
            if found[0]:
                return [identifier]
    others: set[str] = set()
    targets = {about.refers_to for table in state.annex.tables.values() for about in table.columns.values()} - {""}
    for there, key in (target.split(".") for target in sorted(targets)):
        for column in _other_identifiers(state.annex.tables[there]) if there in state.raw else ():
            query = f"select distinct {sql_name(key)} from {sql_name(there)} where {sql_name(column)} = ?"
            others |= {person for (person,) in state.store.rows(query, identifier) if person}
    return sorted(others)


def numbers_of_rows(state: IngestState, person: str) -> dict[str, set[int]]:
    """The rows of a person by table, counted from nought as loaded: those that name them, and what hangs on those."""
    found: dict[str, set[int]] = {}
    for name in state.raw:
        naming = _naming(state.annex, name)
        test = " or ".join(f"{sql_name(column)} = ?" for column in naming)
        query = f"select rowid from {sql_name(name)} where {test}"
        found[name] = {row for (row,) in state.store.rows(query, *[person] * len(naming))} if naming else set()
    links = [(name, *link) for name in state.raw for link in _links(state.annex.tables[name]) if link[1] in state.raw]
    changed = True
    while changed:
        changed = False
        for name, column, there, where in links:
            more = _hanging_on(state, (name, column), (there, where), found[there]) - found[name]
            found[name] |= more
            changed = changed or bool(more)
    return {name: rows for name, rows in found.items() if rows}


def _hanging_on(state: IngestState, here: tuple[str, str], there: tuple[str, str], rows: set[int]) -> set[int]:
    """The rows of a table that name nobody and belong to rows of another."""
    name, column = here
    nobody = "".join(f" and {sql_name(each)} is null" for each in _naming(state.annex, name))
    theirs = f"select {sql_name(there[1])} from {sql_name(there[0])} where rowid in (select unnest(?::bigint[]))"
    query = f"select rowid from {sql_name(name)} where {sql_name(column)} in ({theirs}){nobody}"
    return {row for (row,) in state.store.rows(query, sorted(rows))} if rows else set()


def rows_of_person(state: IngestState, person: str, scratch: Path | None) -> tuple[RowOfPerson, ...]:
    """Every raw row of a person, by table and row, with all that its file says."""
    found = numbers_of_rows(state, person)
    return tuple(row for name in sorted(found) for row in _cells(state, name, found[name], scratch))


def _cells(state: IngestState, name: str, rows: set[int], scratch: Path | None) -> list[RowOfPerson]:
    """Rows of a table with every text that their file has for them."""
    raw = state.raw[name]
    headings = header_of(state.store, raw)
    source = source_of(state.store, raw, headings, scratch)
    texts = sql_name(f"texts of {name}")
    state.store.read(f"create or replace temp table {texts} as select * from {source.sql}", *source.files)
    let_go(state.store, raw)
    query = f"select rowid, * from {texts} where rowid in (select unnest(?::bigint[])) order by rowid"
    found = state.store.rows(query, sorted(rows))
    state.store.run(f"drop table {texts}")
    return [RowOfPerson(name, raw.place, row + raw.first_row, _filled(headings, cells)) for row, *cells in found]


def _filled(headings: Sequence[str], cells: Sequence[str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, cell) for heading, cell in zip(headings, cells, strict=True) if cell and cell.strip())


def by_table(rows: Sequence[RowOfPerson]) -> Mapping[str, list[int]]:
    """The numbers of rows in their files, table by table."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        numbers[row.table].append(row.row)
    return numbers
