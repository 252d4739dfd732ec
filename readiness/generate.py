"""Calls the stages in order: read, take in, make lists, render, deliver. The only place that knows the order."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import readiness
from readiness.contract import needed_columns
from readiness.errors import Mistake, SourceError, UsageError, listed, nearest
from readiness.intake import take_in
from readiness.library import shelf
from readiness.lists import make_list, missing_tables, set_scene
from readiness.output import MANIFEST, deliver, manifest, scratch_folder
from readiness.render.csvs import write_csv
from readiness.render.excel import write_workbook
from readiness.render.layout import Template, read_templates
from readiness.results import AcceptedCode, Pack
from readiness.sources.code_maps import read_code_maps
from readiness.sources.folder import find_tables
from readiness.spec.assemble import answered, read_annex
from readiness.spec.model import Annex
from readiness.store import Store
from readiness.workspace import Brief, Workspace, brief, open_workspace

KEPT_STORE = "case_data.duckdb"
STORE = "store.duckdb"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a run made: the pack, the files, and findings that came with them."""

    pack: Pack
    files: tuple[Path, ...]


def build(
    folder: Path,
    documents: Sequence[str] = (),
    day: dt.date | None = None,
    layout: str = "",
    keep_store: bool = False,
    progress: Progress = lambda _: None,
) -> Built:
    """Generates the documents of an authority's folder, all or those named.

    ``layout`` is for templates to read. Raises ReadinessError, and then nothing was written.
    """
    workspace = open_workspace(folder)
    templates = _wanted(read_templates(shelf("templates", workspace.folder)), documents)
    annex = read_annex(shelf("annex_a", workspace.folder))
    its_brief = brief(workspace, annex, day)
    annex = answered(annex, its_brief.answers)
    with scratch_folder(workspace.output) as scratch:
        pack = assemble(workspace, annex, its_brief, scratch, keep_store, progress)
        progress("Writing documents")
        rendered = _render(templates, pack, layout)
        files: dict[str, bytes | Path] = {**rendered, MANIFEST: manifest(_manifest(pack, rendered))}
        if keep_store:
            files[KEPT_STORE] = scratch / STORE
        target = workspace.output / its_brief.inspection.day.isoformat()
        return Built(pack, tuple(deliver(files, scratch, target)))


def assemble(
    workspace: Workspace, annex: Annex, its_brief: Brief, scratch: Path, keep_store: bool, progress: Progress
) -> Pack:
    """Reads the case data and makes the lists. Raises ReadinessError."""
    needed = needed_columns(annex)
    progress("Looking for case data")
    found = find_tables(workspace.case_data, annex.tables, needed)
    maps, mistakes = read_code_maps(workspace.codes, annex.codes)
    mistakes += [*found.mistakes, *missing_tables(annex, found.there, its_brief.left_empty)]
    if mistakes:
        raise SourceError(*sorted(mistakes))
    with Store(scratch / STORE if keep_store else None) as store:
        progress("Reading case data")
        intake = take_in(store, annex, needed, found.tables, maps, scratch)
        store.close_off()
        progress("Making lists")
        set_scene(store, annex, its_brief)
        lists = store.side_by_side(lambda own, name: make_list(own, annex, name, its_brief, intake), annex.lists)
    framework = annex.frameworks[its_brief.inspection.framework]
    used = {column.codes for made in lists for column in made.columns if column.codes}
    codes = tuple(
        AcceptedCode(
            name, code_set.title, code.code, code.label, "; ".join(filter(None, [_remark(code.status), code.note]))
        )
        for name, code_set in annex.codes.items()
        if name in used
        for code in code_set.codes.values()
    )
    return Pack(
        authority=workspace.settings.authority,
        inspection=its_brief.inspection,
        framework=framework.title,
        framework_verified=framework.verified,
        version=readiness.__version__,
        intake=intake,
        strangers=found.strangers,
        lists=tuple(lists),
        answers=its_brief.given,
        codes=codes,
        choice=its_brief.answers,
    )


def _remark(status: str) -> str:
    return "" if status == "current" else status


def _wanted(templates: Sequence[Template], documents: Sequence[str]) -> list[Template]:
    """The templates of the documents named, or all when none is."""
    known = {template.layout.document for template in templates}
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
    return [template for template in templates if not documents or template.layout.document in documents]


def _render(templates: Sequence[Template], pack: Pack, layout: str) -> dict[str, bytes]:
    """The bytes of every file that the templates make, by file name."""
    fields = {"pack": pack, "layout": layout}
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
        "files written": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
