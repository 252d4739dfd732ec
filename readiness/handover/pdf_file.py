"""Looks through a PDF and makes the copy of it that may be given: without its properties, its pages as they were.

A reader that is kept by others does the work, beside this run, so that a hostile file cannot hold it up.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from readiness.foundation.errors import Refused
from readiness.handover.model import LookedThrough, Objection
from readiness.handover.office_file import LONGEST_LOOK, TAKES_TOO_LONG

NO_PDF = ("is not a PDF, whatever its ending says", "Save it as a PDF again")
BROKEN_PDF = ("is damaged and cannot be read", "Save it as a PDF again and replace it")
PROTECTED = ("is protected with a password or against changes", "Save it without protection")
COMMENTED = ("has comments or marks on its pages", "Delete them, or print it to a new PDF without them")
RUNS = ("has a script or starts something when it is opened", "Print it to a new PDF")
FILES_WITHIN = ("has other files in it", "Take them out, or print it to a new PDF")
SIGNED = ("is signed, and a signature does not outlive that its properties are taken out", "Print it to a new PDF")
_NO_COMMENTS = ("/Link", "/Widget", "/Popup", "/PrinterMark", "/TrapNet")
_MADE_BY = ("/Metadata", "/PieceInfo", "/LastModified")
_T = TypeVar("_T")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it remarks may quote the file


def look_into_pdf(content: bytes) -> LookedThrough:
    """Everything found in a PDF. Raises Refused where it does not open."""
    if not content[:1024].lstrip().startswith(b"%PDF"):
        raise Refused(*NO_PDF)
    return _in_time(lambda: _looked(content))


def clean_pdf(content: bytes) -> bytes:
    """The PDF without what its properties say of people; its title stays. Raises Refused."""
    return _in_time(lambda: _cleaned(content))


def _looked(content: bytes) -> LookedThrough:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Refused(*PROTECTED)
    pages = len(reader.pages)
    return LookedThrough(tuple(dict.fromkeys(_objections(reader))), (), pages)


def _objections(reader: PdfReader) -> Iterator[Objection]:
    root = _plain(reader.trailer["/Root"])
    names = _plain(root.get("/Names")) or {}
    if "/JavaScript" in names or "/AA" in root or _starts_something(_plain(root.get("/OpenAction"))):
        yield Objection(*RUNS)
    if "/EmbeddedFiles" in names or "/AF" in root:
        yield Objection(*FILES_WITHIN)
    form = _plain(root.get("/AcroForm")) or {}
    if int(_plain(form.get("/SigFlags")) or 0) & 1:
        yield Objection(*SIGNED)
    for page in reader.pages:
        for mark in _plain(page.get("/Annots")) or ():
            kind = (_plain(mark) or {}).get("/Subtype")
            if kind == "/FileAttachment":
                yield Objection(*FILES_WITHIN)
            elif kind not in _NO_COMMENTS:
                yield Objection(*COMMENTED)


def _starts_something(action: Any) -> bool:
    """Whether what a file does when it is opened is more than showing one of its own pages."""
    return isinstance(action, dict) and action.get("/S", "/GoTo") != "/GoTo"


def _cleaned(content: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(content))
    title = str(reader.metadata.title or "") if reader.metadata else ""
    writer = PdfWriter(clone_from=reader)
    writer.metadata = {NameObject("/Title"): title} if title else None
    for thing in writer._objects:
        if isinstance(thing, DictionaryObject):
            for name in _MADE_BY:
                thing.pop(name, None)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    copy = io.BytesIO()
    writer.write(copy)
    said = PdfReader(copy)
    if said.xmp_metadata is not None or (said.metadata or {}).keys() - {"/Title", "/Producer"}:
        raise Refused("has properties that cannot be taken out here", "Print it to a new PDF")
    if len(said.pages) != len(reader.pages):
        raise Refused(*BROKEN_PDF)
    return copy.getvalue()


def _plain(thing: Any) -> Any:
    """What a reference leads to."""
    return thing.get_object() if hasattr(thing, "get_object") else thing


@dataclass
class _Work(Generic[_T]):
    """Something done beside this run: what came of it, or why it failed."""

    do: Callable[[], _T]
    done: list[_T] = field(default_factory=list)
    refused: Refused | None = None

    def run(self) -> None:
        try:
            self.done.append(self.do())
        except Refused as refused:
            self.refused = refused
        except Exception:  # the reader raises many kinds, and their texts may quote the file
            self.refused = Refused(*BROKEN_PDF)


def _in_time(do: Callable[[], _T]) -> _T:
    """What comes of work that may take only so long. Raises Refused."""
    work = _Work(do)
    beside = threading.Thread(target=work.run, daemon=True)
    beside.start()
    beside.join(LONGEST_LOOK)
    if work.done:
        return work.done[0]
    raise work.refused or Refused(*TAKES_TOO_LONG)
