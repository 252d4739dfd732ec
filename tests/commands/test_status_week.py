"""The screen tells the days after the call, who is away in any part of them, and what to mend in the register."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from overviews import some_overview

from readiness.commands.status_week import register_lines, week_lines
from readiness.foundation.findings import Finding
from readiness.preparedness.model import Person, Step

CALL, ON_SITE = dt.date(2026, 11, 23), dt.date(2026, 11, 30)
BEFORE, WEDNESDAY, LATER = dt.date(2026, 11, 2), dt.date(2026, 11, 25), dt.date(2026, 12, 7)
STEPS = (
    Step(CALL, "The lead inspector calls", "Director", "Dora Dean", "", verified=False),
    Step(ON_SITE, "Inspectors come on site", "Director", "", "nobody in the register has this role", verified=False),
)
PEOPLE = (
    Person("Head of family help", "Eve Ellis", "", ((BEFORE, LATER),)),
    Person("Analyst", "Ben Bright", "Ada Archer", ((WEDNESDAY, WEDNESDAY), (LATER, LATER))),
    Person("Director", "Dora Dean", "", ()),
)
STANDING = replace(some_overview().standing, call_day=CALL, timetable=STEPS, people=PEOPLE)


def test_the_timetable_is_there_once_a_call_day_is_set_and_whoever_is_away_in_any_part_of_it() -> None:
    assert [*week_lines(STANDING)] == [
        "",
        "If the call comes on Monday 23 November 2026:",
        "  Mon 23 November 2026: The lead inspector calls. Dora Dean",
        "  Mon 30 November 2026: Inspectors come on site. Nobody (nobody in the register has this role)",
        "  Away from 23 November 2026 to 30 November 2026: Eve Ellis, Head of family help. Deputy: nobody",
        "  Away on 25 November 2026: Ben Bright, Analyst. Deputy: Ada Archer",
    ]
    assert [*week_lines(replace(STANDING, timetable=(), people=PEOPLE[2:]))][2:] == [
        "  Nothing is known of the days after it.",
        "  Nobody with a role is said to be on leave in these days.",
    ]
    assert [*week_lines(replace(STANDING, call_day=None))] == []


def test_what_to_mend_in_the_register_is_told_without_what_contradicts() -> None:
    findings = [Finding("warning", f"row {row}", "has no owner", "Name one") for row in range(14)]
    findings.append(Finding("error", "row 99", "disagrees", "Mend it", contradicts=True))
    lines = [*register_lines(replace(STANDING, findings=tuple(findings)))]
    assert lines[:3] == ["", "To put right (14):", "  row 0: has no owner. Name one."]
    assert (len(lines), lines[-1]) == (15, "  and 2 more; the planning pack lists them all")
    assert [*register_lines(replace(STANDING, findings=tuple(findings[14:])))] == []
