"""What a row of each sheet of the inspection week holds, from what is prepared before the call to the draft report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from readiness.register.row_cells import AreasCell, ChoiceCell, DayCell, TextCell, TimeCell
from readiness.register.sheet_rows import SheetRow
from readiness.specification.enquiry import EnquiryRisk

Stage = Literal["logged", "assigned", "found", "reviewed", "cleared", "released", "withdrawn"]
LineStatus = Literal["open", "asked", "answered", "set_aside"]
YesOrNo = Literal["yes", "no"]
NoteKind = Literal["seen", "strength", "worry", "to_find", "correction"]
AccuracyOutcome = Literal["waiting", "accepted", "partly", "not_accepted"]


@dataclass(frozen=True)
class RequestRow(SheetRow):
    ref: TextCell
    received: DayCell
    received_at: TimeCell
    asked_by: TextCell
    way: TextCell
    line: TextCell
    request: TextCell
    area: AreasCell
    owner: TextCell
    due: DayCell
    due_at: TimeCell
    stage: ChoiceCell[Stage]
    reviewer: TextCell
    releaser: TextCell
    file: TextCell
    version: TextCell
    sent: DayCell
    sent_at: TimeCell
    asks_again: TextCell
    notes: TextCell


@dataclass(frozen=True)
class LineOfEnquiryRow(SheetRow):
    """``proposed_from`` names the signal it was proposed from, so that none is proposed twice."""

    ref: TextCell
    line: TextCell
    area: AreasCell
    why: TextCell
    position: TextCell
    evidence: TextCell
    figures: TextCell
    risk: ChoiceCell[EnquiryRisk]
    owner: TextCell
    status: ChoiceCell[LineStatus]
    updated: DayCell
    proposed_from: TextCell


@dataclass(frozen=True)
class InterviewRow(SheetRow):
    day: DayCell
    starts: TimeCell
    ends: TimeCell
    inspector: TextCell
    who: TextCell
    topic: TextCell
    line: TextCell
    room: TextCell
    briefing: TextCell
    note_taker: TextCell
    confirmed: ChoiceCell[YesOrNo]
    feedback: TextCell


@dataclass(frozen=True)
class TrackedChildRow(SheetRow):
    """Goes by a pseudonym; a real identifier in any cell is an error, and no document may print it."""

    pseudonym: TextCell
    cohort: TextCell
    team: TextCell
    worker: TextCell
    manager: TextCell
    worker_there: ChoiceCell[YesOrNo]
    audited: ChoiceCell[YesOrNo]
    grade: TextCell
    papers_ready: ChoiceCell[YesOrNo]
    action: TextCell
    owner: TextCell
    due: DayCell


@dataclass(frozen=True)
class NoteRow(SheetRow):
    """``plan`` names the action of the plan that answers it, by its mark."""

    day: DayCell
    kind: ChoiceCell[NoteKind]
    note: TextCell
    area: AreasCell
    line: TextCell
    owner: TextCell
    done: ChoiceCell[YesOrNo]
    plan: TextCell


@dataclass(frozen=True)
class AccuracyRow(SheetRow):
    paragraph: TextCell
    says: TextCell
    right: TextCell
    evidence: TextCell
    owner: TextCell
    outcome: ChoiceCell[AccuracyOutcome]


@dataclass(frozen=True)
class MockRow(SheetRow):
    day: DayCell
    finding: TextCell
    found_by: TextCell
    area: AreasCell
    action: TextCell
    owner: TextCell
    due: DayCell
    status: ChoiceCell[str]
    evidence: TextCell
