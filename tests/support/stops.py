"""Stops whatever works in a folder, at one step of its many: before it opens, moves, makes or removes a file there.

``once`` raises at that step. ``for_good`` lets no later step happen either, as when the power fails. A file that is
being written down to the disk at that step is left half written.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.truncate", "os.scandir"}


@dataclass
class _Stop:
    """The stop that is waited for; none while ``folder`` is empty."""

    folder: str = ""
    step: int = 0
    stop: BaseException | None = None
    for_good: bool = False
    taken: int = 0

    def reached(self) -> None:
        self.taken += 1
        if self.stop and (self.taken == self.step or (self.for_good and self.taken > self.step)):
            raise self.stop


STOP = _Stop()
_written_down = os.fsync


def _hook(event: str, args: tuple[object, ...]) -> None:
    if STOP.folder and event in EVENTS and isinstance(args[0], str | bytes | os.PathLike):
        path = os.fsdecode(args[0])
        if path.startswith(STOP.folder) or not Path(path).is_absolute():  # names within a folder that is being removed
            STOP.reached()


def _fsync(opened: int) -> None:
    if STOP.folder:
        try:
            STOP.reached()
        except BaseException:
            if stat.S_ISREG(os.fstat(opened).st_mode) and STOP.taken == STOP.step:
                os.ftruncate(opened, os.fstat(opened).st_size // 2)
            raise


sys.addaudithook(_hook)


@contextmanager
def stopped(folder: Path, step: int, stop: BaseException | None, for_good: bool = False) -> Iterator[_Stop]:
    """Stops at that step of what is done here. Gives what counts the steps; without a ``stop`` it only counts."""
    STOP.__init__(str(folder), step, stop, for_good)  # type: ignore[misc]
    os.fsync = _fsync
    try:
        yield STOP
    finally:
        STOP.folder = ""
        os.fsync = _written_down


def in_the_open(folder: Path) -> dict[str, bytes]:
    """Every file there that a person sees."""
    there = (path for path in folder.rglob("*") if path.is_file())
    names = ((path.relative_to(folder), path) for path in there)
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names
        if not any(part.startswith(".") for part in name.parts)
    }
