"""What is ready: each document of the checklist, as the register, its file and its dates say.

A status is worked out and not only believed: what is declared ready and contradicted by a file or a date is shown so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.foundation.findings import Finding, Severity
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.preparedness.document_files import DocumentFile, look_at
from readiness.preparedness.model import STATES, AreaStanding, DocumentStanding, State
from readiness.register.sheet_rows import DocumentRow
from readiness.specification.frameworks import ALL, EVERY_AREA, Document, Framework, Judgement
from readiness.specification.model import Annex

_Problem = tuple[Severity, str, str]  # how bad it is, words that the title begins, what to do
NO_ROW = "not in the register"
ADDED = Document(  # what an authority put into the register itself: nothing is asked of it
    title="",
    areas=(ALL,),
    usual_owner="",
    cycle="",
    expected_in=(),
    basis="added by the authority",
    source="the register",
)


@dataclass(frozen=True)
class Scene:
    """What documents are judged by: the day, the kind of inspection, their folder, and errors of what is made here.

    ``hand_over`` is the day on which they go to the inspectors, if a call has come.
    """

    day: dt.date
    kind: str
    folder: Path
    errors: Mapping[str, int]
    hand_over: dt.date | None = None


def documents(
    annex: Annex, framework: Framework, rows: Sequence[DocumentRow], scene: Scene
) -> tuple[DocumentStanding, ...]:
    """Every document of the checklist in its order, then those that only the register has."""
    named = {alike(row.document.text): row for row in rows}
    standings = []
    for key, document in annex.documents.items():
        row = named.pop(alike(document.title), None)
        standings.append(_standing(key, document, framework, row, scene))
    for key, row in named.items():
        standings.append(_standing(key, ADDED.model_copy(update={"title": row.document.text}), framework, row, scene))
    return tuple(standings)


def areas_of(framework: Framework, standings: Sequence[DocumentStanding]) -> tuple[AreaStanding, ...]:
    """The expected documents of each judgement area, and of all areas together, counted by state."""
    titles = [*dict.fromkeys([*(judgement.short_title for judgement in _judged(framework).values()), EVERY_AREA])]
    areas = []
    for title in titles:
        expected = [standing for standing in standings if standing.expected and title in standing.areas]
        counts: dict[State, int] = {state: sum(standing.state == state for standing in expected) for state in STATES}
        areas.append(AreaStanding(title, len(expected), counts["ready"], counts))
    return tuple(areas)


def _judged(framework: Framework) -> dict[str, Judgement]:
    """The judgements that documents are about: all but one over all."""
    return {key: judgement for key, judgement in framework.judgements.items() if not judgement.over_all}


def _standing(
    key: str, document: Document, framework: Framework, row: DocumentRow | None, scene: Scene
) -> DocumentStanding:
    judged = _judged(framework)
    bears_on = (row.areas.keys if row else ()) or document.areas
    titles = tuple(judged[area].short_title if area in judged else EVERY_AREA for area in bears_on)
    named_file = look_at(scene.folder, row.file.text) if row and row.file.text else None
    expected = scene.kind in document.expected_in or not document.expected_in
    state, overdue, problems = _judge(document, row, named_file, expected, scene)
    return DocumentStanding(
        key=key,
        title=document.title,
        areas=tuple(dict.fromkeys(titles)),
        state=state,
        declared=row.status.shown if row else NO_ROW,
        expected=expected,
        basis=document.basis,
        usual_owner=document.usual_owner,
        cycle=document.cycle,
        fresh_for=document.freshness
        or (f"at most {document.fresh_for_days} days old" if document.fresh_for_days else ""),
        owner=row.owner.text if row else "",
        deputy=row.deputy.text if row else "",
        version=row.version.text if row else "",
        approved_by=row.approved_by.text if row else "",
        approved_on=row.approved_on.day if row else None,
        review_by=row.review_by.day if row else None,
        plan=row.plan.text if row else "",
        due=row.due.day if row else None,
        file=row.file.text if row else "",
        file_day=named_file.day if named_file else None,
        days_overdue=overdue,
        notes=row.notes.text if row else "",
        problems=tuple(Finding(severity, document.title, wrong, do) for severity, wrong, do in problems),
    )


def _judge(
    document: Document, row: DocumentRow | None, named_file: DocumentFile | None, expected: bool, scene: Scene
) -> tuple[State, int | None, list[_Problem]]:
    """The state, by how many days it is overdue, and what there is to put right."""
    if row is None:
        wrong = "nothing is said of it in the register"
        level: Severity = "error" if expected else "warning"
        return "not started", None, [(level, wrong, "Run readiness register --update, and fill in its row")]
    declared = row.status.key or "not_started"
    problems: list[_Problem] = [] if declared == "not_applicable" else _people(row, expected)
    if declared == "not_applicable":
        reason = row.notes.text or row.plan.text
        if not reason:
            problems.append(("error", "is not applicable, and no reason is given", "Say why under Notes"))
        return "not applicable", None, problems
    if declared == "ready":
        return _ready(document, row, named_file, scene, problems)
    due = row.due.day
    overdue = (scene.day - due).days if due and due < scene.day else None
    if due and overdue:
        problems.append(("error", f"was due on {in_words(due)}", "Agree a new date, or finish it"))
    if expected and due and scene.hand_over and due > scene.hand_over:
        wrong = f"is due on {in_words(due)}, and is to be handed over on {in_words(scene.hand_over)}"
        problems.append(("error", wrong, "Bring the day forward, or agree with the lead inspector what goes instead"))
    if declared == "in_development":
        if not row.plan.text:
            problems.append(("error", "is in development, and there is no plan", "Say under Plan what is done next"))
        if not due:
            problems.append(("error", "is in development, and there is no date", "Give the day it will be ready"))
        return "in development", overdue, problems
    if expected and not due:
        problems.append(("error", "is not started, and there is no date", "Give it an owner, a plan and a day"))
    elif expected and due and not overdue:
        wrong = f"is not started, and is due on {in_words(due)}"
        problems.append(("error", wrong, "Begin it, write down the plan, and call it In development"))
    return "not started", overdue, problems


def _people(row: DocumentRow, expected: bool) -> list[_Problem]:
    level: Severity = "error" if expected else "warning"
    problems: list[_Problem] = []
    if not row.owner.text:
        problems.append((level, "has no owner", "Name one"))
    if not row.deputy.text:
        problems.append(("warning", "has no deputy", "Name one, in case the owner is away when the call comes"))
    return problems


def _ready(
    document: Document, row: DocumentRow, named_file: DocumentFile | None, scene: Scene, problems: list[_Problem]
) -> tuple[State, int | None, list[_Problem]]:
    """What is declared ready, held against its file and its dates."""
    against = [*_against(document, row, named_file, scene)]
    if against:
        contradicting: list[_Problem] = [("error", f"is declared Ready, but {why}", do) for why, do in against]
        return "contradicted", None, [*contradicting, *problems]
    review_by, overdue = row.review_by.day, None
    if review_by and review_by < scene.day:
        overdue = (scene.day - review_by).days
        problems.append(("warning", f"was to be reviewed by {in_words(review_by)}", "Review it and set a new date"))
    elif not review_by and not document.made_here:
        problems.append(("warning", "has no review date", "Set one"))
    known = [day for day in (row.approved_on.day, named_file.day if named_file else None) if day]
    limit = document.fresh_for_days
    age = (scene.day - max(known)).days if known else None
    if age is not None and limit and age > limit:
        overdue = max(overdue or 0, age - limit)
        problems.append(("warning", f"is {many(age, 'day')} old and should be at most {limit}", "Bring it up to date"))
    return "review due" if overdue else "ready", overdue, problems


def _against(
    document: Document, row: DocumentRow, named_file: DocumentFile | None, scene: Scene
) -> Iterator[tuple[str, str]]:
    """What speaks against a document being ready, and what to do."""
    errors = scene.errors.get(document.made_here)
    approved = row.approved_on.day
    if document.made_here and errors is None:
        yield f"it has not been built for {in_words(scene.day)}", "Run readiness build"
    if document.made_here and errors:
        yield f"the checks find {many(errors, 'error')} in it", "Correct them; readiness check lists them"
    if not document.made_here and named_file is None:
        yield "no file is named", "Name its file in the folder of documents, or change the status"
    if named_file and named_file.wrong:
        yield named_file.wrong, "Put the file in place, or change the status"
    if approved and approved > scene.day:
        yield f"it was not yet approved on {in_words(scene.day)}", "Correct the date or the status"
    if approved and named_file and named_file.day and named_file.day > approved:
        changed = f"its file was changed on {in_words(named_file.day)}, after it was approved on {in_words(approved)}"
        yield changed, "Have it approved again, or put the approved version back"
