"""Puts finished files into the authority's folder: all of them or none, readable by their owner alone.

Knows when a file is open elsewhere and says so. What people changed is kept beside the new before anything moves.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

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

UNFINISHED = ".unfinished-"


@contextmanager
def scratch_folder(output: Path) -> Iterator[Path]:
    """A folder below the output folder for one run's unfinished work; it goes when the run ends, however it ends."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=output))
    except OSError as error:
        raise OutputError(not_written(output, error)) from None
    try:
        yield folder
    finally:
        with suppress(BaseException):  # a stop that comes now comes too late
            shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


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


def _refuse_open(files: Iterable[Path]) -> None:
    do = "Close it there and run again"
    mistakes = [Mistake(shown(file), "is open in another program", do) for file in files if _is_open(file)]
    if mistakes:
        raise OutputError(*mistakes)


def _is_open(file: Path) -> bool:
    """Whether Excel or LibreOffice has the file open: they leave a file beside it, and Windows lets nobody write."""
    if (file.parent / f"~${file.name}").exists() or (file.parent / f".~lock.{file.name}#").exists():
        return True
    try:
        if file.is_file():
            with file.open("r+b"):
                pass
    except PermissionError:
        return True
    return False
