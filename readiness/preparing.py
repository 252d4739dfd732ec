"""Reads the register and takes stock; and puts together what documents without children may print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from readiness.comparing import comparators
from readiness.documents import Scene
from readiness.entries import Said, read_entries
from readiness.errors import Mistake, SourceError
from readiness.evaluating import evaluate
from readiness.evaluation import SelfEvaluation
from readiness.findings import counted
from readiness.history import LastRun
from readiness.inspection import read_day
from readiness.library import shelf
from readiness.output import deliver, scratch_folder
from readiness.overview import CauseOverview, ListOverview, Overview
from readiness.planning import take_stock
from readiness.register import Register, read_register, with_areas
from readiness.results import Pack
from readiness.scorecard import Comparator, Scorecard
from readiness.scoring import score
from readiness.spec.assemble import read_annex
from readiness.spec.model import Annex
from readiness.spec.preparation import ALL, Framework, RegisterSheet
from readiness.standing import Standing
from readiness.workspace import Brief, Workspace, brief, open_workspace

DOCUMENTS = "documents"
Rows = Mapping[str, Sequence[Mapping[str, object]]]


def checklist_rows(annex: Annex, framework: Framework) -> list[dict[str, object]]:
    """The rows of the register for the documents of the checklist, as nobody has yet said anything of them."""
    return [
        {
            "document": document.title,
            "status": "not_started",
            "areas": [area for area in document.areas if area in framework.judgements or area == ALL],
        }
        for document in annex.documents.values()
    ]


def told_rows(story: Rows, sheets: Mapping[str, RegisterSheet]) -> dict[str, list[dict[str, object]]]:
    """The rows that a story tells in words, with its days as days."""
    return {
        sheet: [
            {
                name: read_day(str(said)) or said if sheets[sheet].columns[name].type == "date" else said
                for name, said in row.items()
            }
            for row in rows
        ]
        for sheet, rows in story.items()
    }


def bring_up_to_date(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Adds to a register what is new in the checklist and the sheets, or makes it; the file and what was added.

    What people have written stays as it is. Raises ReadinessError.
    """
    from readiness.registering import new_register  # noqa: PLC0415 (takes a while, and other commands do not need it)
    from readiness.updating import update_register  # noqa: PLC0415

    workspace = open_workspace(folder)
    annex = read_annex(shelf("annex_a", workspace.folder))
    its_brief = brief(workspace, annex, None)
    sheets = sheets_of(annex, its_brief)
    rows = {DOCUMENTS: checklist_rows(annex, annex.frameworks[its_brief.inspection.framework])}
    file = workspace.register
    if file.is_file():
        content, added = update_register(file, sheets, rows)
        if not added:
            return file, ()
    else:
        content, added = new_register(sheets, rows), (f"{file.name}, with the checklist of documents",)
    with scratch_folder(workspace.folder) as scratch:
        deliver({file.name: content}, scratch, file.parent)
    return file, added


def count_register(folder: Path) -> list[tuple[str, int]]:
    """The title of each sheet of the register and how many rows it has. Raises ReadinessError."""
    workspace = open_workspace(folder)
    annex = read_annex(shelf("annex_a", workspace.folder))
    sheets = sheets_of(annex, brief(workspace, annex, None))
    its = read_register(_file(workspace), sheets)
    _figures(annex, its, workspace)
    return [(about.title, len(its.rows(key))) for key, about in sheets.items()]


def _figures(
    annex: Annex, register: Register, workspace: Workspace
) -> tuple[dict[str, Said], Mapping[str, tuple[Comparator, ...]]]:
    """The figures that people entered, and those that others published. Raises SourceError with every mistake."""
    mistakes: list[Mistake] = []
    entered: dict[str, Said] = {}
    published: Mapping[str, tuple[Comparator, ...]] = {}
    try:
        entered = read_entries(annex, register)
    except SourceError as error:
        mistakes += error.mistakes
    try:
        published = comparators(annex, register, workspace)
    except SourceError as error:
        mistakes += error.mistakes
    if mistakes:
        raise SourceError(*mistakes)
    return entered, published


