"""Reads another database through its ODBC driver, in a DuckDB of its own, which is gone before the store is closed off.

Sends nothing but what makes a connection read only, and SELECTs. Whatever goes wrong is told without a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from readiness.foundation.database import Store, sql_text
from readiness.foundation.errors import Refused
from readiness.foundation.odbc_refusals import CONNECTION_LOST, DatabaseRefusal, refusal_of
from readiness.foundation.phrases import listed

_NAMES_DRIVER = re.compile(r"(^|;)\s*driver\s*=", re.IGNORECASE)
_READS = re.compile(r"select [^;]*")
_TRUSTED = re.compile(r"VARCHAR|DATE|TIMESTAMP.*|TIME|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|BOOLEAN|UUID")


@dataclass(frozen=True)
class ReadOnly:
    """What makes a connection read only: a statement before the transaction that all is read in, and its first."""

    before: str = ""
    first: str = ""


NOTHING_TO_SAY = ReadOnly()


class Reader:
    """A connection that only reads."""

    def __init__(self, store: Store, connection: int) -> None:
        self._store = store
        self._connection = connection

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT. Raises Refused."""
        return self._ask(f"from {self._source(select)}")

    def types(self, select: str) -> list[str]:
        """The type of each column of a SELECT. Raises Refused, also of types that drivers are known to get wrong."""
        described = self._ask(f"select column_type from (describe from {self._source(select)})")
        types = [kind for (kind,) in described]
        if not all(_TRUSTED.fullmatch(kind) for kind in types):
            raise Refused("a column comes as a kind of number that drivers get wrong", "Say so to who looks after this")
        return types

    def save(self, select: str, written: str, order: str, file: Path) -> None:
        """Saves a SELECT as a CSV file, its columns ``written`` so and its rows in that order. Raises Refused."""
        ordered = f"select {written} from {self._source(select)} order by {order}"
        self._ask(f"copy ({ordered}) to {sql_text(str(file))} (format csv, header true)")

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What a statement gives. A connection that was lost may say so only when it is asked once more."""
        try:
            return _asked(self._store, sql)
        except DatabaseRefusal as error:
            refusal = error
        if refusal.sign is None:
            try:
                _asked(self._store, f"from {self._source('select 1 as one')}")
            except DatabaseRefusal as again:
                refusal = again if again.sign is CONNECTION_LOST else refusal
        raise refusal

    def _source(self, select: str) -> str:
        if not _READS.fullmatch(select):
            raise Refused("is called so that no plain SELECT can name it", "Have a view made of it with a plain name")
        return f"odbc_query({self._connection}::bigint, {sql_text(select)})"


@contextmanager
def connected(extension: Path, connection: str, read_only: ReadOnly) -> Iterator[Reader]:
    """A connection for as long as it is needed. Raises Refused."""
    with Store() as store:
        try:
            _asked(store, f"load {sql_text(str(extension))}")
        except DatabaseRefusal:
            do = "On Linux install unixodbc first; else install the extension for this kind of computer"
            raise Refused(f"the extension {extension.name} cannot be loaded here", do) from None
        number = _connect(store, connection)
        try:
            if read_only.before:
                _asked(store, f"from odbc_query({number}::bigint, {sql_text(read_only.before)})")
            _asked(store, f"select odbc_begin_transaction({number}::bigint)")
            if read_only.first:
                _asked(store, f"from odbc_query({number}::bigint, {sql_text(read_only.first)})")
            yield Reader(store, number)
        finally:
            _let_go(store, number)


def _connect(store: Store, connection: str) -> int:
    """The number of a new connection; a driver or data source that is not there is told with those that are."""
    driver = bool(_NAMES_DRIVER.search(connection))
    try:
        return int(_asked(store, "select odbc_connect(?)", connection, driver=driver)[0][0])
    except DatabaseRefusal as refusal:
        if refusal.sign is None or not refusal.sign.names:
            raise
        wrong, do, names = refusal.why, refusal.do, refusal.sign.names
    there = sorted(str(row[0]) for row in _asked(store, f"from odbc_list_{names.replace(' ', '_')}()"))
    raise Refused(wrong, f"{do}. There {'is' if len(there) < 2 else 'are'} {listed(there) or 'none'}")


def _let_go(store: Store, number: int) -> None:
    """Ends the transaction and the connection, which may be lost already."""
    for end in ("odbc_rollback", "odbc_close"):
        try:
            _asked(store, f"select {end}({number}::bigint)")
        except DatabaseRefusal:
            continue


def _asked(store: Store, sql: str, *parameters: object, driver: bool = False) -> list[tuple[Any, ...]]:
    """The rows of a statement. Raises DatabaseRefusal, from which the driver's message cannot be had."""
    try:
        return store.rows(sql, *parameters)
    except duckdb.Error as error:
        message = str(error)
    raise refusal_of(message, driver)
