"""Puts a pack into the folder of its inspection day: the folder whole or not at all, then the zip file of the same.

What somebody changed in an earlier pack, or put there, is never replaced and never given with the new: it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.files.journal import alone_in, digest_of, not_written, put_in_place, shown
from readiness.files.record import ToRecord, recorded_digests
from readiness.foundation.errors import Mistake, OutputError
from readiness.handover.model import PACK, PACK_ZIP

_OF_ANOTHER_PROGRAM = ("~$", ".~lock")


@dataclass(frozen=True)
class LaidDown:
    """Where the pack lies; ``zipped`` is None where there is no zip file. One ``removed`` was of the pack before."""

    folder: Path
    zipped: Path | None
    removed: bool


def refuse_foreign(day_folder: Path, authority_folder: Path) -> None:
    """Refuses to replace what is not as a pack before was put there. Raises OutputError."""
    mistakes = [*_foreign(day_folder, authority_folder)]
    if mistakes:
        raise OutputError(*mistakes)


def lay_down(
    files: Mapping[str, Path], zipped: Path | None, day_folder: Path, record: Callable[[], ToRecord]
) -> LaidDown:
    """Moves whole files to their places; a zip file of the pack before is gone before the folder changes.

    So no stop leaves a zip file beside a folder of which it is not. Raises OutputError.
    """
    folder, archive = day_folder / PACK, day_folder / PACK_ZIP
    there = archive.is_file()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if there:
            with alone_in(day_folder):
                put_in_place({}, day_folder, record(), [PACK_ZIP])
        with alone_in(folder):
            gone = [path.name for path in folder.iterdir() if path.is_file() and path.name not in files]
            put_in_place(files, folder, record(), gone)
        if zipped:
            with alone_in(day_folder):
                put_in_place({PACK_ZIP: zipped}, day_folder, record())
    except OSError as error:
        raise OutputError(not_written(folder, error)) from None
    return LaidDown(folder, archive if zipped else None, there and not zipped)


def _foreign(day_folder: Path, authority_folder: Path) -> Iterator[Mistake]:
    known = recorded_digests(authority_folder)
    folder = day_folder / PACK
    there = [*folder.iterdir()] if folder.is_dir() else []
    for path in sorted([*there, *([day_folder / PACK_ZIP] if (day_folder / PACK_ZIP).exists() else [])]):
        if path.name.startswith(_OF_ANOTHER_PROGRAM):
            yield Mistake(shown(path), "says that a file of the pack is open", "Close it there and run again")
        elif not path.name.startswith("."):
            name = path.relative_to(authority_folder).as_posix()
            if digest_of(path) not in known.get(name, ()):
                wrong = "was changed since readiness pack put it there, or somebody else did"
                yield Mistake(shown(path), wrong, "Move it to another place and run again")
