"""One authority of a region: what goes wrong in it, and what it shares with others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readiness.authority.overlay import own_over_installed
from readiness.commands.member import AskedOfEach, member_in
from readiness.commands.reading import Reading


def test_what_nobody_foresaw_stops_no_other_and_shows_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Jane Doe")

    monkeypatch.setattr(Reading, "templates", fail)
    member = member_in(tmp_path, AskedOfEach())
    (mistake,) = member.mistakes
    assert (member.made, member.exit_code) == (False, 70)
    assert re.match(r"readiness has failed \(ValueError at .*test_member\.py:\d+\)$", mistake.wrong)
    assert "Jane" not in str(mistake)


def test_a_specification_is_read_once_for_all_that_have_the_same(tmp_path: Path) -> None:
    reading = Reading()
    shipped = reading.annex(own_over_installed("annex_a"))
    assert reading.annex(own_over_installed("annex_a")) is shipped
    own = []
    for name, text in (("a", "one"), ("b", "one"), ("c", "another")):
        page = tmp_path / name / "annex_a" / "codes" / "of_our_own.yaml"
        page.parent.mkdir(parents=True)
        page.write_text(f"title: {text}\ncodes:\n  A: Yes\n", encoding="utf-8")
        own.append(tmp_path / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("readiness.commands.reading.read_annex", lambda folders: (folders[0], shipped))
        first, same, another = (reading.annex(own_over_installed("annex_a", folder)) for folder in own)
    assert first is same
    assert first is not another
