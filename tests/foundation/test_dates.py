"""Days are reckoned in one place and rightly, for every day there is."""

from __future__ import annotations

import csv
import datetime as dt

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st
from product import ROOT

from readiness.authority.inspection import periods
from readiness.foundation.dates import months_before, read_day, working_day_after, working_days_before
from readiness.specification.model import Annex

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


@given(DAYS, st.integers(0, 60))
def test_months_back_is_the_same_day_or_the_last_of_a_shorter_month(day: dt.date, months: int) -> None:
    back = months_before(day, months)
    assert (day.year * 12 + day.month) - (back.year * 12 + back.month) == months
    assert back.day == day.day or (back.day < day.day and (back + dt.timedelta(days=1)).day == 1)


@given(DAYS, DAYS, st.integers(1, 24))
def test_a_later_day_never_has_an_earlier_window(one: dt.date, other: dt.date, months: int) -> None:
    first, last = sorted((one, other))
    assert months_before(first, months) <= months_before(last, months)


@pytest.mark.parametrize(
    ("day", "months", "back"),
    [
        ("2026-11-20", 6, "2026-05-20"),
        ("2026-08-31", 6, "2026-02-28"),
        ("2024-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-01-15", 6, "2025-07-15"),
        ("2026-03-31", 1, "2026-02-28"),
    ],
)
def test_windows_of_note(day: str, months: int, back: str) -> None:
    assert months_before(dt.date.fromisoformat(day), months).isoformat() == back


@given(st.dates(dt.date(2016, 1, 1), dt.date(2028, 12, 31)), st.integers(1, 60))
def test_working_days_agree_with_counting_them_one_by_one(day: dt.date, count: int) -> None:
    free = shipped()
    back = working_days_before(day, count, frozenset(free))
    between = (back + dt.timedelta(days=n) for n in range((day - back).days))
    assert sum(1 for each in between if each.weekday() < 5 and each not in free) == count
    assert back.weekday() < 5
    assert back not in free


def shipped() -> dict[dt.date, str]:
    with (ROOT / "annex_a" / "bank_holidays.csv").open(encoding="utf-8", newline="") as lines:
        return {dt.date.fromisoformat(row["day"]): row["name"] for row in csv.DictReader(lines)}


def test_bank_holidays_agree_with_a_second_source() -> None:
    second = holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2029))
    assert set(shipped()) == {day for day in second if day.weekday() < 5}


def test_bank_holidays_hold_the_days_that_lists_forget() -> None:
    forgotten = [
        "2020-05-08",
        "2022-06-02",
        "2022-06-03",
        "2022-09-19",
        "2023-05-08",
        "2021-12-27",
        "2021-12-28",
        "2022-01-03",
    ]
    assert {dt.date.fromisoformat(day) for day in forgotten} <= set(shipped())
    assert dt.date(2020, 5, 4) not in shipped()  # moved to 8 May that year


def test_every_period_of_the_specification(annex: Annex) -> None:
    answers: dict[str, str | int] = {name: choice.default for name, choice in annex.choices.items()}
    day = dt.date(2023, 1, 3)
    assert periods(day, annex.periods, answers, annex.holidays) == {
        "day": day,
        "six_months_before": dt.date(2022, 7, 3),
        "twelve_months_before": dt.date(2022, 1, 3),
        "events_from": dt.date(2022, 7, 3),
        "adoption_from": dt.date(2022, 1, 3),
        "ten_working_days_before": dt.date(2022, 12, 15),
    }
    without = periods(day, annex.periods, answers | {"working_day_calendar": "Monday to Friday"}, annex.holidays)
    assert without["ten_working_days_before"] == dt.date(2022, 12, 20)


@given(DAYS)
def test_a_day_is_read_in_both_ways_of_writing(day: dt.date) -> None:
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day:%d/%m/%Y}") == day


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01", "31/02/2026", "20/11/26", "2026-11-20x", "11/20/2026"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


def test_working_days_go_over_easter_and_start_from_a_day_that_is_none(annex: Annex) -> None:
    good_friday = dt.date(2026, 4, 3)
    assert working_day_after(dt.date(2026, 4, 2), 1, annex.holidays) == dt.date(2026, 4, 7)
    assert working_day_after(good_friday, 1, annex.holidays) == dt.date(2026, 4, 7)
    assert working_day_after(dt.date(2026, 4, 7), -1, annex.holidays) == dt.date(2026, 4, 2)
