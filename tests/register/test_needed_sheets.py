"""A register.yaml without what stages read is told with its line; what they do not read may go."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from product import ROOT, Run

from readiness.foundation.errors import SpecificationError
from readiness.register.needed_sheets import check_sheets
from readiness.register.rows import CELLS, ROWS
from readiness.specification.frameworks import RegisterSheet
from readiness.specification.model import Annex

LINES = (ROOT / "annex_a" / "register.yaml").read_text(encoding="utf-8").splitlines()
NEEDED = [(sheet, column) for sheet, row in ROWS.items() for column in CELLS[row]]

Change = Callable[[dict[str, Any]], object]


def line_of(sheet: str, *within: str) -> int:
    """The line on which a sheet, or something within it, stands."""
    at = LINES.index(f"{sheet}:")
    for depth, key in enumerate(within, start=1):
        at = next(number for number in range(at, len(LINES)) if LINES[number].startswith(f"{'  ' * depth}{key}:"))
    return at + 1


def told(annex: Annex, sheet: str, change: Change) -> list[str]:
    """What is told of the sheets when one of them has been changed."""
    about = annex.register_sheets[sheet].model_dump()
    change(about["columns"])
    if about["named_by"] not in about["columns"] and about["columns"]:
        about["named_by"] = next(iter(about["columns"]))
    about["told_apart_by"] = [name for name in about["told_apart_by"] if name in about["columns"]]
    sheets = {**annex.register_sheets, sheet: RegisterSheet.model_validate(about)}
    with pytest.raises(SpecificationError) as error:
        check_sheets(annex.model_copy(update={"register_sheets": sheets}))
    return [str(mistake) for mistake in error.value.mistakes]


def test_what_is_shipped_is_whole(annex: Annex) -> None:
    check_sheets(annex)
    assert {*ROWS} <= {*annex.register_sheets}


@pytest.mark.parametrize("sheet", ROWS)
def test_every_sheet_that_is_read_is_missed(sheet: str, annex: Annex) -> None:
    sheets = {key: about for key, about in annex.register_sheets.items() if key != sheet}
    with pytest.raises(SpecificationError) as error:
        check_sheets(annex.model_copy(update={"register_sheets": sheets}))
    assert [str(mistake) for mistake in error.value.mistakes] == [
        f'annex_a/register.yaml:{line_of("documents")}: there is no sheet "{sheet}", which is read. Put it back; with "optional: yes" a '
        "register need not have it."
    ]


@pytest.mark.parametrize(("sheet", "column"), NEEDED)
def test_every_column_that_is_read_is_missed(sheet: str, column: str, annex: Annex) -> None:
    assert told(annex, sheet, lambda columns: columns.pop(column)) == [
        f'annex_a/register.yaml:{line_of(sheet, "columns")}: {sheet} has no column "{column}", which is read. Put it '
        'back; with "required: no" a register need not have it.'
    ]


def test_a_column_that_nothing_reads_may_go_and_others_may_come(annex: Annex) -> None:
    about = annex.register_sheets["kpi_inputs"].model_dump()
    del about["columns"]["source"]
    about["columns"]["our_own"] = {"heading": "Our own", "help": ""}
    sheets = {**annex.register_sheets, "kpi_inputs": RegisterSheet.model_validate(about)}
    check_sheets(annex.model_copy(update={"register_sheets": sheets}))


@pytest.mark.parametrize(
    ("sheet", "column", "change", "wrong"),
    [
        ("actions", "due", {"type": "text"}, "type is text, and must be date. Put the type back."),
        ("audits", "done", {"type": "text"}, "type is text, and must be number. Put the type back."),
        ("statements", "area", {"type": "text"}, "type is text, and must be area or areas. Put the type back."),
        ("events", "kind", {"type": "text"}, "type is text, and must be choice. Put the type back."),
        (
            "statements",
            "kind",
            {"choices": {"strength": ["Strength"], "question": ["Question"]}},
            "the choice question has no meaning here. Add a spelling to strength, development or neutral instead.",
        ),
    ],
)
def test_a_column_is_what_stages_take_it_for(
    sheet: str, column: str, change: dict[str, Any], wrong: str, annex: Annex
) -> None:
    assert told(annex, sheet, lambda columns: columns[column].update(change)) == [
        f"annex_a/register.yaml:{line_of(sheet, 'columns', column)}: {sheet}, {column}: {wrong}"
    ]


@pytest.fixture
def own_annex(anyshire: Path) -> Path:
    """The invented authority with a specification of its own."""
    shutil.copytree(ROOT / "annex_a", anyshire / "annex_a")
    return anyshire


@pytest.mark.parametrize("command", [["status"], ["register"], ["register", "--update"]])
def test_a_command_that_reads_the_register_tells_it(command: list[str], own_annex: Path, run: Run) -> None:
    file = own_annex / "annex_a" / "register.yaml"
    text = file.read_text(encoding="utf-8")
    at = text.index("    deputy:")
    file.write_text(text[:at] + text[text.index("    version:") :], encoding="utf-8")
    result = run(*command, "--folder", own_annex)
    assert result.exit_code == 4
    assert (
        f'annex_a/register.yaml:{line_of("documents", "columns")}: documents has no column "deputy", which is read.'
        in result.stderr
    )
