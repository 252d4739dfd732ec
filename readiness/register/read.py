"""The register that people keep by hand in Excel or LibreOffice, read. It may be open there meanwhile.

Tolerant of how sheets are laid out, strict about what cells mean; every mistake is told, and nothing is half read.
What the rows say of readiness is left to later stages, and making a register to new.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from readiness.files.cells import as_day, as_number, as_seen, as_time, quoted, told
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.normalise import has_unseen, plain
from readiness.foundation.phrases import listed
from readiness.register.find_sheets import FoundSheet, Sheets, find_sheets, name_in, open_register
from readiness.specification.frameworks import Framework, RegisterField, RegisterSheet, area_titles

AREAS = ("area", "areas")
MERGED_ACROSS = ("cells are merged across columns", "Unmerge them; titles between rows may stand in a new column")


@dataclass(frozen=True)
class RegisterRow:
    """One row of a sheet. Its cells go by the keys of their fields; KeyError for a key that the sheet does not have.

    ``number`` is the row as the spreadsheet shows it. A field whose column is not there is blank.
    """

    number: int
    sheet: str
    about: RegisterSheet = field(repr=False)
    headings: Mapping[str, str]
    texts: Mapping[str, str]
    days: Mapping[str, dt.date | None]
    keys: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, Fraction | None] = field(default_factory=dict)
    times: Mapping[str, dt.time | None] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What stands in the cell, without the spaces around it; empty when it is blank."""
        return self.texts[name]

    def day(self, name: str) -> dt.date | None:
        """The day in a cell for dates."""
        return self.days[name]

    def time(self, name: str) -> dt.time | None:
        """The time in a cell for times."""
        return self.times[name]

    def number_in(self, name: str) -> Fraction | None:
        """The number in a cell for numbers, exact."""
        return self.numbers[name]

    def choices(self, name: str) -> tuple[str, ...]:
        """The keys of what was chosen, however it was spelt: none, one, or several areas."""
        return self.keys[name]

    def choice(self, name: str) -> str:
        """The key of what was chosen, however it was spelt; empty when the cell is blank."""
        return next(iter(self.keys[name]), "")

    def shown(self, name: str) -> str:
        """The cell as people read it: choices by their titles, days as 31/01/2026, anything else as it stands."""
        if name in self.keys:
            return "; ".join(self.about.columns[name].choices[key][0] for key in self.keys[name])
        return as_seen(self.days.get(name)) or self.texts[name]

    def place(self, name: str) -> str:
        """Where the cell is, as people are told it."""
        return f"{self.sheet}, row {self.number}, {self.headings[name]}"


@dataclass(frozen=True)
class Register:
    """The register, read. ``place`` is its file as people are told it.

    ``unseen`` are the places of cells that held characters that nobody sees, which were left out.
    """

    place: str
    sheets: Mapping[str, tuple[RegisterRow, ...]]
    unseen: tuple[str, ...] = ()

    def rows(self, sheet: str) -> tuple[RegisterRow, ...]:
        """The rows of the sheet with that key, in the order in which they stand."""
        return self.sheets[sheet]


def with_areas(sheets: Sheets, frameworks: Mapping[str, Framework], framework: str) -> dict[str, RegisterSheet]:
    """The sheets with the judgement areas of a framework among the choices of every field that takes areas.

    An area goes by its short title; its other titles, in any framework, are understood, and those of what it covers.
    A judgement over all is none.
    """
    areas = area_titles(frameworks, framework)

    def filled(column: RegisterField) -> RegisterField:
        return column.model_copy(update={"choices": {**areas, **column.choices}}) if column.type in AREAS else column

    return {
        key: about.model_copy(update={"columns": {name: filled(column) for name, column in about.columns.items()}})
        for key, about in sheets.items()
    }


def read_register(file: Path, sheets: Sheets) -> Register:
    """The register in a file; ``sheets`` know their areas (see with_areas). Raises SourceError with every mistake."""
    workbook = find_sheets(open_register(file), file.name, sheets)
    mistakes: list[Mistake] = []
    rows = {key: tuple(_rows(workbook.sheets[key], mistakes)) if key in workbook.sheets else () for key in sheets}
    if workbook.missing or workbook.amiss or mistakes:
        raise SourceError(*workbook.missing, *workbook.amiss, *mistakes)
    return Register(file.name, rows, tuple(place for sheet in workbook.sheets.values() for place in _unseen(sheet)))


