"""The highlight report in Excel as its readers meet it: a borough's published year, figure by figure."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from overviews import FORMULA, MARKUP
from product import GOLDEN, ROOT
from python_calamine import CalamineWorkbook
from scorecards import AS_AT, nothing_yet, the_borough, the_hostile_borough
from sheets import PLACE, found, opened

from readiness.foundation.phrases import day as in_words
from readiness.indicators.model import Scorecard
from readiness.render.templates import read_templates
from readiness.render.workbook_from_excel.fill import write_sheets

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")  # of the library that reads them here
KEPT = GOLDEN / "highlight_report_workbook.txt"
TEMPLATE = ROOT / "templates" / "highlight_report.xlsx"
INDICATORS = "All indicators"
HEADINGS = {"Highlights": 13, INDICATORS: 5, "Comparators": 5, "Definitions": 5, "Figures": 5}  # the row they are in
PUBLISHED = {  # as the borough printed them
    "1.1": ("89.5", "Red"),
    "1.2": ("738", "Not rated"),
    "1.3": ("214", "Not rated"),
    "1.4": ("301", "Not rated"),
    "2.1": ("98.3", "Green"),
    "2.10a": ("89.7", "Red"),
    "3.1": ("86.3", "Amber"),
    "3.3": ("84.0", "Red"),
    "4.7.2": ("95.3", "Green"),
    "5.10": ("29.6", "Red"),
    "5.11": ("92.0", "Amber"),
    "3.2": ("87.8", "Amber"),
    "4.8": ("96.6", "Amber"),
    "5.18": ("100.0", "Green"),
    "6.1": ("98.1", "Green"),
    "6.2": ("77.3", "Green"),
    "6.3": ("94.4", "Green"),
}


def made(scorecard: Scorecard, for_publication: bool = False) -> bytes:
    overview = SimpleNamespace(authority="Anyshire & <Borough>", scorecard=scorecard, for_publication=for_publication)
    return write_sheets(TEMPLATE, PLACE, {"overview": overview}, "Highlight report", AS_AT)


@pytest.fixture(scope="module")
def content() -> bytes:
    return made(the_borough())


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return opened(content)


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet's table by their headings, up to the first that is blank."""
    headings, *below = book[sheet].iter_rows(min_row=HEADINGS[sheet], values_only=True)
    names = [f"{each:%b %Y}" if isinstance(each, dt.datetime) else each for each in headings]
    end = next((at for at, row in enumerate(below) if not any(row)), len(below))
    return [dict(zip(names, row, strict=True)) for row in below[:end]]


def shown(value: Any, unit: str) -> str:
    """A number as its cell's format prints it; a word as it is."""
    if isinstance(value, str):
        return value
    places = Decimal(1) if unit == "Number" else Decimal("0.1")
    return str(Decimal(repr(value)).quantize(places, ROUND_HALF_UP))


