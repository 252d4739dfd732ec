"""SQL is changed one thing at a time, and only where it says something."""

from __future__ import annotations

import pytest

from readiness.proofs.sql_changes import sql_changes


def changed(sql: str) -> set[str]:
    return {change.text for change in sql_changes(sql)}


@pytest.mark.parametrize(
    ("sql", "to"),
    [
        ("a <= b", {"a < b"}),
        ("a < b", {"a <= b"}),
        ("a <> 'x'", {"a = 'x'"}),
        ("a = 'x'", {"a <> 'x'"}),
        ("f -> g", set()),
        ("a is null", {"a is not null"}),
        ("a is not distinct from b", {"a is distinct from b"}),
        ("this and that", {"this or that"}),
        ("not exists (b)", {"exists (b)"}),
        ("not a", {"a"}),
        ("a in ('x')", {"a not in ('x')"}),
        ("a not in ('x')", {"a in ('x')"}),
        ("left join b", {"join b"}),
        ("max(a)", {"min(a)"}),
        ("order by a desc", {"order by a asc"}),
        ("to_months(12)", {"to_months(13)"}),
        ("date '2026-01-12'", set()),
        ("coalesce(a, (b), c)", {"(a)"}),
        ("a <= inspection.day", {"a < inspection.day", "a <= (inspection.day + 1)"}),
        ("a between b and c", {"a not between b and c", "a between b + 1 and c"}),
        ("rows between unbounded preceding and 1 preceding", {"rows between unbounded preceding and 2 preceding"}),
        ("create macro m(a, b) as a", set()),
        ("select a -- of 12 <= 13, is null", set()),
        ("'it''s <= 12'", set()),
    ],
)
def test_each_thing_that_says_something_is_changed(sql: str, to: set[str]) -> None:
    assert changed(sql) == to


def test_only_one_thing_is_changed_at_a_time_and_its_place_is_told() -> None:
    sql = "a < b\nand c is null -- and <\nand d = 'e < f'"
    assert [(change.at, change.text) for change in sql_changes(sql)] == [
        (2, "a <= b\nand c is null -- and <\nand d = 'e < f'"),
        (6, "a < b\nor c is null -- and <\nand d = 'e < f'"),
        (12, "a < b\nand c is not null -- and <\nand d = 'e < f'"),
        (29, "a < b\nand c is null -- and <\nor d = 'e < f'"),
        (34, "a < b\nand c is null -- and <\nand d <> 'e < f'"),
    ]
