"""How figures are rated and where they are going, from exact values. Says nothing of where they are from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.indicators.model import Direction, Figure, Rating, Travel, Unit

LEAST_POINTS = 3  # fewer make no line


@dataclass(frozen=True)
class RatingLimits:
    """What figures are compared with: see the thresholds of the same names."""

    kpi_steady_points: int
    kpi_steady_per_cent: int
    kpi_nearly_red_points: int
    kpi_input_days: int


def rate(value: Fraction | None, minimum: Fraction | None, upper: Fraction | None, direction: Direction) -> Rating:
    """Green at the upper target or beyond, amber from the minimum on, red short of it. Without targets, not rated."""
    if value is None or minimum is None or upper is None or direction == "neither":
        return "not rated"
    sign = 1 if direction == "higher" else -1
    return "green" if sign * value >= sign * upper else "amber" if sign * value >= sign * minimum else "red"


def gap(value: Fraction | None, minimum: Fraction | None, direction: Direction) -> Fraction | None:
    """By how much a value misses its minimum; below nought when it does not. None without either."""
    if value is None or minimum is None or direction == "neither":
        return None
    return minimum - value if direction == "higher" else value - minimum


def travel(months: Sequence[Figure], direction: Direction, unit: Unit, limits: RatingLimits) -> Travel:
    """Which way the line of best fit through the months goes; steady when it rises or falls by little."""
    values = _alike(months)
    if len(values) < LEAST_POINTS:
        return "not known"
    change = _slope(values) * (values[-1][0] - values[0][0])
    mean = sum((value for _, value in values), Fraction(0)) / len(values)
    return _going(change, mean, direction, unit, limits)


def last_two(current: Figure, months: Sequence[Figure]) -> tuple[Figure, Figure]:
    """The figure of the month before and the latest: the current one, where it is of the same period as the months."""
    latest = current if current.period == months[-1].period and current.value is not None else months[-1]
    return next((month for month in reversed(months) if month.as_at < latest.as_at), latest), latest


def since(earlier: Figure, later: Figure, direction: Direction, unit: Unit, limits: RatingLimits) -> Travel:
    """Which way a figure has gone since an earlier one of the same period; steady when it has changed by little."""
    if earlier.value is None or later.value is None or earlier.period != later.period or later.as_at <= earlier.as_at:
        return "not known"
    if not (_mostly_known(earlier) and _mostly_known(later)):
        return "not known"
    return _going(later.value - earlier.value, (later.value + earlier.value) / 2, direction, unit, limits)


def _going(change: Fraction, mean: Fraction, direction: Direction, unit: Unit, limits: RatingLimits) -> Travel:
    """A change in the words for it, beside the mean of what was compared."""
    least = Fraction(limits.kpi_steady_points)
    if unit != "percent":
        least = abs(mean) * limits.kpi_steady_per_cent / 100
    if change == 0 or abs(change) < least:
        return "steady"
    if direction == "neither":
        return "rising" if change > 0 else "falling"
    return "improving" if (change > 0) == (direction == "higher") else "worsening"


def months_worsening(months: Sequence[Figure], direction: Direction) -> int:
    """How many months running, to the latest, each was worse than the one before."""
    count = 0
    sign = {"higher": 1, "lower": -1, "neither": 0}[direction]
    for earlier, later in zip(reversed(months[:-1]), reversed(months[1:]), strict=True):
        if earlier.value is None or later.value is None or earlier.period != later.period:
            break
        if sign * later.value >= sign * earlier.value:
            break
        count += 1
    return count


def is_nearly_red(rating: Rating, short_by: Fraction | None, going: Travel, limits: RatingLimits) -> bool:
    """Whether it is not red and close to it: within some points of its minimum, or amber and worsening."""
    if rating not in ("amber", "green") or short_by is None:
        return False
    return -short_by <= limits.kpi_nearly_red_points or (rating == "amber" and going == "worsening")


def method(limits: RatingLimits, day: dt.date) -> Iterator[str]:
    """How all this is done, a sentence each, for readers of the figures."""
    yield (
        "Ratings come from exact values, before any rounding: green at the upper target or beyond it, amber from the "
        "minimum on, red short of the minimum. Counts are never rated."
    )
    yield (
        "A figure worked out from case data is counted in one list or one query; the definitions say what is its "
        "numerator and what its denominator. A case of which nothing is recorded that could decide counts as not met, "
        "and how many there are is told."
    )
    yield (
        "Figures of earlier months are those entered in the register. The others are worked out again from the case "
        f"data of {in_words(day)}, as at the end of their month: what was recorded late counts in them, what has left "
        "the records does not, and they may differ from what was reported then."
    )
    yield (
        "The months of a year to date are each told alone where that is known, so that the last of them is not the "
        "current figure."
    )
    yield (
        "Three directions are told apart: since the month before, since the end of last year, and over six months. The "
        "last is that of the line of best fit through the months that have a figure, "
        f"{LEAST_POINTS} at least; one in which most cases have nothing recorded is not in it. A change of "
        f"less than {many(limits.kpi_steady_points, 'point')} over them "
        f"({limits.kpi_steady_per_cent} per cent of the mean, of what is no percentage) counts as steady."
    )
    yield (
        f"Nearly red is what is not red and within {many(limits.kpi_nearly_red_points, 'point')} of its minimum, or "
        "amber and getting worse."
    )


def _alike(months: Sequence[Figure]) -> list[tuple[int, Fraction]]:
    """The values there are, by the place of their month; only those that cover the same period as the latest.

    A month of which nothing is recorded for most that could decide says little, and is left out.
    """
    there = [(place, month) for place, month in enumerate(months) if month.value is not None and _mostly_known(month)]
    period = there[-1][1].period if there else ""
    return [(place, month.value) for place, month in there if month.value is not None and month.period == period]


def _mostly_known(figure: Figure) -> bool:
    return figure.denominator is None or 2 * figure.not_recorded <= figure.denominator


def _slope(values: Sequence[tuple[int, Fraction]]) -> Fraction:
    """The slope of the line of least squares, a month."""
    count = len(values)
    mean_place = Fraction(sum(place for place, _ in values), count)
    mean = sum((value for _, value in values), Fraction(0)) / count
    above = sum(((place - mean_place) * (value - mean) for place, value in values), Fraction(0))
    return above / sum(((place - mean_place) ** 2 for place, _ in values), Fraction(0))
