"""Periods of published statistics, and the days on which they end."""

from __future__ import annotations

import datetime as dt

import pytest

from readiness.indicators.periods import read_period


@pytest.mark.parametrize(
    ("text", "identifier", "year_ends", "ends"),
    [
        ("2025", "Reporting year", "", "2025-03-31"),
        ("2025", "Reporting year", "09-30", "2025-09-30"),
        ("2024", "Calendar year", "", "2024-12-31"),
        ("2024", "Calendar year", "09-30", "2024-09-30"),
        ("202425", "Financial year", "09-30", "2025-03-31"),
        ("2024-25", "Reporting year", "", "2025-03-31"),
        ("2024/2025", "Reporting year", "", "2025-03-31"),
        ("199900", "Academic year", "", "2000-08-31"),
        ("202425", "Tax year", "", "2025-04-05"),
        ("202324", "Autumn term", "", "2024-08-31"),
        ("2025", "Week 12", "09-30", "2025-12-31"),
    ],
)
def test_a_period_ends_as_late_as_it_can(text: str, identifier: str, year_ends: str, ends: str) -> None:
    period = read_period(text, identifier, year_ends)
    assert period and period.ends == dt.date.fromisoformat(ends)


@pytest.mark.parametrize("text", ["", "25", "spring 2025", "202427", "2025-13", "0000"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text, "Reporting year") is None
