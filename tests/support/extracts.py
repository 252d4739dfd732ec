"""Rewrites the invented authority's extract as other systems and formats hold it, for tests that compare lists."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from readiness.cli import main

Row = dict[str, str]
Change = Callable[[Row], Row]
DAY = "2026-11-20"


def read(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines)]


def write(file: Path, rows: list[Row], encoding: str = "utf-8", delimiter: str = ",") -> None:
    with file.open("w", encoding=encoding, newline="") as lines:
        writer = csv.DictWriter(lines, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def change(folder: Path, table: str, how: Change) -> None:
    """Rewrites every row of a table."""
    file = folder / "case_data" / f"{table}.csv"
    write(file, [how(row) for row in read(file)])


def without(*columns: str) -> Change:
    return lambda row: {name: cell for name, cell in row.items() if name not in columns}


def blank(*columns: str) -> Change:
    return lambda row: {name: "" if name in columns else cell for name, cell in row.items()}


def renamed(**names: str) -> Change:
    return lambda row: {names.get(name, name): cell for name, cell in row.items()}


def recoded(column: str, codes: dict[str, str]) -> Change:
    return lambda row: row | {column: codes.get(row[column], row[column])}


def lists(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Builds the folder's lists and reads them back."""
    result = CliRunner().invoke(main, ["build", "annex-a", "--quiet", "--folder", str(folder)], catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    return lists_in(folder / "output" / DAY)


def lists_in(output: Path) -> dict[str, list[tuple[object, ...]]]:
    """The lists that were built there: headings and rows by sheet."""
    book = openpyxl.load_workbook(output / "annex_a.xlsx")
    return {
        sheet.title: [
            tuple(f"{cell:%Y-%m-%d}" if isinstance(cell, dt.datetime) else cell for cell in row)
            for row in sheet.iter_rows(min_row=2, values_only=True)
        ]
        for sheet in book
        if sheet.title.startswith("List_")
    }


def differences(before: dict[str, list[tuple[object, ...]]], after: dict[str, list[tuple[object, ...]]]) -> set[str]:
    """Where two sets of lists differ: "List_7 rows", or "List_7: heading" when the rows are the same children."""
    found = set()
    for sheet, rows in before.items():
        if [row[0] for row in rows] != [row[0] for row in after[sheet]]:
            found.add(f"{sheet} rows")
            continue
        for row, other in zip(rows, after[sheet], strict=True):
            pairs = zip(rows[0], row, other, strict=True)
            found |= {f"{sheet}: {heading}" for heading, cell, another in pairs if cell != another}
    return found
