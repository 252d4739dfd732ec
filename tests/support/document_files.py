"""Files to name as evidence: Word, Excel and PDF files that say when they were last changed."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from pathlib import Path

import docx
import openpyxl

ON_DISK = dt.date(2026, 1, 5)


OUTSIDE = "the name leads out of the folder of documents"


DAMAGED = "the file is damaged, or locked with a password"


def word(changed: dt.date) -> bytes:
    """A Word document that says when it was last changed."""
    document, content = docx.Document(), io.BytesIO()
    document.core_properties.modified = dt.datetime.combine(changed, dt.time(9, 30))
    document.save(content)
    return content.getvalue()


def sheets(changed: dt.date) -> bytes:
    """A workbook that says when it was last changed; the library would say now."""
    content, kept = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(content)
    with zipfile.ZipFile(content) as before, zipfile.ZipFile(kept, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "docProps/core.xml":
                head, _, _ = part.partition(b"<dcterms:modified")
                _, _, tail = part.partition(b"</dcterms:modified>")
                part = head + f"<dcterms:modified>{changed}T10:00:00Z</dcterms:modified>".encode() + tail
            after.writestr(name, part)
    return kept.getvalue()


def pdf(*said: str) -> bytes:
    return b"%PDF-1.7\n1 0 obj <<" + " ".join(said).encode() + b">> endobj\n%%EOF\n"


def put(folder: Path, name: str, content: bytes) -> Path:
    """A file in the folder of documents; on the disk it is of another day than it says itself."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    noon = dt.datetime.combine(ON_DISK, dt.time(12), dt.UTC).timestamp()
    os.utime(file, (noon, noon))
    return file
