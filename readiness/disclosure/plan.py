"""The improvement plan with figures that may be published, and without what its authors are told."""

from __future__ import annotations

from dataclasses import replace

from readiness.disclosure.figures import TELLS
from readiness.improvement.model import Improvement, PlannedAction, PlanTheme
from readiness.indicators.model import Scorecard


def published_plan(improvement: Improvement, scorecard: Scorecard) -> Improvement:
    """The plan, each measure with the figure that the published scorecard has of its indicator.

    Figures of audits go, since grades are published in numbers that would tell them; baselines go, since nobody knows
    of how many they are; so do ratings of impact that rest on either. An impact that is not borne out is not claimed.
    """

    def action(planned: PlannedAction) -> PlannedAction:
        measure = planned.measure
        if measure is None:
            return planned
        now = scorecard.kpi[measure.indicator.name].current if measure.indicator else measure.now
        if now and not measure.indicator:
            now = replace(now, value=None, numerator=None, denominator=None, suppressed=True, why_not=TELLS)
        measure = replace(measure, now=now, baseline=None, indicator=None)
        if now is None or now.value is None:
            measure = replace(measure, travel="not known")
        refuted = planned.claims_impact and planned.impact_rating == "red"
        return replace(
            planned,
            measure=measure,
            impact_rating="not known",
            impact_reason=now.why_not if now else "",
            claims_impact=planned.claims_impact and not refuted,
            impact="" if refuted else planned.impact,
        )

    def theme(planned: PlanTheme) -> PlanTheme:
        objectives = (
            replace(objective, actions=tuple(map(action, objective.actions))) for objective in planned.objectives
        )
        return replace(planned, objectives=tuple(objectives))

    return replace(
        improvement,
        themes=tuple(map(theme, improvement.themes)),
        recommendations=tuple(
            replace(one, actions=tuple(map(action, one.actions))) for one in improvement.recommendations
        ),
        findings=(),
        coming=tuple(one for one in improvement.coming if not one.measured),
    )
