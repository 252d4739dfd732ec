"""The runs before this one, as far as they can be read: with which of them this one is compared, and what they knew.

Compared is by inspection day and not by the clock. What cannot be read is told, and never passes for no run.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from readiness.authority.settings import Workspace
from readiness.checks.compare import FOUND, KEY, Digests
from readiness.files.deliver import UNFINISHED
from readiness.files.digest_key import KEY_FILE, DigestKey, digest_key, new_key
from readiness.foundation.dates import read_day
from readiness.foundation.errors import Mistake, Refused, UsageError
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed
from readiness.preparedness.memory import Snapshot
from readiness.run.manifest import MANIFEST, PUT_BACK, FileRead, Manifest, read_manifest, this_moment
from readiness.run.snapshots import SNAPSHOT_FILE, read_snapshot
from readiness.run.verdict import Light

CHECKS_FILE = "checks.json"


@dataclass(frozen=True)
class Sought:
    """What is asked of earlier runs: those of which authority and source, before which day; or those of ``since``.

    ``key`` is that of the digests by which findings are known again.
    """

    day: dt.date
    authority: str = ""
    source: str = ""
    since: dt.date | None = None
    key: DigestKey = field(default_factory=new_key)


def sought_by(workspace: Workspace, day: dt.date, since: dt.date | None = None) -> Sought:
    """What a run of an authority for a day asks of those before it. Raises UsageError."""
    authority, source = workspace.settings.authority, workspace.kind_of_source
    return Sought(day, authority, source, since, digest_key(workspace.folder))


@dataclass(frozen=True)
class ComparedRun:
    """The run that this one is compared with: its inspection day, when its lists were made, and what they held.

    ``day`` is empty when there is none. ``found`` is None where nobody can tell what its checks found.
    ``fingerprint`` is that of its case data.
    """

    day: str = ""
    made: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    found: Digests | None = None
    fingerprint: str = ""

    def only(self, names: Collection[str]) -> ComparedRun:
        """The same of some lists alone."""
        found = self.found and {key: digests for key, digests in self.found.items() if key[1] in names}
        return replace(self, rows={name: rows for name, rows in self.rows.items() if name in names}, found=found)


@dataclass(frozen=True)
class EarlierRuns:
    """What earlier runs knew.

    ``figures`` say how ready the authority was on ``figures_day``, the latest earlier inspection day of which anybody
    took stock. ``listed`` is when the lists for this run's own inspection day were made last, and ``errors`` what the
    checks found in them without the ``accepted_errors``; empty and None when none were. ``approved`` says which
    approval of the self-evaluation was first seen with which digest of it. ``files`` are those that lists were last
    made of, by table. ``snapshots`` are what stood on each day of which anybody took stock, whether before or after
    this one, the oldest first. ``findings`` are what cannot be read. ``lights``, ``judged_by`` and ``contradictions``
    are of the run made last for this run's own inspection day. ``key`` is that of this run's own digests.
    """

    base: ComparedRun = ComparedRun()
    figures: Mapping[str, int] = field(default_factory=dict)
    figures_day: str = ""
    listed: str = ""
    errors: int | None = None
    accepted_errors: int = 0
    approved: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileRead] = field(default_factory=dict)
    snapshots: tuple[Snapshot, ...] = ()
    findings: tuple[Finding, ...] = ()
    lights: tuple[Light, ...] = ()
    judged_by: str = ""
    contradictions: tuple[str, ...] = ()
    key: DigestKey = field(default_factory=new_key, compare=False)


NO_RUNS = EarlierRuns()


@dataclass(frozen=True)
class _Kept:
    """A run as its folder keeps it. A moment that is still to come is no sign of being the latest."""

    folder: Path
    manifest: Manifest
    day: dt.date
    order: tuple[bool, str]


def earlier_runs(output: Path, sought: Sought) -> EarlierRuns:
    """What the runs in an output folder knew. Raises UsageError when the day to compare with has no run."""
    runs, findings = _readable(output, sought)
    listing = [run for run in runs if run.manifest.lists and run.manifest.source in ("", sought.source)]
    base, unreadable = _base(_one_before(listing, sought), sought, listing)
    stocktaking = _one_before([run for run in runs if run.manifest.standing], sought)
    here = _latest(run for run in runs if run.day == sought.day and run.manifest.lists)
    latest, latest_listing = _latest(runs), _latest(listing)
    snapshots, lost = _snapshots(runs)
    return EarlierRuns(
        base=base,
        figures=stocktaking.manifest.standing if stocktaking else {},
        figures_day=stocktaking.day.isoformat() if stocktaking else "",
        listed=here.manifest.listed if here else "",
        errors=here.manifest.checks.get("error") if here else None,
        accepted_errors=here.manifest.accepted.get("error", 0) if here else 0,
        approved=latest.manifest.approved if latest else {},
        files=latest_listing.manifest.files_read if latest_listing else {},
        snapshots=snapshots,
        findings=(*findings, *unreadable, *lost),
        lights=here.manifest.lights if here else (),
        judged_by=here.manifest.judged_by if here else "",
        contradictions=here.manifest.contradictions if here else (),
        key=sought.key,
    )


def _readable(output: Path, sought: Sought) -> tuple[list[_Kept], list[Finding]]:
    """The authority's own runs, and what cannot be read. What an earlier version did not write down is no obstacle."""
    runs: list[_Kept] = []
    findings: list[Finding] = []
    now = this_moment()
    for file in sorted(output.glob(f"*/{MANIFEST}")):
        if file.parent.name.startswith(UNFINISHED):
            continue
        try:
            manifest = read_manifest(file.parent)
        except Refused as refused:
            findings.append(_told(file, refused))
            continue
        day = read_day((manifest.inspection_day if manifest else "") or file.parent.name)
        if manifest and day and manifest.authority in ("", sought.authority):
            if manifest.made > now:
                wrong = "was written at a time that is still to come, so it is not taken for the last"
                do = "Check the clock of this computer; a build for that inspection day puts it right"
                findings.append(_told(file, Refused(wrong, do)))
            runs.append(_Kept(file.parent, manifest, day, (manifest.made <= now, manifest.made)))
    return runs, findings


