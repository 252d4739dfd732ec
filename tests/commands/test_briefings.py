"""Briefings are made when they are asked for, say what they leave out, and are refused where there is nothing to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from product import BRIEFINGS, Run
from registers import SHEETS

from readiness.authority.overlay import own_over_installed
from readiness.commands.new import lay_out
from readiness.register.new import new_register
from readiness.specification.read import read_annex

DAY = "2026-11-20"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An authority that has written nothing yet."""
    folder = tmp_path / "empty"
    lay_out(folder, example=False)
    lists = ", ".join(read_annex(own_over_installed("annex_a")).lists)
    settings = ("authority: Emptyshire", "framework: '2026'", "kind: short", f"inspection day: {DAY}")
    text = "\n".join((*settings, f"lists left empty: [{lists}]"))
    (folder / "readiness.yaml").write_text(text, encoding="utf-8")
    (folder / "register.xlsx").write_bytes(new_register(SHEETS, {}))
    return folder


def test_where_there_is_nothing_to_say_they_are_refused_in_words(empty: Path, run: Run) -> None:
    for document, what in (
        ("scrutiny-briefing", "figure, no claim and no review"),
        ("scrutiny-paper", "figure, no claim and no review"),
        ("staff-briefing", "claim and no review"),
        ("member-briefing", "claim and no review"),
    ):
        result = run("build", document, "--quiet", "--folder", empty)
        wrong = f"{document}: cannot be made, since there is no {what} to tell of."
        assert result.exit_code == 2
        assert f"{wrong} Fill in the register's sheets Statements and Events." in result.stderr


@pytest.mark.slow
def test_they_are_made_by_name_and_say_what_they_leave_out(anyshire: Path, run: Run) -> None:
    result = run("build", "briefings", "--quiet", "--folder", anyshire)
    assert result.exit_code == 0
    output = anyshire / "output" / DAY
    assert {*BRIEFINGS} <= {file.name for file in output.iterdir()}
    told = "leaves out 2 claims that do not hold: rows 7 and 11 of the register's statements. "
    why = "The planning pack says why, under What does not hold."
    for name in BRIEFINGS:
        assert f"templates/{name}: {told}{why}" in result.stderr
