"""Reads what a cell of the register names, however it was typed: indicators with their values, or a few names.

Whether what was said of them still holds is left to who asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from readiness.files.cells import as_number
from readiness.foundation.normalise import alike, plain
from readiness.foundation.phrases import closest
from readiness.indicators.match_name import find_kpi
from readiness.indicators.model import Indicator, Scorecard

_WITH_VALUE = re.compile(
    r"(?P<name>.*?[^\s,])(?:\s*[=:]\s*|\s+(?:(?:at|is|was|of|[-–—])\s+)?)"
    r"(?P<value>-?\d[\d,]*(?:\.\d+)?)\s*(?:%|per ?cent\.?)?",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent\b)", re.IGNORECASE)
_COUNT = re.compile(
    r"(?<![\d.,/£])(?<!per )(?<!every )(?!(?:19|20)\d\d\b)(\d{1,3}(?:,\d{3})+|\d{3,})"
    r"(?![\d.,]*\d)(?!\s*(?:%|per ?cent\b|days?\b|weeks?\b|months?\b|years?\b|hours?\b|miles?\b|million\b))"
)
_COMMA = re.compile(r",(?!\d{3}(?!\d))")  # and not the one in 15,860


@dataclass(frozen=True)
class Stated:
    """A figure as somebody wrote it. ``decimals`` is to how many places."""

    value: Fraction
    decimals: int

    def is_that(self, value: Fraction) -> bool:
        """Whether a value, rounded as people round, is what was written. Nobody is held to more than a tenth."""
        scale = 10 ** min(self.decimals, 1)
        return _rounded(self.value * scale) == _rounded(value * scale)


@dataclass(frozen=True)
class Cited:
    """An indicator that somebody named, with the value it had then; or words that name none."""

    words: str
    indicator: Indicator | None = None
    stated: Stated | None = None

    @property
    def shown(self) -> str:
        """The value that was written, as the indicator's figures are shown."""
        if not self.indicator or not self.stated:
            return ""
        return self.indicator.current.unit_of(self.stated.value)


def names_in(cell: str, is_known: Callable[[str], bool]) -> list[str]:
    """The names in a cell: all of it if that is one, else what semicolons and lines keep apart, and commas too."""
    if not cell or is_known(cell):
        return [cell] if cell else []
    names: list[str] = []
    for part in re.split(r"[;\n]", cell):
        pieces = [piece.strip() for piece in _COMMA.split(part) if piece.strip()]
        whole = is_known(part.strip()) or not any(map(is_known, pieces))
        names += [part.strip()] if whole else pieces
    return [name for name in names if name]


def themes_in(cell: str) -> tuple[str, ...]:
    """The themes in a cell, each once."""
    themes: dict[str, str] = {}
    for part in filter(str.strip, re.split(r"[;,\n]", cell)):
        themes.setdefault(alike(part), " ".join(part.split()))
    return tuple(themes.values())


def indicators_in(cell: str, scorecard: Scorecard) -> list[Cited]:
    """The indicators in a cell, by number, title or both, each with the value beside it."""
    known = {indicator.name: indicator for indicator in scorecard.indicators}

    def find(words: str) -> Indicator | None:
        return known.get(find_kpi(words, known) or "")

    def read(words: str) -> Cited:
        indicator, match = find(words), _WITH_VALUE.fullmatch(words)
        if indicator or not match:
            return Cited(words, indicator)
        value = as_number(match["value"])
        if value is None:
            return Cited(words)
        stated = Stated(value, len(match["value"].partition(".")[2]))
        return Cited(match["name"].strip(), find(match["name"]), stated)

    return [read(name) for name in names_in(cell, lambda words: read(words).indicator is not None)]


def percentages_in(text: str) -> list[Stated]:
    """The percentages that a sentence speaks of."""
    return [Stated(Fraction(words), len(words.partition(".")[2])) for words in _PERCENTAGE.findall(text)]


def counts_in(text: str) -> list[Fraction]:
    """The whole numbers of a hundred and more that a sentence speaks of, but years, and those of a rate or a time."""
    found = [Fraction(words.replace(",", "")) for words in _COUNT.findall(text)]
    return [number for number in found if number >= 100]


def speaks_of(text: str, words: str) -> bool:
    """Whether a text holds those words, in that order."""
    return bool(plain(words)) and f" {plain(words)} " in f" {plain(text)} "


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to do about a name that is none: the nearest one, or something else."""
    names = {name.casefold(): name for name in known}
    close = names.get(closest(word.casefold(), names))
    return f'Did you mean "{close}"?' if close else otherwise


def _rounded(value: Fraction) -> int:
    """The nearest whole number, halves away from nought."""
    return int(abs(value) + Fraction(1, 2)) * (1 if value >= 0 else -1)
