"""Which recommendations the plan answers, by their marks, and what of that does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from readiness.files.cells import quoted
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import nearest
from readiness.improvement.model import AnsweredRecommendation, PlannedAction
from readiness.improvement.ratings import DROPPED, UNSEEN
from readiness.preparedness.summarise import ENDED
from readiness.register.plan_rows import PlanRow
from readiness.register.sheet_rows import RecommendationRow

RatedRows = Sequence[tuple[PlanRow, PlannedAction]]


def marks_in(cell: str) -> tuple[str, ...]:
    """The marks of recommendations in a cell, each once: "R1; R4", "R1, R4" or "R1 and R4"."""
    parts = (part.strip() for part in re.split(r"[;,\n]|\band\b", cell))
    return tuple({alike(part): part for part in parts if part}.values())


def answered(rows: Sequence[RecommendationRow], rated: RatedRows) -> tuple[AnsweredRecommendation, ...]:
    """Every recommendation with the actions that answer it."""
    answers = _by_mark(rated)
    return tuple(
        AnsweredRecommendation(
            ref=row.ref.text,
            recommendation=row.recommendation.text,
            source=row.source.text,
            actions=tuple(action for action in answers.get(alike(row.ref.text), ()) if action.rating != "dropped"),
            ended=_asks_for_no_more(row),
        )
        for row in rows
    )


def amiss_with_answers(rows: Sequence[RecommendationRow], rated: RatedRows) -> Iterator[Finding]:
    """Recommendations that no action answers, and marks that are of none."""
    for row, answer in zip(rows, answered(rows, rated), strict=True):
        if answer.actions or answer.ended:
            continue
        if not row.ref.text:
            wrong, do = "it has no mark, so that no action of the plan can answer it", "Give it one, such as R1"
            yield Finding("warning", row.ref.place, wrong, do)
        else:
            wrong = f"no action of the plan answers {quoted(row.ref.text)}"
            do = "Name its mark under Answers on the sheet Plan, or plan an action"
            yield Finding("warning", row.recommendation.place, wrong, do)
    marks = {alike(row.ref.text): row.ref.text for row in rows if row.ref.text}
    for plan_row, _ in rated:
        for mark in marks_in(plan_row.answers.text):
            if alike(mark) not in marks:
                wrong = f"{quoted(mark)} is the mark of no recommendation"
                do = nearest(mark, marks.values()) or "Correct it, or add the recommendation"
                yield Finding("warning", plan_row.answers.place, wrong, do)


def _by_mark(rated: RatedRows) -> Mapping[str, list[PlannedAction]]:
    answers: dict[str, list[PlannedAction]] = {}
    for row, action in rated:
        for mark in marks_in(row.answers.text) if row.action.text else ():
            answers.setdefault(alike(mark), []).append(action)
    return answers


def _asks_for_no_more(row: RecommendationRow) -> bool:
    """Whether it has been dropped, or was done and nobody says that it had no impact."""
    status = row.action_status.key
    return status == DROPPED or (status in ENDED and row.impact_status.key != UNSEEN)
