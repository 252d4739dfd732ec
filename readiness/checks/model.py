"""What the checks give: every rule broken, by list and rows, and the same as work to hand out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

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
class Acceptance:
    """A row of the register that accepts a finding: of which rule, about whom, why, by whom, from when to when.

    ``about`` is the rule, its severity and the child, who is empty for all; ``names`` the reason and the person.
    ``state`` is "accepted", "ended" or "not used", which is told with its reason on reading.
    """

    place: str
    about: tuple[str, str, str]
    names: tuple[str, str]
    days: tuple[dt.date | None, dt.date | None]
    state: str

    @property
    def rule(self) -> str:
        return self.about[0]

    @property
    def severity(self) -> str:
        return self.about[1]

    @property
    def child(self) -> str:
        return self.about[2]

    @property
    def for_all(self) -> bool:
        return not self.child

    @property
    def reason(self) -> str:
        return self.names[0]

    @property
    def by(self) -> str:
        return self.names[1]

    @property
    def accepted_on(self) -> dt.date | None:
        return self.days[0]

    @property
    def until(self) -> dt.date | None:
        return self.days[1]


@dataclass(frozen=True)
class Accepted:
    """An acceptance and what it did: how many findings are ``accepted`` by it, and how many have come back.

    ``ends_soon`` says that it is to be looked at again within a month.
    """

    acceptance: Acceptance
    accepted: int
    returned: int
    ends_soon: bool

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.acceptance.state == "accepted" and self.returned:
            return "the data have changed"
        return self.acceptance.state if self.accepted or self.acceptance.state != "accepted" else "nothing found"


@dataclass(frozen=True)
class Checks:
    """Every broken rule that counts, worst first, and what has gone since the run compared with, if there was one.

    That one was for the inspection day ``since`` and its lists were ``made`` at that moment; ``same_extract`` says
    that they were of the very case data of this run. ``accepted`` are the register's acceptances with what each takes
    out of the count, and ``found`` is what was found before they did. Those that end by the day ``soon`` are to be
    looked at again. ``remembered`` is for later runs.
    """

    causes: tuple[BrokenRule, ...] = ()
    gone: tuple[Gone, ...] = ()
    since: str = ""
    made: str = ""
    same_extract: bool = False
    found: tuple[BrokenRule, ...] | None = None
    accepted: tuple[Accepted, ...] = ()
    soon: dt.date | None = None
    remembered: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def everything(self) -> tuple[BrokenRule, ...]:
        """Every broken rule, accepted or not."""
        return self.causes if self.found is None else self.found

    @property
    def accepted_counts(self) -> Mapping[str, int]:
        """How many findings of each severity are accepted; of severities without any, nothing."""
        counts: dict[str, int] = {}
        for severity in SEVERITIES:
            if count := sum(each.accepted for each in self.accepted if each.acceptance.severity == severity):
                counts[severity] = count
        return counts

    @property
    def accepted_ending(self) -> int:
        """How many accepted findings are so only for another month."""
        return sum(each.accepted for each in self.accepted if each.ends_soon)

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
class WorklistRows:
    """The rows to correct, line by line, and how many of them every team and every worker has."""

    entries: tuple[WorklistEntry, ...]
    by_team: tuple[WorklistShare, ...]
    by_worker: tuple[WorklistShare, ...]


@dataclass(frozen=True)
class Worklist:
    """What there is to correct: every broken rule as a line, its rows, and the same handed out to teams and workers.

    There may be very many rows, so they are made when somebody asks for them, once; a check alone never does.
    """

    lines: tuple[WorklistLine, ...]
    tallies: tuple[WorklistTally, ...]
    changes: tuple[WorklistChange, ...]
    make_rows: Callable[[], WorklistRows] = field(repr=False, compare=False)

    @cached_property
    def _rows(self) -> WorklistRows:
        return self.make_rows()

    @property
    def entries(self) -> tuple[WorklistEntry, ...]:
        return self._rows.entries

    @property
    def by_team(self) -> tuple[WorklistShare, ...]:
        return self._rows.by_team

    @property
    def by_worker(self) -> tuple[WorklistShare, ...]:
        return self._rows.by_worker
