"""The scorecard: what was counted and what the register says, put together, rated and set beside last year.

What was counted stands before what was entered for the day itself. Of an earlier day the register's figure is the one
that was reported, and stands before one worked out again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from readiness.authority.choices import Scope
from readiness.foundation.chart import Chart, Series
from readiness.foundation.dates import month_ends, year_end_before
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed
from readiness.indicators.commentary import commentary_findings, latest_commentary, unused_commentary
from readiness.indicators.count import MONTHS, Point
from readiness.indicators.entered import NOTHING_ENTERED, PER, Entered
from readiness.indicators.model import Comparator, Counted, Figure, FigurePeriod, Indicator, Scorecard
from readiness.indicators.rating import (
    RatingLimits,
    gap,
    is_nearly_red,
    last_two,
    method,
    months_worsening,
    rate,
    since,
    travel,
)
from readiness.specification.frameworks import EVERY_AREA, Framework
from readiness.specification.indicator import KpiPage
from readiness.specification.model import Annex


def score(
    annex: Annex,
    scope: Scope,
    counted: Mapping[str, Sequence[Counted]],
    entered: Mapping[str, Entered],
    comparators: Mapping[str, tuple[Comparator, ...]],
) -> Scorecard:
    """Every indicator as at the inspection day."""
    day, framework = scope.inspection.day, annex.frameworks[scope.inspection.framework]
    limits = RatingLimits(**{name: scope.limit(name) for name in RatingLimits.__dataclass_fields__})
    indicators: list[Indicator] = []
    contradictions: list[str] = []
    unused: list[str] = []
    for name, page in sorted(annex.kpis.items(), key=lambda item: item[1].order):
        counts = {(count.day, count.period): figure_of(page, count) for count in counted.get(name, ())}
        known = _Known(name, page, counts, entered.get(name, NOTHING_ENTERED), comparators.get(name, ()))
        indicators.append(_indicator(known, _area(framework, page.area), limits, day))
        contradictions += [*known.entered.differences, *_differ(page, counts, known.entered, day)]
        unused += _unused(indicators[-1], known.entered, day)
        unused += unused_commentary(indicators[-1], known.entered.commentary, day)
    return Scorecard(
        as_at=day,
        last_year_end=year_end_before(day),
        month_ends=month_ends(day, MONTHS),
        indicators=tuple(indicators),
        method=tuple(method(limits, day)),
        contradictions=tuple(contradictions),
        unused=tuple(unused),
        kpi={indicator.name: indicator for indicator in indicators},
    )


def _area(framework: Framework, key: str) -> str:
    """The short title of the judgement area that a key stands for in a framework, which may judge several as one.

    What a framework does not judge by that key bears on all areas.
    """
    judging = (area for name, area in framework.judgements.items() if key == name or key in area.covers)
    return next((area.short_title for area in judging), EVERY_AREA)


@dataclass(frozen=True)
class _Known:
    """What is known of one indicator: its page, what was counted, what was entered, and what others published."""

    name: str
    page: KpiPage
    counts: Mapping[Point, Figure]
    entered: Entered
    comparators: tuple[Comparator, ...]


def _indicator(known: _Known, area: str, limits: RatingLimits, day: dt.date) -> Indicator:
    page, entered = known.page, known.entered
    current, last_year, months = _figures(page, day, known.counts, entered.figures)
    minimum, upper = entered.minimum, entered.upper
    own = minimum is not None and upper is not None
    if not own:
        minimum = None if page.minimum is None else Fraction(page.minimum)
        upper = None if page.upper is None else Fraction(page.upper)
    rating, short_by = rate(current.value, minimum, upper, page.direction), gap(current.value, minimum, page.direction)
    going = travel(months, page.direction, page.unit, limits)
    agreed = entered.agreed_on if own else page.targets_agreed
    indicator = Indicator(
        name=known.name,
        ref=page.ref,
        section=page.section,
        area=area,
        title=page.title,
        question=page.question,
        why=page.why_it_matters,
        numerator_is=page.numerator_is,
        denominator_is=page.denominator_is,
        unit=page.unit,
        direction=page.direction,
        period=page.period,
        minimum=minimum,
        upper=upper,
        targets_basis="" if minimum is None else _targets_basis(own, agreed, page),
        reviewed_by=entered.reviewed_by or page.reviewed_by,
        next_review=entered.next_review or page.next_review,
        owner=entered.owner,
        approximates=page.approximates,
        current=current,
        last_year=last_year,
        months=months,
        rating=rating,
        gap=short_by,
        travel=going,
        months_worsening=months_worsening(months, page.direction),
        nearly_red=is_nearly_red(rating, short_by, going, limits),
        comparators=known.comparators,
        problems=(),
        chart=_trend(known.name, page, months, minimum, upper),
        since_last_month=since(*last_two(current, months), page.direction, page.unit, limits),
        since_last_year=since(last_year, current, page.direction, page.unit, limits),
        commentary=latest_commentary(entered.commentary, day),
    )
    return replace(indicator, problems=tuple(_problems(indicator, agreed, limits.kpi_input_days, day)))


def _targets_basis(own: bool, agreed: dt.date | None, page: KpiPage) -> str:
    """When the targets were agreed, or that they were not, and whose they then are."""
    whose = "the authority's own" if own else page.targets_from or "from the specification"
    return f"{whose}, agreed {in_words(agreed)}" if agreed else f"{whose}; no day is given on which they were agreed"


def _problems(indicator: Indicator, agreed: dt.date | None, input_days: int, day: dt.date) -> Iterator[Finding]:
    """What is to be put right about an indicator itself, whose targets were ``agreed`` on a day, or never."""
    place, current = f"{indicator.ref} {indicator.title}", indicator.current
    age = (day - current.as_at).days
    if current.origin == "register" and age > input_days:
        wrong = f"its figure is {age} days old"
        yield Finding("warning", place, wrong, "Enter the latest month on the sheet KPI inputs")
    if indicator.rating != "not rated" and not agreed:
        wrong = "nobody has agreed its targets"
        yield Finding("warning", place, wrong, "Agree them; give the day on the sheet Indicators")
    if indicator.next_review and indicator.next_review < day:
        wrong = f"its review was due on {in_words(indicator.next_review)}"
        yield Finding("warning", place, wrong, "Look at its definition and targets again")
    yield from commentary_findings(indicator, input_days, day)


def figure_of(page: KpiPage, counted: Counted) -> Figure:
    """What was counted, as a figure."""
    figure = Figure(
        page.unit,
        counted.day,
        counted.period,
        "workbook" if counted.from_workbook else "case data",
        numerator=counted.numerator,
        denominator=counted.denominator,
        not_recorded=counted.not_recorded,
    )
    if counted.why_not or counted.numerator is None:
        return replace(figure, origin="none", why_not=counted.why_not)
    if page.unit == "count":
        return replace(figure, value=counted.numerator)
    if not counted.denominator:
        why = "its denominator is nought" if page.unit != "rate" else "readiness.yaml does not say what it is out of"
        return replace(figure, origin="none", numerator=None, denominator=None, why_not=why)
    if page.unit == "percent" and counted.not_recorded == counted.denominator:
        why = f"of none of the {counted.not_recorded:,} is anything recorded that could decide"
        return replace(figure, origin="none", numerator=None, denominator=None, why_not=why)
    return replace(figure, value=counted.numerator * PER[page.unit] / counted.denominator)


def _figures(
    page: KpiPage, day: dt.date, counts: Mapping[Point, Figure], entries: Mapping[Point, Figure]
) -> tuple[Figure, Figure, tuple[Figure, ...]]:
    """The current figure, that of the end of last year, and those of the months, each with what it is."""
    own: FigurePeriod = page.period
    year_end, ends = year_end_before(day), month_ends(day, MONTHS)
    current = _counted(counts, (day, own)) or _latest(entries, own, day) or _nothing(page, counts, (day, own))
    before = _before(page, counts, entries, (year_end, own), day)
    alone: FigurePeriod = "month" if own == "year to date" else own
    if not any((end, alone) in entries or _counted(counts, (end, alone)) for end in ends):
        alone = own  # the months of a year to date, where nobody has told them alone
    return current, before, tuple(_before(page, counts, entries, (end, alone), day) for end in ends)


def _before(
    page: KpiPage, counts: Mapping[Point, Figure], entries: Mapping[Point, Figure], point: Point, day: dt.date
) -> Figure:
    """The figure of an earlier day: as it was entered, else as it is worked out again. Of the day itself, the reverse.

    Where nobody at all is counted, nothing is said: the case data may not reach back so far.
    """
    counted, entered = _counted(counts, point), entries.get(point)
    figure = counted or entered if point[0] == day else entered or counted
    if figure and figure.origin != "register" and not figure.value and page.unit == "count":
        why = "the case data show nobody on that day"
        return replace(figure, origin="none", value=None, numerator=None, why_not=why)
    return figure or _nothing(page, counts, point)


def _counted(counts: Mapping[Point, Figure], point: Point) -> Figure | None:
    figure = counts.get(point)
    return figure if figure and figure.value is not None else None


def _latest(entries: Mapping[Point, Figure], period: FigurePeriod, day: dt.date) -> Figure | None:
    """The latest figure that was entered for a period of that kind, in the year to the day."""
    figures = [figure for (at, of), figure in entries.items() if of == period and year_end_before(day) < at <= day]
    return max(figures, key=lambda figure: figure.as_at, default=None)


def _nothing(page: KpiPage, counts: Mapping[Point, Figure], point: Point) -> Figure:
    why = page.entered_because or "nothing was entered"
    if page.entered_because:
        why = f"the case data cannot give it, and nothing is entered: {page.entered_because}"
    return counts.get(point) or Figure(page.unit, *point, origin="none", why_not=why)


def _differ(page: KpiPage, counts: Mapping[Point, Figure], entries: Entered, day: dt.date) -> Iterator[str]:
    """Where the day's own figure was counted and entered, and the two are not the same."""
    for point, entered in entries.figures.items():
        counted = _counted(counts, point)
        if point[0] == day and counted and counted.shown != entered.shown:
            entry = f"{entered.shown} in {entered.entered_in}"
            both = f"{counted.shown} {counted.source} and {entry}, both {counted.basis}. The first is printed."
            yield f"{page.ref} {page.title}: {both}"


