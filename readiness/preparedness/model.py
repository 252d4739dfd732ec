"""How ready an authority is, as stages give it and documents print it. Frozen; speaks of documents, people and plans.

No child-level value belongs here. Days are days; a blank is None. Everything is as at one day, ``Standing.as_at``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from readiness.foundation.findings import Finding
from readiness.foundation.phrases import many
from readiness.preparedness.events import EventStanding
from readiness.preparedness.meetings import Decision
from readiness.specification.frameworks import Basis

State = Literal["ready", "review due", "contradicted", "in development", "not started", "not applicable"]
DAYS_OF_AN_INSPECTION = 30  # from the call on: no inspection keeps inspectors on site for longer
STATES: tuple[State, ...] = ("contradicted", "not started", "in development", "review due", "ready", "not applicable")


@dataclass(frozen=True)
class DocumentStanding:
    """One document that inspectors may ask for: what people say of it and what its file and its dates say.

    ``state`` is computed. ``declared`` is what the register says. ``file_day`` is the day on which the file says it was
    last changed. ``days_overdue`` counts from the day it was due (or its review was), when that has passed.
    ``first_due`` is the day it was due at the first meeting that knew one, ``moves`` how often that has moved since.
    ``expected`` tells whether it is asked for in this kind of inspection.
    """

    key: str
    title: str
    areas: tuple[str, ...]
    state: State
    declared: str
    expected: bool
    basis: Basis
    usual_owner: str
    cycle: str
    fresh_for: str
    owner: str
    deputy: str
    version: str
    approved_by: str
    approved_on: dt.date | None
    review_by: dt.date | None
    plan: str
    due: dt.date | None
    file: str
    file_day: dt.date | None
    days_overdue: int | None
    notes: str
    problems: tuple[Finding, ...]
    first_due: dt.date | None = None
    moves: int = 0

    @property
    def red(self) -> bool:
        """Whether somebody must act: an error, or nothing ready and no plan."""
        return self.state in ("contradicted", "not started") or any(
            problem.severity == "error" for problem in self.problems
        )


@dataclass(frozen=True)
class AreaStanding:
    """A judgement area and its expected documents, by state. Those whose review is overdue are not ``ready``."""

    title: str
    expected: int
    ready: int
    counts: dict[State, int]


@dataclass(frozen=True)
class ActionStanding:
    """An action from the log or the plan. ``age`` is in days since it was raised, ``overdue`` in days since it was due.

    ``first_due`` is the day it was due at the first meeting that knew one, ``moves`` how often that has moved since. Of
    an action of the plan it is the original day, if the register has one. ``ref`` is its mark, if it has one.
    ``problems`` are what is amiss in its row.
    """

    action: str
    owner: str
    raised: dt.date | None
    due: dt.date | None
    status: str
    age: int | None
    overdue: int | None
    notes: str
    open: bool = True
    first_due: dt.date | None = None
    moves: int = 0
    problems: tuple[Finding, ...] = ()
    ref: str = ""


@dataclass(frozen=True)
class RecommendationStanding:
    """A recommendation from an inspection or review. What has been done and what it has changed are two things."""

    recommendation: str
    source: str
    area: str
    owner: str
    action_status: str
    impact_status: str
    evidence: str
    next_milestone: str
    due: dt.date | None
    overdue: int | None
    claims_impact: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody who holds a role. ``leave`` holds first and last days; ``problems`` tell of days that are no leave."""

    role: str
    name: str
    deputy: str
    leave: tuple[tuple[dt.date, dt.date], ...]
    problems: tuple[Finding, ...] = ()

    def away(self, day: dt.date) -> bool:
        """Whether the person is on leave on a day."""
        return any(first <= day <= last for first, last in self.leave)


@dataclass(frozen=True)
class Stranger:
    """A name that answers for something and is nobody on the sheet of people; ``meant`` is the nearest who is."""

    name: str
    meant: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Absence:
    """Somebody with a role who is on leave in the days of an inspection, and from when to when within these."""

    person: Person
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Step:
    """One line of the timetable. ``who`` is the person with the role, or the deputy, as ``remark`` then says.

    ``at`` is its time such as 08:00, if it has one, and ``basis`` what it rests on.
    """

    day: dt.date
    what: str
    role: str
    who: str
    remark: str
    verified: bool
    at: str = ""
    basis: str = ""


