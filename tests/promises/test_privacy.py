"""Children only in files: whatever happens, no stream shows a value of case data, and files are their owner's alone."""

from __future__ import annotations

import csv
import os
import re
import shutil
import stat
from pathlib import Path

import pytest
import yaml
from bad_inputs import CASES, lay_out
from product import ROOT, WRITTEN, Run

from readiness.run import data_stage as assembling

DAY = "2026-11-20"


def values(folder: Path) -> set[str]:
    """Every cell of every CSV of case data but the codes anybody may read, and the days of dates with a time."""
    found: set[str] = set()
    for file in (folder / "case_data").glob("*.csv"):
        text = file.read_bytes().decode("utf-8", errors="replace")
        for row in [*csv.reader(text.splitlines())][1:]:
            found |= {*row, *(cell[:10] for cell in row if re.match(r"\d{4}-\d\d-\d\d ", cell))}
    return {value for value in found if len(value) >= 4 and value not in (DAY, "Adoption", "Eligible")}


def shown(said: str, folder: Path) -> set[str]:
    return {value for value in values(folder) if value in said}


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_no_mistake_shows_a_value(file: Path, anyshire: Path, run: Run) -> None:
    lay_out(anyshire, yaml.safe_load(file.read_text(encoding="utf-8")))
    result = run("build", "--folder", anyshire)
    assert not shown(result.output + result.stderr, anyshire)


def test_a_run_that_goes_well_shows_no_value(anyshire: Path, run: Run) -> None:
    result = run("build", "--folder", anyshire)
    assert not shown(result.output + result.stderr, anyshire)
    manifest = (anyshire / "output" / DAY / "manifest.json").read_text(encoding="utf-8")
    assert not shown(manifest, anyshire)


def test_a_failure_nobody_foresaw_says_where_and_shows_nothing(
    anyshire: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("0001 Ada Example 2014-03-09")

    monkeypatch.setattr(assembling, "make_list", fail)
    result = run("build", "--folder", anyshire)
    assert result.exit_code == 70
    assert "RuntimeError at" in result.stderr
    assert not shown(result.output + result.stderr, anyshire)
    assert not [*anyshire.glob("output/*")]


def test_a_query_that_fails_on_a_value_does_not_show_it(anyshire: Path, run: Run) -> None:
    own = Path(shutil.copytree(ROOT / "annex_a", anyshire / "annex_a"))
    query = own / "lists" / "list_01_contacts.sql"
    text = query.read_text(encoding="utf-8")
    query.write_text(
        text.replace("child.gender,", "cast(child.ethnicity || 'x' as integer)::varchar as gender,"), encoding="utf-8"
    )
    result = run("build", "--folder", anyshire)
    assert result.exit_code == 4
    assert "annex_a/lists/list_01_contacts.sql: the query fails on this case data (Conversion error)" in result.stderr
    assert not shown(result.output + result.stderr, anyshire)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_files_are_readable_by_their_owner_alone(anyshire: Path, run: Run) -> None:
    run("build", "--folder", anyshire, "--keep-store")
    folder = anyshire / "output" / DAY
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert {file.name for file in folder.iterdir()} == {*WRITTEN, "case_data.duckdb"}


def test_nothing_is_left_outside_the_output_folder(
    anyshire: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    monkeypatch.chdir(elsewhere)
    before = set(anyshire.rglob("*"))
    run("build", "--folder", anyshire)
    assert not [*elsewhere.iterdir()]
    new = {path.relative_to(anyshire).parts[0] for path in anyshire.rglob("*") if path not in before}
    assert new == {"output"}
