"""What can go wrong, as people are told it: one mistake is a place, what is wrong there and what to do.

Knows nothing of where mistakes come from. Each family of errors has the exit code the command ends with.
"""

from __future__ import annotations

from dataclasses import dataclass

from readiness.foundation.phrases import as_told


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing to put right. Never holds a value from case data."""

    place: str
    wrong: str
    do: str = ""

    def __str__(self) -> str:
        return as_told(self.place, self.wrong, self.do)


class ReadinessError(Exception):
    """Mistakes found together; nothing was written."""

    exit_code = 4

    def __init__(self, *mistakes: Mistake) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(map(str, mistakes)))


class NobodyFound(ReadinessError):
    """Nobody is there who was asked for."""

    exit_code = 1


class UsageError(ReadinessError):
    """The command, the folder or readiness.yaml says something that cannot be done."""

    exit_code = 2


class SourceError(ReadinessError):
    """Case data, a code map or the register cannot be read."""

    exit_code = 3


class NotEnoughMemory(SourceError):
    """The case data, or what is asked of them, do not fit into the memory that may be used.

    ``place`` is the query that did not, if it was one of the specification; it may take so many ``mebibytes``.
    """

    def __init__(self, place: str = "", mebibytes: int = 0) -> None:
        do = "Close other programs and run it again. If one child has thousands of rows, take that child out"
        wrong = "there is not enough memory for these case data"
        if place:
            wrong = f"there is not enough memory for the query, which may take {mebibytes:,} MB"
            do += ". In a query of your own, look for a table that is joined without a condition"
        super().__init__(Mistake(place or "memory", wrong, do))


class SpecificationError(ReadinessError):
    """The specification or a template is wrong."""

    exit_code = 4


class QueryRefused(SpecificationError):
    """A query of the specification reaches out of the store, or takes longer than it may."""


class OutputError(ReadinessError):
    """The output cannot be written."""

    exit_code = 5


class Refused(Exception):
    """A file that is not read: why, and what to do, in words that hold no value."""

    def __init__(self, why: str, do: str) -> None:
        self.why = why
        self.do = do
        super().__init__(why)
