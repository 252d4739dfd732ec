"""Evening notes and points on the draft report: in order, with what waits and what is amiss."""

from __future__ import annotations

import datetime as dt

import pytest
from rows_by_hand import a_row

from readiness.register.week_rows import AccuracyRow, NoteRow
from readiness.week.model import AccuracyPoint, Note
from readiness.week.notes import accuracy_of, amiss_in_notes, notes_of

CALL, TUESDAY, FRIDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24), dt.date(2026, 11, 27)
TUESDAY_NIGHT = dt.datetime(2026, 11, 24, 20)
HOLIDAYS = frozenset({dt.date(2026, 11, 30)})


def a_note(number: int = 2, **cells: str | dt.date) -> NoteRow:
    return a_row(NoteRow, number, **{"day": TUESDAY, "kind": "Seen", "note": "They saw a team", **cells})


def told(at: dt.datetime = TUESDAY_NIGHT, **cells: str | dt.date) -> list[str]:
    found = amiss_in_notes([a_note(**cells)], at, CALL, HOLIDAYS)
    return [f"{finding.severity}: {finding}" for finding in found]


def test_a_note_stands_as_it_was_written() -> None:
    row = a_note(kind="To find", area="All areas", line="L2", owner="Ada Archer", done="No", plan="I3")
    assert notes_of([row], CALL) == (
        Note(
            day=TUESDAY,
            kind="To find by morning",
            note="They saw a team",
            area="All areas",
            line="L2",
            owner="Ada Archer",
            done=False,
            waits=True,
            key="to_find",
            plan="I3",
        ),
    )


def test_the_latest_day_stands_first_and_those_of_before_the_call_are_of_another_inspection() -> None:
    days = [TUESDAY, CALL, dt.date(2026, 11, 20), "", FRIDAY, TUESDAY]
    rows = [a_note(number, day=day, note=str(number)) for number, day in enumerate(days)]
    assert [note.note for note in notes_of(rows, CALL)] == ["4", "0", "5", "1", "3"]
    assert [note.note for note in notes_of(rows, None)] == ["4", "0", "5", "1", "2", "3"]
    old = [a_note(day=dt.date(2026, 11, 20), kind="")]
    assert not [*amiss_in_notes(old, TUESDAY_NIGHT, CALL, HOLIDAYS)]
    assert [*amiss_in_notes(old, TUESDAY_NIGHT, None, HOLIDAYS)]


@pytest.mark.parametrize(
    ("kind", "done", "waits"),
    [
        ("to_find", "", True),
        ("correction", "No", True),
        ("correction", "Yes", False),
        ("worry", "No", False),
        ("seen", "", False),
    ],
)
def test_what_is_to_be_found_or_put_right_waits_until_it_is_said_to_be(kind: str, done: str, waits: bool) -> None:
    (note,) = notes_of([a_note(kind=kind, done=done)], CALL)
    assert note.waits is waits


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"day": ""},
            "warning: Notes, row 2, Day: the note has no day, so that it is on no evening's list. Fill it in.",
        ),
        (
            {"day": dt.date(2026, 11, 25)},
            "error: Notes, row 2, Day: 25 November 2026 is to come, and nobody can have noted anything then. "
            "Correct the day.",
        ),
        (
            {"kind": ""},
            "warning: Notes, row 2, Kind: the note is of no kind, so that nobody can tell whether anything is to be done. "
            "Choose one.",
        ),
        (
            {"kind": "Correction"},
            "warning: Notes, row 2, Owner: something is to be done, and nobody is named to do it. Name one.",
        ),
        (
            {"kind": "To find", "owner": "Ada Archer", "day": CALL},
            "error: Notes, row 2, Done: it was to be done by 08:00 on 24 November 2026, and is not said to be. "
            "Do it now, and tell inspectors; or choose Yes.",
        ),
    ],
)
def test_what_is_amiss_is_told(cells: dict[str, str | dt.date], message: str) -> None:
    assert told(**cells) == [message]


def test_a_note_in_order_has_nothing_amiss_and_what_is_done_needs_no_owner() -> None:
    assert told() == told(kind="To find", owner="Ada Archer") == told(kind="To find", done="Yes", day=CALL) == []


def test_the_morning_is_that_of_the_next_working_day() -> None:
    cells = {"kind": "Correction", "owner": "Ada Archer", "day": FRIDAY}
    assert told(dt.datetime(2026, 12, 1, 8), **cells) == []
    assert len(told(dt.datetime(2026, 12, 1, 8, 1), **cells)) == 1


def test_a_note_is_called_by_its_kind_and_day() -> None:
    rows = [a_note(kind="To find"), a_note(kind="")]
    called = [finding.about for finding in amiss_in_notes(rows, TUESDAY_NIGHT, CALL, HOLIDAYS)]
    assert called == ["To find by morning, 24 November 2026", "Note, 24 November 2026"]


def test_a_point_on_the_draft_needs_what_is_right_what_shows_it_and_what_became_of_it() -> None:
    whole = {"paragraph": "7", "says": "None", "right": "Some", "evidence": "Page 3", "owner": "Ada Archer"}
    point, bare = accuracy_of(
        [a_row(AccuracyRow, 2, **whole, outcome="Refused"), a_row(AccuracyRow, 3, says="None", paragraph="")]
    )
    assert point == AccuracyPoint("7", "None", "Some", "Page 3", "Ada Archer", "Not accepted")
    assert [f"{finding.severity}: {finding}" for finding in bare.problems] == [
        "warning: Accuracy, row 3, What is right: nobody says what is right. Write what the report should say.",
        "warning: Accuracy, row 3, Evidence: nothing shows what is right, and inspectors change nothing without. "
        "Name what shows it, with its date.",
        "warning: Accuracy, row 3, Outcome: nobody says what became of it. "
        "Choose one, such as waiting where it was sent.",
    ]
    assert {finding.about for finding in bare.problems} == {"A point on the draft"}
    (numbered,) = accuracy_of([a_row(AccuracyRow, 2, **{**whole, "paragraph": "7"})])
    assert [finding.about for finding in numbered.problems] == ["Paragraph 7 of the draft"]
