"""What the reader of workbooks does not show, from the XML of .xlsx files: error values, formulas, hidden rows.

Takes every spelling of the XML that means the same: any prefix, either namespace, attributes in any order or left out.
A sheet is only parsed when a quick look at its bytes says that there may be something to find.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_uppercase, digits
from typing import IO
from xml.parsers import expat

from readiness.files.workbook_safety import BROKEN_ZIP, DAMAGED, MOST_CELLS, refuse_vast
from readiness.foundation.errors import Refused

TWO_LETTERS = 702  # columns A to ZZ
BOOK, BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
KNOWN_ERRORS = (b"#NULL!", b"#DIV/0!", b"#VALUE!", b"#REF!", b"#NAME?", b"#NUM!", b"#N/A", b"#GETTING_DATA")
_ROW = re.compile(rb'row\b[^>]*?\br\s*=\s*["\'](\d+)')  # begins with letters, which are found fast
# every spelling of a sign made one, so that each is looked for once: letters and digits of references, quotes, and
# whatever stands before and after the local name of an element
_FOLDED = bytes.maketrans(
    ascii_uppercase.encode() + digits.encode() + b"' \t\r\n/:", b"A" * 26 + b"0" * 10 + b'">>>>><'
)
_FAR = (b'"AAA0', b'"A000000', b'"AA000000')  # a cell beyond column ZZ, or named in a row that may not say where it is
_SIGNS = (b'"e"', b"<f>", b"hidden")  # of an error value, a formula, a hidden row
_NEWER_ERROR = re.compile(rb">(#[A-Z_]+[!?]?)<")
_REFERENCE = re.compile(r"([A-Z]+)(\d+)$")


@dataclass(frozen=True)
class Special:
    """Cells by row and column, counted from nought: those that hold an error value, and those with a formula."""

    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class BookXml:
    """What the XML of a workbook tells: the special cells of each sheet by its name, and whether days count from 1904.

    ``mended`` is the workbook with newer error values replaced by ones that the reader knows, if it holds any.
    """

    special: Mapping[str, Special]
    from_1904: bool
    mended: bytes | None = None


def read_xml(file: Path | IO[bytes]) -> BookXml:
    """Looks into the parts of a workbook. Raises Refused when it is damaged, or a sheet is beyond any bound."""
    special: dict[str, Special] = {}
    newer: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(file) as archive:
            book = _elements(archive.read(BOOK))
            for name, part in _sheet_parts(archive, book).items():
                xml = archive.read(part)
                special[name] = _special(name, xml)
                if special[name].errors and (known := _with_known_errors(xml)) != xml:
                    newer[part] = known
            mended = _replaced(archive, newer) if newer else None
    except (*BROKEN_ZIP, expat.ExpatError, UnicodeDecodeError):
        raise Refused(*DAMAGED) from None
    settings = next((attributes for name, attributes in book if name == "workbookPr"), {})
    return BookXml(special, settings.get("date1904", "0") in ("1", "true"), mended)


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part in order, each by its local name with its attributes by theirs."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append(
        (_local(name), {_local(key): value for key, value in attributes.items()})
    )
    parser.Parse(xml, True)
    return found


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _sheet_parts(archive: zipfile.ZipFile, book: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
    """The part that holds each sheet."""
    relations = _elements(archive.read(BOOK_RELATIONS))
    targets = {attributes.get("Id", ""): attributes.get("Target", "") for _, attributes in relations}
    there = set(archive.namelist())
    parts = {}
    for name, attributes in book:
        target = targets.get(attributes.get("id", ""), "") if name == "sheet" else ""
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in there:
            parts[attributes.get("name", "")] = part
    return parts


def _special(name: str, xml: bytes) -> Special:
    rows = max(map(int, _ROW.findall(xml)), default=0)
    folded = xml.translate(_FOLDED)
    may_be_vast = rows * TWO_LETTERS > MOST_CELLS or any(cell in folded for cell in _FAR)
    if not may_be_vast and not any(sign in folded for sign in _SIGNS):
        return Special()
    reader = _SheetReader()
    reader.read(xml)
    refuse_vast(name, reader.rows, reader.columns)
    return Special(reader.errors, frozenset(reader.formulas), frozenset(reader.hidden))


class _SheetReader:
    """Goes through the XML of a sheet. A row or cell that does not say where it is comes after the one before."""

    def __init__(self) -> None:
        self.errors: dict[tuple[int, int], str] = {}
        self.formulas: set[tuple[int, int]] = set()
        self.hidden: set[int] = set()
        self.rows = self.columns = 0
        self._row = self._column = -1
        self._is_error = self._in_value = False
        self._text: list[str] = []

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(xml, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if attributes.get("hidden", "0") in ("1", "true"):
                self.hidden.add(self._row)
        elif name == "c":
            self._place(attributes.get("r", ""))
            self._is_error = attributes.get("t") == "e"
        elif name == "f":
            self.formulas.add((self._row, self._column))
        elif name in ("v", "is"):
            self.rows, self.columns = max(self.rows, self._row + 1), max(self.columns, self._column + 1)
            self._in_value, self._text = name == "v" and self._is_error, []

    def _place(self, reference: str) -> None:
        found = _REFERENCE.match(reference)
        self._column = self._column + 1
        if found:
            self._row, self._column = int(found[2]) - 1, _column(found[1])

    def _end(self, name: str) -> None:
        if self._in_value and _local(name) == "v":
            self.errors[self._row, self._column] = "".join(self._text)
            self._in_value = False

    def _characters(self, text: str) -> None:
        if self._in_value:
            self._text.append(text)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _with_known_errors(xml: bytes) -> bytes:
    """The sheet with #N/A for error values newer than the reader; what they are is known already."""
    return _NEWER_ERROR.sub(lambda found: found[0] if found[1] in KNOWN_ERRORS else b">#N/A<", xml)


def _replaced(archive: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as copy:
        for part in archive.infolist():
            copy.writestr(part.filename, parts.get(part.filename) or archive.read(part))
    return content.getvalue()
