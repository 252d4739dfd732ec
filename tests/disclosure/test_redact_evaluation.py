"""What is published of audits and of the evidence for statements tells no small number of cases or children."""

from __future__ import annotations

from pathlib import Path

from evaluations import evaluating, strength
from publishable import BOROUGH, JANUARY, LIMITS, an_overview

from readiness.disclosure.publishable import for_publication
from readiness.evaluation.model import SelfEvaluation
from readiness.specification.model import Annex


def audited(annex: Annex, folder: Path, **counts: int) -> SelfEvaluation:
    row = {"theme": "Visits", "area": "help_and_protection", "day": JANUARY, "planned": 40, "done": 40} | counts
    spoken = strength(audit="Visits", audited=40)
    whole = evaluating(annex, folder, audits=[row], statements=[spoken])
    return for_publication(an_overview(BOROUGH, whole), LIMITS).overview.evaluation


def test_grades_of_few_cases_go_with_the_next_smallest(annex: Annex, tmp_path: Path) -> None:
    its = audited(annex, tmp_path, outstanding=2, good=20, requires_improvement=18)
    audit = its.audits[0]
    assert audit.grades == {
        "Outstanding": None,
        "Good": 20,
        "Requires improvement to be good": None,
        "Inadequate": None,
    }
    assert (audit.done, audit.planned, audit.suppressed) == (40, 40, True)
    assert its.areas and audit in [each for area in its.areas for each in area.audits]
    assert its.audit_chart is not None
    assert [series.values for series in its.audit_chart.series] == [(None,), (20.0,), (None,), (None,)]
    assert its.audit_chart.words.endswith("20 Good. Counts that are too small to print are left out.")
    words = [one.words for statement in its.statements for one in statement.evidence if one.kind == "audit"]
    assert words == ["Audit of Visits, 31 January 2023"]


def test_cases_without_a_grade_count_like_a_grade(annex: Annex, tmp_path: Path) -> None:
    grades = audited(annex, tmp_path, outstanding=16, good=20).audits[0].grades
    assert [grades["Outstanding"], grades["Good"]] == [None, 20]  # four have none


def test_a_round_of_few_cases_is_not_told_at_all(annex: Annex, tmp_path: Path) -> None:
    its = audited(annex, tmp_path, planned=6, done=4, good=4, changed_by_moderation=0, better_at_re_audit=2)
    audit = its.audits[0]
    assert (audit.planned, audit.done, audit.grades["Good"], audit.better_at_re_audit) == (None,) * 4
    assert its.audit_chart is None


def test_a_round_in_order_is_told_whole(annex: Annex, tmp_path: Path) -> None:
    its = audited(annex, tmp_path, outstanding=10, good=20, requires_improvement=10, changed_by_moderation=8)
    assert its.audits[0].grades["Good"] == 20
    assert its.audits[0].changed_by_moderation == 10
    assert not its.audits[0].suppressed
    assert its.audit_chart and its.audit_chart.words.endswith("10 Requires improvement to be good.")
    assert audited(annex, tmp_path, changed_by_moderation=38).audits[0].changed_by_moderation is None


def test_an_indicator_as_evidence_is_given_as_it_is_printed(annex: Annex, tmp_path: Path) -> None:
    words = [one.words for each in audited(annex, tmp_path).statements for one in each.evidence if one.indicator]
    assert words == ["6.1 Care leavers in touch: suppressed, as at 31 March 2023"]


def test_every_count_of_a_round_is_rounded_wherever_it_is_told(annex: Annex, tmp_path: Path) -> None:
    its = audited(annex, tmp_path, planned=43, done=43, outstanding=11, good=21, requires_improvement=11)
    audit = its.audits[0]
    assert [count for count in audit.grades.values() if count is not None] == [10, 20, 10]
    assert (audit.planned, audit.done, audit.suppressed) == (45, 45, False)
    assert its.audit_chart and [series.values[0] for series in its.audit_chart.series][:3] == [10.0, 20.0, 10.0]
    words = [one.words for statement in its.statements for one in statement.evidence if one.kind == "audit"]
    assert words == ["Audit of Visits, 31 January 2023"]
