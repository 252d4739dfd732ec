"""The order of a run: what is learned first, and what rests on it. The only place that knows it."""

from __future__ import annotations

from dataclasses import replace

from readiness.checks.accept import Acceptances
from readiness.foundation.database import Store
from readiness.run.acceptance_stage import acceptances
from readiness.run.context import RunContext
from readiness.run.data_stage import check_lists, count_indicators, get_lists, only_wanted, pack_of
from readiness.run.enquiry_stage import propose_lines
from readiness.run.lights import Claimed, judge
from readiness.run.model import Learned
from readiness.run.register_stage import (
    evaluate_claims,
    judged_by,
    plan_improvement,
    register_rows,
    score_indicators,
    stand,
    telling,
    telling_the_plan,
    unseen_signs,
)
from readiness.run.surgery_stage import hold_surgery, with_surgery
from readiness.run.week_stage import hold_week, identifiers_of, without_children


def _accepting(run: RunContext) -> Acceptances:
    """What the register accepts, with what is told of signs in it that nobody sees."""
    accepting = acceptances(run)
    return replace(accepting, findings=(*accepting.findings, *unseen_signs(run)))


def learn(run: RunContext) -> Learned:
    """Everything that the documents of a run need, stage by stage. Raises ReadinessError."""
    needs = run.needs
    pack = standing = scorecard = evaluation = improvement = week = verdict = None
    identifiers: tuple[str, ...] = ()
    digest = ""

    if "lists" in needs:
        with Store(run.store, so_far=run.so_far) as store:
            listed = get_lists(run, store)
            checked = check_lists(run, store, listed)
            listed, checked = only_wanted(run, listed, checked)
            counted = count_indicators(run, store, listed) if needs & {"indicators", "counted"} else None
            surgery = hold_surgery(run, store, listed, checked) if "surgery" in needs else None
            if needs & {"standing", "week"}:
                identifiers = identifiers_of(run, store, listed)
        pack = with_surgery(pack_of(run, listed, checked, counted, _accepting(run)), surgery)

    if needs & {"standing", "indicators", "evaluation", "improvement"}:
        run.progress("Taking stock")
        register, held = without_children(register_rows(run), identifiers)
        standing = telling(stand(run, register, pack), held) if "standing" in needs else None
        scorecard = score_indicators(run, register, pack) if "indicators" in needs and pack else None
        if "evaluation" in needs and standing and scorecard:
            evaluation = evaluate_claims(run, register, standing, scorecard)
        if "improvement" in needs and standing and scorecard:
            improvement = plan_improvement(run, register, standing, scorecard)
        if pack and standing and scorecard and evaluation and improvement:
            verdict = judge(run, standing, pack, scorecard, Claimed(evaluation, improvement))
            digest = judged_by(register)
        if "week" in needs and standing:
            known = Learned(pack, standing, scorecard, evaluation, improvement)
            week = hold_week(run, register, standing, propose_lines(run, known).chosen, held)
        if standing and improvement:
            standing = telling_the_plan(standing, improvement)  # which the light of claims has counted

    return Learned(pack, standing, scorecard, evaluation, improvement, week, verdict, digest, identifiers)
