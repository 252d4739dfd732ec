"""Whatever happens to one column of one table of case data, the lists are right, or it is told and not exit code 0."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import duckdb
import openpyxl
import pytest
from damaged import WAYS, Outcome, Table, damaged, in_folder, outcome, read, run_context
from product import ROOT

from readiness.case_data.column_mapping import needed_columns
from readiness.run.context import RunContext

SHIPPED = ROOT / "examples" / "anyshire" / "case_data"
TABLES = sorted(file.stem for file in SHIPPED.glob("*.csv"))
Damage = tuple[str, str]  # table, column


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
    file.unlink(missing_ok=True)


KINDS = {"csv": as_csv, "parquet": as_parquet, "xlsx": as_workbook}


def _write(folder: Path, run: RunContext, damage: Damage, way: str, kind: str) -> None:
    name, column = damage
    file = folder / "case_data" / f"{name}.csv"
    table = damaged(read(SHIPPED / file.name), column, run.annex.tables[name].columns[column], way)
    KINDS[kind](file, table)


def _mend(folder: Path, name: str) -> None:
    for file in (folder / "case_data").glob(f"{name}.*"):
        file.unlink()
    shutil.copy(SHIPPED / f"{name}.csv", folder / "case_data")


def silences(
    run: RunContext, unchanged: Outcome, folder: Path, way: str, damages: Sequence[Damage], kind: str = "csv"
) -> list[str]:
    """The damages that alter a list and are not told by the column's name, or end with exit code 0.

    Many are done at once, a column a table. What is then not told for certain is done once more on its own.
    """
    run = in_folder(run, folder)
    for damage in damages:
        _write(folder, run, damage, way, kind)
    together = outcome(run)
    for name, _ in damages:
        _mend(folder, name)
    silent = []
    for name, column in damages:
        if not together.tells(f"/{name}.", column):
            _write(folder, run, (name, column), way, kind)
            found = outcome(run, unchanged.lists)
            _mend(folder, name)
            if found.lists != unchanged.lists and (not found.code or column not in found.said):
                silent.append(f"{name}.{column}: exit {found.code}, {'' if column in found.said else 'not '}told")
    return silent


def batches(run: RunContext, way: str, names: Sequence[str]) -> Iterator[list[Damage]]:
    """A column of each table at a time; those apart without which nothing is loaded."""
    columns = {
        name: sorted(_columns(run, name), key=lambda column: not _is_refused(run, name, column)) for name in names
    }
    refused = {name: [c for c in those if _is_refused(run, name, c)] for name, those in columns.items()}
    rest = {name: [c for c in those if c not in refused[name]] for name, those in columns.items()}
    for part in (refused, rest) if way in ("renamed", "removed") else (columns,):
        for those in zip_longest(*part.values()):
            yield [(name, column) for name, column in zip(part, those, strict=True) if column]


def _columns(run: RunContext, name: str) -> list[str]:
    return [column for column in read(SHIPPED / f"{name}.csv")[0] if column in needed_columns(run.annex).get(name, {})]


def _is_refused(run: RunContext, name: str, column: str) -> bool:
    table, pages = run.annex.tables[name], run.annex.lists.values()
    if any(f"{name}.{column}" in page.selected_by for page in pages):
        return True
    about = table.columns[column]
    tells_rows_apart = column == table.key or bool(about.refers_to)
    return tells_rows_apart and any(name in (*page.needs, *page.rows_from) for page in pages)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_no_damage_to_a_column_is_silent(
    way: str, run: RunContext, unchanged: Outcome, laid_out: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(laid_out, tmp_path / "anyshire"))
    found = [silences(run, unchanged, folder, way, batch) for batch in batches(run, way, TABLES)]
    assert [line for lines in found for line in lines] == []


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_nor_in_another_kind_of_file(
    kind: str, way: str, run: RunContext, unchanged: Outcome, laid_out: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(laid_out, tmp_path / "anyshire"))
    name = {"parquet": "ssd_contacts", "xlsx": "ssd_department"}[kind]
    found = [silences(run, unchanged, folder, way, batch, kind) for batch in batches(run, way, [name])]
    assert [line for lines in found for line in lines] == []
