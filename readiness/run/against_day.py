"""Holds the inspection day against the newest event in the data: too far apart, and no list can say what it should."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.authority.choices import Scope
from readiness.foundation.database import Store, sql_name, sql_text
from readiness.foundation.dates import months_before
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many

MONTHS_AROUND = 6  # the shortest time that any list of Annex A looks back
STALE = "stale_extract_days"

Dates = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Events:
    """The newest event in the data, and the newest that is not after the inspection day."""

    newest: dt.date | None
    before: dt.date | None


@dataclass(frozen=True)
class HeldAgainstDay:
    """What to tell of the inspection day and the data; how many days before it the newest event is, if any has a day.

    No day itself, since that of an event is a value of the case data.
    """

    findings: tuple[Finding, ...]
    ends_before: int | None


def events(store: Store, dates: Dates, day: dt.date) -> Events:
    """The newest events in tables of the store."""
    until = sql_text(day.isoformat())
    newest: list[dt.date] = []
    before: list[dt.date] = []
    for table, columns in dates.items():
        for column in map(sql_name, columns):
            query = f"select max({column}), max({column}) filter ({column} <= {until}) from {sql_name(table)}"
            latest, earlier = store.row(query)
            newest += [latest] if latest else []
            before += [earlier] if earlier else []
    return Events(max(newest, default=None), max(before, default=None))


def hold_against_day(store: Store, dates: Dates, scope: Scope, place: str) -> HeldAgainstDay:
    """Holds the inspection day against the data. Raises SourceError when no list could hold anything."""
    day = scope.inspection.day
    known = events(store, dates, day)
    return HeldAgainstDay(_told(known, scope, place), (day - known.before).days if known.before else None)


def _told(known: Events, scope: Scope, place: str) -> tuple[Finding, ...]:
    """What to tell of the inspection day and the data. Raises SourceError."""
    day, most = scope.inspection.day, scope.limit(STALE)
    if known.newest is None:
        wrong = "no event in the data has a date, so nobody can tell how far the extract goes"
        return (Finding("warning", place, wrong, "Check that its tables have rows, and their dates"),)
    if known.before is None or known.before < months_before(day, MONTHS_AROUND):
        wrong = (
            f"no event in the data is within six months before {in_words(day)}; "
            f"the newest is of {known.newest:%B %Y}, so nothing useful can come out"
        )
        raise SourceError(Mistake(place, wrong, "Check the inspection day, or export the data again"))
    apart = (day - known.before).days
    if apart > most:
        wrong = f"the extract ends {many(apart, 'day')} before the inspection day, {in_words(day)}"
        return (Finding("warning", place, wrong, "Export it again, or check the inspection day"),)
    if (known.newest - day).days > most:
        wrong = (
            f"the extract goes on after the inspection day, {in_words(day)}; its newest date is of {known.newest:%B %Y}"
        )
        return (Finding("note", place, wrong, "Nothing needs doing if that is the day you mean"),)
    return ()
