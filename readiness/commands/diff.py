"""readiness diff: who joined and who left each list between two inspection days, and which cells changed.

Both days' lists are made now, of the same case data. Children go into the workbook alone; the screen has counts.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import Workspace, open_workspace
from readiness.commands.as_asked import as_asked
from readiness.commands.children_locked import with_lock
from readiness.commands.printing import tell_findings
from readiness.files.deliver import scratch_folder
from readiness.files.password import NO_PASSWORDS, Passwords
from readiness.foundation.database import Store
from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import SO_FAR
from readiness.foundation.phrases import day as in_words
from readiness.lists.changes import ChangedCell, KeyedList, ListChanges, MovedRow, list_changes
from readiness.lists.keys import keyed_list
from readiness.render.templates import read_templates, workbook_made_by
from readiness.render.workbook_from_yaml.write import write_workbook
from readiness.run.context import Progress, RunContext
from readiness.run.data_stage import Listed, get_lists
from readiness.run.delivery import PutOut, put_out
from readiness.run.earlier_runs import earlier_runs, sought_by
from readiness.run.model import Learned
from readiness.specification.model import Annex
from readiness.specification.read import read_annex, with_answers


@dataclass(frozen=True)
class DayChanges:
    """Everything the workbook is given: what became of each list from the ``first`` day to the ``second``."""

    authority: str
    first: dt.date
    second: dt.date
    fingerprint: str
    lists: tuple[ListChanges, ...]

    @property
    def joined(self) -> tuple[MovedRow, ...]:
        return tuple(row for changes in self.lists for row in changes.joined)

    @property
    def left(self) -> tuple[MovedRow, ...]:
        return tuple(row for changes in self.lists for row in changes.left)

    @property
    def cells(self) -> tuple[ChangedCell, ...]:
        return tuple(cell for changes in self.lists for cell in changes.cells)


@dataclass(frozen=True)
class Compared:
    """The changes, the files made, and what a person should know of the data and of earlier runs."""

    changes: DayChanges
    put: PutOut
    findings: tuple[Finding, ...]


def compare_days(
    folder: Path, first: dt.date, second: dt.date, progress: Progress, passwords: Passwords = NO_PASSWORDS
) -> Compared:
    """Makes the lists of both days and writes the workbook. Raises ReadinessError, and then nothing was written."""
    if first >= second:
        wrong = "is the same day" if first == second else f"is before {in_words(first)}"
        raise UsageError(Mistake(second.isoformat(), wrong, "Give the earlier inspection day first, then a later one"))
    workspace = open_workspace(folder, passwords=passwords)
    if workspace.annex_a:
        wrong = "lists are read from a workbook, which holds those of one day"
        raise UsageError(Mistake(str(folder), wrong, 'Only "source: case data" gives the lists of any day'))
    workbooks, _ = read_templates(own_over_installed("templates", workspace.folder))
    template = workbook_made_by("diff", workbooks)
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    with scratch_folder(workspace.output) as scratch:
        of_first = _run(workspace, annex, scratch, first, progress)
        runs = [of_first, replace(_run(workspace, annex, scratch, second, progress), read=of_first.read)]
        (earlier, before), (later, after) = (_lists_of(run) for run in runs)
        changes = DayChanges(
            authority=workspace.settings.authority,
            first=first,
            second=second,
            fingerprint=later.intake.fingerprint,
            lists=tuple(map(list_changes, before, after)),
        )
        name = f"{Path(template.layout.file).stem}_since_{first.isoformat()}.xlsx"
        progress(f"Writing {name}")
        content = with_lock(write_workbook(template.over({"changes": changes}), second), workspace.password)
        put = put_out(runs[1], Learned(), {name: content})
    known = {*later.intake.findings}
    told = [finding for finding in earlier.intake.findings if finding not in known]
    return Compared(changes, put, (*runs[1].before.findings, *told, *later.intake.findings))


def _run(workspace: Workspace, annex: Annex, scratch: Path, day: dt.date, progress: Progress) -> RunContext:
    """The run of one of the days."""
    scope = scope_of(workspace, annex, day)
    before = earlier_runs(workspace.output, sought_by(workspace, day))
    answered = with_answers(annex, scope.answers)

    def of_day(words: str) -> None:
        progress(words if words.startswith(SO_FAR) else f"{in_words(day)}: {words[:1].lower()}{words[1:]}")

    return RunContext(workspace, answered, scope, scratch, before, progress=of_day, command=as_asked())


def _lists_of(run: RunContext) -> tuple[Listed, list[KeyedList]]:
    """The lists of a day, in order, with the key of each row. Raises SourceError, SpecificationError."""
    with Store() as store:
        listed = get_lists(run, store)
        return listed, store.side_by_side(lambda own, result: keyed_list(own, run.annex, result), listed.lists)


def tell_changes(compared: Compared) -> None:
    """The counts, list by list, and the workbook; what was found on the way goes to the error stream."""
    changes, put = compared.changes, compared.put
    tell_findings(compared.findings)
    for name, kept in put.kept.items():
        changed = "may have been changed" if put.doubt else "had been changed"
        click.echo(f"{name} {changed} since it was written; as it was, it is kept as {kept}.", err=True)
    sys.stderr.flush()
    days = f"{in_words(changes.first)} to {in_words(changes.second)}"
    click.echo(f"{changes.authority}, {days}, both made now of the same case data")
    click.echo(_line("", "", ("before", "joined", "left", "after", "changed")))
    for each in changes.lists:
        counts = (each.before, len(each.joined), len(each.left), each.after, each.changed)
        remark = "   left empty" if each.list.left_empty else ""
        click.echo(_line(f"List {each.list.number}", each.list.short_title, [f"{n:,}" for n in counts]) + remark)
    for file in put.files:
        click.echo(str(file))


def _line(number: str, title: str, cells: Sequence[str]) -> str:
    return f"  {number:<8} {title:<18}{''.join(f'{cell:>9}' for cell in cells)}"
