"""Puts what a run made into the folder of its inspection day, with what a later run may want to know of it.

What people changed there since it was written is kept beside the new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import readiness
from readiness.checks.compare import to_keep
from readiness.files.deliver import deliver, digest
from readiness.files.digest_key import keep_key
from readiness.files.record import ToRecord
from readiness.foundation.errors import Refused
from readiness.preparedness.memory import Snapshot, kept_from, snapshot_of
from readiness.preparedness.model import Standing
from readiness.run.acceptance_stage import ACCEPTED_FILE, to_remember
from readiness.run.against_day import STALE
from readiness.run.context import RunContext
from readiness.run.earlier_runs import CHECKS_FILE
from readiness.run.lights import lights_to_keep
from readiness.run.manifest import (
    MANIFEST,
    Manifest,
    of_lists,
    of_lists_before,
    read_manifest,
    this_moment,
    write_manifest,
)
from readiness.run.model import Learned
from readiness.run.recording import to_record
from readiness.run.snapshots import SNAPSHOT_FILE, ratings_of, write_snapshot

KEPT_STORE = "case_data.duckdb"
NOTHING_MORE: Mapping[str, bytes] = MappingProxyType({})
NOBODY_KNOWS = ""  # stands for the digest of a file when the manifest that had it cannot be read


@dataclass(frozen=True)
class PutOut:
    """The files as written, and those people had changed, each by the name it is kept under.

    With ``doubt`` nobody knows whether the files kept had been changed.
    """

    files: tuple[Path, ...]
    kept: Mapping[str, str] = field(default_factory=dict)
    doubt: bool = False


def put_out(
    run: RunContext, learned: Learned, rendered: Mapping[str, bytes], remembered: Mapping[str, bytes] = NOTHING_MORE
) -> PutOut:
    """Puts documents into their folder, with what is ``remembered`` of them.

    Where nothing was learned, what is known of the day's lists stays as it was.

    Raises OutputError.
    """
    run.progress("Putting files in place")
    target = run.workspace.output / run.scope.inspection.day.isoformat()
    try:
        there = read_manifest(target)
        written = dict(there.files_written) if there else {}
    except Refused:  # told already; whatever is there may be somebody's work
        there, written = None, dict.fromkeys(rendered, NOBODY_KNOWS)
    files: dict[str, bytes | Path] = {**rendered, **remembered}
    files[MANIFEST] = write_manifest(_manifest(run, learned, there, _digests(target, written, rendered)))
    if learned.pack:
        files[CHECKS_FILE] = to_keep(learned.pack.checks.everything, learned.pack.lists, run.before.key)
        if learned.pack.checks.remembered:
            files[ACCEPTED_FILE] = to_remember(learned.pack.checks.remembered, run.before.key)
    if learned.standing and not kept_from(learned.standing, run.before.snapshots):
        files[SNAPSHOT_FILE] = write_snapshot(_stood(run, learned, learned.standing))
    if run.store:
        files[run.file_name(KEPT_STORE)] = run.store
    if run.before.key.is_new and CHECKS_FILE in files:
        keep_key(run.before.key, run.workspace.folder, run.scratch)
    known = {name: written[name] for name in rendered if name in written}
    delivered = deliver(files, run.scratch, target, known, record=_record(run, learned))
    return PutOut(delivered.files, delivered.kept, NOBODY_KNOWS in written.values())


def _record(run: RunContext, learned: Learned) -> ToRecord:
    """The line of this run in the record: of children, how many rows their lists have."""
    pack = learned.pack
    return to_record(
        run.workspace,
        run.command,
        inspection_day=run.scope.inspection.day.isoformat(),
        case_data=pack.intake.fingerprint if pack else "",
        rows={result.name: len(result.rows) for result in pack.lists} if pack else {},
    )


def _stood(run: RunContext, learned: Learned, standing: Standing) -> Snapshot:
    """What stands on the day; ratings that were not learned are those known of the day before, if any."""
    known = next((snapshot.ratings for snapshot in run.before.snapshots if snapshot.day == standing.as_at), {})
    return snapshot_of(standing, ratings_of(learned.scorecard) or known)


def _digests(target: Path, written: Mapping[str, str], rendered: Mapping[str, bytes]) -> dict[str, str]:
    """The digest of each document in the folder: as an earlier run wrote it, or as this one does."""
    earlier = {name: known for name, known in written.items() if known != NOBODY_KNOWS and (target / name).is_file()}
    return earlier | {name: digest(content) for name, content in rendered.items()}


def _manifest(run: RunContext, learned: Learned, there: Manifest | None, digests: Mapping[str, str]) -> Manifest:
    """What a later run may want to know of this one; of what was not learned, what was known of the day before."""
    evaluation, approved = learned.evaluation, run.before.approved
    if evaluation and not evaluation.draft:
        approved = {evaluation.approved_as: evaluation.digest}
    same = there if not learned.pack or (there and there.case_data == learned.pack.intake.fingerprint) else None
    before = {light.name: light for light in same.lights} if same else {}
    judged = learned if learned.verdict else same
    return Manifest(
        made=this_moment(),
        readiness=readiness.__version__,
        authority=run.workspace.settings.authority,
        framework=run.scope.inspection.framework,
        kind=run.scope.inspection.kind,
        inspection_day=run.scope.inspection.day.isoformat(),
        standing=learned.standing.figures if learned.standing else there.standing if there else {},
        approved=approved,
        files_written=digests,
        lights=tuple(lights_to_keep(learned, run.scope.limit(STALE), before)),
        judged_by=judged.judged_by if judged else "",
        contradictions=judged.contradictions if judged else (),
        **(of_lists(learned.pack) if learned.pack else of_lists_before(there)),
    )