def _unused(indicator: Indicator, entries: Entered, day: dt.date) -> Iterator[str]:
    """The figures that were entered and stand nowhere, a sentence each, with the reason."""
    for figure in entries.figures.values():
        if figure in (indicator.current, indicator.last_year, *indicator.months):
            continue
        why = "no column of the report is for that day and period"
        if figure.as_at > day:
            why = f"it is after {in_words(day)}"
        elif figure.as_at == day and figure.period == indicator.current.period:
            why = "the figure of that day is counted"
        yield f"{indicator.ref} {indicator.title}, {figure.shown} {figure.basis}, in {figure.entered_in}: {why}."


def _trend(
    name: str, page: KpiPage, months: Sequence[Figure], minimum: Fraction | None, upper: Fraction | None
) -> Chart:
    """The six months as a line, beside the targets if there are any, and what it shows in words."""
    title = f"{page.ref} {page.title}"
    known = [f"{month.as_at:%B %Y} {month.shown}" for month in months if month.value is not None]
    targets = [
        Series(which, (float(target),) * len(months))
        for which, target in (("Minimum", minimum), ("Upper target", upper))
        if target is not None
    ]
    beside = f" {' and '.join(f'{target.name} {target.values[0]:g}' for target in targets)}." if targets else ""
    return Chart(
        key=f"trend {name}",
        title=title,
        categories=tuple(f"{month.as_at:%b %Y}" for month in months),
        series=(Series(title, tuple(month.number for month in months)), *targets),
        words=f"Line of {title}: {listed(known)}.{beside}" if known else f"{title}: no month has a figure.",
        highest=100 if page.unit == "percent" else None,
    )
