"""What a killed run leaves behind is removed by the next; what another run is using, and what may be somebody's, stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from readiness.files.deliver import IN_USE, UNFINISHED, owner_alone, scratch_folder
from readiness.lists.find_in_workbook import Leaf, sort_out
from readiness.specification.model import Annex


def left(output: Path, name: str, *files: str) -> Path:
    """An unfinished run's folder, as a kill leaves it."""
    folder = output / f"{UNFINISHED}{name}"
    folder.mkdir(parents=True)
    for file in files:
        (folder / file).write_bytes(b"x")
    return folder


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    killed = left(tmp_path, "killed", IN_USE, "annex_a.xlsx")
    with scratch_folder(tmp_path) as scratch:
        assert not killed.exists()
        assert scratch.is_dir()
    assert [*tmp_path.iterdir()] == []


def test_what_another_run_is_using_stays(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as first:
        (first / "annex_a.xlsx").write_bytes(b"x")
        with scratch_folder(tmp_path):
            assert (first / "annex_a.xlsx").read_bytes() == b"x"
        assert first.is_dir()
    assert not first.exists()


def test_what_an_earlier_version_left_stays_for_it_may_hold_somebodys_work(tmp_path: Path) -> None:
    old = left(tmp_path, "old", "register.xlsx")
    with scratch_folder(tmp_path):
        pass
    assert (old / "register.xlsx").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_folders_are_their_owners_alone_whatever_the_system_would_give(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with scratch_folder(tmp_path / "output") as scratch:
            (scratch / "folder").mkdir()
            (scratch / "folder" / "file").write_bytes(b"")
            owner_alone(scratch)
            there = [tmp_path / "output", scratch, *scratch.rglob("*")]
            assert {oct(path.stat().st_mode & 0o777) for path in there if path.is_dir()} == {"0o700"}
            assert {oct(path.stat().st_mode & 0o777) for path in there if path.is_file()} == {"0o600"}
    finally:
        os.umask(before)


def test_a_sheet_that_is_called_like_no_list_is_told_by_its_number(annex: Annex) -> None:
    def sheet(name: str, number: int) -> Leaf:
        return Leaf(name, f"a.xlsx, sheet {name}", [["x"]], by_number=f"a.xlsx, sheet number {number}")

    found = sort_out([sheet("List_1", 1), sheet("Ada Archer", 2), sheet("List_22", 3)], annex.lists, "a.xlsx")
    assert [finding.place for finding in found.findings] == ["a.xlsx, sheet number 2", "a.xlsx, sheet List_22"]
