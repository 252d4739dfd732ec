"""Slides as their author styled them: what tags do, what is drawn, what is told, and that nothing of the template stays."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from overviews import HOSTILE, MARKUP
from reading_slides import dump, opened
from slide_templates import PLACE, Deck

from readiness.foundation.chart import Chart, Series
from readiness.foundation.errors import SpecificationError
from readiness.render.slides.fill import slide_texts

CHART = Chart(
    "visits", "Visits & <calls>", ("May", "June", "July"), (Series("East", (1.0, None, 3.5)),), "Visits: 1 to 3.5."
)
TORN = (
    "a tag begins in one paragraph, row or slide and ends in another. Begin tags around paragraphs with {%p, around rows "
    "with {%tr and around slides, in their notes, with {%slide."
)
WORDS = [{"word": "one"}, {"word": HOSTILE}, {"word": MARKUP}]


def told(deck: Deck, folder: Path, **fields: object) -> list[str]:
    with pytest.raises(SpecificationError) as caught:
        deck.filled(folder, **fields)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_fields_paragraphs_rows_and_slides_come_and_go(tmp_path: Path) -> None:
    deck = Deck()
    deck.slide("{{ name }} & more", ["{%p for each in words if each.word %}", "{{ each.word }}", "{%p endfor %}"])
    deck.slide("Left out", ["{{ nothing.here }}"], ["{%slide if no %}"])
    notes = ["{%slide for each in words %}", "{%slide if loop.index < 3 %}", "Say {{ each.word }}"]
    table = deck.slide("{{ loop.index }}: {{ each.word }}", ["{% if no %}a{% else %}b{% endif %}"], notes)
    deck.table(table, [["Word"], ["{%tr for it in words %}"], ["{{ it.word }}"], ["{%tr endfor %}"]])
    lines = dump(opened(deck.filled(tmp_path, name="Anyshire <x>", words=WORDS, no=False)))
    rows = ["table: ", "Word", "one", HOSTILE, MARKUP]
    assert lines == [
        *("slide 1: Anyshire <x> & more", "- one", f"- {HOSTILE}", f"- {MARKUP}"),
        *("slide 2: 1: one", "- b", *rows, "notes: Say one"),
        *(f"slide 3: 2: {HOSTILE}", "- b", *rows, f"notes: Say {HOSTILE}"),
    ]


def test_a_tag_is_found_however_programs_have_cut_or_typed_it(tmp_path: Path) -> None:
    deck = Deck()
    deck.slide(
        "A", [["Here {", "{ na", "me }", "} and {% if name == “Ada” %}her", "{% endif %}."], "{{ (1 < 2) and name }}"]
    )
    assert dump(opened(deck.filled(tmp_path, name="Ada")))[1:] == ["- Here Ada and her.", "- Ada"]


def test_lines_within_a_field_are_lines_and_blanks_are_blank(tmp_path: Path) -> None:
    deck = Deck()
    deck.slide("A", ["{{ words }}|{{ blank }}|{{ yes }}"])
    assert dump(opened(deck.filled(tmp_path, words="one\ntwo\n<three>", blank=None, yes=True)))[1:] == [
        "- one / two / <three>||Yes"
    ]


def test_what_stands_in_the_first_notes_holds_for_every_slide(tmp_path: Path) -> None:
    deck = Deck()
    deck.slide("A", notes=["{#slide remark #}", "{%p set who = 'Ada' %}", "{% macro hi(x) %}Hi {{ x }}{% endmacro %}"])
    deck.slide("{{ hi(who) }}")
    presentation = opened(deck.filled(tmp_path))
    assert [line for line in dump(presentation) if line.startswith("slide")] == ["slide 1: A", "slide 2: Hi Ada"]
    assert not any(slide.has_notes_slide for slide in presentation.slides)


def test_a_chart_shows_the_numbers_in_the_look_that_is_there_and_in_its_workbook(tmp_path: Path) -> None:
    deck = Deck()
    deck.chart(deck.slide("{{ each }}", notes=["{%slide for each in (1, 2) %}"]), "{{ chart }}")
    deck.chart(deck.slide("By LibreOffice"), "", series="{{ chart }}")
    deck.chart(deck.slide("An author's own"), "Drawn by hand")
    content = deck.filled(tmp_path, chart=CHART)
    filled = ["chart: Visits: 1 to 3.5.", "East: May 1.0, June None, July 3.5"]
    own = ["chart: Drawn by hand", "A series: East 1.0, West 2.0"]
    lines = [line for line in dump(opened(content)) if not line.startswith(("slide", "- "))]
    assert lines == [*filled, *filled, *filled, *own]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        cells = [
            [*openpyxl.load_workbook(io.BytesIO(archive.read(book))).active.iter_rows(values_only=True)]
            for book in books
        ]
    assert len(books) == 4
    drawn = [(None, "East"), ("May", 1), ("June", None), ("July", 3.5)]
    assert sorted(map(str, cells)) == sorted(map(str, [drawn] * 3 + [[(None, "A series"), ("East", 1), ("West", 2)]]))


def test_links_between_slides_lead_to_what_was_made_of_them(tmp_path: Path) -> None:
    deck = Deck()
    first, gone, last = (
        deck.slide("A", ["to the last", "to none"]),
        deck.slide("B", notes=["{%slide if no %}"]),
        deck.slide("C"),
    )
    for shape, target in ((first.shapes.title, last), (first.placeholders[1], gone)):
        shape.click_action.target_slide = target
    presentation = opened(deck.filled(tmp_path, no=False))
    first, last = presentation.slides
    assert first.shapes.title.click_action.target_slide == last
    assert first.placeholders[1].click_action.target_slide is None


def test_the_same_input_gives_the_same_bytes_and_names_nobody(tmp_path: Path) -> None:
    deck = Deck()
    deck.chart(deck.slide("{{ name }}", notes=["{{ name }}"]), "{{ chart }}")
    contents = {deck.filled(tmp_path, name="A", chart=CHART) for _ in range(2)}
    (content,) = contents
    properties = opened(content).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("A title", "", "")
    assert properties.language == "en-GB"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert not any(b"Ada Archer" in archive.read(name) or b"{{" in archive.read(name) for name in names)
    assert not [name for name in names if "thumbnail" in name or name.endswith("app.xml")]


@pytest.mark.parametrize(
    ("title", "line", "notes", "message"),
    [
        ("A", "{{ nam }}", [], f'{PLACE}, slide 2: unknown field "nam". Did you mean "name"?'),
        ("A", "A", ["{{ name.lenth }}"], f'{PLACE}, slide 2: unknown field "lenth". Did you mean "endswith"?'),
        ("{{ nam }}", "", [], f'{PLACE}, slide 2: unknown field "nam". Did you mean "name"?'),
        ("A", "See {{ name", [], f"{PLACE}, slide 2, near “See {{{{ name”: {TORN}"),
        ("A", "See {% if name %}", [], f"{PLACE}, slide 2, near “See {{% if name %}}”: {TORN}"),
        ("{% endif %}", "", [], f"{PLACE}, slide 2, near “{{% endif %}}”: {TORN}"),
        ("A", "{%p if name %}", [], f"{PLACE}, slide 2, near “{{% if name %}}”: {TORN}"),
        (
            "A",
            "See {% iff name %}",
            [],
            f"{PLACE}, slide 2, near “See {{% iff name %}}”: a tag cannot be read (Encountered unknown tag 'iff'). "
            "See the templates' README.",
        ),
        (
            "A",
            "{{ 1 / 0 }}",
            [],
            f"{PLACE}, slide 2, near “{{{{ 1 / 0 }}}}”: a field cannot be worked out (ZeroDivisionError). See the templates' README.",
        ),
        (
            "{{ name | safe }}",
            "",
            [],
            f"{PLACE}, slide 2, near “{{{{ name | safe }}}}”: a tag cannot be read (No filter named 'safe'). See the templates' README.",
        ),
    ],
)
def test_a_slip_is_told_with_its_slide(title: str, line: str, notes: list[str], message: str, tmp_path: Path) -> None:
    deck = Deck()
    deck.slide("First", ["{{ name }}", "more"], ["{%slide if name %}"])
    deck.slide(title, [line], notes)
    assert told(deck, tmp_path, name="Ada") == [message]


@pytest.mark.parametrize("name", ["", "Ada"])
def test_a_tag_that_ends_elsewhere_is_refused_whether_it_would_lose_words_or_not(name: str, tmp_path: Path) -> None:
    first, second = "{% if name %}one", "two{% endif %}"
    for title, lines in ((first, [second]), ("A", [first, second])):
        deck = Deck()
        deck.slide(title, lines)
        assert told(deck, tmp_path, name=name) == [f"{PLACE}, slide 1, near “{first}”: {TORN}"]
    across = Deck()
    across.slide("A", ["{%p if name %}"])
    across.slide("B", ["{%p endif %}"])
    assert told(across, tmp_path, name=name) == [f"{PLACE}, slide 1, near “{{% if name %}}”: {TORN}"]
    rows = Deck()
    rows.table(rows.slide("A", ["{%p endif %}"]), [["{%tr if name %}"], ["x"]])
    assert told(rows, tmp_path, name=name)[0].endswith(TORN)


def test_a_presentation_without_a_slide_and_a_chart_without_numbers_are_refused(tmp_path: Path) -> None:
    deck = Deck()
    slide = deck.slide("A", notes=["{%slide if name %}"])
    nothing = f"{PLACE}: every slide is left out. Leave a slide that always has something to say."
    assert told(deck, tmp_path, name="") == [nothing]
    deck.chart(slide, "{{ name }}")
    alone = "Write the field of a chart there, alone, and leave the slide out where there is no chart, with {%slide if."
    assert told(deck, tmp_path, name="Ada") == [
        f"{PLACE}, slide 1, chart “{{{{ name }}}}”: the field in its alternative text gives no chart. {alone}"
    ]
    wrong = Deck()
    wrong.slide("A").shapes.title._element.nvSpPr.cNvPr.set("descr", "{{ chart }}")
    assert told(wrong, tmp_path, chart=replace(CHART)) == [
        f"{PLACE}, slide 1: a chart's field stands in the alternative text of something that is no chart. "
        "Insert a line, column, bar or pie chart in its place."
    ]


def test_another_file_is_told_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(b"no zip")
    with pytest.raises(SpecificationError) as caught:
        slide_texts(file, PLACE)
    (mistake,) = caught.value.mistakes
    save = "Save it in PowerPoint as a PowerPoint Presentation (*.pptx)."
    assert str(mistake) == f"{PLACE}: is not a PowerPoint presentation, whatever its ending says. {save}"
