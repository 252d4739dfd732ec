"""Puts finished files into the authority's output folder: all of them or none, readable by their owner alone.

Knows when a file is open elsewhere and says so.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from readiness.foundation.errors import Mistake, OutputError

UNFINISHED = ".unfinished-"


@contextmanager
def scratch_folder(output: Path) -> Iterator[Path]:
    """A folder below the output folder for one run's unfinished work; it goes when the run ends, however it ends."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=output))
    except OSError as error:
        raise OutputError(_mistake(output, error)) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Delivered:
    """The files as written, and those people had changed since the run before, each by the name it is kept under."""

    files: tuple[Path, ...]
    kept: Mapping[str, str]


def deliver(
    files: Mapping[str, bytes | Path], scratch: Path, target: Path, written: Mapping[str, str] | None = None
) -> Delivered:
    """Writes the files to ``scratch`` and moves them to ``target`` when all are whole. Raises OutputError.

    A file may be there already, as a path. If one cannot be put in its place, those already moved are taken back and
    what stood there before stands again. ``written`` is the digest of each file as a run before wrote it: what has
    another by now is somebody's work, and is kept beside the new.
    """
    mistakes = [
        Mistake(_shown(target / name), "is open in another program", "Close it there and run again")
        for name in files
        if _is_open(target / name)
    ]
    if mistakes:
        raise OutputError(*mistakes)
    file = target
    try:
        for name, content in files.items():
            file = target / name
            if isinstance(content, Path):
                content.chmod(0o600)
                content.replace(scratch / name)
            else:
                _write(scratch / name, content)
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = scratch / "before"
        before.mkdir()
        kept = _kept_names(target, files, written or {})
        moved: list[str] = []
        try:
            for name in files:
                file = target / name
                if file.exists():
                    file.replace(before / name)
                moved.append(name)
                (scratch / name).replace(file)
            for name, other in kept.items():
                shutil.copyfile(before / name, target / other)
                (target / other).chmod(0o600)
        except OSError:
            for name in moved:
                if (before / name).exists():
                    (before / name).replace(target / name)
                else:
                    (target / name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(_mistake(file, error)) from None
    return Delivered(tuple(target / name for name in files), kept)


def _kept_names(target: Path, names: Iterable[str], written: Mapping[str, str]) -> dict[str, str]:
    """The files that are no longer as they were written, each with a name to keep it under."""
    there = [name for name in names if name in written and (target / name).is_file()]
    kept = {}
    for name in (name for name in there if digest((target / name).read_bytes()) != written[name]):
        stem, ending = Path(name).stem, Path(name).suffix
        others = (f"{stem}_changed_{number}{ending}" for number in count(1))
        kept[name] = next(other for other in others if not (target / other).exists())
    return kept


def digest(content: bytes) -> str:
    """What a file is known again by."""
    return hashlib.sha256(content).hexdigest()


def _write(file: Path, content: bytes) -> None:
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
    ) as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _is_open(file: Path) -> bool:
    """Whether Excel or LibreOffice has the file open: they leave a file beside it, and Windows lets nobody write."""
    if (file.parent / f"~${file.name}").exists() or (file.parent / f".~lock.{file.name}#").exists():
        return True
    try:
        if file.exists():
            with file.open("r+b"):
                pass
    except PermissionError:
        return True
    return False


def _shown(file: Path) -> str:
    return "/".join(file.parts[-3:])


def _mistake(file: Path, error: OSError) -> Mistake:
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return Mistake(_shown(file), "the disk is full", "Make room and run again")
    if isinstance(error, PermissionError):
        return Mistake(
            _shown(file), "may not be written", "Close it in other programs, and ask for the right to write here"
        )
    return Mistake(_shown(file), "cannot be written", "Check that the folder and its disk are there")
