"""The worklist: every broken rule a line, its rows below, and of more rows than anybody could work through how many."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.checks import worklist
from readiness.commands.build import build


def test_rows_beyond_the_most_of_a_rule_are_counted_and_never_dropped_in_silence(
    anyshire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = build(anyshire, write=False).pack
    monkeypatch.setattr(worklist, "MOST_OF_A_RULE", 1)
    short = build(anyshire, write=False).pack
    assert whole
    assert short
    assert not any(line.left_off for line in whole.worklist.lines)
    left_off = sum(line.left_off for line in short.worklist.lines)
    assert left_off
    assert len(short.worklist.entries) + left_off == len(whole.worklist.entries)
    for line in short.worklist.lines:
        if line.cause.rows:
            assert short.worklist.entries[line.first].line.number == line.number
    assert [share.rows for share in short.worklist.by_worker] == [share.rows for share in whole.worklist.by_worker]
    assert [share.rows for share in short.worklist.by_team] == [share.rows for share in whole.worklist.by_team]