def _unseen(sheet: FoundSheet) -> Iterator[str]:
    """The places of cells that hold characters that nobody sees."""
    for number, held in sheet.below() if sheet.at else ():
        for name, cell in held.items():
            if isinstance(cell, str) and has_unseen(cell):
                yield f"{sheet.place}, row {number}, {sheet.about.columns[name].heading}"


def _rows(sheet: FoundSheet, mistakes: list[Mistake]) -> Iterator[RegisterRow]:
    """The rows of a sheet; what is wrong in their cells goes to the mistakes."""
    if not sheet.at:
        return
    about, columns = sheet.about, sheet.about.columns
    spellings = {name: spellings_of(column) for name, column in columns.items() if column.choices}
    written = {name: told(as_seen(heading)) for name, heading in sheet.headings().items()}
    headings = {name: written.get(name, column.heading) for name, column in columns.items()}
    merged = sheet.merged_across()
    first: dict[str, int] = {}
    for number, held in sheet.below():
        if number in merged:
            mistakes.append(Mistake(f"{sheet.place}, row {number}", *MERGED_ACROSS))
            continue
        texts = {name: as_seen(held.get(name)) for name in columns}
        days = {name: as_day(held.get(name)) for name, column in columns.items() if column.type == "date"}
        numbers = {name: as_number(held.get(name)) for name, column in columns.items() if column.type == "number"}
        times = {name: as_time(held.get(name)) for name, column in columns.items() if column.type == "time"}
        words = {name: words_chosen(columns[name], texts[name], known) for name, known in spellings.items()}
        keys = {
            name: tuple(dict.fromkeys(known[plain(word)] for word in words[name] if plain(word) in known))
            for name, known in spellings.items()
        }
        row = RegisterRow(number, sheet.place, about, headings, texts, days, keys, numbers, times)
        for name in columns:
            unknown = [word for word in words.get(name, ()) if plain(word) not in spellings[name]]
            mistakes += [Mistake(row.place(name), wrong, do) for wrong, do in _amiss(sheet, row, name, unknown)]
        called = name_in(about, held.get(about.named_by))
        if about.named_once and called and first.setdefault(called, number) != number:
            wrong = f"{quoted(row.text(about.named_by))} stands in row {first[called]} too"
            mistakes.append(Mistake(row.place(about.named_by), wrong, "Keep one of the two rows"))
        yield row


def _amiss(sheet: FoundSheet, row: RegisterRow, name: str, unknown: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a cell, and what to do."""
    column, text = row.about.columns[name], row.text(name)
    offered = f"Choose {listed((titles[0] for titles in column.choices.values()), 'or')}"
    if name not in sheet.positions:
        return
    if sheet.has_error(row.number, name):
        yield f"holds the error {quoted(text)}", "Correct or clear the cell"
    elif column.type != "text" and sheet.has_formula(row.number, name):
        yield "holds a formula, whose last result may be out of date", "Write what it should say in its place"
    elif not text and column.required == "cell":
        yield "is blank", offered if column.choices else "Fill it in, or clear the whole row"
    elif text and column.type == "date" and row.day(name) is None:
        yield f"{quoted(text)} is not a date", "Write dates as 2026-01-31 or 31/01/2026"
    elif text and column.type == "time" and row.time(name) is None:
        yield f"{quoted(text)} is not a time", "Write times as 14:30"
    elif text and column.type == "number" and row.number_in(name) is None:
        yield f"{quoted(text)} is not a number", "Write figures alone, such as 89.5"
    else:
        kind = "judgement area" if column.type in AREAS else column.heading.lower()
        article = "an" if kind[0] in "aeiou" else "a"
        yield from ((f"{quoted(word)} is not {article} {kind}", offered) for word in unknown)


def spellings_of(column: RegisterField) -> dict[str, str]:
    """The key of each spelling of each choice."""
    return {plain(text): key for key, texts in column.choices.items() for text in (key, *texts)}


def words_chosen(column: RegisterField, text: str, known: Mapping[str, str]) -> list[str]:
    """What a cell chooses, in its own words; several areas stand apart by semicolons, commas or lines."""
    if not text or column.type != "areas" or plain(text) in known:
        return [text] if text else []
    return [part.strip() for part in re.split(r"[;,\n]", text) if part.strip()]
