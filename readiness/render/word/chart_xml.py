"""One chart's part of a Word document and the workbook behind it: a chart's title, names and numbers in another's look.

Elements stand in the order that the format (ECMA-376, DrawingML charts) demands; programs refuse any other.
"""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from xlsxwriter.utility import xl_range_abs

from readiness.foundation.chart import Chart, Series
from readiness.foundation.errors import Mistake, SpecificationError

CHART_SHEET = "Sheet1"
PLAIN = "General"
WITHOUT_CATEGORIES = ("c:scatterChart", "c:bubbleChart")
HOLDING_NUMBERS = ("c:idx", "c:order", "c:tx", "c:cat", "c:val", "c:errBars", "c:extLst")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def drawn_like(parse: Callable[[bytes], Any], look: bytes, chart: Chart, damaged: Mistake) -> tuple[Any, list[str]]:
    """The XML of a chart that looks like another, and the number format of each series.

    Raises SpecificationError: ``damaged``, or with why no chart can be drawn like this one in its place.
    """
    try:
        space = parse(look)
        wrong = unlike(space)
        formats = [] if wrong else show(space, chart)
    except (SyntaxError, AttributeError, LookupError, TypeError, ValueError):
        raise SpecificationError(damaged) from None
    if wrong:
        raise SpecificationError(replace(damaged, wrong=wrong))
    return space, formats


def unlike(space: Any) -> str:
    """Why no chart can be drawn like this one, in words; empty if one can."""
    if any(space.find(f".//{qn(kind)}") is not None for kind in WITHOUT_CATEGORIES):
        return "is of a kind that has no categories"
    if space.find(f"{qn('c:chart')}/{qn('c:plotArea')}//{qn('c:ser')}") is None:
        return "has no series whose look could be taken"
    return ""


def first_name(space: Any) -> str:
    """The name of a chart's first series."""
    first = next(space.iter(qn("c:ser")), None)
    return "" if first is None else " ".join(v.text or "" for v in first.iterfind(f"{qn('c:tx')}//{qn('c:v')}"))


def show(space: Any, chart: Chart) -> list[str]:
    """Puts a chart's title, names and values in place of those there. Gives the number format of each series.

    The n-th series looks like the n-th that was there; further ones look like those in turn.
    """
    frame = space.find(qn("c:chart"))
    title = frame.find(qn("c:title"))
    if title is not None:
        _retitle(title, chart.title)
    plot = frame.find(qn("c:plotArea"))
    for hidden in plot.findall(f"*/{qn('c:extLst')}"):  # series that were filtered out
        hidden.getparent().remove(hidden)
    looks = sorted(plot.iter(qn("c:ser")), key=_order)
    for extra in looks[len(chart.series) :]:
        _remove_series(extra)
    formats = []
    for number, series in enumerate(chart.series):
        element = looks[number] if number < len(looks) else _one_more(looks[number % len(looks)])
        formats.append(element.findtext(f"{qn('c:val')}//{qn('c:formatCode')}") or PLAIN)
        _fill_series(element, number, series, chart.categories, formats[-1])
    if chart.highest is not None:
        _end_axes(plot, chart.axis_end)
    gaps = _valued("c:dispBlanksAs", "gap")  # a missing value is no nought
    _replace(frame, gaps, after=("c:plotArea", "c:legend", "c:plotVisOnly"))
    return formats


def link_workbook(space: Any, key: str) -> None:
    """Says by its relationship which workbook holds a chart's numbers, instead of what was there."""
    linked = _around("c:externalData", _valued("c:autoUpdate", "0"))
    linked.set(qn("r:id"), key)
    _replace(space, linked, after=("c:chart", "c:spPr", "c:txPr"))
    for pivot in space.findall(qn("c:pivotSource")):
        space.remove(pivot)


