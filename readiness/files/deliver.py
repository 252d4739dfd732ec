"""Puts finished files into the authority's folder: all of them or none, readable by their owner alone.

Knows when a file is open elsewhere and says so. What people changed is kept beside the new before anything moves.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from readiness.files.journal import (
    alone_in,
    copy_whole,
    digest_of,
    free_name,
    not_written,
    put_in_place,
    shown,
    write_whole,
)
from readiness.files.record import ToRecord
from readiness.foundation.errors import Mistake, OutputError

UNFINISHED, IN_USE = ".unfinished-", ".in_use"


@contextmanager
def scratch_folder(output: Path) -> Iterator[Path]:
    """A folder below the output folder for one run's unfinished work; it goes when the run ends, however it ends.

    Those of runs that were killed go first: they hold nothing but what can be made again, and copies.
    """
    try:
        output.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear_left_behind(output)
        folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=output))
        held = (folder / IN_USE).open("xb")
    except OSError as error:
        raise OutputError(not_written(output, error)) from None
    try:
        _is_free(held)
        yield folder
    finally:
        held.close()
        with suppress(BaseException):  # a stop that comes now comes too late
            shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def owner_alone(folder: Path) -> None:
    """Lets nobody but its owner into a folder and all that is in it, where the system keeps rights that way."""
    folder.chmod(0o700)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _clear_left_behind(output: Path) -> None:
    """Removes what runs left that the system says have ended. Where it cannot say, and what says nothing, stays."""
    for folder in output.glob(f"{UNFINISHED}*"):
        with suppress(OSError):
            with (folder / IN_USE).open("r+b") as held:
                ended = _is_free(held)
            if ended:
                shutil.rmtree(folder, ignore_errors=True)


def _is_free(held: BinaryIO) -> bool:
    """Whether no other run has this open file, which is this one's from then on."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (there on Windows alone)

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 (there on other systems alone)

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@dataclass(frozen=True)
class Delivered:
    """The files as written, and those people had changed since the run before, each by the name it is kept under."""

    files: tuple[Path, ...]
    kept: Mapping[str, str]


def deliver(
    files: Mapping[str, bytes | Path],
    scratch: Path,
    target: Path,
    written: Mapping[str, str] | None = None,
    kept_as: str = "changed",
    record: ToRecord | None = None,
) -> Delivered:
    """Writes the files to ``scratch`` and moves them to ``target`` when all are whole. Raises OutputError.

    A file may be there already, as a path. Whatever stops this, each file in the folder is then as it was before, or
    is by the next command. ``written`` is the digest of each file as a run before wrote it: what has another by now is
    somebody's work, and is kept beside the new, with ``kept_as`` in its name. What is written stands in the ``record``.
    """
    file = target
    try:
        _refuse_open(target / name for name in files)
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone_in(target):
            kept = _kept_names(target, files, written or {}, kept_as)
            for name, other in kept.items():
                file = target / other
                copy_whole(target / name, scratch / other)
                (scratch / other).chmod(0o600)
            for name, content in files.items():
                file = target / name
                if isinstance(content, Path):
                    content.chmod(0o600)
                    content.replace(scratch / name)
                else:
                    write_whole(scratch / name, content)
            put_in_place({name: scratch / name for name in (*kept.values(), *files)}, target, record)
    except OSError as error:
        raise OutputError(not_written(file, error)) from None
    return Delivered(tuple(target / name for name in files), kept)


def remove(names: Collection[str], target: Path, record: ToRecord) -> None:
    """Removes files and folders from ``target``: all of them or none, whatever stops this. Raises OutputError."""
    try:
        _refuse_open(target / name for name in names)
        with alone_in(target):
            put_in_place({}, target, record, names)
        if not any(target.iterdir()):
            target.rmdir()
    except OSError as error:
        raise OutputError(not_written(target, error)) from None


def _kept_names(target: Path, names: Iterable[str], written: Mapping[str, str], word: str) -> dict[str, str]:
    """The files that are no longer as they were written, each with a name to keep it under."""
    there = [name for name in names if name in written and (target / name).is_file()]
    return {name: free_name(target, name, word) for name in there if digest_of(target / name) != written[name]}


def digest(content: bytes) -> str:
    """What a file is known again by."""
    return hashlib.sha256(content).hexdigest()


def is_held_open(file: Path) -> bool:
    """Whether Excel or LibreOffice says, by a file beside it, that it has a file open."""
    return any((file.parent / name).exists() for name in (f"~${file.name}", f".~lock.{file.name}#"))


def _refuse_open(files: Iterable[Path]) -> None:
    do = "Close it there and run again"
    mistakes = [Mistake(shown(file), "is open in another program", do) for file in files if is_open_elsewhere(file)]
    if mistakes:
        raise OutputError(*mistakes)


def is_open_elsewhere(file: Path) -> bool:
    """Whether another program has the file open: it leaves a file beside it, or Windows lets nobody write."""
    if is_held_open(file):
        return True
    try:
        if file.is_file():
            with file.open("r+b"):
                pass
    except PermissionError:
        return True
    return False
