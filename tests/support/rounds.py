"""Rounds of audits for tests, as a borough does them every two months: in order, but for what a test says of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

Row = dict[str, Any]
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
