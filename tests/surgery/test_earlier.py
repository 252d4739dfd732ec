"""An earlier workbook is read whatever people did to it, and one that cannot be read stops the run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from readiness.foundation.errors import SourceError
from readiness.surgery.earlier import EarlierSurgery, earlier_surgery
from readiness.surgery.model import SheetWords, WrittenBeside

DAY = dt.date(2026, 11, 20)
HEADINGS = {
    "child": ["Child"], "item": ["What is due"], "due": ["Due"], "reason": ["Reason"], "action": ["Action"],
    "by_whom": ["By whom"], "also": ["Also written"], "team": ["Team"], "key": ["Item"], "became": ["What became of it"],
}  # fmt: skip
LAYOUT = SheetWords(
    "surgery.xlsx", HEADINGS, {*(name for names in HEADINGS.values() for name in names), "Worker"}, set()
)
PLAIN = ["Child", "Worker", "What is due", "Due", "Reason", "Action", "By whom", "Team", "Item"]
ROW = ["0001", "Ann", "Visit", dt.date(2026, 11, 2), "Ill", "Go Monday", "Ann", "North", "visit"]
Rows = Sequence[Sequence[object]]


def written(output: Path, *sheets: Rows, day: str = "2026-10-20") -> Path:
    """An earlier workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"North {number}" if number else "North")
        for row in rows:
            sheet.append([*row])
    file = output / day / "surgery.xlsx"
    file.parent.mkdir(parents=True)
    book.save(file)
    return file


def read(output: Path) -> EarlierSurgery:
    return earlier_surgery(output, DAY, LAYOUT, {"Visit": "visit"})


def test_rows_are_read_with_their_words(tmp_path: Path) -> None:
    written(tmp_path, [PLAIN, ROW])
    found = read(tmp_path)
    (row,) = found.rows
    assert (row.child, row.key, row.due, row.team) == ("0001", "visit", dt.date(2026, 11, 2), "North")
    assert row.words == WrittenBeside("Ill", "Go Monday", "Ann")
    assert (found.day, found.due_then) == (dt.date(2026, 10, 20), {("0001", "visit"): "North"})


def test_moved_columns_and_lines_above_make_no_difference(tmp_path: Path) -> None:
    order = [8, 4, 0, 6, 2, 5, 3]
    written(tmp_path, [["Our own title"], [], [PLAIN[at] for at in order], [ROW[at] for at in order]])
    (row,) = read(tmp_path).rows
    assert (row.child, row.key, row.team) == ("0001", "visit", "North")
    assert row.words == WrittenBeside("Ill", "Go Monday", "Ann")


def test_a_renamed_heading_is_recognised_and_told(tmp_path: Path) -> None:
    written(tmp_path, [[*PLAIN[:4], "Reasons", *PLAIN[5:]], ROW])
    found = read(tmp_path)
    assert found.rows[0].words.reason == "Ill"
    (finding,) = found.findings
    told = ', sheet 1: "Reasons" is taken for a heading that was renamed. Give it its own name back if it is not.'
    assert str(finding).endswith(told)


def test_words_under_a_heading_of_their_own_come_along(tmp_path: Path) -> None:
    written(tmp_path, [[*PLAIN[:4], "Why it slipped", *PLAIN[5:], "Risk", None], [*ROW, "High", "see note"]])
    assert read(tmp_path).rows[0].words == WrittenBeside(
        "", "Go Monday", "Ann", "Why it slipped: Ill; Risk: High; Column 11: see note"
    )


def test_a_row_whose_key_is_gone_is_known_by_its_title(tmp_path: Path) -> None:
    written(tmp_path, [PLAIN[:-1], ROW[:-1]])
    assert read(tmp_path).rows[0].key == "visit"


def test_other_sheets_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path, [["Team", "Overdue"], ["North", 3]], [["Child", "Team", "Worker"], ["0001", "North", "Ann"]])
    assert not read(tmp_path).rows


def test_words_that_nobody_can_place_stop_the_run(tmp_path: Path) -> None:
    written(tmp_path, [["Who", *PLAIN[1:]], ROW])
    with pytest.raises(SourceError) as caught:
        read(tmp_path)
    (mistake,) = caught.value.mistakes
    assert str(mistake).endswith(
        "sheet 1: words are written on row 2, and a heading that says whose they are is gone. "
        "Give the columns Child and What is due their headings back."
    )


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"words"])
def test_a_workbook_that_cannot_be_read_stops_the_run(tmp_path: Path, content: bytes) -> None:
    written(tmp_path, [PLAIN, ROW]).write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read(tmp_path)
    (mistake,) = caught.value.mistakes
    assert "and what was written in it must come along" in str(mistake)
    assert str(mistake).endswith("or move it elsewhere to begin without it.")


def test_the_days_own_workbook_comes_first_and_late_words_of_the_one_before_still_come(tmp_path: Path) -> None:
    other = ["0002", *ROW[1:4], "Late word", *ROW[5:]]
    written(tmp_path, [PLAIN, ROW, other], day="2026-10-20")
    written(
        tmp_path, [PLAIN, [*ROW[:4], "Better", *ROW[5:]], [*other[:4], None, None, None, *other[7:]]], day="2026-11-20"
    )
    found = read(tmp_path)
    assert {row.child: row.words.reason for row in found.rows} == {"0001": "Better", "0002": "Late word"}
    assert found.day == dt.date(2026, 10, 20)


def test_only_the_latest_before_counts_and_none_after(tmp_path: Path) -> None:
    written(tmp_path, [PLAIN, ROW], day="2026-09-18")
    written(tmp_path, [PLAIN, ["0003", *ROW[1:]]], day="2026-10-20")
    written(tmp_path, [PLAIN, ["0004", *ROW[1:]]], day="2026-12-18")
    assert [row.child for row in read(tmp_path).rows] == ["0003"]
    assert earlier_surgery(tmp_path, dt.date(2026, 9, 1), LAYOUT, {}) == EarlierSurgery()
