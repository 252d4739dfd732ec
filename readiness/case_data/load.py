"""Loads one raw table into the store as typed columns. Every value comes in as text and is typed in the query.

A text that is no date or number becomes a marker, so that intake can count it and say where it stands.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from readiness.case_data.column_mapping import Plan
from readiness.case_data.model import RawTable
from readiness.foundation.database import Store, Unreadable, literal, quoted
from readiness.foundation.errors import Refused
from readiness.specification.model import Blanks, CaseColumn

NOT_A_DATE = "date '-infinity'"
NOT_A_NUMBER = "-2147483647"
EARLIEST, LATEST = "1900-01-01", "2100-12-31"
SPACES = " \t\r\n\u00a0\u2007\u202f\ufeff"
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%Y%m%d")
_TIMES = ("", " %H:%M", " %H:%M:%S")
DAY_FORMATS = [day + time for day in _DAYS for time in _TIMES]
MARKERS = {"date": NOT_A_DATE, "integer": NOT_A_NUMBER, "double": "'nan'::double"}
SQL_TYPES = {"date": "date", "whole number": "integer", "decimal": "double"}


def sql_type(column: CaseColumn) -> str:
    """The type of the column in the store: coded columns are text."""
    return "varchar" if column.codes else SQL_TYPES.get(column.type, "varchar")


def load(store: Store, raw: RawTable, header: Sequence[str], plan: Plan, blanks: Blanks, scratch: Path | None) -> None:
    """Makes the table ``raw.name``, one row for each row of the file, in the file's order. Raises Unreadable."""
    cells = [f"c{number}" for number in range(len(header))]
    if raw.kind == "csv":
        path, delimiter = _plain(raw, scratch)
        columns = ", ".join(f"{literal(cell)}: 'VARCHAR'" for cell in cells)
        source = (
            f"read_csv(?, auto_detect = false, header = true, delim = {literal(delimiter)}, quote = '\"', "
            f"escape = '\"', columns = {{{columns}}})"
        )
        store.read(typed(raw.name, source, plan, blanks, raw.day_nought), as_glob(path))
    elif raw.kind == "parquet":
        renamed = ", ".join(f"{quoted(h)}::varchar as {c}" for h, c in zip(header, cells, strict=True))
        source = f"(select {renamed} from read_parquet(?))"
        store.read(typed(raw.name, source, plan, blanks, raw.day_nought), as_glob(raw.path))
    else:
        stage = f"raw rows of {raw.name}"
        store.keep(stage, cells, _even(raw, len(cells)))
        store.run(typed(raw.name, quoted(stage), plan, blanks, raw.day_nought))
        store.run(f"drop table {quoted(stage)}")


def typed(name: str, source: str, plan: Plan, blanks: Blanks, day_nought: dt.date | None) -> str:
    """The statement that makes the table ``name`` of typed columns from a source of texts called c0, c1 and so on."""
    used = sorted({position for position in plan.positions.values() if position is not None})
    trimmed = ", ".join(f"trim(c{position}) as c{position}" for position in used) or "1"
    read = ", ".join(f"{_read(column, plan, blanks, day_nought)} as {quoted(column)}" for column in plan.columns)
    checked = ", ".join(f"{_checked(column, plan, blanks)} as {quoted(column)}" for column in plan.columns)
    return (
        f"create or replace table {quoted(name)} as "
        f"select {checked} from (select {read} from (select {trimmed} from {source}))"
    )


def header_of(store: Store, raw: RawTable) -> tuple[str, ...]:
    """The headings of a raw table. Raises Unreadable."""
    if raw.kind != "parquet":
        return raw.header
    return tuple(name for name, *_ in store.read("describe select * from read_parquet(?)", as_glob(raw.path)))


def _even(raw: RawTable, width: int) -> Iterator[Sequence[str | None]]:
    for row in raw.rows() if raw.rows else ():
        yield (*row[:width], *[None] * (width - len(row)))


def as_glob(path: Path | None) -> str:
    """The path as the database takes it, which would else read every file that fits a path with stars in it."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _plain(raw: RawTable, scratch: Path | None) -> tuple[Path, str]:
    """The file and what parts its values; of one that needs it, a plain copy in the run's own folder.

    Raises Unreadable.
    """
    if raw.text is None:
        raise ValueError("a CSV file was found without being looked into")
    if raw.text.is_plain:
        return raw.text.path, raw.text.delimiter
    if scratch is None:
        raise ValueError("a file that is not plain needs a folder for its copy")
    copy = scratch / f"{raw.name}.csv"
    try:
        raw.text.plain_copy(copy)
    except Refused as refusal:
        raise Unreadable(refusal.why) from None
    return copy, ","


def _read(name: str, plan: Plan, blanks: Blanks, day_nought: dt.date | None) -> str:
    """The value of a column, read from its text."""
    column = plan.columns[name]
    position = plan.positions.get(name)
    kind = sql_type(column)
    if position is None:
        value = f"null::{kind}"
    else:
        text, nothing = f"c{position}", _nothing(position, blanks)
        typed = {"varchar": text, "date": _day(text, day_nought)}.get(kind) or _number(text, kind)
        value = f"case when {nothing} then null else {typed} end"
    if column.otherwise and not column.codes:
        value = f"coalesce({value}, {_read(column.otherwise, plan, blanks, day_nought)})"
    return value


def _checked(name: str, plan: Plan, blanks: Blanks) -> str:
    """The value, but a day that means nothing is none, and a day out of our times is no date."""
    it = quoted(name)
    if sql_type(plan.columns[name]) != "date" or plan.positions.get(name) is None:
        return it
    none = ", ".join(f"date {literal(str(day))}" for day in blanks.dates)
    ours = f"{it} between date '{EARLIEST}' and date '{LATEST}'"
    return f"case when {it} in ({none}) then null when {it} is null or {ours} then {it} else {NOT_A_DATE} end"


def _nothing(position: int, blanks: Blanks) -> str:
    """Whether the text means that nothing is recorded."""
    spellings = sorted({case for text in ("", *blanks.texts) for case in (text, text.lower(), text.upper())})
    return f"c{position} is null or c{position} in ({', '.join(map(literal, spellings))})"


def _day(text: str, day_nought: dt.date | None) -> str:
    """The day of a text, without its time. Cheap forms come first; the rest is only tried on what they leave."""
    formats = f"[{', '.join(map(literal, DAY_FORMATS))}]"
    excel = (
        f"when regexp_full_match({text}, '[2-9]\\d{{4}}(\\.\\d+)?') "
        f"then date '{day_nought}' + floor({text}::double)::integer"
        if day_nought
        else ""
    )
    return (
        f"case when not ({text}[1] between '0' and '9') then {NOT_A_DATE} {excel} else coalesce("
        f"try_cast({text} as timestamp), try_strptime({text}, {formats}), "
        f"try_strptime(trim({text}, {literal(SPACES)}), {formats}), timestamp '-infinity')::date end"
    )


def _number(text: str, kind: str) -> str:
    number = f"try_cast(replace({text}, ',', '') as double)"
    if kind == "double":
        return f"coalesce({number}, 'nan'::double)"
    whole = f"{number} = round({number}) and abs({number}) < 2147483647"
    return f"case when {whole} then {number}::integer else {NOT_A_NUMBER} end"
