"""One zip file of a pack, each file in it locked with AES-256 as WinZip does, and opened again before it is given.

Names of files can be read in it without the password, so they hold no child.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import pyzipper

from readiness.files.password import Password
from readiness.foundation.errors import Mistake, UsageError

AT_ONCE = 1 << 20
OLDEST = (1980, 1, 1, 0, 0, 0)  # a zip file knows no time before, and no other is told


def refuse_odd_letters(password: Password) -> None:
    """Refuses a password that programs write differently in zip files. Raises UsageError."""
    if not password.text.isascii():
        wrong = "has letters such as é or £, which programs write differently in zip files"
        raise UsageError(Mistake("password", wrong, "Choose one of plain letters, digits and signs"))


def write_zip(files: Mapping[str, Path], target: Path, password: Password) -> None:
    """Writes the files, by their names, into a new zip file that opens with the password alone."""
    with os.fdopen(
        os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "w+b"
    ) as to:
        with pyzipper.AESZipFile(
            to, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES, allowZip64=True
        ) as archive:
            archive.setpassword(password.text.encode())
            archive.setencryption(pyzipper.WZ_AES, nbits=256)
            for name, file in files.items():
                part = pyzipper.zipfile_aes.AESZipInfo(f"pack/{name}", OLDEST)
                part.compress_type, part.file_size = pyzipper.ZIP_DEFLATED, file.stat().st_size
                with file.open("rb") as content, archive.open(part, "w") as zipped:
                    while piece := content.read(AT_ONCE):
                        zipped.write(piece)
        to.flush()
        os.fsync(to.fileno())
    _refuse_other_than(files, target, password)


def _refuse_other_than(files: Mapping[str, Path], target: Path, password: Password) -> None:
    with pyzipper.AESZipFile(target) as archive:
        archive.setpassword(password.text.encode())
        for name, file in files.items():
            with archive.open(f"pack/{name}") as zipped, file.open("rb") as content:
                if _digest_of(zipped) != _digest_of(content):
                    raise ValueError("a zip file does not open again as it was")


def _digest_of(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(AT_ONCE):
        digest.update(piece)
    return digest.hexdigest()
