"""The register is found and read whatever people do to its layout; what cannot be made out is told, word for word."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from bad_inputs import locked_workbook, zip_bomb
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from registers import SHEETS, changed, column, content, register, told

from readiness.register.read import read_register


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return register(tmp_path)


def _headed(text: str | None) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book["Documents"].cell(1, column("documents", "status")).value = text

    return change


def _also_headed(text: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book["Documents"].cell(1, 20).value = text

    return change


def _renamed(name: str, title: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[name].title = title

    return change


def _merged(book: Workbook) -> None:
    book["Documents"].cell(4, 1).value = "Children in care"
    book["Documents"].merge_cells("A4:M4")


def _no_headings(book: Workbook) -> None:
    book["Meetings"].delete_rows(1)


def _no_names(book: Workbook) -> None:
    book["People"].delete_cols(1)


ADD = "run readiness register --update to add it."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda book: book.remove(book["Actions"]), f"register.xlsx: there is no sheet Actions. R{ADD[1:]}"),
        (_renamed("Actions", "Actoins"), 'register.xlsx: "Actoins" is not the name of a sheet. Did you mean "Actions"?'),
        (lambda book: book.copy_worksheet(book["Actions"]).__setattr__("title", "ACTIONS!"), 'register.xlsx: "Actions" and "ACTIONS!" may each be the sheet Actions. Keep one, or give the others other names.'),
        (_headed(None), f"register.xlsx, sheet Documents: there is no column Status. Put it back, or {ADD}"),
        (_headed("Satus"), 'register.xlsx, sheet Documents, row 1: "Satus" is not a heading. Did you mean "Status"?'),
        (_also_headed("STATUS:"), "register.xlsx, sheet Documents, row 1: 2 columns may each be Status. Keep one, or give the others other headings."),
        (_no_headings, "register.xlsx, sheet Meetings: has no row of headings. Above its rows, write Day, Decisions to take, Decided, Done? and Notes."),
        (_no_names, "register.xlsx, sheet People: there is no column Role. Put it back."),
        (_merged, "register.xlsx, sheet Documents, row 4: cells are merged across columns. Unmerge them; titles between rows may stand in a new column."),
    ],
)  # fmt: skip
def test_a_mistake_in_the_layout_has_its_message(file: Path, change: Callable[[Workbook], None], message: str) -> None:
    with changed(file) as book:
        change(book)
    assert told(file) == [message]


@pytest.mark.parametrize(
    ("bytes_", "message"),
    [
        (None, "is not there. Make one with readiness register --update, or put it back."),
        (b"Document,Status", "is not an Excel workbook, whatever its ending says. If it is a CSV file, give it the ending .csv."),
        (locked_workbook(), "is locked with a password. Save it without a password in a place only you can read."),
        (zip_bomb(), "unpacks to far more than a workbook could hold. Do not open it; ask where it came from."),
        (b"PK\x03\x04 and no more", "is damaged and cannot be read. Open it in Excel, save it again and replace it."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_register_has_its_message(tmp_path: Path, bytes_: bytes | None, message: str) -> None:
    if bytes_ is not None:
        (tmp_path / "register.xlsx").write_bytes(bytes_)
    assert told(tmp_path / "register.xlsx") == [f"register.xlsx: {message}"]


def test_a_register_open_in_excel_is_read_and_left_as_it_is(file: Path) -> None:
    (file.parent / "~$register.xlsx").write_bytes(b"\x05Somebody")
    file.chmod(0o400)
    before = file.read_bytes()
    assert len(read_register(file, SHEETS).rows("documents")) == 2
    assert file.read_bytes() == before
    assert {path.name for path in file.parent.iterdir()} == {"register.xlsx", "~$register.xlsx"}


def test_headings_and_sheets_go_by_other_names_in_any_case_below_titles(file: Path) -> None:
    before = content(read_register(file, SHEETS))
    with changed(file) as book:
        book["Actions"].title = "ACTION LOG"
        sheet = book["Documents"]
        sheet.cell(1, column("documents", "review_by")).value = "  next  REVIEW: "
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Readiness of documents"
        sheet.merge_cells("A1:M1")
        sheet["C2"] = "Owner"
    read = read_register(file, SHEETS)
    assert content(read) == before
    assert read.rows("actions")[0].place("due") == "register.xlsx, sheet ACTION LOG, row 2, Due"
    assert read.rows("documents")[0].place("review_by") == "register.xlsx, sheet Documents, row 5, next REVIEW:"


def test_a_column_nobody_keeps_is_blank(file: Path) -> None:
    with changed(file) as book:
        book["Documents"].delete_cols(column("documents", "areas"))
        book["Documents"].delete_cols(column("documents", "due"))
    row = read_register(file, SHEETS).rows("documents")[1]
    assert (row.text("due"), row.day("due"), row.choices("areas"), row.shown("areas")) == ("", None, (), "")
    assert row.place("due") == "register.xlsx, sheet Documents, row 3, Due"


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    above=st.integers(0, 5),
    left=st.integers(0, 3),
    blank=st.sets(st.integers(0, 8), max_size=4),
    extra=st.lists(st.sampled_from(["Colour", "RAG", "Ward", "Cost"]), unique=True, max_size=3),
)
def test_moving_columns_and_adding_rows_columns_and_sheets_changes_nothing_that_is_read(
    tmp_path_factory: pytest.TempPathFactory, seed: int, above: int, left: int, blank: set[int], extra: list[str]
) -> None:
    file = register(tmp_path_factory.mktemp("moved"))
    before = content(read_register(file, SHEETS))
    chance = random.Random(seed)
    source, moved = openpyxl.load_workbook(file), Workbook()
    moved.active.title = "My own sheet"
    for about in chance.sample([*SHEETS.values()], len(SHEETS)):
        sheet = moved.create_sheet(chance.choice([about.title, *about.also_titled, about.title.upper() + " "]))
        rows = [[cell.value for cell in row] + [None] * len(extra) for row in source[about.title].iter_rows()]
        rows[0][len(about.columns) :] = extra
        for at in sorted(blank, reverse=True):
            rows[1 + min(at, len(rows) - 1) : 1 + min(at, len(rows) - 1)] = [["  "] + [None] * (len(rows[0]) - 1)]
        order = chance.sample(range(len(rows[0])), len(rows[0]))
        for number, row in enumerate(rows, start=1 + above):
            for place, at in enumerate(order, start=1 + left):
                sheet.cell(number, place).value = row[at]
        for at in range(len(extra)):
            sheet.cell(number, 1 + left + order.index(len(about.columns) + at)).value = "mine"
    moved.save(file)
    assert content(read_register(file, SHEETS)) == before
