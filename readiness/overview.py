"""What documents for meetings and boards may print: counts, names of lists and rules, and how things stand.

The only thing that Word documents and pages are given, so that no template can print a child.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.evaluation import SelfEvaluation
from readiness.inspection import Inspection
from readiness.scorecard import Scorecard
from readiness.standing import Standing


@dataclass(frozen=True)
class ListOverview:
    """One list: how many rows it has and what the checks found in it. ``new`` and ``gone`` are since the last run."""

    number: int
    title: str
    rows: int
    rows_before: int | None
    counts: Mapping[str, int]
    new: int
    gone: int
    left_empty: bool


@dataclass(frozen=True)
class CauseOverview:
    """One rule broken in one list, by how many rows."""

    rule: str
    severity: str
    list_title: str
    columns: str
    wrong: str
    do: str
    count: int
    new: int


@dataclass(frozen=True)
class Overview:
    """Everything a document without children may print. ``counts`` are findings by severity.

    ``for_publication`` says that small numbers are left out.
    """

    authority: str
    inspection: Inspection
    framework: str
    framework_verified: bool
    version: str
    fingerprint: str
    lists: tuple[ListOverview, ...]
    causes: tuple[CauseOverview, ...]
    counts: Mapping[str, int]
    new: int
    gone: int
    since: str
    standing: Standing
    scorecard: Scorecard
    evaluation: SelfEvaluation
    for_publication: bool = False

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Every place where the register, the figures or the words disagree, a sentence each."""
        return (*self.standing.contradictions, *self.scorecard.contradictions, *self.evaluation.contradictions)
