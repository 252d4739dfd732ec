"""Opens Excel and OpenDocument workbooks safely and gives their sheets as text, row by row.

A workbook may be a bomb, a renamed CSV or locked with a password; each is said so before anything is unpacked.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import python_calamine

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
LARGEST = 1 << 30
STEEPEST = 200
CHUNK = 1 << 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")

Refusal = tuple[str, str]


@dataclass(frozen=True)
class Sheet:
    """One sheet of an open workbook."""

    name: str
    _sheet: python_calamine.CalamineSheet

    def header(self) -> list[str]:
        """The texts of the first row that holds any."""
        for row in self._sheet.iter_rows():
            texts = [text(cell) or "" for cell in row]
            if any(texts):
                return texts
        return []

    def first_row(self) -> int:
        """The row number, as a spreadsheet shows it, of the first row below the headings."""
        start = self._sheet.start or (0, 0)
        for number, row in enumerate(self._sheet.iter_rows(), start=start[0] + 1):
            if any(text(cell) for cell in row):
                return number + 1
        return 2

    def rows(self) -> Iterator[list[str | None]]:
        """Every row below the headings as text; an empty row is None throughout."""
        rows = iter(self._sheet.iter_rows())
        for row in rows:
            if any(text(cell) for cell in row):
                break
        for row in chain(rows):
            yield [text(cell) for cell in row]


def open_workbook(file: Path) -> tuple[list[Sheet], Refusal | None]:
    """The sheets of a workbook, or why it is refused and what to do."""
    refusal = _refusal(file)
    if refusal:
        return [], refusal
    try:
        book = python_calamine.CalamineWorkbook.from_path(file)
        return [Sheet(name, book.get_sheet_by_name(name)) for name in book.sheet_names], None
    except Exception:  # the reader raises many kinds, and their texts may quote the file
        return [], ("is damaged and cannot be read", "Open it in Excel, save it again and replace it")


def _refusal(file: Path) -> Refusal | None:
    with file.open("rb") as content:
        head = content.read(len(OLE))
        rest = content.read(1 << 16) if head == OLE else b""
    if head == OLE:
        if LOCKED in rest or LOCKED in file.read_bytes():
            return "is locked with a password", "Save it without a password in a place only you can read"
        return None
    if not head.startswith(b"PK"):
        return "is not an Excel workbook, whatever its ending says", "If it is a CSV file, give it the ending .csv"
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            packed = max(1, sum(part.compress_size for part in parts))
            if unpacked > LARGEST or (unpacked > LARGEST // 20 and unpacked / packed > STEEPEST):
                return "unpacks to far more than a workbook could hold", "Do not open it; ask where it came from"
            for part in parts:
                with archive.open(part) as stream:
                    while stream.read(CHUNK):
                        pass
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return "is damaged and cannot be read", "Open it in Excel, save it again and replace it"
    return None


def text(cell: object) -> str | None:
    """A cell as an export would write it; None when it holds nothing."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "Y" if cell else "N"
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat(sep=" ") if isinstance(cell, dt.datetime) else cell.isoformat()
    if isinstance(cell, float):
        return repr(cell)
    return str(cell)
