"""What is kept is shown with its age; what is too old goes once somebody says yes, and nothing that a person wrote."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from product import Run
from stops import in_the_open

from readiness import cli
from readiness.authority.settings import Keep
from readiness.commands import purge as commands_purge
from readiness.commands.purge import is_old, overdue, take_inventory
from readiness.files.deliver import digest, remove
from readiness.files.office import LOCKED, OLE
from readiness.files.record import ToRecord, append_line, read_record
from readiness.run.kept import KeptFile
from readiness.run.manifest import MANIFEST, Manifest, write_manifest

OLD, LATE = "output/2026-05-20", "output/2026-11-20"


def put(folder: Path, name: str, content: bytes, days: int) -> None:
    """A file, as old as that."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    os.utime(file, (time.time() - days * 86_400 - 60,) * 2)


@pytest.fixture
def folder(laid_out: Path, tmp_path: Path) -> Path:
    """A folder with the output of two days, in which people have worked."""
    folder = tmp_path / "anyshire"
    folder.mkdir()
    (folder / "readiness.yaml").write_bytes((laid_out / "readiness.yaml").read_bytes())
    made = {name: f"{name} as made".encode() for name in ("annex_a.xlsx", "planning_pack.docx", "status_page.html")}
    known = {name: digest(content) for name, content in made.items()}
    for day, days in ((OLD, 200), (LATE, 10)):
        for name, content in made.items():
            put(folder, f"{day}/{name}", content, days)
        manifest = write_manifest(Manifest(made="2026-05-20T00:00:00+00:00", files_written=known))
        put(folder, f"{day}/{MANIFEST}", manifest, days)
        put(folder, f"{day}/checks.json", b"{}", days)
    put(folder, f"{OLD}/case_data.duckdb", b"a database", 200)
    put(folder, f"{OLD}/explained_child.xlsx", b"one child", 200)
    append_line(folder, {"id": "1", "written": {f"{OLD}/explained_child.xlsx": digest(b"one child")}})
    put(folder, "output/.unfinished-1/store", b"unfinished", 200)
    os.utime(folder / "output/.unfinished-1", (time.time() - 200 * 86_400 - 60,) * 2)
    put(folder, "register.xlsx", b"the register", 900)
    put(folder, "self_evaluation_text.docx", b"words", 900)
    put(folder, "documents/plan.docx", b"a plan", 900)
    put(folder, "templates/own.docx", b"a look", 900)
    return folder


def worked_in(folder: Path) -> None:
    """What people wrote in the old output, and copies of it."""
    put(folder, f"{OLD}/planning_pack.docx", b"with words by hand", 200)
    put(folder, f"{OLD}/annex_a_changed_1.xlsx", b"with cells by hand", 200)
    put(folder, f"{OLD}/notes.txt", b"notes", 200)
    put(folder, "register_before_1.xlsx", b"the register before", 200)
    put(folder, "register_conflicts_1.xlsx", b"what differed in a merge", 200)


def test_what_is_kept_is_shown_and_nothing_goes_without_a_limit(folder: Path, run: Run) -> None:
    before = in_the_open(folder)
    shown = run("purge", "--folder", folder)
    assert shown.exit_code == 0
    assert [line.split() for line in shown.stdout.splitlines()] == [
        ["files", "may", "hold", "children", "locked", "size", "oldest"],
        ["output", "1", "1", "0", "1", "kB", "200", "days"],
        [OLD, "7", "3", "0", "1", "kB", "200", "days"],
        [LATE, "5", "1", "0", "1", "kB", "10", "days"],
        [],
        ["Nothing", "is", "to", "go:", "say", "--older-than", "DAYS,", "or", "keep", "in", "readiness.yaml."],
    ]
    assert in_the_open(folder) == before


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_nothing_goes_unless_somebody_says_yes(answer: str, folder: Path) -> None:
    before = in_the_open(folder)
    words = ["purge", "--older-than", "100", "--folder", str(folder)]
    result = CliRunner().invoke(cli.main, words, input=answer)
    assert "Remove 8 files, 4 of which may hold children? [y/N]:" in result.stderr
    assert ("Nothing was removed.\n" if answer else "Aborted!\n") in result.stderr
    assert in_the_open(folder) == before
    assert len(read_record(folder)) == 1


