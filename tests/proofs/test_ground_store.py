"""What lies on the ground of proofs is not made again, what a proof makes hides it, and nothing of that is left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from readiness.foundation.database import Store
from readiness.proofs.ground_store import GroundStore

PLACE = "annex_a/shared.sql"
SHARED = """
create table adult as select * from person where age > 17;
create macro adults() as (select count(*) from adult);
create view closed as select * from plan where is_open = 'N';
"""


@pytest.fixture
def ground() -> Iterator[GroundStore]:
    with GroundStore() as store:
        store.one_row("choice", {"unborn": "no"})
        store.make_empty("person", {"id": "varchar", "age": "integer"})
        store.keep("plan", ("id", "is_open"), [("1", "Y")])
        store.specified(PLACE, SHARED)
        yield store


def made_in(store: Store) -> set[str]:
    made = "select table_name from duckdb_tables() where schema_name = 'undone' union all "
    made += "select view_name from duckdb_views() where schema_name = 'undone'"
    return {name for (name,) in store.rows(made)}


def test_what_lies_on_the_ground_just_so_is_not_made_again(ground: GroundStore) -> None:
    with ground.undone() as store:
        store.one_row("choice", {"unborn": "no"})
        store.make_empty("person", {"id": "varchar", "age": "integer"})
        store.keep("plan", ("id", "is_open"), [("1", "Y")])
        store.specified(PLACE, SHARED)
        assert store.ask("a list", "select adults(), (select count(*) from closed)") == [(0, 0)]
        assert not made_in(store)


def test_what_is_made_otherwise_is_made_aside_with_what_rests_on_it_as_far_as_it_is_asked_for(
    ground: GroundStore,
) -> None:
    with ground.undone() as store:
        store.run("create table person as select 'A' as id, 18 as age")
        store.keep("plan", ("id", "is_open"), [("1", "N")])
        store.specified(PLACE, SHARED)
        assert store.ask("a list", "select adults()") == [(1,)]
        assert made_in(store) == {"person", "plan", "adult"}
        assert store.ask("a list", "select id from closed") == [("1",)]
        assert made_in(store) == {"person", "plan", "adult", "closed"}


def test_a_page_in_other_words_is_run_whole(ground: GroundStore) -> None:
    with ground.undone() as store:
        store.specified(PLACE, SHARED.replace("'N'", "'Y'"))
        assert store.ask("a list", "select id from closed") == [("1",)]


def test_nothing_of_a_proof_is_left_to_the_next(ground: GroundStore) -> None:
    with ground.undone() as store:
        store.one_row("choice", {"unborn": "yes"})
        store.run("create table person as select 'A' as id, 18 as age")
        store.run("create temp table considered as select 1")
        store.specified(PLACE, SHARED)
        assert store.ask("a list", "select adults(), unborn from choice") == [(1, "yes")]
    with ground.undone() as store:
        store.specified(PLACE, SHARED)
        assert store.ask("a list", "select adults(), unborn from choice") == [(0, "no")]
        assert not store.rows("select table_name from duckdb_tables() where temporary")
