"""The workbook as its readers meet it: Ofsted's layout, real dates, text that stays text, the same bytes each time."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from product import GOLDEN, ROOT, Run

from readiness.specification.model import Annex


@pytest.fixture(scope="module")
def workbook(built: Path) -> Workbook:
    return openpyxl.load_workbook(built / "annex_a.xlsx")


def dump(file: Path) -> list[str]:
    """A workbook as lines of text: every sheet, every row, cells apart by a bar."""
    lines = []
    for sheet in openpyxl.load_workbook(file):
        lines.append(f"=== {sheet.title}")
        for row in sheet.iter_rows(values_only=True):
            cells = [
                f"{cell:%d/%m/%Y}" if isinstance(cell, dt.datetime) else "" if cell is None else str(cell)
                for cell in row
            ]
            lines.append(" | ".join(cells).rstrip(" |"))
    return lines


@pytest.mark.parametrize("name", ["annex_a", "data_quality"])
def test_the_invented_authoritys_workbooks_are_as_kept(built: Path, name: str, request: pytest.FixtureRequest) -> None:
    """To keep new ones after a change you mean: pytest --keep."""
    kept = GOLDEN / f"{name}.txt"
    lines = dump(built / f"{name}.xlsx")
    if request.config.getoption("--keep"):
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == kept.read_text(encoding="utf-8").splitlines()


def test_a_sheet_for_every_list_titled_on_row_1_and_headed_on_row_2(workbook: Workbook, annex: Annex) -> None:
    assert workbook.sheetnames == [
        "Front_Sheet",
        *(f"List_{n}" for n in range(1, 12)),
        "Notes",
        "Choices",
        "Codes_used",
    ]
    for page in annex.lists.values():
        sheet = workbook[f"List_{page.number}"]
        assert sheet["A1"].value == f"List {page.number}: {page.title}"
        assert [cell.value for cell in sheet[2]] == [column.heading for column in page.columns.values()]
        assert sheet.freeze_panes == "B3"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.print_title_rows == "$1:$2"


def test_dates_are_dates_identifiers_are_text_and_codes_are_ofsteds(workbook: Workbook) -> None:
    row = {heading.value: cell for heading, cell in zip(workbook["List_1"][2], workbook["List_1"][3], strict=True)}
    assert row["Child Unique ID"].value == "0001"
    assert row["Child Unique ID"].data_type == "s"
    assert row["Date of Birth"].value == dt.datetime(2014, 3, 9)
    assert row["Date of Birth"].number_format == "dd/mm/yyyy"
    assert row["Age of Child (Years)"].value == 12
    assert row["Contact Source"].value == "q) 6: Police"


def test_coded_columns_offer_the_accepted_codes(workbook: Workbook, annex: Annex) -> None:
    for page in annex.lists.values():
        sheet = workbook[f"List_{page.number}"]
        offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
        for position, column in enumerate(page.columns.values(), start=1):
            cell = sheet.cell(3, position).coordinate
            assert (cell in offered) == bool(column.codes)
            if column.codes:
                ((first,), *_, (last,)) = workbook["Codes_used"][offered[cell].split("!")[1].replace("$", "")]
                codes = [code.code for code in annex.codes[column.codes].codes.values()]
                assert (first.value, last.value) == (codes[0], codes[-1])
                assert last.row - first.row + 1 == len(codes)


def test_the_front_sheet_says_whose_for_which_day_from_which_data_and_who_is_listed(workbook: Workbook) -> None:
    text = " ".join(
        str(cell.value) for row in workbook["Front_Sheet"].iter_rows() for cell in row if cell.value is not None
    )
    assert "Anyshire (invented)" in text
    assert "20 November 2026" in text
    assert "not verified against Ofsted’s text" in text
    assert "Contacts dated 20 May 2026 to 20 November 2026, both days included" in text
    assert len(str(workbook["Front_Sheet"]["B7"].value)) == 16


def test_the_notes_name_the_source_of_every_column_and_count_its_blanks(workbook: Workbook) -> None:
    rows = [*workbook["Notes"].iter_rows(min_row=2, values_only=True)]
    assert len(rows) == 169
    assert ("List 8", "Placement Location", "ext_placement_areas.plar_location", 8, 0, 0) in {row[:6] for row in rows}
    assert any("Seen in public tools and not in an Ofsted document" in str(row[6]) for row in rows)


def test_every_choice_is_printed_with_who_made_it(workbook: Workbook, annex: Annex) -> None:
    rows = {row[4]: row for row in workbook["Choices"].iter_rows(min_row=2, values_only=True)}
    assert set(rows) == set(annex.choices)
    assert rows["visit_and_review_standards"][1:3] == (
        "Child protection visits every 10 working days; visits in care every six weeks",
        "the authority",
    )
    assert rows["list9_upper_age"][1:3] == ("25", "default")


@pytest.mark.slow
def test_text_that_looks_like_a_formula_stays_text(anyshire: Path, run: Run) -> None:
    departments = anyshire / "case_data" / "ssd_department.csv"
    signs = ['=HYPERLINK("http://x","y")', "+1", "-2", "@SUM(A1)"]
    names = dict(zip(("T1", "T2", "T4", "T5"), signs, strict=True))
    with departments.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("dept_team_id", "dept_team_name"), *names.items()])
    run("build", "annex-a", "--folder", anyshire)
    book = openpyxl.load_workbook(anyshire / "output" / "2026-11-20" / "annex_a.xlsx")
    teams = {cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in signs}
    assert {cell.value for cell in teams} == set(signs)
    assert {cell.data_type for cell in teams} == {"s"}


@pytest.mark.slow
def test_a_second_run_gives_the_same_bytes(anyshire: Path, built: Path, run: Run) -> None:
    run("build", "annex-a", "data-quality", "--folder", anyshire)
    for name in ("annex_a.xlsx", "data_quality.xlsx"):
        assert (anyshire / "output" / "2026-11-20" / name).read_bytes() == (built / name).read_bytes()


@pytest.mark.slow
def test_the_order_of_rows_in_the_extract_changes_nothing(anyshire: Path, built: Path, run: Run) -> None:
    for file in (anyshire / "case_data").glob("*.csv"):
        heading, *rows = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join([heading, *reversed(rows)]) + "\n", encoding="utf-8")
    run("build", "annex-a", "--folder", anyshire)
    # the fingerprint of the files differs, and must
    other = [line for line in dump(anyshire / "output" / "2026-11-20" / "annex_a.xlsx") if "Fingerprint" not in line]
    assert other == [line for line in dump(built / "annex_a.xlsx") if "Fingerprint" not in line]


def test_no_macro_no_link_and_nothing_hidden(built: Path, workbook: Workbook) -> None:
    with zipfile.ZipFile(built / "annex_a.xlsx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "external" in name.lower()]
    assert {sheet.sheet_state for sheet in workbook} == {"visible"}


@pytest.mark.slow
def test_headings_go_to_row_1_for_tools_that_need_it(anyshire: Path, run: Run) -> None:
    run("build", "annex-a", "--folder", anyshire, "--layout", "flat")
    sheet = openpyxl.load_workbook(anyshire / "output" / "2026-11-20" / "annex_a.xlsx")["List_1"]
    assert sheet["A1"].value == "Child Unique ID"
    assert sheet.freeze_panes == "B2"


def choose(folder: Path, **choices: str) -> None:
    settings = folder / "readiness.yaml"
    lines = "".join(f"  {name}: '{answer}'\n" for name, answer in choices.items())
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("choices:\n", f"choices:\n{lines}"), encoding="utf-8"
    )


@pytest.mark.slow
def test_headings_sheet_names_and_letters_follow_the_choices(anyshire: Path, run: Run) -> None:
    choose(
        anyshire, header_row="1", sheet_names="named", list9_contact_header="Latest Date of Contact with care leaver"
    )
    run("build", "annex-a", "--folder", anyshire)
    book = openpyxl.load_workbook(anyshire / "output" / "2026-11-20" / "annex_a.xlsx")
    assert book.sheetnames[1:12] == [
        "Contacts",
        "Early Help",
        "Referral",
        "Assessments",
        "Sec47 and ICPC",
        "Children in Need",
        "Child protection",
        "Children in care",
        "Care leavers",
        "Adoption",
        "Adopters",
    ]
    assert book["Care leavers"]["N1"].value == "Latest Date of Contact with care leaver"


@pytest.mark.slow
def test_lists_are_also_written_as_csv_when_chosen_and_no_cell_can_run(anyshire: Path, run: Run) -> None:
    choose(anyshire, output_format="CSV per list")
    (anyshire / "case_data" / "ssd_department.csv").write_text(
        "dept_team_id,dept_team_name\nT1,=1+1\n", encoding="utf-8"
    )
    run("build", "annex-a", "--folder", anyshire)
    folder = anyshire / "output" / "2026-11-20"
    assert len([*folder.glob("list_*.csv")]) == 11
    with (folder / "list_03_referrals.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert rows[0]["Date of referral"] == "14/09/2026"
    assert rows[0]["Allocated Team"] == "'=1+1"


@pytest.mark.slow
def test_a_template_of_the_authoritys_own_changes_words_and_looks(anyshire: Path, run: Run) -> None:
    templates = anyshire / "templates"
    templates.mkdir(exist_ok=True)
    shipped = ROOT / "templates"
    for name in ("annex_a.yaml", "data_quality.yaml"):
        text = (shipped / name).read_text(encoding="utf-8")
        (templates / name).write_text(
            text.replace("cells: [Annex A child-level data]", 'cells: ["Lists of {{ pack.authority }}"]').replace(
                "1F3864", "004020"
            ),
            encoding="utf-8",
        )
    run("build", "annex-a", "data-quality", "--folder", anyshire)
    book = openpyxl.load_workbook(anyshire / "output" / "2026-11-20" / "annex_a.xlsx")
    assert book["Front_Sheet"]["A1"].value == "Lists of Anyshire (invented)"
    assert book["List_1"]["A2"].fill.fgColor.rgb == "FF004020"
