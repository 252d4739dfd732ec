"""readiness pack on the invented authority: everything ready is in it, the rest is told, and nobody's name is left."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
import pyzipper
from given_files import AUTHOR, INSERTED, put_in, says, with_parts, with_text
from openpyxl.worksheet.worksheet import Worksheet
from product import Run
from stops import stopped

from readiness.files.deliver import digest
from readiness.files.encryption import unlock
from readiness.files.journal import alone_in, put_in_place
from readiness.files.password import Password
from readiness.files.record import append_line, read_record

PASSWORD = "four words of mine"
DAY = Path("output/2026-11-20")
BY = f"</dc:title><dc:creator>{AUTHOR}</dc:creator>"
NOT_FOR_OTHERS = re.compile(
    rb"<(?:w:)?(?:ins|del|moveFrom|comment|threadedComment|rPrChange)\b|state=\"(?:veryH|h)idden\"|<\w*:?creator>[^<]"
)


@pytest.fixture
def packing(anyshire_built: Path, tmp_path: Path) -> list[object]:
    """The words of a command with a password, for a folder in which people have left things in their documents."""
    documents = anyshire_built / "documents"
    body = "<w:body>"
    for name, part, old, new in [
        ("training_plan.docx", "word/document.xml", body, body + INSERTED),
        ("practice_framework.docx", "docProps/core.xml", "</dc:title>", BY),
        ("workforce_data.xlsx", "xl/workbook.xml", "</sheets>", '<sheet name="More" sheetId="2" state="hidden" r:id="rId1"/></sheets>'),
    ]:  # fmt: skip
        file = documents / name
        file.write_bytes(with_text(file.read_bytes(), part, old, new))
    file = documents / "young_carers_report.docx"
    file.write_bytes(with_parts(file.read_bytes(), {"word/comments.xml": "<comments><comment/></comments>"}))
    kept = tmp_path / "password.txt"
    kept.write_text(PASSWORD, encoding="utf-8")
    return ["pack", "--folder", anyshire_built, "--quiet", "--password-file", kept]


def zipped(folder: Path) -> dict[str, bytes]:
    """What is in the zip file, by name, read by another program's way."""
    with pyzipper.AESZipFile(folder / DAY / "pack.zip") as archive:
        archive.setpassword(PASSWORD.encode())
        return {part.filename.removeprefix("pack/"): archive.read(part) for part in archive.infolist()}


def rows_of(sheet: Worksheet) -> list[Mapping[str, object]]:
    """The rows of the first table of a sheet, by its headings."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    top = next(at for at, row in enumerate(rows) if row[0] == "No.")
    below = rows[top + 1 :]
    end = next((at for at, row in enumerate(below) if not any(row)), len(below))
    return [dict(zip(map(str, rows[top]), row, strict=True)) for row in below[:end]]


def inside(content: bytes) -> list[bytes]:
    """The parts of an Office file; of another kind, the file."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [archive.read(name) for name in archive.namelist()]
    return [content]


@pytest.mark.slow
def test_the_pack_of_the_example(packing: list[object], run: Run) -> None:
    folder = Path(str(packing[2]))
    result = run(*packing)
    assert result.exit_code == 1
    assert PASSWORD not in result.output + result.stderr
    lines = result.stdout.splitlines()
    assert lines[:3] == [
        "Anyshire (invented), inspection day 20 November 2026, short inspection",
        "In the pack: 52 documents of 59.",
        "Missing: 4.",
    ]
    assert lines[7] == "Left out: 3."
    assert lines[-1] == f"{folder / DAY / 'pack.zip'} (AES-256; 7-Zip opens it, Windows Explorer does not)"

    files = zipped(folder)
    assert files == {path.name: path.read_bytes() for path in (folder / DAY / "pack").iterdir()}
    book = openpyxl.load_workbook(io.BytesIO(files["00 Index.xlsx"]))
    index, missing, checks = (rows_of(book[name]) for name in ("Index", "Missing", "Checks"))
    assert {str(row["File"]): row["SHA-256"] for row in index} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "00 Index.xlsx"
    }
    assert (index[0]["Title"], index[0]["Version"], index[0]["Approved by"]) == (
        "Self-evaluation",
        "5.2",
        "Chief executive",
    )
    assert index[0]["Approved on"] == dt.datetime(2026, 9, 28)
    whys = {row["Title"]: (row["Why"], bool(row["Plan"]), bool(row["Due"])) for row in missing}
    assert whys == {
        "Workforce figures": ("Has a hidden sheet. Right-click a sheet's tab, choose Unhide, delete it or keep it shown.", False, False),
        "Workforce strategy": ("Is in development.", True, True),
        "Training plan": ("Has tracked changes. Accept or reject each under Review, and save it.", False, False),
        "Front door or MASH protocol": ("Is declared Ready, but there is no such file. Put the file in place, or change the status.", False, False),
        "Report on young carers": ("Has comments. Delete them under Review, and save it.", False, False),
        "Child protection conference chairs' annual report": ("Is not started.", True, True),
        "Sufficiency and commissioning strategy": ("Is in development.", True, False),
    }  # fmt: skip
    assert {row["Title"] for row in checks if row["In the pack"] == "left out"} == {
        "Workforce figures", "Training plan", "Report on young carers",
    }  # fmt: skip
    lists = files["02 Annex A child-level lists 1 to 11.xlsx"]
    opened = [unlock(lists, Password(PASSWORD)) if content == lists else content for content in files.values()]
    assert not [content for content in opened for part in inside(content) if NOT_FOR_OTHERS.search(part)]
    assert not [content for content in opened if says(content, AUTHOR)]


