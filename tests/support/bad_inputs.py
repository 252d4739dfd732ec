"""The inputs of tests/bad, made: workbooks, texts and registers with one thing wrong in each."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from dirty import CONTACT_HEADINGS as HEADINGS
from product import ROOT, TESTS


def _case(file: Path) -> Any:
    """A case by its name: slow when the run comes as far as the lists, which are then checked and counted."""
    text = file.read_text(encoding="utf-8")
    late = "\nexit: 1" in text or "\nexit: 0" in text or file.stem.startswith(("register_", "template_"))
    return pytest.param(file, id=file.stem, marks=[pytest.mark.slow] if late else [])


CASES = [_case(file) for file in sorted((TESTS / "bad").glob("*.yaml"))]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["cont_contact_id", "cont_person_id"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def locked_workbook() -> bytes:
    """What Excel writes with a password: a compound file with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 512


def zip_bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(120):
                sheet.write(b"0" * (1 << 20))
    return content.getvalue()


CONTACT = ["1", "a) Male", "a) WBRI", "01/04/2015", 11, "16/11/2026", "a) 1A: Individual"]


def lists(*sheets: str, headings: Sequence[str] = HEADINGS, far: str = "", styled: int = 0) -> bytes:
    """A workbook with a list of contacts on each sheet; perhaps a cell far off, or very many empty rows with a style."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        sheet.append([*headings])
        sheet.append(CONTACT[: len(headings)])
        if far:
            sheet[far] = "x"
        for row in range(3, 3 + styled):
            sheet.cell(row, 1).number_format = "0.00"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(name: str, text: str, old: bytes = b"") -> bytes:
    """A workbook of contacts with another part in it, or with a part replaced."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(old or lists("List_1"))) as before, zipfile.ZipFile(content, "w") as after:
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, text)
    return content.getvalue()


def pack_with_a_slip() -> bytes:
    """The planning pack's template with a field that nobody knows."""
    shipped = (ROOT / "templates" / "planning_pack.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(shipped)) as archive:
        text = archive.read("word/document.xml").decode()
    assert "overview.standing.as_at" in text
    return with_part("word/document.xml", text.replace("overview.standing.as_at", "overview.standing.as_on"), shipped)


def broken_csv() -> bytes:
    return (",".join(HEADINGS) + '\n1,"a) Male,x\n').encode()


ENTITIES = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"""


RECIPES: dict[str, Callable[[], bytes]] = {
    "workbook": workbook,
    "locked workbook": locked_workbook,
    "zip bomb": zip_bomb,
    "half a workbook": lambda: workbook()[:2000],
    "list twice": lambda: lists("List_1", "List 1"),
    "no list": lambda: lists("Sheet1", headings=["Name", "Address"]),
    "stray cell": lambda: lists("List_1", far="XFD1048576"),
    "formatted rows": lambda: lists("List_1", styled=100_000),
    "entities": lambda: with_part("xl/worksheets/sheet1.xml", ENTITIES),
    "macros": lambda: with_part("xl/vbaProject.bin", "macros"),
    "links": lambda: with_part("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
    "csv": lambda: ",".join(HEADINGS).encode(),
    "broken csv": broken_csv,
    "pack with a slip": pack_with_a_slip,
}


def in_register(folder: Path, cells: Mapping[str, Mapping[str, str | None]]) -> None:
    """Writes into cells of the register, sheet by sheet; a sheet for which nothing is said is taken out."""
    book = openpyxl.load_workbook(folder / "register.xlsx")
    for sheet, values in cells.items():
        if values:
            for cell, value in values.items():
                book[sheet][cell].value = value
        else:
            del book[sheet]
    book.save(folder / "register.xlsx")


def lay_out(folder: Path, case: dict[str, Any]) -> None:
    for name in case.get("copy", ()):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    for name in case.get("take away", ()):
        (folder / name).unlink()
    for name, text in case.get("write", {}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, recipe in case.get("make", {}).items():
        (folder / name).write_bytes(RECIPES[recipe]())
    for name, (before, after) in case.get("change", {}).items():
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(before) == 1, (name, text.count(before))
        (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    if "register" in case:
        in_register(folder, case["register"])
