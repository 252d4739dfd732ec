"""Locks workbooks with a password as Office does (agile encryption of ECMA-376: AES-256, SHA-512), and opens such ones.

What is locked is opened again before anybody is given it. No message holds a password.
"""

from __future__ import annotations

import hashlib
import io
import secrets
import struct

import msoffcrypto
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from readiness.files.password import Password
from readiness.foundation.errors import Refused

SPINS = 100_000  # how often a password is hashed over again: what Office does, and what makes trying many slow
KEY_BYTES = 32
_OF_THE_KEY = bytes.fromhex("146e0be7abacd0d6")  # what the standard hashes with it to lock the key
MOST_SPINS = 10 * SPINS  # more than any Office writes; each takes time before the password is known to be wrong
LOCKED_OTHERWISE = (
    "is locked in a way that cannot be opened here",
    "Save it without a password in a place only you can read",
)
WRONG_PASSWORD = ("is locked with another password than the one given", "Give the one that it was saved with")


def lock(content: bytes, password: Password) -> bytes:
    """The workbook so that it opens with the password alone; other bytes each time."""
    about, _ = ECMA376Agile.generate_encryption_parameters(password.text, spin_count=SPINS)
    key = secrets.token_bytes(KEY_BYTES)  # of its own 32 bytes the library makes only 16 by chance
    about.encryptedKeyValue = _key_locked(key, password, about.encryptedKey.saltValue)
    locked = ECMA376Agile.encrypt_payload(io.BytesIO(content), about.encryptedKey, key, about.keyData.saltValue)
    file = io.BytesIO()
    ECMA376Encrypted(locked, ECMA376Agile.get_encryption_information(about, locked, key)).write_to(file)
    whole = file.getvalue()
    if unlock(whole, password) != content:
        raise ValueError("a locked workbook does not open again as it was")
    return whole


def unlock(content: bytes, password: Password) -> bytes:
    """A locked workbook without its password, in memory alone. Raises Refused."""
    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        if getattr(file, "info", {}).get("spinValue", 0) > MOST_SPINS:
            raise Refused(*LOCKED_OTHERWISE)
        file.load_key(password=password.text, verify_password=True)
        file.decrypt(opened, verify_integrity=True)
    except msoffcrypto.exceptions.InvalidKeyError:
        raise Refused(*WRONG_PASSWORD) from None
    except Exception:  # the library raises many kinds for what is damaged or locked otherwise
        raise Refused(*LOCKED_OTHERWISE) from None
    return opened.getvalue()


def _key_locked(key: bytes, password: Password, salt: bytes) -> bytes:
    """The key of the content as the password opens it: MS-OFFCRYPTO 2.3.4.11 and 2.3.4.13."""
    hashed = hashlib.sha512(salt + password.text.encode("utf-16-le")).digest()
    for number in range(SPINS):
        hashed = hashlib.sha512(struct.pack("<I", number) + hashed).digest()
    by_password = hashlib.sha512(hashed + _OF_THE_KEY).digest()[:KEY_BYTES]
    locking = Cipher(algorithms.AES(by_password), modes.CBC(salt)).encryptor()
    return locking.update(key) + locking.finalize()