@pytest.mark.slow
def test_without_a_password_it_says_what_that_costs(packing: list[object], run: Run) -> None:
    folder = Path(str(packing[2]))
    run(*packing)
    result = run(*packing[:4])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "The zip file of the pack before was removed: it would not have held what the folder holds now.",
        "There is no zip file: one is made when you give a password with --password or --password-file.",
    ]
    assert "02 Annex A child-level lists 1 to 11: may hold children, and has no password." in result.stdout
    assert not (folder / DAY / "pack.zip").exists()
    assert not [*(folder / DAY / "pack").glob("02 *")]
    last = [line.content for line in read_record(folder)][-1] or {}
    assert last["command"] == "pack"
    assert f"{DAY.as_posix()}/pack/02 Annex A child-level lists 1 to 11.xlsx" in last["removed"]

    file = folder / DAY / "pack" / "01 Self-evaluation.docx"
    file.write_bytes(b"what a person wrote")
    result = run(*packing)
    assert (result.exit_code, file.read_bytes()) == (5, b"what a person wrote")
    assert "01 Self-evaluation.docx: was changed since readiness pack put it there" in result.stderr
    file.unlink()
    assert run(*packing).exit_code == 1
    result = run("purge", "--folder", folder, "--older-than", "0")
    assert re.search(rf"{DAY.as_posix()}/pack +53 +53 ", result.stdout)


def test_an_old_pack_goes_with_the_day_that_it_is_of(laid_out: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "readiness.yaml").write_bytes((laid_out / "readiness.yaml").read_bytes())
    names = [f"{DAY.as_posix()}/{name}" for name in ("pack.zip", "pack/00 Index.xlsx")]
    for name in names:
        os.utime(put_in(tmp_path, name, b"as made"), (0, 0))
    append_line(tmp_path, {"id": "1", "written": dict.fromkeys(names, digest(b"as made"))})
    mine = put_in(tmp_path, f"{DAY.as_posix()}/pack/Mine.docx", b"what a person wrote")
    os.utime(mine, (0, 0))
    result = run("purge", "--folder", tmp_path, "--older-than", "100", "--yes")
    assert f"{names[0]}, " in result.stdout
    assert [path.name for path in (tmp_path / "output").rglob("*") if path.is_file()] == ["Mine.docx"]
    mine.rename(tmp_path / "Mine.docx")
    os.utime(put_in(tmp_path, names[1], b"as made"), (0, 0))
    os.utime(put_in(tmp_path, names[0], b"as made"), (0, 0))
    assert run("purge", "--folder", tmp_path, "--older-than", "100", "--yes").exit_code == 0
    assert not (tmp_path / DAY).exists()


def test_a_pack_that_was_being_put_in_place_is_undone_by_the_next_command(
    laid_out: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "readiness.yaml").write_bytes((laid_out / "readiness.yaml").read_bytes())
    put_in(tmp_path / DAY / "pack", "01 A plan.docx", b"old")
    new = put_in(tmp_path, "new", b"new")
    with stopped(tmp_path / DAY / "pack", 0, None) as counted, alone_in(tmp_path / DAY / "pack"):
        put_in_place({"01 A plan.docx": new}, tmp_path / DAY / "pack")
    put_in(tmp_path / DAY / "pack", "01 A plan.docx", b"old")
    new = put_in(tmp_path, "new", b"new")
    journal = tmp_path / DAY / "pack" / ".as_it_was" / "journal.json"

    def put() -> None:
        with alone_in(tmp_path / DAY / "pack"):
            put_in_place({"01 A plan.docx": new}, tmp_path / DAY / "pack")

    for step in range(1, counted.taken + 1):
        with stopped(tmp_path / DAY / "pack", step, KeyboardInterrupt(), for_good=True), suppress(BaseException):
            put()
        if journal.exists():
            break
    assert journal.exists()
    result = run("record", "--folder", tmp_path)
    assert "2026-11-20/pack: a run was stopped while it put files there." in result.stderr
    assert (tmp_path / DAY / "pack" / "01 A plan.docx").read_bytes() == b"old"
