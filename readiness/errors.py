"""What can go wrong, as people are told it: one mistake is a place, what is wrong there and what to do.

Knows nothing of where mistakes come from. Each family of errors has the exit code the command ends with.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing to put right. Never holds a value from case data."""

    place: str
    wrong: str
    do: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, [f"{self.place}: {sentence(self.wrong)}", sentence(self.do)]))


class ReadinessError(Exception):
    """Mistakes found together; nothing was written."""

    exit_code = 4

    def __init__(self, *mistakes: Mistake) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(map(str, mistakes)))


class UsageError(ReadinessError):
    """The command, the folder or readiness.yaml says something that cannot be done."""

    exit_code = 2


class SourceError(ReadinessError):
    """Case data, a code map or the register cannot be read."""

    exit_code = 3


class SpecificationError(ReadinessError):
    """The specification or a template is wrong."""

    exit_code = 4


class OutputError(ReadinessError):
    """The output cannot be written."""

    exit_code = 5


def sentence(words: str) -> str:
    """The words with the full stop that ends them, unless they end with a mark of their own."""
    return words if not words or words[-1] in ".?!" else f"{words}."


def nearest(word: str, known: Iterable[str]) -> str:
    """Words that point to the closest known word, or to nothing when none is close."""
    names = sorted(known)
    begun = [name for name in names if len(word) > 3 and name.startswith(word)]
    close = begun or difflib.get_close_matches(word, names, n=1)
    return f'Did you mean "{close[0]}"?' if close else ""


def listed(words: Iterable[object], last: str = "and") -> str:
    """The words as a person lists them: "a, b and c"."""
    texts = [str(word) for word in words]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}" if texts else ""


def many(count: int, thing: str) -> str:
    """A count and its thing: "1 row", "2,503 rows"."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
