"""A plan such as a borough made after its inspection of 2017: themes, objectives, differences, two ratings an action."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from overviews import DAY
from plans import Rows, improvement_from, rows_of, standing_with
from scorecards import the_borough

from readiness.improvement.model import Improvement
from readiness.preparedness.memory import Snapshot, snapshot_of
from readiness.preparedness.register_checks import amiss_in_register

# What the plan of 2017 wants, theme by theme, in words of our own: objectives, and what children will notice.
WANTED: dict[str, tuple[list[str], list[str]]] = {
    "Leadership, management and governance": (
        ["Leaders who lead", "Members who ask", "A skilled workforce", "Enough homes", "Plans that rest on good data"],
        ["More people look at the help they get", "Help comes in time, from trained workers"],
    ),
    "A robust model of practice": (
        [
            *("Clear thresholds", "Chairs and reviewing officers who challenge", "Children are protected"),
            *("Care when it is needed", "Agencies work together", "Good assessments and plans", "Managers who look"),
            *("Exploitation is tackled", "The law is known and used", "Adoption decisions are overseen"),
        ],
        ["Risks are seen in time, and help fits them", "They take part in what is decided"],
    ),
    "Sufficient and skilled workforce": (
        ["Good and regular supervision", "Private fostering is known"],
        ["Managers know what happens to them"],
    ),
    "Quality assurance and audit": (
        ["A framework for quality", "Audits and dip samples", "Plans of care leavers are overseen"],
        ["What is recorded of their lives is right"],
    ),
}
SOURCE = "Single inspection report of April 2017"
INSPECTION = {"kind": "inspection", "day": dt.date(2017, 1, 16), "outcome": "Inadequate, with 15 recommendations"}
RECOMMENDATIONS: Rows = [
    {"ref": f"R{number}", "recommendation": f"Recommendation {number}", "source": SOURCE, "action_status": "open"}
    for number in range(1, 16)
]
THEMES: Rows = [{"theme": theme, "difference": "\n".join(differences)} for theme, (_, differences) in WANTED.items()]
PLAN: Rows = [
    {"theme": theme, "objective": objective} for theme, (objectives, _) in WANTED.items() for objective in objectives
]


def the_plan_of_2017(folder: Path, **more: Rows) -> Improvement:
    rows: dict[str, Rows] = {"themes": THEMES, "plan": PLAN, "recommendations": RECOMMENDATIONS, "events": [INSPECTION]}
    return improvement_from(rows_of(folder, rows | more), the_borough())


def test_four_themes_have_their_objectives_and_differences_in_order(tmp_path: Path) -> None:
    plan = the_plan_of_2017(tmp_path)
    assert {
        theme.title: ([objective.title for objective in theme.objectives], [*theme.difference]) for theme in plan.themes
    } == WANTED
    assert plan.is_planned
    assert (plan.per_cent_done, plan.actions) == (None, ())
    assert sum("has no action" in finding.wrong for finding in plan.findings) == 20


def test_fifteen_of_fifteen_recommendations_are_asked_for(tmp_path: Path) -> None:
    unanswered = [one for one in the_plan_of_2017(tmp_path).findings if one.wrong.startswith("no action of the plan")]
    assert [one.place for one in unanswered] == [
        f"register.xlsx, sheet Recommendations, row {row}, Recommendation" for row in range(2, 17)
    ]
    answering = [
        {**PLAN[0], "action": "Train members", "answers": "R1, R2 and R3"},
        {**PLAN[1], "action": "Open the books", "answers": "; ".join(f"r{number}" for number in range(4, 16))},
    ]
    plan = the_plan_of_2017(tmp_path, plan=[*answering, *PLAN])
    assert not [one for one in plan.findings if "answers" in one.wrong]
    assert [one.actions[0].action for one in plan.recommendations] == ["Train members"] * 3 + ["Open the books"] * 12


def test_the_register_asks_for_a_row_for_each_of_the_fifteen(tmp_path: Path) -> None:
    def told(recommendations: Rows) -> list[str]:
        rows = rows_of(tmp_path, {"recommendations": recommendations, "events": [INSPECTION]})
        return [str(finding) for finding in amiss_in_register(rows, ("done", "dropped"))]

    assert told(RECOMMENDATIONS) == []
    assert told(RECOMMENDATIONS[:14]) == [
        "register.xlsx, sheet Events, row 2, Outcome: speaks of 15 recommendations, and the sheet Recommendations has 14 "
        "from it. Add a row for each, with the event and its year under Source."
    ]


EARLY, LATE = dt.date(2026, 9, 18), dt.date(2026, 10, 16)
MEETINGS = (EARLY, LATE, DAY)
THEME = {"theme": "Leaders", "difference": "Children wait less"}
ACTION = {
    "ref": "1.1",
    "theme": "Leaders",
    "objective": "They see",
    "action": "Sit in",
    "lead": "Ada",
    "status": "open",
}


def kept(folder: Path, day: dt.date, **cells: object) -> Snapshot:
    """What stood at a meeting, as the plan was then."""
    standing = standing_with(rows_of(folder, {"themes": [THEME], "plan": [ACTION | cells]}))
    return Snapshot(day, plan=snapshot_of(standing, {}).plan)


def now(folder: Path, snapshots: list[Snapshot], **cells: object) -> Improvement:
    rows = rows_of(folder, {"themes": [THEME], "plan": [ACTION | cells]})
    return improvement_from(rows, the_borough(), snapshots, MEETINGS)


def test_a_day_that_moved_at_two_meetings_is_told_by_how_many_days_from_the_first(tmp_path: Path) -> None:
    first, second, third = dt.date(2026, 10, 1), dt.date(2026, 11, 6), dt.date(2026, 12, 31)
    before = [kept(tmp_path, EARLY, due=first), kept(tmp_path, LATE, due=second)]
    plan = now(tmp_path, before, due=third, action="Sit in, and say what was seen")  # the mark finds it again
    (action,) = plan.slipped
    assert (action.first_due, action.due, action.moves, action.slipped) == (first, third, 2, 91)
    assert (action.rating, action.reason) == (
        "amber",
        "due 91 days later than first agreed, 1 October 2026, moved twice",
    )
    assert str(plan.findings[-1]) == (
        "register.xlsx, sheet Plan, row 2, Due: the action is due 91 days later than first agreed, 1 October 2026, moved "
        "twice. Say what will make this day hold."
    )


def test_a_day_that_was_taken_away_has_moved_too(tmp_path: Path) -> None:
    plan = now(tmp_path, [kept(tmp_path, LATE, due=DAY)], due=None)
    assert [finding.wrong for finding in plan.findings if finding.place.endswith("Due")] == [
        "the action was due on 20 November 2026, and has no day now, moved once"
    ]


def test_the_original_day_stays_whatever_the_register_says_now(tmp_path: Path) -> None:
    original, later = dt.date(2026, 10, 1), dt.date(2027, 1, 29)
    plan = now(tmp_path, [kept(tmp_path, LATE, original_due=original, due=original)], original_due=later, due=later)
    (action,) = plan.actions
    assert (action.first_due, action.slipped) == (original, 120)
    assert str(plan.findings[0]) == (
        "register.xlsx, sheet Plan, row 2, Original due: 29 January 2027 was 1 October 2026 at a meeting before, and it "
        "stays. Put 1 October 2026 back; the present day stands under Due."
    )
    assert plan.contradictions == (
        '"1.1 Sit in" of the plan: 29 January 2027 was 1 October 2026 at a meeting before, and it stays.',
    )


def test_without_a_meeting_before_the_register_says_what_was_first_agreed(tmp_path: Path) -> None:
    plan = now(tmp_path, [], original_due=dt.date(2026, 11, 27), due=dt.date(2026, 12, 31), status="in_progress")
    assert [(action.slipped, action.moves) for action in plan.slipped] == [(34, 1)]


RATINGS: dict[str, tuple[dict[str, object], str, str]] = {
    "done and shown": ({"status": "done", "evidence": "Minutes"}, "done", "shown by: Minutes"),
    "done and not shown": ({"status": "done"}, "red", "said to be done, and nothing shows it"),
    "dropped": ({"status": "dropped", "due": None}, "dropped", "it will not be done"),
    "in time": ({}, "green", "due on 29 January 2027, and not put off"),
    "due today": ({"due": DAY, "status": "in_progress"}, "green", "due on 20 November 2026, and not put off"),
    "due soon and not begun": ({"due": dt.date(2026, 12, 4)}, "amber", "due in 14 days, and not started"),
    "late": ({"due": dt.date(2026, 11, 19)}, "red", "1 day overdue, since 19 November 2026"),
    "without a day or a lead": ({"due": None, "lead": ""}, "red", "no day by which it is due; nobody leads it"),
    "to start today": ({"start": DAY}, "green", "due on 29 January 2027, and not put off"),
    "not begun": ({"start": dt.date(2026, 11, 19)}, "red", "was to start on 19 November 2026, and has not"),
}


@pytest.mark.parametrize("name", RATINGS)
def test_how_far_an_action_is(name: str, tmp_path: Path) -> None:
    cells, rating, reason = RATINGS[name]
    (action,) = now(tmp_path, [], **{"due": dt.date(2027, 1, 29), **cells}).actions
    assert (action.rating, action.reason) == (rating, reason)


MEASURE = {
    "measure": "3.3",
    "baseline": 80,
    "target": 90,
    "target_by": dt.date(2027, 3, 31),
    "start": dt.date(2022, 9, 1),
}
CHANGES: dict[str, tuple[dict[str, object], str, str]] = {
    "no measure": ({}, "not known", "no measure"),
    "a measure that is none": ({"measure": "Visit"}, "not known", 'no measure goes by the name "Visit"'),
    "done without effect": (
        {"status": "done", "evidence": "x", "impact_status": "not_seen"},
        "amber",
        "done, and no impact is seen",
    ),
    "claimed with nothing to show": (
        {"impact_status": "seen"},
        "red",
        "an impact is said to be seen, and nothing is named that shows it",
    ),
    "on its way": (MEASURE, "amber", "from 80.0% to 84.0%, to be 90.0% by 31 March 2027"),
    "not moved": (
        MEASURE | {"baseline": 84.04},
        "amber",
        "84.0%, as when the plan began, to be 90.0% by 31 March 2027",
    ),
    "met": (MEASURE | {"target": 84}, "green", "target met: 84.0%, to be 84.0%"),
    "met and not seen": (
        MEASURE | {"target": 84, "impact_status": "not_seen"},
        "amber",
        "target met: 84.0%, to be 84.0%; and no impact is said to be seen",
    ),
    "not met in time": (
        MEASURE | {"target_by": dt.date(2026, 11, 19)},
        "red",
        "was to be 90.0% by 19 November 2026, and is 84.0%",
    ),
    "less is better": (
        MEASURE | {"measure": "5.10", "baseline": 20, "target": 10},
        "red",
        "has gone the wrong way, from 20.0% to 29.6%",
    ),
    "a count that is to fall": (
        MEASURE | {"measure": "1.4", "baseline": 335, "target": 280},
        "amber",
        "from 335 to 301, to be 280 by 31 March 2027",
    ),
    "no baseline": (
        MEASURE | {"baseline": None},
        "not known",
        "84.0% now, and no baseline or target to hold it against",
    ),
    "from before": (
        MEASURE | {"start": dt.date(2023, 4, 1)},
        "not known",
        "84.0% is of 31 March 2023, before the action's start",
    ),
    "an audit without grades": (MEASURE | {"measure": "Visits"}, "not known", "its measure has no figure"),
    "dropped": ({"status": "dropped"}, "not known", "it will not be done"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_an_action_changes(name: str, tmp_path: Path) -> None:
    cells, rating, reason = CHANGES[name]
    plan: Rows = [ACTION | {"due": dt.date(2027, 1, 29), "impact_status": "too_early"} | cells]
    audits: Rows = [{"theme": "Visits", "day": LATE, "done": 4}]
    made = improvement_from(rows_of(tmp_path, {"themes": [THEME], "plan": plan, "audits": audits}), the_borough())
    (action,) = made.actions
    assert (action.impact_rating, action.impact_reason) == (rating, reason)
    assert [measure.now is not None for measure in made.measures] in ([], [True], [name != "an audit without grades"])
