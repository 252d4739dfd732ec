"""Reads what people wrote in a Word document: paragraphs, lists and simple tables, with their bold and italic.

What cannot be read as words, such as a picture, is said with its place. Macros, links and fields are never followed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from readiness.files.office import WORD, damaged, template_bytes
from readiness.files.written import (
    ListKind,
    NotCarried,
    WordBlock,
    WrittenCell,
    WrittenParagraph,
    WrittenRun,
    WrittenTable,
)
from readiness.foundation.errors import Mistake, SourceError, SpecificationError
from readiness.foundation.phrases import printable

LARGEST_PART = 1 << 24  # bytes of XML, some thousand pages
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
OFF = ("0", "false", "off", "none")
NO_WORDS = {
    "drawing": "a picture or a drawing",
    "pict": "a picture or a drawing",
    "object": "an object",
    "oMath": "a formula",
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "commentReference": "a comment",
    "altChunk": "another document",
    "control": "a button",
}
TAKEN_OUT = ("del", "moveFrom")
CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": "\xad"}


def read_word_text(file: Path) -> tuple[WordBlock, ...]:
    """What stands in a document, in its order. Raises SourceError."""
    place = file.name
    try:
        content = template_bytes(file, place, WORD, only_read=True)
    except SpecificationError as error:
        raise SourceError(*error.mistakes) from None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(part.file_size > LARGEST_PART for part in archive.infolist() if part.filename.endswith(".xml")):
            do = "Copy what was written into a new document, without what else is in it"
            raise SourceError(Mistake(place, "is longer than any text that people write", do))
    try:
        return tuple(_Reading(Document(io.BytesIO(content))).blocks())
    except Exception:  # the reader raises many kinds, and their texts may quote the file
        raise SourceError(damaged(place, WORD)) from None


class _Reading:
    """One reading of a document: its styles and lists by the ids that paragraphs name them by."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
        self.formats = dict(_list_formats(document))

    def blocks(self) -> Iterator[WordBlock]:
        yield from self._blocks(self.document.element.body)
        for relation in self.document.part.rels.values():
            around = relation.reltype.endswith(("/header", "/footer")) and not relation.is_external
            if around and re.sub(rb"<[^>]*>", b"", relation.target_part.blob).strip():
                yield NotCarried("a header or a footer with words")

    def _blocks(self, parent: Any) -> Iterator[WordBlock]:
        for element in _children(parent):
            name = _name(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in NO_WORDS:
                yield NotCarried(NO_WORDS[name])
            elif name in TAKEN_OUT:
                yield NotCarried("words that a tracked change takes out")
            elif name != "sectPr":
                yield from self._blocks(element)

    def _paragraph(self, element: Any) -> Iterator[WordBlock]:
        inside: list[WordBlock] = []
        runs = tuple(_joined(self._runs(element, inside)))
        styles = [*self._style_chain(element)]
        listed, depth, of_list = self._list(element, styles)
        level = self._level(element, styles)
        yield WrittenParagraph(runs, level, "" if level else listed, depth, of_list)
        yield from inside

    def _runs(self, element: Any, inside: list[WordBlock]) -> Iterator[WrittenRun]:
        """The words of a paragraph. What else is in it, and the paragraphs of its text boxes, go to ``inside``."""
        for child in _children(element):
            name = _name(child)
            if name == "r":
                yield from self._run(child, inside)
            elif name in TAKEN_OUT:
                inside.append(NotCarried("words that a tracked change takes out"))
            elif name in NO_WORDS:
                inside.append(NotCarried(NO_WORDS[name]))
            elif name not in ("pPr", "rPr"):
                yield from self._runs(child, inside)

    def _run(self, run: Any, inside: list[WordBlock]) -> Iterator[WrittenRun]:
        look = run.find(qn("w:rPr"))
        named = [*self._named_looks(look)]
        bold, italic = (_is_on(look, qn(tag), named) for tag in ("w:b", "w:i"))
        for child in _children(run):
            name, text = _name(child), ""
            if name == "t":
                text = child.text or ""
            elif name == "sym":
                text = _symbol(child)
            elif name in CHARACTERS:
                text = "" if child.get(qn("w:type")) in ("page", "column") else CHARACTERS[name]
            elif name in NO_WORDS:
                boxes = [*child.iter(qn("w:txbxContent"))]
                inside.append(NotCarried("a text box, whose words stand below it" if boxes else NO_WORDS[name]))
                for box in boxes[:1]:
                    inside.extend(self._blocks(box))
            seen = printable(text)
            if len(seen) < len(text.replace("\r\n", "\n")):
                inside.append(NotCarried("letters and marks that nobody sees"))
            if seen:
                yield WrittenRun(seen, bold, italic)

    def _table(self, element: Any) -> Iterator[WordBlock]:
        """A table; those within its cells come below it, since none but simple tables are carried over."""
        rows, inside = [], []
        for row in element.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not element:
                continue
            cells = []
            for cell in row.iter(qn("w:tc")):
                if next(cell.iterancestors(qn("w:tr"))) is not row:
                    continue
                blocks = [*self._blocks(cell)]
                paragraphs = [block for block in blocks if isinstance(block, WrittenParagraph)]
                inside += [block for block in blocks if not isinstance(block, WrittenParagraph)]
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                across = int(span.get(qn("w:val"), "1")) if span is not None else 1
                cells.append(WrittenCell(tuple(replace(words, heading=0) for words in paragraphs), across))
            rows.append(tuple(cells))
        yield WrittenTable(tuple(rows))
        if any(isinstance(block, WrittenTable) for block in inside):
            yield NotCarried("a table within a table, which stands below it")
        yield from inside

    def _style_chain(self, element: Any) -> Iterator[Any]:
        """The style of a paragraph and those that it rests on."""
        named = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        met: set[str] = set()
        name = named.get(qn("w:val"), "") if named is not None else ""
        while name in self.styles and name not in met:
            met.add(name)
            yield self.styles[name]
            base = self.styles[name].find(qn("w:basedOn"))
            name = base.get(qn("w:val"), "") if base is not None else ""

    def _level(self, element: Any, styles: Sequence[Any]) -> int:
        for style in styles:
            heading = HEADING.match(_value(style, "w:name"))
            if heading:
                return int(heading[1])
        for holder in (element, *styles):
            level = _value(holder, "w:pPr/w:outlineLvl")
            if level.isdigit() and int(level) < 9:
                return int(level) + 1
        return 0

    def _list(self, element: Any, styles: Sequence[Any]) -> tuple[ListKind, int, str]:
        """The kind of list that a paragraph is in, how deep, and which."""
        for holder in (element, *styles):
            number = _value(holder, "w:pPr/w:numPr/w:numId")
            if number:
                depth = int(_value(holder, "w:pPr/w:numPr/w:ilvl") or 0)
                shape = self.formats.get((number, depth), "")
                return ("" if not shape else "bullet" if shape == "bullet" else "number"), depth, number
            named = _value(holder, "w:name").casefold()
            if named.startswith(("list bullet", "list number")):
                return ("bullet" if "bullet" in named else "number"), 0, named
        return "", 0, ""

    def _named_looks(self, look: Any) -> Iterator[str]:
        """The name of the style of some words."""
        name = _value(look, "w:rStyle") if look is not None else ""
        if name in self.styles:
            yield _value(self.styles[name], "w:name").casefold()


def _list_formats(document: Any) -> Iterator[tuple[tuple[str, int], str]]:
    """The format of each level of each list."""
    numbering = next((rel for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    if numbering is None:
        return
    root = document.part.numbering_part.element
    shapes = {each.get(qn("w:abstractNumId")): each for each in root.findall(qn("w:abstractNum"))}
    for number in root.findall(qn("w:num")):
        shape = shapes.get(_value(number, "w:abstractNumId"))
        for level in () if shape is None else shape.findall(qn("w:lvl")):
            key = (number.get(qn("w:numId")), int(level.get(qn("w:ilvl"))))
            yield key, _value(level, "w:numFmt").removeprefix("none")


def _children(parent: Any) -> Iterator[Any]:
    """The elements within one; of alternatives for newer and older programs the first."""
    for child in parent.iterchildren("*"):
        if _name(child) != "AlternateContent":
            yield child
        else:
            yield from child[0].iterchildren("*") if len(child) else ()


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(holder: Any, path: str) -> str:
    element = holder.find("/".join(map(qn, path.split("/"))))
    return element.get(qn("w:val"), "") if element is not None else ""


def _is_on(look: Any, tag: str, named: Iterable[str]) -> bool:
    """Whether words are bold or italic, by themselves or by the name of their style."""
    element = look.find(tag) if look is not None else None
    if element is not None:
        return element.get(qn("w:val"), "1") not in OFF
    strong = ("strong",) if tag == qn("w:b") else ("emphasis",)
    return any(name in strong for name in named)


def _symbol(element: Any) -> str:
    try:
        return chr(int(element.get(qn("w:char"), ""), 16))
    except ValueError:
        return ""


def _joined(runs: Iterable[WrittenRun]) -> Iterator[WrittenRun]:
    """Runs that look alike as one: programs cut sentences where they please."""
    for (bold, italic), alike_runs in groupby(runs, key=lambda run: (run.bold, run.italic)):
        yield WrittenRun("".join(run.text for run in alike_runs), bold, italic)
