"""Requests: how far each is, whether it is late, and what does not hold in its row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from registers import SHEETS

from readiness.preparedness.model import Person
from readiness.register.new import new_register
from readiness.register.rows import read_rows
from readiness.register.week_rows import RequestRow
from readiness.week.model import GivenFile, Request
from readiness.week.requests import Asking, how_long, requests_of

MONDAY = dt.date(2026, 11, 30)
AT = dt.datetime.combine(MONDAY, dt.time(14, 30))
ADA = Person("Head of performance", "Ada Archer", "Ben Baker", ((MONDAY, MONDAY),))
ASKING = Asking(AT, dt.date(2026, 11, 23), (ADA,), (), frozenset({"l1"}))
ASKED = {"ref": "4", "request": "Caseloads", "received": MONDAY, "received_at": dt.time(9), "owner": "Cem Cole"}
DUE = {"due": MONDAY, "due_at": dt.time(16)}
GIVEN = GivenFile("4", "caseloads.xlsx", "2026-11-30T15:02", "Lead inspector", "bb", "released/x", "as given", False)


@pytest.fixture
def of(tmp_path: Path) -> Callable[..., list[Request]]:
    """The requests of a register with those rows."""

    def made(*rows: dict[str, object], asking: Asking = ASKING) -> list[Request]:
        file = tmp_path / "register.xlsx"
        file.write_bytes(new_register(SHEETS, {"requests": rows}))
        read: tuple[RequestRow, ...] = read_rows(file, SHEETS).requests
        return [*requests_of(read, asking)]

    return made


def told(request: Request) -> list[str]:
    return [f"{found.severity}: {found}".replace("register.xlsx, sheet Requests, ", "") for found in request.problems]


@pytest.mark.parametrize(
    ("cells", "state", "late_by"),
    [
        ({"request": "Caseloads"}, "staged", ""),
        (ASKED, "open", ""),
        (ASKED | DUE, "due today", ""),
        (ASKED | {"due": MONDAY}, "due today", ""),  # by the end of the day, where no time is given
        (ASKED | DUE | {"due_at": dt.time(12, 15)}, "late", "2 hours"),
        (ASKED | DUE | {"due_at": dt.time(14, 29)}, "late", "1 minute"),
        (ASKED | {"due": dt.date(2026, 11, 27)}, "late", "2 days"),
        (ASKED | {"due": dt.date(2026, 12, 1)}, "open", ""),
        ({"request": "Caseloads", **DUE}, "due today", ""),  # once the call has come, what is due was asked for
        (ASKED | DUE | {"stage": "withdrawn"}, "withdrawn", ""),
        (ASKED | DUE | {"stage": "released", "sent": MONDAY, "sent_at": dt.time(17, 30)}, "released", "1 hour"),
        (ASKED | DUE | {"stage": "released", "sent": MONDAY, "sent_at": dt.time(11)}, "released", ""),
        (ASKED | DUE | {"stage": "released", "sent": MONDAY}, "released", ""),  # at no known time, so nobody can tell
    ],
)
def test_how_far_a_request_is(
    of: Callable[..., list[Request]], cells: dict[str, object], state: str, late_by: str
) -> None:
    (request,) = of(cells)
    assert (request.state, request.late_by) == (state, late_by)


def test_before_the_call_what_has_a_day_of_our_own_is_still_staged(of: Callable[..., list[Request]]) -> None:
    (request,) = of({"request": "Caseloads", **DUE}, asking=replace(ASKING, call_day=None))
    assert (request.state, request.problems) == ("staged", ())


def test_one_that_is_in_order_has_nothing_told(of: Callable[..., list[Request]]) -> None:
    whole = ASKED | DUE | {"line": "L1", "stage": "released", "reviewer": "Dee Dunn", "releaser": "Eve Ellis"}
    (request,) = of(
        whole | {"file": "caseloads.xlsx", "sent": MONDAY, "sent_at": dt.time(15)},
        asking=replace(ASKING, given=(GIVEN,)),
    )
    assert told(request) == []
    assert request.given == (GIVEN,)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"line": "L9"}, 'warning: row 2, Line of enquiry: "L9" is no mark of a line of enquiry. Correct it, or add the line.'),
        ({"ref": None}, "warning: row 2, No.: has no number, so that nothing can be released for it. Number it."),
        ({"asks_again": "1"}, 'warning: row 2, Asks again: "1" is the number of no other request. Correct it.'),
        ({"stage": "reviewed"}, "error: row 2, Reviewer: is said to be reviewed, and nobody reviewed it. Name who has read it."),
        ({"stage": "cleared", "reviewer": "Dee Dunn"}, "error: row 2, Releaser: is said to be cleared, and nobody let it go. Name who lets it go."),
        ({"reviewer": "Dee Dunn", "releaser": "dee  dunn"}, "error: row 2, Releaser: dee dunn reviewed it too, so that only one person has seen what goes out. Have somebody else let it go."),
        ({"due": dt.date(2026, 11, 27), "owner": "Cem Cole"}, "error: row 2, Due: 27 November 2026 is before Received, 30 November 2026. Correct one of the two days."),
        ({"due": None, "due_at": dt.time(9)}, "warning: row 2, Due at: there is no day under Due. Fill in Due."),
        ({"sent": MONDAY, "stage": "found"}, "error: row 2, Stage: is said to have been sent on 30 November 2026, and its stage is found. Correct one of the two."),
        ({"owner": None}, "error: row 2, Owner: nobody answers for it. Name an owner."),
        ({"due": None}, "warning: row 2, Due: there is no day by which inspectors want it. Ask, and fill it in."),
        ({"received": None, "received_at": None}, "warning: row 2, Received: is due, and there is no day on which it was asked. Fill in Received."),
        ({"owner": "Ada Archer"}, "error: row 2, Owner: Ada Archer is on leave on 30 November 2026, when it is due. Ask Ben Baker."),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told(of: Callable[..., list[Request]], cells: dict[str, object], sentence: str) -> None:
    (request,) = of(ASKED | DUE | cells)
    assert sentence in told(request)
    assert all(found.subject == f"Request {request.called}" for found in request.problems)


RELEASED = (
    ASKED | DUE | {"stage": "released", "reviewer": "Dee Dunn", "releaser": "Eve Ellis", "file": "caseloads.xlsx"}
)


@pytest.mark.parametrize(
    ("cells", "given", "sentence"),
    [
        ({"file": None}, None, "error: row 2, File: is said to be released, and no file is named. Name what was given."),
        ({}, None, "warning: row 2, File: is said to be released, and no copy of what was given is kept. readiness release keeps it: readiness release FILE --request 4."),
        ({}, GIVEN, "warning: row 2, Sent: is said to be released, and on no day. Fill in the day and the time."),
        ({"stage": "found"}, GIVEN, "warning: row 2, Stage: was released on 30 November 2026, and its stage is found. Set it to Released."),
        ({}, replace(GIVEN, state="changed"), 'error: row 2, File: the copy of "caseloads.xlsx" in released/x is no longer what was given. Find out who changed it, and put the copy back.'),
        ({}, replace(GIVEN, state="gone"), 'error: row 2, File: the copy of "caseloads.xlsx" in released/x is gone. Find out who changed it, and put the copy back.'),
        ({}, replace(GIVEN, source_changed=True), 'warning: row 2, File: "caseloads.xlsx" has changed since it was released on 30 November 2026. Decide whether inspectors need the new one, and release it.'),
        ({}, replace(GIVEN, unreviewed="In a hurry"), 'error: row 2, Reviewer: "caseloads.xlsx" went out without review. Have it read now.'),
        ({"sent": MONDAY, "sent_at": dt.time(18)}, GIVEN, "note: row 2, Sent: went 2 hours late. Be ready to say why."),
    ],
)  # fmt: skip
def test_what_was_given_is_held_against_the_row(
    of: Callable[..., list[Request]], cells: dict[str, object], given: GivenFile | None, sentence: str
) -> None:
    (request,) = of(RELEASED | cells, asking=replace(ASKING, given=(given,) if given else ()))
    assert sentence in told(request)
    assert request.state == "released" or (cells.get("stage") == "found" and given is None)


def test_a_number_that_two_share_and_one_that_is_asked_again(of: Callable[..., list[Request]]) -> None:
    first, second, again = of(RELEASED | {"sent": MONDAY}, ASKED | DUE, ASKED | DUE | {"ref": "5", "asks_again": "4"})
    assert 'error: row 3, No.: "4" is the number in row 2 too. Give each request a number of its own.' in told(second)
    note = "note: row 4, Asks again: asks again for request 4, which was released on 30 November 2026. "
    assert f"{note}Ask what was missing in what was given." in told(again)
    assert not [words for words in told(first) if "too" in words]


def test_how_long_something_took() -> None:
    times = {dt.timedelta(minutes=59): "59 minutes", dt.timedelta(hours=47): "47 hours", dt.timedelta(days=2): "2 days"}
    assert {how_long(time): said for time, said in times.items()} == {said: said for said in times.values()}
