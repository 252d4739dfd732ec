"""The days after the call: what happens on which working day, and who will be there to do it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from readiness.foundation.dates import working_day_after
from readiness.foundation.normalise import alike
from readiness.preparedness.model import Person, Step
from readiness.preparedness.stand_ins import stand_in_for
from readiness.specification.frameworks import Mark, TimetableLine


def marked_day(
    call_day: dt.date, timetable: Sequence[TimetableLine], mark: Mark, holidays: frozenset[dt.date]
) -> dt.date | None:
    """The day of the last line of a timetable that has a mark; None where none has."""
    marked = [line.working_day for line in timetable if line.marks == mark]
    return working_day_after(call_day, max(marked), holidays) if marked else None


def steps_after(
    call_day: dt.date, timetable: Sequence[TimetableLine], people: Sequence[Person], holidays: frozenset[dt.date]
) -> Iterator[Step]:
    """The lines of a timetable with their days, each with whoever of the people holds its role and is there."""
    for line in timetable:
        yield _step(line, working_day_after(call_day, line.working_day, holidays), people)


def steps_each_day(
    call_day: dt.date, timetable: Sequence[TimetableLine], people: Sequence[Person], holidays: frozenset[dt.date]
) -> Iterator[Step]:
    """The same day by day: what happens every day is a step on each, until the last day on site."""
    last = max((line.working_day for line in timetable if line.marks == "last day on site"), default=0)
    for line in timetable:
        until = max(line.working_day, last) if line.every_day else line.working_day
        for working_day in range(line.working_day, until + 1):
            yield _step(line, working_day_after(call_day, working_day, holidays), people)


def _step(line: TimetableLine, day: dt.date, people: Sequence[Person]) -> Step:
    holders = [person for person in people if alike(person.role) == alike(line.role)]
    there = [person for person in holders if person.name and not person.away(day)]
    who, remark = _who(day, next(iter(there or holders), None), people)
    return Step(day, line.what, line.role, who, remark, line.verified, line.at, line.basis)


def _who(day: dt.date, person: Person | None, people: Sequence[Person]) -> tuple[str, str]:
    """Who does what a person's role asks on a day, and what there is to remark about it."""
    if not person:
        return "", "nobody in the register has this role"
    if person.name and not person.away(day):
        return person.name, _unclear(person)
    missing = f"{person.name} is on leave" if person.name else "the post is vacant"
    deputy = stand_in_for(person, people, day)
    if not deputy.name:
        return person.name, f"{missing}, and has no deputy"
    if deputy.away:
        return person.name, f"{missing}, and the deputy, {deputy.name}, is on leave too"
    remark = f"for {person.name}, who is on leave" if person.name else missing
    unclear = _unclear(deputy.person) if deputy.person else ""
    return deputy.name, "; ".join(filter(None, [remark, unclear]))


def _unclear(person: Person) -> str:
    """That nobody can tell whether somebody is there, where the register gives days that make no leave."""
    return f"the leave of {person.name} is not clear in the register" if person.problems else ""
