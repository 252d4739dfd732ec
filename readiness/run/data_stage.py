"""From a source to a pack: reads case data and makes the lists, or reads lists from a workbook; then checks them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import readiness
from readiness.authority.choices import Brief
from readiness.authority.settings import Workspace
from readiness.case_data.code_maps import read_code_maps
from readiness.case_data.column_mapping import needed_columns
from readiness.case_data.find import find_tables
from readiness.case_data.ingest import take_in
from readiness.case_data.model import Intake
from readiness.checks.case_rows import case_rows
from readiness.checks.check import check
from readiness.checks.last_run import LastRun, compared
from readiness.checks.unparsed import unread_texts
from readiness.checks.worklist import make_worklist
from readiness.foundation.database import Store
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import listed
from readiness.indicators.count import count
from readiness.lists.find_in_workbook import find_lists
from readiness.lists.make import make_list, missing_tables, set_scene, without_source
from readiness.lists.model import ListResult, Remark
from readiness.lists.read_workbook import adopt
from readiness.run.model import AcceptedCode, Pack
from readiness.specification.model import Annex

STORE = "store.duckdb"
Progress = Callable[[str], None]
CodeMaps = Mapping[str, Mapping[str, str]]


def assemble(
    workspace: Workspace,
    annex: Annex,
    brief: Brief,
    scratch: Path,
    keep_store: bool,
    first_row: int,
    before: LastRun,
    figures: bool,
    progress: Progress,
) -> Pack:
    """The pack of an authority, with what indicators count if their ``figures`` are wanted. Raises ReadinessError.

    ``first_row`` is where lists begin on the sheets to be written. Temporary files go to the folder ``scratch``, and
    the database too when it is kept.
    """
    maps, mistakes = read_code_maps(workspace.codes, annex.codes)
    with Store(scratch / STORE if keep_store else None) as store:
        if workspace.annex_a:
            if mistakes:
                raise SourceError(*sorted(mistakes))
            intake, lists, remarks = _read_lists(store, annex, brief, workspace.annex_a, maps, progress)
        else:
            intake, lists, remarks = _make_lists(store, annex, brief, workspace, maps, mistakes, scratch, progress)
        progress("Checking lists")
        as_found = [made.name for made in lists if made.was_read]
        absent = [made.name for made in lists if made.left_empty or not made.tables]
        causes = check(store, annex, brief, as_found, absent, remarks, before.rows)
        texts = unread_texts(store, annex, causes) if as_found else {}
        of_tables = case_rows(store, annex, intake, causes)
        if figures:
            progress("Counting indicators")
        counted = count(store, annex, brief, lists, intake) if figures else {}
    checks = compared(causes, lists, before)
    framework = annex.frameworks[brief.inspection.framework]
    return Pack(
        authority=workspace.settings.authority,
        inspection=brief.inspection,
        framework=framework.title,
        framework_verified=framework.verified,
        version=readiness.__version__,
        intake=intake,
        lists=lists,
        answers=brief.given,
        codes=_codes(annex, lists),
        choice=brief.answers,
        limits=brief.limits,
        checks=checks,
        worklist=make_worklist(annex, lists, checks, texts, first_row, of_tables),
        counted=counted,
    )


Taken = tuple[Intake, tuple[ListResult, ...], tuple[Remark, ...]]


def _make_lists(
    store: Store,
    annex: Annex,
    brief: Brief,
    workspace: Workspace,
    maps: CodeMaps,
    mistakes: list[Mistake],
    scratch: Path,
    progress: Progress,
) -> Taken:
    """The lists as the specification makes them from case data."""
    needed = needed_columns(annex)
    progress("Looking for case data")
    found = find_tables(workspace.case_data, annex.tables, needed)
    mistakes = [*mistakes, *found.mistakes, *missing_tables(annex, found.there, brief.left_empty)]
    if mistakes:
        raise SourceError(*sorted(mistakes))
    progress("Reading case data")
    intake = take_in(store, annex, needed, found.tables, maps, scratch)
    store.close_off()
    progress("Making lists")
    set_scene(store, annex, brief, maps)
    store.specified("annex_a/shared.sql", annex.shared)
    lists = store.side_by_side(lambda own, name: make_list(own, annex, name, brief, intake), annex.lists)
    empty = [_without_source(annex, made) for made in lists if not made.tables and not made.left_empty]
    return (
        replace(intake, findings=(*intake.findings, *found.strangers, *empty)),
        tuple(lists),
        (*without_source(lists),),
    )


def _without_source(annex: Annex, made: ListResult) -> Finding:
    """A list none of whose tables is there has no rows, which must not read as if nobody were on it."""
    tables = listed(annex.lists[made.name].rows_from, "or")
    wrong = f"there is no {tables}, so the list is empty"
    return Finding("warning", made.name, wrong, 'Supply one, or name the list under "lists left empty"')


def _read_lists(store: Store, annex: Annex, brief: Brief, workbook: Path, maps: CodeMaps, progress: Progress) -> Taken:
    """The lists as the authority's own workbook holds them."""
    progress("Reading the Annex A workbook")
    store.close_off()
    set_scene(store, annex, brief, maps)
    found = find_lists(workbook, annex.lists)
    adopted = adopt(store, annex, brief, found, maps)
    return adopted.intake, adopted.lists, adopted.remarks


def _codes(annex: Annex, lists: Iterable[ListResult]) -> tuple[AcceptedCode, ...]:
    """Every accepted code that a column of the lists may hold."""
    used = {column.codes for made in lists for column in made.columns if column.codes}
    return tuple(
        AcceptedCode(
            name, code_set.title, code.code, code.label, "; ".join(filter(None, [_remark(code.status), code.note]))
        )
        for name, code_set in annex.codes.items()
        if name in used
        for code in code_set.codes.values()
    )


def _remark(status: str) -> str:
    return "" if status == "current" else status
