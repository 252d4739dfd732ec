"""Writes a list as a CSV file, with Ofsted's headings on row 1.

A spreadsheet would run a text that begins with = + - or @ as a formula, so an apostrophe is put before it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io

from readiness.foundation.normalise import visible
from readiness.lists.model import Cell, ListResult

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(result: ListResult) -> bytes:
    """The file's bytes: UTF-8 with a byte order mark, dates as DD/MM/YYYY."""
    content = io.StringIO(newline="")
    lines = csv.writer(content)
    lines.writerow([column.heading for column in result.columns])
    lines.writerows([_text(cell) for cell in row] for row in result.rows)
    return content.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str | int | None:
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    text = visible(cell) if isinstance(cell, str) else cell
    if isinstance(text, str) and text.startswith(FORMULA_SIGNS):
        return f"'{text}"
    return text
