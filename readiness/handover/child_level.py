"""Whether a file that is to be given holds children row by row and has no password.

By its digest, if readiness made it, and by headings: the specification and the authority's own map say which columns
hold whose row it is. What is locked cannot be looked into, and needs no look.
"""

from __future__ import annotations

import html
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from readiness.case_data.own_columns import OwnColumns
from readiness.files.headings import LOOK, find_headings
from readiness.files.journal import digest_of
from readiness.files.office import LARGEST, OLE
from readiness.files.password import is_locked
from readiness.files.text import READ_AT_ONCE, TEXTS, read_text
from readiness.files.workbook import WORKBOOKS, open_workbook
from readiness.files.workbook_safety import BROKEN_ZIP, DAMAGED, look_through
from readiness.foundation.errors import Refused
from readiness.foundation.normalise import alike
from readiness.specification.model import Annex, CaseColumn, ListPage

ROWS_OF = "person"
Why = tuple[str, str]
_LOCK_IT = "Save it in Excel with a password under File, Info, Protect Workbook, and release that"
_MADE: Why = ("was made by readiness, holds children and has no password", "Make it with --password, and release that")
_HEADED: Why = ("has a column that says which child each row is about, and no password", _LOCK_IT)
_WITHIN: Why = ("has a file in it that holds children and has no password", "Take it out, or lock it with a password")
_DATABASE: Why = ("is a database, which no password locks", "Export what is asked for to a workbook with a password")
_ZIP_IN_ZIP: Why = ("has a zipped file in it that cannot be looked into", "Take it out, and release what is in it")
_DATABASES = (b"PAR1", b"SQLite format 3")
_DUCKDB, _DUCKDB_AT = b"DUCK", 8
_BOOKS_OF_OLD = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_ZIPPED = (".zip",)
_ENDINGS_OF_DATABASES = (".duckdb", ".parquet", ".sqlite", ".db")
_FIELD = re.compile(rb"<(?:\w+:)?cacheField\b[^>]*?\bname=\"([^\"]*)\"")
_ENCRYPTED, _LONGEST_LIST = 0x1, 1 << 22


@dataclass(frozen=True)
class ChildMarks:
    """What children are known by: headings of columns, in small letters, and digests of what was made with them."""

    headings: frozenset[str]
    digests: frozenset[str]

    def is_heading(self, text: str) -> bool:
        return _bare(text) in self.headings


def child_headings(annex: Annex, own: OwnColumns) -> frozenset[str]:
    """The headings of all columns, of lists and of case data, that say which child a row is about."""
    of_lists = (text for page in annex.lists.values() for text in _of_list(page))
    tables = own.over(annex.tables)
    columns = {f"{table}.{name}": column for table, page in tables.items() for name, column in page.columns.items()}
    return frozenset(map(_bare, (*of_lists, *_of_case_data(columns)))) - {""}


def _of_list(page: ListPage) -> Iterator[str]:
    for name, column in page.columns.items():
        if column.stands_for == ROWS_OF:
            yield from (name, column.heading, *column.also_headed)


def _of_case_data(columns: Mapping[str, CaseColumn]) -> Iterator[str]:
    """Those of the columns that refer to a person, and of every identifier of the table that they refer to."""
    persons = {column.refers_to.partition(".")[0] for column in columns.values() if column.refers_to}
    for place, column in columns.items():
        table, _, name = place.partition(".")
        is_theirs = table in persons and column.type == "id"
        if is_theirs or column.refers_to:
            yield from (name, name.partition("_")[2], *column.also_called)
        if is_theirs:
            yield column.means


def _bare(text: str) -> str:
    return alike(text).replace(" ", "")


