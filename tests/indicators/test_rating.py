"""Ratings and directions: from exact values, the right way round, each edge by itself."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.indicators.model import Direction, Figure, FigurePeriod, Unit, tenths
from readiness.indicators.rating import RatingLimits, gap, is_nearly_red, months_worsening, rate, travel

LIMITS = RatingLimits(kpi_steady_points=1, kpi_steady_per_cent=5, kpi_nearly_red_points=1, kpi_input_days=45)
NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000)


def months(*values: float | None, unit: Unit = "percent", period: FigurePeriod = "snapshot") -> tuple[Figure, ...]:
    """Months to March 2023 with those values."""
    ends = []
    for back in reversed(range(len(values))):
        year, month = divmod(2023 * 12 + 2 - back, 12)
        ends.append(dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1]))
    return tuple(
        Figure(unit, end, period, "case data", None if value is None else Fraction(str(value)))
        for end, value in zip(ends, values, strict=True)
    )


@pytest.mark.parametrize(
    ("value", "minimum", "upper", "direction", "rating"),
    [
        ("95", "90", "95", "higher", "green"),
        ("94.9999", "90", "95", "higher", "amber"),
        ("90", "90", "95", "higher", "amber"),
        ("89.9999", "90", "95", "higher", "red"),
        ("5", "10", "5", "lower", "green"),
        ("5.0001", "10", "5", "lower", "amber"),
        ("10", "10", "5", "lower", "amber"),
        ("10.0001", "10", "5", "lower", "red"),
        ("100", "95", "100", "higher", "green"),
        ("95", "95", "95", "higher", "green"),
    ],
)
def test_a_value_at_a_target_meets_it(value: str, minimum: str, upper: str, direction: Direction, rating: str) -> None:
    assert rate(Fraction(value), Fraction(minimum), Fraction(upper), direction) == rating


@pytest.mark.parametrize(
    ("value", "minimum", "upper", "direction"),
    [(None, 90, 95, "higher"), (50, None, None, "higher"), (50, 40, 60, "neither")],
)
def test_without_value_targets_or_direction_nothing_is_rated(
    value: int | None, minimum: int | None, upper: int | None, direction: Direction
) -> None:
    exact = [None if number is None else Fraction(number) for number in (value, minimum, upper)]
    assert rate(*exact, direction) == "not rated"
    assert not is_nearly_red("not rated", None, "worsening", LIMITS)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_less_is_better_is_more_is_better_in_a_mirror(value: Fraction, one: Fraction, other: Fraction) -> None:
    minimum, upper = sorted([one, other])
    assert rate(value, minimum, upper, "higher") == rate(-value, -minimum, -upper, "lower")
    assert gap(value, minimum, "higher") == gap(-value, -minimum, "lower")


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 100), st.integers(0, 100))
def test_a_rating_never_depends_on_rounding(numerator: int, denominator: int, one: int, other: int) -> None:
    minimum, upper = sorted([one, other])
    whole_numbers = 100 * numerator
    slow = (
        "green"
        if whole_numbers >= upper * denominator
        else "amber"
        if whole_numbers >= minimum * denominator
        else "red"
    )
    assert rate(Fraction(100 * numerator, denominator), Fraction(minimum), Fraction(upper), "higher") == slow


def test_what_is_shown_as_its_target_may_still_miss_it() -> None:
    value = Fraction(100 * 1799, 2000)  # 89.95, printed as 90.0
    assert tenths(value) == Decimal("90.0")
    assert rate(value, Fraction(90), Fraction(95), "higher") == "red"
    assert gap(value, Fraction(90), "higher") == Fraction(1, 20)


@pytest.mark.parametrize(
    ("value", "shown"), [("0.05", "0.1"), ("0.04999", "0.0"), ("2.25", "2.3"), ("-0.05", "-0.1"), ("90", "90.0")]
)
def test_halves_are_rounded_away_from_nought(value: str, shown: str) -> None:
    assert str(tenths(Fraction(value))) == shown


@pytest.mark.parametrize(
    ("values", "direction", "goes"),
    [
        ((80, 82, 84, 86, 88, 90), "higher", "improving"),
        ((80, 82, 84, 86, 88, 90), "lower", "worsening"),
        ((80, 82, 84, 86, 88, 90), "neither", "rising"),
        ((90, 88, 86, 84, 82, 80), "neither", "falling"),
        ((90, 88, 86, 84, 82, 80), "higher", "worsening"),
        ((90, 90.1, 90.3, 90.2, 90.4, 90.9), "higher", "steady"),
        ((80, None, None, None, None, 90), "higher", "not known"),
        ((80, None, 85, None, None, 90), "higher", "improving"),
        ((80, 80, 80, 80, 80, 80), "higher", "steady"),
        ((80, 95, 90, 85, 80, 81), "higher", "worsening"),  # the last is above the first, and the line falls
    ],
)
def test_direction_is_that_of_the_line_through_all_months(
    values: tuple[float | None, ...], direction: Direction, goes: str
) -> None:
    assert travel(months(*values), direction, "percent", LIMITS) == goes


def test_exactly_the_least_change_counts() -> None:
    assert travel(months(90, 90.2, 90.4, 90.6, 90.8, 91), "higher", "percent", LIMITS) == "improving"
    assert travel(months(90, 90.2, 90.4, 90.6, 90.8, 90.9), "higher", "percent", LIMITS) == "steady"


def test_a_count_changes_when_it_does_by_some_per_cent_of_its_mean() -> None:
    assert travel(months(*[300, 301, 302, 303, 304, 305], unit="count"), "neither", "count", LIMITS) == "steady"
    assert travel(months(*[200, 208, 216, 224, 232, 240], unit="count"), "neither", "count", LIMITS) == "rising"
    assert travel(months(0, 0, 0, 0, 0, 0, unit="count"), "neither", "count", LIMITS) == "steady"


def test_months_that_cover_other_periods_are_not_in_the_line() -> None:
    mixed = (
        *months(10, 20, 30, None, None, None, period="year to date")[:3],
        *months(0, 0, 0, 90, 85, 80, period="month")[3:],
    )
    assert travel(mixed, "higher", "percent", LIMITS) == "worsening"
    assert months_worsening(mixed, "higher") == 2


@given(st.lists(NUMBERS, min_size=3, max_size=8), st.integers(1, 50))
def test_direction_is_the_same_when_everything_is_moved_or_the_months_turn_round(
    values: list[Fraction], by: int
) -> None:
    def goes(moved: list[Fraction]) -> str:
        day = dt.date(2023, 3, 31)
        figures = [Figure("percent", day, "snapshot", "case data", value) for value in moved]
        return travel(figures, "neither", "percent", LIMITS)

    turned = {"rising": "falling", "falling": "rising", "steady": "steady"}
    assert goes([value + by for value in values]) == goes(values)
    assert goes([*reversed(values)]) == turned[goes(values)]


@pytest.mark.parametrize(
    ("values", "direction", "count"),
    [
        ((90, 89, 88, 87, 86, 85), "higher", 5),
        ((90, 91, 88, 87, 86, 85), "higher", 4),
        ((90, 89, 88, 87, 86, 86), "higher", 0),
        ((90, 89, None, 87, 86, 85), "higher", 2),
        ((13.4, 13.8, 14.0, 19.9, 28.4, 29.6), "lower", 5),
        ((90, 89, 88, 87, 86, None), "higher", 0),
        ((1, 2, 3, 4, 5, 6), "neither", 0),
    ],
)
def test_months_running_are_counted_back_from_the_latest(
    values: tuple[float | None, ...], direction: Direction, count: int
) -> None:
    assert months_worsening(months(*values), direction) == count


@pytest.mark.parametrize(
    ("rating", "short_by", "going", "nearly"),
    [
        ("amber", "-1", "steady", True),
        ("amber", "-1.01", "steady", False),
        ("amber", "-4", "worsening", True),
        ("green", "-4", "worsening", False),
        ("green", "-0.5", "improving", True),
        ("red", "0.1", "worsening", False),
    ],
)
def test_nearly_red_is_close_to_red_or_amber_and_worsening(
    rating: str, short_by: str, going: str, nearly: bool
) -> None:
    assert is_nearly_red(rating, Fraction(short_by), going, LIMITS) is nearly  # type: ignore[arg-type]


def test_a_month_of_which_most_is_not_recorded_is_not_in_the_line() -> None:
    def seen(not_recorded: int) -> tuple[Figure, ...]:
        rising = months(10, 20, 30, 80, 85, 90)
        return tuple(
            replace(month, denominator=Fraction(6), not_recorded=not_recorded if place < 3 else 0)
            for place, month in enumerate(rising)
        )

    assert travel(seen(3), "higher", "percent", LIMITS) == "improving"
    steady = tuple(replace(month, value=Fraction(85)) if place > 2 else month for place, month in enumerate(seen(4)))
    assert travel(steady, "higher", "percent", LIMITS) == "steady"
