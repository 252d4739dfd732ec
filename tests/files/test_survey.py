"""What is found out of a text file chunk by chunk is what looking at the whole of it at once would find."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from readiness.files import text

LETTERS = st.sampled_from([b"a", b"b", "é".encode(), "€".encode(), b"\xe9"])
LINES = st.lists(st.lists(LETTERS, max_size=2).map(b"".join), min_size=10, max_size=60)
ENDS = st.lists(st.sampled_from([b"\n", b"\r\n", b"\r"]), min_size=1, max_size=40)


def _one_kind_of_line_end(content: bytes) -> bool:
    pairs = content.count(b"\r\n")
    return content.count(b"\r") == pairs and pairs in (0, content.count(b"\n"))


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(LINES, ENDS, st.integers(8, 40))
def test_chunks_tell_what_the_whole_tells(lines: list[bytes], ends: list[bytes], at_once: int) -> None:
    content = b"".join(line + ends[number % len(ends)] for number, line in enumerate(lines))
    with tempfile.TemporaryDirectory() as folder, patch.object(text, "READ_AT_ONCE", at_once):
        file = Path(folder) / "some.csv"
        file.write_bytes(content)
        found = text.survey(file)

    assert found.one_kind_of_line_end is _one_kind_of_line_end(content)
    assert (found.encoding == "utf-8" and not found.strays) is _is_utf8(content)
    assert found.fingerprint == hashlib.sha256(content).hexdigest()
