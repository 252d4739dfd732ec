"""Sets aside what did not convert, mends identifiers that Excel or an export has spoilt, and makes keys unique."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.case_data.column_reading import ColumnReading
from readiness.case_data.ingest_state import IngestState
from readiness.case_data.load import RawTexts
from readiness.case_data.settle_days import reasons, settle_days, texts_of_days
from readiness.case_data.values import MARKERS, SPACES, sql_type
from readiness.files.headings import NOT_A_ROW, NOT_A_ROW_BEGINS
from readiness.foundation.database import sql_name, sql_text
from readiness.foundation.phrases import many

FILE_ROW, REPEATED_FOR = "file_row", "repeated_for"  # columns of the rows passed over as repeating others
SAME, OTHER = "the whole row repeats an earlier one", "the key repeats an earlier row's but the row differs"
NO_KEY = "(no key) row "  # how the key begins that is given to a row without one
HOW_TO_WRITE = {
    "integer": ("not a whole number", "Write it in figures, as 1500 or 1,500"),
    "double": ("not a number", "Write it in figures, as 1500 or 1,500"),
}


def mend(state: IngestState, name: str, source: RawTexts) -> None:
    """Looks through a loaded table once, and at each column again only where something is wrong."""
    table, readings = sql_name(name), state.plans[name].readings
    tests = {column: test for column, reading in readings.items() if (test := _suspicion(sql_name(column), reading))}
    key = sql_name(state.annex.tables[name].key)
    counts = ", ".join(("count(*)", f"count({key})", *(f"count(*) filter ({test})" for test in tests.values())))
    state.rows[name], keyed, *suspicious = state.store.row(f"select {counts} from {table}")
    blank = " and ".join(f"{sql_name(column)} is null" for column in readings)
    some_are_empty = keyed < state.rows[name] and bool(state.rows_where(name, blank))
    suspected = [column for column, count in zip(tests, suspicious, strict=True) if count]
    kinds = {column: sql_type(readings[column]) for column in suspected}
    _mend_days(state, name, [column for column in suspected if kinds[column] == "date"], source)
    for column in suspected:
        if kinds[column] in HOW_TO_WRITE:
            _set_aside(state, name, column, tests[column])
        elif kinds[column] != "date":
            _mend_identifiers(state, name, column)
    _take_out(state, name, [column for column in suspected if column in _identifying(state, name)])
    if some_are_empty:
        _pass_over(state, name, blank, source)


def _suspicion(column: str, reading: ColumnReading) -> str:
    """A cheap test for a value that needs a second look, or nothing for columns that hold any text."""
    kind = sql_type(reading)
    if kind in MARKERS:
        return f"{column} = {MARKERS[kind]}"
    if reading.type == "id" and not reading.codes:
        return f"regexp_matches({column}, '(?i)^[{SPACES}'']|[{SPACES}]$|\\.0$|\\dE\\+|{NOT_A_ROW_BEGINS}')"
    return ""


def _mend_days(state: IngestState, name: str, failing: Sequence[str], source: RawTexts) -> None:
    """Reads days again whose month stands first; tells the rest of what is no day, and leaves nothing in its place."""
    if not failing:
        return
    with texts_of_days(state, name, source) as texts:
        settle_days(state, name, failing, texts)
        for column in failing:
            for (wrong, do), rows in reasons(state, name, column, texts).items():
                state.tell_rows("error", (name, column), rows, wrong, do)
    for column in failing:
        test = f"{sql_name(column)} = {MARKERS['date']}"
        state.store.run(f"update {sql_name(name)} set {sql_name(column)} = null where {test}")


def _set_aside(state: IngestState, name: str, column: str, test: str) -> None:
    """Tells what did not convert, and leaves nothing in its place."""
    rows = state.rows_where(name, test)
    kind = sql_type(state.plans[name].readings[column])
    state.tell_rows("error", (name, column), rows, *HOW_TO_WRITE[kind])
    state.store.run(f"update {sql_name(name)} set {sql_name(column)} = null where {test}")


def _identifying(state: IngestState, name: str) -> set[str]:
    """The columns that say which row it is and whom it is about."""
    table = state.annex.tables[name]
    return {table.key, *(column for column, contract in table.columns.items() if contract.refers_to)}


def _take_out(state: IngestState, name: str, columns: Sequence[str]) -> None:
    """Takes out what a report writer put between the rows: headings once more, totals, page numbers."""
    tests = [f"regexp_full_match(lower({sql_name(column)}), {sql_text(NOT_A_ROW)})" for column in columns]
    tests += [f"lower({sql_name(column)}) in ({_headings(state, name, column)})" for column in columns]
    rows = state.rows_where(name, " or ".join(tests)) if tests else []
    if rows:
        wrong = "headings once more, totals or page numbers, which are no rows, and were left out"
        do = "Export the table without them"
        state.tell_rows("warning", (name, state.annex.tables[name].key), rows, wrong, do)
        state.store.run(f"delete from {sql_name(name)} where rowid in (select unnest(?::bigint[]))", rows)
        state.rows[name] -= len(rows)


def _headings(state: IngestState, name: str, column: str) -> str:
    position, header = state.plans[name].positions[column], state.raw[name].header
    known = {column, header[position].lower() if position is not None and position < len(header) else column}
    return ", ".join(map(sql_text, sorted(known)))


def _pass_over(state: IngestState, name: str, blank: str, source: RawTexts) -> None:
    """Passes over empty rows, and tells those apart that hold something where nothing is read."""
    table, place = sql_name(name), state.raw[name].place
    rows = state.rows_where(name, blank)
    state.store.run(f"delete from {table} where {blank}")
    state.rows[name] -= len(rows)
    nothing = " and ".join(f"coalesce(trim({cell}), '') = ''" for cell in source.cells)
    (empty,) = state.store.read(f"select count(*) filter ({nothing}) from {source.sql}", *source.files)[0]
    if empty:
        state.tell("note", place, f"{many(empty, 'empty row')} passed over", "Nothing needs doing", empty)
    if len(rows) > empty:
        wrong = f"{many(len(rows) - empty, 'row')} with nothing in any column that is read, and passed over"
        state.tell("warning", place, wrong, "Check the headings, and what stands below the table", len(rows) - empty)


def _mend_identifiers(state: IngestState, name: str, column: str) -> None:
    """Takes away white space, the sign that keeps a number as text, and the .0 that Excel adds.

    Tells what Excel has shortened, which nobody can mend.
    """
    table, value = sql_name(name), sql_name(column)
    state.store.run(f"update {table} set {value} = nullif(trim({value}, {sql_text(SPACES)}), '')")
    signed = state.rows_where(name, f"starts_with({value}, '''')")
    if signed:
        wrong = "identifiers began with the apostrophe that keeps numbers as text, and were mended"
        state.tell("note", state.column_place(name, column), wrong, "Nothing needs doing", len(signed))
        state.store.run(
            f"update {table} set {value} = nullif(trim({value}, ''''), '') where starts_with({value}, '''')"
        )
    as_number = state.rows_where(name, f"regexp_full_match({value}, '\\d+\\.0')")
    if as_number:
        wrong = "identifiers ended in .0, as Excel writes numbers, and were mended"
        state.tell("note", state.column_place(name, column), wrong, "Export identifiers as text", len(as_number))
        state.store.run(f"update {table} set {value} = left({value}, -2) where regexp_full_match({value}, '\\d+\\.0')")
    shortened = state.rows_where(name, f"regexp_full_match({value}, '\\d([.,]\\d+)?[eE]\\+\\d+')")
    if shortened:
        wrong = "Excel has shortened the identifier, and what it was is lost"
        state.tell_rows("error", (name, column), shortened, wrong, "Export identifiers as text")


def repeated_rows(name: str) -> str:
    """The table, as SQL names it, of the rows of a case table that were passed over; there if there are any."""
    return sql_name(f"{name}_repeated")


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
            wrong = f"{SAME} and was passed over"
            state.tell_rows("warning", (name, key_name), same, wrong, "Export it once")
        if other:
            wrong = f"{OTHER}, and was passed over"
            do = "Find out which is right and export it once"
            state.tell_rows("error", (name, key_name), other, wrong, do)
        reason = f"case when rowid in (select unnest(?::bigint[])) then {sql_text(SAME)} else {sql_text(OTHER)} end"
        state.store.run(
            f"create or replace table {repeated_rows(name)} as "
            f"select rowid + {state.raw[name].first_row} as {FILE_ROW}, {reason} as {REPEATED_FOR}, * from {table} "
            "where rowid in (select unnest(?::bigint[]))",
            same,
            [*same, *other],
        )
        state.store.run(f"delete from {table} where rowid in (select unnest(?::bigint[]))", [*same, *other])
    if keyed < state.rows[name]:
        shift = state.raw[name].first_row
        state.store.run(f"update {table} set {key} = '{NO_KEY}' || (rowid + {shift}) where {key} is null")
