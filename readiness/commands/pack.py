"""readiness pack: the documents that are ready, looked through and numbered, with an index and a zip file.

Says on the screen what is in it, what is missing, what was left out and why. Reads no case data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.as_asked import as_asked
from readiness.files.deliver import scratch_folder
from readiness.files.journal import digest_of, not_written, write_whole
from readiness.files.password import Password, Passwords
from readiness.foundation.errors import OutputError, Refused
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.handover.lay_down import LaidDown, lay_down, refuse_foreign
from readiness.handover.model import NotPacked, UploadPack
from readiness.handover.pack import Gathered, MadeHere, Sources, gather
from readiness.handover.zipped import refuse_odd_letters, write_zip
from readiness.preparedness.model import DocumentStanding
from readiness.render.templates import DocumentTemplate, read_templates, workbook_made_by
from readiness.render.workbook_from_yaml.template import WorkbookTemplate
from readiness.render.workbook_from_yaml.write import write_workbook
from readiness.run.context import Progress, RunContext
from readiness.run.earlier_runs import earlier_runs, sought_by
from readiness.run.manifest import read_manifest
from readiness.run.needs import STANDING
from readiness.run.recording import to_record
from readiness.run.register_stage import register_rows, stand_as_last_checked
from readiness.specification.read import read_annex

DOCUMENTS_SHOWN = 12


@dataclass(frozen=True)
class PackMade:
    """The pack, where it lies, and what a person should know of earlier runs. It has no zip file without a password."""

    pack: UploadPack
    laid: LaidDown
    findings: tuple[Finding, ...]


def make_pack(folder: Path, day: dt.date | None, progress: Progress, password: Password | None) -> PackMade:
    """Makes the pack and puts it into the folder of its day. Raises ReadinessError, and then nothing was written."""
    workspace = open_workspace(folder, passwords=Passwords(password))
    if password:
        refuse_odd_letters(password)
    workbooks, drafts = read_templates(own_over_installed("templates", workspace.folder))
    templates: list[WorkbookTemplate | DocumentTemplate] = [*workbooks, *drafts]
    index = workbook_made_by("pack", workbooks)
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    scope = scope_of(workspace, annex, day)
    before = earlier_runs(workspace.output, sought_by(workspace, scope.inspection.day))
    day_folder = workspace.output / scope.inspection.day.isoformat()
    refuse_foreign(day_folder, workspace.folder)
    with scratch_folder(workspace.output) as scratch:
        run = RunContext(workspace, annex, scope, scratch, before, STANDING)
        standing = stand_as_last_checked(run, register_rows(run))
        made = {
            name: made
            for template in templates
            for name, made in _made_by(template, day_folder, before.errors is not None)
        }
        sources = Sources(annex.documents, workspace.documents, made, scratch, standing.kind, password)
        progress("Looking through the documents")
        gathered = _gathered(standing.documents, sources)
        pack = UploadPack(
            authority=workspace.settings.authority,
            day=scope.inspection.day,
            kind=standing.kind,
            packed=tuple(gathered.packed),
            others=tuple(gathered.others),
            checks=tuple(gathered.checks),
        )
        progress("Writing the index")
        files = _with_index(index, pack, gathered.files, scratch)
        zipped = scratch / "of_pack.zip" if password else None
        if zipped and password:
            progress("Writing the zip file")
            _zip(files, zipped, password)
        about = {"inspection_day": scope.inspection.day.isoformat()}
        laid = lay_down(files, zipped, day_folder, lambda: to_record(workspace, as_asked(), **about))
    return PackMade(pack, laid, before.findings)


def _gathered(standings: Sequence[DocumentStanding], sources: Sources) -> Gathered:
    try:
        return gather(standings, sources)
    except OSError as error:
        raise OutputError(not_written(sources.scratch, error)) from None


def _zip(files: Mapping[str, Path], zipped: Path, password: Password) -> None:
    try:
        write_zip(files, zipped, password)
    except OSError as error:
        raise OutputError(not_written(zipped, error)) from None


def _made_by(
    template: WorkbookTemplate | DocumentTemplate, day_folder: Path, checked: bool
) -> Iterator[tuple[str, MadeHere]]:
    """The file of each document that a template makes, by the document's name."""
    is_workbook = isinstance(template, WorkbookTemplate)
    name = template.layout.file if isinstance(template, WorkbookTemplate) else template.about.file
    file = day_folder / name
    try:
        manifest = read_manifest(day_folder)
    except Refused:  # told already; then nobody knows whether it is as it was made
        manifest = None
    written = manifest.files_written.get(name) if manifest else None
    for document in template.documents:
        yield document, MadeHere(file, is_workbook, checked, written != digest_of(file))


def _with_index(
    template: WorkbookTemplate, pack: UploadPack, files: Mapping[str, Path], scratch: Path
) -> dict[str, Path]:
    """The files with the index before them."""
    numbers = [*(file.number for file in pack.packed), *(other.number for other in pack.others)]
    digits = max(map(len, numbers), default=2)
    name = f"{'0' * digits} {Path(template.layout.file).stem.capitalize()}.xlsx"
    index = scratch / "of_pack_index"
    write_whole(index, write_workbook(template.over({"upload": pack}), pack.day))
    return {name: index, **files}


def tell_taken_along(made: PackMade) -> Iterator[str]:
    """What a person should know beside the pack itself."""
    for finding in made.findings:
        yield str(finding)
    if made.laid.removed:
        yield "The zip file of the pack before was removed: it would not have held what the folder holds now."
    if made.laid.zipped is None:
        yield "There is no zip file: one is made when you give a password with --password or --password-file."


def tell_pack(made: PackMade) -> Iterator[str]:
    """What is in the pack, what is missing, what was left out, and where it lies."""
    pack = made.pack
    wanted = [each for each in pack.others if each.wanted]
    yield f"{pack.authority}, inspection day {in_words(pack.day)}, {pack.kind.lower()}"
    yield f"In the pack: {many(len(pack.packed), 'document')} of {len(pack.packed) + len(wanted)}."
    yield from _told("Missing", pack.missing)
    yield from _told("Left out", pack.left_out)
    if pack.not_asked_for:
        yield f"Not asked for, or not applicable: {len(pack.not_asked_for)}. The index says which."
    yield str(made.laid.folder)
    if made.laid.zipped:
        yield f"{made.laid.zipped} (AES-256; 7-Zip opens it, Windows Explorer does not)"


def _told(what: str, documents: Sequence[NotPacked]) -> Iterator[str]:
    if documents:
        yield f"{what}: {len(documents)}."
    for each in documents[:DOCUMENTS_SHOWN]:
        due = f" Due on {in_words(each.due)}." if each.due else ""
        yield f"  {each.number} {each.title}: {each.why[:1].lower()}{each.why[1:]}{due}"
    if len(documents) > DOCUMENTS_SHOWN:
        yield f"  and {len(documents) - DOCUMENTS_SHOWN} more; the index lists them all"
