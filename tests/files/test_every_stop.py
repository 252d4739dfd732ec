"""Stopped at any step whatever, by whatever, a run leaves each file as it was or as it is to be, and loses nobody's work."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from damaged import run_context
from stops import in_the_open, stopped

from readiness.commands import merge_register, register
from readiness.files.deliver import UNFINISHED, deliver, digest, remove, scratch_folder
from readiness.files.journal import BEFORE, undo_stopped
from readiness.files.record import RECORD, ToRecord, read_record
from readiness.foundation.errors import ReadinessError
from readiness.handover.given_files import copies_of
from readiness.handover.keep_release import keep_release
from readiness.handover.model import RELEASES_FOLDER
from readiness.handover.released import ReleaseLine
from readiness.register.additions import RegisterAdditions
from readiness.register.merge import Conflict, Merge
from readiness.run import delivery
from readiness.run.manifest import MANIFEST, Manifest, write_manifest
from readiness.run.model import Learned
from readiness.specification.model import Annex

DAY = "2026-11-20"
STOPS = [
    KeyboardInterrupt(),
    SystemExit(1),
    MemoryError(),
    OSError(errno.ENOSPC, "No space left on device"),
    PermissionError(errno.EACCES, "in use"),
]
BY_HAND = b"what a person wrote, which stands nowhere else"
Command = Callable[[], object]


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file that a person sees, but for the record."""
    return {name: content for name, content in in_the_open(folder).items() if name != RECORD}


def recorded(folder: Path) -> bool:
    """Whether the record tells of the command, once and on a line that fits."""
    lines = read_record(folder)
    assert all(line.fits for line in lines)
    assert len([line for line in lines if line.content]) <= 1
    return any(line.content for line in lines)


RUNS = ["build", "check --write", "first build", "register --update", "first register", "register --merge"]
RUNS += ["purge", "release"]


@pytest.fixture(params=RUNS)
def command(
    request: pytest.FixtureRequest, laid_out: Path, annex: Annex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Command]:
    """The folder and a command that puts files there, all that it does before that done already."""
    folder = tmp_path / "anyshire"
    folder.mkdir()
    when = {"when": "2026-11-24T14:30:09+00:00", "who": "aadams"}
    record = ToRecord(folder, {**when, "command": request.param}, "the only run")
    monkeypatch.setattr(register, "to_record", lambda *_: record)
    monkeypatch.setattr(delivery, "to_record", lambda *_, **__: record)
    shutil.copy(laid_out / "readiness.yaml", folder)
    if request.param == "register --merge":
        return folder, merging(folder, tmp_path, monkeypatch, record)
    if "register" in request.param:
        if request.param == "register --update":
            (folder / "register.xlsx").write_bytes(BY_HAND)
        monkeypatch.setattr(register, "read_annex", lambda _: annex)
        monkeypatch.setattr(register, "_refs", lambda *_: {})
        monkeypatch.setattr(register, "text_to_write_in", lambda *_: b"to write in" * 99)
        monkeypatch.setattr("readiness.register.update.update_register", lambda *_: (b"whole" * 99, ("a row",)))
        monkeypatch.setattr("readiness.register.new.new_register", lambda *_: b"whole" * 99)
        return folder, lambda: register.bring_up_to_date(folder)
    if request.param == "release":
        there = {
            "documents/plan.docx": b"a plan" * 99,
            "documents/rota.docx": b"a rota",
            f"{RELEASES_FOLDER}/mine": BY_HAND,
        }
        laid_again(folder, {**files_in(folder), **there})
        return folder, partial(give, folder, record)
    documents = ["annex_a.xlsx", "data_quality.xlsx", "planning_pack.docx", "status_page.html"]
    if request.param != "first build":
        target = folder / "output" / DAY
        target.mkdir(parents=True)
        earlier = {name: f"{name} as it was".encode() for name in documents}
        for name, content in earlier.items():
            (target / name).write_bytes(content)
        digests = {name: digest(content) for name, content in earlier.items()}
        (target / MANIFEST).write_bytes(
            write_manifest(Manifest(made="2026-11-01T00:00:00+00:00", files_written=digests))
        )
        (target / "data_quality.xlsx").write_bytes(BY_HAND)
    if request.param == "purge":
        old = [*earlier, MANIFEST]
        old.remove("data_quality.xlsx")
        (target / "a_folder").mkdir()
        (target / "a_folder" / "store").write_bytes(b"unfinished")
        return folder, lambda: remove(
            [path.name for path in target.iterdir() if path.name in (*old, "a_folder")], target, record
        )
    monkeypatch.setattr(delivery, "this_moment", lambda: "2026-11-02T00:00:00+00:00")
    made = ["data_quality.xlsx"] if request.param == "check --write" else documents
    run = run_context(folder, tmp_path)

    def put_out() -> None:
        with scratch_folder(folder / "output") as scratch:
            rendered = {name: f"{name} as it is to be".encode() * 9 for name in made}
            delivery.put_out(replace(run, scratch=scratch), Learned(), rendered)

    return folder, put_out


