"""check writes the workbooks that templates say are for checks, and no other document."""

from __future__ import annotations

from pathlib import Path

from product import ROOT, Run


def test_only_what_is_for_checks_is_written(anyshire: Path, run: Run) -> None:
    assert run("check", "--write", "--quiet", "--folder", anyshire).exit_code == 0
    assert {file.name for file in anyshire.glob("output/*/*.*")} == {
        "data_quality.xlsx",
        "checks.json",
        "manifest.json",
    }


def test_a_template_from_before_is_told_what_it_lacks(anyshire: Path, run: Run) -> None:
    text = (ROOT / "templates" / "data_quality.yaml").read_text(encoding="utf-8")
    (anyshire / "templates").mkdir(exist_ok=True)
    (anyshire / "templates" / "data_quality.yaml").write_text(
        text.replace("for checks: data-quality\n", ""), encoding="utf-8"
    )
    result = run("check", "--write", "--quiet", "--folder", anyshire)
    assert result.exit_code == 4
    assert result.stderr.startswith('templates: no workbook is for checks. Take the line "for checks" over from ')
    assert run("check", "--quiet", "--folder", anyshire).exit_code == 0
