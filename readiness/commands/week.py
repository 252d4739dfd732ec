"""readiness week: what is late and what is next, in ten lines, from the register alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.reading import Reading
from readiness.commands.status_week import SCREEN_WIDTH
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many, sentence
from readiness.run.context import RunContext
from readiness.run.manifest import this_moment
from readiness.run.needs import STANDING
from readiness.run.register_stage import register_rows, stand_as_last_checked
from readiness.run.week_stage import hold_week
from readiness.week.model import Interview, Request, Week, WeekDay

BOOK = ("week",)
LATE_SHOWN, NEXT_SHOWN, NAMES_SHOWN = 3, 3, 2
_LIKE_AN_IDENTIFIER = re.compile(r"\b(?=\w*\d{4})\w{5,}\b")


def week_at(folder: Path, at: dt.datetime, reading: Reading) -> Week:
    """The inspection week as at a moment, by the register alone. Raises ReadinessError."""
    workspace = open_workspace(folder)
    annex = reading.annex(own_over_installed("annex_a", workspace.folder))
    scope = scope_of(workspace, annex, None)
    run = RunContext(workspace, annex, scope, workspace.output, needs=STANDING, at=at)
    rows = register_rows(run)
    return hold_week(run, rows, stand_as_last_checked(run, rows))


def by_the_clock() -> dt.datetime:
    """The moment, as clocks in the office show it."""
    return dt.datetime.fromisoformat(this_moment()).astimezone().replace(tzinfo=None, second=0)


def late_and_next(week: Week) -> Iterator[str]:
    """At most ten lines; what looks like an identifier in what people wrote is not shown."""
    if not week.call_day:
        yield from map(_on_screen, _before_the_call(week))
        return
    yield from map(_on_screen, (*_heading(week), *_late(week), *_next(week), *_people(week), *_amiss(week)))


def _on_screen(line: str) -> str:
    words = _LIKE_AN_IDENTIFIER.sub("…", " ".join(line.split()))
    words = f"{line[: len(line) - len(line.lstrip())]}{words}"
    return words if len(words) <= SCREEN_WIDTH else f"{words[: SCREEN_WIDTH - 1].rstrip()}…"


def _before_the_call(week: Week) -> Iterator[str]:
    yield "No call day is set. Once the call comes, write it into readiness.yaml: call day."
    without = sum(not line.position for line in week.lines if not line.set_aside)
    lines = f", {many(without, 'line')} of enquiry without our position" if without else ""
    yield f"{many(len(week.staged), 'request')} staged{lines}."
    yield from _amiss(week)


def _heading(week: Week) -> Iterator[str]:
    when = f"{week.at:%A} {in_words(week.at.date())}, {week.at:%H:%M}"
    today = week.this_day
    if week.is_over:
        where = "After the inspection"
    elif today:
        where = f"Day {today.number} of {len(week.days) - 1}" if today.number else "The day of the call"
    else:
        where = "No working day" if week.is_on else "Before the call"
    counts = [f"{many(len(week.late), 'request')} late"] if week.late else ["nothing late"]
    counts += [f"{len(week.due_today)} due today"] if week.due_today else []
    counts += [f"{len(week.to_find)} to find by morning or to put right"] if week.to_find else []
    yield f"{where}: {when}. {listed(counts).capitalize()}."


def _late(week: Week) -> Iterator[str]:
    if not week.late:
        return
    more = f" ({len(week.late) - LATE_SHOWN} more in the week book)" if len(week.late) > LATE_SHOWN else ""
    yield f"Late{more}:"
    for request in week.late[:LATE_SHOWN]:
        yield f"  {request.late_by}: {_request(request)}"


def _request(request: Request) -> str:
    return f"{request.called} ({request.owner or 'no owner'}; {request.stage.lower()})"


def _next(week: Week) -> Iterator[str]:
    """What comes next: of today from now on, then of the day after."""
    coming = sorted(_coming(week), key=lambda one: one[0])
    if coming:
        yield "Next:"
    for when, what in coming[:NEXT_SHOWN]:
        day = "" if when.date() == week.at.date() else f"{when:%a} {when.day} {when:%b} "
        yield f"  {day}{when:%H:%M} {what}"


def _coming(week: Week) -> Iterator[tuple[dt.datetime, str]]:
    for request in week.running:
        if request.due and request.due >= week.at:
            yield request.due, f"due: {_request(request)}"
    for day in week.days:
        yield from ((when, what) for when, what in _timed(day) if when >= week.at)


def _timed(day: WeekDay) -> Iterator[tuple[dt.datetime, str]]:
    for interview in day.interviews:
        if interview.starts:
            yield dt.datetime.combine(day.day, interview.starts), _interview(interview)
    for step in day.steps:
        if step.at:
            yield dt.datetime.combine(day.day, dt.time.fromisoformat(step.at)), f"{step.what} ({step.who or 'nobody'})"


def _interview(interview: Interview) -> str:
    where = f", {interview.room}" if interview.room else ""
    return f"interview: {listed(interview.who)}{where}"


def _people(week: Week) -> Iterator[str]:
    away = week.this_day.away if week.this_day else ()
    if not away:
        return
    told = [
        f"{one.absence.person.name or one.absence.person.role} ({one.stands_in or 'nobody'} stands in)"
        for one in away[:NAMES_SHOWN]
    ]
    more = [f"{len(away) - NAMES_SHOWN} more"] if len(away) > NAMES_SHOWN else []
    yield f"Away today: {listed([*told, *more])}."


def _amiss(week: Week) -> Iterator[str]:
    errors = [finding for finding in week.findings if finding.severity == "error"]
    warnings = sum(finding.severity == "warning" for finding in week.findings)
    if errors or warnings:
        first = f" First: {errors[0].place.rpartition('sheet ')[2]}: {sentence(errors[0].wrong)}" if errors else ""
        yield f"To put right: {many(len(errors), 'error')}, {many(warnings, 'warning')}.{first}"
