"""Makes a register for people to fill: a sheet each, drop-downs, the help of every column, and a sheet of guidance.

The same input gives the same bytes. Adding to a register that people have filled is left to updating.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from readiness.files.office import packed
from readiness.foundation.phrases import listed
from readiness.register.find_sheets import Sheets
from readiness.register.initial_rows import NewRows
from readiness.specification.frameworks import RegisterField, RegisterSheet

HOW_TO = "How to"
SPARE_ROWS = 500
A3, A4 = 8, 9
WIDE = 200  # characters; a wider sheet is printed on A3
LONGEST_LIST = 255  # characters that a drop-down's choices may have together
LONGEST_ERROR = 225
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
NO_DAY = dt.datetime.combine(dt.date(1980, 1, 1), dt.time())  # the first that a zip file can say
GUIDANCE = (
    "Each sheet holds one kind of thing, one thing a row. The table below says what goes into which column.",
    "Columns may be moved. Columns, sheets and rows of your own may be added. Rows may be sorted. Keep the headings.",
    "Where a column offers a list, choose from it. Write dates as 31/01/2026 and times as 14:30.",
    "Never write anything here from which a child could be recognised.",
    "readiness only reads this file, so it may stay open meanwhile; save it first.",
)
GUIDE_HEADINGS = {"Sheet": 18, "Column": 20, "What goes there": 70, "Choose from": 50, "Must be filled": 16}
LINE_HEIGHT = 13  # points
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
_FONT = Font(name="Arial", size=10)
_HEADING_FONT = Font(name="Arial", size=10, bold=True, color="FFFFFFFF")
_HEADING_FILL = PatternFill("solid", start_color="FF1F3864")  # white on it has a contrast of 11.6 to 1
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_LETTERS = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd"})


class FittedRow(RowDimension):
    """A row whose height Excel fits to its words again when they change; a plain one would stay as it is."""

    customHeight = False  # noqa: N815 (the library's name)


def new_register(sheets: Sheets, rows: NewRows) -> bytes:
    """A register with a sheet each and those rows in it, by the sheet's key.

    A row holds by field a text, a date, the key of a choice, or the keys of several areas.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    guide = book.create_sheet(HOW_TO)
    for key, about in sheets.items():
        add_sheet(book, about, rows.get(key, ()))
    _guide(guide, sheets.values())
    _described(book, "Register")
    return saved(book)


def one_sheet(about: RegisterSheet, rows: Sequence[Mapping[str, object]]) -> bytes:
    """A workbook of one sheet, laid out as a register's are."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_sheet(book, about, rows)
    _described(book, about.title)
    return saved(book)


def _described(book: Workbook, title: str) -> None:
    properties = book.properties
    properties.title, properties.language, properties.creator = title, "en-GB", "readiness"
    properties.created = properties.modified = NO_DAY


def saved(book: Workbook) -> bytes:
    """The workbook's bytes, in which nothing says when they were written."""
    file = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(file, "w")).save()
    with zipfile.ZipFile(file) as parts:
        return packed((name, parts.read(name)) for name in parts.namelist())


def add_sheet(book: Workbook, about: RegisterSheet, rows: Sequence[Mapping[str, object]]) -> None:
    """A sheet at the end of the workbook: headings in the first row, then the rows, then spare ones."""
    sheet = book.create_sheet(about.title)
    for column, field in enumerate(about.columns.values(), start=1):
        look = sheet.column_dimensions[get_column_letter(column)]
        look.width = field.width
        _plain_look(look, field)
        head(sheet, cell_at(sheet, 1, column), field, 1 + len(rows))
    for number, row in enumerate(rows, start=2):
        put_row(sheet, number, about, row, {name: column for column, name in enumerate(about.columns, start=1)})
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(about.columns))}{1 + len(rows) + SPARE_ROWS}"
    sheet.print_options.gridLines = True
    _page(sheet, 1, sum(field.width for field in about.columns.values()))


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell that is no part of a merged one."""
    return cast(Cell, sheet.cell(row, column))


def head(sheet: Worksheet, cell: Cell, field: RegisterField, last: int) -> None:
    """The heading of a column with its help as a note, and what may be filled in down to the last row and below it."""
    cell.value = field.heading
    cell.font, cell.fill, cell.alignment = _HEADING_FONT, _HEADING_FILL, _WRAPPED
    cell.comment = sized(Comment(field.help, "readiness"))
    validation = _validation(field)
    if validation:
        validation.add(f"{cell.column_letter}{cell.row + 1}:{cell.column_letter}{last + SPARE_ROWS}")
        sheet.add_data_validation(validation)


def put_row(
    sheet: Worksheet, number: int, about: RegisterSheet, row: Mapping[str, object], columns: Mapping[str, int]
) -> None:
    """A row's values in the columns where its fields are. Cells that have a look of their own keep it."""
    if unknown := row.keys() - about.columns.keys():
        raise KeyError(*unknown)
    lines = 1
    for name, column in columns.items():
        field, value = about.columns[name], row.get(name)
        fill_cell(cell_at(sheet, number, column), field, value)
        if value not in (None, "", (), []):
            lines = max(lines, _lines(as_words(field, value), field.width))
    _fit(sheet, number, lines)


def fill_cell(cell: Cell, field: RegisterField, value: object) -> None:
    """Writes a value: a day or a time as such where the field has them, a Decimal as a number, all else in words."""
    if not cell.has_style:
        _plain_look(cell, field)
    look = cell.number_format
    if field.type in ("date", "time") and isinstance(value, dt.date | dt.time):
        cell.value = value
        cell.number_format = look if is_date_format(look) else _number_format(field)
    elif isinstance(value, Decimal):
        cell.value = value
        cell.number_format = "General" if is_date_format(look) or look == "@" else look
    elif value not in (None, "", (), []):
        write_cell(cell, as_words(field, value))


