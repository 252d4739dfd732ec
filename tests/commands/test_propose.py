"""Proposing lines of enquiry for the example: what is added, that people's words stay, and that a second time adds none."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from readiness.commands.propose import Proposed, propose

SHEET = "Lines of enquiry"


def edited(file: Path) -> None:
    """As people leave the sheet: lines in other words, one set aside, and the rows in another order."""
    book = openpyxl.load_workbook(file)
    sheet = book[SHEET]
    headings = [cell.value for cell in sheet[1]]
    line, status = headings.index("Line of enquiry"), headings.index("Status")
    rows = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True) if any(row)]
    for number, row in enumerate(rows):
        row[line] = f"Frage {number}"
        row[status] = "Set aside" if number % 2 else row[status]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value  # type: ignore[arg-type]
    book.save(file)


def test_the_example_gets_a_dozen_lines_and_five_topics_once(anyshire: Path) -> None:
    file = anyshire / "register.xlsx"
    before = file.read_bytes()
    proposed = propose(anyshire)
    assert proposed.file == file
    assert (anyshire / proposed.kept_as).read_bytes() == before
    assert proposed.beyond == 3
    sheet = openpyxl.load_workbook(file)[SHEET]
    rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if any(row)]
    assert [row[-1] for row in rows] == [
        *[None] * 3,
        *("indicator 3.3", "claim C3.2", "recommendation R8"),
        *("indicator 5.18", "indicator 5.10", "indicator 4.7.2", "indicator 6.3", "indicator 3.1", "indicator S.1"),
        *("recommendation R3", "recommendation R4", "recommendation R6"),
        *("topic pre_proceedings", "topic permanence", "topic reviewing_officers", "topic exploitation"),
        "topic workforce",
    ]
    assert rows[0][1] == "How do you know that supervision gives reasons?"
    edited(file)
    assert propose(anyshire) == Proposed(file, (), "", 3)
