"""Scorecards made by hand, for tests of what is printed: a borough's year as it published it, and hostile texts.

The figures, targets and ratings of the seventeen are a London borough's of March 2023. Owners, comparators, texts and
the two indicators without a figure are invented.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from overviews import FORMULA, MARKUP

from readiness.foundation.chart import Chart, Series
from readiness.foundation.findings import Finding
from readiness.indicators.model import (
    Commentary,
    Comparator,
    Direction,
    Figure,
    FigurePeriod,
    Indicator,
    Origin,
    Rating,
    Scorecard,
    Travel,
    Unit,
)
from readiness.indicators.rating import RatingLimits, last_two, since

AS_AT, LAST_YEAR = dt.date(2023, 3, 31), dt.date(2022, 3, 31)
LIMITS = RatingLimits(kpi_steady_points=1, kpi_steady_per_cent=5, kpi_nearly_red_points=1, kpi_input_days=45)
MONTHS = (
    dt.date(2022, 10, 31),
    dt.date(2022, 11, 30),
    dt.date(2022, 12, 31),
    dt.date(2023, 1, 31),
    dt.date(2023, 2, 28),
    AS_AT,
)
LONG = "Counted from the last visit with a day, whether or not the child was seen alone. " * 8
HELP, CARE, LEAVERS, LEADERS = "Help and protection", "Children in care", "Care leavers", "Impact of leaders"

# ref | section | title | unit | last year | numerator | denominator | period | six months | targets | direction | rating
# | origin | travel | area | owner
FACTS = """
1.1 | Management oversight | Cases with management oversight in the last 8 weeks | percent | 96 | 2056 | 2297 | snapshot | 89.5 92.6 87.9 88.1 91.9 89.5 | 90 95 | higher | red | register | steady | leaders | Dora Dean
1.2 | Cohorts | Children in need, without those on a plan or in care | count | 810 | 738 | | snapshot | 759 797 728 728 749 738 | | neither | not rated | case data | falling | help | Ada Archer
1.3 | Cohorts | Children on a child protection plan | count | 328 | 214 | | snapshot | 235 220 226 237 240 214 | | neither | not rated | case data | falling | help | Ada Archer
1.4 | Cohorts | Children in care | count | 335 | 301 | | snapshot | 304 298 297 285 291 301 | | neither | not rated | case data | steady | care | Cem Coban
2.1 | Front door and assessment | Contacts completed within 1 day | percent | 93.6 | 15595 | 15860 | year to date | 98.7 98.7 98.5 96.9 97.4 97.3 | 90 95 | higher | green | register | worsening | help | Ada Archer
2.10a | Front door and assessment | Single assessments completed within 45 working days | percent | 83.4 | 3489 | 3888 | year to date | 90.9 91.7 89.7 89.5 89.1 89.6 | 90 95 | higher | red | register | worsening | help | Ada Archer
3.1 | Plans | Children in need with a completed plan | percent | 88.9 | 637 | 738 | snapshot | 88.5 89.3 88.2 90.7 87.6 86.3 | 85 90 | higher | amber | register | worsening | help | Ada Archer
3.3 | Visits | Children in need visited in the last four weeks | percent | 84.7 | 620 | 738 | snapshot | 86.0 84.1 72.0 87.5 88.5 84.0 | 85 90 | higher | red | case data | steady | help | Ada Archer
4.7.2 | Visits | Children on a protection plan visited in the last 10 working days | percent | 93.9 | 204 | 214 | snapshot | 94.5 97.7 95.1 93.7 92.1 95.3 | 92 95 | higher | green | case data | steady | help | Ben Bright
5.10 | Visits | Children in care whose assessment is not done or over a year old | percent | 8.4 | 89 | 301 | snapshot | 13.4 13.8 14.0 19.9 28.4 29.6 | 10 5 | lower | red | register | worsening | care | Cem Coban
5.11 | Visits | Children in care visited in the last 6 weeks | percent | 90.4 | 277 | 301 | snapshot | 91.8 87.2 89.0 86.4 89.7 92.0 | 90 95 | higher | amber | case data | steady | care | Cem Coban
3.2 | Reviews | Children with a plan reviewed in the last 3 months | percent | 92.2 | 559 | 637 | snapshot | 88.2 86.4 87.7 83.6 83.4 87.8 | 85 90 | higher | amber | register | steady | help | Ada Archer
4.8 | Reviews | Protection reviews held within timescale | percent | 98.7 | 140 | 145 | snapshot | 98.3 98.3 97.6 97.1 97.0 96.6 | 96.5 98.5 | higher | amber | case data | worsening | help | Ben Bright
5.18 | Reviews | Children in care reviewed within timescale | percent | 100.0 | 346 | 346 | rolling year | 100.0 100.0 100.0 100.0 100.0 100.0 | 95 100 | higher | green | case data | steady | care | Cem Coban
6.1 | Care leavers | Care leavers in touch | percent | 88.9 | 264 | 269 | snapshot | 96.4 98.1 98.1 98.5 98.1 98.1 | 90 95 | higher | green | case data | steady | leavers | Eve Ellis
6.2 | Care leavers | Care leavers in education, employment or training | percent | 64.3 | 208 | 269 | snapshot | 70.9 73.7 74.1 74.9 75.8 77.3 | 65 75 | higher | green | case data | improving | leavers | Eve Ellis
6.3 | Care leavers | Care leavers in suitable accommodation | percent | 83.6 | 254 | 269 | snapshot | 93.1 95.9 95.4 95.2 94.8 94.4 | 85 90 | higher | green | case data | steady | leavers |
"""
COMMENTARY = {
    "5.10": Commentary(
        day=dt.date(2023, 3, 20),
        cause="Two assessors left in December.",
        action="Three people write the late assessments, the oldest first.",
        owner="Cem Coban",
        due=dt.date(2023, 6, 30),
        entered_in="register.xlsx, sheet Commentary, row 2",
    ),
    "1.1": Commentary(AS_AT, "A team had no manager.", "", "", dt.date(2023, 3, 24), "register.xlsx, row 3"),
}
METHOD = (
    "Red: the value misses the minimum, unrounded. Green: it is at the upper target or beyond. Amber: in between.",
    "Travel is worked out from all six months and not from the last one.",
    "A count has no targets and is not rated.",
)


def the_borough() -> Scorecard:
    """The seventeen as published, one suppressed, and one of which there is no figure."""
    rows = [_indicator(line) for line in FACTS.strip().splitlines()]
    return _scorecard((*rows, _suppressed(rows[8]), _not_available(rows[0])))


def the_hostile_borough() -> Scorecard:
    """The same, with texts that would like to be formulas or markup wherever people write."""
    borough = the_borough()
    first, second, *rest = borough.indicators
    first = replace(first, owner=FORMULA, title=MARKUP, ref="-1+1", section="@SUM(A1)")
    second = replace(second, owner=MARKUP, title=FORMULA, question="+1", why="\x00=1\x07", reviewed_by=LONG)
    contradictions = (*borough.contradictions, FORMULA, MARKUP)
    return replace(_scorecard((first, second, *rest)), contradictions=contradictions, method=(FORMULA,))


def nothing_yet() -> Scorecard:
    """The scorecard of an authority that has no figure of anything."""
    return _scorecard(tuple(_not_available(each) for each in the_borough().indicators))


def _scorecard(indicators: tuple[Indicator, ...]) -> Scorecard:
    return Scorecard(
        as_at=AS_AT,
        last_year_end=LAST_YEAR,
        month_ends=MONTHS,
        indicators=indicators,
        method=METHOD,
        contradictions=("Children in care: 301 in the case data, 304 in the register.",),
        findings=(Finding("warning", "statistics/again.csv", "has no column time_period", "Download it again"),),
        kpi={each.name: each for each in indicators},
    )


def _indicator(line: str) -> Indicator:
    ref, section, title, unit, before, numerator, denominator, period, months, targets, *rest = map(
        str.strip, line.split("|")
    )
    direction, rating, origin, travel, area, owner = rest
    its_unit: Unit = "count" if unit == "count" else "percent"
    its_period: FigurePeriod = period  # type: ignore[assignment]
    its_origin: Origin = origin  # type: ignore[assignment]
    its_direction: Direction = direction  # type: ignore[assignment]
    its_rating: Rating = rating  # type: ignore[assignment]
    its_travel: Travel = travel  # type: ignore[assignment]
    blank = Figure(its_unit, AS_AT, its_period, its_origin, entered_in=_entered(its_origin, ref))
    whole = Fraction(numerator)
    share = whole * 100 / Fraction(denominator) if denominator else whole
    parts = {"numerator": whole, "denominator": Fraction(denominator)} if denominator else {}
    current = replace(blank, value=share, not_recorded=3 if ref == "3.3" else 0, **parts)
    monthly: FigurePeriod = "month" if its_period == "year to date" else its_period
    points = [
        replace(blank, value=Fraction(value), as_at=day, period=monthly)
        for value, day in zip(months.split(), MONTHS, strict=True)
    ]
    if its_period != "year to date":  # the last month is the current figure, unrounded
        points[-1] = current
    minimum, upper = map(Fraction, targets.split()) if targets else (None, None)
    gap = None if minimum is None else (share - minimum) * (1 if direction == "lower" else -1)
    worsening = _months_worsening([point.value for point in points], its_direction)
    last_year = replace(blank, value=Fraction(before), as_at=LAST_YEAR)
    near = gap is not None and (gap >= -1 or (rating == "amber" and travel == "worsening"))
    return Indicator(
        name=title.lower().replace(" ", "_").replace(",", ""),
        ref=ref,
        section=section,
        area={"help": HELP, "care": CARE, "leavers": LEAVERS, "leaders": LEADERS}[area],
        title=title,
        question=f"How many: {title[0].lower()}{title[1:]}?",
        why="It says early whether children are seen and plans are kept up.",
        numerator_is="Those of the denominator of whom it holds" if denominator else "All of them",
        denominator_is="All whose case is open on the day" if denominator else "",
        unit=its_unit,
        direction=its_direction,
        period=its_period,
        minimum=minimum,
        upper=upper,
        targets_basis="agreed on 1 April 2022" if targets else "",
        reviewed_by="Performance board",
        next_review=dt.date(2023, 9, 1),
        owner=owner,
        approximates="the latest review alone, not each one of the year" if ref == "4.8" else "",
        current=current,
        last_year=last_year,
        months=tuple(points),
        rating=its_rating,
        gap=gap,
        travel=its_travel,
        months_worsening=worsening,
        nearly_red=rating != "red" and near,
        comparators=_comparators(ref),
        problems=() if owner else (Finding("warning", "", "has no owner", "Name one in the register"),),
        chart=_chart(title, tuple(points), minimum, upper),
        since_last_month=since(*last_two(current, points), its_direction, its_unit, LIMITS),
        since_last_year=since(last_year, current, its_direction, its_unit, LIMITS),
        commentary=COMMENTARY.get(ref),
    )


def _entered(origin: Origin, ref: str) -> str:
    return (
        f"register.xlsx, sheet KPI inputs, row {int(ref.split('.', maxsplit=1)[0]) + 1}" if origin == "register" else ""
    )


def _months_worsening(values: list[Fraction | None], direction: Direction) -> int:
    count = 0
    for before, now in zip(reversed(values[:-1]), reversed(values[1:]), strict=True):
        worse = before is not None and now is not None and (now > before if direction == "lower" else now < before)
        if direction == "neither" or not worse:
            break
        count += 1
    return count


def _chart(title: str, months: tuple[Figure, ...], minimum: Fraction | None, upper: Fraction | None) -> Chart:
    series = [Series(title, tuple(figure.number for figure in months))]
    for name, target in (("Minimum", minimum), ("Upper", upper)):
        if target is not None:
            series.append(Series(name, (float(target),) * len(months)))
    words = f"{title}: {', '.join(figure.shown for figure in months)}."
    return Chart(
        title.lower().replace(" ", "_"),
        title,
        tuple(f"{day:%b %Y}" for day in MONTHS),
        tuple(series),
        words,
        100 if minimum is not None else None,
    )


def _comparators(ref: str) -> tuple[Comparator, ...]:
    if ref not in ("6.2", "6.3", "5.18"):
        return ()
    neighbours = Comparator(
        group="Statistical neighbours",
        period="2021-22",
        value=Fraction("58.4"),
        shown="58.4",
        model="2021 model",
        available=9,
        source="register.xlsx, sheet Comparators, row 4",
        like_for_like=False,
        caveat="Published for ages 19 to 21 alone.",
    )
    london = replace(neighbours, group="London", value=Fraction(60), shown="60", model="", available=None)
    england = replace(london, group="England", value=None, shown="c", like_for_like=True, caveat="")
    return (neighbours, london, england)


def _suppressed(like: Indicator) -> Indicator:
    small = replace(
        like.current,
        value=None,
        numerator=None,
        denominator=None,
        suppressed=True,
        why_not="it is too small to print",
    )
    return replace(
        like,
        name="child_protection_two_years",
        ref="4.9",
        section="Reviews",
        title="Children on a protection plan for two years or more",
        direction="lower",
        minimum=Fraction(5),
        upper=Fraction(3),
        current=small,
        last_year=replace(small, as_at=LAST_YEAR),
        months=tuple(replace(small, as_at=day) for day in MONTHS),
        rating="not rated",
        gap=None,
        travel="not known",
        since_last_month="not known",
        since_last_year="not known",
        months_worsening=0,
        nearly_red=False,
        comparators=(),
    )


def _not_available(like: Indicator) -> Indicator:
    none = replace(
        like.current,
        value=None,
        numerator=None,
        denominator=None,
        suppressed=False,
        origin="none",
        entered_in="",
        why_not="no case data holds it and the register has no figure",
    )
    return replace(
        like,
        name="social_worker_turnover" if like.ref == "1.1" else like.name,
        ref="1.9" if like.ref == "1.1" else like.ref,
        title="Turnover of social workers" if like.ref == "1.1" else like.title,
        current=none,
        last_year=replace(none, as_at=LAST_YEAR),
        months=tuple(replace(none, as_at=day) for day in MONTHS),
        rating="not rated",
        gap=None,
        travel="not known",
        since_last_month="not known",
        since_last_year="not known",
        months_worsening=0,
        nearly_red=False,
        comparators=(),
    )
