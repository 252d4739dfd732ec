"""readiness explain: one child's rows of case data and what became of each, in a workbook of their own.

The child's identifier goes into no message and no name of a file.
"""

from __future__ import annotations

import datetime as dt
from itertools import count
from pathlib import Path

import click

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.as_asked import as_asked
from readiness.commands.children_locked import with_lock
from readiness.files.deliver import deliver, scratch_folder
from readiness.files.password import NO_PASSWORDS, Passwords
from readiness.foundation.phrases import listed, many
from readiness.render.templates import first_row_of_lists, read_templates, workbook_made_by
from readiness.render.workbook_from_yaml.write import write_workbook
from readiness.run.context import Progress, RunContext
from readiness.run.explain_stage import explain_person
from readiness.run.explained import Explained
from readiness.run.needs import LISTS
from readiness.run.recording import to_record
from readiness.specification.read import read_annex, with_answers


def explain_child(
    folder: Path,
    identifier: str,
    day: dt.date | None,
    source: Path | None,
    progress: Progress,
    passwords: Passwords = NO_PASSWORDS,
) -> tuple[Explained, Path]:
    """Explains a child, and gives the workbook that tells it. Raises ReadinessError, and then nothing was written."""
    workspace = open_workspace(folder, source, passwords)
    workbooks, _ = read_templates(own_over_installed("templates", workspace.folder))
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    asked = scope_of(workspace, annex, day)
    with scratch_folder(workspace.output) as scratch:
        run = RunContext(
            workspace=workspace,
            annex=with_answers(annex, asked.answers),
            scope=asked,
            scratch=scratch,
            needs=LISTS,
            first_row=first_row_of_lists(workbooks, asked.answers, ""),
            progress=progress,
        )
        template = workbook_made_by("explain", workbooks)
        explained = explain_person(run, identifier)
        progress(f"Writing {template.layout.file}")
        content = write_workbook(template.over({"explained": explained}), asked.inspection.day)
        content = with_lock(content, workspace.password)
        target = workspace.output / asked.inspection.day.isoformat()
        record = to_record(workspace, as_asked(), inspection_day=asked.inspection.day.isoformat())
        delivered = deliver({_free_name(target, template.layout.file): content}, scratch, target, record=record)
    return explained, delivered.files[0]


def _free_name(target: Path, file: str) -> str:
    """The file's name, or with the first number that no file there has: what was explained before stays."""
    stem, ending = Path(file).stem, Path(file).suffix
    names = (f"{stem}{'' if number == 1 else f'_{number}'}{ending}" for number in count(1))
    return next(name for name in names if not (target / name).exists())


def tell_explained(explained: Explained, file: Path) -> None:
    """How much was found, by numbers alone; before it, on the error stream, what could not be read."""
    for finding in explained.unread:
        click.echo(str(finding), err=True)
    on = [str(result.number) for result in explained.lists if result.listed_on]
    lists = f"on List{'s' if len(on) > 1 else ''} {listed(on)}" if on else "on no list"
    where = "sheet" if explained.was_read else "file"
    click.echo(f"{many(len(explained.rows), 'row')} in {many(explained.files, where)}; {lists}.")
    if explained.was_read:
        click.echo("The lists were read from a workbook, so nothing is known of rows that are not on them.", err=True)
    click.echo(str(file))
