"""Each raw row that is not on its list is named, once, with the reason that the data-quality workbook counts."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from extracts import DAY, Row
from extracts import read as read_rows
from extracts import write as write_rows
from product import Run

from readiness.commands.build import build
from readiness.run import model


def add_repeated(folder: Path) -> list[Row]:
    """Repeats a contact twice, once as it was; gives the rows as they then stand."""
    file = folder / "case_data" / "ssd_contacts.csv"
    rows = read_rows(file)
    rows += [rows[0], rows[0] | {"cont_contact_date": "2020-01-01"}]
    write_rows(file, rows)
    return rows


def sheets(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(file, read_only=True)
    return {sheet.title: [*sheet.iter_rows(values_only=True)] for sheet in book}


@pytest.fixture
def written(anyshire: Path, run: Run) -> Path:
    add_repeated(anyshire)
    result = run("build", "data-quality", "rows-not-listed", "--quiet", "--folder", anyshire)
    assert result.exit_code == 1, result.output
    return anyshire / "output" / DAY


def test_the_rows_are_those_that_the_data_quality_workbook_counts(written: Path) -> None:
    counted = Counter[tuple[str, str]]()
    for number, _, reason, rows in sheets(written / "data_quality.xlsx")["Rows not listed"][1:]:
        counted[number, reason] += rows
    named = Counter[tuple[str, str]]()
    where = Counter[tuple[str, str, int]]()
    for title, rows in sheets(written / "rows_not_listed.xlsx").items():
        for table, _, row, _, _, reason in rows[1:] if title.startswith("List ") and len(rows[1]) == 6 else ():
            if row is not None:
                named[title, reason] += 1
                where[title, table, row] += 1
    assert named == counted
    assert {*where.values()} == {1}
    repeats = [key for key in named if "repeats" in key[1]]
    assert sorted(repeats) == [
        ("List 1", "the key repeats an earlier row's but the row differs"),
        ("List 1", "the whole row repeats an earlier one"),
    ]
    if os.name == "posix":
        assert (written / "rows_not_listed.xlsx").stat().st_mode & 0o77 == 0


def test_a_row_is_told_with_its_file_its_number_its_child_and_its_day(written: Path) -> None:
    folder = written.parents[1] / "case_data"
    contacts = [*csv.DictReader((folder / "ssd_contacts.csv").open(encoding="utf-8"))]
    rows = sheets(written / "rows_not_listed.xlsx")["List 1"]
    assert rows[0] == ("Table", "File", "Row in the file", "Unique ID", "Day", "Why not listed")
    for table, file, row, person, day, _ in rows[1:]:
        raw = contacts[row - 2]
        assert (table, file) == ("ssd_contacts", "case_data/ssd_contacts.csv")
        assert (person or "") == raw["cont_person_id"]
        assert (f"{day:%Y-%m-%d}" if day else "") == raw["cont_contact_date"][:10]


def test_every_row_of_the_files_is_listed_or_named(anyshire: Path) -> None:
    pack = build(anyshire, ["rows-not-listed"]).pack
    assert pack is not None
    for made in pack.lists:
        assert len(made.each_left_out) + len(made.rows) == made.rows_in_files
        assert len({(row.table, row.row) for row in made.each_left_out}) == len(made.each_left_out)
    assert any(made.each_left_out for made in pack.lists)


def test_a_list_left_empty_names_all_its_rows(anyshire: Path) -> None:
    settings = anyshire / "readiness.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\nlists left empty: [list_01_contacts]\n", encoding="utf-8"
    )
    pack = build(anyshire, ["rows-not-listed"]).pack
    assert pack is not None
    rows = pack.lists[0].each_left_out
    assert {row.reason for row in rows} == {"the list is left empty, as readiness.yaml says"}
    assert len(rows) == len(read_rows(anyshire / "case_data" / "ssd_contacts.csv"))


def test_more_rows_than_fit_on_a_sheet_go_on_to_the_next(
    anyshire: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "MOST_OF_A_SHEET", 2)
    assert run("build", "rows-not-listed", "--quiet", "--folder", anyshire).exit_code == 0
    found = sheets(anyshire / "output" / DAY / "rows_not_listed.xlsx")
    assert max(len(rows) for title, rows in found.items() if title != "Summary") == 3
    assert found["List 1 (2)"][0] == found["List 1"][0]


def test_only_who_asks_for_it_gets_it(built: Path) -> None:
    assert not (built / "rows_not_listed.xlsx").exists()
