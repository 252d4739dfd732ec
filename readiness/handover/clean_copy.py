"""The copy of an Office file that may be given: without what its properties say of people, other parts as they were.

Taken out are authors, companies, own properties and lists of those who commented or changed; the title stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from threading import Event
from xml.parsers import expat
from xml.sax.saxutils import escape

from readiness.files.office import EXCEL, TYPES, damaged, packed
from readiness.foundation.errors import Refused
from readiness.handover.office_file import PROGRAMS
from readiness.handover.office_parts import OfficeParts, behind_charts, links_of, parts_of, read_elements

TAKEN_OUT_KINDS = frozenset(
    (
        *(
            "extended-properties",
            "extendedProperties",
            "custom-properties",
            "customProperties",
            "people",
            "person",
            "commentAuthors",
            "authors",
        ),
        *("changesInfo", "documenttasks", "thumbnail"),
    )
)
STAYS = {"title": "dc:title", "language": "dc:language", "created": "dcterms:created", "modified": "dcterms:modified"}
NOT_CLEAN = (
    "has properties that cannot be taken out here",
    "Take them out under File, Info, Inspect Document, and save it",
)
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_QUOTED = rb"\"[^\"]*\"|'[^']*'"
_RELATION = re.compile(
    rb"<(?:[\w.-]+:)?Relationship\b(?:[^>\"'/]|/(?!>)|" + _QUOTED + rb")*(?:/>|>\s*</(?:[\w.-]+:)?Relationship\s*>)"
)
_OVERRIDE = re.compile(
    rb"<(?:[\w.-]+:)?Override\b(?:[^>\"'/]|/(?!>)|" + _QUOTED + rb")*(?:/>|>\s*</(?:[\w.-]+:)?Override\s*>)"
)
_KIND = re.compile(rb"\bType\s*=\s*[\"'](?:[^\"']*/)?([^\"'/]*)[\"']")
_TARGET = re.compile(rb"(\bTarget\s*=\s*)(?:" + _QUOTED + rb")")
_PART = re.compile(rb"\bPartName\s*=\s*[\"']/?([^\"']*)[\"']")
_NAMES_A_PERSON = re.compile(
    rb"(<(?:[\w.-]+:)?(?:absPath|fileSharing)\b(?:[^>\"']|"
    + _QUOTED
    + rb")*?\b(?:url|userName)\s*=\s*)(?:"
    + _QUOTED
    + rb")"
)
_DISPLAY_NAME = re.compile(rb"(<((?:[\w.-]+:)?DisplayName)(?:\s[^<>]*)?>)[^<]*(?=</\2\s*>)")


def clean_copy(content: bytes, ending: str) -> bytes:
    """The bytes of a file with that ending, without its properties. Raises Refused when they cannot be taken out."""
    kind = PROGRAMS[ending]
    try:
        parts = _clean(parts_of(content, kind))
        copy = packed(parts.items())
        if names_left(parts_of(copy, kind)):
            raise Refused(*NOT_CLEAN)
    except (expat.ExpatError, ValueError, LookupError):
        broken = damaged("", kind)
        raise Refused(broken.wrong, broken.do) from None
    return copy


def names_left(parts: OfficeParts) -> bool:
    """Whether something in the parts still says who wrote them. Raises Refused, ExpatError."""
    links = links_of(parts, Event())
    if any(link.kind in TAKEN_OUT_KINDS for link in links):
        return True
    core = _Core()
    for link in links:
        if link.kind == "core-properties" and link.target in parts:
            read_elements(parts[link.target], core, Event())
    return bool(core.found.keys() - STAYS.keys()) or any(
        names_left(parts_of(parts[name], EXCEL)) for name in behind_charts(parts, links)
    )


def _clean(parts: OfficeParts) -> dict[str, bytes]:
    links = links_of(parts, Event())
    gone = {link.target.casefold() for link in links if link.kind in TAKEN_OUT_KINDS and not link.elsewhere}
    gone |= {_relations_of(name) for name in gone}
    behind = {*behind_charts(parts, links)}
    core = {link.target for link in links if link.kind == "core-properties"}
    clean: dict[str, bytes] = {}
    for name, content in parts.items():
        if name.casefold() in gone:
            continue
        if name in core:
            clean[name] = _core_without_people(content)
        elif name in behind:
            clean[name] = packed(_clean(parts_of(content, EXCEL)).items())
        else:
            clean[name] = _without_names(name, content, gone)
    return clean


def _without_names(name: str, content: bytes, gone: Collection[str]) -> bytes:
    """A part as it was, but for what names a person or a part that is gone."""
    if name == TYPES:
        return _OVERRIDE.sub(lambda found: b"" if _named_in(found[0]) in gone else found[0], content)
    if name.casefold().endswith(".rels"):
        return _RELATION.sub(_relation, content)
    if name.startswith("customXml/"):
        return _DISPLAY_NAME.sub(rb"\1", content)
    if name == "xl/workbook.xml":
        return _NAMES_A_PERSON.sub(rb'\1""', content)
    return content


def _relation(found: re.Match[bytes]) -> bytes:
    """What stands for a relation: nothing where its part is gone, no path where it has one of its author's computer."""
    kind = _KIND.search(found[0])
    if kind and kind[1].decode("latin-1") in TAKEN_OUT_KINDS:
        return b""
    if kind and kind[1] == b"attachedTemplate":
        return _TARGET.sub(rb'\1"Normal.dotm"', found[0])
    return found[0]


def _named_in(override: bytes) -> str:
    part = _PART.search(override)
    return part[1].decode("utf-8", "replace").casefold() if part else ""


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


class _Core:
    """Reads what the properties of a file say."""

    def __init__(self) -> None:
        self._name = ""
        self.found: dict[str, str] = {}

    def start(self, name: str, _: Mapping[str, str], /) -> None:
        self._name = "" if name == "coreProperties" else name

    def end(self, _: str, /) -> None:
        self._name = ""

    def words(self, text: str, /) -> None:
        if self._name and text.strip():
            self.found[self._name] = self.found.get(self._name, "") + text


def _core_without_people(content: bytes) -> bytes:
    core = _Core()
    with suppress(expat.ExpatError):  # then nothing of it stays
        read_elements(content, core, Event())
    stays = "".join(_property(name, core.found[name]) for name in STAYS if name in core.found)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{stays}</cp:coreProperties>"
    ).encode()


def _property(name: str, text: str) -> str:
    kind = ' xsi:type="dcterms:W3CDTF"' if STAYS[name].startswith("dcterms") else ""
    return f"<{STAYS[name]}{kind}>{escape(text)}</{STAYS[name]}>"
