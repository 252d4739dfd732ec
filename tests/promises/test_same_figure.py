"""A figure is one figure: highlight report, self-evaluation, pack and page print the same number for an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from reading_word import tables

from readiness.cli import main
from readiness.commands.example import invent

pytestmark = pytest.mark.slow

SHOWN = re.compile(r"^(?:[\d,]+(?:\.\d)?%?|not available)")
REF = re.compile(r"^(?:\d[\d.]*a?|[A-Z]\.\d+)$")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same") / "village"
    invent(folder, "village", 1, lambda _: None)
    result = CliRunner().invoke(main, ["build", "--quiet", "--folder", str(folder)], catch_exceptions=False)
    assert result.exit_code == 1, result.output  # the village has planted faults
    return folder / "output" / "2023-03-31"


def in_excel(file: Path) -> dict[str, str]:
    """The current figure of each indicator, as its number format shows it."""
    sheet = openpyxl.load_workbook(file)["All indicators"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    headings = next(row for row in rows if "Ref" in row)
    found = {}
    for row in rows:
        said = dict(zip(headings, row, strict=True))
        if isinstance(said["Current"], int | float):
            exact = Decimal(repr(said["Current"])).quantize(Decimal("0.1"), ROUND_HALF_UP)  # as Excel rounds
            shown = f"{exact:,.0f}" if said["Unit"] == "Number" else f"{exact:,}{'%' if said['Unit'] == '%' else ''}"
            found[str(said["Ref"])] = shown
    return found


def rated(file: Path) -> set[str]:
    """The indicators that have a figure and a rating: those that stand in the chapters of the self-evaluation."""
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(file)["All indicators"].iter_rows()]
    headings = next(row for row in rows if "Ref" in row)
    said = [dict(zip(headings, row, strict=True)) for row in rows[rows.index(headings) + 1 :]]
    return {str(row["Ref"]) for row in said if row["Rating"] in ("Red", "Amber", "Green")}


def in_word(file: Path, first: str, now: str) -> Iterator[tuple[str, str]]:
    """Each indicator and its current figure in every table whose first heading is that."""
    for table in tables(docx.Document(str(file)), first):
        headings = [cell.text for cell in table.rows[0].cells]
        if now in headings:
            for row in table.rows[1:]:
                ref = row.cells[0].text.split()[0]
                shown = SHOWN.match(row.cells[headings.index(now)].text)
                if REF.match(ref) and shown:
                    yield ref, shown[0]


def in_page(file: Path) -> Iterator[tuple[str, str]]:
    section = file.read_text(encoding="utf-8").split('id="indicators"')[1].split("</section>")[0]
    for ref, shown in re.findall(r'<th scope="row">(\S+) .*?data-label="Current">(.*?)<small>', section, re.DOTALL):
        yield ref, shown.strip()


@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
def test_every_document_prints_the_same_figure(output: Path) -> None:
    figures = in_excel(output / "highlight_report.xlsx")
    assert len(figures) > 25
    printed = {
        "highlight report": [*in_word(output / "highlight_report.docx", "Ref", "Now")],
        "self-evaluation": [*in_word(output / "self_evaluation.docx", "Ref", "Now")],
        "pack": [*in_word(output / "planning_pack.docx", "Indicator", "Current")],
        "page": [*in_page(output / "status_page.html")],
    }
    for name, its in printed.items():
        assert its, name
        assert {ref: shown for ref, shown in its if shown != "not available"}.items() <= figures.items(), name
    assert {ref for ref, _ in printed["highlight report"]} >= {*figures}
    assert {ref for ref, _ in printed["self-evaluation"]} == rated(output / "highlight_report.xlsx"), (
        "the others are there"
    )
    page = {ref for ref, _ in printed["page"]}
    assert page >= {ref for ref, _ in printed["pack"]}, "the reds stand among the pack's exceptions, in words"
