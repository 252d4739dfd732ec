"""A new register as its keepers meet it: drop-downs, dates, help where everybody finds it, and the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from product import ROOT
from registers import HEADINGS, ROWS, SHEETS, column

from readiness.foundation.normalise import visible
from readiness.register.new import HOW_TO, SPARE_ROWS, new_register
from readiness.register.read import read_register

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=80)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(new_register(SHEETS, ROWS)))


def test_a_sheet_for_everything_with_its_headings_in_sight_and_filters(book: Workbook) -> None:
    assert book.sheetnames == [HOW_TO, *(about.title for about in SHEETS.values())]
    for key, about in SHEETS.items():
        sheet = book[about.title]
        assert [cell.value for cell in sheet[1]] == HEADINGS[key]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
        assert [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]] == [
            field.width for field in about.columns.values()
        ]


def test_choices_are_offered_and_dates_asked_for_in_every_row_and_500_spare_ones(book: Workbook) -> None:
    for key, about in SHEETS.items():
        sheet = book[about.title]
        asked = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
        last = 1 + len(ROWS.get(key, ())) + SPARE_ROWS
        for place, (name, field) in enumerate(about.columns.items(), start=1):
            letter = sheet.cell(1, place).column_letter
            rule = asked.pop(f"{letter}2:{letter}{last}", None)
            assert (rule is not None) == (field.type not in ("text", "number")), name
            if rule and field.choices:
                assert rule.formula1 == '"' + ",".join(titles[0] for titles in field.choices.values()) + '"'
                assert rule.showErrorMessage == (field.type != "areas")
            elif rule:
                kinds = {"date": "Write a date, such as 31/01/2026.", "time": "Write a time, such as 14:30."}
                assert (rule.type, rule.error) == (field.type, kinds[field.type])
        assert not asked


def test_the_help_of_every_column_is_a_note_on_its_heading_and_a_line_of_the_guidance(book: Workbook) -> None:
    lines = [tuple(cell or "" for cell in row) for row in book[HOW_TO].iter_rows(values_only=True)]
    for about in SHEETS.values():
        for place, field in enumerate(about.columns.values(), start=1):
            assert book[about.title].cell(1, place).comment.text == field.help
            assert (about.title, field.heading, field.help) in [line[:3] for line in lines]
    assert ("Ready, In development, Not started or Not applicable", "") in [line[3:] for line in lines]
    assert "Never write anything here from which a child could be recognised." in [line[0] for line in lines]


def test_dates_are_dates_choices_are_titles_and_long_texts_wrap(book: Workbook) -> None:
    row = {name: book["Documents"].cell(3, column("documents", name)) for name in SHEETS["documents"].columns}
    assert (row["due"].value, row["due"].number_format) == (dt.datetime(2026, 12, 1), "dd/mm/yyyy")
    assert (row["status"].value, row["areas"].value) == ("In development", "Leaders")
    assert row["notes"].alignment.wrap_text
    assert book["Documents"].column_dimensions["D"].number_format == "@"  # a version 1.10 stays 1.10


def test_headings_stand_out_for_everybody(book: Workbook) -> None:
    def brightness(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (2, 4, 6)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    cell = book["Documents"]["A1"]
    bright, dark = brightness(cell.font.color.rgb), brightness(cell.fill.start_color.rgb)
    assert (bright + 0.05) / (dark + 0.05) >= 7


def test_the_file_says_its_title_and_its_language_and_not_when_it_was_made(book: Workbook) -> None:
    about = book.properties
    assert (about.title, about.language, about.creator) == ("Register", "en-GB", "readiness")
    assert about.created == about.modified == dt.datetime(1980, 1, 1)


def test_the_same_rows_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = new_register(SHEETS, ROWS)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert new_register(SHEETS, ROWS) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_row_with_a_field_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        new_register(SHEETS, {"actions": [{"action": "x", "colour": "red"}]})


@pytest.mark.slow
@settings(max_examples=30, deadline=None)  # many texts in each: a register takes longer to make than a text to read
@given(texts=st.lists(TEXTS, min_size=10, max_size=30))
@example(["=1+1", "{{ 7*7 }}", "@SUM(A1)", "+1", "-1", "'quoted", "#N/A", "TRUE", "2026-01-31", "1.10", "007"])
@example(["_x0041_", "_x005F_x0041_", "a\x0bb\x1b[31m", "one\ntwo\r\nthree\rfour", "\t", "&amp;<b>"])
def test_any_text_is_read_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    file = tmp_path_factory.mktemp("any") / "register.xlsx"
    rows = [{"action": f"Action {number}", "notes": text} for number, text in enumerate(texts)]
    file.write_bytes(new_register(SHEETS, {"actions": rows}))
    read = [row.text("notes") for row in read_register(file, SHEETS).rows("actions")]
    assert read == [visible(text.replace("\r\n", "\n").replace("\r", "\n")).strip() for text in texts]
    sheet = openpyxl.load_workbook(file)["Actions"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}


@pytest.mark.slow
def test_help_is_quick_since_nothing_of_this_is_loaded_for_it() -> None:
    code = "import sys, readiness.cli, readiness.register; print('openpyxl' in sys.modules)"
    root = str(ROOT)
    said = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
