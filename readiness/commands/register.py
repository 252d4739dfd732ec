"""readiness register: counts the register, or brings it up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import Workspace, open_workspace
from readiness.commands.as_asked import as_asked
from readiness.commands.new import text_to_write_in
from readiness.evaluation.claim_refs import claim_refs
from readiness.files.deliver import deliver, scratch_folder
from readiness.foundation.errors import SourceError
from readiness.register.find_sheets import Sheets
from readiness.register.initial_rows import DOCUMENTS, checklist_rows, sheets_of
from readiness.register.read import read_register
from readiness.register.rows import read_rows, rows_of, sheet_of
from readiness.register.sheet_rows import StatementRow
from readiness.run.recording import to_record
from readiness.run.register_stage import entered_and_published, register_file
from readiness.specification.frameworks import area_titles
from readiness.specification.model import Annex
from readiness.specification.read import read_annex

BEFORE_UPDATE = "before"  # in the name of the register as it was: register_before_1.xlsx


def bring_up_to_date(folder: Path) -> tuple[Path, tuple[str, ...], str]:
    """Adds to a register what is new in the checklist and the sheets, or makes it; the file and what was added.

    What people have written stays as it is. The register as it was is kept beside it, under the name given last, if
    it changed. Raises ReadinessError.
    """
    from readiness.register.new import new_register  # noqa: PLC0415 (takes a while, and other commands do not need it)
    from readiness.register.update import update_register  # noqa: PLC0415

    workspace = open_workspace(folder)
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    asked = scope_of(workspace, annex, None)
    sheets = sheets_of(annex, asked)
    rows = {DOCUMENTS: checklist_rows(annex, annex.frameworks[asked.inspection.framework])}
    file = workspace.register
    files: dict[str, bytes | Path] = {}
    if file.is_file():
        content, added = update_register(file, sheets, rows, _refs(file, sheets, annex, asked.inspection.framework))
    else:
        content, added = new_register(sheets, rows), (f"{file.name}, with the checklist of documents",)
    if added:
        files[file.name] = content
    text = workspace.authors_text
    if not text.is_file():
        files[text.name] = text_to_write_in(workspace, annex, {})
        added = (*added, f"{text.name}, for the authors of the self-evaluation")
    if not added:
        return file, (), ""
    return file, added, put_register(workspace, files)


def put_register(workspace: Workspace, files: Mapping[str, bytes | Path]) -> str:
    """Puts files beside the register, itself among them if it changed; the name under which it is kept as it was.

    Raises OutputError, and then nothing was written.
    """
    name = workspace.register.name
    with scratch_folder(workspace.folder) as scratch:
        record = to_record(workspace, as_asked())
        delivered = deliver(files, scratch, workspace.folder, {name: ""}, BEFORE_UPDATE, record)
    return delivered.kept.get(name, "")


def tell_updated(file: Path, added: Iterable[str], kept: str) -> None:
    """What was added, and where the register is as it was before."""
    for words in added:
        click.echo(f"Added: {words}")
    if kept:
        click.echo(f"As it was before, it is kept as {kept}.")
    click.echo(f"{file} is up to date.")


def _refs(file: Path, sheets: Sheets, annex: Annex, framework: str) -> dict[str, dict[int, dict[str, str]]]:
    """The number of each claim that has none, by sheet, row and field."""
    try:
        claims = read_rows(file, sheets).statements
    except SourceError:  # a build tells what is wrong in it; what is new can be added all the same
        return {}
    refs, _ = claim_refs(claims, [*area_titles(annex.frameworks, framework), ""])
    return {sheet_of(StatementRow): {row.number: {"ref": refs[row.number]} for row in claims if not row.ref.text}}


def count_register(folder: Path) -> list[tuple[str, int]]:
    """The title of each sheet of the register and how many rows it has. Raises ReadinessError."""
    workspace = open_workspace(folder)
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    scope = scope_of(workspace, annex, None)
    sheets = sheets_of(annex, scope)
    register = read_register(register_file(workspace), sheets)
    entered_and_published(annex, rows_of(register), workspace, scope.inspection.day)
    return [(about.title, len(register.rows(key))) for key, about in sheets.items()]