def _file(workspace: Workspace) -> Path:
    if not workspace.register.is_file():
        wrong = f"there is no {workspace.register.name} here"
        raise SourceError(
            Mistake(str(workspace.folder), wrong, "Make one with readiness register --update, or build annex-a alone")
        )
    return workspace.register


def sheets_of(annex: Annex, brief: Brief) -> dict[str, RegisterSheet]:
    """The register's sheets, knowing the judgement areas of the framework."""
    return with_areas(annex.register_sheets, annex.frameworks, brief.inspection.framework)


def stock(workspace: Workspace, annex: Annex, brief: Brief, errors: int | None, before: LastRun) -> Standing:
    """How things stand. ``errors`` is how many the checks find, None while there are no lists. Raises SourceError."""
    return _stock(workspace, annex, brief, read_register(_file(workspace), sheets_of(annex, brief)), errors, before)


def _stock(
    workspace: Workspace, annex: Annex, brief: Brief, register: Register, errors: int | None, before: LastRun
) -> Standing:
    made = {document.made_here for document in annex.documents.values() if document.made_here}
    scene = Scene(
        brief.inspection.day,
        brief.inspection.kind,
        workspace.documents,
        {} if errors is None else dict.fromkeys(made, errors),
    )
    return take_stock(annex, brief, register, scene, before.figures, before.made)


def prepare(workspace: Workspace, annex: Annex, brief: Brief, pack: Pack, before: LastRun) -> Overview:
    """Everything that documents without children may print: how things stand, the figures, and what is said of them.

    Raises SourceError with every mistake in the register.
    """
    register = read_register(_file(workspace), sheets_of(annex, brief))
    there = any(made.tables and not made.left_empty for made in pack.lists)
    standing = _stock(workspace, annex, brief, register, pack.checks.counts["error"] if there else None, before)
    scorecard = score(annex, brief, pack.counted, *_figures(annex, register, workspace))
    evaluation = evaluate(annex, brief, register, standing, scorecard)
    if before.approved.get(evaluation.approved_as, evaluation.digest) != evaluation.digest:
        evaluation = replace(evaluation, changed_since=True)
    return _overview(pack, standing, scorecard, evaluation, before)


def _overview(
    pack: Pack, standing: Standing, scorecard: Scorecard, evaluation: SelfEvaluation, before: LastRun
) -> Overview:
    """What documents without children may print of a pack."""
    return Overview(
        authority=pack.authority,
        inspection=pack.inspection,
        framework=pack.framework,
        framework_verified=pack.framework_verified,
        version=pack.version,
        fingerprint=pack.intake.fingerprint,
        lists=tuple(_lists(pack, before)),
        causes=tuple(_causes(pack)),
        counts=pack.checks.counts,
        new=pack.checks.new,
        gone=pack.checks.gone_count,
        since=pack.checks.since,
        standing=standing,
        scorecard=scorecard,
        evaluation=evaluation,
    )


def _lists(pack: Pack, before: LastRun) -> Iterator[ListOverview]:
    gone: Counter[str] = Counter()
    for each in pack.checks.gone:
        gone[each.about] += each.count
    for made in pack.lists:
        its = [cause for cause in pack.checks.causes if cause.about == made.name]
        yield ListOverview(
            number=made.number,
            title=made.title,
            rows=len(made.rows),
            rows_before=before.rows.get(made.name),
            counts=counted(its),
            new=sum(len(cause.new) for cause in its),
            gone=gone[made.name],
            left_empty=made.left_empty,
        )


def _causes(pack: Pack) -> Iterator[CauseOverview]:
    for line in pack.worklist.lines:
        cause = line.cause
        yield CauseOverview(
            rule=cause.rule,
            severity=cause.severity,
            list_title=line.title,
            columns=line.headings,
            wrong=cause.wrong,
            do=cause.do,
            count=cause.count,
            new=len(cause.new),
        )
