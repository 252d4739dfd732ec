"""What is told of one statement and its evidence: each check broken, with the sentence people read, and kept."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from evaluations import (
    JANUARY,
    LAST_SPRING,
    MARCH,
    ROUND,
    Cases,
    Row,
    assert_told,
    development,
    evaluating,
    of,
    strength,
    without,
)

from readiness.specification.model import Annex

LONG_AGO = dt.datetime(2023, 3, 1, 12).timestamp()
READY: Row = {"document": "Local offer", "status": "ready", "file": "offer.docx", "version": "3"}

# What a statement says, and every sentence that is told of it.
TOLD: Cases = {
    "a strength in order": (strength(), []),
    "an area for development in order": (development(), []),
    "a strength without evidence": (
        without(strength(), "indicators", "indicators_as_at", "feedback", "feedback_on"),
        ["error: is a strength without evidence. Say what shows it, or take the strength out."],
    ),
    "an area for development without evidence": (
        without(development(), "indicators", "indicators_as_at"),
        ["warning: is an area for development without evidence. Say how it is known."],
    ),
    "a strength that rests on indicators alone": (
        without(strength(), "feedback", "feedback_on"),
        [
            "warning: is a strength that rests on indicators alone, which show no impact on children. Add what audits, "
            "children and families, or others from outside have found."
        ],
    ),
    "a strength that changes nothing": (
        without(strength(), "impact"),
        ["warning: does not say what the strength changes for children. Fill in Impact on children."],
    ),
    "an area for development without a next step": (
        without(development(), "next_step"),
        ["error: is an area for development without a next step. Say what will be done."],
    ),
    "a next step that nobody owns, without a day": (
        without(development(), "owner", "due"),
        [
            "warning: has a next step that nobody owns. Name one owner.",
            "warning: has a next step without a day. Give the day by which it will be done.",
        ],
    ),
    "a next step that is late": (
        development(due=JANUARY),
        ["warning: has a next step that was due on 31 January 2023. Say what came of it, and what is next."],
    ),
    "an audit that there is not": (
        strength(audit="Visit", audited=12),
        ['error: rests on an audit of "Visit", which is not on the sheet Audits. Did you mean "Visits"?'],
    ),
    "an audit of another number of cases": (
        strength(audit="visits", audited=20),
        [
            'error: rests on an audit of "Visits" with 20 cases, and the sheet Audits has 12 (31 January 2023). Correct '
            "one of the two."
        ],
    ),
    "an audit without its number of cases": (
        strength(audit="Visits"),
        ["warning: names an audit, and not in how many cases. Fill in Cases audited."],
    ),
    "a number of cases without its audit": (
        strength(audited=12),
        ["warning: gives a number of cases audited, and names no audit. Fill in Audit."],
    ),
    "an audit still to come": (
        strength(audit="Plans", audited=12),
        ['error: rests on an audit of "Plans" that has not been done yet. Wait for what it finds, or take it out.'],
    ),
    "an old audit": (
        strength(audit="Supervision", audited=9),
        [
            'warning: rests on an audit of "Supervision" of 1 March 2022, which is 395 days old and should be at most '
            "365. Find newer evidence, or say why it still holds."
        ],
    ),
    "feedback without a day": (
        without(strength(), "feedback_on"),
        ["warning: rests on feedback without a day. Fill in Feedback on."],
    ),
    "a day without feedback": (
        strength(feedback="", external_review="Peer review: strong", external_review_on=JANUARY),
        ["warning: has a day under Feedback on and no words beside it. Say what was said."],
    ),
    "old feedback": (
        strength(feedback_on=dt.date(2022, 3, 1)),
        [
            "warning: rests on feedback of 1 March 2022, which is 395 days old and should be at most 365. Find newer "
            "evidence, or say why it still holds."
        ],
    ),
    "feedback still to come": (
        strength(feedback_on=dt.date(2023, 4, 1)),
        ["error: rests on feedback of 1 April 2023, a day still to come. Correct the day."],
    ),
    "an old review": (
        strength(external_review="Peer review: strong", external_review_on=dt.date(2021, 3, 1)),
        [
            "warning: rests on external review of 1 March 2021, which is 760 days old and should be at most 731. Find "
            "newer evidence, or say why it still holds."
        ],
    ),
    "a document that there is not": (
        strength(document="Lokal offer"),
        ['error: rests on "Lokal offer", which is not on the sheet Documents. Did you mean "Local offer"?'],
    ),
    "a document that is not ready": (
        strength(document="Sufficiency and commissioning strategy"),
        [
            'error: rests on "Sufficiency and commissioning strategy", which is not started and so is no evidence. See to '
            "the document, or name another."
        ],
    ),
    "a document that is contradicted": (
        development(document="local offer"),
        [
            'warning: rests on "Local offer", which is contradicted and so is no evidence. See to the document, or name '
            "another."
        ],
    ),
    "the self-evaluation itself": (
        strength(document="Self-evaluation"),
        ["error: rests on the self-evaluation itself. Name what shows it."],
    ),
    "a recommendation that there is not": (
        strength(recommendations="R1, R9"),
        [
            'warning: answers "R9", which is not on the sheet Recommendations. Use the marks under Ref there, such as R1.'
        ],
    ),
    "recommendations in other words": (strength(recommendations="r1; Visits, and soon"), []),
}

SHEETS: dict[str, list[Row]] = {
    "audits": [
        ROUND,
        {"theme": "Supervision", "day": dt.date(2022, 3, 1), "done": 9},
        {"theme": "Plans", "day": dt.date(2023, 5, 1), "planned": 12},
    ],
    "documents": [READY],
    "recommendations": [
        {"ref": "R1", "recommendation": "Life-story work", "action_status": "open"},
        {"ref": "R2", "recommendation": "Visits, and soon", "action_status": "open"},
    ],
}


@pytest.mark.parametrize("case", TOLD)
def test_a_statement_is_told_what_does_not_hold_in_it(case: str, annex: Annex, tmp_path: Path) -> None:
    said, expected = TOLD[case]
    assert_told(evaluating(annex, tmp_path, statements=[said], **SHEETS), expected)


def test_evidence_says_its_value_its_day_and_what_it_is_now(annex: Annex, tmp_path: Path) -> None:
    said = strength(
        indicators="6.2 = 64.3; 6.1 = 88.9",
        indicators_as_at=LAST_SPRING,
        audit="Visits",
        audited=12,
        external_review="Peer review: strong",
        external_review_on=JANUARY,
        document="Workforce figures",
    )
    ready = {"document": "Workforce figures", "status": "ready", "version": "7", "approved_on": MARCH, "file": "a.txt"}
    (tmp_path / "a.txt").write_text("figures", encoding="utf-8")
    os.utime(tmp_path / "a.txt", (LONG_AGO, LONG_AGO))
    graded = ROUND | {"good": 8, "requires_improvement": 4}
    found = evaluating(annex, tmp_path, statements=[said], audits=[graded], documents=[ready])
    assert [(each.kind, each.words, each.day) for each in found.statements[0].evidence] == [
        (
            "indicator",
            "6.2 Care leavers in education, employment or training: 64.3% on 31 March 2022; now 77.3% (as at 31 March 2023)",
            LAST_SPRING,
        ),
        (
            "indicator",
            "6.1 Care leavers in touch: 88.9% on 31 March 2022; now 98.1% (as at 31 March 2023)",
            LAST_SPRING,
        ),
        ("audit", "Audit of Visits in 12 cases, 31 January 2023: 8 Good, 4 Requires improvement to be good", JANUARY),
        ("feedback", "Eleven of twelve said that they can reach somebody (31 January 2023)", JANUARY),
        ("external review", "Peer review: strong (31 January 2023)", JANUARY),
        ("document", "Workforce figures, version 7, 31 March 2023", MARCH),
    ]


@pytest.mark.parametrize("audited", [12, 10, 22])
def test_a_statement_may_rest_on_one_round_of_audits_or_on_all(audited: int, annex: Annex, tmp_path: Path) -> None:
    rounds: list[dict[str, Any]] = [ROUND, ROUND | {"day": MARCH, "done": 10, "planned": 10}]
    said = strength(audit="Visits", audited=audited)
    found = evaluating(annex, tmp_path, statements=[said], audits=rounds)
    assert of(found) == []
    expected = JANUARY if audited == 12 else MARCH
    assert [each.day for each in found.statements[0].evidence if each.kind == "audit"] == [expected]