def test_what_is_too_old_goes_and_that_is_recorded(folder: Path) -> None:
    words = ["purge", "--older-than", "100", "--folder", str(folder)]
    result = CliRunner().invoke(cli.main, words, input="y\n")
    assert f"  {OLD}/annex_a.xlsx, 200 days, may hold children\n" in result.stdout
    assert "8 files removed. A backup or the disk itself may still hold what was in them.\n" in result.stdout
    assert not (folder / OLD).exists()
    assert not [*folder.rglob(".*")]
    assert {Path(name).parent.as_posix() for name in in_the_open(folder)} == {".", LATE, "documents", "templates"}
    lines = [line.content or {} for line in read_record(folder)]
    removed = [line["removed"] for line in lines[1:]]
    assert [line["command"] for line in lines[1:]] == ["purge --older-than 100"] * 2
    assert removed[0] == {"output/.unfinished-1": "folder"}
    assert removed[1][f"{OLD}/case_data.duckdb"] == digest(b"a database")
    assert len(removed[1]) == 7
    assert all(line.fits for line in read_record(folder))


def test_what_a_person_wrote_stays_and_so_does_what_tells_it_apart(folder: Path, run: Run) -> None:
    worked_in(folder)
    result = run("purge", "--older-than", "100", "--yes", "--folder", folder)
    why = "changed since a run wrote it, or put there by somebody; remove it by hand if nobody needs it"
    for name in ("notes.txt", "planning_pack.docx"):
        assert f"  {OLD}/{name}, 200 days: {why}\n" in result.stdout
    copy = "a copy of what somebody had changed; --copies removes it"
    assert f"  {OLD}/annex_a_changed_1.xlsx, 200 days: {copy}\n" in result.stdout
    for name in ("before", "conflicts"):
        assert f"  register_{name}_1.xlsx, 200 days: {copy}\n" in result.stdout
    left = {Path(name).name for name in in_the_open(folder) if name.startswith(OLD)}
    assert left == {"planning_pack.docx", "annex_a_changed_1.xlsx", "notes.txt", MANIFEST, "checks.json"}

    result = run("purge", "--older-than", "100", "--copies", "--yes", "--folder", folder)
    assert "3 files removed." in result.stdout
    left = {Path(name).name for name in in_the_open(folder) if name.startswith(OLD)}
    assert left == {"planning_pack.docx", "notes.txt", MANIFEST, "checks.json"}
    assert (folder / "register.xlsx").read_bytes() == b"the register"


def test_what_was_published_stays_and_the_rest_of_its_day_goes(folder: Path, run: Run) -> None:
    put(folder, f"{OLD}/published.json", b"[]", 200)
    shown = run("purge", "--folder", folder, "--older-than", 100, "--yes")
    assert f"{OLD}/published.json, 200 days: what was published, as rounded counts" in shown.stdout
    assert [file.name for file in (folder / OLD).iterdir()] == ["published.json"]


def test_the_settings_say_how_long_what_is_kept_and_status_tells_when_it_is_longer(folder: Path, run: Run) -> None:
    settings = folder / "readiness.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "keep:\n  output: 365\n  children: 90\n", encoding="utf-8"
    )
    stock = take_inventory(folder, None, copies=False)
    names = [file.name for file in stock.going]
    assert names == [
        "output/.unfinished-1",
        *(f"{OLD}/{name}" for name in ("annex_a.xlsx", "case_data.duckdb", "explained_child.xlsx")),
    ]
    lines = [str(finding) for finding in overdue(stock.workspace)]
    assert lines == [
        "output: 4 files older than readiness.yaml says to keep them. readiness purge shows and removes them."
    ]
    assert "To be removed: 0 files." in run("purge", "--older-than", "300", "--folder", folder).stdout
    settings.write_text(settings.read_text(encoding="utf-8") + "  outputs: 3\n", encoding="utf-8")
    assert run("purge", "--folder", folder).output.endswith(
        '"outputs" is not a key here. Did you mean "output"?\n\n1 mistake; nothing was written.\n'
    )


