"""Damages an Annex A workbook as exports and people do: a share of its cells, each by one kind of fault.

For tests and the benchmark. The kinds and the cells hang on the seed alone.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

CONTACT_HEADINGS = [
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Date of Contact",
    "Contact Source",
]
Cell = Any
Kind = Callable[[Cell], Cell]

# What may be done to a cell, by the kind of value in it; None means that the fault does not fit the cell.
TO_DATES: dict[str, Kind] = {
    "date as text": lambda day: f"{day:%d/%m/%Y}",
    "date with a time as text": lambda day: f"{day:%Y-%m-%d} 09:30:00",
    "no date": lambda _: "tbc",
    "day that does not exist": lambda _: "31/02/2022",
    "day of 1900": lambda _: "01/01/1900",
    "day to come": lambda day: day + dt.timedelta(days=3650),
    "error value": lambda _: "#N/A",
    "left blank": lambda _: None,
}
TO_TEXTS: dict[str, Kind] = {
    "spaces": lambda text: f"  {text} ",
    "hard space": lambda text: text.replace(" ", "\u00a0") + "\u00a0",
    "capitals": str.upper,
    "placeholder": lambda _: "nan",
    "error value": lambda _: "#REF!",
    "local words": lambda _: "As the system says",
    "left blank": lambda _: None,
}
TO_NUMBERS: dict[str, Kind] = {
    "decimal": lambda number: number + 0.5,
    "number in words": lambda _: "two",
    "number below": lambda _: -7,
    "left blank": lambda _: None,
}


def sheets_of(workbook: Path) -> dict[str, list[list[Cell]]]:
    """Every sheet's rows as they are."""
    book = python_calamine.CalamineWorkbook.from_path(workbook)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def damage(sheets: dict[str, list[list[Cell]]], share: float, seed: int) -> Counter[str]:
    """Damages a share of the filled cells of the sheets of lists; how many by each kind of fault."""
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    for name, rows in sheets.items():
        if not name.startswith("List_"):
            continue
        for row in rows[2:]:
            for place, cell in enumerate(row):
                if place and cell != "" and chance.random() < share:
                    kinds = TO_DATES if isinstance(cell, dt.date) else TO_TEXTS if isinstance(cell, str) else TO_NUMBERS
                    kind = chance.choice([*kinds])
                    row[place] = kinds[kind](cell)
                    done[kind] += 1
    return done


def write(sheets: dict[str, list[list[Cell]]], file: Path) -> None:
    """A plain workbook of the sheets."""
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, place, dt.datetime.combine(cell, dt.time()), day)
                elif cell is not None and cell != "":
                    sheet.write(number, place, cell)
    book.close()
