"""An inspection played through: a call, days of requests, interviews, an evening, a draft report; all through the product."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from product import Run
from reading_word import dump, opened
from registers import SHEETS, changed, column

CALL, SENT = dt.date(2026, 11, 23), dt.date(2026, 11, 24)
WEDNESDAY = dt.date(2026, 12, 2)
REQUESTS: tuple[dict[str, object], ...] = (
    {"ref": "10", "request": "Missing children this month", "received": CALL, "due": SENT, "due_at": dt.time(12), "owner": "Amara Wintergreen", "stage": "Assigned"},
    {"ref": "11", "request": "Missing children, by age", "received": SENT, "due": SENT, "due_at": dt.time(16), "owner": "Amara Wintergreen", "stage": "Found", "asks_again": "1"},
    {"ref": "12", "request": "Supervision policy", "received": CALL, "due": SENT, "owner": "Priya Larkspur", "stage": "Cleared", "reviewer": "Jasper Nettlebed", "releaser": "Jasper Nettlebed", "file": "supervision_policy.docx", "asked_by": "Lead inspector"},
    {"ref": "13", "request": "The local offer", "received": CALL, "due": SENT, "owner": "Leonie Hazelwick", "stage": "Cleared", "reviewer": "Rafiq Silverbirch", "releaser": "Tamsin Oakapple", "file": "local_offer.pdf", "asked_by": "Lead inspector"},
    {"ref": "14", "request": "Caseloads", "received": SENT, "due": SENT, "due_at": dt.time(17), "owner": "Odette Fernsby", "stage": "Logged"},
)  # fmt: skip
INTERVIEWS: tuple[dict[str, object], ...] = (
    {"day": WEDNESDAY, "starts": dt.time(9), "ends": dt.time(10), "who": "Kofi Bramblewood", "inspector": "A", "room": "Room 1", "confirmed": "Yes"},
    {"day": WEDNESDAY, "starts": dt.time(9, 30), "ends": dt.time(10, 30), "who": "Kofi Bramblewood; Foster carers", "inspector": "B", "room": "Room 2", "confirmed": "Yes"},
)  # fmt: skip


def add(folder: Path, sheet: str, *rows: dict[str, object]) -> None:
    """Writes rows below those of a sheet of the example's register."""
    with changed(folder / "register.xlsx") as book:
        there = book[SHEETS[sheet].title]
        last = max(row for row in range(1, 60) if there.cell(row, 1).value or there.cell(row, 2).value)
        for number, row in enumerate(rows, start=last + 1):
            for name, value in row.items():
                there.cell(number, column(sheet, name)).value = value


def leave(folder: Path, name: str, first: dt.date, last: dt.date) -> None:
    with changed(folder / "register.xlsx") as book:
        sheet = book["People"]
        (row,) = (row for row in range(2, 40) if sheet.cell(row, column("people", "name")).value == name)
        sheet.cell(row, column("people", "leave_from")).value = first
        sheet.cell(row, column("people", "leave_to")).value = last


def in_words(folder: Path, name: str) -> str:
    return "\n".join(dump(opened((folder / "output" / "2026-11-20" / name).read_bytes())))


@pytest.fixture
def called(anyshire: Path) -> Path:
    """The invented authority after the call on a Monday."""
    settings = anyshire / "readiness.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}call day: {CALL}\n", encoding="utf-8")
    return anyshire


def week(run: Run, folder: Path, at: str) -> list[str]:
    result = run("week", "--quiet", "--at", at, "--folder", folder)
    assert result.exit_code == 1, result.stderr
    lines = [line for line in result.stdout.splitlines() if "output" not in line]
    assert len(lines) <= 10
    assert all(len(line) <= 110 for line in lines)
    return lines


@pytest.mark.slow
def test_days_of_requests_each_shows_where_it_should(called: Path, run: Run) -> None:
    add(called, "requests", *REQUESTS)
    offer = called / "documents" / "local_offer.pdf"
    own = run("release", called / "documents" / "supervision_policy.docx", "--request", "12", "--folder", called)
    assert own.exit_code == 2 and "reviewer and releaser of request 12 are one person" in own.stderr
    given = run("release", offer, "--request", "13", "--folder", called)
    assert given.exit_code == 0, given.stderr
    offer.write_bytes(offer.read_bytes() + b"\n")
    (kept,) = (called / "released").iterdir()

    screen = week(run, called, "2026-11-24 14:30")
    assert screen[0] == "Day 1 of 9: Tuesday 24 November 2026, 14:30. 1 request late and 3 due today."
    assert screen[1:3] == ["Late:", "  2 hours: 10 Missing children this month (Amara Wintergreen; assigned)"]
    assert screen[3:5] == ["Next:", "  16:00 due: 11 Missing children, by age (Amara Wintergreen; found)"]
    assert "Away today: Odette Fernsby (Idris Candlewick stands in)." in screen
    book = in_words(called, "week_book.docx")
    for told in (
        "Missing children this month",
        "asks again for request 1, which was released on 22 September 2026",
        "Jasper Nettlebed reviewed it too, so that only one person has seen what goes out",
        "was released on",
        "“local_offer.pdf” has changed since it was released" if "“local_offer" in book else '"local_offer.pdf" has changed since it was released',
        "Odette Fernsby is on leave on 24 November 2026, when it is due",
    ):  # fmt: skip
        assert told.casefold() in book.casefold(), told

    kept.chmod(0o600)
    kept.write_bytes(b"another")
    week(run, called, "2026-11-24 14:30")
    assert "is no longer what was given" in in_words(called, "week_book.docx")


