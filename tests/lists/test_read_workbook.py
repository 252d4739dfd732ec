"""An authority's own Annex A workbook as a way in: found however it is laid out, read as it stands, and never guessed at."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from dirty import CONTACT_HEADINGS as CONTACTS

from readiness.commands.build import Built, build
from readiness.lists.model import ListResult
from readiness.specification.model import Annex

DAY = dt.date(2026, 11, 20)
A_CONTACT = ["00042", "a) Male", "a) WBRI", dt.date(2015, 4, 1), 11, dt.date(2026, 9, 1), "a) 1A: Individual"]
Sheets = Mapping[str, Sequence[Sequence[Any]]]
Read = Callable[..., Built]


@pytest.fixture
def read(anyshire: Path, tmp_path: Path) -> Read:
    """Reads a workbook of the sheets, or a path, as the authority's lists."""

    def reading(given: Sheets | Path, write: bool = False) -> Built:
        path = given if isinstance(given, Path) else save(tmp_path / "given.xlsx", given)
        return build(anyshire, day=DAY, source=path, write=write)

    return reading


def save(file: Path, sheets: Sheets) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([*row])
    book.save(file)
    return file


def contacts(built: Built) -> ListResult:
    return built.pack.lists[0]


def found(built: Built, rule: str) -> int:
    return sum(cause.count for cause in built.pack.checks.causes if cause.rule == rule)


WRITTEN = ("00042", "a) Male", "a) WBRI", dt.date(2015, 4, 1), 11, dt.date(2026, 9, 1), "a) 1A: Individual")


@pytest.mark.slow
@pytest.mark.parametrize(
    "sheets",
    [
        {"List_1": [CONTACTS, A_CONTACT]},
        {"List_1": [["List 1: Contacts"], CONTACTS, A_CONTACT]},
        {"list 1": [CONTACTS, A_CONTACT]},
        {"List 1 Contacts": [CONTACTS, A_CONTACT]},
        {"Contacts": [CONTACTS, A_CONTACT]},
        {"Front door report": [["Anyshire"], ["made on Friday"], [], CONTACTS, A_CONTACT]},
        {"List_1": [CONTACTS[::-1], A_CONTACT[::-1]]},
        {"List_1": [[f" {heading.upper()}. " for heading in CONTACTS], A_CONTACT]},
        {"List_1": [[heading.replace(" ", "\u00a0") for heading in CONTACTS], A_CONTACT]},
        {"List_1": [["", *CONTACTS], ["", *A_CONTACT]]},
        {"Notes": [["Read me"]], "List_1": [CONTACTS, A_CONTACT]},
    ],
    ids=["row 1", "row 2", "lower case", "with its title", "title alone", "by its headings", "any order", "capitals and stops",
         "hard spaces", "second column", "other sheets"],
)  # fmt: skip
def test_a_list_is_found_however_it_is_laid_out(sheets: Sheets, read: Read) -> None:
    assert contacts(read(sheets)).rows == (WRITTEN,)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "cell", "written"),
    [
        (3, "01/04/2015", dt.date(2015, 4, 1)),
        (3, "2015-04-01 00:00:00", dt.date(2015, 4, 1)),
        (3, dt.datetime(2015, 4, 1, 9, 30), dt.date(2015, 4, 1)),
        (3, 42095, dt.date(2015, 4, 1)),
        (4, 11.9, 11),
        (4, "11", 11),
        (1, "M", "a) Male"),
        (1, "male", "a) Male"),
        (1, "  a)  Male ", "a) Male"),
        (6, "1A", "a) 1A: Individual"),
        (0, 42, "42"),
        (0, "  00042\u00a0", "00042"),
        (5, "tbc", None),
        (5, "#N/A", None),
        (1, "nan", None),
    ],
)
def test_a_cell_is_read_as_what_it_says(place: int, cell: Any, written: Any, read: Read) -> None:
    row = [*A_CONTACT]
    row[place] = cell
    assert contacts(read({"List_1": [CONTACTS, row]})).rows[0][place] == written


