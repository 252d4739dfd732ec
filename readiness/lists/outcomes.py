"""What became of each raw row that a list is made from: on which row of the list it stands, or why it is not listed.

Holds child-level values, for the team's own files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.case_data.model import CaseDataAccount, TableAccount
from readiness.case_data.repair import FILE_ROW, REPEATED_FOR, repeated_rows
from readiness.foundation.database import Store, sql_name, sql_text
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.phrases import listed
from readiness.lists.in_store import ROW
from readiness.lists.model import LeftOut, ListResult, RowLeftOut
from readiness.specification.model import Annex, ListPage

REASON, RAW_KEY, RAW_TABLE = "left_out", "raw_key", "raw_table"
LEFT_EMPTY = "the list is left empty, as readiness.yaml says"


def outcome_of(name: str) -> str:
    """The table that says what became of each raw row of a list."""
    return f"{name}_outcome"


def keep_outcomes(store: Store, annex: Annex, name: str, considered: str, intake: CaseDataAccount) -> None:
    """Makes the table of outcomes. Raises SpecificationError when a raw row is not there once and only once."""
    page, place = annex.lists[name], f"annex_a/lists/{name}.sql"
    there = {column for column, *_ in store.rows(f"describe {considered}")}
    table = RAW_TABLE if RAW_TABLE in there else sql_text(page.rows_from[0])
    person = next((sql_name(column) for column, about in page.columns.items() if about.stands_for == "person"), "null")
    columns = f"{table} as {RAW_TABLE}, {RAW_KEY}, {person}::varchar as whose"
    judged = (
        f"select {columns}, row_number() over (order by {listed_in_order(page)}) - 1 as {ROW}, "
        f"null::varchar as {REASON} from {considered} where {REASON} is null "
        f"union all select {columns}, null, {REASON} from {considered} where {REASON} is not null"
    )
    raw = _raw_rows(store, annex, page, intake)
    store.run(
        f"create or replace table {outcome_of(name)} as "
        f"select judged.{RAW_TABLE}, raw.{FILE_ROW}, {ROW}, {REASON}, judged.whose, raw.happened "
        f"from ({judged}) as judged join ({raw}) as raw "
        f"on raw.{RAW_TABLE} = judged.{RAW_TABLE} and raw.{RAW_KEY} = judged.{RAW_KEY}"
    )
    (found,) = store.row(f"select count(*) from (select distinct {RAW_TABLE}, {FILE_ROW} from {outcome_of(name)})")
    total, matched = store.row(f"select (select count(*) from {considered}), count(*) from {outcome_of(name)}")
    if not total == matched == found:
        wrong = f"{RAW_KEY} is not the key of a row of {listed(page.rows_from, 'or')}, each of them once"
        do = "Select the key of the row that is judged"
        do += f", and as {RAW_TABLE} its table" if len(page.rows_from) > 1 else ""
        raise SpecificationError(Mistake(place, wrong, do))


def keep_left_empty(store: Store, annex: Annex, name: str, intake: CaseDataAccount) -> None:
    """Makes the table of outcomes of a list that is left empty."""
    raw = _raw_rows(store, annex, annex.lists[name], intake)
    store.run(
        f"create or replace table {outcome_of(name)} as select {RAW_TABLE}, {FILE_ROW}, null::bigint as {ROW}, "
        f"{sql_text(LEFT_EMPTY)} as {REASON}, whose, happened from ({raw})"
    )


def listed_in_order(page: ListPage) -> str:
    """The columns by which the rows of a list are put in order."""
    return ", ".join(sql_name(column) for column in dict.fromkeys([*page.columns, *page.one_row_per]))


def repeated_of(store: Store, tables: Iterable[TableAccount]) -> tuple[LeftOut, ...]:
    """Why rows of tables were passed over as repeating others, and how many."""
    counts: dict[str, int] = {}
    for table in tables:
        if table.rows_repeated:
            query = f"select {REPEATED_FOR}, count(*) from {repeated_rows(table.name)} group by 1 order by 1"
            for reason, count in store.rows(query):
                counts[reason] = counts.get(reason, 0) + count
    return tuple(LeftOut(*each) for each in counts.items())


def rows_left_out(store: Store, annex: Annex, result: ListResult, intake: CaseDataAccount) -> Iterator[RowLeftOut]:
    """Each raw row that is not on a list, by table and row of its file."""
    for table in intake.tables:
        if table.name not in result.tables:
            continue
        query = (
            f"select {FILE_ROW} as file_row, whose, happened, {REASON} as reason from {outcome_of(result.name)} "
            f"where {REASON} is not null and {RAW_TABLE} = {sql_text(table.name)}"
        )
        if table.rows_repeated:
            whose, day = _whose_and_when(store, annex, annex.lists[result.name], table.name)
            query += f" union all select {FILE_ROW}, {whose}, {day}, {REPEATED_FOR} from {repeated_rows(table.name)}"
        for row in store.rows(f"{query} order by file_row"):
            yield RowLeftOut(table.name, table.place, *row)


def _raw_rows(store: Store, annex: Annex, page: ListPage, intake: CaseDataAccount) -> str:
    """A query of every row that a list is made from: its table, key and row in the file; whose it is and its day."""
    queries = []
    for table in intake.tables:
        if table.read and table.name in page.rows_from:
            whose, day = _whose_and_when(store, annex, page, table.name)
            queries.append(
                f"select {sql_text(table.name)} as {RAW_TABLE}, {sql_name(annex.tables[table.name].key)} as {RAW_KEY}, "
                f"rowid + {table.first_row} as {FILE_ROW}, {whose} as whose, {day} as happened "
                f"from {sql_name(table.name)}"
            )
    none = f"select '' as {RAW_TABLE}, '' as {RAW_KEY}, 0::bigint as {FILE_ROW}, '' as whose, null::date as happened"
    return " union all ".join(queries) or f"{none} limit 0"


def _whose_and_when(store: Store, annex: Annex, page: ListPage, name: str) -> tuple[str, str]:
    """The columns that say whom a row is about, or else its key, and the first day by which rows are chosen."""
    about = annex.tables[name]
    there = {column: kind for column, kind, *_ in store.rows(f"describe {sql_name(name)}")}
    people = [column for column, of_column in about.columns.items() if of_column.refers_to and column in there]
    days = [chosen.split(".")[1] for chosen in page.selected_by if chosen.split(".")[0] == name]
    day = next((sql_name(column) for column in days if there.get(column) == "DATE"), "null::date")
    return f"{sql_name(people[0] if people else about.key)}::varchar", day


def outcomes_of(store: Store, name: str, table: str, rows: list[int]) -> dict[int, tuple[int | None, str | None]]:
    """By row of a table's file: which row of a list it is, counted from nought, or why it is none."""
    query = f"select {FILE_ROW}, {ROW}, {REASON} from {outcome_of(name)} where {RAW_TABLE} = ? and {FILE_ROW} in "
    found = store.rows(f"{query}(select unnest(?::bigint[]))", table, rows)
    return {row: (at, reason) for row, at, reason in found}


def repeats_of(store: Store, table: TableAccount, rows: list[int]) -> dict[int, str]:
    """By row of a table's file: why it was passed over as repeating another."""
    if not table.rows_repeated:
        return {}
    query = f"select {FILE_ROW}, {REPEATED_FOR} from {repeated_rows(table.name)} where {FILE_ROW} in "
    return dict(store.rows(f"{query}(select unnest(?::bigint[]))", rows))
