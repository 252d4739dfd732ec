"""What is told of data, of documents and of what people wrote: how bad it is, where, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from readiness.foundation.phrases import as_told, runs

Severity = Literal["error", "warning", "practice", "auto-fix", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "practice", "auto-fix", "note")


@dataclass(frozen=True, order=True)
class Finding:
    """Something that a person should know, with no value from case data; it stops nothing (see Mistake for what does).

    ``place`` is where it is, or what it is about, in a few words that ``wrong`` completes. ``count`` is how many rows.
    ``contradicts`` tells that two places disagree, such as words and figures. What is ``quiet`` stands in workbooks
    alone: who runs a command need not be told each time. ``rows`` are all the rows it is about, numbered as a
    spreadsheet does, where the place names only the first. ``subject`` is the place in the words of those who do the
    work, such as an action and its owner, where the place is a cell.
    """

    severity: Severity
    place: str
    wrong: str
    do: str
    count: int = 1
    contradicts: bool = False
    quiet: bool = False
    rows: tuple[int, ...] = ()
    subject: str = ""

    @property
    def every_row(self) -> str:
        """The numbers of all its rows, those that follow one another as "4 to 9"."""
        return runs(self.rows)

    @property
    def about(self) -> str:
        """What it is about, as documents for meetings and boards call it."""
        return self.subject or self.place

    def __str__(self) -> str:
        return as_told(self.place, self.wrong, self.do)
