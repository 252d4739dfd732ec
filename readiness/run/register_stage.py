"""What is learned from the register: how things stand, the figures, and what the authority says of itself.

Each function is one stage of a run; the order of the stages is in stages.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from readiness.authority.settings import Workspace
from readiness.evaluation.authors_text import Outline, authors_text, no_text
from readiness.evaluation.evaluate import evaluate
from readiness.evaluation.model import SelfEvaluation
from readiness.evaluation.own_words import AuthorsText
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.improvement.model import Improvement
from readiness.improvement.plan import improvement_of
from readiness.indicators.entered import Entered, read_entries
from readiness.indicators.model import Scorecard
from readiness.indicators.published import Comparators, comparators
from readiness.indicators.scorecard import score
from readiness.preparedness.documents import Scene
from readiness.preparedness.memory import remembering
from readiness.preparedness.model import DocumentStanding, Standing
from readiness.preparedness.summarise import take_stock
from readiness.preparedness.timetable import marked_day
from readiness.register.rows import RegisterRows, rows_of
from readiness.run.context import RunContext
from readiness.run.model import Pack
from readiness.specification.frameworks import area_titles
from readiness.specification.model import Annex

LATE = "action_overdue_days"


def register_rows(run: RunContext) -> RegisterRows:
    """The register as people keep it. Raises SourceError with every mistake in it."""
    register_file(run.workspace)
    return rows_of(run.register)


def unseen_signs(run: RunContext) -> tuple[Finding, ...]:
    """What is told of cells of the register from which characters that nobody sees were left out."""
    try:
        register = run.register
    except (SourceError, OSError):  # what stops the register from being read is told by who needs it
        return ()
    wrong = "holds characters that nobody sees and that may turn words round, so they are left out of what is made"
    return tuple(Finding("warning", place, wrong, "Type the cell anew") for place in register.unseen)


def register_file(workspace: Workspace) -> Path:
    """The register's file. Raises SourceError when there is none."""
    if not workspace.register.is_file():
        wrong = f"there is no {workspace.register.name} here"
        raise SourceError(
            Mistake(str(workspace.folder), wrong, "Make one with readiness register --update, or build annex-a alone")
        )
    return workspace.register


def stand(run: RunContext, rows: RegisterRows, pack: Pack | None) -> Standing:
    """How things stand, with what the checks found in its lists; where it made none, in those made last for its day."""
    if pack is None:
        return _telling_its_age(run, stand_as_last_checked(run, rows))
    there = any(result.tables and not result.left_empty for result in pack.lists)
    accepted = pack.checks.accepted_counts.get("error", 0)
    return _stand(run, rows, pack.checks.counts["error"] if there else None, accepted)


def stand_as_last_checked(run: RunContext, rows: RegisterRows) -> Standing:
    """How things stand, with what the checks found in the lists made last for that inspection day."""
    return _stand(run, rows, run.before.errors, run.before.accepted_errors)


def _stand(run: RunContext, rows: RegisterRows, errors: int | None, accepted: int) -> Standing:
    inspection = run.scope.inspection
    made_here = {document.made_here for document in run.annex.documents.values() if document.made_here}
    found = {} if errors is None else dict.fromkeys(made_here, errors)
    scene = Scene(inspection.day, inspection.kind, run.workspace.documents, found, _hand_over(run))
    stock = take_stock(run.annex, run.scope, rows, scene, run.before.figures, run.before.figures_day)
    standing = remembering(stock, run.before.snapshots)
    if errors is None or not accepted:
        return standing
    wrong = f"{many(accepted, 'error')} in it {'is' if accepted == 1 else 'are'} accepted, and not corrected"
    return _told_of_lists(run, standing, wrong, "The data-quality workbook says by whom and until when")


def _hand_over(run: RunContext) -> dt.date | None:
    """The day on which documents go to the inspectors, if a call has come and the timetable says when."""
    call_day = run.scope.call_day
    return marked_day(call_day, run.timetable, "documents handed over", run.annex.holidays) if call_day else None


