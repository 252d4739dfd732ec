"""What is accepted stays in sight wherever a count of findings is printed, and its child in no document without children."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path

from product import WITHOUT_CHILDREN, Run
from python_calamine import CalamineWorkbook
from registers import put

CHILD = "0020"  # whose only finding of the rule on List 8 is that there is no permanence plan
SECRET = "Before the court, hearing 77Q"
OUTPUT = Path("output") / "2026-11-20"
ROW = {
    "rule": "AA-L25",
    "child": CHILD,
    "reason": SECRET,
    "accepted_by": "B. Bell",
    "accepted_on": dt.date(2026, 11, 1),
    "until": dt.date(2026, 12, 1),
}


def words(content: bytes) -> str:
    """What stands in a file, in plain words."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return re.sub(r"<[^>]*>", "", content.decode())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(
            re.sub(r"<[^>]*>", "", archive.read(name).decode("utf-8", "replace")) for name in archive.namelist()
        )


def test_what_is_accepted_is_seen_and_not_counted_and_no_child_is_named(anyshire: Path, run: Run) -> None:
    contacts = anyshire / "case_data" / "ssd_contacts.csv"
    text = contacts.read_text(encoding="utf-8")
    assert "C01,0001,2026-06-03 09:15:00,6\n" in text
    contacts.write_text(text.replace("09:15:00,6\n", "09:15:00,\n", 1), encoding="utf-8")
    rows = (ROW, {**ROW, "rule": "AA-R09", "child": "All"}, {**ROW, "rule": "AA-S20", "child": "0001"})
    for number, cells in enumerate(rows, start=2):
        put(anyshire / "register.xlsx", "accepted_findings", number, **cells)
    built = run("build", "--quiet", "--folder", anyshire)
    assert built.exit_code == 0
    accepted = "4 accepted (1 error, 2 warnings and 1 practice flag, of them 4 end by 20 December 2026)"
    assert f"Checks: 0 errors, 3 warnings and 21 practice flags; {accepted}" in built.stdout
    checked = run("check", "--quiet", "--folder", anyshire)
    assert "\n  practice  AA-L25        1  accepted for 1 child by B. Bell, until 1 December 2026\n" in checked.stdout
    assert (
        "\n  warning   AA-R09        2  accepted for all children by B. Bell, until 1 December 2026\n" in checked.stdout
    )

    folder = anyshire / OUTPUT
    texts = {name: words((folder / name).read_bytes()) for name in WITHOUT_CHILDREN}
    for name, part in {"status_page.html": "01 accepted", "planning_pack.docx": "0; 1 accepted"}.items():
        assert part in texts[name] and "1 error in it is accepted, and not corrected" in texts[name], name
    assert "0 errors, 3 warnings; 4 findings accepted" in texts["planning_pack.docx"]
    kept = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (kept["accepted"], kept["checks"]["warning"]) == ({"error": 1, "warning": 2, "practice": 1}, 3)
    texts["streams"] = built.stdout + built.stderr + checked.stdout + checked.stderr
    texts["status"] = run("status", "--folder", anyshire).stdout
    texts["kept"] = (folder / "manifest.json").read_text() + (folder / "accepted.json").read_text()
    for name, text in texts.items():
        assert SECRET not in text, name
        assert not re.search(rf"\b({CHILD}|0001)\b", text), name

    sheet = CalamineWorkbook.from_path(folder / "data_quality.xlsx").get_sheet_by_name("Accepted findings").to_python()
    assert [row[:8] for row in sheet[1:]] == [
        ["AA-L25", "practice", CHILD, 1, 0, "accepted", SECRET, "B. Bell"],
        ["AA-R09", "warning", "All", 2, 0, "accepted", SECRET, "B. Bell"],
        ["AA-S20", "error", "0001", 1, 0, "accepted", SECRET, "B. Bell"],
    ]


def test_it_comes_back_when_the_data_change_between_two_runs(anyshire: Path, run: Run) -> None:
    put(anyshire / "register.xlsx", "accepted_findings", 2, **{**ROW, "rule": "AA-N16", "child": "0017"})
    assert run("check", "--write", "--quiet", "--folder", anyshire).exit_code == 0
    unchanged = run("check", "--quiet", "--folder", anyshire)
    assert "accepted for 1 child" in unchanged.stdout and "AA-N16" not in unchanged.stderr

    file = anyshire / "case_data" / "ssd_cin_visits.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = [*csv.reader(opened)]
    moved = [[cell.replace("2026-09-17", "2026-09-16") for cell in row] for row in rows]
    assert moved != rows
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(moved)
    changed = run("check", "--quiet", "--folder", anyshire)
    assert "accepted" not in changed.stdout
    assert (
        "register.xlsx, sheet Accepted findings, row 2: the data behind it are not what they were when it was accepted, so "
        "1 finding of AA-N16 counts again."
    ) in changed.stderr


def test_what_earlier_runs_remember_is_missed_when_it_cannot_be_read(anyshire: Path, run: Run) -> None:
    put(anyshire / "register.xlsx", "accepted_findings", 2, **ROW)
    kept = anyshire / OUTPUT / "accepted.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("[", encoding="utf-8")
    result = run("check", "--quiet", "--folder", anyshire)
    assert (
        "output/2026-11-20/accepted.json: cannot be read, so nobody can tell whether what was accepted has changed since. "
        "Put it back from a copy, or move its folder elsewhere if nobody needs it."
    ) in result.stderr


def test_a_register_that_cannot_be_read_accepts_nothing_and_says_so(anyshire: Path, run: Run) -> None:
    put(anyshire / "register.xlsx", "accepted_findings", 2, **{**ROW, "until": "soon"})
    result = run("check", "--quiet", "--folder", anyshire)
    assert result.exit_code == 0
    assert (
        "register.xlsx: 1 mistake in it, so no finding is accepted. readiness register says what they are."
    ) in result.stderr
    assert "accepted" not in result.stdout
