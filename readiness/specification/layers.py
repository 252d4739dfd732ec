"""The specification's folder as files: an authority's own lie over the shipped ones, each hiding the one of its name.

Tells which files are the authority's own, and which of those are nothing that the specification has a place for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from readiness.foundation.errors import Mistake
from readiness.foundation.phrases import nearest

PROOFS = ".proof.yaml"
SHARED = ("codes", "case_codes", "case_data")  # what stands in them is there to be named by something else
FOLDERS = {  # of which every page is one thing, and an authority may add more: the endings of its files
    **dict.fromkeys(("lists", "kpis", "surgery"), (".yaml", ".sql", PROOFS)),
    "rules": (".yaml", PROOFS),
    **dict.fromkeys(SHARED, (".yaml",)),
}
_HIDDEN = (".", "~$")
_OF_THE_MACHINE = ("thumbs.db", "desktop.ini")


class Layers:
    """Folders of one name laid over each other: the first hides, file by file, those after it. The last is shipped."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self.name = self.folders[-1].name

    def file(self, name: str) -> Path:
        """The file of that name below the folder, from the first layer that has it; it need not be there."""
        places = [folder / name for folder in self.folders]
        return next((place for place in places if place.is_file()), places[-1])

    def files(self, folder: str, pattern: str) -> list[Path]:
        """The files of a folder, by name, each from the first layer that has it."""
        by_name = {file.name: file for layer in reversed(self.folders) for file in (layer / folder).glob(pattern)}
        return [by_name[name] for name in sorted(by_name) if not name.startswith(_HIDDEN)]

    def name_of(self, file: Path) -> str:
        """A file's name below the folder: lists/list_01.yaml."""
        layer = next(layer for layer in self.folders if file.is_relative_to(layer))
        return file.relative_to(layer).as_posix()

    def place(self, file: Path) -> str:
        """A file as people are told it, whichever layer it is from: annex_a/lists/list_01.yaml."""
        return f"{self.name}/{self.name_of(file)}"

    @property
    def own(self) -> tuple[str, ...]:
        """The names of the files that are the authority's own."""
        return tuple(sorted({name for layer in self.folders[:-1] for name in _names(layer)}))

    @property
    def copies(self) -> tuple[str, ...]:
        """Those of its own files that are byte for byte the shipped ones."""
        shipped = self.folders[-1]
        pairs = ((name, shipped / name) for name in self.own)
        return tuple(
            name for name, file in pairs if file.is_file() and file.read_bytes() == self.file(name).read_bytes()
        )

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each page and query in force, proofs apart: its name and its text. What cannot be read is left out."""
        for name in sorted({name for layer in self.folders for name in _names(layer)}):
            if name.endswith((".yaml", ".sql")) and not name.endswith(PROOFS):
                yield name, self.file(name).read_text(encoding="utf-8", errors="replace")

    def misplaced(self) -> Iterator[Mistake]:
        """A mistake for every own file that hides nothing shipped and is nothing new that could stand there."""
        shipped = set(_names(self.folders[-1]))
        for name in self.own:
            if name not in shipped:
                yield from self._misplaced(name, shipped)

    def _misplaced(self, name: str, shipped: set[str]) -> Iterator[Mistake]:
        folder, stem, ending = parted(name)
        place = f"{self.name}/{name}"
        of_its_kind = {other for other in shipped if parted(other)[::2] == (folder, ending)}
        hint = self._hint(name, of_its_kind)
        if ending not in FOLDERS.get(folder, ()):
            do = self._hint(name, shipped) or f"Take it out, or name it as a file in {self.name} is named"
            yield Mistake(place, "is no file of the specification", do)
        elif ending != ".yaml" and not self.file(f"{folder}/{stem}.yaml").is_file():
            yield Mistake(place, f"there is no {stem}.yaml beside it", hint or "Write the page it belongs to")
        elif folder in SHARED and not self._is_named(stem, name):
            yield Mistake(
                place, "is new, and nothing in the specification names it", hint or "Name it where it is used"
            )

    def _hint(self, name: str, names: set[str]) -> str:
        """The nearest of the names, as a place; what all places begin with makes none of them nearer."""
        return nearest(name, names).replace('"', f'"{self.name}/', 1)

    def _is_named(self, word: str, but_in: str) -> bool:
        pattern = re.compile(rf"\b{re.escape(word)}\b")
        return any(pattern.search(text) for name, text in self.texts() if name != but_in)


def parted(name: str) -> tuple[str, str, str]:
    """A file's name in parts: the folder, the stem and the ending, which is .proof.yaml for proofs."""
    path = PurePosixPath(name)
    ending = PROOFS if path.name.endswith(PROOFS) else path.suffix
    return ("" if path.parent == PurePosixPath() else path.parent.as_posix()), path.name.removesuffix(ending), ending


def _names(folder: Path) -> Iterator[str]:
    """The names of all files below a folder, but for those that Office and the machine leave there."""
    for file in folder.rglob("*"):
        name = file.relative_to(folder)
        hidden = any(part.startswith(_HIDDEN) for part in name.parts) or file.name.lower() in _OF_THE_MACHINE
        if not hidden and file.is_file():
            yield name.as_posix()
