"""What in an Office file is not for others' eyes: changes, comments, hidden sheets, rows, slides and words.

Each program has its own reader of elements. Nothing is taken out here: people decide what becomes of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from readiness.foundation.phrases import each_word

CHANGES = each_word(
    "ins del moveFrom moveTo cellIns cellDel cellMerge rPrChange pPrChange sectPrChange tblPrChange tblPrExChange "
    "tcPrChange trPrChange tblGridChange numberingChange customXmlInsRangeStart customXmlDelRangeStart "
    "customXmlMoveFromRangeStart customXmlMoveToRangeStart"
)
OFF, ON = ("0", "false", "off", "none"), ("1", "true", "on")
_CELL = re.compile(r"([A-Z]+)\d+$")
_PROPERTY = re.compile(r"core-?properties|extended-?properties", re.IGNORECASE)


class CountsWord:
    """Counts what is found in the parts of a Word document."""

    def __init__(self, found: Counter[str], _: str) -> None:
        self._found = found
        self._in_run = self._hidden = self._in_text = False

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        if name in CHANGES:
            self._found["change"] += 1
        elif name == "comment":
            self._found["comment"] += 1
        elif name == "r":
            self._in_run, self._hidden = True, False
        elif name == "vanish" and self._in_run and attributes.get("val", "1") not in OFF:
            self._hidden = True
        elif name == "t":
            self._in_text = True
        elif name == "dataBinding":
            path = f"{attributes.get('xpath', '')} {attributes.get('prefixMappings', '')}"
            if _PROPERTY.search(path) and not attributes.get("xpath", "").rstrip("[1]").endswith(":title"):
                self._found["property shown"] += 1

    def end(self, name: str, /) -> None:
        if name == "r":
            self._in_run = self._hidden = False
        elif name == "t":
            self._in_text = False

    def words(self, text: str, /) -> None:
        if self._hidden and self._in_text and text.strip():
            self._found["hidden words"] += 1


class CountsExcel:
    """Counts what is found in the parts of a workbook. Hidden rows and columns count where a cell of them is filled."""

    def __init__(self, found: Counter[str], part: str) -> None:
        self._found = found
        self._part = part
        self._hidden_columns: list[tuple[int, int]] = []
        self._row_hidden = self._counted = False
        self._column = 0
        self._columns: set[int] = set()

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        if name == "sheet":
            self._found["hidden sheet"] += attributes.get("state", "visible") != "visible"
        elif name in ("comment", "threadedComment"):
            self._found["comment"] += 1
        elif name == "revisions" or (name == "header" and "/revisions/" in self._part):
            self._found["change"] += 1
        elif name == "col":
            if attributes.get("hidden", "0") in ON or _is_nought(attributes.get("width", "")):
                self._hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "row":
            self._row_hidden = attributes.get("hidden", "0") in ON or _is_nought(attributes.get("ht", ""))
            self._counted, self._column = False, 0
        elif name == "c":
            place = _CELL.match(attributes.get("r", ""))
            self._column = _number_of(place[1]) if place else self._column + 1
        elif name in ("v", "is", "f"):
            self._filled()

    def _filled(self) -> None:
        if self._row_hidden and not self._counted:
            self._counted = True
            self._found["hidden row"] += 1
        if self._column not in self._columns and any(
            first <= self._column <= last for first, last in self._hidden_columns
        ):
            self._columns.add(self._column)
            self._found["hidden column"] += 1

    def end(self, _: str, /) -> None:
        pass

    def words(self, _: str, /) -> None:
        pass


class CountsSlides:
    """Counts what is found in the parts of a presentation."""

    def __init__(self, found: Counter[str], part: str) -> None:
        self._found = found
        self._in_notes = "/notesSlides/" in part
        self._in_field = self._in_text = self._noted = False

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        if name == "sld":
            self._found["hidden slide"] += attributes.get("show", "1") in OFF
        elif name == "sldId":
            self._found["slide"] += 1
        elif name in ("cm", "comment"):
            self._found["comment"] += 1
        elif name == "fld":
            self._in_field = True
        elif name == "t":
            self._in_text = True

    def end(self, name: str, /) -> None:
        if name == "fld":
            self._in_field = False
        elif name == "t":
            self._in_text = False

    def words(self, text: str, /) -> None:
        if self._in_notes and self._in_text and not self._in_field and not self._noted and text.strip():
            self._noted = True
            self._found["note"] += 1


COUNTING: Mapping[str, Callable[[Counter[str], str], CountsWord | CountsExcel | CountsSlides]] = {
    ".docx": CountsWord,
    ".xlsx": CountsExcel,
    ".pptx": CountsSlides,
}


def _is_nought(size: str) -> bool:
    try:
        return float(size) == 0
    except ValueError:
        return False


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
