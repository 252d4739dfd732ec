"""Adds to a register that people have filled what is new in the specification: rows, columns, sheets. Keeps all else.

A workbook that holds what would not survive this is refused, with what to add by hand.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from readiness.files.cells import told
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.normalise import plain
from readiness.foundation.phrases import listed
from readiness.register.additions import NewCells, RegisterAdditions, SheetAdditions, last_row
from readiness.register.find_sheets import FoundSheet, Sheets, find_sheets, name_in, open_register
from readiness.register.initial_rows import NewRows
from readiness.register.new import (
    HOW_TO,
    FittedRow,
    add_guidance,
    add_sheet,
    as_words,
    cell_at,
    fill_cell,
    guide_rows,
    head,
    put_row,
    saved,
    sized,
)
from readiness.specification.frameworks import RegisterSheet

NAMED = 12  # additions that a message names
KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml|docProps/thumbnail\.\w+"
    r"|xl/(workbook|styles|sharedStrings|calcChain)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme\d+\.xml"
    r"|xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?|xl/comments/?(comment)?\d*\.xml"
    r"|xl/drawings/(vmlDrawing|commentsDrawing|drawing)\d+\.(vml|xml)|xl/tables/table\d+\.xml|xl/printerSettings/.*|xl/persons/.*|.*/"
)
LOST_PARTS = {
    r"vbaProject|macrosheets|activeX|ctrlProps": "macros or buttons",
    r"xl/(charts|chartsheets|drawings|media|diagrams|embeddings)/": "charts, pictures or shapes",
    r"xl/(pivot|slicer|timeline)": "pivot tables",
    r"xl/threadedComments/": "conversations (threaded comments)",
    r"xl/(externalLinks|queryTables|connections|model)": "links to other files",
    r"docMetadata/": "a sensitivity label",
    r"customXml/": "properties of a document library",
}
NEWER = "settings of a newer Excel"
HARMLESS = {b"v", b"drawing", b"phoneticPr", b"ignoredErrors", b"ignoredError"}  # told of already, or hints
_TAG = re.compile(rb"<(?:\w+:)?(\w+)[\s/>]")
_SHAPE = re.compile(rb'ObjectType="(?!Note")|<xdr:\w*Anchor\b')  # in the drawings that notes need there may be others
_FIXED_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bcustomHeight="(?:1|true)")[^>]*?\br="(\d+)"')
_OWN_WARNINGS = re.compile("Workbook contains no (default style|stylesheet)")


def update_register(
    file: Path, sheets: Sheets, rows: NewRows, filled: Mapping[str, NewCells] | None = None
) -> tuple[bytes, tuple[str, ...]]:
    """The register's bytes with what is new in them, and what that is; the file's own bytes when nothing is.

    New are rows whose name is not there yet, columns at the right end, sheets, and blank cells that are ``filled``.
    Raises SourceError when it cannot be said what is there, and when the workbook holds what would be lost.
    """
    found = find_sheets(open_register(file), file.name, sheets)
    if found.amiss:
        raise SourceError(*found.amiss)
    cells = filled or {}
    additions = [_additions(sheet, rows.get(key, ()), cells.get(key, {})) for key, sheet in found.sheets.items()]
    missing = {key: sheets[key] for key in sheets if key not in found.sheets}
    words = (
        *(word for added in additions for word in _words(added)),
        *(f"sheet {about.title}" for about in missing.values()),
    )
    return with_additions(file, RegisterAdditions(additions, missing, rows, words)), words


def with_additions(file: Path, added: RegisterAdditions) -> bytes:
    """The register's bytes with what is added in them; the file's own when nothing is.

    Raises SourceError when the workbook holds what would be lost, with the words of what is to be added by hand.
    """
    content, words = file.read_bytes(), added.words
    if not words:
        return content
    more = f" and {len(words) - NAMED} more" if len(words) > NAMED else ""
    by_hand = f"add by hand: {'; '.join(words[:NAMED])}{more}"
    if not _is_xlsx(content):
        raise SourceError(Mistake(file.name, "is not an .xlsx workbook", f"Save it as one, or {by_hand}"))
    lost = [*_parts_lost(content)]
    if any(sheet.found.has_formula(number, name) for sheet in added.sheets for number, name in _cells(sheet.found)):
        lost.append("formulas in columns that are read")
    updated = content
    if not lost:
        updated, lost = _updated(content, added)
    if lost:
        wrong = f"holds {listed(lost)}, which adding to it would harm"
        raise SourceError(Mistake(file.name, wrong, f"Take a copy without them, or {by_hand}"))
    return updated


def _additions(found: FoundSheet, rows: Sequence[Mapping[str, object]], cells: NewCells) -> SheetAdditions:
    about = found.about
    there = {name_in(about, held.get(about.named_by)) for _, held in found.below()}
    new = tuple(row for row in rows if name_in(about, _called(about, row)) not in there)
    missing = tuple(name for name in about.columns if name not in found.positions)
    return SheetAdditions(found, missing, new, last_row(found), cells)


def _words(added: SheetAdditions) -> Iterator[str]:
    """What is added to a sheet, as people are told it."""
    about = added.found.about
    place = f"sheet {told(added.found.sheet.name)}"
    yield from (f"{place}, column {about.columns[name].heading}" for name in added.columns)
    for number, cells in added.cells.items():
        for name, value in cells.items():
            yield f"{place}, row {number}, {about.columns[name].heading}: {told(str(value))}"
    for number, row in enumerate(added.rows, start=added.last + 1):
        yield f"{place}, row {number}: {told(_called(about, row))}"


def _called(about: RegisterSheet, row: Mapping[str, object]) -> str:
    """What a row to be added is called."""
    return as_words(about.columns[about.named_by], row[about.named_by])


def _cells(found: FoundSheet) -> Iterator[tuple[int, str]]:
    return ((number, name) for number, held in found.below() for name in held)


def _is_xlsx(content: bytes) -> bool:
    """Whether the file is of the kind that can be added to: older kinds and OpenDocument can only be read."""
    file = io.BytesIO(content)
    return zipfile.is_zipfile(file) and "xl/workbook.xml" in zipfile.ZipFile(file).namelist()


def _parts_lost(content: bytes) -> Iterator[str]:
    """What the workbook holds in parts that would be dropped."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [
            name
            for name in archive.namelist()
            if not KEPT.fullmatch(name) or (name.startswith("xl/drawings/") and _SHAPE.search(archive.read(name)))
        ]
    kinds = (next((kind for pattern, kind in LOST_PARTS.items() if re.search(pattern, name)), NEWER) for name in names)
    return iter(dict.fromkeys(kinds))


