"""What is not for others' eyes is found in Word, Excel and PowerPoint files, wherever it stands; the rest is no fault."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from given_files import AUTHOR, COMMENT, INSERTED, PAGE, WORDS, book_of, with_parts, with_text, word_by_author
from openpyxl.comments import Comment
from packages import W, behind_a_chart, package, relations

from readiness.files.encryption import lock
from readiness.files.password import Password
from readiness.foundation.errors import Refused
from readiness.handover import office_file
from readiness.handover.opens import look_through_file

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'


def word(body: str = WORDS, **more: str) -> bytes:
    parts = {f"word/{name}.xml": part for name, part in more.items()}
    return package({"word/document.xml": PAGE.format(body), **parts})


def slides(**parts: str) -> bytes:
    both = {
        "ppt/presentation.xml": f'<p:presentation {P}><p:sldIdLst><p:sldId id="1"/><p:sldId id="2"/></p:sldIdLst></p:presentation>'
    }
    return package({**both, **{f"ppt/{name.replace('__', '/')}.xml": part for name, part in parts.items()}}, "ppt")


def in_a_story(story: str) -> str:
    return f'<w:{story} xmlns:w="{W}">{INSERTED}</w:{story}>'


def hidden_sheet(state: str) -> Callable[[openpyxl.Workbook], object]:
    return lambda book: setattr(book.create_sheet("More"), "sheet_state", state)


def hide_row(book: openpyxl.Workbook) -> None:
    book.active.row_dimensions[2].hidden = True


def hide_column(book: openpyxl.Workbook) -> None:
    book.active.column_dimensions["B"].hidden = True


def hide_what_is_empty(book: openpyxl.Workbook) -> None:
    book.active.row_dimensions[9].hidden = True
    book.active.column_dimensions["F"].hidden = True


def remark(book: openpyxl.Workbook) -> None:
    book.active["A1"].comment = Comment("see me", AUTHOR)


CHANGED = ["has tracked changes"]
FOUND = [
    (".docx", word(), []),
    (".docx", word(INSERTED), CHANGED),
    (".docx", word(header1=in_a_story("hdr")), CHANGED),
    (".docx", word(footnotes=in_a_story("footnotes")), CHANGED),
    (".docx", word('<w:p><w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'), CHANGED),
    (".docx", word('<w:p><w:moveFrom w:id="1"/><w:moveTo w:id="2"/></w:p>'), CHANGED),
    (".docx", word("<w:p><w:r><w:rPr><w:rPrChange w:id='1'/></w:rPr></w:r></w:p>"), CHANGED),
    (".docx", word(comments=COMMENT), ["has comments"]),
    (".docx", word(comments=f'<w:comments xmlns:w="{W}"/>'), []),
    (".docx", word("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"), ["has hidden text"]),
    (".docx", word("<w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>seen</w:t></w:r></w:p>"), []),
    (".docx", word("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>seen</w:t></w:r></w:p>"), []),
    (".docx", behind_a_chart(book_of(hidden_sheet("hidden"))), ["the workbook behind a chart has a hidden sheet"]),
    (".xlsx", book_of(), []),
    (".xlsx", book_of(hidden_sheet("hidden")), ["has a hidden sheet"]),
    (".xlsx", book_of(hidden_sheet("veryHidden")), ["has a hidden sheet"]),
    (".xlsx", book_of(hide_row), ["has hidden rows with something in them"]),
    (".xlsx", book_of(hide_column), ["has hidden columns with something in them"]),
    (".xlsx", book_of(hide_what_is_empty), []),
    (".xlsx", book_of(remark), ["has comments"]),
    (".xlsx", with_parts(book_of(), {"xl/threadedComments/t1.xml": "<T><threadedComment/></T>"}), ["has comments"]),
    (".xlsx", with_parts(book_of(), {"xl/revisions/log1.xml": "<revisions/>"}), CHANGED),
    (".pptx", slides(slides__slide1=f"<p:sld {P}/>"), []),
    (".pptx", slides(slides__slide1=f'<p:sld {P} show="0"/>'), ["has a hidden slide"]),
    (".pptx", slides(comments__comment1="<p:cmLst xmlns:p='urn:p'><p:cm/></p:cmLst>"), ["has comments"]),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "content", "wrongs"), FOUND)
def test_what_others_are_not_to_see_is_found(ending: str, content: bytes, wrongs: list[str]) -> None:
    found = look_through_file(content, ending).objections
    assert [each.wrong for each in found] == wrongs
    assert all(each.do for each in found)


LINKED = ["shows something that is linked and not in it"]
RELATIONS = [
    (("image", "https://here.example/a.png", True), LINKED),
    (("externalLinkPath", "file:///C:/a.xlsx", True), LINKED),
    (("connections", "connections.xml", False), LINKED),
    (("vbaProject", "macros.bin", False), ["has macros"]),
    (("oleObject", "embeddings/a.bin", False), ["has another program's file in it, with all that is in that"]),
    (("aFChunk", "a.docx", False), ["has another program's file in it, with all that is in that"]),
    (("pivotCacheDefinition", "p.xml", False), ["has a pivot table, which keeps the rows that it was made of"]),
    (("image", "media/a.png", False), []),
    (("hyperlink", "https://here.example", True), []),
    (("attachedTemplate", "file:///C:/Users/quillfeather/a.dotx", True), []),
]


@pytest.mark.parametrize(("relation", "wrongs"), RELATIONS)
def test_what_runs_or_lies_elsewhere_is_found(relation: tuple[str, str, bool], wrongs: list[str]) -> None:
    content = package({"word/document.xml": PAGE.format(WORDS)}, more=(relation,))
    assert [each.wrong for each in look_through_file(content, ".docx").objections] == wrongs


def test_a_property_that_a_page_shows_is_told_since_the_copy_has_it_no_longer() -> None:
    binding = '<w:p><w:sdt><w:sdtPr><w:dataBinding w:prefixMappings="x=\'core-properties\'" w:xpath="/x:coreProperties[1]/y:{}[1]"/></w:sdtPr></w:sdt></w:p>'
    assert len(look_through_file(word(binding.format("creator")), ".docx").objections) == 1
    assert not look_through_file(word(binding.format("title")), ".docx").objections


def test_notes_and_links_to_files_are_told_and_are_no_obstacle() -> None:
    notes = f"<p:notes {P} {A}><a:p><a:t>Say this.</a:t><a:fld type='slidenum'><a:t>1</a:t></a:fld></a:p></p:notes>"
    empty = f"<p:notes {P} {A}><a:p><a:fld type='slidenum'><a:t>1</a:t></a:fld></a:p></p:notes>"
    looked = look_through_file(slides(notesSlides__notesSlide1=notes, notesSlides__notesSlide2=empty), ".pptx")
    assert (looked.objections, looked.notes) == ((), ("1 slide with speaker's notes",))
    linked = package({"word/document.xml": PAGE.format(WORDS)}, more=(("hyperlink", "file:///C:/a.docx", True),))
    assert look_through_file(linked, ".docx").notes == ("1 link to files that are not in the pack",)


def test_pages_are_those_that_the_file_tells_and_never_guessed() -> None:
    assert look_through_file(slides(), ".pptx").pages == 2
    assert look_through_file(book_of(), ".xlsx").pages is None
    assert look_through_file(word(), ".docx").pages is None
    said = with_text(word_by_author(), "docProps/app.xml", "<Pages>1</Pages>", "<Pages>12</Pages>")
    assert look_through_file(said, ".docx").pages == 12


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (1 << 26))
    return content.getvalue()


REFUSED = [
    (".docx", b"no document", "is not a Word document, whatever its ending says"),
    (".docx", word()[:400], "is damaged and cannot be read"),
    (".docx", package({"word/document.xml": "<w:document"}), "is damaged and cannot be read"),
    (".docx", book_of(), "is not a Word document, whatever its ending says"),
    (".docx", lock(word_by_author(), Password("four words of mine")), "is locked with a password, so that it cannot be looked into"),
    (".docx", bomb(), "unpacks to far more than a document could hold"),
    (".docx", package({"word/document.xml": "<!DOCTYPE a><a/>"}), "declares a document type, which no document needs"),
    (".docx", with_parts(word(), {"word/vbaProject.bin": "x"}), "has macros"),
    (".xlsx", with_parts(word(), {"xl/a.xml": "<a/>"}), "is not an Excel workbook, whatever its ending says"),
    (".doc", b"old", "is of a kind that is not looked into (.doc)"),
    (".xlsm", b"PK", "has macros"),
    (".jpg", b"\xff\xd8", "is of a kind that is not looked into (.jpg)"),
    ("", b"words", "is of a kind that is not looked into (no ending)"),
    (".csv", b"PK\x03\x04", "is not a text file, whatever its ending says"),
    (".txt", b"a\0b", "is not a text file, whatever its ending says"),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "content", "why"), REFUSED)
def test_what_does_not_open_is_refused(ending: str, content: bytes, why: str) -> None:
    with pytest.raises(Refused) as refused:
        look_through_file(content, ending)
    assert refused.value.why == why
    assert refused.value.do


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_file, "LONGEST_LOOK", 0.02)
    with pytest.raises(Refused, match="takes too long to look through"):
        look_through_file(word(WORDS * 300_000), ".docx")


def test_texts_open() -> None:
    for content in (b"a,b\n1,2\n", "é".encode("cp1252"), "words".encode("utf-16")):
        assert not look_through_file(content, ".csv").objections


def test_a_relation_without_a_part_is_no_reason_to_fail() -> None:
    content = package(
        {"word/document.xml": PAGE.format(WORDS), "word/_rels/x.xml.rels": relations(("image", "../../../a", False))}
    )
    assert not look_through_file(content, ".docx").objections
