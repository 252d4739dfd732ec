"""The planning-meeting pack as its readers meet it in Word: its items in order, states in words, hostile texts as text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from overviews import DAY, FORMULA, HOSTILE, MARKUP, bare_overview, some_overview
from product import GOLDEN, ROOT
from reading_word import column, dump, opened, tables

from readiness.preparedness.memory import DueMoved, Moved, WordChange
from readiness.preparedness.model import Decision, FigureChange
from readiness.render.word.fill import write_word
from readiness.run.overview import Overview

KEPT = GOLDEN / "planning_pack.txt"
TEMPLATE = ROOT / "templates" / "planning_pack.docx"
PLACE = "templates/planning_pack.docx"
TITLE = "Planning-meeting pack, Anyshire & <Borough>"
IN_WORDS = {
    "contradicted": "Contradicted",
    "not started": "Not started",
    "in development": "In development",
    "review due": "Review overdue",
    "ready": "Ready",
    "not applicable": "Not applicable",
}


def written(overview: Overview) -> bytes:
    return write_word(TEMPLATE, PLACE, {"overview": overview}, TITLE, DAY)


@pytest.fixture(scope="module")
def content() -> bytes:
    return written(some_overview())


@pytest.fixture(scope="module")
def pack(content: bytes) -> Document:
    return opened(content)


@pytest.fixture(scope="module")
def bare() -> Document:
    return opened(written(bare_overview()))


def test_the_pack_is_as_kept(pack: Document, request: pytest.FixtureRequest) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    lines = dump(pack)
    if request.config.getoption("--keep"):
        KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == KEPT.read_text(encoding="utf-8").splitlines()


BODY = (
    "What has moved since the last meeting",
    "Contradictions",
    "Exceptions, by owner",
    "Decisions to take",
    "Decisions of meetings before",
)


def test_what_the_meeting_needs_comes_first_and_the_annex_lists_its_items_in_order(
    pack: Document, bare: Document
) -> None:
    for document in (pack, bare):
        items = [p for p in document.paragraphs if p.style.name == "Agenda item"]
        headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        names = [item.text.split("\t")[0] for item in items]
        assert headings == [*BODY, "Annex", *names, "What could not be verified"]
        assert len(items) == 9
        assert all(item.text.split("\t")[1] for item in items)
        assert all(item.hyperlinks[0].fragment for item in items)
        (annex,) = (p for p in document.paragraphs if p.text == "Annex")
        assert annex.paragraph_format.page_break_before


def before_the_annex(document: Document) -> str:
    return "\n".join(dump(document)).split("Heading 1: Annex\n")[0]


def test_no_row_says_nothing_and_no_word_of_the_machine_stands_before_the_annex(pack: Document) -> None:
    assert "Nothing." not in "\n".join(dump(pack))
    for word in ("register.xlsx", "readiness.yaml", "fingerprint", "0123456789abcdef", "list_0"):
        assert word not in before_the_annex(pack)


def test_exceptions_stand_by_owner(pack: Document) -> None:
    (table,) = tables(pack, "Owner")
    owners = column(table, "Owner")
    assert owners == sorted(owners, key=str.casefold)
    kinds = dict(zip(column(table, "What"), column(table, "Kind"), strict=True))
    assert (kinds["Self-evaluation"], kinds["Ask the partners for their part"]) == ("Document", "Action")
    assert "Indicator" in kinds.values()


def crowded() -> Overview:
    """So many documents are red that the body has no room to say of each what to do."""
    overview = some_overview()
    (first, *_) = (one for one in overview.standing.documents if one.red)
    many = tuple(replace(first, title=f"Plan {number}", key=f"plan_{number}") for number in range(40))
    return replace(overview, standing=replace(overview.standing, documents=(*many, *overview.standing.documents)))


def test_of_very_many_exceptions_each_owner_has_one_row() -> None:
    overview = some_overview()
    (first, *_) = (one for one in overview.standing.documents if one.red)
    (table,) = tables(opened(written(crowded())), "Owner")
    row = dict(zip(column(table, "Owner"), column(table, "What is red or overdue"), strict=True))[first.owner]
    assert "Plan 0; Plan 1; Plan 2" in row
    assert len(set(column(table, "Owner"))) == len(column(table, "Owner"))


def test_what_has_moved_since_the_meeting_is_told_with_first_days_and_decisions() -> None:
    overview, meeting = some_overview(), dt.date(2026, 10, 16)
    moved = Moved(
        meeting,
        figures=(FigureChange("documents ready", 3, 5),),
        documents=(WordChange("Local offer", "ready", "contradicted"), WordChange("Old plan", "ready", "")),
        opened=("Book rooms",),
        gone=("Forgotten",),
        dues=(DueMoved("Test logins", "Ada Archer", meeting, DAY, dt.date(2026, 9, 1), 2),),
        ratings=(WordChange("1 Visits", "green", "red"),),
    )
    decided = (
        Decision(meeting, "Practise", "Yes", taken=True),
        Decision(meeting, "Who signs", "Not said", taken=False),
    )
    standing = replace(overview.standing, decided=decided)
    text = before_the_annex(opened(written(replace(overview, moved=moved, standing=standing))))
    for said in (
        "Figure | 16 October 2026 | Now | Change",
        "Due date moved: Test logins (Ada Archer): from 16 October 2026 to 20 November 2026; first due 1 September 2026, "
        "and moved twice.",
        "1 document now contradicted: Local offer (was ready).",
        "1 document now not asked for: Old plan (was ready).",
        "Action opened: Book rooms.",
        "Action gone from the register without being closed: Forgotten.",
        "Indicator 1 Visits: green, now red.",
        "16 October 2026 | Practise | Yes",
        "16 October 2026 | Who signs (open) | Not said",
    ):
        assert said in text


def test_headings_are_real_and_skip_no_level(pack: Document) -> None:
    styles = [p.style.name for p in pack.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert styles[:2] == ["Title", "Heading 1"]
    assert set(styles[1:]) == {"Heading 1", "Heading 2"}


def test_every_table_has_a_style_a_name_a_header_row_that_repeats_and_no_merged_cells(pack: Document) -> None:
    assert len(pack.tables) >= 12
    for table in pack.tables:
        properties = table._tbl.tblPr
        assert table.style.name == "Pack table"
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}


def test_the_document_is_british_english_and_says_what_it_is_and_when_it_was_made(pack: Document) -> None:
    (language,) = pack.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    properties = pack.core_properties
    assert (language, properties.language, properties.title) == ("en-GB", "en-GB", TITLE)
    assert properties.created == properties.modified == dt.datetime.combine(DAY, dt.time(), dt.UTC)
    assert properties.last_modified_by == ""


def test_the_footer_says_whose_as_at_when_made_with_what_and_numbers_the_pages(pack: Document) -> None:
    footer = pack.sections[0].footer
    assert footer.paragraphs[0].text.startswith(
        "Anyshire & <Borough> (invented). As at 20 November 2026. Made with readiness 0.1.0.\tPage "
    )
    assert [code.text.strip() for code in footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert (pack.sections[0].page_width.cm, pack.sections[0].page_height.cm) == pytest.approx((29.7, 21), abs=0.01)


def test_a_state_is_always_said_in_words(pack: Document) -> None:
    expected, said = some_overview().standing.expected, states_in(opened(written(crowded())))
    quiet = [document for document in expected if document.title not in said]
    assert {
        document.title: IN_WORDS[document.state] for document in expected if document not in quiet
    }.items() <= said.items()
    lines = dump(pack)
    for document in quiet:
        assert [
            line for line in lines if line.startswith(f"Normal: {QUIET[document.state]}: ") and document.title in line
        ]
    assert {*said.values(), *(IN_WORDS[document.state] for document in quiet)} == set(IN_WORDS.values())


def test_what_stands_among_the_exceptions_does_not_stand_in_the_annex_again(pack: Document) -> None:
    (exceptions,) = tables(pack, "Owner")
    titles = {document.title for document in some_overview().standing.expected if document.red}
    assert titles and titles <= set(column(exceptions, "What"))
    assert not titles & set(states_in(pack))


QUIET = {"ready": "Ready, and nothing to do", "not applicable": "Not applicable"}


def states_in(document: Document) -> dict[str, str]:
    """The state of each document that stands in a table."""
    return {
        title.split("\n")[0]: state.split("\n")[0]
        for table in tables(document, "Document")
        for title, state in zip(column(table, "Document"), column(table, "State"), strict=True)
    }


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_text_stands_out_from_what_is_behind_it(pack: Document) -> None:
    shades = {"FFFFFF", *pack.styles.element.xpath("//w:style[@w:type='table']//w:shd/@w:fill")}
    for style in pack.styles.element.xpath("w:style[w:rPr/w:color]"):
        (colour,) = style.xpath("w:rPr/w:color/@w:val")
        for shade in style.xpath("w:pPr/w:shd/@w:fill") or shades:
            light, dark = sorted((luminance(colour), luminance(shade)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (style.get(qn("w:styleId")), colour, shade)


def test_the_same_overview_gives_the_same_bytes(content: bytes) -> None:
    assert written(some_overview()) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_texts_that_would_like_to_be_fields_markup_or_formulas_stay_text(content: bytes, pack: Document) -> None:
    overview = some_overview()
    (hostile,) = (document for document in overview.standing.documents if document.title == HOSTILE)
    standing = replace(overview.standing, documents=(replace(hostile, plan="Soon"),))
    (table,) = tables(opened(written(replace(overview, standing=standing))), "Document")
    assert [column(table, of)[0].split("\n")[0] for of in ("Document", "Owner", "Deputy")] == [HOSTILE, FORMULA, MARKUP]
    assert f"“{HOSTILE}” is said to have had its effect, and no evidence is named." in [p.text for p in pack.paragraphs]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<script" not in archive.read("word/document.xml")


def test_what_is_not_verified_says_so_wherever_it_is_printed(pack: Document) -> None:
    overview = some_overview()
    text = "\n".join(dump(pack))
    (timetable,) = tables(pack, "Day")
    remarks = column(timetable, "Remark")
    assert ["Confirm with the lead inspector." in remark for remark in remarks] == [True, True, True, False]
    assert f"{overview.framework} (not verified against Ofsted’s text)" in text
    closing = text.split("Heading 1: What could not be verified")[1]
    checked = [document.title for document in overview.standing.expected if document.basis == "verified"]
    assert checked and all(title in closing.split("Verified against Ofsted’s text: ")[1] for title in checked)
    assert all(f"List Bullet: {remark}" in closing for remark in overview.standing.unverified)


def test_documents_not_asked_for_are_named_and_not_counted(pack: Document) -> None:
    text = "\n".join(dump(pack))
    assert "Not asked for in this kind of inspection, and not counted: Letter to headteachers." in text
    assert "Readiness by document ... 4 of 10 documents ready, 1 whose review is overdue" in text


def test_where_there_is_nothing_to_say_words_say_so(bare: Document) -> None:
    texts = [p.text for p in bare.paragraphs]
    assert [table.cell(0, 0).text for table in bare.tables] == ["Light", "What"]
    assert texts[2] == "Nothing can be said yet. The register names no document."
    for said in (
        "The register names no inspection, visit or meeting.",
        "There is no earlier run to compare with.",
        "The register names no document.",
        "No list has been made.",
        "No document is red or overdue, no action is overdue, and no indicator is red.",
        "The register names no decision of a meeting before.",
        "Nothing of what is checked in the register is wrong.",
        "The register names no recommendation.",
        "The register holds no audits.",
        "No day is set for the call, so there is no timetable.",
        "The register has no leave to come of anybody with a role.",
        "No action is open.",
        "No contradiction was found.",
        "The register names no decision to take.",
        "Next meeting: no date in the register.",
        "Nothing is marked as unverified.",
    ):
        assert said in texts