@pytest.mark.slow
def test_words_without_a_code_stay_until_the_authority_maps_them(read: Read, anyshire: Path) -> None:
    sheets = {"List_1": [CONTACTS, [*A_CONTACT[:-1], "Lollipop lady"], [*A_CONTACT[:-1], "Lollipop lady"]]}
    before = read(sheets)
    assert [row[-1] for row in contacts(before).rows] == ["Lollipop lady"] * 2
    assert [(word.code_set, word.spelling, word.rows) for word in before.pack.intake.unmapped] == [
        ("contact_referral_source", "Lollipop lady", 2)
    ]
    with (anyshire / "codes" / "contact_referral_source.csv").open("a", encoding="utf-8") as file:
        file.write("Lollipop lady,a) 1A: Individual\n")
    after = read(sheets)
    assert [row[-1] for row in contacts(after).rows] == ["a) 1A: Individual"] * 2
    assert not after.pack.intake.unmapped


def test_rows_stay_in_their_order_and_keep_the_numbers_of_their_sheet(read: Read) -> None:
    made = contacts(
        read(
            {"List_1": [["Title"], [], CONTACTS, A_CONTACT, [None] * 7, ["   "], ["00041", *A_CONTACT[1:]], A_CONTACT]}
        )
    )
    assert [row[0] for row in made.rows] == ["00042", "00041", "00042"]
    assert made.row_numbers == (4, 7, 8)


def test_headings_are_never_guessed_at(read: Read) -> None:
    built = read({"List_1": [[*CONTACTS, "Gender"], [*A_CONTACT, "b) Female"]]})
    assert contacts(built).rows[0][1] is None
    assert found(built, "AA-S03") == 1
    built = read({"List_1": [[*CONTACTS[:-1], "Surce of contact"], A_CONTACT]})
    assert contacts(built).rows[0][-1] is None
    assert (found(built, "AA-S02"), found(built, "AA-S04")) == (1, 1)


def test_the_older_care_leavers_list_of_13_columns_is_read(read: Read, annex: Annex) -> None:
    page = annex.lists["list_09_care_leavers"]
    headings = [column.heading for column in page.columns.values() if column.since == "2019-08"]
    assert len(headings) == 13
    built = read({"List_9": [headings, ["7", *[None] * 12]]})
    assert len(built.pack.lists[8].rows) == 1
    about = {(cause.rule, cause.about) for cause in built.pack.checks.causes}
    assert ("AA-S02", page_name(annex, 9)) not in about
    assert any(rule.startswith("RD-") and name == page_name(annex, 9) for rule, name in about)


def page_name(annex: Annex, number: int) -> str:
    return next(name for name, page in annex.lists.items() if page.number == number)


def test_merged_cells_stand_in_every_row_they_cover_and_formulas_give_what_they_last_gave(
    read: Read, tmp_path: Path
) -> None:
    file = save(tmp_path / "merged.xlsx", {"List_1": [CONTACTS, A_CONTACT, [None, *A_CONTACT[1:]]]})
    book = openpyxl.load_workbook(file)
    book["List_1"].merge_cells("A2:A3")
    book.save(file)
    built = read(file)
    assert [row[0] for row in contacts(built).rows] == ["00042", "00042"]
    with_formula(file, tmp_path / "formula.xlsx", "E2", "YEAR(F2)-2015", "11")
    built = read(tmp_path / "formula.xlsx")
    assert contacts(built).rows[0][4] == 11
    assert found(built, "AA-S09") == 1


def with_formula(old: Path, new: Path, cell: str, formula: str, result: str) -> None:
    """A copy in which a cell holds a formula and its last result, as Excel writes it."""
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name.endswith("sheet1.xml"):
                begin = content.index(f'<c r="{cell}"'.encode())
                end = content.index(b"</c>", begin)
                content = content[:begin] + f'<c r="{cell}"><f>{formula}</f><v>{result}</v>'.encode() + content[end:]
            after.writestr(name, content)


def test_error_values_that_excel_left_are_found_where_they_stand(read: Read, tmp_path: Path) -> None:
    file = save(tmp_path / "errors.xlsx", {"List_1": [CONTACTS, [*A_CONTACT[:-1], "#N/A"], A_CONTACT]})
    built = read(file)
    assert found(built, "AA-S08") == 1
    assert [entry.value for entry in built.pack.worklist.entries if entry.line.cause.rule == "AA-S08"] == ["#N/A"]


