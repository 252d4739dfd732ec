"""A document asks for what it needs: no list is made and nothing is counted for one whose template names neither."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from product import ROOT, Run

from readiness.foundation.placeholders import asked_of
from readiness.run import data_stage, stages
from readiness.run.needs import EVERYTHING, NO_NEEDS, needs_of

DAY = "2026-11-20"
STAGES = ("ingest", "find_case_data", "make_list", "find_lists", "count")


def own_pack(folder: Path, *texts: str) -> None:
    """The authority's own copy of the planning pack, which holds these paragraphs and no more."""
    (folder / "templates").mkdir(exist_ok=True)
    shutil.copy(ROOT / "templates" / "planning_pack.yaml", folder / "templates")
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(folder / "templates" / "planning_pack.docx"))


def spied_on(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The stages that a run goes through, as it goes."""
    seen: set[str] = set()

    def spy(name: str, stage: Callable[..., object]) -> Callable[..., object]:
        def told(*words: object) -> object:
            seen.add(name)
            return stage(*words)

        return told

    for name in STAGES:
        monkeypatch.setattr(data_stage, name, spy(name, getattr(data_stage, name)))
    monkeypatch.setattr(stages, "evaluate_claims", spy("evaluate", stages.evaluate_claims))
    return seen


def printed(folder: Path) -> list[str]:
    document = docx.Document(str(folder / "output" / DAY / "planning_pack.docx"))
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_pack_that_asks_how_things_stand_reads_no_case_data(
    anyshire: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_pack(anyshire, "{{ overview.authority }}: {{ overview.standing.ready }} ready")
    shutil.rmtree(anyshire / "case_data")
    seen = spied_on(monkeypatch)
    result = run("build", "Planning_Pack", "--folder", anyshire)
    assert (result.exit_code, seen) == (0, set())
    assert "No list was made: these documents ask for none.\n" in result.stderr
    assert "Checks:" not in result.stdout
    assert "Indicators:" not in result.stdout
    assert printed(anyshire) == ["Anyshire (invented): 53 ready"]  # the lists themselves are not


def test_lists_are_as_the_last_run_found_them_and_it_is_said(anyshire: Path, run: Run) -> None:
    run("build", "annex-a", "--quiet", "--folder", anyshire)
    manifest = anyshire / "output" / DAY / "manifest.json"
    before = json.loads(manifest.read_text(encoding="utf-8"))
    found = manifest.with_name("checks.json").read_bytes()
    field = "{% for d in overview.standing.documents %}{% for p in d.problems %}{{ p.wrong }}. {% endfor %}{% endfor %}"
    own_pack(anyshire, "{{ overview.standing.ready }} ready", field)
    result = run("build", "planning-pack", "--quiet", "--folder", anyshire)
    assert re.search(r"as ready as it was last checked, on \d+ \w+ \d{4}\.", result.stderr)
    ready, problems = printed(anyshire)
    assert ready == "54 ready"
    assert re.search(r"was last checked on \d+ \w+ \d{4}, and not in this run", problems)
    after = json.loads(manifest.read_text(encoding="utf-8"))
    assert after["lists made"] == before["made"]
    for key in ("lists", "checks", "files read", "case data", "findings"):
        assert after[key] == before[key]
    assert {*after["files written"]} == {*before["files written"], "planning_pack.docx"}
    assert manifest.with_name("checks.json").read_bytes() == found
    assert run("check", "--quiet", "--folder", anyshire).exit_code == 0


def test_a_pack_that_asks_for_lists_counts_no_indicator(
    anyshire: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_pack(anyshire, "{{ overview.lists | length }} lists")
    seen = spied_on(monkeypatch)
    assert run("build", "planning-pack", "--quiet", "--folder", anyshire).exit_code == 0
    assert seen == {"ingest", "find_case_data", "make_list"}
    assert printed(anyshire) == ["11 lists"]


def test_a_field_in_a_header_is_asked_for_too(anyshire: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    own_pack(anyshire, "Nothing")
    file = str(anyshire / "templates" / "planning_pack.docx")
    document = docx.Document(file)
    document.sections[0].header.paragraphs[0].text = "{{ overview.scorecard.indicators | length }}"
    document.save(file)
    seen = spied_on(monkeypatch)
    assert run("build", "planning-pack", "--quiet", "--folder", anyshire).exit_code == 0
    assert "count" in seen
    assert "evaluate" not in seen


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{{ overview.lists }} of {{ overview . authority }}", {"lists", "authority"}),
        ("{% for row in overview.standing.documents if overview.new %}{% endfor %}", {"standing", "new"}),
        ("An overview.lists that is no field, {{ other.overview }}", set()),
        ("{{ '}}' ~ overview.causes }}", {"causes"}),
        ("{% set all = overview %}{{ all.lists }}", None),
        ("{{ overview['lists'] }}", None),
        ("{{ overview | attr('lists') }}", None),
    ],
)
def test_what_a_text_asks_for_is_found_or_not_guessed(text: str, fields: set[str] | None) -> None:
    assert asked_of(text, "overview") == fields


def test_a_field_that_nobody_knows_needs_everything() -> None:
    assert needs_of(["authority"]) == NO_NEEDS
    assert needs_of(["authority", "something_new"]) == EVERYTHING
