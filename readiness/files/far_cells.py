"""How far the cells of a sheet reach in kinds of workbook that can name one far off, or one many times over.

The reader makes room for every cell of that, so it is asked first. Looks for the names that the reader looks for.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from readiness.files.workbook_safety import BROKEN_ZIP, DAMAGED, refuse_vast
from readiness.foundation.errors import Refused

ODS = "content.xml"
LAST_ROW, LAST_COLUMN = 1 << 20, 1 << 14  # of a sheet, in every program
_TAG = re.compile(
    rb"<table:(table-cell|table-row|table|covered-table-cell)(?=[\s/>])([^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*)>"
)
_ROWS, _COLUMNS, _NAME = (
    re.compile(rb"\stable:%s\s*=\s*[\"']([^\"']*)" % name)
    for name in (b"number-rows-repeated", b"number-columns-repeated", b"name")
)
START_OF_ROW, END_OF_SHEET = b"<table:table-row", b"</table:table>"
ROW, FIRST_FILLED, LAST_FILLED = 0, 2, 11  # kinds of records in .xlsb: a row, and the cells that hold something


class _Reach:
    """The first and the last row and column of a sheet that hold something."""

    def __init__(self) -> None:
        self.top = self.left = LAST_ROW
        self.bottom = self.right = -1

    def take(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """A cell that holds something, and stands there so often."""
        self.top, self.left = min(self.top, row), min(self.left, column)
        self.bottom, self.right = max(self.bottom, row + rows - 1), max(self.right, column + columns - 1)

    def refuse(self, name: str) -> None:
        """Raises Refused when the reader would make room for far too much."""
        if self.bottom >= 0:
            refuse_vast(name, self.bottom - self.top + 1, self.right - self.left + 1)
            if self.bottom >= LAST_ROW or self.right >= LAST_COLUMN:
                refuse_vast(name, LAST_ROW, LAST_COLUMN)


def look_how_far(file: Path | BinaryIO, parts: Collection[str]) -> None:
    """Refuses a workbook with a sheet that is far too large. Those of .xlsx are looked at with their XML.

    Raises Refused.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if ODS in parts:
                _look_through_open_document(archive)
            _look_through_binary_sheets(archive, parts)
    except BROKEN_ZIP:
        raise Refused(*DAMAGED) from None


def _look_through_open_document(archive: zipfile.ZipFile) -> None:
    first, *rows = archive.read(ODS).split(START_OF_ROW)
    sheets = _OpenDocument()
    sheets.walk(first)
    for row in rows:
        if b"-repeated" in row or END_OF_SHEET in row or row[:1] not in b" >":
            sheets.walk(START_OF_ROW + row)
        else:
            sheets.plain_row(row.count(b"<table:table-cell") + row.count(b"<table:covered-table-cell"))
    sheets.reach.refuse(sheets.name)


class _OpenDocument:
    """The sheets of an OpenDocument workbook, gone through row by row."""

    def __init__(self) -> None:
        self.reach, self.name = _Reach(), ""
        self._row = self._column = self._repeated = 0

    def plain_row(self, cells: int) -> None:
        """A row that stands there once, as does each of its cells."""
        self._row += self._repeated
        self._repeated = 1
        if cells:
            self.reach.take(self._row, 0, 1, cells)

    def walk(self, content: bytes) -> None:
        """Tag by tag, whatever begins there. Raises Refused."""
        for found in _TAG.finditer(content):
            tag, attributes = found.groups()
            if tag == b"table":
                self.reach.refuse(self.name)
                self.reach, self._row, self._repeated = _Reach(), 0, 0
                self.name = _said(_NAME, attributes).decode(errors="replace")
            elif tag == b"table-row":
                self._row += self._repeated
                self._column, self._repeated = 0, int(_said(_ROWS, attributes) or 1)
            else:
                times = int(_said(_COLUMNS, attributes) or 1)
                if attributes[-1:] != b"/" or b"office:" in attributes or b"table:formula" in attributes:
                    self.reach.take(self._row, self._column, self._repeated, times)
                self._column += times


def _look_through_binary_sheets(archive: zipfile.ZipFile, parts: Collection[str]) -> None:
    for part in sorted(parts):
        if part.startswith("xl/worksheets/") and part.endswith(".bin"):
            _reach_of_records(archive.read(part)).refuse(part.rpartition("/")[2].removesuffix(".bin"))


def _reach_of_records(content: bytes) -> _Reach:
    reach = _Reach()
    at = row = 0
    while at < len(content):
        kind, at = _number(content, at, 2)
        length, at = _number(content, at, 4)
        if kind == ROW:
            (row,) = struct.unpack_from("<L", content, at)
        elif FIRST_FILLED <= kind <= LAST_FILLED:
            reach.take(row, *struct.unpack_from("<L", content, at))
        at += length
    return reach


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to so many bytes, seven bits in each, and where it ends."""
    number = 0
    for place in range(most):
        byte = content[at + place]
        number |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return number, at + place + 1
    return number, at + most


def _said(attribute: re.Pattern[bytes], attributes: bytes) -> bytes:
    found = attribute.search(attributes)
    return found[1] if found else b""
