"""Word templates as their authors keep them: fields that Word has cut up still fill, and each fault has its message."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from overviews import DAY, some_overview
from product import ROOT

from readiness.foundation.errors import SpecificationError
from readiness.foundation.normalise import visible
from readiness.render.word.fill import write_word

PLACE = "templates/planning_pack.docx"
SHIPPED = ROOT / "templates" / "planning_pack.docx"
AS_WORD = "Save it in Word as a Word Document (*.docx)"


def a_template_with_a_tag_across() -> bytes:
    document = docx.Document()
    document.add_paragraph("{% if overview.framework_verified %}")
    document.add_table(1, 1).cell(0, 0).text = "Well {% endif %}"
    return saved(document)


def saved(document: Document) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def a_template(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def filled(content: bytes, folder: Path, fields: Mapping[str, Any] | None = None) -> Document:
    template = folder / "template.docx"
    template.write_bytes(content)
    return docx.Document(
        io.BytesIO(write_word(template, PLACE, fields or {"overview": some_overview()}, "A pack", DAY))
    )


def rewritten(content: bytes, change: Callable[[str, bytes], bytes], **parts: bytes) -> bytes:
    """The zip with each part changed, and parts added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in parts.items():
            new.writestr(name.replace("__", "/").replace("_bin", ".bin"), part)
    return made.getvalue()


def as_is(_: str, part: bytes) -> bytes:
    return part


def with_macros(_: str, part: bytes) -> bytes:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return part.replace(main, b"application/vnd.ms-word.document.macroEnabled.main+xml")


