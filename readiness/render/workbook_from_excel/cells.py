"""The cells of a sheet: what an author wrote in one, and the value that is put in its place, whose look stays.

Values go in unrounded: how many decimals are seen is the cell's number format. No text becomes a formula.
"""

from __future__ import annotations

import copy
import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lxml import etree

from readiness.files.office import LONGEST_TEXT
from readiness.foundation.placeholders import printed
from readiness.indicators.model import Figure
from readiness.render.workbook_from_excel.parts import SHEET, Element
from readiness.render.workbook_from_excel.styles import Looks

FIRST_DAY = 60  # Excel counts a 29 February 1900, which never was
FIELD = re.compile(r"\{\{|\{%|\{#.*?#\}", re.DOTALL)  # a tag that is begun and never ended is told
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_RUN = re.compile("\x01(\\d+)\x02")  # stands before each part of a text that has a look of its own
_CUT = re.compile("(?<=\\{)(?:\x01\\d+\x02)+(?=[{%#])|(?<=[%#}])(?:\x01\\d+\x02)+(?=\\})")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # with what follows, Excel would read a character's number
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_TEXT, _INLINE, _RICH, _LOOK = (f"{{{SHEET}}}{name}" for name in ("t", "is", "r", "rPr"))
_VALUE = f"{{{SHEET}}}v"


@dataclass(frozen=True)
class Written:
    """What stands in a cell of a template. ``text`` has a mark before each part that has a look of its own."""

    text: str
    looks: tuple[Element, ...] = ()

    @property
    def plain(self) -> str:
        return _RUN.sub("", self.text)

    @property
    def has_fields(self) -> bool:
        return bool(FIELD.search(self.plain))


def numbered(data: Element) -> Iterator[tuple[int, Element]]:
    """A sheet's rows with their numbers. Rows and cells that have none written down are given theirs."""
    number = 0
    for row in data:
        number = int(row.get("r", number + 1))
        column = 0
        for cell in row:
            cell.set("r", cell.get("r") or f"{_letters(column + 1)}{number}")
            column = column_of(cell.get("r"))
        yield number, row


def column_of(ref: str) -> int:
    """The column of a cell, counted from one."""
    letters = ref.rstrip("0123456789")
    return sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(letters)))


def _letters(column: int) -> str:
    before, last = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(65 + last)


def written_in(cell: Element, strings: Sequence[Element]) -> Written:
    """What stands in a cell. ``strings`` are the texts that the workbook's cells share."""
    kind = cell.get("t")
    item = cell.find(_INLINE) if kind == "inlineStr" else None
    if kind == "s":
        item = strings[int(cell.findtext(_VALUE))]
    if item is None:
        return Written(cell.findtext(_VALUE) or "")
    runs = item.findall(_RICH)
    text = "".join(f"\x01{n}\x02{run.findtext(_TEXT) or ''}" for n, run in enumerate(runs))
    text = _CUT.sub("", text or item.findtext(_TEXT) or "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _TAG.sub(lambda tag: _RUN.sub("", tag[0]).translate(_STRAIGHT), text)
    return Written(text, tuple(run.find(_LOOK) for run in runs))


def put(cell: Element, value: Any, looks: Looks) -> None:
    """Puts a value into a cell as what it is: a number, a day, a text or nothing."""
    _clear(cell)
    if isinstance(value, Figure) and value.value is not None:
        value = value.value
    is_day = isinstance(value, dt.date) and looks.of(cell).shows_day
    serial = value.toordinal() - looks.since.toordinal() if is_day else 0
    number = serial if serial > FIRST_DAY else _number(value)
    if number is not None:
        etree.SubElement(cell, _VALUE).text = repr(number).removesuffix(".0")
    elif text := printed(value):
        _put_text(_inline(cell), text)


def put_words(cell: Element, text: str, looks: Sequence[Element]) -> None:
    """Puts a text into a cell, each of its parts with its look."""
    _clear(cell)
    parts = _RUN.split(text)
    if text and (not looks or len(text) > LONGEST_TEXT):
        _put_text(_inline(cell), _RUN.sub("", text))
    elif any(parts[2::2]):
        item = _inline(cell)
        for number, part in zip(parts[1::2], parts[2::2], strict=True):
            if part:
                run = etree.SubElement(item, _RICH)
                look = looks[int(number)]
                run.extend([] if look is None else [copy.deepcopy(look)])
                _put_text(run, part)


def _clear(cell: Element) -> None:
    cell.attrib.pop("t", None)
    for child in [*cell]:
        cell.remove(child)


def _inline(cell: Element) -> Element:
    cell.set("t", "inlineStr")
    return etree.SubElement(cell, _INLINE)


def _put_text(item: Element, text: str) -> None:
    element = etree.SubElement(item, _TEXT)
    element.text = _ESCAPE.sub("_x005F_", text[:LONGEST_TEXT])
    if text != text.strip():
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction | Decimal):
        return None
    number = float(value)
    return number if math.isfinite(number) else None
