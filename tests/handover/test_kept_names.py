"""A name under which something is kept is safe on every system, tells what it is and is nobody else's."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.handover.kept_names import kept_name

WHEN = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("name", "request_number", "version", "kept"),
    [
        ("Supervision policy.docx", "12", "", "2026-11-24 1430 request 12 Supervision policy.docx"),
        ("Supervision policy.docx", "12", "2.1", "2026-11-24 1430 request 12 v2.1 Supervision policy.docx"),
        ("policy", "R12/3", "Final", "2026-11-24 1430 request R12_3 Final policy"),
        ("CON", "1", "", "2026-11-24 1430 request 1 CON"),
        ('a<b>:"|?*\\.pdf', "1", "", "2026-11-24 1430 request 1 a_b_______.pdf"),
        ("a.b c d e f g h i j k", "1", "", "2026-11-24 1430 request 1 a.b c d e f g h i j k"),
        ("plan . .docx", "1", "", "2026-11-24 1430 request 1 plan.docx"),
        ("ä" * 90 + ".docx", "1", "", "2026-11-24 1430 request 1 " + "ä" * 50 + ".docx"),
    ],
)
def test_a_name_tells_when_for_what_and_which_version(name: str, request_number: str, version: str, kept: str) -> None:
    assert kept_name(name, request_number, version, WHEN, ()) == kept


def test_a_name_that_is_taken_gets_a_number() -> None:
    first = kept_name("Plan.docx", "1", "", WHEN, ())
    second = kept_name("plan.DOCX", "1", "", WHEN, {first.casefold()})
    assert second == "2026-11-24 1430 request 1 plan (2).DOCX"
    assert "(3)" in kept_name("Plan.docx", "1", "", WHEN, {first.casefold(), second.casefold()})


@given(st.text(min_size=1), st.text(), st.text())
def test_every_name_is_safe_on_windows(name: str, number: str, version: str) -> None:
    kept = kept_name(name, number, version, WHEN, ())
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', kept)
    assert kept.rstrip(" .") == kept
    assert len(kept.encode()) <= 200
