"""A file is taken from the folder of documents alone, whatever its name or a link says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from given_files import put_in

from readiness.foundation.errors import Refused
from readiness.handover import evidence_file
from readiness.handover.evidence_file import evidence_bytes

OUTSIDE = "the name leads out of the folder of documents"


def test_a_file_is_taken_however_its_name_is_written(tmp_path: Path) -> None:
    put_in(tmp_path, "documents/policies/plan.docx", b"words")
    for name in ("policies/plan.docx", "policies\\plan.docx"):
        assert evidence_bytes(tmp_path / "documents", name) == b"words"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../secret.docx", OUTSIDE),
        ("policies/../../secret.docx", OUTSIDE),
        ("..\\secret.docx", OUTSIDE),
        ("/etc/passwd", OUTSIDE),
        ("C:/secret.docx", OUTSIDE),
        ("plan.docx:hidden", OUTSIDE),
        ("", OUTSIDE),
        ("~$plan.docx", "is what a program keeps of a file that it has open"),
        ("none.docx", "there is no such file in the folder of documents"),
        ("policies", "there is no such file in the folder of documents"),
        ("empty.docx", "is empty"),
        ("large.docx", "is larger than 0 MB"),
        ("a\0b.docx", "cannot be read"),
    ],
)
def test_what_is_not_taken_is_told(tmp_path: Path, name: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_file, "MOST_BYTES", 10)
    put_in(tmp_path, "secret.docx", b"words")
    put_in(tmp_path, "documents/policies/plan.docx", b"words")
    put_in(tmp_path, "documents/empty.docx", b"")
    put_in(tmp_path, "documents/large.docx", b"too many words")
    with pytest.raises(Refused) as refused:
        evidence_bytes(tmp_path / "documents", name)
    assert refused.value.why == why
    assert refused.value.do


@pytest.mark.parametrize("leads_to", ["../secret.docx", "inside.docx"])
def test_no_link_is_followed(tmp_path: Path, leads_to: str) -> None:
    put_in(tmp_path, "secret.docx", b"words")
    put_in(tmp_path, "documents/inside.docx", b"words")
    link = tmp_path / "documents" / "plan.docx"
    try:
        link.symlink_to(leads_to)
    except OSError:
        assert sys.platform == "win32"  # which lets few people make one
        return
    with pytest.raises(Refused, match="is a link to somewhere else"):
        evidence_bytes(tmp_path / "documents", "plan.docx")
