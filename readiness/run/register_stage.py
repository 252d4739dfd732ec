"""Reads the register and takes stock: everything that documents without children may print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from readiness.authority.choices import Scope
from readiness.authority.settings import Workspace
from readiness.checks.last_run import LastRun
from readiness.evaluation.evaluate import evaluate
from readiness.foundation.errors import Mistake, SourceError
from readiness.indicators.entered import Said, read_entries
from readiness.indicators.model import Comparator
from readiness.indicators.published import comparators
from readiness.indicators.scorecard import score
from readiness.preparedness.documents import Scene
from readiness.preparedness.model import Standing
from readiness.preparedness.summarise import take_stock
from readiness.register.initial_rows import sheets_of
from readiness.register.read import Register, read_register
from readiness.run.model import Pack
from readiness.run.overview import Overview, overview_of
from readiness.specification.model import Annex


def entered_and_published(
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


def register_file(workspace: Workspace) -> Path:
    if not workspace.register.is_file():
        wrong = f"there is no {workspace.register.name} here"
        raise SourceError(
            Mistake(str(workspace.folder), wrong, "Make one with readiness register --update, or build annex-a alone")
        )
    return workspace.register


def stock(workspace: Workspace, annex: Annex, scope: Scope, errors: int | None, before: LastRun) -> Standing:
    """How things stand. ``errors`` is how many the checks find, None while there are no lists. Raises SourceError."""
    register = read_register(register_file(workspace), sheets_of(annex, scope))
    return _stock(workspace, annex, scope, register, errors, before)


def _stock(
    workspace: Workspace, annex: Annex, scope: Scope, register: Register, errors: int | None, before: LastRun
) -> Standing:
    made = {document.made_here for document in annex.documents.values() if document.made_here}
    scene = Scene(
        scope.inspection.day,
        scope.inspection.kind,
        workspace.documents,
        {} if errors is None else dict.fromkeys(made, errors),
    )
    return take_stock(annex, scope, register, scene, before.figures, before.made)


def prepare(workspace: Workspace, annex: Annex, scope: Scope, pack: Pack, before: LastRun) -> Overview:
    """Everything that documents without children may print: how things stand, the figures, and what is said of them.

    Raises SourceError with every mistake in the register.
    """
    register = read_register(register_file(workspace), sheets_of(annex, scope))
    there = any(made.tables and not made.left_empty for made in pack.lists)
    standing = _stock(workspace, annex, scope, register, pack.checks.counts["error"] if there else None, before)
    scorecard = score(annex, scope, pack.counted, *entered_and_published(annex, register, workspace))
    evaluation = evaluate(annex, scope, register, standing, scorecard)
    if before.approved.get(evaluation.approved_as, evaluation.digest) != evaluation.digest:
        evaluation = replace(evaluation, changed_since=True)
    return overview_of(pack, standing, scorecard, evaluation, before)
