"""No child in what goes to meetings: pack, page, status, manifest and streams hold no child's id and no date of birth."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from product import BRIEFINGS, WITHOUT_CHILDREN, Run

from readiness.foundation.phrases import day as in_words

pytestmark = pytest.mark.slow

DAY = "2026-11-20"
TOKEN = re.compile(r"[^\W_]+")


def born(folder: Path) -> set[dt.date]:
    """Every date of birth in case data."""
    with (folder / "case_data" / "ssd_person.csv").open(encoding="utf-8", newline="") as file:
        said = [row["pers_dob"] for row in csv.DictReader(file)]
    return {dt.date.fromisoformat(text[:10]) for text in said if re.match(r"\d{4}-\d\d-\d\d", text)}


def ids(folder: Path) -> set[str]:
    """Every id of a person in case data, and every id that the lists show."""
    found: set[str] = set()
    for file in (folder / "case_data").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                found |= {value for name, value in row.items() if name and name.endswith("_person_id") and value}
    book = openpyxl.load_workbook(folder / "output" / DAY / "annex_a.xlsx")
    for sheet in (book[name] for name in book.sheetnames if name.startswith("List_")):
        columns = [cell.column for cell in sheet[2] if re.search(r"\bID\b", str(cell.value))]
        for row in sheet.iter_rows(min_row=3, values_only=True):
            found |= {str(row[column - 1]) for column in columns if row[column - 1] is not None}
    return found


def texts(content: bytes) -> Iterator[str]:
    """What is in a file, part by part if it is an archive, and in archives within it: markup and all."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts(archive.read(name))
    else:
        yield content.decode("utf-8", errors="replace")


def forms(day: dt.date) -> set[str]:
    """A day as people and programs write it."""
    return {day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%Y%m%d}", in_words(day)}


class Children:
    """Whom to look for: everybody in the case data and the lists of a folder in which a build has been made."""

    def __init__(self, folder: Path) -> None:
        self.ids = ids(folder)
        self.days = {form for day in born(folder) for form in forms(day)}

    def found_in(self, text: str) -> set[str]:
        """The ids that stand in a text as whole words, and the dates of birth."""
        plainly = re.sub(r"<[^>]*>", "", text)  # Word may cut up what people see as one
        return (self.ids & {*TOKEN.findall(text)}) | {day for day in self.days if day in text or day in plainly}


def test_no_document_for_meetings_and_no_stream_holds_a_child(anyshire_built: Path, run: Run) -> None:
    anyshire, said = anyshire_built, {}
    makes = (["build"], ["build", "surgery"], ["build", "briefings"])
    for words in (*makes, ["status"], ["status", "--json"], ["register"], ["check"]):
        result = run(*words, "--folder", anyshire)
        said[" ".join(words)] = result.stdout + result.stderr
    with (anyshire / "readiness.yaml").open("a", encoding="utf-8") as settings:
        settings.write("call day: 2026-11-23\n")
    result = run("week", "--at", "2026-12-01 18:00", "--folder", anyshire)
    said["week"] = result.stdout + result.stderr
    folder, children = anyshire / "output" / DAY, Children(anyshire)
    names = (*WITHOUT_CHILDREN, *BRIEFINGS, "week_book.docx", "evening_note.docx")
    said |= {name: "\n".join(texts((folder / name).read_bytes())) for name in names}
    assert {name: shown for name, text in said.items() if (shown := children.found_in(text))} == {}


def test_a_child_would_be_seen(built: Path) -> None:
    children = Children(built.parents[1])
    assert len(children.ids) > 25 and len(children.days) > 60
    assert children.ids & children.found_in("\n".join(texts((built / "annex_a.xlsx").read_bytes())))
    for text in (
        "born 9 March 2014.",
        "2014-03-09",
        "09/03/2014",
        "<a>09/03</a><b>/2014</b>",
        "child 0001 is",
        "id=0001",
    ):
        assert children.found_in(text), text
    assert not children.found_in("10001 00012 a0001")
