"""The runs before this one, as far as they can be read. What cannot be read is told, and never passes for no run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from readiness.checks.compare import Digests
from readiness.files.deliver import UNFINISHED
from readiness.foundation.errors import Refused
from readiness.foundation.findings import Finding
from readiness.run.manifest import MANIFEST, PUT_BACK, FileRead, Manifest, read_manifest

CHECKS_FILE = "checks.json"


@dataclass(frozen=True)
class LastRun:
    """When the run before was made, how many rows each list had, and the digests of what it found, by rule and list.

    ``listed`` is when lists were last made. ``found`` is None where nobody can tell what was found then. ``figures``
    say how ready the authority was; ``errors`` counts what the checks found, None before any run, without those that
    were accepted. ``approved`` says
    which approval of the self-evaluation was first seen with which digest of it. ``findings`` are what cannot be read.
    ``files`` are those that the lists were made of, by table.
    """

    made: str = ""
    listed: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    found: Digests | None = None
    figures: Mapping[str, int] = field(default_factory=dict)
    errors: int | None = None
    accepted_errors: int = 0
    approved: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, FileRead] = field(default_factory=dict)


NO_RUN = LastRun()


def last_run(output: Path) -> LastRun:
    """The latest run in an output folder, and the latest that made lists; an empty one when there is none."""
    runs: dict[Path, Manifest] = {}
    findings: list[Finding] = []
    for file in sorted(output.glob(f"*/{MANIFEST}")):
        if file.parent.name.startswith(UNFINISHED):
            continue
        try:
            manifest = read_manifest(file.parent)
        except Refused as refused:
            findings.append(_told(file, refused))
            continue
        if manifest:
            runs[file.parent] = manifest
    if not runs:
        return LastRun(findings=tuple(findings))
    latest = max(runs.values(), key=lambda manifest: manifest.made)
    place, listing = max(runs.items(), key=lambda run: run[1].listed)
    found = None
    try:
        found = _found(place / CHECKS_FILE) if "error" in listing.checks else None
    except Refused as refused:
        findings.append(_told(place / CHECKS_FILE, refused))
    return LastRun(
        made=latest.made,
        listed=listing.listed,
        rows={name: listed.rows for name, listed in listing.lists.items()},
        found=found,
        figures=latest.standing,
        errors=listing.checks.get("error"),
        accepted_errors=listing.accepted.get("error", 0),
        approved=latest.approved,
        findings=tuple(findings),
        files=listing.files_read,
    )


def _found(file: Path) -> Digests:
    """What the checks of a run found. Raises Refused."""
    lost = "so this run cannot say what is new and what has gone"
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {
            (str(rule), str(name)): Counter(map(str, digests))
            for rule, by_list in content.items()
            for name, digests in by_list.items()
        }
    except FileNotFoundError:
        raise Refused(f"is not there, {lost}", "Put it back from a copy") from None
    except OSError as error:
        raise Refused(f"cannot be read ({type(error).__name__}), {lost}", "Check that you may read it") from None
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise Refused(f"is damaged, {lost}", PUT_BACK) from None


def _told(file: Path, refused: Refused) -> Finding:
    return Finding("warning", "/".join(file.parts[-3:]), refused.why, refused.do)
