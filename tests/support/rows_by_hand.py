"""Rows of the register for tests, made from what people write into cells, without a file."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from registers import SHEETS

from readiness.files.cells import as_day, as_seen, as_time
from readiness.foundation.normalise import plain
from readiness.register.read import RegisterRow
from readiness.register.row_cells import cell_of
from readiness.register.rows import CELLS, sheet_of
from readiness.register.sheet_rows import SheetRow

Row = TypeVar("Row", bound=SheetRow)


def a_row(kind: type[Row], number: int = 2, /, **written: str | dt.date | dt.time) -> Row:
    """A row of a class in which this is written, by field; the rest is blank. Choices go by any of their words."""
    about = SHEETS[sheet_of(kind)]
    assert written.keys() <= about.columns.keys()
    texts = {name: as_seen(written.get(name)) for name in about.columns}
    days = {name: as_day(written.get(name)) for name, column in about.columns.items() if column.type == "date"}
    times = {name: as_time(written.get(name)) for name, column in about.columns.items() if column.type == "time"}
    keys = {
        name: tuple(
            key
            for key, titles in column.choices.items()
            if texts[name] and plain(texts[name]) in {plain(word) for word in (key, *titles)}
        )
        for name, column in about.columns.items()
        if column.choices
    }
    headings = {name: column.heading for name, column in about.columns.items()}
    row = RegisterRow(number, about.title, about, headings, texts, days, keys, {}, times)
    cells: dict[str, Any] = {name: cell_of(row, name, hint) for name, hint in CELLS[kind].items()}
    return kind(number, f"{about.title}, row {number}", **cells)
