"""readiness record: what commands wrote and removed, line by line, and whether the lines still fit each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readiness.authority.settings import open_workspace
from readiness.files.record import RECORD, RecordLine, last_digest, read_record
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.phrases import many


@dataclass(frozen=True)
class Verified:
    """How many lines there are, the first place where something does not fit, and the digest to note down."""

    lines: int
    misfit: Mistake | None
    digest: str


def record_lines(folder: Path) -> tuple[RecordLine, ...]:
    """The lines of the record. Raises UsageError where there is no authority, SourceError."""
    workspace = open_workspace(folder)
    try:
        return read_record(workspace.folder)
    except OSError:
        do = "Check that you may read it, and close it in other programs"
        raise SourceError(Mistake(RECORD, "cannot be read", do)) from None


def verify(folder: Path) -> Verified:
    """Walks the chain. Raises UsageError, SourceError."""
    lines = record_lines(folder)
    misfit = next((line for line in lines if not line.fits), None)
    wrong = "does not fit the line before it: one of them was changed, or a line was put in or taken out between them"
    told = Mistake(f"{RECORD} line {misfit.number}", wrong, "Compare the file with a copy of it") if misfit else None
    return Verified(len(lines), told, last_digest(folder) if lines else "")


def told_cut_off(lines: tuple[RecordLine, ...]) -> Iterator[str]:
    """What to tell of lines that were cut off when they were written, as by a power loss."""
    for line in lines:
        if line.content is None:
            wrong = "was cut off while it was written, or is no line of a record"
            do = "The run that it told of stands in the next line, if it was done"
            yield str(Mistake(f"{RECORD} line {line.number}", wrong, do))


def tell_record(lines: tuple[RecordLine, ...], most: int) -> Iterator[str]:
    """The last lines, one each."""
    for line in [line for line in lines if line.content is not None][-most:]:
        content = line.content or {}
        when = str(content.get("when", ""))[:16].replace("T", " ")
        done = [
            f"{word} {many(len(files), 'file')}"
            for word in ("written", "removed")
            if isinstance(files := content.get(word), dict)
        ]
        yield f"{when}  {content.get('who', '')!s:<12}  {content.get('command', '')!s:<44}  {', '.join(done)}"


def tell_verified(verified: Verified) -> str:
    """How many lines fit, and the digest of the last, by which it can be told later that none is missing at the end."""
    if not verified.lines:
        return f"There is no {RECORD} yet. It begins with the next command that writes."
    return f"{many(verified.lines, 'line')}, each fitting the one before. The last has the digest {verified.digest}."
