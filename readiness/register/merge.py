"""Merges another copy of a register into ours, row by row: what to add, which blanks to fill, where the two differ.

Nothing of ours changes but blank cells. Writing it is left to update, and what both say where they differ to conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from readiness.files.cells import as_seen, told
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.phrases import listed
from readiness.register.additions import RegisterAdditions, SheetAdditions, last_row
from readiness.register.cell_meaning import as_carried
from readiness.register.columns_in_both import columns_alone, not_worked_out, share_columns, sheets_alone
from readiness.register.find_sheets import FoundSheet, FoundSheets, Sheets, find_sheets, open_register
from readiness.register.match_rows import CopyRow, match_rows, rows_of_copy
from readiness.register.read import MERGED_ACROSS
from readiness.specification.frameworks import RegisterSheet

LONGEST_CELL = 32_000  # characters; what Excel cannot hold would be cut off


@dataclass(frozen=True)
class Conflict:
    """A cell that means one thing in ours and another in theirs: where it stands in both, and what each says."""

    sheet: str
    row: int
    heading: str
    ours: str
    theirs: str
    their_row: int

    def told(self, our_place: str, their_place: str) -> Mistake:
        """Where it stands in both, without what it says."""
        place = f"{our_place}, sheet {self.sheet}, row {self.row}, {self.heading}"
        return Mistake(place, f"differs from {their_place}, row {self.their_row}")


@dataclass(frozen=True)
class Merge:
    """What another copy adds to ours, where the two differ, rows that may be there twice, and what is left out."""

    additions: RegisterAdditions
    conflicts: tuple[Conflict, ...]
    doubtful: tuple[Mistake, ...]
    left_out: tuple[Mistake, ...]


@dataclass
class _SheetMerge:
    """What becomes of one sheet that is in both copies."""

    additions: SheetAdditions
    words: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    doubtful: list[Mistake] = field(default_factory=list)
    left_out: list[Mistake] = field(default_factory=list)


def merge_copies(file: Path, other: Path, their_place: str, sheets: Sheets) -> Merge:
    """What merging another copy into a register's file comes to. ``their_place`` is that copy as people are told it.

    Raises SourceError when one of the two cannot be opened, or it cannot be said what is what in it.
    """
    our_book, their_book = open_register(file), open_register(other)
    ours, theirs = find_sheets(our_book, file.name, sheets), find_sheets(their_book, their_place, sheets)
    mistakes = [*ours.amiss, *theirs.amiss, *_cannot_be_merged(ours), *_cannot_be_merged(theirs)]
    if not theirs.sheets:
        mistakes.append(Mistake(their_place, "has no sheet of a register", "Name another copy of the register"))
    if mistakes:
        raise SourceError(*mistakes)
    both = [
        _merged(ours.sheets[key], theirs.sheets[key], file.name, their_place)
        for key in sheets
        if key in ours.sheets and key in theirs.sheets
    ]
    new = {key: sheet for key, sheet in theirs.sheets.items() if key not in ours.sheets and any(sheet.below())}
    words = [word for sheet in both for word in sheet.words]
    words += [f"sheet {sheets[key].title}, as {their_place} has it" for key in new]
    rows = {key: [_carried(sheet.about, row) for row in rows_of_copy(sheet)] for key, sheet in new.items()}
    left_out = [mistake for sheet in both for mistake in sheet.left_out]
    left_out += [mistake for sheet in new.values() for mistake in columns_alone(sheet, file.name)]
    return Merge(
        RegisterAdditions([sheet.additions for sheet in both], {key: sheets[key] for key in new}, rows, tuple(words)),
        tuple(conflict for sheet in both for conflict in sheet.conflicts),
        tuple(mistake for sheet in both for mistake in sheet.doubtful),
        (*left_out, *sheets_alone(our_book, their_book, theirs, their_place)),
    )


def _cannot_be_merged(found: FoundSheets) -> Iterator[Mistake]:
    """Rows of which it cannot be said what stands where, and cells that are too long to be written."""
    for sheet in found.sheets.values():
        merged = sheet.merged_across()
        for number, held in sheet.below() if sheet.at else ():
            place = f"{sheet.place}, row {number}"
            if number in merged:
                yield Mistake(place, *MERGED_ACROSS)
            for name, cell in held.items():
                if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                    heading = sheet.about.columns[name].heading
                    yield Mistake(f"{place}, {heading}", "holds more than a cell of Excel can", "Shorten it")


def _merged(ours: FoundSheet, theirs: FoundSheet, our_place: str, their_place: str) -> _SheetMerge:
    """What becomes of a sheet."""
    columns = share_columns(ours, theirs, our_place)
    found, about = columns.ours, columns.ours.about
    matched = match_rows(about, rows_of_copy(found), rows_of_copy(columns.theirs))
    conflicts: list[Conflict] = []
    filled: dict[int, dict[str, object]] = {}
    words: list[str] = []
    place = f"sheet {told(ours.sheet.name)}"
    merged_cells = _in_merged_cells(found)
    for our_row, their_row in matched.pairs:
        for name, cell in their_row.cells.items():
            if our_row.meanings.get(name) == their_row.meanings[name]:
                continue
            if name in our_row.cells or (our_row.number, name) in merged_cells:
                conflicts.append(_conflict(found, name, our_row, their_row))
            else:
                filled.setdefault(our_row.number, {})[name] = as_carried(about.columns[name], cell)
                where = f"{place}, row {our_row.number}, {_heading(found, name)}"
                words.append(_as_theirs(where, their_row, their_place))
    rows = [_carried(about, row) for row, _ in matched.own]
    wanted = {name for row in (*rows, *filled.values()) for name in row} - found.positions.keys()
    additions = SheetAdditions(
        found, tuple(name for name in about.columns if name in wanted), tuple(rows), last_row(found), filled
    )
    words[:0] = [f"{place}, column {about.columns[name].heading}" for name in additions.columns]
    doubtful = []
    for number, (row, may_be) in enumerate(matched.own, start=additions.last + 1):
        words.append(_as_theirs(f"{place}, row {number}", row, their_place))
        if may_be:
            wrong = f"added from {their_place}, row {row.number}, may be the same as {_rows(may_be)}"
            doubtful.append(Mistake(f"{our_place}, {place}, row {number}", wrong, "Keep one, if it is"))
    left_out = [*columns.told, *not_worked_out(columns, bool(rows), our_place)]
    return _SheetMerge(additions, words, conflicts, doubtful, left_out)


def _conflict(found: FoundSheet, name: str, ours: CopyRow, theirs: CopyRow) -> Conflict:
    return Conflict(
        told(found.sheet.name),
        ours.number,
        _heading(found, name),
        as_seen(ours.cells.get(name)),
        as_seen(theirs.cells[name]),
        theirs.number,
    )


def _heading(found: FoundSheet, name: str) -> str:
    """The heading of a column as ours has it."""
    return told(as_seen(found.headings().get(name))) or found.about.columns[name].heading


def _as_theirs(place: str, row: CopyRow, their_place: str) -> str:
    return f"{place}: as {their_place}, row {row.number}"


def _carried(about: RegisterSheet, row: CopyRow) -> Mapping[str, object]:
    return {name: as_carried(about.columns[name], cell) for name, cell in row.cells.items()}


def _in_merged_cells(found: FoundSheet) -> frozenset[tuple[int, str]]:
    """The cells, by row and field, that are part of a merged one, into which nothing can be written."""
    names = {at + found.sheet.left: name for name, at in found.positions.items()}
    return frozenset(
        (row + 1, names[column])
        for (top, first), (bottom, last) in found.sheet.merged
        for row in range(top, bottom + 1)
        for column in range(first, last + 1)
        if column in names
    )


def _rows(numbers: Sequence[int]) -> str:
    return f"row {numbers[0]}" if len(numbers) == 1 else f"rows {listed(numbers, 'or')}"
