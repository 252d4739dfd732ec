"""Rates an action of the plan twice, by rule: how far it is, and what it changes. Neither speaks for the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from readiness.files.cells import quoted
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.improvement.model import SOON, ActionRating, ImpactMeasure, ImpactRating
from readiness.preparedness.model import ActionStanding
from readiness.register.plan_rows import PlanRow

CLAIMED = ("partly_seen", "seen")
UNSEEN = "not_seen"
UNSHOWN = "said to be done, and nothing shows it"
DONE, DROPPED, NOT_STARTED = "done", "dropped", ("open", "")


def rate_action(row: PlanRow, action: ActionStanding, day: dt.date) -> tuple[ActionRating, str]:
    """How far an action is, and why it is so rated."""
    if row.status.key == DROPPED:
        return "dropped", "it will not be done"
    if row.status.key == DONE and row.evidence.text:
        return "done", f"shown by: {row.evidence.text}"
    if row.status.key == DONE:
        return "red", UNSHOWN
    if red := [*_red(row, action, day)]:
        return "red", "; ".join(red)
    if amber := [*_amber(row, action, day)]:
        return "amber", "; ".join(amber)
    return "green", f"due on {in_words(row.due.day)}, and not put off"


def _red(row: PlanRow, action: ActionStanding, day: dt.date) -> Iterator[str]:
    start = row.start.day
    if action.overdue is not None:
        yield f"{many(action.overdue, 'day')} overdue, since {in_words(action.due)}"
    if action.due is None:
        yield "no day by which it is due"
    if not row.lead.text:
        yield "nobody leads it"
    if start and start < day and row.status.key in NOT_STARTED:
        yield f"was to start on {in_words(start)}, and has not"


def _amber(row: PlanRow, action: ActionStanding, day: dt.date) -> Iterator[str]:
    if action.due and action.first_due and action.due > action.first_due:
        yield put_off(action)
    if action.due and (action.due - day).days <= SOON and row.status.key in NOT_STARTED:
        yield f"due in {many((action.due - day).days, 'day')}, and not started"


def put_off(action: ActionStanding) -> str:
    """By how much an action's day is later than was first agreed, and how often it has moved."""
    first = in_words(action.first_due)
    times = {0: "", 1: ", moved once", 2: ", moved twice"}.get(action.moves, f", moved {action.moves} times")
    if not action.due or not action.first_due:
        return f"was due on {first}, and has no day now{times}"
    return f"due {many((action.due - action.first_due).days, 'day')} later than first agreed, {first}{times}"


def rate_impact(row: PlanRow, measure: ImpactMeasure | None, day: dt.date) -> tuple[ImpactRating, str]:
    """What an action changes for children, and why it is so rated."""
    if row.status.key == DROPPED:
        return "not known", "it will not be done"
    if red := [*against(row, measure, day)]:
        return "red", "; ".join(red)
    if measure is None or measure.now is None or measure.now.value is None or measure.from_before:
        return _without_figure(row, measure)
    return _by_figure(row, measure)


def _by_figure(row: PlanRow, measure: ImpactMeasure) -> tuple[ImpactRating, str]:
    """What a figure shows that nothing speaks against."""
    if measure.met:
        met = f"target met: {measure.shown}, to be {measure.target_shown}"
        unseen = row.impact_status.key == UNSEEN
        return ("amber", f"{met}; and no impact is said to be seen") if unseen else ("green", met)
    if measure.movement == "towards its target":
        return "amber", f"from {measure.baseline_shown} to {measure.shown}{_wanted(measure)}"
    if measure.movement == "not moved":
        return "amber", f"{measure.shown}, as when the plan began{_wanted(measure)}"
    return "not known", f"{measure.shown} now, and no baseline or target to hold it against"


def _without_figure(row: PlanRow, measure: ImpactMeasure | None) -> tuple[ImpactRating, str]:
    """What can be said where no figure shows anything."""
    if row.impact_status.key == UNSEEN and row.status.key == DONE:
        return "amber", "done, and no impact is seen"
    if measure and measure.now and measure.from_before:
        return "not known", f"{measure.shown} is of {in_words(measure.now.as_at)}, before the action's start"
    if row.measure.text and not measure:
        return "not known", f"no measure goes by the name {quoted(row.measure.text)}"
    return "not known", "its measure has no figure" if measure else "no measure"


def _wanted(measure: ImpactMeasure) -> str:
    by = f" by {in_words(measure.target_by)}" if measure.target_by else ""
    return f", to be {measure.target_shown}{by}" if measure.target_shown else ""


def against(row: PlanRow, measure: ImpactMeasure | None, day: dt.date) -> Iterator[str]:
    """What speaks against an impact, by the figures of its measure."""
    claimed = row.impact_status.key in CLAIMED
    if measure is None or measure.now is None or measure.now.value is None:
        if claimed and not row.measure.text and not row.impact.text:
            yield "an impact is said to be seen, and nothing is named that shows it"
        return
    if measure.met is False and measure.target_by and measure.target_by < day:
        yield f"was to be {measure.target_shown} by {in_words(measure.target_by)}, and is {measure.shown}"
    if measure.movement == "away from its target" and not measure.met:
        yield f"has gone the wrong way, from {measure.baseline_shown} to {measure.shown}"
    if not_moved(row, measure):
        before = "is from before the action's start" if measure.from_before else "has not moved towards the target"
        yield f"an impact is said to be seen, and its measure {before}"


def not_moved(row: PlanRow, measure: ImpactMeasure) -> bool:
    """Whether an impact is claimed that the measure does not bear out."""
    stays = measure.from_before or measure.movement in ("not moved", "away from its target")
    return row.impact_status.key in CLAIMED and stays and not measure.met
