"""The inspection week of a run: what inspectors ask and may ask, held against what was learned of everything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from readiness.foundation.database import Store, sql_name
from readiness.foundation.findings import Finding
from readiness.handover.released import releases_of
from readiness.preparedness.model import Standing
from readiness.preparedness.people_and_days import inspection_days
from readiness.register.rows import RegisterRows
from readiness.run.context import RunContext
from readiness.run.data_stage import Listed
from readiness.run.enquiry_stage import lines_as_at
from readiness.week.identifiers import Identifiers, children_left_out, speaks_of_children
from readiness.week.model import GivenFile, Week
from readiness.week.notes import MORNING
from readiness.week.signals import Proposal
from readiness.week.week import WeekScene, week_of


def hold_week(
    run: RunContext,
    rows: RegisterRows,
    standing: Standing,
    proposals: Sequence[Proposal] = (),
    found: Sequence[Finding] = (),
) -> Week:
    """The week as at the run's moment, with what was ``found`` in its sheets before."""
    at = run.at or dt.datetime.combine(run.scope.inspection.day, MORNING)
    scene = WeekScene(
        at=at,
        days=inspection_days(standing, run.timetable, run.annex.holidays).days,
        timetable=run.timetable,
        holidays=run.annex.holidays,
        as_at=lines_as_at(run, at.date()),
        given=tuple(_given(run)),
        proposals=proposals,
        found=found,
    )
    return week_of(rows, standing, scene)


def _given(run: RunContext) -> Iterator[GivenFile]:
    """What the record says was given to inspectors, with what became of it."""
    for one in releases_of(run.workspace.folder):
        when = one.when.astimezone().replace(tzinfo=None).isoformat(timespec="minutes")
        about = (one.request, one.name, when, one.to, one.by, one.kept_as, one.state, one.source_changed)
        yield GivenFile(*about, one.unreviewed)


def without_children(rows: RegisterRows, identifiers: Sequence[str]) -> tuple[RegisterRows, tuple[Finding, ...]]:
    """The register without the words of cells of the week's sheets that hold an identifier, and where these are."""
    if not speaks_of_children(rows):  # most of the time, and knowing all identifiers again takes a while
        return rows, ()
    return children_left_out(rows, Identifiers.among(identifiers))


def identifiers_of(run: RunContext, store: Store, listed: Listed) -> tuple[str, ...]:
    """Every identifier of a child in the case data, or in the lists of a workbook, that is in the store."""
    return (*_of_case_data(run, store), *_of_lists(listed))


def _of_case_data(run: RunContext, store: Store) -> Iterator[str]:
    """Those of the tables that say who a row is about."""
    columns = (about for table in run.annex.tables.values() for about in table.columns.values())
    persons = {about.refers_to.split(".")[0] for about in columns if about.refers_to}
    there = {*store.rows("select table_name, column_name from information_schema.columns")}
    for name in sorted(persons):
        for column, about in run.annex.tables[name].columns.items():
            if about.type == "id" and (name, column) in there:
                found = f"select distinct {sql_name(column)}::varchar from {sql_name(name)}"
                yield from (identifier for (identifier,) in store.rows(found) if identifier)


def _of_lists(listed: Listed) -> Iterator[str]:
    for result in listed.lists:
        yield from (str(person) for person in result.people if person)
