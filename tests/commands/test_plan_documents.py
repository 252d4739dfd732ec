"""The plan's documents are made of a register that has a plan; of another they are not made, and asking says why."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
from product import Run

from readiness.register.new import HOW_TO

DAY = "2026-11-20"
BOTH = ("improvement_plan.docx", "board_highlight.docx")
PLANNED = ("Themes", "Plan", "Boards", "Priorities", "Risks", "Texts")


def without_a_plan(folder: Path) -> None:
    """The register as it was before there were sheets for a plan, and Events without what is new there."""
    book = openpyxl.load_workbook(folder / "register.xlsx")
    for title in PLANNED:
        book.remove(book[title])
    events = book["Events"]
    for heading in ("Last day", "Team", "Scope", "Strengths", "To develop", "Recommendations"):
        (at,) = (cell.column for cell in events[1] if cell.value == heading)
        events.delete_cols(at)
    guidance = book[HOW_TO]
    for row in reversed([cell.row for cell in guidance["A"] if cell.value in PLANNED]):
        guidance.delete_rows(row)
    book.save(folder / "register.xlsx")


def test_a_build_makes_them_of_a_plan_and_names_them(built: Path) -> None:
    assert all((built / name).is_file() for name in BOTH)


def test_without_a_plan_a_build_leaves_them_out_and_asking_for_one_says_why(anyshire: Path, run: Run) -> None:
    without_a_plan(anyshire)
    assert run("build", "--folder", anyshire).exit_code == 0
    output = anyshire / "output" / DAY
    assert (output / "planning_pack.docx").is_file()
    assert not [name for name in BOTH if (output / name).exists()]
    result = run("build", "improvement-plan", "--folder", anyshire)
    assert result.exit_code == 2
    assert (
        "improvement-plan: cannot be made, since the register has no plan. Fill in its sheets Themes and Plan; readiness "
        "register --update adds them." in result.stderr
    )


def test_an_older_register_is_brought_up_with_every_sheet_explained(anyshire: Path, run: Run) -> None:
    without_a_plan(anyshire)
    result = run("register", "--update", "--folder", anyshire)
    assert result.exit_code == 0
    book = openpyxl.load_workbook(anyshire / "register.xlsx")
    assert book.sheetnames[-6:] == [*PLANNED]
    assert [cell.value for cell in book["Events"][1]][-6:] == [
        *("Last day", "Team", "Scope", "Strengths", "To develop", "Recommendations")
    ]
    explained = {cell.value for cell in book[HOW_TO]["A"]}
    assert {*PLANNED} <= explained
    assert "sheet Plan" in result.output
    assert run("build", "planning-pack", "--folder", anyshire).exit_code == 0


def test_what_does_not_hold_in_the_plan_reaches_pack_verdict_and_status(anyshire_built: Path, run: Run) -> None:
    manifest = json.loads((anyshire_built / "output" / DAY / "manifest.json").read_text(encoding="utf-8"))
    said = [sentence for sentence in manifest["contradictions"] if "of the plan" in sentence]
    assert said == [
        '"2.1 Make a missed visit again within three days" of the plan: an impact is said to be seen, and 3.3 Children in '
        "need seen in the last four weeks is 75.0%, as when the plan began.",
        '"4.1 Ask a parent or the young person before each audit" of the plan: the action is said to be done, and no '
        "evidence is named.",
    ]
    status = json.loads(run("status", "--json", "--folder", anyshire_built).stdout)
    assert {*said} <= {*status["contradictions"]}
    assert "10 actions of the improvement plan" in status["verdict"]["claims"]["rests_on"]
    assert status["verdict"]["people"]["reason"].startswith("3 actions are overdue")
    assert len(status["plan"]) == 12


def test_two_meetings_later_a_day_has_moved_twice_however_the_register_reads(anyshire: Path, run: Run) -> None:
    def due(day: dt.date) -> None:
        book = openpyxl.load_workbook(anyshire / "register.xlsx")
        headings = [cell.value for cell in book["Plan"][1]]
        row = next(row for row in book["Plan"].iter_rows(min_row=2) if row[0].value == "1.2")
        row[headings.index("Due")].value = day
        row[headings.index("Original due")].value = None
        book.save(anyshire / "register.xlsx")

    for meeting, day in (("2026-09-18", dt.date(2026, 11, 27)), ("2026-10-23", dt.date(2026, 12, 11))):
        due(day)
        run("build", "board-highlight", "--day", meeting, "--folder", anyshire)
    due(dt.date(2027, 1, 29))
    run("build", "board-highlight", "--folder", anyshire)
    kept = json.loads((anyshire / "output" / DAY / "as_it_stood.json").read_text(encoding="utf-8"))
    (action,) = (one for one in kept["plan"] if one["ref"] == "1.2")
    assert (action["first"], action["due"]) == ("2026-11-27", "2027-01-29")
    status = json.loads(run("status", "--json", "--folder", anyshire).stdout)
    (now,) = (one for one in status["plan"] if one["ref"] == "1.2")
    assert (now["first_due"], now["moves"]) == ("2026-11-27", 2)
