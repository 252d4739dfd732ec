"""Somebody who has every edition and adds up: which counts that were left out can be only one number.

Knows no code of what is published, only what a careful reader knows: how printed counts were rounded, what is the sum
or a part of what, and that counts are whole and not below nought. Narrows every count by every other until none moves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

MANY = 10**7
Cell = tuple[str, dt.date | None, str]
Count = tuple[Cell, str]  # the cell, and "of", "out of" or "others": those of the denominator who are not counted
TEN_THOUSAND = 10_000


@dataclass(frozen=True)
class Sighting:
    """One figure in one edition: what stands there. Without a value it was left out; ``few`` says that it is a few."""

    cell: Cell
    unit: str
    value: Fraction | None
    of: Fraction | None = None
    out_of: Fraction | None = None
    few: bool = False


@dataclass
class Attacker:
    """What is known. ``base`` is what counts were rounded to, ``least`` the smallest other than nought that is printed."""

    base: int
    least: int
    lowest: dict[Count, int] = field(default_factory=dict)
    highest: dict[Count, int] = field(default_factory=dict)
    sums: list[tuple[Count, tuple[Count, ...]]] = field(default_factory=list)
    left_out: set[Cell] = field(default_factory=set)
    printed: set[Cell] = field(default_factory=set)

    def reads(self, sightings: Iterable[Sighting]) -> None:
        """Notes what stands in an edition."""
        for seen in sightings:
            whole, part, rest = (seen.cell, "out of"), (seen.cell, "of"), (seen.cell, "others")
            if seen.unit == "percent" and (whole, (part, rest)) not in self.sums:
                self.sums.append((whole, (part, rest)))
            if seen.value is None:
                self.left_out.add(seen.cell)
                if seen.few:
                    self._narrow(part, 1, self.least - 1)
                continue
            self.printed.add(seen.cell)
            self._is_printed(part, seen.value if seen.unit == "count" else seen.of)
            if seen.unit in ("percent", "average"):
                self._is_printed(whole, seen.out_of)
            if seen.unit == "percent" and not _follows(seen):
                self._share(seen)

    def _is_printed(self, count: Count, number: Fraction | None) -> None:
        if number is None:
            return
        around = [n for n in range(int(number) - self.base, int(number) + self.base + 1) if n >= 0]
        may_be = [n for n in around if (2 * n + self.base) // (2 * self.base) * self.base == number]
        may_be = [n for n in may_be if n == 0 or n >= self.least] if number else [0]
        if may_be:
            self._narrow(count, min(may_be), max(may_be))

    def _share(self, seen: Sighting) -> None:
        """Two counts whose share is told more exactly than they are."""
        part, whole = (seen.cell, "of"), (seen.cell, "out of")
        value = seen.value or Fraction()
        about = next((Fraction(1, 2 * tens) for tens in (1, 10) if (value * tens).denominator == 1), Fraction(1, 10**9))
        fitting = [
            (n, d)
            for d in range(max(self.low(whole), 1), self.high(whole) + 1)
            for n in range(self.low(part), self.high(part) + 1)
            if abs(Fraction(100 * n, d) - value) <= about
        ]
        for at, count in enumerate((part, whole)):
            if fitting:
                self._narrow(count, min(pair[at] for pair in fitting), max(pair[at] for pair in fitting))

    def knows_sum(self, total: Count, parts: Sequence[Count]) -> None:
        self.sums.append((total, tuple(parts)))

    def knows_same(self, one: Count, other: Count) -> None:
        self.sums.append((one, (other,)))

    def low(self, count: Count) -> int:
        return self.lowest.get(count, 0)

    def high(self, count: Count) -> int:
        return self.highest.get(count, MANY)

    def _narrow(self, count: Count, low: int, high: int) -> bool:
        """Whether a count is known better than before. What contradicts what is known was corrected in between."""
        better = max(low, self.low(count)), min(high, self.high(count))
        if better[0] > better[1] or better == (self.low(count), self.high(count)):
            return False
        self.lowest[count], self.highest[count] = better
        return True

    def works_out(self) -> None:
        """Narrows all counts by all sums until nothing moves."""
        moved = True
        while moved:
            moved = False
            for total, parts in self.sums:
                together = sum(map(self.low, parts)), sum(map(self.high, parts))
                moved |= self._narrow(total, *together)
                for part in parts:
                    low, high = self.low(part), self.high(part)
                    if self._narrow(part, self.low(total) - together[1] + high, self.high(total) - together[0] + low):
                        together = together[0] + self.low(part) - low, together[1] + self.high(part) - high
                        moved = True

    def knows(self, cell: Cell) -> int | None:
        """The one number that a cell can be of, or leave over; None while there are several."""
        for which in ("of", "others"):
            count = (cell, which)
            if self.low(count) == self.high(count):
                return self.low(count)
        return None


def _follows(seen: Sighting) -> bool:
    """Whether the value says no more than the printed counts do."""
    if seen.of is None or not seen.out_of or seen.value is None:
        return True
    exact = 100 * seen.of / seen.out_of
    return (abs(exact - seen.value) <= Fraction(1, 2) and seen.value.denominator == 1) or _at_an_end(seen, exact)


def _at_an_end(seen: Sighting, exact: Fraction) -> bool:
    """Some are not printed as none, nor not all as all."""
    return (seen.value, exact < 1) == (1, True) or (seen.value, exact > 99) == (99, True)