def without_end(name: str, part: bytes) -> bytes:
    return part[: len(part) // 2] if name == "word/document.xml" else part


def with_document_type(_: str, part: bytes) -> bytes:
    return part.replace(b"<w:styles", b'<!DOCTYPE s [<!ENTITY a "aa">]><w:styles', 1)


def with_a_link(kind: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("{{ overview.authority }}")
    document.part.relate_to("https://example.org/picture.png", kind, is_external=True)
    return saved(document)


GOOD = a_template("{{ overview.authority }}")
BOMB = rewritten(GOOD, as_is, word__media__image1=b"0" * (120 << 20))
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
NOT_WORD = f"is not a Word document, whatever its ending says. {AS_WORD}."
DAMAGED = "is damaged and cannot be read. Open it in Word, save it again and replace it."
SEE = "See the templates' README."
BAD = {
    "an unknown field": (
        a_template("{{ overview.authorty }}"),
        ': unknown field "authorty". Did you mean "authority"?',
    ),
    "an unknown field of an item": (
        a_template("{% for document in overview.standing.documents %}{{ document.titel }}{% endfor %}"),
        ': unknown field "titel". Did you mean "title"?',
    ),
    "an unknown name": (a_template("{{ overvew.authority }}"), ': unknown field "overvew". Did you mean "overview"?'),
    "a way out": (
        a_template("See {{ overview.__class__.__mro__ }}"),
        ", near “See {{ overview.__class__.__mro__ }}”: a field cannot be worked out (SecurityError). " + SEE,
    ),
    "a wrong kind": (
        a_template("Well", "In all {{ overview.authority | number }}"),
        ", near “In all {{ overview.authority | number }}”: a field cannot be worked out (ValueError). " + SEE,
    ),
    "markup let through": (
        a_template("{{ overview.authority | safe }}"),
        ", near “{{ overview.authority | safe }}”: a tag cannot be read (No filter named 'safe'). " + SEE,
    ),
    "a misspelt tag": (
        a_template("Well", "{% fro document in overview.standing.documents %}"),
        ", near “{% fro document in overview.standing.documents %}”: a tag cannot be read "
        "(Encountered unknown tag 'fro'). " + SEE,
    ),
    "a tag that is not ended": (
        a_template("{%p if overview.lists %}", "Well"),
        ", near “{% if overview.lists %}”: a tag cannot be read (Unexpected end of template. Jinja was looking for the following tags: "
        "'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'). " + SEE,
    ),
    "a tag from a paragraph into a table": (
        a_template_with_a_tag_across(),
        ": a tag begins in one paragraph, row or cell and ends in another. "
        "Begin tags around paragraphs with {%p and tags around rows with {%tr, each in one of its own.",
    ),
    "no zip at all": (b"Dear colleagues", f": {NOT_WORD}"),
    "another zip": (rewritten(GOOD, lambda name, part: b"" if "Types" in name else part), f": {NOT_WORD}"),
    "a password": (LOCKED, ": is locked with a password. Save it without one."),
    "macros": (rewritten(GOOD, with_macros), f": has macros. {AS_WORD}, which keeps none."),
    "macros in a document that hides them": (
        rewritten(GOOD, as_is, word__vbaProject_bin=b""),
        f": has macros. {AS_WORD}, which keeps none.",
    ),
    "a cut file": (GOOD[: len(GOOD) // 2], f": {DAMAGED}"),
    "a cut part": (rewritten(GOOD, without_end), f": {DAMAGED}"),
    "a bomb": (BOMB, ": unpacks to far more than a document could hold. Do not open it; ask where it came from."),
    "a document type": (
        rewritten(GOOD, with_document_type),
        ": declares a document type, which no Word document needs. Do not open it; ask where it came from.",
    ),
    "a linked picture": (
        with_a_link(RELATIONSHIP_TYPE.IMAGE),
        ": shows or refers to something that is linked and not in it. Insert it anew without a link, and save it.",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_each_fault_of_a_template_has_its_message(name: str, tmp_path: Path) -> None:
    content, message = BAD[name]
    with pytest.raises(SpecificationError) as told:
        filled(content, tmp_path)
    assert str(told.value) == f"{PLACE}{message}"


def test_a_template_that_is_not_there_has_its_message(tmp_path: Path) -> None:
    with pytest.raises(SpecificationError) as told:
        write_word(tmp_path / "none.docx", PLACE, {}, "A pack", DAY)
    do = "Close it in other programs, and check that you may read it."
    assert str(told.value) == f"{PLACE}: cannot be read. {do}"


def test_a_field_that_word_has_cut_into_runs_and_given_curly_quotes_still_fills(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ overview.stand", "ing.as_at | day or ", "“no day”", " }", "}"):
        paragraph.add_run(piece).bold = piece == "“no day”"
        paragraph._p.append(OxmlElement("w:proofErr"))
    assert [p.text for p in filled(saved(document), tmp_path).paragraphs] == ["20 November 2026"]


def test_values_that_are_no_text_print_as_people_write_them(tmp_path: Path) -> None:
    fields = {"day": DAY, "yes": True, "no": False, "nothing": None, "lines": "one\r\ntwo\tthree"}
    template = a_template(*(f"{{{{ {name} }}}}" for name in fields))
    texts = [p.text for p in filled(template, tmp_path, fields).paragraphs]
    assert texts == ["20 November 2026", "Yes", "No", "", "one\ntwo\tthree"]


@pytest.fixture(scope="module")
def one_field(tmp_path_factory: pytest.TempPathFactory) -> Path:
    template = tmp_path_factory.mktemp("template") / "template.docx"
    template.write_bytes(a_template("{{ text }}"))
    return template


@pytest.mark.slow
@settings(deadline=None)
@given(text=st.text(st.one_of(st.sampled_from("{}%#_<>&\"'"), st.characters(exclude_categories=["Cc", "Cs"]))))
def test_any_text_comes_out_as_it_is(one_field: Path, text: str) -> None:
    made = docx.Document(io.BytesIO(write_word(one_field, PLACE, {"text": text}, "A pack", DAY)))
    assert made.paragraphs[0].text == visible(text).replace("\ufffe", "").replace("\uffff", "")


def test_characters_that_no_document_may_hold_are_left_out(one_field: Path) -> None:
    content = write_word(one_field, PLACE, {"text": "a\x00\x07\x0c\x1bb\ud800"}, "A pack\x00", DAY)
    made = docx.Document(io.BytesIO(content))
    assert (made.paragraphs[0].text, made.core_properties.title) == ("ab", "A pack")


def test_what_word_keeps_of_a_templates_author_goes_no_further(tmp_path: Path) -> None:
    document = docx.Document(str(SHIPPED))
    document.core_properties.last_modified_by = "Ada Archer"
    kind = RELATIONSHIP_TYPE.IMAGE.replace("image", "attachedTemplate")
    element = OxmlElement("w:attachedTemplate")
    element.set(qn("r:id"), document.part._settings_part.relate_to("file:///C:/Users/ada/Normal.dotm", kind, True))
    document.settings.element.insert(0, element)
    made = filled(saved(document), tmp_path)
    assert made.core_properties.last_modified_by == ""
    assert made.settings.element.find(qn("w:attachedTemplate")) is None
    assert not [r for r in made.part._settings_part.rels.values() if r.is_external]
