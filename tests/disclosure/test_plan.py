"""A plan that may be published: measures with the figures that may be printed, and nothing that tells another."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from plans import a_planned_action
from publishable import LIMITS, a_figure, a_scorecard, an_indicator, an_overview

from readiness.disclosure.publishable import for_publication
from readiness.foundation.findings import Finding
from readiness.improvement.model import (
    AnsweredRecommendation,
    ImpactMeasure,
    Improvement,
    PlanComing,
    PlannedAction,
    PlanObjective,
    PlanTheme,
)
from readiness.indicators.model import Figure, Indicator

DAY = dt.date(2023, 3, 31)


def published(now: Figure, indicator: Indicator | None = None, **said: Any) -> Improvement:
    """What is published of a plan of one action with that measure."""
    measure = ImpactMeasure("Visits", Fraction(60), Fraction(90), DAY, "higher", now, "improving", indicator)
    rated = {"impact_rating": "amber", "impact_reason": "from 60.0% to 75.0%"} | said
    action = a_planned_action("Visit", measure=measure, **rated)
    plan = Improvement(
        as_at=DAY,
        themes=(PlanTheme("Visits", "", (), "", "", (PlanObjective("Seen", (action,)),)),),
        recommendations=(AnsweredRecommendation("R1", "Visit", "", (action,), ended=False),),
        findings=(Finding("error", "Plan", "says 3, and it is 4", ""),),
        coming=(PlanComing(DAY, "Target: Visits, 75.0% now", "", measured=True), PlanComing(DAY, "Due: Visit", "")),
    )
    scorecard = a_scorecard(*([indicator] if indicator else []))
    return for_publication(an_overview(scorecard, improvement=plan), LIMITS).overview.improvement


def only(plan: Improvement) -> PlannedAction:
    (action,) = plan.actions
    assert plan.recommendations[0].actions == (action,)
    return action


def test_a_small_figure_goes_with_all_that_rests_on_it_and_so_does_one_of_audits() -> None:
    indicator = an_indicator(a_figure(3, 4))
    small, audits = only(published(indicator.current, indicator)), only(published(a_figure(75, 100)))
    for action in (small, audits):
        assert action.measure
        assert (action.measure.shown, action.measure.baseline_shown, action.measure.travel) == (
            "suppressed",
            "",
            "not known",
        )
        assert (action.measure.movement, action.measure.met, action.impact_rating) == ("not known", None, "not known")
    assert small.impact_reason == "it is too small to print"
    assert audits.impact_reason == "it would tell another number that is too small to print"


def test_a_figure_that_may_be_printed_stays_and_what_rests_on_the_baseline_goes() -> None:
    indicator = an_indicator(a_figure(75, 100))
    action = only(published(indicator.current, indicator))
    assert action.measure
    assert (action.measure.shown, action.measure.target_shown, action.measure.baseline_shown) == ("75%", "90%", "")
    assert (action.impact_rating, action.impact_reason) == ("not known", "")


def test_an_impact_that_is_not_borne_out_is_not_published_as_one() -> None:
    indicator = an_indicator(a_figure(75, 100))
    claimed = {"claims_impact": True, "impact": "Children are seen"}
    assert published(indicator.current, indicator, **claimed, impact_rating="amber").changed_for_children
    plan = published(indicator.current, indicator, **claimed, impact_rating="red")
    assert (plan.changed_for_children, only(plan).impact) == ((), "")


def test_findings_and_what_comes_with_figures_are_for_the_team() -> None:
    plan = published(a_figure(75, 100))
    assert (plan.findings, plan.contradictions) == ((), ())
    assert [one.what for one in plan.coming] == ["Due: Visit"]
