"""A run that was cut off while it put files in place is undone by the next command of any kind, and that is told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from product import Run
from stops import in_the_open, stopped

from readiness import cli
from readiness.files.deliver import UNFINISHED, deliver, scratch_folder
from readiness.files.journal import BEFORE, JOURNAL, alone_in, undo_stopped
from readiness.foundation.errors import OutputError, ReadinessError

DAY = "2026-11-20"
TOLD = "a run was stopped while it put files there. They are again as they were before it. Run it again.\n"
KILLED = """
import os, sys
from pathlib import Path

def killed(event, args):
    if event == "os.rename" and [*Path(os.fspath(args[1])).parts[-2:]] == sys.argv[1:3]:
        os._exit(9)

sys.addaudithook(killed)
from readiness.cli import main
main(sys.argv[3:])
"""


@pytest.fixture
def half_done(anyshire: Path) -> Path:
    """A day's folder in which a run was cut off between its first file and its second."""
    target = anyshire / "output" / DAY
    target.mkdir(parents=True)
    for step in count(1):
        for name in ("a.docx", "b.docx"):
            (target / name).write_bytes(b"as it was")
        stop = stopped(anyshire, step, SystemExit(9), for_good=True)
        with suppress(ReadinessError, SystemExit), stop, scratch_folder(anyshire / "output") as scratch:
            deliver({"a.docx": b"new", "b.docx": b"new", "c.csv": b"new"}, scratch, target)
        if in_the_open(target) == {"a.docx": b"new", "b.docx": b"as it was"}:
            break
        undo_stopped(target)
        for left in target.parent.glob(f"{UNFINISHED}*"):  # else the next run removes it first, step by step
            shutil.rmtree(left)
    return target


@pytest.mark.parametrize("command", [["status"], ["describe", "list_07_child_protection"]], ids=" ".join)
def test_the_next_command_of_any_kind_undoes_it_and_says_so_once(command: list[str], half_done: Path, run: Run) -> None:
    folder = half_done.parents[1]
    assert run(*command, "--folder", folder).stderr.startswith(f"anyshire/output/{DAY}: {TOLD}")
    assert in_the_open(half_done) == {"a.docx": b"as it was", "b.docx": b"as it was"}
    assert not (half_done / BEFORE).exists()
    assert TOLD not in run(*command, "--folder", folder).stderr


def test_the_next_run_undoes_it_before_it_looks_at_what_people_changed(half_done: Path, tmp_path: Path) -> None:
    with scratch_folder(tmp_path / "scratch") as scratch:
        delivered = deliver({"a.docx": b"newest"}, scratch, half_done, {"a.docx": ""})
    assert delivered.kept == {"a.docx": "a_changed_1.docx"}
    assert in_the_open(half_done) == {"a.docx": b"newest", "b.docx": b"as it was", "a_changed_1.docx": b"as it was"}


def test_what_somebody_wrote_into_a_new_file_in_the_meantime_is_kept_beside_the_old(half_done: Path) -> None:
    (half_done / "a.docx").write_bytes(b"new, and more by hand")
    assert "".join(undo_stopped(half_done)).endswith(
        "a.docx had been changed after that; as it was, it is kept as a_changed_1.docx."
    )
    assert in_the_open(half_done) == {
        "a.docx": b"as it was",
        "b.docx": b"as it was",
        "a_changed_1.docx": b"new, and more by hand",
    }


def test_a_file_that_somebody_has_open_is_put_back_by_a_later_command(
    half_done: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_use(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", in_use)
    ended = run("status", "--folder", half_done.parents[1])
    assert (ended.exit_code, ended.stderr) == (
        5,
        f"output/{DAY}/a.docx: is not yet again as it was before a run that was stopped. Close it in other programs, and "
        "run any readiness command again.\n\n1 mistake; nothing was written.\n",
    )
    monkeypatch.undo()
    assert run("status", "--folder", half_done.parents[1]).stderr.startswith(f"anyshire/output/{DAY}: {TOLD}")


def test_a_run_that_is_at_work_is_not_undone(half_done: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readiness.files.journal._undone", lambda _: ())
    with alone_in(half_done):
        ended = run("status", "--folder", half_done.parents[1])
    assert (ended.exit_code, ended.stderr) == (
        5,
        f"anyshire/output/{DAY}: another run is putting files there. Wait until it has ended and run again.\n\n"
        "1 mistake; nothing was written.\n",
    )
    assert in_the_open(half_done)["a.docx"] == b"new"


def test_a_damaged_journal_is_told_and_nothing_is_touched(half_done: Path) -> None:
    (half_done / BEFORE / JOURNAL).write_text('{"a.docx": ', encoding="utf-8")
    with pytest.raises(OutputError) as error:
        undo_stopped(half_done)
    assert str(error.value) == (
        f"anyshire/output/{DAY}: a run was stopped while it put files there, and .as_it_was/journal.json, which tells of "
        "them, is damaged. Move the files in .as_it_was that you want back out of it, then delete it."
    )
    assert (half_done / BEFORE / "a.docx").read_bytes() == b"as it was"


def test_a_copy_that_somebody_removed_is_told(half_done: Path) -> None:
    (half_done / BEFORE / "a.docx").unlink()
    assert undo_stopped(half_done)[-1] == (
        f"output/{DAY}/a.docx: the copy from before that run is gone. Look whether it is as you want it."
    )


def test_the_register_as_it_was_is_kept_beside_the_new_one(anyshire: Path, run: Run) -> None:
    was = shortened(anyshire / "register.xlsx")
    said = run("register", "--update", "--folder", anyshire).stdout
    assert "\nAs it was before, it is kept as register_before_1.xlsx.\n" in said
    assert (anyshire / "register_before_1.xlsx").read_bytes() == was
    assert "kept as" not in run("register", "--update", "--folder", anyshire).stdout


def shortened(register: Path) -> bytes:
    """The register without the last of its documents, which an update adds again."""
    book = openpyxl.load_workbook(register)
    book["Documents"].delete_rows(book["Documents"].max_row)
    book.save(register)
    return register.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moved", "command", "told"),
    [
        ([DAY, "status_page.html"], ["build", "status-page"], True),
        ([BEFORE, JOURNAL], ["build", "status-page"], False),
        (["anyshire", "register.xlsx"], ["register", "--update"], True),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else "",
)
def test_a_process_that_is_killed_loses_nothing(
    moved: list[str], command: list[str], told: bool, anyshire_built: Path
) -> None:
    shortened(anyshire_built / "register.xlsx")
    page = anyshire_built / "output" / DAY / "status_page.html"
    page.write_text("by hand", encoding="utf-8")
    before = in_the_open(anyshire_built)
    words = [sys.executable, "-c", KILLED, *moved, *command, "--folder", anyshire_built]
    assert subprocess.run(words, check=False, capture_output=True).returncode == 9
    there = in_the_open(anyshire_built)
    assert {name: there[name] for name in before} == before
    said = CliRunner().invoke(cli.main, ["describe", "choices", "--folder", str(anyshire_built)]).stderr
    assert (TOLD in said) == told
    assert in_the_open(anyshire_built) == before
