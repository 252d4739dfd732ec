"""A region as documents print it: what may be told of each authority, and each indicator across them. Frozen.

Holds no child. A figure is one that the authority might publish: rounded, small numbers left out. What is not known is
None, with why, and never nought.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from readiness.foundation.errors import Mistake

NOT_MADE = "not made"


@dataclass(frozen=True)
class RegionFigure:
    """An authority's figure of an indicator, as it might publish it. Without a value, ``why_not`` says why.

    ``basis`` is its period and day, ``source`` where it is from, ``definition`` by what it is known whether two count
    the same in the same way.
    """

    name: str
    ref: str
    title: str
    unit: str
    direction: str
    as_at: dt.date
    basis: str
    source: str
    definition: str
    value: Decimal | None
    shown: str
    why_not: str

    @property
    def cell(self) -> float | str:
        """What a cell shows: the number, or in words that there is none."""
        return self.shown if self.value is None else float(self.value)


@dataclass(frozen=True)
class ListQuality:
    """What the checks found in an authority's lists: rates a thousand rows, since counts would tell how few there are.

    A rate is a text where it may not be told. ``rules`` are how many different rules found an error.
    """

    errors: float | str
    warnings: float | str
    accepted: float | str
    rules: int
    without: tuple[str, ...]
    columns_lacking: int
    ends_before: int | None


@dataclass(frozen=True)
class DocumentsReady:
    """How many of the documents expected are ready, how many are red, and how many actions are overdue."""

    ready: int
    expected: int
    red: int
    overdue: int

    @property
    def percent(self) -> float | str:
        return round(100 * self.ready / self.expected, 1) if self.expected else "none is expected"


@dataclass(frozen=True)
class RegionMember:
    """One authority's folder and what may be told of it. Without a ``day`` nothing was made of it.

    ``mistakes`` are why, or why a part of it is not known; ``told`` what a person should know beside. ``failed`` says
    that its data hold errors; ``exit_code`` is that of the worst of its mistakes.
    """

    folder: str
    authority: str = ""
    framework: str = ""
    day: dt.date | None = None
    source: str = ""
    figures: tuple[RegionFigure, ...] = ()
    quality: ListQuality | None = None
    documents: DocumentsReady | None = None
    files: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    failed: bool = False
    exit_code: int = 0

    @property
    def made(self) -> bool:
        return self.day is not None

    @property
    def called(self) -> str:
        """What people call it: the authority, or its folder where nobody knows which it is."""
        return self.authority or self.folder

    @property
    def state(self) -> str:
        """What came of it, in words."""
        if not self.made:
            return NOT_MADE
        return "made in part" if self.mistakes else "made, with errors in the data" if self.failed else "made"


@dataclass(frozen=True)
class Standpoint:
    """One authority at one indicator: what its cell shows, its place among those compared, and why it is not among
    them if it is not."""

    member: RegionMember
    figure: RegionFigure | None
    rank: str
    why_not: str

    @property
    def cell(self) -> float | str:
        if not self.member.made:
            return NOT_MADE
        return self.figure.cell if self.figure else "not available"


@dataclass(frozen=True)
class RegionLine:
    """An indicator across the region. ``compared`` authorities have a figure that compares; of fewer than two there is
    no median. The mean is that of the authorities, each counting alike, and not the figure of all their children.
    """

    figure: RegionFigure
    median: float | str
    mean: float | str
    lowest: float | str
    highest: float | str
    compared: int
    standpoints: tuple[Standpoint, ...]

    @property
    def better(self) -> str:
        """Which way is better, and so who ranks first."""
        words = {"higher": "higher is better", "lower": "lower is better"}
        return words.get(self.figure.direction, "neither; the highest ranks first")


@dataclass(frozen=True)
class Region:
    """The whole table. ``day`` is that of the figures compared: the latest inspection day of the authorities."""

    name: str
    day: dt.date
    members: tuple[RegionMember, ...]
    lines: tuple[RegionLine, ...]
    left_out: tuple[str, ...] = ()

    @property
    def made(self) -> tuple[RegionMember, ...]:
        return tuple(member for member in self.members if member.made)

    @property
    def of_other_days(self) -> tuple[RegionMember, ...]:
        """Those whose inspection day is another, so that their figures are compared with nobody's."""
        return tuple(member for member in self.made if member.day != self.day)

    @property
    def figures(self) -> tuple[tuple[RegionMember, RegionFigure], ...]:
        """Every figure with whose it is."""
        return tuple((member, figure) for member in self.members for figure in member.figures)

    @property
    def apart(self) -> tuple[tuple[RegionLine, Standpoint], ...]:
        """Each figure that is missing or not compared."""
        return tuple((line, point) for line in self.lines for point in line.standpoints if point.why_not)

    @property
    def mistakes(self) -> tuple[tuple[RegionMember, Mistake], ...]:
        return tuple((member, mistake) for member in self.members for mistake in member.mistakes)
