"""doctor looks before a build, tells table by table what it found, says what to do first, and shows no child."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from product import GOLDEN, Run
from values import shown

pytestmark = pytest.mark.slow  # each case builds or reads an authority of its own

COLUMNS = {"name", "feeds", "place", "form", "headings_row", "was_read", "rows", "missing", "unknown", "oldest"}
COLUMNS |= {"newest", "links", "fingerprint", "same", "found"}


def table(folder: Path, name: str) -> Path:
    return folder / "case_data" / f"{name}.csv"


def renamed(folder: Path, name: str, old: str, new: str) -> None:
    file = table(folder, name)
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def messy(anyshire: Path) -> Path:
    """The invented authority's folder as a first day brings it."""
    renamed(anyshire, "ssd_contacts", "cont_contact_date", "contact_date")
    plans = table(anyshire, "ssd_cp_plans")
    plans.write_text("Plans, all teams\n\n" + plans.read_text(encoding="utf-8"), encoding="utf-8")
    shutil.copy(table(anyshire, "ssd_missing"), table(anyshire, "ssd_missing (1)"))
    table(anyshire, "ssd_missing").rename(table(anyshire, "ssd_missing_final"))
    with table(anyshire, "ssd_cin_plans").open(encoding="utf-8", newline="") as lines:
        rows = [*csv.reader(lines)]
    with table(anyshire, "ssd_cin_plans").open("w", encoding="utf-8-sig", newline="") as lines:
        csv.writer(lines, delimiter=";").writerows(rows)
    with table(anyshire, "ssd_cla_visits").open(encoding="utf-8", newline="") as lines:
        rows = [*csv.reader(lines)]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(anyshire / "case_data" / "ssd_cla_visits.xlsx")
    table(anyshire, "ssd_cla_visits").unlink()
    (anyshire / "codes").joinpath("contact_referral_source.csv").unlink(missing_ok=True)
    return anyshire


def is_kept(said: str, name: str, keep: bool) -> bool:
    kept = GOLDEN / name
    if keep:
        kept.write_text(said, encoding="utf-8")
    return said == kept.read_text(encoding="utf-8")


def test_the_example_is_told_as_kept_and_nothing_is_written(
    anyshire: Path, run: Run, request: pytest.FixtureRequest
) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    before = {*anyshire.rglob("*")}
    result = run("doctor", "--quiet", "--folder", anyshire)
    assert is_kept(result.stdout, "doctor.txt", request.config.getoption("--keep"))
    assert result.exit_code == 0
    assert not result.stderr
    assert {*anyshire.rglob("*")} == before
    assert not shown(result.output, anyshire)


def test_a_first_day_is_told_as_kept_past_whatever_cannot_be_read(
    messy: Path, laid_out: Path, run: Run, request: pytest.FixtureRequest
) -> None:
    result = run("doctor", "--quiet", "--folder", messy)
    assert is_kept(result.stdout, "doctor_messy.txt", request.config.getoption("--keep"))
    assert result.exit_code == 3
    assert not shown(result.output, laid_out)


def test_what_to_do_first_has_ten_lines_at_most(anyshire: Path, run: Run) -> None:
    for file in sorted((anyshire / "case_data").glob("ssd_c*.csv")):
        file.write_text("one,two\n1,2\n", encoding="utf-8")
    result = run("doctor", "--quiet", "--folder", anyshire)
    first = result.stdout.partition("What to do first\n")[2].splitlines()
    assert result.exit_code == 3
    assert len(first) == 10
    assert first[-1].endswith(" more; --json tells all")


def test_json_has_every_key_for_every_table(messy: Path, laid_out: Path, run: Run) -> None:
    result = run("doctor", "--quiet", "--json", "--folder", messy)
    said = json.loads(result.stdout)
    assert set(said) == {
        *("authority", "inspection_day", "source", "tables", "cannot_be_read", "told", "to_do"),
        *("spellings_without_a_code", "exit_code"),
    }
    assert said["exit_code"] == result.exit_code == 3
    assert all(set(entry) == COLUMNS for entry in said["tables"])
    by_name = {entry["name"]: entry for entry in said["tables"]}
    assert by_name["ssd_contacts"]["unknown"] == [{"heading": "contact_date", "guess": "cont_contact_date"}]
    assert by_name["ssd_cp_plans"]["headings_row"] == 3
    assert not by_name["ssd_missing"]["found"]
    assert not shown(result.output, laid_out)


def test_a_column_that_a_list_needs_is_something_to_do(anyshire: Path, run: Run) -> None:
    renamed(anyshire, "ssd_person", "pers_dob", "born")
    result = run("doctor", "--quiet", "--folder", anyshire)
    assert "case_data/ssd_person.csv: there is no pers_dob" in result.stdout.partition("What to do first")[2]
    assert result.exit_code == 1


def test_first_maps_are_written_once_and_never_over_what_is_there(messy: Path, laid_out: Path, run: Run) -> None:
    renamed(messy, "ssd_contacts", "cont_contact_source_code", "contact_source_code")
    (messy / "columns.csv").unlink()
    shutil.rmtree(messy / "codes")
    result = run("doctor", "--quiet", "--write", "--folder", messy)
    with (messy / "columns.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = [*csv.reader(lines)]
    assert rows[0] == ["table", "heading", "column"]
    assert ["ssd_contacts", "contact_date", "cont_contact_date"] in rows
    maps = sorted((messy / "codes").iterdir())
    assert maps
    for file in maps:
        text = file.read_text(encoding="utf-8-sig")
        assert text.startswith("local spelling,accepted code")
        assert all(line.endswith(",") for line in text.splitlines()[1:])
    assert not shown(result.output, laid_out)
    before = {file: file.read_bytes() for file in (messy / "columns.csv", *maps)}
    again = run("doctor", "--quiet", "--write", "--folder", messy)
    assert {file: file.read_bytes() for file in before} == before
    assert "Not written: codes/" in again.stderr


def test_the_same_file_as_at_the_last_run_is_told(anyshire_built: Path, run: Run) -> None:
    renamed(anyshire_built, "ssd_missing", "\n", "\n\n")
    tables = json.loads(run("doctor", "--quiet", "--json", "--folder", anyshire_built).stdout)["tables"]
    same = {entry["name"]: entry["same"] for entry in tables}
    assert not same.pop("ssd_missing")
    assert all(same.values())


@pytest.mark.slow
def test_a_workbook_is_looked_at_too(anyshire: Path, built: Path, run: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(built / "annex_a.xlsx")
    sheet = book["List_1"]
    heading = next(cell for cell in sheet[2] if cell.value == "Date of Contact")
    heading.value = "Contact made on this date"
    del book["List_9"]
    book.save(tmp_path / "own.xlsx")
    result = run("doctor", "--quiet", "--folder", anyshire, "--source", tmp_path / "own.xlsx")
    assert result.exit_code == 1
    assert "list_01_contacts: own.xlsx, sheet List_1\n  workbook, headings on row 2" in result.stdout
    assert "missing: Date of Contact" in result.stdout
    assert "List 9 is not in the workbook." in result.stdout
    assert 'The heading "Contact made on this date" may be it: rename it.' in result.stdout
    assert not shown(result.output, anyshire)
