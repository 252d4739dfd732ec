"""Whether a line of the register is about a thing already, so that nothing is proposed twice.

The mark under which a line was proposed decides, whatever people made of its words and its status; for lines of
people's own, a ref that they name, the name of the thing, or the words of a topic do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from readiness.foundation.normalise import alike
from readiness.foundation.phrases import each_word
from readiness.register.week_rows import LineOfEnquiryRow
from readiness.specification.base import Words


@dataclass(frozen=True)
class KnownBy:
    """What shows that a line is about a thing: a ref of it, all the words of one of its names, any of its words."""

    refs: Words = ()
    names: Words = ()
    words: Words = ()


def is_proposed_by(row: LineOfEnquiryRow, mark: str) -> bool:
    """Whether a row was proposed under a mark; lines that people made one may hold several, parted by semicolons."""
    return alike(mark) in {alike(part) for part in row.proposed_from.text.split(";") if part.strip()}


def is_about(row: LineOfEnquiryRow, mark: str, line: str, known_by: KnownBy) -> bool:
    """Whether a row of the register is about a thing."""
    said = "\n".join((row.line.text, row.why.text, row.figures.text))
    return (
        is_proposed_by(row, mark)
        or alike(row.line.text) == alike(line)
        or any(says_ref(ref, said) for ref in known_by.refs)
        or any(_names(name, row.line.text) for name in known_by.names)
        or says_any(known_by.words, row.line.text)
    )


def says_ref(ref: str, text: str) -> bool:
    """Whether a text names a ref as it stands: "3.3", and not 13.3, 3.31, 3.3% or version 3.3.1."""
    return bool(ref) and re.search(rf"(?<![\w.]){re.escape(ref)}(?!\w|[.:]\w|%)", text, re.IGNORECASE) is not None


def says_any(words: Iterable[str], text: str) -> bool:
    """Whether a text holds one of the words, whole."""
    plainly = f" {alike(text)} "
    return any(f" {alike(word)} " in plainly for word in words)


def _names(name: str, line: str) -> bool:
    """Whether a line has every word of a name; a name of one word says too little."""
    words = each_word(alike(name))
    return len(words) > 1 and words <= each_word(alike(line))
