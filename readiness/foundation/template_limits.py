"""What one template may take of time, of text, of rounds and of widths, and the sentences that say it took too much."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateRuntimeError
from jinja2.sandbox import MAX_RANGE

LOOK_FOR = "Look for a loop, or a width, that is far too large"
LARGEST_NUMBER = 100_000  # bits of it
OF_AN_ITEM = 8  # what one item of a row of items counts for, in characters
_WIDE_PERCENT = re.compile(r"%(?:\([^)]*\))?[-+ #0]*(?:\*|\d{5}|\d*\.(?:\*|\d{5}))")
_WIDE_BRACES = re.compile(r"\{[^{}]*:[^{}]*(?:\d{5}|\{)")


@dataclass(frozen=True)
class TemplateLimits:
    """What one template may take. ``characters`` is for a text, and for the whole; ``worked_with`` on the way to it."""

    seconds: float = 60
    rounds: int = 10_000_000
    characters: int = 50_000_000
    worked_with: int = 1_000_000_000
    width: int = 9_999


TEMPLATE_LIMITS = TemplateLimits()


class GoesTooFar(TemplateRuntimeError):
    """A template asks for more than any document takes: what is wrong, and what to do."""

    def __init__(self, wrong: str, do: str = LOOK_FOR) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.do = do


class Allowance:
    """What is left to one template while it is filled. Raises GoesTooFar when nothing is."""

    def __init__(self) -> None:
        self._until = time.monotonic() + TEMPLATE_LIMITS.seconds
        self._rounds = TEMPLATE_LIMITS.rounds
        self._characters = TEMPLATE_LIMITS.worked_with

    def step(self) -> None:
        """Counts one round, call or filter."""
        self._rounds -= 1
        if self._rounds < 0:
            raise GoesTooFar(f"goes round and round, more than {TEMPLATE_LIMITS.rounds:,} times")
        if time.monotonic() > self._until:
            raise GoesTooFar(f"takes longer than {TEMPLATE_LIMITS.seconds:g} seconds to fill")

    def spend(self, characters: int) -> None:
        """Counts what one of them gave."""
        self._characters -= characters
        if self._characters < 0:
            raise GoesTooFar(f"makes texts of more than {TEMPLATE_LIMITS.worked_with:,} characters on its way")


def counting_numbers(*args: int) -> range:
    """The numbers that a loop counts with."""
    numbers = range(*args)
    if numbers and abs(numbers[-1] - numbers[0]) // abs(numbers.step) >= MAX_RANGE:
        raise GoesTooFar(f"counts further than {MAX_RANGE:,}")
    return numbers


def must_fit(size: int) -> None:
    """Raises when what is given has more characters than a document may have."""
    if size > TEMPLATE_LIMITS.characters:
        raise GoesTooFar(f"gives more than {TEMPLATE_LIMITS.characters:,} characters")


def not_wide(numbers: Iterable[Any]) -> None:
    """Raises when one of the numbers is larger than a width may be."""
    if any(isinstance(number, int) and abs(number) > TEMPLATE_LIMITS.width for number in numbers):
        raise GoesTooFar(f"asks for a width or a number of more than {TEMPLATE_LIMITS.width:,}")


def not_wide_percent(text: Any, /, *_: Any, **__: Any) -> None:
    """Raises when a text that % fills has a width that is far too large."""
    if _WIDE_PERCENT.search(str(text)):
        not_wide([TEMPLATE_LIMITS.width + 1])


def not_wide_braces(text: str, /, *_: Any, **__: Any) -> None:
    """Raises when a text whose braces are filled has a width that is far too large, or one to be filled."""
    if _WIDE_BRACES.search(text):
        not_wide([TEMPLATE_LIMITS.width + 1])


def not_huge(bits: int) -> None:
    """Raises when a number has more bits than any that a document prints."""
    if bits > LARGEST_NUMBER:
        raise GoesTooFar("works with a number that is far too large", "Look for a * or a ** in it")


def not_repeated(left: Any, right: Any) -> None:
    """Raises when a product of numbers is huge, or a text or a list would be repeated far too often."""
    if isinstance(left, int) and isinstance(right, int):
        not_huge(left.bit_length() + right.bit_length())
    for items, times in ((left, right), (right, left)):
        if isinstance(items, str | list | tuple) and isinstance(times, int):
            must_fit(len(items) * times * (1 if isinstance(items, str) else OF_AN_ITEM))


def _not_replaced_often(text: Any, old: Any, new: Any, *_: Any, **__: Any) -> None:
    must_fit(str(text).count(str(old)) * len(str(new)))


def _not_joined_long(text: Any, items: Any, *_: Any, **__: Any) -> None:
    if isinstance(items, list | tuple):
        must_fit(sum(len(item) if isinstance(item, str) else 0 for item in items) + len(items) * len(text))


LOOKED_AT_FIRST: Mapping[str, Callable[..., None]] = {
    "format": not_wide_percent,  # the filter; the method of a text has braces
    "braces": not_wide_braces,
    "replace": _not_replaced_often,
    "join": lambda items, d="", *_, **__: _not_joined_long(d, items),
}
BEFORE_METHOD: Mapping[str, Callable[..., None]] = {"replace": _not_replaced_often, "join": _not_joined_long}
