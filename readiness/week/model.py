"""The inspection week as documents and the screen print it, as at one moment. Frozen; of children pseudonyms alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from readiness.foundation.findings import Finding
from readiness.preparedness.model import Absence, Step

NEVER = dt.datetime.fromisoformat("9999-12-31")
RequestState = Literal["staged", "open", "due today", "late", "released", "withdrawn"]
Released = Literal["as given", "changed", "gone", "cannot be read"]


@dataclass(frozen=True)
class GivenFile:
    """A file that was given to inspectors, as the record of releases has it; ``state`` is that of the copy kept.

    ``source_changed`` tells that the file it was copied from is another one by now. ``unreviewed`` is the reason given
    for letting it go unread, if it was.
    """

    request: str
    name: str
    when: str
    to: str
    by: str
    kept_as: str
    state: Released
    source_changed: bool
    unreviewed: str = ""


@dataclass(frozen=True)
class Request:
    """What inspectors asked for, or may. ``row`` is its row in the register; ``received`` is None while nobody asked.

    ``due`` is a moment: without a time of its own the end of that working day. ``late_by`` says in words how long it
    has been late, or was when it went. ``stage`` is how far it is, as the register shows it.
    """

    row: int
    ref: str
    request: str
    line: str
    area: str
    asked_by: str
    owner: str
    received: dt.datetime | None
    due: dt.datetime | None
    stage: str
    state: RequestState
    late_by: str
    reviewer: str
    releaser: str
    file: str
    version: str
    sent: dt.datetime | None
    asks_again: str
    notes: str
    given: tuple[GivenFile, ...] = ()
    problems: tuple[Finding, ...] = ()

    @property
    def running(self) -> bool:
        """Whether inspectors wait for it."""
        return self.state in ("open", "due today", "late")

    @property
    def called(self) -> str:
        """What it goes by: its number if it has one, and its words."""
        return f"{self.ref} {self.request}".strip()


@dataclass(frozen=True)
class LineOfEnquiry:
    """What inspectors may ask about. One that is only ``proposed`` is not in the register yet."""

    ref: str
    line: str
    area: str
    why: str
    position: str
    evidence: str
    figures: str
    risk: str
    owner: str
    status: str
    proposed: bool = False
    set_aside: bool = False
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Interview:
    """Whom inspectors meet. ``starts`` and ``ends`` are None where nobody wrote them."""

    row: int
    day: dt.date | None
    starts: dt.time | None
    ends: dt.time | None
    inspector: str
    who: tuple[str, ...]
    topic: str
    line: str
    room: str
    briefing: str
    note_taker: str
    confirmed: bool | None
    feedback: str
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class TrackedChild:
    """A child whose work inspectors look at. Words that hold an identifier of the case data are left out.

    ``worker_there``, ``audited`` and ``papers_ready`` are None where the register says neither yes nor no.
    """

    row: int
    pseudonym: str
    cohort: str
    team: str
    worker: str
    manager: str
    worker_there: bool | None
    audited: bool | None
    grade: str
    papers_ready: bool | None
    action: str
    owner: str
    due: dt.date | None
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Note:
    """What was noted one evening. ``done`` is None where nobody said; what ``waits`` is still to be done.

    ``plan`` is the mark of the action of the plan that answers it, if one does.
    """

    day: dt.date | None
    kind: str
    note: str
    area: str
    line: str
    owner: str
    done: bool | None
    waits: bool
    key: str
    plan: str = ""


@dataclass(frozen=True)
class AccuracyPoint:
    """What a draft report says that is not right, and what became of saying so."""

    paragraph: str
    says: str
    right: str
    evidence: str
    owner: str
    outcome: str
    problems: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class InOrOut:
    """Somebody with a role who is away on a day, and whoever stands in; ``stands_in`` is empty where nobody does."""

    absence: Absence
    stands_in: str


@dataclass(frozen=True)
class WeekDay:
    """A working day of the inspection. ``number`` counts from the call, which is day 0."""

    day: dt.date
    number: int
    steps: tuple[Step, ...]
    interviews: tuple[Interview, ...]
    due: tuple[Request, ...]
    away: tuple[InOrOut, ...]


@dataclass(frozen=True)
class Week:
    """The inspection as at a moment, ``at``. ``days`` run from the call, if there is one, until inspectors have gone.

    ``to_find`` are notes of what must be found by the next morning. ``findings`` are what does not hold in its sheets,
    worst first. ``lines`` hold those of the register, and after them what is proposed.
    """

    at: dt.datetime
    call_day: dt.date | None
    last_day: dt.date | None
    days: tuple[WeekDay, ...] = ()
    requests: tuple[Request, ...] = ()
    lines: tuple[LineOfEnquiry, ...] = ()
    interviews: tuple[Interview, ...] = ()
    tracked: tuple[TrackedChild, ...] = ()
    notes: tuple[Note, ...] = ()
    accuracy: tuple[AccuracyPoint, ...] = ()
    given: tuple[GivenFile, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_on(self) -> bool:
        """Whether the call has come and inspectors have not gone."""
        return bool(self.call_day and self.last_day and self.call_day <= self.at.date() <= self.last_day)

    @property
    def is_over(self) -> bool:
        """Whether inspectors have gone."""
        return bool(self.last_day and self.at.date() > self.last_day)

    @property
    def this_day(self) -> WeekDay | None:
        return next((each for each in self.days if each.day == self.at.date()), None)

    @property
    def to_come(self) -> tuple[WeekDay, ...]:
        """The days after today, in order."""
        return tuple(each for each in self.days if each.day > self.at.date())

    @property
    def past(self) -> tuple[WeekDay, ...]:
        """The days before today, the latest first."""
        return tuple(each for each in reversed(self.days) if each.day < self.at.date())

    @property
    def late(self) -> tuple[Request, ...]:
        """The requests that are late, the longest first."""
        return self._in_state("late")

    @property
    def due_today(self) -> tuple[Request, ...]:
        return self._in_state("due today")

    @property
    def running(self) -> tuple[Request, ...]:
        """The requests that inspectors wait for, the first due first; those without a day at the end."""
        return by_due([request for request in self.requests if request.running])

    @property
    def staged(self) -> tuple[Request, ...]:
        """What is prepared and nobody has asked for yet."""
        return self._in_state("staged")

    @property
    def released(self) -> tuple[Request, ...]:
        return self._in_state("released")

    @property
    def to_find(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.waits)

    @property
    def tonight(self) -> tuple[Note, ...]:
        """What was noted today."""
        return tuple(note for note in self.notes if note.day == self.at.date())

    def _in_state(self, state: RequestState) -> tuple[Request, ...]:
        return by_due([request for request in self.requests if request.state == state])


def by_due(requests: Sequence[Request]) -> tuple[Request, ...]:
    """Requests, the first due first; those without a day at the end."""
    return tuple(sorted(requests, key=lambda request: (request.due is None, request.due or NEVER)))
