"""The store keeps texts as they are, keeps within the memory it may use, and says so when that is not enough."""

from __future__ import annotations

import pytest

from readiness.foundation.database import Store
from readiness.foundation.errors import NotEnoughMemory, QueryRefused, SourceError
from readiness.foundation.store_memory import memory_to_use
from readiness.foundation.text_columns import keep_columns
from readiness.foundation.time_limit import TimeLimit


@pytest.mark.parametrize(
    ("offered", "taken"),
    [("12.8 GiB", 8192), ("1.2 GiB", 1024), ("800.0 MiB", 800), ("1.0 TiB", 655_360), ("512.0 KiB", 0)],
)
def test_half_of_the_memory_is_used_and_at_least_a_gigabyte(offered: str, taken: int) -> None:
    assert memory_to_use(offered) == taken


def test_a_store_has_a_bound() -> None:
    with Store() as store:
        (limit,) = store.row("select current_setting('memory_limit')")
    assert memory_to_use(limit) > 0


@pytest.mark.parametrize("way", ["rows", "run", "read", "ask"])
def test_too_little_memory_is_told_in_words(way: str) -> None:
    query = "select list(i || 'some words that take room') from range(2000000) as t(i) group by i % 3"
    with Store() as store:
        store.run("set memory_limit = '20MB'")
        with pytest.raises(NotEnoughMemory) as told:
            store.ask("place", query) if way == "ask" else getattr(store, way)(query)
    assert "there is not enough memory" in str(told.value)
    assert told.value.exit_code == SourceError.exit_code


def test_too_little_memory_for_a_query_is_told_with_its_place() -> None:
    with Store() as store:
        store.run("set memory_limit = '20MB'")
        with pytest.raises(NotEnoughMemory) as told:
            store.ask(
                "annex_a/lists/x.sql", "select list(i || 'some words that take room') from range(2000000) as t(i)"
            )
    assert str(told.value).startswith("annex_a/lists/x.sql: there is not enough memory for the query, which may take ")
    assert str(told.value).endswith("In a query of your own, look for a table that is joined without a condition.")


ENDLESS = {
    "a recursion": "with recursive r(i) as (select 1 union all select i + 1 from r) select count(*) from r",
    "a join of everything with everything": "select count(*) from range(10000000) a, range(10000000) b "
    "where a.range * b.range = -1",
    "a very long row of numbers": "select count(*) from range(1000000000000)",
}


@pytest.mark.parametrize("what", ENDLESS)
def test_a_query_that_does_not_end_is_stopped_and_told_with_its_place(what: str) -> None:
    with Store(longest=0.05) as store:
        with pytest.raises(QueryRefused) as told:
            store.ask("annex_a/lists/x.sql", ENDLESS[what])
        assert store.ask("annex_a/lists/x.sql", "select 1") == [(1,)]
    assert str(told.value) == (
        "annex_a/lists/x.sql: the query takes longer than the 0.05 seconds it may take. "
        "Look for a table that is joined without a condition, or a recursion without an end."
    )


def test_what_a_query_left_for_later_is_stopped_too() -> None:
    with Store(longest=0.05) as store:
        store.specified("annex_a/shared.sql", f"create view endless as {ENDLESS['a recursion']}")
        with pytest.raises(QueryRefused) as told:
            store.side_by_side(lambda own, name: own.rows(f"from {name}"), ["endless"])
    assert str(told.value).startswith("annex_a: the query takes longer than")


def test_nothing_is_stopped_in_a_store_that_still_reads_files() -> None:
    with Store(longest=0) as store:
        assert store.row("select count(*) from range(1000000)") == (1_000_000,)


def test_what_ends_in_time_keeps_its_own_error() -> None:
    limit = TimeLimit(60)
    with pytest.raises(ValueError, match="its own"), limit.over(lambda: None):
        raise ValueError("its own")
    limit.end()


def test_work_side_by_side_tells_how_far_it_is() -> None:
    told: list[str] = []
    with Store(so_far=told.append) as store:
        done = store.side_by_side(lambda own, n: own.row(f"select {n}")[0], [3, 1, 2], lambda n: f"{n} of 3")
    assert (done, told) == ([3, 1, 2], ["1 of 3", "2 of 3", "3 of 3"])


def test_each_statement_is_run_on_one_processor() -> None:
    with Store() as store:
        assert store.row("select current_setting('threads')") == (1,)


@pytest.mark.parametrize("rows", [1, 3, 20_001])
def test_columns_of_texts_are_kept_whatever_stands_in_them(rows: int) -> None:
    texts = ["\x01\x02", "a\nb\r\n", "\x00", "e\u0301\u200d", None, "\U0001f469\u200d\U0001f467", " ", "'\"?,"]
    columns = {f"c{first}": [texts[(first + row) % len(texts)] for row in range(rows)] for first in range(len(texts))}
    with Store() as store:
        keep_columns(store, "kept", {**columns, "none": [None] * rows}, "row_no")
        kept = store.rows("from kept order by row_no")
    assert kept == [(row, *(column[row] for column in columns.values()), None) for row in range(rows)]
