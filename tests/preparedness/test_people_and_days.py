"""People whom nobody knows or who are away, a call on no working day and late actions are told, and how bad each is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from overviews import a_document, some_overview

from readiness.foundation.findings import Finding
from readiness.preparedness.model import ActionStanding, Person, Standing, Stranger
from readiness.preparedness.people_and_days import inspection_days, people_and_days
from readiness.preparedness.register_checks import amiss_with_call_day
from readiness.preparedness.timetable import marked_day
from readiness.specification.frameworks import Mark, TimetableLine

CALL = dt.date(2026, 11, 23)
ONE_DAY = dt.timedelta(days=1)
ADA, BEN = Person("Director", "Ada Archer", "Ben Bright", ()), Person("Nurse", "Ben Bright", "Ada Archer", ())
HOLIDAYS = frozenset({dt.date(2026, 12, 25)})


def a_line(working_day: int, marks: Mark = "") -> TimetableLine:
    return TimetableLine(working_day=working_day, what="", role="Director", marks=marks, basis="us", verified=True)


LINES = (a_line(0), a_line(2, "documents handed over"), a_line(9, "last day on site"), a_line(41))


def standing(*people: Person, **said: object) -> Standing:
    """How things stand where nothing is amiss but what is said."""
    blank = replace(some_overview().standing, documents=(), actions=(), recommendations=(), timetable=())
    return replace(blank, people=people, **({"call_day": CALL} | said))  # type: ignore[arg-type]


def action(owner: str = "Ada Archer", overdue: int | None = None) -> ActionStanding:
    return ActionStanding("Book rooms", owner, None, CALL, "Open", None, overdue, "")


def told(stands: Standing) -> list[tuple[str, str]]:
    week = inspection_days(stands, LINES, HOLIDAYS)
    found: tuple[Finding, ...] = people_and_days(stands, week, "People", 14)
    return [(finding.severity, finding.wrong) for finding in found]


def off(person: Person, first: dt.date, last: dt.date) -> Person:
    return replace(person, leave=((first, last),))


def test_where_everybody_is_there_nothing_is_told() -> None:
    assert told(standing(ADA, BEN, actions=(action(),))) == []


def test_the_days_of_the_call_are_those_that_the_timetable_marks() -> None:
    assert marked_day(CALL, LINES, "documents handed over", HOLIDAYS) == dt.date(2026, 11, 25)
    assert marked_day(CALL, LINES[:1], "documents handed over", HOLIDAYS) is None
    week = inspection_days(standing(ADA), LINES, HOLIDAYS)
    assert (week.first, week.last, len(week.days), week.called) == (CALL, dt.date(2026, 12, 4), 10, True)


def test_without_a_call_the_week_begins_on_the_inspection_day() -> None:
    week = inspection_days(standing(ADA, call_day=None), LINES[:1], HOLIDAYS)
    assert (week.first, week.last, week.called) == (dt.date(2026, 11, 20), dt.date(2026, 12, 3), False)


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        (dt.date(2026, 11, 21), "21 November 2026 is a Saturday, and inspectors call on working days"),
        (dt.date(2026, 12, 25), "25 December 2026 is a bank holiday, and inspectors call on working days"),
        (
            dt.date(2026, 10, 20),
            "20 October 2026 is so long before 20 November 2026, the day this is made for, that it is past",
        ),
    ],
)
def test_a_call_on_no_working_day_to_come_is_red(day: dt.date, wrong: str) -> None:
    found = tuple(amiss_with_call_day(day, dt.date(2026, 11, 20), HOLIDAYS))
    assert told(standing(ADA, BEN, call_day=day, findings=found)) == [("error", f"the call day, {wrong}")]


@pytest.mark.parametrize(
    ("stranger", "wrong"),
    [
        (Stranger("Ada Archre", "Ada Archer", ("A2",)), "Ada Archre (Ada Archer?) is not on the sheet People"),
        (Stranger("Zora Zimmer", "", ("A2", "A3")), "Zora Zimmer is not on the sheet People"),
    ],
)
def test_an_owner_whom_the_sheet_does_not_have_is_told_with_who_may_be_meant(stranger: Stranger, wrong: str) -> None:
    assert told(standing(ADA, BEN, strangers=(stranger,))) == [("warning", wrong)]


def test_of_many_owners_the_first_are_named() -> None:
    strangers = tuple(Stranger(f"Stranger {number}", "", ()) for number in range(5))
    ((_, wrong),) = told(standing(ADA, BEN, strangers=strangers))
    assert wrong == "Stranger 0, Stranger 1, Stranger 2 and 2 more are not on the sheet People"


@pytest.mark.parametrize(
    ("people", "alone"),
    [
        ((replace(off(ADA, CALL + 3 * ONE_DAY, CALL + 3 * ONE_DAY), deputy=""), BEN), "Ada Archer is"),
        ((off(ADA, CALL, CALL), BEN), ""),
        ((off(ADA, CALL, CALL + ONE_DAY), off(BEN, CALL + ONE_DAY, CALL + ONE_DAY)), "Ada Archer and Ben Bright are"),
        ((off(ADA, CALL, CALL), off(BEN, CALL + ONE_DAY, CALL + ONE_DAY)), ""),
        ((replace(off(ADA, CALL + 5 * ONE_DAY, CALL + 6 * ONE_DAY), deputy=""), BEN), ""),
        ((replace(off(ADA, CALL + 12 * ONE_DAY, CALL + 20 * ONE_DAY), deputy=""), BEN), ""),
    ],
    ids=["no deputy", "deputy there", "both away", "in turn", "at the weekend", "afterwards"],
)
def test_who_is_away_in_the_week_while_nobody_stands_in_is_red(people: tuple[Person, ...], alone: str) -> None:
    wrong = f"{alone} away in the inspection week, and nobody stands in"
    assert told(standing(*people)) == ([("error", wrong)] if alone else [])


def test_leave_that_is_not_clear_and_a_vacant_post_are_told() -> None:
    unclear = replace(ADA, problems=(Finding("error", "People", "is before", "Correct it"),))
    assert told(standing(unclear, BEN)) == [("warning", "the leave of Ada Archer is not clear")]
    vacant = Person("Nominated coordinator", "", "", ())
    wrong = "nobody holds the post Nominated coordinator, and there is no deputy"
    assert told(standing(ADA, BEN, vacant)) == [("error", wrong)]


@pytest.mark.parametrize(("days", "severity"), [(14, "warning"), (15, "error")])
def test_an_overdue_action_is_amber_and_after_the_days_of_the_threshold_red(days: int, severity: str) -> None:
    found = told(standing(ADA, BEN, actions=(action(overdue=1), action(overdue=days))))
    assert found == [(severity, f"2 actions are overdue, by {days} days at the most")]
    planned = standing(ADA, BEN, actions=(action(overdue=1),), plan=(action(overdue=days),))
    assert told(planned) == found, "an action of the plan is as late as any other"


def test_what_is_amiss_in_the_row_of_an_action_is_told() -> None:
    no_owner, no_day = (Finding("warning", "A2", "has none", "Name one") for _ in range(2))
    loose = replace(action(), problems=(no_owner, no_day))
    twisted = replace(action(), problems=(Finding("error", "A3", "is before it", "Correct it"),))
    assert told(standing(ADA, BEN, actions=(loose,))) == [("warning", "1 open action without an owner or a day")]
    assert told(standing(ADA, BEN, actions=(twisted,))) == [("error", "1 action due before it was raised")]


def test_days_that_have_moved_are_told_and_how_often() -> None:
    moved = replace(action(), moves=2)
    assert told(standing(ADA, BEN, actions=(moved,))) == [("warning", "1 due date has moved, twice")]
    plan = a_document("Plan", "in development", moves=1)
    stands = standing(ADA, BEN, actions=(moved, replace(moved, open=False)), documents=(plan,))
    assert told(stands) == [("warning", "2 due dates have moved, twice at the most")]
