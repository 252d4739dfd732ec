"""Reads specification and templates, each once for all authorities that have the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from readiness.render.templates import DocumentTemplate, read_templates
from readiness.render.workbook_from_yaml.template import WorkbookTemplate
from readiness.specification.model import Annex
from readiness.specification.read import read_annex

Templates = tuple[list[WorkbookTemplate], list[DocumentTemplate]]


class Reading:
    """What was read so far. An authority's own files are known again by their names and bytes, wherever they lie.

    What is installed is taken as it was when it was read first.
    """

    def __init__(self) -> None:
        self._annexes: dict[tuple[str, ...], Annex] = {}
        self._templates: dict[Path, Templates] = {}

    def annex(self, folders: Sequence[Path]) -> Annex:
        """The specification in folders of which the first hide files of the others. Raises SpecificationError."""
        *own, shipped = folders
        try:
            key = (*map(_digest, own), str(shipped))
        except OSError:  # a file in it is open elsewhere: whether that matters, reading tells
            return read_annex(folders)
        if key not in self._annexes:
            self._annexes[key] = read_annex(folders)
        return self._annexes[key]

    def templates(self, folders: Sequence[Path]) -> Templates:
        """Every template. An authority's own are read each time: their files are read again when they are filled.

        Raises SpecificationError.
        """
        if len(folders) > 1:
            return read_templates(folders)
        (shipped,) = folders
        if shipped not in self._templates:
            self._templates[shipped] = read_templates(folders)
        return self._templates[shipped]


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
