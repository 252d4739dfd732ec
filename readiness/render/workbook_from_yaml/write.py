"""Writes a workbook as its template lays it out, sheet by sheet.

The same pack and template give the same bytes: the created date is the inspection day, and nothing reads the clock.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from readiness.render.workbook_from_yaml.bulk_rows import ListSheet
from readiness.render.workbook_from_yaml.list_sheet import write_list
from readiness.render.workbook_from_yaml.styled_cells import StyledCells, line_count, words
from readiness.render.workbook_from_yaml.template import (
    Fields,
    SheetTemplate,
    Style,
    Table,
    TableColumn,
    WorkbookTemplate,
)

A4 = 9
_Columns = Sequence[tuple[TableColumn, Fields, int]]  # each with the fields it may use and its place in the file
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
        self.cells = StyledCells(book, template.layout)
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
            write_list(worksheet, result, self.template, fields, self.cells, self.drop_downs)

    def _page(self, place: _Place, sheet: SheetTemplate, fields: Fields, path: tuple[object, ...]) -> None:
        widths: dict[int, float] = {}
        for number, line in enumerate(sheet.lines):
            at = (*path, "lines", number)
            if not self.template.shown(line.when, fields, *at, "when"):
                continue
            for column, cell in enumerate(line.cells):
                value = self.template.text(cell, fields, *at)
                self.cells.cell(place.sheet, place.row, column, value, "line" if column else line.style)
            place.row += 1
        for number, table in enumerate(sheet.tables):
            at = (*path, "tables", number)
            if self.template.shown(table.when, fields, *at, "when"):
                columns = self.template.columns(table, fields, *at)
                self._table(place, table, columns, fields, at)
                for column, (table_column, *_) in enumerate(columns):
                    widths[column] = max(widths.get(column, 0), table_column.width)
        for column, width in widths.items():
            place.sheet.set_column(column, column, width)
        if len(sheet.tables) == 1 and not sheet.lines:
            place.sheet.freeze_panes(1, 0)

    def _table(self, place: _Place, table: Table, columns: _Columns, fields: Fields, path: tuple[object, ...]) -> None:
        if place.row:
            place.row += 1
        if table.title:
            title = self.template.text(table.title, fields, *path, "title")
            self.cells.cell(place.sheet, place.row, 0, title, "table title")
            place.row += 1
        first = place.row
        headings = [
            self.template.text(table_column.heading, column_fields, *path, "columns", number)
            for table_column, column_fields, number in columns
        ]
        look = [table_column for table_column, *_ in columns]
        self._row(place, headings, look, ["heading"] * len(headings))
        items = self.template.text(table.rows, fields, *path, "rows")
        values_of = [
            self.template.values(table_column.value, table, items, column_fields, *path, "columns", number)
            for table_column, column_fields, number in columns
        ]
        if table.long and items:
            self._long_table(place, values_of, len(items))
            return
        ranges: dict[str, tuple[int, int]] = {}
        for item, *values in zip(items, *values_of, strict=True):
            item_fields = {**fields, table.as_: item}
            if table.drop_down_name:
                name = str(self.template.text(table.drop_down_name, item_fields, *path, "drop down name"))
                ranges[name] = (ranges.get(name, (place.row, 0))[0], place.row)
            self._row(place, values, look, [table_column.style for table_column in look])
            for column, (table_column, _, number) in enumerate(columns):
                if table_column.link:
                    link = self.template.text(table_column.link, item_fields, *path, "columns", number, "link")
                    place.sheet.write_url(place.row - 1, column, link, self.cells.format("link"), str(values[column]))
                    self.cells.cell(place.sheet, place.row - 1, column, values[column], "link")
        if place.row == first + 1:
            self.cells.cell(
                place.sheet, place.row, 0, self.template.text(table.no_rows, fields, *path, "no rows"), "line"
            )
            place.row += 1
        elif first <= 1:
            place.sheet.autofilter(first, 0, place.row - 1, len(columns) - 1)
        if table.drop_down_heading:
            column = [table_column.heading for table_column in look].index(table.drop_down_heading)
            quoted = place.sheet.get_name().replace("'", "''")
            for name, (start, end) in ranges.items():
                self.drop_downs[name] = f"='{quoted}'!{xl_range_abs(start, column, end, column)}"

    def _long_table(self, place: _Place, values_of: Sequence[Sequence[Any]], rows: int) -> None:
        """The rows below headings that are written, a column at a time."""
        for values in values_of:
            kinds = {type(value) for value in values} - {type(None)}
            kind = "whole number" if kinds <= {int} else "date" if kinds == {dt.date} else "text"
            if kind == "text":
                texts = [None if value is None or value == "" else words(value) for value in values]
            self.cells.column(place.sheet, place.row, kind, texts if kind == "text" else values)
        place.sheet.autofilter(place.row - 1, 0, place.row + rows - 1, len(values_of) - 1)
        place.sheet.freeze_panes(place.row, 0)
        place.row += rows

    def _row(self, place: _Place, values: Sequence[Any], look: Sequence[TableColumn], styles: Sequence[str]) -> None:
        """One row of a table, as high as its longest wrapped text needs: not every program works that out itself."""
        lines = 1
        for column, (value, style, table_column) in enumerate(zip(values, styles, look, strict=True)):
            self.cells.cell(place.sheet, place.row, column, value, style)
            if isinstance(value, str) and self.layout.styles.get(style, Style()).wrap:
                lines = max(lines, line_count(value, table_column.width))
        if lines > 1:
            place.sheet.set_row(place.row, lines * self.cells.line_height())
        place.row += 1
