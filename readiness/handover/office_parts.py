"""Takes an Office file apart: found harmless to unpack first, then its parts and what each refers to.

Each part is read by a parser that takes no document type and stops when a file takes too long.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from threading import Event
from typing import Protocol
from xml.parsers import expat

from readiness.files.office import (
    LARGEST,
    LOCKED,
    OLE,
    RELATIONS,
    TYPES,
    Kind,
    damaged,
    declares_document_type,
    is_bomb,
)
from readiness.files.workbook_safety import ASK, BROKEN_ZIP
from readiness.files.zip_parts import has_too_many_parts
from readiness.foundation.errors import Refused

PIECE = 1 << 16
OfficeParts = Mapping[str, bytes]
HAS_MACROS = "has macros"
NEEDS_PASSWORD = (
    "is locked with a password, so that it cannot be looked into",
    "Give its password with --password-file, or save it without one",
)
_ELSEWHERE = re.compile(r"[^/]*:|//|.*\\")


class ReadsElements(Protocol):
    """Whoever is told of a part's elements as they come, by their local names."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """An element begins; its attributes too go by their local names."""

    def end(self, name: str, /) -> None:
        """It ends."""

    def words(self, text: str, /) -> None:
        """Text stands in it."""


@dataclass(frozen=True)
class PartLink:
    """What a part refers to: the last word of its kind, and where. ``of`` is the part that does."""

    of: str
    kind: str
    target: str
    elsewhere: bool


def parts_of(content: bytes, kind: Kind) -> dict[str, bytes]:
    """The parts of an Office file by name. Raises Refused."""
    if content.startswith(OLE):
        if LOCKED in content:
            raise Refused(*NEEDS_PASSWORD)
        raise Refused(f"is not {kind.is_a}, whatever its ending says", kind.save)
    bomb = Refused(f"unpacks to far more than a {kind.thing} could hold", ASK)
    try:
        if has_too_many_parts(io.BytesIO(content)):
            raise bomb
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
            if is_bomb(listed, LARGEST, LARGEST // 10):
                raise bomb
            if any(declares_document_type(archive, part) for part in listed):
                raise Refused(f"declares a document type, which no {kind.thing} needs", ASK)
            parts = {part.filename: archive.read(part) for part in listed if not part.is_dir()}
    except BROKEN_ZIP:
        another = damaged("", kind) if content.startswith(b"PK") else None
        if another:
            raise Refused(another.wrong, another.do) from None
        raise Refused(f"is not {kind.is_a}, whatever its ending says", kind.save) from None
    if len({name.casefold() for name in parts}) < len(listed):
        raise Refused("has two parts of one name in it", ASK)
    types = parts.get(TYPES, b"")
    if b"macroEnabled" in types or any(name.casefold().endswith("vbaproject.bin") for name in parts):
        raise Refused(HAS_MACROS, f"{kind.save}, which keeps none")
    if kind.main not in types or RELATIONS not in parts:
        raise Refused(f"is not {kind.is_a}, whatever its ending says", kind.save)
    return parts


def read_elements(content: bytes, reader: ReadsElements, stopped: Event) -> None:
    """Tells a reader of every element of a part. Raises Refused, ExpatError; ends early when it is stopped."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: reader.start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: reader.end(_local(name))
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = _no_document_type
    for at in range(0, len(content), PIECE):
        if stopped.is_set():
            raise TimeoutError
        parser.Parse(content[at : at + PIECE], False)
    parser.Parse(b"", True)


def links_of(parts: OfficeParts, stopped: Event) -> tuple[PartLink, ...]:
    """What every part refers to. Raises Refused, ExpatError."""
    found: list[PartLink] = []
    for name, content in parts.items():
        if name.casefold().endswith(".rels"):
            read_elements(content, _Links(name, found.append), stopped)
    return tuple(found)


class _Links:
    """Reads what one part refers to."""

    def __init__(self, name: str, add: Callable[[PartLink], None]) -> None:
        folder, file = posixpath.split(name)
        self._base = posixpath.dirname(folder)
        self._of = posixpath.join(self._base, file[: -len(".rels")])
        self._add = add

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        if name != "Relationship":
            return
        target = attributes.get("Target", "")
        elsewhere = attributes.get("TargetMode", "").casefold() == "external" or bool(_ELSEWHERE.match(target))
        if not elsewhere:
            target = posixpath.normpath(posixpath.join("/", self._base, target)).lstrip("/")
        self._add(PartLink(self._of, attributes.get("Type", "").rsplit("/", 1)[-1], target, elsewhere))

    def end(self, _: str, /) -> None:
        pass

    def words(self, _: str, /) -> None:
        pass


def behind_charts(parts: OfficeParts, links: tuple[PartLink, ...]) -> Iterator[str]:
    """The names of the workbooks that hold the numbers of charts."""
    wanted = {link.target.casefold() for link in links if is_behind_chart(link)}
    return (name for name in parts if name.casefold() in wanted)


def is_behind_chart(link: PartLink) -> bool:
    """Whether a part refers to the workbook with the numbers of its chart."""
    return link.kind == "package" and not link.elsewhere and "/charts/" in f"/{link.of}"


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _no_document_type(*_: object) -> None:
    raise Refused("declares a document type, which no such file needs", ASK)
