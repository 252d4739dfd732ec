"""What stages give and renderers take. Frozen; holds no behaviour beyond counting itself.

Rows of lists hold child-level values and belong in files meant for them. Everything else here is counts and names.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from readiness.errors import Mistake, sentence
from readiness.inspection import Inspection

Cell = str | int | dt.date | None
Row = tuple[Cell, ...]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Finding:
    """Something about the data that a person should know, with no value from it. ``count`` is how many rows."""

    severity: Severity
    place: str
    wrong: str
    do: str
    count: int = 1

    def __str__(self) -> str:
        return f"{self.place}: {sentence(self.wrong)} {sentence(self.do)}"


@dataclass(frozen=True, order=True)
class Unmapped:
    """A spelling that no code map knows, and how many rows hold it. For the team's own files only."""

    code_set: str
    column: str
    spelling: str
    rows: int
    expected: bool


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
class ColumnResult:
    """One column of a list as made: what it holds and what it lacks."""

    name: str
    heading: str
    kind: str
    codes: str
    means: str
    may_be_blank: str
    since: str
    seen_officially: bool
    sources: tuple[str, ...]
    sources_missing: tuple[str, ...]
    sources_filled: bool
    blank: int
    not_accepted: int

    @property
    def no_source(self) -> bool:
        return bool(self.sources) and self.sources == self.sources_missing

    @property
    def comments(self) -> str:
        """What a reader should know of the column, in sentences."""
        remarks = [self.means]
        if self.sources_missing and not self.no_source:
            remarks.append(f"Not supplied: {', '.join(self.sources_missing)}.")
        if self.sources and not self.no_source and not self.sources_filled:
            remarks.append("The extract has the column and nothing in it.")
        if self.may_be_blank:
            remarks.append(self.may_be_blank)
        if self.since != "2019-08":
            remarks.append(f"In Annex A since {self.since}.")
        if not self.seen_officially:
            remarks.append("Seen in public tools and not in an Ofsted document.")
        return " ".join(remark for remark in remarks if remark)


@dataclass(frozen=True)
class LeftOut:
    """Raw rows that are not listed, for one reason."""

    reason: str
    rows: int


@dataclass(frozen=True)
class ListResult:
    """One list: its rows, and an account of every raw row it was made from."""

    name: str
    number: int
    title: str
    short_title: str
    inclusion: str
    columns: tuple[ColumnResult, ...]
    rows: tuple[Row, ...]
    tables: tuple[str, ...]
    rows_in_files: int
    rows_repeated: int
    left_out: tuple[LeftOut, ...]
    left_empty: bool

    @property
    def rows_left_out(self) -> int:
        return sum(reason.rows for reason in self.left_out)

    @property
    def adds_up(self) -> bool:
        return self.rows_in_files == self.rows_repeated + self.rows_left_out + len(self.rows)


@dataclass(frozen=True)
class Answer:
    """A point the authority decides and what it decided."""

    name: str
    question: str
    answer: str
    by_default: bool
    why: str
    about: tuple[str, ...]


@dataclass(frozen=True)
class AcceptedCode:
    """One accepted answer of a code set, as Annex A wants it written."""

    code_set: str
    title: str
    code: str
    label: str
    note: str


@dataclass(frozen=True)
class Of:
    """A part of a list, told together with its list: ``list`` is the list, every other name is the part's own."""

    list: ListResult
    part: ColumnResult | LeftOut

    def __getattr__(self, name: str) -> object:
        return getattr(self.part, name)


@dataclass(frozen=True)
class Pack:
    """Everything a renderer needs."""

    authority: str
    inspection: Inspection
    framework: str
    framework_verified: bool
    version: str
    intake: Intake
    strangers: tuple[Mistake, ...]
    lists: tuple[ListResult, ...]
    answers: tuple[Answer, ...]
    codes: tuple[AcceptedCode, ...]
    choice: Mapping[str, str | int]

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
