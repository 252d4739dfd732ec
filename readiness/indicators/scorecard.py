"""The scorecard: what was counted and what the register says, put together, rated and set beside last year.

What was counted stands before what was entered for the day itself. Of an earlier day the register's figure is the one
that was reported, and stands before one worked out again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from readiness.authority.choices import Scope
from readiness.foundation.chart import Chart, Series
from readiness.foundation.dates import month_ends, year_end_before
from readiness.foundation.findings import Problem
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed
from readiness.indicators.count import MONTHS, Point
from readiness.indicators.entered import NOTHING, PER, Said
from readiness.indicators.model import Comparator, Counted, Figure, Indicator, Period, Scorecard
from readiness.indicators.rating import Limits, gap, is_nearly_red, method, months_worsening, rate, travel
from readiness.specification.frameworks import EVERY_AREA, Framework
from readiness.specification.indicator import KpiPage
from readiness.specification.model import Annex


def score(
    annex: Annex,
    scope: Scope,
    counted: Mapping[str, Sequence[Counted]],
    entered: Mapping[str, Said],
    comparators: Mapping[str, tuple[Comparator, ...]],
) -> Scorecard:
    """Every indicator as at the inspection day."""
    day, framework = scope.inspection.day, annex.frameworks[scope.inspection.framework]
    limits = Limits(**{name: scope.limit(name) for name in Limits.__dataclass_fields__})
    indicators: list[Indicator] = []
    contradictions: list[str] = []
    unused: list[str] = []
    for name, page in sorted(annex.kpis.items(), key=lambda item: item[1].order):
        counts = {(each.day, each.period): figure_of(page, each) for each in counted.get(name, ())}
        its = entered.get(name, NOTHING)
        area = _area(framework, page.area)
        indicators.append(_indicator(name, page, area, counts, its, comparators.get(name, ()), limits, day))
        contradictions += [*its.differences, *_differ(page, counts, its, day)]
        unused += _unused(indicators[-1], its, day)
    return Scorecard(
        as_at=day,
        last_year_end=year_end_before(day),
        month_ends=month_ends(day, MONTHS),
        indicators=tuple(indicators),
        method=tuple(method(limits, day)),
        contradictions=tuple(contradictions),
        unused=tuple(unused),
        kpi={each.name: each for each in indicators},
    )


def _area(framework: Framework, key: str) -> str:
    """The short title of the judgement area that a key stands for in a framework, which may judge several as one.

    What a framework does not judge by that key bears on all areas.
    """
    judging = (each for its, each in framework.judgements.items() if key == its or key in each.covers)
    return next((each.short_title for each in judging), EVERY_AREA)


def _indicator(
    name: str,
    page: KpiPage,
    area: str,
    counts: Mapping[Point, Figure],
    said: Said,
    comparators: tuple[Comparator, ...],
    limits: Limits,
    day: dt.date,
) -> Indicator:
    current, last_year, months = _figures(page, day, counts, said.figures)
    minimum, upper = said.minimum, said.upper
    own = minimum is not None and upper is not None
    if not own:
        minimum = None if page.minimum is None else Fraction(page.minimum)
        upper = None if page.upper is None else Fraction(page.upper)
    rating, short_by = rate(current.value, minimum, upper, page.direction), gap(current.value, minimum, page.direction)
    going = travel(months, page.direction, page.unit, limits)
    agreed = said.agreed_on if own else page.targets_agreed
    next_review = said.next_review or page.next_review
    return Indicator(
        name=name,
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
        reviewed_by=said.reviewed_by or page.reviewed_by,
        next_review=next_review,
        owner=said.owner,
        approximates=page.approximates,
        current=current,
        last_year=last_year,
        months=months,
        rating=rating,
        gap=short_by,
        travel=going,
        months_worsening=months_worsening(months, page.direction),
        nearly_red=is_nearly_red(rating, short_by, going, limits),
        comparators=comparators,
        problems=tuple(_problems(current, rating, agreed, next_review, limits, day)),
        chart=_trend(name, page, months, minimum, upper),
    )


def _targets_basis(own: bool, agreed: dt.date | None, page: KpiPage) -> str:
    """When the targets were agreed, or that they were not, and whose they then are."""
    whose = "the authority's own" if own else page.targets_from or "from the specification"
    return f"{whose}, agreed {in_words(agreed)}" if agreed else f"{whose}; no day is given on which they were agreed"


def _problems(
    current: Figure, rating: str, agreed: dt.date | None, next_review: dt.date | None, limits: Limits, day: dt.date
) -> Iterator[Problem]:
    """What is to be put right about an indicator itself."""
    age = (day - current.as_at).days
    if current.origin == "register" and age > limits.kpi_input_days:
        yield Problem("warning", f"its figure is {age} days old", "Enter the latest month on the sheet KPI inputs")
    if rating != "not rated" and not agreed:
        yield Problem("warning", "nobody has agreed its targets", "Agree them; give the day on the sheet Indicators")
    if next_review and next_review < day:
        wrong = f"its review was due on {in_words(next_review)}"
        yield Problem("warning", wrong, "Look at its definition and targets again")


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
    own: Period = page.period
    year_end, ends = year_end_before(day), month_ends(day, MONTHS)
    current = _counted(counts, (day, own)) or _latest(entries, own, day) or _nothing(page, counts, (day, own))
    before = _before(page, counts, entries, (year_end, own), day)
    alone: Period = "month" if own == "year to date" else own
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


def _latest(entries: Mapping[Point, Figure], period: Period, day: dt.date) -> Figure | None:
    """The latest figure that was entered for a period of that kind, in the year to the day."""
    its = [figure for (at, of), figure in entries.items() if of == period and year_end_before(day) < at <= day]
    return max(its, key=lambda figure: figure.as_at, default=None)


def _nothing(page: KpiPage, counts: Mapping[Point, Figure], point: Point) -> Figure:
    there = counts.get(point)
    why = page.entered_because or "nothing was entered"
    if page.entered_because:
        why = f"the case data cannot give it, and nothing is entered: {page.entered_because}"
    return there or Figure(page.unit, *point, origin="none", why_not=why)


def _differ(page: KpiPage, counts: Mapping[Point, Figure], said: Said, day: dt.date) -> Iterator[str]:
    """Where the day's own figure was counted and entered, and the two are not the same."""
    for point, entered in said.figures.items():
        counted = _counted(counts, point)
        if point[0] == day and counted and counted.shown != entered.shown:
            entry = f"{entered.shown} in {entered.entered_in}"
            told = f"{counted.shown} {counted.source} and {entry}, both {counted.basis}. The first is printed."
            yield f"{page.ref} {page.title}: {told}"


def _unused(indicator: Indicator, said: Said, day: dt.date) -> Iterator[str]:
    """The figures that were entered and stand nowhere, a sentence each, with the reason."""
    for figure in said.figures.values():
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
    called = f"{page.ref} {page.title}"
    told = [f"{month.as_at:%B %Y} {month.shown}" for month in months if month.value is not None]
    targets = [
        Series(which, (float(target),) * len(months))
        for which, target in (("Minimum", minimum), ("Upper target", upper))
        if target is not None
    ]
    beside = f" {' and '.join(f'{each.name} {each.values[0]:g}' for each in targets)}." if targets else ""
    return Chart(
        key=f"trend {name}",
        title=called,
        categories=tuple(f"{month.as_at:%b %Y}" for month in months),
        series=(Series(called, tuple(month.number for month in months)), *targets),
        words=f"Line of {called}: {listed(told)}.{beside}" if told else f"{called}: no month has a figure.",
    )
