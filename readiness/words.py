"""Fills the fields of texts that authors write: headings, inclusion rules, layouts.

Fields are Jinja, run in a sandbox; a field nobody knows is a mistake that names the nearest known one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

from readiness.errors import Mistake, SpecificationError, listed, nearest

_ONLY_A_FIELD = re.compile(r"\s*\{\{(?P<expression>(?:(?!\}\}).)*)\}\}\s*", re.DOTALL)


def day(value: dt.date | None) -> str:
    """A date as people write it: 31 March 2023."""
    return f"{value.day} {value:%B %Y}" if value else ""


def number(value: int) -> str:
    """A whole number with its thousands apart: 15,860."""
    return f"{value:,}"


def _environment() -> SandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters.update(day=day, number=number, listed=listed)
    return environment


_ENVIRONMENT = _environment()


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
    except UndefinedError as error:
        raise SpecificationError(_unknown(error, place, fields)) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise SpecificationError(
            Mistake(place, f"a field cannot be worked out ({type(error).__name__})", "See the templates' README")
        ) from None
    return value


def _unknown(error: UndefinedError, place: str, fields: Mapping[str, Any]) -> Mistake:
    name = re.findall(r"'(\w+)'", error.message or "")
    wrong = name[-1] if name else "?"
    known = set(fields)
    for value in fields.values():
        known |= set(value) if isinstance(value, Mapping) else {n for n in dir(value) if not n.startswith("_")}
    return Mistake(place, f'unknown field "{wrong}"', nearest(wrong, known))
