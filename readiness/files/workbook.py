"""Opens Excel and OpenDocument workbooks safely and gives their sheets as text, row by row.

A workbook may be a bomb, a renamed CSV or locked with a password; each is said so before anything is unpacked. What
the reader cannot show, such as error values and formulas, is looked up in the workbook's own XML (see workbook_xml).
"""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine

from readiness.files.far_cells import look_how_far
from readiness.files.office import OLE
from readiness.files.password import Password, is_locked
from readiness.files.workbook_records import look_through_records
from readiness.files.workbook_safety import DAMAGED, look_through, refuse_vast
from readiness.files.workbook_xml import BOOK, BookXml, Special, read_xml
from readiness.foundation.errors import Refused

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
EXACT = 1e15  # beyond it a number that a workbook holds has lost digits
NUMBERED_FROM_1900, NUMBERED_FROM_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
Numbered = tuple[int, list[str | None]]


@dataclass(frozen=True)
class Sheet:
    """One sheet of an open workbook. Rows and columns count from nought; ``numbered`` counts as a spreadsheet does.

    ``day_nought`` is the day that a bare number of days counts from.
    """

    name: str
    _sheet: python_calamine.CalamineSheet
    special: Special = field(default_factory=Special)
    is_hidden: bool = False
    day_nought: dt.date = NUMBERED_FROM_1900

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


@dataclass(frozen=True)
class Opened:
    """An open workbook: its sheets, and whether it holds what a workbook to be sent should not.

    ``shows_all`` is whether formulas, error values and hidden rows can be told in a file of its kind.
    """

    sheets: tuple[Sheet, ...]
    macros: bool = False
    links: bool = False
    shows_all: bool = True


def open_workbook(file: Path, password: Password | None = None) -> Opened:
    """The workbook in a file, unlocked in memory where it is locked and there is a password. Raises Refused."""
    with file.open("rb") as content:
        head = content.read(len(OLE))
    if head == OLE and is_locked(locked := file.read_bytes()):
        if password is None:
            raise Refused("is locked with a password", "Save it without a password in a place only you can read")
        from readiness.files.encryption import unlock  # noqa: PLC0415 (takes a while, and few workbooks are locked)

        return _opened(io.BytesIO(unlock(locked, password)), b"PK")
    return _opened(file, head)


def _opened(file: Path | io.BytesIO, head: bytes) -> Opened:
    if head == OLE and isinstance(file, Path):
        look_through_records(file)
        names: frozenset[str] = frozenset()
    elif head.startswith(b"PK"):
        names = look_through(file)
        look_how_far(file, names)
    else:
        raise Refused(
            "is not an Excel workbook, whatever its ending says", "If it is a CSV file, give it the ending .csv"
        )
    shows_all = BOOK in names
    xml = read_xml(file) if shows_all else BookXml({}, from_1904=False)
    if isinstance(file, io.BytesIO):
        file.seek(0)
    try:
        with _quiet():
            book = python_calamine.load_workbook(io.BytesIO(xml.mended) if xml.mended else file)
            sheets = tuple(_sheet(book, about, xml) for about in book.sheets_metadata)
    except Refused:
        raise
    except (
        BaseException
    ) as error:  # the reader raises many kinds, some no Exception, and their texts may quote the file
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
            raise
        raise Refused(*DAMAGED) from None
    return Opened(
        sheets,
        macros=any(name.endswith("vbaProject.bin") for name in names),
        links=any(name.startswith("xl/externalLinks/") for name in names),
        shows_all=shows_all,
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Within it nothing reaches the error stream: a reader that gives up prints a trace, which may quote the file."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _sheet(book: python_calamine.CalamineWorkbook, about: python_calamine.SheetMetadata, xml: BookXml) -> Sheet:
    sheet = book.get_sheet_by_name(about.name)
    refuse_vast(about.name, sheet.total_height, sheet.total_width)
    return Sheet(
        about.name,
        sheet,
        xml.special.get(about.name, Special()),
        about.visible is not python_calamine.SheetVisibleEnum.Visible,
        NUMBERED_FROM_1904 if xml.from_1904 else NUMBERED_FROM_1900,
    )


def holds(cell: Any) -> bool:
    """Whether a cell holds anything but white space."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def as_texts(cells: Sequence[Any]) -> list[str | None]:
    """A column's cells as texts. Most columns hold texts alone; days and numbers come again and again."""
    kinds = {*map(type, cells)}
    if kinds <= {str, type(None)}:
        return [cell or None for cell in cells]
    if bool in kinds:  # which is the same number as 1, and another text
        return [as_text(cell) for cell in cells]
    text_of = {cell: as_text(cell) for cell in {*cells}}
    return [*map(text_of.__getitem__, cells)]


def as_text(cell: Any) -> str | None:
    """A cell as an export would write it; None when it holds nothing."""
    return AS_TEXT.get(type(cell), str)(cell)


def _number(cell: float) -> str:
    """A whole number without a point; one that has lost digits as Excel shows it, for no digit of it can be trusted."""
    if abs(cell) >= EXACT:
        return f"{cell:.5E}"
    return str(int(cell)) if cell.is_integer() else repr(cell)


AS_TEXT: dict[type, Callable[[Any], str | None]] = {
    str: lambda cell: cell or None,
    float: _number,
    int: lambda cell: _number(float(cell)),
    bool: lambda cell: "Y" if cell else "N",
    dt.date: dt.date.isoformat,
    dt.datetime: lambda cell: cell.isoformat(sep=" "),
    type(None): lambda _: None,
}
