"""What the run before found, so that this one can say what is new, what is still there and what has gone.

A finding is known again by its rule, its list, its columns and whom it is about, in a digest with the authority's key;
rows move between runs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from readiness.checks.model import BrokenRule, Checks, Gone
from readiness.files.digest_key import DigestKey
from readiness.lists.model import ListResult

Digests = Mapping[tuple[str, str], Counter[str]]  # of findings, by rule and list
KEY, FOUND = "key", "found"  # in what is kept: which key the digests are made with, and the digests
WHOLE = -1
APART = "\x1f"


def compared(
    causes: Sequence[BrokenRule], lists: Sequence[ListResult], before: Digests | None, since: str, key: DigestKey
) -> Checks:
    """The causes, each knowing which of its rows are new, and what has gone.

    ``before`` is what the run made ``since`` found, with the same ``key``; None when there was none, or nobody can
    tell what it found.
    """
    if before is None:
        return Checks(tuple(causes))
    people = _people(lists)
    left = {found: digests.copy() for found, digests in before.items()}
    marked = []
    for cause in causes:
        known, new = left.get((cause.rule, cause.about), Counter()), set()
        for row, digest in _digests(cause, people, key):
            if known[digest]:
                known[digest] -= 1
            else:
                new.add(row)
        marked.append(replace(cause, new=frozenset(new)))
    gone = (Gone(rule, name, digests.total()) for (rule, name), digests in sorted(left.items()) if digests.total())
    return Checks(tuple(marked), tuple(gone), since)


def to_keep(causes: Sequence[BrokenRule], lists: Sequence[ListResult], key: DigestKey) -> bytes:
    """What the next run needs to know again what this one found."""
    people = _people(lists)
    found: dict[str, dict[str, list[str]]] = {}
    for cause in causes:
        digests = [digest for _, digest in _digests(cause, people, key)]
        found.setdefault(cause.rule, {}).setdefault(cause.about, []).extend(digests)
    return (json.dumps({KEY: key.mark, FOUND: found}, separators=(",", ":")) + "\n").encode()


def _people(lists: Sequence[ListResult]) -> dict[str, Sequence[object]]:
    """Whom each row of a list is about."""
    return {listed.name: listed.people for listed in lists}


def _digests(cause: BrokenRule, people: Mapping[str, Sequence[object]], key: DigestKey) -> Iterator[tuple[int, str]]:
    """Each row with its digest; of a list as a whole, one."""
    listed = people.get(cause.about, ())
    columns = APART.join(cause.columns)
    for row in cause.rows or (WHOLE,):
        who = listed[row] if 0 <= row < len(listed) else ""
        yield row, key.digest(f"{columns}{APART}{who}", 6)
