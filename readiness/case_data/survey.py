"""What there is of case data before anything is made of it: table by table, and past whatever cannot be read.

It reads as a build does. What it gives holds names, counts and months, and no value of a child.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from readiness.case_data.column_mapping import Needed, column_name, plan_columns
from readiness.case_data.find import Found
from readiness.case_data.ingest import ingest, wrong_maps
from readiness.case_data.load import header_of
from readiness.case_data.model import CaseDataAccount, RawTable, TableAccount, Unmapped
from readiness.foundation.database import Store, Unreadable, sql_name
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.findings import Finding
from readiness.specification.model import Annex

IN_DATABASE = "table of the database"
LIKELY = 0.6  # how alike two names are, from 0 to 1, for one to be guessed from the other
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
DELIMITER_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
WORKBOOK_WORDS = {".xls": "old Excel workbook", ".ods": "OpenDocument spreadsheet"}

LocalMaps = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class UnknownHeading:
    """A heading that nobody knows, and the column it may stand for, if any is like it."""

    heading: str
    guess: str = ""


@dataclass(frozen=True)
class Link:
    """How many of the rows that name a row of another table name one that is there."""

    column: str
    there: str
    matched: int
    rows: int

    @property
    def per_cent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.matched // self.rows if self.rows else 100


@dataclass(frozen=True)
class Surveyed:
    """One table of case data, or one list of a workbook, as it was found; without a place it was not found.

    ``feeds`` are the numbers of the lists made of it. ``same`` says whether the last run read the very same file.
    """

    name: str
    feeds: tuple[int, ...] = ()
    place: str = ""
    form: str = ""
    headings_row: int = 0
    was_read: bool = False
    rows: int = 0
    missing: tuple[str, ...] = ()
    unknown: tuple[UnknownHeading, ...] = ()
    oldest: dt.date | None = None
    newest: dt.date | None = None
    links: tuple[Link, ...] = ()
    fingerprint: str = ""
    same: bool | None = None


@dataclass(frozen=True)
class CaseDataSurvey:
    """Every table that a run can use, what cannot be read, what was told on reading, and spellings nobody knows.

    ``there`` names the tables whose file is there, whether it can be read or not.
    """

    tables: tuple[Surveyed, ...]
    mistakes: tuple[Mistake, ...]
    findings: tuple[Finding, ...]
    unmapped: tuple[Unmapped, ...]
    there: frozenset[str]


def case_dates(annex: Annex, needed: Needed) -> dict[str, list[str]]:
    """The columns of case data that say when something happened, by table."""
    return {
        name: [column for column, about in columns.items() if about.type == "date" and not about.no_event]
        for name, columns in needed.items()
        if name in annex.tables
    }


def survey_case_data(
    store: Store, annex: Annex, needed: Needed, found: Found, code_maps: LocalMaps, scratch: Path
) -> CaseDataSurvey:
    """Surveys the tables found. What can be read is in the store afterwards."""
    of_maps = wrong_maps(annex, code_maps)
    maps = {} if of_maps else code_maps
    mistakes = [*found.mistakes, *of_maps]
    try:
        account = ingest(store, annex, needed, found.tables, maps, scratch)
    except SourceError:
        readable, unreadable = _readable(annex, needed, found.tables, scratch)
        mistakes += unreadable
        account = ingest(store, annex, needed, readable, maps, scratch)
    accounts = {table.name: table for table in account.tables if table.read}
    raw = {table.name: table for table in found.tables}
    tables = (
        _surveyed(store, annex, needed, raw[name], accounts.get(name)) if name in raw else Surveyed(name)
        for name in needed
    )
    return CaseDataSurvey(
        tuple(replace(table, feeds=numbers_fed(annex, table.name)) for table in tables),
        tuple(sorted(mistakes)),
        (*account.findings, *found.strangers),
        _unexpected(account),
        found.there,
    )


def _unexpected(account: CaseDataAccount) -> tuple[Unmapped, ...]:
    return tuple(spelling for spelling in account.unmapped if not spelling.expected)


def _readable(
    annex: Annex, needed: Needed, raw: Sequence[RawTable], scratch: Path
) -> tuple[list[RawTable], list[Mistake]]:
    """The tables that can be read when each is tried alone, and why the others cannot."""
    readable: list[RawTable] = []
    mistakes: list[Mistake] = []
    for table in raw:
        if table.name in needed:
            try:
                with Store() as alone:
                    ingest(alone, annex, {table.name: needed[table.name]}, [table], {}, scratch)
            except SourceError as error:
                mistakes += error.mistakes
                continue
        readable.append(table)
    return readable, mistakes


def _surveyed(store: Store, annex: Annex, needed: Needed, raw: RawTable, account: TableAccount | None) -> Surveyed:
    name = raw.name
    table = Surveyed(name, (), raw.place, _form(raw), raw.first_row - 1, fingerprint=raw.fingerprint)
    columns = annex.tables[name].columns
    if account is None:
        try:
            header = header_of(store, raw)
        except Unreadable:
            return table
        plan, _ = plan_columns(header, needed[name], annex.tables[name], annex.blanks, raw.place)
        return replace(table, missing=plan.missing, unknown=with_guesses(plan.unknown, plan.missing))
    missing = account.missing
    oldest, newest = months(store, name, case_dates(annex, needed)[name])
    others = [column for column in columns if column not in needed[name]]
    return replace(
        table,
        was_read=True,
        rows=account.rows_in_file,
        missing=missing,
        unknown=with_guesses(account.unknown, missing or others),
        oldest=oldest,
        newest=newest,
        links=tuple(_links(store, needed, name)),
    )


def _form(raw: RawTable) -> str:
    """What kind of file a table stands in, in words."""
    if raw.in_database:
        return IN_DATABASE
    if raw.text:
        encoding = ENCODINGS.get(raw.text.encoding, raw.text.encoding.upper())
        return f"text, {encoding}, {DELIMITER_WORDS.get(raw.text.delimiter, 'other marks')} between values"
    if raw.kind == "parquet":
        return "Parquet"
    return WORKBOOK_WORDS.get(raw.path.suffix.lower() if raw.path else "", "Excel workbook")


def with_guesses(headings: Iterable[str], columns: Iterable[str]) -> tuple[UnknownHeading, ...]:
    """Each heading with the column that is most like it, none of them twice."""
    free = [*columns]
    guessed = []
    for heading in headings:
        guess = _likeliest(column_name(heading), free)
        if guess:
            free.remove(guess)
        guessed.append(UnknownHeading(heading, guess))
    return tuple(guessed)


def _likeliest(heading: str, columns: Sequence[str]) -> str:
    """The column most like a heading, with or without the letters that every column of its table begins with."""
    scores = []
    for column in columns:
        names = (column.lower(), column.lower().partition("_")[2])
        scores.append((max(difflib.SequenceMatcher(None, heading, name).ratio() for name in names), column))
    best = max(scores, default=(0.0, ""))
    return best[1] if best[0] >= LIKELY else ""


def months(store: Store, table: str, columns: Sequence[str]) -> tuple[dt.date | None, dt.date | None]:
    """The first days of the months of the oldest and the newest day in columns of a table."""
    days = [
        day
        for column in map(sql_name, columns)
        for day in store.row(f"select min({column}), max({column}) from {sql_name(table)}")
        if day
    ]
    return (min(days).replace(day=1), max(days).replace(day=1)) if days else (None, None)


def _links(store: Store, needed: Needed, name: str) -> Iterable[Link]:
    for column, about in needed[name].items():
        there, _, key = about.refers_to.partition(".")
        if there not in needed:
            continue
        value = sql_name(column)
        (others,) = store.row(f"select count(*) from {sql_name(there)}")
        known = f"{value} in (select {sql_name(key)} from {sql_name(there)})"
        rows, matched = store.row(f"select count({value}), count(*) filter ({known}) from {sql_name(name)}")
        if others and rows:
            yield Link(column, there, matched, rows)


def numbers_fed(annex: Annex, name: str) -> tuple[int, ...]:
    """The numbers of the lists that are made of a table."""
    return tuple(
        page.number
        for page in annex.lists.values()
        if name in (*page.rows_from, *page.needs)
        or any(source.split(".")[0] == name for column in page.columns.values() for source in column.from_)
    )
