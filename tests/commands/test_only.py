"""--only: a list by itself, under a name of its own, with nothing of it remembered as the whole; and check as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from product import Run
from values import shown

from readiness.commands.other_names import lists_named
from readiness.specification.model import Annex

LIST = "list_07_child_protection"
DAY = "2026-11-20"
KEYS = {"rule", "severity", "list", "table", "title", "columns", "headings", "count", "new", "wrong", "do", "why"}


def found(run: Run, folder: Path, *words: str) -> dict[str, object]:
    result = run("check", "--json", "--quiet", *words, "--folder", folder)
    content = dict(json.loads(result.stdout))
    without = [{**finding, "headings": ""} for finding in content["findings"]]  # whose words are other things' too
    assert not shown(json.dumps({**content, "findings": without}), folder)
    return content


def test_the_json_says_what_the_screen_says_and_no_child(anyshire: Path, run: Run) -> None:
    whole = found(run, anyshire)
    assert (whole["authority"], whole["inspection_day"], whole["source"]) == ("Anyshire (invented)", DAY, "case data")
    assert (whole["only"], whole["since"], whole["new"], whole["compared_with"]) == (False, "", None, "")
    findings = whole["findings"]
    assert isinstance(findings, list)
    assert {frozenset(finding) for finding in findings} == {frozenset(KEYS)}
    assert {frozenset(told) for told in whole["on_reading"]} == {
        frozenset({"severity", "place", "count", "wrong", "do"})
    }
    counts = dict.fromkeys(whole["counts"], 0)
    for finding in findings:
        counts[finding["severity"]] += finding["count"]
    assert counts == whole["counts"]
    screen = run("check", "--quiet", "--folder", anyshire).stdout
    assert all(finding["title"] in screen and finding["rule"] in screen for finding in findings)


@pytest.mark.slow
def test_one_list_is_checked_as_it_is_among_all(anyshire: Path, run: Run) -> None:
    of_all = [finding for finding in found(run, anyshire)["findings"] if finding["list"] == LIST]
    assert of_all
    alone = found(run, anyshire, "--only", "7")
    assert alone["findings"] == of_all
    assert [made["list"] for made in alone["lists"]] == [LIST]
    assert alone["only"] is True


@pytest.mark.parametrize("word", ["7", "list 7", "LIST_07_child_protection", "Child protection"])
def test_a_list_goes_by_its_number_its_title_and_its_name(word: str, annex: Annex) -> None:
    assert lists_named([word], annex) == (LIST,)
    assert lists_named(["8", word, word], annex) == (LIST, "list_08_children_in_care")
    assert lists_named([], annex) == ()


def test_a_list_needs_no_table_but_its_own(anyshire: Path, run: Run) -> None:
    for name in ("ssd_contacts", "ssd_cin_assessments", "ssd_s47_enquiry"):
        (anyshire / "case_data" / f"{name}.csv").unlink()
    assert run("check", "--quiet", "--folder", anyshire).exit_code == 3
    result = run("check", "--quiet", "--only", "7", "--folder", anyshire)
    assert "Only List 7; rules that need others were not asked.\n" in result.stdout


@pytest.mark.slow
def test_its_workbook_has_a_name_of_its_own_and_the_run_is_not_remembered_as_one_of_all(
    anyshire: Path, run: Run
) -> None:
    run("build", "annex-a", "--quiet", "--folder", anyshire)
    folder = anyshire / "output" / DAY
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    remembered = json.loads(before["manifest.json"])
    result = run("build", "--quiet", "--only", "8", "--only", "7", "--folder", anyshire)
    assert result.exit_code == 0
    after = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert after.keys() - before.keys() == {"annex_a_only_07_08.xlsx", "data_quality_only_07_08.xlsx"}
    assert all(after[name] == content for name, content in before.items() if name != "manifest.json")
    manifest = json.loads(after["manifest.json"])
    assert (manifest["lists"], manifest["checks"]) == (remembered["lists"], remembered["checks"])
    book = openpyxl.load_workbook(folder / "annex_a_only_07_08.xlsx")
    lines = [row[:2] for row in book["Front_Sheet"].iter_rows(values_only=True)]
    assert ("Please note", "This is a part of Annex A: the lists below and no others.") in lines
    assert len([name for name in book.sheetnames if name.startswith("List")]) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--only", "list_07_child_protectio"),
            '--only list_07_child_protectio: is not a list. Did you mean "list_07_child_protection"?',
        ),
        (("--only", "12"), "--only 12: is not a list. Choose a number or a name that readiness describe lists gives."),
        (
            ("planning-pack", "--only", "7"),
            "planning-pack: rests on every list. Leave out --only, or name a workbook of lists.",
        ),
    ],
)
def test_what_cannot_be_made_alone_is_told(words: tuple[str, ...], told: str, laid_out: Path, run: Run) -> None:
    result = run("build", *words, "--folder", laid_out)
    assert (result.exit_code, result.stderr) == (2, f"{told}\n\n1 mistake; nothing was written.\n")


def test_a_list_is_read_alone_from_a_workbook_too(anyshire_built: Path, run: Run) -> None:
    workbook = anyshire_built / "output" / DAY / "annex_a.xlsx"
    alone = found(run, anyshire_built, "--source", str(workbook), "--only", "7")
    assert (alone["source"], [made["list"] for made in alone["lists"]]) == ("annex a workbook", [LIST])
    assert {finding["list"] for finding in alone["findings"]} == {LIST}
