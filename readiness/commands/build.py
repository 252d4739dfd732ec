"""readiness build and check: the stages in order. The only place that knows the order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from readiness.authority.choices import Scope, scope_of
from readiness.authority.overlay import shelf, shelves
from readiness.authority.settings import open_workspace
from readiness.checks.last_run import FOUND, LastRun, last_run, to_keep
from readiness.disclosure.redact import LIMITS, for_publication
from readiness.files.deliver import MANIFEST, WRITTEN, deliver, digest, manifest, scratch_folder, written_before
from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.phrases import listed, nearest
from readiness.render.csv_list import write_csv
from readiness.render.templates import DocumentTemplate, read_templates
from readiness.render.workbook_from_yaml.template import WorkbookTemplate
from readiness.render.workbook_from_yaml.write import write_workbook
from readiness.run.data_stage import STORE, Progress, assemble
from readiness.run.model import Pack
from readiness.run.overview import Overview
from readiness.run.register_stage import prepare
from readiness.specification.read import answered, read_annex

KEPT_STORE = "case_data.duckdb"


@dataclass(frozen=True)
class Built:
    """What a run made: the pack, the files (none when it only looked), and what documents without children print.

    ``kept`` are files that people had changed since they were written, each with the name it is kept under.
    """

    pack: Pack
    files: tuple[Path, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    overview: Overview | None = None


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
    workbooks, drafts = read_templates(shelves("templates", workspace.folder))
    wanted = _wanted([*workbooks, *drafts], documents)
    annex = read_annex(shelf("annex_a", workspace.folder))
    its_scope = scope_of(workspace, annex, day)
    annex = answered(annex, its_scope.answers)
    before = last_run(workspace.output)
    with scratch_folder(workspace.output) as scratch:
        first_row = 1 + max((each.heading_row(its_scope.answers, layout) for each in workbooks), default=1)
        figures_too = write and any(draft in wanted for draft in drafts)
        pack = assemble(workspace, annex, its_scope, scratch, keep_store, first_row, before, figures_too, progress)
        if not write:
            return Built(pack)
        overview: Overview | None = None
        if figures_too:
            progress("Taking stock")
            overview = prepare(workspace, annex, its_scope, pack, before)
        rendered: dict[str, bytes] = {}
        fields = {"pack": pack, "choice": pack.choice, "layout": layout}
        for template in (each.over(fields) for each in workbooks if each in wanted):
            progress(f"Writing {template.layout.file}")
            rendered |= _workbook(template, pack)
        for draft in (each for each in drafts if overview and each in wanted):
            progress(f"Writing {draft.about.file}")
            rendered[draft.about.file] = _draft(draft, _given(draft, overview, its_scope), pack)
        figures = overview.standing.figures if overview else before.figures
        target = workspace.output / its_scope.inspection.day.isoformat()
        said = {**_manifest(pack, figures), "approved": dict(_approved(overview, before))}
        said[WRITTEN] = written_before(target) | {name: digest(content) for name, content in rendered.items()}
        files: dict[str, bytes | Path] = {**rendered, MANIFEST: manifest(said)}
        files[FOUND] = to_keep(pack.checks.causes, pack.lists)
        if keep_store:
            files[KEPT_STORE] = scratch / STORE
        delivered = deliver(files, scratch, target)
        return Built(pack, delivered.files, delivered.kept, overview)


def _wanted(
    templates: Sequence[WorkbookTemplate | DocumentTemplate], documents: Sequence[str]
) -> list[WorkbookTemplate | DocumentTemplate]:
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


def _workbook(template: WorkbookTemplate, pack: Pack) -> dict[str, bytes]:
    """The bytes of a workbook and of what goes with it, by file name."""
    files = {template.layout.file: write_workbook(template, pack.inspection.day)}
    if template.text(template.layout.lists_also_as_csv, template.fields, "lists also as csv"):
        files |= {f"{made.name}.csv": write_csv(made) for made in pack.lists}
    return files


def _draft(draft: DocumentTemplate, fields: Mapping[str, Any], pack: Pack) -> bytes:
    """The bytes of a document whose template is a whole."""
    if draft.about.file.endswith(".docx"):
        from readiness.render.word.fill import write_word  # noqa: PLC0415 (takes a while, and workbooks do not need it)

        return write_word(draft.path, draft.place, fields, draft.title(fields), pack.inspection.day)
    if draft.about.file.endswith(".xlsx"):
        from readiness.render.workbook_from_excel.fill import write_sheets  # noqa: PLC0415

        return write_sheets(draft.path, draft.place, fields, draft.title(fields), pack.inspection.day)
    from readiness.render.html_page import write_page  # noqa: PLC0415

    return write_page(draft.path, draft.place, fields, pack.inspection.day)


def _given(draft: DocumentTemplate, overview: Overview | None, scope: Scope) -> dict[str, Overview | None]:
    """The fields of a document: of one for publication without small numbers, by the authority's own limits."""
    if overview and draft.about.for_publication:
        overview = for_publication(overview, *map(scope.limit, LIMITS))
    return {"overview": overview}


def _approved(overview: Overview | None, before: LastRun) -> Mapping[str, str]:
    """The approval of the self-evaluation with the digest of what was approved, for later runs to compare with."""
    if overview is None or overview.evaluation.draft:
        return before.approved
    return {overview.evaluation.approved_as: overview.evaluation.digest}


def _manifest(pack: Pack, figures: Mapping[str, int]) -> dict[str, Any]:
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
    }
