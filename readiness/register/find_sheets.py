"""Finds the register's sheets, headings and rows in its workbook, however they are moved about. Only reads.

What is missing and what may be two things is told; what the cells of a row mean is left to the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from readiness.files.cells import as_day, as_seen, quoted, told
from readiness.files.workbook import Opened, Sheet, open_workbook
from readiness.foundation.errors import Mistake, Refused, SourceError
from readiness.foundation.normalise import alike, plain
from readiness.foundation.phrases import listed
from readiness.specification.frameworks import RegisterSheet

HEADINGS_WITHIN = 25  # rows among which the headings are looked for
UPDATE = "readiness register --update"
Sheets = Mapping[str, RegisterSheet]


@dataclass(frozen=True)
class FoundSheet:
    """A sheet as it stands in the file. ``at`` is the row of its headings as the spreadsheet shows it.

    ``positions`` gives the place of each field's column in ``cells``, counted from nought, where it is there.
    """

    about: RegisterSheet
    sheet: Sheet
    place: str
    cells: Sequence[Sequence[Any]]
    at: int
    positions: Mapping[str, int]

    def held(self, row: Sequence[Any]) -> dict[str, Any]:
        """The cells of a row by field."""
        return {name: row[at] if at < len(row) else None for name, at in self.positions.items()}

    def headings(self) -> dict[str, Any]:
        """The headings by field, as they are written."""
        return self.held(self.cells[self.at - 1])

    def below(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows below the headings, by number, that hold anything in a column of ours."""
        for number, row in enumerate(self.cells[self.at :], start=self.at + 1):
            held = self.held(row)
            if any(map(as_seen, held.values())):
                yield number, held

    def has_error(self, number: int, name: str) -> bool:
        """Whether the cell of a row and a field holds an error value."""
        return self._cell(number, name) in self.sheet.special.errors

    def has_formula(self, number: int, name: str) -> bool:
        """Whether the cell of a row and a field holds a formula."""
        return self._cell(number, name) in self.sheet.special.formulas

    def merged_across(self) -> frozenset[int]:
        """The rows in which one merged cell lies across several columns of ours."""
        columns = [at + self.sheet.left for at in self.positions.values()]
        return frozenset(
            row + 1
            for (top, first), (bottom, last) in self.sheet.merged
            if sum(first <= column <= last for column in columns) > 1
            for row in range(top, bottom + 1)
        )

    def _cell(self, number: int, name: str) -> tuple[int, int]:
        return number - 1, self.positions.get(name, -1) + self.sheet.left


@dataclass
class FoundSheets:
    """The sheets found, by key. ``missing`` tells what is needed and not there, ``amiss`` what is not clear."""

    sheets: dict[str, FoundSheet] = field(default_factory=dict)
    missing: list[Mistake] = field(default_factory=list)
    amiss: list[Mistake] = field(default_factory=list)


def open_register(file: Path) -> Opened:
    """The register's workbook. Raises SourceError."""
    try:
        return open_workbook(file)
    except Refused as refusal:
        mistake = Mistake(file.name, refusal.why, refusal.do)
    except FileNotFoundError:
        mistake = Mistake(file.name, "is not there", f"Make one with {UPDATE}, or put it back")
    except OSError:
        mistake = Mistake(file.name, "cannot be opened", "Check who may read it, and close it where it is open")
    raise SourceError(mistake)


