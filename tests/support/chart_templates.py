"""Word templates with native charts, made by hand for tests, and what a made document holds of charts."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from html import escape
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

SAMPLE = "A sample that nobody may see"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships/"
COLOURS = ("1F3864", "7F6000", "4D6B35", "A61B29")
AXES = (
    '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
    '<c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
)
TITLE = (
    '<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="en-GB" sz="900" b="1"/><a:t>Old </a:t></a:r><a:r><a:t>title'
    '</a:t></a:r></a:p><a:p><a:r><a:t>and more</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
)

# The order in which ECMA-376 wants the children of an element; what is repeated keeps its place.
_SERIES = "idx order tx spPr"
_MARKS = "dPt dLbls trendline errBars cat val"
ORDER = {
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr "
    "externalData printSettings userShapes extLst",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs "
    "showDLblsOverMax extLst",
    "title": "tx layout overlay spPr txPr extLst",
    "rich": "bodyPr lstStyle p",
    "p": "pPr r endParaRPr",
    "r": "rPr t",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "areaChart": "grouping varyColors ser dLbls dropLines axId extLst",
    "pieChart": "varyColors ser dLbls firstSliceAng extLst",
    "lineChart/ser": f"{_SERIES} marker {_MARKS} smooth extLst",
    "barChart/ser": f"{_SERIES} invertIfNegative pictureOptions {_MARKS} shape extLst",
    "areaChart/ser": f"{_SERIES} pictureOptions {_MARKS} extLst",
    "pieChart/ser": f"{_SERIES} explosion dPt dLbls cat val extLst",
    "tx": "strRef rich",
    "strRef": "f strCache extLst",
    "numRef": "f numCache extLst",
    "strCache": "ptCount pt extLst",
    "numCache": "formatCode ptCount pt extLst",
    "externalData": "autoUpdate",
    "catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos "
    "spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos "
    "spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst",
    "legend": "legendPos legendEntry layout overlay spPr txPr extLst",
}


def a_series(number: int, name: str = SAMPLE, extra: str = "", tail: str = "", where: int | None = None) -> str:
    """A series of a template with a colour of its own. ``where`` is its place in the order."""
    colour = COLOURS[number % len(COLOURS)]
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number if where is None else where}"/>'
        f"<c:tx><c:strRef><c:f>S!$B$1</c:f><c:strCache><c:ptCount val='1'/><c:pt idx='0'><c:v>{escape(name)}</c:v></c:pt>"
        f"</c:strCache></c:strRef></c:tx><c:spPr><a:ln><a:solidFill><a:srgbClr val='{colour}'/></a:solidFill></a:ln></c:spPr>"
        f"{extra}<c:cat><c:strRef><c:f>S!$A$2</c:f><c:strCache><c:ptCount val='1'/><c:pt idx='0'><c:v>{SAMPLE}</c:v></c:pt>"
        "</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>S!$B$2</c:f><c:numCache><c:formatCode>0.0</c:formatCode>"
        f"<c:ptCount val='1'/><c:pt idx='0'><c:v>98765</c:v></c:pt></c:numCache></c:numRef></c:val>{tail}</c:ser>"
    )


def a_plot(kind: str = "line", series: int = 2, name: str = SAMPLE) -> str:
    """What a chart of a kind is plotted with."""
    head = {"line": "", "bar": '<c:barDir val="col"/>', "area": "", "pie": ""}[kind]
    tail = '<c:smooth val="0"/>' if kind == "line" else ""
    grouping = "" if kind == "pie" else f'<c:grouping val="{"clustered" if kind == "bar" else "standard"}"/>'
    many = "".join(a_series(n, name if n == 0 else SAMPLE, tail=tail) for n in range(series))
    axes = "" if kind == "pie" else '<c:axId val="1"/><c:axId val="2"/>'
    return f'<c:{kind}Chart>{head}{grouping}<c:varyColors val="0"/>{many}{axes}</c:{kind}Chart>' + (axes and AXES)


def a_space(plot: str, title: str = TITLE, workbook: bool = True, rest: str = "") -> bytes:
    """A chart's part."""
    data = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>' if workbook else ""
    return (
        f"<c:chartSpace {nsdecls('c', 'a', 'r')}><c:chart>{title}<c:plotArea><c:layout/>{plot}</c:plotArea>{rest}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="zero"/></c:chart>{data}</c:chartSpace>'
    ).encode()


def _a_book() -> bytes:
    content = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = SAMPLE
    book.save(content)
    return content.getvalue()


