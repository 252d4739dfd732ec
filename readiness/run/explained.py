"""What became of one person's rows of case data, as the workbook that tells it is given it. Child-level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readiness.authority.inspection import Inspection
from readiness.foundation.findings import Finding


@dataclass(frozen=True)
class ExplainedRow:
    """One raw row: where it stands, what became of it, the authority's choices that decided it, and its cells."""

    table: str
    file: str
    row: int
    became: str
    decided_by: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ExplainedCell:
    """One cell of such a row."""

    of: ExplainedRow
    heading: str
    text: str


@dataclass(frozen=True)
class ExplainedList:
    """One list: the rows of it that are about the person, as its sheet numbers them, or why there are none."""

    number: int
    title: str
    listed_on: tuple[int, ...]
    why: str
    decided_by: str


@dataclass(frozen=True)
class Explained:
    """Everything that is known of one person; ``unread`` is what could not be read and may hold more.

    Where ``was_read``, the lists came from a workbook, and what stands on them is all there is.
    """

    authority: str
    inspection: Inspection
    rows: tuple[ExplainedRow, ...]
    lists: tuple[ExplainedList, ...]
    unread: tuple[Finding, ...] = ()
    was_read: bool = False

    @property
    def cells(self) -> Iterator[ExplainedCell]:
        """Every cell of every row."""
        return (ExplainedCell(row, heading, text) for row in self.rows for heading, text in row.cells)

    @property
    def files(self) -> int:
        """In how many files or sheets the rows stand."""
        return len({row.file for row in self.rows})
