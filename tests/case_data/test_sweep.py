"""Whatever happens to one column of one table of case data, the lists are right, or it is told and not exit code 0."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pytest
from damaged import Outcome, Table, damages, in_folder, outcome, read, run_context
from product import ROOT

from readiness.case_data.column_mapping import needed_columns
from readiness.run.context import RunContext

TABLES = sorted(file.stem for file in (ROOT / "examples" / "anyshire" / "case_data").glob("*.csv"))


@pytest.fixture(scope="module")
def run(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> RunContext:
    return run_context(laid_out, tmp_path_factory.mktemp("scratch"))


@pytest.fixture(scope="module")
def unchanged(run: RunContext) -> Outcome:
    found = outcome(run)
    assert found.code == 0
    return found


def as_csv(file: Path, table: Table) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(table)


def as_parquet(file: Path, table: Table) -> None:
    as_csv(file, table)
    duckdb.sql(
        f"copy (from read_csv('{file}', all_varchar = true, header = true)) to '{file.with_suffix('.parquet')}' "
        "(format parquet)"
    )
    file.unlink()


def as_workbook(file: Path, table: Table) -> None:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append([cell or None for cell in row])
    book.save(file.with_suffix(".xlsx"))
    file.unlink()


KINDS = {"csv": as_csv, "parquet": as_parquet, "xlsx": as_workbook}


def silences(run: RunContext, unchanged: Outcome, folder: Path, name: str, kind: str) -> list[str]:
    """The damages to a table's columns that alter a list and are not told by the column's name, or end with 0."""
    table = read(folder / "case_data" / f"{name}.csv")
    columns = needed_columns(run.annex).get(name, {})
    wrong = []
    for column in table[0]:
        for way, damaged in damages(table, column, run.annex.tables[name].columns[column]):
            if column not in columns and way != "renamed":
                continue
            for file in (folder / "case_data").glob(f"{name}.*"):
                file.unlink()
            KINDS[kind](folder / "case_data" / f"{name}.csv", damaged)
            found = outcome(in_folder(run, folder), unchanged.lists)
            if found.lists != unchanged.lists and (not found.code or column not in found.said):
                wrong.append(f"{name}.{column} {way}: exit {found.code}, {'' if column in found.said else 'not '}told")
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_no_damage_to_a_column_is_silent(
    name: str, run: RunContext, unchanged: Outcome, laid_out: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(laid_out, tmp_path / "anyshire"))
    assert silences(run, unchanged, folder, name, "csv") == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind"), [("ssd_contacts", "parquet"), ("ssd_cp_plans", "xlsx")])
def test_nor_in_another_kind_of_file(
    name: str, kind: str, run: RunContext, unchanged: Outcome, laid_out: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(laid_out, tmp_path / "anyshire"))
    assert silences(run, unchanged, folder, name, kind) == []
