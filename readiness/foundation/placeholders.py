"""Fills the fields of texts that authors write: headings, inclusion rules, layouts.

Fields are Jinja, run in a sandbox; a field nobody knows is a mistake that names the nearest known one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from traceback import walk_tb
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing

from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.normalise import visible
from readiness.foundation.phrases import day, listed, many, nearest, number, printable, sentence
from readiness.foundation.template_limits import LOOK_FOR, GoesTooFar
from readiness.foundation.template_sandbox import LimitedEnvironment

TOO_DEEP = (RecursionError, SyntaxError)  # tags within tags, of which Python takes so many and no more
SLIPS = (TemplateError, TypeError, ValueError, ArithmeticError, MemoryError, *TOO_DEEP)
_ONLY_A_FIELD = re.compile(r"\s*\{\{(?P<expression>(?:(?!\}\}).)*)\}\}\s*", re.DOTALL)
SEE_TEMPLATES = "See the templates' README"


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


def _seen(value: Any) -> Any:
    """A value as it is; of a text, what people see of it."""
    return visible(value) if type(value) is str else value


def environment(autoescape: bool = False, finalize: Callable[[Any], Any] | None = None) -> SandboxedEnvironment:
    """A sandbox with the filters that every template has. ``finalize`` makes a field's value a text."""
    sandbox = LimitedEnvironment(undefined=_Unknown, autoescape=autoescape, finalize=finalize or _seen)
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


def asked_of(text: str, name: str) -> frozenset[str] | None:
    """The fields of ``name`` that a text asks for; None when it asks for the whole, or in a way that hides which.

    Raises TemplateSyntaxError.
    """
    fields: set[str] = set()
    known = 0
    tree = _ENVIRONMENT.parse(text)
    for node in tree.find_all(nodes.Getattr):
        if isinstance(node.node, nodes.Name) and node.node.name == name:
            fields.add(node.attr)
            known += 1
    every = sum(node.name == name for node in tree.find_all(nodes.Name))
    return frozenset(fields) if known == every else None


def is_unknown(error: Exception) -> bool:
    """Whether an error says that nobody knows a field."""
    return isinstance(error, _UnknownField)


def line_of(error: Exception) -> int:
    """The line of a template on which filling it stopped; 0 where nobody can tell."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>"]
    return lines[-1] if lines else 0


def slip(error: Exception, place: str, fields: Mapping[str, Any]) -> Mistake:
    """What a person is told of an error that filling fields raised, one of ``SLIPS``."""
    if isinstance(error, GoesTooFar):
        return Mistake(place, error.wrong, error.do)
    if isinstance(error, TOO_DEEP):
        wrong = "goes round within itself, or stands deeper within tags than can be read"
        return Mistake(place, wrong, "Make it flatter")
    if isinstance(error, MemoryError):
        return Mistake(place, "needs more memory than there is", LOOK_FOR)
    if not isinstance(error, _UnknownField):
        return Mistake(place, f"a field cannot be worked out ({type(error).__name__})", "See the templates' README")
    known = _names(error.looked_in)
    if error.looked_in is missing:
        known = set(fields).union(*map(_names, fields.values()))
    return Mistake(place, f'unknown field "{error.name}"', nearest(str(error.name), known))


def _names(value: Any) -> Iterable[str]:
    """What may be asked of a value."""
    return set(map(str, value)) if isinstance(value, Mapping) else {n for n in dir(value) if not n.startswith("_")}
