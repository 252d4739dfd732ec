"""Puts the inspection week together, as at a moment: day by day, what is asked, who is there, what was noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from readiness.foundation.findings import SEVERITIES, Finding
from readiness.foundation.normalise import alike
from readiness.preparedness.model import Standing
from readiness.preparedness.register_checks import CALL_DAY
from readiness.preparedness.timetable import steps_each_day
from readiness.register.rows import RegisterRows
from readiness.specification.frameworks import TimetableLine
from readiness.week.interviews import interviews_of
from readiness.week.lines import LinesAsAt, enquiry_lines
from readiness.week.model import GivenFile, Interview, Request, Week, WeekDay, by_due
from readiness.week.notes import accuracy_of, amiss_in_notes, notes_of
from readiness.week.present import in_and_out
from readiness.week.requests import Asking, requests_of
from readiness.week.signals import Proposal
from readiness.week.tracked import tracked_of


@dataclass(frozen=True)
class WeekScene:
    """What a week is held against: the moment, the working days of the inspection, its timetable, what was given.

    ``days`` are those from the call, or from the day this is made for, until inspectors have gone. ``proposals``
    are lines of enquiry, and ``as_at`` is what those there are held against. ``found`` is what was found before.
    """

    at: dt.datetime
    days: Sequence[dt.date]
    timetable: Sequence[TimetableLine]
    holidays: frozenset[dt.date]
    as_at: LinesAsAt
    given: Sequence[GivenFile] = ()
    proposals: Sequence[Proposal] = ()
    found: Sequence[Finding] = ()


class _Held(Protocol):
    """A thing of the week that was held against the rest."""

    @property
    def problems(self) -> tuple[Finding, ...]: ...


def week_of(rows: RegisterRows, standing: Standing, scene: WeekScene) -> Week:
    """The week as the register's rows have it."""
    call_day, people = standing.call_day, standing.people
    days = tuple(scene.days) if call_day else ()
    marks = frozenset(alike(row.ref.text) for row in rows.lines_of_enquiry if row.ref.text)
    requests = requests_of(rows.requests, Asking(scene.at, call_day, people, scene.given, marks))
    within = (days[0], days[-1]) if days else None
    interviews = interviews_of(rows.interviews, people, within, scene.holidays, scene.at)
    tracked = tracked_of(rows.tracked_children, people, within, scene.holidays, scene.at)
    lines = enquiry_lines(rows.lines_of_enquiry, scene.proposals, scene.as_at)
    accuracy = accuracy_of(rows.accuracy)
    of_each: Sequence[_Held] = (*requests, *lines, *interviews, *tracked, *accuracy)
    found = [finding for finding in standing.findings if finding.place == CALL_DAY]
    found += [*scene.found, *(problem for one in of_each for problem in one.problems)]
    found += amiss_in_notes(rows.notes, scene.at, call_day, scene.holidays)
    return Week(
        at=scene.at,
        call_day=call_day,
        last_day=days[-1] if days else None,
        days=tuple(_days(days, standing, scene, requests, interviews)),
        requests=requests,
        lines=lines,
        interviews=interviews,
        tracked=tracked,
        notes=notes_of(rows.notes, call_day),
        accuracy=accuracy,
        given=tuple(scene.given),
        findings=tuple(sorted(dict.fromkeys(found), key=_worst_first)),
    )


def _days(
    days: Sequence[dt.date],
    standing: Standing,
    scene: WeekScene,
    requests: Sequence[Request],
    interviews: Sequence[Interview],
) -> Iterator[WeekDay]:
    """The days, each with what happens, in order of time; what has no time comes first."""
    first = standing.call_day
    steps = [*steps_each_day(first, scene.timetable, standing.people, scene.holidays)] if first else []
    for number, day in enumerate(days):
        yield WeekDay(
            day=day,
            number=number,
            steps=tuple(sorted((step for step in steps if step.day == day), key=lambda step: step.at)),
            interviews=tuple(interview for interview in interviews if interview.day == day),
            due=by_due([request for request in requests if request.due and request.due.date() == day]),
            away=in_and_out(standing.people, day),
        )


def _worst_first(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)
