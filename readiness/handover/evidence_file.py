"""Takes the bytes of a file that the register names, and follows no name and no link that leads elsewhere."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from readiness.foundation.errors import Refused
from readiness.preparedness.document_files import OUTSIDE

MOST_BYTES = 1 << 28
_OF_ANOTHER_PROGRAM = ("~$", ".~lock")


def evidence_bytes(folder: Path, name: str) -> bytes:
    """The bytes of the file of that name in a folder. Raises Refused."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0].startswith("/") or any(":" in part for part in parts):
        raise Refused(OUTSIDE.wrong, "Put the file there, and write its name in that folder into the register")
    if parts[-1].startswith(_OF_ANOTHER_PROGRAM):
        raise Refused("is what a program keeps of a file that it has open", "Name the document itself in the register")
    file = folder
    try:
        for part in parts:
            file = file / part
            if file.is_symlink() or getattr(os.path, "isjunction", lambda _: False)(file):
                raise Refused("is a link to somewhere else, which is not followed", "Put the file itself in its place")
        if not file.resolve().is_relative_to(folder.resolve()):
            raise Refused(OUTSIDE.wrong, "Put the file there, and write its name in that folder into the register")
        if not file.is_file():
            raise Refused("there is no such file in the folder of documents", "Put it there, or correct its name")
        return bytes_of(file)
    except (OSError, ValueError, RuntimeError):
        raise Refused("cannot be read", "Close it in other programs, and check that you may read it") from None


def bytes_of(file: Path) -> bytes:
    """The bytes of a file, if there are any and not far too many. Raises Refused, OSError."""
    with file.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if not content:
        raise Refused("is empty", "Save it anew")
    if len(content) > MOST_BYTES:
        raise Refused(f"is larger than {MOST_BYTES >> 20} MB", "Save it with smaller pictures, or hand it over by hand")
    return content
