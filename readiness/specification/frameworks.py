"""The shape of what is known of inspections apart from lists: frameworks, documents to have ready, the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from readiness.foundation.normalise import plain
from readiness.specification.base import Piece, Words

ALL = "all"  # stands for every judgement area
Basis = Literal["verified", "seen in published sources", "our own suggestion", "added by the authority"]


class Judgement(Piece):
    """One thing that an edition judges. Its name may have changed between editions; its key has not.

    It ``covers`` the judgements by whose keys later editions judge apart what it judges as one.
    """

    title: str
    short_title: str
    covers: Words = ()
    over_all: bool = False
    basis: str
    verified: bool


Mark = Literal["", "documents handed over", "last day on site"]


class TimetableLine(Piece):
    """What happens on a working day counted from the call (0), and which role does it. ``marks`` names some days.

    What happens ``every_day`` does so from then on until the last day on site. ``at`` is a time such as 08:00.
    """

    working_day: int
    every_day: bool = False
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^$")] = ""
    what: str
    role: str
    marks: Mark = ""
    basis: str
    verified: bool


class InspectionKind(Piece):
    """A kind of inspection and its timetable."""

    title: str
    means: str
    basis: str
    verified: bool
    timetable: tuple[TimetableLine, ...] = ()


class Framework(Piece):
    """An edition of the inspection framework: what it judges, how it grades, which kinds of inspection it has."""

    title: str
    in_force_from: dt.date
    in_force_to: dt.date | None = None
    judgements: dict[str, Judgement]
    grades: Words
    kinds: dict[str, InspectionKind]
    basis: str
    verified: bool


class Document(Piece):
    """A document that inspectors may ask for. ``areas`` are keys of judgements, or "all"; ``expected_in`` kinds.

    ``fresh_for_days`` is how old its file, or its approval, may be; ``made_here`` names what this product makes of it.
    ``made_of`` is the sheet of the register that its authors' words are kept on, for the self-evaluation.
    """

    title: str
    areas: Words
    usual_owner: str
    cycle: str
    fresh_for_days: int | None = None
    freshness: str = ""
    expected_in: Words
    made_here: str = ""
    made_of: Literal["", "statements"] = ""
    confidential: bool = False
    basis: Basis
    source: str
    note: str = ""


class RegisterField(Piece):
    """A column of a sheet of the register.

    ``choices`` are keys with their spellings, of which the first is what people read. A field of type "area" takes one
    judgement area and one of type "areas" several; what they may be comes from the framework, and from ``choices``.
    ``required`` says whether the column must be there, or every row's cell filled too.
    """

    heading: str
    also_headed: Words = ()
    type: Literal["text", "date", "time", "number", "choice", "area", "areas"] = "text"
    choices: dict[str, Annotated[Words, Field(min_length=1)]] = {}
    required: Literal["no", "column", "cell"] = "no"
    help: str
    width: float = 18


class RegisterSheet(Piece):
    """A sheet of the register, one thing a row. ``named_by`` is the column that names the thing.

    ``named_once`` says that no two rows may have the same name; where they may, ``told_apart_by`` are the columns in
    which copies of the register must agree for a row to be the same one. An ``optional`` sheet need not be there, and
    then has no rows. ``title`` must do as the name of a sheet.
    """

    title: Annotated[str, Field(min_length=1, max_length=31, pattern=r"^[^\\/*?:\[\]]+$")]
    also_titled: Words = ()
    rows_are: str
    named_by: str
    named_once: bool = False
    told_apart_by: Words = ()
    optional: bool = False
    columns: dict[str, RegisterField]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        """Names one of its columns, and leaves no heading or spelling to two meanings. Raises ValueError."""
        if self.named_by not in self.columns:
            raise ValueError(f'"named by" must be one of {", ".join(self.columns)}')
        if unknown := [name for name in self.told_apart_by if name not in self.columns]:
            raise ValueError(f'"told apart by" has no {unknown[0]} among the columns')
        for key, column in self.columns.items():
            if column.type == "choice" and not column.choices:
                raise ValueError(f"{key} is a choice without choices")
            _one_meaning_each({choice: (choice, *column.choices[choice]) for choice in column.choices})
        _one_meaning_each({key: (key, column.heading, *column.also_headed) for key, column in self.columns.items()})
        return self


def _one_meaning_each(spelt: Mapping[str, Words]) -> None:
    """Raises ValueError when two keys have a spelling in common."""
    meant: dict[str, str] = {}
    for key, spellings in spelt.items():
        for spelling in spellings:
            if meant.setdefault(plain(spelling), key) != key:
                raise ValueError(f'"{spelling}" stands for {meant[plain(spelling)]} and {key}')


EVERY_AREA = "All areas"


def area_titles(frameworks: Mapping[str, Framework], framework: str) -> dict[str, Words]:
    """What each judgement area of a framework goes by, its short title first; a judgement over all is no area.

    Its other titles, in any framework, are among them, and those of what it covers.
    """
    return {
        key: tuple(
            dict.fromkeys(
                title
                for edition in (frameworks[framework], *frameworks.values())
                for name in (key, *judgement.covers)
                if name in edition.judgements
                for title in (edition.judgements[name].short_title, edition.judgements[name].title)
            )
        )
        for key, judgement in frameworks[framework].judgements.items()
        if not judgement.over_all
    }