def _updated(content: bytes, new: RegisterAdditions) -> tuple[bytes, list[str]]:
    """The bytes with the additions in them, and what would be lost in them."""
    with warnings.catch_warnings(record=True) as told_of:
        warnings.simplefilter("always")
        book = _loaded(content)
        if book is None:
            return content, [NEWER]
        if any(_in_the_way(book[added.found.sheet.name], added) for added in new.sheets):
            return content, ["a table with totals or too few columns"]
        for added in new.sheets:
            _add(book[added.found.sheet.name], added)
        for key, about in new.new_sheets.items():
            add_sheet(book, about, new.new_rows.get(key, ()))
        _tell_how(book, new.sheets, new.new_sheets)
        for note in (cell.comment for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
            if note:
                sized(note)  # its size is not read
        book.calculation.fullCalcOnLoad = True
        updated = saved(book)
    lost = _tags(content) - _tags(updated) - HARMLESS
    unread = [warning for warning in told_of if not _OWN_WARNINGS.match(str(warning.message))]
    return updated, [NEWER] if lost or unread else []


def _loaded(content: bytes) -> Workbook | None:
    """The workbook, in which rows that fitted their words still do: the library would fix the height of every row.

    None when it cannot be loaded.
    """
    reader = ExcelReader(io.BytesIO(content), rich_text=True)
    try:
        reader.read()
    except Exception:  # it raises many kinds, and their texts may quote the file
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for listing, part in reader.parser.find_sheets():
            sheet: Any = reader.wb[listing.name]
            fixed = {*map(int, _FIXED_ROW.findall(archive.read(part.target)))}
            for number, row in [*sheet.row_dimensions.items()]:
                if row.ht is not None and number not in fixed:
                    look = {**dict(row), "index": number, "s": row._style}
                    sheet.row_dimensions[number] = FittedRow(sheet, **look)
    return reader.wb


def _tags(content: bytes) -> set[bytes]:
    """The names of all that stands in the sheets and tables of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith(("xl/worksheets/sheet", "xl/tables/"))]
        return {tag for name in sheets for tag in _TAG.findall(archive.read(name))}


def _add(sheet: Worksheet, added: SheetAdditions) -> None:
    """The columns and rows that are new for a sheet."""
    about, found = added.found.about, added.found
    columns = {name: at + found.sheet.left + 1 for name, at in found.positions.items()}
    last = added.last + len(added.rows)
    neighbour = cell_at(sheet, found.at, max(columns.values()))
    rows = sheet.iter_rows(min_row=found.at)
    used = max(
        place for row in rows for place, cell in enumerate(row, start=1) if cell.value not in (None, "") or cell.comment
    )
    for column, name in enumerate(added.columns, start=used + 1):
        columns[name] = column
        cell = cell_at(sheet, found.at, column)
        head(sheet, cell, about.columns[name], last)
        _look_like(cell, neighbour)
        if not any((look.min or 0) <= column <= (look.max or 0) for look in sheet.column_dimensions.values()):
            sheet.column_dimensions[get_column_letter(column)].width = about.columns[name].width
    for number, row in enumerate(added.rows, start=added.last + 1):
        for column in columns.values():
            above, cell = cell_at(sheet, added.last, column), cell_at(sheet, number, column)
            if added.last > found.at and above.has_style and not cell.has_style:
                _look_like(cell, above)
        put_row(sheet, number, about, row, columns)
    for number, cells in added.cells.items():
        for name, value in cells.items():
            fill_cell(cell_at(sheet, number, columns[name]), about.columns[name], value)
    right = max(columns.values())
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _reaching(sheet.auto_filter.ref, found.at, last, right)
    for table in _tables_over(sheet, found.at):
        table.ref = _reaching(table.ref, found.at, last, 0)
        if table.autoFilter:
            table.autoFilter.ref = table.ref


def _look_like(cell: Cell, model: Cell) -> None:
    for part in ("font", "fill", "border", "alignment", "protection", "number_format"):
        setattr(cell, part, copy(getattr(model, part)))


def _reaching(ref: str, headings: int, last: int, right: int) -> str:
    """A range that begins with the headings, reaching the last row and column, so that sorting moves whole rows."""
    left, top, furthest, bottom = cast(tuple[int, int, int, int], range_boundaries(ref))
    if top != headings:
        return ref
    return f"{get_column_letter(left)}{top}:{get_column_letter(max(furthest, right))}{max(bottom, last)}"


def _tables_over(sheet: Worksheet, headings: int) -> list[Table]:
    """The tables, as Excel calls them, that begin with the headings."""
    return [table for table in sheet.tables.values() if range_boundaries(table.ref)[1] == headings]


def _in_the_way(sheet: Worksheet, added: SheetAdditions) -> bool:
    """Whether a table would have to take in a column, or a row below its totals, which is better done by hand."""
    tables = _tables_over(sheet, added.found.at)
    return bool(tables and added.columns) or any(table.totalsRowCount for table in tables if added.rows)


def _tell_how(book: Workbook, additions: Sequence[SheetAdditions], missing: Sheets) -> None:
    """What the sheet of guidance, where there still is one, says of the columns and sheets that are new."""
    lines = [line for added in additions for line in guide_rows(added.found.about, added.columns)]
    lines += [line for about in missing.values() for line in guide_rows(about, about.columns)]
    for sheet in book.worksheets:
        if plain(sheet.title) == plain(HOW_TO):
            add_guidance(sheet, lines)
