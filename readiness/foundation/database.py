"""The only module that knows the database. Runs plain SQL by name and says what went wrong without showing a value.

The store lives in memory unless it is kept in a file. Before any SQL of the specification is run, whoever runs it, the
store is closed off from files and settings; from then on every query has a limit of time.
"""

from __future__ import annotations

import copy
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, TypeVar

import duckdb

from readiness.foundation.errors import Mistake, NotEnoughMemory, QueryRefused, SpecificationError
from readiness.foundation.store_memory import memory_to_use
from readiness.foundation.time_limit import OutOfTime, TimeLimit

Item = TypeVar("Item")
Result = TypeVar("Result")
BATCH = 20_000
LONGEST_QUERY = 120.0  # seconds; the longest of a borough took 2.5 on a machine with ten times the work it can do
_LOCKED = "configuration has been locked"
_REACHES = (duckdb.PermissionException, duckdb.IOException, duckdb.HTTPException)
_SETTINGS = {
    "threads": "1",
    "temp_directory": "''",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}


class Unreadable(Exception):
    """A file of case data that cannot be read: where, if known, and why, in words that hold no value."""

    def __init__(self, why: str, line: int | None = None) -> None:
        self.why = why
        self.line = line
        super().__init__(why)


class Store:
    """A database with the case data, and later the lists, in it."""

    def __init__(
        self, file: Path | None = None, longest: float = LONGEST_QUERY, so_far: Callable[[str], None] = lambda _: None
    ) -> None:
        self._kept = file is not None
        self._so_far = so_far
        self._is_closed_off = threading.Event()  # an event is shared with every connection to the store
        self._time_limit = TimeLimit(longest)
        self._connection = duckdb.connect(str(file) if file else ":memory:")
        for name, value in _SETTINGS.items():
            self._connection.execute(f"set {name} = {value}")
        self._memory = memory_to_use(self._memory_offered())
        self._connection.execute(f"set memory_limit = '{self._memory}MiB'")

    def _memory_offered(self) -> str:
        """What the database would take of the machine's memory by itself: four fifths of it."""
        return str(self.row("select current_setting('memory_limit')")[0])

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._time_limit.end()
        self._connection.close()

    def side_by_side(
        self, work: Callable[[Store, Item], Result], items: Iterable[Item], told: Callable[[int], str] = lambda _: ""
    ) -> list[Result]:
        """Does the same work on each item, several at a time, each on a connection of its own; results in order.

        Each statement has one processor: most are small, and sharing out even the large ones among the processors
        costs more than it gives while there are others to run. So the longest work is best begun first.
        ``told`` says how far the work is when so many items are done.
        """

        def one(item: Item) -> Result:
            other = copy.copy(self)
            other._connection = self._connection.cursor()
            try:
                return work(other, item)
            finally:
                other._connection.close()

        results: list[Result] = []
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for result in pool.map(one, items):
                results.append(result)
                if words := told(len(results)):
                    self._so_far(words)
        return results

    def run(self, sql: str, *parameters: object) -> None:
        """Runs a statement of the engine's own."""
        with self._told_when_cut_off():
            self._connection.execute(sql, parameters or None)

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows a query of the engine's own gives."""
        with self._told_when_cut_off():
            return self._connection.execute(sql, parameters or None).fetchall()

    def row(self, sql: str, *parameters: object) -> tuple[Any, ...]:
        """The only row of a query of the engine's own."""
        return self.rows(sql, *parameters)[0]

    def read(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Runs a statement that reads a file of case data. Raises Unreadable."""
        try:
            return self.rows(sql, *parameters)
        except duckdb.Error as error:
            raise _unreadable(str(error)) from None

    def keep(
        self,
        name: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[str | None]],
        kinds: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Makes a table from rows of texts at hand; the columns are texts too but for those of other ``kinds``."""
        self.create(name, {column: kinds.get(column, "varchar") for column in columns})
        selected = ", ".join("unnest(?::varchar[])" for _ in columns)
        batch: list[Sequence[str | None]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                self.run(f"insert into {sql_name(name)} select {selected}", *map(list, zip(*batch, strict=True)))
                batch = []
        if batch:
            self.run(f"insert into {sql_name(name)} select {selected}", *map(list, zip(*batch, strict=True)))

    def one_row(self, name: str, values: dict[str, Any]) -> None:
        """Makes the one-row relation of that name."""
        self.run(
            f"create or replace table {name} as select {', '.join(f'? as {sql_name(key)}' for key in values)}",
            *values.values(),
        )

    def specified(self, place: str, sql: str) -> None:
        """Runs SQL of the specification, which stands at ``place``. Raises SpecificationError."""
        self.ask(place, sql)

    def ask(self, place: str, sql: str) -> list[tuple[Any, ...]]:
        """The rows a query of the specification gives. Raises SpecificationError."""
        self.close_off()
        try:
            with self._told_when_cut_off(place):
                return self._connection.execute(sql).fetchall()
        except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException) as error:
            raise SpecificationError(_wrong_sql(place, str(error))) from None
        except duckdb.Error as error:
            if isinstance(error, _REACHES) or _LOCKED in str(error):
                wrong = "the query reaches for a file, another database, an extension or a setting"
                raise QueryRefused(Mistake(place, wrong, "Ask only for what is in the store")) from None
            kind = type(error).__name__.removesuffix("Exception")
            raise SpecificationError(
                Mistake(place, f"the query fails on this case data ({kind} error)", "Run it on a kept store to see why")
            ) from None

    @contextmanager
    def aside(self, name: str) -> Iterator[None]:
        """Within it, whatever is made stands aside under that name and hides what has the same name in the store."""
        self.run(f"create schema {sql_name(name)}")
        self.run(f"use {sql_name(name)}")
        try:
            yield
        finally:
            self.run("use main")
            self.run(f"drop schema {sql_name(name)} cascade")

    def make_empty(self, name: str, columns: Mapping[str, str]) -> None:
        """Makes a table without rows, its columns by name with their types."""
        self.create(name, columns)

    def create(self, name: str, columns: Mapping[str, str]) -> None:
        """Makes a table that is to be filled, its columns by name with their types."""
        typed = ", ".join(f"{sql_name(column)} {kind}" for column, kind in columns.items())
        self.run(f"create or replace table {sql_name(name)} ({typed})")

    def show(self, name: str) -> None:
        """Puts a temporary table into the store when it is kept, for people to look into."""
        if self._kept:
            self.run(f"create or replace table main.{sql_name(name)} as from temp.{sql_name(name)}")

    def close_off(self) -> None:
        """From here on no statement can read or write a file or change a setting. What is read then is read."""
        if not self._is_closed_off.is_set():
            self.run("set enable_external_access = false")
            self.run("set lock_configuration = true")
            self._is_closed_off.set()

    @contextmanager
    def _told_when_cut_off(self, place: str = "") -> Iterator[None]:
        """Turns what the database raises when memory or time runs out into a sentence, and when somebody stops it
        into that. Of a query at ``place`` it is told which it is.
        """
        try:
            if not self._is_closed_off.is_set():
                yield
            else:
                with self._time_limit.over(self._connection.interrupt):
                    yield
        except OutOfTime:
            wrong = f"the query takes longer than the {self._time_limit.longest:g} seconds it may take"
            do = "Look for a table that is joined without a condition, or a recursion without an end"
            raise QueryRefused(Mistake(place or "annex_a", wrong, do)) from None
        except (duckdb.OutOfMemoryException, MemoryError):
            raise NotEnoughMemory(place, self._memory) from None
        except duckdb.InterruptException:
            raise KeyboardInterrupt from None
        except RuntimeError as error:
            if "interrupted" in str(error):
                raise KeyboardInterrupt from None
            raise


def words_in(sql: str) -> set[str]:
    """Every word of some SQL, the relations and columns that it names among them."""
    return set(re.findall(r"\w+", sql))


def statements_of(sql: str) -> list[str]:
    """The statements of some SQL that has been run, each with the comments before it."""
    return [statement.query for statement in duckdb.extract_statements(sql)]


def sql_name(name: str) -> str:
    """A name as SQL writes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'


def sql_text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _wrong_sql(place: str, message: str) -> Mistake:
    line = re.search(r"LINE (\d+):", message)
    first = message.splitlines()[0]
    what = re.sub(r"^\w+ Error: ", "", first).rstrip("!. ")
    at = f"{place}:{line[1]}" if line and place.endswith(".sql") else place
    return Mistake(at, what[:1].lower() + what[1:], "Correct the query")


def _unreadable(message: str) -> Unreadable:
    """The kind of fault in a file. The message itself is dropped: it may quote the file."""
    line = re.search(r"CSV Error on Line: (\d+)", message)
    reasons = {
        "unterminated quote": "a quotation mark is opened and not closed",
        "Expected Number of Columns": "there are more or fewer values than headings",
        "quote should be followed": "a quotation mark stands in the middle of a value",
        "Maximum line size": "a line is longer than any row could be",
        "not utf-8": "the text is neither UTF-8 nor Windows-1252",
    }
    why = next((words for sign, words in reasons.items() if sign in message), "cannot be read")
    return Unreadable(why, int(line[1]) if line else None)
