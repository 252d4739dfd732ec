"""Interviews in order of their times, each with what is amiss: leave, days, times, what is not agreed or prepared."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from rows_by_hand import a_row

from readiness.preparedness.model import Person
from readiness.register.week_rows import InterviewRow
from readiness.week.interviews import interviews_of
from readiness.week.model import Interview

CALL, LAST = dt.date(2026, 11, 23), dt.date(2026, 12, 4)
TUESDAY = dt.date(2026, 11, 24)
HOLIDAYS = frozenset({dt.date(2026, 11, 26)})
NIGHT = dt.datetime(2026, 11, 23, 20)
OFF = ((TUESDAY, TUESDAY),)
ADA, BEN = Person("Director", "Ada Archer", "Ben Bright", ()), Person("Head of data", "Ben Bright", "Cara Cole", ())
CARA = Person("Head of help", "Cara Cole", "", ())


def in_order(number: int = 2, **cells: str | dt.date) -> InterviewRow:
    """An interview with nothing amiss, but for what is said."""
    written: dict[str, str | dt.date] = {
        **{"day": TUESDAY, "starts": "10:00", "ends": "11:00", "inspector": "Alder Finch", "who": "Ada Archer"},
        **{"briefing": "Briefing 1", "note_taker": "Ben Bright", "confirmed": "Yes"},
    }
    return a_row(InterviewRow, number, **{**written, **cells})


def made(*rows: InterviewRow, people: tuple[Person, ...] = (ADA, BEN, CARA)) -> tuple[Interview, ...]:
    return interviews_of(rows, people, (CALL, LAST), HOLIDAYS, NIGHT)


def told(at: dt.datetime = NIGHT, people: tuple[Person, ...] = (ADA, BEN, CARA), **cells: str | dt.date) -> list[str]:
    (one,) = interviews_of([in_order(**cells)], people, (CALL, LAST), HOLIDAYS, at)
    return [f"{finding.severity}: {finding}" for finding in one.problems]


def test_an_interview_in_order_has_nothing_amiss() -> None:
    (one,) = made(in_order(who="Director; Foster carers", topic="What changed", line="L1", room="Oak", feedback="Well"))
    assert one == Interview(
        row=2,
        day=TUESDAY,
        starts=dt.time(10),
        ends=dt.time(11),
        inspector="Alder Finch",
        who=("Ada Archer", "Foster carers"),
        topic="What changed",
        line="L1",
        room="Oak",
        briefing="Briefing 1",
        note_taker="Ben Bright",
        confirmed=True,
        feedback="Well",
    )


def test_they_stand_by_day_and_time_and_those_without_at_the_end() -> None:
    rows = [
        in_order(2, day=""),
        in_order(3, starts="", ends=""),
        in_order(4, starts="9:30", ends="9:45"),
        in_order(5, day=CALL, starts="14:00", ends="15:00"),
    ]
    assert [one.row for one in made(*rows)] == [5, 4, 3, 2]


def test_a_clash_stands_with_the_later_row() -> None:
    one, other = made(in_order(2), in_order(3, who="Cara Cole", inspector="", starts="10:30"))
    assert not one.problems
    assert [finding.about for finding in other.problems] == ["Interview of Cara Cole, 24 November 2026, 10:30"]
    assert "Ben Bright is in row 2 at the same time" in other.problems[0].wrong


@pytest.mark.parametrize(
    ("off", "message"),
    [
        (
            ("Ada Archer",),
            "Who: Ada Archer is on leave on 24 November 2026; the deputy is Ben Bright. "
            "Ask Ben Bright, or agree another time.",
        ),
        (
            ("Ben Bright", "Cara Cole"),
            "Note-taker: Ben Bright is on leave on 24 November 2026, and the deputy, Cara Cole, is on leave too. "
            "Name somebody who is there, or agree another time.",
        ),
    ],
)
def test_who_is_on_leave_is_told_with_the_deputy(off: tuple[str, ...], message: str) -> None:
    people = tuple(replace(person, leave=OFF if person.name in off else ()) for person in (ADA, BEN, CARA))
    assert told(people=people) == [f"error: Interviews, row 2, {message}"]
    assert told(people=people, at=dt.datetime(2026, 11, 24, 12)) == []


def test_whoever_has_no_deputy_and_a_post_that_nobody_holds_are_told() -> None:
    do = "Name somebody who is there, or agree another time."
    people = (
        ADA,
        BEN,
        replace(CARA, leave=OFF),
        Person("Head of care", "", "Cara Cole", ()),
        Person("Nurse", "", "", ()),
    )
    assert told(people=people, who="Head of help; Head of care; Nurse") == [
        f"error: Interviews, row 2, Who: Cara Cole is on leave on 24 November 2026, and there is no deputy. {do}",
        "error: Interviews, row 2, Who: nobody holds the post Head of care, and the deputy, Cara Cole, is on leave that "
        f"day. {do}",
        f"error: Interviews, row 2, Who: nobody holds the post Nurse, and there is no deputy. {do}",
    ]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"day": ""},
            "warning: Interviews, row 2, Day: the interview has no day, so that it is on no day's list. "
            "Agree a day with the inspector.",
        ),
        (
            {"day": dt.date(2026, 11, 28)},
            "error: Interviews, row 2, Day: 28 November 2026 is a Saturday, and inspectors meet people on working days. "
            "Correct the day.",
        ),
        (
            {"day": dt.date(2026, 11, 26)},
            "error: Interviews, row 2, Day: 26 November 2026 is a bank holiday, and inspectors meet people on working "
            "days. Correct the day.",
        ),
        (
            {"day": dt.date(2026, 12, 5)},
            "error: Interviews, row 2, Day: 5 December 2026 is after 4 December 2026, the last day of the inspection. "
            "Correct the day.",
        ),
        (
            {"starts": "", "ends": ""},
            "warning: Interviews, row 2, Starts: the interview has no time, so that nobody can tell whether anything "
            "else is at the same time. Agree a time with the inspector.",
        ),
        (
            {"ends": "9:00"},
            "error: Interviews, row 2, Ends: it ends at 09:00, and starts at 10:00, so it counts as an hour. "
            "Correct one of the two times.",
        ),
        (
            {"briefing": ""},
            "warning: Interviews, row 2, Briefing: nobody has been briefed for it. "
            "Name the briefing, or say that they were briefed.",
        ),
        (
            {"note_taker": ""},
            "warning: Interviews, row 2, Note-taker: nobody is named to take notes. Name somebody.",
        ),
        (
            {"confirmed": ""},
            "warning: Interviews, row 2, Confirmed: nobody has confirmed it, and it is on 24 November 2026. "
            "Ask everybody whether they come.",
        ),
        (
            {"confirmed": "No", "day": dt.date(2026, 11, 25)},
            "warning: Interviews, row 2, Confirmed: not everybody has said that they come, and it is on 25 November "
            "2026. Ask everybody whether they come.",
        ),
    ],
)
def test_what_is_amiss_is_told(cells: dict[str, str | dt.date], message: str) -> None:
    assert told(**cells) == [message]


def test_what_is_not_confirmed_is_worse_on_its_day_and_no_matter_before_it_is_near() -> None:
    assert told(confirmed="No", day=dt.date(2026, 11, 27)) == []
    assert told(dt.datetime(2026, 11, 24, 8), confirmed="") == [
        "error: Interviews, row 2, Confirmed: nobody has confirmed it, and it is today. Ask everybody whether they come."
    ]


def test_of_what_is_over_it_is_asked_how_it_went() -> None:
    after = dt.datetime(2026, 11, 24, 11, 1)
    assert told(after, confirmed="", briefing="", note_taker="", feedback="Well") == []
    assert told(after, confirmed="") == [
        "warning: Interviews, row 2, Feedback: it is over, and nobody confirmed it or said how it went. "
        "Fill in Feedback, or clear the row if it was not held."
    ]


def test_what_is_before_the_call_is_of_another_inspection() -> None:
    before = {"day": dt.date(2026, 11, 21), "briefing": "", "ends": "9:00", "confirmed": ""}
    assert told(**before) == []
    assert told(dt.datetime(2026, 11, 20, 9), **before) == []


def test_without_a_call_only_what_is_to_come_is_judged_and_no_day_is_wrong() -> None:
    rows = [in_order(2, day=dt.date(2026, 11, 20), briefing=""), in_order(3, day=dt.date(2026, 12, 6), briefing="")]
    past, to_come = interviews_of(rows, (ADA, BEN), None, HOLIDAYS, NIGHT)
    assert not past.problems
    assert [finding.wrong for finding in to_come.problems] == ["nobody has been briefed for it"]
