"""What is kept between runs: the manifest beside a run's documents, a typed page that is written and read here alone.

Holds counts, names, digests and sentences of documents without children. The one place that asks what time it is.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from readiness.foundation.errors import Refused
from readiness.run.model import Pack
from readiness.run.verdict import Light

MANIFEST = "manifest.json"
PUT_BACK = "Put it back from a copy, or move its folder elsewhere if nobody needs it"


class Kept(BaseModel):
    """A part of the manifest. Keys have spaces in the file, and those of another version are passed over."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", populate_by_name=True, alias_generator=lambda name: name.replace("_", " ")
    )


class FileRead(Kept):
    """A file of case data as it was read."""

    file: str
    sha256: str
    rows: int


class ListMade(Kept):
    """How many rows a list has, and how many are not listed for which reason."""

    rows: int
    not_listed: Mapping[str, int] = {}


class Manifest(Kept):
    """One run. What an earlier version did not write down is empty.

    ``lists_made`` is when the lists were, if the run itself made none and what is said of them is of one before.
    ``source`` is the kind of source that they were made of or read from. ``standing`` holds how ready the authority
    was; ``approved`` which approval of the self-evaluation was first seen with which digest of it; ``files_written``
    the digest of each file. What is ``accepted`` is not among ``checks``. ``lights`` are those that rest on case data,
    the last two ``judged_by`` these rows of the register; ``contradictions`` those of figures and words.
    """

    made: str = Field(min_length=1)
    lists_made: str = ""
    readiness: str = ""
    authority: str = ""
    framework: str = ""
    kind: str = ""
    inspection_day: str = ""
    case_data: str = ""
    source: str = ""
    files_read: Mapping[str, FileRead] = {}
    lists: Mapping[str, ListMade] = {}
    findings: Mapping[str, int] = {}
    checks: Mapping[str, int] = {}
    accepted: Mapping[str, int] = {}
    standing: Mapping[str, int] = {}
    approved: Mapping[str, str] = {}
    files_written: Mapping[str, str] = {}
    lights: tuple[Light, ...] = ()
    judged_by: str = ""
    contradictions: tuple[str, ...] = ()

    @property
    def listed(self) -> str:
        """When the lists it tells of were made; empty when it tells of none."""
        return (self.lists_made or self.made) if self.lists else ""


def of_lists(pack: Pack) -> dict[str, Any]:
    """What a manifest says of case data and lists."""
    severities = [finding.severity for finding in pack.findings]
    return {
        "case_data": pack.intake.fingerprint,
        "source": pack.source,
        "files_read": {
            table.name: FileRead(file=table.place, sha256=table.fingerprint, rows=table.rows_in_file)
            for table in pack.intake.tables
            if table.read
        },
        "lists": {
            listed.name: ListMade(
                rows=len(listed.rows), not_listed={reason.reason: reason.rows for reason in listed.left_out}
            )
            for listed in pack.lists
        },
        "findings": {severity: severities.count(severity) for severity in sorted(set(severities))},
        "checks": dict(pack.checks.counts),
        "accepted": dict(pack.checks.accepted_counts),
    }


def of_lists_before(before: Manifest | None) -> dict[str, Any]:
    """The same of an earlier run in the same folder, for a run that makes no list; nothing when there was none."""
    if before is None or not before.lists:
        return {}
    names = ("case_data", "source", "files_read", "lists", "findings", "checks", "accepted")
    return {name: getattr(before, name) for name in names} | {"lists_made": before.listed}


def this_moment() -> str:
    """The time, as a manifest gives it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest's bytes."""
    leave_out = None if manifest.lists_made else {"lists_made"}
    content = manifest.model_dump(mode="json", by_alias=True, exclude=leave_out)
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a folder of output; None in a folder without one. Raises Refused, in words that quote nothing."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused(f"cannot be read ({type(error).__name__})", "Check that you may read it, and run again") from None
    except (ValueError, RecursionError):
        raise Refused("is damaged, so nothing is known of that run", PUT_BACK) from None
    if not isinstance(content, dict) or "made" not in content:
        raise Refused("is not a manifest of readiness, so nothing is known of that run", PUT_BACK)
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        keys = sorted({str(problem["loc"][0]) for problem in error.errors()})
        raise Refused(f"is damaged at {', '.join(keys)}, so nothing is known of that run", PUT_BACK) from None
