"""The copy that is given names no author, and every other part of it is as it was."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from given_files import AUTHOR, PAGE, WORDS, book_of, says, with_parts, with_text, word_by_author
from packages import behind_a_chart, package, relations

from readiness.foundation.errors import Refused
from readiness.handover.clean_copy import clean_copy, names_left
from readiness.handover.office_file import PROGRAMS
from readiness.handover.office_parts import parts_of
from readiness.handover.opens import as_given

PEOPLE = f'<people><person author="{AUTHOR}"/></people>'
OWN = f'<Properties xmlns="urn:own"><property name="Author">{AUTHOR}</property></Properties>'


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_word_document_keeps_its_title_and_days_and_loses_its_author() -> None:
    before = word_by_author()
    clean = clean_copy(before, ".docx")
    assert says(before, AUTHOR)
    assert not says(clean, AUTHOR)
    document = docx.Document(io.BytesIO(clean))
    about = document.core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == ("A plan", "", "", "")
    assert about.modified == docx.Document(io.BytesIO(before)).core_properties.modified
    assert [paragraph.text for paragraph in document.paragraphs] == ["Words."]


def test_all_other_parts_stay_byte_for_byte() -> None:
    before, after = parts(word_by_author()), parts(clean_copy(word_by_author(), ".docx"))
    assert before.keys() - after.keys() == {"docProps/app.xml", "docProps/thumbnail.jpeg"}
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"docProps/core.xml", "[Content_Types].xml", "_rels/.rels"}


def test_lists_of_people_and_own_properties_go_with_what_refers_to_them() -> None:
    before = package(
        {
            "word/document.xml": PAGE.format(WORDS),
            "word/people.xml": PEOPLE,
            "docProps/custom.xml": OWN,
            "_rels/.rels": relations(("officeDocument", "word/document.xml", False), ("custom-properties", "docProps/custom.xml", False)),
        },
        more=(("people", "people.xml", False), ("image", "media/a.png", False)),
    )  # fmt: skip
    after = parts(clean_copy(before, ".docx"))
    assert not {"word/people.xml", "docProps/custom.xml"} & after.keys()
    assert b"people" not in after["word/_rels/document.xml.rels"]
    assert b"media/a.png" in after["word/_rels/document.xml.rels"]


def test_a_path_on_the_authors_computer_is_none_in_the_copy() -> None:
    path = "file:///C:/Users/quillfeather/a.dotx"
    before = package({"word/document.xml": PAGE.format(WORDS)}, more=(("attachedTemplate", path, True),))
    assert says(before, "quillfeather")
    assert not says(clean_copy(before, ".docx"), "quillfeather")
    place = '<x15ac:absPath xmlns:x15ac="urn:x" url="C:\\Users\\quillfeather\\"/><sheets>'
    book = with_text(book_of(), "xl/workbook.xml", "<sheets>", place)
    assert says(book, "quillfeather")
    assert not says(clean_copy(book, ".xlsx"), "quillfeather")


def test_people_whom_a_document_store_names_are_not_named() -> None:
    item = f"<p><UserInfo><DisplayName>{AUTHOR}</DisplayName></UserInfo><Status>Final</Status></p>"
    before = with_parts(word_by_author(), {"customXml/item1.xml": item})
    after = parts(clean_copy(before, ".docx"))["customXml/item1.xml"]
    assert after == b"<p><UserInfo><DisplayName></DisplayName></UserInfo><Status>Final</Status></p>"


def test_a_workbook_is_the_same_to_read() -> None:
    clean = clean_copy(book_of(), ".xlsx")
    assert not says(clean, AUTHOR)
    book = openpyxl.load_workbook(io.BytesIO(clean))
    assert (book.active["A1"].value, book.active["B2"].value) == ("Heading", 7)


def test_a_workbook_behind_a_chart_names_no_author_either() -> None:
    before = behind_a_chart(book_of())
    assert says(before, AUTHOR)
    assert not says(clean_copy(before, ".docx"), AUTHOR)


def test_what_stays_in_spite_of_it_is_no_reason_to_give_the_file() -> None:
    strange = relations(("people", "people.xml", False)).encode("utf-16")
    before = package(
        {"word/document.xml": PAGE.format(WORDS), "word/people.xml": PEOPLE, "word/_rels/document.xml.rels": strange}
    )
    assert names_left(parts_of(before, PROGRAMS[".docx"]))
    with pytest.raises(Refused, match="has properties that cannot be taken out here"):
        clean_copy(before, ".docx")


def test_the_same_file_gives_the_same_copy_and_a_text_is_its_own() -> None:
    before = word_by_author()
    assert clean_copy(before, ".docx") == clean_copy(before, ".docx")
    assert as_given(b"a,b\n", ".csv") == b"a,b\n"
