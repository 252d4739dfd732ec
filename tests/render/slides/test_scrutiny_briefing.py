"""The slides for scrutiny as people meet them: what stands on each, and that everybody can read them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pptx
import pytest
from overviews import DAY, HOSTILE, MARKUP, bare_overview, some_overview
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from product import GOLDEN, ROOT
from reading_slides import alternative_text, dump, is_footer, opened, rows, tables

from readiness.render.slides.fill import write_slides
from readiness.run.overview import Overview

TEMPLATE = ROOT / "templates" / "scrutiny_briefing.pptx"
TITLE = "Briefing of Anyshire & <Borough>"
LEAST_CONTRAST, LEAST_BODY, LEAST_FOOTER = 4.5, 14, 12
WHITE = "FFFFFF"


def written(overview: Overview) -> bytes:
    return write_slides(TEMPLATE, "templates/scrutiny_briefing.pptx", {"overview": overview}, TITLE, DAY)


@pytest.fixture(scope="module")
def deck() -> Any:
    return opened(written(some_overview()))


def shapes(deck: Any) -> Iterator[Any]:
    yield from (shape for slide in deck.slides for shape in slide.shapes)


def runs(shape: Any) -> Iterator[tuple[Any, str]]:
    """Every run of letters of a shape, with the colour behind it."""
    if shape.has_text_frame:
        yield from ((run, WHITE) for line in shape.text_frame.paragraphs for run in line.runs)
    elif shape.has_table:
        for cell in (cell for row in shape.table.rows for cell in row.cells):
            behind = str(cell.fill.fore_color.rgb) if cell.fill.type == 1 else WHITE
            yield from ((run, behind) for line in cell.text_frame.paragraphs for run in line.runs)


def contrast(colour: str, behind: str) -> float:
    """As the Web Content Accessibility Guidelines reckon it."""

    def light(rgb: str) -> float:
        parts = [int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((light(colour), light(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_slides_are_as_kept(deck: Any, request: pytest.FixtureRequest) -> None:
    """To keep new ones after a change you mean: pytest --keep."""
    golden, lines = GOLDEN / "scrutiny_briefing.txt", dump(deck)
    if request.config.getoption("--keep"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == golden.read_text(encoding="utf-8").splitlines()


def test_no_field_is_left_and_what_people_wrote_stays_text(deck: Any) -> None:
    text = "\n".join(dump(deck))
    assert HOSTILE in text and MARKUP in text
    assert "{{" not in text.replace(HOSTILE, "")
    assert "{%" not in text.replace(MARKUP, "")


def test_where_there_is_nothing_to_say_there_is_no_slide() -> None:
    lines = dump(opened(written(bare_overview())))
    assert [line for line in lines if line.startswith("slide")] == [
        "slide 1: Children’s social care: how we are doing and how ready we are",
        "slide 2: Getting ready for inspection",
        "slide 3: What the next inspection will be",
    ]
    assert not re.search(r"\{[{%]", "\n".join(lines).replace(HOSTILE, ""))


def test_every_slide_has_a_title_of_its_own_that_is_read_out_first(deck: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(titles) and len({*titles}) == len(titles)
    for slide in deck.slides:
        assert slide.shapes[0] == slide.shapes.title
        kinds = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
        assert slide.shapes.title.placeholder_format.type in kinds
        order = [is_footer(shape) for shape in slide.shapes]
        assert order == sorted(order)  # footers last


def test_charts_tables_and_pictures_have_an_alternative_text_and_tables_a_heading(deck: Any) -> None:
    drawn = [shape for shape in shapes(deck) if shape.has_chart or shape.has_table or shape.shape_type == 13]
    assert sum(shape.has_chart for shape in drawn) >= 3
    for shape in drawn:
        assert len(alternative_text(shape)) > 15, shape.name
        if shape.has_table:
            assert shape.table.first_row
            assert all(cell.text_frame.text for cell in shape.table.rows[0].cells)
            assert not shape._element.xpath(".//a:tc[@gridSpan or @rowSpan]")


def test_letters_are_large_enough_and_stand_out(deck: Any) -> None:
    seen = 0
    for shape in shapes(deck):
        for run, behind in runs(shape):
            size, colour = run.font.size, run.font.color
            assert size is None or size.pt >= (LEAST_FOOTER if is_footer(shape) else LEAST_BODY), run.text
            if colour is not None and colour.type is not None:
                assert contrast(str(colour.rgb), behind) >= LEAST_CONTRAST, run.text
                seen += 1
    assert seen > 100
    for holder in (deck.slide_master, *deck.slide_layouts):
        for letters in holder._element.iter(qn("a:defRPr")):
            fill = letters.find(f"{qn('a:solidFill')}/{qn('a:srgbClr')}")
            assert fill is None or contrast(fill.get("val"), WHITE) >= LEAST_CONTRAST
    for shape in (shape for shape in shapes(deck) if shape.has_chart):
        assert shape.chart.font.size.pt >= LEAST_BODY
        for colour in shape._element.getroottree().iter(qn("a:srgbClr")):
            assert colour.get("val")


def test_all_is_in_british_english(deck: Any) -> None:
    for slide in deck.slides:
        languages = {letters.get("lang") for letters in slide._element.iter(qn("a:rPr"))}
        assert languages == {"en-GB"}
    properties = deck.core_properties
    assert (properties.title, properties.language, properties.author) == (TITLE, "en-GB", "")


def test_nothing_reaches_over_the_edge_of_a_slide(deck: Any) -> None:
    for shape in shapes(deck):
        if shape.width is not None:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top >= 0 and shape.top <= deck.slide_height, shape.name


def test_the_table_has_the_borough_s_columns_and_its_figures(deck: Any) -> None:
    scorecard = some_overview().scorecard
    found = [row for table in tables(deck, "Measure") for row in rows(table)]
    own = [each for each in scorecard.highlights if each.ref < "A"]
    assert [row["Ref"] for row in found] == [each.ref for each in own]
    for row, each in zip(found, own, strict=True):
        shown = "c" if each.current.suppressed else "–" if each.current.value is None else each.current.shown
        assert (row["Measure"], row["Now"]) == (each.title, shown)
        assert row["Rating"] == ("–" if each.rating == "not rated" else each.rating.capitalize())


def test_the_template_is_read_by_others_too() -> None:
    template = pptx.Presentation(io.BytesIO(TEMPLATE.read_bytes()))
    assert all(slide.has_notes_slide or slide.shapes.title for slide in template.slides)
    assert (template.core_properties.author, template.core_properties.last_modified_by) == ("", "")
