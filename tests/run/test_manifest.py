"""What is written of a run is read, and commands tell where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

from product import Run

from readiness.run.manifest import Manifest, read_manifest, write_manifest

DAY = "2026-11-20"


def test_what_is_written_is_read(tmp_path: Path) -> None:
    manifest = Manifest(made="2026-11-20T09:00:00+00:00", files_written={"a.docx": "1"}, case_data="f")
    content = write_manifest(manifest)
    assert [*json.loads(content)][:2] == ["made", "readiness"]
    (tmp_path / "manifest.json").write_bytes(content)
    assert read_manifest(tmp_path) == manifest


def test_commands_tell_a_damaged_manifest_and_lose_nothing_that_people_wrote(anyshire: Path, run: Run) -> None:
    folder = anyshire / "output" / DAY
    run("build", "status-page", "--quiet", "--folder", anyshire)
    (folder / "status_page.html").write_text("by hand", encoding="utf-8")
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    told = f"output/{DAY}/manifest.json: is damaged, so nothing is known of that run. Put it back"
    assert told in run("status", "--folder", anyshire).stderr
    assert told in run("check", "--quiet", "--folder", anyshire).stderr
    stderr = run("build", "status-page", "--quiet", "--folder", anyshire).stderr
    assert told in stderr
    assert "status_page.html may have been changed since it was written" in stderr
    assert (folder / "status_page_changed_1.html").read_text(encoding="utf-8") == "by hand"
    assert told not in run("status", "--folder", anyshire).stderr
