"""Somebody who stops a run is told that it stopped, whatever was at work when they did."""

from __future__ import annotations

import signal
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from readiness import cli
from readiness.commands import describe
from readiness.foundation import database


def _fail_over_a_stop(*_: object) -> str:
    try:
        raise KeyboardInterrupt
    finally:
        raise ValueError("what was at work")


def _interrupted_query(*_: object) -> str:
    with database.Store() as store, store._told_when_cut_off():
        raise duckdb.InterruptException("Query interrupted")


def _ended_by_the_system(*_: object) -> str:
    signal.raise_signal(signal.SIGTERM)
    return "went on"


def _no_memory(*_: object) -> str:
    raise MemoryError


@pytest.mark.parametrize("way", [_fail_over_a_stop, _interrupted_query, _ended_by_the_system])
def test_a_stop_ends_as_a_stop(way: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(describe, "describe", way)
    ended = CliRunner().invoke(cli.main, ["describe", "--folder", str(tmp_path)])
    assert (ended.exit_code, ended.stderr) == (130, "Stopped. Nothing was written.\n")


def test_memory_that_runs_out_anywhere_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(describe, "describe", _no_memory)
    ended = CliRunner().invoke(cli.main, ["describe", "--folder", str(tmp_path)])
    assert ended.exit_code == 3
    assert "there is not enough memory" in ended.stderr
