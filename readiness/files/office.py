"""Office files as zipped parts: which are unsafe to open, and how they are packed without a time in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from readiness.files.opc_safety import unsafe
from readiness.files.zip_parts import has_too_many_parts
from readiness.foundation.errors import Mistake, SpecificationError

STEEPEST = 200
CHUNK = 1 << 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")  # in a compound file: what Office writes with a password
LARGEST = 1 << 28
TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
LONGEST_SHEET_NAME = 31
LONGEST_TEXT = 32_767  # characters in a cell of Excel
LANGUAGE = "en-GB"  # of everything that is written
STRICT = b"http://purl.oclc.org/ooxml/"


@dataclass(frozen=True)
class Kind:
    """A kind of Office file in which authors keep templates: its words, and the type of its main part."""

    program: str
    thing: str
    is_a: str
    saved_as: str
    main: bytes

    @property
    def save(self) -> str:
        return f"Save it in {self.program} as {self.saved_as}"


WORD = Kind(
    program="Word",
    thing="document",
    is_a="a Word document",
    saved_as="a Word Document (*.docx)",
    main=b"wordprocessingml.document.main+xml",
)
EXCEL = Kind(
    program="Excel",
    thing="workbook",
    is_a="an Excel workbook",
    saved_as="an Excel Workbook (*.xlsx)",
    main=b"spreadsheetml.sheet.main+xml",
)
POWERPOINT = Kind(
    program="PowerPoint",
    thing="presentation",
    is_a="a PowerPoint presentation",
    saved_as="a PowerPoint Presentation (*.pptx)",
    main=b"presentationml.presentation.main+xml",
)


def is_bomb(parts: Sequence[zipfile.ZipInfo], largest: int, unsuspicious: int) -> bool:
    """Whether the parts unpack to more bytes than ``largest``, or to more than is ``unsuspicious`` from far fewer."""
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    return unpacked > largest or (unpacked > unsuspicious and unpacked / packed > STEEPEST)


def declares_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part declares a document type, which may define texts that unpack without end. Unpacks all of it."""
    with archive.open(part) as stream:
        first = chunk = stream.read(CHUNK)
        while chunk:
            chunk = stream.read(CHUNK)
    return part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in first


def template_bytes(template: Path, place: str, kind: Kind, only_read: bool = False) -> bytes:
    """A template's bytes, found to be of its kind, harmless to unpack, and without what runs, fetches or reads.

    Of a file of which words are ``only_read``, links and objects are no fault. Raises SpecificationError.
    """
    try:
        content = template.read_bytes()
    except OSError:
        do = "Close it in other programs, and check that you may read it"
        raise SpecificationError(Mistake(place, "cannot be read", do)) from None
    _refuse_other(content, place, kind, only_read)
    return content


@lru_cache(maxsize=100)  # the same templates are filled for every authority of a region
def _refuse_other(content: bytes, place: str, kind: Kind, only_read: bool) -> None:
    """Refuses what is not of its kind or not harmless. Raises SpecificationError."""
    if content.startswith(OLE) and LOCKED in content:
        raise SpecificationError(Mistake(place, "is locked with a password", "Save it without one"))
    another = Mistake(place, f"is not {kind.is_a}, whatever its ending says", kind.save)
    if not content.startswith(b"PK"):
        raise SpecificationError(another)
    wrong = f"unpacks to far more than a {kind.thing} could hold"
    bomb = Mistake(place, wrong, "Do not open it; ask where it came from")
    if has_too_many_parts(io.BytesIO(content)):
        raise SpecificationError(bomb)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if is_bomb(parts, LARGEST, LARGEST // 10):
                raise SpecificationError(bomb)
            names = {part.filename for part in parts}
            if TYPES not in names or RELATIONS not in names:
                raise SpecificationError(another)
            types = archive.read(TYPES)
            if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
                raise SpecificationError(Mistake(place, "has macros", f"{kind.save}, which keeps none"))
            if kind.main not in types or STRICT in archive.read(RELATIONS):
                raise SpecificationError(another)
            if any(declares_document_type(archive, part) for part in parts):
                wrong = f"declares a document type, which no {kind.is_a.split(maxsplit=1)[1]} needs"
                raise SpecificationError(Mistake(place, wrong, "Do not open it; ask where it came from"))
            if mistakes := [*unsafe(archive, place, kind.save, only_read)]:
                raise SpecificationError(*mistakes)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise SpecificationError(damaged(place, kind)) from None


def refuse_unsafe(content: bytes, place: str, kind: Kind) -> None:
    """Refuses what a document that was made would run, fetch or read. Raises SpecificationError."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if mistakes := [*unsafe(archive, place, kind.save)]:
            raise SpecificationError(*mistakes)


def damaged(place: str, kind: Kind) -> Mistake:
    """What is told of a template that its reader cannot make out."""
    return Mistake(place, "is damaged and cannot be read", f"Open it in {kind.program}, save it again and replace it")


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """The file that holds the parts, each with its name, in their order."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts:
            timeless = zipfile.ZipInfo(name)
            timeless.create_system = 0
            archive.writestr(timeless, part, zipfile.ZIP_DEFLATED)
    return content.getvalue()
