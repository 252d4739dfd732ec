"""Two interviews that want the same person, inspector or room at the same time are told, once, with both rows."""

from __future__ import annotations

import datetime as dt

import pytest
from rows_by_hand import a_row

from readiness.preparedness.model import Person
from readiness.register.week_rows import InterviewRow
from readiness.week.clashes import clashes

DAY = dt.date(2026, 11, 24)
ADA, BEN = Person("Director", "Ada Archer", "Ben Bright", ()), Person("Head of data", "Ben Bright", "", ())
PEOPLE = (ADA, BEN)


def at_ten(number: int, **cells: str | dt.date) -> InterviewRow:
    return a_row(InterviewRow, number, **{"day": DAY, "starts": "10:00", "ends": "11:00", "who": "Carers", **cells})


def told(*rows: InterviewRow) -> list[tuple[str, str]]:
    return [(finding.severity, str(finding)) for _, finding in clashes(rows, PEOPLE)]


def test_a_person_an_inspector_and_a_room_at_once_are_one_finding_on_the_later_row() -> None:
    first = at_ten(5, who="Ada Archer", inspector="Alder Finch; Rowan Wren", room="Oak room")
    later = at_ten(
        7, starts="10:30", ends="11:30", who="Social workers", note_taker="ada archer", inspector="rowan wren"
    )
    in_room = at_ten(9, starts="10:59", who="A chair", room="OAK ROOM")
    ends = "Move one of the two, or make one row of them if they are one meeting."
    shared = "Ada Archer and inspector Rowan Wren are in row 5 at the same time, on 24 November 2026"
    assert told(in_room, later, first) == [
        ("error", f"Interviews, row 7: {shared}: row 5 is 10:00 to 11:00, row 7 is 10:30 to 11:30. {ends}"),
        (
            "error",
            'Interviews, row 9: the room "Oak room" is in row 5 at the same time, on 24 November 2026: '
            f"row 5 is 10:00 to 11:00, row 9 is 10:59 to 11:00. {ends}",
        ),
    ]
    ((row, finding),) = clashes([first, later], PEOPLE)
    assert (row.number, finding.rows, finding.contradicts) == (7, (5, 7), True)


def test_what_has_no_end_that_can_be_counts_as_an_hour_and_says_so() -> None:
    rows = at_ten(2, who="Ben Bright", ends=""), at_ten(3, who="Head of data", starts="10:59", ends="09:00")
    assert told(*rows) == [
        (
            "error",
            "Interviews, row 3: Ben Bright is in row 2 at the same time, on 24 November 2026: row 2 is 10:00 to 11:00 "
            "(an hour, since no end is written), row 3 is 10:59 to 11:59 (an hour, since no end is written). "
            "Move one of the two, or make one row of them if they are one meeting.",
        )
    ]
    assert told(rows[0], at_ten(3, who="Ben Bright", starts="11:00", ends="12:00")) == []
    assert "23:30 to 23:59 (an hour" in told(at_ten(2, starts="23:30"), at_ten(3, starts="23:40"))[0][1]


def test_a_group_that_people_does_not_know_may_be_others_of_it() -> None:
    assert told(at_ten(2, who="Foster carers"), at_ten(3, who="foster carers; Ada Archer")) == [
        (
            "warning",
            'Interviews, row 3: "Foster carers" is in row 2 at the same time, on 24 November 2026: row 2 is 10:00 to '
            "11:00, row 3 is 10:00 to 11:00. Move one of the two, or say which of them come to which.",
        )
    ]


@pytest.mark.parametrize(
    "room", ["online", "Online, by Teams", "Teams", "Microsoft Teams call", "https://meet.example/1", "TBC", "", "?"]
)
def test_what_is_no_room_cannot_be_taken_twice(room: str) -> None:
    assert told(at_ten(2, room=room, who="A"), at_ten(3, room=room, who="B")) == []


@pytest.mark.parametrize("room", ["Teams room", "Video suite", "The Link", "1.04"])
def test_a_room_is_one_whatever_it_is_called(room: str) -> None:
    assert len(told(at_ten(2, room=room, who="A"), at_ten(3, room=room, who="B"))) == 1


def test_other_days_and_times_and_what_has_none_do_not_clash() -> None:
    ada = at_ten(2, who="Ada Archer")
    assert told(ada, at_ten(3, who="Ada Archer", day=dt.date(2026, 11, 25))) == []
    assert told(ada, at_ten(3, who="Ada Archer", starts="11:00", ends="12:00")) == []
    assert told(ada, at_ten(3, who="Ada Archer", starts=""), at_ten(4, who="Ada Archer", day="")) == []
    assert told(at_ten(2, who="TBC", inspector="to be confirmed"), at_ten(3, who="tbc", inspector="TBC")) == []


def test_a_person_and_a_room_of_the_same_name_are_two() -> None:
    assert told(at_ten(2, who="Ada Archer", room="Ash"), at_ten(3, who="Ash", room="Ada Archer")) == []
