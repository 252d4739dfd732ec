"""Whatever people write stands in the document word for word, with its looks, wherever the template has a place or none."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from overviews import DAY, some_overview
from own_texts import KEY_OF, a_text_of, everywhere, heading, words
from product import ROOT
from reading_word import dump
from self_evaluations import approved

from readiness.evaluation.own_words import AuthorsText
from readiness.files.written import WrittenBlock, WrittenCell, WrittenParagraph, WrittenRun, WrittenTable
from readiness.foundation.errors import SpecificationError
from readiness.foundation.phrases import printable
from readiness.render.word.fill import Authored, Filled, write_authored
from readiness.run.overview import Overview

TEMPLATE = ROOT / "templates" / "self_evaluation.docx"
PLACE = "templates/self_evaluation.docx"


def an_overview(text: AuthorsText, is_approved: bool = False) -> Overview:
    overview = some_overview()
    whole = replace(overview.evaluation, text=text, text_as_written=text)
    areas = tuple(replace(area, text=text.areas[KEY_OF[area.short_title]]) for area in whole.areas)
    evaluation = replace(whole, areas=areas)
    return replace(overview, evaluation=approved(evaluation) if is_approved else evaluation)


def filled(text: AuthorsText, template: Path = TEMPLATE, is_approved: bool = False) -> Filled:
    overview = an_overview(text, is_approved)
    authored = Authored(template, PLACE, tuple(text.every_part()), TEMPLATE)
    return write_authored(authored, {"overview": overview}, "A title", DAY)


def of_bytes(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def one_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template of one place for words, and none of the styles that the shipped one has."""
    file = tmp_path_factory.mktemp("small") / "small.docx"
    document = docx.Document()
    document.add_paragraph("{{ words }}")
    document.save(str(file))
    return file


def laid(template: Path, *blocks: WrittenBlock) -> Document:
    part = a_text_of(heading("Summary"), *blocks).whole["summary"]
    return of_bytes(write_authored(Authored(template, PLACE, (part,)), {"words": part}, "A title", DAY).content)


@pytest.mark.parametrize("is_approved", [False, True])
def test_twenty_three_paragraphs_are_there_in_a_draft_and_after_approval(is_approved: bool) -> None:
    paragraphs = [f"Paragraph {number} says {{{{ {number} }}}} <b>&amp;</b> {{% if %}}." for number in range(23)]
    made = filled(a_text_of(*everywhere(paragraphs)), is_approved=is_approved)
    texts = [paragraph.text for paragraph in of_bytes(made.content).paragraphs]
    assert [texts.count(paragraph) for paragraph in paragraphs] == [1] * 23
    assert [part.key for part in made.missed] == ["elsewhere"]


@pytest.mark.parametrize("is_approved", [False, True])
def test_a_template_without_places_gives_them_one_at_the_end(is_approved: bool, tmp_path: Path) -> None:
    document = docx.Document(str(TEMPLATE))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith(("{{ written.", "{{ area.text.")):
            paragraph._p.getparent().remove(paragraph._p)
    file = tmp_path / "own.docx"
    document.save(str(file))
    paragraphs = [f"Paragraph {number}." for number in range(23)]
    made = filled(a_text_of(*everywhere(paragraphs)), file, is_approved)
    lines = dump(of_bytes(made.content))
    end = lines.index("Heading 1 new page: Text without a place")
    assert [line for line in lines[end:] if "Paragraph" in line] == [
        f"Narrative: {text}" for text in sorted(paragraphs, key=lambda text: next(
            at for at, line in enumerate(lines) if line.endswith(f": {text}")))
    ]  # fmt: skip
    assert all(f"Narrative: {text}" in lines[end:] for text in paragraphs)
    assert "Heading 2: Care leavers: How do we know it?" in lines[end:]
    assert len(made.missed) == 8 + 4 * 3 + 1


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).map(printable)
HOSTILE = st.sampled_from(
    ["{{ 7*7 }}", "{%p if x %}", "{# no #}", "<w:p/>", "&amp;", "a\nb\tc", "  two  ", "‘“—”’", "ﷺ"]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS | HOSTILE, min_size=1, max_size=4))
