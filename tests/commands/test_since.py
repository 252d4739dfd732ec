"""With what a run is compared is told in words, and building twice changes nothing in it."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from product import Run

BEFORE, DAY, LATER = "2026-10-20", "2026-11-20", "2026-12-01"
SAME = "the same extract as then, so no change in the data can show"


def compared(run: Run, folder: Path, *words: str) -> str:
    """What a build says it is compared with, and what is new and gone; the days it was made left out."""
    said = run("build", "data-quality", "--quiet", *words, "--folder", folder).stdout
    lines = [line for line in said.splitlines() if line.startswith(("Checks: ", "Compared with "))]
    return re.sub(r"made \d+ \w+ \d{4}", "made then", "\n".join(lines))


@pytest.fixture
def month_before(anyshire: Path, run: Run) -> Path:
    """The invented authority with a run for the month before."""
    run("build", "data-quality", "--quiet", "--day", BEFORE, "--folder", anyshire)
    return anyshire


@pytest.mark.slow
def test_building_twice_or_for_other_days_changes_nothing(month_before: Path, run: Run) -> None:
    first = compared(run, month_before)
    assert re.search(r"; \d+ new and \d+ gone since 20 October 2026\. ", first)
    assert first.endswith(f"Compared with the run for 20 October 2026, made then; {SAME}.")
    assert compared(run, month_before) == first
    assert "Compared with the run for 20 November 2026, made then" in compared(run, month_before, "--day", LATER)
    assert compared(run, month_before) == first, "a run for a later day is nothing to compare with"
    sheet = openpyxl.load_workbook(month_before / "output" / DAY / "data_quality.xlsx")["Summary"]
    (cell,) = [row[1] for row in sheet.iter_rows(values_only=True) if row[0] == "Since the last run"]
    assert re.fullmatch(rf"\d+ new and \d+ gone, compared with the run for 20 October 2026, made .+; {SAME}", cell)


def test_the_day_to_compare_with_can_be_given(month_before: Path, run: Run) -> None:
    asked = ("check", "--quiet", "--day", LATER, "--folder", month_before)
    assert "Compared with the run for 20 October 2026" in run(*asked, "--since", "20/10/2026").stdout
    refused = run(*asked, "--since", "2026-11-20")
    assert refused.exit_code == 2
    assert refused.stderr.startswith(
        "--since 2026-11-20: no run for that day is kept that read the same kind of source."
    )


def test_status_speaks_of_the_lists_for_its_own_day(month_before: Path, run: Run) -> None:
    def said(day: str) -> str:
        return " ".join(run("status", "--day", day, "--folder", month_before).stdout.split())

    assert "Annex A, figures and claims are as last built" in said(BEFORE)
    assert "No lists were made" not in said(BEFORE)
    assert "No lists were made for 20 November 2026; readiness build makes them." in said(DAY)
