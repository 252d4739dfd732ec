"""Rows that readiness proposes for the register: lines of enquiry, and after the inspection actions of the plan.

What is there already is left alone, and nothing is proposed twice. Writing them is left to update.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.improvement.answers import marks_in
from readiness.preparedness.asked_by_events import comes_from
from readiness.preparedness.summarise import ENDED, INSPECTION
from readiness.register.plan_rows import PlanRow
from readiness.register.row_cells import TextCell
from readiness.register.rows import RegisterRows, new_row, sheet_of
from readiness.register.sheet_rows import RecommendationRow
from readiness.register.week_rows import LineOfEnquiryRow, NoteKind, NoteRow
from readiness.week.identifiers import DO, WRONG, Identifiers
from readiness.week.lines import not_there
from readiness.week.signals import Proposal

ANSWERED_KINDS: tuple[NoteKind, ...] = ("worry", "correction")
LINE_REF, ACTION_REF = "L", "I"
NO_IDENTIFIERS = Identifiers.among(())
NewCellsOfRows = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True)
class Staged:
    """Rows to be added to the register and blank cells to be filled, by sheet; and what no action could be made of."""

    rows: Mapping[str, Sequence[Mapping[str, object]]]
    cells: Mapping[str, NewCellsOfRows]
    findings: tuple[Finding, ...] = ()


def staged(
    rows: RegisterRows, proposals: Sequence[Proposal], call: dt.date | None, identifiers: Identifiers = NO_IDENTIFIERS
) -> Staged:
    """What is new for a register. ``call`` is the day of a call whose inspectors have gone; None while they have not.

    Then every worry and correction noted since, and every recommendation of that inspection, gets an action. A note
    that holds an identifier does not, since its words would stand in the plan.
    """
    lines, plan, notes = sheet_of(LineOfEnquiryRow), sheet_of(PlanRow), sheet_of(NoteRow)
    new = {lines: _lines(rows.lines_of_enquiry, proposals)}
    if call is None:
        return Staged(new, {})
    unanswered = [*_unanswered_notes(rows.notes, call)]
    naming = [note for note in unanswered if identifiers.holds_surely(note.note.text)]
    actions, answered = _actions(rows, [note for note in unanswered if note not in naming], call)
    return Staged(
        {**new, plan: actions},
        {notes: answered},
        tuple(Finding("error", note.note.place, WRONG, DO) for note in naming),
    )


def _lines(rows: Sequence[LineOfEnquiryRow], proposals: Sequence[Proposal]) -> list[dict[str, object]]:
    """The lines of enquiry that are new, numbered on, each with an empty position."""
    refs = _refs(LINE_REF, (row.ref for row in rows))
    return [
        new_row(
            LineOfEnquiryRow,
            ref=next(refs),
            line=proposal.line,
            area=proposal.area,
            why=proposal.why,
            evidence=proposal.evidence,
            figures=proposal.figures,
            risk=proposal.risk,
            owner=proposal.owner,
            status="open",
            proposed_from=proposal.mark,
        )
        for proposal in not_there(rows, proposals)
    ]


def _actions(
    rows: RegisterRows, notes: Sequence[NoteRow], call: dt.date
) -> tuple[list[dict[str, object]], dict[int, dict[str, str]]]:
    """The actions that answer what the inspection found, and for each note that one answers, its mark."""
    refs = _refs(ACTION_REF, (row.ref for row in rows.plan))
    known = {alike(row.action.text): row.ref.text for row in rows.plan if row.action.text}
    actions: list[dict[str, object]] = []
    answered: dict[int, dict[str, str]] = {}
    for note in notes:
        action = f"Answer: {note.note.text}"
        if alike(action) not in known:
            known[alike(action)] = next(refs)
            cells = {"ref": known[alike(action)], "action": action, "lead": note.owner.text}
            actions.append(new_row(PlanRow, status="open", **cells))
        if known[alike(action)]:
            answered[note.number] = {"plan": known[alike(action)]}
    for row in _unanswered_recommendations(rows, call):
        action = f"Answer: {row.recommendation.text}"
        if alike(action) not in known:
            known[alike(action)] = next(refs)
            cells = {"ref": known[alike(action)], "action": action, "answers": row.ref.text, "lead": row.owner.text}
            actions.append(new_row(PlanRow, status="open", **cells))
    return actions, answered


def _unanswered_notes(notes: Sequence[NoteRow], call: dt.date) -> Iterator[NoteRow]:
    """The worries and corrections noted since the call that no action answers and nobody says are put right."""
    for note in notes:
        since = note.day.day is not None and note.day.day >= call
        if since and note.kind.key in ANSWERED_KINDS and note.done.key != "yes" and not note.plan.text:
            yield note


def _unanswered_recommendations(rows: RegisterRows, call: dt.date) -> Iterator[RecommendationRow]:
    """The recommendations with a mark of an inspection since the call, and of no event before, that none answers."""
    dated = [(event, event.day.day) for event in rows.events if event.day.day]
    since = [event for event, day in dated if day >= call and event.kind.key.endswith(INSPECTION)]
    before = [event for event, day in dated if day < call]
    marks = {alike(mark) for row in rows.plan for mark in marks_in(row.answers.text)}
    for row in rows.recommendations:
        theirs = any(comes_from(row, event) for event in since) and not any(comes_from(row, event) for event in before)
        asks = row.ref.text and alike(row.ref.text) not in marks and row.action_status.key not in ENDED
        if theirs and asks:
            yield row


def _refs(letter: str, taken: Iterable[TextCell]) -> Iterator[str]:
    """Marks of that letter, numbered on from those taken."""
    found = (re.fullmatch(rf"{letter}\s*(\d{{1,6}})", cell.text, re.IGNORECASE) for cell in taken)
    number = max((int(mark[1]) for mark in found if mark), default=0)
    while True:
        number += 1
        yield f"{letter}{number}"
