"""Looks into the parts of a zipped workbook: is it safe to unpack, and which cells hold formulas or error values.

The workbook reader shows a formula's last result, and an error value as nothing, so both are found here.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from readiness.files.office import declares_document_type, is_bomb
from readiness.foundation.errors import Refused

LARGEST_WORKBOOK = 1 << 30
MOST_CELLS = 30_000_000
TWO_LETTERS = 702  # columns A to ZZ
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(rb'<(?:x:)?row\b[^>]*?\br="(\d+)"')
_VERY_WIDE = re.compile(rb'r="[A-Z]{3}\d')
_HELD = re.compile(rb'<(?:x:)?c r="([A-Z]+)(\d+)"[^>/]*>')
_ERROR = re.compile(rb'<(?:x:)?c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')
ANY_FORMULA = (b"<f>", b"<f ", b"<f/>", b"<x:f")
_FORMULA = re.compile(rb'<(?:x:)?c r="([A-Z]+)(\d+)"[^>]*>\s*<f\b')


@dataclass(frozen=True)
class Special:
    """Cells by row and column, counted from nought: those that hold an error value, and those with a formula."""

    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()


def look_through(file: Path) -> frozenset[str]:
    """The names of the parts, after every one has been unpacked once and found harmless. Raises Refused."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if is_bomb(parts, LARGEST_WORKBOOK, LARGEST_WORKBOOK // 20):
                raise Refused(
                    "unpacks to far more than a workbook could hold", "Do not open it; ask where it came from"
                )
            for part in parts:
                if declares_document_type(archive, part):
                    raise Refused(
                        "declares a document type, which no workbook needs", "Do not open it; ask where it came from"
                    )
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise Refused("is damaged and cannot be read", "Open it in Excel, save it again and replace it") from None


def special_cells(file: Path) -> dict[str, Special]:
    """The special cells of each sheet, by the sheet's name. Raises Refused when a sheet is beyond any bound."""
    found = {}
    try:
        with zipfile.ZipFile(file) as archive:
            for name, part in _sheet_parts(archive).items():
                xml = archive.read(part)
                _refuse_vast(name, xml)
                found[name] = Special(
                    {_at(letters, row): text.decode() for letters, row, text in _ERROR.findall(xml)}
                    if b't="e"' in xml
                    else {},
                    frozenset(_at(letters, row) for letters, row in _FORMULA.findall(xml))
                    if any(sign in xml for sign in ANY_FORMULA)
                    else frozenset(),
                )
    except (KeyError, ElementTree.ParseError, UnicodeDecodeError):
        raise Refused("is damaged and cannot be read", "Open it in Excel, save it again and replace it") from None
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    there = set(archive.namelist())
    parts = {}
    for sheet in book.iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in there:
            parts[sheet.get("name", "")] = part
    return parts


def _refuse_vast(name: str, xml: bytes) -> None:
    """The reader makes room for every cell up to the last one filled, so one stray cell could take all memory."""
    rows = max(map(int, _ROW.findall(xml)), default=0)
    if rows * TWO_LETTERS > MOST_CELLS or _VERY_WIDE.search(xml):  # else no need to look closer
        held = _HELD.findall(xml)
        columns = max((_column(letters) for letters, _ in held), default=0)
        rows = max((int(row) for _, row in held), default=0)
        if rows * columns > MOST_CELLS:
            raise Refused(
                f'sheet "{name}" has a filled cell far below or beside its rows', "Delete what stands there and save it"
            )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _at(letters: bytes, row: bytes) -> tuple[int, int]:
    return int(row) - 1, _column(letters) - 1
