"""The cycle of audits: rounds added up, and what does not hold in moderation, checks from outside and re-audits told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from evaluations import evaluating
from rounds import INSPECTION, Row, a_round, action, again, from_outside

from readiness.evaluation.model import SelfEvaluation
from readiness.specification.model import Annex

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def told(found: SelfEvaluation) -> list[str]:
    """What is found of audits, in the words that people read."""
    return [f"{each.severity}: {each}" for each in found.cycle.findings]


IN_ORDER: dict[str, list[Row]] = {
    "audits": [a_round(1), a_round(2), from_outside(3), a_round(4), a_round(5), from_outside(6), a_round(7)],
    "re_audits": [again(number) for number in (2, 3, 4, 5)],
    "audit_actions": [action(4, done=dt.date(2023, 3, 1)), action(6)],
    "events": [INSPECTION],
}


def with_round(number: int, row: Row) -> dict[str, list[Row]]:
    return {"audits": [row if each["round"] == f"Round {number}" else each for each in IN_ORDER["audits"]]}


CASES: dict[str, tuple[dict[str, list[Row]], list[str]]] = {
    "a cycle in order": ({}, []),
    "a re-audit of no round": (
        {"re_audits": [*IN_ORDER["re_audits"], again(6, round="Round 66")]},
        [
            'error: register.xlsx, sheet Re-audits, row 6, Round: "Round 66" is no round of the sheet Audits. Did you '
            'mean "Round 6"?'
        ],
    ),
    "an action of no round": (
        {"audit_actions": [action(1, round="Christmas")]},
        [
            'error: register.xlsx, sheet Audit actions, row 2, Round: "Christmas" is no round of the sheet Audits. Add it '
            "to the sheet Audits, under Round."
        ],
    ),
    "an open action that nobody does by no day": (
        {"audit_actions": [action(1, owner="", due=None)]},
        [
            "warning: register.xlsx, sheet Audit actions, row 2, Owner: an action from an audit that is open has no "
            "owner. Name one.",
            "warning: register.xlsx, sheet Audit actions, row 2, Due: an action from an audit that is open has no day. "
            "Agree one.",
        ],
    ),
    "an action that is done before it can be": (
        {"audit_actions": [action(1, done=dt.date(2023, 5, 1))]},
        [
            "error: register.xlsx, sheet Audit actions, row 2, Done on: 1 May 2023 is still to come, so it is not done "
            "yet. Correct the day, or leave it blank."
        ],
    ),
    "an action that is late": (
        {"audit_actions": [action(1, due=dt.date(2023, 3, 1))]},
        [
            "warning: register.xlsx, sheet Audit actions, row 2, Due: what was due on 1 March 2023 is not said to be "
            "done. Do it, and fill in Done on."
        ],
    ),
    "more audited again than audited": (
        {"re_audits": [*IN_ORDER["re_audits"][:3], again(5, cases=201, better=200, same=1, worse=0)]},
        [
            'error: Round "Round 5": has 201 cases audited again, and 200 audited. Correct one of the two numbers.',
        ],
    ),
    "results of more cases than were audited again": (
        {"re_audits": [*IN_ORDER["re_audits"][:3], again(5, better=15)]},
        [
            'error: Round "Round 5": has 20 audited again, and results for 23: better, same and worse together. Correct '
            "the numbers on the sheet Re-audits."
        ],
    ),
    "a re-audit whose day has passed": (
        {"re_audits": [*IN_ORDER["re_audits"][:3], {"round": "Round 5", "day": dt.date(2023, 3, 1)}]},
        [
            'warning: Round "Round 5": was to be audited again on 1 March 2023, and no case is said to have been. Fill in '
            "Cases on the sheet Re-audits, or agree a new day."
        ],
    ),
    "rounds of which nothing was audited again": (
        {"re_audits": [again(2), again(4)]},
        [
            'warning: Audit cycle: "Round 3" and "Round 5" had no case audited again, and 2 rounds or more have been '
            "since. Audit a sample again, and enter it on the sheet Re-audits."
        ],
    ),
    "nobody from outside, ever": (
        {"audits": [a_round(number) for number in range(1, 8)]},
        [
            "warning: Audit cycle: nobody from outside has checked audits in more than 6 months. Ask somebody from "
            "outside to look at audits, and say so on the sheet Audits."
        ],
    ),
    "nobody from outside for long": (
        with_round(6, a_round(6)),
        [
            "warning: Audit cycle: nobody from outside has checked audits since 28 June 2022, more than 6 months. Ask "
            "somebody from outside to look at audits, and say so on the sheet Audits."
        ],
    ),
    "somebody from outside who disagrees": (
        with_round(6, from_outside(6, agreed=29)),
        [
            'warning: Round "Round 6": had the same grade from outside in 29 of 40 cases only. Say what follows for '
            "auditors, and for what rests on these audits."
        ],
    ),
    "more checked from outside than audited": (
        with_round(6, from_outside(6, outside_cases=201, agreed=201)),
        [
            'error: Round "Round 6": has 201 cases checked from outside, and 200 audited. Correct one of the two numbers.',
        ],
    ),
    "more agreed than checked": (
        with_round(6, from_outside(6, agreed=41)),
        ['error: Round "Round 6": has the same grade from outside in 41 of 40 cases. Correct one of the two numbers.'],
    ),
    "checked by nobody": (
        with_round(6, from_outside(6, outside_by="")),
        [
            'warning: Round "Round 6": has 40 cases checked from outside, and does not say by whom. Fill in Checked from '
            "outside by.",
            "warning: Audit cycle: nobody from outside has checked audits since 28 June 2022, more than 6 months. Ask "
            "somebody from outside to look at audits, and say so on the sheet Audits.",
        ],
    ),
    "moderation that never changes a grade": (
        {
            "audits": [
                *IN_ORDER["audits"][:4],
                a_round(5, changed_by_moderation=0),
                from_outside(6, changed_by_moderation=0),
                a_round(7, changed_by_moderation=0),
            ]
        },
        [
            "warning: Audit cycle: moderation has changed no grade in the last 3 rounds, so it may be too kind. Have "
            "somebody else moderate a sample."
        ],
    ),
    "other cases before moderation than after": (
        with_round(
            7,
            a_round(
                7,
                outstanding_before=20,
                good_before=120,
                requires_improvement_before=55,
                inadequate_before=6,
            ),
        ),
        [
            'error: Audit in row 8, "Theme 7": has grades of 201 cases before moderation, and of 200 after it. Correct the '
            "grades.",
        ],
    ),
    "fewer changed than the grades show": (
        with_round(
            7,
            a_round(
                7,
                outstanding_before=40,
                good_before=100,
                requires_improvement_before=55,
                inadequate_before=5,
            ),
        ),
        [
            'error: Audit in row 8, "Theme 7": has 12 grades changed by moderation, and by its grades at least 20 changed. '
            "Correct the grades or Changed by moderation.",
        ],
    ),
    "worse than the inspection": (
        {
            "audits": [
                {**row, "outstanding": 0, "good": 40, "requires_improvement": 130, "inadequate": 30}
                for row in IN_ORDER["audits"]
            ]
        },
        [
            "warning: Audit cycle: 240 of 1,200 cases audited are good or better, and the last inspection found Good. Say in "
            "the self-evaluation what has changed since, or have the grades checked from outside."
        ],
    ),
    "kinder than the inspection": (
        {
            "audits": [
                {**row, "outstanding": 20, "good": 160, "requires_improvement": 20, "inadequate": 0}
                for row in IN_ORDER["audits"]
            ],
            "events": [{**INSPECTION, "outcome": "Inadequate"}],
        },
        [
            "warning: Audit cycle: 1,080 of 1,200 cases audited are good or better, and the last inspection found Inadequate. "
            "Say in the self-evaluation what has changed since, or have the grades checked from outside."
        ],
    ),
    "an inspection with two grades": (
        {"events": [{**INSPECTION, "outcome": "Good; leaders Inadequate"}]},
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_does_not_hold_is_told(case: str, annex: Annex, tmp_path: Path) -> None:
    rows, expected = CASES[case]
    assert told(evaluating(annex, tmp_path, **{**IN_ORDER, **rows})) == expected
