"""A child is explained in a workbook, row by row; the screen says how much was found and where it is, and no more."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from extracts import DAY
from extracts import read as read_rows
from extracts import write as write_rows
from product import Run
from their_rows import Extract

from readiness.specification.model import Annex

FILE = "explained_child.xlsx"


def sheet(folder: Path, name: str, file: str = FILE) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(folder / "output" / DAY / file, read_only=True)
    return [*book[name].iter_rows(values_only=True)]


def on_lists(folder: Path) -> dict[str, tuple[Any, ...]]:
    return {row[0]: row[2:] for row in sheet(folder, "Lists") if str(row[0]).startswith("List ")}


def test_the_screen_says_how_much_and_where(anyshire: Path, run: Run) -> None:
    result = run("explain", "0001", "--folder", anyshire, "--quiet")
    assert result.exit_code == 0
    file = anyshire / "output" / DAY / FILE
    assert result.stdout == f"5 rows in 3 files; on List 1.\n{file}\n"
    assert result.stderr == ""
    if os.name == "posix":
        assert file.stat().st_mode & 0o77 == 0
    assert [path.name for path in (anyshire / "output").rglob("*") if path.is_file()] == [FILE]


@pytest.mark.parametrize("child", ["0001", "0008", "0013"])
def test_each_row_is_told_once_with_what_became_of_it(child: str, anyshire: Path, annex: Annex, run: Run) -> None:
    assert run("explain", child, "--folder", anyshire, "--quiet").exit_code == 0
    rows = sheet(anyshire, "Rows")[1:]
    assert sorted((row[0], row[2]) for row in rows) == sorted(Extract(anyshire, annex).of(child))
    made_of = {table: page.number for page in annex.lists.values() for table in page.rows_from}
    for table, _, _, became, *_ in rows:
        lists = [page.number for page in annex.lists.values() if table in page.rows_from]
        judged = [int(number) for number in re.findall(r"List (\d+): ", became)]
        assert judged == sorted(lists)
        assert bool(judged) == (table in made_of)
        assert judged or became.startswith(("gives no row of its own; read for List", "no list is made from"))


def test_the_row_of_the_list_is_the_one_on_its_sheet(anyshire_built: Path, run: Run) -> None:
    book = openpyxl.load_workbook(anyshire_built / "output" / DAY / "annex_a.xlsx", read_only=True)
    sheets = {f"List {number}": [*book[f"List_{number}"].iter_rows(values_only=True)] for number in range(1, 12)}
    child = "0013"
    assert run("explain", child, "--folder", anyshire_built, "--quiet").exit_code == 0
    for name, (on, *_) in on_lists(anyshire_built).items():
        told = [] if on == "not listed" else [*map(int, str(on).split(", "))]
        assert told == [number for number, row in enumerate(sheets[name], start=1) if row[0] == child]


def test_the_choice_that_decided_is_told_with_its_answer(anyshire: Path, run: Run) -> None:
    assert run("explain", "0001", "--folder", anyshire, "--quiet").exit_code == 0
    assert on_lists(anyshire)["List 2"] == ("not listed", "ended before the window (1 row)", "window_months_events: 6")
    assert on_lists(anyshire)["List 8"] == ("not listed", "no row of this child in ssd_cla_episodes", None)


def test_a_repeated_row_is_told_as_passed_over(anyshire: Path, run: Run) -> None:
    file = anyshire / "case_data" / "ssd_contacts.csv"
    rows = read_rows(file)
    write_rows(file, [*rows, rows[0]])
    assert run("explain", "0001", "--folder", anyshire, "--quiet").exit_code == 0
    became = {row[2]: row[3] for row in sheet(anyshire, "Rows") if row[0] == "ssd_contacts"}
    assert became[len(rows) + 2] == "passed over: the whole row repeats an earlier one"
    assert "the whole row repeats an earlier one (1 row)" in on_lists(anyshire)["List 1"][1]


def test_what_was_explained_before_stays(anyshire: Path, run: Run) -> None:
    assert run("explain", "0001", "--folder", anyshire, "--quiet").exit_code == 0
    first = (anyshire / "output" / DAY / FILE).read_bytes()
    second = run("explain", "0008", "--folder", anyshire, "--quiet")
    assert second.stdout.endswith("explained_child_2.xlsx\n")
    assert (anyshire / "output" / DAY / FILE).read_bytes() == first


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("Q9",), 1, "case_data: no child of this identifier. Write it as it stands in the case data."),
        (("Q9", "0001"), 2, "explain: takes one child. Give its identifier, in quotes if it has spaces."),
        ((), 2, "explain: takes one child. Give its identifier, in quotes if it has spaces."),
    ],
)
def test_nobody_is_told_without_repeating_who_was_asked_for(
    words: tuple[str, ...], code: int, told: str, anyshire: Path, run: Run
) -> None:
    result = run("explain", *words, "--folder", anyshire, "--quiet")
    assert result.exit_code == code
    assert result.stderr == f"{told}\n\n1 mistake; nothing was written.\n"
    assert result.stdout == ""
    assert not [path for path in (anyshire / "output").rglob("*") if path.is_file()]


def test_an_identifier_of_several_children_is_refused(anyshire: Path, run: Run) -> None:
    file = anyshire / "case_data" / "ssd_person.csv"
    write_rows(file, [row | {"pers_legacy_id": "L1"} for row in read_rows(file)])
    result = run("explain", "L1", "--folder", anyshire, "--quiet")
    assert result.exit_code == 1
    children = len(read_rows(file))
    told = f"case_data: {children} children have this identifier. Give the one that only this child has."
    assert result.stderr.splitlines()[0] == told


def test_a_file_that_cannot_be_read_is_told_and_the_rest_explained(anyshire: Path, run: Run) -> None:
    (anyshire / "case_data" / "ssd_address.parquet").write_text("no parquet", encoding="utf-8")
    result = run("explain", "0001", "--folder", anyshire, "--quiet")
    assert result.exit_code == 0
    told = (
        "case_data/ssd_address.parquet: is not a Parquet file. Mend it or take it out, and explain the child again: "
        "it may hold more."
    )
    assert result.stderr.splitlines() == [told]
    assert "case_data/ssd_address.parquet" in [row[0] for row in sheet(anyshire, "Lists")]


def test_of_a_workbook_the_rows_on_its_lists_are_told(anyshire_built: Path, run: Run) -> None:
    book = anyshire_built / "output" / DAY / "annex_a.xlsx"
    result = run("explain", "0001", "--source", book, "--folder", anyshire_built, "--quiet")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("2 rows in 1 sheet; on List 1.\n")
    assert result.stderr.endswith("nothing is known of rows that are not on them.\n")
    assert [row[:1] + row[2:4] for row in sheet(anyshire_built, "Rows")[1:]] == [
        ("list_01_contacts", number, "List 1: as the workbook has it") for number in (3, 4)
    ]
    assert on_lists(anyshire_built)["List 8"][1] == "no row of this child"
    nobody = run("explain", "Q9", "--source", book, "--folder", anyshire_built, "--quiet")
    assert nobody.exit_code == 1
    assert nobody.stderr.startswith("annex_a.xlsx: no child of this identifier.")
