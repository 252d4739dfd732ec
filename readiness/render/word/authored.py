"""A Word document that holds all that its authors wrote in their own file, and what they are told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from readiness.foundation.findings import Finding
from readiness.foundation.phrases import many
from readiness.render.templates import DocumentTemplate
from readiness.render.word.fill import Authored, Filled, write_authored
from readiness.render.word.own_words import WITHOUT_A_PLACE


def authored(draft: DocumentTemplate, fields: Mapping[str, Any], day: dt.date) -> tuple[bytes, tuple[Finding, ...]]:
    """The document's bytes and what its authors should know. ``fields`` have an overview. Raises SpecificationError."""
    text = fields["overview"].evaluation.text
    shipped = draft.shipped if draft.shipped.is_file() else None
    template = Authored(draft.path, draft.place, tuple(text.every_part()), shipped)
    filled = write_authored(template, fields, draft.title(fields), day)
    return filled.content, tuple(_told(draft.place, filled))


def _told(place: str, filled: Filled) -> Iterator[Finding]:
    for words in filled.missed:
        if words.heading:  # what no heading gives a place has been told by its own
            wrong = f'has no place for what stands below "{words.heading}", so it comes under "{WITHOUT_A_PLACE}"'
            yield Finding("warning", place, wrong, "Take its field over from the installed template")
    if filled.at_risk:
        wrong = f"{many(len(filled.at_risk), 'paragraph')} of yours among the prompts would be lost on approval"
        yield Finding("warning", place, wrong, "Move what you wrote there to your text file, or to below {%p endif %}")
