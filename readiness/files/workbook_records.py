"""How far the cells of an old Excel workbook (.xls) reach, asked before the reader makes room for them."""

from __future__ import annotations

import struct
from pathlib import Path

import olefile

from readiness.files.workbook_safety import DAMAGED
from readiness.foundation.errors import Refused

STREAMS = ("Workbook", "Book")
CELL_RECORDS = frozenset((0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E))
MOST_COLUMNS = 256  # of a sheet of this kind; a cell beyond them is a slip in the file


def look_through_records(file: Path) -> None:
    """Raises Refused when the workbook is damaged, or a cell lies where no sheet of its kind has a column."""
    try:
        with olefile.OleFileIO(str(file)) as parts:
            name = next(name for name in STREAMS if parts.exists(name))
            records = parts.openstream(name).read()
    except (OSError, StopIteration, ValueError, IndexError, KeyError, AttributeError, TypeError, struct.error):
        raise Refused(*DAMAGED) from None
    at = 0
    while at + 8 <= len(records):
        kind, length, _, column = struct.unpack_from("<HHHH", records, at)
        if kind in CELL_RECORDS and length >= 4 and column >= MOST_COLUMNS:
            raise Refused(*DAMAGED)
        at += 4 + length