def write_cell(cell: Cell, text: str) -> None:
    """A text that stays a text, whatever it begins with and whatever letters are in it."""
    escaped = _LOOKS_ESCAPED.sub("_x005F_", text.translate(_NO_LETTERS))
    cell.value = _NOT_IN_XML.sub(lambda letter: f"_x{ord(letter[0]):04X}_", escaped)
    cell.data_type = "s"


def as_words(field: RegisterField, value: object) -> str:
    """A value as people read it: choices by their titles, days as 31/01/2026."""
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    keys = value if isinstance(value, (list, tuple)) else [value]
    return "; ".join(field.choices[key][0] if key in field.choices else str(key) for key in keys)


def sized(note: Comment) -> Comment:
    """The note, large enough for its words. Sizes are in pixels."""
    lines = sum(1 + len(line) // 44 for line in note.text.splitlines())
    note.width, note.height = 300, 24 + 18 * max(2, lines)
    return note


def guide_rows(about: RegisterSheet, names: Iterable[str]) -> list[list[str]]:
    """What the sheet of guidance says of some fields of a sheet."""
    return [
        [
            about.title,
            field.heading,
            field.help,
            listed((titles[0] for titles in field.choices.values()), "or"),
            "Yes" if field.required == "cell" else "",
        ]
        for name in names
        for field in [about.columns[name]]
    ]


def _guide(sheet: Worksheet, abouts: Iterable[RegisterSheet]) -> None:
    """Guidance for everybody, since not everybody can see the notes on headings."""
    sheet["A1"] = "How to keep this register"
    sheet["A1"].font = Font(name="Arial", size=14, bold=True)
    _fit(sheet, 1, 2)
    for number, text in enumerate(GUIDANCE, start=2):
        sheet.cell(number, 1, text).font = _FONT
    top = len(GUIDANCE) + 3
    for column, (heading, width) in enumerate(GUIDE_HEADINGS.items(), start=1):
        cell = cell_at(sheet, top, column)
        cell.value = heading
        cell.font, cell.fill, cell.alignment = _HEADING_FONT, _HEADING_FILL, _WRAPPED
        sheet.column_dimensions[get_column_letter(column)].width = width
    for about in abouts:
        add_guidance(sheet, guide_rows(about, about.columns))
    sheet.freeze_panes = f"A{top + 1}"
    _page(sheet, top, 0)


def add_guidance(sheet: Worksheet, rows: Iterable[Sequence[str]]) -> None:
    """Rows of guidance below those that are there."""
    for number, row in enumerate(rows, start=sheet.max_row + 1):
        for column, text in enumerate(row, start=1):
            cell = cell_at(sheet, number, column)
            write_cell(cell, text)
            cell.font, cell.alignment = _FONT, _WRAPPED
        _fit(sheet, number, max(map(_lines, row, GUIDE_HEADINGS.values())))


def _plain_look(styled: Cell | ColumnDimension, field: RegisterField) -> None:
    styled.font, styled.alignment, styled.number_format = _FONT, _WRAPPED, _number_format(field)


def _fit(sheet: Worksheet, number: int, lines: int) -> None:
    """Makes a row high enough for its lines, unless somebody has given it a height: not every program does."""
    if lines > 1 and sheet.row_dimensions[number].ht is None:
        sheet.row_dimensions[number] = FittedRow(sheet, index=number, ht=LINE_HEIGHT * lines + 2)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters, most of which are narrower than a figure."""
    return sum(max(1, math.ceil(len(line) * 0.85 / width)) for line in text.splitlines() or [""])


def _page(sheet: Worksheet, headings: int, width: float) -> None:
    """How the sheet is printed: across, as wide as the paper, the headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A3 if width > WIDE else A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{headings}:{headings}"
    cast(HeaderFooterItem, sheet.oddFooter).center.text = "&A, page &P of &N"


def _number_format(field: RegisterField) -> str:
    looks = {"date": "dd/mm/yyyy", "time": "hh:mm"}
    return looks.get(field.type, "@")  # else Excel would make dates and numbers of what looks so


def _validation(field: RegisterField) -> DataValidation | None:
    """What a cell of the column accepts. A drop-down that Excel could not hold is left out."""
    allowed: dict[str, Any]
    titles = [choice[0] for choice in field.choices.values()]
    offered = ",".join(titles)
    if field.type == "date":
        days = (EARLIEST - dt.date(1899, 12, 30)).days, (LATEST - dt.date(1899, 12, 30)).days
        allowed = {"type": "date", "operator": "between", "formula1": str(days[0]), "formula2": str(days[1])}
        words = "Write a date, such as 31/01/2026."
    elif field.type == "time":
        allowed = {"type": "time", "operator": "between", "formula1": "0", "formula2": "0.99999"}
        words = "Write a time, such as 14:30."
    elif titles and len(offered) <= LONGEST_LIST and not any("," in title or '"' in title for title in titles):
        allowed = {"type": "list", "formula1": f'"{offered}"'}
        words = f"Choose {listed(titles, 'or')}."
    else:
        return None
    validation = DataValidation(allow_blank=True, **allowed)
    validation.showErrorMessage = field.type != "areas"  # of which several may stand in a cell
    validation.errorTitle, validation.error = field.heading[:32], words[:LONGEST_ERROR]
    return validation
