"""How far the cells of an old Excel workbook (.xls) reach, asked before the reader makes room for them."""

from __future__ import annotations

import struct
from pathlib import Path

import olefile

from readiness.files.workbook_safety import DAMAGED, refuse_vast
from readiness.foundation.errors import Refused

STREAMS = ("Workbook", "Book")
START_OF_SHEET, END_OF_SHEET = 0x0809, 0x000A
CELL_RECORDS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E))
MOST_COLUMNS = 256  # of a sheet of this kind; a cell beyond them is a slip in the file


def look_through_records(file: Path) -> None:
    """Raises Refused when the workbook is damaged, or a cell lies where no sheet or no memory has room for it."""
    try:
        with olefile.OleFileIO(str(file)) as parts:
            name = next(name for name in STREAMS if parts.exists(name))
            records = parts.openstream(name).read()
    except (OSError, StopIteration, ValueError, IndexError, KeyError, AttributeError, TypeError, struct.error):
        raise Refused(*DAMAGED) from None
    at, rows, columns = 0, 0, 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        if kind in CELL_RECORDS and length >= 4:
            row, column = struct.unpack_from("<HH", records, at + 4) if at + 8 <= len(records) else (0, 0)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind in (START_OF_SHEET, END_OF_SHEET):
            rows, columns = _within(rows, columns)
        at += 4 + length
    _within(rows, columns)


def _within(rows: int, columns: int) -> tuple[int, int]:
    """Nought rows and columns for the next sheet, when those of this one have room. Raises Refused."""
    if columns > MOST_COLUMNS:
        raise Refused(*DAMAGED)
    refuse_vast("of an old workbook", rows, columns)
    return 0, 0
