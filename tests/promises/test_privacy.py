"""Children only in files: whatever happens, no stream shows a value of case data, and files are their owner's alone.

That none of the mistakes in tests/bad shows a value, test_messages holds: it makes them all.
"""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from product import ROOT, WRITTEN, Run
from values import DAY, shown

from readiness.run import data_stage as assembling


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_files_are_readable_by_their_owner_alone(anyshire: Path, run: Run) -> None:
    run("build", "--folder", anyshire, "--keep-store")
    folder = anyshire / "output" / DAY
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert {file.name for file in folder.iterdir()} == {*WRITTEN, "case_data.duckdb"}


@pytest.mark.slow
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
    assert new == {"output", "record.jsonl", "readiness.key"}
