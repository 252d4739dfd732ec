"""What a row of each sheet of the register holds: a class a sheet, a field a column. Reading them is left to rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from readiness.register.row_cells import AreasCell, ChoiceCell, DayCell, NumberCell, TextCell

DocumentStatus = Literal["ready", "in_development", "not_started", "not_applicable"]
StatementKind = Literal["strength", "development", "neutral"]
ClaimedDirection = Literal[
    "improving",
    "worsening",
    "steady",
    "rising",
    "falling",
    "on_target",
    "below_target",
    "most",
    "nearly_all",
    "all",
    "in_time",
    "lower_than_england",
    "higher_than_england",
    "lower_than_region",
    "higher_than_region",
    "lower_than_neighbours",
    "higher_than_neighbours",
]
EnteredPeriod = Literal["snapshot", "month", "year_to_date", "rolling_year"]


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet. ``number`` is the row as the spreadsheet shows it, ``place`` what people are told of it."""

    number: int
    place: str


@dataclass(frozen=True)
class DocumentRow(SheetRow):
    document: TextCell
    owner: TextCell
    deputy: TextCell
    version: TextCell
    approved_by: TextCell
    approved_on: DayCell
    review_by: DayCell
    status: ChoiceCell[DocumentStatus]
    plan: TextCell
    due: DayCell
    file: TextCell
    areas: AreasCell
    notes: TextCell


@dataclass(frozen=True)
class ActionRow(SheetRow):
    action: TextCell
    owner: TextCell
    raised: DayCell
    due: DayCell
    status: ChoiceCell[str]
    notes: TextCell


@dataclass(frozen=True)
class RecommendationRow(SheetRow):
    ref: TextCell
    recommendation: TextCell
    source: TextCell
    area: AreasCell
    themes: TextCell
    owner: TextCell
    action_status: ChoiceCell[str]
    impact_status: ChoiceCell[str]
    evidence: TextCell
    next_milestone: TextCell
    due: DayCell


@dataclass(frozen=True)
class EventRow(SheetRow):
    kind: ChoiceCell[str]
    day: DayCell
    until: DayCell
    team: TextCell
    scope: TextCell
    outcome: TextCell
    strengths: TextCell
    to_develop: TextCell
    recommendations: NumberCell
    notes: TextCell


@dataclass(frozen=True)
class PersonRow(SheetRow):
    role: TextCell
    name: TextCell
    deputy: TextCell
    leave_from: DayCell
    leave_to: DayCell


@dataclass(frozen=True)
class MeetingRow(SheetRow):
    day: DayCell
    decisions_to_take: TextCell
    decided: TextCell
    done: TextCell


@dataclass(frozen=True)
class AuditRow(SheetRow):
    """A round of audits. ``others`` are the columns of numbers that are no field, by every heading, plainly.

    Among them are the grades, which each edition of the framework names for itself.
    """

    round: TextCell
    theme: TextCell
    team: TextCell
    area: AreasCell
    day: DayCell
    planned: NumberCell
    done: NumberCell
    auditors: TextCell
    changed_by_moderation: NumberCell
    outside_by: TextCell
    outside_cases: NumberCell
    agreed: NumberCell
    better_at_re_audit: NumberCell
    learning: TextCell
    themes: TextCell
    owner: TextCell
    others: Mapping[str, NumberCell]


@dataclass(frozen=True)
class ReAuditRow(SheetRow):
    round: TextCell
    day: DayCell
    cases: NumberCell
    better: NumberCell
    same: NumberCell
    worse: NumberCell
    learning: TextCell


@dataclass(frozen=True)
class AuditActionRow(SheetRow):
    round: TextCell
    action: TextCell
    owner: TextCell
    due: DayCell
    done: DayCell
    notes: TextCell


@dataclass(frozen=True)
class IndicatorRow(SheetRow):
    """A row about one indicator, which it names in one cell."""

    indicator: TextCell


@dataclass(frozen=True)
class TargetRow(IndicatorRow):
    owner: TextCell
    minimum: NumberCell
    upper: NumberCell
    agreed_on: DayCell
    reviewed_by: TextCell
    next_review: DayCell


@dataclass(frozen=True)
class InputRow(IndicatorRow):
    as_at: DayCell
    period: ChoiceCell[EnteredPeriod]
    numerator: NumberCell
    denominator: NumberCell
    value: NumberCell


@dataclass(frozen=True)
class CommentaryRow(IndicatorRow):
    day: DayCell
    cause: TextCell
    action: TextCell
    owner: TextCell
    due: DayCell


@dataclass(frozen=True)
class ComparatorRow(IndicatorRow):
    group: ChoiceCell[str]
    period: TextCell
    value: TextCell
    model: TextCell
    available: NumberCell
    source: TextCell
    notes: TextCell


@dataclass(frozen=True)
class StatementRow(SheetRow):
    claim: TextCell
    ref: TextCell
    area: AreasCell
    kind: ChoiceCell[StatementKind]
    indicators: TextCell
    indicators_as_at: DayCell
    says: ChoiceCell[ClaimedDirection]
    audit: TextCell
    audited: NumberCell
    feedback: TextCell
    feedback_on: DayCell
    external_review: TextCell
    external_review_on: DayCell
    document: TextCell
    recommendations: TextCell
    themes: TextCell
    impact: TextCell
    next_step: TextCell
    owner: TextCell
    due: DayCell
    confidence: ChoiceCell[str]


@dataclass(frozen=True)
class AcceptedFindingRow(SheetRow):
    """Names a child by need: no document without children may print ``child``."""

    rule: TextCell
    child: TextCell
    reason: TextCell
    accepted_by: TextCell
    accepted_on: DayCell
    until: DayCell
