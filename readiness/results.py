"""What stages give and renderers take. Frozen; holds no behaviour beyond counting itself.

Lists (see list_results) and worklists hold child-level values. Everything else here is counts and names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from readiness.findings import Cause, Checks, Finding, Unmapped
from readiness.inspection import Inspection
from readiness.list_results import Cell, ListResult, Of
from readiness.scorecard import Counted


@dataclass(frozen=True)
class TableAccount:
    """What became of one table of case data: rows in the file, rows repeated, rows kept."""

    name: str
    place: str
    fingerprint: str = ""
    rows_in_file: int = 0
    rows_repeated: int = 0
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    read: bool = False

    @property
    def rows_kept(self) -> int:
        return self.rows_in_file - self.rows_repeated


@dataclass(frozen=True)
class Intake:
    """What was taken in. Columns go by "table.column".

    ``present`` are those some file has; ``supplied`` those that say something: with a value, or of an empty table.
    """

    tables: tuple[TableAccount, ...]
    findings: tuple[Finding, ...]
    unmapped: tuple[Unmapped, ...]
    present: frozenset[str]
    supplied: frozenset[str]

    @property
    def fingerprint(self) -> str:
        """The first 16 hexadecimal digits of the digest of every file read, by table."""
        whole = hashlib.sha256()
        for table in sorted(self.tables, key=lambda table: table.name):
            whole.update(f"{table.name} {table.fingerprint}\n".encode())
        return whole.hexdigest()[:16]


@dataclass(frozen=True)
class Answer:
    """A point the authority decides and the value it decided on."""

    name: str
    question: str
    value: str | int
    by_default: bool
    why: str
    about: tuple[str, ...]

    @property
    def answer(self) -> str:
        return str(self.value)


@dataclass(frozen=True)
class AcceptedCode:
    """One accepted answer of a code set, as Annex A wants it written."""

    code_set: str
    title: str
    code: str
    label: str
    note: str


ALL_LISTS = "All lists"


@dataclass(frozen=True)
class Line:
    """A cause as the team's workbook tells it. ``first`` is its first entry, counted from nought."""

    number: int
    cause: Cause
    list: ListResult | None
    headings: str
    first: int
    basis: str

    @property
    def new(self) -> int:
        return len(self.cause.new)

    @property
    def title(self) -> str:
        """The list it is about, in full."""
        return self.list.full_title if self.list else ALL_LISTS


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to correct: where it is, whom it is about, what stands there, and who has the case."""

    line: Line
    row: int
    person: Cell
    value: str | None
    team: Cell
    worker: Cell
    new: bool


@dataclass(frozen=True)
class Share:
    """How many rows of a cause a worker has, or a team where no worker is named."""

    team: str
    worker: str
    line: Line
    rows: int


@dataclass(frozen=True)
class Tally:
    """How many findings of each severity a list has."""

    title: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Change:
    """How many findings of a rule in a list are new, still there and gone since the last run."""

    rule: str
    title: str
    wrong: str
    new: int
    still: int
    gone: int


@dataclass(frozen=True)
class Worklist:
    """What there is to correct: every cause as a line, its rows, and the same handed out to teams and workers."""

    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    by_team: tuple[Share, ...]
    by_worker: tuple[Share, ...]
    tallies: tuple[Tally, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Pack:
    """Everything a renderer needs. ``counted`` is what indicators count, where documents ask for them."""

    authority: str
    inspection: Inspection
    framework: str
    framework_verified: bool
    version: str
    intake: Intake
    lists: tuple[ListResult, ...]
    answers: tuple[Answer, ...]
    codes: tuple[AcceptedCode, ...]
    choice: Mapping[str, str | int]
    limits: tuple[Answer, ...]
    checks: Checks
    worklist: Worklist
    counted: Mapping[str, tuple[Counted, ...]]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.intake.findings

    @property
    def columns(self) -> tuple[Of, ...]:
        """Every column of every list."""
        return tuple(Of(made, column) for made in self.lists for column in made.columns)

    @property
    def reasons(self) -> tuple[Of, ...]:
        """Every reason for which rows are not listed."""
        return tuple(Of(made, reason) for made in self.lists for reason in made.left_out)
