"""Puts files into a folder so that a stop at any moment can be undone: at once, or by the next command of any kind.

A hidden folder holds a copy of each file that is replaced, and each file that is removed. While a journal lies in it,
not every file is in place; once all are, what is to be recorded of it lies there until it stands in the record.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from readiness.files.lock import lock_taken
from readiness.files.record import MARK, RECORD, ToRecord, append_line
from readiness.foundation.errors import Mistake, OutputError
from readiness.foundation.phrases import as_told

BEFORE, JOURNAL, DONE, LOCK = ".as_it_was", "journal.json", "done.json", "in_use"
A_FOLDER = "folder"  # stands for the digest of one that is removed

_Moves = Mapping[str, tuple[str, str]]
"""The digest of each file before and after; it is empty where there is none."""


def undo_stopped(target: Path) -> tuple[str, ...]:
    """Undoes a run that was cut off while it put files into a folder; what to tell of it. Raises OutputError."""
    before = target / BEFORE
    if not before.is_dir():
        return ()
    try:
        with alone_in(target) as told:
            return told
    except (OSError, OutputError) as error:
        if not (before / JOURNAL).exists():  # every file is whole: what is left there only takes room
            return ()
        raise error if isinstance(error, OutputError) else _not_back(target) from None


@contextmanager
def alone_in(target: Path) -> Iterator[tuple[str, ...]]:
    """Keeps other runs out of a folder, and undoes what one left there that was cut off; gives what to tell of that.

    The system lets the next run in when this one ends, however it ends. Raises OSError, OutputError.
    """
    before = target / BEFORE
    before.mkdir(mode=0o700, exist_ok=True)
    lock = before / LOCK
    with lock.open("ab") as held:
        if not lock_taken(held, lock):
            do = "Wait until it has ended and run again"
            raise OutputError(Mistake(shown(target), "another run is putting files there", do))
        try:
            yield (*_undone(target), *_recorded(target))
        finally:
            _clear(before)
    if sys.platform == "win32":  # which removes no open file, so what is removed now is nobody's
        _clear(before)


def put_in_place(
    new: Mapping[str, Path], target: Path, record: ToRecord | None = None, gone: Collection[str] = ()
) -> None:
    """Moves whole files to their names in a folder that one is alone in, and others away: all, or none at all.

    From the moment at which the journal has gone they stay, and a stop comes too late. Raises OutputError.
    """
    journal, begun = target / BEFORE / JOURNAL, False
    moves: dict[str, tuple[str, str]] = {}
    file = target
    try:
        for name, whole in new.items():
            file = target / name
            moves[name] = (_copied(file), digest_of(whole))
        for name in gone:
            file = target / name
            moves[name] = (A_FOLDER if file.is_dir() else digest_of(file), "")
        _begin(moves, target, record)
        begun = True
        for name, whole in new.items():
            file = target / name
            whole.replace(file)
        for name in gone:
            file = target / name
            file.replace(target / BEFORE / name)
        _on_disk(target)
        journal.replace(target / BEFORE / DONE)
    except BaseException as error:
        if journal.exists():
            _undone(target)
        elif begun:
            return
        if isinstance(error, OSError):
            raise OutputError(not_written(file, error)) from None
        raise
    with suppress(BaseException):  # then the next command does it
        _recorded(target)


def free_name(folder: Path, name: str, word: str) -> str:
    """A name that no file in the folder has, for what a person wrote: plan_changed_1.docx for plan.docx."""
    stem, ending = Path(name).stem, Path(name).suffix
    others = (f"{stem}_{word}_{number}{ending}" for number in count(1))
    return next(other for other in others if not (folder / other).exists())


def digest_of(file: Path) -> str:
    """What a file is known again by; empty when there is none."""
    if not file.is_file():
        return ""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def shown(file: Path) -> str:
    """A file as messages name it."""
    return "/".join(file.parts[-3:])


def not_written(file: Path, error: OSError) -> Mistake:
    """What is told of a file that the system would not let be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return Mistake(shown(file), "the disk is full", "Make room and run again")
    if isinstance(error, PermissionError):
        return Mistake(
            shown(file), "may not be written", "Close it in other programs, and ask for the right to write here"
        )
    return Mistake(shown(file), "cannot be written", "Check that the folder and its disk are there")


def write_whole(file: Path, content: bytes) -> None:
    """Writes a new file that is its owner's alone, down to the disk."""
    binary = getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def copy_whole(file: Path, copy: Path, how: Callable[[Path, Path], object] = shutil.copyfile) -> None:
    """The same of a copy, which is made in a folder that is its owner's alone."""
    how(file, copy)
    with copy.open("r+b") as stream:
        os.fsync(stream.fileno())


def _copied(file: Path) -> str:
    """Copies a file that is to be replaced, rights, time and all; its digest, empty when there is none."""
    if not file.is_file():
        return ""
    copy = file.parent / BEFORE / file.name
    copy_whole(file, copy, shutil.copy2)
    return digest_of(copy)


