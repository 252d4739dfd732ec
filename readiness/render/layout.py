"""The look and the words of a workbook, as its author writes them in templates: sheets, lines, tables, styles.

Texts are Jinja fields over the pack. What a cell holds is worked out here; where it goes is the writer's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from readiness.errors import SpecificationError
from readiness.spec.model import Piece
from readiness.spec.reader import Page, read_page, shape
from readiness.words import fill

Fields = Mapping[str, Any]


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
    """One column of a table."""

    heading: str
    value: str
    width: float = 14
    style: str = "body"


class Table(Piece):
    """A table with a row for each item of ``rows``, which is called ``as`` in the columns' values.

    A table that feeds drop-downs says which heading holds the choices and, for each row, the name they go by.
    """

    title: str = ""
    rows: str
    as_: str = "row"
    when: str = ""
    columns: tuple[TableColumn, ...]
    drop_down_heading: str = ""
    drop_down_name: str = ""
    no_rows: str = "None."


class Sheet(Piece):
    """A sheet: lines, then tables; or one list in Ofsted's layout. ``for each`` makes one sheet an item."""

    name: str
    for_each: str = ""
    as_: str = "each"
    list_: str = ""
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()


class Layout(Piece):
    """A workbook's template, and the document it is part of."""

    document: str
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
    sheets: tuple[Sheet, ...]


class Template:
    """A layout read from its file, and the filling of its fields."""

    def __init__(self, page: Page, layout: Layout, fields: Fields | None = None) -> None:
        self._page = page
        self.layout = layout
        self.fields = fields or {}

    def over(self, fields: Fields) -> Template:
        """The same template with fields to fill."""
        return Template(self._page, self.layout, fields)

    def text(self, value: str, fields: Fields, *path: object) -> Any:
        """The text with its fields filled in; ``path`` is where it stands in the file."""
        return fill(value, self._page.at(*path), fields)

    def shown(self, when: str, fields: Fields, *path: object) -> bool:
        return not when or bool(self.text(when, fields, *path))

    def sheets(self) -> Iterator[tuple[Sheet, str, Fields, tuple[object, ...]]]:
        """Each sheet to write: its layout, its name, the fields it may use and its path in the file."""
        for number, sheet in enumerate(self.layout.sheets):
            path = ("sheets", number)
            items = self.text(sheet.for_each, self.fields, *path, "for each") if sheet.for_each else [None]
            for item in items:
                fields = {**self.fields, sheet.as_: item} if sheet.for_each else self.fields
                yield sheet, str(self.text(sheet.name, fields, *path, "name")), fields, path


def read_templates(folder: Path) -> list[Template]:
    """Every workbook template in a folder. Raises SpecificationError with every mistake."""
    templates, mistakes = [], []
    for file in sorted(folder.glob("*.yaml")):
        page = read_page(file, folder)
        layout: Layout | None = shape(page, Layout) if not page.mistakes else None
        mistakes.extend(page.mistakes)
        if layout is not None:
            templates.append(Template(page, layout))
    if mistakes:
        raise SpecificationError(*sorted(mistakes))
    return templates
