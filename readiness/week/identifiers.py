"""Knows the identifiers of the case data wherever somebody typed one into a cell, and takes such cells' words out.

It tells where one stands and never which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from readiness.foundation.findings import Finding
from readiness.foundation.normalise import visible
from readiness.register.row_cells import TextCell
from readiness.register.rows import ROWS, RegisterRows, sheet_of
from readiness.register.sheet_rows import SheetRow
from readiness.register.week_rows import TrackedChildRow

LEFT_OUT = "left out: an identifier"
LONG_ENOUGH = 5  # characters of what is surely an identifier, or is still one without the zeros before it
WRONG, DO = "holds an identifier of the case data", "Write a made-up mark"
TRACKED = sheet_of(TrackedChildRow)
WEEK_SHEETS = tuple(sheet for sheet, row in ROWS.items() if row.__module__ == TrackedChildRow.__module__)
AnyRow = TypeVar("AnyRow", bound=SheetRow)

_PART = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[^\W_]+(?:[-/_.][^\W_]+)*")
_FIGURES = re.compile(r"\d{5,}")
_APART = re.compile(r"\d+(?:[ ,]\d+)+")
# what is a date, a time, money, a share, a telephone number, or a number with its thousands or decimals apart
_ORDINARY = re.compile(
    r"""(?<![\w.,/-])(?:
        \d{4}-\d{1,2}-\d{1,2}(?:t\d{2}:\d{2}\S*)?
        |\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})
        |\d{1,2}[:.]\d{2}(?:[ap]m)?
        |£[ ]?\d+(?:[.,]\d+)*
        |\d{1,3}(?:,\d{3})+(?:\.\d+)?
        |\d+\.\d+
        |\d+(?:\.\d+)?[ ]?%
        |(?:0|\+44[ ]?)\d{2,4}[ ]\d{3}[ ]?\d{3,4}
    )(?![\w/-]|[.,]\d)
    |(?<![^\W_])(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![^\W_])  # as in the names of files""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Identifiers:
    """Identifiers without what is lost when they are typed: case, marks between their parts, zeros before figures.

    ``known`` holds each as its parts with a space between; ``lengths`` are how many parts they have.
    """

    known: frozenset[str]
    lengths: frozenset[int]

    @classmethod
    def among(cls, identifiers: Iterable[str]) -> Identifiers:
        """Built once from the identifiers of the case data."""
        known = frozenset(" ".join(parts) for each in {*identifiers} if (parts := _parts_of(each)))
        return cls(known, frozenset(each.count(" ") + 1 for each in known))

    def holds(self, text: str) -> bool:
        """Whether any word of a text, or words in a row, may be an identifier: rather too many than one too few."""
        plainly = _plainly(text)
        parts = _parts(plainly)
        figures = [figures for part in parts for figures in _FIGURES.findall(part)]
        together = [re.sub("[ ,]", "", apart) for apart in _APART.findall(plainly)]
        return self._has(parts) or any(self._has([_part(each)]) for each in (*figures, *together))

    def holds_surely(self, text: str) -> bool:
        """Whether a text holds an identifier that is nothing else: no year, date, time, count, amount or number."""
        words = _UNSPACED.findall(_ORDINARY.sub(" ", _plainly(text)))
        return any(self._has(_parts(word), LONG_ENOUGH) for word in words)

    def _has(self, parts: list[str], least: int = 0) -> bool:
        """Whether parts in a row are an identifier; of at least so many characters and with a figure, if any."""
        for length in self.lengths:
            for start in range(len(parts) - length + 1):
                them = parts[start : start + length]
                if " ".join(them) in self.known and (not least or _is_long(them, least)):
                    return True
        return False


def without_identifiers(row: AnyRow, holds: Callable[[str], bool]) -> tuple[AnyRow, tuple[Finding, ...]]:
    """A row whose cells that hold an identifier say instead that it is left out, and what to do about each."""
    cells = [(name, cell) for name, cell in _cells(row) if holds(cell.text)]
    clean: dict[str, Any] = {name: replace(cell, text=LEFT_OUT) for name, cell in cells}
    return replace(row, **clean), tuple(Finding("error", cell.place, WRONG, DO) for _, cell in cells)


def children_left_out(rows: RegisterRows, identifiers: Identifiers) -> tuple[RegisterRows, tuple[Finding, ...]]:
    """The register without the words of cells that hold an identifier, on the sheets of the inspection week.

    On the sheet of children tracked whatever may be one is left out, on the others what surely is.
    """
    clean: dict[str, Any] = {}
    found: list[Finding] = []
    for sheet in WEEK_SHEETS:
        holds = identifiers.holds if sheet == TRACKED else identifiers.holds_surely
        pairs = [without_identifiers(row, holds) for row in getattr(rows, sheet)]
        clean[sheet] = tuple(row for row, _ in pairs)
        found += (finding for _, findings in pairs for finding in findings)
    return replace(rows, **clean), tuple(found)


def speaks_of_children(rows: RegisterRows) -> bool:
    """Whether anything stands on the sheets of the inspection week."""
    return any(getattr(rows, sheet) for sheet in WEEK_SHEETS)


def _cells(row: SheetRow) -> Iterator[tuple[str, TextCell]]:
    """The cells of text of a row by field; a day, a time, a number or what was chosen is none."""
    for field in fields(row):
        cell = getattr(row, field.name)
        if type(cell) is TextCell:
            yield field.name, cell


def _plainly(text: str) -> str:
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", visible(text)).casefold()


def _parts_of(identifier: str) -> list[str]:
    """The parts of an identifier; most are one part of plain letters and figures."""
    if identifier.isascii() and identifier.isalnum():
        return [_part(identifier.casefold())]
    return _parts(_plainly(identifier))


def _parts(text: str) -> list[str]:
    return [_part(part) for part in _PART.findall(text)]


def _part(part: str) -> str:
    """A part without the zeros before it, which Excel drops, where enough is left."""
    bare = part.lstrip("0")
    return bare if len(bare) >= LONG_ENOUGH else part


def _is_long(parts: list[str], least: int) -> bool:
    whole = "".join(parts)
    return len(whole) >= least and any(letter.isdigit() for letter in whole)
