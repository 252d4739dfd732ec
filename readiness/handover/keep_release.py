"""Keeps what is given as it is given, with its line in the record: whole or not at all, and never over anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from readiness.files.deliver import deliver
from readiness.files.journal import alone_in, not_written
from readiness.files.record import ToRecord
from readiness.foundation.errors import Mistake, OutputError
from readiness.foundation.normalise import alike
from readiness.handover.given_files import TakenCopy
from readiness.handover.kept_names import kept_name
from readiness.handover.model import RELEASES_FOLDER
from readiness.handover.released import FileOfRelease, ReleasedFile, ReleaseLine, releases_of


@dataclass(frozen=True)
class KeptRelease:
    """A file that was given, and the name below the folder under which it is kept."""

    name: str
    kept_as: str
    digest: str
    is_new: bool


def keep_release(
    folder: Path, scratch: Path, given: Sequence[TakenCopy], said: ReleaseLine, record: ToRecord
) -> tuple[KeptRelease, ...]:
    """Puts copies into the folder of releases, but for those that were given already for that request to the same.

    ``said`` is what the line of the record is to say, but for the files. Raises OutputError, SourceError.
    """
    place = folder / RELEASES_FOLDER
    if place.is_symlink() or (place.exists() and not place.is_dir()):
        raise OutputError(Mistake(RELEASES_FOLDER, "is no folder of this folder", "Move it away, and run again"))
    try:
        with alone_in(folder):  # so that nobody takes a name, or gives the same, at the same time
            kept = tuple(_named(given, said, record, folder))
            new = {one.kept_as: file for one, file in zip(kept, given, strict=True) if one.is_new}
            if new:
                files = {
                    name: FileOfRelease(name=file.name, size=file.size, source=file.source)
                    for name, file in new.items()
                }
                line = said.model_copy(update={"files": files}).model_dump(exclude_defaults=True)
                copies: dict[str, bytes | Path] = {Path(name).name: file.copy for name, file in new.items()}
                told = replace(record, about={**record.about, RELEASES_FOLDER: line})
                deliver(copies, scratch, place, dict.fromkeys(copies, ""), record=told)
            return kept
    except OSError as error:
        raise OutputError(not_written(place, error)) from None


def _named(given: Sequence[TakenCopy], said: ReleaseLine, record: ToRecord, folder: Path) -> Iterator[KeptRelease]:
    """Each file with the name under which it is to be kept, or is kept already."""
    known = {(file.digest, alike(file.to)): file.kept_as for file in releases_of(folder) if _is_for(file, said)}
    when = dt.datetime.fromisoformat(record.about["when"]).astimezone()
    there = (folder / RELEASES_FOLDER).iterdir() if (folder / RELEASES_FOLDER).is_dir() else ()
    taken = {path.name.casefold() for path in there}
    for file in given:
        before = known.get((file.digest, alike(said.to)))
        name = kept_name(file.name, said.request, said.version, when, taken)
        kept = KeptRelease(file.name, before or f"{RELEASES_FOLDER}/{name}", file.digest, is_new=before is None)
        known[file.digest, alike(said.to)] = kept.kept_as
        taken.add(Path(kept.kept_as).name.casefold())
        yield kept


def _is_for(file: ReleasedFile, said: ReleaseLine) -> bool:
    return alike(file.request) == alike(said.request)
