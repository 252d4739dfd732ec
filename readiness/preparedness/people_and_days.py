"""Whether those whom plans count on are known and there: owners, posts, leave in the inspection week, late actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from readiness.foundation.dates import working_day_after, working_days
from readiness.foundation.findings import Finding, Severity
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import listed, many, often
from readiness.preparedness.model import Person, Standing
from readiness.preparedness.register_checks import CALL_DAY
from readiness.preparedness.timetable import marked_day
from readiness.specification.frameworks import TimetableLine

NAMES_SHOWN = 3  # of so many names a sentence can be read
NEEDED_FOR = 9  # working days from the call, where a timetable does not say when inspectors leave


@dataclass(frozen=True)
class InspectionDays:
    """The days from the call, or from the inspection day where none has come, until the inspectors leave.

    ``days`` are its working days.
    """

    first: dt.date
    last: dt.date
    called: bool
    days: tuple[dt.date, ...]


def inspection_days(
    standing: Standing, timetable: Sequence[TimetableLine], holidays: frozenset[dt.date]
) -> InspectionDays:
    """The days on which people must be there."""
    first = standing.call_day or standing.as_at
    last = marked_day(first, timetable, "last day on site", holidays)
    last = last or working_day_after(first, NEEDED_FOR, holidays)
    return InspectionDays(first, last, standing.call_day is not None, working_days(first, last, holidays))


def people_and_days(standing: Standing, week: InspectionDays, sheet: str, late_days: int) -> tuple[Finding, ...]:
    """What is amiss with people and days; errors are red. ``sheet`` is what the sheet of people is called.

    An action that is overdue by more than ``late_days`` is an error.
    """
    found = [*_names(standing, sheet), *_posts(standing), *_leave(standing.people, week)]
    found += [*_actions(standing, late_days), *_moved(standing)]
    told = (Finding(severity, sheet, wrong, do) for severity, wrong, do in found)
    return (*_call(standing), *told)


_Amiss = tuple[Severity, str, str]


def _call(standing: Standing) -> Iterator[Finding]:
    """What was found to speak against the call day."""
    for finding in standing.findings:
        if finding.place == CALL_DAY:
            yield replace(finding, wrong=f"the call day, {finding.wrong}")


def _names(standing: Standing, sheet: str) -> Iterator[_Amiss]:
    """Names that no row of the sheet of people has."""
    told = [f"{name.name} ({name.meant}?)" if name.meant else name.name for name in standing.strangers]
    if told:
        wrong = f"{_some(told)} {'is' if len(told) == 1 else 'are'} not on the sheet {sheet}"
        yield "warning", wrong, "Correct the name, or add a row"


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = [f"{len(names) - NAMES_SHOWN} more"] if len(names) > NAMES_SHOWN else []
    return listed([*names[:NAMES_SHOWN], *more])


def _posts(standing: Standing) -> Iterator[_Amiss]:
    vacant = [person.role for person in standing.people if not person.name and not person.deputy]
    if vacant:
        yield "error", f"nobody holds the post {_some(vacant)}, and there is no deputy", "Name somebody"
    missing = [*dict.fromkeys(step.role for step in standing.timetable if not step.who)]
    missing = [role for role in missing if role not in vacant]
    if missing:
        yield "warning", f"the timetable names {_some(missing)}, and nobody has that role", "Name somebody"


def _leave(people: Sequence[Person], week: InspectionDays) -> Iterator[_Amiss]:
    """Who is away on a working day of the week while nobody stands in, and whose leave is not clear."""
    by_name = {alike(person.name): person for person in people if person.name}
    alone, unclear = [], []
    for person in by_name.values():
        if person.problems:
            unclear.append(person.name)
        deputies = [by_name.get(alike(other.deputy)) for other in people if alike(other.name) == alike(person.name)]
        there = [deputy for deputy in deputies if deputy]
        named = any(other.deputy for other in people if alike(other.name) == alike(person.name))
        away = [day for day in week.days if person.away(day)]
        if away and (not named or (there and any(all(deputy.away(day) for deputy in there) for day in away))):
            alone.append(person.name)
    if alone:
        wrong = f"{_some(alone)} {'is' if len(alone) == 1 else 'are'} away in the inspection week, and nobody stands in"
        yield "error", wrong, "Name a deputy who is there"
    if unclear:
        yield "warning", f"the leave of {_some(unclear)} is not clear", "Correct the days"


def _actions(standing: Standing, late_days: int) -> Iterator[_Amiss]:
    """How many actions are late, and how many have something amiss in their row."""
    mock = [found.action for found in standing.mock if found.action]
    actions = (*standing.actions, *standing.plan, *mock)
    late = [action.overdue for action in actions if action.overdue is not None]
    if late:
        wrong = f"{many(len(late), 'action')} {'is' if len(late) == 1 else 'are'} overdue, by {many(max(late), 'day')}"
        wrong += " at the most" if len(late) > 1 else ""
        yield "error" if max(late) > late_days else "warning", wrong, "Finish them, or agree a new day"
    amiss = [{problem.severity for problem in action.problems} for action in actions]
    if twisted := sum("error" in severities for severities in amiss):
        yield "error", f"{many(twisted, 'action')} due before {_it(twisted)} raised", "Correct one of the two days"
    if loose := sum("warning" in severities for severities in amiss):
        yield "warning", f"{many(loose, 'open action')} without an owner or a day", "Give each both"
    if bare := sum(found.action is None for found in standing.mock):
        yield "warning", f"{many(bare, 'finding')} of the mock inspection without an action", "Agree what is done"


def _it(count: int) -> str:
    return "it was" if count == 1 else "they were"


def _moved(standing: Standing) -> Iterator[_Amiss]:
    """How many days by which something is due are no longer those that a meeting knew."""
    running = ("in development", "not started")
    moves = [document.moves for document in standing.expected if document.moves and document.state in running]
    moves += [action.moves for action in (*standing.actions, *standing.plan) if action.moves and action.open]
    if moves:
        times = f"{often(max(moves))}{' at the most' if len(moves) > 1 else ''}"
        wrong = f"{many(len(moves), 'due date')} {'has' if len(moves) == 1 else 'have'} moved, {times}"
        yield "warning", wrong, "Decide whether the new days will hold"
