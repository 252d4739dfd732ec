"""Sets aside what did not convert, mends identifiers that Excel or an export has spoilt, and makes keys unique."""

from __future__ import annotations

from readiness.case_data.column_reading import ColumnReading
from readiness.case_data.ingest_state import IngestState
from readiness.case_data.load import MARKERS, SPACES, sql_type
from readiness.foundation.database import sql_name, sql_text
from readiness.foundation.phrases import many

HOW_TO_WRITE = {
    "date": ("not a date", "Write dates as 2026-01-31 or 31/01/2026"),
    "integer": ("not a whole number", "Write it in figures"),
    "double": ("not a number", "Write it in figures"),
}


def mend(state: IngestState, name: str) -> None:
    """Looks through a loaded table once, and at each column again only where something is wrong."""
    table, readings = sql_name(name), state.plans[name].readings
    tests = {column: test for column, reading in readings.items() if (test := _suspicion(sql_name(column), reading))}
    blank = " and ".join(f"{sql_name(column)} is null" for column in readings)
    counts = ", ".join(f"count(*) filter ({test})" for test in ("true", blank, *tests.values()))
    state.rows[name], empty, *suspicious = state.store.row(f"select {counts} from {table}")
    for (column, test), count in zip(tests.items(), suspicious, strict=True):
        if count and sql_type(readings[column]) in HOW_TO_WRITE:
            _set_aside(state, name, column, test)
        elif count:
            _mend_identifiers(state, name, column)
    if empty:
        state.tell(
            "note", state.raw[name].place, f"{many(empty, 'empty row')} passed over", "Nothing needs doing", empty
        )
        state.store.run(f"delete from {table} where {blank}")
        state.rows[name] -= empty


def _suspicion(column: str, reading: ColumnReading) -> str:
    """A cheap test for a value that needs a second look, or nothing for columns that hold any text."""
    kind = sql_type(reading)
    if kind in MARKERS:
        return f"{column} = {MARKERS[kind]}"
    if reading.type == "id" and not reading.codes:
        return f"regexp_matches({column}, '^[{SPACES}]|[{SPACES}]$|\\.0$|E\\+')"
    return ""


def _set_aside(state: IngestState, name: str, column: str, test: str) -> None:
    """Tells what did not convert, and leaves nothing in its place."""
    rows = state.rows_where(name, test)
    kind = sql_type(state.plans[name].readings[column])
    state.tell("error", state.rows_place(name, rows, column), *HOW_TO_WRITE[kind], len(rows))
    state.store.run(f"update {sql_name(name)} set {sql_name(column)} = null where {test}")


def _mend_identifiers(state: IngestState, name: str, column: str) -> None:
    """Takes away white space and the .0 that Excel adds; tells what Excel has shortened, which nobody can mend."""
    table, value = sql_name(name), sql_name(column)
    state.store.run(f"update {table} set {value} = nullif(trim({value}, {sql_text(SPACES)}), '')")
    as_number = state.rows_where(name, f"regexp_full_match({value}, '\\d+\\.0')")
    if as_number:
        wrong = "identifiers ended in .0, as Excel writes numbers, and were mended"
        state.tell("note", state.column_place(name, column), wrong, "Export identifiers as text", len(as_number))
        state.store.run(f"update {table} set {value} = left({value}, -2) where regexp_full_match({value}, '\\d+\\.0')")
    shortened = state.rows_where(name, f"regexp_full_match({value}, '\\d(\\.\\d+)?E\\+\\d+')")
    if shortened:
        wrong = "Excel has shortened the identifier, and what it was is lost"
        state.tell(
            "error", state.rows_place(name, shortened, column), wrong, "Export identifiers as text", len(shortened)
        )


def make_unique(state: IngestState, name: str) -> None:
    """Keeps the first of rows with one key, and gives a key to rows that have none."""
    key_name = state.annex.tables[name].key
    table, key = sql_name(name), sql_name(key_name)
    keyed, distinct = state.store.row(f"select count({key}), count(distinct {key}) from {table}")
    state.repeated[name] = keyed - distinct
    if keyed > distinct:
        whole = f"[{', '.join(f'{sql_name(column)}::varchar' for column in state.needed[name])}]"
        twice = f"select {key} from {table} where {key} is not null group by 1 having count(*) > 1"
        later = state.store.rows(
            f"select r, w is not distinct from first_value(w) over (partition by k order by r) "
            f"from (select rowid as r, {key} as k, {whole} as w from {table} where {key} in ({twice})) "
            f"qualify row_number() over (partition by k order by r) > 1 order by r"
        )
        same, other = [row for row, is_same in later if is_same], [row for row, is_same in later if not is_same]
        if same:
            wrong = "the whole row repeats an earlier one and was passed over"
            state.tell("warning", state.rows_place(name, same, key_name), wrong, "Export it once", len(same))
        if other:
            wrong = "the key repeats an earlier row's but the row differs, and was passed over"
            do = "Find out which is right and export it once"
            state.tell("error", state.rows_place(name, other, key_name), wrong, do, len(other))
        state.store.run(f"delete from {table} where rowid in (select unnest(?::bigint[]))", [*same, *other])
    if keyed < state.rows[name]:
        shift = state.raw[name].first_row
        state.store.run(f"update {table} set {key} = '(no key) row ' || (rowid + {shift}) where {key} is null")
