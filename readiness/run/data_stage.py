"""What is learned of children: reads case data and makes the lists, or reads them from a workbook; checks and counts.

Each function is one stage of a run; the order of the stages is in stages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import readiness
from readiness.case_data.code_maps import read_code_maps
from readiness.case_data.column_mapping import needed_columns
from readiness.case_data.contract import broken_contract, headers_of
from readiness.case_data.implausible import all_lacking
from readiness.case_data.ingest import ingest
from readiness.case_data.model import CaseDataAccount
from readiness.case_data.own_columns import read_own_columns
from readiness.case_data.survey import case_dates
from readiness.checks.accept import NOTHING_ACCEPTED, Acceptances, RestsOn, accepted_apart, told_of
from readiness.checks.check import ListOrigin, check
from readiness.checks.compare import compared
from readiness.checks.model import BrokenRule, Checks
from readiness.checks.rows_in_extract import CaseRows, case_rows
from readiness.checks.unparsed import unread_texts
from readiness.checks.worklist import make_worklist
from readiness.foundation.database import Store
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import listed
from readiness.indicators.count import count
from readiness.indicators.model import Counted
from readiness.lists.bare_names import bare_names
from readiness.lists.find_in_workbook import find_lists
from readiness.lists.make import make_list, missing_tables, set_scene, without_source
from readiness.lists.model import ListResult, Remark
from readiness.lists.outcomes import rows_left_out
from readiness.lists.read_workbook import read_lists
from readiness.lists.survey import list_dates
from readiness.run.against_day import hold_against_day
from readiness.run.case_data import find_case_data
from readiness.run.context import RunContext
from readiness.run.earlier_runs import ComparedRun
from readiness.run.model import AcceptedCode, Pack
from readiness.specification.model import Annex

CodeMaps = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Listed:
    """The lists, from whichever source: what was taken in for them, and what was remarked in a workbook's cells."""

    intake: CaseDataAccount
    lists: tuple[ListResult, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def as_found(self) -> list[str]:
        """The lists that a workbook held, by name."""
        return [result.name for result in self.lists if result.was_read]

    @property
    def absent(self) -> list[str]:
        """The lists for which there is no source, by name."""
        return [result.name for result in self.lists if result.left_empty or not result.tables]


@dataclass(frozen=True)
class Checked:
    """Every rule broken, worst first; the texts that could not be read, by list, column and row; rows of case data."""

    causes: tuple[BrokenRule, ...]
    texts: Mapping[tuple[str, str, int], str]
    of_tables: CaseRows


def get_lists(run: RunContext, store: Store) -> Listed:
    """The lists, made from case data or as a workbook holds them; they are in the store afterwards.

    Raises SourceError with every mistake.
    """
    maps, mistakes = read_code_maps(run.workspace.codes, run.annex.codes)
    if not run.workspace.annex_a:
        return _make_lists(run, store, maps, mistakes)
    if mistakes:
        raise SourceError(*sorted(mistakes))
    return _read_lists(run, store, maps, run.workspace.annex_a)


def check_lists(run: RunContext, store: Store, listed: Listed) -> Checked:
    """What breaks the rules in the lists. Raises SpecificationError."""
    run.progress("Checking lists")
    origin = ListOrigin(listed.as_found, listed.absent, listed.remarks)
    causes = check(store, run.annex, run.scope, origin, run.before.base.rows)
    texts = unread_texts(store, run.annex, causes) if listed.as_found else {}
    return Checked(causes, texts, case_rows(store, run.annex, listed.intake, causes))


def only_wanted(run: RunContext, listed: Listed, checked: Checked) -> tuple[Listed, Checked]:
    """The same of the lists that are wanted; of all, when none is named."""
    if not run.only:
        return listed, checked
    lists = tuple(result for result in listed.lists if result.name in run.only)
    causes = tuple(cause for cause in checked.causes if cause.about in run.only)
    return replace(listed, lists=lists), replace(checked, causes=causes)


def count_indicators(run: RunContext, store: Store, listed: Listed) -> dict[str, tuple[Counted, ...]]:
    """What each indicator counts in the lists and in case data. Raises SpecificationError."""
    run.progress("Counting indicators")
    return count(store, run.annex, run.scope, listed.lists, listed.intake)


def pack_of(
    run: RunContext,
    listed: Listed,
    checked: Checked,
    counted: Mapping[str, tuple[Counted, ...]] | None,
    accepting: Acceptances = NOTHING_ACCEPTED,
) -> Pack:
    """Everything that is known of children, as renderers are given it; what is accepted stands apart."""
    annex, scope, lists = run.annex, run.scope, listed.lists
    base = run.before.base
    checks = _since(base, compared(checked.causes, lists, base.found, base.day, run.before.key), listed)
    rests_on = RestsOn(lists, checked.texts, checked.of_tables, run.before.key)
    checks = accepted_apart(checks, accepting, rests_on, scope.inspection.day)
    told = (*listed.intake.findings, *accepting.findings, *told_of(checks.accepted))
    framework = annex.frameworks[scope.inspection.framework]
    return Pack(
        authority=run.workspace.settings.authority,
        inspection=scope.inspection,
        framework=framework.title,
        framework_verified=framework.verified,
        version=readiness.__version__,
        source=run.workspace.kind_of_source,
        only=bool(run.only),
        intake=replace(listed.intake, findings=told),
        lists=lists,
        answers=scope.given,
        codes=_codes(annex, lists),
        choice=scope.answers,
        limits=scope.limits,
        checks=checks,
        worklist=make_worklist(annex, lists, checks, checked.texts, run.first_row, checked.of_tables),
        counted=counted or {},
    )


def _since(base: ComparedRun, checks: Checks, listed: Listed) -> Checks:
    """The same, knowing when the run compared with was made, and whether the extract is the same as then."""
    same = base.fingerprint == listed.intake.fingerprint
    return replace(checks, made=base.made, same_extract=same) if checks.since else checks


def _make_lists(run: RunContext, store: Store, maps: CodeMaps, mistakes: list[Mistake]) -> Listed:
    """The lists as the specification makes them from case data."""
    scope = run.scope
    own, wrong = read_own_columns(run.workspace.columns, run.annex.tables)
    annex = run.annex.model_copy(update={"tables": own.over(run.annex.tables)})
    needed = needed_columns(annex)
    run.progress("Looking for case data")
    found = find_case_data(run, annex.tables, needed)
    headers = headers_of(store, found.tables, needed)
    mistakes = [*mistakes, *wrong, *found.mistakes, *missing_tables(annex, found.there, scope.left_empty)]
    mistakes += broken_contract(annex, found.tables, headers, scope.left_empty)
    if mistakes:
        raise SourceError(*sorted(mistakes))
    run.progress("Reading case data")
    intake = ingest(store, annex, needed, found.tables, maps, run.scratch)
    without = all_lacking(store, annex, needed, intake, own)
    intake = replace(intake, lacking=without.columns, findings=(*intake.findings, *without.findings))
    store.close_off()
    days = hold_against_day(store, case_dates(annex, needed), scope, run.workspace.case_data_place)
    run.progress("Making lists")
    set_scene(store, annex, scope, maps)
    store.specified("annex_a/shared.sql", annex.shared)
    lists = store.side_by_side(
        lambda own, name: make_list(own, annex, name, scope, intake),
        annex.lists,
        lambda made: f"{made} of {len(annex.lists)}",
    )
    if "rows" in run.needs:
        lists = [replace(result, each_left_out=tuple(rows_left_out(store, annex, result, intake))) for result in lists]
    empty = [_without_source(annex, result) for result in lists if not result.tables and not result.left_empty]
    unused = own.unused(headers)
    bare = bare_names(lists)
    told = (
        *intake.findings,
        *days.findings,
        *found.strangers,
        *unused,
        *empty,
        *_emptied(lists, intake),
        *bare.values(),
    )
    lacking = (*intake.lacking, *bare)
    account = replace(intake, findings=told, lacking=lacking, ends_before=days.ends_before)
    return Listed(account, tuple(lists), (*without_source(lists),))


def _read_lists(run: RunContext, store: Store, maps: CodeMaps, workbook: Path) -> Listed:
    """The lists as the authority's own workbook holds them."""
    run.progress("Reading the Annex A workbook")
    store.close_off()
    set_scene(store, run.annex, run.scope, maps)
    found = find_lists(workbook, run.annex.lists, run.workspace.password)
    adopted = read_lists(store, run.annex, run.scope, found, maps)
    days = hold_against_day(store, list_dates(run.annex), run.scope, workbook.name)
    told = (*adopted.intake.findings, *days.findings)
    intake = replace(adopted.intake, findings=told, ends_before=days.ends_before)
    return Listed(intake, adopted.lists, adopted.remarks)


def _without_source(annex: Annex, result: ListResult) -> Finding:
    """A list none of whose tables is there has no rows, which must not read as if nobody were on it."""
    tables = listed(annex.lists[result.name].rows_from, "or")
    wrong = f"there is no {tables}, so the list is empty"
    return Finding("warning", result.name, wrong, 'Supply one, or name the list under "lists left empty"')


def _emptied(lists: Iterable[ListResult], intake: CaseDataAccount) -> Iterable[Finding]:
    """A full table of which no row is listed, while columns of it are lacking, must not read as if nobody is there."""
    for result in lists:
        columns = [name.split(".")[1] for name in intake.lacking if name.split(".")[0] in result.tables]
        if result.rows_in_files and columns and not result.rows and not result.left_empty:
            wrong = f"none of {result.rows_in_files:,} rows is listed, for want of {listed(columns)}"
            yield Finding("error", result.name, wrong, "Export it", result.rows_in_files)


def _codes(annex: Annex, lists: Iterable[ListResult]) -> tuple[AcceptedCode, ...]:
    """Every accepted code that a column of the lists may hold."""
    used = {column.codes for result in lists for column in result.columns if column.codes}
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
