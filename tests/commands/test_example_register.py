"""What an invented authority keeps by hand: the same for a seed, every sheet filled, and every planted gap told."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from product import ROOT, WRITTEN

from readiness.commands.build import Built, build
from readiness.commands.example import invent, sizes
from readiness.commands.example_papers import Paper, paper_bytes
from readiness.commands.example_register import Invented, fill_register
from readiness.foundation.dates import read_day
from readiness.preparedness.document_files import look_at
from readiness.register.initial_rows import NewRows, told_rows
from readiness.register.read import with_areas
from readiness.specification.model import Annex

SOURCE = ROOT / "examples" / "synthetic" / "register"
ABSENT = "front_door_protocol.docx"  # which the register names and nobody has put in place
REF = re.compile(r"^\| (C\d\.\d) \|", re.MULTILINE)


def filled(folder: Path, size: str = "village", seed: int = 1) -> NewRows:
    folder.mkdir()
    numbers = {name: int(value) for name, value in sizes().content[size].items()}
    return fill_register(folder, SOURCE, Invented(f"Anyborough (invented, {size})", size, numbers, seed))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_same_seed_gives_the_same_rows_and_bytes_and_another_other_people(tmp_path: Path) -> None:
    one, two, other = (filled(tmp_path / name, seed=seed) for name, seed in (("one", 1), ("two", 1), ("other", 2)))
    assert one == two
    assert everything(tmp_path / "one") == everything(tmp_path / "two")
    assert everything(tmp_path / "one").keys() == everything(tmp_path / "other").keys()
    names = [{row["name"] for row in rows["people"]} for rows in (one, other)]
    assert len(names[0]) == len(one["people"])
    assert names[0] != names[1]


@pytest.mark.parametrize("size", ["village", "borough", "county"])
def test_every_sheet_of_the_register_has_rows_that_can_be_written(size: str, tmp_path: Path, annex: Annex) -> None:
    rows = filled(tmp_path / "made", size)
    assert {sheet for sheet, its_rows in rows.items() if its_rows} == set(annex.register_sheets)
    sheets = with_areas(annex.register_sheets, annex.frameworks, "2023")
    for sheet, its_rows in told_rows(rows, sheets).items():
        for row in its_rows:
            assert row.keys() <= sheets[sheet].columns.keys()
            days = [row[name] for name in row if sheets[sheet].columns[name].type == "date"]
            assert not [day for day in days if isinstance(day, str)]


def test_every_document_of_the_checklist_has_its_row_and_everybody_named_a_role(tmp_path: Path, annex: Annex) -> None:
    rows = filled(tmp_path / "made")
    assert [row["document"] for row in rows["documents"]] == [page.title for page in annex.documents.values()]
    people = {row["name"] for row in rows["people"]}
    usual = {page.usual_owner for page in annex.documents.values()}
    assert usual <= {row["role"] for row in rows["people"]}
    for sheet in ("documents", "actions", "recommendations", "people", "audits", "indicators", "statements"):
        assert {row[name] for row in rows[sheet] for name in ("owner", "deputy") if name in row} <= people, sheet


def test_every_document_that_is_ready_has_a_file_of_the_day_of_its_approval_but_one(tmp_path: Path) -> None:
    rows = filled(tmp_path / "made")["documents"]
    folder = tmp_path / "made" / "documents"
    named = {str(row["file"]): read_day(str(row["approved_on"])) for row in rows if "file" in row}
    found = {name: look_at(folder, name) for name in named}
    assert [name for name, file in found.items() if file.wrong] == [ABSENT]
    assert {name: file.day for name, file in found.items() if name != ABSENT} == {
        name: day for name, day in named.items() if name != ABSENT
    }
    assert {str(file.relative_to(folder).as_posix()) for file in folder.rglob("*.*")} == named.keys() - {ABSENT}


def test_documents_can_be_opened_and_hold_what_they_should(tmp_path: Path) -> None:
    words = ["A line \\ with (brackets).", "Größe: 1 < 2"]
    paper = Paper("Offer (for <all> & each)", words, dt.date(2023, 1, 16))
    for ending in (".docx", ".xlsx", ".pdf"):
        (tmp_path / f"made{ending}").write_bytes(paper_bytes(ending, paper))
    word = [paragraph.text for paragraph in docx.Document(str(tmp_path / "made.docx")).paragraphs]
    excel = [cell.value for cell in openpyxl.load_workbook(tmp_path / "made.xlsx")["Summary"]["A"]]
    assert word == excel == [paper.title, *paper.lines]
    pdf = (tmp_path / "made.pdf").read_bytes()
    assert b"(A line \\\\ with \\(brackets\\).) Tj" in pdf
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split()[0])
    places = [int(entry.split()[0]) for entry in pdf[start:].splitlines()[3:9]]
    assert [pdf[place:].split()[0] for place in places] == [b"1", b"2", b"3", b"4", b"5", b"6"]


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    folder = tmp_path_factory.mktemp("filled") / "village"
    invent(folder, "village", 1, lambda _: None)
    return folder, build(folder)


@pytest.mark.slow
def test_every_document_is_built_and_the_planted_gaps_of_documents_are_told(village: tuple[Path, Built]) -> None:
    _, built = village
    assert {file.name for file in built.files} == WRITTEN
    standing = built.learned.standing
    states = {document.title: document.state for document in standing.documents if document.state != "ready"}
    assert states == {
        "Annex A child-level lists 1 to 11": "contradicted",
        "Front door or MASH protocol": "contradicted",
        "Workforce strategy": "in development",
        "Report on missing children and exploitation": "in development",
        "Protocol for homeless young people of 16 and 17": "review due",
        "Child protection conference chairs' annual report": "not started",
        "Sufficiency and commissioning strategy": "in development",
        "Regional adoption agency's report": "not applicable",
        "Section 11 audit by partners": "in development",
    }
    assert [document.title for document in standing.documents if not document.deputy] == [
        "Equalities figures and impact assessments"
    ]


@pytest.mark.slow
def test_every_claim_that_is_planted_is_told_and_named_on_the_page_of_the_folder(village: tuple[Path, Built]) -> None:
    folder, built = village
    planted = REF.findall((folder / "README.md").read_text(encoding="utf-8"))
    places = {finding.place for finding in built.learned.evaluation.findings}
    assert len(planted) == 8
    assert {ref for ref in planted if not any(re.search(rf"\b{ref}\b", place) for place in places)} == set()
    told = "\n".join(built.learned.evaluation.contradictions)
    assert [ref for ref in planted if ref in told] == ["C1.3", "C2.2", "C3.2"]
