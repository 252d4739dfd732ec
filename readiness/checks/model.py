"""What the checks give: every rule broken, by list and rows, and the same as work to hand out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.foundation.findings import SEVERITIES, Severity
from readiness.foundation.phrases import day as in_words
from readiness.lists.model import Cell, ListResult


@dataclass(frozen=True)
class BrokenRule:
    """One rule broken in one place: by ``rows`` of a list, counted from nought, or by the list as a whole.

    ``columns`` are the columns it points at, or headings of a sheet. Rows in ``new`` the run before did not find;
    -1 there stands for the list as a whole. Templates know it as a line's ``cause``.
    """

    rule: str
    severity: Severity
    about: str
    columns: tuple[str, ...]
    wrong: str
    do: str
    why: str
    rows: tuple[int, ...]
    new: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """How many rows break the rule; 1 for a list as a whole."""
        return len(self.rows) or 1


@dataclass(frozen=True)
class Gone:
    """How many findings of the run before are found no more, by rule and list."""

    rule: str
    about: str
    count: int


@dataclass(frozen=True)
class Checks:
    """Every broken rule, worst first, and what has gone since the run compared with, if there was one.

    That one was for the inspection day ``since`` and its lists were ``made`` at that moment; ``same_extract`` says
    that they were of the very case data of this run.
    """

    causes: tuple[BrokenRule, ...] = ()
    gone: tuple[Gone, ...] = ()
    since: str = ""
    made: str = ""
    same_extract: bool = False

    @property
    def compared_with(self) -> str:
        """What it is compared with, in words; empty when with nothing."""
        if not self.since:
            return ""
        same = "; the same extract as then, so no change in the data can show" if self.same_extract else ""
        return f"the run for {in_words(self.since)}, made {in_words(self.made)}{same}"

    @property
    def new(self) -> int:
        """How many findings the run before did not have."""
        return sum(len(cause.new) for cause in self.causes)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings of each severity."""
        return counted(self.causes)

    @property
    def gone_count(self) -> int:
        """How many findings of the run before are found no more."""
        return sum(gone.count for gone in self.gone)


def counted(causes: Iterable[BrokenRule]) -> dict[str, int]:
    """How many findings of each severity the broken rules are."""
    counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for cause in causes:
        counts[cause.severity] += cause.count
    return counts


ALL_LISTS = "All lists"


@dataclass(frozen=True)
class WorklistLine:
    """A broken rule as the team's workbook tells it. ``first`` is its first entry, counted from nought.

    ``left_off`` is how many of its rows are counted and not listed: more than anybody could work through.
    """

    number: int
    cause: BrokenRule
    list: ListResult | None
    headings: str
    first: int
    basis: str
    left_off: int = 0

    @property
    def new(self) -> int:
        return len(self.cause.new)

    @property
    def title(self) -> str:
        """The list it is about, in full, or the table of case data."""
        return self.list.full_title if self.list else self.cause.about or ALL_LISTS

    @property
    def short(self) -> str:
        """The list in few words, or the table."""
        return f"List {self.list.number}" if self.list else self.cause.about or ALL_LISTS


@dataclass(frozen=True, slots=True)
class WorklistEntry:
    """One row to correct: where it is, whom it is about, what stands there, and who has the case."""

    line: WorklistLine
    row: int
    person: Cell
    value: str | None
    team: Cell
    worker: Cell
    new: bool


@dataclass(frozen=True)
class WorklistShare:
    """How many rows that break a rule a worker has, or a team where no worker is named."""

    team: str
    worker: str
    line: WorklistLine
    rows: int


@dataclass(frozen=True)
class WorklistTally:
    """How many findings of each severity a list has."""

    title: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class WorklistChange:
    """How many findings of a rule in a list are new, still there and gone since the last run."""

    rule: str
    title: str
    wrong: str
    new: int
    still: int
    gone: int


@dataclass(frozen=True)
class Worklist:
    """What there is to correct: every broken rule as a line, its rows, and the same handed out to teams and workers."""

    lines: tuple[WorklistLine, ...]
    entries: tuple[WorklistEntry, ...]
    by_team: tuple[WorklistShare, ...]
    by_worker: tuple[WorklistShare, ...]
    tallies: tuple[WorklistTally, ...]
    changes: tuple[WorklistChange, ...]
