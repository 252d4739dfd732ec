"""Holds the performance surgery: what is due for each child of the lists, with what people wrote in the one before."""

from __future__ import annotations

from dataclasses import replace

from readiness.foundation.database import Store
from readiness.run.context import RunContext
from readiness.run.data_stage import Checked, Listed
from readiness.run.model import Pack
from readiness.surgery.ask import SurgeryScene
from readiness.surgery.earlier import NO_SURGERY_BEFORE, earlier_surgery
from readiness.surgery.hold import hold
from readiness.surgery.model import SheetWords, Surgery


def hold_surgery(run: RunContext, store: Store, listed: Listed, checked: Checked) -> Surgery:
    """What is due, who is tracked and who may be chosen. Raises SpecificationError and SourceError."""
    run.progress("Looking at what is due")
    scene = SurgeryScene(
        store=store,
        annex=run.annex,
        scope=run.scope,
        broken={(cause.rule, cause.about): frozenset(cause.rows) for cause in checked.causes},
        lists={result.name: result for result in listed.lists},
        intake=listed.intake,
    )
    layout, before = run.words_in, NO_SURGERY_BEFORE
    if layout:
        titles = {page.title: name for name, page in run.annex.surgery.items()}
        workspace = run.workspace
        before = earlier_surgery(workspace.output, run.scope.inspection.day, layout, titles, workspace.password)
    return hold(scene, before, layout or SheetWords(""))


def with_surgery(pack: Pack, surgery: Surgery | None) -> Pack:
    """The pack with the surgery, and what was found in holding it told with what else was found."""
    if surgery is None:
        return pack
    intake = replace(pack.intake, findings=(*pack.intake.findings, *surgery.findings))
    return replace(pack, surgery=surgery, intake=intake)
