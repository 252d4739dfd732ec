"""No cell that is never to be blank is blank in silence, on any day; a column without a source is told once."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from readiness.checks.model import BrokenRule
from readiness.cli import main
from readiness.commands.build import build
from readiness.specification.model import Annex

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("never_blank") / "borough"
    words = ["example", str(folder), "--size", "borough", "--seed", "1"]
    assert CliRunner().invoke(main, words, catch_exceptions=False).exit_code == 0
    return folder


@pytest.mark.parametrize("day", ["2023-02-28", "2020-02-29"])
def test_a_blank_that_should_not_be_is_told(day: str, borough: Path, annex: Annex) -> None:
    pack = build(borough, ("annex-a",), day=dt.date.fromisoformat(day), write=False).pack
    assert pack
    told, of_the_whole = _told(pack.checks.everything)
    blank = 0
    for result in pack.lists:
        never = [column.blank == "never" for column in annex.lists[result.name].columns.values()]
        for place, column in enumerate(result.columns):
            rows = {at for at, row in enumerate(result.rows) if row[place] is None} if never[place] else set()
            blank += len(rows)
            known = told[result.name, column.name]
            assert rows <= known or of_the_whole[result.name, column.name], (result.name, column.name)
    assert blank, "the borough is as awkward as a real one"
    assert not [each for each, times in of_the_whole.items() if times > 1]


def _told(causes: tuple[BrokenRule, ...]) -> tuple[dict[tuple[str, str], set[int]], Counter[tuple[str, str]]]:
    """The rows that are told of each column of each list, and how often the column as a whole is."""
    rows: dict[tuple[str, str], set[int]] = defaultdict(set)
    whole: Counter[tuple[str, str]] = Counter()
    for cause in causes:
        for column in cause.columns:
            rows[cause.about, column].update(cause.rows)
            whole[cause.about, column] += not cause.rows
    return rows, whole
