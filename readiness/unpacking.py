"""What makes a zipped Office file unsafe to open, be it a workbook to read or a template to fill."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence

STEEPEST = 200
CHUNK = 1 << 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")  # in a compound file: what Office writes with a password


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
