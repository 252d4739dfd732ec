"""A store with a ground, on which one proof after the other is run: what lies there just so is not made again."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from readiness.foundation.database import Item, Result, Store
from readiness.foundation.statements import SqlStatement, made_otherwise, named_by

_ASIDE = "undone"
_MADE_ASIDE = f"select table_name from duckdb_tables() where schema_name = '{_ASIDE}'"


class GroundStore(Store):
    """What is put into it first is its ground. What is made ``undone`` hides what lies there under the same name.

    A page of SQL that made the ground is run again only as far as it makes something else of what was put aside,
    and as a query asks for that.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lying: dict[str, object] = {}  # what lies on the ground, by name, and the pages that were run
        self._others: set[str] | None = None  # what is another than on the ground; None while that is laid
        self._waiting: dict[SqlStatement, str] = {}  # what is to be made when it is asked for, and where it stands

    @contextmanager
    def undone(self) -> Iterator[GroundStore]:
        """The same ground for one proof: all that it makes is aside, and nothing of it is left afterwards."""
        own = copy.copy(self)
        own._connection = self._connection.cursor()  # with which its temporary tables go
        own._others, own._waiting = set(), {}
        try:
            with own.aside(_ASIDE):
                yield own
        finally:
            own._connection.close()

    def side_by_side(
        self, work: Callable[[Store, Item], Result], items: Iterable[Item], _told: Callable[[int], str] = lambda _: ""
    ) -> list[Result]:
        """One after the other: what is drawn is small, and what is aside is seen by this connection alone."""
        return [work(self, item) for item in items]

    def make_empty(self, name: str, columns: Mapping[str, str]) -> None:
        """Makes a table without rows, unless it lies there."""
        if not self._lies(name, columns):
            super().make_empty(name, columns)

    def one_row(self, name: str, values: dict[str, object]) -> None:
        """Makes the one-row relation of that name, unless it lies there."""
        if not self._lies(name, values):
            super().one_row(name, values)

    def keep(
        self,
        name: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[str | None]],
        kinds: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Makes a table from rows of texts at hand, unless it lies there."""
        rows = [*rows]
        if not self._lies(name, rows):
            super().keep(name, columns, rows, kinds)

    def specified(self, place: str, sql: str) -> None:
        """Runs SQL of the specification; of a page that was run on the ground, what makes something else now waits."""
        if self._lies(place, sql):
            made_aside = {name for (name,) in self.rows(_MADE_ASIDE)}
            statements, self._others = made_otherwise(sql, made_aside | (self._others or set()))
            self._waiting |= dict.fromkeys(statements, place)
        else:
            super().specified(place, sql)

    def ask(self, place: str, sql: str) -> list[tuple[Any, ...]]:
        """The rows a query of the specification gives, once what it names and what waits is made."""
        for statement in named_by(sql, self._waiting):
            super().ask(self._waiting.pop(statement), statement.text)
        return super().ask(place, sql)

    def _lies(self, name: str, made: object) -> bool:
        """Whether that is on the ground already; while the ground is laid, it is from now on."""
        if self._others is not None:
            return self._lying.get(name) == made
        self._lying[name] = made
        return False
