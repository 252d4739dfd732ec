"""A zip file opens with its password alone, and what is in it is what was put there."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import pyzipper
from given_files import put_in

from readiness.files.password import Password
from readiness.foundation.errors import UsageError
from readiness.handover.zipped import refuse_odd_letters, write_zip

PASSWORD = Password("four words of mine")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    files = {
        "01 A plan.docx": put_in(tmp_path, "a", b"words " * 1000),
        "02 Children’s rôle.txt": put_in(tmp_path, "b", b""),
    }
    write_zip(files, tmp_path / "pack.zip", PASSWORD)
    return tmp_path / "pack.zip"


def test_every_file_is_locked_with_aes_256_and_opens_as_it_was(archive: Path) -> None:
    with pyzipper.AESZipFile(archive) as opened:
        opened.setpassword(PASSWORD.text.encode())
        assert {part.filename: opened.read(part) for part in opened.infolist()} == {
            "pack/01 A plan.docx": b"words " * 1000,
            "pack/02 Children’s rôle.txt": b"",
        }
        assert [part.wz_aes_strength for part in opened.infolist()] == [3, 3]  # as WinZip calls 256 bits
    assert b"words words" not in archive.read_bytes()


def test_it_opens_with_no_other_password_and_tells_no_time(archive: Path) -> None:
    with pyzipper.AESZipFile(archive) as opened:
        opened.setpassword(b"another one of mine")
        with pytest.raises(RuntimeError):
            opened.read("pack/01 A plan.docx")
    with zipfile.ZipFile(archive) as listed:
        assert {part.date_time for part in listed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        with pytest.raises(RuntimeError):  # which knows no AES, as Windows Explorer does not
            listed.read("pack/01 A plan.docx")


def test_a_password_that_programs_write_differently_is_refused() -> None:
    refuse_odd_letters(PASSWORD)
    with pytest.raises(UsageError, match="programs write differently in zip files"):
        refuse_odd_letters(Password("vier Wörter für mich"))
