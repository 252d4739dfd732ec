"""The children whose work inspectors look at, by pseudonyms alone, and what is not in order for them yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from readiness.files.cells import told
from readiness.foundation.dates import working_days
from readiness.foundation.findings import Finding, Severity
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.preparedness.model import Person
from readiness.register.row_cells import ChoiceCell
from readiness.register.week_rows import TrackedChildRow, YesOrNo
from readiness.week.identifiers import LEFT_OUT
from readiness.week.model import TrackedChild
from readiness.week.present import Span, holders_of
from readiness.week.yes_or_no import yes_or_no


@dataclass(frozen=True)
class _Week:
    """The inspection's working days, all and those from today on, and how bad what is missing is."""

    people: Sequence[Person]
    days: tuple[dt.date, ...]
    today: dt.date
    is_over: bool
    missing: Severity

    @property
    def left(self) -> tuple[dt.date, ...]:
        return tuple(day for day in self.days if day >= self.today)

    def away(self, name: str, days: Sequence[dt.date]) -> tuple[dt.date, ...]:
        """On which of some days somebody is on leave; on none, if People has no such name."""
        return tuple(day for day in days if any(who.away(day) for who in holders_of(name, self.people)[:1]))


def tracked_of(
    rows: Sequence[TrackedChildRow],
    people: Sequence[Person],
    days: Span | None,
    holidays: frozenset[dt.date],
    at: dt.datetime,
) -> tuple[TrackedChild, ...]:
    """The children in the register's order, each with what is amiss as at a moment.

    ``days`` are the first and the last of the inspection. What is missing is an error once the first has come.
    """
    today = at.date()
    missing: Severity = "error" if days and today >= days[0] else "warning"
    is_over = bool(days and today > days[1])
    week = _Week(people, working_days(*days, holidays) if days else (), today, is_over, missing)
    marks: dict[str, int] = {}
    made = []
    for row in rows:
        found = (*_twice(row, marks), *_amiss(row, week))
        made.append(_child(row, tuple(replace(finding, subject=_called(row)) for finding in found)))
    return tuple(made)


def _child(row: TrackedChildRow, problems: tuple[Finding, ...]) -> TrackedChild:
    return TrackedChild(
        row=row.number,
        pseudonym=row.pseudonym.text,
        cohort=row.cohort.text,
        team=row.team.text,
        worker=row.worker.text,
        manager=row.manager.text,
        worker_there=yes_or_no(row.worker_there),
        audited=yes_or_no(row.audited),
        grade=row.grade.text,
        papers_ready=yes_or_no(row.papers_ready),
        action=row.action.text,
        owner=row.owner.text,
        due=row.due.day,
        problems=problems,
    )


def _called(row: TrackedChildRow) -> str:
    """What a row is called by those who do the work; by its number where the mark is none."""
    return f"Child {f'in row {row.number}' if row.pseudonym.text == LEFT_OUT else told(row.pseudonym.text)}"


def _twice(row: TrackedChildRow, marks: dict[str, int]) -> Iterator[Finding]:
    """That an earlier row has the same mark; not which, since it may be an identifier."""
    mark = alike(row.pseudonym.text)
    first = marks.setdefault(mark, row.number)
    if mark and row.pseudonym.text != LEFT_OUT and first != row.number:
        wrong = f"row {first} has the same mark"
        do, numbers = "Give each child a mark of its own, or make one row of the two", (first, row.number)
        yield Finding("error", row.pseudonym.place, wrong, do, contradicts=True, rows=numbers)


def _amiss(row: TrackedChildRow, week: _Week) -> Iterator[Finding]:
    if not week.is_over:
        yield from _worker(row, week)
        do = "Have it audited before inspectors read it"
        yield from _not_yet(row.audited, "the work has not been audited", "the work has been audited", do, week)
        do = "Put in order what they will read"
        yield from _not_yet(row.papers_ready, "the papers are not ready", "the papers are ready", do, week)
    if row.action.text:
        yield from _action(row, week)


def _not_yet(cell: ChoiceCell[YesOrNo], is_not: str, whether: str, do: str, week: _Week) -> Iterator[Finding]:
    said = yes_or_no(cell)
    if said is None:
        yield Finding(week.missing, cell.place, f"nobody says whether {whether}", "Choose Yes or No")
    elif not said:
        yield Finding(week.missing, cell.place, is_not, do)


def _worker(row: TrackedChildRow, week: _Week) -> Iterator[Finding]:
    """That the worker will not be there, as the row or the worker's leave says, and whether the manager will."""
    worker, manager = told(row.worker.text), told(row.manager.text)
    away = week.away(row.worker.text, week.left)
    both = week.away(row.manager.text, away)
    if away:
        wrong = f"{worker} is on leave on {_these(away)}"
        says_yes = yes_or_no(row.worker_there) is True and week.away(row.worker.text, week.days) == week.days
        if says_yes:
            wrong += f", as all through the inspection, and {row.worker_there.heading} says {row.worker_there.shown}"
        if both:
            wrong, do = f"{wrong}; the manager, {manager}, is on leave on {_these(both)}", "Name somebody who is there"
        elif manager:
            wrong, do = f"{wrong}; the manager is {manager}", f"Agree with {manager} who speaks with inspectors"
        else:
            wrong, do = f"{wrong}, and no manager is named", "Name the manager"
        severity: Severity = "warning" if manager and not both and not says_yes else "error"
        yield Finding(severity, row.worker.place, wrong, do, contradicts=says_yes)
    elif yes_or_no(row.worker_there) is False and not manager:
        wrong = "the worker is not there, and no manager is named"
        yield Finding(week.missing, row.manager.place, wrong, "Name the manager, or whoever comes")


def _these(days: Sequence[dt.date]) -> str:
    """Days in few words: the first, and how many more there are."""
    return in_words(days[0]) if len(days) == 1 else f"{in_words(days[0])} and {many(len(days) - 1, 'more working day')}"


def _action(row: TrackedChildRow, week: _Week) -> Iterator[Finding]:
    if not row.owner.text:
        yield Finding("warning", row.owner.place, "the action has no owner", "Name one")
    if row.due.day is None:
        yield Finding("warning", row.due.place, "the action has no day by which it is done", "Agree one")
    elif row.due.day < week.today:
        late = many((week.today - row.due.day).days, "day")
        wrong = f"the action was to be done by {in_words(row.due.day)}, {late} ago"
        yield Finding("error", row.due.place, wrong, "Clear the action once it is done, or agree a new day")
