"""Files named as evidence: whether they are there and open, when they were changed, and that no name leads out."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from pathlib import Path

import pytest
from document_files import DAMAGED, ON_DISK, OUTSIDE, pdf, put, sheets, word

from readiness.preparedness.document_files import look_at

SAID = dt.date(2026, 10, 5)
FILES: dict[str, tuple[str, bytes, dt.date]] = {
    "a Word document": ("a.docx", word(SAID), SAID),
    "a workbook": ("a.xlsx", sheets(SAID), SAID),
    "an ending in capitals": ("A.DOCX", word(SAID), SAID),
    "a PDF": ("a.pdf", pdf("/CreationDate (D:20260101090000Z)", "/ModDate (D:20261005091500+01'00')"), SAID),
    "a PDF with the colon as a code": ("a.pdf", pdf(r"/ModDate(D\07220261005091500Z)"), SAID),
    "a PDF without the letter": ("a.pdf", pdf("/ModDate (20261005)"), SAID),
    "a PDF that was never changed": ("a.pdf", pdf(r"/CreationDate(D\07220261005091500Z)"), SAID),
    "a PDF saved twice": ("a.pdf", pdf("/ModDate (D:20260901)") + pdf("/ModDate (D:20261005)"), SAID),
    "a PDF whose change is no day": ("a.pdf", pdf("/CreationDate (D:20261005)", "/ModDate (D:20261305)"), SAID),
    "a PDF that says nothing": ("a.pdf", pdf("/Title (x)"), ON_DISK),
    "a text": ("a.txt", b"x", ON_DISK),
    "an old Word document": ("a.doc", b"\xd0\xcf\x11\xe0", ON_DISK),
    "a file in a folder": ("policies/2026/a.docx", word(SAID), SAID),
    "a folder as Windows writes it": ("policies\\a.docx", word(SAID), SAID),
}


@pytest.mark.parametrize("kind", FILES)
def test_the_day_of_a_file_is_what_the_file_says_and_else_the_disks(kind: str, tmp_path: Path) -> None:
    name, content, day = FILES[kind]
    put(tmp_path, name.replace("\\", "/"), content)
    found = look_at(tmp_path, name)
    assert (found.wrong, found.day) == ("", day)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no day before 1980 in a zip")
def test_an_office_file_that_says_no_day_has_the_disks(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("docProps/core.xml", "<dcterms:modified>2026-99-99T00:00:00Z</dcterms:modified>")
    put(tmp_path, "a.docx", content.getvalue())
    assert look_at(tmp_path, "a.docx").day == ON_DISK


def spoilt() -> bytes:
    """A Word document whose properties cannot be unpacked."""
    content = word(SAID)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.getinfo("docProps/core.xml")
    start = place.header_offset + 30 + len(place.filename)
    return content[:start] + b"\xff" * place.compress_size + content[start + place.compress_size :]


WRONG: dict[str, tuple[str, bytes, str]] = {
    "not there": ("b.docx", word(SAID), "there is no such file"),
    "a folder": ("", b"", "there is no such file"),
    "empty": ("a.docx", b"", "the file is empty"),
    "empty text": ("a.txt", b"", "the file is empty"),
    "damaged": ("a.docx", word(SAID)[:900], DAMAGED),
    "damaged inside": ("a.docx", spoilt(), DAMAGED),
    "locked": ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, DAMAGED),
    "no PDF": ("a.pdf", b"<html>Log in</html>", "the file is not a PDF, whatever its ending says"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_does_not_serve_says_why(case: str, tmp_path: Path) -> None:
    name, content, wrong = WRONG[case]
    if name.startswith("a."):
        put(tmp_path, name, content)
    (tmp_path / "folder").mkdir()
    assert look_at(tmp_path, name or "folder").wrong == wrong


@pytest.mark.parametrize(
    "name",
    [
        "../outside.docx",
        "..\\outside.docx",
        "policies\\..\\..\\outside.docx",
        "/etc/passwd",
        "\\etc\\passwd",
        "\\\\server\\share\\a.docx",
        "C:\\a.docx",
        "c:/a.docx",
        "C:a.docx",
        "file:///etc/passwd",
        ".",
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_not_followed(name: str, tmp_path: Path) -> None:
    put(tmp_path, "outside.docx", word(SAID))
    (tmp_path / "documents").mkdir()
    found = look_at(tmp_path / "documents", name)
    assert (found.wrong, found.day) == (OUTSIDE, None)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_leads_out_of_the_folder_is_not_followed_nor_one_in_a_circle(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/outside.docx", word(SAID))
    folder = tmp_path / "documents"
    put(folder, "inside.docx", word(SAID))
    (folder / "out.docx").symlink_to(tmp_path / "elsewhere" / "outside.docx")
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    (folder / "in.docx").symlink_to("inside.docx")
    (folder / "round.docx").symlink_to("round.docx")
    assert look_at(folder, "out.docx").wrong == OUTSIDE
    assert look_at(folder, "out/outside.docx").wrong == OUTSIDE
    assert look_at(folder, "in.docx").day == SAID
    assert look_at(folder, "round.docx").wrong == "the file cannot be opened"


@pytest.mark.parametrize("name", ["x" * 5000 + ".docx", "a\0b.docx"])
def test_a_name_that_no_disk_takes_is_told(name: str, tmp_path: Path) -> None:
    assert look_at(tmp_path, name).wrong == "the file cannot be opened"
