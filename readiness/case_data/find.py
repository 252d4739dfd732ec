"""A folder of extracts: one file a table, or workbooks with a sheet a table. Says which table is where.

Reads no more of a CSV than its headings, but passes once over every byte for its fingerprint and its encoding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.case_data.model import RawTable
from readiness.files.text import TEXTS, read_text, survey
from readiness.files.workbook import WORKBOOKS, Sheet, open_workbook
from readiness.foundation.errors import Mistake, Refused
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import listed, nearest
from readiness.specification.model import CaseTable


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
    names = {other: name for name, table in known.items() for other in (name, *table.also_called)}
    mistakes: list[Mistake] = []
    strangers: list[Finding] = []
    refused: set[str] = set()
    found: dict[str, list[RawTable]] = defaultdict(list)
    for file in sorted(folder.iterdir()):
        if file.name.startswith((".", "~$")) or file.stem.lower() == "readme" or not file.is_file():
            continue
        place = f"{folder.name}/{file.name}"
        try:
            tables = [*_tables_in(file, place, names, known, needed)]
        except Refused as refusal:
            mistakes.append(Mistake(place, refusal.why, refusal.do))
            refused.add(names.get(table_name(file.stem), ""))
            continue
        except OSError:
            mistakes.append(Mistake(place, "cannot be opened", "Close it where it is open, and check who may read it"))
            continue
        for table in tables:
            found[table.name].append(table)
        if not tables:
            hint = nearest(table_name(file.stem), names) or "See describe case_data"
            strangers.append(Finding("note", place, "holds no table of case data and is not read", hint))
    for name, tables in found.items():
        if len(tables) > 1:
            places = listed(table.place for table in tables)
            mistakes.append(Mistake(f"{folder.name}", f"{len(tables)} files hold {name}: {places}", "Keep one of them"))
    first = tuple(tables[0] for tables in found.values())
    return Found(first, tuple(strangers), tuple(mistakes), frozenset(found) | refused)


def table_name(text: str) -> str:
    """A file or sheet name as a table is called: ##SSD_Person, dbo.ssd_person and "ssd person" are ssd_person."""
    return re.sub(r"[\s-]+", "_", text.strip().lower().lstrip("#").rsplit(".", 1)[-1])


def _tables_in(
    file: Path, place: str, names: Mapping[str, str], known: Mapping[str, CaseTable], needed: Container[str]
) -> Iterator[RawTable]:
    name = names.get(table_name(file.stem))
    suffix = file.suffix.lower()
    if name and name not in needed and suffix in (*WORKBOOKS, *TEXTS, ".parquet"):
        yield RawTable(name, place, "rows")
    elif suffix in WORKBOOKS:
        yield from _sheets(file, place, name, names)
    elif name and suffix in TEXTS:
        yield _csv(file, place, name, known[name])
    elif name and suffix == ".parquet":
        fingerprint, head, _ = survey(file)
        if not head.startswith(b"PAR1"):
            raise Refused("is not a Parquet file", "Export it again")
        yield RawTable(name, place, "parquet", path=file, fingerprint=fingerprint)


def _csv(file: Path, place: str, name: str, table: CaseTable) -> RawTable:
    ours = {other for column, about in table.columns.items() for other in (column, *about.also_called)}
    text = read_text(file, lambda heading: table_name(heading) in ours)
    return RawTable(
        name, place, "csv", text.header, file, text.fingerprint, encoding=text.encoding, delimiter=text.delimiter
    )


def _sheets(file: Path, place: str, named: str | None, names: Mapping[str, str]) -> Iterator[RawTable]:
    sheets = open_workbook(file).sheets
    fingerprint = survey(file)[0]
    by_table: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        table = names.get(table_name(sheet.name))
        if table:
            by_table[table].append(sheet)
    if named and named not in by_table and sheets:
        by_table = defaultdict(list, {named: [sheets[0]]})
    for table, sheets_of_table in by_table.items():
        for sheet in sheets_of_table:
            number, header = sheet.header()
            if not header:
                raise Refused(f'sheet "{sheet.name}" is empty', "Export it again, or take it away")
            yield RawTable(
                table,
                place if named == table else f"{place}, sheet {sheet.name}",
                "rows",
                tuple(header),
                file,
                fingerprint,
                rows=sheet.rows,
                first_row=number + 1,
                serial_dates=True,
            )
