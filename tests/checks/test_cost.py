"""What one child has thousands of times costs no more than what thousands of children have once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from extracts import read, write
from product import ROOT

from readiness.commands.build import build
from readiness.foundation import database

TIMES = 15_000
ENOUGH = 250  # MiB; comparing every row with every other takes many times as much


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("ssd_contacts"),
        pytest.param("ssd_early_help_episodes", marks=pytest.mark.slow),
        pytest.param("ssd_cin_episodes", marks=pytest.mark.slow),
        pytest.param("ssd_cin_assessments", marks=pytest.mark.slow),
        pytest.param("ssd_s47_enquiry", marks=pytest.mark.slow),
    ],
)
def test_thousands_of_rows_of_one_child_on_one_day_are_checked_in_little_memory(
    table: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples" / "anyshire", tmp_path / "anyshire")
    file = tmp_path / "anyshire" / "case_data" / f"{table}.csv"
    rows = read(file)
    key = next(iter(rows[0]))
    write(file, [*rows, *({**rows[0], key: f"again {number}"} for number in range(TIMES))])
    monkeypatch.setattr(database, "memory_to_use", lambda _: ENOUGH)
    built = build(tmp_path / "anyshire", write=False)
    assert max(len(each.rows) for each in built.pack.lists) > TIMES
