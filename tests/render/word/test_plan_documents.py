"""The improvement plan and the board's two pages as their readers meet them in Word."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from overviews import DAY, FORMULA, HOSTILE, MARKUP, bare_overview, some_overview
from product import GOLDEN, ROOT
from reading_word import column, dump, opened, tables

from readiness.render.word.fill import write_word
from readiness.run.overview import Overview

NAMES = ("improvement_plan", "board_highlight")
TITLE = "A plan of Anyshire & <Borough>"


def written(name: str, overview: Overview) -> bytes:
    return write_word(ROOT / "templates" / f"{name}.docx", f"templates/{name}.docx", {"overview": overview}, TITLE, DAY)


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def document(name: str) -> Document:
    return opened(written(name, some_overview()))


@pytest.fixture(scope="module")
def plan() -> Document:
    return opened(written("improvement_plan", some_overview()))


@pytest.fixture(scope="module")
def board() -> Document:
    return opened(written("board_highlight", some_overview()))


def test_the_document_is_as_kept(name: str, document: Document, request: pytest.FixtureRequest) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    golden, lines = GOLDEN / f"{name}.txt", dump(document)
    if request.config.getoption("--keep"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == golden.read_text(encoding="utf-8").splitlines()


def test_no_field_is_left_and_what_people_wrote_stays_text(name: str, document: Document) -> None:
    text = "\n".join(dump(document))
    assert HOSTILE in text
    assert "{{" not in text.replace(HOSTILE, "")
    assert "{%" not in text.replace(MARKUP, "")
    bare = "\n".join(dump(opened(written(name, bare_overview()))))
    assert "No action is planned yet." in bare
    assert not re.search(r"\{[{%]", bare)


def test_headings_are_real_and_tables_have_a_name_and_a_header_row_that_repeats(document: Document) -> None:
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert styles[:2] == ["Title", "Heading 1"]
    assert {*styles[1:]} <= {"Heading 1", "Heading 2"}
    assert document.tables
    for table in document.tables:
        properties = table._tbl.tblPr
        assert table.style.name == "Pack table"
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}
    (language,) = document.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    assert (language, document.core_properties.title) == ("en-GB", TITLE)
    assert (document.sections[0].page_width.cm, document.sections[0].page_height.cm) == pytest.approx(
        (21, 29.7), abs=0.01
    )


def test_two_ratings_stand_beside_each_action_and_are_said_in_words(plan: Document) -> None:
    (first, second) = tables(plan, "Action")
    far = [cell.split("\n")[0] for cell in column(first, "How far it is")]
    changes = [cell.split("\n")[0] for cell in column(first, "What it changes")]
    assert far == ["Done", "Red", "Amber", "Green", "Dropped"]
    assert changes == ["Green", "Not known", "Red", "Amber", "Not known"]
    assert column(second, "Lead and due") == ["Nobody\nNo day\nFirst due 11 December 2026"]


def test_the_plan_says_what_difference_it_will_make_or_that_nobody_has_said(plan: Document) -> None:
    text = "\n".join(dump(plan))
    assert text.count("Heading 2: What difference will this make to children?") == 2
    assert "List Bullet: Children wait less." in text
    assert "Normal: Nobody has said yet." in text
    assert "Heading 1: Actions without a theme" in text
    assert f"List Bullet: {HOSTILE}. No action is planned for it yet." in text


def test_each_recommendation_stands_with_what_answers_it(plan: Document) -> None:
    (table,) = tables(plan, "Recommendation")
    assert column(table, "Answered by") == ["1.1 Ask why (done)", "No action yet", "No action: it asks for no more"]
    assert "1 of 3 recommendations is answered by an action of this plan." in "\n".join(dump(plan))


def test_a_board_reads_what_is_red_slipped_and_coming_and_what_is_said_and_not_borne_out(board: Document) -> None:
    text = "\n".join(dump(board))
    red, slipped = tables(board, "Action")
    assert column(red, "Lead") == [FORMULA]
    assert column(slipped, "Days later") == ["49"]
    assert column(slipped, "Moved") == ["Twice"]
    assert "List Bullet: Children wait less. Target met." in text
    assert "List Bullet: Said, and not borne out: Children wait less. Gone the wrong way." in text
    assert "Nobody can tell: Audits of visits, cases good or better." in text
    assert "1 point of the plan does not hold, and 1 contradiction is among them; the planning pack lists" in text


def test_a_board_is_told_how_many_more_there_are() -> None:
    overview = some_overview()
    (theme, *_) = overview.improvement.themes
    (first, *others) = theme.objectives
    reds = tuple(replace(first.actions[1], action=f"Late {number}") for number in range(9))
    many = replace(theme, objectives=(replace(first, actions=reds), *others))
    improvement = replace(overview.improvement, themes=(many,))
    document = opened(written("board_highlight", replace(overview, improvement=improvement)))
    assert len(tables(document, "Action")[0].rows) == 7
    assert "These are the first 6 of 9 red actions. The improvement plan has them all." in "\n".join(dump(document))