def _snapshots(runs: Sequence[_Kept]) -> tuple[tuple[Snapshot, ...], list[Finding]]:
    """What stood on each day, and what of it cannot be read. Of several runs for a day the one made last counts."""
    snapshots: dict[dt.date, Snapshot] = {}
    findings: list[Finding] = []
    for run in sorted(runs, key=lambda run: (run.day, run.order)):
        try:
            kept = read_snapshot(run.folder)
        except Refused as refused:
            findings.append(_told(run.folder / SNAPSHOT_FILE, refused))
            continue
        if kept:
            snapshots[run.day] = replace(kept, day=run.day)
    return tuple(snapshots.values()), findings


def _one_before(runs: Sequence[_Kept], sought: Sought) -> _Kept | None:
    """The run of the day that is asked for, or of the latest inspection day before; of several the one made last."""
    before = [run for run in runs if run.day < sought.day and sought.since in (None, run.day)]
    return max(before, key=lambda run: (run.day, run.order), default=None)


def _latest(runs: Iterable[_Kept]) -> _Kept | None:
    """The run that was made last."""
    return max(runs, key=lambda run: run.order, default=None)


def _base(run: _Kept | None, sought: Sought, listing: Sequence[_Kept]) -> tuple[ComparedRun, tuple[Finding, ...]]:
    """What is compared with, and what of it cannot be read. Raises UsageError."""
    if run is None:
        if sought.since:
            raise UsageError(_no_run(sought.since, sought, listing))
        return ComparedRun(), ()
    manifest, found = run.manifest, None
    findings: tuple[Finding, ...] = ()
    try:
        found = _found(run.folder / CHECKS_FILE, sought.key) if "error" in manifest.checks else None
    except Refused as refused:
        findings = (_told(run.folder / CHECKS_FILE, refused),)
    rows = {name: made.rows for name, made in manifest.lists.items()}
    return ComparedRun(run.day.isoformat(), manifest.listed, rows, found, manifest.case_data), findings


def _no_run(since: dt.date, sought: Sought, listing: Sequence[_Kept]) -> Mistake:
    """Why there is nothing to compare with on the day that is asked for."""
    place = f"--since {since.isoformat()}"
    if since >= sought.day:
        return Mistake(place, f"is not before the inspection day, {in_words(sought.day)}", "Choose an earlier day")
    days = sorted({run.day for run in listing if run.day < sought.day})
    choose = f"Choose {listed(days, 'or')}" if days else "Build for that day first"
    return Mistake(place, "no run for that day is kept that read the same kind of source", choose)


def _found(file: Path, key: DigestKey) -> Digests:
    """What the checks of a run found. Raises Refused."""
    lost = "so this run cannot say what is new and what has gone"
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {
            (str(rule), str(name)): Counter(map(str, digests))
            for rule, by_list in of_key(content, key, FOUND, lost).items()
            for name, digests in by_list.items()
        }
    except FileNotFoundError:
        raise Refused(f"is not there, {lost}", "Put it back from a copy") from None
    except OSError as error:
        raise Refused(f"cannot be read ({type(error).__name__}), {lost}", "Check that you may read it") from None
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise Refused(f"is damaged, {lost}", PUT_BACK) from None


def of_key(content: Mapping[str, Any], key: DigestKey, kept: str, lost: str) -> Mapping[str, Any]:
    """What is ``kept`` in a file of digests. Raises Refused where they are made with another key, or with none."""
    mark = content.get(KEY)
    if not isinstance(mark, str):
        again = "Nothing needs doing; what this run finds is known again by the next"
        raise Refused(f"was written by an earlier version of readiness, which had no {KEY_FILE}, {lost}", again)
    if mark != key.mark:
        gone = "which is not there" if key.is_new else "and another is there now"
        wrong = f"rests on the {KEY_FILE} of its time, {gone}"
        do = "Put it back from a copy; without one, what this run finds is known again by the next"
        raise Refused(f"{wrong}, {lost}", do)
    found: Mapping[str, Any] = content[kept]
    return found


def _told(file: Path, refused: Refused) -> Finding:
    return Finding("warning", "/".join(file.parts[-3:]), refused.why, refused.do)
