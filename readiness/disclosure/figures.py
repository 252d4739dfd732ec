"""Which figures may be published, and the indicators without the others.

Left out is what counts few or leaves few over, what is worked out of few, what nobody knows the counts of, what would
tell another number, a year to date of which a month is left out, and what an earlier edition left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction

from readiness.disclosure.limits import PublicationLimits
from readiness.disclosure.rounded import as_printed, count_of, rounded
from readiness.disclosure.suppress import is_small
from readiness.foundation.chart import Chart
from readiness.foundation.dates import year_end_before
from readiness.foundation.phrases import listed
from readiness.indicators.model import Figure, Indicator, Scorecard
from readiness.run.editions import Place

TOO_SMALL = "it is too small to print"
TELLS = "it would tell another number that is too small to print"
UNKNOWN = "how many it is of is not known, so nobody can tell whether it is too small to print"
LEFT_OUT_BEFORE = "an earlier edition left it out"
OF_A_MONTH = "a month of it is left out"
FOR_THE_TEAM = "What was entered and is not used is told to the authority alone."
Printed = frozenset[tuple[dt.date, Fraction]]


def place_of(name: str, figure: Figure) -> Place:
    """Which figure it is, from one edition to the next."""
    return Place(name, figure.as_at, figure.period)


def why_left_out(figure: Figure, limits: PublicationLimits) -> str:
    """Why a figure may not be printed by itself; empty where it may, or where there is none."""
    numerator, denominator = count_of(figure), figure.denominator
    if figure.value is None:
        return ""
    if numerator is None or (denominator is None and figure.unit != "count"):
        return UNKNOWN
    few = denominator is not None and denominator < limits.smallest_denominator and figure.unit != "count"
    if few or is_small(numerator, limits.smallest) or _leaves_few(figure, limits):
        return TOO_SMALL
    return ""


def _leaves_few(figure: Figure, limits: PublicationLimits) -> bool:
    """Whether few of the denominator are not in the numerator."""
    if figure.unit != "percent" or figure.numerator is None or figure.denominator is None:
        return False
    return is_small(figure.denominator - figure.numerator, limits.smallest)


def _figures(indicator: Indicator) -> tuple[Figure, ...]:
    return (indicator.current, indicator.last_year, *indicator.months)


@dataclass(frozen=True)
class _Choosing:
    """What decides whether a figure is printed. ``before`` are those that earlier editions left out."""

    limits: PublicationLimits
    printed: Printed
    before: AbstractSet[Place]


def published_scorecard(scorecard: Scorecard, limits: PublicationLimits, before: AbstractSet[Place]) -> Scorecard:
    """The indicators with the figures that may be printed, rounded. Earlier editions left out those ``before``."""
    figures = [figure for indicator in scorecard.indicators for figure in _figures(indicator)]
    # A numerator that leaves few is no small number, so another indicator may print it: "733 of 738" beside "of 733".
    printed = frozenset(
        (figure.as_at, figure.numerator)
        for figure in figures
        if figure.numerator is not None and _leaves_few(figure, limits)
    )
    choosing = _Choosing(limits, printed, before)
    indicators = tuple(_indicator(indicator, choosing) for indicator in scorecard.indicators)
    return replace(
        scorecard,
        indicators=indicators,
        method=(*scorecard.method, limits.method),
        contradictions=(),
        unused=(FOR_THE_TEAM,),
        findings=(),
        kpi={indicator.name: indicator for indicator in indicators},
    )


def _indicator(indicator: Indicator, choosing: _Choosing) -> Indicator:
    """The indicator without what may not be printed, nor what is worked out of that: its rating, its travel.

    A rating beside its targets gives a range, and where few are counted only one number may lie in it.
    """
    limits = choosing.limits
    why = {figure: _why(figure, choosing) for figure in _figures(indicator)}
    months_out: set[dt.date | None] = {figure.as_at for figure in why if why[figure] and figure.period == "month"}
    months_out |= {place.day for place in choosing.before if (place.of, place.period) == (indicator.name, "month")}
    why |= {figure: OF_A_MONTH for figure in why if not why[figure] and _holds_one_of(figure, months_out)}
    left_out = {figure for figure in why if place_of(indicator.name, figure) in choosing.before}
    why |= {figure: LEFT_OUT_BEFORE for figure in left_out if not why[figure] and figure.value is not None}
    current, last_year = (_figure(figure, why[figure], limits) for figure in (indicator.current, indicator.last_year))
    months = tuple(_figure(month, why[month], limits) for month in indicator.months)
    shown = replace(indicator, current=current, last_year=last_year, months=months, problems=())
    shown = replace(shown, chart=_chart(indicator.chart, indicator.months, months))
    if current.suppressed:
        shown = replace(shown, commentary=None)  # a remark tells that it is red
    shown = as_printed(shown, limits)
    if any(month.suppressed for month in months) or current.suppressed:
        shown = replace(shown, travel="not known", since_last_month="not known", months_worsening=0, nearly_red=False)
    return shown


def _why(figure: Figure, choosing: _Choosing) -> str:
    if figure.value is None:
        return ""
    counts = {count_of(figure), figure.denominator}
    tells = any((figure.as_at, count) in choosing.printed for count in counts)
    return why_left_out(figure, choosing.limits) or (TELLS if tells else "")


def _holds_one_of(figure: Figure, months: AbstractSet[dt.date | None]) -> bool:
    """Whether it is a year to date with one of these months in it: two years to date would give that back."""
    year_end = year_end_before(figure.as_at)
    within = any(month and year_end < month <= figure.as_at for month in months)
    return within and figure.period == "year to date" and figure.value is not None


def _figure(figure: Figure, why: str, limits: PublicationLimits) -> Figure:
    """The figure rounded, or that it is left out. How many are not recorded is told where that is not few either."""
    if why or figure.value is None:
        suppressed = bool(why) or figure.suppressed
        none = replace(figure, value=None, numerator=None, denominator=None, not_recorded=0)
        return replace(none, suppressed=suppressed, why_not=why or figure.why_not)
    recorded = Fraction(0)
    if figure.unit == "percent" and figure.numerator is not None and figure.denominator is not None:
        recorded = figure.denominator - figure.numerator - figure.not_recorded
    if figure.not_recorded and any(is_small(count, limits.smallest) for count in (figure.not_recorded, recorded)):
        figure = replace(figure, not_recorded=0)
    return rounded(figure, limits)


def _chart(chart: Chart, before: Sequence[Figure], months: Sequence[Figure]) -> Chart:
    """A line of what is printed, without the points that are left out, and words that say only what is printed.

    A series that is not the line, such as a target, stays. Where nobody can tell which one is the line, all go.
    """
    drawn, kept = (tuple(month.number for month in row) for row in (before, months))
    if [series.values for series in chart.series].count(drawn) == 1:
        shown = tuple(replace(line, values=kept) if line.values == drawn else line for line in chart.series)
    else:
        shown = tuple(replace(line, values=(None,) * len(line.values)) for line in chart.series)
    known = [f"{month.as_at:%B %Y} {month.shown}" for month in months]
    return replace(chart, series=shown, words=f"{chart.title}: {listed(known)}.")
