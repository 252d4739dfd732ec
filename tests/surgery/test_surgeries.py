"""Two surgeries of the invented authority, a month apart, as its teams meet them; and the counts of a borough's."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from product import GOLDEN, Run

from readiness.commands.build import Built, Manner, build
from readiness.commands.example import invent
from readiness.files.encryption import lock
from readiness.files.password import Password, Passwords, is_locked
from readiness.foundation.errors import SourceError
from readiness.specification.model import Annex
from readiness.surgery.model import OVERDUE, summary_of

OCTOBER, NOVEMBER = dt.date(2026, 10, 20), dt.date(2026, 11, 20)
SURGERY = ["surgery"]


@pytest.fixture(scope="module")
def folder(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented authority after the surgery of October, in whose workbook people have written."""
    folder = Path(shutil.copytree(laid_out, tmp_path_factory.mktemp("surgeries") / "anyshire"))
    build(folder, SURGERY, OCTOBER)
    file = workbook_of(folder, OCTOBER)
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        places = {cell.value: cell.column for cell in sheet[1]}
        if "Reason" in places:
            for row in range(2, sheet.max_row + 1):
                child, key = (sheet.cell(row, places[heading]).value for heading in ("Child", "Item"))
                if key:
                    said = f"{child} {key}"
                    sheet.cell(row, places["Reason"]).value = f"why {said}"
                    sheet.cell(row, places["By whom"]).value = "Ann"
    book.save(file)
    return folder


@pytest.fixture(scope="module")
def november(folder: Path) -> Built:
    return build(folder, SURGERY, NOVEMBER)


def workbook_of(folder: Path, day: dt.date) -> Path:
    return folder / "output" / day.isoformat() / "surgery.xlsx"


def open_rows(built: Built) -> dict[tuple[str, str], int]:
    """How many rows break each rule and are of somebody whose plan or care goes on."""
    assert built.pack
    ends = {"list_06_children_in_need": "cin_closure_date", "list_07_child_protection": "cpp_end_date",
            "list_08_children_in_care": "lac_end_date"}  # fmt: skip
    lists = {result.name: result for result in built.pack.lists}
    counts: Counter[tuple[str, str]] = Counter()
    for cause in built.pack.checks.everything:
        result = lists.get(cause.about)
        if result is None:
            continue
        names = [column.name for column in result.columns]
        end = names.index(ends[cause.about]) if cause.about in ends else None
        counts[cause.rule, cause.about] += sum(end is None or result.rows[row][end] is None for row in cause.rows)
    return counts


def overdue_is_what_rules_find(built: Built, annex: Annex) -> None:
    assert built.pack
    assert built.pack.surgery
    found = Counter(row.key for row in built.pack.surgery.rows if row.when == OVERDUE)
    wrong = open_rows(built)
    for item in built.pack.surgery.items:
        page = annex.surgery[item.key]
        if page.rests_on and page.rests_on[0] in annex.rules and not item.why_not:
            assert found[item.key] == item.overdue == wrong[page.rests_on[0], page.about], item.key


def test_the_workbook_is_as_kept(folder: Path, november: Built, request: pytest.FixtureRequest) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    assert workbook_of(folder, NOVEMBER) in november.files
    lines = []
    for sheet in openpyxl.load_workbook(workbook_of(folder, NOVEMBER)):
        lines.append(f"=== {sheet.title}")
        for row in sheet.iter_rows(values_only=True):
            cells = (
                f"{cell:%d/%m/%Y}" if isinstance(cell, dt.datetime) else "" if cell is None else str(cell)
                for cell in row
            )
            lines.append(" | ".join(cells).rstrip(" |"))
    kept = GOLDEN / "surgery.txt"
    if request.config.getoption("--keep"):
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == kept.read_text(encoding="utf-8").splitlines()


def test_every_word_of_october_is_in_novembers_workbook(folder: Path, november: Built) -> None:
    def words(day: dt.date) -> set[str]:
        sheets = openpyxl.load_workbook(workbook_of(folder, day)).worksheets
        texts = (str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
        return {text for text in texts if text.startswith("why ")}

    assert words(OCTOBER)
    assert words(NOVEMBER) == words(OCTOBER)
    assert november.pack
    assert november.pack.surgery
    surgery = november.pack.surgery
    due_still = {row.words.reason for row in surgery.rows if row.words.reason}
    done = {row.words.reason for row in surgery.done}
    assert due_still
    assert done
    assert due_still | done == words(OCTOBER)
    assert {row.since for row in surgery.rows} >= {"", "New"}


@pytest.mark.usefixtures("november")
def test_building_again_keeps_what_was_written_since(folder: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(folder, tmp_path / "again"))
    file = workbook_of(again, NOVEMBER)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[1]
    places = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, places["Action"]).value = "Seen on Tuesday"
    child, key = (sheet.cell(2, places[heading]).value for heading in ("Child", "Item"))
    book.save(file)
    built = build(again, SURGERY, NOVEMBER)
    assert built.pack
    assert built.pack.surgery
    said = {(row.child, row.key): row.words.action for row in built.pack.surgery.rows if row.words.action}
    assert said == {(child, key): "Seen on Tuesday"}
    assert built.kept, "the file that was changed is kept beside the new one too"


