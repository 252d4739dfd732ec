"""Makes of the list of contents in a template links to its headings, each with the number of the heading's page.

Only what lays a document out knows its pages, so the number is a field for Word or LibreOffice to fill; until then
it is blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

ITEMS = "Contents"
HEADING_STYLES = "Heading"
BOOKMARK = "contents_{}"


def link_contents(document: Document) -> None:
    """Every paragraph in a style that begins with Contents leads to the first heading of the same words after it.

    One that no heading answers to stays as it is.
    """
    items: dict[str, Paragraph] = {}
    number = max((int(mark.get(qn("w:id"))) for mark in document.element.body.iter(qn("w:bookmarkStart"))), default=0)
    for paragraph in document.paragraphs:
        style, words = paragraph.style.name if paragraph.style else "", " ".join(paragraph.text.split())
        if style.startswith(ITEMS) and words and not paragraph.hyperlinks:
            items.setdefault(words, paragraph)
        elif style.startswith(HEADING_STYLES) and words in items:
            number += 1
            name = BOOKMARK.format(number)
            _mark(paragraph._p, number, name)
            _link(items.pop(words)._p, name)


def _mark(heading: CT_P, number: int, name: str) -> None:
    """Puts a bookmark around the words of a heading."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = heading.pPr
    heading.insert(0 if properties is None else 1, start)
    heading.append(end)


def _link(item: CT_P, name: str) -> None:
    """Makes the words of an item a link, and puts the number of the page behind them, after a tab."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    for run in [each for each in item if each.tag != qn("w:pPr")]:
        link.append(run)
    item.append(link)
    tab = OxmlElement("w:r")
    tab.append(OxmlElement("w:tab"))
    link.append(tab)
    for run in _page_of(name):
        link.append(run)


def _page_of(name: str) -> Iterator[BaseOxmlElement]:
    """The runs of a field that gives the page of a bookmark. It holds no number until what lays it out fills it."""
    for kind in ("begin", "", "separate", "end"):
        run = OxmlElement("w:r")
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = f" PAGEREF {name} \\h "
        run.append(part)
        yield run
