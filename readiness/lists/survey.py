"""What there is of an Annex A workbook before it is checked: where each list stands and which headings it lacks."""

from __future__ import annotations

from pathlib import Path

from readiness.authority.choices import Scope
from readiness.case_data.survey import LocalMaps, Surveyed, UnknownHeading, months, with_guesses
from readiness.files.password import Password
from readiness.foundation.database import Store
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.findings import Finding
from readiness.lists.find_in_workbook import find_lists
from readiness.lists.make import set_scene
from readiness.lists.read_workbook import read_lists
from readiness.specification.model import Annex


def list_dates(annex: Annex) -> dict[str, list[str]]:
    """The columns of lists that say when something happened, by list."""
    return {
        name: [column for column, about in page.columns.items() if about.type == "date" and not about.no_event]
        for name, page in annex.lists.items()
    }


def survey_workbook(
    store: Store,
    annex: Annex,
    scope: Scope,
    workbook: Path,
    code_maps: LocalMaps,
    password: Password | None = None,
) -> tuple[tuple[Surveyed, ...], tuple[Mistake, ...], tuple[Finding, ...]]:
    """The lists of a workbook, why it cannot be read, and what was told on reading it."""
    nothing = tuple(Surveyed(name) for name in annex.lists)
    try:
        found = find_lists(workbook, annex.lists, password)
        set_scene(store, annex, scope, code_maps)
        read = read_lists(store, annex, scope, found, code_maps)
    except SourceError as error:
        return nothing, error.mistakes, ()
    rows = {result.name: len(result.rows) for result in read.lists}
    dates = list_dates(annex)
    lists = []
    for empty in nothing:
        if empty.name not in found.lists:
            lists.append(empty)
            continue
        sheet, columns = found.lists[empty.name], annex.lists[empty.name].columns
        missing = tuple(column for column in columns if column not in sheet.positions)
        oldest, newest = months(store, empty.name, dates[empty.name])
        guesses = with_guesses(sheet.unknown, missing)
        lists.append(
            Surveyed(
                name=empty.name,
                place=sheet.place,
                form="text" if workbook.is_dir() else "workbook",
                headings_row=sheet.at,
                was_read=True,
                rows=rows[empty.name],
                missing=tuple(columns[column].heading for column in missing),
                unknown=tuple(
                    UnknownHeading(unknown.heading, columns[unknown.guess].heading if unknown.guess else "")
                    for unknown in guesses
                ),
                oldest=oldest,
                newest=newest,
            )
        )
    return tuple(lists), (), read.intake.findings
