"""What was published of a day, as it is kept beside the manifest: what a reader of it knows of each count, and no more.

Names of indicators and rounded counts alone; what was left out is not in it. What it gives away is left to disclosure.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from readiness.files.deliver import UNFINISHED
from readiness.files.journal import shown
from readiness.foundation.errors import Mistake, UsageError
from readiness.run.manifest import PUT_BACK

EDITION_FILE = "published.json"
Bounds = tuple[int, int | None]
"""The least and the most that a count may be, as far as a reader knows; None where there is no end to it."""

ANY: Bounds = (0, None)


@dataclass(frozen=True)
class Place:
    """Which figure it is: of which indicator or round of audits, of which day, of which period or grade."""

    of: str
    day: dt.date | None
    period: str


@dataclass(frozen=True)
class Told:
    """What a reader knows of a figure, printed or left out: how many its numerator and its denominator may be."""

    place: Place
    left_out: bool
    numerator: Bounds
    denominator: Bounds = ANY


@dataclass(frozen=True)
class Edition:
    """What one build published, and by which limits. ``smallest`` counts and denominators are before rounding."""

    authority: str
    day: dt.date
    smallest: int
    smallest_denominator: int
    base: int
    told: tuple[Told, ...]

    @property
    def left_out(self) -> frozenset[Place]:
        return frozenset(told.place for told in self.told if told.left_out)


_PAGE = TypeAdapter(tuple[Edition, ...])


def write_editions(editions: Sequence[Edition]) -> bytes:
    """The bytes of all that was published of one day, the first build first."""
    return (json.dumps(_PAGE.dump_python(tuple(editions), mode="json"), ensure_ascii=False) + "\n").encode()


def read_editions(output: Path, authority: str) -> tuple[Edition, ...]:
    """All that an authority has published, by day. Raises UsageError when one cannot be read: it may be given back."""
    editions: list[Edition] = []
    mistakes: list[Mistake] = []
    for file in sorted(output.glob(f"*/{EDITION_FILE}")):
        if file.parent.name.startswith(UNFINISHED):
            continue
        try:
            editions += _PAGE.validate_json(file.read_bytes())
        except OSError as error:
            wrong = f"cannot be read ({type(error).__name__}), so nobody can tell what that edition left out"
            mistakes.append(Mistake(shown(file), wrong, "Check that you may read it"))
        except ValidationError:
            wrong = "is damaged, so nobody can tell what that edition left out"
            mistakes.append(Mistake(shown(file), wrong, PUT_BACK))
    if mistakes:
        raise UsageError(*mistakes)
    own = [edition for edition in editions if edition.authority == authority]
    return tuple(sorted(own, key=lambda edition: edition.day))
