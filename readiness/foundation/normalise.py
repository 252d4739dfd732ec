"""Texts without what carries no meaning, so that the same words are the same text however they were typed."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache

_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "´": "'"}
)


# what nobody sees and screens obey: control codes, marks and overrides of direction, letters without width, tags
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f"
    "\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\ufffe\\uffff\\ud800-\\udfff\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]"
    # joiners shape the letters of Arabic, Indic and other scripts, and nothing else
    "|(?<![\\u0590-\\u1fff\\ua800-\\ufdff])[\\u200c\\u200d]"
)
_LINE_ENDS = re.compile("\\r\\n?|[\\x85\\u2028\\u2029]")


def visible(text: str) -> str:
    """A text without the characters that nobody sees, which could make it read otherwise; its lines all end alike."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def has_unseen(text: str) -> bool:
    """Whether a text holds characters that nobody sees."""
    return bool(_UNSEEN.search(text))


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
    if text.isascii() and text.isalnum():
        return text.lower()  # most identifiers, of which there are many
    return " ".join(re.findall(r"[0-9a-z]+", normal(text).replace("'", "")))


def alike(name: str) -> str:
    """A name so that it is the same however it was typed; one without a Latin letter or figure keeps its own."""
    return plain(name) or normal(name)
