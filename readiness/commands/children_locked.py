"""Which files hold children, and what becomes of them when there is a password: workbooks are locked, the rest is told.

A workbook that a template lays out over lists holds them, and so does a list as CSV and the database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from readiness.authority.settings import Workspace
from readiness.files.password import Password
from readiness.files.record import recorded_digests
from readiness.foundation.errors import Refused
from readiness.foundation.phrases import listed, many
from readiness.render.workbook_from_yaml.template import WorkbookTemplate
from readiness.run.delivery import KEPT_STORE
from readiness.run.kept import KeptFile, kept_in
from readiness.run.manifest import MANIFEST, read_manifest
from readiness.specification.model import Annex

FILES_NAMED = 3  # files that a line names
_LATER_NAMES = r"(_only_[\d_]+)?(_since_[\d-]+)?(_\d+)?(_changed_\d+)?"


def with_lock(content: bytes, password: Password | None) -> bytes:
    """A workbook with children, locked if there is a password."""
    if password is None:
        return content
    from readiness.files.encryption import lock  # noqa: PLC0415 (takes a while, and is needed with a password alone)

    return lock(content, password)


def children_in(workbooks: Iterable[WorkbookTemplate], annex: Annex) -> Callable[[str], bool]:
    """Whether a file of an output folder holds children, by its name."""
    stems = {*annex.lists, Path(KEPT_STORE).stem, *(Path(workbook.layout.file).stem for workbook in workbooks)}
    names = re.compile(rf"({'|'.join(map(re.escape, sorted(stems)))}){_LATER_NAMES}\.\w+")
    return lambda name: names.fullmatch(name) is not None


def digests_with_children(workspace: Workspace, holds_children: Callable[[str], bool]) -> frozenset[str]:
    """What every file with children that a run has ever written is known again by. Raises OSError."""
    manifests = (_manifest_of(file.parent) for file in workspace.output.glob(f"*/{MANIFEST}"))
    written = [*recorded_digests(workspace.folder).items()]
    written += [(name, {digest}) for manifest in manifests for name, digest in manifest.items()]
    return frozenset(
        digest for name, digests in written if holds_children(name.rpartition("/")[2]) for digest in digests
    )


def _manifest_of(folder: Path) -> Mapping[str, str]:
    """The digests that the manifest of a day has; none where it cannot be read, since the record has them too."""
    try:
        manifest = read_manifest(folder)
    except Refused:
        return {}
    return manifest.files_written if manifest else {}


def told_not_locked(
    workspace: Workspace, holds_children: Callable[[str], bool], written: Collection[Path]
) -> tuple[str, ...]:
    """What to tell of files with children that have no password, when one was given: of this run, and from before."""
    if workspace.password is None:
        return ()
    now = {file.relative_to(workspace.folder).as_posix() for file in written}
    bare = [kept for kept in kept_in(workspace, holds_children) if kept.children and not kept.locked]
    bare = [kept for kept in bare if kept.kind != "unfinished"]  # of which this run is one
    these, others = [kept for kept in bare if kept.name in now], [kept for kept in bare if kept.name not in now]
    lines = []
    if these:
        holds, them = ("holds", "it") if len(these) == 1 else ("hold", "them")
        where = f"Keep {them} where only you can read"
        lines.append(f"{_named(these)} {holds} children and cannot be locked with a password. {where}.")
    if others:
        has, them = ("has", "it") if len(others) == 1 else ("have", "them")
        held = f"{many(len(others), 'file')} from before may hold children and {has} no password"
        lines.append(f"{held}: {_named(others)}. readiness purge lists {them}.")
    return tuple(lines)


def _named(files: Collection[KeptFile]) -> str:
    names = [kept.name.removeprefix("output/") for kept in files]
    more = len(names) - FILES_NAMED
    return listed([*names[:FILES_NAMED], *([f"{more} more"] if more > 0 else [])])
