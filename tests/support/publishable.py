"""Figures, indicators and overviews made by hand, for tests of what may be published of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from own_texts import a_text_of
from scorecards import AS_AT, MONTHS, the_borough
from scorecards import LIMITS as RATING

from readiness.authority.inspection import Inspection
from readiness.disclosure.limits import PublicationLimits
from readiness.disclosure.publishable import for_publication
from readiness.evaluation.model import SelfEvaluation
from readiness.foundation.chart import Chart, Series
from readiness.improvement.model import Improvement
from readiness.indicators.model import Figure, FigurePeriod, Indicator, Scorecard, Unit
from readiness.preparedness.model import Standing
from readiness.run.overview import CauseOverview, ListOverview, Overview

BOROUGH = the_borough()
JANUARY = dt.date(2023, 1, 31)
LIMITS = PublicationLimits(8, 10, 5, RATING)


def a_figure(
    numerator: int | None,
    denominator: int | None = None,
    unit: Unit = "percent",
    day: dt.date = AS_AT,
    period: FigurePeriod = "snapshot",
    value: Fraction | None = None,
    not_recorded: int = 0,
) -> Figure:
    parts = [None if number is None else Fraction(number) for number in (numerator, denominator)]
    if value is None and parts[0] is not None:
        scale = {"percent": 100, "rate": 10_000}.get(unit, 1)
        value = parts[0] * scale / parts[1] if parts[1] else parts[0]
    return Figure(unit, day, period, "case data", value, parts[0], parts[1], not_recorded)


def an_indicator(current: Figure, months: Iterable[Figure] = (), ref: str = "9.1", **said: Any) -> Indicator:
    months = tuple(months) or tuple(replace(current, as_at=day) for day in MONTHS)
    drawn = Series("Seen", tuple(month.number for month in months))
    target = Series("Upper", (95.0,) * len(months))
    words = f"Seen: {', '.join(month.shown for month in months)}."
    chart = Chart("seen", "Seen", tuple(f"{month.as_at:%b %Y}" for month in months), (drawn, target), words)
    like = BOROUGH.indicators[7]
    return replace(
        like,
        name=f"indicator_{ref}",
        ref=ref,
        unit=current.unit,
        period=current.period,
        current=current,
        last_year=replace(current, as_at=dt.date(2022, 3, 31)),
        months=months,
        chart=chart,
        **said,
    )


def a_scorecard(*indicators: Indicator) -> Scorecard:
    return replace(BOROUGH, indicators=indicators, kpi={each.name: each for each in indicators})


def an_overview(
    scorecard: Scorecard, evaluation: SelfEvaluation | None = None, improvement: Improvement | None = None
) -> Overview:
    texts = dict.fromkeys(("framework", "kind", "since"), "")
    listed = {each.name: () for each in fields(Standing) if each.name not in texts}
    days = dict.fromkeys(("last_inspection", "months_since", "call_day", "next_meeting"))
    about = {"as_at": AS_AT, "framework_verified": True, "contradictions": ("The register says 3, the file 4.",)}
    text = a_text_of()
    return Overview(
        authority="Anyshire",
        inspection=Inspection("2026", "short", AS_AT, {"day": AS_AT}),
        framework="An edition",
        framework_verified=True,
        version="0.1.0",
        fingerprint="0123",
        lists=(ListOverview(11, "Adopters", 3, 4, {"error": 2}, 1, 1, False),),
        causes=(CauseOverview("without_date", "error", "Adopters", "Date", "has no date", "Date it", 2, 1),),
        counts={"error": 2},
        new=1,
        gone=1,
        since="2023-03-01",
        standing=Standing(**listed | texts | days | about),  # type: ignore[arg-type]
        scorecard=scorecard,
        evaluation=evaluation or SelfEvaluation(AS_AT, (), None, (), (), None, (), ("3 and 4.",), None, text, text),
        improvement=improvement or Improvement(AS_AT),
    )


def published(*indicators: Indicator) -> tuple[Indicator, ...]:
    return for_publication(an_overview(a_scorecard(*indicators)), LIMITS).overview.scorecard.indicators


def every(thing: object) -> Iterable[object]:
    """Everything that a template could reach from a thing."""
    yield thing
    if isinstance(thing, dict):
        for one in thing.values():
            yield from every(one)
    elif isinstance(thing, (tuple, list)):
        for one in thing:
            yield from every(one)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from every(getattr(thing, field.name))
