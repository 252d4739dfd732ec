"""The highlight report and the self-evaluation as their readers meet them in Word, and as their authors edit them."""

from __future__ import annotations

import copy
import datetime as dt
import io
import itertools
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from chart_templates import drawn, out_of_order, parts
from docx.document import Document
from docx.oxml.ns import qn
from overviews import AREAS, DAY, FORMULA, MARKUP, bare_overview, some_overview
from product import ROOT
from reading_word import column, dump, opened, tables
from self_evaluations import approved

from readiness.foundation.errors import SpecificationError
from readiness.render.word.fill import Authored, write_authored
from readiness.run.overview import Overview

TITLE = "A report of Anyshire & <Borough>"
NAMES = ("highlight_report", "self_evaluation")
QUESTIONS = [
    "What do we know about the quality and impact of practice?",
    "How do we know it?",
    "What will we do in the next 12 months?",
]
PROMPT = "Narrative prompt"


def written(name: str, overview: Overview, template: Path | None = None) -> bytes:
    file = template or ROOT / "templates" / f"{name}.docx"
    parts = tuple(overview.evaluation.text.every_part()) if name == "self_evaluation" else ()
    return write_authored(Authored(file, f"templates/{name}.docx", parts), {"overview": overview}, TITLE, DAY).content


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def content(name: str) -> bytes:
    return written(name, some_overview())


@pytest.fixture(scope="module")
def report(content: bytes) -> Document:
    return opened(content)


@pytest.fixture(scope="module")
def evaluation() -> Document:
    return opened(written("self_evaluation", some_overview()))


