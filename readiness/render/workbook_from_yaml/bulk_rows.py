"""A worksheet that takes the rows of a list whole, column by column, and writes them in one go.

XlsxWriter keeps an object for each cell and writes it by itself; for lists of many thousand rows that is most of a run.
Titles, headings, widths, filters and drop-downs are XlsxWriter's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from readiness.files.office import LONGEST_TEXT
from readiness.foundation.normalise import visible


class ListSheet(Worksheet):  # type: ignore[misc]
    """A worksheet with rows of data below rows written the usual way."""

    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self._first = 0
        self._columns: list[tuple[str, Sequence[int | None], Format]] = []

    def write_texts(self, first: int, values: Iterable[str | None], style: Format) -> None:
        """The next column: texts from the row ``first``, counted from nought. Blank cells are not written."""
        index = self.str_table._get_shared_string_index
        cells = [None if value is None else index(visible(value)[:LONGEST_TEXT]) for value in values]
        self._add('t="s"', first, cells, style)

    def write_numbers(self, first: int, values: Iterable[int | None], style: Format) -> None:
        """The next column: whole numbers, or days counted as Excel does."""
        self._add("", first, [*values], style)

    def _add(self, kind: str, first: int, cells: Sequence[int | None], style: Format) -> None:
        self._first = first
        self._columns.append((kind, cells, style))

    def _write_dimension(self) -> None:
        """Notes how far the sheet reaches, now that every column is there."""
        self._above: int = self.dim_rowmax
        rows = max((len(cells) for _, cells, _ in self._columns), default=0)
        self.dim_rowmax = max(self.dim_rowmax, self._first + rows - 1)
        super()._write_dimension()

    def _write_rows(self) -> None:
        """The rows above the data, and then the data."""
        self.dim_rowmax = self._above
        super()._write_rows()
        columns = [
            _cells(xl_col_to_name(position), self._first + 1, cells, f'{kind} s="{style._get_xf_index()}"'.strip())
            for position, (kind, cells, style) in enumerate(self._columns)
        ]
        for number, row in enumerate(zip(*columns, strict=True), start=self._first + 1):
            self.fh.write(f'<row r="{number}">{"".join(row)}</row>')


def _cells(letters: str, first: int, cells: Sequence[Any], about: str) -> list[str]:
    """The XML of each cell of a column."""
    return [
        "" if cell is None else f'<c r="{letters}{row}" {about}><v>{cell}</v></c>'
        for row, cell in enumerate(cells, first)
    ]
