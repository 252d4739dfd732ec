"""Cells of a workbook in the styles of its layout: single values, and columns of a list written whole."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from readiness.files.office import LONGEST_TEXT
from readiness.foundation.normalise import visible
from readiness.render.workbook_from_yaml.bulk_rows import ListSheet
from readiness.render.workbook_from_yaml.template import Layout, Style

DAY_ZERO = dt.date(1899, 12, 30).toordinal()


class StyledCells:
    """Writes cells of one workbook; each style becomes a format of the workbook when it is first used."""

    def __init__(self, book: Workbook, layout: Layout) -> None:
        self.book = book
        self.layout = layout
        self.formats: dict[tuple[str, bool], Format] = {}

    def format(self, style: str, is_date: bool = False) -> Format:
        """The format of a style, for days or for anything else."""
        if (style, is_date) not in self.formats:
            look = self.layout.styles.get(style, Style())
            properties: dict[str, Any] = {
                "font_name": self.layout.font,
                "font_size": look.size or self.layout.size,
                "bold": look.bold,
                "text_wrap": look.wrap,
                "align": "left",
                "valign": "top",
            }
            if look.colour:
                properties["font_color"] = look.colour
            if look.fill:
                properties["bg_color"] = look.fill
            if look.border:
                properties |= {"border": 1, "border_color": look.border}
            if is_date or look.number_format:
                properties["num_format"] = look.number_format or "dd/mm/yyyy"
            self.formats[style, is_date] = self.book.add_format(properties)
        return self.formats[style, is_date]

    def cell(self, sheet: Worksheet, row: int, column: int, value: Any, style: str) -> None:
        """Writes one value; a blank is written too, so that its cell is styled."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.format(style))
        elif isinstance(value, bool):
            sheet.write_string(row, column, words(value), self.format(style))
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.format(style))
        elif isinstance(value, dt.date):
            sheet.write_number(row, column, value.toordinal() - DAY_ZERO, self.format(style, is_date=True))
        else:
            sheet.write_string(row, column, visible(str(value))[:LONGEST_TEXT], self.format(style))

    def column(self, sheet: ListSheet, first: int, kind: str, values: Sequence[Any]) -> None:
        """Writes the next column of a sheet whole, from the row ``first``, counted from nought."""
        style = self.format("list", is_date=kind == "date")
        if kind == "date":
            sheet.write_numbers(first, [None if day is None else day.toordinal() - DAY_ZERO for day in values], style)
        elif kind == "whole number":
            sheet.write_numbers(first, values, style)
        else:
            sheet.write_texts(first, values, style)

    def line_height(self, style: str = "body") -> float:
        """How high a line of a style is, in points."""
        return (self.layout.styles.get(style, Style()).size or self.layout.size) * 1.3


def words(value: Any) -> str:
    """A value of a long table as text."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


def line_count(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters; most characters are narrower than a figure."""
    return max(1, math.ceil(len(text) * 0.95 / width))
