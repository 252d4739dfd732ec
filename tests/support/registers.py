"""Registers for tests: small ones that are in order, and ways to spoil them as people do."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook

from readiness.authority.overlay import own_over_installed
from readiness.foundation.errors import SourceError
from readiness.register.new import new_register
from readiness.register.read import Register, read_register, with_areas
from readiness.specification.frameworks import Framework, RegisterSheet
from readiness.specification.read import read_annex


def framework(**titles: tuple[str, str]) -> Framework:
    """An edition with those judgements: title and short title by key."""
    judgements = {
        key: {"title": long, "short_title": short, "over_all": key == "overall", "basis": "", "verified": False}
        for key, (long, short) in titles.items()
    }
    said = {"title": "An edition", "in_force_from": "2026-04-01", "judgements": judgements, "grades": ["Good"]}
    return Framework.model_validate({**said, "kinds": {}, "basis": "", "verified": False})


EDITIONS = {
    "old": framework(overall=("Overall", "Overall"), leaders=("Leadership and governance", "Leadership")),
    "new": framework(
        leaders=("The impact of leaders", "Leaders"), in_care=("Children who are in care", "Children in care")
    ),
}
SHEETS: Mapping[str, RegisterSheet] = with_areas(
    read_annex(own_over_installed("annex_a")).register_sheets, EDITIONS, "new"
)
HEADINGS = {key: [field.heading for field in about.columns.values()] for key, about in SHEETS.items()}
ROWS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "documents": [
        {"document": "Self-evaluation", "owner": "A. Adams", "status": "ready", "approved_on": dt.date(2026, 9, 1)},
        {"document": "Local offer", "status": "in_development", "due": dt.date(2026, 12, 1), "areas": ("leaders",)},
    ],
    "actions": [{"action": "Book rooms", "raised": dt.date(2026, 11, 2), "status": "open"}],
    "recommendations": [
        {"recommendation": "Life-story work", "area": "in_care", "action_status": "done", "impact_status": "too_early"}
    ],
    "events": [{"kind": "focused_visit", "day": dt.date(2025, 3, 4)}],
    "people": [{"role": "Director", "name": "A. Adams"}, {"role": "Director", "name": "A. Adams"}],
    "meetings": [{"day": dt.date(2026, 11, 30), "decisions_to_take": "Agree the plan"}],
}


def register(folder: Path) -> Path:
    """A register in order: two documents, two rows of one person, and one of everything else."""
    file = folder / "register.xlsx"
    file.write_bytes(new_register(SHEETS, ROWS))
    return file


@contextmanager
def changed(file: Path) -> Iterator[Workbook]:
    """The workbook in a file, saved again with what was done to it."""
    book = openpyxl.load_workbook(file)
    yield book
    book.save(file)


def column(key: str, name: str) -> int:
    """Which column of a new register a field is in, counted from 1."""
    return [*SHEETS[key].columns].index(name) + 1


def put(file: Path, key: str, row: int, **cells: Any) -> None:
    """Writes into cells of a new register, by field."""
    with changed(file) as book:
        for name, value in cells.items():
            book[SHEETS[key].title].cell(row, column(key, name)).value = value


def told(file: Path) -> list[str]:
    """What reading the register complains of."""
    with pytest.raises(SourceError) as error:
        read_register(file, SHEETS)
    return [str(mistake) for mistake in error.value.mistakes]


def content(read: Register) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that was read, but for where it stands."""
    return {key: [(row.texts, row.days, row.keys) for row in rows] for key, rows in read.sheets.items()}


def with_part(name: str, text: str = "<x/>") -> Callable[[Path], None]:
    """Puts one more part into a workbook."""

    def add(file: Path) -> None:
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(name, text)

    return add


def made_elsewhere(what: Callable[[Any, Any], None]) -> Callable[[Path], None]:
    """A register written by another program, with something of its own in it."""

    def make(file: Path) -> None:
        book = xlsxwriter.Workbook(file)
        for key, about in SHEETS.items():
            book.add_worksheet(about.title).write_row(0, 0, HEADINGS[key])
        what(book, book.get_worksheet_by_name("Documents"))
        book.close()

    return make


def open_document(folder: Path) -> Path:
    """A register of headings only, as LibreOffice's own kind of file."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    tables = (
        f'<table:table table:name="{SHEETS[key].title}"><table:table-row>'
        f"{''.join(map(cell.format, headings))}</table:table-row></table:table>"
        for key, headings in HEADINGS.items()
    )
    space = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "table", "text"))
    sheets = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(folder / "register.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content {spaces}>{sheets}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}:manifest:1.0"/>')
    return folder / "register.ods"


def put_into(folder: Path, sheet: str, key: str, **cells: object) -> None:
    """Writes into the row of a sheet whose first cell this is."""
    book = openpyxl.load_workbook(folder / "register.xlsx")
    headings = [str(cell.value) for cell in book[sheet][1]]
    row = next(row for row in book[sheet].iter_rows(min_row=2) if row[0].value == key)
    for heading, value in cells.items():
        row[headings.index(heading.replace("_", " ").capitalize())].value = value  # type: ignore[union-attr]
    book.save(folder / "register.xlsx")
