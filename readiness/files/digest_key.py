"""The key of the digests by which runs know findings again.

It lies in the authority's folder and not in the output: who has the output alone cannot undo a digest by trying.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from readiness.files.journal import not_written, write_whole
from readiness.foundation.errors import Mistake, OutputError, UsageError

KEY_FILE = "readiness.key"
_LENGTH = 32


@dataclass(frozen=True)
class DigestKey:
    """A key; ``is_new`` is one that no file keeps yet. Nothing prints it."""

    secret: bytes
    is_new: bool = False

    def __repr__(self) -> str:
        return "DigestKey(...)"

    @property
    def mark(self) -> str:
        """What says in a file that its digests are made with this key, and tells nothing of it."""
        return self.digest("which key", 8)

    def digest(self, text: str, size: int) -> str:
        """What a text is known again by, by who has the key."""
        return hashlib.blake2b(text.encode(), key=self.secret, digest_size=size).hexdigest()


def new_key() -> DigestKey:
    """A key that nobody has."""
    return DigestKey(secrets.token_bytes(_LENGTH), is_new=True)


def digest_key(folder: Path) -> DigestKey:
    """The key of an authority's folder, or a new one where there is none. Raises UsageError."""
    file = folder / KEY_FILE
    try:
        secret = bytes.fromhex(file.read_text(encoding="ascii"))
    except FileNotFoundError:
        return new_key()
    except OSError as error:
        wrong = f"cannot be read ({type(error).__name__})"
        raise UsageError(Mistake(KEY_FILE, wrong, "Check that you may read it")) from None
    except ValueError:
        secret = b""
    if len(secret) != _LENGTH:
        wrong = "is damaged, so what earlier runs found cannot be known again"
        raise UsageError(Mistake(KEY_FILE, wrong, "Put it back from a copy, or delete it to begin anew"))
    return DigestKey(secret)


def keep_key(key: DigestKey, folder: Path, scratch: Path) -> None:
    """Puts a new key into an authority's folder: whole or not at all, and never over another. Raises OutputError."""
    file, whole = folder / KEY_FILE, scratch / KEY_FILE
    taken = OutputError(Mistake(KEY_FILE, "another run has just made it", "Run again"))
    try:
        write_whole(whole, f"{key.secret.hex()}\n".encode())
        try:
            os.link(whole, file)
        except FileExistsError:
            raise taken from None
        except OSError:  # a disk on which a file has one name
            if file.exists():
                raise taken from None
            whole.replace(file)
    except OSError as error:
        raise OutputError(not_written(file, error)) from None
