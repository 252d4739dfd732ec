"""Loads one raw table into the store as typed columns. Every value comes in as text and is typed in the query.

A text that is no date or number becomes a marker, so that repair can count it and say where it stands.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from readiness.case_data.column_mapping import Plan
from readiness.case_data.column_reading import ColumnReading
from readiness.case_data.model import RawTable
from readiness.foundation.database import Store, sql_name, sql_text

NOT_A_DATE = "date '-infinity'"
NOT_A_NUMBER = "-2147483647"
EARLIEST, LATEST = "1900-01-01", "2100-12-31"
SPACES = " \t\r\n\u00a0\u2007\u202f\ufeff"
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%Y%m%d")
_TIMES = ("", " %H:%M", " %H:%M:%S")
DAY_FORMATS = [day + time for day in _DAYS for time in _TIMES]
MARKERS = {"date": NOT_A_DATE, "integer": NOT_A_NUMBER, "double": "'nan'::double"}
SQL_TYPES = {"date": "date", "whole number": "integer", "decimal": "double"}


def sql_type(reading: ColumnReading) -> str:
    """The type of the column in the store: coded columns are text."""
    return "varchar" if reading.codes else SQL_TYPES.get(reading.type, "varchar")


def load(store: Store, raw: RawTable, header: Sequence[str], plan: Plan, scratch: Path | None) -> None:
    """Makes the table ``raw.name``, one row for each row of the file, in the file's order. Raises Unreadable."""
    cells = [f"c{number}" for number in range(len(header))]
    if raw.kind == "csv":
        path = raw.path if raw.encoding != "cp1252" else _as_utf8(raw, scratch)
        encoding = "utf-16" if raw.encoding == "utf-16" else "utf-8"
        columns = ", ".join(f"{sql_text(cell)}: 'VARCHAR'" for cell in cells)
        source = (
            f"read_csv(?, auto_detect = false, header = true, delim = {sql_text(raw.delimiter)}, quote = '\"', "
            f"escape = '\"', encoding = '{encoding}', columns = {{{columns}}})"
        )
        store.read(typed(raw.name, source, plan, raw.serial_dates), str(path))
    elif raw.kind == "parquet":
        renamed = ", ".join(f"{sql_name(h)}::varchar as {c}" for h, c in zip(header, cells, strict=True))
        source = f"(select {renamed} from read_parquet(?))"
        store.read(typed(raw.name, source, plan, raw.serial_dates), str(raw.path))
    else:
        stage = f"raw rows of {raw.name}"
        store.keep(stage, cells, _even(raw, len(cells)))
        store.run(typed(raw.name, sql_name(stage), plan, raw.serial_dates))
        store.run(f"drop table {sql_name(stage)}")


def typed(name: str, source: str, plan: Plan, serial_dates: bool) -> str:
    """The statement that makes the table ``name`` of typed columns from a source of texts called c0, c1 and so on."""
    used = sorted({position for position in plan.positions.values() if position is not None})
    trimmed = ", ".join(f"trim(c{position}) as c{position}" for position in used) or "1"
    read = ", ".join(f"{_read(column, plan, serial_dates)} as {sql_name(column)}" for column in plan.readings)
    checked = ", ".join(f"{_checked(column, plan)} as {sql_name(column)}" for column in plan.readings)
    return (
        f"create or replace table {sql_name(name)} as "
        f"select {checked} from (select {read} from (select {trimmed} from {source}))"
    )


def header_of(store: Store, raw: RawTable) -> tuple[str, ...]:
    """The headings of a raw table. Raises Unreadable."""
    if raw.kind != "parquet":
        return raw.header
    return tuple(name for name, *_ in store.read("describe select * from read_parquet(?)", str(raw.path)))


def _even(raw: RawTable, width: int) -> Iterator[Sequence[str | None]]:
    for row in raw.rows() if raw.rows else ():
        yield (*row[:width], *[None] * (width - len(row)))


def _as_utf8(raw: RawTable, scratch: Path | None) -> Path:
    """A copy of the file in UTF-8, in the run's own folder, which goes when the run ends."""
    if scratch is None or raw.path is None:
        raise ValueError("a file in Windows-1252 needs a folder to be rewritten in")
    copy = scratch / f"{raw.name}.csv"
    with (
        raw.path.open(encoding="cp1252", newline="", errors="replace") as old,
        copy.open("w", encoding="utf-8", newline="") as new,
    ):
        shutil.copyfileobj(old, new, 1 << 20)
    return copy


def _read(name: str, plan: Plan, serial_dates: bool) -> str:
    """The value of a column, read from its text."""
    reading = plan.readings[name]
    position = plan.positions.get(name)
    kind = sql_type(reading)
    if position is None:
        value = f"null::{kind}"
    else:
        text = f"c{position}"
        typed = {"varchar": text, "date": _day(text, serial_dates)}.get(kind) or _number(text, kind)
        value = f"case when {_nothing(text, reading)} then null else {typed} end"
    if reading.otherwise and not reading.codes:
        value = f"coalesce({value}, {_read(reading.otherwise, plan, serial_dates)})"
    return value


def _checked(name: str, plan: Plan) -> str:
    """The value, but a day that means nothing is none, and a day out of our times is no date."""
    value, reading = sql_name(name), plan.readings[name]
    if sql_type(reading) != "date" or plan.positions.get(name) is None:
        return value
    none = ", ".join(f"date {sql_text(str(day))}" for day in reading.blank_dates)
    ours = f"{value} between date '{EARLIEST}' and date '{LATEST}'"
    return f"case when {value} in ({none}) then null when {value} is null or {ours} then {value} else {NOT_A_DATE} end"


def _nothing(text: str, reading: ColumnReading) -> str:
    """Whether the text means that nothing is recorded."""
    blanks = ("", *reading.blank_texts)
    spellings = sorted({case for blank in blanks for case in (blank, blank.lower(), blank.upper())})
    return f"{text} is null or {text} in ({', '.join(map(sql_text, spellings))})"


def _day(text: str, serial: bool) -> str:
    """The day of a text, without its time. Cheap forms come first; the rest is only tried on what they leave."""
    formats = f"[{', '.join(map(sql_text, DAY_FORMATS))}]"
    excel = (
        f"when regexp_full_match({text}, '\\d{{4,5}}(\\.\\d+)?') then date '1899-12-30' + {text}::double::integer"
        if serial
        else ""
    )
    return (
        f"case when not ({text}[1] between '0' and '9') then {NOT_A_DATE} {excel} else coalesce("
        f"try_cast({text} as timestamp), try_strptime({text}, {formats}), "
        f"try_strptime(trim({text}, {sql_text(SPACES)}), {formats}), timestamp '-infinity')::date end"
    )


def _number(text: str, kind: str) -> str:
    number = f"try_cast(replace({text}, ',', '') as double)"
    if kind == "double":
        return f"coalesce({number}, 'nan'::double)"
    whole = f"{number} = round({number}) and abs({number}) < 2147483647"
    return f"case when {whole} then {number}::integer else {NOT_A_NUMBER} end"