def give(folder: Path, record: ToRecord) -> None:
    """Gives two files to inspectors."""
    papers = folder / "documents"
    said = ReleaseLine(request="12", to="HMI Doe", files={})
    with scratch_folder(folder) as scratch:
        given = copies_of([papers / "plan.docx", papers / "rota.docx"], folder, scratch, ())
        keep_release(folder, scratch, given, said, record)


def merging(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: ToRecord) -> Command:
    """A merge of another register that adds a row and differs in a cell."""
    (folder / "register.xlsx").write_bytes(BY_HAND)
    (tmp_path / "theirs.xlsx").write_bytes(b"theirs")
    conflict = Conflict("Actions", 2, "Owner", "A", "B", 3)
    merge = Merge(RegisterAdditions((), {}, {}, ("a row",)), (conflict,), (), ())
    for name, made in (("read_annex", None), ("scope_of", None), ("sheets_of", {})):
        monkeypatch.setattr(merge_register, name, lambda *_, made=made: made)
    monkeypatch.setattr(register, "to_record", lambda *_: record)
    monkeypatch.setattr(merge_register, "_mistakes_in", lambda *_: 0)
    monkeypatch.setattr(merge_register, "conflicts_workbook", lambda *_: b"what differs" * 99)
    monkeypatch.setattr("readiness.register.merge.merge_copies", lambda *_: merge)
    monkeypatch.setattr("readiness.register.update.with_additions", lambda *_: b"whole" * 99)
    return lambda: merge_register.merge_other(folder, tmp_path / "theirs.xlsx")


def laid_again(folder: Path, before: dict[str, bytes]) -> None:
    """The folder as it was."""
    shutil.rmtree(folder)
    for name, content in before.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def settled(folder: Path) -> None:
    """What the next command of any kind does first."""
    for place in (folder, folder / RELEASES_FOLDER, *sorted(folder.glob("output/*"))):
        undo_stopped(place)


def before_and_after(folder: Path, work: Command) -> tuple[dict[str, bytes], dict[str, bytes], int]:
    """The files as they are and as they are to be, and in how many steps."""
    before = files_in(folder)
    with stopped(folder, 0, None) as stop:
        work()
    after = files_in(folder)
    assert after != before
    assert recorded(folder)
    assert not [path for path in folder.rglob("*") if path.name.startswith((BEFORE, UNFINISHED))]
    return before, after, stop.taken


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: type(stop).__name__)
def test_whatever_is_raised_at_any_step_all_is_as_before_or_the_command_ends_well(
    stop: BaseException, command: tuple[Path, Command]
) -> None:
    folder, work = command
    before, after, steps = before_and_after(folder, work)
    assert steps > 15
    for step in range(1, steps + 1):
        laid_again(folder, before)
        try:
            with stopped(folder, step, stop):
                work()
        except (ReadinessError, KeyboardInterrupt, SystemExit, MemoryError):
            assert files_in(folder) == before, step
            settled(folder)
            assert not recorded(folder), step
        else:
            there = files_in(folder)  # when the earlier manifest could not be read, more is kept and it says less
            assert {name for name in after if there.get(name) != after[name]} <= {f"output/{DAY}/{MANIFEST}"}, step
            assert all("_changed_" in name for name in {*there} - {*after}), step
            settled(folder)
            assert recorded(folder), step
        assert not [*folder.rglob(BEFORE)], step


