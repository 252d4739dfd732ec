"""The store keeps within the memory it may use, and says so in words when that is not enough."""

from __future__ import annotations

import pytest

from readiness.foundation.database import Store, memory_to_use
from readiness.foundation.errors import NotEnoughMemory, SourceError


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
