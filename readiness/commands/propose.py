"""readiness week --propose: puts into the register the lines of enquiry and, afterwards, the actions that are proposed.

What people have written stays as it is, and the register as it was is kept beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.as_asked import as_asked
from readiness.commands.register import put_register
from readiness.files.deliver import scratch_folder
from readiness.files.password import NO_PASSWORDS, Passwords
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import many
from readiness.preparedness.timetable import marked_day
from readiness.register.initial_rows import sheets_of
from readiness.run.context import Progress, RunContext, in_silence
from readiness.run.earlier_runs import earlier_runs, sought_by
from readiness.run.enquiry_stage import propose_lines
from readiness.run.register_stage import register_rows
from readiness.run.stages import learn
from readiness.specification.read import read_annex, with_answers
from readiness.week.identifiers import Identifiers
from readiness.week.staging import staged


@dataclass(frozen=True)
class Proposed:
    """The register, what was added to it, in words, and under which name it is kept as it was; empty if nothing was.

    ``beyond`` counts signals that would be proposed besides, if more of a kind were wanted. ``findings`` are what of
    earlier runs cannot be read, so that nobody can tell whether a practice flag has jumped, and notes that no action
    can be made of.
    """

    file: Path
    added: tuple[str, ...] = ()
    kept_as: str = ""
    beyond: int = 0
    findings: tuple[Finding, ...] = ()


def propose(
    folder: Path, day: dt.date | None = None, progress: Progress = in_silence, passwords: Passwords = NO_PASSWORDS
) -> Proposed:
    """Adds to the register what is proposed and is not there.

    Signals are those of the inspection day of the settings. ``day`` is today, which decides whether inspectors have
    gone and actions are proposed; without it none is. Raises ReadinessError, and then nothing was written.
    """
    from readiness.register.update import update_register  # noqa: PLC0415 (takes a while, and others do not need it)

    workspace = open_workspace(folder, passwords=passwords)
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    scope = scope_of(workspace, annex, None)
    before = earlier_runs(workspace.output, sought_by(workspace, scope.inspection.day))
    with scratch_folder(workspace.folder) as scratch:
        answered = with_answers(annex, scope.answers)
        run = RunContext(workspace, answered, scope, scratch, before, progress=progress, command=as_asked())
        learned = learn(run)
        proposals = propose_lines(run, learned)
        identifiers = Identifiers.among(learned.identifiers)
        new = staged(register_rows(run), proposals.chosen, _call_that_is_over(run, day), identifiers)
        findings = (*before.findings, *new.findings)
        file = workspace.register
        content, added = update_register(file, sheets_of(annex, scope), new.rows, new.cells)
        if not added:
            return Proposed(file, beyond=proposals.beyond, findings=findings)
        progress(f"Writing {file.name}")
    kept = put_register(workspace, {file.name: content})
    return Proposed(file, added, kept, proposals.beyond, findings)


def _call_that_is_over(run: RunContext, day: dt.date | None) -> dt.date | None:
    """The day of the call, once the last day on site is past; None before that."""
    call = run.scope.call_day
    if call is None or day is None:
        return None
    last = marked_day(call, run.timetable, "last day on site", run.annex.holidays)
    return call if last and day > last else None


def tell_proposed(proposed: Proposed) -> Iterator[str]:
    """What was added to the register, and what might be besides."""
    if proposed.kept_as:
        yield f"{proposed.file.name} as it was is kept as {proposed.kept_as}."
    yield from (f"Added: {words}" for words in proposed.added)
    if not proposed.added:
        yield f"Nothing is proposed that {proposed.file.name} does not have."
    if proposed.beyond:
        are = "is" if proposed.beyond == 1 else "are"
        yield f"{many(proposed.beyond, 'more signal')} of the same kinds {are} not proposed."
