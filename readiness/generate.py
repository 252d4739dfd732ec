"""Calls the stages in order: settings, specification, pack, documents, output. The only place that knows the order."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readiness.assembling import STORE, Progress, assemble
from readiness.errors import Mistake, UsageError, listed, nearest
from readiness.history import FOUND, last_run, to_keep
from readiness.library import shelf
from readiness.output import MANIFEST, deliver, manifest, scratch_folder
from readiness.preparing import overview, stock
from readiness.render.csvs import write_csv
from readiness.render.drafts import Draft, read_templates
from readiness.render.excel import write_workbook
from readiness.render.layout import Template
from readiness.results import Pack
from readiness.spec.assemble import answered, read_annex
from readiness.standing import Standing
from readiness.workspace import brief, open_workspace

KEPT_STORE = "case_data.duckdb"


@dataclass(frozen=True)
class Built:
    """What a run made: the pack, the files (none when it only looked), and how things stand if a document says so."""

    pack: Pack
    files: tuple[Path, ...]
    standing: Standing | None = None


def build(
    folder: Path,
    documents: Sequence[str] = (),
    day: dt.date | None = None,
    layout: str = "",
    keep_store: bool = False,
    source: Path | None = None,
    write: bool = True,
    progress: Progress = lambda _: None,
) -> Built:
    """Generates the documents of an authority's folder, all or those named; or, without ``write``, only its pack.

    ``layout`` is for templates to read; ``source`` an Annex A workbook to read instead of what the settings say.
    Raises ReadinessError, and then nothing was written.
    """
    workspace = open_workspace(folder, source)
    workbooks, drafts = read_templates(shelf("templates", workspace.folder))
    wanted = _wanted([*workbooks, *drafts], documents)
    annex = read_annex(shelf("annex_a", workspace.folder))
    its_brief = brief(workspace, annex, day)
    annex = answered(annex, its_brief.answers)
    before = last_run(workspace.output)
    with scratch_folder(workspace.output) as scratch:
        first_row = 1 + max((each.heading_row(its_brief.answers, layout) for each in workbooks), default=1)
        pack = assemble(workspace, annex, its_brief, scratch, keep_store, first_row, before, progress)
        if not write:
            return Built(pack, ())
        rendered: dict[str, bytes] = {}
        standing: Standing | None = None
        if any(draft in wanted for draft in drafts):
            progress("Taking stock")
            there = any(made.tables and not made.left_empty for made in pack.lists)
            standing = stock(workspace, annex, its_brief, pack.checks.counts["error"] if there else None, before)
        progress("Writing documents")
        fields = {"pack": pack, "choice": pack.choice, "layout": layout}
        for template in (each.over(fields) for each in workbooks if each in wanted):
            rendered |= _workbook(template, pack)
        if standing:
            its_fields = {"overview": overview(pack, standing, before)}
            rendered |= {each.about.file: _draft(each, its_fields, pack) for each in drafts if each in wanted}
        figures = standing.figures if standing else before.figures
        files: dict[str, bytes | Path] = {**rendered, MANIFEST: manifest(_manifest(pack, rendered, figures))}
        files[FOUND] = to_keep(pack.checks.causes, pack.lists)
        if keep_store:
            files[KEPT_STORE] = scratch / STORE
        target = workspace.output / its_brief.inspection.day.isoformat()
        return Built(pack, tuple(deliver(files, scratch, target)), standing)


def status(folder: Path, day: dt.date | None = None) -> Standing:
    """How ready an authority is, by its register and its last run. Reads no case data. Raises ReadinessError."""
    workspace = open_workspace(folder)
    annex = read_annex(shelf("annex_a", workspace.folder))
    before = last_run(workspace.output)
    return stock(workspace, annex, brief(workspace, annex, day), before.errors, before)


def _wanted(templates: Sequence[Template | Draft], documents: Sequence[str]) -> list[Template | Draft]:
    """The templates of the documents named, or all when none is."""
    known = {document for template in templates for document in template.documents}
    unknown = [name for name in documents if name not in known]
    if unknown:
        raise UsageError(
            *(
                Mistake(
                    name,
                    "is not a document",
                    nearest(name, known) or f"Choose {listed(sorted(known), 'or')}",
                )
                for name in unknown
            )
        )
    return [template for template in templates if not documents or {*template.documents} & {*documents}]


def _workbook(template: Template, pack: Pack) -> dict[str, bytes]:
    """The bytes of a workbook and of what goes with it, by file name."""
    files = {template.layout.file: write_workbook(template, pack.inspection.day)}
    if template.text(template.layout.lists_also_as_csv, template.fields, "lists also as csv"):
        files |= {f"{made.name}.csv": write_csv(made) for made in pack.lists}
    return files


def _draft(draft: Draft, fields: Mapping[str, Any], pack: Pack) -> bytes:
    """The bytes of a document whose template is a whole."""
    if draft.about.file.endswith(".docx"):
        from readiness.render.word import write_word  # noqa: PLC0415 (takes a while, and workbooks do not need it)

        return write_word(draft.path, draft.place, fields, draft.title(fields), pack.inspection.day)
    from readiness.render.page import write_page  # noqa: PLC0415

    return write_page(draft.path, draft.place, fields, pack.inspection.day)


def _manifest(pack: Pack, files: Mapping[str, bytes], figures: Mapping[str, int]) -> dict[str, Any]:
    """What a later run may want to know of this one. Counts and names only."""
    severities = [finding.severity for finding in pack.findings]
    return {
        "readiness": pack.version,
        "authority": pack.authority,
        "framework": pack.inspection.framework,
        "kind": pack.inspection.kind,
        "inspection day": pack.inspection.day.isoformat(),
        "case data": pack.intake.fingerprint,
        "files read": {
            table.name: {"file": table.place, "sha256": table.fingerprint, "rows": table.rows_in_file}
            for table in pack.intake.tables
            if table.read
        },
        "lists": {
            made.name: {"rows": len(made.rows), "not listed": {reason.reason: reason.rows for reason in made.left_out}}
            for made in pack.lists
        },
        "findings": {severity: severities.count(severity) for severity in sorted(set(severities))},
        "checks": dict(pack.checks.counts),
        "standing": dict(figures),
        "files written": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
