"""readiness doctor: what there is before anything is built, in words or as JSON, and what to do first.

It goes on past whatever cannot be read. It shows names, counts and months, and no value of a child.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from readiness.authority.choices import Scope, scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.case_data.code_maps import read_code_maps
from readiness.case_data.column_mapping import needed_columns
from readiness.case_data.model import Unmapped
from readiness.case_data.own_columns import read_own_columns
from readiness.case_data.survey import IN_DATABASE, Surveyed, case_dates, survey_case_data
from readiness.files.deliver import scratch_folder
from readiness.files.password import NO_PASSWORDS, Passwords
from readiness.foundation.database import Store
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many
from readiness.lists.make import missing_tables
from readiness.lists.survey import list_dates, survey_workbook
from readiness.run.against_day import hold_against_day
from readiness.run.case_data import find_case_data
from readiness.run.context import STORE, Progress, RunContext
from readiness.run.earlier_runs import earlier_runs, sought_by
from readiness.specification.model import Annex
from readiness.specification.read import read_annex, with_answers

LINES_FIRST = 10
COLUMNS_LISTED = 4  # columns or headings named in a line; --json has all


@dataclass(frozen=True)
class Diagnosis:
    """What was found: every table or list, what cannot be read, what was told, and what to do, most urgent first."""

    authority: str
    day: dt.date
    source: str
    tables: tuple[Surveyed, ...]
    mistakes: tuple[Mistake, ...]
    findings: tuple[Finding, ...]
    to_do: tuple[str, ...]
    unmapped: tuple[Unmapped, ...]
    folder: Path
    of_lists: bool

    @property
    def exit_code(self) -> int:
        """3 when something cannot be read or used, 1 when there is something to do."""
        return SourceError.exit_code if self.mistakes else int(bool(self.to_do))


def diagnose(
    folder: Path, day: dt.date | None, source: Path | None, progress: Progress, passwords: Passwords = NO_PASSWORDS
) -> Diagnosis:
    """Looks at an authority's case data, or at its Annex A workbook. Raises UsageError, SpecificationError."""
    workspace = open_workspace(folder, source, passwords)
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    scope = scope_of(workspace, annex, day)
    annex = with_answers(annex, scope.answers)
    before = earlier_runs(workspace.output, sought_by(workspace, scope.inspection.day))
    there = workspace.output.exists()
    try:
        with scratch_folder(workspace.output) as scratch, Store(scratch / STORE) as store:
            run = RunContext(workspace, annex, scope, scratch, before, progress=progress)
            examined = _of_workbook(run, store, workspace.annex_a) if workspace.annex_a else _of_case_data(run, store)
    finally:
        if not there and workspace.output.is_dir():
            workspace.output.rmdir()
    return examined


def _of_case_data(run: RunContext, store: Store) -> Diagnosis:
    run.progress("Looking at case data")
    own, mistakes = read_own_columns(run.workspace.columns, run.annex.tables)
    annex, place = run.annex.model_copy(update={"tables": own.over(run.annex.tables)}), run.workspace.case_data_place
    maps, wrong_maps = read_code_maps(run.workspace.codes, annex.codes)
    mistakes += wrong_maps
    needed = needed_columns(annex)
    found = find_case_data(run, annex.tables, needed)
    survey = survey_case_data(store, annex, needed, found, maps, run.scratch)
    mistakes += [*survey.mistakes, *missing_tables(annex, survey.there, run.scope.left_empty)]
    tables = tuple(replace(table, same=_same(table, run)) for table in survey.tables)
    days, wrong_day = _days(store, case_dates(annex, needed), run.scope, place)
    findings = (*days, *survey.findings)
    return _examined(run, place, tables, (*sorted(mistakes), *wrong_day), findings, survey.unmapped)


