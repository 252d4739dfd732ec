"""A Word file is read as what people wrote in it, however Word or LibreOffice cut it up; what is no words is said."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from readiness.files import word_text
from readiness.files.word_text import read_word_text
from readiness.files.written import NotCarried, WordBlock, WrittenParagraph, WrittenTable
from readiness.foundation.errors import SourceError

W = nsdecls("w")
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def read(tmp_path: Path, *paragraphs: str) -> list[WordBlock]:
    """What is read of paragraphs given as the XML within them."""
    document = docx.Document()
    for inside in paragraphs:
        document.element.body.sectPr.addprevious(parse_xml(f"<w:p {W} {MC}>{inside}</w:p>"))
    file = tmp_path / "text.docx"
    document.save(str(file))
    return [*read_word_text(file)]


def texts(blocks: list[WordBlock]) -> list[str]:
    return [block.what if isinstance(block, NotCarried) else block.text for block in blocks]


@pytest.mark.parametrize(
    ("inside", "read_as"),
    [
        ("<w:r><w:t>Chil</w:t></w:r><w:r><w:t>dren</w:t></w:r>", ["Children"]),
        ("<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>", ["a link"]),
        ("<w:ins><w:r><w:t>put in</w:t></w:r></w:ins>", ["put in"]),
        (
            "<w:r><w:t>A</w:t></w:r><w:del><w:r><w:delText>out</w:delText></w:r></w:del>",
            ["A", "words that a tracked change takes out"],
        ),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>', ["7"]),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            "<w:r><w:t>shown</w:t></w:r>",
            ["shown"],
        ),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>", ["a\nb\tc"]),
        ("<w:r><w:noBreakHyphen/></w:r>", ["\N{NON-BREAKING HYPHEN}"]),
        ("<w:r><w:t>x</w:t><w:drawing/></w:r>", ["x", "a picture or a drawing"]),
        (
            "<w:r><w:t>x</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            ["x", "a text box, whose words stand below it", "boxed"],
        ),
        ('<w:r><w:t>x</w:t><w:footnoteReference w:id="2"/></w:r>', ["x", "a footnote"]),
        ("<w:sdt><w:sdtContent><w:r><w:t>chosen</w:t></w:r></w:sdtContent></w:sdt>", ["chosen"]),
        (
            "<mc:AlternateContent><mc:Choice><w:r><w:t>new</w:t></w:r></mc:Choice>"
            "<mc:Fallback><w:r><w:t>old</w:t></w:r></mc:Fallback></mc:AlternateContent>",
            ["new"],
        ),
    ],
    ids=[
        "cut up", "link", "put in", "taken out", "field", "field of many", "breaks", "hyphen", "picture", "text box",
        "footnote", "content control", "alternatives",
    ],
)  # fmt: skip
def test_words_are_read_and_what_is_none_is_said(inside: str, read_as: list[str], tmp_path: Path) -> None:
    assert texts(read(tmp_path, inside)) == read_as


def test_looks_lists_headings_and_tables_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Summary", 1)
    paragraph = document.add_paragraph("One ")
    paragraph.add_run("two").bold = True
    paragraph.add_run(" three").italic = True
    document.add_paragraph("Dot", "List Bullet")
    document.add_paragraph("First", "List Number")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "a", "b"
    file = tmp_path / "text.docx"
    document.save(str(file))
    head, looks, dot, first, cells = read_word_text(file)
    assert isinstance(head, WrittenParagraph)
    assert (head.text, head.heading) == ("Summary", 1)
    assert isinstance(looks, WrittenParagraph)
    assert [(run.text, run.bold, run.italic) for run in looks.runs] == [
        ("One ", False, False),
        ("two", True, False),
        (" three", False, True),
    ]
    assert isinstance(dot, WrittenParagraph)
    assert isinstance(first, WrittenParagraph)
    assert (dot.listed, first.listed) == ("bullet", "number")
    assert isinstance(cells, WrittenTable)
    assert [cell.paragraphs[0].text for cell in cells.rows[0]] == ["a", "b"]


def test_words_in_a_header_are_said(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ours"
    file = tmp_path / "text.docx"
    document.save(str(file))
    assert texts([*read_word_text(file)]) == ["a header or a footer with words"]


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "is not a Word document, whatever its ending says"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is not a Word document, whatever its ending says"),
        (b"PK\x03\x04rubbish", "is damaged and cannot be read"),
    ],
)
def test_what_is_no_word_document_stops_the_run(content: bytes, wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "text.docx"
    file.write_bytes(content)
    with pytest.raises(SourceError) as told:
        read_word_text(file)
    assert wrong in str(told.value)


def test_a_text_longer_than_people_write_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_text, "LARGEST_PART", 100)
    with pytest.raises(SourceError, match=r"text\.docx: is longer than any text that people write"):
        read(tmp_path, "<w:r><w:t>Children</w:t></w:r>")


def test_a_part_that_is_no_xml_stops_the_run(tmp_path: Path) -> None:
    content = io.BytesIO()
    docx.Document().save(content)
    file = tmp_path / "text.docx"
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:document" if name == "word/document.xml" else old.read(name))
    with pytest.raises(SourceError, match="is damaged and cannot be read"):
        read_word_text(file)
