"""What is no file, or not what it is to be, is refused in clear words, and nothing is copied by halves."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.foundation.errors import OutputError, UsageError
from readiness.handover import given_files
from readiness.handover.given_files import LARGEST_RELEASE, copies_of
from readiness.handover.model import RELEASES_FOLDER

windows = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "anyshire"
    (folder / RELEASES_FOLDER).mkdir(parents=True)
    (tmp_path / "scratch").mkdir()
    (folder / "plan.docx").write_bytes(b"a plan")
    return folder


def told(folder: Path, *names: str) -> list[str]:
    scratch = folder.parent / "scratch"
    with pytest.raises(UsageError) as error:
        copies_of([folder / name for name in names], folder, scratch, [folder / "own.xlsx"])
    return [str(mistake) for mistake in error.value.mistakes]


def linked(folder: Path) -> str:
    (folder / "link.docx").symlink_to(folder / "plan.docx")
    return "link.docx: is a link to something else. Name the file that it leads to."


def device(folder: Path) -> str:
    os.mkfifo(folder / "pipe")
    return "pipe: is a device and no file. Save what is to be given as a file."


def unseen(folder: Path) -> str:
    (folder / "pl\u202ean\n.docx").write_bytes(b"a plan")
    return "plan .docx: has signs in its name that nobody sees. Rename it."


def in_folder(folder: Path) -> str:
    (folder / "papers").mkdir()
    return "papers: is a folder. Name the files in it."


def empty(folder: Path) -> str:
    (folder / "empty.docx").touch()
    return "empty.docx: is empty. Save it anew."


def huge(folder: Path) -> str:
    with (folder / "huge.zip").open("wb") as file:
        file.truncate(LARGEST_RELEASE + 1)
    return "huge.zip: is larger than 512 MB. Give it in parts."


def held(folder: Path) -> str:
    (folder / "~$plan.docx").write_bytes(b"of Word")
    return "plan.docx: is open in another program. Save and close it there, and run again."


def held_in_libreoffice(folder: Path) -> str:
    (folder / ".~lock.plan.docx#").write_bytes(b"of LibreOffice")
    return "plan.docx: is open in another program. Save and close it there, and run again."


def of_another_program(folder: Path) -> str:
    (folder / "~$x.docx").write_bytes(b"of Word")
    return "~$x.docx: is what a program keeps of a file that it has open. Name the file itself."


def released_before(folder: Path) -> str:
    (folder / RELEASES_FOLDER / "plan.docx").write_bytes(b"a plan")
    return "plan.docx: stands in released, where what was given is kept. Name the file that it was copied from."


def own(folder: Path) -> str:
    (folder / "own.xlsx").write_bytes(b"the register")
    return "own.xlsx: is this folder's own and nobody else's. Copy what is asked for into a file of its own."


def missing(folder: Path) -> str:
    (folder / "plan.docx").unlink()
    return "plan.docx: is not there. Check its name and the folder."


@pytest.mark.parametrize(
    ("make", "name"),
    [
        pytest.param(linked, "link.docx", marks=windows),
        pytest.param(device, "pipe", marks=windows),
        pytest.param(unseen, "pl\u202ean\n.docx", marks=windows),
        (in_folder, "papers"),
        (empty, "empty.docx"),
        (huge, "huge.zip"),
        (held, "plan.docx"),
        (held_in_libreoffice, "plan.docx"),
        (of_another_program, "~$x.docx"),
        (released_before, f"{RELEASES_FOLDER}/plan.docx"),
        (own, "own.xlsx"),
        (missing, "plan.docx"),
    ],
)
def test_what_cannot_be_given_is_refused(make: Callable[[Path], str], name: str, folder: Path) -> None:
    wrong = make(folder)
    assert told(folder, name) == [wrong]


def test_all_that_is_wrong_is_told_at_once(folder: Path) -> None:
    assert len(told(folder, "nowhere.docx", "plan.docx", "there/is/none.docx", "pl\0an")) == 3
    assert not [*(folder.parent / "scratch").iterdir()]


def test_a_file_that_is_written_while_it_is_copied_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copy(file: Path, to: Path) -> None:
        shutil.copyfile(file, to)
        file.write_bytes(b"a longer plan")

    monkeypatch.setattr(given_files, "copy_whole", copy)
    assert told(folder, "plan.docx") == [
        "plan.docx: was written while it was copied. Wait until that is done, and run again."
    ]


def test_a_full_disk_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copy(_: Path, __: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(given_files, "copy_whole", copy)
    with pytest.raises(OutputError, match=r"anyshire/released/plan.docx: the disk is full"):
        copies_of([folder / "plan.docx"], folder, folder.parent / "scratch", ())


def test_a_file_that_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: Path) -> tuple[int, int]:
        raise PermissionError

    monkeypatch.setattr(given_files, "stamp_of", never)
    assert told(folder, "plan.docx") == [
        "plan.docx: cannot be read. Close it in other programs, and check that you may read it."
    ]


def test_a_read_only_file_can_be_given(folder: Path) -> None:
    (folder / "plan.docx").chmod(0o400)
    (copy,) = copies_of([folder / "plan.docx"], folder, folder.parent / "scratch", ())
    assert (copy.name, copy.size, copy.source) == ("plan.docx", 6, "plan.docx")
    assert copy.copy.read_bytes() == b"a plan"
