"""Every day that is reckoned from another. The only date arithmetic; nothing here reads the clock."""

from __future__ import annotations

import calendar
import datetime as dt
import re

YEAR_BEGINS = 4  # April: the financial year, by which councils and DfE returns count
ONE_DAY = dt.timedelta(days=1)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_days_before(day: dt.date, count: int, holidays: frozenset[dt.date]) -> dt.date:
    """The count-th working day before a day, which itself does not count."""
    while count:
        day -= ONE_DAY
        count -= is_working_day(day, holidays)
    return day


def is_working_day(day: dt.date, holidays: frozenset[dt.date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def no_working_day(day: dt.date, holidays: frozenset[dt.date]) -> str:
    """What a day is on which nobody works: "a Saturday", "a bank holiday"; empty for a working day."""
    if is_working_day(day, holidays):
        return ""
    return "a bank holiday" if is_working_day(day, frozenset()) else f"a {day:%A}"


def working_days(first: dt.date, last: dt.date, holidays: frozenset[dt.date]) -> tuple[dt.date, ...]:
    """The working days from a day to a later one, both included."""
    every = (first + past * ONE_DAY for past in range((last - first).days + 1))
    return tuple(day for day in every if is_working_day(day, holidays))


def read_day(text: str) -> dt.date | None:
    """A day written as 2026-01-31 or 31/01/2026; None when it is neither."""
    for pattern, order in ((r"(\d{4})-(\d{1,2})-(\d{1,2})", (1, 2, 3)), (r"(\d{1,2})/(\d{1,2})/(\d{4})", (3, 2, 1))):
        match = re.fullmatch(pattern, text.strip())
        if match:
            try:
                return dt.date(*(int(match[group]) for group in order))
            except ValueError:
                return None
    return None


def day_of_year(year: int, month_and_day: str) -> dt.date | None:
    """The day of a year that is written as 03-31; None when there is none."""
    return read_day(f"{year:04}-{month_and_day}")


def working_day_after(day: dt.date, count: int, holidays: frozenset[dt.date]) -> dt.date:
    """The count-th working day after a day, which itself does not count; before it when the count is below nought."""
    if count < 0:
        return working_days_before(day, -count, holidays)
    while count:
        day += ONE_DAY
        count -= is_working_day(day, holidays)
    return day


def month_ends(day: dt.date, count: int) -> tuple[dt.date, ...]:
    """The last days of that many months, oldest first; the latest is the day itself or lies before it."""
    after = months_before(day + ONE_DAY, 0).replace(day=1)
    return tuple(months_before(after, back) - ONE_DAY for back in reversed(range(count)))


def year_end_before(day: dt.date) -> dt.date:
    """The last day of the financial year before the one that a day is in."""
    return dt.date(day.year if day.month >= YEAR_BEGINS else day.year - 1, YEAR_BEGINS, 1) - ONE_DAY


def first_day_of(period: str, day: dt.date) -> dt.date:
    """The first day of a period that ends on a day; the day itself of one that is only that day."""
    if period == "month":
        return day.replace(day=1)
    if period == "year to date":
        return year_end_before(day) + ONE_DAY
    return months_before(day, 12) + ONE_DAY if period == "rolling year" else day


def months_between(first: dt.date, last: dt.date) -> int:
    """Whole months from a day to a later one."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
