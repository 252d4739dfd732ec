"""What of the register accepts findings, and what earlier runs remember of that. Nothing wrong here stops a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from readiness.checks.accept import NOTHING_ACCEPTED, Acceptances, Remembered, read_acceptances
from readiness.checks.compare import KEY
from readiness.files.deliver import UNFINISHED
from readiness.files.digest_key import DigestKey
from readiness.foundation.errors import Refused, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import many
from readiness.register.initial_rows import sheets_of
from readiness.register.read import read_register
from readiness.register.rows import acceptance_rows, sheet_of
from readiness.register.sheet_rows import AcceptedFindingRow
from readiness.run.context import RunContext
from readiness.run.earlier_runs import of_key
from readiness.run.manifest import PUT_BACK

ACCEPTED_FILE, ACCEPTED = "accepted.json", "accepted"


def acceptances(run: RunContext) -> Acceptances:
    """What the register accepts on the inspection day; nothing where there is no register."""
    if not run.workspace.register.is_file():
        return NOTHING_ACCEPTED
    sheet = sheet_of(AcceptedFindingRow)
    try:
        register = read_register(run.workspace.register, {sheet: sheets_of(run.annex, run.scope)[sheet]})
    except SourceError as error:
        wrong = f"{many(len(error.mistakes), 'mistake')} in it, so no finding is accepted"
        told = Finding("warning", run.workspace.register.name, wrong, "readiness register says what they are")
        return Acceptances(findings=(told,))
    read = read_acceptances(run.annex, acceptance_rows(register), run.scope.inspection.day)
    if not read.rows:
        return read
    remembered: dict[str, list[str]] = {}
    unreadable = [*_remembered(run.workspace.output, run.before.key, remembered)]
    return Acceptances(read.rows, (*read.findings, *unreadable), remembered)


def _remembered(output: Path, key: DigestKey, remembered: dict[str, list[str]]) -> Iterator[Finding]:
    """Takes in what the runs in an output folder remember; what cannot be read is told.

    So is what was made with another key, until a run remembers with this one.
    """
    lost = "so nobody can tell whether what was accepted has changed since"
    of_another: list[Finding] = []
    known = False
    for file in sorted(output.glob(f"*/{ACCEPTED_FILE}")):
        if file.parent.name.startswith(UNFINISHED):
            continue
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            for name, digests in of_key(content, key, ACCEPTED, lost).items():
                remembered.setdefault(str(name), [*map(str, digests)])
            known = True
        except Refused as refused:
            of_another.append(Finding("warning", "/".join(file.parts[-3:]), refused.why, refused.do))
        except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            yield Finding("warning", "/".join(file.parts[-3:]), f"cannot be read, {lost}", PUT_BACK)
    yield from () if known else of_another


def to_remember(remembered: Remembered, key: DigestKey) -> bytes:
    """What later runs need to know of what was accepted: digests alone."""
    accepted = {name: list(digests) for name, digests in sorted(remembered.items())}
    content = {KEY: key.mark, ACCEPTED: accepted}
    return (json.dumps(content, separators=(",", ":")) + "\n").encode()
