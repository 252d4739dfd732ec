"""The shape of an indicator: what may stand in a page of annex_a/kpis."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from readiness.specification.base import Piece, Words


class Release(Piece):
    """Where a release of DfE statistics holds the public figure: a column, of the rows ``where`` others say so."""

    column: str
    where: dict[str, str] = {}

    @property
    def held_in(self) -> str:
        """The same in words."""
        where = "; ".join(f"{column} is {word}" for column, word in self.where.items())
        return f"column {self.column}{where and f', where {where}'}"


class Published(Release):
    """The same with the file that holds it, and how ``other_releases`` of the file call its columns.

    ``year_ends`` is the month and day to which its figures are, such as 09-30, where they are not to the end of March.
    """

    dataset: str
    year_ends: Annotated[str, Field(pattern=r"^((0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$")] = ""
    other_releases: tuple[Release, ...] = ()

    @property
    def releases(self) -> tuple[Release, ...]:
        """How the releases call it, the latest first."""
        return (self, *self.other_releases)


class PublicMeasure(Piece):
    """The public figure that an indicator may be set beside, and whether that compares like with like."""

    measure: str
    like_for_like: bool
    why: str
    published: Published | None = None


class KpiPage(Piece):
    """One indicator. Every figure of it is counted in one relation, a row of which is called ``this``.

    That is a list (``counts_rows_of``) or what the SQL file beside the page gives from case data, which then ``needs``
    tables. Without either, its figures are entered in the register. ``denominator`` and ``numerator`` are conditions on
    a row; a row counts in the numerator only if it does in the denominator. Of an average, ``adds`` is what is added up
    over the rows of the denominator; of a rate, ``out_of`` is the number it is per 10,000 of. ``not_recorded`` holds
    for a row of the denominator of which nothing is recorded that could decide. Where the records keep only the latest
    state, earlier days cannot be worked out again, and ``only_today_because`` says so.
    """

    ref: str
    title: str
    section: str
    sorts_after: str = ""
    area: str
    question: str
    why_it_matters: str
    unit: Literal["percent", "count", "rate", "average"]
    direction: Literal["higher", "lower", "neither"]
    period: Literal["snapshot", "year to date", "rolling year"]
    numerator_is: str
    denominator_is: str = ""
    counts_rows_of: str = ""
    needs: Words = ()
    denominator: str = ""
    numerator: str = ""
    adds: str = ""
    out_of: str = ""
    not_recorded: str = ""
    approximates: str = ""
    only_today_because: str = ""
    entered_because: str = ""
    minimum: Decimal | None = None
    upper: Decimal | None = None
    targets_agreed: dt.date | None = None
    targets_from: str = ""
    reviewed_by: str = ""
    next_review: dt.date | None = None
    comparator: PublicMeasure | None = None
    basis: Annotated[str, Field(min_length=1)]

    @property
    def order(self) -> tuple[tuple[int, int, str], ...]:
        """What it sorts by: its ref, whose numbers are numbers, so that 4.8 comes before 5.10.

        A page that ``sorts_after`` another ref stands behind that one, before the next.
        """
        parts = [part for ref in (self.sorts_after, self.ref) if ref for part in ref.split(".")]
        return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Says what its unit needs and nothing else. Raises ValueError."""
        if (self.minimum is None) != (self.upper is None):
            raise ValueError("minimum and upper go together")
        if self.minimum is not None and self.upper is not None:
            if self.direction == "neither" or self.unit == "count":
                raise ValueError("a count, and what has no direction, is not rated and has no targets")
            if (self.minimum > self.upper) == (self.direction == "higher") and self.minimum != self.upper:
                raise ValueError("minimum and upper are the wrong way round")
        if self.unit == "average" and self.numerator:
            raise ValueError('an average says what it "adds", and no numerator')
        return self
