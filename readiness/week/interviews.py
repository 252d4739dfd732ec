"""Whom inspectors meet, day by day, and what is amiss: clashes, who is away, what is not agreed or prepared yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from readiness.files.cells import told
from readiness.foundation.dates import no_working_day, working_day_after
from readiness.foundation.findings import Finding, Severity
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed
from readiness.preparedness.model import Person
from readiness.preparedness.stand_ins import stand_in_for
from readiness.register.row_cells import TextCell
from readiness.register.week_rows import InterviewRow
from readiness.week.clashes import clashes
from readiness.week.model import Interview
from readiness.week.present import Span, holders_of, in_turn, words_for
from readiness.week.yes_or_no import yes_or_no

CONFIRMED_WITHIN = 2  # working days from today, in which interviews are to be confirmed


@dataclass(frozen=True)
class _Seen:
    """What interviews are held against. ``days`` are the first and the last of the inspection, None without a call."""

    people: Sequence[Person]
    days: Span | None
    holidays: frozenset[dt.date]
    at: dt.datetime

    def judges(self, row: InterviewRow) -> bool:
        """Whether a row is of this inspection; what is before it is of an earlier one, or of a mock."""
        first = self.days[0] if self.days else self.at.date()
        return row.day.day is None or row.day.day >= first

    def to_come(self, row: InterviewRow) -> bool:
        """Whether it is not over. Without a time it is over with its day."""
        if row.day.day is None:
            return True
        time = max(filter(None, [row.starts.time, row.ends.time]), default=dt.time.max)
        return dt.datetime.combine(row.day.day, time) >= self.at


def interviews_of(
    rows: Sequence[InterviewRow],
    people: Sequence[Person],
    days: Span | None,
    holidays: frozenset[dt.date],
    at: dt.datetime,
) -> tuple[Interview, ...]:
    """Every interview as at a moment, by day and time, those without a day at the end, each with what is amiss.

    ``days`` are the first and the last of the inspection. Rows of before the first are told as they stand, unjudged.
    """
    seen = _Seen(people, days, holidays, at)
    clashing: dict[int, list[Finding]] = {}
    for row, finding in clashes([row for row in rows if seen.judges(row)], people):
        clashing.setdefault(row.number, []).append(finding)
    made = []
    for row in rows:
        found = [*_amiss(row, seen), *clashing.get(row.number, ())] if seen.judges(row) else []
        subject = _called(row, people)
        made.append(_interview(row, people, tuple(replace(finding, subject=subject) for finding in found)))
    return tuple(sorted(made, key=lambda one: (one.day or dt.date.max, one.starts or dt.time.max)))


def _interview(row: InterviewRow, people: Sequence[Person], problems: tuple[Finding, ...]) -> Interview:
    return Interview(
        row=row.number,
        day=row.day.day,
        starts=row.starts.time,
        ends=row.ends.time,
        inspector=row.inspector.text,
        who=_who(row, people),
        topic=row.topic.text,
        line=row.line.text,
        room=row.room.text,
        briefing=row.briefing.text,
        note_taker=row.note_taker.text,
        confirmed=yes_or_no(row.confirmed),
        feedback=row.feedback.text,
        problems=problems,
    )


def _who(row: InterviewRow, people: Sequence[Person]) -> tuple[str, ...]:
    """Who meets them by name, a role by its holders."""
    return tuple(dict.fromkeys(name for word in words_for(row.who.text, people) for name in in_turn(word, people)))


def _called(row: InterviewRow, people: Sequence[Person]) -> str:
    """What an interview is called by those who do the work: "Interview of Ada Archer, 24 November 2026, 10:00"."""
    time = f"{row.starts.time:%H:%M}" if row.starts.time else ""
    return ", ".join(filter(None, [f"Interview of {told(listed(_who(row, people)))}", in_words(row.day.day), time]))


def _amiss(row: InterviewRow, seen: _Seen) -> Iterator[Finding]:
    yield from _day_and_time(row, seen)
    if seen.to_come(row):
        yield from _leave(row, seen)
        yield from _unprepared(row)
    yield from _unconfirmed(row, seen)


def _day_and_time(row: InterviewRow, seen: _Seen) -> Iterator[Finding]:
    day, last = row.day.day, seen.days[1] if seen.days else None
    if day is None:
        wrong = "the interview has no day, so that it is on no day's list"
        yield Finding("warning", row.day.place, wrong, "Agree a day with the inspector")
    elif last and day > last:
        wrong = f"{in_words(day)} is after {in_words(last)}, the last day of the inspection"
        yield Finding("error", row.day.place, wrong, "Correct the day", contradicts=True)
    elif last and (what := no_working_day(day, seen.holidays)):
        wrong = f"{in_words(day)} is {what}, and inspectors meet people on working days"
        yield Finding("error", row.day.place, wrong, "Correct the day", contradicts=True)
    if row.starts.time is None:
        wrong = "the interview has no time, so that nobody can tell whether anything else is at the same time"
        yield Finding("warning", row.starts.place, wrong, "Agree a time with the inspector")
    elif row.ends.time and row.ends.time <= row.starts.time:
        wrong = f"it ends at {row.ends.time:%H:%M}, and starts at {row.starts.time:%H:%M}, so it counts as an hour"
        yield Finding("error", row.ends.place, wrong, "Correct one of the two times", contradicts=True)


def _leave(row: InterviewRow, seen: _Seen) -> Iterator[Finding]:
    """Who is named and will not be there, each once in a cell, with whoever stands in."""
    for cell in (row.who, row.note_taker):
        meant = (person for word in words_for(cell.text, seen.people) for person in holders_of(word, seen.people))
        for person in dict.fromkeys(meant):
            yield from _not_there(cell, person, row.day.day, seen.people)


def _not_there(cell: TextCell, person: Person, day: dt.date | None, people: Sequence[Person]) -> Iterator[Finding]:
    if person.name and (day is None or not person.away(day)):
        return
    missing = f"{person.name} is on leave on {in_words(day)}" if person.name else f"nobody holds the post {person.role}"
    deputy = stand_in_for(person, people, day) if day else None
    do = "Name somebody who is there, or agree another time"
    if deputy and deputy.there:
        missing, do = f"{missing}; the deputy is {deputy.name}", f"Ask {deputy.name}, or agree another time"
    elif deputy and deputy.name:
        missing = f"{missing}, and the deputy, {deputy.name}, is on leave {'too' if person.name else 'that day'}"
    elif deputy:
        missing = f"{missing}, and there is no deputy"
    yield Finding("error", cell.place, missing, do, contradicts=bool(person.name))


def _unprepared(row: InterviewRow) -> Iterator[Finding]:
    if not row.briefing.text:
        wrong = "nobody has been briefed for it"
        yield Finding("warning", row.briefing.place, wrong, "Name the briefing, or say that they were briefed")
    if not row.note_taker.text:
        wrong = "nobody is named to take notes"
        yield Finding("warning", row.note_taker.place, wrong, "Name somebody")


def _unconfirmed(row: InterviewRow, seen: _Seen) -> Iterator[Finding]:
    """That it comes soon, or was, and nobody has said that everybody comes, or came."""
    day, today = row.day.day, seen.at.date()
    if yes_or_no(row.confirmed) or day is None:
        return
    if not seen.to_come(row):
        if not row.feedback.text:
            wrong = "it is over, and nobody confirmed it or said how it went"
            do = f"Fill in {row.feedback.heading}, or clear the row if it was not held"
            yield Finding("warning", row.feedback.place, wrong, do)
    elif day <= working_day_after(today, CONFIRMED_WITHIN, seen.holidays):
        who = "not everybody has said that they come" if row.confirmed.key else "nobody has confirmed it"
        when = "it is today" if day == today else f"it is on {in_words(day)}"
        severity: Severity = "error" if day == today else "warning"
        yield Finding(severity, row.confirmed.place, f"{who}, and {when}", "Ask everybody whether they come")
