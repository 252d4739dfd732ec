"""How the text of a column is read, whether it is a column of case data or of a list that stands in a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from readiness.specification.model import Blanks, CaseColumn


@dataclass(frozen=True)
class ColumnReading:
    """Of what type a column is, which texts and days in it mean that nothing is recorded, and which codes it holds.

    ``written_as`` holds what the standard itself writes for a code, spelling -> key. ``otherwise`` names the column
    beside it that is read where this one is blank. ``others_expected`` says that it may hold more than its codes.
    """

    type: Literal["id", "text", "date", "whole number", "decimal"]
    blank_texts: tuple[str, ...]
    blank_dates: tuple[dt.date, ...]
    codes: str = ""
    written_as: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = ""
    others_expected: bool = False


def case_reading(column: CaseColumn, blanks: Blanks) -> ColumnReading:
    """How a column of case data is read."""
    return ColumnReading(
        type=column.type,
        blank_texts=blanks.texts,
        blank_dates=blanks.dates,
        codes=column.codes,
        written_as=column.written_as,
        otherwise=column.otherwise,
        others_expected=bool(column.besides),
    )
