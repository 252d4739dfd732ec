"""The look and the words of a workbook, as its author writes them in templates: sheets, lines, tables, styles.

Texts are Jinja fields over the pack. What a cell holds is worked out here; where it goes is the writer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from operator import attrgetter
from typing import Any

from pydantic import Field

from readiness.files.office import LONGEST_SHEET_NAME
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.phrases import nearest
from readiness.foundation.placeholders import fill
from readiness.specification.base import Piece, Words
from readiness.specification.yaml_page import Page, shape

Fields = Mapping[str, Any]
MOST_SHEETS = 1_000
STYLES = ("body", "heading", "line", "link", "list", "table title", "title")


class Style(Piece):
    """How cells of one kind look. Colours are #RRGGBB."""

    bold: bool = False
    size: float | None = None
    colour: str = Field(default="", pattern=r"^(#[0-9A-Fa-f]{6})?$")
    fill: str = Field(default="", pattern=r"^(#[0-9A-Fa-f]{6})?$")
    wrap: bool = False
    border: str = Field(default="", pattern=r"^(#[0-9A-Fa-f]{6})?$")
    number_format: str = ""


class Line(Piece):
    """One row of texts, shown when ``when`` is absent or comes out true. The style is that of the first cell."""

    cells: tuple[str, ...]
    style: str = "body"
    when: str = ""


class TableColumn(Piece):
    """One column of a table, or one ``for each`` item. A ``link`` is a place in the workbook where its cells lead."""

    heading: str
    value: str
    for_each: str = ""
    as_: str = "column"
    width: float = 14
    style: str = "body"
    link: str = ""


class Table(Piece):
    """A table with a row for each item of ``rows``, which is called ``as`` in the columns' values.

    A ``long`` table may have very many rows: it is written a column at a time, its rows not wrapped, with a filter.
    A table that feeds drop-downs says which heading holds the choices and, for each row, the name they go by.
    """

    title: str = ""
    rows: str
    as_: str = "row"
    when: str = ""
    long: bool = False
    columns: tuple[TableColumn, ...]
    drop_down_heading: str = ""
    drop_down_name: str = ""
    no_rows: str = "None."


class SheetTemplate(Piece):
    """A sheet: lines, then tables; or one list in Ofsted's layout. ``for each`` makes one sheet an item."""

    name: str
    for_each: str = ""
    as_: str = "each"
    list_: str = ""
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()


class Layout(Piece):
    """A workbook's template, and the documents it is part of. The row of headings hangs on choices and the layout.

    One ``for_checks`` tells what checks found, and names the document by which they have it written. One that
    ``names_each_row`` not listed takes its time, and is written only when it is asked for by name. So is one that
    ``carries_words``, which are what people write in it and the next run's is to have too. One ``made_by`` a command of
    its own is no document of a build.
    """

    documents: Words
    for_checks: str = ""
    names_each_row: bool = False
    carries_words: bool = False
    made_by: str = ""
    file: str = Field(pattern=r"^[a-z0-9_]+\.xlsx$")
    title: str
    font: str = "Arial"
    size: float = 10
    list_title: str = "{{ list.title }}"
    list_heading_row: str = "2"
    list_spare_rows: int = 200
    lists_also_as_csv: str = ""
    list_least_width: float = 10
    list_most_width: float = 42
    styles: dict[str, Style]
    sheets: tuple[SheetTemplate, ...]


