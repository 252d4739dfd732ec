"""Output is whole or not at all: on a full disk, with a file open elsewhere, and when somebody stops the run."""

from __future__ import annotations

import errno
import json
import stat
from pathlib import Path

import pytest
from product import WRITTEN, Run

from readiness.commands import progress
from readiness.files import deliver as output
from readiness.files import journal

DAY = "2026-11-20"


@pytest.fixture
def previous(anyshire_built: Path) -> dict[str, bytes]:
    """What an earlier run left."""
    return files(anyshire_built)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in (folder / "output").rglob("*") if path.is_file()
    }


@pytest.mark.slow
def test_a_full_disk_is_said_and_the_previous_output_stays(
    anyshire_built: Path, run: Run, previous: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal.os, "fsync", full)
    result = run("build", "annex-a", "--quiet", "--folder", anyshire_built)
    assert result.exit_code == 5
    assert result.stderr.endswith(
        f"output/{DAY}/annex_a.xlsx: the disk is full. Make room and run again.\n\n1 mistake; nothing was written.\n"
    )
    assert files(anyshire_built) == previous


@pytest.mark.slow
@pytest.mark.parametrize("lock", ["~$annex_a.xlsx", ".~lock.annex_a.xlsx#"])
def test_a_file_open_in_excel_or_libreoffice_is_said(
    lock: str, anyshire_built: Path, run: Run, previous: dict[str, bytes]
) -> None:
    (anyshire_built / "output" / DAY / lock).write_text("", encoding="utf-8")
    result = run("build", "annex-a", "--quiet", "--folder", anyshire_built)
    assert result.exit_code == 5
    assert result.stderr.endswith(
        f"output/{DAY}/annex_a.xlsx: is open in another program. Close it there and run again.\n\n"
        "1 mistake; nothing was written.\n"
    )
    (anyshire_built / "output" / DAY / lock).unlink()
    assert files(anyshire_built) == previous


@pytest.mark.slow
def test_a_file_that_windows_keeps_locked_is_said(
    anyshire_built: Path, run: Run, previous: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def locked(self: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if self.name == "data_quality.xlsx" and mode == "r+b":
            raise PermissionError(errno.EACCES, "in use")
        return opened(self, mode, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    result = run("build", "annex-a", "data-quality", "--quiet", "--folder", anyshire_built)
    assert result.exit_code == 5
    assert f"output/{DAY}/data_quality.xlsx: is open in another program." in result.stderr
    monkeypatch.undo()
    assert files(anyshire_built) == previous


@pytest.mark.slow
def test_if_one_file_cannot_be_moved_the_others_are_put_back(
    anyshire_built: Path, run: Run, previous: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Path.replace

    def stubborn(self: Path, target: Path) -> Path:
        if self.name == "manifest.json" and Path(target).parent.name == DAY and self.parent.name != journal.BEFORE:
            raise PermissionError(errno.EACCES, "in use")
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", stubborn)
    result = run("build", "annex-a", "data-quality", "--quiet", "--folder", anyshire_built, "--layout", "flat")
    assert result.exit_code == 5
    monkeypatch.undo()
    assert files(anyshire_built) == previous


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["Reading case data", "Making lists", "Writing annex_a.xlsx"])
def test_a_run_that_is_stopped_leaves_nothing(
    stage: str, anyshire_built: Path, run: Run, previous: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: object, reached: str) -> None:
        if reached == stage:
            raise KeyboardInterrupt

    monkeypatch.setattr(progress.ProgressLine, "stage", stop)
    result = run("build", "annex-a", "--quiet", "--folder", anyshire_built)
    assert result.exit_code == 130
    assert result.stderr == "Stopped. Nothing was written.\n"
    assert files(anyshire_built) == previous


def test_no_right_to_write_is_said(anyshire: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(output.tempfile, "mkdtemp", refused)
    result = run("build", "annex-a", "--quiet", "--folder", anyshire)
    assert result.exit_code == 5
    assert "may not be written. Close it in other programs, and ask for the right to write here." in result.stderr


def test_the_manifest_says_what_was_read_made_and_left_out(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inspection day"] == DAY
    assert manifest["lists"]["list_01_contacts"] == {
        "rows": 11,
        "not listed": {"before the window": 2, "after the inspection day": 1},
    }
    assert manifest["files read"]["ssd_contacts"]["rows"] == 14
    assert {*manifest["files written"]} == WRITTEN - {"manifest.json", "checks.json", "as_it_stood.json"}
    assert manifest["made"].endswith("+00:00")


@pytest.mark.slow
def test_what_people_changed_is_kept_whichever_documents_are_built_in_between(anyshire_built: Path, run: Run) -> None:
    folder = anyshire_built / "output" / "2026-11-20"
    page = folder / "status_page.html"
    page.write_text("by hand", encoding="utf-8")
    run("build", "annex-a", "--quiet", "--folder", anyshire_built)
    assert page.read_text(encoding="utf-8") == "by hand"
    told = run("build", "status-page", "--quiet", "--folder", anyshire_built).stderr
    kept = (
        "status_page.html had been changed since it was written; as it was, it is kept as status_page_changed_1.html.\n"
    )
    assert kept in told
    assert (folder / "status_page_changed_1.html").read_text(encoding="utf-8") == "by hand"
    assert stat.S_IMODE((folder / "status_page_changed_1.html").stat().st_mode) == 0o600
    assert "by hand" not in page.read_text(encoding="utf-8")
    assert kept not in run("build", "data-quality", "status-page", "--quiet", "--folder", anyshire_built).stderr
    page.write_text("once more", encoding="utf-8")
    run("build", "status-page", "--quiet", "--folder", anyshire_built)
    assert (folder / "status_page_changed_2.html").read_text(encoding="utf-8") == "once more"
