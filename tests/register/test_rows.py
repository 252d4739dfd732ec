"""Rows as stages read them: every cell of its own kind, with its heading and its place."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from registers import SHEETS

from readiness.register.new import new_register
from readiness.register.read import read_register
from readiness.register.rows import CELLS, ROWS, RegisterRows, new_row, read_rows, sheet_of
from readiness.register.sheet_rows import DocumentRow

DAY = dt.date(2026, 1, 31)


def read(folder: Path, **rows: list[dict[str, object]]) -> RegisterRows:
    file = folder / "register.xlsx"
    file.write_bytes(new_register(SHEETS, rows))
    return read_rows(file, SHEETS)


def test_a_cell_is_what_its_field_says(tmp_path: Path) -> None:
    audit = {"theme": "Visits", "day": DAY, "planned": 12, "good": 7}
    (row,) = read(tmp_path, audits=[audit]).audits
    assert (row.theme.text, row.day.day, row.planned.number, row.done.number) == ("Visits", DAY, Fraction(12), None)
    assert (row.place, row.number) == ("register.xlsx, sheet Audits, row 2", 2)
    assert (row.planned.heading, row.planned.place) == ("Cases planned", f"{row.place}, Cases planned")
    assert row.others["good"].number == 7
    assert "cases planned" not in row.others


def test_a_choice_has_a_key_and_is_shown_by_its_title(tmp_path: Path) -> None:
    rows = read(tmp_path, actions=[{"action": "A", "status": "in_progress"}, {"action": "B"}]).actions
    assert [(row.status.key, row.status.shown) for row in rows] == [("in_progress", "In progress"), ("", "")]


@pytest.mark.parametrize("sheet", ROWS)
def test_every_cell_of_every_sheet_is_the_one_of_its_column(sheet: str, tmp_path: Path) -> None:
    """No field stands for another's column: each has the text that was written into its own."""
    columns = SHEETS[sheet].columns
    kinds = {"date": DAY, "time": dt.time(14, 30), "number": 5, "choice": None, "area": None, "areas": None}
    row: dict[str, object] = {name: kinds.get(column.type, f"a {name}") for name, column in columns.items()}
    row |= {name: next(iter(column.choices)) for name, column in columns.items() if column.choices}
    file = tmp_path / "register.xlsx"
    file.write_bytes(new_register(SHEETS, {sheet: [row]}))
    (plain,) = read_register(file, SHEETS).rows(sheet)
    (typed,) = getattr(read_rows(file, SHEETS), sheet)
    for name in CELLS[ROWS[sheet]]:
        cell = getattr(typed, name)
        assert (cell.text, cell.place, cell.heading) == (plain.text(name), plain.place(name), plain.headings[name])
        assert cell.text, name


def test_a_new_row_has_no_field_that_its_sheet_has_not() -> None:
    assert sheet_of(DocumentRow) == "documents"
    assert new_row(DocumentRow, document="Plan") == {"document": "Plan"}
    with pytest.raises(TypeError, match="DocumentRow has no titel"):
        new_row(DocumentRow, titel="Plan")
