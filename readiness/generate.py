"""Calls the stages in order: settings, specification, pack, documents, output. The only place that knows the order."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readiness.assembling import STORE, assemble
from readiness.errors import Mistake, UsageError, listed, nearest
from readiness.history import FOUND, to_keep
from readiness.library import shelf
from readiness.output import MANIFEST, deliver, manifest, scratch_folder
from readiness.render.csvs import write_csv
from readiness.render.excel import write_workbook
from readiness.render.layout import Template, read_templates
from readiness.results import Pack
from readiness.spec.assemble import answered, read_annex
from readiness.workspace import brief, open_workspace

KEPT_STORE = "case_data.duckdb"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a run made: the pack, and the files, none when it only looked."""

    pack: Pack
    files: tuple[Path, ...]


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
    every = read_templates(shelf("templates", workspace.folder))
    templates = _wanted(every, documents)
    annex = read_annex(shelf("annex_a", workspace.folder))
    its_brief = brief(workspace, annex, day)
    annex = answered(annex, its_brief.answers)
    with scratch_folder(workspace.output) as scratch:
        heading_row = max(template.heading_row(its_brief.answers, layout) for template in every)
        pack = assemble(workspace, annex, its_brief, scratch, keep_store, heading_row + 1, progress)
        if not write:
            return Built(pack, ())
        progress("Writing documents")
        rendered = _render(templates, pack, layout)
        files: dict[str, bytes | Path] = {**rendered, MANIFEST: manifest(_manifest(pack, rendered))}
        files[FOUND] = to_keep(pack.checks.causes, pack.lists)
        if keep_store:
            files[KEPT_STORE] = scratch / STORE
        target = workspace.output / its_brief.inspection.day.isoformat()
        return Built(pack, tuple(deliver(files, scratch, target)))


def _wanted(templates: Sequence[Template], documents: Sequence[str]) -> list[Template]:
    """The templates of the documents named, or all when none is."""
    known = {document for template in templates for document in template.layout.documents}
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
    return [template for template in templates if not documents or {*template.layout.documents} & {*documents}]


def _render(templates: Sequence[Template], pack: Pack, layout: str) -> dict[str, bytes]:
    """The bytes of every file that the templates make, by file name."""
    fields = {"pack": pack, "choice": pack.choice, "layout": layout}
    files: dict[str, bytes] = {}
    for template in (each.over(fields) for each in templates):
        files[template.layout.file] = write_workbook(template, pack.inspection.day)
        if template.text(template.layout.lists_also_as_csv, fields, "lists also as csv"):
            files |= {f"{made.name}.csv": write_csv(made) for made in pack.lists}
    return files


def _manifest(pack: Pack, files: Mapping[str, bytes]) -> dict[str, Any]:
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
        "files written": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
