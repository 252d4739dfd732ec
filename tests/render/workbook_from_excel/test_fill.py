"""Excel templates as their authors keep them: fields fill, rows repeat, and everything about the rows goes with them."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from product import TESTS
from python_calamine import CalamineWorkbook
from scorecards import AS_AT, the_borough
from sheets import EACH, END, ITEMS, a_template, cells, filled, found, opened, part
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")  # of the library that reads them here
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def test_a_cell_that_is_one_field_takes_its_value_as_it_is(tmp_path: Path) -> None:
    borough = the_borough()
    figures = {"now": borough.indicators[0].current, "small": borough.kpi["child_protection_two_years"].current}
    values = {
        "whole": 738,
        "exact": Fraction(205600, 2297),
        "decimal": Decimal("96.5"),
        "text": "0123",
        "formula": "=1+1",
        "yes": True,
        "nothing": None,
        "empty": "",
        "day": AS_AT,
        **figures,
    }
    row = [f"{{{{ {name} }}}}" for name in values]

    def make(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_string(1, 0, "{{ day }}", book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_string(2, 0, "{{ day }}", book.add_format({"num_format": '"day" 0'}))
        sheet.write_string(3, 0, "{{ nothing }} and {{ whole }} as at {{ day }}")
        sheet.write_string(4, 0, " {{- whole -}} ")

    made = filled(a_template([row], make), tmp_path, values)
    expected = [738, 205600 / 2297, 96.5, "0123", "=1+1", "Yes", None, None, "31 March 2023", 205600 / 2297]
    assert cells(made) == [
        [*expected, "suppressed"],
        [dt.datetime(2023, 3, 31)],
        ["31 March 2023"],
        [" and 738 as at 31 March 2023"],
        [738],
    ]
    sheet = opened(made)["Report"]
    assert [cell.data_type for cell in sheet[1]] == ["n", "n", "n", "s", "s", "s", "n", "n", "s", "n", "s"]
    assert sheet["A2"].number_format == "dd/mm/yyyy"
    again = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert again[0][:5] == [738, 205600 / 2297, 96.5, "0123", "=1+1"]
    assert again[1][0] == AS_AT


def test_rows_repeat_and_vanish_inside_each_other(tmp_path: Path) -> None:
    sections = [
        SimpleNamespace(title="one", rows=[1, 2]),
        SimpleNamespace(title="none", rows=[]),
        SimpleNamespace(title="two", rows=[3]),
    ]
    template = a_template(
        [
            ["Top"],
            ["{%tr set total = sections | length %}"],
            ["{%tr for section in sections %}"],
            ["{{ section.title }}", "{{ loop.index }} of {{ total }}"],
            ["{%tr if not section.rows %}"],
            ["Nothing"],
            ["{%tr else %}"],
            [None, "{%tr for row in section.rows %}"],
            [None, "{{ row }}", "as is"],
            [None, "{%tr endfor %}"],
            ["{%tr endif %}"],
            [],
            [END],
            ["Bottom"],
        ]
    )
    made = filled(template, tmp_path, {"sections": sections})
    assert cells(made) == [
        ["Top"],
        *[["one", "1 of 3"], [None, 1, "as is"], [None, 2, "as is"], []],
        *[["none", "2 of 3"], ["Nothing"], []],
        *[["two", "3 of 3"], [None, 3, "as is"], []],
        ["Bottom"],
    ]
    assert "{" not in part(made, "xl/sharedStrings.xml")
    assert found(r'<row r="(\d+)"', made) == [str(n) for n in (1, 2, 3, 4, 6, 7, 9, 10, 12)]


def everything(book: Workbook, sheet: Worksheet) -> None:
    """About rows 5 to 7, of which 6 is repeated, and about those below."""
    bold = book.add_format({"bold": True})
    sheet.merge_range("D6:E6", "both", bold)
    sheet.merge_range("A9:A10", "below", bold)
    for rule in ('=$B6="x"', '=AND($B$1="y",B$9>1)', "=$B6<>$B5"):
        sheet.conditional_format("B6:C6", {"type": "formula", "criteria": rule, "format": bold})
    sheet.conditional_format("B9", {"type": "formula", "criteria": '=B8="LOG10(B8)"', "format": bold})
    sheet.conditional_format("B6", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("C4:C8", {"validate": "list", "source": "=$A$5:$A$9"})
    sheet.add_sparkline("H6", {"range": "Report!B6:C6"})
    sheet.add_sparkline("H9", {"range": "Report!B6:B6"})
    sheet.write_url("F6", "internal:Report!A9", string="{{ each }}")
    sheet.write_url("F9", "https://example.org/")
    sheet.write_comment("B9", "A note")
    sheet.autofilter("A4:F7")
    sheet.set_h_pagebreaks([6, 9])
    sheet.print_area("A1:H9")
    sheet.repeat_rows(3)
    sheet.freeze_panes(4, 1)
    sheet.insert_image("B12", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
    book.define_name("below", "=Report!$A$9")
    book.define_name("repeated", "=Report!$B$6:$C$6")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"name": "=Report!$B$4", "categories": "=Report!$A$6:$A$6", "values": "=Report!$B$6"})
    chart.add_series({"name": "A row", "values": "=Report!$B$6:$C$6"})
    sheet.insert_chart("D12", chart)
    other = book.add_worksheet("It's other")
    other.conditional_format("A1", {"type": "formula", "criteria": "=Report!$B$9>0", "format": bold})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "='It''s other'!$A$6:$A$9"})
    other.insert_chart("A1", chart)


ROWS = [["{{ title }}"], [], [], ["Head", "x"], [EACH], ["{{ each }}", 1, 2], [END], [None, "between"], ["below", 5]]


@pytest.mark.parametrize("count", [3, 1, 0])
def test_everything_about_rows_goes_with_them(tmp_path: Path, count: int) -> None:
    made = filled(a_template(ROWS, everything), tmp_path, {"title": "T", "items": ["a", "b", "c"][:count]})
    last = 4 + count  # the last copy; what stood in row 8 now stands below it
    below = last + 2

    def over(area: str, columns: str) -> str:
        left, right = columns.split(":")
        return f"{area}{left}5:{right}{last}" if (left, count) != (right, 1) else f"{area}{left}5"

    sheet = opened(made)["Report"]
    copies = [f"D{row}:E{row}" for row in range(5, last + 1)]
    assert sorted(map(str, sheet.merged_cells.ranges)) == sorted([*copies, f"A{below}:A{below + 1}"])
    rules = {str(each.sqref): [rule.formula for rule in each.rules] for each in sheet.conditional_formatting}
    assert rules[f"B{below}"] == [[f'B{below - 1}="LOG10(B8)"']]
    validations = sheet.data_validations.dataValidation
    assert [(str(each.sqref), each.formula1) for each in validations] == [(f"C4:C{below - 1}", f"$A$5:$A${below}")]
    assert sheet.auto_filter.ref == f"A4:F{last}"
    assert (sheet.print_area, sheet.print_title_rows) == (f"'Report'!$A$1:$H${below}", "$4:$4")
    assert [each.id for each in sheet.row_breaks.brk] == [*range(5, last + 1), below]
    assert (sheet.freeze_panes, sheet["B" + str(below)].comment.text) == ("B5", "A note")
    assert found(r"<x:Row>(\d+)</x:Row>", made, "xl/drawings/vmlDrawing1.vml") == [str(below - 1)]
    assert sheet[f"F{below}"].hyperlink.target == "https://example.org/"
    anchored = r"<xdr:from>(?:(?!<xdr:from>).)*?<xdr:row>(\d+)</xdr:row>(?:(?!<xdr:from>).)*<xdr:pic"
    assert found(anchored, made, "xl/drawings/drawing1.xml") == [str(below + 2)]
    links = [f"F{row}" for row in range(5, last + 1)]
    assert found('<hyperlink ref="(.*?)" location="(.*?)"', made) == [(link, f"Report!A{below}") for link in links]
    sparklines = found("<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref></x14:sparkline>", made)
    own = [(f"Report!B{row}:C{row}", f"H{row}") for row in range(5, last + 1)]
    assert sorted(sparklines) == sorted([*own, *([(over("Report!", "B:B"), f"H{below}")] if count else [])])
    names = {name: its.attr_text for name, its in opened(made).defined_names.items()}
    series = found("<c:f>(.*?)</c:f>", made, "xl/charts/chart1.xml")
    assert names["below"] == f"Report!$A${below}"
    if count:
        columns = "B5:C5" if count == 1 else f"B5:C{last}"
        assert rules[columns] == [['$B5="x"'], [f'AND($B$1="y",B${below}>1)'], ["$B5<>$B4"]]
        assert names["repeated"] == f"Report!$B$5:$C${last}"
        drawn = ["Report!$B$4", f"Report!$A$5:$A${last}", f"Report!$B$5:$B${last}" if count > 1 else "Report!$B$5"]
        assert series == [*drawn, "Report!$B$5:$C$5"]
        assert found("<x14:conditionalFormatting .*?<xm:sqref>(.*?)</xm:sqref>", made) == [over("", "B:B")]
    else:
        assert series == ["Report!$B$4", *["Report!#REF!"] * 3]
        assert "repeated" not in names
        assert not found("x14:conditionalFormatting", made)
    assert not found("Cache>", made, "xl/charts/chart1.xml")
    other = opened(made)["It's other"].conditional_formatting
    assert [rule.formula for each in other for rule in each.rules] == [[f"Report!$B${below}>0"]]
    assert found("<c:f>(.*?)</c:f>", made, "xl/charts/chart2.xml") == ["'It''s other'!$A$6:$A$9"]


def test_a_table_spans_the_copies_of_its_row_and_is_a_plain_range_when_there_is_none(tmp_path: Path) -> None:
    def make(_: Workbook, sheet: Worksheet) -> None:
        sheet.add_table("A1:B4", {"columns": [{"header": "Name"}, {"header": "Count"}]})
        sheet.write_string("A2", EACH)
        sheet.write_string("A3", "{{ each }}")
        sheet.write_string("A4", END)

    template = a_template([], make)
    table = opened(filled(template, tmp_path, ITEMS))["Report"].tables["Table1"]
    assert (table.ref, table.autoFilter.ref) == ("A1:B4", "A1:B4")
    made = filled(template, tmp_path, {"items": []})
    assert not opened(made)["Report"].tables
    assert cells(made) == [["Name", "Count"]]


@settings(deadline=None, max_examples=40)
@given(
    counts=st.lists(st.integers(0, 3), min_size=1, max_size=6),
    ends=st.tuples(st.integers(1, 12), st.integers(1, 12)),
)
def test_a_rule_is_about_the_same_rows_wherever_they_have_come_to_stand(
    counts: list[int], ends: tuple[int, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Of rows that are repeated so often each, those that a rule was about are found again by their texts."""
    rows: list[list[str]] = []
    for count in counts:
        rows += [
            [f"{{%tr for each in range({count}) %}}"],
            [f"{len(rows) + 2}{{{{ '' }}}}"],
            [END],
            [f"{len(rows) + 4}"],
        ]
    first, last = min(ends), max(ends)

    def make(book: Workbook, sheet: Worksheet) -> None:
        area = f"A{first}:A{last}"
        sheet.conditional_format(area, {"type": "formula", "criteria": f"=$A{first}=0", "format": book.add_format()})

    made = filled(a_template(rows, make), tmp_path_factory.getbasetemp(), {})
    there = [int(row[0]) if row else 0 for row in cells(made)]
    about = {at for at, number in enumerate(there, 1) if first <= number <= last}
    areas = [area for each in opened(made)["Report"].conditional_formatting for area in each.sqref.ranges]
    assert about == {row for area in areas for row in range(area.min_row, area.max_row + 1) if row <= len(there)}


