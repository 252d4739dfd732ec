"""Every list agrees with a slow and obvious re-computation from the raw files: the same children, dates and counts."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from recompute_plans import LISTS, compared

from readiness.commands.build import build
from readiness.run.model import Pack


@pytest.fixture(scope="module", params=["2026-11-20", "2026-05-20", "2025-12-31"])
def anyshire_pack(
    request: pytest.FixtureRequest, laid_out: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Pack, Path]:
    folder = Path(shutil.copytree(laid_out, tmp_path_factory.mktemp("again") / "anyshire"))
    return build(folder, day=dt.date.fromisoformat(request.param), write=False).pack, folder


@pytest.mark.parametrize("name", LISTS)
def test_anyshire(name: str, anyshire_pack: tuple[Pack, Path]) -> None:
    made, again = compared(anyshire_pack[0], name, anyshire_pack[1])
    assert made == again


@pytest.fixture(scope="module", params=[("2023-03-31", 1), ("2022-09-30", 2)], ids=str)
def village_pack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Pack, Path]:
    from readiness.commands.example import invent

    day, seed = request.param
    folder = tmp_path_factory.mktemp("village") / "village"
    invent(folder, "village", seed, lambda _: None)
    return build(folder, day=dt.date.fromisoformat(day), write=False).pack, folder


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_an_invented_village_with_its_planted_faults(name: str, village_pack: tuple[Pack, Path]) -> None:
    made, again = compared(village_pack[0], name, village_pack[1])
    assert made == again


def test_every_list_is_worked_out_again(anyshire_pack: tuple[Pack, Path]) -> None:
    assert set(LISTS) == {made.name for made in anyshire_pack[0].lists}
