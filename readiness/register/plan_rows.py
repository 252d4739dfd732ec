"""What a row of each sheet on improvement holds: themes, the plan, boards, priorities, risks, authors' words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from readiness.register.row_cells import AreasCell, ChoiceCell, DayCell, NumberCell, TextCell
from readiness.register.sheet_rows import SheetRow

PrintedPart = Literal[
    "foreword",
    "why_the_plan",
    "practice_framework",
    "inspection_preparation",
    "internal_findings",
    "asked_of_staff",
    "asked_of_members",
]
PlanStatus = Literal["open", "in_progress", "done", "dropped"]
ImpactStatus = Literal["too_early", "not_seen", "partly_seen", "seen"]
RiskLevel = Literal["very_high", "high", "medium", "low", "very_low"]


@dataclass(frozen=True)
class ThemeRow(SheetRow):
    theme: TextCell
    why: TextCell
    difference: TextCell
    lead: TextCell
    board: TextCell


@dataclass(frozen=True)
class PlanRow(SheetRow):
    ref: TextCell
    theme: TextCell
    objective: TextCell
    action: TextCell
    answers: TextCell
    lead: TextCell
    start: DayCell
    original_due: DayCell
    due: DayCell
    status: ChoiceCell[PlanStatus]
    evidence: TextCell
    measure: TextCell
    baseline: NumberCell
    target: NumberCell
    target_by: DayCell
    impact_status: ChoiceCell[ImpactStatus]
    impact: TextCell
    next_milestone: TextCell


@dataclass(frozen=True)
class BoardRow(SheetRow):
    board: TextCell
    chair: TextCell
    how_often: TextCell
    reports_to: TextCell


@dataclass(frozen=True)
class PriorityRow(SheetRow):
    priority: TextCell
    why: TextCell
    lead: TextCell


@dataclass(frozen=True)
class RiskRow(SheetRow):
    risk: TextCell
    area: AreasCell
    likelihood: ChoiceCell[RiskLevel]
    impact: ChoiceCell[RiskLevel]
    done: TextCell
    owner: TextCell
    review_by: DayCell


@dataclass(frozen=True)
class TextRow(SheetRow):
    """Words of authors, and the ``part`` of a document in which they stand."""

    part: ChoiceCell[PrintedPart]
    text: TextCell
