"""Rounds of case audits: what does not add up in them, and the chart of their grades."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from evaluations import LAST_SPRING, MARCH, ROUND, Row, evaluating, of

from readiness.specification.model import Annex

# What a round of audits says, and every sentence that is told of it.
ROUNDS: dict[str, tuple[Row, list[str]]] = {
    "a round in order": (ROUND | {"good": 8, "requires_improvement": 4, "changed_by_moderation": 2}, []),
    "a round still to come": (ROUND | {"day": dt.date(2023, 4, 1), "done": None}, []),
    "grades that do not add up": (
        ROUND | {"outstanding": 1, "good": 8, "inadequate": 2},
        ["error: has grades of 11 cases, and 12 audited. Correct the grades or the number of cases."],
    ),
    "grades of nobody knows how many": (
        ROUND | {"done": None, "good": 8},
        [
            "warning: has grades of 8 cases, and does not say how many were audited. Fill in Cases audited.",
            "warning: was planned for 31 January 2023, and no case is said to have been audited. Fill in Cases audited, "
            "or agree a new day.",
        ],
    ),
    "fewer than were planned": (
        ROUND | {"done": 10},
        ["warning: was to look at 12 cases, and 10 were audited. Audit the others, or say under Learning why not."],
    ),
    "planned, and the day has passed": (
        ROUND | {"done": None},
        [
            "warning: was planned for 31 January 2023, and no case is said to have been audited. Fill in Cases audited, "
            "or agree a new day."
        ],
    ),
    "done before its day": (
        ROUND | {"day": dt.date(2023, 4, 1)},
        [
            "error: has 12 cases audited, and its day is 1 April 2023, still to come. Correct the day or the number of cases."
        ],
    ),
    "no day": (ROUND | {"day": None}, ["warning: has no day. Give the day on which its findings were agreed."]),
    "more changed than audited": (
        ROUND | {"changed_by_moderation": 13},
        ["error: has 13 grades changed by moderation, and 12 cases audited. Correct one of the two numbers."],
    ),
    "more better than audited": (
        ROUND | {"better_at_re_audit": 13},
        ["error: has 13 cases better at re-audit, and 12 cases audited. Correct one of the two numbers."],
    ),
    "no number of cases": (
        ROUND | {"done": 12.5},
        [
            'error: has "12.5" under Cases audited, which is no number of cases. Write a whole number, or leave the cell '
            "blank."
        ],
    ),
}


@pytest.mark.parametrize("case", ROUNDS)
def test_a_round_of_audits_is_told_what_does_not_add_up(case: str, annex: Annex, tmp_path: Path) -> None:
    row, expected = ROUNDS[case]
    found = evaluating(annex, tmp_path, audits=[row])
    assert of(found, "Audit") == [each.replace(": ", ': Audit in row 2, "Visits": ', 1) for each in expected]


def test_the_chart_of_audits_shows_cases_by_grade_and_round(annex: Annex, tmp_path: Path) -> None:
    rounds = [
        ROUND | {"day": MARCH, "good": 12},
        ROUND | {"theme": "Supervision", "day": LAST_SPRING, "good": 7, "requires_improvement": 5},
        ROUND | {"theme": "Not graded"},
        ROUND | {"day": dt.date(2023, 4, 1), "good": 12},
    ]
    chart = evaluating(annex, tmp_path, audits=rounds).audit_chart
    assert chart
    assert chart.categories == ("Supervision, March 2022", "Visits, March 2023")
    assert [(series.name, series.values) for series in chart.series] == [
        ("Outstanding", (None, None)),
        ("Good", (7.0, 12.0)),
        ("Requires improvement to be good", (5.0, None)),
        ("Inadequate", (None, None)),
    ]
    assert (
        chart.words
        == "Supervision, March 2022: 7 Good, 5 Requires improvement to be good; Visits, March 2023: 12 Good."
    )
    assert evaluating(annex, tmp_path, audits=rounds[2:]).audit_chart is None
