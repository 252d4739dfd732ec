"""Twelve monthly editions of a made borough: indicator series of every kind, with sums, shares and rates among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from publishable import a_figure, a_scorecard, an_indicator, an_overview

from readiness.evaluation.model import Audit
from readiness.foundation.dates import first_day_of, month_ends, year_end_before
from readiness.indicators.model import Figure, FigurePeriod, Indicator, Unit
from readiness.run.overview import Overview

FIRST, LAST = dt.date(2024, 4, 30), dt.date(2026, 3, 31)
EVERY_MONTH = tuple(day for day in month_ends(LAST, 24) if day >= FIRST)
EDITIONS = tuple(day for day in EVERY_MONTH if day > dt.date(2025, 3, 31))
CHILDREN = 61_204
GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
Counts = tuple[int, int | None]
Series = Mapping[dt.date, Counts]


@dataclass(frozen=True)
class Made:
    """One indicator: its counts at each month end, or in each month where they add up to a year to date."""

    name: str
    unit: Unit
    period: FigurePeriod
    series: Series

    def counts(self, day: dt.date, period: FigurePeriod, late: dt.date | None = None) -> Counts:
        """What is counted to a day. What happened in a month that ends on the day ``late`` is not all known by then."""
        known = dict(self.series)
        if late and self.period == "year to date" and late.month % 2:
            count, whole = known[late]
            known[late] = (max(count - 1, 0), whole and max(whole - 1, 1))
        if period != "year to date":
            return known[day]
        since = first_day_of(period, day)
        within = [known[end] for end in EVERY_MONTH if since <= end <= day]
        whole = None if within[0][1] is None else sum(of or 0 for _, of in within)
        return sum(count for count, _ in within), whole


@dataclass(frozen=True)
class Borough:
    """Its indicators and audits. ``same`` are counts that everybody knows to be one: a name and which count of it.

    ``sums`` name an indicator whose counts are those of the others together.
    """

    indicators: tuple[Made, ...]
    audits: tuple[Audit, ...]
    same: tuple[tuple[tuple[str, int], tuple[str, int]], ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...]


def a_borough(seed: int) -> Borough:
    random = Random(seed)
    made = list(_stocks(random))
    by_name = {each.name: each for each in made}
    for number in range(16):  # what adds up over a year, from a handful a month to hundreds
        size = (2, 3, 5, 8, 12, 20, 40, 300)[number % 8]
        of = {day: max(0, round(random.gauss(size, size / 3))) for day in EVERY_MONTH}
        share = random.choice((0.05, 0.3, 0.6, 0.9, 0.97))
        if number % 2:
            parts = {day: (sum(random.random() < share for _ in range(of[day])), of[day] or None) for day in of}
            made.append(Made(f"share of the year {number}", "percent", "year to date", _known(parts)))
        else:
            made.append(
                Made(f"count of the year {number}", "count", "year to date", {d: (n, None) for d, n in of.items()})
            )
    tight = dict(zip(EVERY_MONTH, ([8, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0] * 2), strict=True))
    made.append(Made("count of the year tight", "count", "year to date", {d: (n, None) for d, n in tight.items()}))
    same = (
        *(((f"share of plans {number}", 1), ("plans", 0)) for number in range(4)),
        (("rate of plans", 0), ("plans", 0)),
        (("rate of orders", 0), ("orders", 0)),
        (("share of care", 1), ("care", 0)),
    )
    assert {name for pair in same for name, _ in pair} <= by_name.keys()
    return Borough(tuple(made), tuple(_audits(random)), same, (("leavers", ("leavers 17 to 18", "leavers 19 to 21")),))


def _known(series: Series) -> Series:
    """Of a month with nobody in it, one in whom everything is well: a share needs somebody it is of."""
    return {day: counts if counts[1] else (1, 1) for day, counts in series.items()}


def _stocks(random: Random) -> Iterator[Made]:
    plans, care, orders = (_walk(random, start, step) for start, step in ((214, 9), (301, 8), (4, 2)))
    for name, stock in (("plans", plans), ("care", care), ("orders", orders)):
        yield Made(name, "count", "snapshot", {day: (count, None) for day, count in stock.items()})
    for name, stock in (("plans", plans), ("orders", orders)):
        yield Made(f"rate of {name}", "rate", "snapshot", {day: (count, CHILDREN) for day, count in stock.items()})
    for number, share in enumerate((0.97, 0.02, 0.5, 0.94)):
        parts = {day: (round(count * share) + random.randint(-2, 2), count) for day, count in plans.items()}
        yield Made(f"share of plans {number}", "percent", "snapshot", parts)
    yield Made(
        "share of care",
        "percent",
        "snapshot",
        {day: (count - random.randint(0, 9), count) for day, count in care.items()},
    )
    younger = {day: (min(of, max(0, round(random.gauss(0.4 * of, 2)))), of) for day, of in _walk(random, 14, 3).items()}
    older = {day: (min(of, round(random.gauss(0.8 * of, 3))), of) for day, of in _walk(random, 90, 4).items()}
    both = {day: (younger[day][0] + older[day][0], younger[day][1] + older[day][1]) for day in EVERY_MONTH}
    for name, series in (("leavers 17 to 18", younger), ("leavers 19 to 21", older), ("leavers", both)):
        yield Made(name, "percent", "snapshot", series)
    held = {day: (count // 2, count) for day, count in _walk(random, 346, 12).items()}
    yield Made("share of a year's reviews", "percent", "rolling year", held)
    yield Made("weeks", "average", "rolling year", {day: (26 * n, n) for day, n in _walk(random, 16, 3).items()})


def _walk(random: Random, start: int, step: int) -> dict[dt.date, int]:
    stock = {}
    for day in EVERY_MONTH:
        start = max(2, start + random.randint(-step, step))
        stock[day] = start
    return stock


def _audits(random: Random) -> Iterator[Audit]:
    for number, day in enumerate(EVERY_MONTH[6:18]):
        grades = dict(zip(GRADES, (random.randint(0, top) for top in (6, 30, 20, 4)), strict=True))
        done = sum(grades.values())
        changed = random.randint(0, max(done // 3, 1))
        yield Audit(f"round {number}", "Help", day, done + 2, done, grades, changed, None, "", (), "")


def edition(borough: Borough, day: dt.date, late: bool = False) -> Overview:
    """What is known on a day, before anything is left out; ``late``, without some of what happened in its own month."""
    indicators = [_indicator(made, day, day if late else None) for made in borough.indicators]
    scorecard = replace(
        a_scorecard(*indicators),
        as_at=day,
        last_year_end=year_end_before(day),
        month_ends=month_ends(day, 6),
    )
    overview = an_overview(scorecard)
    audits = tuple(audit for audit in borough.audits if audit.day and audit.day <= day)
    return replace(overview, evaluation=replace(overview.evaluation, audits=audits))


def _indicator(made: Made, day: dt.date, late: dt.date | None) -> Indicator:
    alone: FigurePeriod = "month" if made.period == "year to date" else made.period

    def figure(at: dt.date, period: FigurePeriod) -> Figure:
        return a_figure(*made.counts(at, period, late), made.unit, at, period)

    months = [figure(at, alone) for at in month_ends(day, 6)]
    shown = an_indicator(figure(day, made.period), months, ref=made.name)
    return replace(shown, name=made.name, last_year=figure(year_end_before(day), made.period))


def truth(borough: Borough) -> dict[tuple[str, dt.date | None, str], tuple[Fraction, ...]]:
    """Every count there is, by indicator, day and period, and by round of audits and grade."""
    counts: dict[tuple[str, dt.date | None, str], tuple[Fraction, ...]] = {}
    for made in borough.indicators:
        alone: FigurePeriod = "month" if made.period == "year to date" else made.period
        for day in EVERY_MONTH:
            for period in (made.period, alone):
                counts[made.name, day, period] = tuple(
                    Fraction(count) for count in made.counts(day, period) if count is not None
                )
    for audit in borough.audits:
        graded = {**audit.grades, "audited": audit.done}
        counts |= {(audit.theme, audit.day, grade): (Fraction(n or 0),) for grade, n in graded.items()}
    return counts
