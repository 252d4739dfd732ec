"""Sets aside what did not convert, mends identifiers that Excel or an export has spoilt, and makes keys unique."""

from __future__ import annotations

from readiness.case_data.ingest_state import Taking
from readiness.case_data.load import MARKERS, SPACES, sql_type
from readiness.foundation.database import literal, quoted
from readiness.foundation.phrases import many
from readiness.specification.model import CaseColumn

HOW_TO_WRITE = {
    "date": ("not a date", "Write dates as 2026-01-31 or 31/01/2026"),
    "integer": ("not a whole number", "Write it in figures"),
    "double": ("not a number", "Write it in figures"),
}


def mend(taking: Taking, name: str) -> None:
    """Looks through a loaded table once, and at each column again only where something is wrong."""
    table, columns = quoted(name), taking.needed[name]
    tests = {column: test for column, about in columns.items() if (test := _suspicion(quoted(column), about))}
    blank = " and ".join(f"{quoted(column)} is null" for column in columns)
    counts = ", ".join(f"count(*) filter ({test})" for test in ("true", blank, *tests.values()))
    taking.rows[name], empty, *found = taking.store.row(f"select {counts} from {table}")
    for (column, test), count in zip(tests.items(), found, strict=True):
        if count and sql_type(columns[column]) in HOW_TO_WRITE:
            _set_aside(taking, name, column, test)
        elif count:
            _mend_identifiers(taking, name, column)
    if empty:
        taking.tell(
            "note", taking.raw[name].place, f"{many(empty, 'empty row')} passed over", "Nothing needs doing", empty
        )
        taking.store.run(f"delete from {table} where {blank}")
        taking.rows[name] -= empty


def _suspicion(column: str, about: CaseColumn) -> str:
    """A cheap test for a value that needs a second look, or nothing for columns that hold any text."""
    kind = sql_type(about)
    if kind in MARKERS:
        return f"{column} = {MARKERS[kind]}"
    if about.type == "id" and not about.codes:
        return f"regexp_matches({column}, '^[{SPACES}]|[{SPACES}]$|\\.0$|E\\+')"
    return ""


def _set_aside(taking: Taking, name: str, column: str, test: str) -> None:
    """Tells what did not convert, and leaves nothing in its place."""
    rows = taking.rows_where(name, test)
    kind = sql_type(taking.needed[name][column])
    taking.tell("error", taking.rows_place(name, rows, column), *HOW_TO_WRITE[kind], len(rows))
    taking.store.run(f"update {quoted(name)} set {quoted(column)} = null where {test}")


def _mend_identifiers(taking: Taking, name: str, column: str) -> None:
    """Takes away white space and the .0 that Excel adds; tells what Excel has shortened, which nobody can mend."""
    table, it = quoted(name), quoted(column)
    taking.store.run(f"update {table} set {it} = nullif(trim({it}, {literal(SPACES)}), '')")
    as_number = taking.rows_where(name, f"regexp_full_match({it}, '\\d+\\.0')")
    if as_number:
        wrong = "identifiers ended in .0, as Excel writes numbers, and were mended"
        taking.tell("note", taking.column_place(name, column), wrong, "Export identifiers as text", len(as_number))
        taking.store.run(f"update {table} set {it} = left({it}, -2) where regexp_full_match({it}, '\\d+\\.0')")
    shortened = taking.rows_where(name, f"regexp_full_match({it}, '\\d(\\.\\d+)?E\\+\\d+')")
    if shortened:
        wrong = "Excel has shortened the identifier, and what it was is lost"
        taking.tell(
            "error", taking.rows_place(name, shortened, column), wrong, "Export identifiers as text", len(shortened)
        )


def make_unique(taking: Taking, name: str) -> None:
    """Keeps the first of rows with one key, and gives a key to rows that have none."""
    key_name = taking.annex.tables[name].key
    table, key = quoted(name), quoted(key_name)
    keyed, distinct = taking.store.row(f"select count({key}), count(distinct {key}) from {table}")
    taking.repeated[name] = keyed - distinct
    if keyed > distinct:
        whole = f"[{', '.join(f'{quoted(column)}::varchar' for column in taking.needed[name])}]"
        twice = f"select {key} from {table} where {key} is not null group by 1 having count(*) > 1"
        later = taking.store.rows(
            f"select r, w is not distinct from first_value(w) over (partition by k order by r) "
            f"from (select rowid as r, {key} as k, {whole} as w from {table} where {key} in ({twice})) "
            f"qualify row_number() over (partition by k order by r) > 1 order by r"
        )
        same, other = [row for row, is_same in later if is_same], [row for row, is_same in later if not is_same]
        if same:
            wrong = "the whole row repeats an earlier one and was passed over"
            taking.tell("warning", taking.rows_place(name, same, key_name), wrong, "Export it once", len(same))
        if other:
            wrong = "the key repeats an earlier row's but the row differs, and was passed over"
            do = "Find out which is right and export it once"
            taking.tell("error", taking.rows_place(name, other, key_name), wrong, do, len(other))
        taking.store.run(f"delete from {table} where rowid in (select unnest(?::bigint[]))", [*same, *other])
    if keyed < taking.rows[name]:
        shift = taking.raw[name].first_row
        taking.store.run(f"update {table} set {key} = '(no key) row ' || (rowid + {shift}) where {key} is null")
