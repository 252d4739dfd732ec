"""Every raw row of a child is found, once, whichever table it stands in and whatever it hangs on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from extracts import blank, change
from extracts import read as read_rows
from extracts import write as write_rows
from their_rows import Extract

from readiness.case_data.find import find_tables
from readiness.case_data.ingest_state import IngestState
from readiness.case_data.rows_of_person import load_identifiers, numbers_of_rows, persons_known_by, rows_of_person
from readiness.foundation.database import Store
from readiness.specification.model import Annex


@contextmanager
def loaded(folder: Path, annex: Annex, scratch: Path) -> Iterator[IngestState]:
    with Store() as store:
        tables = find_tables(folder / "case_data", annex.tables, annex.tables).tables
        state, unread = load_identifiers(store, annex, tables, scratch)
        assert unread == ()
        yield state


def numbered(state: IngestState, child: str) -> list[tuple[str, int]]:
    return [(name, row + 2) for name, rows in numbers_of_rows(state, child).items() for row in rows]


def add_what_hangs_on_others(folder: Path) -> None:
    """Placements and visits that name no child, a repeated row, and a table that no list is made of."""
    change(folder, "ssd_cla_placement", blank("clap_person_id"))
    change(folder, "ssd_cp_visits", blank("cppv_person_id"))
    file = folder / "case_data" / "ssd_cp_visits.csv"
    rows = read_rows(file)
    write_rows(file, [*rows, rows[0], rows[-1]])
    assessment = read_rows(folder / "case_data" / "ssd_cin_assessments.csv")[0]["cina_assessment_id"]
    factors = [{"cinf_table_id": "F1", "cinf_assessment_id": assessment, "cinf_assessment_factors_json": "{}"}]
    write_rows(folder / "case_data" / "ssd_assessment_factors.csv", factors)


@pytest.mark.parametrize("hanging", [False, True])
def test_every_row_of_every_child_of_the_example(hanging: bool, anyshire: Path, annex: Annex, tmp_path: Path) -> None:
    if hanging:
        add_what_hangs_on_others(anyshire)
    extract = Extract(anyshire, annex)
    with loaded(anyshire, annex, tmp_path) as state:
        for child in extract.children:
            found = numbered(state, child)
            assert len(found) == len({*found})
            assert {*found} == extract.of(child)
        everybodys = set().union(*(extract.of(child) for child in extract.children))
    assert {("ssd_cla_placement", 2), ("ssd_cp_visits", 2)} <= everybodys
    assert (("ssd_assessment_factors", 2) in everybodys) == hanging


@pytest.mark.slow
def test_every_row_of_some_children_of_a_borough(annex: Annex, tmp_path: Path) -> None:
    from readiness.commands.example import invent

    folder = tmp_path / "borough"
    invent(folder, "borough", 1, lambda _: None)
    extract = Extract(folder, annex)
    chance = random.Random(1)
    with_legacy = [row["perm_person_id"] for row in extract.rows["ssd_permanence"][:5]]
    adopted = [child for child, legacy in extract.legacy.items() if legacy in with_legacy or child in with_legacy]
    children = [*adopted, *chance.sample(extract.children, 40)]
    with loaded(folder, annex, tmp_path) as state:
        for child in children:
            found = numbered(state, child)
            assert len(found) == len({*found})
            assert {*found} == extract.of(child)


def test_a_row_has_all_that_its_file_says(anyshire: Path, annex: Annex, tmp_path: Path) -> None:
    extract = Extract(anyshire, annex)
    with loaded(anyshire, annex, tmp_path) as state:
        for row in rows_of_person(state, extract.children[0], tmp_path):
            raw = extract.rows[row.table][row.row - 2]
            assert dict(row.cells) == {heading: text for heading, text in raw.items() if text.strip()}
            assert row.file == f"case_data/{row.table}.csv"


def test_another_identifier_serves_where_only_one_child_has_it(anyshire: Path, annex: Annex, tmp_path: Path) -> None:
    file = anyshire / "case_data" / "ssd_person.csv"
    rows = read_rows(file)
    legacy = ["L1", "L2", "L2"]
    write_rows(file, [row | {"pers_legacy_id": legacy[n] if n < 3 else ""} for n, row in enumerate(rows)])
    with loaded(anyshire, annex, tmp_path) as state:
        assert persons_known_by(state, "L1") == [rows[0]["pers_person_id"]]
        assert len(persons_known_by(state, "L2")) == 2
        assert persons_known_by(state, "L3") == []
