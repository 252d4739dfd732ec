"""Sets aside what did not convert, mends identifiers that Excel or an export has spoilt, and makes keys unique."""

from __future__ import annotations

from readiness.loading import MARKERS, SPACES, sql_type
from readiness.store import literal, quoted
from readiness.taking import Taking, many

HOW_TO_WRITE = {
    "date": ("not a date", "Write dates as 2026-01-31 or 31/01/2026"),
    "integer": ("not a whole number", "Write it in figures"),
    "double": ("not a number", "Write it in figures"),
}


def mend(taking: Taking, name: str) -> None:
    """Looks through a loaded table once, and at each column again only where something is wrong."""
    table, columns = quoted(name), taking.needed[name]
    tests: dict[tuple[str, str], str] = {}
    for column, about in columns.items():
        kind = sql_type(about)
        if kind in MARKERS:
            tests[column, kind] = f"{quoted(column)} = {MARKERS[kind]}"
        elif about.type == "id" and not about.codes:
            tests |= {(column, fault): test for fault, test in _faults(quoted(column)).items()}
    blank = " and ".join(f"{quoted(column)} is null" for column in columns)
    counts = ", ".join(f"count(*) filter ({test})" for test in ("true", blank, *tests.values()))
    taking.rows[name], empty, *found = taking.store.row(f"select {counts} from {table}")
    for ((column, fault), test), count in zip(tests.items(), found, strict=True):
        if count:
            _mend_column(taking, name, column, fault, test)
    if empty:
        taking.tell(
            "note", taking.raw[name].place, f"{many(empty, 'empty row')} passed over", "Nothing needs doing", empty
        )
        taking.store.run(f"delete from {table} where {blank}")
        taking.rows[name] -= empty


def _faults(column: str) -> dict[str, str]:
    edges = f"({', '.join(map(literal, SPACES))})"
    return {
        "edges": f"left({column}, 1) in {edges} or right({column}, 1) in {edges}",
        "float": f"ends_with({column}, '.0') and regexp_full_match({column}, '\\d+\\.0')",
        "short": f"contains({column}, 'E+') and regexp_full_match({column}, '\\d(\\.\\d+)?E\\+\\d+')",
    }


def _mend_column(taking: Taking, name: str, column: str, fault: str, test: str) -> None:
    table, it = quoted(name), quoted(column)
    rows = taking.rows_where(name, test)
    if fault in HOW_TO_WRITE:
        taking.tell("error", taking.rows_place(name, rows, column), *HOW_TO_WRITE[fault], len(rows))
        taking.store.run(f"update {table} set {it} = null where {test}")
    elif fault == "edges":
        taking.store.run(f"update {table} set {it} = nullif(trim({it}, {literal(SPACES)}), '') where {test}")
    elif fault == "float":
        wrong = "identifiers ended in .0, as Excel writes numbers, and were mended"
        taking.tell("note", taking.column_place(name, column), wrong, "Export identifiers as text", len(rows))
        taking.store.run(f"update {table} set {it} = regexp_replace({it}, '\\.0$', '') where {test}")
    else:
        wrong = "Excel has shortened the identifier, and what it was is lost"
        taking.tell("error", taking.rows_place(name, rows, column), wrong, "Export identifiers as text", len(rows))


def make_unique(taking: Taking, name: str) -> None:
    """Keeps the first of rows with one key, and gives a key to rows that have none."""
    key_name = taking.annex.tables[name].key
    table, key = quoted(name), quoted(key_name)
    keyed, distinct = taking.store.row(f"select count({key}), count(distinct {key}) from {table}")
    taking.repeated[name] = keyed - distinct
    if keyed > distinct:
        cells = ", ".join(f"coalesce({quoted(column)}::varchar, chr(0))" for column in taking.needed[name])
        whole = f"md5(concat_ws('|', {cells}))"
        first = f"select {key} as k, min(rowid) as r, min_by({whole}, rowid) as w from {table} group by 1"
        later = f"select rowid as r, {whole} = w as same from {table} join ({first}) on k = {key} where rowid > r"
        same = taking.rows_where(name, f"rowid in (select r from ({later}) where same)")
        other = taking.rows_where(name, f"rowid in (select r from ({later}) where not same)")
        if same:
            wrong = "the whole row repeats an earlier one and was passed over"
            taking.tell("warning", taking.rows_place(name, same, key_name), wrong, "Export it once", len(same))
        if other:
            wrong = "the key repeats an earlier row's but the row differs, and was passed over"
            do = "Find out which is right and export it once"
            taking.tell("error", taking.rows_place(name, other, key_name), wrong, do, len(other))
        taking.store.run(f"delete from {table} where rowid in (select r from ({later}))")
    if keyed < taking.rows[name]:
        shift = taking.raw[name].first_row
        taking.store.run(f"update {table} set {key} = '(no key) row ' || (rowid + {shift}) where {key} is null")
