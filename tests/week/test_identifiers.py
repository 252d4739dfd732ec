"""An identifier of the case data is known however it was typed, and what is only like one is not taken for one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from rows_by_hand import a_row

from readiness.register.rows import ROWS, RegisterRows
from readiness.register.sheet_rows import ActionRow
from readiness.register.week_rows import MockRow, NoteRow, RequestRow, TrackedChildRow
from readiness.week.identifiers import LEFT_OUT, Identifiers, children_left_out, speaks_of_children, without_identifiers

KNOWN = Identifiers.among(
    ["P000123", "0012345", "98765", "1001-A", "0012", "7", "9434765919", "Élan 20", "20261124", "15860", "202600", ""]
)


@pytest.mark.parametrize(
    "text",
    [
        *("P000123", "p000123", "child P000123's plan", "(P000123)", "plan_P000123.docx", "P000123/26"),
        *("12345", "0012345", "00012345", "098765", "ID98765", "see no.98765"),
        *("1001-A", "1001-a", "1001 A", "1001/A", "x-1001-A-y", "01001-A;1001-A"),
        *(
            "0012",
            "7",
            "room 7",
            "943 476 5919",
            "9,434,765,919",
            "ＩＤ ９８７６５",
            "9\u200b8765",
            "élan 20",
            "ÉLAN-20",
        ),
    ],
)
def test_whatever_may_be_an_identifier_is_held(text: str) -> None:
    assert KNOWN.holds(text)


@pytest.mark.parametrize("text", ["", "T1", "P000124", "12", "012", "987654", "1001", "A", "1001 B", "Team 8", "2026"])
def test_what_is_none_is_not_held(text: str) -> None:
    assert not KNOWN.holds(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "P000123",
            "child p000123, seen",
            "12345",
            "no. 0012345.",
            "98765, 98766",
            "1001-A",
            "1001/a",
            "list_98765.xlsx",
        ),
        *("9434765919", "(15860)", "15860 and 3", "P000123's"),
    ],
)
def test_what_is_surely_an_identifier_is_held(text: str) -> None:
    assert KNOWN.holds_surely(text)


@pytest.mark.parametrize(
    "text",
    [
        *("0012", "7", "room 7", "2026", "1001 a year", "Élan 20"),
        *("24/11/2026", "2026-11-24", "24.11.26", "20261124", "list_20261124.xlsx", "14:30", "3.3", "at 9.30am"),
        *("15,860 contacts", "15860.5", "15860%", "£15860", "£ 15,860.00", "01632 202600", "+44 1632 202600"),
        *("98766", "987650", "x98765", "P000123B"),
    ],
)
def test_what_may_be_anything_else_is_not_surely_one(text: str) -> None:
    assert not KNOWN.holds_surely(text)


def test_a_year_or_time_that_is_no_identifier_is_none_even_where_many_are_known() -> None:
    many = Identifiers.among(f"{number:06}" for number in range(100_000, 200_000))
    assert len(many.known) == 100_000 and many.lengths == {1}
    assert many.holds("see 123456") and many.holds_surely("see 123456")
    assert not many.holds_surely("123,456 of 150000.5 on 20/11/2026, £123456, 120000%")


def test_without_identifiers_nothing_is_held() -> None:
    none = Identifiers.among([])
    assert not none.holds("P000123") and not none.holds_surely("P000123")


def test_a_cell_that_holds_one_says_that_it_is_left_out_and_never_which() -> None:
    row = a_row(TrackedChildRow, 4, pseudonym="P000123", team="East", action="Ask about 98765", due="2026-11-24")
    clean, found = without_identifiers(row, KNOWN.holds)
    assert (clean.pseudonym.text, clean.team.text, clean.action.text) == (LEFT_OUT, "East", LEFT_OUT)
    assert clean.due == row.due
    assert [(finding.severity, str(finding)) for finding in found] == [
        ("error", f"Children tracked, row 4, {heading}: holds an identifier of the case data. Write a made-up mark.")
        for heading in ("Pseudonym", "Action")
    ]


def test_every_cell_of_text_of_the_sheets_of_the_week_is_looked_at_and_no_other() -> None:
    none = RegisterRows(**dict.fromkeys(ROWS, ()))
    request = a_row(RequestRow, 2, ref="1", request="The file of P000123", due="24/11/2026", file="98765.docx")
    note = a_row(NoteRow, 3, day=dt.date(2026, 11, 24), kind="Seen", note="On 20261124 they saw 15,860 rows")
    mock = a_row(MockRow, 4, finding="Nothing on 1001-A")
    child = a_row(TrackedChildRow, 5, pseudonym="0012")
    action = a_row(ActionRow, 6, action="P000123")
    rows = replace(none, requests=(request,), notes=(note,), mock=(mock,), tracked_children=(child,), actions=(action,))
    clean, found = children_left_out(rows, KNOWN)
    assert [finding.place for finding in found] == [
        "Requests, row 2, Request",
        "Requests, row 2, File",
        "Children tracked, row 5, Pseudonym",
        "Mock, row 4, Finding",
    ]
    assert (clean.requests[0].request.text, clean.tracked_children[0].pseudonym.text) == (LEFT_OUT, LEFT_OUT)
    assert (clean.notes, clean.actions) == (rows.notes, rows.actions)
    assert speaks_of_children(rows) and not speaks_of_children(replace(none, actions=(action,)))
