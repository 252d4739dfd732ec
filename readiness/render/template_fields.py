"""Which fields a whole template asks for, read from the template itself, so that it cannot be out of date."""

from __future__ import annotations

import re
import zipfile

from jinja2 import TemplateError

from readiness.foundation.errors import SpecificationError
from readiness.foundation.placeholders import asked_of
from readiness.render.templates import DocumentTemplate


def fields_asked(draft: DocumentTemplate, name: str) -> frozenset[str] | None:
    """The fields of ``name`` that a template and its title ask for; None when nobody can tell.

    A template that cannot be read asks for anything: what is wrong with it is told when it is filled.
    """
    try:
        asked = [asked_of(text, name) for text in (draft.about.title, draft.about.made_if, *_texts(draft))]
    except (SpecificationError, TemplateError, OSError, ValueError, RecursionError):
        return None
    known = [fields for fields in asked if fields is not None]
    return frozenset().union(*known) if len(known) == len(asked) else None


def holds_word(draft: DocumentTemplate, word: str) -> bool:
    """Whether a template holds a word, be it in pieces among the marks of its file: quick, and it may err to yes."""
    try:
        if not zipfile.is_zipfile(draft.path):
            return word in draft.path.read_text(encoding="utf-8", errors="replace")
        with zipfile.ZipFile(draft.path) as parts:
            texts = (parts.read(name) for name in parts.namelist() if name.endswith(".xml"))
            return any(word.encode() in re.sub(rb"<[^>]*>", b"", text) for text in texts)
    except (OSError, zipfile.BadZipFile):
        return False  # what is wrong with it is told when it is filled


def _texts(draft: DocumentTemplate) -> tuple[str, ...]:
    """The texts of a template that hold fields."""
    if draft.about.file.endswith(".docx"):
        from readiness.render.word.fill import word_texts  # noqa: PLC0415 (takes a while, and workbooks do not need it)

        return word_texts(draft.path, draft.place)
    if draft.about.file.endswith(".xlsx"):
        from readiness.render.workbook_from_excel.fill import sheet_texts  # noqa: PLC0415

        return sheet_texts(draft.path, draft.place)
    if draft.about.file.endswith(".pptx"):
        from readiness.render.slides.fill import slide_texts  # noqa: PLC0415

        return slide_texts(draft.path, draft.place)
    from readiness.render.html_page import page_texts  # noqa: PLC0415

    return page_texts(draft.path)
