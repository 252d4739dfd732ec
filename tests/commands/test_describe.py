"""describe finds things by what people call them, and says which values are in force in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from product import Run


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("List 6", "list_06_children_in_need: List 6,"),
        ("list 6", "list_06_children_in_need: List 6,"),
        ("Case status", "case_status, a column of"),
        ("Child protection", "list_07_child_protection: List 7,"),
    ],
)
def test_a_title_or_a_heading_is_found(run: Run, words: str, begins: str) -> None:
    result = run("describe", words)
    assert result.exit_code == 0
    assert result.stdout.startswith(begins)


def test_what_is_called_nothing_of_the_kind_is_still_told(run: Run) -> None:
    assert run("describe", "List 66").exit_code == 2


def test_values_in_force_are_those_of_the_folder(anyshire: Path, run: Run) -> None:
    with (anyshire / "readiness.yaml").open("a", encoding="utf-8") as settings:
        settings.write("thresholds:\n  assessment_working_days: 40\n")
    said = " ".join(run("describe", "thresholds", "--folder", anyshire).stdout.split())
    assert "After how many working days is an assessment late? In force: 40." in said
    assert "In force here: 40" in run("describe", "assessment_working_days", "--folder", anyshire).stdout
    assert "In force: assessments and episodes." in " ".join(
        run("describe", "choices", "--folder", anyshire).stdout.split()
    )
