"""Writes a workbook as its template lays it out. The only module that knows XlsxWriter.

The same pack and template give the same bytes: the created date is the inspection day, and nothing reads the clock.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from readiness.lists.model import ListResult
from readiness.render.workbook_from_yaml.bulk_rows import LONGEST_TEXT, ListSheet
from readiness.render.workbook_from_yaml.template import Fields, Sheet, Style, Table, WorkbookTemplate

DAY_ZERO = dt.date(1899, 12, 30).toordinal()
A3, A4 = 8, 9
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write_workbook(template: WorkbookTemplate, day: dt.date) -> bytes:
    """The workbook's bytes. ``day`` is what its properties say it was made on."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    book.set_properties(
        {
            "title": str(template.text(template.layout.title, template.fields, "title")),
            "created": dt.datetime.combine(day, dt.time()),
        }
    )
    _Writing(book, template).write()
    book.close()
    return content.getvalue()


@dataclass
class _Place:
    """Where writing has got to on a sheet."""

    sheet: Worksheet
    row: int = 0


class _Writing:
    """One workbook being written."""

    def __init__(self, book: xlsxwriter.Workbook, template: WorkbookTemplate) -> None:
        self.book = book
        self.template = template
        self.layout = template.layout
        self.formats: dict[tuple[str, bool], Format] = {}
        self.drop_downs: dict[str, str] = {}

    def write(self) -> None:
        """Every sheet in order, the lists last, since their drop-downs point to other sheets."""
        lists = []
        for sheet, name, fields, path in self.template.sheets():
            kind = ListSheet if sheet.list_ or any(table.long for table in sheet.tables) else Worksheet
            worksheet = self.book.add_worksheet(name, worksheet_class=kind)
            worksheet.set_paper(A4)
            worksheet.set_landscape()
            worksheet.fit_to_pages(1, 0)
            if sheet.list_:
                lists.append((worksheet, self.template.text(sheet.list_, fields, *path, "list"), fields))
            else:
                self._page(_Place(worksheet), sheet, fields, path)
        for worksheet, result, fields in lists:
            self._list(worksheet, result, fields)

    def _format(self, style: str, is_date: bool = False) -> Format:
        if (style, is_date) not in self.formats:
            look = self.layout.styles.get(style, Style())
            about: dict[str, Any] = {
                "font_name": self.layout.font,
                "font_size": look.size or self.layout.size,
                "bold": look.bold,
                "text_wrap": look.wrap,
                "align": "left",
                "valign": "top",
            }
            if look.colour:
                about["font_color"] = look.colour
            if look.fill:
                about["bg_color"] = look.fill
            if look.border:
                about |= {"border": 1, "border_color": look.border}
            if is_date or look.number_format:
                about["num_format"] = look.number_format or "dd/mm/yyyy"
            self.formats[style, is_date] = self.book.add_format(about)
        return self.formats[style, is_date]

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Any, style: str) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, self._format(style))
        elif isinstance(value, bool):
            sheet.write_string(row, column, _words(value), self._format(style))
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self._format(style))
        elif isinstance(value, dt.date):
            sheet.write_number(row, column, value.toordinal() - DAY_ZERO, self._format(style, is_date=True))
        else:
            sheet.write_string(row, column, str(value)[:LONGEST_TEXT], self._format(style))

    def _page(self, place: _Place, sheet: Sheet, fields: Fields, path: tuple[object, ...]) -> None:
        widths: dict[int, float] = {}
        for number, line in enumerate(sheet.lines):
            at = (*path, "lines", number)
            if not self.template.shown(line.when, fields, *at, "when"):
                continue
            for column, cell in enumerate(line.cells):
                value = self.template.text(cell, fields, *at)
                self._cell(place.sheet, place.row, column, value, "line" if column else line.style)
            place.row += 1
        for number, table in enumerate(sheet.tables):
            at = (*path, "tables", number)
            if self.template.shown(table.when, fields, *at, "when"):
                self._table(place, table, fields, at)
                for column, about in enumerate(table.columns):
                    widths[column] = max(widths.get(column, 0), about.width)
        for column, width in widths.items():
            place.sheet.set_column(column, column, width)
        if len(sheet.tables) == 1 and not sheet.lines:
            place.sheet.freeze_panes(1, 0)

    def _table(self, place: _Place, table: Table, fields: Fields, path: tuple[object, ...]) -> None:
        if place.row:
            place.row += 1
        if table.title:
            title = self.template.text(table.title, fields, *path, "title")
            self._cell(place.sheet, place.row, 0, title, "table title")
            place.row += 1
        first = place.row
        headings = [
            self.template.text(about.heading, fields, *path, "columns", column)
            for column, about in enumerate(table.columns)
        ]
        self._row(place, headings, table, ["heading"] * len(headings))
        items = self.template.text(table.rows, fields, *path, "rows")
        if table.long and items:
            self._long_table(place, table, items, fields, path)
            return
        ranges: dict[str, tuple[int, int]] = {}
        columns = [
            self.template.values(about.value, table, items, fields, *path, "columns", column)
            for column, about in enumerate(table.columns)
        ]
        for item, *values in zip(items, *columns, strict=True):
            its = {**fields, table.as_: item}
            if table.drop_down_name:
                name = str(self.template.text(table.drop_down_name, its, *path, "drop down name"))
                ranges[name] = (ranges.get(name, (place.row, 0))[0], place.row)
            self._row(place, values, table, [about.style for about in table.columns])
            for column, about in enumerate(table.columns):
                if about.link:
                    link = self.template.text(about.link, its, *path, "columns", column, "link")
                    place.sheet.write_url(place.row - 1, column, link, self._format("link"), str(values[column]))
                    self._cell(place.sheet, place.row - 1, column, values[column], "link")
        if place.row == first + 1:
            self._cell(place.sheet, place.row, 0, self.template.text(table.no_rows, fields, *path, "no rows"), "line")
            place.row += 1
        elif first <= 1:
            place.sheet.autofilter(first, 0, place.row - 1, len(table.columns) - 1)
        if table.drop_down_heading:
            column = [about.heading for about in table.columns].index(table.drop_down_heading)
            quoted = place.sheet.get_name().replace("'", "''")
            for name, (start, end) in ranges.items():
                self.drop_downs[name] = f"='{quoted}'!{xl_range_abs(start, column, end, column)}"

    def _long_table(
        self, place: _Place, table: Table, items: Sequence[Any], fields: Fields, path: tuple[object, ...]
    ) -> None:
        """The rows below headings that are written, a column at a time."""
        for column, about in enumerate(table.columns):
            values = self.template.values(about.value, table, items, fields, *path, "columns", column)
            number = all(value is None or type(value) is int for value in values)
            if not number:
                values = [None if value is None or value == "" else _words(value) for value in values]
            self._column(place.sheet, place.row, "whole number" if number else "text", values)
        place.sheet.autofilter(place.row - 1, 0, place.row + len(items) - 1, len(table.columns) - 1)
        place.sheet.freeze_panes(place.row, 0)
        place.row += len(items)

    def _row(self, place: _Place, values: Sequence[Any], table: Table, styles: Sequence[str]) -> None:
        """One row of a table, as high as its longest wrapped text needs: not every program works that out itself."""
        lines = 1
        for column, (value, style, about) in enumerate(zip(values, styles, table.columns, strict=True)):
            self._cell(place.sheet, place.row, column, value, style)
            if isinstance(value, str) and self.layout.styles.get(style, Style()).wrap:
                lines = max(lines, _lines(value, about.width))
        if lines > 1:
            place.sheet.set_row(place.row, lines * self._line_height())
        place.row += 1

    def _line_height(self, style: str = "body") -> float:
        return (self.layout.styles.get(style, Style()).size or self.layout.size) * 1.3

    def _list(self, sheet: ListSheet, result: ListResult, fields: Fields) -> None:
        heading_row = int(self.template.text(self.layout.list_heading_row, fields, "list heading row")) - 1
        if heading_row:
            title = self.template.text(self.layout.list_title, {**fields, "list": result}, "list title")
            self._cell(sheet, 0, 0, title, "title")
            sheet.set_row(0, self._line_height("title"))
        first, last = heading_row + 1, heading_row + max(1, len(result.rows))
        heading_lines = 1
        for position, column in enumerate(result.columns):
            values = [row[position] for row in result.rows]
            width = self._width(column.kind, column.heading, values)
            heading_lines = max(heading_lines, _lines(column.heading, width))
            self._cell(sheet, heading_row, position, column.heading, "heading")
            sheet.set_column(position, position, width)
            self._column(sheet, first, column.kind, values)
            if column.codes in self.drop_downs:
                sheet.data_validation(
                    first,
                    position,
                    last + self.layout.list_spare_rows,
                    position,
                    {
                        "validate": "list",
                        "source": self.drop_downs[column.codes],
                        "error_type": "warning",
                        "error_title": "Not an accepted code",
                        "error_message": "Choose a code from the list, as Ofsted writes it.",
                    },
                )
        sheet.ignore_errors({"number_stored_as_text": xl_range(first, 0, last, len(result.columns) - 1)})
        sheet.set_row(heading_row, heading_lines * self._line_height())
        sheet.set_paper(A3)
        sheet.freeze_panes(heading_row + 1, 1)
        sheet.autofilter(heading_row, 0, last, len(result.columns) - 1)
        sheet.repeat_rows(0, heading_row)

    def _column(self, sheet: ListSheet, first: int, kind: str, values: Sequence[Any]) -> None:
        style = self._format("list", is_date=kind == "date")
        if kind == "date":
            sheet.write_numbers(first, [None if day is None else day.toordinal() - DAY_ZERO for day in values], style)
        elif kind == "whole number":
            sheet.write_numbers(first, values, style)
        else:
            sheet.write_texts(first, values, style)

    def _width(self, kind: str, heading: str, values: Sequence[Any]) -> float:
        """Wide enough for the longest value and the longest word of the heading, within the template's bounds."""
        longest = 10 if kind in ("date", "whole number") else max((len(value) for value in values if value), default=0)
        word = max(map(len, heading.split()))
        return min(self.layout.list_most_width, max(self.layout.list_least_width, longest + 2, word + 4))


def _words(value: Any) -> str:
    """A value of a long table as text."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters; most characters are narrower than a figure."""
    return max(1, math.ceil(len(text) * 0.95 / width))