def _begin(moves: _Moves, target: Path, record: ToRecord | None) -> None:
    """Writes the journal, which is there whole or not at all, with what is to be recorded when all is done."""
    before = target / BEFORE
    written = before / f"{JOURNAL}.new"
    write_whole(written, json.dumps({"files": moves, **_line_of(moves, target, record)}, ensure_ascii=False).encode())
    _on_disk(before)
    written.replace(before / JOURNAL)
    _on_disk(before)


def _line_of(moves: _Moves, target: Path, record: ToRecord | None) -> dict[str, Any]:
    """The line of the record, and how far up its folder is; nothing when nothing is recorded."""
    if record is None:
        return {}
    place = target.resolve().relative_to(record.folder.resolve())
    written = {(place / name).as_posix(): after for name, (_, after) in moves.items() if after}
    removed = {(place / name).as_posix(): before for name, (before, after) in moves.items() if not after}
    told = {"written": written, "removed": removed}
    about = {MARK: record.mark, **record.about, **{key: files for key, files in told.items() if files}}
    return {"up": len(place.parts), "line": about}


def _recorded(target: Path) -> tuple[str, ...]:
    """Sees to it that what was done in a folder stands in the record; what to tell if it does not."""
    done = target / BEFORE / DONE
    if not done.exists() or (target / BEFORE / JOURNAL).exists():
        return ()
    folder = target
    try:
        page = json.loads(done.read_text(encoding="utf-8"))
        folder = Path(target, *[".."] * int(page.get("up", 0)))
        if "line" not in page or append_line(folder, page["line"]):
            done.unlink()
            return ()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        wrong, do = f"what is to be recorded of a run is damaged in {BEFORE}/{DONE}", "Look into it, then delete it"
        return (as_told(shown(target), wrong, do),)
    except OSError:
        pass
    wrong = "cannot be written, so that a run does not stand in it yet"
    do = "Close it in other programs, see that there is room and that you may write it, and run any readiness command"
    return (as_told(shown(folder.resolve() / RECORD), wrong, do),)


def _undone(target: Path) -> tuple[str, ...]:
    """Puts back what a journal tells of; what to tell of it. Stopped in its turn, it can begin again."""
    journal = target / BEFORE / JOURNAL
    if not journal.exists():
        return ()
    wrong = "a run was stopped while it put files there"
    told = [as_told(shown(target), wrong, "They are again as they were before it. Run it again")]
    for name, (before, after) in reversed(_read(journal, target).items()):
        try:
            told += _put_back(target, name, before, after)
        except BaseException:
            raise _not_back(target / name) from None
    _on_disk(target)
    journal.unlink()
    return tuple(told)


def _put_back(target: Path, name: str, before: str, after: str) -> Iterator[str]:
    """Puts one file back. What somebody has written over it since is kept beside it."""
    file, copy = target / name, target / BEFORE / name
    now = digest_of(file)
    if before == A_FOLDER:
        if copy.is_dir() and not file.exists():
            copy.replace(file)
        return
    if now == before:
        return
    if not before:
        if now == after:
            file.unlink()
        return
    if now not in (after, ""):
        other = free_name(target, name, "changed")
        copy_whole(file, copy.with_name(other))
        copy.with_name(other).replace(target / other)
        yield f"{name} had been changed after that; as it was, it is kept as {other}."
    if copy.is_file():
        copy.replace(file)
    else:
        yield as_told(shown(file), "the copy from before that run is gone", "Look whether it is as you want it")


def _read(journal: Path, target: Path) -> dict[str, tuple[str, str]]:
    """What is being put in place. Raises OutputError."""
    try:
        moves = json.loads(journal.read_text(encoding="utf-8"))
        moves = moves.get("files", moves)  # an earlier version wrote nothing else
        return {str(Path(name).name): (str(before), str(after)) for name, (before, after) in moves.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        wrong = f"a run was stopped while it put files there, and {BEFORE}/{JOURNAL}, which tells of them, is damaged"
        do = f"Move the files in {BEFORE} that you want back out of it, then delete it"
        raise OutputError(Mistake(shown(target), wrong, do)) from None


def _not_back(file: Path) -> OutputError:
    wrong = "is not yet again as it was before a run that was stopped"
    return OutputError(Mistake(shown(file), wrong, "Close it in other programs, and run any readiness command again"))


def _clear(before: Path) -> None:
    """Removes the copies that no journal needs, the lock last. What a stop leaves is removed by the next run."""
    with suppress(BaseException):
        if (before / JOURNAL).exists():
            return
        for file in before.iterdir():
            if file.is_dir():
                shutil.rmtree(file)
            elif file.name not in (LOCK, DONE):
                file.unlink()
        if (before / DONE).exists():
            return
        (before / LOCK).unlink()
        before.rmdir()


def _on_disk(folder: Path) -> None:
    """Sees to it that the names in a folder outlive a power loss, where the system can be asked to."""
    if sys.platform != "win32":
        with suppress(OSError):
            opened = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)
