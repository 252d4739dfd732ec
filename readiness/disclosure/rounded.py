"""Figures of rounded counts, and what they are rated as: worked out of what is printed, so that nothing else is told.

Says nothing of which figures may be printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from readiness.disclosure.limits import PublicationLimits
from readiness.indicators.entered import PER
from readiness.indicators.model import Figure, Indicator, Travel, tenths
from readiness.indicators.rating import gap, is_nearly_red, last_two, months_worsening, rate, since, travel

HALF = Fraction(1, 2)


def count_of(figure: Figure) -> Fraction | None:
    """What a figure counts: a count itself, where it was entered without a numerator."""
    return figure.value if figure.unit == "count" and figure.numerator is None else figure.numerator


def rounded(figure: Figure, limits: PublicationLimits) -> Figure:
    """A figure worked out again of rounded counts. How many people there are, of whom a rate is, everybody knows."""
    count = count_of(figure)
    if figure.value is None or count is None:
        return figure
    numerator, denominator = limits.nearest(count), figure.denominator
    if denominator is not None and figure.unit != "rate":
        denominator = limits.nearest(denominator)
    return replace(
        figure,
        value=_value(figure, numerator, denominator),
        numerator=None if figure.numerator is None else numerator,
        denominator=denominator,
        not_recorded=int(limits.nearest(Fraction(figure.not_recorded))),
        rounded=True,
    )


def _value(figure: Figure, numerator: Fraction, denominator: Fraction | None) -> Fraction:
    """The value of two counts, itself rounded. Some are never none, and not all are never all."""
    if figure.unit == "count" or not denominator:
        return numerator
    exact = numerator * PER[figure.unit] / denominator
    if figure.unit != "percent":
        return Fraction(tenths(exact))
    whole = Fraction((exact + HALF).__floor__())
    return min(max(whole, Fraction(1)), Fraction(99)) if 0 < numerator < denominator else whole


def as_printed(indicator: Indicator, limits: PublicationLimits) -> Indicator:
    """An indicator whose figures are rounded, rated by what they show; nothing is claimed that they leave open."""
    current, last_year, months = indicator.current, indicator.last_year, indicator.months
    bounds, direction = (indicator.minimum, indicator.upper, indicator.direction), indicator.direction
    values = {current.value, *(figure.value for figure in (_lowest(current, limits), _highest(current, limits)))}
    ratings = {rate(value, *bounds) for value in values}
    rating = ratings.pop() if len(ratings) == 1 else "not rated"
    short_by = gap(current.value, indicator.minimum, direction) if rating != "not rated" else None
    going = _settled(travel(series, direction, indicator.unit, limits.rating) for series in _ways(months, limits))
    return replace(
        indicator,
        rating=rating,
        gap=short_by,
        travel=going,
        since_last_month=_since(indicator, *last_two(current, months), limits),
        since_last_year=_since(indicator, last_year, current, limits),
        months_worsening=months_worsening(months, direction),
        nearly_red=is_nearly_red(rating, short_by, going, limits.rating),
        commentary=indicator.commentary if rating == indicator.rating else None,  # it tells of another rating
    )


def _since(indicator: Indicator, earlier: Figure, later: Figure, limits: PublicationLimits) -> Travel:
    pairs = (
        (_highest(earlier, limits), _lowest(later, limits)),
        (_lowest(earlier, limits), _highest(later, limits)),
    )
    return _settled(since(*pair, indicator.direction, indicator.unit, limits.rating) for pair in pairs)


def _ways(months: Sequence[Figure], limits: PublicationLimits) -> tuple[list[Figure], list[Figure]]:
    """The months as they would have fallen most, and as they would have risen most."""
    there = [place for place, month in enumerate(months) if month.value is not None]
    middle = Fraction(sum(there), len(there) or 1)
    low, high = ([edge(month, limits) for month in months] for edge in (_lowest, _highest))
    fallen = [high[place] if place < middle else low[place] for place in range(len(months))]
    risen = [low[place] if place < middle else high[place] for place in range(len(months))]
    return fallen, risen


def _settled(told: Iterable[Travel]) -> Travel:
    """What all say alike; where they do not, nobody knows."""
    ways = set(told)
    return ways.pop() if len(ways) == 1 else "not known"


def _lowest(figure: Figure, limits: PublicationLimits) -> Figure:
    """The figure with the least value that its printed counts leave open."""
    return _edge(figure, limits, 0)


def _highest(figure: Figure, limits: PublicationLimits) -> Figure:
    """The same with the most."""
    return _edge(figure, limits, 1)


def _edge(figure: Figure, limits: PublicationLimits, which: int) -> Figure:
    count, denominator = count_of(figure), figure.denominator
    if figure.value is None or count is None:
        return figure
    numerator = limits.stands_for(count)[which]
    if figure.unit == "count" or not denominator:
        return replace(figure, value=Fraction(numerator))
    if figure.unit == "percent" and count == denominator:
        return figure  # all of them, however many
    out_of = denominator if figure.unit == "rate" else limits.stands_for(denominator)[1 - which]
    value = Fraction(numerator) * PER[figure.unit] / out_of
    return replace(figure, value=min(value, Fraction(100)) if figure.unit == "percent" else value)
