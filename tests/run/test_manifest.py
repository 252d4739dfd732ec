"""What is kept between runs: read as far as it goes, and told where it cannot be read; never taken for no run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from product import Run

from readiness.run.last_run import NO_RUN, last_run
from readiness.run.manifest import Manifest, read_manifest, write_manifest

DAY = "2026-11-20"
WHOLE = {
    "made": "2026-11-20T09:00:00+00:00",
    "lists": {"a_list": {"rows": 3, "not listed": {}}},
    "checks": {"error": 2},
    "standing": {"documents ready": 4},
    "approved": {"5": "abc"},
    "of a later version": [1],
}


def kept(output: Path, manifest: object, found: str | None = '{"R1": {"a_list": ["x", "x"]}}', day: str = DAY) -> Path:
    """A folder of output with a manifest, and what its checks found."""
    folder = output / day
    folder.mkdir(parents=True)
    content = manifest if isinstance(manifest, str) else json.dumps(manifest)
    (folder / "manifest.json").write_text(content, encoding="utf-8")
    if found is not None:
        (folder / "checks.json").write_text(found, encoding="utf-8")
    return folder


def test_what_is_written_is_read(tmp_path: Path) -> None:
    manifest = Manifest(made="2026-11-20T09:00:00+00:00", files_written={"a.docx": "1"}, case_data="f")
    content = write_manifest(manifest)
    assert [*json.loads(content)][:2] == ["made", "readiness"]
    (tmp_path / "manifest.json").write_bytes(content)
    assert read_manifest(tmp_path) == manifest


def test_a_folder_without_a_manifest_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    kept(tmp_path, "half a manif", day=".unfinished-x")
    assert last_run(tmp_path) == NO_RUN
    assert last_run(tmp_path / "nowhere") == NO_RUN


def test_a_run_is_known_again_whatever_a_later_version_adds(tmp_path: Path) -> None:
    kept(tmp_path, WHOLE)
    before = last_run(tmp_path)
    assert (before.made, before.listed, before.errors) == (WHOLE["made"], WHOLE["made"], 2)
    assert before.found == {("R1", "a_list"): {"x": 2}}
    assert (before.rows, before.figures, before.approved) == ({"a_list": 3}, {"documents ready": 4}, {"5": "abc"})
    assert not before.findings


def test_a_run_of_an_earlier_version_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    kept(tmp_path, {"made": "2026-11-20T09:00:00+00:00", "lists": {"a_list": {"rows": 3}}}, found=None)
    before = last_run(tmp_path)
    assert (before.made, before.rows) == ("2026-11-20T09:00:00+00:00", {"a_list": 3})
    assert (before.found, before.errors, before.findings) == (None, None, ())


def test_lists_are_of_the_last_run_that_made_some(tmp_path: Path) -> None:
    kept(tmp_path, WHOLE, day="2026-11-20")
    kept(tmp_path, {"made": "2026-11-21T09:00:00+00:00", "standing": {"documents ready": 5}}, None, day="2026-11-21")
    before = last_run(tmp_path)
    assert (before.made[:10], before.listed[:10]) == ("2026-11-21", "2026-11-20")
    assert (before.errors, before.figures) == (2, {"documents ready": 5})


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("{", "is damaged, so nothing is known of that run"),
        ("[1, 2]", "is not a manifest of readiness, so nothing is known of that run"),
        ('{"name": "a web page"}', "is not a manifest of readiness, so nothing is known of that run"),
        ('{"made": "x", "lists": 3}', "is damaged at lists, so nothing is known of that run"),
        ('{"made": "x", "files written": {"a": 1}}', "is damaged at files written, so nothing is known of that run"),
    ],
)
def test_what_cannot_be_read_is_told(content: str, wrong: str, tmp_path: Path) -> None:
    kept(tmp_path / "output", content)
    (finding,) = last_run(tmp_path / "output").findings
    assert finding.place == f"output/{DAY}/manifest.json"
    assert (finding.severity, finding.wrong) == ("warning", wrong)
    assert finding.do


@pytest.mark.parametrize("found", [None, "[]", "{"])
def test_findings_that_cannot_be_read_are_told_and_compared_with_nothing(found: str | None, tmp_path: Path) -> None:
    kept(tmp_path, WHOLE, found)
    before = last_run(tmp_path)
    (finding,) = before.findings
    assert finding.place.endswith("checks.json")
    assert before.found is None
    assert before.errors == 2


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