def workbook(chart: Chart, formats: Sequence[str], day: dt.date) -> bytes:
    """A chart's numbers as Word keeps them: categories down the first column, a series in each further one."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    book.set_properties({"created": dt.datetime.combine(day, dt.time())})
    sheet = book.add_worksheet(CHART_SHEET)
    sheet.set_column(0, len(chart.series), 18)
    for row, category in enumerate(chart.categories, start=1):
        sheet.write_string(row, 0, category)
    for column, (series, number_format) in enumerate(zip(chart.series, formats, strict=True), start=1):
        look = book.add_format({"num_format": number_format})
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value, look)
    book.close()
    return content.getvalue()


def _end_axes(plot: Any, highest: float | None) -> None:
    """Lets the axes of values run from nought to an end, if there is one, where their author ended them nowhere."""
    for scaling in plot.iterfind(f"{qn('c:valAx')}/{qn('c:scaling')}"):
        for tag, end in (("c:min", 0), ("c:max", highest)):
            if end is not None and scaling.find(qn(tag)) is None:
                _replace(scaling, _valued(tag, f"{end:g}"), after=("c:logBase", "c:orientation"))


def _order(series: Any) -> int:
    place = series.find(qn("c:order"))
    return int(place.get("val")) if place is not None and place.get("val", "").isdecimal() else 0


def _one_more(look: Any) -> Any:
    """A series more that looks like one that is there, behind those it is plotted with."""
    added = copy.deepcopy(look)
    look.getparent().findall(qn("c:ser"))[-1].addnext(added)
    return added


def _remove_series(series: Any) -> None:
    """Takes a series off, and its group with it if that is empty then and another shares its axes."""
    group = series.getparent()
    group.remove(series)
    axes = _axes(group)
    shared = any(_axes(other) == axes for other in group.getparent() if other is not group)
    if axes and shared and group.find(qn("c:ser")) is None:
        group.getparent().remove(group)


def _axes(group: Any) -> list[str]:
    """The axes that a group of series is plotted on; an axis itself, which names its own number, has none."""
    return [axis.get("val", "") for axis in group.findall(qn("c:axId"))] if group.tag.endswith("Chart") else []


def _fill_series(element: Any, number: int, series: Series, categories: Sequence[str], number_format: str) -> None:
    """Gives a series its place, name, categories and values; a look of single points beyond the last goes."""
    for old in (old for tag in HOLDING_NUMBERS for old in element.findall(qn(tag))):
        element.remove(old)
    for point in [*element.findall(qn("c:dPt")), *element.iter(qn("c:dLbl"))]:
        at = point.find(qn("c:idx"))
        if at is None or not at.get("val", "").isdecimal() or int(at.get("val")) >= len(categories):
            point.getparent().remove(point)
    column, last = number + 1, max(len(categories), 1)
    name = _around("c:tx", _strings(xl_range_abs(0, column, 0, column), [series.name]))
    for at, child in enumerate((_valued("c:idx", str(number)), _valued("c:order", str(number)), name)):
        element.insert(at, child)
    behind = next((child for child in element if child.tag in (qn("c:smooth"), qn("c:shape"))), None)
    names = _around("c:cat", _strings(xl_range_abs(1, 0, last, 0), categories))
    values = _around("c:val", _numbers(xl_range_abs(1, column, last, column), series.values, number_format))
    for child in (names, values):
        if behind is None:
            element.append(child)
        else:
            behind.addprevious(child)


def _strings(where: str, texts: Sequence[str]) -> Any:
    """Texts, with the cells that hold them."""
    points = [_point(at, text) for at, text in enumerate(texts)]
    cache = _around("c:strCache", _valued("c:ptCount", str(len(texts))), *points)
    return _around("c:strRef", _said("c:f", f"{CHART_SHEET}!{where}"), cache)


def _numbers(where: str, values: Sequence[float | None], number_format: str) -> Any:
    """Numbers, with the cells that hold them. One that is missing has no point; the others are as in their cells."""
    points = [_point(at, f"{value:.16G}") for at, value in enumerate(values) if value is not None]
    count = _valued("c:ptCount", str(len(values)))
    cache = _around("c:numCache", _said("c:formatCode", number_format), count, *points)
    return _around("c:numRef", _said("c:f", f"{CHART_SHEET}!{where}"), cache)


def _point(at: int, text: str) -> Any:
    point = _around("c:pt", _said("c:v", text))
    point.set("idx", str(at))
    return point


def _retitle(title: Any, text: str) -> None:
    """Puts a text in place of a title's, in the letters of its first words."""
    rich = title.find(f"{qn('c:tx')}/{qn('c:rich')}")
    if rich is None:  # the name of a series or of a cell, whose letters are described apart
        letters = title.find(qn("c:txPr"))
        rich = _around("c:rich", *([OxmlElement("a:bodyPr"), OxmlElement("a:p")] if letters is None else letters))
        if letters is not None:
            title.remove(letters)
        _replace(title, _around("c:tx", rich), after=())
    first, *others = rich.findall(qn("a:p"))
    for other in others:
        rich.remove(other)
    letters = first.find(f"*/{qn('a:rPr')}")
    run = _around("a:r", *([] if letters is None else [letters]), _said("a:t", text))
    for child in [child for child in first if child.tag not in (qn("a:pPr"), qn("a:endParaRPr"))]:
        first.remove(child)
    first.insert(len(first.findall(qn("a:pPr"))), run)


def _replace(parent: Any, child: Any, after: Sequence[str]) -> None:
    """Puts a child in place of any like it: behind the last of those named, else first."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    before = [at for at, other in enumerate(parent) if other.tag in [qn(tag) for tag in after]]
    parent.insert(before[-1] + 1 if before else 0, child)


def _around(tag: str, *children: Any) -> Any:
    element = OxmlElement(tag)
    element.extend(children)
    return element


def _said(tag: str, text: str) -> Any:
    element = OxmlElement(tag)
    element.text = text
    return element


def _valued(tag: str, value: str) -> Any:
    element = OxmlElement(tag)
    element.set("val", value)
    return element
