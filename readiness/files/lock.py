"""Keeps a file to one run at a time; the system lets the next run in when that one ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO


def lock_taken(held: BinaryIO, file: Path) -> bool:
    """Whether an open file is now this run's, and still the one that others look for."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (there on Windows alone)

            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 (there on other systems alone)

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a disk without locks, on which people have to wait for each other themselves
        return True
    return file.exists() and os.path.samestat(os.fstat(held.fileno()), file.stat())
