"""The register and the commands: missing, with mistakes, brought up to date, and with hostile cells."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from product import Run
from standings import NEW_DOCUMENT, STRATEGY, own, pack_of, page_of, write


def cells(folder: Path) -> Counter[tuple[object, ...]]:
    """Every cell of the register with where it stands."""
    book = openpyxl.load_workbook(folder / "register.xlsx")
    return Counter(
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


@pytest.mark.parametrize("command", ["status", "register", pytest.param("build", marks=pytest.mark.slow)])
def test_without_a_register_it_says_how_to_make_one(command: str, anyshire: Path, run: Run) -> None:
    (anyshire / "register.xlsx").unlink()
    result = run(command, "--folder", anyshire)
    assert result.exit_code == 3
    assert result.stderr.endswith(
        "anyshire: there is no register.xlsx here. Make one with readiness register --update, or build annex-a alone.\n\n"
        "1 mistake; nothing was written.\n"
    )
    assert result.stdout == ""


def test_one_is_made_when_asked_for(anyshire: Path, run: Run) -> None:
    (anyshire / "register.xlsx").unlink()
    result = run("register", "--update", "--folder", anyshire)
    assert result.exit_code == 0
    assert "Added: register.xlsx, with the checklist of documents\n" in result.stdout
    assert re.search(r"^ +Documents +60$", result.stdout, re.MULTILINE)
    assert run("status", "--folder", anyshire).stdout.startswith("Not ready: 0 of 60 documents ready")


@pytest.mark.parametrize(
    "command", [["status"], ["register"], pytest.param(["build", "status-page"], marks=pytest.mark.slow)], ids=" ".join
)
def test_all_mistakes_of_a_register_are_told_and_nothing_is_written(
    command: list[str], anyshire: Path, run: Run
) -> None:
    write(anyshire, "Documents", STRATEGY, status="Redy", review_by="some day")
    write(anyshire, "Actions", "Book two rooms for two weeks and try out the logins", status="Nearly")
    before = (anyshire / "register.xlsx").read_bytes()
    result = run(*command, "--folder", anyshire)
    assert result.exit_code == 3
    assert '"Redy" is not a status.' in result.stderr
    assert '"some day" is not a date.' in result.stderr
    assert 'sheet Actions, row 7, Status: "Nearly" is not a status.' in result.stderr
    assert result.stderr.endswith("\n3 mistakes; nothing was written.\n")
    assert result.stdout == ""
    assert (anyshire / "register.xlsx").read_bytes() == before
    assert not [*anyshire.glob("output/*")]


def test_updating_adds_what_a_newer_checklist_has_and_changes_nothing_else(anyshire: Path, run: Run) -> None:
    own(anyshire, "documents.yaml", NEW_DOCUMENT)
    before = cells(anyshire)
    result = run("register", "--update", "--folder", anyshire)
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("Added")] == [
        "Added: sheet Documents, row 62: Winter plan"
    ]
    after = cells(anyshire)
    assert not before - after
    assert after - before == Counter(
        {
            ("Documents", "A62", "Winter plan"): 1,
            ("Documents", "H62", "Not started"): 1,
            ("Documents", "L62", "Help and protection"): 1,
        }
    )
    content = (anyshire / "register.xlsx").read_bytes()
    again = run("register", "--update", "--folder", anyshire).stdout
    assert "Added" not in again and "is up to date." in again
    assert (anyshire / "register.xlsx").read_bytes() == content


HOSTILE = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script>",
    "&amp; {_{ x }_}",
)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_command_in_a_cell_is_printed_as_it_stands(text: str, anyshire: Path, run: Run) -> None:
    write(anyshire, "Documents", "Front door or MASH protocol", owner=text)
    assert run("build", "planning-pack", "status-page", "--quiet", "--folder", anyshire).exit_code == 0
    screen = run("status", "--folder", anyshire).stdout
    for said in ("\n".join(pack_of(anyshire)), "\n".join(page_of(anyshire)), screen):
        assert text in said
    assert json.loads(run("status", "--json", "--folder", anyshire).stdout)


@pytest.mark.parametrize("name", ["..\\..\\secret.docx", "../register.xlsx", "/etc/passwd", "C:\\secret.docx"])
def test_a_file_name_that_climbs_out_is_told_and_never_followed(name: str, anyshire: Path, run: Run) -> None:
    write(anyshire, "Documents", STRATEGY, file=name)
    said: dict[str, Any] = json.loads(run("status", "--json", "--folder", anyshire).stdout)
    (document,) = (document for document in said["documents"] if document["title"] == STRATEGY)
    assert (document["state"], document["file_day"]) == ("contradicted", None)
    assert document["problems"][0]["wrong"] == ("is declared Ready, but the name leads out of the folder of documents")
