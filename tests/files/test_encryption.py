"""A workbook is locked as MS-OFFCRYPTO says, which is read here by the standard alone; with another password it stays so."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import os
import struct
import zipfile
from xml.etree import ElementTree

import olefile
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from readiness.files import encryption
from readiness.files.encryption import lock, unlock
from readiness.files.password import Password, is_locked
from readiness.foundation.errors import Refused

WORDS = "four plain words, and a £"
PASSWORD = Password(WORDS)
PREFIX = {"p": "http://schemas.microsoft.com/office/2006/keyEncryptor/password"}
Blocks = dict[str, bytes]


def _zipped(size: int) -> bytes:
    """Bytes that the library takes for a workbook's, of about that size."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", os.urandom(size))
    return content.getvalue()


def _decrypted(data: bytes, key: bytes, start: bytes) -> bytes:
    opening = Cipher(algorithms.AES(key), modes.CBC(start)).decryptor()
    return opening.update(data) + opening.finalize()


def _by_the_standard(locked: bytes) -> tuple[bytes, bytes]:
    """The content and the key of a locked workbook; what keeps it from being changed unseen is checked on the way."""
    with olefile.OleFileIO(io.BytesIO(locked)) as parts:
        about, package = (parts.openstream(name).read() for name in ("EncryptionInfo", "EncryptedPackage"))
    assert struct.unpack("<HHI", about[:8]) == (4, 4, 0x40)
    page = ElementTree.fromstring(about[8:])
    data, whole, by_password = page[0].attrib, page[1].attrib, page.find(".//p:encryptedKey", PREFIX).attrib  # type: ignore[union-attr]
    for its in (data, by_password):
        assert (its["cipherAlgorithm"], its["keyBits"], its["hashAlgorithm"]) == ("AES", "256", "SHA512")
    assert by_password["spinCount"] == "100000"

    salt = base64.b64decode(by_password["saltValue"])
    hashed = hashlib.sha512(salt + WORDS.encode("utf-16-le")).digest()
    for number in range(100_000):
        hashed = hashlib.sha512(number.to_bytes(4, "little") + hashed).digest()
    of_key = hashlib.sha512(hashed + bytes.fromhex("146e0be7abacd0d6")).digest()[:32]
    key = _decrypted(base64.b64decode(by_password["encryptedKeyValue"]), of_key, salt)

    salt = base64.b64decode(data["saltValue"])
    starts = [
        hashlib.sha512(salt + bytes.fromhex(block)).digest()[:16] for block in ("5fb2ad010cb9e1f6", "a0677f02b22c8433")
    ]
    signed_with, signature = (
        _decrypted(base64.b64decode(whole[name]), key, start)
        for name, start in zip(("encryptedHmacKey", "encryptedHmacValue"), starts, strict=True)
    )
    assert hmac.digest(signed_with, package, "sha512") == signature

    (size,) = struct.unpack("<Q", package[:8])
    content = b"".join(
        _decrypted(package[at : at + 4096], key, hashlib.sha512(salt + number.to_bytes(4, "little")).digest()[:16])
        for number, at in enumerate(range(8, len(package), 4096))
    )
    return content[:size], key


def test_what_is_locked_is_agile_encryption_with_a_whole_key_of_256_bits() -> None:
    content = _zipped(20_000)
    locked = lock(content, PASSWORD)
    opened, key = _by_the_standard(locked)
    assert is_locked(locked)
    assert opened == content
    assert len(key) == 32
    assert len({*key[16:]}) > 4, "half of the key is filling"
    assert b"xl/workbook.xml" not in locked
    assert WORDS.encode("utf-16-le") not in locked
    assert lock(content, PASSWORD) != locked


def test_a_workbook_of_any_size_opens_as_it_was() -> None:
    content = _zipped(9_000_000)  # more than a compound file tells of in its first sector
    assert unlock(lock(content, PASSWORD), PASSWORD) == content


def test_it_opens_with_no_other_password_and_not_when_it_was_changed() -> None:
    locked = lock(_zipped(20_000), PASSWORD)
    with pytest.raises(Refused) as other:
        unlock(locked, Password("three plain words"))
    assert other.value.why == "is locked with another password than the one given"
    for damaged in (locked[:3000], locked[:9000] + b"\1" + locked[9001:], locked.replace(b"<keyData", b"<keyDate")):
        with pytest.raises(Refused):
            unlock(damaged, PASSWORD)


def test_a_file_that_would_take_all_day_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "MOST_SPINS", 99_999)
    with pytest.raises(Refused) as slow:
        encryption.unlock(_locked_without_a_look(), PASSWORD)
    assert slow.value.why == "is locked in a way that cannot be opened here"


def _locked_without_a_look() -> bytes:
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    return bytes(ECMA376Agile.encrypt(WORDS, io.BytesIO(_zipped(9000))))


def test_what_does_not_open_again_is_given_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "unlock", lambda *_: b"something else")
    with pytest.raises(ValueError, match="does not open again"):
        lock(_zipped(5000), PASSWORD)


def test_nobody_prints_a_password() -> None:
    assert str(PASSWORD) == repr(PASSWORD) == f"{[PASSWORD]}"[1:-1] == "Password()"
