"""Draws the charts of filled slides: each gets a copy of its template's chart, with the numbers of the day.

How a chart looks is the template's: kind, colours, axes, legend, labels. What it shows is the ``Chart``'s: on the
slide, in the workbook that PowerPoint opens to edit it, and in words as its alternative text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from readiness.foundation.chart import Chart
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.render.word.chart_xml import drawn_like, first_name, link_workbook, workbook

REFERS = ("id", "embed", "link", "pict", "dm", "lo", "qs", "cs", "href")
COMPANIONS = ("/chartStyle", "/chartColorStyle", "/themeOverride", "/chartUserShapes")
CHART_ANEW = "Insert a line, column, bar or pie chart in its place"
CHART_ALONE = (
    "Write the field of a chart there, alone, and leave the slide out where there is no chart, with {%slide if"
)
ChartFields = Mapping[tuple[int, str], str]
"""The fields of a template's charts, by the slide and the shape that they stand in."""


def frames(slide: Any) -> Iterator[tuple[Any, Any]]:
    """The properties of each chart's frame, with the alternative text, and its link to the chart."""
    for frame in slide.iter(qn("p:graphicFrame")):
        about = frame.find(f"{qn('p:nvGraphicFramePr')}/{qn('p:cNvPr')}")
        link = frame.find("/".join(map(qn, ("a:graphic", "a:graphicData", "c:chart"))))
        if about is not None and link is not None:
            yield about, link


def fields_of_charts(number: int, part: Any) -> ChartFields:
    """The fields of the charts of a template's slide.

    A field stands in the alternative text. LibreOffice may lose that; then it is the first series' name that holds the
    field, and it is put where it would have stood.
    """
    found = {}
    for about, link in frames(part._element):
        if "{" not in about.get("descr", "") and "{" in (name := _first_name(part, link)):
            about.set("descr", name)
        if "{" in about.get("descr", ""):
            found[number, about.get("id", "")] = " ".join(about.get("descr").split())
    return found


class Drawing:
    """Draws charts on slides, in parts under names that nothing in the presentation has."""

    def __init__(self, package: Any, place: str, day: dt.date) -> None:
        """``place`` is what messages call the template, ``day`` the day on which workbooks say they were made."""
        self._package, self._place, self._day = package, place, day
        self._last = 0
        self._taken = {part.partname for part in package.iter_parts()}

    def draw(self, number: int, part: Any, fields: ChartFields, charts: Mapping[str, Chart]) -> Iterator[Mistake]:
        """Draws the charts of a filled slide, made like the template's of that number; tells what gives no chart."""
        known = set()
        for about, link in frames(part._element):
            field = fields.get((number, about.get("id", "")), "")
            known.add(about)
            place = f"{self._place}, slide {number}, chart “{field}”"
            chart = charts.get(" ".join(about.get("descr", "").split()))
            if chart is None:
                if field:
                    yield Mistake(place, "the field in its alternative text gives no chart", CHART_ALONE)
                continue
            try:
                made = self._like(part.related_part(link.get(qn("r:id"))), chart, place)
            except SpecificationError as error:
                yield from error.mistakes
                continue
            link.set(qn("r:id"), part.relate_to(made, RELATIONSHIP_TYPE.CHART))
            about.set("descr", chart.words)
        for about in part._element.iter(qn("p:cNvPr")):
            if about not in known and about.get("descr") in charts:
                told = "a chart's field stands in the alternative text of something that is no chart"
                yield Mistake(f"{self._place}, slide {number}", told, CHART_ANEW)

    def _like(self, look: Any, chart: Chart, place: str) -> Part:
        """A part that looks like another and shows a chart, with a workbook of its own. Raises SpecificationError."""
        space, formats = drawn_like(parse_xml, look.blob, chart, Mistake(place, "is damaged", CHART_ANEW))
        made = self._part(look.partname, look.content_type, b"")
        keys = {}
        for key, relation in look.rels.items():
            if relation.is_external or relation.reltype == RELATIONSHIP_TYPE.PACKAGE:
                continue
            target = relation.target_part
            if relation.reltype.endswith(COMPANIONS):
                target = self._part(target.partname, target.content_type, target.blob)
            keys[key] = made.relate_to(target, relation.reltype)
        rename(space, keys)
        name = f"/ppt/embeddings/Microsoft_Excel_Sheet{self._last}.xlsx"
        numbers = self._part(name, CONTENT_TYPE.SML_SHEET, workbook(chart, formats, self._day))
        link_workbook(space, made.relate_to(numbers, RELATIONSHIP_TYPE.PACKAGE))
        made._blob = serialize_part_xml(space)
        return made

    def _part(self, like: str, content_type: str, content: bytes) -> Part:
        path = PurePosixPath(like)
        while True:
            self._last += 1
            name = PackURI(str(path.with_name(f"{path.stem.rstrip('0123456789')}{self._last}{path.suffix}")))
            if name not in self._taken:
                self._taken.add(name)
                return Part(name, content_type, self._package, content)


def rename(root: Any, keys: Mapping[str, str]) -> None:
    """Gives every reference of an element to another part its new key."""
    names = {qn("r:id").replace("}id", f"}}{name}") for name in REFERS}
    for element in root.iter():
        for name in names & {*element.attrib}:
            element.set(name, keys.get(element.get(name), element.get(name)))


def _first_name(part: Any, link: Any) -> str:
    """The name of the first series of a chart; nothing if it cannot be read."""
    with suppress(SyntaxError, KeyError):
        return first_name(parse_xml(part.related_part(link.get(qn("r:id"))).blob))
    return ""
