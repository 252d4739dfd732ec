"""What a surgery gives. Its rows are child-level, for the team's own file; the summary holds no child."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from readiness.foundation.findings import Finding

OVERDUE, BEFORE_CALL, SOON = "Overdue", "Before the call", "Soon"
NO_TEAM = "No team"
NO_LONGER, NOT_WORKED_OUT, NOT_OURS = "No longer due", "Not worked out this time", "A row of your own"


@dataclass(frozen=True)
class WrittenBeside:
    """What people wrote in a row: in our three columns, and in any other, ``also``, each with its heading.

    ``when_due`` is the day on which it was due when they did, where that has moved since.
    """

    reason: str = ""
    action: str = ""
    by_whom: str = ""
    also: str = ""
    when_due: dt.date | None = None

    @property
    def any(self) -> bool:
        return bool(self.reason or self.action or self.by_whom or self.also)


NOTHING_BESIDE = WrittenBeside()


@dataclass(frozen=True)
class DueRow:
    """One thing that is due for one child. ``key`` is the page that says so; ``days_over`` is below nought before it.

    ``since`` says what is new of it since the surgery before, in words.
    """

    child: str
    team: str
    worker: str
    key: str
    item: str
    last: dt.date | None
    due: dt.date | None
    days_over: int | None
    when: str
    since: str = ""
    words: WrittenBeside = NOTHING_BESIDE

    @property
    def over(self) -> int | None:
        """Days over, of what is overdue."""
        return self.days_over if self.when == OVERDUE else None

    @property
    def left(self) -> int | None:
        """Days left, of what is not overdue yet."""
        return -self.days_over if self.days_over is not None and self.when != OVERDUE else None

    @property
    def urgency(self) -> tuple[int, int]:
        """What it sorts by, the most urgent highest. What is overdue since nobody knows when comes after the others."""
        return (1, self.days_over or 0) if self.when == OVERDUE else (0, self.days_over or 0)


@dataclass(frozen=True)
class EarlierRow:
    """A row of an earlier surgery, with its words.

    ``became`` and ``done_on`` are of one that is due no more: what became of it, and on which surgery's day.
    """

    child: str
    team: str
    key: str
    item: str
    due: dt.date | None
    became: str
    done_on: dt.date | None
    words: WrittenBeside


@dataclass(frozen=True)
class TeamSheet:
    """What is due for one team's children, the child with the worst first. ``sheet`` is the name of its sheet."""

    team: str
    sheet: str
    rows: tuple[DueRow, ...]

    @property
    def children(self) -> int:
        return len({row.child for row in self.rows})

    @property
    def overdue(self) -> int:
        return sum(row.when == OVERDUE for row in self.rows)

    @property
    def before_call(self) -> int:
        return sum(row.when == BEFORE_CALL for row in self.rows)

    @property
    def soon(self) -> int:
        return sum(row.when == SOON for row in self.rows)

    @property
    def new(self) -> int:
        return sum(row.since == "New" for row in self.rows)

    @property
    def most_over(self) -> int | None:
        """The most days that anything is over."""
        return max((row.over for row in self.rows if row.over is not None), default=None)


@dataclass(frozen=True)
class ItemCount:
    """How often one thing is due, and what that rests on; or why nobody can tell. It holds no child."""

    key: str
    title: str
    means: str
    rests_on: str
    overdue: int = 0
    before_call: int = 0
    soon: int = 0
    why_not: str = ""


@dataclass(frozen=True)
class TrackedRow:
    """One row of a tracker, the cells under the headings of its own."""

    child: str
    team: str
    worker: str
    cells: tuple[object, ...]


@dataclass(frozen=True)
class Tracker:
    """Children that are followed for one reason, the one to look at first on top; or why they cannot be."""

    key: str
    title: str
    means: str
    headings: tuple[str, ...]
    rows: tuple[TrackedRow, ...] = ()
    why_not: str = ""

    @property
    def columns(self) -> tuple[tuple[int, str], ...]:
        """The place and the heading of each column."""
        return tuple(enumerate(self.headings))


@dataclass(frozen=True)
class SampleChild:
    """A child that inspectors might choose, and why, a reason each."""

    child: str
    team: str
    worker: str
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        return "; ".join(self.reasons)


@dataclass(frozen=True)
class TeamTally:
    """How much of one thing is due in one team. It holds no child."""

    team: str
    item: str
    overdue: int
    before_call: int
    soon: int


@dataclass(frozen=True)
class SurgerySummary:
    """A surgery without its children, for the director and the pack."""

    items: tuple[ItemCount, ...]
    teams: tuple[TeamTally, ...]
    not_known: tuple[ItemCount, ...]
    until: dt.date
    call_day: dt.date | None


@dataclass(frozen=True)
class Surgery:
    """One surgery. ``since`` is the day of the one before, which what is new is told from; None when there is none.

    ``until`` is how far ahead it looks, and ``call_day`` the day of the call, where that is to come. ``chosen_from`` is
    how many children there is any reason to choose for the ``sample``; ``untold`` are reasons that nobody can tell.
    """

    until: dt.date
    call_day: dt.date | None
    since: dt.date | None = None
    teams: tuple[TeamSheet, ...] = ()
    items: tuple[ItemCount, ...] = ()
    trackers: tuple[Tracker, ...] = ()
    sample: tuple[SampleChild, ...] = ()
    chosen_from: int = 0
    untold: tuple[ItemCount, ...] = ()
    done: tuple[EarlierRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def rows(self) -> tuple[DueRow, ...]:
        """What is due in every team."""
        return tuple(row for team in self.teams for row in team.rows)

    @property
    def not_known(self) -> tuple[ItemCount, ...]:
        """What nobody can tell, and why."""
        told = (ItemCount(t.key, t.title, t.means, "", why_not=t.why_not) for t in self.trackers if t.why_not)
        return (*(item for item in self.items if item.why_not), *told, *self.untold)


def summary_of(surgery: Surgery) -> SurgerySummary:
    """The counts of a surgery, by what is due and by team."""
    counts = Counter((row.team, row.item, row.when) for row in surgery.rows)
    pairs = sorted({(team, item) for team, item, _ in counts})
    tallies = (TeamTally(*pair, *(counts[(*pair, when)] for when in (OVERDUE, BEFORE_CALL, SOON))) for pair in pairs)
    return SurgerySummary(
        items=tuple(item for item in surgery.items if not item.why_not),
        teams=tuple(tallies),
        not_known=surgery.not_known,
        until=surgery.until,
        call_day=surgery.call_day,
    )


@dataclass(frozen=True)
class SheetWords:
    """How a workbook that carries words lays out its rows: its file, and the headings of each field, by field.

    ``known`` are all headings of such rows, and ``taken`` the names of its other sheets.
    """

    file: str
    headings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    known: Collection[str] = ()
    taken: Collection[str] = ()
