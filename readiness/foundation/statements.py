"""Which statements of some SQL make something else where what they name is another, and which are asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from readiness.foundation.database import statements_of, words_in

_COMMENTS = re.compile(r"^\s*--.*$", re.MULTILINE)  # that stand alone: elsewhere two dashes may be within a text
_MAKES = re.compile(r"\bcreate\s+(?:or\s+replace\s+)?(?:table|view|macro)\s+(\w+)\b(?!\s*\.)", re.IGNORECASE)


class SqlStatement(NamedTuple):
    """A statement, the name of what it makes if that is just one thing, and its words; both in small letters."""

    text: str
    makes: str
    words: frozenset[str]


def made_otherwise(sql: str, others: Collection[str]) -> tuple[list[SqlStatement], set[str]]:
    """The statements that make something else where some relations are others, since they name those or what is made
    of them; and the names of whatever is another then.

    What is left out makes the same as it did. Nothing is left out where a statement does not make just one thing with
    a plain name.
    """
    different, statements = {name.lower() for name in others}, []
    for statement in _statements(sql):
        if not statement.makes:
            whole = SqlStatement(sql, "", _words(sql))
            return [whole], different | whole.words
        if different & statement.words:
            different.add(statement.makes)
            statements.append(statement)
    return statements, different


def named_by(sql: str, statements: Iterable[SqlStatement]) -> list[SqlStatement]:
    """Those statements, in their order, that make what some SQL names, or what one of those that do names in turn."""
    named, asked = _words(sql), []
    for statement in reversed([*statements]):
        if not statement.makes or statement.makes in named:
            named |= statement.words
            asked.append(statement)
    return asked[::-1]


@cache
def _statements(sql: str) -> tuple[SqlStatement, ...]:
    found = []
    for text in statements_of(sql):
        makes = [*map(str.lower, _MAKES.findall(text))]
        found.append(SqlStatement(text, makes[0] if len(makes) == 1 else "", _words(text)))
    return tuple(found)


def _words(sql: str) -> frozenset[str]:
    return frozenset(words_in(_COMMENTS.sub("", sql).lower()))
