"""A folder of extracts: one file a table, or workbooks with a sheet a table. Says which table is where.

Reads no more of a CSV than its headings, but passes once over every byte for its fingerprint and its encoding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from readiness.case_data.column_mapping import column_name, table_name
from readiness.case_data.model import RawTable
from readiness.files.headings import LOOK, find_headings
from readiness.files.text import TEXTS, read_text, stamp_of, survey, told_of_strays
from readiness.files.workbook import WORKBOOKS, Sheet, open_workbook
from readiness.foundation.errors import Mistake, Refused
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import listed, nearest
from readiness.specification.model import CaseTable

# What browsers, Windows and people add to the name of a copy: " (1)", " - Copy", "_20261120", "_2026-11-20", "_final".
_MORE = re.compile(
    r"([\s_-]*(\(\d+\)|copy|copy of|\d{6,8}|\d{4}-\d{2}-\d{2}|v\d+|final|new))+$|^copy of\s+", re.IGNORECASE
)


@dataclass(frozen=True)
class Found:
    """The tables found, the files that hold no table anybody knows, and what is wrong.

    ``there`` names the tables found and those whose file is there but cannot be used.
    """

    tables: tuple[RawTable, ...]
    strangers: tuple[Finding, ...]
    mistakes: tuple[Mistake, ...]
    there: frozenset[str]


def find_tables(folder: Path, known: Mapping[str, CaseTable], needed: Container[str]) -> Found:
    """The raw tables in a folder, by the names and other names the specification knows.

    Of a table that is not needed only the place is given; its file is not opened.
    """
    if not folder.is_dir():
        nowhere = Mistake(folder.name, "there is no such folder", "Put the case data there, one file a table")
        return Found((), (), (nowhere,), frozenset(known))
    names = {table_name(other): name for name, table in known.items() for other in (name, *table.also_called)}
    mistakes: list[Mistake] = []
    strangers: list[tuple[str, str]] = []
    refused: set[str] = set()
    found: dict[str, list[RawTable]] = defaultdict(list)
    try:
        files = sorted(folder.iterdir())
    except OSError:
        closed = Mistake(folder.name, "cannot be looked into", "Check who may read the folder")
        return Found((), (), (closed,), frozenset(known))
    for file in files:
        if file.name.startswith((".", "~$")) or file.stem.lower() == "readme":
            continue
        place = f"{folder.name}/{file.name}"
        name = names.get(table_name(file.stem), "")
        try:
            if not file.is_file() and not name:
                continue
            stamp = stamp_of(file)
            tables = [*_tables_in(file, place, names, known, needed)] if file.is_file() else _no_file(file)
        except Refused as refusal:
            mistakes.append(Mistake(place, refusal.why, refusal.do))
            refused.add(name)
            continue
        except OSError:
            mistakes.append(Mistake(place, "cannot be opened", "Close it where it is open, and check who may read it"))
            refused.add(name)
            continue
        for table in tables:
            found[table.name].append(replace(table, stamp=stamp))
        if not tables:
            strangers.append((place, file.stem))
    for name, tables in found.items():
        if len(tables) > 1:
            places = listed(table.place for table in tables)
            mistakes.append(Mistake(f"{folder.name}", f"{len(tables)} files hold {name}: {places}", "Keep one of them"))
    first = tuple(tables[0] for tables in found.values())
    copies = {place: name for place, stem in strangers if (name := _copied(stem, names)) and name not in found}
    mistakes += [
        Mistake(
            place, f"looks like a copy of {name} by its name and is not read", f"Call it {name}{Path(place).suffix}"
        )
        for place, name in copies.items()
    ]
    notes = tuple(
        Finding(
            "note",
            place,
            "holds no table of case data and is not read",
            nearest(table_name(stem), names) or "See describe case_data",
        )
        for place, stem in strangers
        if place not in copies
    )
    notes += tuple(finding for table in first if table.text for finding in told_of_strays(table.text, table.place))
    return Found(first, notes, tuple(mistakes), frozenset(found) | refused | frozenset(copies.values()))


def _no_file(file: Path) -> list[RawTable]:
    if file.is_dir():
        raise Refused("is a folder where a file should be", "Take the file out of it, or call the folder otherwise")
    raise Refused("is no file that can be read", "Put the file itself there")


def _copied(stem: str, names: Mapping[str, str]) -> str:
    """The table whose file a browser, Windows or a person has called after the table and something more."""
    return names.get(table_name(_MORE.sub("", stem)), "")


def _tables_in(
    file: Path, place: str, names: Mapping[str, str], known: Mapping[str, CaseTable], needed: Container[str]
) -> list[RawTable]:
    name = names.get(table_name(file.stem))
    suffix = file.suffix.lower()
    if name and name not in needed and suffix in (*WORKBOOKS, *TEXTS, ".parquet"):
        return [RawTable(name, place, "rows")]
    if suffix in WORKBOOKS:
        return _sheets(file, place, name, names, known)
    if name and suffix in TEXTS:
        return [_csv(file, place, name, known[name])]
    if name and suffix == ".parquet":
        about = survey(file)
        if not about.head.startswith(b"PAR1"):
            raise Refused("is not a Parquet file", "Export it again")
        return [RawTable(name, place, "parquet", path=file, fingerprint=about.fingerprint)]
    return []


def _is_ours(table: CaseTable) -> Callable[[str], bool]:
    """Whether a heading is one of a table's columns."""
    ours = {column_name(other) for column, about in table.columns.items() for other in (column, *about.also_called)}
    return lambda heading: column_name(heading) in ours