def test_the_report_is_as_kept(name: str, report: Document, request: pytest.FixtureRequest) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    golden, lines = ROOT / "tests" / "golden" / f"{name}.txt", dump(report)
    if request.config.getoption("--keep"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == golden.read_text(encoding="utf-8").splitlines()


def test_no_field_is_left_and_no_sample_is_shown(name: str, content: bytes) -> None:
    bare = written(name, bare_overview())
    for made in (content, bare):
        texts = {part: b.decode("utf-8", "replace") for part, b in parts(made).items() if not part.endswith(".xlsx")}
        written_so = ("{{ 7*7 }}", "{% raw %}")  # by people, in the register
        left = {part: "".join(text.split(written_so[0])).replace(written_so[1], "") for part, text in texts.items()}
        assert not [part for part, text in left.items() if "{{" in text or "{%" in text]
        assert not [part for part, text in texts.items() if "Month 1" in text or "Theme 1" in text]
    assert not [part for part in parts(bare) if "/charts/" in part]


def test_headings_are_real_and_skip_no_level(report: Document) -> None:
    styles = [p.style.name for p in report.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    levels = [1 if style == "Title" else int(style.split()[1]) for style in styles]
    assert styles[0] == "Title"
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_style_a_name_a_header_row_that_repeats_and_something_in_it(report: Document) -> None:
    assert len(report.tables) >= 5
    for table in report.tables:
        properties = table._tbl.tblPr
        assert table.style.name == "Pack table"
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(cell.text for cell in table.rows[0].cells)
        assert not table._tbl.xpath(".//w:gridSpan | .//w:vMerge")
        assert len(table.rows) > 1


def test_the_document_is_british_english_and_says_what_it_is_and_when_it_was_made(report: Document) -> None:
    (language,) = report.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    properties = report.core_properties
    assert (language, properties.language, properties.title) == ("en-GB", "en-GB", TITLE)
    assert properties.created == properties.modified == dt.datetime.combine(DAY, dt.time(), dt.UTC)


def test_the_same_overview_gives_the_same_bytes(name: str, content: bytes) -> None:
    assert written(name, some_overview()) == content


def test_hostile_texts_stay_text(content: bytes, report: Document) -> None:
    text = "\n".join(dump(report))
    assert all(said in text for said in (FORMULA, MARKUP))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<script" not in archive.read("word/document.xml")


def test_every_chart_says_in_words_what_it_shows_and_keeps_the_formats_order(name: str, report: Document) -> None:
    charts = drawn(report)
    assert len(charts) > {"highlight_report": 1, "self_evaluation": 5}[name]
    assert all(chart.text and chart.rows and not out_of_order(chart.space) for chart in charts)
    assert len({chart.number for chart in charts}) == len(charts)


def test_each_judgement_area_answers_ofsteds_three_questions(evaluation: Document) -> None:
    headings = [p.text for p in evaluation.paragraphs if p.style.name.startswith("Heading") and "3" not in p.style.name]
    for area in (*AREAS, "All areas"):
        at = headings.index(area)
        answers = QUESTIONS if area == "All areas" else ["Our own judgement", *QUESTIONS]
        assert headings[at + 1 : at + 1 + len(answers)] == answers


def test_an_older_edition_with_other_areas_works() -> None:
    overview = some_overview()
    both = replace(overview.evaluation.areas[1], short_title="Children in care and care leavers", title="Both")
    older = replace(overview.evaluation, areas=(overview.evaluation.areas[0], both))
    text = dump(opened(written("self_evaluation", replace(overview, evaluation=older))))
    assert "Heading 1: Children in care and care leavers" in text
    assert "Narrative: Children are seen, and most families say why it helped." in text


def test_every_claim_stands_with_its_evidence_and_every_step_with_its_claim(evaluation: Document) -> None:
    said = some_overview().evaluation
    told = {row.cells[0].text: [cell.text for cell in row.cells] for t in tables(evaluation, "No.") for row in t.rows}
    for statement in said.statements:
        _, claim, evidence, _ = told[statement.ref]
        assert statement.claim.rstrip(".") in claim
        assert all(each.words in evidence for each in statement.evidence), statement.claim
        assert ("This does not hold" in claim) == (not statement.holds)
    plan = tables(evaluation, "Action")[-1]
    assert column(plan, "Action") == [each.next_step for each in said.plan]
    assert column(plan, "For claim") == [each.ref for each in said.plan]


def test_a_draft_says_so_on_every_page_and_holds_what_its_authors_must_know(evaluation: Document) -> None:
    text = dump(evaluation)
    assert "Draft: Draft. Not approved yet." in text
    assert evaluation.sections[0].header.paragraphs[0].text == "Self-evaluation\tDraft: not approved"
    prompts = [p.text for p in evaluation.paragraphs if p.style.name == PROMPT]
    assert len(prompts) >= 3 * 5 + 7 - 2
    assert all(prompt[0] == "[" and prompt[-1] == "]" for prompt in prompts)
    annex = text[text.index("Heading 1: Annex C, for the authors: what does not hold yet") :]
    findings = some_overview().evaluation.findings
    assert [row for row in annex if row.startswith(("Error |", "Warning |"))] == [
        f"{f.severity.capitalize()} | {f.about} | {f.wrong[:1].upper()}{f.wrong[1:]}. | {f.do}." for f in findings
    ]
    others = [each for each in some_overview().contradictions if each not in some_overview().evaluation.contradictions]
    assert others and all(f"List Bullet: {contradiction}" in annex for contradiction in others)


@pytest.mark.parametrize("which", ["approved", "for publication"])
def test_what_is_handed_over_has_no_prompts_and_nothing_for_the_authors(which: str) -> None:
    overview = some_overview()
    overview = (
        replace(overview, evaluation=approved(overview.evaluation))
        if which == "approved"
        else replace(overview, for_publication=True)
    )
    document = opened(written("self_evaluation", overview))
    text = "\n".join(dump(document))
    assert PROMPT not in text
    assert "for the authors" not in text.lower()
    assert ("Draft" in text) == (which == "for publication")
    assert ("Approved | By Dora Dean on 20 November 2026" in text) == (which == "approved")
    against = approved(some_overview().evaluation).approved_against
    assert against == "It is approved although 1 claim does not hold and 1 error is in it, and should not go out."
    assert (f"Verdict: {against}" in text) == (which == "approved"), "whoever is handed it is told on its cover"
    assert (
        "For publication. Small numbers are left out of figures and counts; sentences stand as people wrote them."
        in text
    ) == (which == "for publication")


def test_the_framework_says_that_it_is_not_verified(evaluation: Document) -> None:
    overview = some_overview()
    said = f"The framework, “{overview.framework}”, could not be verified against Ofsted’s text."
    assert f"List Bullet: {said}" in dump(evaluation)


def test_where_there_is_nothing_to_say_words_say_so() -> None:
    text = dump(opened(written("self_evaluation", bare_overview())))
    for said in (
        "No strength is claimed yet.",
        "No list has been made.",
        "The register names no inspection.",
        "The register names no recommendation.",
        "The register has no statement about this area.",
        "There is no figure, audit or other evidence for this area.",
        "There is no figure of any indicator.",
        "The register has no audit.",
        "No statement names feedback as its evidence.",
        "No statement names a next step.",
        "Nothing was found that does not hold.",
    ):
        assert f"Normal: {said}" in text
    text = dump(opened(written("highlight_report", bare_overview())))
    assert "Verdict: Nothing can be said yet. There is no figure of any indicator." in text
    assert "Normal: No indicator is red." in text


def an_edited_template(folder: Path, sentence: str) -> Path:
    """The self-evaluation's template as its authors have it: a table moved, the alternative texts of charts lost, words."""
    document = docx.Document(str(ROOT / "templates" / "self_evaluation.docx"))
    (summary,) = tables(document, "Judgement area")
    (priorities,) = [p for p in document.paragraphs if p.text == "Our main priorities"]
    priorities._p.addprevious(copy.copy(summary._tbl))
    priorities.insert_paragraph_before(sentence, style="Narrative")
    summary._tbl.getparent().remove(summary._tbl)
    for about in document.element.xpath("//wp:docPr"):
        about.attrib.pop("descr")
    file = folder / "self_evaluation.docx"
    document.save(str(file))
    return file


def test_authors_move_a_table_and_write_a_sentence_with_a_figure_in_it(tmp_path: Path) -> None:
    sentence = "Of our care leavers {{ overview.scorecard.kpi.care_leavers_in_touch.current }} are in touch with us."
    text = dump(opened(written("self_evaluation", some_overview(), an_edited_template(tmp_path, sentence))))
    before = dump(opened(written("self_evaluation", some_overview())))
    assert "Narrative: Of our care leavers 98.1% are in touch with us." in text
    assert text.index("Judgement area | Our own judgement | Where it stands") > text.index(
        "Heading 2: Our main strengths"
    )
    assert sorted(text) == sorted([*before, "Narrative: Of our care leavers 98.1% are in touch with us."])


@pytest.mark.parametrize(
    ("field", "nearest"),
    [("care_leavers_in_tuch.current", "care_leavers_in_touch"), ("care_leavers_in_touch.curent", "current")],
)
def test_a_wrong_field_in_a_sentence_names_the_nearest(field: str, nearest: str, tmp_path: Path) -> None:
    template = an_edited_template(tmp_path, f"We have {{{{ overview.scorecard.kpi.{field} }}}} of them.")
    with pytest.raises(SpecificationError) as told:
        written("self_evaluation", some_overview(), template)
    wrong = next(part for part in field.split(".") if part not in ("care_leavers_in_touch", "current"))
    assert str(told.value) == f'templates/self_evaluation.docx: unknown field "{wrong}". Did you mean "{nearest}"?'
