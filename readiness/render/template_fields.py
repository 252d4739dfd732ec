"""Which fields a whole template asks for, read from the template itself, so that it cannot be out of date."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable

from jinja2 import TemplateError

from readiness.foundation.errors import SpecificationError
from readiness.foundation.placeholders import asked_of
from readiness.render.renderers import renderer_of
from readiness.render.templates import DocumentTemplate


def fields_asked(draft: DocumentTemplate, name: str) -> frozenset[str] | None:
    """The fields of ``name`` that a template and its title ask for; None when nobody can tell.

    A template that cannot be read asks for anything: what is wrong with it is told when it is filled.
    """
    try:
        texts = renderer_of(draft.about.file).texts(draft.path, draft.place)
        asked = [asked_of(text, name) for text in (draft.about.title, draft.about.made_if, *texts)]
    except (SpecificationError, TemplateError, OSError, ValueError, RecursionError):
        return None
    known = [fields for fields in asked if fields is not None]
    return frozenset().union(*known) if len(known) == len(asked) else None


def words_held(draft: DocumentTemplate, words: Iterable[str]) -> frozenset[str]:
    """Those of some words that a template holds, be it in pieces among the marks of its file.

    Quick, and one more may be given that it does not hold as a field.
    """
    try:
        if not zipfile.is_zipfile(draft.path):
            texts = [draft.path.read_bytes()]
        else:
            with zipfile.ZipFile(draft.path) as parts:
                inside = (parts.read(name) for name in parts.namelist() if name.endswith(".xml"))
                texts = [re.sub(rb"<[^>]*>", b"", text) for text in inside]
    except (OSError, zipfile.BadZipFile):
        return frozenset()  # what is wrong with it is told when it is filled
    return frozenset(word for word in words if any(word.encode() in text for text in texts))
