"""What stood on the day of a meeting, and what has moved since: documents, actions, due dates, ratings of indicators.

Compared is by the days of meetings, and by the words of the register. Nothing here is about a child.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many, often
from readiness.preparedness.model import ActionStanding, DocumentStanding, FigureChange, Standing


@dataclass(frozen=True)
class ActionThen:
    """An action as it stood on a day. ``ref`` is its mark and ``first`` the day it was due first, if it had them."""

    action: str
    owner: str = ""
    due: dt.date | None = None
    open: bool = True
    overdue: bool = False
    ref: str = ""
    first: dt.date | None = None


@dataclass(frozen=True)
class Snapshot:
    """What stood on a day: states and due dates of documents by title, actions, ratings of indicators, decisions.

    ``plan`` are the actions of the improvement plan.
    """

    day: dt.date
    figures: Mapping[str, int] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    dues: Mapping[str, dt.date | None] = field(default_factory=dict)
    actions: tuple[ActionThen, ...] = ()
    ratings: Mapping[str, str] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()
    plan: tuple[ActionThen, ...] = ()


@dataclass(frozen=True)
class WordChange:
    """Something that is called otherwise than it was, such as the state of a document; empty where it was not there."""

    what: str
    before: str
    now: str


@dataclass(frozen=True)
class DueMoved:
    """A due date that is not what it was at the last meeting. ``moves`` counts how often it has moved in all."""

    what: str
    owner: str
    before: dt.date | None
    now: dt.date | None
    first: dt.date | None
    moves: int


@dataclass(frozen=True)
class Moved:
    """What has moved since the last meeting, ``since``. ``told`` says why that is not known, and then nothing else is.

    ``gone`` are actions that were open then, and are no longer in the register at all.
    """

    since: dt.date | None = None
    told: str = ""
    figures: tuple[FigureChange, ...] = ()
    documents: tuple[WordChange, ...] = ()
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    dues: tuple[DueMoved, ...] = ()
    ratings: tuple[WordChange, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether anything has moved at all."""
        return any((self.documents, self.opened, self.closed, self.gone, self.overdue, self.dues, self.ratings))


NOT_KNOWN = Moved(told="Nobody has looked at what has moved.")


def snapshot_of(standing: Standing, ratings: Mapping[str, str]) -> Snapshot:
    """What stands now, to be kept for the next meeting."""
    return Snapshot(
        day=standing.as_at,
        figures=standing.figures,
        documents={document.title: document.state for document in standing.expected},
        dues={document.title: document.due for document in standing.expected if document.due},
        actions=tuple(
            ActionThen(action.action, action.owner, action.due, action.open, action.overdue is not None)
            for action in standing.actions
        ),
        ratings=ratings,
        decisions=standing.decisions,
        plan=tuple(
            ActionThen(one.action, one.owner, one.due, one.open, one.overdue is not None, one.ref, one.first_due)
            for one in standing.plan
            if one.action
        ),
    )


def remembering(standing: Standing, snapshots: Sequence[Snapshot]) -> Standing:
    """The standing in which what is due knows when it was due first, and how often that day has moved since.

    A day that has moved clears nothing in silence: what is past its first day is told.
    """
    before = _of_meetings(standing, snapshots)
    documents = tuple(_document(document, before) for document in standing.documents)
    actions = tuple(_action(action, before) for action in standing.actions)
    plan = tuple(_of_the_plan(action, before) for action in standing.plan)
    told = [_put_off(action, standing.as_at) for action in actions]
    if standing.last_meeting and not any(snapshot.day == standing.last_meeting for snapshot in before):
        told.append(_nothing_kept(standing.last_meeting))
    if later := kept_from(standing, snapshots):
        wrong = f"what stood then stays as it was kept, since there is a pack of the meeting of {in_words(later)}"
        told.append(Finding("note", f"Meeting of {in_words(standing.as_at)}", wrong, ""))
    findings = (*standing.findings, *(finding for finding in told if finding))
    ordered = tuple(sorted(findings, key=lambda finding: finding.severity))
    return replace(standing, documents=documents, actions=actions, plan=plan, findings=ordered)


def kept_from(standing: Standing, snapshots: Sequence[Snapshot]) -> dt.date | None:
    """The later meeting whose pack rests on what stood on this day already; None while this day may be kept anew."""
    if not any(snapshot.day == standing.as_at for snapshot in snapshots):
        return None
    later = {snapshot.day for snapshot in snapshots if snapshot.day > standing.as_at}
    return min(later & {*standing.meetings}, default=None)


