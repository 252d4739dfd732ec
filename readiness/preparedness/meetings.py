"""Planning meetings as the register has them: when they are, what they are to decide, what was decided and done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readiness.register.sheet_rows import MeetingRow

NOT_SAID = "Not said"


@dataclass(frozen=True)
class Decision:
    """A decision of a meeting and what is said of its being done. ``taken`` tells whether anybody wrote it down.

    If nobody did, the words are those of what was to be decided.
    """

    meeting: dt.date
    decision: str
    done: str
    taken: bool


def meeting_days(rows: Sequence[MeetingRow]) -> tuple[dt.date, ...]:
    """The days of all meetings, the oldest first."""
    return tuple(sorted({row.day.day for row in rows if row.day.day}))


def to_decide(rows: Sequence[MeetingRow], day: dt.date) -> Iterator[str]:
    """What the next meeting is to decide, a line each; failing a date, what the last row says."""
    coming = [row for row in rows if (row.day.day or dt.date.min) >= day]
    for row in sorted(coming, key=lambda row: row.day.day or dt.date.max)[:1] or rows[-1:]:
        yield from lines_of(row.decisions_to_take.text)


def decided(rows: Sequence[MeetingRow], day: dt.date) -> Iterator[Decision]:
    """Every decision of the last meeting before a day, and those of earlier ones that are not said to be done.

    Where nobody wrote down what was decided, what was to be decided stands for it, and says so.
    """
    held = sorted((row for row in rows if row.day.day and row.day.day < day), key=lambda row: row.day.day or day)
    for row in reversed(held):
        done = [line.strip() for line in row.done.text.replace(";", "\n").split("\n")]
        taken = [*lines_of(row.decided.text)]
        for at, words in enumerate(taken or lines_of(row.decisions_to_take.text)):
            said = done[at] if at < len(done) and done[at] else NOT_SAID
            if row is held[-1] or said == NOT_SAID or said.casefold().startswith("no"):
                yield Decision(row.day.day or day, words, said, bool(taken))


def lines_of(text: str) -> Iterator[str]:
    """The lines of a cell; semicolons part lines too."""
    yield from (line.strip() for line in text.replace(";", "\n").splitlines() if line.strip())
