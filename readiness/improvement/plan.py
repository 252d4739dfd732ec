"""Puts the plan together from the register's rows: theme by theme, each action rated and held against its measure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from readiness.foundation.normalise import alike
from readiness.improvement.answers import RatedRows, answered, marks_in
from readiness.improvement.findings import amiss_in_plan
from readiness.improvement.measures import KnownMeasures
from readiness.improvement.model import (
    SOON,
    Improvement,
    PlanBoard,
    PlanComing,
    PlannedAction,
    PlanObjective,
    PlanPriority,
    PlanRisk,
    PlanTheme,
)
from readiness.improvement.ratings import CLAIMED, rate_action, rate_impact
from readiness.indicators.model import Scorecard
from readiness.preparedness.meetings import lines_of
from readiness.preparedness.model import ActionStanding, Standing
from readiness.register.plan_rows import PlanRow, RiskLevel, RiskRow, ThemeRow
from readiness.register.rows import RegisterRows
from readiness.specification.base import Words

HOW_MUCH: dict[RiskLevel | str, int] = {"very_high": 5, "high": 4, "medium": 3, "low": 2, "very_low": 1, "": 0}


def improvement_of(
    rows: RegisterRows, standing: Standing, scorecard: Scorecard, grades: Words, late_days: int
) -> Improvement:
    """The plan as at the day of the standing. ``grades`` are those of the framework, the best first.

    An action that is overdue by more than ``late_days`` is an error.
    """
    day = standing.as_at
    known = KnownMeasures(day, scorecard.kpi, rows.audits, grades)
    rated = [(row, _action(row, now, known)) for row, now in zip(rows.plan, standing.plan, strict=True)]
    themes = tuple(_themes(rows.themes, rated))
    risks = tuple(_risks(rows.risks, day))
    return Improvement(
        as_at=day,
        themes=themes,
        recommendations=answered(rows.recommendations, rated),
        boards=tuple(
            PlanBoard(row.board.text, row.chair.text, row.how_often.text, row.reports_to.text) for row in rows.boards
        ),
        priorities=tuple(PlanPriority(row.priority.text, row.why.text, row.lead.text) for row in rows.priorities),
        risks=risks,
        texts={row.part.key: tuple(filter(None, map(str.strip, row.text.text.splitlines()))) for row in rows.texts},
        findings=amiss_in_plan(rows, rated, standing.plan, known, late_days),
        coming=tuple(sorted(_coming(themes, risks, day), key=lambda one: one.day)),
    )


def _action(row: PlanRow, now: ActionStanding, known: KnownMeasures) -> PlannedAction:
    measure = known.of(row)
    rating, reason = rate_action(row, now, known.day)
    impact_rating, impact_reason = rate_impact(row, measure, known.day)
    return PlannedAction(
        ref=row.ref.text,
        theme=row.theme.text,
        objective=row.objective.text,
        action=row.action.text,
        answers=marks_in(row.answers.text),
        lead=row.lead.text,
        start=row.start.day,
        first_due=now.first_due,
        due=row.due.day,
        status=now.status,
        evidence=row.evidence.text,
        overdue=now.overdue,
        moves=now.moves,
        rating=rating,
        reason=reason,
        measure=measure,
        impact_status=row.impact_status.shown,
        impact=row.impact.text,
        impact_rating=impact_rating,
        impact_reason=impact_reason,
        next_milestone=row.next_milestone.text,
        claims_impact=row.impact_status.key in CLAIMED,
    )


def _themes(rows: Sequence[ThemeRow], rated: RatedRows) -> Iterator[PlanTheme]:
    """The themes in their order; after them what the plan names as one and is none, so that no action is lost."""
    names = [alike(row.theme.text) for row in rows]
    for name, row in zip(names, rows, strict=True):
        yield PlanTheme(
            title=row.theme.text,
            why=row.why.text,
            difference=tuple(lines_of(row.difference.text)),
            lead=row.lead.text,
            board=row.board.text,
            objectives=_objectives([pair for pair in rated if alike(pair[0].theme.text) == name]),
        )
    strange = {alike(row.theme.text): row.theme.text for row, _ in rated if alike(row.theme.text) not in names}
    for name, title in strange.items():
        its_rows = [pair for pair in rated if alike(pair[0].theme.text) == name]
        yield PlanTheme(title, "", (), "", "", _objectives(its_rows), stands=False)


def _objectives(rated: RatedRows) -> tuple[PlanObjective, ...]:
    titles = {alike(row.objective.text): row.objective.text for row, _ in reversed(rated)}
    order = dict.fromkeys(alike(row.objective.text) for row, _ in rated)
    return tuple(
        PlanObjective(
            titles[name],
            tuple(action for row, action in rated if alike(row.objective.text) == name and action.action),
        )
        for name in order
        if titles[name] or any(action.action for row, action in rated if alike(row.objective.text) == name)
    )


def _risks(rows: Sequence[RiskRow], day: dt.date) -> Iterator[PlanRisk]:
    """The risks, the gravest first."""
    for row in sorted(rows, key=lambda row: -HOW_MUCH[row.likelihood.key] * HOW_MUCH[row.impact.key]):
        review = row.review_by.day
        yield PlanRisk(
            risk=row.risk.text,
            area=row.area.shown,
            likelihood=row.likelihood.shown,
            impact=row.impact.shown,
            done=row.done.text,
            owner=row.owner.text,
            review_by=review,
            overdue=(day - review).days if review and review < day else None,
        )


def _coming(themes: Sequence[PlanTheme], risks: Sequence[PlanRisk], day: dt.date) -> Iterator[PlanComing]:
    """What starts, is due, is to be met or looked at again in the next days."""
    last = day + dt.timedelta(days=SOON)
    for action in (action for theme in themes for action in theme.actions if action.rating != "dropped"):
        called = f"{action.ref} {action.action}".strip()
        if action.open and action.start and day <= action.start <= last and action.start != action.due:
            yield PlanComing(action.start, f"Starts: {called}", action.lead)
        if action.open and action.due and day <= action.due <= last:
            yield PlanComing(action.due, f"Due: {called}", action.lead)
        measure = action.measure
        if measure and measure.target_by and not measure.met and day <= measure.target_by <= last:
            what = f"Target: {measure.title} to be {measure.target_shown or 'met'}, {measure.shown} now"
            yield PlanComing(measure.target_by, what, action.lead, measured=True)
    for risk in risks:
        if risk.review_by and day <= risk.review_by <= last:
            yield PlanComing(risk.review_by, f"Risk looked at again: {risk.risk}", risk.owner)