def moved_since(standing: Standing, ratings: Mapping[str, str], snapshots: Sequence[Snapshot]) -> Moved:
    """What has moved since the last meeting."""
    if not standing.last_meeting:
        return Moved(told="The register names no meeting that was held before.")
    then = next((snapshot for snapshot in snapshots if snapshot.day == standing.last_meeting), None)
    if then is None:
        return Moved(standing.last_meeting, str(_nothing_kept(standing.last_meeting)))
    now = snapshot_of(standing, ratings)
    was = {action.action: action for action in then.actions}
    running = [action for action in standing.actions if action.open]
    names = {action.action for action in standing.actions}
    return Moved(
        since=then.day,
        figures=tuple(FigureChange(what, then.figures.get(what), count) for what, count in now.figures.items()),
        documents=tuple(_changed(then.documents, now.documents)),
        opened=tuple(action.action for action in running if action.action not in was or not was[action.action].open),
        closed=tuple(
            action.action
            for action in standing.actions
            if not action.open and action.action in was and was[action.action].open
        ),
        gone=tuple(name for name, action in was.items() if action.open and name not in names),
        overdue=tuple(
            action.action
            for action in running
            if action.overdue is not None and not (action.action in was and was[action.action].overdue)
        ),
        dues=tuple(_dues(standing, then)),
        ratings=tuple(_changed(then.ratings, ratings)) if ratings and then.ratings else (),
    )


def _of_meetings(standing: Standing, snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    """What stood at the meetings before, the oldest first."""
    before = (one for one in snapshots if one.day < standing.as_at and one.day in standing.meetings)
    return sorted(before, key=lambda snapshot: snapshot.day)


def _nothing_kept(meeting: dt.date) -> Finding:
    wrong = "no pack was built for it, so that nobody can tell what has moved since"
    return Finding("warning", f"Meeting of {in_words(meeting)}", wrong, "Build the pack for the day of each meeting")


def _document(document: DocumentStanding, before: Sequence[Snapshot]) -> DocumentStanding:
    if not document.due or document.state not in ("in development", "not started"):
        return document
    first, moves = _history([*(snapshot.dues.get(document.title) for snapshot in before), document.due])
    if not moves:
        return replace(document, first_due=first)
    wrong = f"was due on {in_words(first)} first, and that day has moved {often(moves)}"
    problem = Finding("warning", document.title, wrong, "Say what will make this day hold")
    return replace(document, first_due=first, moves=moves, problems=(*document.problems, problem))


def _action(action: ActionStanding, before: Sequence[Snapshot]) -> ActionStanding:
    thens = [then.due for snapshot in before for then in snapshot.actions if then.action == action.action]
    first, moves = _history([*thens, action.due])
    return replace(action, first_due=first, moves=moves)


def _of_the_plan(action: ActionStanding, before: Sequence[Snapshot]) -> ActionStanding:
    """An action of the plan with the day it was due first, which stays, however the register has been changed since."""
    thens = [then for snapshot in before for then in snapshot.plan if _is_the_same(then, action)]
    original = next((then.first for then in thens if then.first), action.first_due)
    first, moves = _history([original, *(then.due for then in thens), action.due])
    return replace(action, first_due=first, moves=moves)


def _is_the_same(then: ActionThen, action: ActionStanding) -> bool:
    """Whether an action of the plan is one of before: by its mark, where both have one, and else by its words."""
    return then.ref == action.ref if then.ref and action.ref else then.action == action.action


def _history(dues: Sequence[dt.date | None]) -> tuple[dt.date | None, int]:
    """The first day of all, and how often it was changed for another or taken away."""
    known = dues[next((at for at, due in enumerate(dues) if due), len(dues)) :]
    return (known[0] if known else None), sum(before != after for before, after in pairwise(known))


def _put_off(action: ActionStanding, day: dt.date) -> Finding | None:
    """That an action is past its first day, where it is not overdue by the day it has now."""
    if not (action.open and action.moves and action.first_due and action.first_due < day) or action.overdue is not None:
        return None
    late = many((day - action.first_due).days, "day")
    wrong = f"was due on {in_words(action.first_due)} first, {late} ago, and that day has moved {often(action.moves)}"
    return Finding("warning", f"Action “{action.action}”", wrong, "Decide whether this day will hold")


def _changed(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[WordChange]:
    for what in {**now, **then}:
        if then.get(what) != now.get(what):
            yield WordChange(what, then.get(what, ""), now.get(what, ""))


def _dues(standing: Standing, then: Snapshot) -> Iterator[DueMoved]:
    """Due dates that have moved since, of what is still to be done."""
    was = {action.action: action.due for action in then.actions}
    for action in standing.actions:
        before = was.get(action.action)
        if action.open and before and action.due != before:
            yield DueMoved(action.action, action.owner, before, action.due, action.first_due, action.moves)
    for document in standing.expected:
        before = then.dues.get(document.title)
        if before and document.state in ("in development", "not started") and document.due != before:
            yield DueMoved(document.title, document.owner, before, document.due, document.first_due, document.moves)
