"""Compares the workbooks of a run with what LibreOffice saw when it opened them, and with the run's manifest.

    soffice --headless --convert-to ods --outdir OPENED OUTPUT/*.xlsx
    python tests/support/opens_in_libreoffice.py OUTPUT OPENED

Written cells are read by one library and opened ones by another. Says what differs, without the cells, and exits 1.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook

Row = tuple[Any, ...]
Sheets = dict[str, list[Row]]
COUNTED = {"annex_a": ("Front_Sheet", "Rows"), "data_quality": ("Summary", "Rows listed")}
HEADING_ROWS = 2


def plain(cell: object) -> object:
    """A cell as both libraries would give it: nothing is an empty text, a day has no time."""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time.min:
        return cell.date()
    return "" if cell is None else cell


def tidy(rows: Iterable[Iterable[object]]) -> list[Row]:
    """The rows with their cells, up to the last that holds something."""
    whole = [tuple(plain(cell) for cell in row) for row in rows]
    while whole and not any(cell != "" for cell in whole[-1]):
        whole.pop()
    return whole


def written(file: Path) -> Sheets:
    return {sheet.title: tidy(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(file)}


def opened(file: Path) -> Sheets:
    book = CalamineWorkbook.from_path(file)
    return {name: tidy(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names}


def counted(rows: list[Row], heading: str) -> dict[int, int]:
    """How many rows each list has, by its number, as a table with that heading says."""
    at, headings = next((at, row) for at, row in enumerate(rows) if row[0] == "List" and heading in row)
    numbers = ((re.fullmatch(r"List (\d+)", str(row[0])), row[headings.index(heading)]) for row in rows[at:])
    return {int(found[1]): int(count) for found, count in numbers if found}


def listed(sheets: Sheets) -> dict[int, int]:
    """How many rows stand under the headings of each list's sheet, by the number in its title."""
    titles = {name: re.match(r"List (\d+): ", str(rows[0][0])) for name, rows in sheets.items()}
    return {
        int(title[1]): sum(any(cell != "" for cell in row) for row in sheets[name][HEADING_ROWS:])
        for name, title in titles.items()
        if title
    }


def differences(output: Path, converted: Path) -> Iterator[str]:
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    made = {int(name.split("_")[1]): its["rows"] for name, its in manifest["lists"].items()}
    for name, (sheet, heading) in COUNTED.items():
        before, after = written(output / f"{name}.xlsx"), opened(converted / f"{name}.ods")
        if [*before] != [*after]:
            yield f"{name}: the sheets are {', '.join(after)} and not {', '.join(before)}"
            continue
        yield from (f"{name}, {each}: cells differ" for each in before if before[each] != after[each])
        if (told := counted(after[sheet], heading)) != made:
            yield f"{name}, {sheet}: rows of lists are {told} and in the manifest {made}"
        if name == "annex_a" and (there := listed(after)) != made:
            yield f"{name}: rows on the lists' sheets are {there} and in the manifest {made}"


if __name__ == "__main__":
    sys.exit("\n".join(differences(Path(sys.argv[1]), Path(sys.argv[2]))) or 0)
