"""A claim goes by the number that the register keeps; one without has a number for now, and the register is given it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from evaluations import development, evaluating, of, strength
from product import Run

from readiness.specification.model import Annex


def test_claims_without_a_number_are_numbered_in_order_after_those_that_have_one(annex: Annex, tmp_path: Path) -> None:
    claims = [development(ref="C2.4"), development(ref=""), strength(ref=""), development(ref="", area="all")]
    found = evaluating(annex, tmp_path, statements=claims)
    assert [claim.ref for claim in found.statements] == ["C2.4", "C2.5", "C4.1", "C5.1"]
    assert of(found, "register.xlsx, sheet Statements") == [
        "warning: register.xlsx, sheet Statements: 3 claims without a Ref, numbered for now in the order of rows: C2.5, C4.1 "
        "and C5.1. Run readiness register --update, which numbers them for good."
    ]


def test_a_number_that_stands_twice_is_told(annex: Annex, tmp_path: Path) -> None:
    found = evaluating(annex, tmp_path, statements=[development(ref="C2.1"), development(ref="c2.1")])
    assert of(found, "register.xlsx, sheet Statements") == [
        'error: register.xlsx, sheet Statements, row 3, Ref: "c2.1" stands in row 2 too. Give each claim a number of its own.'
    ]


def test_an_older_register_is_given_numbers_that_stay(anyshire: Path, run: Run) -> None:
    file = anyshire / "register.xlsx"
    book = openpyxl.load_workbook(file)
    sheet = book["Statements"]
    sheet.delete_cols([cell.value for cell in sheet[1]].index("Ref") + 1)
    book.save(file)
    told = run("register", "--update", "--folder", anyshire)
    assert told.exit_code == 0, told.stderr
    assert "column Ref" in told.stdout + told.stderr
    sheet = openpyxl.load_workbook(file)["Statements"]
    at = [cell.value for cell in sheet[1]].index("Ref")
    assert [row[at].value for row in sheet.iter_rows(min_row=2, max_row=6)] == ["C5.1", "C1.1", "C1.2", "C1.3", "C2.1"]
    assert " is up to date.\n" in run("register", "--update", "--folder", anyshire).stdout
