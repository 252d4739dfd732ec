"""Decisions of meetings: those of the last, those of earlier ones that are not done, and what nobody wrote down."""

from __future__ import annotations

import datetime as dt

import pytest
from registers import SHEETS

from readiness.preparedness.meetings import decided, meeting_days, to_decide
from readiness.register.new import new_register
from readiness.register.rows import read_rows
from readiness.register.sheet_rows import MeetingRow

AUGUST, SEPTEMBER, NOVEMBER = dt.date(2026, 8, 14), dt.date(2026, 9, 18), dt.date(2026, 11, 20)
ROWS = (
    {"day": AUGUST, "decided": "Buy a printer; Write to schools", "done": "Yes\nNo, the head is away"},
    {"day": SEPTEMBER, "decided": "Practise the call\nAsk Ada\nTest logins", "done": "Yes, on 1 October"},
    {"day": NOVEMBER, "decisions_to_take": "Whether to wait; Who signs"},
)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[MeetingRow, ...]:
    file = tmp_path_factory.mktemp("meetings") / "register.xlsx"
    file.write_bytes(new_register(SHEETS, {"meetings": ROWS}))
    return read_rows(file, SHEETS).meetings


def test_the_next_pack_shows_each_decision_and_whether_it_was_done(rows: tuple[MeetingRow, ...]) -> None:
    assert [(one.meeting, one.decision, one.done) for one in decided(rows, NOVEMBER)] == [
        (SEPTEMBER, "Practise the call", "Yes, on 1 October"),
        (SEPTEMBER, "Ask Ada", "Not said"),
        (SEPTEMBER, "Test logins", "Not said"),
        (AUGUST, "Write to schools", "No, the head is away"),
    ]
    assert all(one.taken for one in decided(rows, NOVEMBER))


def test_where_no_decision_was_written_down_what_was_to_be_decided_stands(rows: tuple[MeetingRow, ...]) -> None:
    after = [*decided(rows, dt.date(2026, 12, 18))]
    assert [(one.decision, one.done, one.taken) for one in after[:2]] == [
        ("Whether to wait", "Not said", False),
        ("Who signs", "Not said", False),
    ]
    assert [one.decision for one in after[2:]] == ["Ask Ada", "Test logins", "Write to schools"]


def test_the_days_and_what_is_next(rows: tuple[MeetingRow, ...]) -> None:
    assert meeting_days(rows) == (AUGUST, SEPTEMBER, NOVEMBER)
    assert [*to_decide(rows, NOVEMBER)] == ["Whether to wait", "Who signs"]
    assert [*decided(rows, AUGUST)] == []