@dataclass(frozen=True)
class MockFinding:
    """What a mock inspection found, and the action about it; None where nobody has said what is to be done."""

    day: dt.date | None
    finding: str
    found_by: str
    area: str
    action: ActionStanding | None
    evidence: str


@dataclass(frozen=True)
class FigureChange:
    """A figure now and in the run before."""

    what: str
    before: int | None
    now: int


@dataclass(frozen=True)
class Standing:
    """How ready the authority is on a day.

    ``contradictions`` are sentences, each a place where the register and something else disagree. ``unverified`` are
    sentences about what could not be checked against Ofsted's text. ``changes`` compare with the run of day ``since``.
    ``next_inspection`` are sentences on when the next one may come and of which kind; they stand under unverified too.
    ``findings`` are what does not hold in the register's own rows and in the call day, worst first. ``plan`` are the
    actions of the improvement plan, row by row, and ``mock`` is what a mock inspection found.
    """

    as_at: dt.date
    framework: str
    framework_verified: bool
    kind: str
    judgements: tuple[str, ...]
    documents: tuple[DocumentStanding, ...]
    areas: tuple[AreaStanding, ...]
    actions: tuple[ActionStanding, ...]
    recommendations: tuple[RecommendationStanding, ...]
    events: tuple[EventStanding, ...]
    last_inspection: EventStanding | None
    months_since: int | None
    people: tuple[Person, ...]
    call_day: dt.date | None
    timetable: tuple[Step, ...]
    decisions: tuple[str, ...]
    next_meeting: dt.date | None
    contradictions: tuple[str, ...]
    unverified: tuple[str, ...]
    changes: tuple[FigureChange, ...]
    since: str
    next_inspection: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    meetings: tuple[dt.date, ...] = ()
    decided: tuple[Decision, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    plan: tuple[ActionStanding, ...] = ()
    mock: tuple[MockFinding, ...] = ()

    @property
    def expected(self) -> tuple[DocumentStanding, ...]:
        """The documents asked for in this kind of inspection."""
        return tuple(document for document in self.documents if document.expected)

    @property
    def last_meeting(self) -> dt.date | None:
        """The day of the last meeting before this day."""
        return max((day for day in self.meetings if day < self.as_at), default=None)

    @property
    def ready(self) -> int:
        """How many expected documents are ready; those whose review is overdue are not."""
        return sum(document.state == "ready" for document in self.expected)

    @property
    def review_due(self) -> int:
        """How many expected documents would be ready, but their review is overdue or they are too old."""
        return sum(document.state == "review due" for document in self.expected)

    @property
    def headline(self) -> str:
        """How many documents are ready, in words: "50 of 60 documents ready, 4 whose review is overdue"."""
        overdue = f", {self.review_due} whose review is overdue" if self.review_due else ""
        return f"{self.ready} of {many(len(self.expected), 'document')} ready{overdue}"

    @property
    def away(self) -> tuple[Absence, ...]:
        """Who is on leave on any day from the call until inspectors have gone, and on which days of these.

        Lines of the timetable that are long after the call, such as that a report comes, are not among these days.
        """
        if self.call_day is None:
            return ()
        soon = self.call_day + dt.timedelta(days=DAYS_OF_AN_INSPECTION)
        end = max((self.call_day, *(step.day for step in self.timetable if step.day <= soon)))
        absences = (
            Absence(person, max(first, self.call_day), min(last, end))
            for person in self.people
            for first, last in person.leave
            if first <= end and last >= self.call_day
        )
        return tuple(absences)

    @property
    def is_ready(self) -> bool:
        """Whether no expected document is red. Whether everything is ready, the verdict says and not this."""
        return not any(document.red for document in self.expected)

    @property
    def figures(self) -> dict[str, int]:
        """What a later run compares with."""
        return {
            "documents ready": self.ready,
            "documents expected": len(self.expected),
            "documents red": sum(document.red for document in self.expected),
            "actions open": sum(action.open for action in self.actions),
            "actions overdue": sum(action.overdue is not None for action in self.actions),
        }

    def compared(self, before: Mapping[str, int]) -> Standing:
        """The same, with each figure beside that of an earlier run."""
        changes = (FigureChange(what, before.get(what), now) for what, now in self.figures.items())
        return replace(self, changes=tuple(changes))
