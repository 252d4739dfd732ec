"""Rounds of case audits as documents print them: cases, grades, moderation, re-audits, checks from outside. Frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from readiness.foundation.chart import Chart
from readiness.foundation.findings import Finding
from readiness.specification.base import Words

Grades = Mapping[str, int | None]


@dataclass(frozen=True)
class ReAudit:
    """A second look at cases of a round. Counts are of cases, None where the register is silent."""

    day: dt.date | None
    cases: int | None
    better: int | None
    same: int | None
    worse: int | None
    learning: str


@dataclass(frozen=True)
class AuditAction:
    """What is to be done after a round. ``overdue`` is in days; None when it is done, or not due yet."""

    round: str
    action: str
    owner: str
    due: dt.date | None
    done: dt.date | None
    overdue: int | None
    notes: str


@dataclass(frozen=True)
class RoundOfAudits:
    """The audits that share a mark. ``day`` is the last of their days; counts are sums, None where nothing is said.

    ``before`` and ``after`` moderation are cases by grade, in the framework's order. ``checked_by`` are those from
    outside who looked at ``outside_cases``, of which ``agreed`` had the same grade.
    """

    name: str
    day: dt.date | None
    held: bool
    themes: tuple[str, ...]
    teams: tuple[str, ...]
    planned: int | None
    done: int | None
    before: Grades
    after: Grades
    changed: int | None
    checked_by: tuple[str, ...]
    outside_cases: int | None
    agreed: int | None
    learning: tuple[str, ...]
    re_audits: tuple[ReAudit, ...]

    @property
    def completion(self) -> int | None:
        """Cases audited in per cent of those planned, whole and rounded down; None where either is not known."""
        return 100 * self.done // self.planned if self.planned and self.done is not None else None

    @property
    def before_in_words(self) -> str:
        """The grades before moderation: "2 Outstanding, 9 Good"; empty where none is known."""
        return grades_in_words(self.before)

    @property
    def after_in_words(self) -> str:
        """The grades after moderation, in the same way."""
        return grades_in_words(self.after)

    @property
    def graded(self) -> int:
        """How many cases have a grade after moderation."""
        return sum(count or 0 for count in self.after.values())


@dataclass(frozen=True)
class TeamGrades:
    """The cases of one team that have a grade, over all rounds that are shown."""

    team: str
    cases: int
    grades: Grades

    @property
    def in_words(self) -> str:
        """The grades: "2 Outstanding, 9 Good"."""
        return grades_in_words(self.grades)


@dataclass(frozen=True)
class AuditCycle:
    """Rounds, the oldest first; those ``shown`` are the last six that were held. ``chart`` is theirs.

    ``findings`` are what does not hold in audits, re-audits and actions.
    """

    rounds: tuple[RoundOfAudits, ...] = ()
    shown: tuple[RoundOfAudits, ...] = ()
    teams: tuple[TeamGrades, ...] = ()
    actions: tuple[AuditAction, ...] = ()
    returning: tuple[tuple[str, tuple[str, ...]], ...] = ()
    checked_on: dt.date | None = None
    chart: Chart | None = None
    grades: Words = ()
    findings: tuple[Finding, ...] = ()

    @property
    def held(self) -> tuple[RoundOfAudits, ...]:
        return tuple(audits for audits in self.rounds if audits.held)

    @property
    def missed(self) -> tuple[RoundOfAudits, ...]:
        """Rounds that were held and did not look at every case that was planned."""
        return tuple(audits for audits in self.held if audits.completion is not None and audits.completion < 100)

    @property
    def to_come(self) -> tuple[RoundOfAudits, ...]:
        return tuple(audits for audits in self.rounds if not audits.held)

    @property
    def open_actions(self) -> tuple[AuditAction, ...]:
        """What is still to be done, what is overdue longest first."""
        still = (action for action in self.actions if action.done is None)
        return tuple(sorted(still, key=lambda action: (-(action.overdue or 0), action.due or dt.date.max)))


NO_CYCLE = AuditCycle()


def grades_in_words(grades: Grades) -> str:
    """The grades in words: "2 Outstanding, 9 Good"; empty where there are none."""
    return ", ".join(f"{count} {grade}" for grade, count in grades.items() if count)