def test_the_report_is_as_kept(content: bytes, request: pytest.FixtureRequest) -> None:
    """To keep a new one after a change you mean: pytest --keep."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    lines = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        cells = [[f"{cell:.6g}" if isinstance(cell, float) else str(cell) for cell in row] for row in sheet]
        lines += [f"[{name}]", *(" | ".join(row).rstrip(" |") for row in (cells[:14] if name == "Figures" else cells))]
    if request.config.getoption("--keep"):
        KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == KEPT.read_text(encoding="utf-8").splitlines()


def test_every_indicator_has_the_figure_and_the_rating_that_was_published(book: Workbook) -> None:
    table = rows(book, INDICATORS)
    assert {row["Ref"]: (shown(row["Current"], row["Unit"]), row["Rating"]) for row in table} == PUBLISHED | {
        "4.9": ("suppressed", "Not rated")
    }
    counted = {row[0].value: row[1].value for row in book["Highlights"]["A6:B9"]}
    assert counted == {"Red": 4, "Amber": 4, "Green": 6, "Not rated": 5}


def test_figures_go_in_unrounded_and_words_where_there_is_none(book: Workbook) -> None:
    table = {row["Ref"]: row for row in rows(book, INDICATORS)}
    assert table["3.3"]["Current"] == table["3.3"]["Mar 2023"] == 620 / 738 * 100
    assert table["3.3"]["Current"] < table["3.3"]["Target: minimum"]
    assert (table["2.1"]["Mar 2023"], shown(table["2.1"]["Current"], "%")) == (97.3, "98.3")
    assert (table["2.1"]["Numerator"], table["2.1"]["Denominator"]) == (15595, 15860)
    assert [table["4.9"][each] for each in ("Last year", "Numerator", "Oct 2022", "Rating")] == [
        *("suppressed", None, "suppressed", "Not rated")
    ]
    assert table["6.3"]["Owner"] == "Nobody named"
    assert (table["5.10"]["Better when"], table["5.10"]["Over six months"]) == ("Lower", "Worsening")


def test_calamine_reads_the_same(content: bytes, book: Workbook) -> None:
    other = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name, headings in HEADINGS.items():
        sheet = other.get_sheet_by_name(name).to_python(skip_empty_area=False)
        again = [tuple(cell if cell != "" else None for cell in row) for row in sheet[headings:]]
        there = [*book[name].iter_rows(min_row=headings + 1, values_only=True)]
        plain = [tuple(c.date() if isinstance(c, dt.datetime) else c for c in row) for row in there]
        assert [row[: len(again[0])] for row in plain] == again


def test_counts_have_no_decimals_and_everything_else_one(book: Workbook) -> None:
    sheet = book[INDICATORS]
    assert {sheet.cell(row, column).number_format for row in range(6, 24) for column in (6, 9, 11, 16, 18)} == {
        "#,##0.0"
    }
    rules = {(str(each.sqref), rule.formula[0]): rule for each in sheet.conditional_formatting for rule in each.rules}
    rule = rules["F6:F23 I6:I23 K6:P23 R6:S23", '$D6="Number"']
    assert rule.dxf.numFmt.formatCode == "#,##0"


def test_every_row_has_a_sparkline_over_its_own_six_months(content: bytes) -> None:
    lines = found("<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref></x14:sparkline>", content, "xl/worksheets/sheet2.xml")
    assert lines == [(f"'All indicators'!K{row}:P{row}", f"Q{row}") for row in range(6, 24)]


def test_what_to_look_at_first_comes_first(book: Workbook) -> None:
    table = rows(book, "Highlights")
    assert [(row["Rating"], row["Ref"]) for row in table] == [
        ("Red", "5.10"),
        ("Red", "3.3"),
        ("Red", "1.1"),
        ("Red", "2.10a"),
        ("Amber, nearly red", "3.1"),
        ("Amber, nearly red", "4.8"),
    ]
    gaps = [row["Short of minimum by (points)"] for row in table]
    assert [gap and round(gap, 2) for gap in gaps] == [19.57, 0.99, 0.49, 0.26, None, None]
    assert [row["Owner"] for row in table][:2] == ["Cem Coban", "Ada Archer"]


def test_three_directions_are_told_apart_in_words(book: Workbook) -> None:
    ways = ("Since last month", "Since last year", "Over six months")
    by_ref = {each.ref: each for each in the_borough().indicators}
    known = (by_ref[row["Ref"]] for row in rows(book, INDICATORS))
    told = [(each.since_last_month, each.since_last_year, each.travel) for each in known]
    table = rows(book, INDICATORS)
    assert [tuple(row[way].lower() for way in ways) for row in table] == told
    assert any(len(set(way)) == 3 for way in told)
    first = rows(book, "Highlights")[0]
    assert first["Over six months"].startswith(by_ref[first["Ref"]].travel.capitalize())


def test_a_red_has_its_cause_and_who_does_what_by_when_or_says_that_it_has_not(book: Workbook) -> None:
    table = {row["Ref"]: row for row in rows(book, "Highlights")}
    parts = ("Cause", "Action", "Who, by when")
    whole, half, none = (tuple(table[ref][part] for part in parts) for ref in ("5.10", "1.1", "3.3"))
    remark = next(each for each in the_borough().indicators if each.ref == "5.10").commentary
    assert remark
    assert remark.due
    assert whole == (remark.cause, remark.action, f"{remark.owner}, by {in_words(remark.due)}")
    assert half == ("A team had no manager.", "Not entered", "Nobody named, by 24 March 2023")
    assert none == ("Not entered",) * 3


def test_every_figure_says_what_it_is_made_of_and_where_it_is_from(book: Workbook) -> None:
    table = rows(book, "Figures")
    assert len(table) == 18 * 8
    visits = [row for row in table if row["Ref"] == "3.3"][-1]
    assert (visits["Figure"], visits["Numerator"], visits["Denominator"], visits["Nothing recorded of"]) == (
        *("Current", 620, 738, 3),
    )
    assert (visits["What it covers"], visits["Where it is from"]) == (
        "as at 31 March 2023",
        "Worked out from case data",
    )
    assert len(rows(book, "Definitions")) == 19
    others = [row for row in rows(book, "Comparators") if row["Ref"] == "6.2"]
    assert [(row["Compared with"], row["Value"], row["Like for like"]) for row in others] == [
        ("Statistical neighbours", 58.4, "No"),
        ("London", 60, "No"),
        ("England", "c", "Yes"),
    ]


@pytest.mark.parametrize("scorecard", [the_hostile_borough(), nothing_yet()], ids=["hostile", "nothing"])
def test_nothing_that_people_wrote_becomes_a_formula_or_a_field(scorecard: Scorecard) -> None:
    book = opened(made(scorecard, for_publication=True))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type not in "snd"]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert not [text for text in texts if re.search(r"\{\{|\{%(?! raw)", text)]
    hostile = {FORMULA, MARKUP, "-1+1", "@SUM(A1)", "+1", "=1"}
    assert hostile <= texts or scorecard == nothing_yet()
    assert any(str(text).startswith("For publication: small numbers are left out of figures;") for text in texts)


def test_an_authority_without_figures_is_told_so_and_is_not_reassured() -> None:
    book = opened(made(nothing_yet()))
    assert [sheet.max_row for sheet in book][1:3] == [6, 6]
    there_is_none = "There is no figure of any indicator yet. The sheet Notes says why."
    assert book["Highlights"]["A14"].value == book[INDICATORS]["A6"].value == there_is_none
    assert (
        len([row for row in book["Notes"].iter_rows(values_only=True) if "no case data holds it" in str(row[0])]) == 19
    )


def test_sheets_print_on_pages_as_wide_as_they_are_with_their_headings_on_each(book: Workbook) -> None:
    assert book.sheetnames == ["Highlights", INDICATORS, "Comparators", "Definitions", "Figures", "Notes"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.oddFooter.left.text.startswith("Anyshire && <Borough>")
        assert not sheet.merged_cells.ranges
    for name in (INDICATORS, "Comparators", "Definitions", "Figures"):
        assert book[name].print_title_rows == "$5:$5"
        assert str(book[name].freeze_panes).endswith("6")
    assert book[INDICATORS].auto_filter.ref == "A5:X23"


def luminance(colour: str) -> float:
    parts = (int(colour[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_letters_stand_out_from_what_is_behind_them(book: Workbook) -> None:
    looks = {
        (cell.font.color.rgb if cell.font.color and cell.font.color.type == "rgb" else "000000", cell.fill.fgColor.rgb)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    rules = [rule.dxf for sheet in book for each in sheet.conditional_formatting for rule in each.rules]
    looks |= {(look.font.color.rgb, look.fill.bgColor.rgb if look.fill else "FFFFFF") for look in rules if look.font}
    for ink, paper in looks:
        dark, light = sorted(
            luminance("FFFFFF" if each == "00000000" and each is paper else each) for each in (ink, paper)
        )
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)


def test_the_template_is_one_of_the_documents() -> None:
    _, drafts = read_templates([ROOT / "templates"])
    (draft,) = (each for each in drafts if each.about.file.endswith(".xlsx"))
    overview = SimpleNamespace(authority="Anyshire", scorecard=the_borough())
    assert (draft.documents, draft.path, draft.place) == (("highlight-report",), TEMPLATE, PLACE)
    assert draft.title({"overview": overview}) == "Highlight report, Anyshire, 31 March 2023"
