"""Each mistake in tests/bad gives exactly the message kept beside it, shows no value and writes nothing by halves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from bad_inputs import (
    CASES,
    lay_out,
)
from product import WRITTEN, Run
from values import shown

pytestmark = pytest.mark.slow  # each case builds or reads an authority of its own

NOT_KEPT = re.compile(r"no source|^self_evaluation_text\.docx|^[A-Z][\w .-]+ \.\.\.$")  # and the stages of a run


@pytest.mark.parametrize("file", CASES)
def test_each_mistake_has_its_message(file: Path, anyshire: Path, run: Run) -> None:
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    lay_out(anyshire, case)
    source = ["--source", anyshire / case["source"]] if "source" in case else []
    result = run("build", "--folder", anyshire, *source)
    assert not shown(result.output + result.stderr, anyshire)
    said = result.stderr.replace(str(anyshire), "anyshire")
    kept = [line for line in said.splitlines(keepends=True) if not NOT_KEPT.search(line)]
    if case["exit"] < 2 and kept:  # findings end with an empty line and their count
        assert kept[-1].endswith("about the data; the data-quality workbook lists them.\n")
        kept = [line for line in kept if line.strip() and "about the data;" not in line]
    assert "".join(kept) == case["prints"]
    assert result.exit_code == case["exit"]
    written = {path.name for path in anyshire.glob("output/**/*") if path.is_file()}
    assert written == (WRITTEN if case["exit"] < 2 else set())


def test_previous_output_stays_as_it_was(anyshire_built: Path, run: Run) -> None:
    anyshire = anyshire_built
    output = anyshire / "output"
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    (anyshire / "case_data" / "ssd_contacts.csv").write_text('cont_contact_id\n"open', encoding="utf-8")
    assert run("build", "--folder", anyshire).exit_code == 3
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before


def test_all_mistakes_of_a_folder_are_told_at_once(anyshire: Path, run: Run) -> None:
    (anyshire / "case_data" / "ssd_contacts.csv").write_text("", encoding="utf-8")
    (anyshire / "case_data" / "ssd_cp_plans.csv").unlink()
    shutil.copy(anyshire / "case_data" / "ssd_person.csv", anyshire / "case_data" / "SSD PERSON.txt")
    said = run("build", "--quiet", "--folder", anyshire).stderr
    assert said.endswith("\n3 mistakes; nothing was written.\n")
