"""The cycle of audits: rounds added up, and what does not hold in moderation, checks from outside and re-audits told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from evaluations import evaluating
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from readiness.evaluation.model import SelfEvaluation
from readiness.specification.model import Annex

Row = dict[str, Any]
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
DAYS = [dt.date(2022, month, 28) for month in (2, 4, 6, 8, 10, 12)] + [dt.date(2023, 2, 28)]
INSPECTION: Row = {"kind": "inspection", "day": dt.date(2019, 6, 14), "outcome": "Good in all areas"}


def a_round(number: int, **said: object) -> Row:
    """The audits of up to 200 children that a borough does every two months, in order and graded."""
    return {
        "round": f"Round {number}",
        "theme": f"Theme {number}",
        "area": "help_and_protection",
        "day": DAYS[number - 1],
        "planned": 200,
        "done": 200,
        "outstanding": 20,
        "good": 120,
        "requires_improvement": 55,
        "inadequate": 5,
        "changed_by_moderation": 12,
    } | said


def from_outside(number: int, **said: object) -> Row:
    """A round of which somebody from outside has looked at forty cases."""
    return a_round(number, outside_by="Two reviewers of another council", outside_cases=40, agreed=36) | said


def again(number: int, **said: object) -> Row:
    return {
        "round": f"Round {number}",
        "day": dt.date(2023, 1, 31),
        "cases": 20,
        "better": 12,
        "same": 7,
        "worse": 1,
    } | said


def action(number: int, **said: object) -> Row:
    return {
        "round": f"Round {number}",
        "action": "Read five notes each month",
        "owner": "Ada Archer",
        "due": dt.date(2023, 6, 30),
    } | said


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


def test_a_round_is_the_rows_that_share_its_mark(annex: Annex, tmp_path: Path) -> None:
    rows = [
        a_round(1, team="East", theme="Visits", planned=10, done=8, outstanding=0, good=5, requires_improvement=3),
        a_round(1, team="West", theme="Plans", round=" round  1", planned=10, done=10, outstanding=1, good=9),
    ]
    rows = [{**row, "inadequate": 0, "requires_improvement": row["requires_improvement"] % 50} for row in rows]
    rows[1]["requires_improvement"] = 0
    cycle = evaluating(annex, tmp_path, audits=rows).cycle
    (one,) = cycle.rounds
    assert (one.name, one.planned, one.done, one.completion) == ("Round 1", 20, 18, 90)
    assert (one.themes, one.teams, one.changed) == (("Visits", "Plans"), ("East", "West"), 24)
    assert one.after_in_words == "1 Outstanding, 14 Good, 3 Requires improvement to be good"
    assert [(team.team, team.cases) for team in cycle.teams] == [("East", 8), ("West", 10)]
    assert cycle.missed == (one,)


def test_a_team_of_few_cases_has_no_row(annex: Annex, tmp_path: Path) -> None:
    row = a_round(1, team="East", done=4, outstanding=0, good=4, requires_improvement=0, inadequate=0)
    assert evaluating(annex, tmp_path, audits=[row]).cycle.teams == ()


def test_what_needs_work_again_and_again_stands_with_its_rounds(annex: Annex, tmp_path: Path) -> None:
    rows = [
        a_round(number, themes=themes) for number, themes in ((1, "Fathers; Reasons"), (2, "reasons"), (3, "Plans"))
    ]
    assert evaluating(annex, tmp_path, audits=rows).cycle.returning == (("Reasons", ("Round 1", "Round 2")),)


def test_a_round_without_a_mark_goes_by_its_month(annex: Annex, tmp_path: Path) -> None:
    rows = [a_round(1, round=""), a_round(2, round="", day=None)]
    assert [one.name for one in evaluating(annex, tmp_path, audits=rows).cycle.rounds] == ["February 2022", "No day"]


def test_a_claim_that_rests_on_a_few_cases_is_told(annex: Annex, tmp_path: Path) -> None:
    claim = {"claim": "Plans are clear", "area": "help_and_protection", "kind": "strength", "impact": "Calm"}
    row = a_round(1, done=4, outstanding=0, good=4, requires_improvement=0, inadequate=0, day=DAYS[-1])
    found = evaluating(annex, tmp_path, statements=[{**claim, "audit": "Theme 1", "audited": 4}], audits=[row])
    assert "rests on 4 audited cases, fewer than 5" in [each.wrong for each in found.statements[0].problems]


counts = some.one_of(some.none(), some.integers(0, 200))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.lists(
        some.fixed_dictionaries(
            {"round": some.sampled_from(["", "A", "a", "B"]), "planned": counts, "done": counts}
            | dict.fromkeys(GRADES, counts)
        ),
        max_size=5,
    )
)
def test_the_rounds_add_up_to_the_rows(annex: Annex, tmp_path: Path, rows: list[Row]) -> None:
    cycle = evaluating(annex, tmp_path, audits=[a_round(1) | row for row in rows]).cycle
    for name in ("planned", "done"):
        assert sum(getattr(one, name) or 0 for one in cycle.rounds) == sum(row[name] or 0 for row in rows)
    graded = sum(row[grade] or 0 for row in rows for grade in GRADES)
    assert sum(one.graded for one in cycle.rounds) == graded
