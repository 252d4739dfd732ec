"""Fills a Word document's fields as its author styled it. This module and those of its charts alone know python-docx.

The same template and fields give the same bytes: the dates in its properties are those of the day it is as at.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, Undefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from readiness.evaluation.own_words import OwnWords
from readiness.files.office import LANGUAGE, WORD, damaged, packed, refuse_unsafe, template_bytes
from readiness.foundation.chart import Chart, printable_chart
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.phrases import many, printable
from readiness.foundation.placeholders import SEE_TEMPLATES, SLIPS, environment, is_unknown, line_of, printed, slip
from readiness.render.word.charts import chart_fields, draw_charts
from readiness.render.word.contents import link_contents
from readiness.render.word.own_words import PlacedWords
from readiness.render.word.words_in_prompts import not_in, words_in_prompts

LONGEST_PROPERTY = 255
SHOWN_OF_A_FIELD = 60
_OWN_IDS = re.compile(r' w14:(?:paraId|textId)="[0-9A-Fa-f]*"')


def write_word(template: Path, place: str, fields: Mapping[str, Any], title: str, day: dt.date) -> bytes:
    """The filled document's bytes. ``place`` is what messages call the template.

    ``title`` and ``day`` go to the document's properties. Raises SpecificationError.
    """
    return write_authored(Authored(template, place), fields, title, day).content


@dataclass(frozen=True)
class Authored:
    """A template in which every part of authors' words must have its place. ``shipped`` is the installed one."""

    template: Path
    place: str
    words: tuple[OwnWords, ...] = ()
    shipped: Path | None = None


@dataclass(frozen=True)
class Filled:
    """A document. ``missed`` are words for which its template has no place: they stand at its end.

    ``at_risk`` are paragraphs of the template's authors that stand where prompts do, and go with them.
    """

    content: bytes
    missed: tuple[OwnWords, ...]
    at_risk: tuple[str, ...]


def write_authored(authored: Authored, fields: Mapping[str, Any], title: str, day: dt.date) -> Filled:
    """The filled document, with all that its authors wrote. Raises SpecificationError when it would lose any of it."""
    template, place = authored.template, authored.place
    filling = _Filling(io.BytesIO(template_bytes(template, place, WORD)))
    try:
        document: Document = filling.get_docx()
        _take_author_off(document)
        drawn = chart_fields(document)
    except Exception:  # the reader raises many kinds, and their texts may quote the file
        raise SpecificationError(damaged(place, WORD)) from None
    at_risk = _at_risk(authored, document)
    charts: dict[str, Chart] = {}
    placed = PlacedWords()
    try:
        filling.render(dict(fields), _environment(charts, placed))
    except ElementTree.ParseError:
        wrong = "a tag begins in one paragraph, row or cell and ends in another"
        do = "Begin tags around paragraphs with {%p and tags around rows with {%tr, each in one of its own"
        raise SpecificationError(Mistake(place, wrong, do)) from None
    except (*SLIPS, AttributeError, LookupError) as error:
        raise SpecificationError(_told(error, place, filling.source, fields)) from None
    draw_charts(document, place, drawn, charts, day)
    missed = placed.put(document, place, authored.words)
    link_contents(document)
    if lost := not_in(document, at_risk):
        wrong = f"{many(len(lost), 'paragraph')} of yours would be lost, since prompts are left out: {_begun(lost[0])}"
        do = "Move what you wrote among the prompts to your text file, or to below {%p endif %}"
        raise SpecificationError(Mistake(place, wrong, do))
    _set_properties(document, title, day)
    content = io.BytesIO()
    document.save(content)
    made = without_times(content)
    refuse_unsafe(made, place, WORD)  # fields may have put together what stood apart
    return Filled(made, missed, at_risk)


def _at_risk(authored: Authored, document: Document) -> tuple[str, ...]:
    if authored.shipped is None or authored.shipped == authored.template:
        return ()
    return words_in_prompts(document, DocxTemplate(authored.shipped).get_docx())


def _begun(text: str) -> str:
    return f"“{text if len(text) <= SHOWN_OF_A_FIELD else f'{text[:SHOWN_OF_A_FIELD]} ...'}”"


def word_texts(template: Path, place: str) -> tuple[str, ...]:
    """The parts of a template that hold fields, each as it would be filled. Raises SpecificationError."""
    reading = _Reading(io.BytesIO(template_bytes(template, place, WORD)))
    try:
        reading.render({}, environment())
    except Exception:  # the reader raises many kinds, and their texts may quote the file
        raise SpecificationError(damaged(place, WORD)) from None
    return tuple(reading.texts)


