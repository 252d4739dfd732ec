"""Looks at a file that the register names as evidence: whether it is there, opens, and when it was last changed.

Takes the day from what the file says of itself, since copying changes the disk's; that stands in where it says nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from readiness.files.zip_parts import has_too_many_parts

OFFICE = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm", ".odt", ".ods", ".odp")
PARTS = ("docProps/core.xml", "meta.xml")
READ_AT_MOST = 1 << 20
_CHANGED = re.compile(rb"<(?:dcterms:modified|dc:date)[^>]*>(\d{4}-\d{2}-\d{2})")
_PDF_DAY = rb"\s*\((?:D(?::|\\072))?(\d{4})(\d{2})(\d{2})"  # some programs write the colon as its code
_PDF_DAYS = [re.compile(rb"/" + name + _PDF_DAY) for name in (b"ModDate", b"CreationDate")]


@dataclass(frozen=True)
class DocumentFile:
    """A file as found. ``wrong`` is empty when it is there and opens; ``day`` is when it was last changed."""

    wrong: str = ""
    day: dt.date | None = None


OUTSIDE = DocumentFile("the name leads out of the folder of documents")


def look_at(folder: Path, name: str) -> DocumentFile:
    """The file of that name in the folder of documents. A name that leads out of the folder is not followed."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0].startswith("/") or ":" in parts[0]:
        return OUTSIDE
    file = folder.joinpath(*parts)
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            return OUTSIDE
        if not file.is_file():
            return DocumentFile("there is no such file")
        return _inside(file)
    except (OSError, ValueError, RuntimeError):  # the last where links lead in a circle
        return DocumentFile("the file cannot be opened")


def _inside(file: Path) -> DocumentFile:
    """What a file that is there says of itself."""
    if not file.stat().st_size:
        return DocumentFile("the file is empty")
    if file.suffix.lower() in OFFICE:
        return _office(file)
    if file.suffix.lower() == ".pdf":
        content = file.read_bytes()
        if not content[:1024].lstrip().startswith(b"%PDF"):
            return DocumentFile("the file is not a PDF, whatever its ending says")
        written = (found.groups() for pattern in _PDF_DAYS for found in reversed([*pattern.finditer(content)]))
        return DocumentFile(day=_first_day(b"-".join(parts) for parts in written) or _disk_day(file))
    return DocumentFile(day=_disk_day(file))


def _office(file: Path) -> DocumentFile:
    try:
        with file.open("rb") as content:
            if has_too_many_parts(content):
                return DocumentFile("the file has far more parts than a document could hold")
        with zipfile.ZipFile(file) as archive:
            for part in PARTS:
                if part in archive.namelist():
                    with archive.open(part) as stream:
                        day = _first_day(_CHANGED.findall(stream.read(READ_AT_MOST)))
                    if day:
                        return DocumentFile(day=day)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        return DocumentFile("the file is damaged, or locked with a password")
    return DocumentFile(day=_disk_day(file))


def _first_day(written: Iterable[bytes]) -> dt.date | None:
    """The first of what is written, such as 2026-01-31, that is a day."""
    for text in written:
        with suppress(ValueError):
            return dt.date.fromisoformat(text.decode())
    return None


def _disk_day(file: Path) -> dt.date:
    return dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC).date()
