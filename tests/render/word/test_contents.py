"""Lists of contents lead to their headings and give their pages; the cover says how the authority stands."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from overviews import DAY, some_overview
from product import ROOT
from reading_word import column, dump, opened, tables
from self_evaluations import approved

from readiness.render.word.fill import Authored, write_authored
from readiness.run.overview import Overview
from readiness.run.verdict import Light, Verdict

RED = Verdict(
    figures=Light("Figures", "red", "4 of 17 rated indicators red.", "17 rated indicators", DAY),
    claims=Light("Claims", "amber", "Not approved as it is.", "22 claims", DAY),
)


def content_of(overview: Overview, name: str = "self_evaluation", file: Path | None = None) -> bytes:
    template = Authored(file or ROOT / "templates" / f"{name}.docx", f"templates/{name}.docx")
    return write_authored(template, {"overview": overview}, "A title", DAY).content


@pytest.fixture(scope="module")
def evaluation() -> Document:
    return opened(content_of(replace(some_overview(), verdict=RED)))


def pages(document: Document, style: str) -> dict[str, str]:
    """The bookmark to whose page each item of a list of contents points, which is where its link leads."""
    found = {}
    for item in (p for p in document.paragraphs if p.style.name.startswith(style)):
        (link,), (code,) = item.hyperlinks, item._p.iter(qn("w:instrText"))
        assert code.text.split() == ["PAGEREF", link.fragment, "\\h"]
        found[item.text.split("\t")[0]] = link.fragment
    return found


def marked(document: Document) -> dict[str, str]:
    """The headings with a bookmark, by its name."""
    marks = {mark.get(qn("w:name")): mark for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert len({mark.get(qn("w:id")) for mark in marks.values()}) == len(marks)
    return {name: "".join(t.text for t in mark.getparent().iter(qn("w:t"))) for name, mark in marks.items()}


def test_every_chapter_and_annex_is_in_the_contents_and_leads_to_its_heading(evaluation: Document) -> None:
    headings = [p.text for p in evaluation.paragraphs if p.style.name.startswith("Heading 1")]
    found = pages(evaluation, "Contents")
    assert [*found] == headings
    assert {name: marked(evaluation)[mark] for name, mark in found.items()} == {name: name for name in headings}


def test_the_planning_pack_gives_the_page_of_each_item_of_its_annex() -> None:
    pack = opened(content_of(some_overview(), "planning_pack"))
    found = pages(pack, "Agenda item")
    assert len(found) == 9
    assert all(marked(pack)[mark] == name for name, mark in found.items())


@pytest.mark.parametrize("name", ["self_evaluation", "planning_pack"])
def test_no_page_is_guessed_and_word_asks_nothing_at_opening(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content_of(some_overview(), name))) as made:
        body, settings = made.read("word/document.xml").decode(), made.read("word/settings.xml").decode()
    for field in body.split("PAGEREF")[1:]:
        assert "<w:t>" not in field.split('"separate"')[1].split('"end"')[0]
    assert "w:dirty" not in body
    assert "updateFields" not in settings


def test_an_item_without_a_heading_and_one_with_a_link_of_its_own_stay_as_they_are(tmp_path: Path) -> None:
    document = docx.Document(str(ROOT / "templates" / "self_evaluation.docx"))
    (first, *_) = (p for p in document.paragraphs if p.style.name == "Contents item")
    first.insert_paragraph_before("Where to ask", style="Contents item")
    file = tmp_path / "self_evaluation.docx"
    document.save(str(file))
    (item, after, *_) = (
        p for p in opened(content_of(some_overview(), file=file)).paragraphs if "Contents" in p.style.name
    )
    assert (item.text, item.hyperlinks, after.text) == ("Where to ask", [], "Summary\t")


def test_the_five_lights_stand_on_the_cover_of_a_draft(evaluation: Document) -> None:
    (table,) = tables(evaluation, "Light")
    assert column(table, "Light") == ["Documents", "Annex A", "Figures", "Claims", "People and days"]
    assert column(table, "State") == ["Not known", "Not known", "Red", "Amber", "Not known"]
    assert column(table, "Why") == [light.reason for light in RED.lights]
    assert column(table, "What it rests on")[2] == "Rests on 17 rated indicators, as at 20 November 2026."
    lines = dump(evaluation)
    said = f"Normal: Is the authority ready? {RED.answer}. {RED.because}"
    assert lines.index(said) < lines.index("Contents item: Summary ... ")


def test_what_is_approved_says_on_its_cover_what_it_rests_on_and_what_is_published_says_neither() -> None:
    overview = replace(some_overview(), verdict=RED)
    document = opened(content_of(replace(overview, evaluation=approved(overview.evaluation))))
    rests = "Figures: rests on 17 rated indicators, as at 20 November 2026. Claims: rests on 22 claims, as at 20 November 2026."
    assert f"Note: {rests}" in dump(document)
    assert not tables(document, "Light")
    published = opened(content_of(replace(overview, for_publication=True)))
    assert not tables(published, "Light")
    assert "rests on" not in "\n".join(dump(published)).split("Contents item")[0]


def test_a_round_of_audits_still_to_come_is_not_counted_as_planned() -> None:
    overview = some_overview()
    (first, *_) = (audit for audit in overview.evaluation.audits if audit.done and audit.planned)
    day = overview.evaluation.as_at + dt.timedelta(days=30)
    coming = replace(first, theme="The next one", day=day, done=None, grades=dict.fromkeys(first.grades))
    evaluation = replace(overview.evaluation, audits=(first, coming))
    assert evaluation.audits_by_now == (first,)
    lines = dump(opened(content_of(replace(overview, evaluation=evaluation))))
    counted = f"1 round of audits; {first.done} cases done of {first.planned} planned. 1 round still to come. "
    assert [line for line in lines if line.startswith(f"Normal: {counted}")]
    (row,) = (line for line in lines if line.startswith("The next one"))
    assert f"| To come; {first.planned} planned |" in row


def test_what_is_being_done_about_a_red_indicator_stands_beside_it_in_the_pack() -> None:
    (exceptions,) = tables(opened(content_of(some_overview(), "planning_pack")), "Owner")
    done = dict(zip(column(exceptions, "What"), column(exceptions, "What to do"), strict=True))
    (late,) = (words for title, words in done.items() if title.startswith("5.10 "))
    assert late == "In hand: Three people write the late assessments, the oldest first, by 30 June 2023."
