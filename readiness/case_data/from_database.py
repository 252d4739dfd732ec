"""Case data in a database: finds the tables there, and reads what is needed of them into files of the run's own folder.

From there on they are extracts like any other. Their rows stand in the order of the table's key, so that the same rows
are the same file, whatever order a database gives them in.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.authority.settings import DatabaseSource
from readiness.case_data.column_mapping import Needed, column_name, table_name
from readiness.case_data.database_kinds import DATABASE_KINDS, DatabaseKind
from readiness.case_data.find import Found
from readiness.case_data.load import as_exported
from readiness.case_data.model import RawTable
from readiness.files.password import Password
from readiness.files.text import TextFile, stamp_of
from readiness.foundation.errors import Mistake, Refused
from readiness.foundation.odbc import Reader, connected
from readiness.foundation.odbc_file import odbc_file
from readiness.foundation.odbc_refusals import CONNECTION_LOST, DatabaseRefusal
from readiness.foundation.phrases import listed
from readiness.specification.model import CaseTable

PLACE = "database"
NUMBERS = ("whole number", "decimal")


@dataclass(frozen=True)
class TableThere:
    """A table as the database lists it: its columns, and the type of each."""

    schema: str
    name: str
    columns: Mapping[str, str]

    @property
    def place(self) -> str:
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class Wanted:
    """What is read: of tables ``known`` those that are ``needed``, and the columns needed, or the ``whole`` of both."""

    known: Mapping[str, CaseTable]
    needed: Needed
    whole: bool = False


def find_in_database(source: DatabaseSource, password: Password | None, home: Path, wanted: Wanted, to: Path) -> Found:
    """The raw tables in a database, as files in the folder ``to``. ``home`` is where the extension may be."""
    kind = DATABASE_KINDS[source.kind]
    try:
        extension = odbc_file(home / source.extension if source.extension else None)
        with connected(extension, connection_of(source, password), kind.read_only) as reader:
            return read_tables(reader, source, wanted, to)
    except Refused as refusal:
        return Found((), (), (Mistake(PLACE, refusal.why, refusal.do),), frozenset(wanted.known))


def connection_of(source: DatabaseSource, password: Password | None) -> str:
    """What the driver is given. A password may hold any sign."""
    user = f"UID={source.user};" if source.user else ""
    word = f"PWD={{{password.text.replace('}', '}}')}}};" if password else ""
    return f"{source.connection.rstrip(';')};{user}{word}"


def read_tables(reader: Reader, source: DatabaseSource, wanted: Wanted, to: Path) -> Found:
    """Reads every table that is wanted. Raises Refused when the database cannot be asked what it holds, or is lost."""
    kind, prefix = DATABASE_KINDS[source.kind], source.tables_begin_with
    names = {prefix.lower() + other: name for name, table in wanted.known.items() for other in _names(name, table)}
    there = _tables_there(reader.rows(kind.list_columns(names)))
    there, mistakes = _in_schema(there, source.schema_)
    by_name: dict[str, list[TableThere]] = defaultdict(list)
    for table in there:
        by_name[names[table.name.lower()]].append(table)
    raw: list[RawTable] = []
    for name, tables in by_name.items():
        first = tables[0]
        if len(tables) > 1:
            wrong = f"{len(tables)} tables hold {name}: {listed(table.place for table in tables)}"
            mistakes.append(Mistake(PLACE, wrong, "Have one of them called otherwise"))
        elif name not in wanted.needed and not wanted.whole:
            raw.append(RawTable(name, first.place, "rows"))
        else:
            try:
                raw.append(_read(reader, kind, first, _Choice.of(wanted, name, first), to / f"{name}.csv"))
            except Refused as refusal:
                if isinstance(refusal, DatabaseRefusal) and refusal.sign is CONNECTION_LOST:
                    raise
                mistakes.append(Mistake(first.place, refusal.why, refusal.do))
    return Found(tuple(raw), (), tuple(mistakes), frozenset(by_name) if there else frozenset(wanted.known))


def _names(name: str, table: CaseTable) -> set[str]:
    return {table_name(other) for other in (name, *table.also_called)}


def _tables_there(listed_columns: Iterable[tuple[str, str, str, str]]) -> list[TableThere]:
    columns: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for schema, table, column, kind in listed_columns:
        columns[schema, table][column] = kind
    return [TableThere(*key, columns=each) for key, each in columns.items()]


def _in_schema(there: list[TableThere], schema: str) -> tuple[list[TableThere], list[Mistake]]:
    """The tables of the schema that is said, or of the only one that holds any; and what is wrong with it."""
    schemas = sorted({table.schema for table in there})
    if not schemas:
        wrong = "holds no table of case data that this login can see"
        do = 'Check Database= and "tables begin with", or ask to SELECT; export tables that go with a session'
        return [], [Mistake(PLACE, wrong, do)]
    same = [each for each in schemas if each == schema] or [one for one in schemas if one.lower() == schema.lower()]
    chosen = same if schema else schemas
    if len(chosen) == 1:
        return [table for table in there if table.schema == chosen[0]], []
    wrong = f"has no tables of case data in the schema {schema}" if not chosen else "has case data in several schemas"
    return [], [Mistake(PLACE, wrong, f'Say under "schema" which it is: {listed(schemas, "or")}')]


@dataclass(frozen=True)
class _Choice:
    """Which columns of a table are read, in the order by which its rows are sorted, and which hold numbers."""

    table: str
    columns: tuple[str, ...]
    numbers: frozenset[str]

    @staticmethod
    def of(wanted: Wanted, name: str, there: TableThere) -> _Choice:
        """The columns that are needed, the key first; behind them, where all is wanted, those that are known."""
        about = wanted.known[name]
        ours = {column_name(other): column for column in about.columns for other in _spellings(about, column)}
        found = {column: heading for heading in there.columns if (column := ours.get(column_name(heading)))}
        needed = wanted.needed.get(name, {})
        order = dict.fromkeys((about.key, *needed, *(about.columns if wanted.whole else ())))
        columns = [column for column in order if column in found] or [*found][:1]
        numbers = (found[column] for column in columns if about.columns[column].type in NUMBERS)
        return _Choice(name, tuple(found[column] for column in columns), frozenset(numbers))


def _spellings(about: CaseTable, column: str) -> tuple[str, ...]:
    return (column, *about.columns[column].also_called)


def _read(reader: Reader, kind: DatabaseKind, there: TableThere, choice: _Choice, file: Path) -> RawTable:
    """Saves a table's rows as a file with all its headings, and texts in the columns that are read. Raises Refused."""
    if not choice.columns:
        wrong = f"none of the columns of {choice.table} is in it"
        raise Refused(wrong, f"readiness describe {choice.table} lists them")
    types = {column: there.columns[column] for column in choice.columns}
    select = kind.select(there.schema, there.name, types, choice.numbers)
    texts = [_text(f"c{position}", given) for position, given in enumerate(reader.types(select))]
    cells = dict(zip(choice.columns, texts, strict=True))
    written = ", ".join(f"{cells.get(heading, 'null')} as {_heading(heading)}" for heading in there.columns)
    file.parent.mkdir(exist_ok=True)
    reader.save(select, written, ", ".join(texts), file)
    return _as_extract(choice.table, there, file)


def _text(column: str, kind: str) -> str:
    """A column as text, without what a fixed width adds; no text and an empty one are the same to every database."""
    return f"nullif(rtrim({as_exported(column, kind)}, ' '), '')"


def _heading(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _as_extract(name: str, there: TableThere, file: Path) -> RawTable:
    header: Collection[str] = there.columns
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    text = TextFile(file, digest, "utf-8", ",", tuple(header), known=len(header))
    return RawTable(name, there.place, "csv", tuple(header), file, digest, text, stamp=stamp_of(file), in_database=True)
