"""The cells of a register's rows by what they hold: words, a day, a time, a number, a choice, judgement areas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Generic, Literal, TypeVar, get_origin

from readiness.register.read import RegisterRow

Key = TypeVar("Key", bound=str)


@dataclass(frozen=True)
class TextCell:
    """A cell: its text without the spaces around it, its column's heading, and its place as people are told it."""

    text: str
    heading: str
    place: str


@dataclass(frozen=True)
class DayCell(TextCell):
    """A cell for a day."""

    day: dt.date | None


@dataclass(frozen=True)
class TimeCell(TextCell):
    """A cell for a time of the day."""

    time: dt.time | None


@dataclass(frozen=True)
class NumberCell(TextCell):
    """A cell for a number, exact."""

    number: Fraction | None


@dataclass(frozen=True)
class ChoiceCell(TextCell, Generic[Key]):
    """A cell in which something is chosen: its ``key`` however it was spelt, and as it is ``shown``; empty if blank."""

    key: Key | Literal[""]
    shown: str


@dataclass(frozen=True)
class AreasCell(TextCell):
    """A cell for one judgement area or several: their ``keys``, and as they are ``shown``."""

    keys: tuple[str, ...]
    shown: str

    @property
    def key(self) -> str:
        """The first of them; empty when the cell is blank."""
        return next(iter(self.keys), "")


CELL_TYPES: Mapping[type, tuple[str, ...]] = {
    TextCell: (),  # whatever stands in a cell is a text
    DayCell: ("date",),
    TimeCell: ("time",),
    NumberCell: ("number",),
    ChoiceCell: ("choice",),
    AreasCell: ("area", "areas"),
}


def cell_of(row: RegisterRow, name: str, hint: Any) -> TextCell:
    """The cell of a field, of the class that its type asks for."""
    text, heading, place = row.text(name), row.headings[name], row.place(name)
    kind = kind_of(hint)
    if kind is DayCell:
        return DayCell(text, heading, place, row.day(name))
    if kind is TimeCell:
        return TimeCell(text, heading, place, row.time(name))
    if kind is NumberCell:
        return NumberCell(text, heading, place, row.number_in(name))
    if kind is AreasCell:
        return AreasCell(text, heading, place, row.choices(name), row.shown(name))
    if kind is ChoiceCell:
        return ChoiceCell(text, heading, place, row.choice(name), row.shown(name))
    return TextCell(text, heading, place)


def kind_of(hint: Any) -> Any:
    """The class of cells that a field's type stands for, which may say besides what can be chosen."""
    return get_origin(hint) or hint
