"""A cell far beside or below its rows is refused in words before the reader makes room for it, in each kind of file."""

from __future__ import annotations

import struct
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
