"""Improvement plans for tests: one with something of everything, and registers from which a plan is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from overviews import DAY, FORMULA, HOSTILE, LONG, MARKUP, some_overview
from registers import SHEETS

from readiness.foundation.findings import Finding
from readiness.improvement.model import (
    AnsweredRecommendation,
    ImpactMeasure,
    Improvement,
    PlanBoard,
    PlanComing,
    PlannedAction,
    PlanObjective,
    PlanPriority,
    PlanRisk,
    PlanTheme,
)
from readiness.improvement.plan import improvement_of
from readiness.indicators.model import Scorecard
from readiness.preparedness.memory import Snapshot, remembering
from readiness.preparedness.model import Standing
from readiness.preparedness.summarise import plan_standing
from readiness.register.new import new_register
from readiness.register.rows import RegisterRows, read_rows

GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
LATE_DAYS = 14
Rows = Sequence[dict[str, object]]


def a_planned_action(action: str, **fields: Any) -> PlannedAction:
    """An action that is in time and has no measure; anything else as given."""
    blank = PlannedAction(
        ref="1.1",
        theme="Leaders",
        objective="Leaders see practice",
        action=action,
        answers=("R1",),
        lead="Ada Archer",
        start=dt.date(2026, 5, 1),
        first_due=dt.date(2026, 12, 11),
        due=dt.date(2026, 12, 11),
        status="In progress",
        evidence="",
        overdue=None,
        moves=0,
        rating="green",
        reason="due on 11 December 2026, and not put off",
        measure=None,
        impact_status="Too early to tell",
        impact="",
        impact_rating="not known",
        impact_reason="no measure",
        next_milestone="Second round",
        claims_impact=False,
    )
    return replace(blank, **fields)


def some_improvement(scorecard: Scorecard) -> Improvement:
    """Every rating of both kinds, every blank, long texts, and texts that would like to be fields or markup."""
    first, second, *_ = scorecard.indicators
    met = ImpactMeasure(first.title, Fraction(80), Fraction(85), DAY, "higher", first.current, "improving", first)
    worse = replace(met, title=HOSTILE, baseline=Fraction(99), target=Fraction(100_000), now=second.current)
    unknown = ImpactMeasure("Audits of visits, cases good or better", None, None, None, "higher", None)
    done = a_planned_action("Ask why", rating="done", reason="shown by: minutes of May", evidence="Minutes of May")
    claimed = {"claims_impact": True, "impact_status": "Impact seen", "impact": "Children wait less"}
    actions = (
        replace(done, **claimed, measure=met, impact_rating="green", impact_reason="target met"),
        a_planned_action(
            HOSTILE, ref="", lead=FORMULA, rating="red", reason=MARKUP, overdue=21, due=dt.date(2026, 10, 30)
        ),
        a_planned_action(
            LONG, rating="amber", reason=LONG, moves=2, due=dt.date(2027, 1, 29), measure=worse, **claimed
        ),
    )
    actions = (*actions[:2], replace(actions[2], impact_rating="red", impact_reason="gone the wrong way"))
    dropped = a_planned_action("Buy a tool", rating="dropped", reason="it will not be done", due=None, first_due=None)
    amber = a_planned_action(
        "Look again", measure=unknown, impact_rating="amber", impact_reason="done, and no impact is seen"
    )
    leaders = PlanTheme(
        "Leaders",
        "They saw too little",
        ("Children wait less", MARKUP),
        "Ada Archer",
        "Improvement board",
        (
            PlanObjective("Leaders see practice", actions),
            PlanObjective(HOSTILE, ()),
            PlanObjective("", (amber, dropped)),
        ),
    )
    bare = PlanTheme("Nothing yet", "", (), "", "", ())
    stray = PlanTheme(
        "", "", (), "", "", (PlanObjective("", (a_planned_action("Stray", lead="", due=None),)),), stands=False
    )
    answered = AnsweredRecommendation("R1", HOSTILE, "Inspection of October 2024", actions[:1], ended=False)
    return Improvement(
        as_at=DAY,
        themes=(leaders, bare, stray),
        recommendations=(
            answered,
            replace(answered, ref="", recommendation="Plans that children can read", source="", actions=()),
            replace(answered, ref="R3", recommendation="Old", actions=(), ended=True),
        ),
        boards=(PlanBoard("Improvement board", "Dora Dean", "every month", "Cabinet"), PlanBoard(HOSTILE, "", "", "")),
        priorities=(PlanPriority("See children", "It comes first", "Ada Archer"), PlanPriority(MARKUP, "", "")),
        risks=(
            PlanRisk(
                "Nobody comes", "All areas", "High", "Very high", "We ask", "Dora Dean", dt.date(2026, 10, 30), 21
            ),
            PlanRisk(HOSTILE, "", "", "", "", "", None, None),
        ),
        texts={"foreword": ("We say what we do.", HOSTILE), "why_the_plan": ("Because figures ask for it.",)},
        findings=(Finding("error", "Plan, row 2", "is wrong", "Correct it", contradicts=True),),
        coming=(PlanComing(dt.date(2026, 12, 11), "Due: 1.1 Look again", "Ada Archer"), PlanComing(DAY, HOSTILE, "")),
    )


def rows_of(folder: Path, rows: dict[str, Rows]) -> RegisterRows:
    """The rows of a register in which these were written."""
    file = folder / "register.xlsx"
    file.write_bytes(new_register(SHEETS, rows))
    return read_rows(file, SHEETS)


def standing_with(rows: RegisterRows, snapshots: Sequence[Snapshot] = (), meetings: Sequence[dt.date] = ()) -> Standing:
    """How the plan of a register stands on the day, and nothing else."""
    blank = replace(some_overview().standing, actions=(), documents=(), findings=(), meetings=tuple(meetings))
    return remembering(replace(blank, plan=tuple(plan_standing(rows.plan, DAY))), snapshots)


def improvement_from(
    rows: RegisterRows, scorecard: Scorecard, snapshots: Sequence[Snapshot] = (), meetings: Sequence[dt.date] = ()
) -> Improvement:
    """The plan of a register on the day."""
    return improvement_of(rows, standing_with(rows, snapshots, meetings), scorecard, GRADES, LATE_DAYS)
