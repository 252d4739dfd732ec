"""The key of digests: made once, its owner's alone, never replaced, never printed; a damaged one stops a run."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from readiness.files.digest_key import KEY_FILE, digest_key, keep_key, new_key
from readiness.foundation.errors import OutputError, UsageError


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def test_a_new_key_is_kept_and_found_again(tmp_path: Path, scratch: Path) -> None:
    key = digest_key(tmp_path)
    assert key.is_new and not (tmp_path / KEY_FILE).exists()
    keep_key(key, tmp_path, scratch)
    again = digest_key(tmp_path)
    assert (again.secret, again.is_new, again.mark) == (key.secret, False, key.mark)
    assert again.digest("a", 6) != digest_key(scratch.parent / "nowhere").digest("a", 6)
    assert key.secret.hex() not in f"{key!r}{key}{key.mark}"
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("with_links", [True, False])
def test_a_key_is_never_put_over_another(
    with_links: bool, tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    if not with_links:
        monkeypatch.setattr(os, "link", no_links)
    keep_key(new_key(), tmp_path, scratch)
    first = (tmp_path / KEY_FILE).read_bytes()
    (scratch / KEY_FILE).unlink(missing_ok=True)
    with pytest.raises(OutputError, match=r"readiness\.key: another run has just made it\. Run again\."):
        keep_key(new_key(), tmp_path, scratch)
    assert (tmp_path / KEY_FILE).read_bytes() == first


@pytest.mark.parametrize("content", [b"", b"ab", b"not a key", b"\xff\xfe", b"00" * 31, b"00" * 33])
def test_a_damaged_key_is_told_and_stays_as_it_is(content: bytes, tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(content)
    with pytest.raises(UsageError) as told:
        digest_key(tmp_path)
    assert str(told.value) == (
        "readiness.key: is damaged, so what earlier runs found cannot be known again. "
        "Put it back from a copy, or delete it to begin anew."
    )
    assert (tmp_path / KEY_FILE).read_bytes() == content


def test_a_key_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).mkdir()
    with pytest.raises(UsageError, match=r"readiness\.key: cannot be read \("):
        digest_key(tmp_path)
