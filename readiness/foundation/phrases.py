"""Words as people say them: lists, counts, days, the nearest known name."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
import shlex
from collections.abc import Iterable, Sequence
from contextlib import suppress

from readiness.foundation.normalise import visible

SO_FAR = ", "
"""How words of progress begin that say how far a stage is, where others say which stage begins."""


def sentence(words: str) -> str:
    """The words with the full stop that ends them, unless they end with a mark of their own."""
    return words if not words or words[-1] in ".?!" else f"{words}."


def as_told(place: str, wrong: str, do: str = "") -> str:
    """A place, what is wrong there and what to do, as people are told it everywhere: "place: wrong. do."."""
    return visible(" ".join(filter(None, [f"{place}: {sentence(wrong)}", sentence(do)])))


def each_word(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


def nearest(word: str, known: Iterable[str]) -> str:
    """Words that point to the closest known word, or to nothing when none is close."""
    close = closest(word, known)
    return f'Did you mean "{close}"?' if close else ""


def closest(word: str, known: Iterable[str]) -> str:
    """The closest known word; empty when none is close."""
    names = sorted(known)
    begun = [name for name in names if len(word) > 3 and name.startswith(word)]
    return next(iter(begun or difflib.get_close_matches(word, names, n=1)), "")


def listed(words: Iterable[object], last: str = "and") -> str:
    """The words as a person lists them: "a, b and c"."""
    texts = [str(word) for word in words]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}" if texts else ""


def as_typed(path: object) -> str:
    """A path as a person types it in a terminal: in quotation marks when it needs them."""
    text = str(path)
    if os.name == "nt":
        return f'"{text}"' if re.search(r"[^\w.:\\/+-]", text) else text
    return shlex.quote(text)


def many(count: int, thing: str) -> str:
    """A count and its thing: "1 row", "2,503 rows"."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def often(count: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def day(value: dt.date | str | None) -> str:
    """A date, or the one that a text such as 2023-03-31T09:15 begins with, as people write it: 31 March 2023."""
    if isinstance(value, str):
        with suppress(ValueError):
            return day(dt.date.fromisoformat(value[:10]))
        return value
    return f"{value.day} {value:%B %Y}" if value else ""


def printable(text: str) -> str:
    """A text without the characters that no part of an Office document may hold, or that nobody sees."""
    return visible(text)


def number(value: int) -> str:
    """A whole number with its thousands apart: 15,860."""
    return f"{value:,}"


def runs(numbers: Iterable[int], longest: int = 30_000) -> str:
    """Rising numbers in few words, "2, 4 to 9, 12"; beyond so many characters, how many more there are."""
    ends: list[list[int]] = []
    for number in numbers:
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    text, left = "", len(ends)
    for first, last in ends:
        words = f"{first}" if first == last else f"{first} to {last}"
        if len(text) + len(words) > longest:
            return f"{text} and {sum(end - begin + 1 for begin, end in ends[-left:]):,} more"
        text += f"{', ' if text else ''}{words}"
        left -= 1
    return text


def first_numbers(what: str, numbers: Sequence[int], most: int = 20) -> str:
    """Numbers as a message names them: "row 3", "rows 3, 5 and 7", of very many the first and how many more."""
    shown = listed([str(number) for number in numbers[:most]])
    more = f" and {len(numbers) - most:,} more" if len(numbers) > most else ""
    return f"{what}{'s' if len(numbers) > 1 else ''} {shown}{more}"
