"""How the text of a cell becomes a value of its column's type, as SQL.

A text that is no date or number becomes a marker, so that repair can count it and say where it stands.
"""

from __future__ import annotations

import datetime as dt

from readiness.case_data.column_mapping import Plan
from readiness.case_data.column_reading import ColumnReading
from readiness.foundation.database import sql_name, sql_text

NOT_A_DATE = "date '-infinity'"
NOT_A_NUMBER = "-2147483647"
EARLIEST, LATEST = "1900-01-01", "2100-12-31"
SPACES = " \t\r\n\u00a0\u2007\u202f\ufeff"
MARKERS = {"date": NOT_A_DATE, "integer": NOT_A_NUMBER, "double": "'nan'::double"}
SQL_TYPES = {"date": "date", "whole number": "integer", "decimal": "double"}
NUMBERED_DAY = "[2-9]\\d{4}(\\.\\d+)?"  # what Excel counts of 1954 and later; a bare year is no day
_BRITISH = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_AMERICAN = ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y")
_BRITISH_FORMS = "british_forms"  # the variable that holds them all
_EITHER = ("%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%Y%m%d")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M:%S %p", " %I:%M %p")
_THOUSANDS = "-?\\d{1,3}(,\\d{3})+(\\.\\d+)?"


def sql_type(reading: ColumnReading) -> str:
    """The type of the column in the store: coded columns are text."""
    return "varchar" if reading.codes else SQL_TYPES.get(reading.type, "varchar")


def typed_table(name: str, source: str, plan: Plan, day_nought: dt.date | None) -> str:
    """The SQL that makes the table ``name`` of typed columns from a source of texts called c0, c1 and so on.

    The many forms of a day are in it once, not for each column of days, since reading them takes the database longer
    than a small table.
    """
    used = sorted({position for position in plan.positions.values() if position is not None})
    trimmed = ", ".join(f"{_trimmed(f'c{position}')} as c{position}" for position in used) or "1"
    read = ", ".join(f"{_read(column, plan, day_nought)} as {sql_name(column)}" for column in plan.readings)
    checked = ", ".join(f"{_checked(column, plan)} as {sql_name(column)}" for column in plan.readings)
    return (
        f"set variable {_BRITISH_FORMS} = {_forms(_BRITISH)}; create or replace table {sql_name(name)} as "
        f"select {checked} from (select {read} from (select {trimmed} from {source}))"
    )


def days_month_first(column: str, plan: Plan, texts: str) -> str:
    """A query of the rows of ``texts`` by their rowid ``r``, with the day ``v`` of a column read month first."""
    position = plan.positions[column]
    text = _trimmed(f"c{position}")
    day = _day("t", plan.readings[column], None, _forms(_AMERICAN))
    return (
        f"select r, {_checked(column, plan)} as v from (select r, {day} as {sql_name(column)} "
        f"from (select rowid as r, {text} as t from {texts}))"
    )


def _trimmed(cell: str) -> str:
    """A cell without the spaces around it, and without the ="..." that keeps Excel from changing it."""
    inside = f"regexp_extract({cell}, '^=\"(.*)\"\\s*$', 1)"
    return f"trim(case when {cell}[1:2] = '=\"' then {inside} else {cell} end)"


def _read(name: str, plan: Plan, day_nought: dt.date | None) -> str:
    """The value of a column, read from its text."""
    reading = plan.readings[name]
    position = plan.positions.get(name)
    kind = sql_type(reading)
    text = f"c{position}"
    if position is None:
        value = f"null::{kind}"
    elif kind == "date":
        value = _day(text, reading, day_nought, f"getvariable('{_BRITISH_FORMS}')")
    else:
        value = text if kind == "varchar" else _number(text, kind)
        value = f"case when {_nothing(text, reading)} then null else {value} end"
    if reading.otherwise and not reading.codes:
        value = f"coalesce({value}, {_read(reading.otherwise, plan, day_nought)})"
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


def _day(text: str, reading: ColumnReading, day_nought: dt.date | None, forms: str) -> str:
    """The day of a text, without its time. Cheap forms come first; the rest is only tried on what they leave.

    Nearly every text that begins with a figure is a day, so what means nothing is looked for among the others first.
    """
    excel = (
        f"when regexp_full_match({text}, '{NUMBERED_DAY}') then date '{day_nought}' + floor({text}::double)::integer"
        if day_nought
        else ""
    )
    tidy = f"regexp_replace(trim({text}, {sql_text(SPACES)}), '(:\\d\\d)[.,]\\d+', '\\1')"
    figure = (
        f"when {text} >= '0' and {text} < ':' then coalesce(try_cast({text} as timestamp), "
        f"try_strptime({text}, {forms}), try_strptime({tidy}, {forms}), timestamp '-infinity')::date"
    )
    nothing = f"when {_nothing(text, reading)} then null"
    likeliest = (nothing, excel, figure) if excel or _figures(reading) else (figure, nothing)
    return f"case {' '.join(likeliest)} else {NOT_A_DATE} end"


def _figures(reading: ColumnReading) -> bool:
    """Whether a text that means nothing begins with a figure."""
    return any(text[:1].isdigit() for text in reading.blank_texts)


def _forms(numeric: tuple[str, ...]) -> str:
    """Every form in which a day is written, with and without its time."""
    return f"[{', '.join(sql_text(day + time) for day in (*numeric, *_EITHER) for time in _TIMES)}]"


def _number(text: str, kind: str) -> str:
    """The number of a text. A comma stands for thousands or for nothing: 1,500 is a number, and 1,5 is none."""
    plainly = f"case when contains({text}, ',') and regexp_full_match({text}, '{_THOUSANDS}') "
    number = f"try_cast({plainly}then replace({text}, ',', '') else {text} end as double)"
    if kind == "double":
        return f"coalesce({number}, 'nan'::double)"
    whole = f"{number} = round({number}) and abs({number}) < 2147483647"
    return f"case when {whole} then {number}::integer else {NOT_A_NUMBER} end"
