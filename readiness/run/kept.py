"""What is kept in an authority's folder and how old it is: what runs made and remember, copies, what people wrote.

Looks at names, digests and days, and at nothing that a document says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from readiness.authority.settings import Workspace
from readiness.files.deliver import UNFINISHED
from readiness.files.journal import digest_of
from readiness.files.office import OLE
from readiness.files.password import is_locked
from readiness.files.record import recorded_digests
from readiness.foundation.errors import Refused
from readiness.handover.model import PACK, PACK_ZIP, RELEASES_FOLDER
from readiness.run.acceptance_stage import ACCEPTED_FILE
from readiness.run.delivery import KEPT_STORE
from readiness.run.earlier_runs import CHECKS_FILE
from readiness.run.editions import EDITION_FILE
from readiness.run.manifest import MANIFEST, read_manifest, this_moment
from readiness.run.snapshots import SNAPSHOT_FILE

KeptKind = Literal["made", "remembered", "published", "released", "unfinished", "copy", "written"]
REMEMBERED = (MANIFEST, CHECKS_FILE, ACCEPTED_FILE, SNAPSHOT_FILE)
_COPY = re.compile(r"_changed_\d+$")
_STORE = re.compile(rf"{Path(KEPT_STORE).stem}(_only_[\d_]+)?\{Path(KEPT_STORE).suffix}")
_OF_ANOTHER_PROGRAM = ("~$", ".~lock")


@dataclass(frozen=True)
class KeptFile:
    """A file by its name below the authority's folder, or the folder of an unfinished run; its age in days.

    One ``made`` is as a run wrote it; what is ``remembered`` later runs compare with, and so they do with what was
    ``published``; what was ``released`` was given to inspectors; a ``copy`` is of what somebody had changed; all else
    counts as ``written`` by somebody. One with ``children`` may hold some.
    """

    name: str
    kind: KeptKind
    days: int
    size: int
    children: bool = False
    locked: bool = False

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]


def kept_in(workspace: Workspace, holds_children: Callable[[str], bool]) -> tuple[KeptFile, ...]:
    """Everything that is kept in the output folder, what was released, copies of the register, what runs left."""
    keeping = _Keeping(workspace, holds_children)
    return tuple(sorted(keeping.found(), key=lambda kept: kept.name))


def days_old(path: Path, now: str) -> int:
    """For how many whole days nobody has written a file; 0 for one of the future."""
    written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    return max((dt.datetime.fromisoformat(now) - written).days, 0)


class _Keeping:
    """The files of one folder, each held against what runs say that they wrote."""

    def __init__(self, workspace: Workspace, holds_children: Callable[[str], bool]) -> None:
        self._folder, self._output = workspace.folder, workspace.output
        self._register = workspace.register
        self._holds_children = holds_children
        self._now = this_moment()
        self._written = recorded_digests(workspace.folder)

    def found(self) -> Iterator[KeptFile]:
        stem, ending = re.escape(self._register.stem), re.escape(self._register.suffix)
        before = re.compile(rf"{stem}_(before|conflicts)_\d+{ending}")
        for path in self._folder.iterdir():
            if path.is_file() and before.fullmatch(path.name):
                yield self._kept(path, "copy", children=True)
        for path in (self._folder / RELEASES_FOLDER).glob("*"):
            if path.is_file() and not path.name.startswith((".", *_OF_ANOTHER_PROGRAM)):
                yield self._kept(path, "released", children=_locked(path))  # none has children but a locked one
        for path in (*self._folder.glob(f"{UNFINISHED}*"), *self._output.glob(f"{UNFINISHED}*")):
            theirs = [*path.glob("before/*")]  # what an earlier version may have left there is somebody's only copy
            yield self._kept(path, "written" if theirs else "unfinished", children=True)
        for day in self._output.glob("*"):
            if day.is_dir() and not day.name.startswith("."):
                yield from self._of_day(day)

    def _of_day(self, day: Path) -> Iterator[KeptFile]:
        try:
            manifest = read_manifest(day)
        except Refused:  # then nobody knows what is as it was written, and all counts as somebody's
            manifest = None
        made = dict(manifest.files_written) if manifest else {}
        for path in day.iterdir():
            if path.is_file() and not path.name.startswith(_OF_ANOTHER_PROGRAM):
                children = path.name == PACK_ZIP or self._holds_children(path.name)
                yield self._kept(path, self._kind(path, made), children)
        for path in (day / PACK).glob("*"):  # what documents hold that councils wrote, nobody knows
            if path.is_file() and not path.name.startswith(_OF_ANOTHER_PROGRAM):
                yield self._kept(path, self._kind(path, {}), children=True)

    def _kind(self, path: Path, made: Mapping[str, str]) -> KeptKind:
        if path.name in REMEMBERED:
            return "remembered"
        if path.name == EDITION_FILE:
            return "published"
        if _COPY.search(path.stem):
            return "copy"
        known = {made.get(path.name, ""), *self._written.get(self._name(path), ())}
        return "made" if _STORE.fullmatch(path.name) or digest_of(path) in known else "written"

    def _kept(self, path: Path, kind: KeptKind, children: bool) -> KeptFile:
        files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files)
        locked = _locked(path) or (path.name == PACK_ZIP and kind == "made")
        return KeptFile(self._name(path), kind, days_old(path, self._now), size, children, locked)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()


def _locked(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(len(OLE))
        return head == OLE and is_locked(head + stream.read())
