"""Finds authors' own paragraphs in their copy of a template where approval would take them away: among its prompts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn

PROMPTS = "prompts"  # what templates call the condition under which prompts are shown
_TAG = re.compile(r"\{%-?p?\s*(if|elif|else|endif)\b\s*(.*?)\s*-?%\}")
_FIELD = re.compile(r"\{[{%#].*?[}%#]\}")


def words_in_prompts(own: Any, shipped: Any) -> tuple[str, ...]:
    """The paragraphs of one template that stand only where prompts do, and that the shipped one does not have."""
    known = {*_among_prompts(shipped)}
    return tuple(text for text in _among_prompts(own) if text not in known and not _is_prompt(text))


def not_in(document: Any, texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the texts that a document does not have; fields within them make no difference."""
    printed = "\n".join(_paragraphs(document))
    return tuple(text for text in texts if any(piece.strip() not in printed for piece in _FIELD.split(text)))


def _among_prompts(document: Any) -> Iterator[str]:
    inside: list[bool] = []
    for text in _paragraphs(document):
        tags = [*_TAG.finditer(text)]
        alone = text.startswith("{%") and len(tags) == 1 and tags[0][0] == text
        if not alone:
            if any(inside) and text and not text.startswith(("{%p", "{%tr", "{#")):
                yield text
            continue
        word, condition = tags[0].groups()
        asks = bool(re.search(rf"\b{PROMPTS}\b", condition)) and not re.search(rf"\bnot\s+{PROMPTS}\b", condition)
        if word == "if":
            inside.append(asks)
        elif inside and word == "endif":
            inside.pop()
        elif inside:
            inside[-1] = asks


def _is_prompt(text: str) -> bool:
    return text.startswith("[") and text.endswith("]")


def _paragraphs(document: Any) -> Iterator[str]:
    for element in document.element.body.iter(qn("w:p")):
        yield "".join(words.text or "" for words in element.iter(qn("w:t"))).strip()
