"""What is found about data and about lists, as stages tell each other. Holds counts, names and row numbers, no values.

What rows say is in the lists; spellings without a code are the one exception, and go to the team's own files only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from readiness.errors import sentence

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


@dataclass(frozen=True, order=True)
class Unmapped:
    """A spelling that no code map knows, and how many rows hold it. For the team's own files only."""

    code_set: str
    column: str
    spelling: str
    rows: int
    expected: bool


@dataclass(frozen=True, order=True)
class Remark:
    """What the reader of a workbook tells: its ``kind``, which a rule names; the list; of what; and on which rows."""

    kind: str
    about: str = ""
    what: str = ""
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Cause:
    """One rule broken in one place: by ``rows`` of a list, counted from nought, or by the list as a whole.

    ``columns`` are the columns it points at, or headings of a sheet. Rows in ``new`` the run before did not find;
    -1 there stands for the list as a whole.
    """

    rule: str
    severity: Severity
    about: str
    columns: tuple[str, ...]
    wrong: str
    do: str
    why: str
    rows: tuple[int, ...]
    new: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """How many rows break the rule; 1 for a list as a whole."""
        return len(self.rows) or 1


@dataclass(frozen=True)
class Gone:
    """How many findings of the run before are found no more, by rule and list."""

    rule: str
    about: str
    count: int


@dataclass(frozen=True)
class Checks:
    """Every cause, worst first, and what has gone since the run before, made ``since``, if there was one."""

    causes: tuple[Cause, ...] = ()
    gone: tuple[Gone, ...] = ()
    since: str = ""

    @property
    def new(self) -> int:
        """How many findings the run before did not have."""
        return sum(len(cause.new) for cause in self.causes)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings of each severity."""
        return counted(self.causes)

    @property
    def gone_count(self) -> int:
        """How many findings of the run before are found no more."""
        return sum(gone.count for gone in self.gone)


def counted(causes: Iterable[Cause]) -> dict[str, int]:
    """How many findings of each severity the causes are."""
    counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for cause in causes:
        counts[cause.severity] += cause.count
    return counts