def _telling_its_age(run: RunContext, standing: Standing) -> Standing:
    """The standing of a run that made no list, in which each document made of lists says when they were checked."""
    if run.before.errors is None:
        return standing
    wrong = f"was last checked on {in_words(run.before.listed)}, and not in this run"
    return _told_of_lists(run, standing, wrong, "Run readiness build to check it again")


def _told_of_lists(run: RunContext, standing: Standing, wrong: str, do: str) -> Standing:
    """The standing, with something more that is told of each document made of lists."""

    def told(document: DocumentStanding) -> DocumentStanding:
        page = run.annex.documents.get(document.key)
        if not page or not page.made_here or document.state == "not applicable":
            return document
        return replace(document, problems=(*document.problems, Finding("warning", document.title, wrong, do)))

    return replace(standing, documents=tuple(map(told, standing.documents)))


def score_indicators(run: RunContext, rows: RegisterRows, pack: Pack) -> Scorecard:
    """Every indicator, counted, entered and published. Raises SourceError with every mistake in the register."""
    entered, published = entered_and_published(run.annex, rows, run.workspace, run.scope.inspection.day)
    scorecard = score(run.annex, run.scope, pack.counted, entered, published.by_kpi)
    return replace(scorecard, findings=published.findings)


def entered_and_published(
    annex: Annex, rows: RegisterRows, workspace: Workspace, day: dt.date
) -> tuple[dict[str, Entered], Comparators]:
    """The figures that people entered, and those that others published. Raises SourceError with every mistake."""
    mistakes: list[Mistake] = []
    entered: dict[str, Entered] = {}
    published = Comparators()
    try:
        entered = read_entries(annex, rows)
    except SourceError as error:
        mistakes += error.mistakes
    try:
        published = comparators(annex, rows.comparators, workspace, day)
    except SourceError as error:
        mistakes += error.mistakes
    if mistakes:
        raise SourceError(*mistakes)
    return entered, published


def judged_by(rows: RegisterRows) -> str:
    """16 hexadecimal digits that change when a row does that figures or claims rest on."""
    sheets = (rows.documents, rows.recommendations, rows.audits, rows.indicators, rows.kpi_inputs, rows.comparators)
    planned = filter(None, (rows.themes, rows.plan, rows.boards, rows.risks))
    return hashlib.sha256(repr((*sheets, rows.statements, *planned)).encode()).hexdigest()[:16]


def plan_improvement(run: RunContext, rows: RegisterRows, standing: Standing, scorecard: Scorecard) -> Improvement:
    """The improvement plan, held against the figures."""
    grades = run.annex.frameworks[run.scope.inspection.framework].grades
    return improvement_of(rows, standing, scorecard, grades, run.scope.limit(LATE))


def telling(standing: Standing, findings: Sequence[Finding]) -> Standing:
    """The standing, with something more that does not hold in the register."""
    return replace(standing, findings=tuple(sorted((*standing.findings, *findings), key=lambda one: one.severity)))


def telling_the_plan(standing: Standing, improvement: Improvement) -> Standing:
    """The standing, with what does not hold in the plan among what does not hold in the register."""
    contradictions = (*standing.contradictions, *improvement.contradictions)
    return replace(telling(standing, improvement.findings), contradictions=contradictions)


def evaluate_claims(run: RunContext, rows: RegisterRows, standing: Standing, scorecard: Scorecard) -> SelfEvaluation:
    """What the authority says of itself, held against the rest; an approval of other words or figures is none."""
    evaluation = evaluate(run.annex, run.scope, rows, standing, scorecard, written_text(run))
    if run.before.approved.get(evaluation.approved_as, evaluation.digest) != evaluation.digest:
        return replace(evaluation, changed_since=True)
    return evaluation


def written_text(run: RunContext) -> AuthorsText:
    """What the authors of the self-evaluation wrote in their file, if there is one. Raises SourceError."""
    frameworks, edition = run.annex.frameworks, run.scope.inspection.framework
    outline = Outline(run.annex.authors_text, area_titles(frameworks, edition), frameworks[edition].grades)
    file = run.workspace.authors_text
    if not file.is_file():
        return no_text(outline)
    from readiness.files.word_text import read_word_text  # noqa: PLC0415 (takes a while, and others do not need it)

    return authors_text(read_word_text(file), file.name, outline)
