"""An inspection, visit or review as documents print it: when it was, who came, what they looked at and found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from readiness.foundation.phrases import day as in_words


@dataclass(frozen=True)
class EventStanding:
    """An inspection, visit, review or annual engagement meeting, held or to come; ``until`` is its last day."""

    kind: str
    day: dt.date | None
    outcome: str
    notes: str
    is_inspection: bool = False
    until: dt.date | None = None
    team: str = ""
    scope: str = ""
    strengths: tuple[str, ...] = ()
    to_develop: tuple[str, ...] = ()
    recommendations: int | None = None

    @property
    def is_told(self) -> bool:
        """Whether anything is known of who came, what they looked at, or what they found."""
        return bool(self.team or self.scope or self.strengths or self.to_develop)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """How it ended, line by line; semicolons part lines too."""
        return tuple(line.strip() for line in self.outcome.replace(";", "\n").splitlines() if line.strip())

    @property
    def days(self) -> str:
        """When it was, in words: "11 to 13 March 2025"."""
        if not self.day or not self.until or self.until <= self.day:
            return in_words(self.day)
        first = in_words(self.day)
        if self.day.year == self.until.year:
            first = f"{self.day.day} {self.day:%B}" if self.day.month != self.until.month else str(self.day.day)
        return f"{first} to {in_words(self.until)}"
