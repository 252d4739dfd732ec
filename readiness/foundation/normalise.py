"""Texts without what carries no meaning, so that the same words are the same text however they were typed."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "´": "'"}
)


def normal(text: str) -> str:
    """The text without what carries no meaning: case, kinds of quote and dash, spaces, a last full stop."""
    if not text.isascii():
        with suppress(UnicodeError):  # text that was UTF-8, read as Windows-1252
            text = text.encode("cp1252").decode("utf-8")
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    text = text.casefold()
    text = re.sub(r"\s*([:/()\-])\s*", r"\1", " ".join(text.split()))
    return text.lstrip("\"' ").rstrip("\"' .")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A heading or a name without case, punctuation, spaces and kinds of quotation mark."""
    return " ".join(re.findall(r"[0-9a-z]+", normal(text).replace("'", "")))


def alike(name: str) -> str:
    """A name so that it is the same however it was typed; one without a Latin letter or figure keeps its own."""
    return plain(name) or normal(name)