def test_a_file_is_as_old_as_the_settings_count() -> None:
    file = KeptFile("output/2026-11-20/annex_a.xlsx", "made", 90, 1, children=True)
    assert not is_old(file, Keep(output=90))
    assert is_old(file, Keep(output=89))
    assert is_old(file, Keep(output=365, children=89))
    assert not is_old(file, Keep())


def test_where_a_manifest_is_damaged_all_counts_as_written_by_somebody(folder: Path) -> None:
    (folder / OLD / MANIFEST).write_text("{", encoding="utf-8")
    kinds = {file.name: file.kind for file in take_inventory(folder, 0, copies=True).kept}
    assert kinds[f"{OLD}/annex_a.xlsx"] == "written"
    assert kinds[f"{OLD}/explained_child.xlsx"] == "made", "the record has it"


def test_a_run_that_may_still_go_on_keeps_its_folder(folder: Path) -> None:
    os.utime(folder / "output/.unfinished-1", (time.time() - 3600,) * 2)
    going = take_inventory(folder, 0, copies=True).going
    assert "output/.unfinished-1" not in [file.name for file in going]


def test_what_an_earlier_version_left_of_a_persons_work_is_no_rubbish(folder: Path) -> None:
    put(folder, "output/.unfinished-1/before/register.xlsx", b"the only copy", 200)
    os.utime(folder / "output/.unfinished-1", (time.time() - 200 * 86_400 - 60,) * 2)
    stock = take_inventory(folder, 100, copies=True)
    assert "output/.unfinished-1" in [file.name for file in stock.left]


def test_a_folder_that_cannot_be_emptied_is_told_and_the_others_are_emptied(folder: Path, run: Run) -> None:
    put(folder, f"{OLD}/~$annex_a.xlsx", b"open", 0)
    result = run("purge", "--older-than", "100", "--yes", "--folder", folder)
    assert result.exit_code == 5
    assert (
        result.stderr
        == f"anyshire/{OLD}/annex_a.xlsx: is open in another program. Close it there and run again.\n".replace(
            "anyshire/output", "output"
        )
    )
    assert "1 file removed." in result.stdout


def test_stopped_between_two_folders_it_says_what_was_removed(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped_later(names: list[str], target: Path, record: ToRecord) -> None:
        if target.name != "output":
            raise KeyboardInterrupt
        remove(names, target, record)

    monkeypatch.setattr(commands_purge, "remove", stopped_later)
    result = run("purge", "--older-than", "100", "--yes", "--folder", folder)
    assert result.exit_code == 130
    assert result.stdout.endswith("Stopped. 1 file removed before that; record.jsonl says which.\n")
    assert (folder / OLD / "annex_a.xlsx").exists()


def test_what_was_released_is_shown_and_never_goes(folder: Path, run: Run) -> None:
    put(folder, "released/2026-05-20 1000 request 1 plan.docx", b"as given", 200)
    put(folder, "released/2026-05-20 1000 request 1 list.xlsx", OLE + LOCKED, 200)
    before = {name: content for name, content in in_the_open(folder).items() if name.startswith("released/")}
    result = run("purge", "--older-than", "100", "--copies", "--yes", "--folder", folder)
    assert ["released", "2", "1", "1", "1", "kB", "200", "days"] in [
        line.split() for line in result.stdout.splitlines()
    ]
    why = "what was given to inspectors; it stays, and readiness release tells if it is not as it was given"
    assert f"  released/2026-05-20 1000 request 1 plan.docx, 200 days: {why}\n" in result.stdout
    assert before.items() <= in_the_open(folder).items()
