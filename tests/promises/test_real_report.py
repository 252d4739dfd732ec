"""A real borough's report of March 2023, entered as inputs, comes out as it was, line by line."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from reading_word import column, tables
from real_report import DAY, MONTH_ENDS, inputs, lines
from registers import SHEETS

from readiness.authority.overlay import own_over_installed
from readiness.cli import main
from readiness.commands.new import lay_out
from readiness.indicators.entered import read_entries
from readiness.indicators.match_name import find_kpi
from readiness.indicators.model import Scorecard, tenths
from readiness.indicators.scorecard import score
from readiness.proofs.text_tables import proof_scope
from readiness.register.new import new_register
from readiness.register.rows import read_rows
from readiness.specification.model import Annex, Proof
from readiness.specification.read import read_annex

DIRECTIONS = {"H": "higher", "L": "lower", "N": "neither"}
LINES = {line["ref"]: line for line in lines()}


@pytest.fixture(scope="module")
def report(annex: Annex, tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    file = tmp_path_factory.mktemp("report") / "register.xlsx"
    file.write_bytes(new_register(SHEETS, {"kpi_inputs": [*inputs()]}))
    its_scope = proof_scope(Proof.model_validate({"inspection day": DAY.isoformat()}), annex)
    return score(annex, its_scope, {}, read_entries(annex, read_rows(file, SHEETS)), {})


@pytest.mark.parametrize("ref", LINES)
def test_each_line_comes_out_as_it_was(ref: str, report: Scorecard, annex: Annex) -> None:
    line, name = LINES[ref], find_kpi(ref, annex.kpis)
    assert name
    its = report.kpi[name]
    assert its.current.value is not None and its.last_year.value is not None
    assert (its.ref, its.section, its.direction) == (ref, line["section"], DIRECTIONS[line["polarity"]])
    assert its.current.period == {"YTD": "year to date"}.get(line["period"], line["period"].lower())
    assert tenths(its.current.value) == Decimal(line["current"])
    assert tenths(its.last_year.value) == Decimal(line["prev_2021_22"])
    assert [tenths(month.value or Fraction(0)) for month in its.months] == [
        Decimal(line[month]) for month in MONTH_ENDS
    ]
    assert [month.as_at for month in its.months] == [*MONTH_ENDS.values()]
    assert its.rating == (line["rag"].lower() or "not rated")
    if line["den"]:
        assert (its.current.numerator, its.current.denominator) == (Fraction(line["num"]), Fraction(line["den"]))
        assert its.current.counts == f"{int(line['num']):,} of {int(line['den']):,}"
        assert (its.minimum, its.upper) == (Fraction(line["min"]), Fraction(line["upper"]))
    else:
        assert (its.minimum, its.upper, its.gap) == (None, None, None)
    if line["gap_to_min_pp"]:
        assert its.gap_shown == line["gap_to_min_pp"]


def test_it_has_17_lines_3_counts_6_green_4_amber_and_4_red(report: Scorecard) -> None:
    assert len(report.highlights) == len(LINES) == 17
    assert Counter(each.rating for each in report.highlights) == {"not rated": 3, "green": 6, "amber": 4, "red": 4}
    assert not report.contradictions


def test_a_green_stands_exactly_at_its_upper_target_and_one_is_better_when_less(report: Scorecard) -> None:
    at_upper = [each.ref for each in report.highlights if each.upper is not None and each.current.value == each.upper]
    assert at_upper == ["5.18"]
    assert [each.rating for each in report.highlights if each.ref in at_upper] == ["green"]
    assert [each.ref for each in report.highlights if each.direction == "lower"] == ["5.10"]


def test_three_of_the_four_reds_are_less_than_one_point_short(report: Scorecard) -> None:
    assert [each.ref for each in report.red] == ["5.10", "3.3", "1.1", "2.10a"]
    assert [each.gap is not None and each.gap < 1 for each in report.red] == [False, True, True, True]


def test_the_last_month_of_a_year_to_date_is_not_its_current_figure(report: Scorecard) -> None:
    year_to_date = [each for each in report.highlights if each.period == "year to date"]
    assert {each.ref: (each.current.shown, each.months[-1].shown) for each in year_to_date} == {
        "2.1": ("98.3%", "97.3%"),
        "2.10a": ("89.7%", "89.6%"),
    }
    assert all(each.months[-1].basis == "March 2023 alone" for each in year_to_date)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as a command builds it, for an authority that has a register and no case data."""
    folder = tmp_path_factory.mktemp("borough") / "borough"
    lay_out(folder, example=False)
    settings = (
        "authority: A London borough",
        "framework: '2023'",
        "kind: short",
        f"inspection day: {DAY}",
        f"lists left empty: [{', '.join(read_annex(own_over_installed('annex_a')).lists)}]",
    )
    (folder / "readiness.yaml").write_text("\n".join(settings), encoding="utf-8")
    (folder / "register.xlsx").write_bytes(new_register(SHEETS, {"kpi_inputs": [*inputs()]}))
    result = CliRunner().invoke(main, ["build", "highlight-report", "--quiet", "--folder", str(folder)])
    assert result.exit_code == 0, result.output
    return folder / "output" / DAY.isoformat()


@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
def test_the_workbook_that_is_built_has_every_line(output: Path) -> None:
    sheet = openpyxl.load_workbook(output / "highlight_report.xlsx")["All indicators"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    headings = next(row for row in rows if "Ref" in row)
    built = {row[headings.index("Ref")]: dict(zip(headings, row, strict=True)) for row in rows if row[1] in LINES}
    assert {*built} == {*LINES}
    for ref, line in LINES.items():
        row = built[ref]
        assert row["Rating"] == (line["rag"] or "Not rated")
        for heading, name in {"Current": "current", "Last year": "prev_2021_22"}.items():
            assert tenths(Fraction(str(row[heading]))) == Decimal(line[name])
        months = [row[dt.datetime.combine(end, dt.time())] for end in MONTH_ENDS.values()]
        assert [tenths(Fraction(str(month))) for month in months] == [Decimal(line[name]) for name in MONTH_ENDS]
        if line["den"]:
            assert (row["Numerator"], row["Denominator"]) == (int(line["num"]), int(line["den"]))
            assert (Decimal(str(row["Target: minimum"])), Decimal(str(row["Target: upper"]))) == (
                Decimal(line["min"]),
                Decimal(line["upper"]),
            )


def test_the_word_report_that_is_built_has_every_line(output: Path) -> None:
    document = docx.Document(str(output / "highlight_report.docx"))
    rows = {}
    for table in tables(document, "Ref"):
        headings = [cell.text for cell in table.rows[0].cells]
        if headings[-1] == "Over six months":
            rows |= {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows[1:]}
    assert [*rows] == [*LINES], "every line, in the borough's order"
    for ref, line in LINES.items():
        shown = f"{Decimal(line['current']):,}" if not line["den"] else f"{line['current']}%"
        assert rows[ref][4].startswith(shown), (ref, rows[ref])
        assert rows[ref][-4] == (line["rag"] or "Not rated")
    (reds,) = (table for table in tables(document, "Ref") if table.cell(0, 8).text == "Cause")
    assert column(reds, "Ref")[:4] == ["5.10", "3.3", "1.1", "2.10a"]
    assert {*column(reds, "Cause")} == {"No cause or action has been entered."}
    drawings = [each for each in document.element.iter(qn("wp:docPr")) if "Line of" in str(each.get("descr"))]
    assert len(drawings) == 2
