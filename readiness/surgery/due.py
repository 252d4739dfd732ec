"""Works out what is overdue and what is due next, item by item. What is overdue is what the rule or indicator says."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from readiness.foundation.dates import ONE_DAY
from readiness.foundation.findings import Finding
from readiness.lists.in_store import ROW
from readiness.surgery.ask import SurgeryScene
from readiness.surgery.model import BEFORE_CALL, NO_TEAM, OVERDUE, SOON, DueRow, ItemCount

DAYS_AHEAD = "surgery_days_ahead"
AHEAD = "last_day_ahead"


@dataclass(frozen=True)
class Ahead:
    """The inspection day, how far ahead a surgery looks, and the day of the call where that is still to come."""

    day: dt.date
    until: dt.date
    call_day: dt.date | None

    def when(self, due: dt.date | None) -> str:
        """When something is due that is not overdue; nothing when that is too far ahead."""
        if due is None:
            return OVERDUE
        if self.call_day and due <= self.call_day:
            return BEFORE_CALL
        return SOON if due <= self.until else ""

    @property
    def last(self) -> dt.date:
        """The last day that is looked at."""
        return max(self.until, self.call_day) if self.call_day else self.until


def ahead_of(scene: SurgeryScene) -> Ahead:
    """How far ahead a surgery looks: the days of the threshold, and to the call where that is later."""
    day, call_day = scene.scope.inspection.day, scene.scope.call_day
    until = day + scene.scope.limit(DAYS_AHEAD) * ONE_DAY
    return Ahead(day, until, call_day if call_day and call_day >= day else None)


@dataclass(frozen=True)
class DueOf:
    """One item: its rows, how many there are, and where its page and its rule disagree."""

    count: ItemCount
    rows: tuple[DueRow, ...] = ()
    findings: tuple[Finding, ...] = ()


def due_of(scene: SurgeryScene, name: str, ahead: Ahead) -> DueOf:
    """What is due of one item. Raises SpecificationError."""
    page = scene.annex.surgery[name]
    title, means = scene.words(name, page.title), scene.words(name, page.means)
    why_not = scene.why_not(name)
    if why_not:
        return DueOf(ItemCount(name, title, means, scene.rests_on(page), why_not=why_not))
    by = _by_rule if page.rests_on[0] in scene.annex.rules else _by_indicator
    rows, astray = by(scene, name, ahead)
    counts = Counter(row.when for row in rows)
    count = ItemCount(name, title, means, scene.rests_on(page), counts[OVERDUE], counts[BEFORE_CALL], counts[SOON])
    return DueOf(count, tuple(rows), tuple(_told(scene, name, astray)))


def _told(scene: SurgeryScene, name: str, astray: int) -> Iterator[Finding]:
    if astray:
        rule = scene.rests_on(scene.annex.surgery[name])
        wrong = f"its day due disagrees with {rule}, which says what is overdue"
        yield Finding("warning", scene.place(name), wrong, "Correct the page or the rule", astray)


def _by_rule(scene: SurgeryScene, name: str, ahead: Ahead) -> tuple[list[DueRow], int]:
    """Overdue are the rows that break the rule today; due are those that would on the day after, were nothing done.

    With them, how many are overdue by the rule although their day due is still to come.
    """
    page = scene.annex.surgery[name]
    late = scene.broken.get((page.rests_on[0], page.about), frozenset())
    due = f"({page.due or 'null'})::date"
    shows = (f"this.{ROW}", *scene.whose(name), f"({page.last or 'null'})::date", due)
    found = scene.ask(name, shows, page.rows or "true")
    coming = scene.broken_the_day_after(name, page.due, ahead.last) if page.due else set()
    rows, astray = [], 0
    for row_no, *facts in found:
        is_late = row_no in late
        day_due = facts[-1]
        astray += is_late and day_due is not None and day_due >= ahead.day
        if is_late:
            rows.append(_row(scene, name, facts, OVERDUE, ahead.day))
        elif row_no in coming:
            rows.append(_row(scene, name, facts, ahead.when(day_due), ahead.day))
    return rows, astray


def _by_indicator(scene: SurgeryScene, name: str, ahead: Ahead) -> tuple[list[DueRow], int]:
    """What the indicator counts and does not find met: overdue once its day is past."""
    page = scene.annex.surgery[name]
    indicator = scene.annex.kpis[page.rests_on[0]]
    not_met = f"({indicator.denominator or 'true'}) and not coalesce(({indicator.numerator}), false)"
    shows = (*scene.whose(name), f"({page.last or 'null'})::date", f"({page.due or 'null'})::date")
    rows = []
    for facts in scene.ask(name, shows, f"{not_met} and ({page.rows or 'true'})"):
        day_due = facts[-1]
        when = OVERDUE if day_due is None or day_due < ahead.day else ahead.when(day_due)
        if when:
            rows.append(_row(scene, name, facts, when, ahead.day))
    return rows, 0


def _row(scene: SurgeryScene, name: str, facts: list[object] | tuple[object, ...], when: str, day: dt.date) -> DueRow:
    child, team, worker, last, due = facts
    return DueRow(
        child=_text(child),
        team=_text(team) or NO_TEAM,
        worker=_text(worker),
        key=name,
        item=scene.words(name, scene.annex.surgery[name].title),
        last=last if isinstance(last, dt.date) else None,
        due=due if isinstance(due, dt.date) else None,
        days_over=(day - due).days if isinstance(due, dt.date) else None,
        when=when,
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