@pytest.mark.slow
def test_a_call_on_no_working_day_is_the_first_thing_to_put_right(anyshire: Path, run: Run) -> None:
    with (anyshire / "readiness.yaml").open("a", encoding="utf-8") as settings:
        settings.write("call day: 2026-11-21\n")
    result = run("week", "--quiet", "--at", "2026-11-21 09:00", "--folder", anyshire)
    assert result.exit_code == 1
    told = "First: readiness.yaml, call day: 21 November 2026 is a Saturday"
    assert told in result.stdout


@pytest.mark.slow
def test_interviews_people_children_and_the_evening(called: Path, run: Run) -> None:
    add(called, "interviews", *INTERVIEWS)
    leave(called, "Kofi Bramblewood", WEDNESDAY, WEDNESDAY)
    leave(called, "Amara Wintergreen", WEDNESDAY, WEDNESDAY)  # who stands in for him
    children = (
        {"pseudonym": "T7", "cohort": "Children in need", "worker": "Kofi Bramblewood", "manager": "Zora Periwinkle", "audited": "Yes", "papers_ready": "Yes"},
        {"pseudonym": "0012", "cohort": "Children in care", "worker": "Wren Aldersey", "audited": "Yes", "papers_ready": "Yes", "worker_there": "Yes"},
    )  # fmt: skip
    add(called, "tracked_children", *children)
    day = dt.date(2026, 12, 1)
    notes = (
        {"day": day, "kind": "Emerging strength", "note": "Workers speak of children with warmth."},
        {"day": day, "kind": "Worry", "note": "Reasons are missing in notes."},
        {"day": day, "kind": "To find by morning", "note": "The audit of June.", "owner": "Priya Larkspur"},
    )
    add(called, "notes", *notes)
    screen = week(run, called, "2026-12-01 18:30")
    assert screen[0].endswith("Nothing late and 1 to find by morning or to put right.")
    assert "  Wed 2 Dec 08:00 Every morning, hand over what was to be found overnight" in "\n".join(screen)
    book, note = in_words(called, "week_book.docx"), in_words(called, "evening_note.docx")
    for told in ("T7", "Kofi Bramblewood is on leave on 2 December 2026", "left out: an identifier", "Room 2"):
        assert told in book, told
    assert "Kofi Bramblewood" in book and "two interviews" not in book
    for told in ("Workers speak of children with warmth.", "Reasons are missing in notes.", "The audit of June."):
        assert told in note, told
    assert "0012" not in book + note + "\n".join(screen)
    pack = run("build", "planning-pack", "--quiet", "--folder", called)
    assert pack.exit_code == 0
    assert "Holds an identifier of the case data" in in_words(called, "planning_pack.docx")
    assert "0012" not in in_words(called, "planning_pack.docx")


@pytest.mark.slow
def test_after_the_week_its_worries_feed_the_plan_and_the_draft_is_answered(called: Path, run: Run) -> None:
    worry = {"day": dt.date(2026, 12, 1), "kind": "Worry", "note": "Reasons are missing.", "owner": "Priya Larkspur"}
    add(called, "notes", worry)
    draft = {
        "paragraph": "12",
        "says": "Caseloads are high.",
        "right": "They fell.",
        "evidence": "Report",
        "outcome": "Waiting",
    }
    add(called, "accuracy", draft)
    first = run("week", "--quiet", "--propose", "--at", "2026-12-07 09:00", "--folder", called)
    assert "Added: sheet Plan" in first.stdout
    assert "After the inspection" in first.stdout
    again = run("week", "--quiet", "--propose", "--at", "2026-12-07 09:05", "--folder", called)
    assert "Nothing is proposed that register.xlsx does not have." in again.stdout
    after = in_words(called, "after_inspection.docx")
    assert "Caseloads are high." in after and "Reasons are missing." in after
