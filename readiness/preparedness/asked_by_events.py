"""Whether the register has a row for all that inspections, visits and reviews asked for, as their own rows count it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as day_in_words
from readiness.foundation.phrases import listed, many
from readiness.preparedness.meetings import lines_of
from readiness.register.sheet_rows import EventRow, RecommendationRow

IN_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven"),
    *("eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
)
RECOMMENDATIONS, AREAS = "recommendation", "area"
COUNTED = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(IN_WORDS[1:])})\s+(?:[a-z]+\s+)?"
    r"(?:(?P<recommendation>recommendations?)|(?P<area>areas? (?:to|for|of|that|needing) "
    r"(?:improve(?:ment)?|develop(?:ment)?|needs? (?:to )?improve(?:ment)?|improvement)))\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def amiss_with_events(events: Sequence[EventRow], rows: Sequence[RecommendationRow]) -> Iterator[Finding]:
    """Events that count more or fewer recommendations than there are rows for them, or than they say elsewhere."""
    for event in events:
        called = ", ".join(filter(None, [event.kind.shown, day_in_words(event.day.day)]))
        yield from (replace(finding, subject=called) for finding in _amiss(event, events, rows))


def _amiss(event: EventRow, events: Sequence[EventRow], rows: Sequence[RecommendationRow]) -> Iterator[Finding]:
    asked = _asked_in_words(event.outcome.text)
    in_words = sum(asked.values()) if asked else None
    counted = int(event.recommendations.number) if event.recommendations.number is not None else None
    if counted is not None and in_words not in (None, counted):
        wrong = f"counts {counted}, and {event.outcome.heading} speaks of {_in_words(asked)}"
        yield Finding("error", event.recommendations.place, wrong, "Correct one of the two", contradicts=True)
    elif counted is not None:
        spoken = f"counts {many(counted, RECOMMENDATIONS)}"
        yield from _rows_of(event.recommendations.place, counted, spoken, _from(event, events, rows))
    elif in_words is not None:
        spoken = f"speaks of {_in_words(asked)}"
        yield from _rows_of(event.outcome.place, in_words, spoken, _from(event, events, rows))
    named = len([*lines_of(event.to_develop.text)])
    if AREAS in asked and named and named != asked[AREAS]:
        wrong = f"names {named}, and {event.outcome.heading} speaks of {_in_words({AREAS: asked[AREAS]})}"
        yield Finding("warning", event.to_develop.place, wrong, "Correct one of the two", contradicts=True)


def _asked_in_words(outcome: str) -> dict[str, int]:
    """How many recommendations and how many areas to improve an outcome speaks of."""
    asked: dict[str, int] = {}
    for match in COUNTED.finditer(outcome):
        said, what = match[1].casefold(), RECOMMENDATIONS if match[RECOMMENDATIONS] else AREAS
        asked[what] = asked.get(what, 0) + (int(said) if said.isdigit() else IN_WORDS.index(said))
    return asked


def _in_words(asked: dict[str, int]) -> str:
    improve = {AREAS: " to improve"}
    return listed(f"{many(number, what)}{improve.get(what, '')}" for what, number in asked.items())


def _rows_of(place: str, number: int, spoken: str, there: tuple[Sequence[RecommendationRow], int]) -> Iterator[Finding]:
    """Whether as many rows come from an event as it asked for. Of those there, so many come from no other event."""
    rows, alone = there
    wrong = f"{spoken}, and the sheet Recommendations has {len(rows) or 'none'} from it"
    if len(rows) < number:
        do = "Add a row for each, with the event and its year under Source"
        yield Finding("warning", place, wrong, do, contradicts=True)
    elif alone > number:
        do = "Correct the number, or what stands under Source of the others"
        yield Finding("warning", place, wrong, do, contradicts=True)


def _from(
    event: EventRow, events: Sequence[EventRow], rows: Sequence[RecommendationRow]
) -> tuple[Sequence[RecommendationRow], int]:
    """The rows that may come from an event, and how many of them come from no other."""
    its_rows = [row for row in rows if comes_from(row, event)]
    others = [other for other in events if other is not event]
    return its_rows, sum(not any(comes_from(row, other) for other in others) for row in its_rows)


def comes_from(row: RecommendationRow, event: EventRow) -> bool:
    """Whether a recommendation's source names an event: its kind, and no other year than its own or the next.

    A report may be published in the year after.
    """
    source, kind = alike(row.source.text), alike(event.kind.shown)
    if not any(name and name in source for name in (kind, kind.split()[-1] if kind.endswith("inspection") else kind)):
        return False
    years = {int(year) for year in YEAR.findall(row.source.text)}
    return not years or not event.day.day or bool(years & {event.day.day.year, event.day.day.year + 1})