def find_sheets(book: Opened, place: str, sheets: Sheets) -> FoundSheets:
    """Which sheet of the workbook is which, and which of its columns. ``place`` is its file as people are told it."""
    found = FoundSheets()
    names = [sheet.name for sheet in book.sheets]
    fits = {key: _matching(names, about.title, (key, *about.also_titled)) for key, about in sheets.items()}
    taken = {names[at] for places in fits.values() for at in places}
    for key, about in sheets.items():
        near = _near(about.title, (name for name in names if name not in taken))
        if len(fits[key]) == 1:
            sheet = book.sheets[fits[key][0]]
            found.sheets[key] = _headed(sheet, f"{place}, sheet {told(sheet.name)}", about, found)
        elif fits[key]:
            wrong = f"{listed(quoted(names[at]) for at in fits[key])} may each be the sheet {about.title}"
            found.amiss.append(Mistake(place, wrong, "Keep one, or give the others other names"))
        elif near:
            wrong = f"{quoted(near)} is not the name of a sheet"
            found.amiss.append(Mistake(place, wrong, f'Did you mean "{about.title}"?'))
        elif not about.optional:
            found.missing.append(Mistake(place, f"there is no sheet {about.title}", f"Run {UPDATE} to add it"))
    return found


def name_in(about: RegisterSheet, cell: Any) -> str:
    """What a row is called, so that the same name is the same text however it was typed; empty when it has none."""
    day = as_day(cell) if about.columns[about.named_by].type == "date" else None
    return day.isoformat() if day else alike(as_seen(cell))


def _headed(sheet: Sheet, place: str, about: RegisterSheet, found: FoundSheets) -> FoundSheet:
    """Where the headings are, in the row that has most of them, and which column is whose. Tells what is amiss."""
    cells = sheet.cells()
    number, headings, fits = 0, [""], _columns((), about)
    for row_number, row in enumerate(cells[:HEADINGS_WITHIN], start=1):
        texts = [as_seen(cell) for cell in row]
        columns = _columns(texts, about)
        if sum(map(bool, columns.values())) > sum(map(bool, fits.values())):
            number, headings, fits = row_number, texts, columns
    if not number:
        wanted = listed(column.heading for column in about.columns.values())
        found.amiss.append(Mistake(place, "has no row of headings", f"Above its rows, write {wanted}"))
        return FoundSheet(about, sheet, place, (), 0, {})
    taken = {headings[at] for places in fits.values() for at in places}
    for name, column in about.columns.items():
        near = _near(column.heading, (heading for heading in headings if heading not in taken))
        if len(fits[name]) > 1:
            wrong = f"{len(fits[name])} columns may each be {column.heading}"
            do = "Keep one, or give the others other headings"
            found.amiss.append(Mistake(f"{place}, row {number}", wrong, do))
        elif not fits[name] and near:
            wrong = f"{quoted(near)} is not a heading"
            found.amiss.append(Mistake(f"{place}, row {number}", wrong, f'Did you mean "{column.heading}"?'))
        elif not fits[name] and name == about.named_by:
            found.amiss.append(Mistake(place, f"there is no column {column.heading}", "Put it back"))
        elif not fits[name] and column.required != "no":
            wrong = f"there is no column {column.heading}"
            found.missing.append(Mistake(place, wrong, f"Put it back, or run {UPDATE} to add it"))
    positions = {name: places[0] for name, places in fits.items() if len(places) == 1}
    return FoundSheet(about, sheet, place, cells, number, positions)


def _columns(headings: Sequence[str], about: RegisterSheet) -> dict[str, list[int]]:
    """Where the column of each field may be."""
    return {
        name: _matching(headings, column.heading, (name, *column.also_headed)) for name, column in about.columns.items()
    }


def _matching(texts: Sequence[str], own: str, others: Iterable[str]) -> list[int]:
    """The places of a name among texts; failing that, of the other names it goes by."""
    plainly = [plain(text) for text in texts]
    also = {plain(other) for other in others}
    return [at for at, text in enumerate(plainly) if text == plain(own)] or [
        at for at, text in enumerate(plainly) if text in also
    ]


def _near(wanted: str, texts: Iterable[str]) -> str:
    """The text that is a name all but for a slip of the fingers, or nothing."""
    plainly = {plain(text): text for text in texts if text}
    return next((plainly[near] for near in get_close_matches(plain(wanted), plainly, n=1, cutoff=0.8)), "")
