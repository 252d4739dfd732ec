"""What people write into the register is read for what it means; what is wrong is told cell by cell, word for word."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
import xlsxwriter
from registers import EDITIONS, HEADINGS, SHEETS, changed, column, put, register, told

from readiness.authority.overlay import installed, own_over_installed
from readiness.foundation.errors import SpecificationError
from readiness.register.read import read_register, with_areas
from readiness.specification.read import read_annex

STATUSES = "Choose Ready, In development, Not started or Not applicable."
DATES = "Write dates as 2026-01-31 or 31/01/2026."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return register(tmp_path)


def test_a_cell_is_had_as_text_day_and_key_and_knows_its_place(file: Path) -> None:
    put(file, "documents", 3, notes="  twice\nas long \n")
    first, second = read_register(file, SHEETS).rows("documents")
    assert (first.number, first.text("document"), first.choice("status")) == (2, "Self-evaluation", "ready")
    assert (first.day("approved_on"), first.day("due"), first.text("plan")) == (dt.date(2026, 9, 1), None, "")
    assert (second.shown("status"), second.shown("due"), second.shown("areas")) == (
        "In development",
        "01/12/2026",
        "Leaders",
    )
    assert second.text("notes") == "twice\nas long"
    assert second.place("status") == "register.xlsx, sheet Documents, row 3, Status"
    with pytest.raises(KeyError):
        second.text("colour")


def test_what_a_cell_shows_is_its_text_whatever_its_type(file: Path) -> None:
    cells = {1: 2.0, 2: 1.5, 3: True, 4: dt.date(2026, 1, 31), 5: dt.datetime(2026, 1, 31, 9, 30), 6: "007"}
    for row, value in cells.items():
        put(file, "actions", row + 1, action="x", notes=value)
    shown = [row.text("notes") for row in read_register(file, SHEETS).rows("actions")]
    assert shown == ["2", "1.5", "TRUE", "31/01/2026", "31/01/2026 09:30", "007"]


@pytest.mark.parametrize(
    "written",
    ["2026-01-31", "31/01/2026", " 31/1/2026 ", "2026-01-31 00:00:00", "31/01/2026 09:30", dt.datetime(2026, 1, 31, 9)],
)
def test_a_day_is_read_however_it_is_written(file: Path, written: object) -> None:
    put(file, "actions", 2, due=written)
    assert read_register(file, SHEETS).rows("actions")[0].day("due") == dt.date(2026, 1, 31)


def test_a_number_is_no_day(file: Path) -> None:
    with changed(file) as book:
        cell = book["Documents"].cell(3, column("documents", "due"))
        cell.value, cell.number_format = 46053, "General"
    assert told(file) == [f'register.xlsx, sheet Documents, row 3, Due: "46053" is not a date. {DATES}']


@pytest.mark.parametrize(
    "written", ["In development", "IN DEVELOPMENT ", "in  progress", "Being developed", "in_development"]
)
def test_a_choice_is_read_in_any_of_its_spellings(file: Path, written: str) -> None:
    put(file, "documents", 2, status=written)
    row = read_register(file, SHEETS).rows("documents")[0]
    assert (row.choice("status"), row.shown("status")) == ("in_development", "In development")


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("Leaders; children in care", ("leaders", "in_care")),
        ("Children who are in care\nLeadership, Leaders", ("in_care", "leaders")),
        ("All", ("all",)),
        (None, ()),
    ],
)
def test_several_areas_stand_in_a_cell_by_their_names_in_any_edition(
    file: Path, written: str | None, keys: tuple[str, ...]
) -> None:
    put(file, "documents", 3, areas=written)
    assert read_register(file, SHEETS).rows("documents")[1].choices("areas") == keys


def test_areas_are_those_of_the_framework_and_not_what_it_judges_over_all() -> None:
    choices = (
        with_areas(read_annex(own_over_installed("annex_a")).register_sheets, EDITIONS, "old")["recommendations"]
        .columns["area"]
        .choices
    )
    assert choices["leaders"] == ("Leadership", "Leadership and governance", "Leaders", "The impact of leaders")
    assert "overall" not in choices


REDY = '"Redy" is not a status. ' + STATUSES


@pytest.mark.parametrize(
    ("key", "cells", "message"),
    [
        ("documents", {"status": "Redy"}, f"Documents, row 3, Status: {REDY}"),
        ("documents", {"status": "x" * 100}, f'Documents, row 3, Status: "{"x" * 59}…" is not a status. {STATUSES}'),
        ("documents", {"status": "=A1"}, "Documents, row 3, Status: holds a formula, whose last result may be out of date. Write what it should say in its place."),
        ("documents", {"due": "=TODAY()"}, "Documents, row 3, Due: holds a formula, whose last result may be out of date. Write what it should say in its place."),
        ("documents", {"status": "#N/A"}, 'Documents, row 3, Status: holds the error "#N/A". Correct or clear the cell.'),
        ("documents", {"notes": "#REF!"}, 'Documents, row 3, Notes: holds the error "#REF!". Correct or clear the cell.'),
        ("documents", {"due": "TBC"}, f'Documents, row 3, Due: "TBC" is not a date. {DATES}'),
        ("requests", {"request": "A", "due_at": "noon"}, 'Requests, row 3, Due at: "noon" is not a time. Write times as 14:30.'),
        ("documents", {"due": "31/02/2026"}, f'Documents, row 3, Due: "31/02/2026" is not a date. {DATES}'),
        ("documents", {"due": True}, f'Documents, row 3, Due: "TRUE" is not a date. {DATES}'),
        ("documents", {"document": None}, "Documents, row 3, Document: is blank. Fill it in, or clear the whole row."),
        ("documents", {"document": " SELF EVALUATION"}, 'Documents, row 3, Document: "SELF EVALUATION" stands in row 2 too. Keep one of the two rows.'),
        ("documents", {"areas": "Leaders; Homes"}, 'Documents, row 3, Areas: "Homes" is not a judgement area. Choose Leaders, Children in care or All areas.'),
        ("recommendations", {"recommendation": "x", "impact_status": "Done"}, 'Recommendations, row 3, Impact status: "Done" is not an impact status. Choose Too early to tell, No impact seen, Impact partly seen or Impact seen.'),
        ("recommendations", {"recommendation": "x", "area": "Leaders; Children in care"}, 'Recommendations, row 3, Area: "Leaders; Children in care" is not a judgement area. Choose Leaders, Children in care or All areas.'),
        ("actions", {"action": "x", "status": "Ready"}, 'Actions, row 3, Status: "Ready" is not a status. Choose Open, In progress, Done or Dropped.'),
        ("events", {"day": "2026-01-31"}, "Events, row 3, Kind: is blank. Choose Short inspection, Standard inspection, Inspection, Focused visit, Monitoring visit, Joint targeted area inspection, Peer review, Annual engagement meeting or Other."),
        ("people", {"name": "B. Brown", "role": None}, "People, row 3, Role: is blank. Fill it in, or clear the whole row."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_cell_has_its_message(file: Path, key: str, cells: dict[str, object], message: str) -> None:
    put(file, key, 3, **cells)
    assert told(file) == [f"register.xlsx, sheet {message}"]


def test_every_mistake_is_told_at_once_in_the_order_of_the_rows(file: Path) -> None:
    put(file, "documents", 2, status="Redy", due="soon")
    put(file, "documents", 12, document="Local offer!", status="#N/A")
    put(file, "meetings", 2, day="Friday")
    assert [mistake.split(":")[0] for mistake in told(file)] == [
        "register.xlsx, sheet Documents, row 2, Status",
        "register.xlsx, sheet Documents, row 2, Due",
        "register.xlsx, sheet Documents, row 12, Status",
        "register.xlsx, sheet Documents, row 12, Document",
        "register.xlsx, sheet Meetings, row 2, Day",
    ]


def test_a_message_shows_no_more_of_a_cell_than_a_line_and_nothing_a_screen_obeys(file: Path) -> None:
    put(file, "documents", 3, status="a\n_x001B_[2Jb " + "c" * 90)
    (message,) = told(file)
    assert message.isprintable()
    assert '"a [2Jb ccc' in message
    assert len(message) < 240


def test_the_last_result_of_a_formula_is_taken_for_a_text(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "made.xlsx")
    for key, about in SHEETS.items():
        sheet = book.add_worksheet(about.title)
        sheet.write_row(0, 0, HEADINGS[key])
    book.get_worksheet_by_name("Documents").write_formula(1, 0, '="Self"&"-evaluation"', None, "Self-evaluation")
    book.close()
    assert read_register(tmp_path / "made.xlsx", SHEETS).rows("documents")[0].text("document") == "Self-evaluation"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("named by: document", "named by: title", 'annex_a/register.yaml:5: "documents": "named by" must be one of document, owner'),
        ("told apart by: [day]", "told apart by: [week]", '"events": "told apart by" has no week among the columns.'),
        ("[Ready]", "[]", 'annex_a/register.yaml:59: "ready" is empty.'),
        ("[Not applicable, N/A]", "[Ready]", 'annex_a/register.yaml:5: "documents": "Ready" stands for ready and not_applicable.'),
        ("heading: Deputy", "heading: Owner", '"documents": "Owner" stands for owner and deputy.'),
        ("title: Documents", "title: Plans/Papers", 'annex_a/register.yaml:6: "title" is not written as it has to be'),
    ],
)  # fmt: skip
def test_a_sheet_described_wrongly_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    folder = Path(shutil.copytree(installed("annex_a"), tmp_path / "annex_a"))
    text = (folder / "register.yaml").read_text(encoding="utf-8")
    (folder / "register.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SpecificationError) as error:
        read_annex((folder,))
    assert message in str(error.value)
