"""What lists share is made again as at an earlier day only where it is other on another day."""

from __future__ import annotations

import pytest

from readiness.authority.overlay import own_over_installed
from readiness.indicators.count import other_on_another_day
from readiness.specification.read import read_annex

SAME = "create table team as select 1 as id;"
OTHER = "\ncreate view open as from ssd where began <= (select day from Inspection);"
RESTS_ON_IT = "\ncreate or replace macro how_many(x) as (select count(*) from Open where id = x);"
RESTS_ON_THAT = "\ncreate table counted as select how_many(id) from team;"


def test_statements_that_name_the_inspection_or_what_is_made_of_it_are_made_again() -> None:
    assert other_on_another_day(SAME + OTHER + RESTS_ON_IT + RESTS_ON_THAT) == OTHER + RESTS_ON_IT + RESTS_ON_THAT


@pytest.mark.parametrize(
    "statement",
    [
        'create table "of a day" as from inspection;',
        "create table main.of_a_day as from inspection;",
        "create temp table of_a_day as from inspection;",
        "create table of_a_day as select 'create table x' from inspection;",
        "update team set id = 2;",
    ],
)
def test_all_are_made_again_where_one_does_not_make_one_thing_with_a_plain_name(statement: str) -> None:
    assert other_on_another_day(SAME + statement) == SAME + statement


def test_what_lists_share_is_not_all_made_again() -> None:
    shared = read_annex(own_over_installed("annex_a")).shared
    again = other_on_another_day(shared)
    assert "create table child as" in again
    assert "create table allocation as" not in again
