"""Makes the Word file in which authors write: plain headings and grey prompts, or an example's words. No fields."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from readiness.files.office import LANGUAGE
from readiness.render.word.fill import without_times
from readiness.specification.authors_text import AuthorsTextPage
from readiness.specification.base import Words

MADE = dt.datetime.combine(dt.date(2000, 1, 1), dt.time())  # nobody asks, and the same file comes out every day
GREY = RGBColor(0x59, 0x59, 0x59)
FONT = "Arial"
_LOOKS = re.compile(r"(\*\*[^*]+\*\*|_[^_]+_)")
Story = Mapping[str, Any]  # words by the keys of parts; of areas, by the keys of areas


def authors_file(page: AuthorsTextPage, areas: Mapping[str, Words], story: Story) -> bytes:
    """The file's bytes. ``areas`` are what each judgement area goes by; a part without a ``story`` has its prompts.

    A paragraph of a story may begin with "- ", "1. " or "### ", and hold **bold** and _italic_ words; one that is a
    list of rows is a table.
    """
    document = Document()
    _look(document)
    document.add_paragraph(page.title, "Title")
    for words in page.guidance:
        _prompt(document, words)
    for name, part in page.before.items():
        document.add_heading(part.heading, 1)
        _part(document, part.prompts, story.get(name, ()))
    for area, titles in areas.items():
        document.add_heading(titles[0], 1)
        for name, part in page.each_area.items():
            document.add_heading(part.heading, 2)
            _part(document, page.prompts_of(area, name), story.get(area, {}).get(name, ()))
    for name, part in page.after.items():
        document.add_heading(part.heading, 1)
        _part(document, part.prompts, story.get(name, ()))
    content = io.BytesIO()
    document.save(content)
    return without_times(content)


def _look(document: Any) -> None:
    document.styles.element.xpath("w:docDefaults//w:lang")[0].set(qn("w:val"), LANGUAGE)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        style.font.name = FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Normal"].font.size = Pt(11)
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = MADE


def _prompt(document: Any, words: str) -> None:
    document.add_paragraph().add_run(words).font.color.rgb = GREY


def _part(document: Any, prompts: Sequence[str], story: Sequence[Any]) -> None:
    for words in story:
        if isinstance(words, str):
            style, text = _style(words)
            paragraph = document.add_paragraph(style=style)
            for piece, bold, italic in _pieces(text):
                run = paragraph.add_run(piece)
                run.bold, run.italic = bold or None, italic or None
        else:
            table = document.add_table(0, len(words[0]), "Table Grid")
            for row in words:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = str(text)
            document.add_paragraph()
    for words in () if story else prompts:
        _prompt(document, words)


def _style(words: str) -> tuple[str, str]:
    for begins, style in (("- ", "List Bullet"), ("1. ", "List Number"), ("### ", "Heading 3")):
        if words.startswith(begins):
            return style, words.removeprefix(begins)
    return "Normal", words


def _pieces(text: str) -> Iterator[tuple[str, bool, bool]]:
    """The words of a paragraph, with whether they are bold and italic."""
    for piece in filter(None, _LOOKS.split(text)):
        if not _LOOKS.fullmatch(piece):
            yield piece, False, False
        elif piece.startswith("**"):
            yield piece[2:-2], True, False
        else:
            yield piece[1:-1], False, True
