"""Fills a PowerPoint presentation's fields as its author styled it. Slides come, go and repeat by tags in their notes.

The same template and fields give the same bytes: the dates in its properties are those of the day it is as at.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pptx
from jinja2 import TemplateSyntaxError, Undefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape
from pptx.oxml import parse_xml

from readiness.files.office import POWERPOINT, damaged, packed, refuse_unsafe, template_bytes
from readiness.foundation.chart import Chart, printable_chart
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.phrases import printable
from readiness.foundation.placeholders import SEE_TEMPLATES, SLIPS, environment, is_unknown, line_of, printed, slip
from readiness.render.slides.charts import Drawing, fields_of_charts
from readiness.render.slides.lines import break_lines, fit_tables, number_slide
from readiness.render.slides.parts import (
    FilledSlide,
    drop_unused_charts,
    place_slides,
    set_properties,
    take_authors_off,
)
from readiness.render.slides.tags import FILLED_SLIDES, SlideSource, slide_at, slide_source, words_at

SHOWN_OF_WORDS = 60
TORN = (
    "a tag begins in one paragraph, row or slide and ends in another",
    "Begin tags around paragraphs with {%p, around rows with {%tr and around slides, in their notes, with {%slide",
)
_ENDS_ELSEWHERE = re.compile(r"unexpected end of template|encountered unknown tag '(?:end|el)", re.IGNORECASE)
NO_SLIDE = ("every slide is left out", "Leave a slide that always has something to say")


def write_slides(template: Path, place: str, fields: Mapping[str, Any], title: str, day: dt.date) -> bytes:
    """The filled presentation's bytes. ``place`` is what messages call the template.

    ``title`` and ``day`` go to the file's properties. Raises SpecificationError.
    """
    presentation = _opened(template, place)
    try:
        drawn = {
            key: field
            for number, slide in enumerate(presentation.slides, start=1)
            for key, field in fields_of_charts(number, slide.part).items()
        }
        sources = _sources(presentation)
    except Exception:  # the reader raises many kinds, and their texts may quote the file
        raise SpecificationError(damaged(place, POWERPOINT)) from None
    charts: dict[str, Chart] = {}
    filled = _filled(sources, place, fields, charts)
    made = place_slides(presentation, filled)
    drawing = Drawing(presentation.part.package, place, day)
    wrong = dict.fromkeys(mistake for number, part in made for mistake in drawing.draw(number, part, drawn, charts))
    if wrong:
        raise SpecificationError(*wrong)
    for at, (_, part) in enumerate(made, start=1):
        number_slide(part._element, at)
        drop_unused_charts(part)
        break_lines(part._element)
        fit_tables(part._element)
    take_authors_off(presentation)
    set_properties(presentation, title, day)
    content = io.BytesIO()
    presentation.save(content)
    with zipfile.ZipFile(content) as archive:
        content_made = packed((name, archive.read(name)) for name in archive.namelist())
    refuse_unsafe(content_made, place, POWERPOINT)  # fields may have put together what stood apart
    return content_made


def slide_texts(template: Path, place: str) -> tuple[str, ...]:
    """The slides of a template, each as it would be filled. Raises SpecificationError."""
    presentation = _opened(template, place)
    try:
        for number, slide in enumerate(presentation.slides, start=1):
            fields_of_charts(number, slide.part)
        return ("".join(source.text for source in _sources(presentation)),)
    except Exception:
        raise SpecificationError(damaged(place, POWERPOINT)) from None


def _opened(template: Path, place: str) -> Any:
    content = template_bytes(template, place, POWERPOINT)
    try:
        return pptx.Presentation(io.BytesIO(content))
    except Exception:
        raise SpecificationError(damaged(place, POWERPOINT)) from None


def _sources(presentation: Any) -> list[SlideSource]:
    return [
        slide_source(number, slide._element, slide.notes_slide._element if slide.has_notes_slide else None)
        for number, slide in enumerate(presentation.slides, start=1)
    ]


def _filled(
    sources: Sequence[SlideSource], place: str, fields: Mapping[str, Any], charts: dict[str, Chart]
) -> list[FilledSlide]:
    sandbox = _environment(charts)
    _refuse_torn(sources, place, sandbox)
    try:
        rendered = sandbox.from_string("".join(source.text for source in sources)).render(dict(fields))
    except (*SLIPS, AttributeError, LookupError) as error:
        raise SpecificationError(_told(error, place, sources, fields)) from None
    if FILLED_SLIDES.sub("", rendered).strip():
        raise SpecificationError(Mistake(place, *TORN))
    filled = [*_slides(rendered, place)]
    if not filled:
        raise SpecificationError(Mistake(place, *NO_SLIDE))
    return filled


def _refuse_torn(sources: Sequence[SlideSource], place: str, sandbox: SandboxedEnvironment) -> None:
    """Refuses a tag that ends elsewhere than where it begins: what stands between would be lost without a word."""
    for number, text in ((source.number, text) for source in sources for text in source.closed):
        try:
            sandbox.parse(text)
        except TemplateSyntaxError as error:
            said = (error.message or "").rstrip(".")
            where = f"{place}, slide {number}, near “{_begun(text)}”"
            cannot = f"a tag cannot be read ({said})", SEE_TEMPLATES
            raise SpecificationError(Mistake(where, *(TORN if _ENDS_ELSEWHERE.match(said) else cannot))) from None


def _begun(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= SHOWN_OF_WORDS else f"{words[:SHOWN_OF_WORDS]} ..."


def _slides(rendered: str, place: str) -> Iterator[FilledSlide]:
    for match in FILLED_SLIDES.finditer(rendered):
        number, notes, slide = int(match[1]), match[2].strip(), match[3]
        try:
            yield FilledSlide(number, parse_xml(slide.encode()), parse_xml(notes.encode()) if notes else None)
        except SyntaxError:
            raise SpecificationError(Mistake(f"{place}, slide {number}", *TORN)) from None


def _environment(charts: dict[str, Chart]) -> SandboxedEnvironment:
    """A sandbox that makes texts of fields. The charts among them it puts into ``charts`` by their keys."""

    def text(value: Any) -> Any:
        if isinstance(value, Chart):
            charts[" ".join(printable(str(value)).split())] = printable_chart(value)
        return value if isinstance(value, (Undefined, Markup)) else escape(printed(value))

    sandbox = environment(autoescape=True, finalize=text)
    del sandbox.filters["safe"]  # nothing that people wrote becomes part of the presentation's markup
    return sandbox


def _told(error: Exception, place: str, sources: Sequence[SlideSource], fields: Mapping[str, Any]) -> Mistake:
    """The message for a slip in a field: on which slide, and near which words where that helps to find it."""
    line = line_of(error)
    place = f"{place}, slide {slide_at(sources, line)}" if line else place
    if is_unknown(error):
        return slip(error, place, fields)
    near = _begun(words_at(sources, line))
    place = f"{place}, near “{near}”" if near else place
    if isinstance(error, TemplateSyntaxError):
        return Mistake(place, f"a tag cannot be read ({(error.message or '').rstrip('.')})", SEE_TEMPLATES)
    return slip(error, place, fields)
