"""What is noted each evening, what of it is to be found by the next morning, and what the draft report gets wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from readiness.files.cells import told
from readiness.foundation.dates import working_day_after
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.register.week_rows import AccuracyRow, NoteKind, NoteRow
from readiness.week.model import AccuracyPoint, Note
from readiness.week.yes_or_no import yes_or_no

WAITING: tuple[NoteKind, ...] = ("to_find", "correction")  # kinds of notes of which something is to be done
MORNING = dt.time(8)  # by when it is done, on the next working day


def notes_of(rows: Sequence[NoteRow], first: dt.date | None) -> tuple[Note, ...]:
    """The notes of days from the first of the inspection on, or all without one; the latest day first.

    Those without a day stand at the end.
    """
    made = [_note(row) for row in _of_this_inspection(rows, first)]
    return tuple(sorted(made, key=lambda note: note.day or dt.date.min, reverse=True))


def amiss_in_notes(
    rows: Sequence[NoteRow], at: dt.datetime, first: dt.date | None, holidays: frozenset[dt.date]
) -> Iterator[Finding]:
    """What is amiss with the same notes as at a moment, row by row."""
    for row in _of_this_inspection(rows, first):
        called = ", ".join(filter(None, [row.kind.shown or "Note", in_words(row.day.day)]))
        for finding in _amiss(row, at, holidays):
            yield replace(finding, subject=called)


def _of_this_inspection(rows: Sequence[NoteRow], first: dt.date | None) -> list[NoteRow]:
    return [row for row in rows if first is None or row.day.day is None or row.day.day >= first]


def _waits(row: NoteRow) -> bool:
    return row.kind.key in WAITING and not yes_or_no(row.done)


def _note(row: NoteRow) -> Note:
    return Note(
        day=row.day.day,
        kind=row.kind.shown,
        note=row.note.text,
        area=row.area.shown,
        line=row.line.text,
        owner=row.owner.text,
        done=yes_or_no(row.done),
        waits=_waits(row),
        key=row.kind.key,
        plan=row.plan.text,
    )


def _amiss(row: NoteRow, at: dt.datetime, holidays: frozenset[dt.date]) -> Iterator[Finding]:
    day = row.day.day
    if day is None:
        yield Finding("warning", row.day.place, "the note has no day, so that it is on no evening's list", "Fill it in")
    elif day > at.date():
        wrong = f"{in_words(day)} is to come, and nobody can have noted anything then"
        yield Finding("error", row.day.place, wrong, "Correct the day", contradicts=True)
    if not row.kind.key:
        wrong = "the note is of no kind, so that nobody can tell whether anything is to be done"
        yield Finding("warning", row.kind.place, wrong, "Choose one")
    if not _waits(row):
        return
    if not row.owner.text:
        yield Finding("warning", row.owner.place, "something is to be done, and nobody is named to do it", "Name one")
    if day and at > (morning := dt.datetime.combine(working_day_after(day, 1, holidays), MORNING)):
        wrong = f"it was to be done by {morning:%H:%M} on {in_words(morning.date())}, and is not said to be"
        yield Finding("error", row.done.place, wrong, "Do it now, and tell inspectors; or choose Yes")


def accuracy_of(rows: Sequence[AccuracyRow]) -> tuple[AccuracyPoint, ...]:
    """What is wrong in the draft report, in the register's order, each with what is missing for saying so."""
    return tuple(_point(row) for row in rows)


def _point(row: AccuracyRow) -> AccuracyPoint:
    called = f"Paragraph {told(row.paragraph.text)} of the draft" if row.paragraph.text else "A point on the draft"
    return AccuracyPoint(
        paragraph=row.paragraph.text,
        says=row.says.text,
        right=row.right.text,
        evidence=row.evidence.text,
        owner=row.owner.text,
        outcome=row.outcome.shown,
        problems=tuple(replace(finding, subject=called) for finding in _incomplete(row)),
    )


def _incomplete(row: AccuracyRow) -> Iterator[Finding]:
    if not row.right.text:
        yield Finding("warning", row.right.place, "nobody says what is right", "Write what the report should say")
    if not row.evidence.text:
        wrong = "nothing shows what is right, and inspectors change nothing without"
        yield Finding("warning", row.evidence.place, wrong, "Name what shows it, with its date")
    if not row.outcome.key:
        wrong = "nobody says what became of it"
        yield Finding("warning", row.outcome.place, wrong, "Choose one, such as waiting where it was sent")
