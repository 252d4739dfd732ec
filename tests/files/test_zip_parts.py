"""A zipped file with far more parts than any document is refused before the list of them is read."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from readiness.files import zip_parts
from readiness.files.office import WORD, template_bytes
from readiness.files.workbook import open_workbook
from readiness.files.zip_parts import has_too_many_parts
from readiness.foundation.errors import Refused, SpecificationError
from readiness.preparedness.document_files import look_at

FAR_MORE = "unpacks to far more than a {} could hold"


def zipped(parts: int, comment: bytes = b"") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.comment = comment
        for number in range(parts):
            made.writestr(f"part{number}", b"")
    return content.getvalue()


def in_zip64(content: bytes, length_of_list: int) -> bytes:
    """The same with the kind of end that a file of more than 65,535 parts has."""
    end = content.rindex(b"PK\x05\x06")
    longer = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, length_of_list, 0)
    where = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return content[:end] + longer + where + content[end : end + 12] + b"\xff" * 4 + content[end + 16 :]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few parts that a small file has too many."""
    monkeypatch.setattr(zip_parts, "MOST_PARTS", 2)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("comment", [b"", b"x" * 65_535], ids=["no comment", "the longest comment"])
def test_the_length_of_the_list_of_parts_is_known_from_the_end(comment: bytes) -> None:
    assert not has_too_many_parts(io.BytesIO(zipped(2, comment)))
    assert has_too_many_parts(io.BytesIO(zipped(20, comment)))


def test_the_other_kind_of_end_is_read_too() -> None:
    assert not has_too_many_parts(io.BytesIO(in_zip64(zipped(1), 51)))
    assert has_too_many_parts(io.BytesIO(in_zip64(zipped(1), 1 << 40)))
    assert has_too_many_parts(io.BytesIO(in_zip64(zipped(1), 51).replace(b"PK\x06\x06", b"PK\x00\x00")))


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x05\x06", zipped(1)[:-9]], ids=["nothing", "two letters", "an end", "cut short"]
)
def test_what_is_damaged_is_left_to_its_reader(content: bytes) -> None:
    assert not has_too_many_parts(io.BytesIO(content))


@pytest.mark.usefixtures("few")
def test_every_reader_says_so(tmp_path: Path) -> None:
    file = tmp_path / "own.xlsx"
    file.write_bytes(zipped(20))
    with pytest.raises(Refused) as told:
        open_workbook(file)
    assert told.value.why == FAR_MORE.format("workbook")
    with pytest.raises(SpecificationError) as refused:
        template_bytes(file, "templates/own.docx", WORD)
    assert str(refused.value).startswith(f"templates/own.docx: {FAR_MORE.format('document')}. Do not open it")
    assert look_at(tmp_path, "own.xlsx").wrong == "the file has far more parts than a document could hold"
