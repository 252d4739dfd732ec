"""Each light of the verdict: green only where all it rests on is there, fresh and contradicted by nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from overviews import DAY, green_verdict, some_overview
from plans import a_planned_action
from scorecards import nothing_yet, the_borough
from self_evaluations import a_statement, approved, bare_evaluation

from readiness.evaluation.model import Evidence, SelfEvaluation, Statement
from readiness.foundation.findings import Finding
from readiness.improvement.model import Improvement, PlanObjective, PlanTheme
from readiness.indicators.model import Scorecard
from readiness.preparedness.model import Standing
from readiness.run.lights import ListFacts, annex_a_light, claims_light, documents_light, figures_light, lights_to_keep
from readiness.run.model import Learned
from readiness.run.verdict import NO_VERDICT, Light

STALE = 14
LISTS = ListFacts(DAY, made=11, ends_before=1)
ERROR = Finding("error", "Statement in row 2", "is wrong", "Correct it")
AMISS = Finding("warning", "Statement in row 2", "is thin", "Add to it")
AGAINST = replace(AMISS, contradicts=True)


def told(light: Light) -> tuple[str, str]:
    return light.state, light.reason


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [
        ({}, "green", "All 11 lists made, no error in them."),
        ({"warnings": 3}, "green", "All 11 lists made, no error in them; 3 warnings."),
        ({"accepted": 2}, "amber", "0 errors; 2 accepted."),
        ({"errors": 3, "accepted": 2}, "red", "3 errors; 2 accepted."),
        ({"made": 0}, "not known", "No list was made: all are empty."),
        ({"made": 0, "ends_before": 99}, "not known", "No list was made: all are empty."),
        ({"not_made": ("List 3",)}, "amber", "Not made, since there was nothing to make it of: List 3."),
        ({"ends_before": 14}, "green", "All 11 lists made, no error in them."),
        ({"ends_before": 15}, "red", "The extract ends 15 days before the inspection day, and 14 are allowed."),
        ({"ends_before": None}, "not known", "No event in the data has a day, so nobody can tell how old they are."),
        ({"lacking": 1, "faults": 2}, "red", "1 column needed by lists without a value that can be right."),
        ({"faults": 2}, "red", "2 errors in what was read."),
    ],
)
def test_annex_a(said: dict[str, object], state: str, reason: str) -> None:
    assert told(annex_a_light(replace(LISTS, **said), STALE)) == (state, reason)  # type: ignore[arg-type]


def test_annex_a_says_on_what_it_rests_and_how_old_that_is() -> None:
    basis = "Rests on 11 lists of case data whose newest event is 1 day before it, as at 20 November 2026."
    assert annex_a_light(LISTS, STALE).basis == basis
    assert annex_a_light(replace(LISTS, made=0), STALE).basis == ""


def scorecard(*ratings: str) -> Scorecard:
    """Indicators of a borough with these ratings and nothing else about them."""
    rated = [indicator for indicator in the_borough().indicators if indicator.rating != "not rated"]
    chosen = (replace(one, rating=rating, nearly_red=False) for one, rating in zip(rated, ratings, strict=False))  # type: ignore[arg-type]
    return replace(the_borough(), indicators=tuple(chosen), contradictions=())


@pytest.mark.parametrize(
    ("known", "said", "state", "reason"),
    [
        (scorecard("green", "green"), {}, "green", "Every rated indicator is green."),
        (scorecard("green", "red"), {}, "red", "1 of 2 rated indicators red."),
        (scorecard("green", "amber"), {}, "amber", "1 of 2 rated indicators amber, 0 nearly red."),
        (scorecard(), {}, "not known", "No indicator is rated."),
        (replace(nothing_yet(), contradictions=()), {}, "not known", "No indicator is rated."),
        (
            scorecard("green"),
            {"ends_before": 28},
            "red",
            "The extract ends 28 days before the inspection day, and 14 are allowed.",
        ),
        (
            replace(scorecard("green"), contradictions=("3.3 is 1 here and 2 there.",)),
            {},
            "red",
            "1 figure differs between two places.",
        ),
    ],
)
def test_figures(known: Scorecard, said: dict[str, object], state: str, reason: str) -> None:
    assert told(figures_light(known, replace(LISTS, **said), STALE)) == (state, reason)  # type: ignore[arg-type]


def test_an_indicator_without_a_figure_is_no_green() -> None:
    green = scorecard("green", "green")
    one, other = green.indicators
    without = replace(other, rating="not rated", current=replace(other.current, value=None))
    light = figures_light(replace(green, indicators=(one, without)), LISTS, STALE)
    assert told(light) == ("amber", "1 of 2 indicators without a figure.")
    assert light.as_at == one.current.as_at


def claiming(*problems: Finding, is_approved: bool = True, **said: object) -> SelfEvaluation:
    evidence = Evidence("audit", "Audit of plans", dt.date(2026, 9, 30))
    claim: Statement = a_statement(2, "Plans are good.", "Leaders", "strength", [evidence], problems=problems)
    blank = replace(bare_evaluation(), statements=(claim,), findings=problems, **said)  # type: ignore[arg-type]
    return approved(blank) if is_approved else blank


@pytest.mark.parametrize(
    ("evaluation", "state", "reason"),
    [
        (claiming(), "green", "Every claim holds, and they are approved as they are."),
        (claiming(is_approved=False), "amber", "Not approved as it is."),
        (claiming(AMISS), "amber", "1 point to mend."),
        (
            claiming(AGAINST, is_approved=False),
            "red",
            "1 of 1 claim does not hold: C1.2. Besides: 1 point to mend; not approved as it is.",
        ),
        (claiming(contradictions=("A differs from B.",)), "red", "1 contradiction."),
        (
            claiming(ERROR),
            "red",
            "It is approved although 1 claim does not hold and 1 error is in it, and should not go out; 1 of 1 claim "
            "does not hold: C1.2. Besides: 1 point to mend.",
        ),
        (bare_evaluation(), "not known", "Nothing is claimed."),
        (approved(bare_evaluation()), "not known", "Nothing is claimed."),
    ],
)
def test_claims(evaluation: SelfEvaluation, state: str, reason: str) -> None:
    assert told(claims_light(evaluation)) == (state, reason)


def test_claims_say_how_old_their_evidence_is() -> None:
    assert claims_light(claiming()).basis == (
        "Rests on 1 claim with evidence since 30 September 2026, as at 20 November 2026."
    )


PLANNED = Improvement(DAY, (PlanTheme("Leaders", "", (), "", "", (PlanObjective("", (a_planned_action("Ask"),)),)),))


@pytest.mark.parametrize(
    ("findings", "state", "reason"),
    [
        ((), "green", "Every claim holds, and they are approved as they are."),
        ((AMISS,), "amber", "1 point to mend."),
        ((AGAINST,), "red", "1 contradiction. Besides: 1 point to mend."),
    ],
)
def test_what_does_not_hold_in_the_plan_counts_among_claims(
    findings: tuple[Finding, ...], state: str, reason: str
) -> None:
    light = claims_light(claiming(), replace(PLANNED, findings=findings))
    assert told(light) == (state, reason)
    assert light.rests_on == "1 claim with evidence since 30 September 2026; 1 action of the improvement plan"
    assert told(claims_light(claiming(), replace(Improvement(DAY), findings=findings)))[0] == "green", "no plan"


def with_states(*states: str) -> Standing:
    standing = replace(some_overview().standing, contradictions=())
    like = replace(standing.expected[0], problems=(), expected=True)
    return replace(standing, documents=tuple(replace(like, state=state) for state in states))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("states", "state", "reason"),
    [
        (("ready", "not applicable"), "green", "1 of 2 documents ready."),
        (("ready", "review due"), "amber", "1 of 2 documents ready, 1 whose review is overdue."),
        (("ready", "in development"), "amber", "1 of 2 documents ready; 1 in development."),
        (("ready", "contradicted"), "red", "1 of 2 documents ready; 1 needs somebody to act."),
        ((), "not known", "No document is asked for."),
    ],
)
def test_documents(states: tuple[str, ...], state: str, reason: str) -> None:
    assert told(documents_light(with_states(*states))) == (state, reason)


def test_documents_tell_the_longest_overdue_review_and_that_the_register_contradicts_itself() -> None:
    stands = with_states("review due", "review due")
    late = tuple(replace(one, days_overdue=days) for one, days in zip(stands.documents, (3, 51), strict=True))
    light = documents_light(replace(stands, documents=late, contradictions=("A is not B.",)))
    assert light.state == "red"
    assert light.reason == (
        "0 of 2 documents ready, 2 whose review is overdue; 1 contradiction in the register. "
        f"Besides: the review of {late[1].title} is overdue by 51 days, the longest of 2 reviews."
    )
    assert told(documents_light(replace(stands, documents=late[1:]))) == (
        "amber",
        f"0 of 1 document ready, 1 whose review is overdue; the review of {late[1].title} is overdue by 51 days.",
    )


def test_what_was_not_learned_is_kept_as_it_was_and_what_was_is_not() -> None:
    before = {light.name: light for light in some_overview().verdict.lights[1:4]}
    assert lights_to_keep(Learned(), STALE, before) == [*before.values()]
    green = green_verdict()
    assert lights_to_keep(Learned(verdict=green), STALE, before) == [*green.lights[1:4]]


def test_ready_means_that_all_five_are_green() -> None:
    green = green_verdict()
    assert (green.answer, green.is_ready, green.because) == ("Ready", True, "All five lights are green.")
    for name in ("documents", "annex_a", "figures", "claims", "people"):
        for state, answer in (("amber", "Nearly ready"), ("not known", "Not yet known"), ("red", "Not ready")):
            verdict = replace(green, **{name: replace(getattr(green, name), state=state)})
            assert (verdict.answer, verdict.is_ready) == (answer, False)
    assert (NO_VERDICT.answer, NO_VERDICT.is_ready) == ("Not yet known", False)
