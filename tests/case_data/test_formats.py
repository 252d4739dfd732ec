"""The same 400 rows in five formats give the same Annex A, byte for byte.

tests/support/formats holds them as a CSV file, as Parquet with numbers as decimals, as Excel keeps them (identifiers and
codes of one figure as numbers, days as days), and that workbook saved by LibreOffice as .ods and .xls.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from extracted import extract
from product import TESTS, Run

pytestmark = pytest.mark.slow  # each case builds or reads an authority of its own

FORMATS = TESTS / "support" / "formats"


def lists_of(folder: Path) -> dict[str, bytes]:
    """The sheets of the workbook that hold rows, and the texts they share."""
    with zipfile.ZipFile(folder / "output" / "2026-11-20" / "annex_a.xlsx") as book:
        return {name: book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")}


def built(ending: str, folder: Path, run: Run) -> dict[str, bytes]:
    extract(folder, lambda case_data: shutil.copy(FORMATS / f"ssd_contacts.{ending}", case_data))
    shutil.copy(FORMATS / "ssd_person.csv", folder / "case_data")
    result = run("build", "annex-a", "--quiet", "--layout", "flat", "--folder", folder)
    assert result.exit_code in (0, 1), result.stderr
    return lists_of(folder)


@pytest.mark.parametrize("ending", ["parquet", "xlsx", "ods", "xls"])
def test_every_format_gives_the_same_list(ending: str, tmp_path: Path, run: Run) -> None:
    as_csv, other = built("csv", tmp_path / "csv", run), built(ending, tmp_path / ending, run)
    with_rows = max(as_csv, key=lambda name: len(as_csv[name]))
    assert as_csv[with_rows].count(b"<row ") > 200
    assert other[with_rows] == as_csv[with_rows]
