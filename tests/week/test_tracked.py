"""Children tracked: who is not there, what is not ready, whose action is late; and never an identifier."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rows_by_hand import a_row

from readiness.preparedness.model import Person
from readiness.register.week_rows import TrackedChildRow
from readiness.week.identifiers import LEFT_OUT, Identifiers, without_identifiers
from readiness.week.model import TrackedChild
from readiness.week.tracked import tracked_of

CALL, LAST = dt.date(2026, 11, 23), dt.date(2026, 12, 4)
BEFORE, TUESDAY, AFTER = dt.datetime(2026, 11, 20, 9), dt.datetime(2026, 11, 24, 9), dt.datetime(2026, 12, 7, 9)
WREN = Person("", "Wren Wilde", "", ((dt.date(2026, 11, 25), dt.date(2026, 11, 30)),))
MIA = Person("Team manager", "Mia Moss", "", ((dt.date(2026, 11, 30), dt.date(2026, 11, 30)),))
JO = Person("Team manager", "Jo Jay", "", ())
GONE = Person("", "Gil Gray", "", ((dt.date(2026, 11, 1), dt.date(2026, 12, 31)),))
HOLIDAYS = frozenset({dt.date(2026, 11, 27)})
IDS = ("P000123", "98765", "1001-A", "007")
KNOWN = Identifiers.among(IDS)


def in_order(number: int = 2, **cells: str | dt.date) -> TrackedChildRow:
    written = {"pseudonym": "T1", "worker_there": "Yes", "audited": "Yes", "papers_ready": "Yes"}
    return a_row(TrackedChildRow, number, **{**written, **cells})


def made(*rows: TrackedChildRow, at: dt.datetime = TUESDAY) -> tuple[TrackedChild, ...]:
    clean = [without_identifiers(row, KNOWN.holds)[0] for row in rows]
    return tracked_of(clean, (WREN, MIA, JO, GONE), (CALL, LAST), HOLIDAYS, at)


def told(at: dt.datetime = TUESDAY, **cells: str | dt.date) -> list[str]:
    (child,) = made(in_order(**cells), at=at)
    assert {finding.about for finding in child.problems} <= {"Child T1"}
    return [f"{finding.severity}: {finding}".replace("Children tracked, row 2, ", "") for finding in child.problems]


def test_a_child_in_order_stands_as_it_was_written() -> None:
    words = {"cohort": "In care", "team": "East", "worker": "Una Usk", "manager": "Jo Jay", "grade": "Good"}
    (child,) = made(in_order(**words, action="Write it up", owner="Jo Jay", due="2026-11-24", papers_ready="Yes"))
    assert child == TrackedChild(
        2,
        "T1",
        "In care",
        "East",
        "Una Usk",
        "Jo Jay",
        True,
        True,
        "Good",
        True,
        "Write it up",
        "Jo Jay",
        TUESDAY.date(),
    )


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"worker": "wren wilde", "manager": "Jo Jay"},
            "warning: Worker: wren wilde is on leave on 25 November 2026 and 2 more working days; the manager is Jo Jay. "
            "Agree with Jo Jay who speaks with inspectors.",
        ),
        (
            {"worker": "Wren Wilde", "manager": "Mia Moss"},
            "error: Worker: Wren Wilde is on leave on 25 November 2026 and 2 more working days; the manager, Mia Moss, "
            "is on leave on 30 November 2026. Name somebody who is there.",
        ),
        (
            {"worker": "Wren Wilde", "worker_there": "No"},
            "error: Worker: Wren Wilde is on leave on 25 November 2026 and 2 more working days, and no manager is named. "
            "Name the manager.",
        ),
        (
            {"worker": "Gil Gray", "manager": "Jo Jay"},
            "error: Worker: Gil Gray is on leave on 24 November 2026 and 7 more working days, as all through the "
            "inspection, and Worker there says Yes; the manager is Jo Jay. Agree with Jo Jay who speaks with inspectors.",
        ),
        (
            {"worker_there": "No"},
            "error: Manager: the worker is not there, and no manager is named. Name the manager, or whoever comes.",
        ),
        (
            {"audited": "No"},
            "error: Audited: the work has not been audited. Have it audited before inspectors read it.",
        ),
        ({"audited": ""}, "error: Audited: nobody says whether the work has been audited. Choose Yes or No."),
        ({"papers_ready": "No"}, "error: Papers ready: the papers are not ready. Put in order what they will read."),
        ({"papers_ready": ""}, "error: Papers ready: nobody says whether the papers are ready. Choose Yes or No."),
        ({"action": "Write", "due": "2026-11-25"}, "warning: Owner: the action has no owner. Name one."),
        (
            {"action": "Write", "owner": "Jo Jay"},
            "warning: Due: the action has no day by which it is done. Agree one.",
        ),
        (
            {"action": "Write", "owner": "Jo Jay", "due": "2026-11-23"},
            "error: Due: the action was to be done by 23 November 2026, 1 day ago. "
            "Clear the action once it is done, or agree a new day.",
        ),
    ],
)
def test_what_is_amiss_is_told(cells: dict[str, str], message: str) -> None:
    assert told(**cells) == [message]


def test_leave_all_through_is_a_contradiction_only_where_the_row_says_that_the_worker_is_there() -> None:
    says_yes, says_no = made(
        in_order(2, worker="Gil Gray", manager="Jo Jay"),
        in_order(3, pseudonym="T2", worker="Gil Gray", manager="Jo Jay", worker_there="No"),
    )
    assert [(finding.severity, finding.contradicts) for finding in says_yes.problems] == [("error", True)]
    assert [(finding.severity, finding.contradicts) for finding in says_no.problems] == [("warning", False)]


def test_what_is_missing_is_less_grave_before_the_call_and_past_mending_once_inspectors_have_gone() -> None:
    cells: dict[str, str] = {"worker_there": "No", "audited": "No", "papers_ready": ""}
    assert [line.split(":")[0] for line in told(BEFORE, **cells)] == ["warning"] * 3
    assert [line.split(":")[0] for line in told(TUESDAY, **cells)] == ["error"] * 3
    assert told(AFTER, **cells) == []
    assert len(told(AFTER, action="Write")) == 2


def test_leave_that_is_past_is_not_told_and_without_a_call_none_is() -> None:
    assert told(dt.datetime(2026, 12, 1, 9), worker="Wren Wilde") == []
    (child,) = tracked_of([in_order(worker="Wren Wilde", audited="No")], (WREN,), None, HOLIDAYS, TUESDAY)
    assert [(finding.severity, finding.wrong) for finding in child.problems] == [
        ("warning", "the work has not been audited")
    ]


def test_a_mark_given_twice_is_told_on_the_later_row_and_not_named() -> None:
    _, later = made(in_order(2, pseudonym="T1"), in_order(5, pseudonym="t1"))
    assert [str(finding) for finding in later.problems] == [
        "Children tracked, row 5, Pseudonym: row 2 has the same mark. "
        "Give each child a mark of its own, or make one row of the two.",
    ]
    assert later.problems[0].rows == (2, 5)
    _, later = made(in_order(2, pseudonym="P000123", audited="No"), in_order(5, pseudonym="98765", audited="No"))
    assert [finding.about for finding in later.problems] == ["Child in row 5"], "nobody knows whether they are the same"


def test_words_with_an_identifier_are_left_out() -> None:
    (child,) = made(in_order(team="East", cohort="with 98765", grade="1001/a"))
    assert (child.pseudonym, child.team, child.cohort, child.grade) == ("T1", "East", LEFT_OUT, LEFT_OUT)


TEXTS = [field.name for field in fields(TrackedChildRow) if field.type == "TextCell"]
AROUND = st.sampled_from(["", " ", "-", "/", "_", "(", ")", "’s ", "\n", "; ", "child ", "é", "00", "\u200b"])
WRITTEN = st.one_of(st.sampled_from([*IDS, "T1", "1001", "A"]), st.text(max_size=12))
CASED = st.builds(lambda text, cased: cased(text), WRITTEN, st.sampled_from([str, str.lower, str.upper, str.title]))
CELL = st.lists(st.one_of(CASED, AROUND), max_size=5).map("".join)


@settings(max_examples=80, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(TEXTS, CELL)))
@example(dict.fromkeys(TEXTS, "P000123"))
def test_no_cell_of_a_child_holds_an_identifier_whatever_is_typed(cells: dict[str, str]) -> None:
    assert len(TEXTS) == 8
    (child,) = made(in_order(**cells))
    shown = [str(getattr(child, name)) for name in TEXTS]
    shown += [f"{finding} {finding.subject}" for finding in child.problems]
    for identifier in IDS:
        standing_alone = re.compile(rf"(?<![^\W_]){identifier}(?![^\W_])", re.IGNORECASE)
        assert not [text for text in shown if standing_alone.search(text)]
