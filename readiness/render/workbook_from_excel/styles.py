"""How a workbook's cells look, as far as filling them needs to know: which show a day, and how high their texts are."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from readiness.render.workbook_from_excel.parts import SHEET, Element

DAY_ZERO, DAY_ZERO_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
BUILT_IN_DAYS = {*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)}  # number formats without a code
USUAL_SIZE, USUAL_HEIGHT, USUAL_WIDTH, HIGHEST = 11.0, 15.0, 9.14, 409.0
LINE = 1.3  # the height of a line of text, by the size of its letters
BOLD = 1.1  # how much wider bold letters are
_NO_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # what stands in a number format and is no code


@dataclass(frozen=True)
class Look:
    """One look: whether it shows numbers as days, whether its text goes on in a new line, and its letters' size."""

    shows_day: bool = False
    wraps: bool = False
    size: float = USUAL_SIZE
    bold: bool = False


class Looks:
    """The looks of a workbook's cells, by number, and the day that it counts days from."""

    def __init__(self, styles: Element | None, book: Element) -> None:
        settings = book.find(f"{{{SHEET}}}workbookPr")
        from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self.since = DAY_ZERO_1904 if from_1904 else DAY_ZERO
        self._looks = [] if styles is None else [*_looks(styles)]

    def of(self, cell: Element) -> Look:
        """The look of a cell."""
        number = int(cell.get("s", 0))
        return self._looks[number] if number < len(self._looks) else Look()


def _looks(styles: Element) -> Iterable[Look]:
    codes = {
        int(each.get("numFmtId")): str(each.get("formatCode"))
        for each in styles.findall(f"{{{SHEET}}}numFmts/{{{SHEET}}}numFmt")
    }
    days = {key for key, code in codes.items() if re.search("[dmy]", _NO_CODE.sub("", code), re.IGNORECASE)}
    fonts = styles.findall(f"{{{SHEET}}}fonts/{{{SHEET}}}font")
    for look in styles.iterfind(f"{{{SHEET}}}cellXfs/{{{SHEET}}}xf"):
        number = int(look.get("numFmtId", 0))
        font = fonts[int(look.get("fontId", 0))]
        size, bold = font.find(f"{{{SHEET}}}sz"), font.find(f"{{{SHEET}}}b")
        alignment = look.find(f"{{{SHEET}}}alignment")
        yield Look(
            shows_day=number in (days if number in codes else BUILT_IN_DAYS),
            wraps=alignment is not None and alignment.get("wrapText") in ("1", "true"),
            size=USUAL_SIZE if size is None else float(size.get("val")),
            bold=bold is not None and bold.get("val", "1") in ("1", "true"),
        )


class Heights:
    """How high a sheet's rows must be for what is in them. Excel finds out by itself, and LibreOffice does not."""

    def __init__(self, root: Element) -> None:
        usual = root.find(f"{{{SHEET}}}sheetFormatPr")
        self._least = USUAL_HEIGHT if usual is None else float(usual.get("defaultRowHeight", USUAL_HEIGHT))
        self._width = USUAL_WIDTH if usual is None else float(usual.get("defaultColWidth", USUAL_WIDTH))
        self._widths = [
            (int(each.get("min")), int(each.get("max")), float(each.get("width", self._width)))
            for each in root.iterfind(f"{{{SHEET}}}cols/{{{SHEET}}}col")
        ]

    def of(self, cells: Iterable[tuple[int, Look, str]]) -> float:
        """The height in points of a row with these cells: the column of each, counted from one, its look and text."""
        return min(max(self._least, *(self._needed(*cell) for cell in cells), 0), HIGHEST)

    def _needed(self, column: int, look: Look, text: str) -> float:
        width = next((width for first, last, width in self._widths if first <= column <= last), self._width)
        letters = max(1, int(width * 10 / look.size / (BOLD if look.bold else 1)))
        lines = sum(max(1, len(textwrap.wrap(line, letters))) for line in text.split("\n")) if look.wraps else 1
        return round(lines * look.size * LINE + 2, 2) if text else 0