def why_child_level(file: Path, ending: str, marks: ChildMarks, scratch: Path, within: bool = False) -> Why | None:
    """What is wrong with giving a file without a password, and what to do; None where nothing is.

    Raises Refused for what should be looked into and cannot be, OSError.
    """
    ending = ending.lower()
    with file.open("rb") as stream:
        head = stream.read(16)
    old = file.read_bytes() if head.startswith(OLE) else b""
    if is_locked(old):
        return None
    if digest_of(file) in marks.digests:
        return _MADE
    if head.startswith(_DATABASES) or head[_DUCKDB_AT:].startswith(_DUCKDB):
        return _DATABASE
    if head.startswith(b"PK"):
        return _in_zip(file, marks, scratch, within)
    is_book = ending in WORKBOOKS or any(name in old for name in _BOOKS_OF_OLD)
    if is_book:
        has_children = _has_headings(file, marks)
    else:
        has_children = ending in TEXTS and bool(read_text(file, marks.is_heading).known)
    return _HEADED if has_children else None


def _in_zip(file: Path, marks: ChildMarks, scratch: Path, within: bool) -> Why | None:
    """The same of a file that is zipped, as new Office files are: of its sheets, and of files in it."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            open_parts = [part for part in parts if not part.flag_bits & _ENCRYPTED and not part.is_dir()]
            if not open_parts:
                return None
            if len(open_parts) == len([part for part in parts if not part.is_dir()]):
                look_through(file)
            names = {part.filename for part in open_parts}
            kind, about = (_small(archive, names, name) for name in ("mimetype", "META-INF/manifest.xml"))
            if b"opendocument" in kind and b"encryption-data" in about:
                return None
            is_book = any(name.startswith("xl/") for name in names) or b"spreadsheet" in kind
            if (is_book and _has_headings(file, marks)) or _in_pivots(archive, names, marks):
                return _HEADED
            look = partial(_part, archive, marks, scratch, within)
            return next(filter(None, map(look, open_parts)), None)
    except BROKEN_ZIP:
        raise Refused(*DAMAGED) from None


def _part(
    archive: zipfile.ZipFile, marks: ChildMarks, scratch: Path, within: bool, part: zipfile.ZipInfo
) -> Why | None:
    """The same of one file in it."""
    ending = Path(part.filename).suffix.lower()
    if ending not in (*WORKBOOKS, *TEXTS, *_ZIPPED, *_ENDINGS_OF_DATABASES):
        return None
    if not part.file_size:
        return None
    if within or ending in _ZIPPED or part.file_size > LARGEST:
        return _ZIP_IN_ZIP
    with tempfile.NamedTemporaryFile(dir=scratch, delete=False) as copy, archive.open(part) as stream:
        left = part.file_size
        while left > 0 and (chunk := stream.read(min(left, READ_AT_ONCE))):
            copy.write(chunk)
            left -= len(chunk)
    taken_out = Path(copy.name)
    try:
        return _WITHIN if why_child_level(taken_out, ending, marks, scratch, within=True) else None
    finally:
        taken_out.unlink(missing_ok=True)


def _small(archive: zipfile.ZipFile, names: set[str], name: str) -> bytes:
    if name not in names or archive.getinfo(name).file_size > _LONGEST_LIST:
        return b""
    return archive.read(name)


def _in_pivots(archive: zipfile.ZipFile, names: set[str], marks: ChildMarks) -> bool:
    """Whether a pivot table keeps rows of children that no sheet shows."""
    pages = (name for name in names if "/pivotCache/pivotCacheDefinition" in name)
    fields = (field for page in pages for field in _FIELD.findall(_small(archive, names, page)))
    return any(marks.is_heading(html.unescape(field.decode(errors="replace"))) for field in fields)


def _has_headings(file: Path, marks: ChildMarks) -> bool:
    """Whether one of the first rows of a sheet, hidden ones too, holds such a heading."""
    for sheet in open_workbook(file).sheets:
        rows = [row for _, row in islice(sheet.numbered(), LOOK)]
        if find_headings(rows, marks.is_heading)[1]:
            return True
    return False
