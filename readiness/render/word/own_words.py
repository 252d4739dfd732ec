"""Puts authors' words into a filled document, as paragraphs, lists and tables, with the look that the template gives.

They never pass through a field, so that whatever people write stays words.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from readiness.evaluation.own_words import OwnWords
from readiness.files.written import WrittenBlock, WrittenParagraph, WrittenRun, WrittenTable
from readiness.foundation.errors import Mistake, SpecificationError

WITHOUT_A_PLACE = "Text without a place"
WORDS, CELL, TABLE = ("Narrative",), ("Table text",), ("Pack table", "Table Grid")
SUBHEADINGS = {0: ("Heading 1 new page", "Heading 1"), 1: ("Heading 2",), 2: ("Heading 3",)}
STEP = 18  # points that a level of a list is further in


class PlacedWords:
    """The words that a template has asked for, each of which is a mark in the document until then."""

    def __init__(self) -> None:
        self._secret = secrets.token_hex(8)
        self._words: dict[str, OwnWords] = {}

    def mark(self, words: OwnWords) -> str:
        """What stands for the words; nothing when nobody has written any."""
        if not words.written:
            return ""
        key = f"words-{self._secret}-{len(self._words)}"
        self._words[key] = words
        return key

    def put(self, document: Document, place: str, every: Iterable[OwnWords]) -> tuple[OwnWords, ...]:
        """Puts the words in; those of ``every`` part for which there was no place come at the end, and are given back.

        Raises SpecificationError where words stand within a sentence of the template.
        """
        laying = _Laying(document)
        met = set()
        for part in (document, *_headers(document)):
            for element in [*part._element.iter(qn("w:p"))]:
                text = "".join(words.text or "" for words in element.iter(qn("w:t")))
                if self._secret in text:
                    if text.strip() not in self._words:
                        wrong = "the words that authors wrote stand in a paragraph with other words"
                        raise SpecificationError(Mistake(place, wrong, "Give their field a paragraph of its own"))
                    words = self._words[text.strip()]
                    met.add(words.key)
                    laying.instead(element, words.blocks, SUBHEADINGS[words.level])
        missed = tuple(words for words in every if words.written and words.key not in met)
        if missed:
            laying.at_the_end(missed)
        return missed


def _headers(document: Document) -> Iterator[Any]:
    for section in document.sections:
        yield from (section.header, section.footer)


class _Laying:
    """Lays blocks out in one document, with those of its styles that there are."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.numbers: dict[tuple[str, int], int] = {}
        self.styles = {style.name: style.style_id for style in document.styles}

    def instead(self, mark: Any, blocks: Iterable[WrittenBlock], headings: tuple[str, ...]) -> None:
        """Puts blocks where a mark stands, their headings with such a look; in a cell words look as there."""
        in_cell = mark.getparent().tag == qn("w:tc")
        self.numbers = {}
        for block in blocks:
            if isinstance(block, WrittenTable):
                mark.addprevious(self._table(block))
                mark.addprevious(self._element(WrittenParagraph(()), ("After table",)))
            else:
                looks = headings if block.heading else CELL if in_cell else WORDS
                mark.addprevious(self._paragraph(block, looks))
        mark.getparent().remove(mark)

    def at_the_end(self, missed: Iterable[OwnWords]) -> None:
        end = self.document.element.body.sectPr
        end.addprevious(self._element(_heading(WITHOUT_A_PLACE), SUBHEADINGS[0]))
        for words in missed:
            if words.heading:
                end.addprevious(self._element(_heading(words.heading), SUBHEADINGS[1]))
            mark = self._element(WrittenParagraph(()), ())
            end.addprevious(mark)
            self.instead(mark, words.blocks, SUBHEADINGS[2 if words.heading else 1])

    def _paragraph(self, written: WrittenParagraph, looks: tuple[str, ...]) -> Any:
        if not written.listed:
            return self._element(written, looks)
        bullet = written.listed == "bullet"
        element = self._element(written, ("List Bullet",) if bullet else looks)
        number = self._list_number(written)
        properties = element.get_or_add_pPr()
        if number:
            properties.get_or_add_numPr().get_or_add_ilvl().val = 0
            properties.numPr.get_or_add_numId().val = number
        if number or written.depth:
            paragraph = Paragraph(element, self.document)
            paragraph.paragraph_format.left_indent = Pt(STEP * (written.depth + 1))
            paragraph.paragraph_format.first_line_indent = Pt(-STEP)
        return element

    def _list_number(self, written: WrittenParagraph) -> int:
        """The document's number of a list, made when its first paragraph comes; 0 where the template has no lists."""
        if written.listed == "bullet" and "List Bullet" in self.styles:
            return 0
        key = (written.of_list, written.depth)
        self.numbers = {known: number for known, number in self.numbers.items() if known[1] <= written.depth}
        if key not in self.numbers:
            self.numbers[key] = self._new_list(written.listed)
        return self.numbers[key]

    def _new_list(self, kind: str) -> int:
        relations = self.document.part.rels.values()
        if not any(relation.reltype.endswith("/numbering") for relation in relations):
            return 0
        root = self.document.part.numbering_part.element
        shapes = root.findall(qn("w:abstractNum"))
        number = 1 + max((int(each.get(qn("w:abstractNumId"))) for each in shapes), default=0)
        shape = _element("w:abstractNum", abstractNumId=number)
        shape.append(_element("w:multiLevelType", val="singleLevel"))
        level = _element("w:lvl", ilvl=0)
        text = "•" if kind == "bullet" else "%1."
        for tag, value in (("start", 1), ("numFmt", "bullet" if kind == "bullet" else "decimal"), ("lvlText", text)):
            level.append(_element(f"w:{tag}", val=value))
        shape.append(level)
        (shapes[-1].addnext if shapes else root.append)(shape)
        return int(root.add_num(number).numId)

    def _element(self, written: WrittenParagraph, looks: tuple[str, ...]) -> Any:
        element = OxmlElement("w:p")
        style = next((self.styles[look] for look in looks if look in self.styles), None)
        if style:
            element.get_or_add_pPr().get_or_add_pStyle().val = style
        paragraph = Paragraph(element, self.document)
        for run in written.runs:
            added = paragraph.add_run(run.text)
            added.bold, added.italic = run.bold or None, run.italic or None
        return element

    def _table(self, written: WrittenTable) -> Any:
        across = max(sum(cell.across for cell in row) for row in written.rows)
        made: Table = self.document.add_table(len(written.rows), max(1, across))
        style = next((look for look in TABLE if look in self.styles), None)
        if style:
            made.style = self.document.styles[style]
        made.autofit = True
        for row, cells in zip(made.rows, written.rows, strict=True):
            at = 0
            places = row.cells
            for cell in cells:
                place = places[at]
                if cell.across > 1:
                    place = place.merge(places[at + cell.across - 1])
                for old in place.paragraphs:
                    old._element.getparent().remove(old._element)
                for words in cell.paragraphs or (WrittenParagraph(()),):
                    place._tc.append(self._paragraph(words, CELL))
                at += cell.across
        return made._element


def _heading(text: str) -> WrittenParagraph:
    return WrittenParagraph((WrittenRun(text),))


def _element(tag: str, **values: object) -> Any:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
