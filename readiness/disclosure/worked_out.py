"""Which counts that are left out a reader can work out, since a year to date is the sum of its months.

How many there were up to each day never falls; a year to date says how many there were up to a day, and a month how
many between two. The most and the least that may lie between two days are then shortest ways, and nothing tells more.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product
from math import inf

from readiness.foundation.dates import ONE_DAY, first_day_of, year_end_before
from readiness.run.editions import Bounds, Place, Told

LEAST_VALUES = 3  # a count that is left out must be able to be so many different ones
SUMS = ("month", "year to date")
Ways = dict[tuple[dt.date, dt.date], float]


def worked_out(known: Mapping[Place, Told]) -> set[Place]:
    """The figures left out of which a reader who has added up knows too well how many they are of."""
    families: dict[tuple[str, dt.date], list[Told]] = defaultdict(list)
    for told in known.values():
        if told.place.day and told.place.period in SUMS:
            families[told.place.of, year_end_before(told.place.day)].append(told)
    return {place for family in families.values() if _may_tell(family) for place in _told_by(family)}


def _may_tell(family: Iterable[Told]) -> bool:
    """Whether anything is left out, and anything printed from which to work it out."""
    return len({told.left_out for told in family}) > 1


def _told_by(family: Sequence[Told]) -> set[Place]:
    found = set()
    for bounds in ({told.place: told.numerator for told in family}, {told.place: told.denominator for told in family}):
        ways = _shortest(bounds)
        for told in family:
            first, last = _days(told.place)
            if told.left_out and ways[first, last] + ways[last, first] + 1 < LEAST_VALUES:
                found.add(told.place)
    return found


def _days(place: Place) -> tuple[dt.date, dt.date]:
    """The last day before a period and its own last day."""
    day = place.day or dt.date.min
    return first_day_of(place.period, day) - ONE_DAY, day


def _shortest(bounds: Mapping[Place, Bounds]) -> Ways:
    """How many more there may be at most up to one day than up to another; how many fewer, the other way about.

    What contradicts itself, since figures were corrected between editions, tells nothing: then all ways are endless.
    """
    days = sorted({day for place in bounds for day in _days(place)})
    ways: Ways = {(one, other): 0.0 if one == other else inf for one, other in product(days, days)}
    for earlier, later in pairwise(days):
        ways[later, earlier] = 0.0
    for place, (least, most) in bounds.items():
        first, last = _days(place)
        ways[first, last] = min(ways[first, last], inf if most is None else most)
        ways[last, first] = min(ways[last, first], -least)
    for over, one, other in product(days, days, days):
        ways[one, other] = min(ways[one, other], ways[one, over] + ways[over, other])
    return dict.fromkeys(ways, inf) if any(ways[day, day] < 0 for day in days) else ways
