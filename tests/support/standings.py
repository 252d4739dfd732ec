"""The example's register written into as people would, and what pack and page then say."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import openpyxl
import reading_html
import reading_word
from product import ROOT

DAY = "2026-11-20"


STRATEGY = "Early help or family help strategy"


NEW_DOCUMENT = """
winter_plan:
  title: Winter plan
  areas: [help_and_protection]
  usual owner: Head of family help
  cycle: every year
  expected in: [short]
  basis: our own suggestion
  source: memory; we want one
"""


def write(folder: Path, sheet: str, thing: str, **cells: object) -> None:
    """Writes into a row of the register as people would: the row whose first cell says so, by the columns' headings."""
    book = openpyxl.load_workbook(folder / "register.xlsx")
    headings, *rows = book[sheet].iter_rows()
    columns = {str(cell.value).casefold().replace(" ", "_"): at for at, cell in enumerate(headings)}
    (row,) = (row for row in rows if row[0].value == thing)
    for name, value in cells.items():
        row[columns[name]].value = value
        if isinstance(value, str) and value.startswith("="):
            row[columns[name]].data_type = "s"
    book.save(folder / "register.xlsx")


def pack_of(folder: Path) -> list[str]:
    return reading_word.dump(docx.Document(folder / "output" / DAY / "planning_pack.docx"))


def page_of(folder: Path) -> list[str]:
    reader = reading_html.Reader()
    reader.feed((folder / "output" / DAY / "status_page.html").read_text(encoding="utf-8"))
    return [*reading_html.dump(reader.open[0])]


def own(folder: Path, page: str, more: str) -> None:
    """An own copy of the specification, with something added to a page of it."""
    if not (folder / "annex_a").is_dir():
        shutil.copytree(ROOT / "annex_a", folder / "annex_a")
    with (folder / "annex_a" / page).open("a", encoding="utf-8") as file:
        file.write(more)
