"""What real extracts do, by kind and in every format: a value never changes without a word, no row is lost in silence.

Each case is a table of contacts or of people held in a way that somebody's system holds it. It comes out right, or the
run says in words what it cannot know; never a wrong list and exit 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from extracted import extract
from product import Run

pytestmark = pytest.mark.slow  # each case builds or reads an authority of its own

HEADINGS = ["cont_contact_id", "cont_person_id", "cont_contact_date", "cont_contact_source_code"]
DAYS = ("2026-09-13", "2026-10-05")
LINES = [HEADINGS, ["1", "P1", DAYS[0], "1A"], ["2", "P2", DAYS[1], "2A"]]


def csv_of(lines: list[list[str]], delimiter: str = ",", end: str = "\n") -> str:
    return "".join(delimiter.join(line) + end for line in lines)


def with_days(*days: str) -> list[list[str]]:
    return [HEADINGS, *([str(number), f"P{number}", day, "1A"] for number, day in enumerate(days, start=1))]


def text(content: str, encoding: str = "utf-8", name: str = "ssd_contacts.csv") -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(content.encode(encoding)) and None


def workbook(*sheets: tuple[str, list[list[object]]], hidden: str = "", numbers: str = "") -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            if numbers:
                for cell in sheet["C"][1:]:
                    cell.number_format = numbers
        if hidden:
            book[hidden].sheet_state = "hidden"
        book.save(folder / "ssd_contacts.xlsx")

    return write


CELLS: list[list[object]] = [[*line] for line in LINES]
SERIAL: list[list[object]] = [HEADINGS, [1, "P1", 46278.75, "1A"], [2, "P2", 46300.99, "2A"]]
READ = {  # comes out as it should
    "a title above": text("Contacts of the year\n" + csv_of(LINES)),
    "a title, a blank line and a date": text("Contacts\n\nRun on 20/11/2026\n" + csv_of(LINES)),
    "blank lines above": text("\n\n\n" + csv_of(LINES)),
    "a sep line": text("sep=;\n" + csv_of(LINES, ";")),
    "a sep line with a mark and tabs": text("sep=\t\r\n" + csv_of(LINES, "\t", "\r\n"), "utf-8-sig"),
    "carriage returns": text(csv_of(LINES, end="\r")),
    "mixed line ends": text(csv_of(LINES[:2], end="\r\n") + csv_of(LINES[2:])),
    "UTF-16, small end first": text(csv_of(LINES), "utf-16-le"),
    "UTF-16, big end first": text(csv_of(LINES), "utf-16-be"),
    "UTF-16 with a mark, big end first": text("\ufeff" + csv_of(LINES), "utf-16-be"),
    "no line end at the end": text(csv_of(LINES).rstrip("\n")),
    "capitals and brackets": text(csv_of([["[CONT CONTACT-ID]", *map(str.upper, HEADINGS[1:])], *LINES[1:]])),
    'a ="..." around each': text(csv_of([HEADINGS, *([f'"=""{cell}"""' for cell in line] for line in LINES[1:])])),
    "an apostrophe before ids": text(csv_of([HEADINGS, *([line[0], "'" + line[1], *line[2:]] for line in LINES[1:])])),
    "times with fractions": text(csv_of(with_days("13/09/2026 00:00:00.000", "05/10/2026 10:15:00.0000000"))),
    "morning and afternoon": text(csv_of(with_days("13/09/2026 11:05:00 PM", "05/10/2026 12:00 AM"))),
    "the month first": text(csv_of(with_days("9/13/2026", "10/5/2026"))),
    "the month first, with a time": text(csv_of(with_days("9/13/2026 3:00:00 PM", "10/5/2026 9:00:00 AM"))),
    "totals below": text(csv_of(LINES) + "Total,2,,\n"),
    "a page number below": text(csv_of(LINES) + "Page 1 of 1,,,\n"),
    "headings again": text(csv_of([*LINES[:2], HEADINGS, *LINES[2:]])),
    "a workbook with parameters first": workbook(("Parameters", [["from", "2026"]]), ("Sheet1", CELLS)),
    "a workbook with hidden parameters": workbook(("P", [["from"]]), ("Sheet1", CELLS), hidden="P"),
    "a workbook with a title": workbook(("Sheet1", [["Contacts"], [], *CELLS])),
    "numbers of days after noon": workbook(("Sheet1", SERIAL)),
    "real dates": workbook(
        ("Sheet1", [HEADINGS, [1, "P1", dt.datetime(2026, 9, 13, 18), "1A"], [2, "P2", dt.date(2026, 10, 5), "2A"]])
    ),
    "a workbook with totals": workbook(("Sheet1", [*CELLS, ["Total", 2]])),
    "a workbook with headings again": workbook(("Sheet1", [*CELLS[:2], HEADINGS, *CELLS[2:]])),  # type: ignore[list-item]
}
REFUSED = {  # what is wrong is said, and nothing is written
    "no headings": (text(csv_of(LINES[1:])), "none of the headings of ssd_contacts"),
    "a copy by its name": (text(csv_of(LINES), name="ssd_contacts (1).csv"), "Call it ssd_contacts.csv"),
    "a dated copy": (text(csv_of(LINES), name="ssd_contacts_20261120.csv"), "Call it ssd_contacts.csv"),
    "a Windows copy": (text(csv_of(LINES), name="ssd_contacts - Copy.csv"), "Call it ssd_contacts.csv"),
    "a workbook without headings": (workbook(("Sheet1", CELLS[1:])), "none of the headings of ssd_contacts"),
    "an open quotation mark": (text(csv_of(LINES, end="\r") + '3,"P1,x'), "a quotation mark is opened and not closed"),
}
TOLD = {  # read as far as it can be; the rest is told as an error
    "years of two figures": (text(csv_of(with_days("13/09/26", "05-Oct-26"))), "the year has two figures"),
    "a bare year": (workbook(("Sheet1", [HEADINGS, [1, "P1", 2026, "1A"]])), "a bare number and not a date"),
    "day and month both first": (text(csv_of(with_days("13/09/2026", "10/25/2026"))), "the month stands first"),
    "an identifier that Excel shortened": (
        text(csv_of([HEADINGS, ["1", "1.23457E+14", DAYS[0], "1A"], LINES[2]])),
        "Excel has shortened the identifier",
    ),
    "a number that lost digits": (
        workbook(("Sheet1", [HEADINGS, [1, 123456789012345678, DAYS[0], "1A"]])),
        "Excel has shortened the identifier",
    ),
}


