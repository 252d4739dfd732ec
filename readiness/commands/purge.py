"""readiness purge: what is kept in an authority's folder and how old it is, and its removal, after it was shown.

What somebody wrote is never removed for its age. Each folder is emptied whole or not at all, and that is recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import Keep, Workspace, open_workspace
from readiness.commands.as_asked import as_asked
from readiness.commands.children_locked import children_in
from readiness.files.deliver import remove
from readiness.foundation.errors import Mistake, OutputError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import many
from readiness.handover.model import PACK
from readiness.render.templates import read_templates
from readiness.run.kept import KeptFile, kept_in
from readiness.run.recording import to_record
from readiness.specification.read import read_annex

OURS = ("made", "unfinished")
IN_USE = 1  # days for which the folder of a run that has not ended is left alone: it may still be running
WHY = {
    "written": "changed since a run wrote it, or put there by somebody; remove it by hand if nobody needs it",
    "published": "what was published, as rounded counts; without it a later edition may give back what it left out",
    "released": "what was given to inspectors; it stays, and readiness release tells if it is not as it was given",
    "copy": "a copy of what somebody had changed; --copies removes it",
}


@dataclass(frozen=True)
class Inventory:
    """What is kept, what is to go, and what is as old and is left since somebody wrote it."""

    workspace: Workspace
    kept: tuple[KeptFile, ...]
    going: tuple[KeptFile, ...]
    left: tuple[KeptFile, ...]
    has_limit: bool

    @property
    def question(self) -> str:
        held = sum(file.children for file in self.going)
        return f"Remove {many(len(self.going), 'file')}, {held} of which may hold children?"


@dataclass(frozen=True)
class Purged:
    """What was removed, what could not be, and whether somebody stopped it before all was done."""

    removed: tuple[KeptFile, ...]
    mistakes: tuple[Mistake, ...] = ()
    stopped: bool = False


def take_inventory(folder: Path, older_than: int | None, copies: bool) -> Inventory:
    """What is kept, and what of it is older than so many days, or than the settings say. Raises ReadinessError."""
    workspace = open_workspace(folder)
    workbooks, _ = read_templates(own_over_installed("templates", workspace.folder))
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    kept = kept_in(workspace, children_in(workbooks, annex))
    keep = workspace.settings.keep if older_than is None else Keep(output=older_than)
    old = [file for file in kept if is_old(file, keep)]
    # Without what is remembered, nobody could tell any more which of the files that stay somebody has changed.
    kinds = (*OURS, "copy") if copies else OURS
    going = [file for file in old if file.kind in kinds and (file.kind != "unfinished" or file.days >= IN_USE)]
    staying = {file.folder for file in kept if file.kind not in ("remembered", "published") and file not in going}
    going += [file for file in old if file.kind == "remembered" and file.folder not in staying]
    left = [file for file in old if file.kind in WHY and file not in going]
    return Inventory(workspace, kept, tuple(sorted(going, key=_by_name)), tuple(left), keep != Keep())


def is_old(file: KeptFile, keep: Keep) -> bool:
    """Whether a file is older than it is to be kept."""
    limits = [limit for limit in (keep.output, keep.children if file.children else None) if limit is not None]
    return bool(limits) and file.days > min(limits)


def remove_old(inventory: Inventory) -> Purged:
    """Removes what is to go, folder by folder; a folder where that fails is left as it is."""
    removed: list[KeptFile] = []
    mistakes: list[Mistake] = []
    for place, of_folder in sorted(_by_folder(inventory.going).items(), key=_packs_first):
        try:
            record = to_record(inventory.workspace, as_asked())
            names = [Path(file.name).name for file in of_folder]
            remove(names, inventory.workspace.folder / place, record)
        except OutputError as error:
            mistakes += error.mistakes
        except KeyboardInterrupt:
            return Purged(tuple(removed), tuple(mistakes), stopped=True)
        else:
            removed += of_folder
    return Purged(tuple(removed), tuple(mistakes))


def tell_kept(inventory: Inventory) -> Iterator[str]:
    """What is kept, folder by folder, then what is to go, and what is left and why."""
    yield _line("", ("files", "may hold children", "locked", "size", "oldest"))
    for place, files in _by_folder(inventory.kept).items():
        held = [file for file in files if file.children]
        cells = [len(files), len(held), sum(file.locked for file in held)]
        size, oldest = _size(sum(file.size for file in files)), many(max(file.days for file in files), "day")
        yield _line(place or ".", (*map(str, cells), size, oldest))
    if not inventory.has_limit:
        yield "\nNothing is to go: say --older-than DAYS, or keep in readiness.yaml."
        return
    yield f"\nTo be removed: {many(len(inventory.going), 'file')}."
    yield from (
        f"  {file.name}, {many(file.days, 'day')}{', may hold children' * file.children}" for file in inventory.going
    )
    if inventory.left:
        yield "\nAs old, and left:"
        yield from (f"  {file.name}, {many(file.days, 'day')}: {WHY[file.kind]}" for file in inventory.left)


def tell_purged(purged: Purged) -> str:
    """What was removed, and what the product cannot remove."""
    count = many(len(purged.removed), "file")
    if purged.stopped:
        return f"Stopped. {count} removed before that; record.jsonl says which."
    return f"{count} removed. A backup or the disk itself may still hold what was in them."


def overdue(workspace: Workspace) -> Iterator[Finding]:
    """What to tell when something is older than the settings say it is kept. Raises SpecificationError."""
    if workspace.settings.keep == Keep():
        return
    old = len(take_inventory(workspace.folder, None, copies=False).going)
    if old:
        wrong = f"{many(old, 'file')} older than readiness.yaml says to keep them"
        yield Finding("warning", "output", wrong, "readiness purge shows and removes them", old)


def _by_folder(files: Collection[KeptFile]) -> Mapping[str, list[KeptFile]]:
    return {place: [*its] for place, its in groupby(sorted(files, key=lambda file: (file.folder, file.name)), _folder)}


def _packs_first(of_folder: tuple[str, list[KeptFile]]) -> tuple[str, bool]:
    """Puts the pack of a day before the rest of it, so that its folder can go with that."""
    place = of_folder[0]
    return place.removesuffix(f"/{PACK}"), not place.endswith(f"/{PACK}")


def _folder(file: KeptFile) -> str:
    return file.folder


def _by_name(file: KeptFile) -> str:
    return file.name


def _line(place: str, cells: Collection[str]) -> str:
    return f"  {place:<22}{''.join(f'{cell:>19}' if 'children' in cell else f'{cell:>12}' for cell in cells)}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{max(size, 1000) // 1000} kB" if size else "0 kB"
