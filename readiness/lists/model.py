"""One list as its stage gives it and its readers take it. Its rows are child-level, for files meant for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from readiness.specification.model import FIRST_EDITION

Cell = str | int | dt.date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class ColumnResult:
    """One column of a list as made: what it holds and what it lacks."""

    name: str
    heading: str
    kind: str
    codes: str
    means: str
    may_be_blank: str
    since: str
    seen_officially: bool
    sources: tuple[str, ...]
    sources_missing: tuple[str, ...]
    sources_filled: bool
    blank: int
    not_accepted: int
    stands_for: str = ""
    told: tuple[str, ...] = ()

    @property
    def no_source(self) -> bool:
        return bool(self.sources) and self.sources == self.sources_missing

    @property
    def comments(self) -> str:
        """What a reader should know of the column, in sentences."""
        remarks = [self.means, *self.told]
        if self.sources_missing and not self.no_source:
            remarks.append(f"Not supplied: {', '.join(self.sources_missing)}.")
        if self.sources and not self.no_source and not self.sources_filled:
            remarks.append("The extract has the column and nothing in it.")
        if self.may_be_blank:
            remarks.append(self.may_be_blank)
        if self.since != FIRST_EDITION:
            remarks.append(f"In Annex A since {self.since}.")
        if not self.seen_officially:
            remarks.append("Seen in public tools and not in an Ofsted document.")
        return " ".join(remark for remark in remarks if remark)


@dataclass(frozen=True)
class LeftOut:
    """Raw rows that are not listed, for one reason."""

    reason: str
    rows: int


class RowLeftOut(NamedTuple):
    """One raw row that is not listed, numbered as a spreadsheet does: whose it is, its day and why. Child-level."""

    table: str
    file: str
    row: int
    person: Cell
    day: Cell
    reason: str


@dataclass(frozen=True, kw_only=True)
class ListAccount:
    """What became of the rows a list was made from. ``repeated`` says why rows were passed over on reading.

    ``row_numbers`` says on which row of its sheet each row stood, of a list that was read and not made.
    """

    tables: tuple[str, ...]
    rows_in_files: int
    rows_repeated: int = 0
    left_out: tuple[LeftOut, ...] = ()
    repeated: tuple[LeftOut, ...] = ()
    left_empty: bool = False
    row_numbers: tuple[int, ...] = ()
    was_read: bool = False

    @property
    def rows_left_out(self) -> int:
        return sum(reason.rows for reason in self.left_out)


@dataclass(frozen=True, kw_only=True)
class ListResult(ListAccount):
    """One list: its rows, and an account of every raw row it was made from.

    ``each_left_out`` names each raw row that is not listed, where a document of the run asks for it.
    """

    name: str
    number: int
    title: str
    short_title: str
    inclusion: str
    columns: tuple[ColumnResult, ...]
    rows: tuple[Row, ...]
    each_left_out: tuple[RowLeftOut, ...] = ()

    @property
    def adds_up(self) -> bool:
        return self.rows_in_files == self.rows_repeated + self.rows_left_out + len(self.rows)

    @property
    def full_title(self) -> str:
        """The list's number and title: "List 7: Child protection"."""
        return f"List {self.number}: {self.title}"

    @cached_property
    def people(self) -> tuple[Cell, ...]:
        """Whom each row is about."""
        return self._column("person")

    @cached_property
    def teams(self) -> tuple[Cell, ...]:
        return self._column("team")

    @cached_property
    def workers(self) -> tuple[Cell, ...]:
        return self._column("worker")

    def _column(self, stands_for: str) -> tuple[Cell, ...]:
        """The column that stands for something, blank throughout where there is none."""
        for place, column in enumerate(self.columns):
            if column.stands_for == stands_for:
                return tuple(row[place] for row in self.rows)
        return (None,) * len(self.rows)


@dataclass(frozen=True, kw_only=True)
class ListColumn(ColumnResult):
    """A column told together with its list."""

    list: ListResult = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ListReason(LeftOut):
    """A reason for which rows are not listed, told together with the list."""

    list: ListResult = field(repr=False)


@dataclass(frozen=True, order=True)
class Remark:
    """What the reader of a workbook tells: its ``kind``, which a rule names; the list; of what; and on which rows."""

    kind: str
    about: str = ""
    what: str = ""
    rows: tuple[int, ...] = ()


FOUND = "_found"
NO_SOURCE = "column without a source"  # the kind of remark, as the rules name it
