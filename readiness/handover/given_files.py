"""Takes a copy of each file that is given, as it is now; refuses what is no file, or not yet what it is to be."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.files.deliver import is_held_open, is_open_elsewhere
from readiness.files.journal import copy_whole, digest_of, not_written
from readiness.files.text import stamp_of
from readiness.foundation.errors import Mistake, OutputError, UsageError
from readiness.foundation.normalise import visible
from readiness.handover.model import RELEASES_FOLDER

LARGEST_RELEASE = 1 << 29  # bytes; no portal and no email takes more
_OF_ANOTHER_PROGRAM = ("~$", ".~lock")
_UNREADABLE = ("cannot be read", "Close it in other programs, and check that you may read it")


@dataclass(frozen=True)
class TakenCopy:
    """A file that is given: its name, its copy and what that is known again by, and where it lies."""

    name: str
    copy: Path
    digest: str
    size: int
    source: str


def copies_of(files: Sequence[Path], folder: Path, scratch: Path, own: Collection[Path]) -> tuple[TakenCopy, ...]:
    """A copy of each file in ``scratch``. ``own`` are the folder's own papers, which are nobody else's.

    Raises UsageError with all that is wrong, OutputError.
    """
    mistakes = [mistake for file in files for mistake in _refused(file, folder, own)]
    if mistakes:
        raise UsageError(*mistakes)
    return tuple(_copy_of(file, folder, scratch / f"given_{number}") for number, file in enumerate(files))


def _refused(file: Path, folder: Path, own: Collection[Path]) -> Iterator[Mistake]:
    try:
        why = _why_not(file) or _why_not_here(file, folder, own)
    except OSError:
        why = _UNREADABLE
    if why:
        yield Mistake(" ".join(file.name.split()) or str(file), *why)


def _why_not(file: Path) -> tuple[str, str] | None:
    """What is wrong with a file as such, and what to do."""
    try:
        about = file.lstat()
        linked = stat.S_ISLNK(about.st_mode) or getattr(os.path, "isjunction", lambda _: False)(file)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return "is not there", "Check its name and the folder"
    checks = (
        (linked, "is a link to something else", "Name the file that it leads to"),
        (stat.S_ISDIR(about.st_mode), "is a folder", "Name the files in it"),
        (not stat.S_ISREG(about.st_mode), "is a device and no file", "Save what is to be given as a file"),
        (not about.st_size, "is empty", "Save it anew"),
        (about.st_size > LARGEST_RELEASE, f"is larger than {LARGEST_RELEASE >> 20} MB", "Give it in parts"),
        (
            visible(file.name) != file.name or {*"\n\t"} & {*file.name},
            "has signs in its name that nobody sees",
            "Rename it",
        ),
        (
            file.name.startswith(_OF_ANOTHER_PROGRAM),
            "is what a program keeps of a file that it has open",
            "Name the file itself",
        ),
        (_is_open(file), "is open in another program", "Save and close it there, and run again"),
    )
    return next(((wrong, do) for is_so, wrong, do in checks if is_so), None)


def _is_open(file: Path) -> bool:
    """Whether another program has it open; one that nobody may write says so only by a file beside it."""
    return is_open_elsewhere(file) if os.access(file, os.W_OK) else is_held_open(file)


def _why_not_here(file: Path, folder: Path, own: Collection[Path]) -> tuple[str, str] | None:
    """What is wrong with where it lies, and what to do."""
    lies = file.resolve()
    if lies.is_relative_to((folder / RELEASES_FOLDER).resolve()):
        return f"stands in {RELEASES_FOLDER}, where what was given is kept", "Name the file that it was copied from"
    if lies in {path.resolve() for path in own}:
        return "is this folder's own and nobody else's", "Copy what is asked for into a file of its own"
    return None


def _copy_of(file: Path, folder: Path, copy: Path) -> TakenCopy:
    """Copies one file. Raises UsageError when it cannot be read or is being written, OutputError."""
    try:
        before = stamp_of(file)
        with file.open("rb"):
            pass
    except OSError:
        raise UsageError(Mistake(file.name, *_UNREADABLE)) from None
    try:
        copy_whole(file, copy)
        copy.chmod(0o600)
        size, digest = copy.stat().st_size, digest_of(copy)
    except OSError as error:
        raise OutputError(not_written(folder / RELEASES_FOLDER / file.name, error)) from None
    if not file.is_file() or stamp_of(file) != before or size != before[0]:
        do = "Wait until that is done, and run again"
        raise UsageError(Mistake(file.name, "was written while it was copied", do))
    return TakenCopy(file.name, copy, digest, size, _where(file, folder))


def _where(file: Path, folder: Path) -> str:
    """Where a file lies: below the folder, or in full; empty when that cannot be written down."""
    lies, here = file.resolve(), folder.resolve()
    place = lies.relative_to(here).as_posix() if lies.is_relative_to(here) else lies.as_posix()
    return place if visible(place) == place else ""
