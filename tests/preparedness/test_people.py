"""Days of leave that make no leave are told of the person's own row, and nobody is taken to be there for certain."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from registers import SHEETS

from readiness.preparedness.model import Person
from readiness.preparedness.people import people_of
from readiness.preparedness.timetable import steps_after
from readiness.register.new import new_register
from readiness.register.rows import read_rows
from readiness.specification.frameworks import TimetableLine

FIRST, LAST = dt.date(2026, 11, 23), dt.date(2026, 11, 27)
CALL = dt.date(2026, 11, 24)
ADA = {"role": "Director", "name": "Ada Archer", "deputy": "Ben Bright"}
BEN = {"role": "Nurse", "name": "Ben Bright"}
PLACE = "register.xlsx, sheet People, row 2, Leave to"
LINE = TimetableLine(working_day=0, what="Answer the call", role="Director", basis="us", verified=True)


def people(folder: Path, *rows: dict[str, object]) -> tuple[Person, ...]:
    file = folder / "register.xlsx"
    file.write_bytes(new_register(SHEETS, {"people": rows}))
    return people_of(read_rows(file, SHEETS).people)


@pytest.mark.parametrize(
    ("leave", "sentence"),
    [
        (
            {"leave_from": LAST, "leave_to": FIRST},
            f"{PLACE}: 23 November 2026 is before Leave from, 27 November 2026, so that nobody counts as away. "
            "Correct one of the two days.",
        ),
        (
            {"leave_to": LAST},
            f"{PLACE}: there is no day under Leave from, so that nobody counts as away until 27 November 2026. "
            "Fill in Leave from, or clear the cell.",
        ),
        ({"leave_from": FIRST, "leave_to": FIRST}, ""),
        ({"leave_from": FIRST}, ""),
        ({}, ""),
    ],
)
def test_days_that_make_no_leave_are_told(leave: dict[str, object], sentence: str, tmp_path: Path) -> None:
    (ada,) = people(tmp_path, ADA | leave)
    assert [str(problem) for problem in ada.problems] == ([sentence] if sentence else [])
    assert all(problem.severity == "error" and problem.contradicts for problem in ada.problems)


def test_a_leave_in_order_still_counts_beside_one_that_is_not(tmp_path: Path) -> None:
    (ada,) = people(tmp_path, ADA | {"leave_to": FIRST}, ADA | {"leave_from": LAST})
    assert (ada.leave, len(ada.problems)) == (((LAST, LAST),), 1)


@pytest.mark.parametrize(
    ("rows", "who", "remark"),
    [
        ([ADA | {"leave_to": LAST}, BEN], "Ada Archer", "the leave of Ada Archer is not clear in the register"),
        (
            [ADA | {"leave_from": FIRST, "leave_to": LAST}, BEN | {"leave_from": LAST, "leave_to": FIRST}],
            "Ben Bright",
            "for Ada Archer, who is on leave; the leave of Ben Bright is not clear in the register",
        ),
    ],
)
def test_the_timetable_says_whose_leave_is_not_clear(
    rows: list[dict[str, object]], who: str, remark: str, tmp_path: Path
) -> None:
    (step,) = steps_after(CALL, [LINE], people(tmp_path, *rows), frozenset())
    assert (step.who, step.remark) == (who, remark)
