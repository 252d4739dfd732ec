"""What an upload pack is, as its index and the screen tell it. Frozen; it holds no content of a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from readiness.foundation.phrases import sentence

PACK, PACK_ZIP, RELEASES_FOLDER = "pack", "pack.zip", "released"


@dataclass(frozen=True)
class Objection:
    """What speaks against giving a file away, and what to do; ``wrong`` completes the name of the file."""

    wrong: str
    do: str

    def __str__(self) -> str:
        return f"{sentence(self.wrong[:1].upper() + self.wrong[1:])} {sentence(self.do)}".strip()


@dataclass(frozen=True)
class LookedThrough:
    """What was found in a file. ``notes`` are worth knowing and no obstacle; ``pages`` are None where it tells none."""

    objections: tuple[Objection, ...] = ()
    notes: tuple[str, ...] = ()
    pages: int | None = None


@dataclass(frozen=True)
class PackedFile:
    """A file of the pack, and the document that it is. ``sha256`` is that of the file as it lies in the pack."""

    number: str
    title: str
    file: str
    version: str
    approved_by: str
    approved_on: dt.date | None
    areas: tuple[str, ...]
    pages: int | None
    sha256: str
    notes: tuple[str, ...] = ()
    locked: bool = False


@dataclass(frozen=True)
class NotPacked:
    """A document that is not in the pack. One ``wanted`` is expected, and is in no order to be handed over.

    With ``left_out`` there is a file, and what was found in it speaks against giving it. ``plan`` and ``due`` are those
    of the register.
    """

    number: str
    title: str
    reasons: tuple[Objection, ...]
    wanted: bool = True
    left_out: bool = False
    plan: str = ""
    due: dt.date | None = None

    @property
    def why(self) -> str:
        return " ".join(map(str, self.reasons))


@dataclass(frozen=True)
class FileCheck:
    """What was found when a file was looked through, and whether it is in the pack."""

    number: str
    title: str
    packed: bool
    found: tuple[str, ...]


@dataclass(frozen=True)
class UploadPack:
    """Everything that the index tells."""

    authority: str
    day: dt.date
    kind: str
    packed: tuple[PackedFile, ...]
    others: tuple[NotPacked, ...]
    checks: tuple[FileCheck, ...]

    @property
    def missing(self) -> tuple[NotPacked, ...]:
        """What is expected and not there."""
        return tuple(each for each in self.others if each.wanted and not each.left_out)

    @property
    def left_out(self) -> tuple[NotPacked, ...]:
        """What is there and is not given."""
        return tuple(each for each in self.others if each.left_out)

    @property
    def not_asked_for(self) -> tuple[NotPacked, ...]:
        """What need not be in the pack."""
        return tuple(each for each in self.others if not each.wanted and not each.left_out)

    @property
    def whole(self) -> bool:
        """Whether everything expected is in it and nothing had to be left out."""
        return not self.missing and not self.left_out
