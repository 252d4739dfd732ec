"""A folder of extracts: one file a table, or workbooks with a sheet a table. Says which table is where.

Reads no more of a CSV than its headings, but passes once over every byte for its fingerprint and its encoding.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.errors import Mistake, listed, nearest
from readiness.sources.raw import RawTable
from readiness.sources.workbook import WORKBOOKS, Sheet, open_workbook
from readiness.spec.model import CaseTable

CHUNK = 1 << 20
HEAD = 1 << 16
DELIMITERS = ",;\t|"
TEXTS = (".csv", ".txt", ".tsv")
OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
}


@dataclass(frozen=True)
class Found:
    """The tables found, the files that hold no table anybody knows, and what is wrong.

    ``there`` names the tables found and those whose file is there but cannot be used.
    """

    tables: tuple[RawTable, ...]
    strangers: tuple[Mistake, ...]
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
    strangers: list[Mistake] = []
    refused: set[str] = set()
    found: dict[str, list[RawTable]] = defaultdict(list)
    for file in sorted(folder.iterdir()):
        if file.name.startswith((".", "~$")) or not file.is_file():
            continue
        place = f"{folder.name}/{file.name}"
        try:
            tables = [*_tables_in(file, place, names, known, needed)]
        except _Refused as refusal:
            mistakes.append(Mistake(place, refusal.why, refusal.do))
            refused.add(names.get(table_name(file.stem), ""))
            continue
        except OSError:
            mistakes.append(Mistake(place, "cannot be opened", "Close it where it is open, and check who may read it"))
            continue
        for table in tables:
            found[table.name].append(table)
        if not tables:
            hint = nearest(table_name(file.stem), names)
            strangers.append(
                Mistake(place, "holds no table of case data and is not read", hint or "See describe case_data")
            )
    for name, tables in found.items():
        if len(tables) > 1:
            places = listed(table.place for table in tables)
            mistakes.append(Mistake(f"{folder.name}", f"{len(tables)} files hold {name}: {places}", "Keep one of them"))
    first = tuple(tables[0] for tables in found.values())
    return Found(first, tuple(strangers), tuple(mistakes), frozenset(found) | refused)


def table_name(text: str) -> str:
    """A file or sheet name as a table is called: ##SSD_Person, dbo.ssd_person and "ssd person" are ssd_person."""
    return re.sub(r"[\s-]+", "_", text.strip().lower().lstrip("#").rsplit(".", 1)[-1])


class _Refused(Exception):
    def __init__(self, why: str, do: str) -> None:
        self.why = why
        self.do = do
        super().__init__(why)


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
        fingerprint, head, _ = _survey(file)
        if not head.startswith(b"PAR1"):
            raise _Refused("is not a Parquet file", "Export it again")
        yield RawTable(name, place, "parquet", path=file, fingerprint=fingerprint)


def _csv(file: Path, place: str, name: str, table: CaseTable) -> RawTable:
    fingerprint, head, encoding = _survey(file)
    if not head.strip(b"\x00\xef\xbb\xbf\xff\xfe \r\n\t"):
        raise _Refused("is empty", "Export it again, or take it away if there is nothing to export")
    for sign, kind in OTHER_KINDS.items():
        if head.startswith(sign):
            raise _Refused(f"is {kind} and not a CSV file", "Give it the ending that fits, or export it as CSV")
    if encoding is None or (b"\x00" in head and encoding != "utf-16"):
        raise _Refused("is text in an unknown encoding", "Save it as CSV UTF-8")
    text = head.decode(encoding, errors="ignore").lstrip("\ufeff")
    ours = {other for column, about in table.columns.items() for other in (column, *about.also_called)}
    headers = {d: next(csv.reader(io.StringIO(text), delimiter=d), []) for d in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda d: (sum(table_name(h) in ours for h in headers[d]), len(headers[d])))
    return RawTable(
        name, place, "csv", tuple(headers[delimiter]), file, fingerprint, encoding=encoding, delimiter=delimiter
    )


def _survey(file: Path) -> tuple[str, bytes, str | None]:
    """The digest of a file, its first bytes, and how its text is encoded (None when it is no text we know)."""
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    head, is_utf8 = b"", True
    with file.open("rb") as content:
        while chunk := content.read(CHUNK):
            head = head or chunk[:HEAD]
            digest.update(chunk)
            if is_utf8:
                try:
                    utf8.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding: str | None = "utf-16"
    else:
        encoding = "utf-8" if is_utf8 else "cp1252"
    return digest.hexdigest(), head, encoding


def _sheets(file: Path, place: str, named: str | None, names: Mapping[str, str]) -> Iterator[RawTable]:
    sheets, refusal = open_workbook(file)
    if refusal:
        raise _Refused(*refusal)
    fingerprint = _survey(file)[0]
    by_table: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        table = names.get(table_name(sheet.name))
        if table:
            by_table[table].append(sheet)
    if named and named not in by_table and sheets:
        by_table = defaultdict(list, {named: [sheets[0]]})
    for table, its in by_table.items():
        for sheet in its:
            header = tuple(sheet.header())
            if not header:
                raise _Refused(f'sheet "{sheet.name}" is empty', "Export it again, or take it away")
            yield RawTable(
                table,
                place if named == table else f"{place}, sheet {sheet.name}",
                "rows",
                header,
                file,
                fingerprint,
                rows=sheet.rows,
                first_row=sheet.first_row(),
                serial_dates=True,
            )
