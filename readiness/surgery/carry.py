"""Carries what people wrote from one surgery to the next, by child and item; what is due no more keeps its words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from readiness.foundation.findings import Finding
from readiness.surgery.earlier import EarlierSurgery
from readiness.surgery.model import NO_LONGER, NOT_OURS, NOT_WORKED_OUT, DueRow, EarlierRow, WrittenBeside

_Key = tuple[str, str]


@dataclass(frozen=True)
class Carried:
    """What is due now, with words and what is new of it; what is due no more; and what had to be put together."""

    rows: tuple[DueRow, ...]
    done: tuple[EarlierRow, ...]
    findings: tuple[Finding, ...] = ()


def carried(now: Sequence[DueRow], before: EarlierSurgery, day: dt.date, can_tell: Mapping[str, bool]) -> Carried:
    """Brings an earlier surgery's words to what is due now. ``can_tell`` says of every item whether it can be told."""
    due_now: dict[_Key, list[DueRow]] = defaultdict(list)
    for row in sorted(now, key=lambda row: (row.due or dt.date.max, row.item)):
        due_now[row.child, row.key].append(row)
    then: dict[_Key, list[EarlierRow]] = defaultdict(list)
    done: list[EarlierRow] = []
    for earlier in before.rows:
        if earlier.became not in ("", NOT_WORKED_OUT):
            if earlier.words.any or earlier.done_on == day:
                done.append(earlier)
        else:
            then[earlier.child, earlier.key].append(earlier)
    rows: list[DueRow] = []
    twice = 0
    for key in dict.fromkeys((*due_now, *then)):
        here, left = _paired(due_now.get(key, []), then.get(key, []))
        if here and left:
            twice += sum(row.words.any for row in left)
            here[0] = _joined(here[0], left)
        elif left:
            done += (replace(row, became=_became(row, can_tell), done_on=day) for row in left)
        rows += (_since(row, before) for row in here)
    return Carried(tuple(rows), tuple(sorted(done, key=_order)), tuple(_told(twice)))


def _told(twice: int) -> Iterator[Finding]:
    if twice:
        wrong = "earlier rows stand for the same child and the same thing due, and their words were put together"
        yield Finding("note", "what was written before", wrong, "Read them, and take out what is said twice", twice)


def _paired(now: Sequence[DueRow], then: Sequence[EarlierRow]) -> tuple[list[DueRow], list[EarlierRow]]:
    """What is due now with the words of the row of that day due, else of the next; and rows that are left over."""
    left = sorted(then, key=lambda row: (row.due or dt.date.max, not row.words.any))
    paired: dict[int, EarlierRow] = {}
    for same_day in (True, False):
        for place, row in enumerate(now):
            fits = [old for old in left if old.due == row.due or not same_day] if place not in paired else []
            if fits:
                paired[place] = fits[0]
                left.remove(fits[0])
    return [_with_words(row, paired.get(place)) for place, row in enumerate(now)], left


def _with_words(row: DueRow, earlier: EarlierRow | None) -> DueRow:
    if earlier is None or not earlier.words.any:
        return row
    moved = earlier.words.when_due or (earlier.due if earlier.due != row.due else None)
    return replace(row, words=replace(earlier.words, when_due=moved))


def _joined(row: DueRow, others: Iterable[EarlierRow]) -> DueRow:
    """The row with the words of others for the same thing, each text once."""
    every = [row.words, *(other.words for other in others)]
    joined = {
        name: "; ".join(dict.fromkeys(text for words in every if (text := getattr(words, name))))
        for name in ("reason", "action", "by_whom", "also")
    }
    return replace(row, words=WrittenBeside(**joined, when_due=row.words.when_due))


def _since(row: DueRow, before: EarlierSurgery) -> DueRow:
    """The row with what is new of it; nothing where no surgery was before."""
    if before.due_then is None:
        return row
    team = before.due_then.get((row.child, row.key))
    if team is None:
        return replace(row, since="New")
    return row if team == row.team else replace(row, since=f"Was with {team}")


def _became(row: EarlierRow, can_tell: Mapping[str, bool]) -> str:
    if not row.child or row.key not in can_tell:
        return NOT_OURS
    return NO_LONGER if can_tell[row.key] else NOT_WORKED_OUT


def _order(row: EarlierRow) -> tuple[int, str, str, str]:
    """The latest first."""
    return -(row.done_on or dt.date.min).toordinal(), row.team, row.child, row.item
