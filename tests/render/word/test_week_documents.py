"""The week book, the evening note and what is learned after an inspection, as their readers meet them in Word."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from overviews import some_overview
from product import GOLDEN, ROOT
from reading_word import column, dump, opened, tables
from weeks import AT, CALL, DAYS, HOSTILE, MARKUP, empty_week, full_week, moment, some_week, timetable

from readiness.preparedness.model import ActionStanding
from readiness.render.word.fill import write_word
from readiness.week.model import Week

NAMES = ("week_book", "evening_note", "after_inspection")
TITLE = "The week of Anyshire & <Borough>"
ANSWER = ActionStanding("Write plans with children", "Ada Archer", None, None, "Open", None, None, "", ref="I1")


def made(name: str, week: Week) -> Document:
    overview = some_overview()
    standing = replace(overview.standing, timetable=timetable(), plan=(ANSWER,))
    fields = SimpleNamespace(**{**vars(overview), "standing": standing, "week": week})
    path = ROOT / "templates" / f"{name}.docx"
    return opened(write_word(path, f"templates/{name}.docx", {"overview": fields}, TITLE, AT.date()))


def text(document: Document) -> str:
    return "\n".join(dump(document))


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def document(name: str) -> Document:
    return made(name, some_week())


@pytest.fixture(scope="module")
def book() -> Document:
    return made("week_book", some_week())


@pytest.fixture(scope="module")
def note() -> Document:
    return made("evening_note", some_week())


@pytest.fixture(scope="module")
def lessons() -> Document:
    return made("after_inspection", some_week())


def test_the_document_is_as_kept(name: str, document: Document, request: pytest.FixtureRequest) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    golden, lines = GOLDEN / f"{name}.txt", dump(document)
    if request.config.getoption("--keep"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == golden.read_text(encoding="utf-8").splitlines()


def test_no_field_is_left_and_what_people_wrote_stays_text(name: str, document: Document) -> None:
    said = text(document)
    assert HOSTILE in said
    assert MARKUP in said
    assert not re.search(r"\{[{%]", said.replace(HOSTILE, "").replace(MARKUP, ""))
    assert not re.search(r"\{[{%]", text(made(name, empty_week())).replace(HOSTILE, ""))


def test_each_says_on_every_page_that_it_is_confidential(document: Document) -> None:
    (header,) = document.sections[0].header.paragraphs
    assert header.text.endswith("CONFIDENTIAL until the report is published")
    assert not document.sections[0].different_first_page_header_footer


def test_headings_are_real_and_tables_have_a_name_and_a_header_row_that_repeats(document: Document) -> None:
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert styles[:2] == ["Title", "Heading 1"]
    assert {*styles[1:]} <= {"Heading 1", "Heading 2"}
    for table in document.tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}
    (language,) = document.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    assert (language, document.core_properties.title) == ("en-GB", TITLE)


def test_the_book_begins_with_where_we_are_and_what_everybody_asks(book: Document) -> None:
    assert [line.removeprefix("Key message: ") for line in dump(book) if line.startswith("Key message")] == [
        "Day 6 of 9: Tuesday 1 December 2026, 14:30",
        "Late: R2.",
        "Due today: R3 by 16:00.",
        "To find by 8:00, or to put right: 3 things, by nobody (1), Ada Archer (2).",
        "Away today: Cem Coban (Eve Ellis stands in), Dora Dean (nobody stands in).",
    ]
    order = [line for line in dump(book) if line.startswith("Heading 1")]
    assert [line.removeprefix("Heading 1: ") for line in order] == [
        "Today: Tuesday 1 December 2026",
        *("The days to come", "Requests", "Lines of enquiry", "Children tracked", "What does not hold"),
        *("The days before", "What the timetable rests on"),
    ]


def test_interviews_of_the_day_stand_in_order_of_time_with_what_is_amiss(book: Document) -> None:
    (table,) = tables(book, "Time")
    assert column(table, "Time") == ["09:00 to 10:00", "15:00 to 16:00", "No time"]
    assert column(table, "Confirmed") == ["Yes", "No", "Not said"]
    assert column(table, "Room")[2] == "No room"
    assert column(table, "What is amiss")[1] == "Error: Ada Archer is in two rooms at once."


def test_what_nobody_verified_is_said_once_and_what_happens_daily_once(book: Document) -> None:
    assert text(book).count("verified against Ofsted") == 1
    assert "Note: 4 lines of 5 of the timetable could not be verified against Ofsted’s text." in text(book)
    assert "List Bullet: On days 7, 8 and 9, 08:00: Every morning, hand over what was found (Eve Ellis)." in text(book)
    (rests_on,) = (line for line in dump(book) if line.startswith("Note: Seen in published sources:"))
    assert rests_on.endswith("; The day ends with a talk; Inspectors tell what they found")
    assert text(book).replace(rests_on, "").count("Every morning") == 2  # of today, and of the days to come


def test_late_requests_come_first_and_each_way_to_be_due_is_said_in_words(book: Document) -> None:
    (table, released) = tables(book, "Due")[0], tables(book, "Request")[0]
    assert column(table, "Due") == [
        "Late by 1 working day\n30 November, 12:00",
        "Due today\n1 December, 16:00",
        "3 December, 09:00",
        "No day",
    ]
    assert column(table, "Owner")[1] == "Nobody"
    assert column(released, "The copy kept") == [
        "The copy kept has changed since\nIts source is another file by now\nWent unread: The lead inspector waited.",
        "The copy kept is gone",
        "The copy kept cannot be read",
        "No record of a release",
        "As given",
    ]
    assert column(released, "Request")[4] == "R77, which is not in the register"
    assert (
        "8 requests: 1 late, 1 due today, 2 open besides, 2 released, 1 prepared and not asked for, 1 withdrawn."
        in text(book)
    )


def test_lines_of_enquiry_come_by_risk_and_a_blank_position_is_told(book: Document) -> None:
    (table,) = tables(book, "Line")
    assert [cell.split("; ")[0] for cell in column(table, "Risk and owner")] == ["High", "Low", "Risk not said"]
    assert [cell.split("\n")[0] for cell in column(table, "Our position")][1:] == [MARKUP, "No position yet"]
    said = text(book)
    assert "Heading 2: Proposed, and not in the register yet" in said
    assert "List Bullet: Medium: How are care leavers housed? Red for three months. (nobody)" in said
    assert "What of adoption?" not in said
    assert "1 set aside and not listed." in said


def test_of_a_child_tracked_a_blank_is_no_no(book: Document) -> None:
    (table,) = tables(book, "Child")
    assert column(table, "Worker there") == ["Yes: Hal Hart", "Not said: nobody named", "No: Hal Hart"]
    assert column(table, "Audited") == ["Yes: Good", "Not said", "Yes: Good"]
    assert column(table, "Papers ready") == ["No", "Not said", "No"]


def test_what_does_not_hold_is_told_once_with_every_place(book: Document) -> None:
    (table,) = tables(book, "Severity")
    assert column(table, "Where") == ["Interviews, row 3; Interviews, row 4", "Requests, row 4"]


@pytest.mark.parametrize(
    ("day", "where"),
    [
        (CALL.replace(day=20), "The call has not come. It is expected on Monday 23 November 2026"),
        (
            CALL.replace(day=28),
            "Saturday 28 November 2026, 09:00: no working day of the inspection. Next is day 5 of 9",
        ),
        (DAYS[9].replace(day=23), "Inspectors have gone: the last day was Friday 4 December 2026"),
    ],
)
def test_the_book_says_where_we_are_on_a_day_that_is_none_of_the_inspection(day: object, where: str) -> None:
    said = text(made("week_book", replace(some_week(), at=moment(day, "09:00"))))  # type: ignore[arg-type]
    assert f"Key message: {where}" in said
    assert "Normal: Today is no working day of the inspection." in said
    assert "List Bullet: Late by 1 working day: R2" in said


def test_a_full_week_lists_each_request_and_a_long_list_says_how_much_more_there_is() -> None:
    week = replace(full_week(), findings=tuple(replace(some_week().findings[0], wrong=f"wrong {n}") for n in range(25)))
    document = made("week_book", week)
    assert len(tables(document, "Due")[0].rows) - 1 == len(week.running)
    assert len(tables(document, "Request")[0].rows) - 1 == len(week.released)
    assert "These are the first 20 of 25; readiness register names every one." in text(document)


def test_one_thing_in_many_places_names_the_first_and_how_many_more() -> None:
    found = some_week().findings[0]
    several = tuple(replace(found, place=f"row {n}", do=f"Mend {n}") for n in range(7))
    (table,) = tables(made("week_book", replace(some_week(), findings=several)), "Severity")
    assert column(table, "Where") == ["row 0; row 1; row 2; row 3; and 3 more"]
    assert column(table, "What to do") == ["Mend 0. Mend 1. And so on for the others."]


def test_a_blank_evening_is_said_to_be_blank_and_never_to_be_nothing(note: Document) -> None:
    blank = text(made("evening_note", empty_week()))
    assert blank.count("Normal: Nothing was noted.") == 5
    assert "Nothing was noted." not in text(note)


def test_an_evening_note_tells_what_is_to_be_found_and_what_comes_tomorrow(note: Document) -> None:
    said = text(note)
    assert "List Bullet: The supervision policy of 2024. Ada Archer, L1; not done." in said
    assert "Nobody; noted 30 November 2026; not done." in said
    assert "Heading 1: Next: Wednesday 2 December 2026" in said
    assert "List Bullet: Away: Cem Coban (Eve Ellis stands in)." in said


def test_notes_beyond_a_page_are_counted_and_one_of_no_kind_is_kept() -> None:
    (first, *_) = some_week().notes
    several = tuple(replace(first, note=f"Seen {number}") for number in range(9))
    said = text(
        made("evening_note", replace(some_week(), notes=(*several, replace(first, kind="", key="", note="Of no kind"))))
    )
    assert "Note: 3 more: see the sheet Notes." in said
    assert "Heading 1: Noted besides" in said
    assert "List Bullet: Of no kind." in said


def test_after_it_each_point_has_its_outcome_and_requests_are_counted(lessons: Document) -> None:
    (points,) = tables(lessons, "Paragraph")
    assert column(points, "Outcome") == ["Accepted", "Not sent, or not said"]
    (counts,) = tables(lessons, "Judgement area")
    assert [cell.text for cell in counts.rows[-1].cells] == ["In all", "6", "2", "1", "1"]
    assert "Note: 1 had no day by which it was due, so nobody can tell whether it was late." in text(lessons)


def test_after_it_each_line_asked_says_whether_we_had_an_answer(lessons: Document) -> None:
    (table,) = tables(lessons, "Line of enquiry")
    assert column(table, "Had we a position?") == ["Yes"]
    assert "List Bullet: Foreseen, and not said to have been asked: " in text(lessons)


def test_after_it_a_worry_stands_with_the_action_that_answers_it_or_that_none_does(lessons: Document) -> None:
    (table,) = tables(lessons, "Noted")
    assert column(table, "Action of the plan that answers it") == [
        "I1 Write plans with children (Ada Archer, no day, open)",
        "No action yet",
        "I9, which is no action of the plan",
    ]
