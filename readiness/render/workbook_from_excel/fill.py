"""Fills an Excel workbook's fields as its author styled it: whatever was done in Excel or LibreOffice stays.

The same template and fields give the same bytes: the dates in its properties are those of the day it is as at.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from readiness.files.office import EXCEL, LANGUAGE, damaged, template_bytes
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.phrases import printable
from readiness.foundation.placeholders import environment, printed
from readiness.render.workbook_from_excel.cells import FIELD
from readiness.render.workbook_from_excel.move import (
    move_chart,
    move_drawing,
    move_names,
    move_note_boxes,
    move_notes,
    move_sheet,
    move_table,
)
from readiness.render.workbook_from_excel.parts import RELATION_ID, SHEET, Element, Parts, as_bytes
from readiness.render.workbook_from_excel.refuse import refused
from readiness.render.workbook_from_excel.row_map import AS_THEY_WERE, RowMap
from readiness.render.workbook_from_excel.rows import FAULTS, SheetRows, told_of_template
from readiness.render.workbook_from_excel.styles import Looks

LONGEST = 255  # of a property, and of a header or a footer with its codes
CORE, CORE_TYPE = "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DUBLIN, TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
# something stands where the format has it otherwise
FAULTS_OF_A_FILE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    StopIteration,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def write_sheets(template: Path, place: str, fields: Mapping[str, Any], title: str, day: dt.date) -> bytes:
    """The filled workbook's bytes. ``place`` is what messages call the template.

    ``title`` and ``day`` go to the workbook's properties. Raises SpecificationError.
    """
    content = template_bytes(template, place, EXCEL)
    try:
        workbook = _Workbook(Parts(content), place)
        workbook.fill(fields)
        workbook.set_properties(title, day)
        return workbook.parts.packed()
    except FAULTS_OF_A_FILE:
        raise SpecificationError(damaged(place, EXCEL)) from None


def sheet_texts(template: Path, place: str) -> tuple[str, ...]:
    """The texts of a template that hold fields: each sheet's rows, and what is printed above and below its pages.

    Raises SpecificationError.
    """
    try:
        return tuple(_Workbook(Parts(template_bytes(template, place, EXCEL)), place).texts())
    except FAULTS_OF_A_FILE:
        raise SpecificationError(damaged(place, EXCEL)) from None


class _Workbook:
    """A template being filled."""

    def __init__(self, parts: Parts, place: str) -> None:
        self.parts = parts
        self._place = place
        (self._book_part,) = parts.related("", "officeDocument")
        self._book = parts.tree(self._book_part)
        targets = {key: target for key, _, target, _ in parts.relations(self._book_part)}
        self._sheets = {str(each.get("name")): targets[each.get(RELATION_ID)] for each in self._book.iter("{*}sheet")}
        self._strings: list[Element] = []
        for part in parts.related(self._book_part, "sharedStrings"):
            self._strings = parts.tree(part).findall(f"{{{SHEET}}}si")

    def fill(self, fields: Mapping[str, Any]) -> None:
        """Fills every sheet, and moves what its rows push down. Raises SpecificationError with every mistake."""
        mistakes = [*refused(self.parts, self._book, self._sheets, self._place)]
        if mistakes:
            raise SpecificationError(*mistakes)
        moves: dict[str, RowMap] = {}
        for name, part, rows in self._with_rows():
            try:
                moves[name] = rows.fill(fields) if rows.has_fields else AS_THEY_WERE
            except SpecificationError as error:
                mistakes += error.mistakes
            mistakes += self._fill_headers(part, rows.place, fields)
        if mistakes:
            raise SpecificationError(*mistakes)
        self._move(moves)
        self._leave_no_field_behind()

    def texts(self) -> Iterator[str]:
        """Every text that holds fields."""
        for _, part, rows in self._with_rows():
            yield rows.text
            yield from (element.text or "" for element in self._headers(part))

    def _with_rows(self) -> Iterator[tuple[str, str, SheetRows]]:
        """Each sheet that has rows, by name, with its part and its rows."""
        styles = [self.parts.look(part) for part in self.parts.related(self._book_part, "styles")]
        looks = Looks(styles[0] if styles else None, self._book)
        for name, part in self._sheets.items():
            if self.parts.look(part).tag.endswith("}worksheet"):
                yield name, part, SheetRows(self.parts.tree(part), f"{self._place}, sheet {name}", self._strings, looks)

    def _headers(self, part: str) -> Iterator[Element]:
        found: Iterator[Element] = self.parts.tree(part).iterfind(f"{{{SHEET}}}headerFooter/*")
        return found

    def _fill_headers(self, part: str, place: str, fields: Mapping[str, Any]) -> Iterator[Mistake]:
        """Fields in what is printed above and below each page, in which a sign & of people's is written twice."""
        own = environment(finalize=lambda value: str(printed(value)).replace("&", "&&"))
        for element in self._headers(part):
            try:
                text = own.from_string(element.text or "").render(fields)
                element.text = text[:LONGEST].rstrip("&") if len(text) > LONGEST else text
            except FAULTS as error:
                where = "header" if element.tag.endswith("Header") else "footer"
                yield told_of_template(error, f"{place}, {where}", fields)

    def _move(self, moves: Mapping[str, RowMap]) -> None:
        """Everything that refers to rows, moved as they were."""
        for name, rows in moves.items():
            part = self._sheets[name]
            move_sheet(self.parts.tree(part), moves, name)
            for each in self.parts.related(part, "drawing"):
                move_drawing(self.parts.tree(each), rows)
            for each in self.parts.related(part, "comments", "threadedComment"):
                move_notes(self.parts.tree(each), rows)
            for each in self.parts.related(part, "vmlDrawing"):
                move_note_boxes(self.parts.tree(each), rows)
            for each in self.parts.related(part, "table"):
                if not move_table(self.parts.tree(each), rows):
                    self._take_table_out(part, each)
        for sheet in self._sheets.values():
            for drawing in self.parts.related(sheet, "drawing"):
                for chart in self.parts.related(drawing, "chart", "chartEx"):
                    move_chart(self.parts.tree(chart), moves)
        move_names(self._book, moves)

    def _take_table_out(self, sheet: str, table: str) -> None:
        """Makes a table that has no row a plain range: with headings alone it would not open."""
        keys = {key for key, _, target, _ in self.parts.relations(sheet) if target == table}
        for element in [*self.parts.tree(sheet).iter(f"{{{SHEET}}}tablePart")]:
            if element.get(RELATION_ID) in keys:
                holder = element.getparent()
                holder.remove(element)
                holder.set("count", str(len(holder)))
                if not len(holder):
                    holder.getparent().remove(holder)
        self.parts.drop(table, of=sheet)

    def _leave_no_field_behind(self) -> None:
        """Empties the shared texts that cells no longer use, and takes off what Excel kept to work formulas out."""
        for item in self._strings:
            if FIELD.search("".join(text.text or "" for text in item.iter("{*}t"))):
                for child in [*item]:
                    item.remove(child)
                etree.SubElement(item, f"{{{SHEET}}}t")
        for part in self.parts.related(self._book_part, "calcChain"):
            self.parts.drop(part, of=self._book_part)

    def set_properties(self, title: str, day: dt.date) -> None:
        """The workbook's title, language and day. Nothing says who saved the template last, or where."""
        if not self.parts.related("", "core-properties"):
            names = {"cp": PROPERTIES, "dc": DUBLIN, "dcterms": TERMS}
            root = etree.Element(f"{{{PROPERTIES}}}coreProperties", nsmap=names)
            self.parts.add(CORE, as_bytes(root), CORE_TYPE, CORE_RELATION)
        core = self.parts.tree(self.parts.related("", "core-properties")[0])
        texts = {
            f"{{{DUBLIN}}}title": printable(title)[:LONGEST],
            f"{{{DUBLIN}}}language": LANGUAGE,
            f"{{{PROPERTIES}}}lastModifiedBy": "",
            f"{{{TERMS}}}created": f"{day.isoformat()}T00:00:00Z",
            f"{{{TERMS}}}modified": f"{day.isoformat()}T00:00:00Z",
        }
        for tag, text in texts.items():
            element = core.find(tag)
            if element is None:
                element = etree.SubElement(core, tag)
            element.text = text
            if tag.startswith(f"{{{TERMS}}}"):
                element.set(TYPE, "dcterms:W3CDTF")
        for element in [*self._book.iter("{*}AlternateContent")]:
            if next(element.iter("{*}absPath"), None) is not None:
                element.getparent().remove(element)
