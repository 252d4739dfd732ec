"""readiness release: what inspectors are given, kept as it is given and recorded; and what they were given so far.

Refuses what was not reviewed, unless somebody says why, and what holds children and has no password.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import Workspace, open_workspace
from readiness.case_data.own_columns import read_own_columns
from readiness.commands.as_asked import as_asked
from readiness.commands.children_locked import children_in, digests_with_children
from readiness.files.deliver import scratch_folder
from readiness.files.digest_key import KEY_FILE
from readiness.files.journal import not_written, undo_stopped
from readiness.files.record import RECORD
from readiness.foundation.errors import Mistake, OutputError, Refused, SourceError, UsageError
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike, visible
from readiness.handover.child_level import ChildMarks, child_headings, why_child_level
from readiness.handover.given_files import TakenCopy, copies_of
from readiness.handover.keep_release import KeptRelease, keep_release
from readiness.handover.model import RELEASES_FOLDER
from readiness.handover.opens import objections_to
from readiness.handover.released import ReleasedFile, ReleasedSoFar, ReleaseLine, released_so_far
from readiness.handover.review import asked_for, not_reviewed
from readiness.register.initial_rows import sheets_of
from readiness.register.read import read_register
from readiness.register.rows import request_rows, sheet_of
from readiness.register.week_rows import RequestRow
from readiness.render.templates import read_templates
from readiness.run.recording import login_name, to_record
from readiness.run.register_stage import register_file
from readiness.specification.model import Annex
from readiness.specification.read import read_annex


@dataclass(frozen=True)
class ReleaseAsked:
    """What was asked of the command; empty where nothing was said."""

    request: str
    to: str = ""
    unreviewed: str = ""


@dataclass(frozen=True)
class KeptNow:
    """What was kept for whom, what had been given already, and what is to be told of files and record."""

    request: str
    to: str
    files: tuple[KeptRelease, ...]
    told: tuple[str, ...] = ()


def take_to_release(folder: Path, files: Sequence[Path], asked: ReleaseAsked) -> KeptNow:
    """Keeps files as they are given for a request, with a line in the record. Raises ReadinessError."""
    workspace = open_workspace(folder)
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    row = _request(workspace, annex, asked.request)
    said = _said(row, asked)
    with scratch_folder(workspace.folder) as scratch:
        given = copies_of(files, workspace.folder, scratch, _own_files(workspace))
        _refuse_children(given, _marks(workspace, annex), scratch)
        told = [*_names_another(row, given)]
        told += [
            Finding("warning", file.name, one.wrong, one.do)
            for file in given
            for one in objections_to(file.copy.read_bytes(), Path(file.name).suffix.lower())
        ]
        record = to_record(workspace, as_asked())
        kept = keep_release(workspace.folder, scratch, given, said, record)
    pending = undo_stopped(workspace.folder / RELEASES_FOLDER)
    return KeptNow(said.request, said.to, kept, (*map(str, told), *pending))


def so_far(folder: Path, asked: ReleaseAsked) -> ReleasedSoFar:
    """What was released so far, or of that for one request. Raises ReadinessError."""
    if asked.to or asked.unreviewed:
        raise UsageError(Mistake("readiness release", "there is no file to release", "Name it before the options"))
    released = released_so_far(open_workspace(folder).folder)
    if not asked.request:
        return released
    theirs = tuple(release for release in released.releases if alike(release.request) == alike(asked.request))
    return replace(released, releases=theirs)


def tell_kept_releases(kept: KeptNow) -> Iterator[str]:
    """What was kept under which name, and what had been given already."""
    for file in kept.files:
        if file.is_new:
            yield f"{file.name} is kept as {file.kept_as}, for request {kept.request}, to {kept.to}."
            yield f"  SHA-256 {file.digest}"
        else:
            yield f"{file.name} is what stands in {file.kept_as} already, for the same request; it is not kept again."
    if any(file.is_new for file in kept.files):
        yield "Send or upload what is kept there. Then write into the register that it is released."


def tell_releases(released: ReleasedSoFar) -> Iterator[str]:
    """What was given, two lines each: what and its state, then by whom and to whom."""
    if not released.releases:
        yield "Nothing has been released yet."
    for release in released.releases:
        version = f" ({release.version})" if release.version else ""
        changed = "; the file it was copied from has changed since" if release.source_changed else ""
        when = f"{release.when.astimezone():%Y-%m-%d %H:%M}"
        yield visible(f"{when}  request {release.request}: {release.name}{version}, {release.state}{changed}")
        yield visible(f"{'':18}to {release.to}, by {_by(release)}, {_reviewed(release)}")


def _by(release: ReleasedFile) -> str:
    return f"{release.releaser} (logged in as {release.login})" if release.releaser else release.login


def _reviewed(release: ReleasedFile) -> str:
    return f"reviewed by {release.reviewed_by}" if release.reviewed_by else f"not reviewed: {release.unreviewed}"


def _said(row: RequestRow, asked: ReleaseAsked) -> ReleaseLine:
    """What the line of the record is to say, but for the files. Raises UsageError."""
    wrong = [*not_reviewed(row, login_name())]
    reason, to = _on_one_line(asked.unreviewed), _on_one_line(asked.to) or row.asked_by.text
    mistakes = [] if reason else [*wrong]
    if asked.unreviewed and not reason:
        mistakes.append(Mistake("--unreviewed", "says no reason", "Write it after the option, in quotation marks"))
    if reason and not wrong:
        mistakes.append(Mistake("--unreviewed", f"request {row.ref.text} is reviewed", "Leave the option out"))
    if not to:
        do = "Say --to NAME, or write there who asked"
        mistakes.append(Mistake(row.asked_by.place, "it is not said who is given it", do))
    if mistakes:
        raise UsageError(*mistakes)
    return ReleaseLine(
        request=row.ref.text,
        version=row.version.text,
        to=to,
        releaser=row.releaser.text,
        reviewer="" if wrong else row.reviewer.text,
        unreviewed=reason,
        files={},
    )


def _request(workspace: Workspace, annex: Annex, number: str) -> RequestRow:
    """The request of that number, whatever is wrong on other sheets of the register. Raises UsageError, SourceError."""
    if not number.strip():
        raise UsageError(Mistake("--request", "it is not said which request is answered", "Give its number"))
    sheet = sheet_of(RequestRow)
    about = sheets_of(annex, scope_of(workspace, annex, None))[sheet]
    file = register_file(workspace)
    requests = request_rows(read_register(file, {sheet: about}))
    return asked_for(requests, visible(number).strip(), f"{file.name}, sheet {about.title}")


def _names_another(row: RequestRow, given: Iterable[TakenCopy]) -> Iterator[Finding]:
    """What is told when the sheet says that another file answers the request."""
    named = row.file.text.casefold()
    if named and not any(Path(file.name).stem.casefold() in named for file in given):
        do = "Look whether the right file was given, and correct the cell if it was"
        yield Finding("warning", row.file.place, f"names another file for request {row.ref.text}", do)


def _own_files(workspace: Workspace) -> tuple[Path, ...]:
    """The papers of the folder that are never given: the register and copies of it, the record, the key."""
    register = workspace.register
    copies = workspace.folder.glob(f"{register.stem}_before_*{register.suffix}")
    return (register, workspace.folder / RECORD, workspace.folder / KEY_FILE, *copies)


def _marks(workspace: Workspace, annex: Annex) -> ChildMarks:
    """What children are known by in this folder. What is wrong in its map of headings, a build tells."""
    own, _ = read_own_columns(workspace.columns, annex.tables)
    workbooks, _ = read_templates(own_over_installed("templates", workspace.folder))
    try:
        digests = digests_with_children(workspace, children_in(workbooks, annex))
    except OSError:
        do = "Check that you may read it, and close it in other programs"
        raise SourceError(Mistake(RECORD, "cannot be read", do)) from None
    return ChildMarks(child_headings(annex, own), digests)


def _refuse_children(given: Iterable[TakenCopy], marks: ChildMarks, scratch: Path) -> None:
    """Raises UsageError for what holds children and has no password, and for what cannot be looked into."""
    mistakes = []
    for file in given:
        try:
            why = why_child_level(file.copy, Path(file.name).suffix, marks, scratch)
        except Refused as refused:
            why = f"cannot be looked into for children: it {refused.why}", refused.do
        except OSError as error:
            raise OutputError(not_written(scratch / file.name, error)) from None
        if why:
            mistakes.append(Mistake(file.name, *why))
    if mistakes:
        raise UsageError(*mistakes)


def _on_one_line(text: str) -> str:
    return " ".join(visible(text).split())