def test_a_folder_of_csv_files_is_read_like_a_workbook(read: Read, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, delimiter, encoding in (("List_1", ",", "utf-8-sig"), ("Contacts", ";", "cp1252")):
        with (folder / f"{name}.csv").open("w", newline="", encoding=encoding) as file:
            row = [f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell for cell in A_CONTACT]
            csv.writer(file, delimiter=delimiter).writerows([CONTACTS, row])
        assert contacts(read(folder)).rows == (WRITTEN,)
        (folder / f"{name}.csv").unlink()


def test_an_opendocument_workbook_is_read(read: Read, tmp_path: Path) -> None:
    cells = "".join(
        f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>" for text in CONTACTS
    )
    day = "<table:table-cell office:value-type='date' office:date-value='{0}'><text:p>{0}</text:p></table:table-cell>"
    texts = ["00042", "a) Male", "a) WBRI", None, "11", None, "a) 1A: Individual"]
    row = "".join(
        day.format("2015-04-01" if place == 3 else "2026-09-01")
        if text is None
        else f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>"
        for place, text in enumerate(texts)
    )
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = f"<?xml version='1.0'?><office:document-content{names}><office:body><office:spreadsheet>"
    content += f"<table:table table:name='List_1'><table:table-row>{cells}</table:table-row><table:table-row>{row}</table:table-row>"
    content += "</table:table></office:spreadsheet></office:body></office:document-content>"
    file = tmp_path / "lists.ods"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    assert contacts(read(file)).rows == (WRITTEN,)


@pytest.mark.slow
def test_what_was_built_reads_back_the_same_finds_the_same_and_writes_the_same(anyshire: Path, tmp_path: Path) -> None:
    made = build(anyshire, ("annex-a",))
    first = Path(made.files[0]).read_bytes()
    handed_in = tmp_path / "handed_in.xlsx"
    handed_in.write_bytes(first)
    again = build(anyshire, ("annex-a",), source=handed_in)
    for one, other in zip(made.pack.lists, again.pack.lists, strict=True):
        assert one.rows == other.rows, one.name
    of_lists = {result.name for result in made.pack.lists} | {""}  # rules about case data are not asked of a workbook
    told = [
        {(c.rule, c.about, c.columns, c.rows) for c in built.pack.checks.causes if c.about in of_lists}
        for built in (made, again)
    ]
    assert told[0] == told[1]
    second = Path(again.files[0]).read_bytes()
    for sheet in (f"List_{number}" for number in range(1, 12)):
        assert sheet_xml(first, tmp_path, sheet) == sheet_xml(second, tmp_path, sheet), sheet
    handed_in.write_bytes(second)
    third = build(anyshire, ("annex-a",), source=handed_in)
    assert Path(third.files[0]).read_bytes() == second


def sheet_xml(content: bytes, folder: Path, name: str) -> list[tuple[Any, ...]]:
    (folder / "look.xlsx").write_bytes(content)
    return [*openpyxl.load_workbook(folder / "look.xlsx")[name].iter_rows(values_only=True)]


@pytest.mark.slow
def test_the_setting_names_the_workbook_and_the_option_comes_before_it(anyshire: Path, tmp_path: Path) -> None:
    save(anyshire / "ours.xlsx", {"List_1": [CONTACTS, A_CONTACT]})
    settings = anyshire / "readiness.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "source: annex a workbook\nannex a workbook: ours.xlsx\n",
        encoding="utf-8",
    )
    assert [len(made.rows) for made in build(anyshire, write=False).pack.lists] == [1] + [0] * 10
    other = save(tmp_path / "other.xlsx", {"List_1": [CONTACTS, A_CONTACT, A_CONTACT]})
    assert len(build(anyshire, source=other, write=False).pack.lists[0].rows) == 2


@pytest.mark.slow
def test_the_invented_authority_breaks_no_rule_that_is_an_error(anyshire: Path) -> None:
    assert build(anyshire, write=False).pack.checks.counts["error"] == 0
