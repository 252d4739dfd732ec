"""Everything that does not hold in the plan is told in full, with its place first; what holds is not told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from plans import Rows, improvement_from, rows_of
from scorecards import the_borough

from readiness.foundation.findings import Finding

THEME = {"theme": "Leaders", "difference": "Children wait less", "board": "Improvement board"}
BOARD = {"board": "Improvement board", "chair": "Director"}
ACTION = {
    "ref": "1.1",
    "theme": "Leaders",
    "objective": "Leaders see practice",
    "action": "Sit with a team",
    "lead": "Ada Archer",
    "start": dt.date(2026, 9, 1),
    "original_due": dt.date(2027, 1, 29),
    "due": dt.date(2027, 1, 29),
    "status": "in_progress",
    "impact_status": "too_early",
}
MEASURED = ACTION | {"measure": "3.3", "baseline": 80, "target": 90, "target_by": dt.date(2027, 3, 31)}
CLAIMED = {"impact_status": "partly_seen", "impact": "Children are seen"}
ADVICE = {"ref": "R1", "recommendation": "Write it down", "action_status": "open", "impact_status": "too_early"}
RISK = {"risk": "Nobody comes", "review_by": dt.date(2026, 12, 1)}
AUDIT = {"theme": "Visits", "day": dt.date(2026, 10, 1), "done": 10, "good": 4, "requires_improvement": 6}

Registers = dict[str, tuple[dict[str, Rows], list[str]]]


def told(folder: Path, rows: dict[str, Rows]) -> list[Finding]:
    whole: dict[str, Rows] = {"themes": [THEME], "boards": [BOARD], "plan": [ACTION], **rows}
    return [*improvement_from(rows_of(folder, whole), the_borough()).findings]


def place(sheet: str, row: int, heading: str) -> str:
    return f"register.xlsx, sheet {sheet}, row {row}, {heading}"


# Rows by sheet, and every sentence that is told of them. Of 3.3 the borough has 84.0% as at 31 March 2023.
REGISTERS: Registers = {
    "all in order": (
        {"recommendations": [ADVICE | {"ref": "R1"}], "plan": [ACTION | {"answers": "R1"}], "risks": [RISK]},
        [],
    ),
    "a recommendation that no action answers, and one without a mark": (
        {"recommendations": [ADVICE, ADVICE | {"ref": "", "recommendation": "Ask"}]},
        [
            f'warning: {place("Recommendations", 2, "Recommendation")}: no action of the plan answers "R1". Name its mark '
            "under Answers on the sheet Plan, or plan an action.",
            f"warning: {place('Recommendations', 3, 'Ref')}: it has no mark, so that no action of the plan can answer it. "
            "Give it one, such as R1.",
        ],
    ),
    "recommendations that ask for no more, and one that was done and changed nothing": (
        {
            "recommendations": [
                ADVICE | {"action_status": "dropped"},
                ADVICE | {"ref": "R2", "action_status": "done", "impact_status": "seen"},
                ADVICE | {"ref": "R3", "action_status": "done", "impact_status": "not_seen"},
            ]
        },
        [
            f'warning: {place("Recommendations", 4, "Recommendation")}: no action of the plan answers "R3". Name its mark '
            "under Answers on the sheet Plan, or plan an action."
        ],
    ),
    "marks that are of no recommendation": (
        {"recommendations": [ADVICE | {"ref": "Rec 1"}], "plan": [ACTION | {"answers": "Rec 1; Rec 2"}]},
        [f'warning: {place("Plan", 2, "Answers")}: "Rec 2" is the mark of no recommendation. Did you mean "Rec 1"?'],
    ),
    "a theme without a difference, one without an objective, a board nobody knows": (
        {"themes": [THEME | {"difference": ""}, {"theme": "Visits", "difference": "Seen", "board": "Bord"}]},
        [
            f'warning: {place("Themes", 2, "Difference to children")}: nothing is said of what difference "Leaders" will '
            "make to children. Say what will be different for them.",
            f'warning: {place("Themes", 3, "Theme")}: "Visits" has no objective on the sheet Plan. Add a row with one, or '
            "leave the theme out.",
            f'warning: {place("Themes", 3, "Board")}: "Bord" is not on the sheet Boards. Add it to Boards, or correct it.',
        ],
    ),
    "a theme that is none, twice": (
        {"plan": [ACTION, ACTION | {"theme": "Leeders"}, ACTION | {"theme": "leeders"}]},
        [
            f'warning: {place("Plan", 3, "Theme")}: "Leeders" is not on the sheet Themes (here and in 1 other cell). Did '
            'you mean "Leaders"?'
        ],
    ),
    "no theme, no objective, no action": (
        {"plan": [ACTION, ACTION | {"theme": "", "objective": ""}, {"theme": "Leaders", "objective": "Good plans"}]},
        [
            f"warning: {place('Plan', 3, 'Theme')}: the action has no theme. Name one of the sheet Themes.",
            f"warning: {place('Plan', 3, 'Objective')}: the action has no objective. Say what is to be true one day.",
            f'warning: {place("Plan", 4, "Action")}: the objective "Good plans" has no action. Say what is to be done, by '
            "whom and when.",
        ],
    ),
    "done without evidence": (
        {"plan": [ACTION | {"status": "done"}]},
        [
            f"error: {place('Plan', 2, 'Evidence')}: the action is said to be done, and no evidence is named. Name what "
            "shows it, or change the status."
        ],
    ),
    "overdue by few days and by many, without a day, without a lead, not begun": (
        {
            "plan": [
                ACTION | {"due": dt.date(2026, 11, 6), "original_due": None},
                ACTION | {"due": dt.date(2026, 11, 5), "original_due": None},
                ACTION | {"due": None, "original_due": None, "lead": ""},
                ACTION | {"status": "open"},
            ]
        },
        [
            f"error: {place('Plan', 3, 'Due')}: the action is red: 15 days overdue, since 5 November 2026. Do it, or agree "
            "what becomes of it.",
            f"warning: {place('Plan', 2, 'Due')}: the action is red: 14 days overdue, since 6 November 2026. Do it, or "
            "agree what becomes of it.",
            f"warning: {place('Plan', 4, 'Action')}: the action is red: no day by which it is due; nobody leads it. Do it, "
            "or agree what becomes of it.",
            f"warning: {place('Plan', 5, 'Action')}: the action is red: was to start on 1 September 2026, and has not. Do "
            "it, or agree what becomes of it.",
        ],
    ),
    "a day that has moved, and one that is before the start": (
        {
            "plan": [
                ACTION | {"original_due": dt.date(2026, 12, 30)},
                ACTION | {"start": dt.date(2027, 2, 1), "status": "open"},
            ]
        },
        [
            f"error: {place('Plan', 3, 'Due')}: 29 January 2027 is before Start, 1 February 2027. Correct one of the two "
            "days.",
            f"warning: {place('Plan', 2, 'Due')}: the action is due 30 days later than first agreed, 30 December 2026, "
            "moved once. Say what will make this day hold.",
        ],
    ),
    "what is dropped is asked nothing": (
        {"plan": [ACTION, {"theme": "Leaders", "action": "Buy a tool", "status": "dropped", "measure": "9.9"}]},
        [],
    ),
    "measures that are none": (
        {"plan": [ACTION | {"measure": "3.33"}, ACTION | {"measure": "Visit"}], "audits": [AUDIT]},
        [
            f'error: {place("Plan", 2, "Measure")}: "3.33" is no indicator and no theme of an audit. Did you mean "3.3"?',
            f'error: {place("Plan", 3, "Measure")}: "Visit" is no indicator and no theme of an audit. Did you mean '
            '"Visits"?',
        ],
    ),
    "a measure without baseline, target and day": (
        {"plan": [ACTION | {"measure": "3.3"}]},
        [
            f"warning: {place('Plan', 2, 'Measure')}: 3.3 Children in need visited in the last four weeks has no Baseline, Target or Target by, so "
            "that nobody can tell whether it gets there. Fill in all three."
        ],
    ),
    "a target that is worse than the baseline, of an indicator of which less is better": (
        {"plan": [MEASURED | {"measure": "5.10", "baseline": 30, "target": 40}]},
        [
            f"error: {place('Plan', 2, 'Target')}: 40.0% is worse than 30.0%, the baseline: lower is better. Correct one of "
            "the two."
        ],
    ),
    "an impact that is claimed and not measured": (
        {"plan": [ACTION | {"impact_status": "seen"}]},
        [
            f"warning: {place('Plan', 2, 'Impact on children')}: an impact is said to be seen, and not which. Say what has "
            "changed for children.",
            f"warning: {place('Plan', 2, 'Impact status')}: an impact is said to be seen, and no measure shows it. Name a "
            "measure, with its baseline and its target.",
        ],
    ),
    "a risk past its review, and one without a day": (
        {"risks": [RISK | {"review_by": dt.date(2026, 10, 30)}, {"risk": "Posts stay empty"}]},
        [
            f"warning: {place('Risks', 2, 'Review by')}: the risk was to be looked at again by 30 October 2026, 21 days "
            "ago. Look at it again, and set a new day.",
            f"warning: {place('Risks', 3, 'Review by')}: the risk has no day by which it is looked at again. Set one.",
        ],
    ),
    "without a plan no recommendation asks for an action": (
        {"themes": [], "plan": [], "recommendations": [ADVICE], "risks": [RISK]},
        [],
    ),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_what_does_not_hold_in_the_plan(name: str, tmp_path: Path) -> None:
    rows, sentences = REGISTERS[name]
    assert [f"{finding.severity}: {finding}" for finding in told(tmp_path, rows)] == sentences


STARTED = {"start": dt.date(2022, 9, 1)}  # before the borough's figures
SHEET = "register.xlsx, sheet Plan, row 2"
IMPACTS: dict[str, tuple[dict[str, object], str]] = {
    "it has moved": (MEASURED | STARTED | CLAIMED, ""),
    "it is as it was": (
        MEASURED | STARTED | CLAIMED | {"baseline": 84},
        f"error: {SHEET}, Impact status: an impact is said to be seen, and {{title}} is 84.0%, as when the plan began. "
        "Correct the claim, or say what else shows it.",
    ),
    "it went the wrong way": (
        MEASURED | STARTED | CLAIMED | {"baseline": 88.2},
        f"error: {SHEET}, Impact status: an impact is said to be seen, and {{title}} went the wrong way, from 88.2% to "
        "84.0%. Correct the claim, or say what else shows it.",
    ),
    "it is from before": (
        MEASURED | CLAIMED,
        f"error: {SHEET}, Impact status: an impact is said to be seen, and {{title}} was last measured on 31 March 2023, "
        "before the action's start. Correct the claim, or say what else shows it.",
    ),
    "nothing is claimed and it went the wrong way": (
        MEASURED | STARTED | {"baseline": 88.2},
        f"warning: {SHEET}, Target: the impact is red: {{title}} has gone the wrong way, from 88.2% to 84.0%. Say what will be "
        "done otherwise.",
    ),
    "the target was to be met": (
        MEASURED | STARTED | {"target_by": dt.date(2026, 9, 30)},
        f"warning: {SHEET}, Target: the impact is red: {{title}} was to be 90.0% by 30 September 2026, and is 84.0%. Say "
        "what will be done otherwise.",
    ),
    "the target is met": (MEASURED | STARTED | CLAIMED | {"target": 84}, ""),
    "an audit that went the wrong way": (
        MEASURED | CLAIMED | {"measure": "visits", "baseline": 50},
        f"error: {SHEET}, Impact status: an impact is said to be seen, and Audits of Visits, cases good or better went the "
        "wrong way, from 50.0% to 40.0%. Correct the claim, or say what else shows it.",
    ),
    "an audit that has moved": (MEASURED | CLAIMED | {"measure": "visits", "baseline": 30}, ""),
}


@pytest.mark.parametrize("name", IMPACTS)
def test_an_impact_is_held_against_its_measure(name: str, tmp_path: Path) -> None:
    row, sentence = IMPACTS[name]
    found = told(tmp_path, {"plan": [row], "audits": [AUDIT]})
    (visits,) = (one for one in the_borough().indicators if one.ref == "3.3")
    expected = [sentence.format(title=f"3.3 {visits.title}")] if sentence else []
    assert [f"{finding.severity}: {finding}" for finding in found] == expected
    assert [finding.contradicts for finding in found] == [sentence.startswith("error")] * len(found)