def _of_workbook(run: RunContext, store: Store, workbook: Path) -> Diagnosis:
    run.progress("Looking at the Annex A workbook")
    maps, mistakes = read_code_maps(run.workspace.codes, run.annex.codes)
    lists, unreadable, findings = survey_workbook(store, run.annex, run.scope, workbook, maps, run.workspace.password)
    mistakes += unreadable
    days, wrong_day = ((), ()) if unreadable else _days(store, list_dates(run.annex), run.scope, workbook.name)
    return _examined(run, workbook.name, lists, (*sorted(mistakes), *wrong_day), (*days, *findings))


def _days(
    store: Store, dates: dict[str, list[str]], scope: Scope, place: str
) -> tuple[tuple[Finding, ...], tuple[Mistake, ...]]:
    try:
        return hold_against_day(store, dates, scope, place).findings, ()
    except SourceError as error:
        return (), error.mistakes


def _same(table: Surveyed, run: RunContext) -> bool | None:
    """Whether the last run read the very same file; None when there was none or it did not read the table."""
    known = run.before.files.get(table.name)
    return known.sha256 == table.fingerprint if known and table.place else None


def _examined(
    run: RunContext,
    source: str,
    tables: tuple[Surveyed, ...],
    mistakes: tuple[Mistake, ...],
    findings: tuple[Finding, ...],
    unmapped: tuple[Unmapped, ...] = (),
) -> Diagnosis:
    worst = [finding for level in ("error", "warning") for finding in findings if finding.severity == level]
    told = [*map(str, mistakes), *map(str, worst)]
    missing = [line for table in tables for line in _missing(table, run.annex, told)]
    to_do = (*map(str, mistakes), *missing, *map(str, worst))
    authority, day = run.workspace.settings.authority, run.scope.inspection.day
    folder, of_lists = run.workspace.folder, bool(run.workspace.annex_a)
    return Diagnosis(authority, day, source, tables, mistakes, findings, tuple(to_do), unmapped, folder, of_lists)


def _missing(table: Surveyed, annex: Annex, told: list[str]) -> Iterator[str]:
    """What to do about each column that a table lacks; those with a likely heading first, and none that is told."""
    if not table.place and table.name in annex.lists:
        yield f"List {annex.lists[table.name].number} is not in the workbook. Add its sheet, even if nobody is on it."
    if not table.was_read:
        return
    guesses = {unknown.guess: unknown.heading for unknown in table.unknown if unknown.guess}
    needed = _wanted(table, annex)
    left = []
    for column in table.missing:
        if any(table.place in line and column in line for line in told):
            continue
        if column in guesses:
            mapped = ", or map it in columns.csv (doctor --write begins one)" if table.name in annex.tables else ""
            yield f'{table.place}: there is no {column}. The heading "{guesses[column]}" may be it: rename it{mapped}.'
        elif column in needed:
            left.append(column)
    if left:
        yield f"{table.place}: there is no {_some(left)}. Export it too, or know that what is made of it stays blank."


def _wanted(table: Surveyed, annex: Annex) -> set[str]:
    """The columns whose absence shows: not those found through others, or that stand in for one that is there."""
    if table.name not in annex.tables:
        return {*table.missing}
    columns = annex.tables[table.name].columns
    there = [about for column, about in columns.items() if column not in table.missing]
    spare = {other for about in there for other in (about.otherwise, about.or_known_by)}
    named = {source for page in annex.lists.values() for column in page.columns.values() for source in column.from_}
    shows = {
        column
        for column in table.missing
        if column == annex.tables[table.name].key
        or columns[column].refers_to
        or columns[column].type == "date"
        or f"{table.name}.{column}" in named
    }
    return {column for column in shows - spare if not columns[column].found_through}


def tell_examined(examined: Diagnosis) -> str:
    """The text: table by table, then what to do first."""
    return "\n".join(_lines(examined))


def _lines(examined: Diagnosis) -> Iterator[str]:
    yield f"{examined.authority}, inspection day {in_words(examined.day)}, from {examined.source}"
    found = [table for table in examined.tables if table.place]
    for table in found:
        yield ""
        yield f"{table.name}: {table.place}"
        yield from (f"  {line}" for line in _of_table(table))
    absent = [table for table in examined.tables if not table.place]
    if absent:
        yield ""
        yield "Not found, or not to be read:"
        for table in absent:
            yield f"  {table.name}{_feeding(table, ', which would feed ')}"
    yield ""
    yield from _first(examined)


