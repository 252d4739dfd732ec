"""Everything in the improvement plan that does not hold, each with its place first, what is wrong and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from readiness.files.cells import quoted
from readiness.foundation.findings import Finding, Severity
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import closest, listed, many
from readiness.foundation.phrases import day as in_words
from readiness.improvement.answers import RatedRows, amiss_with_answers
from readiness.improvement.measures import KnownMeasures
from readiness.improvement.model import ImpactMeasure, PlannedAction
from readiness.improvement.ratings import CLAIMED, DONE, DROPPED, against, not_moved, put_off
from readiness.preparedness.meetings import lines_of
from readiness.preparedness.model import ActionStanding
from readiness.register.plan_rows import BoardRow, PlanRow, RiskRow, ThemeRow
from readiness.register.row_cells import TextCell
from readiness.register.rows import RegisterRows


def amiss_in_plan(
    rows: RegisterRows, rated: RatedRows, standing: Sequence[ActionStanding], known: KnownMeasures, late_days: int
) -> tuple[Finding, ...]:
    """What does not hold, worst first; nothing where nothing is planned.

    ``standing`` are the actions of the plan row by row. One overdue by more than ``late_days`` is an error.
    """
    found = [*_risks(rows.risks, known.day)]
    if rows.themes or rows.plan:
        found += amiss_with_answers(rows.recommendations, rated)
        found += _themes(rows.themes, rows.plan, rows.boards)
        found += _strangers([row.theme for row in rows.plan], [row.theme.text for row in rows.themes], "Themes")
        for (row, action), now in zip(rated, standing, strict=True):
            if row.status.key != DROPPED:
                of_row = [*(_action(row, action, now, late_days) if row.action.text else _no_action(row))]
                of_row += _measure(row, action.measure, known)
                found += (replace(finding, subject=_called(row)) for finding in of_row)
    return tuple(sorted(found, key=lambda finding: finding.severity))


def _called(row: PlanRow) -> str:
    """What a row is called by those who do the work."""
    words = " ".join(filter(None, [row.ref.text, row.action.text or row.objective.text]))
    return f"{quoted(words)} of the plan" if words else ""


def _themes(themes: Sequence[ThemeRow], plan: Sequence[PlanRow], boards: Sequence[BoardRow]) -> Iterator[Finding]:
    served = {alike(row.theme.text) for row in plan if row.objective.text}
    for row in themes:
        if not [*lines_of(row.difference.text)]:
            wrong = f"nothing is said of what difference {quoted(row.theme.text)} will make to children"
            yield Finding("warning", row.difference.place, wrong, "Say what will be different for them")
        if alike(row.theme.text) not in served:
            wrong = f"{quoted(row.theme.text)} has no objective on the sheet Plan"
            yield Finding("warning", row.theme.place, wrong, "Add a row with one, or leave the theme out")
    yield from _strangers([row.board for row in themes], [row.board.text for row in boards], "Boards")


def _strangers(cells: Sequence[TextCell], names: Sequence[str], sheet: str) -> Iterator[Finding]:
    """What cells name and a sheet does not have, each once; a cell that may not be blank is told by itself."""
    known = {alike(name): name for name in names}
    unknown: dict[str, list[TextCell]] = {}
    for cell in cells:
        if cell.text and alike(cell.text) not in known:
            unknown.setdefault(alike(cell.text), []).append(cell)
    for name, its_cells in unknown.items():
        elsewhere = f" (here and in {many(len(its_cells) - 1, 'other cell')})" if len(its_cells) > 1 else ""
        close = known.get(closest(name, known))
        do = f"Did you mean {quoted(close)}?" if close else f"Add it to {sheet}, or correct it"
        wrong = f"{quoted(its_cells[0].text)} is not on the sheet {sheet}{elsewhere}"
        yield Finding("warning", its_cells[0].place, wrong, do)


def _no_action(row: PlanRow) -> Iterator[Finding]:
    """A row that says what is wanted, and not what is done."""
    what = f"the objective {quoted(row.objective.text)}" if row.objective.text else "the row"
    yield Finding("warning", row.action.place, f"{what} has no action", "Say what is to be done, by whom and when")


def _action(row: PlanRow, action: PlannedAction, now: ActionStanding, late_days: int) -> Iterator[Finding]:
    if not row.theme.text:
        yield Finding("warning", row.theme.place, "the action has no theme", "Name one of the sheet Themes")
    if not row.objective.text:
        yield Finding("warning", row.objective.place, "the action has no objective", "Say what is to be true one day")
    if row.status.key == DONE and not row.evidence.text:
        wrong = "the action is said to be done, and no evidence is named"
        yield Finding("error", row.evidence.place, wrong, "Name what shows it, or change the status", contradicts=True)
    elif action.rating == "red":
        severity: Severity = "error" if (action.overdue or 0) > late_days else "warning"
        place = row.due.place if action.overdue is not None else row.action.place
        yield Finding(severity, place, f"the action is red: {action.reason}", "Do it, or agree what becomes of it")
    if action.open and action.first_due and (action.due is None or action.due > action.first_due):
        wrong = f"the action {'is ' if action.due else ''}{put_off(now)}"
        yield Finding("warning", row.due.place, wrong, "Say what will make this day hold")
    yield from _days(row, now)
    if row.impact_status.key in CLAIMED and not row.impact.text:
        wrong = "an impact is said to be seen, and not which"
        yield Finding("warning", row.impact.place, wrong, "Say what has changed for children")


def _days(row: PlanRow, now: ActionStanding) -> Iterator[Finding]:
    """Days that cannot be right: an original one that is another than at a meeting before, an end before the start."""
    original = row.original_due
    if now.first_due and original.day and original.day != now.first_due:
        wrong = f"{in_words(original.day)} was {in_words(now.first_due)} at a meeting before, and it stays"
        do = f"Put {in_words(now.first_due)} back; the present day stands under {row.due.heading}"
        yield Finding("error", original.place, wrong, do, contradicts=True)
    if row.due.day and row.start.day and row.due.day < row.start.day:
        wrong = f"{in_words(row.due.day)} is before {row.start.heading}, {in_words(row.start.day)}"
        yield Finding("error", row.due.place, wrong, "Correct one of the two days", contradicts=True)


def _measure(row: PlanRow, measure: ImpactMeasure | None, known: KnownMeasures) -> Iterator[Finding]:
    claimed = row.impact_status.key in CLAIMED
    if measure is None and row.measure.text:
        close = closest(row.measure.text, known.names)
        do = f"Did you mean {quoted(close)}?" if close else "Write an indicator's number or title, or an audit's theme"
        wrong = f"{quoted(row.measure.text)} is no indicator and no theme of an audit"
        yield Finding("error", row.measure.place, wrong, do)
    elif measure is None and claimed:
        wrong = "an impact is said to be seen, and no measure shows it"
        yield Finding("warning", row.impact_status.place, wrong, "Name a measure, with its baseline and its target")
    if measure is None:
        return
    lacking = [cell.heading for cell in (row.baseline, row.target, row.target_by) if not cell.text]
    if lacking:
        wrong = f"{measure.title} has no {listed(lacking, 'or')}, so that nobody can tell whether it gets there"
        yield Finding("warning", row.measure.place, wrong, "Fill in all three")
    yield from _wrong_way(row, measure)
    if not_moved(row, measure):
        wrong = f"an impact is said to be seen, and {measure.title} {_went(measure)}"
        do = "Correct the claim, or say what else shows it"
        yield Finding("error", row.impact_status.place, wrong, do, contradicts=True)
    elif red := [*against(row, measure, known.day)]:
        wrong = f"the impact is red: {measure.title} {'; '.join(red)}"
        yield Finding("warning", row.target.place, wrong, "Say what will be done otherwise")


def _went(measure: ImpactMeasure) -> str:
    if measure.now and measure.from_before:
        return f"was last measured on {in_words(measure.now.as_at)}, before the action's start"
    if measure.movement == "not moved":
        return f"is {measure.shown}, as when the plan began"
    return f"went the wrong way, from {measure.baseline_shown} to {measure.shown}"


def _wrong_way(row: PlanRow, measure: ImpactMeasure) -> Iterator[Finding]:
    """A target that is worse than the baseline."""
    indicator, baseline, target = measure.indicator, measure.baseline, measure.target
    if baseline is None or target is None or (indicator and indicator.direction == "neither"):
        return
    if (target - baseline) * (1 if measure.better == "higher" else -1) < 0:
        worse = f"{measure.target_shown} is worse than {measure.baseline_shown}, the baseline"
        wrong = f"{worse}: {measure.better} is better"
        yield Finding("error", row.target.place, wrong, "Correct one of the two", contradicts=True)


def _risks(rows: Sequence[RiskRow], day: dt.date) -> Iterator[Finding]:
    for row in rows:
        review = row.review_by.day
        if review and review < day:
            late = many((day - review).days, "day")
            wrong = f"the risk was to be looked at again by {in_words(review)}, {late} ago"
            yield Finding("warning", row.review_by.place, wrong, "Look at it again, and set a new day")
        elif not review:
            wrong = "the risk has no day by which it is looked at again"
            yield Finding("warning", row.review_by.place, wrong, "Set one")
