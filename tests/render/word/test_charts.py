"""Native charts in Word: each shows its own numbers, in its template's look, and says them in words."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from chart_templates import (
    COLOURS,
    SAMPLE,
    C,
    Drawn,
    a_plot,
    a_series,
    a_space,
    a_template,
    add_chart,
    drawn,
    out_of_order,
    parts,
    saved,
)
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from overviews import DAY, FORMULA, HOSTILE, MARKUP

from readiness.foundation.chart import Chart, Series
from readiness.foundation.errors import SpecificationError
from readiness.foundation.normalise import visible
from readiness.render.word.fill import write_word

PLACE = "templates/a_report.docx"
MONTHS = ("Oct 2022", "Nov 2022", "Dec 2022")
VISITS = Chart(
    "visits",
    "Visits in time",
    MONTHS,
    (Series("Visits", (89.5107, None, 92.0)), Series("Minimum", (90.0, 90.0, 90.0))),
    "Visits in time: 89.5%, not available, 92%.",
)
OTHERS = Chart("others", "Others", MONTHS[:2], (Series("Others", (1.0, 2.0)),), "Others: 1 and 2.")


def made(folder: Path, template: bytes, charts: Sequence[Chart] = (VISITS,), **fields: Any) -> bytes:
    file = folder / "template.docx"
    file.write_bytes(template)
    return write_word(file, PLACE, {"charts": charts, **fields}, "A report", DAY)


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def only(content: bytes) -> Drawn:
    (chart,) = drawn(opened(content))
    return chart


def refused(folder: Path, template: bytes, **fields: Any) -> str:
    with pytest.raises(SpecificationError) as told:
        made(folder, template, **fields)
    return str(told.value)


def test_a_chart_shows_its_numbers_on_the_page_in_its_workbook_and_in_words(tmp_path: Path) -> None:
    chart = only(made(tmp_path, a_template()))
    assert (chart.title, chart.names, chart.categories()) == ("Visits in time", ["Visits", "Minimum"], [*MONTHS])
    assert [chart.values(0), chart.values(1)] == [[89.5107, None, 92.0], [90.0, 90.0, 90.0]]
    assert chart.rows == [
        [None, "Visits", "Minimum"],
        ["Oct 2022", 89.5107, 90],
        ["Nov 2022", None, 90],
        ["Dec 2022", 92, 90],
    ]
    assert [each.findtext(f"{C}val//{C}f") for each in chart.series] == ["Sheet1!$B$2:$B$4", "Sheet1!$C$2:$C$4"]
    assert chart.text == VISITS.words


def test_a_missing_value_is_a_gap_and_no_nought(tmp_path: Path) -> None:
    (gaps,) = only(made(tmp_path, a_template())).space.iter(f"{C}dispBlanksAs")
    assert gaps.get("val") == "gap"


def test_in_a_loop_every_chart_has_parts_of_its_own_and_the_templates_are_gone(tmp_path: Path) -> None:
    content = made(tmp_path, a_template(), (VISITS, OTHERS, VISITS))
    charts = drawn(opened(content))
    assert [chart.title for chart in charts] == ["Visits in time", "Others", "Visits in time"]
    assert [chart.text for chart in charts] == [VISITS.words, OTHERS.words, VISITS.words]
    assert len({chart.number for chart in charts}) == 3
    names = [
        name for name in parts(content) if name.startswith(("word/charts/", "word/embeddings/")) and "xlsx/" not in name
    ]
    kinds = ("charts/chartS", "charts/chartC", "charts/chart2", "charts/chart3", "charts/chart4", "_rels", "embeddings")
    assert [sum(kind in name for name in names) for kind in kinds] == [3, 3, 1, 1, 1, 3, 3]
    assert not [name for name, part in parts(content).items() if SAMPLE.encode() in part or b"98765" in part]


def test_where_no_chart_is_kept_the_templates_chart_is_not_either(tmp_path: Path) -> None:
    content = made(tmp_path, a_template(), ())
    assert not drawn(opened(content))
    assert not [name for name in parts(content) if "chart" in name or "embeddings" in name]


def test_series_look_like_the_templates_in_their_order_and_further_ones_like_those_in_turn(tmp_path: Path) -> None:
    for many in (1, 2, 3, 5):
        series = tuple(Series(f"Series {n}", (float(n),)) for n in range(many))
        chart = only(made(tmp_path, a_template(), (Chart("k", "T", ("One",), series, "Words"),)))
        assert chart.colours == [COLOURS[n % 2] for n in range(many)]
        assert chart.names == [f"Series {n}" for n in range(many)]
        assert not out_of_order(chart.space)


def test_the_order_of_series_is_the_authors_and_not_that_of_the_file(tmp_path: Path) -> None:
    bars = f'<c:barChart><c:barDir val="col"/>{a_series(1, where=1)}<c:axId val="1"/><c:axId val="2"/></c:barChart>'
    lines = f'<c:lineChart>{a_series(0, where=0)}{a_series(2, where=2)}<c:axId val="1"/><c:axId val="2"/></c:lineChart>'
    both = a_template(a_space(bars + lines))
    assert only(made(tmp_path, both)).colours == [*COLOURS[:2]]
    alone = only(made(tmp_path, both, (OTHERS,)))
    assert alone.colours == [COLOURS[0]]
    assert alone.space.find(f".//{C}barChart") is None  # nothing is left in it


@pytest.mark.parametrize("kind", ["line", "bar", "area", "pie"])
def test_every_kind_with_categories_keeps_the_order_that_programs_demand(kind: str, tmp_path: Path) -> None:
    content = made(tmp_path, a_template(a_space(a_plot(kind))), (VISITS, OTHERS))
    assert [out_of_order(chart.space) for chart in drawn(opened(content))] == [[], []]


def test_a_look_of_single_points_stays_for_points_that_are_there(tmp_path: Path) -> None:
    dots = "".join(f'<c:dPt><c:idx val="{at}"/></c:dPt>' for at in (0, 2, 7))
    labels = "<c:dLbls>" + "".join(f'<c:dLbl><c:idx val="{at}"/></c:dLbl>' for at in (1, 9)) + "</c:dLbls>"
    kept = '<c:errBars><c:errDir val="y"/></c:errBars>'
    plot = f"<c:lineChart>{a_series(0, extra=dots + labels + kept, tail='<c:extLst/>')}</c:lineChart>"
    (series,) = only(made(tmp_path, a_template(a_space(plot)), (VISITS,))).series[:1]
    assert [at.get("val") for at in series.iterfind(f"*/{C}idx")] == ["0", "2"]
    assert [at.get("val") for at in series.iterfind(f"{C}dLbls/{C}dLbl/{C}idx")] == ["1"]
    assert series.find(f"{C}errBars") is None


def test_a_title_of_a_cell_is_replaced_in_its_letters_and_none_is_added_where_there_is_none(tmp_path: Path) -> None:
    of_a_cell = (
        "<c:title><c:tx><c:strRef><c:f>S!$B$1</c:f></c:strRef></c:tx><c:overlay val='0'/><c:txPr><a:bodyPr/><a:p><a:pPr>"
        "<a:defRPr sz='1100'/></a:pPr><a:endParaRPr lang='en-GB'/></a:p></c:txPr></c:title>"
    )
    for title, shown in ((of_a_cell, "Visits in time"), ("<c:title/>", "Visits in time"), ("", "")):
        chart = only(made(tmp_path, a_template(a_space(a_plot(), title))))
        assert (chart.title, out_of_order(chart.space)) == (shown, [])
    assert b'sz="1100"' in parts(made(tmp_path, a_template(a_space(a_plot(), of_a_cell))))["word/charts/chart2.xml"]


def test_a_chart_without_a_workbook_gets_one(tmp_path: Path) -> None:
    chart = only(made(tmp_path, a_template(a_space(a_plot(), workbook=False), workbook=False)))
    assert chart.rows[0] == [None, "Visits", "Minimum"]
    assert not out_of_order(chart.space)


def test_a_chart_without_any_value_stays_and_its_words_say_so(tmp_path: Path) -> None:
    none = Chart("none", "Nothing", MONTHS, (Series("Nothing", (None, None, None)),), "Nothing: no figure.")
    empty = Chart("empty", "Empty", (), (), "Empty: no figure.")
    charts = drawn(opened(made(tmp_path, a_template(), (none, empty))))
    assert [chart.text for chart in charts] == ["Nothing: no figure.", "Empty: no figure."]
    assert charts[0].values(0) == [None, None, None]
    assert not charts[1].series


def test_the_same_charts_give_the_same_bytes(tmp_path: Path) -> None:
    assert made(tmp_path, a_template()) == made(tmp_path, a_template())


@pytest.mark.parametrize("name", [HOSTILE, FORMULA, MARKUP, "</c:v></c:pt>", "+1", "\x00a\x07", "_x0041_"])
def test_texts_that_would_like_to_be_formulas_fields_or_markup_stay_text(name: str, tmp_path: Path) -> None:
    content = made(tmp_path, a_template(), (Chart(name, name, (name,), (Series(name, (1.0,)),), name),))
    chart, text = only(content), name.replace("\x00", "").replace("\x07", "")
    assert [chart.title, chart.names, chart.categories(), chart.text] == [text, [text], [text], text]
    assert chart.rows == [[None, text], [text, 1]]
    assert not [name for name, part in parts(content).items() if "worksheets" in name and b"<f>" in part]


def test_a_field_may_hold_quotation_marks(tmp_path: Path) -> None:
    template = a_template(text='{{ by_name["visits"] if each.title != "" }}')
    assert only(made(tmp_path, template, by_name={"visits": VISITS})).text == VISITS.words


def test_a_field_that_is_the_first_series_name_does_where_the_alternative_text_was_lost(tmp_path: Path) -> None:
    for lost in ("", "Object 1"):
        content = made(tmp_path, a_template(a_space(a_plot(name="{{ each }}")), text=lost), (VISITS, OTHERS))
        assert [chart.text for chart in drawn(opened(content))] == [VISITS.words, OTHERS.words]


def test_a_chart_of_the_authors_own_stays_as_it_is(tmp_path: Path) -> None:
    document = docx.Document()
    space = a_space(a_plot())
    document.add_paragraph()._p.append(add_chart(document, document.part, space, "Our own chart"))
    content = parts(made(tmp_path, saved(document)))
    assert content["word/charts/chart1.xml"] == space
    assert b'descr="Our own chart"' in content["word/document.xml"]


def test_a_chart_in_a_header_is_drawn_too_and_numbers_stay_apart(tmp_path: Path) -> None:
    document = opened(a_template())
    header = document.sections[0].header
    run = add_chart(document, header.part, a_space(a_plot()), "{{ charts[0] }}", number=7)
    header.paragraphs[0]._p.append(run)
    document = opened(made(tmp_path, saved(document), (OTHERS,)))
    above, below = drawn(document, document.sections[0].header.part), drawn(document)
    assert [chart.title for chart in (*above, *below)] == ["Others", "Others"]
    assert above[0].number != below[0].number


NOT_ALONE = (
    "the field in its alternative text gives no chart. Write the field of a chart there, alone, and leave the drawing out "
    "where there is no chart, with {%p if."
)
TITLE_WITHOUT_WORDS = (
    b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:title><c:tx><c:rich/>'
    b"</c:tx></c:title><c:plotArea><c:lineChart><c:ser/></c:lineChart></c:plotArea></c:chart></c:chartSpace>"
)
REFUSED: Mapping[str, tuple[bytes, str]] = {
    "more than the field": (
        a_template(text="Chart: {{ each }}"),
        f"{PLACE}, chart “Chart: {{{{ each }}}}”: {NOT_ALONE}",
    ),
    "nothing": (a_template(text="{{ nothing }}"), f"{PLACE}, chart “{{{{ nothing }}}}”: {NOT_ALONE}"),
    "a text": (a_template(text="{{ each.title }}"), f"{PLACE}, chart “{{{{ each.title }}}}”: {NOT_ALONE}"),
    "no categories": (
        a_template(a_space(f"<c:scatterChart>{a_series(0)}</c:scatterChart>")),
        f"{PLACE}, chart “{{{{ each }}}}”: is of a kind that has no categories. "
        "Insert a line, column, bar or pie chart in its place.",
    ),
    "no series": (
        a_template(a_space("<c:lineChart/>")),
        f"{PLACE}, chart “{{{{ each }}}}”: has no series whose look could be taken. "
        "Insert a line, column, bar or pie chart in its place.",
    ),
    "damage": (
        a_template(TITLE_WITHOUT_WORDS),
        f"{PLACE}, chart “{{{{ each }}}}”: is damaged. Insert a line, column, bar or pie chart in its place.",
    ),
    "an unknown field": (
        a_template(text="{{ each.titel }}"),
        f'{PLACE}: unknown field "titel". Did you mean "title"?',
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_no_chart_keeps_the_templates_numbers_and_what_is_wrong_is_told(name: str, tmp_path: Path) -> None:
    template, message = REFUSED[name]
    assert refused(tmp_path, template, nothing=None) == message


def test_a_charts_field_at_something_that_is_no_chart_is_told(tmp_path: Path) -> None:
    document = opened(a_template())
    (link,) = document.element.xpath(".//a:graphicData/*")
    link.getparent().remove(link)
    assert refused(tmp_path, saved(document)) == (
        f"{PLACE}: a chart's field stands in the alternative text of something that is no chart. "
        "Insert a line, column, bar or pie chart in its place."
    )


def test_all_that_is_wrong_is_told_together(tmp_path: Path) -> None:
    document = opened(a_template(text="{{ each.title }}"))
    run = add_chart(document, document.part, a_space("<c:lineChart/>"), "{{ charts[0] }}", number=2)
    document.add_paragraph()._p.append(run)
    assert len(refused(tmp_path, saved(document)).splitlines()) == 2


NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12).filter(lambda text: visible(text) == text)
VALUES = st.one_of(st.none(), st.floats(-1e9, 1e9, allow_subnormal=False))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    categories = draw(st.lists(NAMES, max_size=6))
    values = st.lists(VALUES, min_size=len(categories), max_size=len(categories)).map(tuple)
    series = draw(st.lists(st.builds(Series, NAMES, values), max_size=5))
    return Chart("key", draw(NAMES), tuple(categories), tuple(series), draw(NAMES))


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(chart=charts(), kind=st.sampled_from(["line", "bar", "area", "pie"]), looks=st.integers(1, 4))
def test_any_chart_says_the_same_on_the_page_and_in_its_workbook(
    tmp_path_factory: pytest.TempPathFactory, chart: Chart, kind: str, looks: int
) -> None:
    shown = only(made(tmp_path_factory.mktemp("any"), a_template(a_space(a_plot(kind, looks))), (chart,)))
    assert not out_of_order(shown.space)
    assert shown.names == [series.name for series in chart.series]
    for number, series in enumerate(chart.series):
        assert shown.categories(number) == [*chart.categories]
        assert shown.values(number) == [v if v is None else pytest.approx(v, rel=1e-15, abs=0) for v in series.values]
        cells = [row[number + 1] if number + 1 < len(row) else None for row in shown.rows[1:]]
        cells += [None] * (len(chart.categories) - len(cells))
        assert cells == shown.values(number)
