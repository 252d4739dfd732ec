"""Lays out one list as Ofsted wants it: title, headings, widths, drop-downs of accepted codes, the rows below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_range

from readiness.lists.model import ListResult
from readiness.render.workbook_from_yaml.bulk_rows import ListSheet
from readiness.render.workbook_from_yaml.styled_cells import StyledCells, line_count
from readiness.render.workbook_from_yaml.template import Fields, Layout, WorkbookTemplate

A3 = 8


def write_list(
    sheet: ListSheet,
    result: ListResult,
    template: WorkbookTemplate,
    fields: Fields,
    cells: StyledCells,
    drop_downs: Mapping[str, str],
) -> None:
    """Writes a list on its sheet. ``drop_downs`` says, by code set, where its accepted codes stand in the workbook."""
    layout = template.layout
    heading_row = int(template.text(layout.list_heading_row, fields, "list heading row")) - 1
    if heading_row:
        title = template.text(layout.list_title, {**fields, "list": result}, "list title")
        cells.cell(sheet, 0, 0, title, "title")
        sheet.set_row(0, cells.line_height("title"))
    first, last = heading_row + 1, heading_row + max(1, len(result.rows))
    heading_lines = 1
    for position, column in enumerate(result.columns):
        values = [row[position] for row in result.rows]
        width = _width(layout, column.kind, column.heading, values)
        heading_lines = max(heading_lines, line_count(column.heading, width))
        cells.cell(sheet, heading_row, position, column.heading, "heading")
        sheet.set_column(position, position, width)
        cells.column(sheet, first, column.kind, values)
        if column.codes in drop_downs:
            sheet.data_validation(
                first,
                position,
                last + layout.list_spare_rows,
                position,
                {
                    "validate": "list",
                    "source": drop_downs[column.codes],
                    "error_type": "warning",
                    "error_title": "Not an accepted code",
                    "error_message": "Choose a code from the list, as Ofsted writes it.",
                },
            )
    sheet.ignore_errors({"number_stored_as_text": xl_range(first, 0, last, len(result.columns) - 1)})
    sheet.set_row(heading_row, heading_lines * cells.line_height())
    sheet.set_paper(A3)
    sheet.freeze_panes(heading_row + 1, 1)
    sheet.autofilter(heading_row, 0, last, len(result.columns) - 1)
    sheet.repeat_rows(0, heading_row)


def _width(layout: Layout, kind: str, heading: str, values: Sequence[Any]) -> float:
    """Wide enough for the longest value and the longest word of the heading, within the template's bounds."""
    longest = 10 if kind in ("date", "whole number") else max((len(value) for value in values if value), default=0)
    word = max(map(len, heading.split()))
    return min(layout.list_most_width, max(layout.list_least_width, longest + 2, word + 4))
