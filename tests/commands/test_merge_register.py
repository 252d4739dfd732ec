"""readiness register --merge: what it prints, what it leaves in the folder, and what it refuses."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import openpyxl
import pytest
from product import Run

from readiness.files.record import read_record

SECRET = "Not to be on any screen"


@pytest.fixture
def copy(anyshire: Path, tmp_path: Path) -> Path:
    """A copy of the register in another folder, with a row more, one that differs and a sheet of somebody's own."""
    (tmp_path / "home").mkdir()
    theirs = Path(shutil.copy(anyshire / "register.xlsx", tmp_path / "home"))
    book = openpyxl.load_workbook(theirs)
    book["Documents"].append(["Winter plan", SECRET])
    book["Documents"]["B5"] = SECRET
    book["Accepted findings"].append(["AA-L25", SECRET])
    book.create_sheet("Our own")["A1"] = SECRET
    book.save(theirs)
    book = openpyxl.load_workbook(anyshire / "register.xlsx")
    book["Documents"]["B6"] = None
    book.save(anyshire / "register.xlsx")
    return theirs


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("register*")}


def test_a_merge_tells_places_keeps_both_and_changes_nothing_the_second_time(
    copy: Path, anyshire: Path, run: Run
) -> None:
    was = (anyshire / "register.xlsx").read_bytes()
    result = run("register", "--merge", copy, "--folder", anyshire)
    assert result.exit_code == 1
    assert result.stdout == (
        "Added: sheet Documents, row 6, Owner: as home/register.xlsx, row 6\n"
        "Added: sheet Documents, row 62: as home/register.xlsx, row 62\n"
        "Added: sheet Accepted findings, row 2: as home/register.xlsx, row 2\n"
        "As it was before, it is kept as register_before_1.xlsx.\n"
        "What both say of 1 cell of register.xlsx is in register_conflicts_1.xlsx. None of them was changed.\n"
        f"{anyshire / 'register.xlsx'} has all that home/register.xlsx has, but for 2 things told above.\n"
    )
    assert result.stderr == (
        "register.xlsx, sheet Documents, row 5, Owner: differs from home/register.xlsx, row 5.\n"
        "home/register.xlsx, sheet Our own: is not taken over. Copy by hand what is needed of it.\n"
    )
    assert SECRET not in result.output
    assert (anyshire / "register_before_1.xlsx").read_bytes() == was
    differing = openpyxl.load_workbook(anyshire / "register_conflicts_1.xlsx")["Conflicts"]
    owner = openpyxl.load_workbook(anyshire / "register.xlsx")["Documents"]["B5"].value
    assert [[cell.value for cell in row] for row in differing.iter_rows(max_row=3)] == [
        ["Sheet", "Row", "Column", "Ours", "Theirs", "Row there"],
        ["Documents", 5, "Owner", owner, SECRET, 5],
        [None] * 6,
    ]
    (line,) = [line.content for line in read_record(anyshire) if line.content]
    assert (line["command"], {*line["written"]}) == (
        "register --merge",
        {"register.xlsx", "register_before_1.xlsx", "register_conflicts_1.xlsx"},
    )
    if os.name == "posix":
        assert {stat.S_IMODE((anyshire / name).stat().st_mode) for name in line["written"]} == {0o600}
    before = files(anyshire)
    again = run("register", "--merge", copy, "--folder", anyshire)
    assert (again.exit_code, again.stderr) == (1, result.stderr)
    assert "Added" not in again.stdout and "register_conflicts_1.xlsx" in again.stdout
    assert files(anyshire) == before


def test_other_words_of_the_two_go_into_a_workbook_of_their_own(copy: Path, anyshire: Path, run: Run) -> None:
    run("register", "--merge", copy, "--folder", anyshire)
    first = (anyshire / "register_conflicts_1.xlsx").read_bytes()
    book = openpyxl.load_workbook(copy)
    book["Documents"]["B5"] = "Somebody else"
    book.save(copy)
    assert "register_conflicts_2.xlsx" in run("register", "--merge", copy, "--folder", anyshire).stdout
    assert (anyshire / "register_conflicts_1.xlsx").read_bytes() == first


def test_a_copy_that_has_nothing_more_ends_well_and_writes_nothing(anyshire: Path, tmp_path: Path, run: Run) -> None:
    theirs = shutil.copy(anyshire / "register.xlsx", tmp_path / "theirs.xlsx")
    before = {path.name for path in anyshire.iterdir()}
    result = run("register", "--merge", theirs, "--folder", anyshire)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{anyshire / 'register.xlsx'} has all that theirs.xlsx has.\n"
    assert {path.name for path in anyshire.iterdir()} == before


def test_mistakes_that_come_with_a_copy_are_counted_and_merged(anyshire: Path, tmp_path: Path, run: Run) -> None:
    theirs = Path(shutil.copy(anyshire / "register.xlsx", tmp_path / "theirs.xlsx"))
    book = openpyxl.load_workbook(theirs)
    book["Documents"].append(["Winter plan", None, None, None, None, "some day"])
    book.save(theirs)
    (tmp_path / "~$theirs.xlsx").write_bytes(b"")
    result = run("register", "--merge", theirs, "--folder", anyshire)
    assert result.exit_code == 0
    assert result.stderr == (
        "theirs.xlsx is open in another program: what is not saved there is not merged.\n"
        "register.xlsx: 1 mistake in it now. readiness register says what they are.\n"
    )


@pytest.mark.parametrize(
    ("other", "code", "says"),
    [
        ("nowhere.xlsx", 3, "nowhere.xlsx: is not there. Name another copy of the register.\n"),
        ("register.xlsx", 2, "register.xlsx: is the register itself. Name another copy of it.\n"),
        ("readiness.yaml", 3, "readiness.yaml: is not an Excel workbook, whatever its ending says. "
         "If it is a CSV file, give it the ending .csv.\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_merged_is_told(other: str, code: int, says: str, anyshire: Path, run: Run) -> None:
    before = files(anyshire)
    result = run("register", "--merge", anyshire / other, "--folder", anyshire)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == f"{says}\n1 mistake; nothing was written.\n"
    assert files(anyshire) == before


def test_it_is_not_asked_for_with_an_update(anyshire: Path, run: Run) -> None:
    result = run("register", "--update", "--merge", "theirs.xlsx", "--folder", anyshire)
    assert result.exit_code == 2
    assert result.stderr.startswith("register: takes --update or --merge. Run one after the other.\n")


def test_a_register_that_is_open_is_not_merged_into(copy: Path, anyshire: Path, run: Run) -> None:
    (anyshire / "~$register.xlsx").write_bytes(b"")
    before = files(anyshire)
    result = run("register", "--merge", copy, "--folder", anyshire)
    assert result.exit_code == 5
    assert "register.xlsx: is open in another program. Close it there and run again." in result.stderr
    assert files(anyshire) == before
