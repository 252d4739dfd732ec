"""A PDF is looked through and its copy names no author; what is hostile or held back is told."""

from __future__ import annotations

import io
import time

import pypdf
import pytest
from given_files import AUTHOR, noted, pdf_by_author, says
from product import ROOT
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from readiness.foundation.errors import Refused
from readiness.handover import pdf_file
from readiness.handover.opens import as_given, look_through_file


def signed(writer: pypdf.PdfWriter) -> None:
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})


def starts(writer: pypdf.PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer.root_object[NameObject("/OpenAction")] = action


def linked(writer: pypdf.PdfWriter) -> None:
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link")})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([link])


FOUND = [
    (pdf_by_author(), []),
    (pdf_by_author(linked), []),
    (pdf_by_author(noted), ["has comments or marks on its pages"]),
    (pdf_by_author(signed), ["is signed, and a signature does not outlive that its properties are taken out"]),
    (pdf_by_author(lambda writer: writer.add_attachment("a.txt", b"words")), ["has other files in it"]),
    (pdf_by_author(starts), ["has a script or starts something when it is opened"]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "wrongs"), FOUND)
def test_what_others_are_not_to_see_is_found(content: bytes, wrongs: list[str]) -> None:
    looked = look_through_file(content, ".pdf")
    assert [each.wrong for each in looked.objections] == wrongs
    assert looked.pages == 2


def test_the_copy_names_no_author_and_keeps_title_and_pages() -> None:
    before = pdf_by_author()
    clean = as_given(before, ".pdf")
    assert says(before, AUTHOR)
    assert not says(clean, AUTHOR)
    reader = pypdf.PdfReader(io.BytesIO(clean))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author, len(reader.pages)) == ("A plan", None, 2)


def test_the_copy_of_a_page_reads_as_the_page() -> None:
    before = (ROOT / "examples/anyshire/documents/peer_review_report.pdf").read_bytes()
    texts = [
        [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
        for content in (before, as_given(before, ".pdf"))
    ]
    assert texts[0] == texts[1] != [""]


REFUSED = [
    (b"words", "is not a PDF, whatever its ending says"),
    (b"%PDF-1.7\nnothing else", "is damaged and cannot be read"),
    (pdf_by_author(lambda writer: writer.encrypt("four words", algorithm="AES-256")), "is protected with a password or against changes"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "why"), REFUSED)
def test_what_does_not_open_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(Refused) as refused:
        look_through_file(content, ".pdf")
    assert (refused.value.why, bool(refused.value.do)) == (why, True)


def test_what_takes_too_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "LONGEST_LOOK", 0.01)
    monkeypatch.setattr(pdf_file, "_looked", lambda _: time.sleep(0.5))
    with pytest.raises(Refused, match="takes too long to look through"):
        look_through_file(pdf_by_author(), ".pdf")