def test_what_is_overdue_is_what_the_rules_find(november: Built, annex: Annex) -> None:
    overdue_is_what_rules_find(november, annex)


def test_the_summary_holds_no_child(november: Built) -> None:
    assert november.pack
    assert november.pack.surgery
    summary = repr(summary_of(november.pack.surgery))
    assert not [row.child for row in november.pack.surgery.rows if row.child in summary]
    assert not [row.worker for row in november.pack.surgery.rows if row.worker and row.worker in summary]


def test_it_is_made_only_when_it_is_named_and_of_every_list(built: Path, anyshire: Path, run: Run) -> None:
    assert not (built / "surgery.xlsx").exists()
    result = run("build", "surgery", "--only", "7", "--quiet", "--folder", anyshire)
    assert result.exit_code == 2
    assert "surgery: rests on every list. Leave out --only, or name a workbook of lists." in result.stderr


@pytest.mark.slow
def test_a_boroughs_surgery_is_what_its_rules_and_indicators_find(tmp_path: Path, annex: Annex) -> None:
    invent(tmp_path / "borough", "borough", 1, lambda *_: None)
    found = build(tmp_path / "borough", SURGERY)
    overdue_is_what_rules_find(found, annex)
    assert found.pack
    assert found.pack.surgery
    trackers = {tracker.key: tracker for tracker in found.pack.surgery.trackers}
    wrong = open_rows(found)
    about = "list_06_children_in_need"
    long = sum("over 12 months" in row.cells for row in trackers["tracked_children_in_need"].rows)
    assert long == wrong["AA-N18", about]
    unregistered = {row.child for row in trackers["tracked_unregistered"].rows}
    of_list = next(result for result in found.pack.lists if result.name == "list_08_children_in_care")
    for cause in found.pack.checks.everything:
        if cause.rule == "AA-L41":
            assert {of_list.rows[row][0] for row in cause.rows} <= unregistered


PAGE = """<!doctype html><title>{{ overview.authority }}</title>
<ul>{% for item in overview.surgery.items %}<li>{{ item.title }}: {{ item.overdue }}</li>{% endfor %}</ul>
"""


def test_a_document_that_asks_has_the_counts_and_no_child(anyshire: Path, november: Built) -> None:
    assert november.pack
    assert november.pack.surgery
    templates = anyshire / "templates"
    templates.mkdir(exist_ok=True)
    (templates / "what_is_due.html").write_text(PAGE, encoding="utf-8")
    (templates / "what_is_due.yaml").write_text(
        "documents: [what-is-due]\ntemplate: what_is_due.html\nfile: what_is_due.html\ntitle: What is due\n",
        encoding="utf-8",
    )
    build(anyshire, ["what-is-due"], NOVEMBER)
    text = (anyshire / "output" / NOVEMBER.isoformat() / "what_is_due.html").read_text(encoding="utf-8")
    assert "<li>Visit to a child on a protection plan: 1</li>" in text
    assert "<li>Referral followed up: 0</li>" in text
    assert not [row.child for row in november.pack.surgery.rows if row.child in text]


def test_what_people_wrote_in_a_locked_workbook_comes_along(folder: Path, tmp_path: Path) -> None:
    own, password = Path(shutil.copytree(folder, tmp_path / "own")), Password("four words that nobody guesses")
    file = workbook_of(own, OCTOBER)
    file.write_bytes(lock(file.read_bytes(), password))
    shutil.rmtree(own / "output" / NOVEMBER.isoformat(), ignore_errors=True)
    with pytest.raises(SourceError) as caught:
        build(own, SURGERY, NOVEMBER)
    assert str(caught.value.mistakes[0]) == (
        "output/2026-10-20/surgery.xlsx: is locked with a password, and what was written in it must come along. Give its "
        "password with --password; or move it elsewhere to begin without it."
    )
    made = build(own, SURGERY, NOVEMBER, manner=Manner(passwords=Passwords(password)))
    assert made.pack
    assert made.pack.surgery
    assert any(row.words.reason for row in made.pack.surgery.rows)
    assert is_locked(workbook_of(own, NOVEMBER).read_bytes())


def test_what_a_missing_table_leaves_untold_is_told_and_not_nought(anyshire: Path) -> None:
    for name in ("ssd_cp_visits", "ssd_missing"):
        (anyshire / "case_data" / f"{name}.csv").unlink()
    settings = anyshire / "readiness.yaml"
    words = settings.read_text(encoding="utf-8")
    settings.write_text(f"{words}\nlists left empty: [list_05_section_47]\n", encoding="utf-8")
    made = build(anyshire, SURGERY, NOVEMBER)
    assert made.pack
    assert made.pack.surgery
    told = {item.key: item.why_not for item in made.pack.surgery.not_known}
    assert told["protection_visit"] == "nothing is recorded for Date of the Last Statutory Visit"
    assert told["return_interview"] == told["tracked_missing"] == "there is no ssd_missing among the case data"
    assert told["conference"].endswith("is empty, and not because nobody is on it")
    assert told["next_step"] == told["chosen_stands_still"] == told["conference"]
    due = {row.key for row in made.pack.surgery.rows}
    assert not due & told.keys()
