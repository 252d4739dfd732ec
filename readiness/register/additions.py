"""What is to be added to one sheet of a register: columns, rows, blank cells filled. Writing it is left to update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.files.cells import as_seen
from readiness.register.find_sheets import FoundSheet, Sheets
from readiness.register.initial_rows import NewRows

NewCells = Mapping[int, Mapping[str, object]]


@dataclass(frozen=True)
class SheetAdditions:
    """What is new for one sheet that is there: the fields without a column, the rows not there yet, blank cells filled.

    ``cells`` are values by row and field; the rows come below the row ``last``.
    """

    found: FoundSheet
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, object], ...]
    last: int
    cells: NewCells


@dataclass(frozen=True)
class RegisterAdditions:
    """What is new for a register: on the sheets that are there, and sheets to come with their rows by key.

    ``words`` are what people are told of each, who may have to do it by hand.
    """

    sheets: Sequence[SheetAdditions]
    new_sheets: Sheets
    new_rows: NewRows
    words: tuple[str, ...]


def last_row(found: FoundSheet) -> int:
    """The last row of a sheet in which anything stands, or that a merged cell reaches."""
    filled = [number for number, row in enumerate(found.cells, start=1) if any(map(as_seen, row))]
    return max(filled + [bottom + 1 for _, (bottom, _) in found.sheet.merged])