def add_chart(document: Document, part: Any, space: bytes, text: str, workbook: bool = True, number: int = 1) -> Any:
    """Puts a chart with its workbook, style and colours into a part of a document; gives the run that holds it."""
    package = document.part.package
    names = (f"/word/charts/chart{number}.xml", f"/word/embeddings/book{number}.xlsx")
    chart = Part(PackURI(names[0]), CONTENT_TYPE.DML_CHART, space, package)
    if workbook:
        book = Part(PackURI(names[1]), CONTENT_TYPE.SML_SHEET, _a_book(), package)
        chart.load_rel(RELATIONSHIP_TYPE.PACKAGE, book, "rId1")
    for key, kind in (("rId2", "chartStyle"), ("rId3", "chartColorStyle")):
        about = Part(PackURI(f"/word/charts/{kind}{number}.xml"), f"application/{kind}+xml", b"<x/>", package)
        chart.load_rel(MICROSOFT + kind, about, key)
    key = part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    return parse_xml(
        f"<w:r {nsdecls('w', 'wp', 'a', 'c', 'r')}><w:drawing><wp:inline><wp:extent cx='900000' cy='900000'/>"
        f"<wp:docPr id='1' name='Chart' descr='{escape(text)}'/><a:graphic><a:graphicData uri="
        f"'http://schemas.openxmlformats.org/drawingml/2006/chart'><c:chart r:id='{key}'/></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r>"
    )


def a_template(space: bytes | None = None, text: str = "{{ each }}", workbook: bool = True) -> bytes:
    """A document that repeats one chart for each of ``charts``."""
    document = docx.Document()
    document.add_paragraph("{%p for each in charts %}")
    run = add_chart(document, document.part, space or a_space(a_plot()), text, workbook)
    document.add_paragraph()._p.append(run)
    document.add_paragraph("{%p endfor %}")
    return saved(document)


def saved(document: Document) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


@dataclass(frozen=True)
class Drawn:
    """A chart as it is in a document: its XML, its alternative text, its drawing's id, and its workbook's rows."""

    space: ElementTree.Element
    text: str
    number: str
    rows: list[list[Any]]

    @property
    def names(self) -> list[str]:
        return [points(each.find(f"{C}tx"))[0] for each in self.series]

    @property
    def series(self) -> list[ElementTree.Element]:
        return sorted(self.space.iter(f"{C}ser"), key=lambda each: int(each.find(f"{C}order").get("val")))

    @property
    def colours(self) -> list[str]:
        return [each.find(f".//{A}srgbClr").get("val") for each in self.series]

    @property
    def title(self) -> str:
        return "".join(t.text or "" for t in self.space.iterfind(f"{C}chart/{C}title//{A}t"))

    def categories(self, series: int = 0) -> list[str]:
        return points(self.series[series].find(f"{C}cat"))

    def values(self, series: int) -> list[float | None]:
        said = points(self.series[series].find(f"{C}val"), None)
        return [None if value is None else float(value) for value in said]


def points(element: ElementTree.Element, missing: Any = "") -> list[Any]:
    """What a cache holds, in order, with its gaps."""
    found = [missing] * int(element.find(f".//{C}ptCount").get("val"))
    for point in element.iter(f"{C}pt"):
        found[int(point.get("idx"))] = point.find(f"{C}v").text or ""
    return found


def drawn(document: Document, part: Any = None) -> list[Drawn]:
    """Every chart of a document's body, or of another part, in order."""
    part = part or document.part
    found = []
    for drawing in part.element.xpath(".//wp:inline"):
        link = drawing.find(f".//{C}chart")
        if link is None:
            continue
        chart = part.rels[link.get(f"{R}id")].target_part
        space = ElementTree.fromstring(chart.blob)
        data = space.find(f"{C}externalData")
        rows = []
        if data is not None:
            book = openpyxl.load_workbook(io.BytesIO(chart.rels[data.get(f"{R}id")].target_part.blob))
            rows = [list(row) for row in book["Sheet1"].iter_rows(values_only=True)]
        (about,) = drawing.xpath("wp:docPr")
        found.append(Drawn(space, about.get("descr"), about.get("id"), rows))
    return found


def out_of_order(space: ElementTree.Element) -> list[str]:
    """The elements whose children stand in an order that programs refuse, of those that ORDER knows."""
    wrong = []
    for parent in space.iter():
        for element in parent:
            name = element.tag.split("}")[1]
            order = ORDER.get(f"{parent.tag.split('}')[1]}/{name}") or ORDER.get(name, "")
            children = [child.tag.split("}")[1] for child in element]
            if order and (set(children) - {*order.split()} or children != sorted(children, key=order.split().index)):
                wrong.append(f"{name}: {children}")
    return wrong


def parts(content: bytes) -> dict[str, bytes]:
    """Every part of a package, those of the workbooks in it too."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    inner = {f"{name}/{n}": part for name, b in found.items() if name.endswith(".xlsx") for n, part in parts(b).items()}
    return found | inner
