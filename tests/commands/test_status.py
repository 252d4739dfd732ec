"""How things stand, as people ask it: on the screen, as JSON, in pack and page; and how the register is kept and read."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from product import GOLDEN, Run
from standings import DAY, NEW_DOCUMENT, STRATEGY, own, pack_of, page_of, write

from readiness.foundation.phrases import day as in_words
from readiness.run.manifest import read_manifest

TODAY = dt.date(2026, 11, 20)
KEPT = GOLDEN / "status.txt"
NEW_FRAMEWORK = """
'2030':
  title: Inspecting as it may be in 2030
  in force from: 2030-04-01
  basis: invented for a test
  verified: no
  grades: [Fine]
  judgements:
    help_and_protection:
      title: How children are helped in 2030
      short title: Help in 2030
      basis: invented
      verified: no
  kinds:
    short:
      title: Quick look
      means: A day
      basis: invented
      verified: no
      timetable:
        - {working day: 2, what: Inspectors have tea, role: Head of performance, basis: invented, verified: no}
"""


@pytest.fixture(scope="module")
def example(built: Path) -> Path:
    """The invented authority's folder in which everything has been built; only to be looked at."""
    return built.parents[1]


WEEK_SHEETS = ("Requests", "Lines of enquiry", "Notes", "Mock")


def everything_is_ready(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "register.xlsx")
    for row in book["Documents"].iter_rows(min_row=2, max_row=56):
        cells = dict(zip((str(cell.value) for cell in book["Documents"][1]), row, strict=True))
        cells["Status"].value, cells["File"].value, cells["Approved on"].value = "Ready", "self_evaluation.docx", TODAY
        cells["Review by"].value = dt.date(2027, 11, 20)
    for row in book["Actions"].iter_rows(min_row=2):
        row[4].value = "Done" if row[0].value else None
    evidence = next(cell.column for cell in book["Recommendations"][1] if cell.value == "Evidence")
    for row in range(2, book["Recommendations"].max_row + 1):
        book["Recommendations"].cell(row, evidence).value = "Tracker of recommendations"
    for row in book["Plan"].iter_rows(min_row=2, max_row=13):
        row[9].value = "Dropped"
    for row in book["Mock"].iter_rows(min_row=2, max_row=4):
        row[7].value = "Done"
    book.save(folder / "register.xlsx")