def _of_table(table: Surveyed) -> Iterator[str]:
    row = f", headings on row {table.headings_row}" if table.form not in ("Parquet", IN_DATABASE) else ""
    yield f"{table.form}{row}"
    if table.was_read:
        rows = many(table.rows, "row")
        yield f"{rows}{_months(table)}{_feeding(table, '; feeds ')}"
    else:
        yield "cannot be read as it is; see below"
    if table.missing:
        yield f"missing: {_some(table.missing)}"
    for unknown in table.unknown[:COLUMNS_LISTED]:
        yield f'unknown heading "{unknown.heading}"{f", perhaps {unknown.guess}" if unknown.guess else ""}'
    if len(table.unknown) > COLUMNS_LISTED:
        yield f"and {many(len(table.unknown) - COLUMNS_LISTED, 'more heading')} that nothing is read from"
    for link in table.links:
        yield f"{link.per_cent}% of {link.column} are in {link.there}"
    if table.same is not None:
        what = "rows" if table.form == IN_DATABASE else "file"
        yield f"the same {what} as at the last run" if table.same else f"{_another(what)} than at the last run"


def _another(what: str) -> str:
    return f"other {what}" if what == "rows" else f"another {what}"


def _months(table: Surveyed) -> str:
    """The months between which something happened, by the dates of a whole table."""
    if not table.oldest or not table.newest:
        return ""
    return f", {' to '.join(dict.fromkeys(f'{day:%B %Y}' for day in (table.oldest, table.newest)))}"


def _feeding(table: Surveyed, words: str) -> str:
    return f"{words}List{'' if len(table.feeds) == 1 else 's'} {listed(table.feeds)}" if table.feeds else ""


def _first(examined: Diagnosis) -> Iterator[str]:
    to_do = examined.to_do
    if not to_do:
        yield "Nothing needs doing first. Build."
        return
    shown = to_do if len(to_do) <= LINES_FIRST else to_do[: LINES_FIRST - 1]
    yield "What to do first"
    for number, line in enumerate(shown, start=1):
        yield f"  {number:>2}  {line}"
    if len(shown) < len(to_do):
        yield f"      and {len(to_do) - len(shown)} more; --json tells all"


def diagnosis_json(examined: Diagnosis) -> str:
    """The same for other programs, with every line of what to do. Months are written as 2026-01."""
    content: dict[str, Any] = {
        "authority": examined.authority,
        "inspection_day": examined.day.isoformat(),
        "source": examined.source,
        "tables": [_table(table) for table in examined.tables],
        "cannot_be_read": [*map(str, examined.mistakes)],
        "told": [
            {"severity": finding.severity, "text": str(finding), "count": finding.count}
            for finding in examined.findings
        ],
        "to_do": examined.to_do,
        "spellings_without_a_code": {
            name: sum(spelling.code_set == name for spelling in examined.unmapped)
            for name in sorted({spelling.code_set for spelling in examined.unmapped})
        },
        "exit_code": examined.exit_code,
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def _table(table: Surveyed) -> dict[str, Any]:
    months = {name: f"{day:%Y-%m}" if day else None for name, day in _span(table)}
    links = [asdict(link) | {"per_cent": link.per_cent} for link in table.links]
    return asdict(table) | {"found": bool(table.place), "links": links} | months


def _span(table: Surveyed) -> Iterator[tuple[str, dt.date | None]]:
    yield "oldest", table.oldest
    yield "newest", table.newest


def _some(names: tuple[str, ...] | list[str]) -> str:
    more = [f"{len(names) - COLUMNS_LISTED} more"] if len(names) > COLUMNS_LISTED else []
    return listed([*names[:COLUMNS_LISTED], *more])