class WorkbookTemplate:
    """A layout read from its file, and the filling of its fields."""

    def __init__(self, page: Page, layout: Layout, fields: Fields | None = None) -> None:
        self._page = page
        self.layout = layout
        self.fields = fields or {}

    @property
    def documents(self) -> Words:
        return self.layout.documents

    @property
    def by_name_only(self) -> bool:
        """Whether it is written only when it is asked for by name."""
        return self.layout.names_each_row or self.layout.carries_words

    def over(self, fields: Fields) -> WorkbookTemplate:
        """The same template with fields to fill."""
        return WorkbookTemplate(self._page, self.layout, fields)

    def text(self, value: str, fields: Fields, *path: object) -> Any:
        """The text with its fields filled in; ``path`` is where it stands in the file."""
        return fill(value, self._page.at(*path), fields)

    def heading_row(self, choice: Mapping[str, Any], layout: str) -> int:
        """The row on which the headings of lists stand; 0 when the workbook has no lists."""
        if not any(sheet.list_ for sheet in self.layout.sheets):
            return 0
        fields = {"choice": choice, "layout": layout}
        return int(self.text(self.layout.list_heading_row, fields, "list heading row"))

    def shown(self, when: str, fields: Fields, *path: object) -> bool:
        return not when or bool(self.text(when, fields, *path))

    def values(self, value: str, table: Table, items: Sequence[Any], fields: Fields, *path: object) -> list[Any]:
        """The value for each item of a table. One that is a plain field of the item is taken as it is."""
        field = re.fullmatch(rf"{{{{ *{re.escape(table.as_)}((?:\.[a-z]\w*)+) *}}}}", value)
        if field and items:
            take = attrgetter(field[1][1:])
            with suppress(AttributeError):
                return [take(item) for item in items]
        return [self.text(value, {**fields, table.as_: item}, *path) for item in items]

    def columns(self, table: Table, fields: Fields, *path: object) -> list[tuple[TableColumn, Fields, int]]:
        """The columns of a table, each with the fields it may use and its place in the file."""
        columns: list[tuple[TableColumn, Fields, int]] = []
        for number, column in enumerate(table.columns):
            items = [None]
            if column.for_each:
                items = self.text(column.for_each, fields, *path, "columns", number, "for each")
            columns += ((column, {**fields, column.as_: item} if column.for_each else fields, number) for item in items)
        return columns

    def sheets(self) -> Iterator[tuple[SheetTemplate, str, Fields, tuple[object, ...]]]:
        """Each sheet to write: its layout, its name, the fields it may use and its path in the file."""
        names: set[str] = set()
        for number, sheet in enumerate(self.layout.sheets):
            path = ("sheets", number)
            items = self.text(sheet.for_each, self.fields, *path, "for each") if sheet.for_each else [None]
            for item in items:
                fields = {**self.fields, sheet.as_: item} if sheet.for_each else self.fields
                name = _sheet_name(str(self.text(sheet.name, fields, *path, "name")))
                if name.casefold() in names:
                    place = self._page.at(*path, "name")
                    raise SpecificationError(Mistake(place, f'two sheets are called "{name}"', "Name one otherwise"))
                names.add(name.casefold())
                if len(names) > MOST_SHEETS:
                    wrong = f"makes more than {MOST_SHEETS:,} sheets"
                    raise SpecificationError(Mistake(self._page.at(*path, "for each"), wrong, "Make fewer"))
                yield sheet, name, fields, path


def _sheet_name(name: str) -> str:
    """The name as Excel allows it."""
    return re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:LONGEST_SHEET_NAME] or "SheetTemplate"


def template_of(page: Page) -> WorkbookTemplate | None:
    """The workbook's template on a page; None when it holds mistakes, which are then the page's."""
    layout: Layout | None = shape(page, Layout) if not page.mistakes else None
    if layout is None:
        return None
    page.mistakes.extend(_misfits(page, layout))
    return WorkbookTemplate(page, layout)


def _misfits(page: Page, layout: Layout) -> Iterator[Mistake]:
    """A mistake for every style and heading that is named and not there."""
    styles = {*layout.styles, *STYLES}

    def unknown(style: str, *path: object) -> Iterator[Mistake]:
        if style not in styles:
            yield Mistake(page.at(*path), f'there is no style "{style}"', nearest(style, styles) or "Define it")

    for number, sheet in enumerate(layout.sheets):
        for line_number, line in enumerate(sheet.lines):
            yield from unknown(line.style, "sheets", number, "lines", line_number)
        for table_number, table in enumerate(sheet.tables):
            path = ("sheets", number, "tables", table_number)
            for column_number, column in enumerate(table.columns):
                yield from unknown(column.style, *path, "columns", column_number)
            headings = [column.heading for column in table.columns]
            if table.drop_down_heading and table.drop_down_heading not in headings:
                hint = nearest(table.drop_down_heading, headings) or "Name one of the table's headings"
                yield Mistake(page.at(*path), f'there is no heading "{table.drop_down_heading}"', hint)
