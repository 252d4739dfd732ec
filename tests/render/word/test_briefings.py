"""The paper for scrutiny and the pages for staff and members as their readers meet them in Word."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from overviews import DAY, HOSTILE, MARKUP, bare_overview, some_overview
from product import GOLDEN, ROOT
from reading_word import dump, opened

from readiness.render.word.fill import write_word
from readiness.run.overview import Overview

NAMES = ("scrutiny_paper", "staff_briefing", "member_briefing")
TITLE = "A briefing"


def written(name: str, overview: Overview) -> bytes:
    return write_word(ROOT / "templates" / f"{name}.docx", f"templates/{name}.docx", {"overview": overview}, TITLE, DAY)


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def document(name: str) -> Document:
    return opened(written(name, some_overview()))


def test_the_document_is_as_kept(name: str, document: Document, request: pytest.FixtureRequest) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    golden, lines = GOLDEN / f"{name}.txt", dump(document)
    if request.config.getoption("--keep"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == golden.read_text(encoding="utf-8").splitlines()


def test_no_field_is_left_and_what_people_wrote_stays_text(name: str, document: Document) -> None:
    text = "\n".join(dump(document))
    assert "{{" not in text.replace(HOSTILE, "")
    assert "{%" not in text.replace(MARKUP, "")
    bare = "\n".join(dump(opened(written(name, bare_overview())))).replace(HOSTILE, "")
    assert not re.search(r"\{[{%]|None", bare)


def test_headings_are_real_and_tables_have_a_name_and_a_header_row_that_repeats(document: Document) -> None:
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert styles[:2] == ["Title", "Heading 1"]
    assert {*styles[1:]} <= {"Heading 1", "Heading 2"}
    for table in document.tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert (document.core_properties.title, document.core_properties.author) == (TITLE, "")


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_no_more_strengths_are_promised_than_there_are(number: int) -> None:
    some = some_overview()
    (first, *_) = some.briefing.strengths
    briefing = replace(some.briefing, strengths=(first,) * number)
    headings = dump(opened(written("staff_briefing", replace(some, briefing=briefing))))
    said = [line for line in headings if re.match(r"Heading 1: \w+ strengths?$", line)]
    words = {1: "One strength", 2: "Two strengths", 3: "Three strengths"}
    assert said == ([f"Heading 1: {words[number]}"] if number else [])
