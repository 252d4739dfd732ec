"""What stood on a day is kept beside the manifest and read again; what cannot be read is told."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from readiness.preparedness.memory import ActionThen, Snapshot
from readiness.run.earlier_runs import Sought, earlier_runs
from readiness.run.snapshots import SNAPSHOT_FILE, write_snapshot

OCTOBER, NOVEMBER = dt.date(2026, 10, 16), dt.date(2026, 11, 20)
THEN = Snapshot(
    OCTOBER,
    {"actions open": 1},
    {"Plan": "ready"},
    {"Plan": NOVEMBER},
    (ActionThen("Ask", "Ada Archer", NOVEMBER),),
    {"1 Visits": "red"},
    ("Who signs",),
)


def kept(output: Path, day: dt.date, content: bytes | None) -> None:
    folder = output / day.isoformat()
    folder.mkdir(parents=True)
    manifest = {"made": "2026-10-16T09:00:00+00:00", "inspection day": day.isoformat(), "authority": "Anyshire"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    if content is not None:
        (folder / SNAPSHOT_FILE).write_bytes(content)


def test_what_was_kept_is_read_again_by_day(tmp_path: Path) -> None:
    kept(tmp_path, NOVEMBER, None)
    kept(tmp_path, OCTOBER, write_snapshot(THEN))
    before = earlier_runs(tmp_path, Sought(NOVEMBER, "Anyshire"))
    assert (before.snapshots, before.findings) == ((THEN,), ())
    assert earlier_runs(tmp_path, Sought(NOVEMBER, "Othershire")).snapshots == ()


def test_what_is_damaged_is_told(tmp_path: Path) -> None:
    kept(tmp_path / "output", OCTOBER, b'{"day": "no day"}')
    before = earlier_runs(tmp_path / "output", Sought(NOVEMBER, "Anyshire"))
    assert before.snapshots == ()
    assert [str(finding) for finding in before.findings] == [
        "output/2026-10-16/as_it_stood.json: is damaged, so nobody can tell what stood at that meeting. Put it back from "
        "a copy, or move its folder elsewhere if nobody needs it."
    ]