def _csv(file: Path, place: str, name: str, table: CaseTable) -> RawTable:
    text = read_text(file, _is_ours(table))
    if not text.known:
        raise _no_headings(name)
    return RawTable(name, place, "csv", text.header, file, text.fingerprint, text=text, first_row=text.above + 2)


def _no_headings(name: str) -> Refused:
    wrong = f"none of the headings of {name} is among its first {LOOK} rows"
    return Refused(wrong, f"Export it with its headings; readiness describe {name} lists them")


def _sheets(
    file: Path, place: str, named: str | None, names: Mapping[str, str], known: Mapping[str, CaseTable]
) -> list[RawTable]:
    """The tables of a workbook: each sheet called after one; else, of a workbook called after one, the sheet that has
    most of its headings."""
    sheets = open_workbook(file).sheets
    fingerprint = survey(file).fingerprint
    by_table: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        table = names.get(table_name(sheet.name))
        if table:
            by_table[table].append(sheet)
    if named and named not in by_table and sheets:
        is_ours = _is_ours(known[named])
        by_table[named] = [max(sheets, key=lambda sheet: _headings_of(sheet, is_ours)[1])]
    return [
        _sheet(
            sheet, known[table], table, place if named == table else f"{place}, sheet {sheet.name}", file, fingerprint
        )
        for table, of_table in by_table.items()
        for sheet in of_table
    ]


def _headings_of(sheet: Sheet, is_ours: Callable[[str], bool]) -> tuple[int, int]:
    return find_headings((row for _, row in sheet.numbered()), is_ours)


def _sheet(sheet: Sheet, about: CaseTable, table: str, place: str, file: Path, fingerprint: str) -> RawTable:
    above, known = _headings_of(sheet, _is_ours(about))
    header = next((row for number, row in sheet.numbered() if number == above + 1), [])
    if not any(header):
        raise Refused(f"the sheet of {table} is empty", "Export it again, or take it away")
    if not known:
        raise _no_headings(table)

    def rows() -> Iterator[list[str | None]]:
        return (row for number, row in sheet.numbered() if number > above + 1)

    header_texts = tuple(text or "" for text in header)
    return RawTable(
        table,
        place,
        "rows",
        header_texts,
        file,
        fingerprint,
        rows=rows,
        first_row=above + 2,
        day_nought=sheet.day_nought,
    )
