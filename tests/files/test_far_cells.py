"""A cell far beside or below its rows is refused in words before the reader makes room for it, in each kind of file."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path

import olefile
import openpyxl
import pytest
from product import TESTS

from readiness.files.workbook import open_workbook
from readiness.foundation.errors import Refused

XLS = TESTS / "support" / "formats" / "ssd_contacts.xls"
NUMBER = struct.pack("<HH", 0x00FD, 10)  # a cell that holds a text


def with_first_cell_at(row: int, column: int, folder: Path) -> Path:
    """The old workbook with its first cell moved."""
    content = bytearray(XLS.read_bytes())
    with olefile.OleFileIO(str(XLS)) as parts:
        records = parts.openstream("Workbook").read()
    cell = records.index(NUMBER)
    at = content.index(records[cell : cell + 14])
    struct.pack_into("<HH", content, at + 4, row, column)
    file = folder / "far.xls"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(("row", "column"), [(0, 256), (0, 32_771), (65_535, 65_535)])
def test_an_old_workbook_with_a_cell_where_there_is_no_column(row: int, column: int, tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        open_workbook(with_first_cell_at(row, column, tmp_path))
    assert told.value.why == "is damaged and cannot be read"


def test_an_old_workbook_as_far_as_it_may_reach_is_read(tmp_path: Path) -> None:
    assert len(open_workbook(with_first_cell_at(0, 255, tmp_path)).sheets) == 1


@pytest.mark.parametrize("kind", ["cut short", "no workbook in it"])
def test_a_compound_file_that_holds_no_workbook(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "other.xls"
    content = XLS.read_bytes()
    content = content[:600] if kind == "cut short" else content.replace("Workbook".encode("utf-16-le"), b"W\0x\0" * 4)
    file.write_bytes(content)
    with pytest.raises(Refused):
        open_workbook(file)


def test_a_sheet_that_is_very_wide_is_refused_and_one_long_row_is_not(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([f"column {number}" for number in range(16_384)])
    book.save(tmp_path / "long.xlsx")
    assert open_workbook(tmp_path / "long.xlsx").sheets
    book.active.cell(401, 1, "far below")
    book.save(tmp_path / "wide.xlsx")
    with pytest.raises(Refused) as told:
        open_workbook(tmp_path / "wide.xlsx")
    assert "has a filled cell far below or beside its rows" in told.value.why


def test_a_cell_far_below_in_a_row_that_does_not_say_where_it_is_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["near", "far"])
    book.save(tmp_path / "near.xlsx")
    with zipfile.ZipFile(tmp_path / "near.xlsx") as near, zipfile.ZipFile(tmp_path / "far.xlsx", "w") as far:
        for part in near.namelist():
            content = near.read(part)
            far.writestr(part, re.sub(rb'<row r="1"[^>]*>', b"<row>", content).replace(b'r="B1"', b'r="ZZ1048576"'))
    with pytest.raises(Refused) as told:
        open_workbook(tmp_path / "far.xlsx")
    assert "has a filled cell far below or beside its rows" in told.value.why


ODS = TESTS / "support" / "formats" / "ssd_contacts.ods"
FAR = "one of its sheets has a filled cell far below or beside its rows"
HELD = '<table:table-cell {} office:value-type="string"><text:p>x</text:p></table:table-cell>'
NONE = '<table:table-cell table:style-name="a>b" {}/>'
ROWS, COLUMNS = 'table:number-rows-repeated="{}"', 'table:number-columns-repeated="{}"'


def open_document(folder: Path, *rows: tuple[str, str]) -> Path:
    """An OpenDocument workbook whose rows have these attributes and hold these cells."""
    body = "".join(f"<table:table-row {about}>{cells}</table:table-row>" for about, cells in rows)
    file = folder / "own.ods"
    with zipfile.ZipFile(ODS) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "content.xml":
                table = rb"(<table:table [^>]*>).*(</table:table>)"
                content = re.sub(table, lambda m: m[1] + body.encode() + m[2], content, flags=re.DOTALL)
            after.writestr(name, content)
    return file


FAR_CELLS = {
    "many times over": [(ROWS.format(20_000), HELD.format(COLUMNS.format(2_000)))],
    "in more columns than there are": [("", HELD.format(COLUMNS.format(20_000)))],
    "in more rows than there are": [(ROWS.format(2_000_000), HELD.format(""))],
    "far below": [
        ("", HELD.format("")),
        (ROWS.format(1_048_570), NONE.format("")),
        ("", NONE.format("") * 40 + HELD.format("")),
    ],
    "far beside": [(ROWS.format(1_000), HELD.format("")), ("", NONE.format(COLUMNS.format(16_000)) + HELD.format(""))],
    "one below the other": [("", NONE.format(COLUMNS.format(row + 1)) + HELD.format("")) for row in range(6_000)],
}


@pytest.mark.parametrize("how", FAR_CELLS)
def test_an_open_document_workbook_that_reaches_far_is_refused(how: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        open_workbook(open_document(tmp_path, *FAR_CELLS[how]))
    assert told.value.why == FAR


def test_an_open_document_workbook_with_empty_cells_to_its_end_is_read(tmp_path: Path) -> None:
    """As LibreOffice writes every sheet."""
    rest = NONE.format(COLUMNS.format(16_383))
    file = open_document(tmp_path, ("", HELD.format("") + rest), (ROWS.format(1_048_575), rest))
    assert [cells for _, cells in open_workbook(file).sheets[0].numbered()] == [["x"]]


def test_a_count_that_is_none_is_damage(tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        open_workbook(open_document(tmp_path, (ROWS.format("many"), HELD.format(""))))
    assert told.value.why == "is damaged and cannot be read"


def binary_workbook(folder: Path, *records: tuple[int, bytes]) -> Path:
    file = folder / "own.xlsb"
    with zipfile.ZipFile(file, "w") as made:
        content = b"".join(bytes([kind, len(held)]) + held for kind, held in records)
        made.writestr("xl/worksheets/sheet1.bin", content)
    return file


def row(number: int) -> tuple[int, bytes]:
    return 0, struct.pack("<L", number) + b"\0" * 13


def number(column: int) -> tuple[int, bytes]:
    return 5, struct.pack("<LLd", column, 0, 1.0)


def test_a_binary_workbook_that_reaches_far_is_refused(tmp_path: Path) -> None:
    file = binary_workbook(tmp_path, row(0), number(0), row(1_048_575), number(16_383))
    with pytest.raises(Refused) as told:
        open_workbook(file)
    assert told.value.why == 'sheet "sheet1" has a filled cell far below or beside its rows'


@pytest.mark.parametrize("records", [[row(0), number(0), row(9), number(9)], [(0, b"")]], ids=["near", "cut short"])
def test_a_binary_workbook_without_its_other_parts_is_damaged(records: list[tuple[int, bytes]], tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        open_workbook(binary_workbook(tmp_path, *records))
    assert told.value.why == "is damaged and cannot be read"
