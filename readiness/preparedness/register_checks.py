"""What does not hold in the register's own rows on people, actions and recommendations, and in the call day.

Rounds of audits are looked at with the self-evaluation, documents with their files, what events asked for in
asked_by_events, the plan with improvement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from readiness.files.cells import quoted
from readiness.foundation.dates import ONE_DAY, no_working_day
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import closest, many
from readiness.foundation.phrases import day as in_words
from readiness.preparedness.asked_by_events import amiss_with_events
from readiness.preparedness.model import DAYS_OF_AN_INSPECTION, Stranger
from readiness.register.row_cells import DayCell, TextCell
from readiness.register.rows import RegisterRows
from readiness.register.sheet_rows import ActionRow, PersonRow, RecommendationRow

CALL_DAY, CALL = "readiness.yaml, call day", "The day of the call"


def amiss_in_register(rows: RegisterRows, ended: Sequence[str]) -> Iterator[Finding]:
    """What does not hold, sheet by sheet. ``ended`` are the keys of statuses of actions that nobody works on."""
    yield from _owners(rows)
    for row in rows.actions:
        yield from amiss_in_action(row, row.status.key not in ended)
    yield from _marks(rows.recommendations)
    yield from amiss_with_events(rows.events, rows.recommendations)


def amiss_with_call_day(call_day: dt.date | None, day: dt.date, holidays: frozenset[dt.date]) -> Iterator[Finding]:
    """What speaks against the day on which the call is expected, seen from the day this is built for."""
    if call_day is None:
        return
    if what := no_working_day(call_day, holidays):
        wrong = f"{in_words(call_day)} is {what}, and inspectors call on working days"
        yield Finding("error", CALL_DAY, wrong, "Choose a working day", contradicts=True, subject=CALL)
    if call_day + DAYS_OF_AN_INSPECTION * ONE_DAY < day:
        wrong = f"{in_words(call_day)} is so long before {in_words(day)}, the day this is made for, that it is past"
        do = "Set a day to come, or leave it out"
        yield Finding("error", CALL_DAY, wrong, do, contradicts=True, subject=CALL)


def strangers_in(rows: RegisterRows) -> tuple[Stranger, ...]:
    """Owners and deputies who are nobody on the sheet of people, each once; nobody is where that names nobody."""
    known = {alike(name): name for row in rows.people for name in _called(row) if name}
    unknown: dict[str, list[TextCell]] = {}
    for cell in _named(rows):
        if known and cell.text and alike(cell.text) not in known:
            unknown.setdefault(alike(cell.text), []).append(cell)
    return tuple(
        Stranger(cells[0].text, known.get(closest(name, known), ""), tuple(cell.place for cell in cells))
        for name, cells in unknown.items()
    )


def _owners(rows: RegisterRows) -> Iterator[Finding]:
    """Who is nobody on the sheet of people, or that nobody can tell, since that names nobody."""
    first = next((cell for cell in _named(rows) if cell.text), None)
    if first and not any(name for row in rows.people for name in _called(row)):
        wrong = "nobody is named on the sheet People, so that no owner can be checked"
        yield Finding("warning", first.place, wrong, "Fill in People")
    for stranger in strangers_in(rows):
        place, *others = stranger.places
        elsewhere = f" (here and in {many(len(others), 'other cell')})" if others else ""
        meant = stranger.meant
        do = f"Did you mean {quoted(meant)}?" if meant else "Add the name to People, or correct it"
        yield Finding("warning", place, f"{quoted(stranger.name)} is not on the sheet People{elsewhere}", do)


def _named(rows: RegisterRows) -> list[TextCell]:
    """Every cell that says who answers for something, or who stands in."""
    owned: Iterable[Sequence[TextCell]] = (
        *((row.owner, row.deputy) for row in rows.documents),
        *((row.owner,) for row in rows.actions),
        *((row.owner,) for row in rows.recommendations),
        *((row.deputy,) for row in rows.people),
        *((row.owner,) for row in rows.audits),
        *((row.owner,) for row in rows.indicators),
        *((row.owner,) for row in rows.statements),
        *((row.lead,) for row in rows.themes),
        *((row.lead,) for row in rows.plan),
        *((row.chair,) for row in rows.boards),
        *((row.lead,) for row in rows.priorities),
        *((row.owner,) for row in rows.risks),
        *((row.owner, row.reviewer, row.releaser) for row in rows.requests),
        *((row.owner,) for row in rows.lines_of_enquiry),
        *((row.note_taker,) for row in rows.interviews),
        *((row.owner,) for row in rows.tracked_children),
        *((row.owner,) for row in rows.notes),
        *((row.owner,) for row in rows.accuracy),
        *((row.owner,) for row in rows.mock),
    )
    return [cell for cells in owned for cell in cells]


def _called(row: PersonRow) -> tuple[str, str]:
    """What a person may be called where an owner is named: the name, or the role."""
    return row.name.text, row.role.text


def amiss_in_action(row: ActionRow, running: bool) -> Iterator[Finding]:
    """What does not hold in the row of an action. ``running`` tells whether anybody still works on it."""
    raised, due = row.raised.day, row.due.day
    if raised and due and due < raised:
        wrong = f"{in_words(due)} is before {row.raised.heading}, {in_words(raised)}"
        called = f"{quoted(row.action.text)} ({row.owner.text or 'no owner'})"
        do = "Correct one of the two days"
        yield Finding("error", row.due.place, wrong, do, contradicts=True, subject=called)
    if running:
        yield from loose_ends("owner", row.owner, row.due)


def loose_ends(who: str, named: TextCell, due: DayCell) -> Iterator[Finding]:
    """What an action that somebody works on lacks: ``who`` does it, such as an owner, or its day."""
    if not named.text:
        yield Finding("warning", named.place, f"an action that is open has no {who}", "Name one")
    if not due.day:
        yield Finding("warning", due.place, "an action that is open has no day by which it is due", "Agree one")


def _marks(rows: Sequence[RecommendationRow]) -> Iterator[Finding]:
    """Marks that two recommendations share, so that nobody can tell which a statement answers."""
    first: dict[str, RecommendationRow] = {}
    for row in rows:
        mark = alike(row.ref.text)
        if mark and mark in first:
            wrong = f"{quoted(row.ref.text)} is the mark of {quoted(first[mark].recommendation.text)} too"
            do, called = "Give each recommendation a mark of its own", quoted(row.recommendation.text)
            yield Finding("error", row.ref.place, wrong, do, contradicts=True, subject=f"Recommendation {called}")
        elif mark:
            first[mark] = row
