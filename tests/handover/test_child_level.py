"""A file that holds children row by row is refused without a password, whatever it is called and wherever they stand."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from product import WITHOUT_CHILDREN

from readiness.case_data.own_columns import OwnColumns, OwnHeading
from readiness.files.deliver import digest
from readiness.files.encryption import lock
from readiness.files.password import Password
from readiness.foundation.errors import Refused
from readiness.handover.child_level import ChildMarks, child_headings, why_child_level
from readiness.specification.model import Annex

SECRET = Password("a long password")
MADE = b"made with children in it"


@pytest.fixture(scope="module")
def marks(annex: Annex) -> ChildMarks:
    return ChildMarks(child_headings(annex, OwnColumns()), frozenset({digest(MADE)}))


def book(*headings: str, row: int = 1, hidden: bool = False) -> bytes:
    """A workbook with headings on a row of its second sheet."""
    made, content = openpyxl.Workbook(), io.BytesIO()
    sheet = made.create_sheet("Second")
    for number, heading in enumerate(headings, start=1):
        sheet.cell(row, number).value = heading
        sheet.cell(row + 1, number).value = "x"
    if hidden:
        sheet.sheet_state = "hidden"
    made.save(content)
    return content.getvalue()


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, of_file in files.items():
            archive.writestr(name.replace("__", "/").replace("_", ".") if "_" in name else name, of_file)
    return content.getvalue()


def shown(value: object) -> str:
    """What a case is called: what workbooks and zip files hold differs from second to second."""
    return value if isinstance(value, str) else "content"


def encrypted(content: bytes) -> bytes:
    """A zip file that says of each file in it that it is locked."""
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(sign)
        while place >= 0:
            content = content[: place + at] + bytes([content[place + at] | 1]) + content[place + at + 1 :]
            place = content.find(sign, place + 4)
    return content


CHILDREN, NO_CHILDREN = book("Team", "Child Unique ID"), book("Team", "Children")
HEADED = "has a column that says which child each row is about, and no password"
WITHIN = "has a file in it that holds children and has no password"
IN_ZIP = "has a zipped file in it that cannot be looked into"
PIVOT = b'<pivotCacheDefinition><cacheFields><cacheField name="Child Unique ID"/></cacheFields></pivotCacheDefinition>'


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("list.xlsx", CHILDREN, HEADED),
        ("list.dat", CHILDREN, HEADED),
        ("list.xlsx", book("child_id", row=25), HEADED),
        ("list.xlsx", book("ChildUniqueID", hidden=True), HEADED),
        ("list.xlsx", book("pers_person_id"), HEADED),
        ("list.xlsx", book("Legacy system person ID"), HEADED),
        ("list.xlsx", book("Individual adopter identifier"), HEADED),
        ("list.csv", b"Report of today\n\nTeam;Child Unique ID\nA;1\n", HEADED),
        ("list.TXT", "Team\tPerson ID\nA\t1\n".encode("utf-16"), HEADED),
        ("all.zip", zipped(papers__list_csv=b"Child ID\n1\n"), WITHIN),
        ("report.docx", zipped(word__embeddings__list_xlsx=CHILDREN), WITHIN),
        ("all.zip", zipped(more_zip=zipped(list_csv=b"Child ID\n1\n")), IN_ZIP),
        ("x.duckdb", b"12345678DUCKmore than that", "is a database, which no password locks"),
        ("x.parquet", b"PAR1more than that", "is a database, which no password locks"),
        ("explained.bin", MADE, "was made by readiness, holds children and has no password"),
        ("all.zip", zipped(explained_xlsx=MADE), WITHIN),
    ],
    ids=shown,
)
def test_children_without_a_password_are_found(
    name: str, content: bytes, wrong: str, marks: ChildMarks, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    why = why_child_level(file, file.suffix, marks, tmp_path)
    assert why is not None
    assert why[0] == wrong
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.xlsx", NO_CHILDREN),
        ("list.xlsx", lock(CHILDREN, SECRET)),
        ("all.zip", encrypted(zipped(list_csv=b"Child ID\n1\n"))),
        ("all.zip", zipped(list_xlsx=lock(CHILDREN, SECRET), notes_txt=b"words", empty_csv=b"")),
        ("report.docx", zipped(word__embeddings__list_xlsx=NO_CHILDREN)),
        ("letter.txt", b"Dear inspectors,\nhere is the Child Unique ID you asked for.\n"),
        ("plan.pdf", b"%PDF-1.7 Child Unique ID"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 a letter"),
    ],
    ids=shown,
)
def test_what_holds_none_or_is_locked_may_be_given(
    name: str, content: bytes, marks: ChildMarks, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert why_child_level(file, file.suffix, marks, tmp_path) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.xlsx", b"no workbook"),
        ("list.xls", b"<html><table><tr><td>Child ID</td></tr></table></html>"),
        ("list.xlsx", CHILDREN[:400]),
        ("list.csv", b""),
        ("bomb.zip", zipped(zeros_csv=b"")[:-22]),
    ],
    ids=shown,
)
def test_what_should_be_looked_into_and_cannot_be_is_refused(
    name: str, content: bytes, marks: ChildMarks, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Refused):
        why_child_level(file, file.suffix, marks, tmp_path)


def test_rows_that_only_a_pivot_table_keeps_are_found(marks: ChildMarks, tmp_path: Path) -> None:
    file = tmp_path / "pivot.xlsx"
    file.write_bytes(NO_CHILDREN)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/pivotCache/pivotCacheDefinition1.xml", PIVOT)
    why = why_child_level(file, ".xlsx", marks, tmp_path)
    assert why is not None
    assert why[0] == HEADED


def test_a_heading_of_the_authoritys_own_counts(annex: Annex) -> None:
    def own(column: str) -> frozenset[str]:
        heading = OwnHeading("columns.csv row 2", "ssd_contacts", "Swift No.", column)
        return child_headings(annex, OwnColumns((heading,)))

    assert "swiftno" in own("cont_person_id")
    assert "swiftno" not in own("cont_contact_id")


@pytest.mark.slow
def test_of_what_a_build_makes_only_what_holds_children_is_refused(
    built: Path, marks: ChildMarks, tmp_path: Path
) -> None:
    bare = ChildMarks(marks.headings, frozenset())
    refused = {file.name for file in built.iterdir() if why_child_level(file, file.suffix, bare, tmp_path)}
    assert refused == {file.name for file in built.iterdir()} - {*WITHOUT_CHILDREN}
