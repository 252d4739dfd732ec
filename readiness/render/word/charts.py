"""Draws the charts of a filled Word document: each place for one gets a copy of its template's chart, with its numbers.

How a chart looks is the template's: kind, colours, axes, legend, labels. What it shows is the ``Chart``'s, on the page,
in the workbook that Word opens to edit it, and in words as its alternative text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from readiness.foundation.chart import Chart
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.render.word.chart_xml import drawn_like, first_name, link_workbook, workbook

OWN_TO_A_CHART = ("/chartStyle", "/chartColorStyle", "/themeOverride", "/chartUserShapes")
ANEW = "Insert a line, column, bar or pie chart in its place"
ALONE = "Write the field of a chart there, alone, and leave the drawing out where there is no chart, with {%p if"
PointFields = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class _Place:
    """A drawing of a chart: the part it stands in, its properties with the alternative text, its link to the chart."""

    part: Part
    about: Any
    link: Any

    @property
    def text(self) -> str:
        return " ".join(self.about.get("descr", "").split())

    @property
    def relation(self) -> str:
        return str(self.link.get(qn("r:id"), ""))


def chart_fields(document: Document) -> PointFields:
    """The fields of a template's charts, by the part they stand in and their chart's link.

    A field stands in a drawing's alternative text. LibreOffice loses that of charts; then it is the first series' name
    that holds the field, and it is put where it would have stood.
    """
    fields = {}
    for place in _places(document):
        if "{" not in place.text and "{" in (name := _first_name(place)):
            place.about.set("descr", name)
        if "{" in place.text:
            fields[place.part.partname, place.relation] = place.text
    return fields


def draw_charts(document: Document, place: str, fields: PointFields, charts: Mapping[str, Chart], day: dt.date) -> None:
    """Draws every chart of a filled document. ``charts`` holds by key those that its fields gave.

    ``fields`` are those that the template had, ``place`` is what messages call it, ``day`` the day on which workbooks
    say they were made. Where a field stood, no chart keeps the template's numbers. Raises SpecificationError.
    """
    drawing, places = _Drawing(document, day), _places(document)
    wrong: dict[Mistake, None] = {}
    for each in places:
        field = fields.get((each.part.partname, each.relation), "")
        its_place = f"{place}, chart “{field}”"
        chart = charts.get(each.text)
        if not chart:
            if field:
                wrong[Mistake(its_place, "the field in its alternative text gives no chart", ALONE)] = None
            continue
        try:
            made = drawing.like(each.part.rels[each.relation].target_part, chart, its_place)
        except SpecificationError as error:
            wrong |= dict.fromkeys(error.mistakes)
            continue
        each.link.set(qn("r:id"), each.part.relate_to(made, RELATIONSHIP_TYPE.CHART))
        each.about.set("descr", chart.words)
    known = {each.about for each in places}
    for part in _parts(document):
        if any(e.get("descr") in charts for e in part.element.xpath("//*[@descr]") if e not in known):
            told = "a chart's field stands in the alternative text of something that is no chart"
            wrong[Mistake(place, told, ANEW)] = None
    if wrong:
        raise SpecificationError(*wrong)
    for part in _parts(document):
        _drop_unused(part)
    _number(document)


class _Drawing:
    """Makes the parts that charts need, under names that nothing in the document has."""

    def __init__(self, document: Document, day: dt.date) -> None:
        self._package = document.part.package
        self._day = day
        numbers = (re.sub(r"\D", "", part.partname)[-9:] for part in self._package.iter_parts())
        self._last = max(int(digits or 0) for digits in numbers)

    def like(self, look: Part, chart: Chart, place: str) -> Part:
        """A part that looks like another and shows a chart, with a workbook of its own. Raises SpecificationError."""
        self._last += 1
        space, formats = drawn_like(parse_xml, look.blob, chart, Mistake(place, "is damaged", ANEW))
        made = self._part(look, b"")
        for key, relation in look.rels.items():
            if relation.reltype.endswith(OWN_TO_A_CHART) and not relation.is_external:
                made.load_rel(relation.reltype, self._companion(relation.target_part), key)
            elif relation.reltype != RELATIONSHIP_TYPE.PACKAGE:
                made.load_rel(relation.reltype, relation._target, key, relation.is_external)
        name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._last}.xlsx")
        numbers = Part(name, CONTENT_TYPE.SML_SHEET, workbook(chart, formats, self._day), self._package)
        link_workbook(space, made.relate_to(numbers, RELATIONSHIP_TYPE.PACKAGE))
        made._blob = serialize_part_xml(space)
        return made

    def _companion(self, part: Part) -> Part:
        """A copy of what goes with a chart: its style, its colours, what is drawn upon it."""
        made = self._part(part, part.blob)
        for key, relation in part.rels.items():
            made.load_rel(relation.reltype, relation._target, key, relation.is_external)
        return made

    def _part(self, like: Part, content: bytes) -> Part:
        path = PurePosixPath(like.partname)
        name = PackURI(str(path.with_name(f"{path.stem.rstrip('0123456789')}{self._last}{path.suffix}")))
        return Part(name, like.content_type, content, self._package)


def _parts(document: Document) -> Iterator[Any]:
    """The parts of a document that may hold drawings: its body, its headers and its footers."""
    yield document.part
    kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    yield from (relation.target_part for relation in document.part.rels.values() if relation.reltype in kinds)


def _places(document: Document) -> list[_Place]:
    """Every drawing of a chart, in order."""
    found = []
    for part in _parts(document):
        for drawing in part.element.iter(qn("wp:inline"), qn("wp:anchor")):
            about = drawing.find(qn("wp:docPr"))
            link = drawing.find("/".join(map(qn, ("a:graphic", "a:graphicData", "c:chart"))))
            if about is not None and link is not None and link.get(qn("r:id")) in part.rels:
                found.append(_Place(part, about, link))
    return found


def _first_name(place: _Place) -> str:
    """The name of the first series of the chart in a place; nothing if it cannot be read."""
    with suppress(SyntaxError):
        return first_name(parse_xml(place.part.rels[place.relation].target_part.blob))
    return ""


def _drop_unused(part: Any) -> None:
    """Takes off the charts that nothing shows: those of the template whose places are all drawn or left out."""
    used = {link.get(qn("r:id")) for link in part.element.iter(qn("c:chart"))}
    for key, relation in [*part.rels.items()]:
        if relation.reltype == RELATIONSHIP_TYPE.CHART and key not in used:
            part.rels.pop(key)


def _number(document: Document) -> None:
    """Gives every drawing a number of its own: a loop repeats them, and headers count apart."""
    every = (about for part in _parts(document) for about in part.element.iter(qn("wp:docPr")))
    for number, about in enumerate(every, start=1):
        about.set("id", str(number))
