"""Sheets of teams: names that Excel takes, the most urgent first, and those of no team last."""

from __future__ import annotations

import datetime as dt

from readiness.surgery.hold import by_team, sheet_names
from readiness.surgery.model import (
    BEFORE_CALL,
    NO_TEAM,
    OVERDUE,
    SOON,
    DueRow,
    ItemCount,
    Surgery,
    summary_of,
)
from readiness.surgery.track import chosen

DAY = dt.date(2026, 11, 20)


def due(child: str, over: int | None, team: str = "North", when: str = OVERDUE, item: str = "Visit") -> DueRow:
    day = None if over is None else DAY - dt.timedelta(days=over)
    return DueRow(child, team, "", item.lower(), item, None, day, over, when)


def test_names_of_sheets_are_safe_short_and_unlike() -> None:
    long = "Family Support and Protection Team "
    teams = [f"{long}1", f"{long}2", "A/B: [x]*?\\", "'North'", "north", "History", "Front sheet", "' '"]
    names = sheet_names(teams, {"Front sheet"})
    assert names == [
        "Family Support and Protection T", "Family Support and Protecti (2)", "A B   x", "North", "north (2)",
        "History (2)", "Front sheet (2)", "No team",
    ]  # fmt: skip
    assert max(map(len, names)) <= 31
    assert len({name.casefold() for name in names}) == len(names)


def test_the_child_with_the_worst_comes_first_and_brings_everything_else_along() -> None:
    rows = [due("A", -3, when=SOON), due("B", 5), due("C", None), due("A", 40, item="Review"), due("D", -20, when=SOON),
            due("E", 9, team=NO_TEAM), due("F", -1, team="East", when=BEFORE_CALL)]  # fmt: skip
    sheets = [*by_team(rows, ())]
    assert [sheet.team for sheet in sheets] == ["East", "North", NO_TEAM]
    north = sheets[1]
    assert [(row.child, row.over, row.left) for row in north.rows] == [
        ("A", 40, None), ("A", None, 3), ("B", 5, None), ("C", None, None), ("D", None, 20),
    ]  # fmt: skip
    assert (north.children, north.overdue, north.before_call, north.soon, north.most_over) == (4, 3, 0, 2, 40)


def test_for_each_reason_those_with_most_reasons_are_chosen() -> None:
    people = {child: (child, "North", "Ann") for child in "ABCD"}
    reasons = [("long", [people["A"], people["B"], people["C"]]), ("again", [people["C"]]), ("closed", [people["D"]])]
    sample, of = chosen(reasons, 1)
    assert [(child.child, child.why) for child in sample] == [("C", "long; again"), ("D", "closed")]
    assert of == 4


def test_a_summary_counts_by_team() -> None:
    rows = [due("A", 5), due("B", 6), due("C", -2, when=SOON), *(due(f"D{number}", 9, "East") for number in range(7))]
    counts = (ItemCount("visit", "Visit", "", "", 9, 0, 1), ItemCount("other", "Other", "", "", why_not="no table"))
    surgery = Surgery(DAY, None, teams=tuple(by_team(rows, ())), items=counts)
    summary = summary_of(surgery)
    assert [(tally.team, tally.item, tally.overdue, tally.soon) for tally in summary.teams] == [
        ("East", "Visit", 7, 0), ("North", "Visit", 2, 1),
    ]  # fmt: skip
    assert [item.key for item in summary.items] == ["visit"]
    assert [item.key for item in summary.not_known] == ["other"]
