"""The highlight report in Word: what is rated on the first page, then the reds with cause, action, owner and day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chart_templates import drawn
from docx.document import Document
from docx.oxml.ns import qn
from overviews import DAY, some_overview
from product import ROOT
from reading_word import column, dump, opened
from scorecards import the_borough

from readiness.render.word.fill import write_word

TEMPLATE = ROOT / "templates" / "highlight_report.docx"


@pytest.fixture(scope="module")
def borough() -> Document:
    return opened(
        write_word(
            TEMPLATE,
            "templates/highlight_report.docx",
            {"overview": replace(some_overview(), scorecard=the_borough())},
            "A report",
            DAY,
        )
    )


def rows_of_the_first_page(document: Document) -> dict[str, list[str]]:
    """The rows of the report's own table, by their refs, in its order."""
    return {row.cells[0].text: [cell.text for cell in row.cells] for row in document.tables[0].rows[1:]}


def test_the_highlight_report_has_the_boroughs_row_whole(borough: Document) -> None:
    its = the_borough().kpi["children_in_need_visited_in_the_last_four_weeks"]
    rows = rows_of_the_first_page(borough)
    counted = ("1.2", "1.3", "1.4")
    in_order = [each for section in the_borough().sections for each in section.indicators]
    assert [*rows] == [each.ref for each in in_order if each.rating != "not rated" or each.ref in counted]
    assert rows["3.3"][1:] == [
        *("Visits", "Children in need visited in the last four weeks", str(its.last_year)),
        *(f"{its.current}\n620 of 738\n3 not recorded", "Snapshot"),
        *map(str, its.months),
        *("at least 85, aim 90", "Red", "Worsening", "Steady", "Steady"),
    ]
    assert rows["2.1"][5] == "Year to date\nEntered\nMonths alone"


def test_red_comes_first_with_its_owner_and_what_it_is_short_by(borough: Document) -> None:
    reds = borough.tables[1]
    assert column(reds, "Ref") == ["5.10", "3.3", "1.1", "2.10a", "3.1", "4.8"]
    assert column(reds, "Short by") == ["19.57", "0.99", "0.49", "0.26", "1.31 to spare", "0.05 to spare"]
    owners = [text.split("Owner: ")[1] for text in column(reds, "Indicator")]
    assert owners == ["Cem Coban", "Ada Archer", "Dora Dean", "Ada Archer", "Ada Archer", "Ben Bright"]
    assert column(reds, "Rating") == ["Red"] * 4 + ["Amber\nNearly red"] * 2
    assert column(reds, "Targets")[-2:] == ["at least 85, aim 90", "at least 96.5, aim 98.5"]
    assert column(reds, "Direction since")[1] == "Last month: worsening\nLast year: steady\nSix months: steady"
    assert "Verdict: 4 red, 4 amber, 6 green." in "\n".join(dump(borough))


def test_cause_and_action_stand_beside_a_red_and_where_there_are_none_it_is_said(borough: Document) -> None:
    reds = borough.tables[1]
    assert column(reds, "Cause") == [
        "Two assessors left in December.\nWritten on 20 March 2023, 11 days earlier",
        "No cause or action has been entered.",
        "A team had no manager.\nWritten on 31 March 2023",
        *["No cause or action has been entered."] * 3,
    ]
    late = "Three people write the late assessments, the oldest first."
    assert column(reds, "Action") == [late, "–", "No action has been entered.", "–", "–", "–"]
    passed = "Nobody named\nBy 24 March 2023: that day has passed"
    assert column(reds, "Who, by when")[:3] == ["Cem Coban\nBy 30 June 2023", "–", passed]


def test_only_a_red_that_moves_has_a_chart_and_its_axis_ends_at_100_at_most(borough: Document) -> None:
    drawings = {chart.text.split(":")[0]: chart.space for chart in drawn(borough)}
    assert [*drawings] == [the_borough().red[0].title, the_borough().red[1].title]
    ends = [[space.find(f".//{qn('c:valAx')}//{qn(tag)}") for tag in ("c:min", "c:max")] for space in drawings.values()]
    assert [[None if end is None else end.get("val") for end in both] for both in ends] == [["0", None], ["0", "100"]]
    assert column(borough.tables[1], "Six months")[2:] == ["Too little change to draw."] * 4


def test_a_figure_that_is_suppressed_or_not_there_says_so(borough: Document) -> None:
    (others,) = [t for t in borough.tables[2:] if "Measure" in [cell.text for cell in t.rows[0].cells]]
    assert column(others, "Ref") == ["4.9"]
    assert [cell.text for cell in others.rows[1].cells][3:12] == ["c", "suppressed", "Snapshot", *"cccccc"]
    (none,) = [t for t in borough.tables if "Why there is no figure" in [cell.text for cell in t.rows[0].cells]]
    assert column(none, "Why there is no figure") == ["No case data holds it and the register has no figure."]