@lru_cache(maxsize=100)
def _patched(xml: str) -> str:
    patched: str = DocxTemplate.patch_xml(None, xml)  # which asks nothing of the document
    return re.sub(r"\{[{%].*?[}%]\}", lambda tag: tag[0].replace("&quot;", '"'), patched)


class _Filling(DocxTemplate):  # type: ignore[misc]
    """A template whose faults are told and not mended, and whose properties are not fields.

    The library reads what comes out of the fields leniently, so that a tag in a wrong place would lose paragraphs
    without a word. ``source`` is the part that is being filled, a paragraph a line.
    """

    source = ""

    def patch_xml(self, src_xml: str) -> str:
        """The XML with its tags as their author wrote them: in alternative texts their quotation marks are escaped."""
        return _patched(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        self.source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)  # as the library counts lines
        filled: str = super().render_xml_part(src_xml, part, context, jinja_env)
        filled = _OWN_IDS.sub("", filled)  # an id of Word's own must not come again with every row
        ElementTree.fromstring(filled.encode())
        return filled

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Leaves them be: they are set afterwards."""


class _Reading(_Filling):
    """A template of which nothing is filled: what would be is kept in ``texts``."""

    def __init__(self, template: io.BytesIO) -> None:
        super().__init__(template)
        self.texts: list[str] = []

    def render_xml_part(self, src_xml: str, *_: Any, **__: Any) -> str:
        self.texts.append(src_xml)
        return f"<w:body {nsdecls('w')}/>"


def _environment(charts: dict[str, Chart], placed: PlacedWords) -> SandboxedEnvironment:
    """A sandbox that makes texts of fields. The charts among them it puts into ``charts`` by their keys.

    For authors' words it prints marks, whose place they take afterwards.
    """

    def text(value: Any) -> Any:
        if isinstance(value, OwnWords):
            return Markup(placed.mark(value))
        if isinstance(value, Chart):
            charts[" ".join(printable(str(value)).split())] = printable_chart(value)
        return _text(value)

    sandbox = environment(autoescape=True, finalize=text)
    del sandbox.filters["safe"]  # nothing that people wrote becomes part of the document's markup
    return sandbox


def _text(value: Any) -> Any:
    """A field's value as it is printed: nothing for None, dates in words, and no brace or sign that means anything."""
    if isinstance(value, (Undefined, Markup)):
        return value
    # the library fills some parts twice, and has a spelling of its own for braces
    return Markup(str(escape(printed(value))).replace("{", "&#123;").replace("}", "&#125;"))


def _told(error: Exception, place: str, source: str, fields: Mapping[str, Any]) -> Mistake:
    """The message for a slip in a field, with the words of the paragraph it stands in where they help to find it."""
    if is_unknown(error):
        return slip(error, place, fields)
    near = _paragraph(error, source)
    place = f"{place}, near “{near}”" if near else place
    if isinstance(error, TemplateSyntaxError):
        return Mistake(place, f"a tag cannot be read ({(error.message or '').rstrip('.')})", SEE_TEMPLATES)
    return slip(error, place, fields)


def _paragraph(error: Exception, source: str) -> str:
    """The words of the paragraph where filling stopped."""
    line, lines = line_of(error), source.splitlines()
    words = html.unescape(re.sub(r"<[^>]*>", "", lines[line - 1])).strip() if 0 < line <= len(lines) else ""
    return words if len(words) <= SHOWN_OF_A_FIELD else f"{words[:SHOWN_OF_A_FIELD]} ..."


def _take_author_off(document: Document) -> None:
    """Takes off the path of the Word template that a template was written with: its author's, and no reader's."""
    for part in document.part.package.iter_parts():
        for key, relation in [*part.rels.items()]:
            if relation.is_external and relation.reltype.endswith("/attachedTemplate"):
                for element in document.settings.element.findall(qn("w:attachedTemplate")):
                    document.settings.element.remove(element)
                part.rels.pop(key)


def _set_properties(document: Document, title: str, day: dt.date) -> None:
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:val"), LANGUAGE)
    properties = document.core_properties
    properties.title = printable(title)[:LONGEST_PROPERTY]
    properties.language = LANGUAGE
    properties.created = properties.modified = dt.datetime.combine(day, dt.time())
    properties.last_modified_by = ""
    properties.revision = 1


def without_times(content: io.BytesIO) -> bytes:
    """The same document, its parts without the time at which they were packed."""
    with zipfile.ZipFile(content) as made:
        return packed((name, made.read(name)) for name in made.namelist())
