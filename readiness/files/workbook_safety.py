"""Whether a zipped workbook is safe to unpack, and its sheets small enough to hold: asked before anything is read."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from readiness.files.office import declares_document_type, is_bomb
from readiness.files.zip_parts import MOST_PARTS, has_too_many_parts
from readiness.foundation.errors import Refused

LARGEST_WORKBOOK = 1 << 30
MOST_CELLS = 30_000_000
WIDEST, MOST_OF_WIDE = 2_000, 1_000_000  # no list, table or register has so many columns
DAMAGED = ("is damaged and cannot be read", "Open it in Excel, save it again and replace it")
BROKEN_ZIP = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    struct.error,
    zlib.error,
)
_NAMES_NOBODY = re.compile(r"(sheet|list|table)s?[ _-]?\d*", re.IGNORECASE)
ASK = "Do not open it; ask where it came from"
BOMB = ("unpacks to far more than a workbook could hold", ASK)


def look_through(file: Path | BinaryIO) -> frozenset[str]:
    """The names of the parts, after every one has been unpacked once and found harmless. Raises Refused."""
    try:
        with file.open("rb") if isinstance(file, Path) else nullcontext(file) as content:
            if has_too_many_parts(content):
                raise Refused(*BOMB)
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or is_bomb(parts, LARGEST_WORKBOOK, LARGEST_WORKBOOK // 20):
                raise Refused(*BOMB)
            for part in parts:
                if declares_document_type(archive, part):
                    raise Refused("declares a document type, which no workbook needs", ASK)
            return frozenset(part.filename for part in parts)
    except BROKEN_ZIP:
        raise Refused(*DAMAGED) from None


def refuse_vast(name: str, rows: int, columns: int) -> None:
    """The reader makes room for every cell up to the last one filled, so one stray cell could take all memory."""
    its = f'sheet "{name}"' if _NAMES_NOBODY.fullmatch(name) else "one of its sheets"  # it may be a child's
    if rows * columns > MOST_CELLS or (columns > WIDEST and rows * columns > MOST_OF_WIDE):
        raise Refused(f"{its} has a filled cell far below or beside its rows", "Delete what stands there and save it")