def test_a_template_that_libreoffice_saved_fills_too(tmp_path: Path) -> None:
    """saved_by_libreoffice.xlsx is such a one: a repeated row with a rule, a merged cell and a sparkline, and a footer."""
    template = (TESTS / "support" / "saved_by_libreoffice.xlsx").read_bytes()
    made = filled(template, tmp_path, {"items": [3, 5], "title": "T"})
    assert cells(made) == [["T"], ["Head"], [3, 1, 2, "both"], [5, 1, 2, "both"], ["below"]]
    sheet = opened(made)["Report"]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["D3:E3", "D4:E4"]
    assert {str(each.sqref): each.rules[0].formula for each in sheet.conditional_formatting} == {"A3:A4": ["$A3>4"]}
    assert found("<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref>", made) == [
        ("Report!B3:C3", "F3"),
        ("Report!B4:C4", "F4"),
    ]


def test_the_same_inputs_give_the_same_bytes_with_the_day_and_the_title(tmp_path: Path) -> None:
    template = a_template(ROWS, everything)
    fields = ITEMS | {"title": "T"}
    made = filled(template, tmp_path, fields, "A report\x00, " + "x" * 300)
    assert made == filled(template, tmp_path, fields, "A report\x00, " + "x" * 300)
    its = opened(made).properties
    assert (its.created, its.modified, its.language) == (dt.datetime(2023, 3, 31), dt.datetime(2023, 3, 31), "en-GB")
    assert (its.title, its.lastModifiedBy) == (("A report, " + "x" * 300)[:255], None)
