"""The pages of indicators: proved, agreeing with a slow re-computation, and plain about what is ours."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from real_report import lines
from recompute import Extract
from recompute_care_kpis import FIGURES
from recompute_kpis import Asked, first_day

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.example import invent
from readiness.indicators.model import Counted
from readiness.run.context import RunContext
from readiness.run.model import Pack
from readiness.run.needs import INDICATORS
from readiness.run.stages import learn
from readiness.specification.model import Annex
from readiness.specification.read import read_annex, with_answers

POPULATION = 4321
FRAMEWORK_OF_TODAY = "2026"


def counted(folder: Path, day: dt.date) -> Pack:
    """What a run on a day gives, with what every indicator counts."""
    settings = folder / "readiness.yaml"
    text = settings.read_text(encoding="utf-8")
    if "population_0_to_17" not in text:
        settings.write_text(f"{text}\nthresholds: {{population_0_to_17: {POPULATION}}}\n", encoding="utf-8")
    workspace, annex = open_workspace(folder), read_annex(own_over_installed("annex_a"))
    its_scope = scope_of(workspace, annex, day)
    annex = with_answers(annex, its_scope.answers)
    pack = learn(RunContext(workspace, annex, its_scope, folder, needs=INDICATORS)).pack
    assert pack
    return pack


@pytest.fixture(scope="module", params=[("2023-03-31", 1), ("2022-08-17", 2)], ids=str)
def village(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Pack]:
    day, seed = request.param
    folder = tmp_path_factory.mktemp("kpi_pages") / "village"
    invent(folder, "village", seed, lambda _: None)
    return folder, counted(folder, dt.date.fromisoformat(day))


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_an_invented_village_counts_the_same_again(name: str, village: tuple[Path, Pack], annex: Annex) -> None:
    folder, pack = village
    for number, each in enumerate(pack.counted[name]):
        if each.why_not:
            assert number and each.why_not == annex.kpis[name].only_today_because
        else:
            assert told(each) == again(name, folder, each), (each.day, each.period)


def told(each: Counted) -> tuple[Fraction | None, Fraction | None, int]:
    return each.numerator, each.denominator, each.not_recorded


def again(name: str, folder: Path, each: Counted) -> tuple[Fraction | None, Fraction | None, int]:
    ask = Asked(Extract(folder, each.day), first_day(each.period, each.day), POPULATION)
    met, out_of, blank = FIGURES[name](ask)
    return Fraction(met), None if out_of is None else Fraction(out_of), blank


def test_every_indicator_that_case_data_can_give_is_worked_out_again(annex: Annex) -> None:
    assert set(FIGURES) == {name for name, page in annex.kpis.items() if not page.entered_because}


@pytest.mark.slow
def test_agreement_is_not_on_nought(village: tuple[Path, Pack], annex: Annex) -> None:
    _, pack = village
    shares = [pack.counted[name] for name in FIGURES if annex.kpis[name].unit == "percent"]
    assert sum(any(each.denominator for each in its) for its in shares) > 20
    assert sum(any(0 < (each.numerator or 0) < (each.denominator or 0) for each in its) for its in shares) > 12


def test_the_17_of_the_borough_are_there_and_the_rest_say_that_their_number_is_ours(annex: Annex) -> None:
    theirs = {line["ref"] for line in lines()}
    refs = {page.ref: page for page in annex.kpis.values()}
    assert theirs < set(refs)
    for ref, page in refs.items():
        assert ("London borough" in page.basis) == (ref in theirs), ref
        assert page.basis.startswith("The ref is ours") == (ref not in theirs), ref
        assert (page.minimum is not None) <= (ref in theirs), ref
        assert (page.minimum is not None) == bool(page.targets_from), ref


def test_what_is_not_like_for_like_says_why_and_what_is_approximate_says_how(annex: Annex) -> None:
    for name, page in annex.kpis.items():
        assert page.comparator is None or page.comparator.why, name
        assert bool(page.denominator_is) == (page.unit != "count"), name
        assert page.area in annex.frameworks[FRAMEWORK_OF_TODAY].judgements, name
        assert page.title.casefold() not in {other.title.casefold() for other in annex.kpis.values() if other != page}
