"""Excel templates for tests, and filled workbooks as their readers see them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.workbook import Workbook
from scorecards import AS_AT
from xlsxwriter.worksheet import Worksheet

from readiness.render.workbook_from_excel.fill import write_sheets

EACH, END = "{%tr for each in items %}", "{%tr endfor %}"
ITEMS = {"items": ["a", "b", "c"]}
PLACE = "templates/highlight_report.xlsx"
Made = Callable[[xlsxwriter.Workbook, Worksheet], None]


def a_template(rows: Sequence[Sequence[Any]], make: Made | None = None) -> bytes:
    """A workbook with a sheet "Report" with these cells. ``make`` does the rest, once they are there."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False})
    sheet = book.add_worksheet("Report")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)
    if make:
        make(book, sheet)
    book.close()
    return content.getvalue()


def filled(content: bytes, folder: Path, fields: Mapping[str, Any], title: str = "A report") -> bytes:
    template = folder / "template.xlsx"
    template.write_bytes(content)
    return write_sheets(template, PLACE, fields, title, AS_AT)


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content: bytes, sheet: str = "Report") -> list[list[Any]]:
    """The values of a sheet, each row up to its last."""
    rows = [[*row] for row in opened(content)[sheet].iter_rows(values_only=True)]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return rows


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def found(pattern: str, content: bytes, name: str = "xl/worksheets/sheet1.xml") -> list[Any]:
    """What a pattern finds in a part."""
    return re.findall(pattern, part(content, name))


def rewritten(content: bytes, change: Callable[[str, bytes], bytes], parts: Mapping[str, bytes] = {}) -> bytes:
    """The file with each part changed, and parts added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, added in parts.items():
            new.writestr(name, added)
    return made.getvalue()


def as_is(_: str, its: bytes) -> bytes:
    return its


def replaced(name: str, before: bytes, after: bytes) -> Callable[[str, bytes], bytes]:
    """A change of one part."""

    def change(which: str, its: bytes) -> bytes:
        assert which != name or before in its
        return its.replace(before, after, 1) if which == name else its

    return change
