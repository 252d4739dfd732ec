"""Which counts are too small to print, and which others must go with them so that nobody can work those out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

Number = int | Fraction


def is_small(count: Number | None, least: int) -> bool:
    """Whether a count may tell who it is of. Nought does not: it is of nobody."""
    return count is not None and 0 < count < least


def suppress(counts: Sequence[Number], least: int, total_known: bool, before: Collection[int] = ()) -> tuple[bool, ...]:
    """Which of some counts may not be printed: the small ones, and the next smallest where the total is known.

    Those at the places ``before`` were left out earlier, and are again.

    Of counts whose total is known there are left out none, or some k of at least two that add up to at least ``least``
    + k - 2; where there are not so many, all are, and then the total must not be printed either (see hides_enough).
    Noughts are printed but then. That promises of every count left out, to whoever knows the total and the others: at
    least ``least`` + 1 whole numbers fit; still ``least`` - 1, to whoever knows besides that none of them is nought.
    It promises nothing against somebody who runs this rule over every guess.
    """
    left_out = [is_small(count, least) or at in before for at, count in enumerate(counts)]
    if not total_known or not any(left_out):
        return tuple(left_out)
    for _, at in sorted((count, at) for at, count in enumerate(counts) if count and not left_out[at]):
        if hides_enough(counts, left_out, least):
            break
        left_out[at] = True
    return tuple(left_out) if hides_enough(counts, left_out, least) else (True,) * len(counts)


def hides_enough(counts: Sequence[Number], left_out: Sequence[bool], least: int) -> bool:
    """Whether what is left out of counts hides each of them although their total is printed."""
    together = sum(count for count, out in zip(counts, left_out, strict=True) if out)
    return sum(left_out) >= 2 and together >= least + sum(left_out) - 2
