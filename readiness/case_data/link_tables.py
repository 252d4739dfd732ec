"""Links rows of case data: finds what is missing through the row of another table, and checks what refers to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from readiness.case_data.ingest_state import IngestState
from readiness.foundation.database import sql_name
from readiness.foundation.phrases import many
from readiness.specification.model import FoundThrough

Reference = tuple[str, str]  # a table, and a column of it that names rows of another


def find_missing(state: IngestState) -> None:
    """Fills values that are missing from the rows that hold them, as each column says, until no more are found."""
    ways = [
        (name, column, way)
        for name in state.raw
        for column, case_column in state.needed[name].items()
        for way in case_column.found_through
        if way.take.split(".")[0] in state.raw
    ]
    found: dict[tuple[str, str, str], int] = {}
    changed = True
    while changed:
        changed = False
        for name, column, way in ways:
            count = _fill(state, name, column, way)
            if count:
                there = way.take.split(".")[0]
                found[name, column, there] = found.get((name, column, there), 0) + count
                changed = True
    for (name, column, there), count in found.items():
        wrong = f"missing values were found through {there}"
        state.tell("note", state.column_place(name, column), wrong, "Nothing needs doing", count)


def _fill(state: IngestState, name: str, column: str, way: FoundThrough) -> int:
    """Fills one column by one way; how many values it found. A key with two answers answers nothing."""
    table, value, key = sql_name(name), sql_name(column), sql_name(way.where)
    there, taken = way.take.split(".")
    known = (
        f"select {key} as k, min({sql_name(taken)}) as v from {sql_name(there)} "
        f"where {key} in (select {sql_name(way.equals)} from {table} where {value} is null) "
        f"group by 1 having count(distinct {sql_name(taken)}) = 1"
    )
    missing = f"select rowid as r, v from {table} join ({known}) on k = {sql_name(way.equals)} where {value} is null"
    count: int = state.store.row(f"select count(*) from ({missing})")[0]
    if count:
        state.store.run(f"update {table} set {value} = v from ({missing}) as found where {table}.rowid = found.r")
    return count


def check_links(state: IngestState) -> None:
    """Counts what names a row that is not there, after translating a column that holds the other table's other key.

    All columns that name rows of one table are held against it at once: gathering its keys is most of the work.
    """
    references: dict[str, list[Reference]] = defaultdict(list)
    for name in state.raw:
        for column, case_column in state.needed[name].items():
            if case_column.refers_to.partition(".")[0] in state.raw:
                references[case_column.refers_to].append((name, column))
    for key, columns in references.items():
        lost = _lost(state, key, columns)
        translated = [reference for reference in lost if _translate(state, *reference)]
        lost = {reference: rows for reference, rows in lost.items() if reference not in translated}
        for reference, rows in (*lost.items(), *_lost(state, key, translated).items()):
            there = key.partition(".")[0]
            wrong = f"{many(len(rows), 'row')} for somebody who is not in {there}"
            state.tell_rows("warning", reference, rows, wrong, f"Export {there} again")
            state.adrift.add(".".join(reference))


def _lost(state: IngestState, refers_to: str, columns: Sequence[Reference]) -> dict[Reference, list[int]]:
    """The rows, counted from nought as loaded, in which a column names a row that is not there; by column."""
    if not columns:
        return {}
    there, _, key = refers_to.partition(".")
    named = " union all ".join(
        f"select {number} as n, rowid as r, {sql_name(column)} as k from {sql_name(name)}"
        for number, (name, column) in enumerate(columns)
    )
    query = (
        f"select n, r from ({named}) as named anti join {sql_name(there)} as there on there.{sql_name(key)} = named.k "
        "where k is not null order by n, r"
    )
    lost: dict[Reference, list[int]] = defaultdict(list)
    for number, row in state.store.rows(query):
        lost[columns[number]].append(row)
    return lost


def _translate(state: IngestState, name: str, column: str) -> bool:
    """Writes the key in place of the other identifier, if the column as a whole holds that one; whether it did.

    Deciding row by row would give a child whose one number is another child's other number that child's rows.
    """
    case_column = state.needed[name][column]
    if not case_column.or_known_by:
        return False
    there, _, key = case_column.refers_to.partition(".")
    table, value, other = sql_name(name), sql_name(column), sql_name(case_column.or_known_by)
    known = (
        f"select {other} as k, min({sql_name(key)}) as v from {sql_name(there)} "
        f"where {other} is not null group by 1 having count(*) = 1"
    )
    by_key, by_other = state.store.row(
        f"select count(*) filter ({value} in (select {sql_name(key)} from {sql_name(there)})), "
        f"count(*) filter ({value} in (select k from ({known}))) from {table}"
    )
    if by_other <= by_key:
        return False
    state.store.run(f"update {table} set {value} = v from ({known}) as known where {value} = known.k")
    wrong = f"holds {case_column.or_known_by} and was translated to {key}"
    state.tell("note", state.column_place(name, column), wrong, "Nothing needs doing", by_other)
    return True
