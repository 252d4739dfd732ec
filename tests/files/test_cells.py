"""What a cell says as a time of the day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from readiness.files.cells import as_time


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        (dt.time(14, 30, 5), "14:30"),
        (dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC), "09:00"),
        ("14:30", "14:30"),
        ("08.05", "08:05"),
        ("2.30pm", "14:30"),
        ("2 p.m.", "14:00"),
        ("12 am", "00:00"),
        ("12pm", "12:00"),
        ("9:00:00", "09:00"),
        (" 17:00 ", "17:00"),
        ("14", None),
        ("13pm", None),
        ("0 am", None),
        ("24:00", None),
        ("9:60", None),
        ("after lunch", None),
        (9.5, None),
        (None, None),
        ("", None),
    ],
)
def test_a_time_is_read_however_it_was_typed_and_nothing_is_guessed(cell: Any, time: str | None) -> None:
    read = as_time(cell)
    assert (f"{read:%H:%M}" if read else None) == time
