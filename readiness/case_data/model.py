"""Case data as the stages hand it on: a raw table as found, and an account of what was taken in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from readiness.files.text import TextFile
from readiness.foundation.findings import Finding

Rows = Callable[[], Iterator[Sequence[str | None]]]


@dataclass(frozen=True)
class RawTable:
    """One table as found.

    ``place`` is its file as people are told it. ``rows`` gives the rows of a table that is not a CSV or Parquet file;
    ``header`` is empty for Parquet, whose columns the store knows. ``first_row`` is the row a spreadsheet shows the
    first record on. ``day_nought`` is the day from which a bare number may count, as Excel counts days. ``stamp`` is
    the file's size and time before anything of it was read. What is ``in_database`` was read into a file from there.
    """

    name: str
    place: str
    kind: Literal["csv", "parquet", "rows"]
    header: tuple[str, ...] = ()
    path: Path | None = None
    fingerprint: str = ""
    text: TextFile | None = None
    rows: Rows | None = None
    first_row: int = 2
    day_nought: dt.date | None = None
    stamp: tuple[int, int] = (0, 0)
    in_database: bool = False


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
    """What became of one table of case data: rows in the file, rows repeated, rows kept; and where its rows begin."""

    name: str
    place: str
    fingerprint: str = ""
    rows_in_file: int = 0
    rows_repeated: int = 0
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    read: bool = False
    first_row: int = 2

    @property
    def rows_kept(self) -> int:
        return self.rows_in_file - self.rows_repeated


@dataclass(frozen=True)
class CaseDataAccount:
    """What became of the case data as a whole; a pack knows it as its ``intake``. Columns go by "table.column".

    ``present`` are those some file has; ``supplied`` those that say something: with a value, or of an empty table.
    ``adrift`` are those of which some row names somebody who is not there.
    ``lacking`` are those needed that say nothing, or nothing that can be right, so that lists are blank or wrong.
    ``ends_before`` is how many days before the inspection day the newest event is; None where no event has a day.
    """

    tables: tuple[TableAccount, ...]
    findings: tuple[Finding, ...]
    unmapped: tuple[Unmapped, ...]
    present: frozenset[str]
    supplied: frozenset[str]
    lacking: tuple[str, ...] = ()
    ends_before: int | None = None
    adrift: frozenset[str] = frozenset()

    @property
    def fingerprint(self) -> str:
        """The first 16 hexadecimal digits of the digest of every file read, by table."""
        whole = hashlib.sha256()
        for table in sorted(self.tables, key=lambda table: table.name):
            whole.update(f"{table.name} {table.fingerprint}\n".encode())
        return whole.hexdigest()[:16]
