"""What the run before found, so that this one can say what is new, what is still there and what has gone.

A finding is known again by its rule, its list, its columns and whom it is about, in a digest; rows move between runs.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from readiness.checks.model import BrokenRule, Checks, Gone
from readiness.files.deliver import MANIFEST
from readiness.lists.model import ListResult

FOUND = "checks.json"
WHOLE = -1
APART = "\x1f"


@dataclass(frozen=True)
class LastRun:
    """When the run before was made, how many rows each list had, and the digests of what it found, by rule and list.

    ``figures`` say how ready the authority was then; ``errors`` counts what the checks found, None before any run.
    ``approved`` says which approval of the self-evaluation was first seen with which digest of it.
    """

    made: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    found: Mapping[tuple[str, str], Counter[str]] = field(default_factory=dict)
    figures: Mapping[str, int] = field(default_factory=dict)
    errors: int | None = None
    approved: Mapping[str, str] = field(default_factory=dict)


def last_run(output: Path) -> LastRun:
    """The latest run in an output folder; an empty one when there is none that can be read."""
    runs = []
    for file in output.glob(f"*/{MANIFEST}"):
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
            rows = {name: int(about["rows"]) for name, about in said["lists"].items()}
            found = json.loads(file.with_name(FOUND).read_text(encoding="utf-8"))
            digests = {(rule, about): Counter(its) for rule, by_list in found.items() for about, its in by_list.items()}
            figures = {what: int(count) for what, count in said.get("standing", {}).items()}
            approved = {str(key): str(its) for key, its in said.get("approved", {}).items()}
            runs.append(LastRun(str(said["made"]), rows, digests, figures, int(said["checks"]["error"]), approved))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue  # a folder that is not a run, or not one of a version that checked
    return max(runs, key=lambda run: run.made, default=LastRun())


def compared(causes: Sequence[BrokenRule], lists: Sequence[ListResult], before: LastRun) -> Checks:
    """The causes, each knowing which of its rows are new, and what has gone."""
    if not before.made:
        return Checks(tuple(causes))
    people = _people(lists)
    left = {key: its.copy() for key, its in before.found.items()}
    marked = []
    for cause in causes:
        known, new = left.get((cause.rule, cause.about), Counter()), set()
        for row, digest in _digests(cause, people):
            if known[digest]:
                known[digest] -= 1
            else:
                new.add(row)
        marked.append(replace(cause, new=frozenset(new)))
    gone = (Gone(rule, about, its.total()) for (rule, about), its in sorted(left.items()) if its.total())
    return Checks(tuple(marked), tuple(gone), before.made)


def to_keep(causes: Sequence[BrokenRule], lists: Sequence[ListResult]) -> bytes:
    """What the next run needs to know again what this one found."""
    people = _people(lists)
    found: dict[str, dict[str, list[str]]] = {}
    for cause in causes:
        digests = [digest for _, digest in _digests(cause, people)]
        found.setdefault(cause.rule, {}).setdefault(cause.about, []).extend(digests)
    return (json.dumps(found, separators=(",", ":")) + "\n").encode()


def _people(lists: Sequence[ListResult]) -> dict[str, Sequence[object]]:
    """Whom each row of a list is about."""
    return {made.name: made.people for made in lists}


def _digests(cause: BrokenRule, people: Mapping[str, Sequence[object]]) -> Iterator[tuple[int, str]]:
    """Each row with its digest; of a list as a whole, one."""
    its = people.get(cause.about, ())
    columns = APART.join(cause.columns)
    for row in cause.rows or (WHOLE,):
        who = its[row] if 0 <= row < len(its) else ""
        yield row, hashlib.blake2b(f"{columns}{APART}{who}".encode(), digest_size=6).hexdigest()
