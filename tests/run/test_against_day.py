"""The inspection day against the newest event: far apart is told, and where nothing can come out nothing is written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from product import Run

from readiness.authority.choices import Scope, scope_of
from readiness.authority.settings import open_workspace
from readiness.foundation.database import Store
from readiness.foundation.errors import SourceError
from readiness.foundation.findings import Finding
from readiness.run.against_day import hold_against_day
from readiness.specification.model import Annex

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def scope(laid_out: Path, annex: Annex) -> Scope:
    return scope_of(open_workspace(laid_out), annex, DAY)


def held(scope: Scope, *days: str) -> tuple[Finding, ...]:
    with Store() as store:
        store.keep("visits", ("day",), [(day,) for day in days])
        store.run("alter table visits alter day type date")
        return hold_against_day(store, {"visits": ["day"]}, scope, "case_data").findings


@pytest.mark.parametrize("days", [("2026-11-06",), ("2026-11-20",), ("2020-01-01", "2026-11-19", "2026-12-04")])
def test_an_extract_of_about_that_day_is_not_told(scope: Scope, days: tuple[str, ...]) -> None:
    assert not held(scope, *days)


def test_an_extract_that_ends_too_early_is_a_warning(scope: Scope) -> None:
    (finding,) = held(scope, "2026-10-23", "2019-01-01")
    assert finding.severity == "warning"
    assert "the extract ends 28 days before the inspection day, 20 November 2026" in str(finding)


def test_a_slip_in_a_later_year_does_not_hide_that_the_extract_is_old(scope: Scope) -> None:
    assert [finding.severity for finding in held(scope, "2026-10-23", "2062-11-19")] == ["warning"]


def test_an_extract_that_goes_on_is_a_note_with_a_month_alone(scope: Scope) -> None:
    (finding,) = held(scope, "2026-11-20", "2027-02-17")
    assert finding.severity == "note"
    assert finding.wrong.endswith("its newest date is of February 2027")


def test_data_without_a_day_is_told(scope: Scope) -> None:
    assert [finding.severity for finding in held(scope)] == ["warning"]


@pytest.mark.parametrize("day", ["2026-05-19", "2026-11-21"])
def test_a_day_with_no_data_around_it_stops_the_run(scope: Scope, day: str) -> None:
    with pytest.raises(SourceError, match="no event in the data is within six months before 20 November 2026"):
        held(scope, day)


@pytest.mark.parametrize("command", [("build", "annex-a"), ("check",), ("doctor",)])
def test_a_day_a_century_off_ends_with_3_and_writes_nothing(anyshire: Path, run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--quiet", "--day", "1926-11-20", "--folder", anyshire)
    wrong = "no event in the data is within six months before 20 November 1926; the newest is of December 2026"
    assert result.exit_code == 3
    assert wrong in result.output + result.stderr
    assert not [*anyshire.glob("output/*")]


def test_a_set_up_that_says_no_name_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "our shire").stdout.strip().endswith(("'", '"'))
    result = run("doctor", "--quiet", "--folder", tmp_path / "our shire")
    assert result.exit_code == 2
    assert 'readiness.yaml:4: still says "Name of the authority". Write your authority' in result.stderr


def test_settings_are_looked_for_above_the_current_folder(
    anyshire: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(anyshire / "case_data")
    result = run("doctor", "--quiet")
    assert result.stdout.startswith("Anyshire (invented), inspection day 20 November 2026, from case_data")
