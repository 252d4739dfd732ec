"""How many parts a zipped file says it has, asked of its last bytes before the list of them is read."""

from __future__ import annotations

import struct
from typing import BinaryIO

MOST_PARTS = 10_000
LONGEST_ENTRY = 256  # of the list of parts, for a part with a long name
_END, _END_64, _WHERE_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_AT_MOST = 22 + 0xFFFF  # an end with the longest comment
_IN_64 = 0xFFFFFFFF


def has_too_many_parts(content: BinaryIO) -> bool:
    """Whether the list of parts is longer than that of any document. Leaves what is damaged to whoever reads it."""
    length = content.seek(0, 2)
    content.seek(max(0, length - _AT_MOST))
    tail = content.read()
    at = tail.rfind(_END)
    content.seek(0)
    if at < 0 or len(tail) < at + 22:
        return False
    (size,) = struct.unpack_from("<L", tail, at + 12)
    where = tail.rfind(_WHERE_64, 0, at)
    if where >= 0 and at - where == 20:
        content.seek(min(struct.unpack_from("<Q", tail, where + 8)[0], length))
        end = content.read(56)
        content.seek(0)
        if end[:4] != _END_64 or len(end) < 56:
            return bool(size == _IN_64)  # only the other list would say how long it is
        (size,) = struct.unpack_from("<Q", end, 40)
    return bool(size > MOST_PARTS * LONGEST_ENTRY)
