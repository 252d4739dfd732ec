"""Which earlier run this one is compared with: by inspection day, authority and source, and never by the clock.

Kept runs are read as far as they go, and told where they cannot be read; never taken for no run.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from readiness.files.digest_key import DigestKey, new_key
from readiness.foundation.errors import UsageError
from readiness.run.earlier_runs import NO_RUNS, EarlierRuns, Sought, earlier_runs

DAY = "2026-11-20"
KEY = DigestKey(bytes(range(32)))
FOUND = json.dumps({"key": KEY.mark, "found": {"R1": {"a_list": ["x", "x"]}}})
WHOLE = {
    "made": "2026-11-20T09:00:00+00:00",
    "lists": {"a_list": {"rows": 3, "not listed": {}}},
    "checks": {"error": 2},
    "standing": {"documents ready": 4},
    "approved": {"5": "abc"},
    "of a later version": [1],
}


def kept(output: Path, manifest: object, found: str | None = FOUND, day: str = DAY) -> Path:
    """A folder of output with a manifest, and what its checks found."""
    folder = output / day
    folder.mkdir(parents=True)
    content = manifest if isinstance(manifest, str) else json.dumps(manifest)
    (folder / "manifest.json").write_text(content, encoding="utf-8")
    if found is not None:
        (folder / "checks.json").write_text(found, encoding="utf-8")
    return folder


def made(output: Path, day: str, **words: Any) -> Path:
    """A run for an inspection day, as it is kept."""
    return kept(output, {**WHOLE, "inspection day": day, **words}, day=day)


def known(output: Path, day: str = "2026-12-20", since: str = "", source: str = "case data") -> EarlierRuns:
    asked = dt.date.fromisoformat(since) if since else None
    return earlier_runs(output, Sought(dt.date.fromisoformat(day), "Anyshire", source, asked, KEY))


def test_a_folder_without_a_manifest_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    kept(tmp_path, "half a manif", day=".unfinished-x")
    assert known(tmp_path) == NO_RUNS
    assert known(tmp_path / "nowhere") == NO_RUNS


def test_a_run_is_known_again_whatever_a_later_version_adds(tmp_path: Path) -> None:
    kept(tmp_path, WHOLE)
    before = known(tmp_path)
    assert (before.base.day, before.base.made, before.base.rows) == (DAY, WHOLE["made"], {"a_list": 3})
    assert before.base.found == {("R1", "a_list"): {"x": 2}}
    assert (before.figures_day, before.figures, before.approved) == (DAY, {"documents ready": 4}, {"5": "abc"})
    assert not before.findings
    assert (before.listed, before.errors) == ("", None), "no lists were made for the later day"
    same_day = known(tmp_path, DAY)
    assert (same_day.base.day, same_day.listed, same_day.errors) == ("", WHOLE["made"], 2)


def test_a_run_of_an_earlier_version_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    kept(tmp_path, {"made": "2026-11-20T09:00:00+00:00", "lists": {"a_list": {"rows": 3}}}, found=None)
    before = known(tmp_path)
    assert (before.base.made, before.base.rows) == ("2026-11-20T09:00:00+00:00", {"a_list": 3})
    assert (before.base.found, before.findings) == (None, ())
    assert known(tmp_path, DAY).errors is None


def test_lists_are_of_a_run_that_made_some_and_figures_of_one_that_took_stock(tmp_path: Path) -> None:
    kept(tmp_path, WHOLE, day="2026-11-20")
    kept(tmp_path, {"made": "2026-11-21T09:00:00+00:00", "standing": {"documents ready": 5}}, None, day="2026-11-21")
    before = known(tmp_path)
    assert (before.base.day, before.figures_day) == ("2026-11-20", "2026-11-21")
    assert (before.base.rows, before.figures) == ({"a_list": 3}, {"documents ready": 5})


def test_the_base_is_the_latest_inspection_day_before_whenever_it_was_made(tmp_path: Path) -> None:
    made(tmp_path, "2026-09-20", made="2026-09-21T09:00:00+00:00")
    made(tmp_path, "2026-10-20", made="2026-10-21T09:00:00+00:00")
    made(tmp_path, "2026-11-20", made="2026-11-21T09:00:00+00:00")
    made(tmp_path, "2027-03-31", made="2026-11-22T09:00:00+00:00")  # what if it were March: a later day
    made(tmp_path, "2026-08-20", made="2026-11-23T09:00:00+00:00")  # and what if August: made last of all
    assert known(tmp_path, "2026-11-20").base.day == "2026-10-20"
    assert known(tmp_path, "2026-12-20").base.day == "2026-11-20"
    assert known(tmp_path, "2026-10-20").base.day == "2026-09-20"
    assert known(tmp_path, "2026-08-20").base.day == ""


def test_of_several_runs_for_a_day_the_one_made_last_and_not_stamped_in_the_future(tmp_path: Path) -> None:
    for folder, year, rows in (("first", 2025, 1), ("second", 2026, 2), ("wrong", 2099, 3)):
        lists = {"a_list": {"rows": rows}}
        content = {**WHOLE, "made": f"{year}-01-21T09:00:00+00:00", "inspection day": DAY, "lists": lists}
        kept(tmp_path, content, day=folder)
    assert known(tmp_path).base.rows == {"a_list": 2}


def test_a_run_stamped_in_the_future_is_not_the_last_for_ever(tmp_path: Path) -> None:
    read = {"a_table": {"file": "a.csv", "sha256": "1", "rows": 1}}
    made(tmp_path, "2026-10-20", made="2099-10-21T09:00:00+00:00", approved={"5": "of the future"})
    made(tmp_path, "2026-11-20", made="2026-01-21T09:00:00+00:00", **{"files read": read})
    before = known(tmp_path)
    (told,) = before.findings
    assert told.wrong == "was written at a time that is still to come, so it is not taken for the last"
    assert before.base.day == "2026-11-20"
    assert before.approved == {"5": "abc"}
    assert {*before.files} == {"a_table"}


def test_another_authority_and_another_kind_of_source_are_not_compared_with(tmp_path: Path) -> None:
    made(tmp_path, "2026-09-20", authority="Anyshire", source="case data")
    made(tmp_path, "2026-10-20", authority="Anyshire", source="annex a workbook")
    made(tmp_path, "2026-11-20", authority="Othershire", source="case data")
    assert known(tmp_path).base.day == "2026-09-20"
    assert known(tmp_path, source="annex a workbook").base.day == "2026-10-20"


def test_a_day_can_be_asked_for(tmp_path: Path) -> None:
    made(tmp_path, "2026-09-20")
    made(tmp_path, "2026-10-20")
    assert known(tmp_path, since="2026-09-20").base.day == "2026-09-20"


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("2026-12-20", "is not before the inspection day, 20 December 2026. Choose an earlier day."),
        ("2026-12-21", "is not before the inspection day, 20 December 2026. Choose an earlier day."),
        (
            "2026-10-19",
            "no run for that day is kept that read the same kind of source. Choose 2026-09-20 or 2026-10-20.",
        ),
    ],
)
def test_a_day_that_cannot_be_compared_with_is_told(since: str, told: str, tmp_path: Path) -> None:
    made(tmp_path, "2026-09-20")
    made(tmp_path, "2026-10-20")
    with pytest.raises(UsageError) as raised:
        known(tmp_path, since=since)
    assert str(raised.value) == f"--since {since}: {told}"


def test_without_any_run_there_is_none_to_choose(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"same kind of source\. Build for that day first\.$"):
        known(tmp_path, since="2026-10-20")


def test_of_some_lists_alone_the_base_says_nothing_of_the_others(tmp_path: Path) -> None:
    lists = {"a_list": {"rows": 3}, "another": {"rows": 4}}
    found = {"key": KEY.mark, "found": {"R1": {"a_list": ["x"], "another": ["y"]}}}
    kept(tmp_path, {**WHOLE, "lists": lists}, json.dumps(found))
    base = known(tmp_path).base.only(("another",))
    assert (base.rows, base.found) == ({"another": 4}, {("R1", "another"): {"y": 1}})


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("{", "is damaged, so nothing is known of that run"),
        ("[1, 2]", "is not a manifest of readiness, so nothing is known of that run"),
        ('{"name": "a web page"}', "is not a manifest of readiness, so nothing is known of that run"),
        ('{"made": "x", "lists": 3}', "is damaged at lists, so nothing is known of that run"),
        ('{"made": "x", "files written": {"a": 1}}', "is damaged at files written, so nothing is known of that run"),
    ],
)
def test_what_cannot_be_read_is_told(content: str, wrong: str, tmp_path: Path) -> None:
    kept(tmp_path / "output", content)
    (finding,) = known(tmp_path / "output").findings
    assert finding.place == f"output/{DAY}/manifest.json"
    assert (finding.severity, finding.wrong) == ("warning", wrong)
    assert finding.do


LOST = "so this run cannot say what is new and what has gone"


@pytest.mark.parametrize(
    ("found", "wrong", "key"),
    [
        (
            '{"R1": {"a_list": ["x"]}}',
            "was written by an earlier version of readiness, which had no readiness.key",
            KEY,
        ),
        (FOUND, "rests on the readiness.key of its time, which is not there", new_key()),
        (FOUND, "rests on the readiness.key of its time, and another is there now", DigestKey(bytes(32))),
    ],
    ids=["earlier version", "key lost", "key changed"],
)
def test_findings_of_another_key_are_told_and_compared_with_nothing(
    found: str, wrong: str, key: DigestKey, tmp_path: Path
) -> None:
    kept(tmp_path / "output", WHOLE, found)
    before = earlier_runs(tmp_path / "output", Sought(dt.date(2026, 12, 20), "Anyshire", "case data", None, key))
    (finding,) = before.findings
    assert (finding.place, finding.wrong) == (f"output/{DAY}/checks.json", f"{wrong}, {LOST}")
    assert before.base.found is None and before.base.rows == {"a_list": 3}


@pytest.mark.parametrize("found", [None, "[]", "{"])
def test_findings_that_cannot_be_read_are_told_and_compared_with_nothing(found: str | None, tmp_path: Path) -> None:
    kept(tmp_path, WHOLE, found)
    before = known(tmp_path)
    (finding,) = before.findings
    assert finding.place.endswith("checks.json")
    assert before.base.found is None
    assert known(tmp_path, DAY).errors == 2
