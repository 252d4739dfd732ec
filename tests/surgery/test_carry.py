"""What people wrote comes along by child and by what is due, and none of it is lost when that is due no more."""

from __future__ import annotations

import datetime as dt

from readiness.surgery.carry import carried
from readiness.surgery.earlier import EarlierSurgery
from readiness.surgery.model import (
    NO_LONGER,
    NOT_OURS,
    NOT_WORKED_OUT,
    NOTHING_BESIDE,
    OVERDUE,
    DueRow,
    EarlierRow,
    WrittenBeside,
)

DAY, BEFORE = dt.date(2026, 11, 20), dt.date(2026, 10, 20)
DUE, LATER = dt.date(2026, 11, 2), dt.date(2026, 11, 16)
SAID = WrittenBeside(reason="Ill", action="Visit Monday", by_whom="Ann")
CAN_TELL = {"visit": True, "review": True, "adviser": False}


def now(child: str = "A", key: str = "visit", due: dt.date | None = DUE, team: str = "North") -> DueRow:
    return DueRow(child, team, "", key, key.title(), None, due, 18, OVERDUE)


def then(
    child: str = "A", key: str = "visit", due: dt.date | None = DUE, words: WrittenBeside = SAID, became: str = ""
) -> EarlierRow:
    return EarlierRow(child, "North", key, key.title(), due, became, BEFORE if became else None, words)


def before(*rows: EarlierRow) -> EarlierSurgery:
    return EarlierSurgery(BEFORE, {(row.child, row.key): row.team for row in rows if not row.became}, rows)


def test_words_come_along_by_child_and_by_what_is_due() -> None:
    carry = carried([now("A"), now("B"), now("A", "review")], before(then("A")), DAY, CAN_TELL)
    words = {(row.child, row.key): row.words for row in carry.rows}
    assert words == {("A", "visit"): SAID, ("B", "visit"): NOTHING_BESIDE, ("A", "review"): NOTHING_BESIDE}
    assert {(row.child, row.key): row.since for row in carry.rows} == {
        ("A", "visit"): "", ("B", "visit"): "New", ("A", "review"): "New",
    }  # fmt: skip
    assert not carry.done


def test_the_day_that_words_were_written_for_is_kept_when_it_has_moved_since() -> None:
    (row,) = carried([now(due=LATER)], before(then()), DAY, CAN_TELL).rows
    assert row.words.when_due == DUE
    (row,) = carried([now(due=LATER)], before(then(due=LATER, words=row.words)), DAY, CAN_TELL).rows
    assert row.words.when_due == DUE
    (row,) = carried([now(due=LATER)], before(then(words=NOTHING_BESIDE)), DAY, CAN_TELL).rows
    assert row.words == NOTHING_BESIDE


def test_a_child_with_another_team_is_told_and_keeps_the_words() -> None:
    (row,) = carried([now(team="South")], before(then()), DAY, CAN_TELL).rows
    assert (row.since, row.words) == ("Was with North", SAID)


def test_where_no_surgery_was_before_nothing_is_called_new() -> None:
    (row,) = carried([now()], EarlierSurgery(), DAY, CAN_TELL).rows
    assert row.since == ""


def test_what_is_due_no_more_is_done_with_its_words() -> None:
    carry = carried([], before(then(), then("B", words=NOTHING_BESIDE)), DAY, CAN_TELL)
    assert [(row.child, row.became, row.done_on, row.words) for row in carry.done] == [
        ("A", NO_LONGER, DAY, SAID), ("B", NO_LONGER, DAY, NOTHING_BESIDE),
    ]  # fmt: skip


def test_what_was_done_before_stays_as_long_as_it_has_words() -> None:
    earlier = before(then(became=NO_LONGER), then("B", words=NOTHING_BESIDE, became=NO_LONGER))
    carry = carried([now()], earlier, DAY, CAN_TELL)
    assert [(row.child, row.done_on) for row in carry.done] == [("A", BEFORE)]
    assert [(row.since, row.words) for row in carry.rows] == [("New", NOTHING_BESIDE)]


def test_what_nobody_can_tell_this_time_is_not_called_done_and_comes_back() -> None:
    carry = carried([], before(then(key="adviser")), DAY, CAN_TELL)
    (done,) = carry.done
    assert (done.became, done.words) == (NOT_WORKED_OUT, SAID)
    back = then(key="adviser", became=NOT_WORKED_OUT)
    (row,) = carried([now(key="adviser")], before(back), DAY, {**CAN_TELL, "adviser": True}).rows
    assert row.words == SAID


def test_a_row_of_somebodys_own_is_kept() -> None:
    (done,) = carried([], before(then(child="", key="", words=SAID)), DAY, CAN_TELL).done
    assert (done.became, done.words) == (NOT_OURS, SAID)


def test_two_things_due_keep_their_own_words_by_their_day() -> None:
    other = WrittenBeside(reason="On holiday")
    carry = carried([now(due=LATER), now()], before(then(words=other, due=LATER), then()), DAY, CAN_TELL)
    assert {row.due: row.words for row in carry.rows} == {DUE: SAID, LATER: other}


def test_two_earlier_rows_for_one_thing_are_put_together_and_told() -> None:
    twice = WrittenBeside(reason="Moved away", action="Visit Monday")
    carry = carried([now()], before(then(), then(words=twice)), DAY, CAN_TELL)
    (row,) = carry.rows
    assert row.words == WrittenBeside("Ill; Moved away", "Visit Monday", "Ann")
    assert [str(finding) for finding in carry.findings] == [
        "what was written before: earlier rows stand for the same child and the same thing due, and their words were put "
        "together. Read them, and take out what is said twice."
    ]
    assert not carry.done
