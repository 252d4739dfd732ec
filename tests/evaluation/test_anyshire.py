"""The invented authority's self-evaluation: the faults planted in it are told, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from product import ROOT

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.evaluation.model import SelfEvaluation
from readiness.run.context import RunContext
from readiness.run.stages import learn
from readiness.specification.read import read_annex

FOUND = [
    "Claim C2.2: calls a strength what is red: 3.3 is at 75.0%, and its targets are at least 85, aim 90.",
    "Claim C2.4: is an area for development without a next step.",
    'Claim C3.2: rests on an audit of "Plans for children in care" with 8 cases, and the sheet Audits has 6 (30 '
    "October 2026).",
    "Claim C1.3: has a next step that was due on 30 October 2026.",
    "Claim C2.1: is a strength that rests on indicators alone, which show no impact on children.",
    'Claim C2.2: says "Getting better", and 3.3 is getting better since last month and getting worse since last '
    "year and over six months: 100.0% at the end of last year, by month 100.0%, 100.0%, 66.7%, 66.7%, 75.0% and 60.0%; "
    "now 75.0%.",
    'Audit of "Visits to children in need", 27 March 2026: was to look at 6 cases, and 5 were audited.',
    'Action after "Early summer 2026": what was due on 30 September 2026 is not said to be done.',
    'Audit cycle: "Spring 2026" had no case audited again, and 2 rounds or more have been since.',
    "Indicator 3.1, Children in need whose child in need plan is completed: is red at 80.0%, and no statement names it.",
    "Indicator 5.10, Children in care without an assessment completed in the last year: is red at 50.0% and has got worse "
    "3 months running, and no statement names it.",
    "Indicator 5.18, Children in care whose reviews were held within required timescales: is red at 20.0%, and no "
    "statement names it.",
    'Recommendation R6, "Care leavers\' health histories": is still open, and no statement answers it.',
    'Theme "Reasons recorded": keeps coming back: audit of 29 May 2026, audit of 30 September 2026 and Inspection report '
    "of 21 March 2022. An area for development speaks of it (claim C1.2).",
    'Theme "Fathers and other carers": keeps coming back: audit of 29 May 2026, audit of 31 July 2026 and Peer review of '
    "March 2025. No area for development speaks of it.",
]


@pytest.fixture(scope="module")
def found(laid_out: Path, tmp_path_factory: pytest.TempPathFactory) -> SelfEvaluation:
    """What the invented authority says of itself on the day of its example, and what does not hold in it."""
    workspace, annex = open_workspace(laid_out), read_annex(own_over_installed("annex_a"))
    scratch = tmp_path_factory.mktemp("scratch")
    evaluation = learn(RunContext(workspace, annex, scope_of(workspace, annex, None), scratch)).evaluation
    assert evaluation
    return evaluation


def test_what_is_planted_is_told_and_nothing_else(found: SelfEvaluation) -> None:
    assert [f"{each.about}: {each.wrong}." for each in found.findings] == FOUND
    assert [each.severity for each in found.findings] == ["error"] * 3 + ["warning"] * 12
    assert [*found.contradictions] == [FOUND[0], FOUND[2], FOUND[5]]


def test_every_area_says_what_is_strong_and_what_is_not(found: SelfEvaluation) -> None:
    assert all(area.strengths and area.developments for area in found.areas)
    assert found.over_all and len(found.over_all.others) == 1
    assert (len(found.strengths), len(found.developments), len(found.disproved)) == (4, 7, 3)
    assert found.audit_chart and len(found.audit_chart.categories) == 6
    assert found.draft  # version 5.2 was approved in September, with other figures


def test_the_page_beside_the_example_speaks_of_each_of_them() -> None:
    page = (ROOT / "examples" / "anyshire" / "README.md").read_text(encoding="utf-8")
    for words in (
        "row 7",
        "row 9",
        "row 11",
        "row 5",
        "row 6",
        "row 3",
        "Spring 2026",
        "3.1, 5.10 and 5.18",
        "R6",
        "Reasons recorded",
    ):
        assert words in page
