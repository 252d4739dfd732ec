"""What the screen says of the days after the call, and of the register's own rows that do not hold."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import sentence
from readiness.preparedness.model import Absence, Standing

MOST_SHOWN = 12
SCREEN_WIDTH = 110  # characters of a line on a screen


def week_lines(standing: Standing) -> Iterator[str]:
    """The timetable from the call on, and who is away in any part of these days; nothing while no call day is set."""
    if standing.call_day is None:
        return
    yield ""
    yield f"If the call comes on {standing.call_day:%A} {in_words(standing.call_day)}:"
    for step in standing.timetable:
        remark = f" ({step.remark})" if step.remark else ""
        yield f"  {step.day:%a} {in_words(step.day)}: {step.what}. {step.who or 'Nobody'}{remark}"
    if not standing.timetable:
        yield "  Nothing is known of the days after it."
    yield from map(_away, standing.away)
    if not standing.away:
        yield "  Nobody with a role is said to be on leave in these days."


def _away(absence: Absence) -> str:
    person, first, last = absence.person, in_words(absence.first), in_words(absence.last)
    when = f"on {first}" if first == last else f"from {first} to {last}"
    return f"  Away {when}: {person.name}, {person.role}. Deputy: {person.deputy or 'nobody'}"


def register_lines(standing: Standing) -> Iterator[str]:
    """What does not hold in the register, the worst first; what is a contradiction stands with those."""
    found = [finding for finding in standing.findings if not finding.contradicts]
    if not found:
        return
    yield ""
    yield f"To put right ({len(found)}):"
    for finding in found[:MOST_SHOWN]:
        told = f"{finding.place}: {sentence(finding.wrong)} {sentence(finding.do)}"
        yield from textwrap.wrap(told, SCREEN_WIDTH, initial_indent="  ", subsequent_indent="    ")
    if len(found) > MOST_SHOWN:
        yield f"  and {len(found) - MOST_SHOWN} more; the planning pack lists them all"