def without_counts(lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield re.sub(r"[−+-]?\d+|None|no change", "#", line)


def test_the_screen_for_the_invented_authority_is_as_kept(
    example: Path, run: Run, request: pytest.FixtureRequest
) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    result = run("status", "--folder", example)
    built_on = in_words(read_manifest(example / "output" / DAY).made)  # type: ignore[union-attr]
    screen = result.stdout.replace(f"as last built, on {built_on}.", "as last built, on ...")  # the clock's own day
    if request.config.getoption("--keep"):
        KEPT.write_text(screen, encoding="utf-8")
    assert screen == KEPT.read_text(encoding="utf-8")
    assert (result.exit_code, result.stderr) == (1, "")


def test_the_screen_fits_a_screen(example: Path, run: Run) -> None:
    lines = run("status", "--folder", example).stdout.splitlines()
    assert lines[0].startswith("Not ready: ")
    assert len(lines) <= 51
    assert max(map(len, lines)) <= 120


def test_as_json_it_says_the_same_and_more(example: Path, run: Run) -> None:
    result = run("status", "--json", "--folder", example)
    said = json.loads(result.stdout)
    assert result.exit_code == 1
    assert said["is_ready"] is False
    assert said["as_at"] == DAY
    assert said["figures"] == {
        "documents ready": 54,
        "documents expected": 60,
        "documents red": 3,
        "actions open": 5,
        "actions overdue": 1,
    }
    assert len(said["documents"]) == 60
    assert {document["state"] for document in said["documents"]} == {
        "ready",
        "review due",
        "contradicted",
        "in development",
        "not started",
        "not applicable",
    }
    assert said["last_inspection"]["day"] == "2022-01-31"
    states = [said["verdict"][name]["state"] for name in ("documents", "annex_a", "figures", "claims", "people")]
    assert states == ["red", "green", "red", "red", "red"]
    assert (said["verdict"]["answer"], len(said["contradictions"])) == ("Not ready", 7)
    pack = "\n".join(pack_of(example))
    said_in_pack = [words.replace("register.xlsx, sheet ", "Sheet ") for words in said["contradictions"]]
    assert all(words in pack for words in said_in_pack), "as the pack tells them"
    assert "- 7 contradictions" in page_of(example)


@pytest.mark.slow
def test_when_everything_is_ready_it_says_so_and_ends_with_0(anyshire: Path, run: Run) -> None:
    everything_is_ready(anyshire)
    assert run("status", "--folder", anyshire).exit_code == 1, "the lists have not been built"
    run("build", "status-page", "--quiet", "--folder", anyshire)
    manifest = anyshire / "output" / DAY / "manifest.json"
    kept = json.loads(manifest.read_text(encoding="utf-8"))
    assert [light["state"] for light in kept["lights"]] == ["green", "red", "red"]
    kept["lights"] = [light | {"state": "green"} for light in kept["lights"]]  # figures and claims as good as they get
    manifest.write_text(json.dumps(kept), encoding="utf-8")
    result = run("status", "--folder", anyshire)
    assert result.stdout.startswith("Ready: 60 of 60 documents ready, for a short inspection\n")
    assert "To do first" not in result.stdout
    assert result.exit_code == 0
    write(anyshire, "Statements", "Assessments are done in time", confidence="Low")
    changed = run("status", "--folder", anyshire)
    assert changed.stdout.startswith("Not yet known: "), "nobody has held the new claim against the figures"
    assert "The register has been changed since" in changed.stdout
    assert changed.exit_code == 1


def test_another_day_is_another_standing(example: Path, run: Run) -> None:
    said = json.loads(run("status", "--json", "--day", "2027-11-20", "--folder", example).stdout)
    assert said["as_at"] == "2027-11-20"
    assert said["figures"]["actions overdue"] == 5
    assert said["months_since"] == 69
    assert [said["verdict"][name]["state"] for name in ("annex_a", "figures", "claims")] == ["not known"] * 3
    assert said["verdict"]["annex_a"]["reason"].startswith("No lists were made for 20 November 2027")


@pytest.mark.slow
def test_a_document_added_to_the_checklist_appears_everywhere(anyshire: Path, run: Run) -> None:
    own(anyshire, "documents.yaml", NEW_DOCUMENT)
    assert run("build", "planning-pack", "status-page", "--quiet", "--folder", anyshire).exit_code == 0
    told = "nothing is said of it in the register"
    for lines in (pack_of(anyshire), page_of(anyshire), run("status", "--folder", anyshire).stdout.splitlines()):
        text = "\n".join(lines)
        assert "Winter plan" in text
        assert told in text.replace("Nothing", "nothing")
        assert "of 61" in text


@pytest.mark.slow
def test_a_framework_added_appears_everywhere(anyshire: Path, run: Run) -> None:
    own(anyshire, "frameworks.yaml", NEW_FRAMEWORK)
    settings = anyshire / "readiness.yaml"
    text = settings.read_text(encoding="utf-8").replace("framework: '2026'", "framework: '2030'")
    settings.write_text(f"{text}call day: {DAY}\n", encoding="utf-8")
    book = openpyxl.load_workbook(anyshire / "register.xlsx")
    for sheet in ("Documents", "Recommendations", "Audits", "Risks", "Statements", *WEEK_SHEETS):
        (column,) = (cell.column for cell in book[sheet][1] if cell.value in ("Area", "Areas"))
        for row in range(2, book[sheet].max_row + 1):
            book[sheet].cell(row, column).value = "All areas" if sheet == "Statements" else None
    book.save(anyshire / "register.xlsx")
    result = run("build", "planning-pack", "status-page", "--quiet", "--folder", anyshire)
    assert result.exit_code == 0, result.stderr
    pack, page = "\n".join(pack_of(anyshire)), "\n".join(page_of(anyshire))
    screen = run("status", "--folder", anyshire).stdout
    for text in (pack, page, screen):
        assert "Inspecting as it may be in 2030" in text
        assert "quick look" in text.casefold()
        assert "Help in 2030" in text
    assert "How children are helped in 2030" in pack
    for text in (pack, page):
        assert "Inspectors have tea" in text
        assert "24 November 2026" in text or "24 Nov 2026" in text


@pytest.mark.slow
def test_one_changed_cell_changes_what_is_said_of_that_document_and_the_counts(anyshire_built: Path, run: Run) -> None:
    anyshire = anyshire_built  # so that there is a run to compare with
    run("build", "planning-pack", "status-page", "--quiet", "--folder", anyshire)
    before = [pack_of(anyshire), page_of(anyshire), run("status", "--folder", anyshire).stdout.splitlines()]
    lists = (anyshire / "output" / DAY / "annex_a.xlsx").read_bytes()
    write(anyshire, "Documents", STRATEGY, status="Not started")
    run("build", "annex-a", "planning-pack", "status-page", "--quiet", "--folder", anyshire)
    after = [pack_of(anyshire), page_of(anyshire), run("status", "--folder", anyshire).stdout.splitlines()]
    for old, new in zip(before, after, strict=True):
        assert old != new
        was, now = Counter(without_counts(old)), Counter(without_counts(new))
        changed = [*(was - now), *(now - was)]
        # what is ready stands in one paragraph for an area, so that one which no longer is changes all of it
        counted = [line for line in changed if STRATEGY not in line and "Ready, and nothing to do: " not in line]
        # on the screen what is wrong stands in a line of its own below the title, and the bar grows shorter
        screen = new is after[-1]
        assert all(screen and re.match(r"      is not started|  Help and protection  #*", line) for line in counted), (
            counted
        )
        assert any(STRATEGY in line and "ot started" in line for line in new)
    overdue = "documents ready, 1 whose review is overdue"
    assert f"54 of 60 {overdue}" in "\n".join(before[0])
    assert f"53 of 60 {overdue}" in "\n".join(after[0])
    assert "53 of 60 documents ready" in "\n".join(after[1])
    assert after[2][0] == f"Not ready: 53 of 60 {overdue}, for a short inspection"
    assert (anyshire / "output" / DAY / "annex_a.xlsx").read_bytes() == lists
