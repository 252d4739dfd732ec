"""An .xlsx file as its parts: taken out, looked up by how they are related, and packed again as they were.

Parts that nobody changes keep their bytes. The same parts give the same file: nothing in it says when it was packed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from readiness.files.office import TYPES, packed

Element = Any
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OVERRIDES = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"


class Parts:
    """The parts of one file. Raises ValueError and KeyError where they are broken."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._contents = {name: archive.read(name) for name in archive.namelist()}
        self._trees: dict[str, Element] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._contents

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._contents)

    def tree(self, name: str) -> Element:
        """A part taken apart. What is changed in it is in the file."""
        if name not in self._trees:
            self._trees[name] = parsed(self._contents[name])
        return self._trees[name]

    def look(self, name: str) -> Element:
        """A part taken apart, to be looked at only."""
        return self._trees[name] if name in self._trees else parsed(self._contents[name])

    def relations(self, name: str) -> Iterator[tuple[str, str, str, bool]]:
        """What a part refers to: each with its id, the last word of its kind, its name, and whether it is elsewhere."""
        folder, file = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        for element in self.look(path).iter(f"{_RELATIONS}Relationship") if path in self._contents else ():
            target, elsewhere = element.get("Target"), element.get("TargetMode") == "External"
            if not elsewhere:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield element.get("Id"), element.get("Type").rsplit("/", 1)[-1], target, elsewhere

    def related(self, name: str, *kinds: str) -> list[str]:
        """The parts that a part refers to, of these kinds."""
        return [
            target
            for _, kind, target, elsewhere in self.relations(name)
            if kind in kinds and not elsewhere and target in self._contents
        ]

    def every_relation(self) -> Iterator[tuple[str, str, str, bool]]:
        """All relations of all parts and of the file itself."""
        yield from self.relations("")
        for name in self.names:
            if not name.endswith(".rels"):
                yield from self.relations(name)

    def add(self, name: str, content: bytes, content_type: str, relation: str) -> None:
        """A part that the file itself refers to."""
        self._contents[name] = content
        etree.SubElement(self.tree(TYPES), _OVERRIDES, PartName=f"/{name}", ContentType=content_type)
        etree.SubElement(
            self.tree("_rels/.rels"), f"{_RELATIONS}Relationship", Id="added", Type=relation, Target=f"/{name}"
        )

    def drop(self, name: str, of: str) -> None:
        """Takes a part out, to which only one other refers."""
        del self._contents[name]
        self._trees.pop(name, None)
        for element in [*self.tree(TYPES).iter(_OVERRIDES)]:
            if element.get("PartName") == f"/{name}":
                element.getparent().remove(element)
        folder, file = posixpath.split(of)
        relations = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        ids = {key for key, _, target, _ in self.relations(of) if target == name}
        for element in [*relations]:
            if element.get("Id") in ids:
                relations.remove(element)

    def packed(self) -> bytes:
        """The file."""
        return packed(
            (name, as_bytes(self._trees[name]) if name in self._trees else kept)
            for name, kept in self._contents.items()
        )


def parsed(content: bytes) -> Element:
    """A part as a tree. Raises ValueError where it is broken or declares a document type."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise ValueError("a part is broken") from None
    if root.getroottree().docinfo.doctype:
        raise ValueError("a part declares a document type")
    return root


def as_bytes(root: Element) -> bytes:
    """A tree as the part that it is."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
