"""What follows from the last inspection for the next: when it may come and of which kind. Not Ofsted's text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from readiness.foundation.dates import months_before
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.preparedness.events import EventStanding
from readiness.specification.frameworks import Framework

BETWEEN, EITHER_SIDE = 36, 6  # months
GOOD_ENOUGH = 2  # so many of the best grades lead to a framework's first kind of inspection, the others to its second


def told_of_the_next(framework: Framework, kind: str, last: EventStanding | None, day: dt.date) -> Iterator[str]:
    """When the next inspection may come, and of which kind by the grades of the last one, as seen from a day.

    A few sentences of each.
    """
    if not last or not last.day:
        return
    first_day, last_day = expected_window(last.day)
    yield (
        f"The next inspection may be expected from {in_words(first_day)} to {in_words(last_day)}: three years after "
        f"the last one, six months either side. {_seen_from(day, first_day, last_day)}"
        "Basis: guides of two councils, Nottinghamshire and Kirklees."
    )
    proposed = proposed_kind(framework, last.outcome)
    if not proposed or kind not in _by_grades(framework):
        return
    differs = "" if proposed == kind else f", but a {framework.kinds[kind].title.lower()} is set, and that is used"
    yield (
        f"The grades of the last inspection lead to a {framework.kinds[proposed].title.lower()}{differs}. Basis: "
        "worked out from the inspections of 142 authorities, not Ofsted's text."
    )


def _seen_from(day: dt.date, first: dt.date, last: dt.date) -> str:
    """Whether a window is open or over; nothing while it is still to come."""
    if day > last:
        ended = f"That window ended {many((day - last).days, 'day')} ago"
        return f"{ended}: the call may come any day, or an inspection is missing from the register. "
    return "That window is open now. " if day >= first else ""


def expected_window(last: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day on which the inspection after one of that day may be expected."""
    return months_before(last, EITHER_SIDE - BETWEEN), months_before(last, -EITHER_SIDE - BETWEEN)


def proposed_kind(framework: Framework, outcome: str) -> str:
    """The kind that the grades named in an outcome lead to; empty where it names none, or some of either sort.

    Outcomes are people's own words, which may say "requires improvement" in short, and not which judgement had which.
    """
    kinds, said, named = _by_grades(framework), outcome.casefold(), set()
    # The longest first, so that the "good" in "requires improvement to be good" is not taken for a grade.
    for grade in sorted(framework.grades, key=len, reverse=True):
        said, times = re.subn(rf"\b{grade.casefold().partition(' to be ')[0]}\b( to be good\b)?", "", said)
        if times:
            named.add(framework.grades.index(grade) < GOOD_ENOUGH)
    if len(named) != 1 or len(kinds) < 2:
        return ""
    return kinds[0] if named == {True} else kinds[1]


def _by_grades(framework: Framework) -> list[str]:
    """The kinds of inspection between which the grades of the last one decide."""
    return [*framework.kinds][:2]
