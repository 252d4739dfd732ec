"""Indicators as the stages give them and documents print them. Frozen; every figure exact, with its day and its basis.

No child-level value belongs here: numerators and denominators are counts. Values are fractions until they are shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from readiness.foundation.chart import Chart
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words

Unit = Literal["percent", "count", "rate", "average"]
FigurePeriod = Literal["snapshot", "month", "year to date", "rolling year"]
Origin = Literal["case data", "workbook", "register", "none"]
Direction = Literal["higher", "lower", "neither"]
Rating = Literal["red", "amber", "green", "not rated"]
Travel = Literal["improving", "worsening", "steady", "rising", "falling", "not known"]
RATINGS: tuple[Rating, ...] = ("red", "amber", "green", "not rated")
NOT_AVAILABLE = "not available"


@dataclass(frozen=True)
class Counted:
    """What was counted for an indicator on a day: exact; None when ``why_not`` says why it could not be.

    A count has no denominator. Of an average the numerator is a sum; of a rate the denominator is what it is per.
    ``from_workbook`` tells that the lists were read from one and not made from case data.
    """

    day: dt.date
    period: FigurePeriod
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    not_recorded: int = 0
    why_not: str = ""
    from_workbook: bool = False


@dataclass(frozen=True)
class Figure:
    """One figure of an indicator. ``value`` is exact: a percentage as 89.5, a rate per 10,000, an average, a count.

    ``numerator`` and ``denominator`` are None where only a value was entered. Without a value, ``why_not`` says why
    there is none. Of ``not_recorded`` rows of the denominator nothing is recorded that could decide; they count as not
    met. ``entered_in`` is the place in the register of a figure that was entered. A figure that is
    ``suppressed`` has no value, numerator or denominator, and ``why_not`` says that it is too small to print. One
    that is ``rounded`` is for publication, and worked out of rounded counts. As a text, it is the figure as shown.
    """

    unit: Unit
    as_at: dt.date
    period: FigurePeriod
    origin: Origin
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    not_recorded: int = 0
    why_not: str = ""
    entered_in: str = ""
    suppressed: bool = False
    rounded: bool = False

    @property
    def number(self) -> float | None:
        """The value, unrounded, as charts and cells take it."""
        return None if self.value is None else float(self.value)

    @property
    def shown(self) -> str:
        """The value as it is printed everywhere: 89.5%, 738, 52.3; or that there is none."""
        if self.value is None:
            return "suppressed" if self.suppressed else NOT_AVAILABLE
        return self.unit_of(self.value)

    def unit_of(self, value: Fraction) -> str:
        """A value of the same unit as it is printed."""
        if self.unit == "count":
            return plain_number(value)
        if self.rounded and self.unit == "percent":
            return f"{plain_number(value)}%"
        return f"{tenths(value):,}%" if self.unit == "percent" else f"{tenths(value):,}"

    @property
    def counts(self) -> str:
        """What it is made of: "2,056 of 2,297"; empty where it was entered as a value."""
        if self.numerator is None or self.denominator is None:
            return ""
        return f"{plain_number(self.numerator)} of {plain_number(self.denominator)}"

    @property
    def basis(self) -> str:
        """Its period and its day in words: "year to date to 31 March 2023"."""
        day = in_words(self.as_at)
        words = {
            "snapshot": f"as at {day}",
            "month": f"{self.as_at:%B %Y} alone",
            "year to date": f"year to date to {day}",
            "rolling year": f"twelve months to {day}",
        }
        return words[self.period]

    @property
    def source(self) -> str:
        """Where it is from, in words."""
        words = {
            "case data": "worked out from case data",
            "workbook": "counted in the lists of the Annex A workbook",
            "register": f"entered in {self.entered_in}",
        }
        return words.get(self.origin, self.why_not)

    def __str__(self) -> str:
        return self.shown


def tenths(value: Fraction) -> Decimal:
    """A value to one decimal place, halves away from nought, as people round."""
    exact = Decimal(value.numerator * 10) / Decimal(value.denominator)
    return exact.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-1)


def plain_number(value: Fraction) -> str:
    """A numerator or denominator as people write it: 2,297, or 12.5."""
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):,.1f}"


@dataclass(frozen=True)
class Comparator:
    """A published figure beside which an indicator may be set. ``shown`` is as published, suppressed where it was.

    ``model`` is that of the statistical neighbours and ``available`` how many of them had a figure.
    """

    group: str
    period: str
    value: Fraction | None
    shown: str
    model: str
    available: int | None
    source: str
    like_for_like: bool
    caveat: str


@dataclass(frozen=True)
class Commentary:
    """What people say of an indicator on a day; each part may be empty. ``entered_in`` is the place in the register."""

    day: dt.date
    cause: str
    action: str
    owner: str
    due: dt.date | None
    entered_in: str


@dataclass(frozen=True)
class Indicator:
    """An indicator: what it is, its figures, its targets and how it is rated.

    ``targets_basis`` says when targets were agreed, or whose they are if nobody has. ``months`` are six, oldest first,
    each with its own basis. ``gap`` is by how much the current value misses the minimum, in points; below nought when
    it does not. ``travel`` is over six months; what it is since the month before and since the end of last year may be
    another. ``months_worsening`` counts how many months running, to the
    latest, it has got worse. ``nearly_red`` says that it is not red and within a point of it, or amber and worsening.
    """

    name: str
    ref: str
    section: str
    area: str
    title: str
    question: str
    why: str
    numerator_is: str
    denominator_is: str
    unit: Unit
    direction: Direction
    period: FigurePeriod
    minimum: Fraction | None
    upper: Fraction | None
    targets_basis: str
    reviewed_by: str
    next_review: dt.date | None
    owner: str
    approximates: str
    current: Figure
    last_year: Figure
    months: tuple[Figure, ...]
    rating: Rating
    gap: Fraction | None
    travel: Travel
    months_worsening: int
    nearly_red: bool
    comparators: tuple[Comparator, ...]
    problems: tuple[Finding, ...]
    chart: Chart
    since_last_month: Travel = "not known"
    since_last_year: Travel = "not known"
    commentary: Commentary | None = None

    @property
    def targets(self) -> str:
        """The targets in words: "at least 90, aim 95"; empty for a count, which is never rated."""
        if self.minimum is None or self.upper is None:
            return ""
        least = "at most" if self.direction == "lower" else "at least"
        return f"{least} {plain_number(self.minimum)}, aim {plain_number(self.upper)}"

    @property
    def gap_shown(self) -> str:
        """How far a red one is short, in points to two places: "0.49"."""
        return f"{float(self.gap):.2f}" if self.gap is not None and self.gap > 0 else ""


@dataclass(frozen=True)
class Section:
    """A heading of the highlight report with its indicators."""

    title: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Scorecard:
    """Every indicator on one day. ``kpi`` holds them by name. ``method`` says in sentences how things are rated.

    ``contradictions`` are sentences, each a figure that differs between two places; ``unused`` tell what was
    entered and stands nowhere; ``findings`` what of published figures could not be read or used.
    """

    as_at: dt.date
    last_year_end: dt.date
    month_ends: tuple[dt.date, ...]
    indicators: tuple[Indicator, ...]
    method: tuple[str, ...]
    contradictions: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    kpi: Mapping[str, Indicator] = field(default_factory=dict)

    def _rated(self, rating: Rating) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in self.indicators if indicator.rating == rating)

    @property
    def counts(self) -> dict[str, int]:
        """How many indicators have each rating."""
        return {rating: len(self._rated(rating)) for rating in RATINGS}

    @property
    def highlights(self) -> tuple[Indicator, ...]:
        """Those that have a figure, now or before, in the order of the report."""
        return tuple(indicator for indicator in self.indicators if has_any(indicator))

    @property
    def sections(self) -> tuple[Section, ...]:
        """The indicators that have a figure, by their headings."""
        sections: dict[str, list[Indicator]] = {}
        for indicator in self.highlights:
            sections.setdefault(indicator.section, []).append(indicator)
        return tuple(Section(title, tuple(indicators)) for title, indicators in sections.items())

    @property
    def red(self) -> tuple[Indicator, ...]:
        """The red ones, the widest gap first."""
        return tuple(sorted(self._rated("red"), key=lambda indicator: -(indicator.gap or 0)))

    @property
    def nearly_red(self) -> tuple[Indicator, ...]:
        """Those that are not red and may soon be."""
        return tuple(indicator for indicator in self.indicators if indicator.nearly_red)

    @property
    def exceptions(self) -> tuple[Indicator, ...]:
        """What a meeting should look at first: the red ones, then the nearly red."""
        return (*self.red, *self.nearly_red)

    @property
    def not_available(self) -> tuple[Indicator, ...]:
        """Those for which there is no figure at all."""
        return tuple(indicator for indicator in self.indicators if not has_any(indicator))


def has_any(indicator: Indicator) -> bool:
    """Whether there is any figure of an indicator, now or before."""
    figures = (indicator.current, indicator.last_year, *indicator.months)
    return any(figure.value is not None or figure.suppressed for figure in figures)
