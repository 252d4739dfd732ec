"""Links rows of case data: finds what is missing through the row of another table, and checks what refers to one."""

from __future__ import annotations

from readiness.case_data.ingest_state import IngestState
from readiness.foundation.database import sql_name
from readiness.foundation.phrases import many
from readiness.specification.model import CaseColumn, FoundThrough


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
    table, value = sql_name(name), sql_name(column)
    there, taken = way.take.split(".")
    known = (
        f"select {sql_name(way.where)} as k, min({sql_name(taken)}) as v from {sql_name(there)} "
        f"where {sql_name(way.where)} is not null group by 1 having count(distinct {sql_name(taken)}) = 1"
    )
    missing = f"select rowid as r, v from {table} join ({known}) on k = {sql_name(way.equals)} where {value} is null"
    count: int = state.store.row(f"select count(*) from ({missing})")[0]
    if count:
        state.store.run(f"update {table} set {value} = v from ({missing}) as found where {table}.rowid = found.r")
    return count


def check_links(state: IngestState, name: str) -> None:
    """Counts what names a row that is not there, after translating a column that holds the other table's other key."""
    for column, case_column in state.needed[name].items():
        there, _, key = case_column.refers_to.partition(".")
        if there not in state.raw:
            continue
        value = sql_name(column)
        absent = f"{value} is not null and {value} not in (select {sql_name(key)} from {sql_name(there)})"
        lost = state.rows_where(name, absent)
        if lost and case_column.or_known_by and _translate(state, name, column, case_column):
            lost = state.rows_where(name, absent)
        if lost:
            wrong = f"{many(len(lost), 'row')} for somebody who is not in {there}"
            state.tell_rows("warning", (name, column), lost, wrong, f"Export {there} again")


def _translate(state: IngestState, name: str, column: str, case_column: CaseColumn) -> bool:
    """Writes the key in place of the other identifier, if the column as a whole holds that one; whether it did.

    Deciding row by row would give a child whose one number is another child's other number that child's rows.
    """
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
