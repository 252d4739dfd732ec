"""readiness diff: who joined and left between two inspection days, in a workbook; on the screen counts alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import openpyxl
import pytest
from product import Run
from values import shown

FIRST, SECOND = "2026-10-20", "2026-11-20"
FILE = f"list_changes_since_{FIRST}.xlsx"
COUNTS = re.compile(r"^  List (\d+) +.+?((?: +[\d,]+){5})$", re.MULTILINE)


def rows_of(file: Path, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet's table, by heading."""
    cells = [*openpyxl.load_workbook(file)[sheet].iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(cells) if row[0] == "List")
    headings = [str(cell) for cell in cells[start]]
    return [dict(zip(headings, row, strict=False)) for row in cells[start + 1 :]]


@pytest.fixture(scope="module")
def compared(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented authority's folder in which two days were compared and nothing built; only to be looked at."""
    import shutil

    from click.testing import CliRunner

    from readiness.cli import main

    folder = tmp_path_factory.mktemp("compared") / "anyshire"
    shutil.copytree(laid_out, folder)
    result = CliRunner().invoke(main, ["diff", FIRST, SECOND, "--folder", str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    (folder / "said.txt").write_text(result.stdout, encoding="utf-8")
    (folder / "told.txt").write_text(result.stderr, encoding="utf-8")
    return folder


def test_the_screen_has_counts_that_add_up_and_no_child(compared: Path) -> None:
    said = (compared / "said.txt").read_text(encoding="utf-8")
    told = (compared / "told.txt").read_text(encoding="utf-8")
    assert said.startswith(
        "Anyshire (invented), 20 October 2026 to 20 November 2026, both made now of the same case data"
    )
    counts = {int(number): [*map(int, cells.split())] for number, cells in COUNTS.findall(said)}
    assert [*counts] == [*range(1, 12)]
    for before, joined, left, after, changed in counts.values():
        assert before + joined - left == after
        assert changed <= min(before, after)
    assert counts[1] == [10, 2, 1, 11, 0]
    assert "20 October 2026: making lists ..." in told
    assert shown(said + told, compared) <= {FIRST, SECOND}, "the days that were asked for"


def test_the_workbook_says_who_and_why_and_what_changed(compared: Path) -> None:
    file = compared / "output" / SECOND / FILE
    counts = rows_of(file, "Counts")
    joined, left, changed = (rows_of(file, sheet) for sheet in ("Joined", "Left", "Changed cells"))
    for count in counts:
        number = int(str(count["List"]).removeprefix("List "))
        assert count["Joined"] == sum(row["List"] == number for row in joined)
        assert count["Left"] == sum(row["List"] == number for row in left)
        assert count["Changed cells"] == sum(row["List"] == number for row in changed)
    contacts = [row for row in joined if row["List"] == 1]
    assert {row["Why it was not listed before"] for row in contacts} == {"after the inspection day"}
    assert {row["Why it is not listed now"] for row in left} == {"before the window", "ended before the window"}
    assert all(row["Unique ID"] and row["Key of the row"] for row in [*joined, *left])
    assert {row["Column"] for row in changed} > {"Age of Child (Years)"}
    assert all(row["Before"] != row["After"] for row in changed)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_the_workbook_is_its_owners_alone(compared: Path) -> None:
    assert (compared / "output" / SECOND / FILE).stat().st_mode & 0o077 == 0


def test_it_is_no_run_that_others_are_compared_with(compared: Path, run: Run) -> None:
    assert {file.name for file in compared.glob("output/*/*")} == {FILE, "manifest.json"}
    assert (
        "No lists were made for 20 November 2026; readiness build makes them."
        in run("status", "--folder", compared).stdout
    )


@pytest.mark.slow
def test_what_somebody_wrote_in_it_is_kept_and_the_days_lists_stay_known(anyshire_built: Path, run: Run) -> None:
    file = anyshire_built / "output" / SECOND / FILE
    run("diff", FIRST, SECOND, "--quiet", "--folder", anyshire_built)
    first = file.read_bytes()
    book = openpyxl.load_workbook(file)
    book["Counts"]["A30"] = "Asked the team"
    book.save(file)
    told = run("diff", FIRST, SECOND, "--quiet", "--folder", anyshire_built)
    assert f"{FILE} had been changed since it was written; as it was, it is kept as " in told.stderr
    assert file.read_bytes() == first
    assert (file.parent / f"{file.stem}_changed_1.xlsx").exists()
    assert "All 11 lists made, no error in them" in run("status", "--folder", anyshire_built).stdout


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (
            (SECOND, FIRST),
            "2026-10-20: is before 20 November 2026. Give the earlier inspection day first, then a later one.",
        ),
        ((SECOND, SECOND), "2026-11-20: is the same day. Give the earlier inspection day first, then a later one."),
        (("2026-13-01", SECOND), "not a date. Write it as 2026-01-31 or 31/01/2026."),
        ((SECOND, "soon"), "not a date. Write it as 2026-01-31 or 31/01/2026."),
    ],
)
def test_days_that_cannot_be_compared_are_told(days: tuple[str, str], told: str, laid_out: Path, run: Run) -> None:
    result = run("diff", *days, "--folder", laid_out)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (laid_out / "output").exists()


def test_without_case_data_or_with_a_workbook_for_them_it_is_told(anyshire: Path, run: Run) -> None:
    settings = anyshire / "readiness.yaml"
    text = settings.read_text(encoding="utf-8")
    (anyshire / "case_data").rename(anyshire / "elsewhere")
    result = run("diff", FIRST, SECOND, "--quiet", "--folder", anyshire)
    assert result.exit_code == 3
    assert "there is no such folder" in result.stderr
    settings.write_text(text + "\nsource: annex a workbook\n", encoding="utf-8")
    result = run("diff", FIRST, SECOND, "--quiet", "--folder", anyshire)
    assert result.exit_code == 2
    assert 'holds those of one day. Only "source: case data" gives the lists of any day.' in result.stderr


def test_a_workbook_that_no_template_makes_is_told(anyshire: Path, run: Run) -> None:
    from product import ROOT

    text = (ROOT / "templates" / "between_days.yaml").read_text(encoding="utf-8").replace("made by: diff\n", "")
    (anyshire / "templates").mkdir(exist_ok=True)
    (anyshire / "templates" / "between_days.yaml").write_text(text, encoding="utf-8")
    result = run("diff", FIRST, SECOND, "--quiet", "--folder", anyshire)
    assert result.exit_code == 4
    assert result.stderr.startswith('templates: no workbook is made by diff. Take the line "made by: diff" over from ')
