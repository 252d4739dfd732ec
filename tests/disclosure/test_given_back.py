"""An edition that would give back what an earlier one left out is not made, and it is said which figure that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from publishable import LIMITS, a_figure, a_scorecard, an_indicator, an_overview

from readiness.disclosure.given_back import given_back
from readiness.disclosure.publishable import Publication, for_publication
from readiness.disclosure.worked_out import worked_out
from readiness.foundation.dates import first_day_of, month_ends
from readiness.foundation.errors import UsageError
from readiness.run.editions import Edition, Place, Told
from readiness.run.overview import Overview

ENDS = (dt.date(2026, 4, 30), dt.date(2026, 5, 31), dt.date(2026, 6, 30))


def an_edition(day: dt.date, *counts: int) -> Overview:
    """An edition of an indicator that counts so many in each month of the year to date."""
    months = [a_figure(n, unit="count", day=end, period="month") for end, n in zip(ENDS, counts, strict=False)]
    current = a_figure(sum(counts), unit="count", day=day, period="year to date")
    return an_overview(replace(a_scorecard(an_indicator(current, months, ref="1.1")), as_at=day))


def shown(public: Publication) -> tuple[str, list[str]]:
    indicator = public.overview.scorecard.indicators[0]
    return indicator.current.shown, [month.shown for month in indicator.months]


def test_what_was_left_out_once_stays_left_out_when_it_is_corrected() -> None:
    first = for_publication(an_edition(ENDS[1], 30, 7), LIMITS)
    assert shown(first) == ("suppressed", ["30", "suppressed"])
    second = for_publication(an_edition(ENDS[2], 30, 8, 20), LIMITS, [first.edition])
    assert shown(second) == ("suppressed", ["30", "suppressed", "20"])
    assert second.overview.scorecard.indicators[0].months[1].why_not == "an earlier edition left it out"
    alone = for_publication(an_edition(ENDS[2], 30, 8, 20), LIMITS)
    assert shown(alone) == ("60", ["30", "10", "20"])


def test_a_month_that_no_longer_stands_in_the_edition_still_takes_the_year_to_date() -> None:
    first = for_publication(an_edition(ENDS[1], 30, 7), LIMITS)
    later = an_edition(dt.date(2026, 12, 31), 30, 7, 300)
    only = replace(later.scorecard.indicators[0], months=later.scorecard.indicators[0].months[2:])
    later = replace(later, scorecard=replace(later.scorecard, indicators=(only,)))
    assert shown(for_publication(later, LIMITS))[0] == "335"
    assert shown(for_publication(later, LIMITS, [first.edition]))[0] == "suppressed"


def test_the_same_edition_can_be_made_again() -> None:
    first = for_publication(an_edition(ENDS[1], 30, 7), LIMITS)
    assert for_publication(an_edition(ENDS[1], 30, 7), LIMITS, [first.edition]) == first


def test_laxer_limits_are_refused_and_the_figure_is_named() -> None:
    first = for_publication(an_edition(ENDS[1], 30, 11), replace(LIMITS, least=12, least_denominator=20))
    with pytest.raises(UsageError) as refused:
        for_publication(an_edition(ENDS[2], 30, 11, 20), LIMITS, [first.edition])
    assert str(refused.value) == (
        "1.1 Children in need visited in the last four weeks, May 2026 alone: the edition of 31 May 2026 left it out, and "
        "this one would print it. Set publication_least_count: 13 and publication_least_denominator: 23 in "
        "readiness.yaml, as then; or, if that edition was never published, delete output/2026-05-31/published.json."
    )


def test_counts_that_were_rounded_otherwise_are_refused_where_anything_was_left_out() -> None:
    first = for_publication(an_edition(ENDS[1], 30, 11), replace(LIMITS, base=30))
    with pytest.raises(UsageError, match=r"Set publication_least_count: 15.* and publication_rounding: 30 in"):
        for_publication(an_edition(ENDS[1], 30, 11), LIMITS, [first.edition])


def told(day: dt.date, period: str, least: int, most: int | None, left_out: bool = False) -> Told:
    return Told(Place("visits", day, period), left_out, (least, most))


def an_issue(day: dt.date, *all_told: Told) -> Edition:
    return Edition("Anyshire", day, 8, 13, 5, all_told)


def test_years_to_date_that_tell_a_month_together_are_refused() -> None:
    april = told(ENDS[0], "month", 8, 12)
    first = an_issue(ENDS[1], april, told(ENDS[1], "month", 1, 7, left_out=True))
    new = an_issue(ENDS[2], told(ENDS[1], "year to date", 8, 9))
    (mistake,) = given_back(new, [first], {"visits": "1.1 Visits"})
    assert str(mistake) == (
        "1.1 Visits, May 2026 alone: it is left out, and the years to date that are printed now and in earlier editions "
        "tell how many it is. Raise publication_least_count; or, if that edition was never published, delete "
        "output/2026-05-31/published.json."
    )
    assert not given_back(an_issue(ENDS[2], told(ENDS[1], "year to date", 8, 17)), [first], {})
    assert not given_back(an_issue(ENDS[2]), [first, new], {}), "without this one it is known too"


def by_trying(known: dict[Place, Told], months: list[dt.date], most: int) -> set[Place]:
    """The same, trying every number for every month."""
    fits: list[tuple[int, ...]] = []
    for guess in product(range(most + 1), repeat=len(months)):
        counts = dict(zip(months, guess, strict=True))
        if all(_may_be(one, counts) for one in known.values()):
            fits.append(guess)
    found = set()
    for place, one in known.items():
        values = {_counted(place, dict(zip(months, guess, strict=True))) for guess in fits}
        if one.left_out and fits and len(values) < 3:
            found.add(place)
    return found


def _counted(place: Place, counts: dict[dt.date, int]) -> int:
    assert place.day
    since = first_day_of(place.period, place.day)
    return sum(count for day, count in counts.items() if since <= day <= place.day)


def _may_be(one: Told, counts: dict[dt.date, int]) -> bool:
    least, most = one.numerator
    return least <= _counted(one.place, counts) <= (10**9 if most is None else most)


def some_months(random: Random, most: int) -> Iterable[Told]:
    for end in ENDS:
        count = random.randint(0, most)
        for period in ("month", "year to date"):
            low, high = max(0, count - random.randint(0, 2)), count + random.randint(0, 2)
            if random.random() < 0.6:
                yield told(end, period, low, high)
            elif random.random() < 0.7:
                yield told(end, period, random.choice((0, 1)), most * (1 if period == "month" else 3), left_out=True)
            elif period == "month":
                yield told(end, period, 0, most)


def test_what_can_be_worked_out_is_what_trying_every_number_finds() -> None:
    random, found = Random(5), 0
    assert month_ends(ENDS[-1], 3) == ENDS
    for _ in range(120):
        known = {one.place: one for one in some_months(random, 5)}
        known = {Place("visits", end, "month"): told(end, "month", 0, 5) for end in ENDS} | known
        expected = by_trying(known, list(ENDS), 7)
        found += len(expected)
        if expected or worked_out(known):
            assert worked_out(known) == expected
    assert found > 20
