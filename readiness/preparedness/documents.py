"""What is ready: each document of the checklist, as the register, its file and its dates say.

A status is worked out and not only believed: what is declared ready and contradicted by a file or a date is shown so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.foundation.findings import Level, Problem
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.preparedness.document_files import Evidence, look_at
from readiness.preparedness.model import STATES, AreaStanding, DocumentStanding, State
from readiness.register.read import Register, RegisterRow
from readiness.specification.frameworks import ALL, EVERY_AREA, Document, Framework, Judgement
from readiness.specification.model import Annex

NO_ROW = "not in the register"
OWN = Document.model_construct(
    title="",
    areas=(ALL,),
    usual_owner="",
    cycle="",
    fresh_for_days=None,
    freshness="",
    expected_in=(),
    made_here="",
    made_of="",
    confidential=False,
    basis="added by the authority",
    source="the register",
    note="",
)


@dataclass(frozen=True)
class Scene:
    """What documents are judged by: the day, the kind of inspection, their folder, and errors of what is made here."""

    day: dt.date
    kind: str
    folder: Path
    errors: Mapping[str, int]


def documents(annex: Annex, framework: Framework, register: Register, scene: Scene) -> tuple[DocumentStanding, ...]:
    """Every document of the checklist in its order, then those that only the register has."""
    rows = {alike(row.text("document")): row for row in register.rows("documents")}
    standings = []
    for key, document in annex.documents.items():
        row = rows.pop(alike(document.title), None)
        standings.append(_standing(key, document, framework, row, scene))
    own = (
        _standing(
            alike(row.text("document")), OWN.model_copy(update={"title": row.text("document")}), framework, row, scene
        )
        for row in rows.values()
    )
    return (*standings, *own)


def areas(framework: Framework, standings: Sequence[DocumentStanding]) -> tuple[AreaStanding, ...]:
    """The expected documents of each judgement area, and of all areas together, counted by state."""
    titles = [*dict.fromkeys([*(judgement.short_title for judgement in _judged(framework).values()), EVERY_AREA])]
    found = []
    for title in titles:
        its = [standing for standing in standings if standing.expected and title in standing.areas]
        counts: dict[State, int] = {state: sum(standing.state == state for standing in its) for state in STATES}
        found.append(AreaStanding(title, len(its), counts["ready"] + counts["review due"], counts))
    return tuple(found)


def _judged(framework: Framework) -> dict[str, Judgement]:
    """The judgements that documents are about: all but one over all."""
    return {key: judgement for key, judgement in framework.judgements.items() if not judgement.over_all}


def _standing(
    key: str, document: Document, framework: Framework, row: RegisterRow | None, scene: Scene
) -> DocumentStanding:
    judged = _judged(framework)
    bears_on = (row.choices("areas") if row else ()) or document.areas
    titles = tuple(judged[area].short_title if area in judged else EVERY_AREA for area in bears_on)
    evidence = look_at(scene.folder, row.text("file")) if row and row.text("file") else None
    expected = scene.kind in document.expected_in or not document.expected_in
    state, overdue, problems = _judge(document, row, evidence, expected, scene)
    return DocumentStanding(
        key=key,
        title=document.title,
        areas=tuple(dict.fromkeys(titles)),
        state=state,
        declared=row.shown("status") if row else NO_ROW,
        expected=expected,
        basis=document.basis,
        usual_owner=document.usual_owner,
        cycle=document.cycle,
        fresh_for=document.freshness
        or (f"at most {document.fresh_for_days} days old" if document.fresh_for_days else ""),
        owner=row.text("owner") if row else "",
        deputy=row.text("deputy") if row else "",
        version=row.text("version") if row else "",
        approved_by=row.text("approved_by") if row else "",
        approved_on=row.day("approved_on") if row else None,
        review_by=row.day("review_by") if row else None,
        plan=row.text("plan") if row else "",
        due=row.day("due") if row else None,
        file=row.text("file") if row else "",
        file_day=evidence.day if evidence else None,
        days_overdue=overdue,
        notes=row.text("notes") if row else "",
        problems=tuple(problems),
    )


def _judge(
    document: Document, row: RegisterRow | None, evidence: Evidence | None, expected: bool, scene: Scene
) -> tuple[State, int | None, list[Problem]]:
    """The state, by how many days it is overdue, and what there is to put right."""
    if row is None:
        wrong = "nothing is said of it in the register"
        level: Level = "error" if expected else "warning"
        return "not started", None, [Problem(level, wrong, "Run readiness register --update, and fill in its row")]
    declared = row.choice("status") or "not_started"
    problems = [] if declared == "not_applicable" else _people(row, expected)
    if declared == "not_applicable":
        reason = row.text("notes") or row.text("plan")
        if not reason:
            problems.append(Problem("error", "is not applicable, and no reason is given", "Say why under Notes"))
        return "not applicable", None, problems
    if declared == "ready":
        return _ready(document, row, evidence, scene, problems)
    due = row.day("due")
    overdue = (scene.day - due).days if due and due < scene.day else None
    if due and overdue:
        problems.append(Problem("error", f"was due on {in_words(due)}", "Agree a new date, or finish it"))
    if declared == "in_development":
        if not row.text("plan"):
            problems.append(
                Problem("error", "is in development, and there is no plan", "Say under Plan what is done next")
            )
        if not due:
            problems.append(
                Problem("error", "is in development, and there is no date", "Give the day it will be ready")
            )
        return "in development", overdue, problems
    if expected and not due:
        problems.append(Problem("error", "is not started, and there is no date", "Give it an owner, a plan and a day"))
    elif expected and due and not overdue:
        wrong = f"is not started, and is due on {in_words(due)}"
        problems.append(Problem("error", wrong, "Begin it, write down the plan, and call it In development"))
    return "not started", overdue, problems


def _people(row: RegisterRow, expected: bool) -> list[Problem]:
    level: Level = "error" if expected else "warning"
    problems = []
    if not row.text("owner"):
        problems.append(Problem(level, "has no owner", "Name one"))
    if not row.text("deputy"):
        problems.append(Problem("warning", "has no deputy", "Name one, in case the owner is away when the call comes"))
    return problems


def _ready(
    document: Document, row: RegisterRow, evidence: Evidence | None, scene: Scene, problems: list[Problem]
) -> tuple[State, int | None, list[Problem]]:
    """What is declared ready, held against its file and its dates."""
    against = [*_against(document, row, evidence, scene)]
    if against:
        return (
            "contradicted",
            None,
            [*(Problem("error", f"is declared Ready, but {why}", do) for why, do in against), *problems],
        )
    review_by, overdue = row.day("review_by"), None
    if review_by and review_by < scene.day:
        overdue = (scene.day - review_by).days
        problems.append(
            Problem("warning", f"was to be reviewed by {in_words(review_by)}", "Review it and set a new date")
        )
    elif not review_by and not document.made_here:
        problems.append(Problem("warning", "has no review date", "Set one"))
    known = [day for day in (row.day("approved_on"), evidence.day if evidence else None) if day]
    limit = document.fresh_for_days
    age = (scene.day - max(known)).days if known else None
    if age is not None and limit and age > limit:
        overdue = max(overdue or 0, age - limit)
        problems.append(
            Problem("warning", f"is {many(age, 'day')} old and should be at most {limit}", "Bring it up to date")
        )
    return "review due" if overdue else "ready", overdue, problems


def _against(
    document: Document, row: RegisterRow, evidence: Evidence | None, scene: Scene
) -> Iterator[tuple[str, str]]:
    """What speaks against a document being ready, and what to do."""
    errors = scene.errors.get(document.made_here)
    approved = row.day("approved_on")
    if document.made_here and errors is None:
        yield "it has not been built yet", "Run readiness build"
    if document.made_here and errors:
        yield f"the checks find {many(errors, 'error')} in it", "Correct them; readiness check lists them"
    if not document.made_here and evidence is None:
        yield "no file is named", "Name its file in the folder of documents, or change the status"
    if evidence and evidence.wrong:
        yield evidence.wrong, "Put the file in place, or change the status"
    if approved and approved > scene.day:
        yield f"it was not yet approved on {in_words(scene.day)}", "Correct the date or the status"
    if approved and evidence and evidence.day and evidence.day > approved:
        changed = f"its file was changed on {in_words(evidence.day)}, after it was approved on {in_words(approved)}"
        yield changed, "Have it approved again, or put the approved version back"