def test_whenever_the_power_fails_no_file_is_half_and_the_next_command_settles_it(
    command: tuple[Path, Command],
) -> None:
    folder, work = command
    before, after, steps = before_and_after(folder, work)
    mine = BY_HAND in before.values()
    outcomes = set()
    for step in range(1, steps + 1):
        laid_again(folder, before)
        with suppress(ReadinessError, SystemExit), stopped(folder, step, SystemExit(9), for_good=True):
            work()
        there = files_in(folder)
        assert all(content in (before.get(name), after.get(name)) for name, content in there.items()), step
        assert {*before} & {*after} <= {*there}, step
        assert not mine or BY_HAND in there.values(), step
        settled(folder)
        there = files_in(folder)
        assert there in (before, after), step
        assert recorded(folder) == (there == after), step
        outcomes.add(there == after)
        assert not [*folder.rglob(BEFORE)], step
        work()
        assert after.items() <= files_in(folder).items(), step
    assert outcomes == {False, True}


def test_the_power_may_fail_again_while_a_run_is_undone(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "there", tmp_path / "scratch"
    before = {"a.docx": BY_HAND, "b.html": b"b", "c.json": b"c"}
    new: dict[str, bytes | Path] = {"a.docx": b"new a", "b.html": b"new b", "d.csv": b"new d", "c.json": b"new c"}

    def cut_off(step: int) -> int:
        laid_again(folder, before)
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        with suppress(ReadinessError, SystemExit), stopped(tmp_path, step, SystemExit(9), for_good=True) as stop:
            deliver(new, scratch, folder, {"a.docx": ""})
        return stop.taken

    folder.mkdir()
    steps = cut_off(10_000)
    tried = 0
    for step in range(1, steps + 1):
        again = 0
        while True:
            again += 1
            cut_off(step)
            with suppress(ReadinessError, SystemExit), stopped(tmp_path, again, SystemExit(9), for_good=True) as stop:
                undo_stopped(folder)
            assert BY_HAND in in_the_open(folder).values(), (step, again)
            undo_stopped(folder)
            there = in_the_open(folder)
            assert there == before or there.items() >= {"a.docx": b"new a", "a_changed_1.docx": BY_HAND}.items()
            tried += 1
            if stop.taken < again:
                break
    assert tried > 100


def test_a_file_that_is_put_back_has_its_rights_and_its_time(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "there", tmp_path / "scratch"
    folder.mkdir()
    seen = 0
    for step in range(1, 60):
        laid_again(folder, {"a.docx": b"a", "b.docx": b"b"})
        (folder / "a.docx").chmod(0o640)
        os.utime(folder / "a.docx", (10**9, 10**9))
        was = (folder / "a.docx").stat()
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        with suppress(ReadinessError, SystemExit), stopped(tmp_path, step, SystemExit(9), for_good=True):
            deliver({"a.docx": b"new", "b.docx": b"new"}, scratch, folder)
        half = in_the_open(folder) == {"a.docx": b"new", "b.docx": b"b"}
        undo_stopped(folder)
        if half:
            seen += 1
            now = (folder / "a.docx").stat()
            assert (now.st_mode, now.st_mtime) == (was.st_mode, was.st_mtime)
    assert seen
