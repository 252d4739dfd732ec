"""A raw table: where it is, what its columns are called, and how to get at its text. Meaning is left to intake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


class Refused(Exception):
    """A file that is not read: why, and what to do, in words that hold no value."""

    def __init__(self, why: str, do: str) -> None:
        self.why = why
        self.do = do
        super().__init__(why)


Rows = Callable[[], Iterator[Sequence[str | None]]]


@dataclass(frozen=True)
class RawTable:
    """One table as found.

    ``place`` is its file as people are told it. ``rows`` gives the rows of a table that is not a CSV or Parquet file;
    ``header`` is empty for Parquet, whose columns the store knows. ``first_row`` is the row a spreadsheet shows the
    first record on. ``serial_dates`` says that a bare number may be Excel's count of days.
    """

    name: str
    place: str
    kind: Literal["csv", "parquet", "rows"]
    header: tuple[str, ...] = ()
    path: Path | None = None
    fingerprint: str = ""
    encoding: str = "utf-8"
    delimiter: str = ","
    rows: Rows | None = None
    first_row: int = 2
    serial_dates: bool = False
