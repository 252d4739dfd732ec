"""What a cell of a register means, however it is spelt, and how it is written into another copy."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Hashable
from decimal import Decimal
from typing import Any

from readiness.files.cells import as_number, as_seen, as_time
from readiness.foundation.dates import read_day
from readiness.foundation.normalise import normal, plain
from readiness.register.find_sheets import name_in
from readiness.register.read import spellings_of, words_chosen
from readiness.specification.frameworks import RegisterField, RegisterSheet

EXCEL_BEGINS = dt.date(1901, 1, 1)  # Excel takes 1900 for a leap year, and knows nothing before
_MIDNIGHT = re.compile(r"[T\s]+00:00(:00)?$")


class CellMeanings:
    """What the cells of a sheet mean, whatever their spaces, the case of choices and names, and the way of days."""

    def __init__(self, about: RegisterSheet) -> None:
        self._about = about
        self._spellings = {name: spellings_of(column) for name, column in about.columns.items() if column.choices}

    def of(self, name: str, cell: Any) -> Hashable:
        """The meaning of a cell that is not blank, equal to that of every cell of its field that says the same."""
        text, column = as_seen(cell), self._about.columns[name]
        if name in self._spellings:
            known = self._spellings[name]
            words = words_chosen(column, text, known)
            return frozenset(known.get(plain(word)) or normal(word) or word for word in words)
        if name == self._about.named_by and column.type == "text":
            return normal(text) or text
        figure: Hashable = as_number(cell) if column.type == "number" else None
        if column.type == "time" and not isinstance(cell, dt.datetime):
            figure = as_time(cell)
        if figure is None:
            figure = read_day(_MIDNIGHT.sub("", text))
        if figure is not None:
            return figure
        return "\n".join(" ".join(line.split()) for line in text.splitlines())

    def name(self, cell: Any) -> Hashable:
        """What a row goes by, from the cell that names it; empty when that is blank."""
        about = self._about
        if about.named_once and about.named_by not in self._spellings:
            return name_in(about, cell) or as_seen(cell)
        return self.of(about.named_by, cell) if as_seen(cell) else ""


def as_carried(field: RegisterField, cell: Any) -> object:
    """A cell as it is written into another copy: a day, a time, a number, or its words."""
    text = as_seen(cell)
    if field.type == "time" and isinstance(cell, dt.time):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(text)
    day = read_day(text) if field.type == "date" else None
    return day if day and day >= EXCEL_BEGINS and isinstance(cell, dt.date) else text
