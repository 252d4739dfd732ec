"""Which fields a whole template asks for, read from the template itself, so that it cannot be out of date."""

from __future__ import annotations

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


def _texts(draft: DocumentTemplate) -> tuple[str, ...]:
    """The texts of a template that hold fields."""
    if draft.about.file.endswith(".docx"):
        from readiness.render.word.fill import word_texts  # noqa: PLC0415 (takes a while, and workbooks do not need it)

        return word_texts(draft.path, draft.place)
    if draft.about.file.endswith(".xlsx"):
        from readiness.render.workbook_from_excel.fill import sheet_texts  # noqa: PLC0415

        return sheet_texts(draft.path, draft.place)
    from readiness.render.html_page import page_texts  # noqa: PLC0415

    return page_texts(draft.path)
