"""The record of what commands wrote and removed: a line each, only ever added, with the digest of the one before.

A line cut off by a power loss stays as it is; the next goes below it and chains on it. Lines hold no child.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from readiness.files.lock import lock_taken

RECORD = "record.jsonl"
BEFORE_KEY, MARK = "before", "id"
TRIES, BETWEEN = 100, 0.05  # how often, and how many seconds apart, one waits for another run to write its line
_LOCKED_AT = 1 << 30  # a byte far behind the lines, since Windows lets nobody read what is locked


@dataclass(frozen=True)
class ToRecord:
    """What is to stand in a line of the folder's record, but for what is written and removed. The mark is its own."""

    folder: Path
    about: Mapping[str, Any]
    mark: str = field(default_factory=lambda: secrets.token_hex(8))


@dataclass(frozen=True)
class RecordLine:
    """A line as it stands; ``content`` is None in one that was cut off. One that ``fits`` chains on the one before."""

    number: int
    content: Mapping[str, Any] | None
    fits: bool


def append_line(folder: Path, content: Mapping[str, Any]) -> bool:
    """Adds a line to the folder's record unless its mark is there; whether it stands there now. Raises OSError."""
    file = folder / RECORD
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+b") as held:
        if not _alone(held, file):
            return False
        held.seek(0)
        there = held.read()
        if any(line.content and line.content.get(MARK) == content[MARK] for line in chained_lines(there)):
            return True
        lines = there.split(b"\n")
        last = lines[-1] or (lines[-2] if len(lines) > 1 else b"")
        chained = {BEFORE_KEY: _digest(last) if last else "", **content}
        held.write((b"\n" if lines[-1] else b"") + json.dumps(chained, ensure_ascii=False).encode() + b"\n")
        held.flush()
        os.fsync(held.fileno())
    return True


def read_record(folder: Path) -> tuple[RecordLine, ...]:
    """The lines of a folder's record; none where there is no record. Raises OSError."""
    file = folder / RECORD
    return chained_lines(file.read_bytes()) if file.exists() else ()


def recorded_digests(folder: Path) -> dict[str, set[str]]:
    """The digests with which each file was ever written, as the record tells. Raises OSError."""
    written: dict[str, set[str]] = {}
    for line in read_record(folder):
        files = (line.content or {}).get("written")
        for name, digest in files.items() if isinstance(files, dict) else ():
            written.setdefault(name, set()).add(digest)
    return written


def chained_lines(there: bytes) -> tuple[RecordLine, ...]:
    """The lines of a record. One that was cut off fits if the next, where there is one, chains on it."""
    lines: list[RecordLine] = []
    before = b""
    for number, line in enumerate(there.removesuffix(b"\n").split(b"\n") if there else (), start=1):
        content = _content(line)
        fits = content is None or content[BEFORE_KEY] == (_digest(before) if before else "")
        lines.append(RecordLine(number, content, fits))
        before = line
    return tuple(lines)


def last_digest(folder: Path) -> str:
    """The digest of the last line, by which it can be told later that none was taken from the end."""
    return _digest((folder / RECORD).read_bytes().removesuffix(b"\n").rpartition(b"\n")[2])


def _content(line: bytes) -> dict[str, Any] | None:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) and BEFORE_KEY in content else None


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _alone(held: BinaryIO, file: Path) -> bool:
    """Whether the record is this run's alone, until it is closed; waits for another run that writes its line."""
    for _ in range(TRIES):
        held.seek(_LOCKED_AT)
        if lock_taken(held, file):
            return True
        time.sleep(BETWEEN)
    return False
