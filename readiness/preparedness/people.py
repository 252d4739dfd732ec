"""Who holds which role and when they are away, as the register says; days that make no leave are told."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.preparedness.model import Person
from readiness.register.sheet_rows import PersonRow

Leave = tuple[dt.date, dt.date]


def people_of(rows: Sequence[PersonRow]) -> tuple[Person, ...]:
    """Everybody with a role, once a role, with all their leaves: whoever is away is away from every role."""
    roles: defaultdict[tuple[str, str], list[PersonRow]] = defaultdict(list)
    leaves: defaultdict[str, list[Leave]] = defaultdict(list)
    problems: defaultdict[str, list[Finding]] = defaultdict(list)
    for row in rows:
        name = alike(row.name.text)
        roles[alike(row.role.text), name].append(row)
        if problem := no_leave(row):
            problems[name].append(problem)
        elif row.leave_from.day and name:
            leaves[name].append((row.leave_from.day, row.leave_to.day or row.leave_from.day))
    people = []
    for (_, name), its_rows in roles.items():
        deputy = next((row.deputy.text for row in its_rows if row.deputy.text), "")
        first = its_rows[0]
        unclear = tuple(problems[name])
        people.append(Person(first.role.text, first.name.text, deputy, tuple(leaves[name]), unclear))
    return tuple(people)


def no_leave(row: PersonRow) -> Finding | None:
    """What is wrong with the days of a row that make no leave, so that they make nobody away."""
    first, last = row.leave_from, row.leave_to
    whose = f"Leave of {row.name.text or row.role.text}" if row.name.text or row.role.text else ""
    if last.day and not first.day:
        wrong = f"there is no day under {first.heading}, so that nobody counts as away until {in_words(last.day)}"
        do = f"Fill in {first.heading}, or clear the cell"
        return Finding("error", last.place, wrong, do, contradicts=True, subject=whose)
    if first.day and last.day and last.day < first.day:
        wrong = f"{in_words(last.day)} is before {first.heading}, {in_words(first.day)}, so that nobody counts as away"
        return Finding("error", last.place, wrong, "Correct one of the two days", contradicts=True, subject=whose)
    return None