def test_any_text_stays_what_it_is(one_place: Path, texts: list[str]) -> None:
    written = [text for text in texts if text.strip() and "[" not in text]
    document = laid(one_place, *map(words, written))
    assert [paragraph.text for paragraph in document.paragraphs] == (written or [""])


def test_bold_italic_and_lists_stay(one_place: Path) -> None:
    runs = (WrittenRun("One "), WrittenRun("two", bold=True), WrittenRun(" three", italic=True))
    listed = [WrittenParagraph((WrittenRun(f"Item {n}"),), listed="number", of_list="1") for n in (1, 2)]
    other = [WrittenParagraph((WrittenRun("Again"),), listed="number", of_list="2")]
    for template in (one_place, TEMPLATE):
        if template == TEMPLATE:
            text = a_text_of(heading("Summary"), WrittenParagraph(runs), *listed, *other)
            document = of_bytes(filled(text).content)
        else:
            document = laid(template, WrittenParagraph(runs), *listed, *other)
        (first,) = [paragraph for paragraph in document.paragraphs if paragraph.text == "One two three"]
        assert [(run.text, bool(run.bold), bool(run.italic)) for run in first.runs] == [
            ("One ", False, False),
            ("two", True, False),
            (" three", False, True),
        ]
        numbered = [p for p in document.paragraphs if p.text in ("Item 1", "Item 2", "Again")]
        numbers = [p._p.pPr.numPr.numId.val for p in numbered]
        assert numbers[0] == numbers[1] != numbers[2]


def test_a_table_keeps_its_cells_and_those_across_columns(one_place: Path) -> None:
    wide = (WrittenCell((words("Across"),), 2),)
    table = WrittenTable((wide, (WrittenCell((words("a"), words("b"))), WrittenCell((words("c"),)))))
    (made,) = laid(one_place, table).tables
    assert [[cell.text for cell in row.cells] for row in made.rows] == [["Across", "Across"], ["a\nb", "c"]]


def test_words_within_a_sentence_of_the_template_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.docx"
    document = docx.Document()
    document.add_paragraph("We say {{ words }} of it.")
    document.save(str(file))
    with pytest.raises(SpecificationError) as told:
        laid(file, words("One."))
    assert str(told.value) == (
        f"{PLACE}: the words that authors wrote stand in a paragraph with other words. Give their field a paragraph of "
        "its own."
    )


def an_old_template(folder: Path) -> Path:
    """A copy whose authors wrote in place of the prompts, where approval took their words away."""
    document = docx.Document(str(TEMPLATE))
    place = next(p for p in document.paragraphs if p.text.startswith("This annex and the prompts"))
    first = next(p for p in document.paragraphs if p.text == "Our main strengths")
    for text in ("{%p if prompts %}", "Ours, {{ overview.authority }} and all.", "[Old prompt.]", "{%p endif %}"):
        first.insert_paragraph_before(text)
    place.insert_paragraph_before("Ours in the annex.")
    file = folder / "self_evaluation.docx"
    document.save(str(file))
    return file


def test_words_among_an_old_templates_prompts_are_told_in_a_draft_and_never_lost(tmp_path: Path) -> None:
    template = an_old_template(tmp_path)
    made = filled(a_text_of(), template)
    assert made.at_risk == ("Ours, {{ overview.authority }} and all.", "Ours in the annex.")
    assert any(line.startswith("Normal: Ours, ") for line in dump(of_bytes(made.content)))
    with pytest.raises(SpecificationError) as told:
        filled(a_text_of(), template, is_approved=True)
    assert str(told.value) == (
        f"{PLACE}: 2 paragraphs of yours would be lost, since prompts are left out: “Ours, {{{{ overview.authority }}}} and "
        "all.”. Move what you wrote among the prompts to your text file, or to below {%p endif %}."
    )
    assert filled(a_text_of(), TEMPLATE, is_approved=True).at_risk == ()
