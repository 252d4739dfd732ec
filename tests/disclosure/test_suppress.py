"""Small counts and what would tell them: held against an attacker who tries every number that fits."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.disclosure.suppress import hides_enough, is_small, suppress

SOME = st.lists(st.integers(0, 9), min_size=1, max_size=4)
LEAST = st.integers(1, 6)


def fitting(counts: list[int], left_out: tuple[bool, ...], lowest: int) -> list[set[int]]:
    """What each count that is left out may be, to somebody who knows the total and the others."""
    hidden = [count for count, out in zip(counts, left_out, strict=True) if out]
    together = sum(hidden)
    guesses = product(range(lowest, together + 1), repeat=len(hidden))
    fits = [guess for guess in guesses if sum(guess) == together]
    return [{guess[at] for guess in fits} for at in range(len(hidden))]


@given(SOME, LEAST)
def test_no_count_left_out_can_be_worked_out_from_the_total(counts: list[int], least: int) -> None:
    left_out = suppress(counts, least, True)
    if hides_enough(counts, left_out, least):
        assert all(len(values) >= least + 1 for values in fitting(counts, left_out, 0))
        hidden = [count for count, out in zip(counts, left_out, strict=True) if out]
        if all(hidden):
            assert all(len(values) >= least - 1 for values in fitting(counts, left_out, 1))
    else:  # the total is not printed
        assert all(left_out) or not any(left_out)


@given(SOME, LEAST, st.booleans())
def test_no_small_count_is_printed_and_nought_only_ever_goes_with_everything(
    counts: list[int], least: int, total_known: bool
) -> None:
    left_out = suppress(counts, least, total_known)
    printed = [count for count, out in zip(counts, left_out, strict=True) if not out]
    assert not any(is_small(count, least) for count in printed)
    assert all(left_out) or not any(out and not count for count, out in zip(counts, left_out, strict=True))


@given(SOME, LEAST)
def test_nothing_is_left_out_without_need(counts: list[int], least: int) -> None:
    small = [is_small(count, least) for count in counts]
    assert list(suppress(counts, least, False)) == small
    if not any(small):
        assert not any(suppress(counts, least, True))
    if sum(small) > 1 and hides_enough(counts, small, least):
        assert list(suppress(counts, least, True)) == small


@pytest.mark.parametrize(
    ("counts", "left_out"),
    [
        ((3, 10, 50), (True, True, False)),
        ((50, 3, 10), (False, True, True)),
        ((3, 4, 50), (True, True, False)),
        ((1, 1, 50), (True, True, True)),
        ((1, 1, 20, 50), (True, True, True, False)),
        ((0, 3, 50), (False, True, True)),
        ((0, 0, 50), (False, False, False)),
        ((3, 0), (True, True)),
        ((6, 7), (False, False)),
        ((), ()),
    ],
)
def test_the_next_smallest_goes_with_a_small_one(counts: tuple[int, ...], left_out: tuple[bool, ...]) -> None:
    assert suppress(counts, 6, True) == left_out
