"""The line of progress: which stage, how far, and in the end how long each took."""

from __future__ import annotations

import re
import time

import pytest

from readiness.commands.progress import ProgressLine, time_lines
from readiness.foundation.phrases import SO_FAR


def test_each_stage_is_told_once_and_how_far_it_is_on_a_terminal_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressLine(quiet=False) as progress:
        progress.stage("Reading case data")
        progress.stage(f"{SO_FAR}3 of 35 tables, 1,200 rows")
        progress.stage("Making lists")
    assert capsys.readouterr().err == "Reading case data ...\nMaking lists ...\n"


def test_how_far_a_stage_is_stands_after_its_name_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    progress = ProgressLine(quiet=False)
    assert progress._status
    progress.stage("Reading case data")
    progress.stage(f"{SO_FAR}3 of 35 tables, 1,200 rows")
    assert progress._status.status == "Reading case data, 3 of 35 tables, 1,200 rows"
    progress.stage("Making lists")
    assert progress._status.status == "Making lists"


def test_timings_tell_the_seconds_of_each_stage_its_share_and_the_whole() -> None:
    stages = [("Getting ready", 10.0), ("Reading case data", 11.0), ("Making lists", 13.5)]
    assert time_lines(stages, 14.0) == [
        "Getting ready         1.00 s   25%",
        "Reading case data     2.50 s   62%",
        "Making lists          0.50 s   12%",
        "In all                4.00 s",
    ]


def test_timings_are_measured_from_when_the_command_began_and_told_only_when_asked_for() -> None:
    with ProgressLine(quiet=True) as silent:
        silent.stage("Making lists")
    assert silent.times == []
    with ProgressLine(quiet=True, timings=True, began=time.perf_counter() - 3600) as progress:
        progress.stage("Making lists")
    first, *_, whole = progress.times
    assert re.fullmatch(r"Getting ready +360\d\.\d\d s  100%", first)
    assert re.fullmatch(r"In all +360\d\.\d\d s", whole)
