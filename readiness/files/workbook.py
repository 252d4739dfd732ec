"""Opens Excel and OpenDocument workbooks safely and gives their sheets as text, row by row.

A workbook may be a bomb, a renamed CSV or locked with a password; each is said so before anything is unpacked. What
the reader cannot show, such as error values and formulas, is looked up in the workbook's own XML (see xml_parts).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine

from readiness.files.office import LOCKED, OLE
from readiness.files.workbook_safety import Special, look_through, special_cells
from readiness.foundation.errors import Refused

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
Numbered = tuple[int, list[str | None]]


@dataclass(frozen=True)
class Sheet:
    """One sheet of an open workbook. Rows and columns count from nought; ``numbered`` counts as a spreadsheet does."""

    name: str
    _sheet: python_calamine.CalamineSheet
    special: Special = field(default_factory=Special)

    def cells(self) -> list[list[Any]]:
        """Every row, from the first, as its cells are. A merged cell's value stands in every cell of it."""
        rows: list[list[Any]] = [*self._sheet.iter_rows()]
        for (row, column), error in self.special.errors.items():
            rows[row][column - self.left] = error
        for (top, first), (bottom, last) in self.merged:
            held = rows[top][first - self.left] if top < len(rows) and first >= self.left else ""
            for cells in rows[top : bottom + 1]:
                for column in range(max(first - self.left, 0), min(last - self.left + 1, len(cells))):
                    cells[column] = held
        return rows

    def numbered(self) -> Iterator[Numbered]:
        """Every row as text, with the number a spreadsheet shows. Row by row where it can."""
        whole = self.special.errors or self.merged
        for number, row in enumerate(self.cells() if whole else self._sheet.iter_rows(), start=1):
            yield number, [as_text(cell) for cell in row]

    @property
    def merged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """The first and the last corner of each merged cell."""
        return self._sheet.merged_cell_ranges or []

    @property
    def left(self) -> int:
        """The column in which rows begin."""
        return (self._sheet.start or (0, 0))[1]

    def header(self) -> tuple[int, list[str]]:
        """The number and the texts of the first row that holds any; no texts when none does."""
        for number, row in self.numbered():
            if any(row):
                return number, [text or "" for text in row]
        return 0, []

    def rows(self) -> Iterator[list[str | None]]:
        """Every row below the headings as text; an empty row is None throughout."""
        numbered = self.numbered()
        next((row for _, row in numbered if any(row)), None)
        return (row for _, row in numbered)


@dataclass(frozen=True)
class Opened:
    """An open workbook: its sheets, and whether it holds what a workbook to be sent should not."""

    sheets: tuple[Sheet, ...]
    macros: bool = False
    links: bool = False


def open_workbook(file: Path) -> Opened:
    """The workbook in a file. Raises Refused."""
    with file.open("rb") as content:
        head = content.read(len(OLE))
    if head == OLE:
        if LOCKED in file.read_bytes():
            raise Refused("is locked with a password", "Save it without a password in a place only you can read")
        names: frozenset[str] = frozenset()
    elif head.startswith(b"PK"):
        names = look_through(file)
    else:
        raise Refused(
            "is not an Excel workbook, whatever its ending says", "If it is a CSV file, give it the ending .csv"
        )
    special = special_cells(file) if "xl/workbook.xml" in names else {}
    try:
        book = python_calamine.CalamineWorkbook.from_path(file)
        sheets = tuple(
            Sheet(name, book.get_sheet_by_name(name), special.get(name, Special())) for name in book.sheet_names
        )
    except Exception:  # the reader raises many kinds, and their texts may quote the file
        raise Refused("is damaged and cannot be read", "Open it in Excel, save it again and replace it") from None
    return Opened(
        sheets,
        macros=any(name.endswith("vbaProject.bin") for name in names),
        links=any(name.startswith("xl/externalLinks/") for name in names),
    )


def as_text(cell: Any) -> str | None:
    """A cell as an export would write it; None when it holds nothing."""
    return AS_TEXT.get(type(cell), str)(cell)


AS_TEXT: dict[type, Callable[[Any], str | None]] = {
    str: lambda cell: cell or None,
    float: repr,
    bool: lambda cell: "Y" if cell else "N",
    dt.date: dt.date.isoformat,
    dt.datetime: lambda cell: cell.isoformat(sep=" "),
    type(None): lambda _: None,
}
