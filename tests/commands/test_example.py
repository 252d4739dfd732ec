"""Invented authorities: near the real borough, the same for a seed, and every planted fault shows as it is said to."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from planted import DAY, SHOWS, Borough, Planted
from product import Run
from recompute_plans import LISTS, compared

from readiness.commands.build import build
from readiness.commands.example import invent

pytestmark = pytest.mark.slow

YEAR = ("2022-04-01", "2023-04-01")


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Borough:
    folder = tmp_path_factory.mktemp("borough") / "borough"
    invent(folder, "borough", 1, lambda _: None)
    return Borough(folder)


def test_a_borough_is_near_the_real_one_of_march_2023(borough: Borough) -> None:
    allocated = [row for row in borough.rows(6) if row["cin_closure_date"] is None]
    contacts = [row for row in borough.raw("ssd_contacts") if YEAR[0] <= row["cont_contact_date"] < YEAR[1]]
    assessments = [
        row for row in borough.raw("ssd_cin_assessments") if YEAR[0] <= row["cina_assessment_auth_date"] < YEAR[1]
    ]
    figures = {
        2503: len(allocated),
        738: sum("Child in need plan" in (row["case_status"] or "") for row in allocated),
        214: sum(row["cpp_end_date"] is None for row in borough.rows(7)),
        301: sum(row["lac_end_date"] is None for row in borough.rows(8)),
        269: sum(row["eligibility"] != "d) Eligible child" for row in borough.rows(9)),
        15860: len(contacts),
        3888: len(assessments),
        800_000: sum(len(borough.raw(table.name)) for table in borough.pack.intake.tables),
    }
    assert {real: made for real, made in figures.items() if abs(made - real) > real * 0.05} == {}


def test_every_raw_row_of_a_borough_is_accounted_for(borough: Borough) -> None:
    assert all(made.adds_up for made in borough.pack.lists)
    for account in borough.pack.intake.tables:
        if account.read:
            assert account.rows_in_file == len(borough.raw(account.name)), account.name


@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_a_borough_agrees_with_a_slow_recomputation(name: str, borough: Borough) -> None:
    made, again = compared(borough.pack, name, borough.folder)
    assert made == again


def test_a_rerun_is_byte_identical(borough: Borough) -> None:
    """With the same run before it, or none: what the team reads says what is new since then."""
    output = borough.folder / "output"
    made = []
    for _ in range(2):
        shutil.rmtree(output)
        build(borough.folder, ("annex-a",), DAY)
        made.append({file.name: file.read_bytes() for file in (output / "2023-03-31").iterdir()})
    for name in made[0].keys() - {"manifest.json"}:
        assert made[0][name] == made[1][name], name


def test_the_same_seed_gives_the_same_bytes_and_another_other_children(tmp_path: Path, run: Run) -> None:
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        run("example", tmp_path / name, "--size", "village", "--seed", seed)
    files = {
        name: {
            str(file.relative_to(tmp_path / name)): file.read_bytes()
            for file in (tmp_path / name).rglob("*")
            if file.is_file()
        }
        for name in ("one", "two", "three")
    }
    assert files["one"] == files["two"]
    assert files["one"].keys() == files["three"].keys()
    assert files["one"]["case_data/ssd_person.csv"] != files["three"]["case_data/ssd_person.csv"]


def test_every_planted_fault_shows_as_it_is_said_to(borough: Borough) -> None:
    with (borough.folder / "faults.csv").open(encoding="utf-8", newline="") as file:
        planted = [*csv.DictReader(file)]
    kinds = [fault["fault"] if fault["fault"] in SHOWS else (fault["fault"], fault["table_name"]) for fault in planted]
    assert set(kinds) == SHOWS.keys()
    assert not [
        (kind, fault["row_key"])
        for kind, fault in zip(kinds, planted, strict=True)
        if not SHOWS[kind](Planted(borough, fault["table_name"], fault["row_key"], fault["child_id"]))
    ]
    assert len(planted) > 150
