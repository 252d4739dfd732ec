"""What a cell of a workbook says: as text, as a day, as a time, as a number; and how a message quotes it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from readiness.foundation.dates import read_day
from readiness.foundation.normalise import visible

HOURS, MINUTES, NOON = 24, 60, 12
LONGEST_SHOWN = 60  # characters of a cell that a message shows
_WITH_TIME = re.compile(r"(\S+?)(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2})?)?(?:\s*(?P<half>[ap])\.?m\.?)?")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,17})?(?:e-\d{1,2})?")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def as_seen(cell: Any) -> str:
    """A cell as people see it, without the spaces around it and what nobody sees."""
    if isinstance(cell, str):
        return visible(cell).strip()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    if isinstance(cell, dt.datetime) and cell.time() != dt.time.min:
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else "" if cell is None else str(cell)


def as_day(cell: Any) -> dt.date | None:
    """The day in a cell, without the time that may stand there too; None when there is none."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = as_seen(cell) if isinstance(cell, str) else ""
    with_time = _WITH_TIME.fullmatch(text)
    return read_day(with_time[1] if with_time else text)


def as_time(cell: Any) -> dt.time | None:
    """The time of the day in a cell, to the minute, also where it was typed as 2.30pm; None when there is none."""
    if isinstance(cell, dt.datetime | dt.time):
        return dt.time(cell.hour, cell.minute)
    match = _TIME.fullmatch(as_seen(cell).casefold()) if isinstance(cell, str) else None
    if not match:
        return None
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if half and 1 <= hour <= NOON:
        hour = hour % NOON + (NOON if half == "p" else 0)
    elif half or match["minute"] is None:  # 14 alone may be anything
        return None
    return dt.time(hour, minute) if hour < HOURS and minute < MINUTES else None


def read_moment(text: str) -> dt.datetime | None:
    """A moment written as 2026-01-31 14:30; None when it is none."""
    day, _, time = text.strip().replace("T", " ").partition(" ")
    on, at = read_day(day), as_time(time.strip())
    return dt.datetime.combine(on, at) if on and at else None


def as_number(cell: Any) -> Fraction | None:
    """The number in a cell, exact, also where it was typed as 2,056 or 89.5%; None when there is none."""
    text = as_seen(cell).removesuffix("%").strip()
    plainly = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
    return Fraction(Decimal(plainly)) if _NUMBER.fullmatch(plainly) else None


def told(text: str) -> str:
    """A text from the register as a message shows it: on one line, shortened, without what a screen would obey."""
    line = "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1].rstrip()}…"


def quoted(text: str) -> str:
    """The same in quotation marks."""
    return f'"{told(text)}"'
