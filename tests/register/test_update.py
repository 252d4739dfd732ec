"""Adding to a register that people have filled: what is new comes in, everything they have done stays as it was."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table
from registers import ROWS, SHEETS, changed, column, content, made_elsewhere, open_document, put, register, with_part

from readiness.foundation.errors import SourceError
from readiness.register.new import HOW_TO
from readiness.register.read import read_register
from readiness.register.update import update_register

NEW = {
    "document": "Private fostering report",
    "owner": "B. Brown",
    "status": "not_started",
    "due": dt.date(2026, 12, 5),
}
MORE = {**ROWS, "documents": [*ROWS["documents"], NEW]}
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return register(tmp_path)


def updated(file: Path, rows: Any = MORE) -> tuple[str, ...]:
    """Puts the register with its additions in the place of the old one, and gives the words of what was added."""
    new, words = update_register(file, SHEETS, rows)
    file.write_bytes(new)
    return words


def everything(file: Path) -> dict[Any, Any]:
    """Every cell with its look and its note, and what else people set on sheets."""
    held: dict[Any, Any] = {}
    for sheet in openpyxl.load_workbook(file, rich_text=True):
        held[sheet.title] = (sheet.sheet_state, sheet.freeze_panes, sorted(map(str, sheet.merged_cells.ranges)))
        held[sheet.title, "rules"] = [(str(rule.sqref), len(rule.rules)) for rule in sheet.conditional_formatting]
        held.update({(sheet.title, name): look.width for name, look in sheet.column_dimensions.items()})
        held.update({(sheet.title, number): (row.ht, row.hidden) for number, row in sheet.row_dimensions.items()})
        for row in sheet.iter_rows():
            for cell in row:
                look = (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format, cell.protection)
                link = cell.hyperlink.target if cell.hyperlink else None
                if cell.value is not None or cell.has_style or cell.comment:
                    held[sheet.title, cell.coordinate] = (*map(repr, look), link)
                if cell.value:
                    held[sheet.title, cell.coordinate, "value"] = (str(cell.value), cell.data_type)
                if cell.comment:
                    held[sheet.title, cell.coordinate, "note"] = (cell.comment.text, cell.comment.author)
    return held


def test_nothing_new_gives_the_same_file(file: Path) -> None:
    put(file, "documents", 2, document="SELF–EVALUATION ")
    before = file.read_bytes()
    assert update_register(file, SHEETS, ROWS) == (before, ())
    assert file.read_bytes() == before


def test_a_new_row_stands_below_the_last_and_says_so(file: Path) -> None:
    put(file, "documents", 9, notes="a note of our own", document="Own")
    assert updated(file) == ("sheet Documents, row 10: Private fostering report",)
    *_, row = read_register(file, SHEETS).rows("documents")
    assert (row.number, row.text("owner"), row.choice("status")) == (10, "B. Brown", "not_started")
    cell = openpyxl.load_workbook(file)["Documents"].cell(10, column("documents", "due"))
    assert (cell.value, cell.number_format, cell.alignment.wrap_text) == (dt.datetime(2026, 12, 5), "dd/mm/yyyy", True)
    assert updated(file) == ()


def test_the_same_register_gives_the_same_bytes_and_is_not_written_to(file: Path) -> None:
    before = file.read_bytes()
    assert update_register(file, SHEETS, MORE) == update_register(file, SHEETS, MORE)
    assert file.read_bytes() == before


def test_a_new_column_stands_at_the_right_end_with_its_help_and_its_choices(file: Path) -> None:
    with changed(file) as book:
        sheet = book["Documents"]
        sheet.delete_cols(column("documents", "areas"), 2)
        sheet.cell(1, 12).value, sheet.cell(3, 12).value = "Ward", "North"
        sheet.auto_filter.ref = "A1:L3"
    assert updated(file) == (
        "sheet Documents, column Areas",
        "sheet Documents, column Notes",
        "sheet Documents, row 4: Private fostering report",
    )
    sheet = openpyxl.load_workbook(file)["Documents"]
    assert [cell.value for cell in sheet[1]][11:] == ["Ward", "Areas", "Notes"]
    assert sheet["M1"].comment.text == SHEETS["documents"].columns["areas"].help
    assert repr((sheet["M1"].fill, sheet["M1"].font)) == repr((sheet["A1"].fill, sheet["A1"].font))
    assert any(
        str(rule.sqref).startswith("M2:M") and "Leaders" in rule.formula1
        for rule in sheet.data_validations.dataValidation
    )
    assert sheet.auto_filter.ref == "A1:N4"  # else sorting would part a row from its new cells
    guidance = openpyxl.load_workbook(file)[HOW_TO]
    assert [cell.value for cell in guidance[guidance.max_row]][:2] == ["Documents", "Notes"]


def test_a_new_sheet_comes_last_with_its_rows(file: Path) -> None:
    with changed(file) as book:
        book.remove(book["Meetings"])
        book.remove(book[HOW_TO])
    assert updated(file, ROWS) == ("sheet Meetings",)
    assert openpyxl.load_workbook(file).sheetnames[-1] == "Meetings"
    assert read_register(file, SHEETS).rows("meetings")[0].text("decisions_to_take") == "Agree the plan"


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=8),
    places=st.lists(st.tuples(st.integers(2, 7), st.integers(1, 16)), min_size=1, max_size=8, unique=True),
    gone=st.sets(st.sampled_from(["areas", "notes", "due", "version"]), max_size=2),
    move=st.integers(0, 3),
)
def test_everything_people_have_written_and_styled_stays(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[str],
    places: list[tuple[int, int]],
    gone: set[str],
    move: int,
) -> None:
    file = register(tmp_path_factory.mktemp("filled"))
    with changed(file) as book:
        sheet, own = book["Documents"], book.create_sheet("Our own", 0)
        for (row, place), text in zip(places, texts, strict=False):
            for cell in (sheet.cell(row, 13 + place), own.cell(row, place)):
                cell.value, cell.data_type = text, "s"
                cell.font, cell.fill = (
                    Font(name="Courier New", size=8 + row),
                    PatternFill("solid", start_color="FFEEDD"),
                )
                cell.comment = Comment(f"Seen: {text}", "A. Adams")
        own["A20"], own["A21"] = CellRichText("a ", TextBlock(InlineFont(b=True), "bold"), " word"), "=SUM(B1:B3)"
        own["B22"].hyperlink = "https://example.org/"
        own.merge_cells("C20:D21")
        own.conditional_formatting.add("A1:A9", CellIsRule("equal", ["1"], fill=PatternFill(bgColor="FF0000")))
        own.column_dimensions["C"].hidden, own.row_dimensions[3].height, own.sheet_state = True, 44.0, "hidden"
        if move:
            sheet.insert_rows(1, move)
        for place in sorted((column("documents", name) for name in gone), reverse=True):
            sheet.delete_cols(place)
    before, said = everything(file), content(read_register(file, SHEETS))
    words = updated(file)
    assert words[-1].endswith(": Private fostering report")
    after = everything(file)
    assert {place: after.get(place) for place in before} == before
    read = content(read_register(file, SHEETS))
    assert {**read, "documents": read["documents"][:-1]} == said


def test_rows_that_fit_their_words_still_do_and_others_keep_their_height(tmp_path: Path) -> None:
    def own(_: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["Own"])
        sheet.set_row(1, 40)

    made_elsewhere(own)(tmp_path / "register.xlsx")
    with_heights(tmp_path / "register.xlsx")
    updated(tmp_path / "register.xlsx")
    with zipfile.ZipFile(tmp_path / "register.xlsx") as archive:
        rows = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<row r="1" ht="33">' in rows
    assert re.findall(r'<row r="(\d)"[^>]*customHeight="1"', rows) == ["2"]


def with_heights(file: Path) -> None:
    """Gives row 1 a height as Excel does when it has fitted a row."""
    content = io.BytesIO(file.read_bytes())
    with zipfile.ZipFile(content) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(b'<row r="1"', b'<row r="1" ht="33"') if "sheet1.xml" in name else part)


def test_a_table_grows_with_its_rows(file: Path) -> None:
    with changed(file) as book:
        book["Documents"].auto_filter.ref = None
        book["Documents"].add_table(Table(displayName="Docs", ref="A1:M3"))
    updated(file)
    table = openpyxl.load_workbook(file)["Documents"].tables["Docs"]
    assert table.ref == table.autoFilter.ref == "A1:M4"


def test_formulas_of_ones_own_stay_and_are_worked_out_when_opened(file: Path) -> None:
    with changed(file) as book:
        book["Documents"]["P1"], book["Documents"]["P2"] = "Days left", "=J2-TODAY()"
    updated(file)
    book = openpyxl.load_workbook(file)
    assert book["Documents"]["P2"].value == "=J2-TODAY()"
    assert book.calculation.fullCalcOnLoad


def _chart(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Documents!$A$2:$A$3"})
    sheet.insert_chart("P2", chart)


def _totals(file: Path) -> None:
    with changed(file) as book:
        book["Documents"].auto_filter.ref = None
        book["Documents"].add_table(Table(displayName="Docs", ref="A1:M4", totalsRowCount=1))


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (with_part("xl/vbaProject.bin"), "macros or buttons"),
        (with_part("xl/media/image1.png"), "charts, pictures or shapes"),
        (made_elsewhere(_chart), "charts, pictures or shapes"),
        (with_part("xl/pivotTables/pivotTable1.xml"), "pivot tables"),
        (with_part("xl/threadedComments/threadedComment1.xml"), "conversations (threaded comments)"),
        (with_part("xl/externalLinks/externalLink1.xml"), "links to other files"),
        (with_part("docMetadata/LabelInfo.xml"), "a sensitivity label"),
        (with_part("customXml/item1.xml"), "properties of a document library"),
        (with_part("xl/richData/rdrichvalue.xml"), "settings of a newer Excel"),
        (with_part("xl/drawings/vmlDrawing9.vml", '<x:ClientData ObjectType="Checkbox">'), "charts, pictures or shapes"),
        (made_elsewhere(lambda _, sheet: sheet.add_sparkline("P2", {"range": "Documents!A2:C2"})), "settings of a newer Excel"),
        (made_elsewhere(lambda _, sheet: sheet.write_formula("A2", '="Own"', None, "Own")), "formulas in columns that are read"),
        (made_elsewhere(lambda _, sheet: sheet.insert_checkbox("P2", True)), "settings of a newer Excel"),
        (_totals, "a table with totals or too few columns"),
    ],
)  # fmt: skip
def test_what_would_be_lost_is_refused_with_what_to_add_by_hand(
    file: Path, spoil: Callable[[Path], None], what: str
) -> None:
    spoil(file)
    before = file.read_bytes()
    with pytest.raises(SourceError) as error:
        update_register(file, SHEETS, {"documents": [NEW]})
    (message,) = map(str, error.value.mistakes)
    assert message.startswith(f"register.xlsx: holds {what}, which adding to it would harm. ")
    assert message.endswith(": Private fostering report.")
    assert file.read_bytes() == before


def test_the_refusal_names_a_dozen_additions_and_counts_the_rest(file: Path) -> None:
    with_part("xl/vbaProject.bin")(file)
    with_part("customXml/item1.xml")(file)
    with pytest.raises(SourceError) as error:
        update_register(file, SHEETS, {"documents": [{"document": f"Document {n}"} for n in range(14)]})
    assert str(error.value) == (
        "register.xlsx: holds macros or buttons and properties of a document library, which adding to it would harm. "
        "Take a copy without them, or add by hand: "
        + "; ".join(f"sheet Documents, row {4 + n}: Document {n}" for n in range(12))
        + " and 2 more."
    )


def test_another_kind_of_workbook_is_read_and_not_added_to(tmp_path: Path) -> None:
    file = open_document(tmp_path)
    assert read_register(file, SHEETS).rows("documents") == ()
    with pytest.raises(SourceError) as error:
        update_register(file, SHEETS, {"documents": [NEW]})
    assert str(error.value) == (
        "register.ods: is not an .xlsx workbook. "
        "Save it as one, or add by hand: sheet Documents, row 2: Private fostering report."
    )


def test_a_layout_that_is_not_clear_is_not_added_to(file: Path) -> None:
    with changed(file) as book:
        book["Documents"]["A1"] = "Documnet"
        book["Actions"].title = "Actoins"
    with pytest.raises(SourceError) as error:
        update_register(file, SHEETS, MORE)
    assert [str(mistake) for mistake in error.value.mistakes] == [
        'register.xlsx, sheet Documents, row 1: "Documnet" is not a heading. Did you mean "Document"?',
        'register.xlsx: "Actoins" is not the name of a sheet. Did you mean "Actions"?',
    ]


def test_mistakes_in_cells_do_not_keep_new_rows_out(file: Path) -> None:
    put(file, "documents", 2, status="Redy")
    assert updated(file) == ("sheet Documents, row 4: Private fostering report",)
