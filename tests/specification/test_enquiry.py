"""What is wrong with the lines of enquiry of an authority's own, each told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from product import ROOT

from readiness.foundation.errors import SpecificationError
from readiness.specification.enquiry import PAGE
from readiness.specification.read import read_annex

SHIPPED = ROOT / "annex_a"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('({{ ref }}), and', '({{ reff }}), and', 'unknown field "reff". Did you mean "ref"?'),
        ("evidence: [recommendation_tracker, ", "evidence: [recommendation_trackers, ", '"recommendation_trackers" is not a document in documents.yaml. Did you mean "recommendation_tracker"?'),
        ("    areas: [leaders]\n", "    areas: [leader]\n", '"leader" is not a judgement area in any framework. Did you mean "leaders"?'),
        ("evidence: [supervision_policy, ", "evidence: [supervision_policies, ", '"supervision_policies" is not a document in documents.yaml. Did you mean "supervision_policy"?'),
        ("    reports: 30\n", "    reports: 31\n", "31 of 30 reports cannot be. Correct one of the two."),
        ("    risk: high\n", "    risk: grave\n", '"grave" cannot stand under "risk". Choose "high", "medium" or "low".'),
        ("  fall:\n", "  falls:\n", '"falls" cannot stand under "falls". Choose "claim", "impact", "red", "fall", "flag" or "recommendation".'),
    ],
    ids=["field", "document of a signal", "area", "document of a topic", "count", "risk", "kind"],
)  # fmt: skip
def test_what_names_nothing_is_told_with_its_line(tmp_path: Path, before: str, after: str, told: str) -> None:
    own = tmp_path / "annex_a"
    own.mkdir()
    text = (SHIPPED / PAGE).read_text(encoding="utf-8")
    assert before in text
    (own / PAGE).write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(SpecificationError) as error:
        read_annex((own, SHIPPED))
    changed = after.splitlines()[0]
    line = next(
        n for n, words in enumerate((own / PAGE).read_text(encoding="utf-8").splitlines(), 1) if changed in words
    )
    assert str(error.value) == f"annex_a/{PAGE}:{line}: {told}"


def test_a_kind_of_signal_that_is_missing_is_told(tmp_path: Path) -> None:
    own = tmp_path / "annex_a"
    own.mkdir()
    head, rest = (SHIPPED / PAGE).read_text(encoding="utf-8").split("  flag:\n")
    (own / PAGE).write_text(head + "  recommendation:\n" + rest.split("  recommendation:\n")[1], encoding="utf-8")
    with pytest.raises(SpecificationError) as error:
        read_annex((own, SHIPPED))
    line = head.splitlines().index("signals:") + 1
    assert str(error.value) == f'annex_a/{PAGE}:{line}: "flag" is missing. Add it.'


def test_topics_come_by_how_many_reports_speak_of_them() -> None:
    by_count = read_annex((SHIPPED,)).enquiry.by_count
    assert len(by_count) >= 30
    assert [topic.reports for _, topic in by_count] == sorted((topic.reports for _, topic in by_count), reverse=True)
    assert by_count[0][0] == "supervision"