def contacts(folder: Path) -> list[tuple[object, str]]:
    rows = openpyxl.load_workbook(folder / "output/2026-11-20/annex_a.xlsx")["List_1"].iter_rows(min_row=3)
    cells = ([cell.value for cell in row] for row in rows)
    return sorted((row[0], f"{row[5]:%Y-%m-%d}") for row in cells if row[0])


@pytest.mark.parametrize("kind", READ)
def test_it_is_read_as_it_is_meant(kind: str, tmp_path: Path, run: Run) -> None:
    folder = extract(tmp_path / "t", READ[kind])
    result = run("build", "annex-a", "--quiet", "--folder", folder)
    assert result.exit_code in (0, 1), result.stderr
    assert contacts(folder) == [("P1", DAYS[0]), ("P2", DAYS[1])], result.stderr


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(kind: str, tmp_path: Path, run: Run) -> None:
    write, words = REFUSED[kind]
    folder = extract(tmp_path / "t", write)
    result = run("build", "annex-a", "--quiet", "--folder", folder)
    assert result.exit_code == 3
    assert words in result.stderr
    assert not [*folder.rglob("output/*/*")]


@pytest.mark.parametrize("kind", TOLD)
def test_what_could_mean_two_things_is_told_and_never_guessed(kind: str, tmp_path: Path, run: Run) -> None:
    write, words = TOLD[kind]
    folder = extract(tmp_path / "t", write)
    result = run("build", "annex-a", "--quiet", "--folder", folder)
    assert result.exit_code == 1, result.stderr
    assert words in result.stderr


def test_stray_bytes_of_another_encoding_leave_every_accent_as_it_was(tmp_path: Path, run: Run) -> None:
    lines = (
        csv_of([["dept_team_id", "dept_team_name"], ["T1", "José"], ["T2", "stray"]])
        .encode()
        .replace(b"stray", b"Zo\xeb")
    )
    folder = extract(tmp_path / "t", READ["a title above"])
    (folder / "case_data" / "ssd_department.csv").write_bytes(lines)
    result = run("build", "annex-a", "--quiet", "--folder", folder)
    assert "ssd_department.csv row 3" in result.stderr or "ssd_department.csv line 3" in result.stderr
    assert "Windows-1252" in result.stderr
