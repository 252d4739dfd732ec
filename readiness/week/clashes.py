"""Interviews that cannot be held as they are planned: somebody or a room is wanted twice at the same time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from readiness.files.cells import quoted, told
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed
from readiness.preparedness.meetings import lines_of
from readiness.preparedness.model import Person
from readiness.register.week_rows import InterviewRow
from readiness.week.present import holders_of, in_turn, words_for

HOUR = 60  # minutes that an interview without an end counts as
LAST_MINUTE = 24 * 60 - 1
_NOT_AGREED = re.compile(r"tb[ac]|to be (?:confirmed|agreed|announced|arranged)|not (?:yet )?known|none|n a|any|all")
_NO_ROOM = re.compile(
    r"(?:online|virtual|remote|https?|(?:ms |microsoft )?teams|zoom|video (?:call|link)|(?:by )?(?:tele)?phone)"
    r"(?! (?:room|suite))\b.*"
)


@dataclass(frozen=True)
class Booking:
    """An interview's time in minutes of its day, and what it takes up: how that is called, by kind and name.

    ``sure`` are those of which there is only one: a person whom People knows, an inspector, a room; a group is not.
    """

    row: InterviewRow
    begins: int
    ends: int
    what: Mapping[tuple[str, str], str]
    sure: frozenset[tuple[str, str]]

    @property
    def span(self) -> str:
        """Its time as people are told it."""
        span = f"row {self.row.number} is {_shown(self.begins)} to {_shown(self.ends)}"
        return span if has_end(self.row) else f"{span} (an hour, since no end is written)"


def has_end(row: InterviewRow) -> bool:
    """Whether an interview has an end that comes after its start."""
    return bool(row.starts.time and row.ends.time and row.ends.time > row.starts.time)


def clashes(rows: Sequence[InterviewRow], people: Sequence[Person]) -> Iterator[tuple[InterviewRow, Finding]]:
    """What is wanted twice at the same time, once for every two rows, with the later of them in the register."""
    booked = [one for row in rows if (one := _booking(row, people))]
    by_day: dict[dt.date | None, list[Booking]] = {}
    for one in sorted(booked, key=lambda one: one.row.number):
        by_day.setdefault(one.row.day.day, []).append(one)
    for of_day in by_day.values():
        for first, later in combinations(of_day, 2):
            shared = [key for key in first.what if key in later.what]
            if shared and first.begins < later.ends and later.begins < first.ends:
                yield later.row, _clash(first, later, shared)


def _clash(first: Booking, later: Booking, shared: Sequence[tuple[str, str]]) -> Finding:
    sure = any(key in first.sure for key in shared)
    verb = "is" if len(shared) == 1 else "are"
    wrong = (
        f"{listed(first.what[key] for key in shared)} {verb} in row {first.row.number} at the same time, "
        f"on {in_words(first.row.day.day)}: {first.span}, {later.span}"
    )
    do = "Move one of the two, or make one row of them if they are one meeting"
    if not sure:
        do = "Move one of the two, or say which of them come to which"
    numbers = (first.row.number, later.row.number)
    return Finding("error" if sure else "warning", later.row.place, wrong, do, contradicts=sure, rows=numbers)


def _booking(row: InterviewRow, people: Sequence[Person]) -> Booking | None:
    """What an interview takes up; None where it has no day or no time."""
    if row.day.day is None or row.starts.time is None:
        return None
    begins = _minutes(row.starts.time)
    ends = _minutes(row.ends.time) if row.ends.time and has_end(row) else min(begins + HOUR, LAST_MINUTE)
    words = [*words_for(row.who.text, people), *words_for(row.note_taker.text, people)]
    named = {name: bool(holders_of(word, people)) for word in words for name in in_turn(word, people)}
    what = {("person", alike(name)): told(name) if known else quoted(name) for name, known in named.items()}
    sure = {("person", alike(name)) for name, known in named.items() if known}
    others = {("inspector", alike(name)): f"inspector {told(name)}" for name in lines_of(row.inspector.text)}
    if not _NO_ROOM.fullmatch(alike(row.room.text)):
        others["room", alike(row.room.text)] = f"the room {quoted(row.room.text)}"
    agreed = {key: shown for key, shown in {**what, **others}.items() if _is_agreed(key[1])}
    return Booking(row, begins, ends, agreed, frozenset({*sure, *others}))


def _is_agreed(name: str) -> bool:
    return any(letter.isalnum() for letter in name) and not _NOT_AGREED.fullmatch(name)


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _shown(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
