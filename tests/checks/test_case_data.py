"""What the checks say of case data: contradictions row by row, and a column without a source once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.cli import main
from readiness.commands.build import build

pytestmark = pytest.mark.slow  # each case builds or reads an authority of its own


def test_a_contradiction_in_a_table_is_told_with_its_row_and_the_child(anyshire: Path) -> None:
    pack = build(anyshire, write=False).pack
    entry = next(entry for entry in pack.worklist.entries if entry.line.cause.about == "ssd_cla_placement")
    assert (entry.line.title, entry.row, entry.person) == ("ssd_cla_placement", 7, "0014")
    assert entry.team
    assert "2026-09-07" in str(entry.value)
    assert any(tally.title == "ssd_cla_placement" for tally in pack.worklist.tallies)
    told = CliRunner().invoke(main, ["check", "--folder", str(anyshire), "--quiet"]).output
    assert "\nssd_cla_placement\n" in told
    assert "0014" not in told


def test_it_is_neither_new_nor_gone_in_a_second_run(anyshire: Path) -> None:
    build(anyshire)
    assert build(anyshire).pack.checks.new == 0


def test_lists_read_from_a_workbook_have_no_case_data_to_contradict_itself(anyshire: Path) -> None:
    build(anyshire)
    pack = build(anyshire, source=anyshire / "output" / "2026-11-20" / "annex_a.xlsx", write=False).pack
    assert not [cause for cause in pack.checks.causes if cause.about.startswith("ssd_")]


def test_a_column_without_a_source_is_one_finding_and_its_cells_are_none(anyshire: Path) -> None:
    (anyshire / "case_data" / "ext_placement_areas.csv").unlink()
    pack = build(anyshire, write=False).pack
    columns = ("placement_location", "la_of_placement")
    found = [cause for cause in pack.checks.causes if set(cause.columns) & {*columns}]
    assert sorted((cause.rule, cause.columns, cause.count) for cause in found) == sorted(
        ("RD-05", (column,), 1) for column in columns
    )


def test_a_blank_authority_is_counted_once(anyshire: Path) -> None:
    areas = anyshire / "case_data" / "ext_placement_areas.csv"
    heading, first, *others = areas.read_text(encoding="utf-8").splitlines()
    areas.write_text("\n".join([heading, *others]) + "\n", encoding="utf-8")
    pack = build(anyshire, write=False).pack
    found = [cause.rule for cause in pack.checks.causes if "la_of_placement" in cause.columns]
    assert found == ["AA-S20"], first.split(",")[0]


def test_the_notes_say_how_many_open_cases_have_no_status(tmp_path: Path) -> None:
    folder = tmp_path / "village"
    assert CliRunner().invoke(main, ["example", str(folder), "--quiet"]).exit_code == 0
    said = "Open cases with neither care nor a plan nor an open assessment: 1."
    for choice in ("leave blank", "c) Child in need plan"):
        (folder / "readiness.yaml").write_text(
            (folder / "readiness.yaml").read_text(encoding="utf-8").split("choices:")[0]
            + f"\nchoices: {{list6_no_plan_no_assessment: {choice}}}\n",
            encoding="utf-8",
        )
        made = next(made for made in build(folder, write=False).pack.lists if made.number == 6)
        status = next(column for column in made.columns if column.name == "case_status")
        assert said in status.comments
        assert status.blank == (choice == "leave blank")
