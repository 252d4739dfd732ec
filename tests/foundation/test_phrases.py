"""Numbers in few words can be read back, however many there are."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.foundation.phrases import runs


def read_back(text: str) -> list[int]:
    spans = [re.findall(r"\d+", words) for words in filter(None, text.split(", "))]
    return [number for span in spans for number in range(int(span[0]), int(span[-1]) + 1)]


@given(st.sets(st.integers(2, 300)))
@settings(max_examples=60, deadline=None)
def test_runs_of_numbers_read_back_as_the_numbers(numbers: set[int]) -> None:
    assert read_back(runs(sorted(numbers))) == sorted(numbers)


def test_beyond_what_a_cell_holds_the_rest_is_counted() -> None:
    numbers = range(2, 40_002, 2)
    text = runs(numbers)
    shown, _, more = text.partition(" and ")
    assert len(text) < 30_050
    assert len(read_back(shown)) + int(more.removesuffix(" more").replace(",", "")) == len(numbers)
