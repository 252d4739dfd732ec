"""What is told of data and of documents: how bad it is, where, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from readiness.foundation.phrases import sentence

Severity = Literal["error", "warning", "practice", "auto-fix", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "practice", "auto-fix", "note")


@dataclass(frozen=True, order=True)
class Finding:
    """Something about the data that a person should know, with no value from it. ``count`` is how many rows."""

    severity: Severity
    place: str
    wrong: str
    do: str
    count: int = 1

    def __str__(self) -> str:
        return f"{self.place}: {sentence(self.wrong)} {sentence(self.do)}"


Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """Something to put right about a document, an action or a plan; words that complete "Title: ..."."""

    severity: Level
    wrong: str
    do: str
