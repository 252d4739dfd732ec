"""Fills the fields of texts that authors write: headings, inclusion rules, layouts.

Fields are Jinja, run in a sandbox; a field nobody knows is a mistake that names the nearest known one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any

from jinja2 import StrictUndefined, TemplateError, Undefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from jinja2.utils import missing

from readiness.errors import Mistake, SpecificationError, listed, many, nearest, sentence

SLIPS = (TemplateError, TypeError, ValueError, ArithmeticError)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 has no place for them
_ONLY_A_FIELD = re.compile(r"\s*\{\{(?P<expression>(?:(?!\}\}).)*)\}\}\s*", re.DOTALL)


def day(value: dt.date | str | None) -> str:
    """A date, or the one that a text such as 2023-03-31T09:15 begins with, as people write it: 31 March 2023."""
    if isinstance(value, str):
        with suppress(ValueError):
            return day(dt.date.fromisoformat(value[:10]))
        return value
    return f"{value.day} {value:%B %Y}" if value else ""


def printable(text: str) -> str:
    """A text without the characters that no part of an Office document may hold; its lines all end alike."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def printed(value: Any) -> Any:
    """A field's value as Office documents print it: nothing for None, Yes or No, days in words.

    A field that nobody knows stays what it is, so that whoever prints it is told.
    """
    if isinstance(value, Undefined):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return day(value)
    return printable("" if value is None else str(value))


def number(value: int) -> str:
    """A whole number with its thousands apart: 15,860."""
    return f"{value:,}"


class _UnknownField(UndefinedError):
    """A field nobody knows: its name, and what was looked for it in; ``missing`` when that is all fields."""

    def __init__(self, looked_in: Any, name: Any, message: str | None = None) -> None:
        super().__init__(message)
        self.looked_in = looked_in
        self.name = name


class _Unknown(StrictUndefined):
    """Stands for a field nobody knows, and remembers where it was looked for."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: Any = None, exc: Callable[..., Any] = UndefinedError
    ) -> None:
        told: Any = partial(_UnknownField, obj, name) if exc is UndefinedError and name is not None else exc
        super().__init__(hint, obj, name, told)


def environment(autoescape: bool = False, finalize: Callable[[Any], Any] | None = None) -> SandboxedEnvironment:
    """A sandbox with the filters that every template has. ``finalize`` makes a field's value a text."""
    sandbox = ImmutableSandboxedEnvironment(undefined=_Unknown, autoescape=autoescape, finalize=finalize)
    sandbox.filters.update(day=day, number=number, listed=listed, many=many, sentence=sentence)
    return sandbox


_ENVIRONMENT = environment()


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Any:
    only = _ONLY_A_FIELD.fullmatch(text)
    if only:
        return _ENVIRONMENT.compile_expression(only["expression"], undefined_to_none=False)
    return _ENVIRONMENT.from_string(text).render


def fill(text: str, place: str, fields: Mapping[str, Any]) -> Any:
    """The text with its fields filled in.

    A text that is one field and nothing else gives that field's value as it is, a number or a date; any other
    gives a string. ``place`` says where the text stands, for the message when a field is wrong.
    """
    if "{" not in text:
        return text
    try:
        value = _compiled(text)(**fields)
        if isinstance(value, StrictUndefined):
            str(value)
    except SLIPS as error:
        raise SpecificationError(slip(error, place, fields)) from None
    return value


def is_unknown(error: Exception) -> bool:
    """Whether an error says that nobody knows a field."""
    return isinstance(error, _UnknownField)


def slip(error: Exception, place: str, fields: Mapping[str, Any]) -> Mistake:
    """What a person is told of an error that filling fields raised, one of ``SLIPS``."""
    if not isinstance(error, _UnknownField):
        return Mistake(place, f"a field cannot be worked out ({type(error).__name__})", "See the templates' README")
    known = _names(error.looked_in)
    if error.looked_in is missing:
        known = set(fields).union(*map(_names, fields.values()))
    return Mistake(place, f'unknown field "{error.name}"', nearest(str(error.name), known))


def _names(value: Any) -> Iterable[str]:
    """What may be asked of a value."""
    return set(map(str, value)) if isinstance(value, Mapping) else {n for n in dir(value) if not n.startswith("_")}
