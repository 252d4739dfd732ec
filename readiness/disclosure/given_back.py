"""What an edition would give back of what it or an earlier one leaves out, as people are told it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from readiness.disclosure.limits import CALLED
from readiness.disclosure.worked_out import worked_out
from readiness.foundation.errors import Mistake
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed
from readiness.run.editions import EDITION_FILE, Edition, Place, Told

OVER_TIME = {
    "month": " alone",
    "year to date": " (year to date)",
    "rolling year": " (twelve months)",
    "snapshot": "",
}


def given_back(new: Edition, earlier: Sequence[Edition], titles: Mapping[str, str]) -> list[Mistake]:
    """What an edition gives back together with the ``earlier`` ones, a mistake each figure.

    What they give back without it is no reason to withhold it. ``titles`` are those of the indicators, by name.
    """
    left_out_by = {place: edition for edition in reversed(earlier) for place in edition.left_out}
    printed = [told.place for told in new.told if not told.left_out and told.place in left_out_by]
    known = _known(told for edition in earlier for told in edition.told)
    already = worked_out(known | _known(told for told in new.told if told.left_out))
    added_up = worked_out(known | _known(new.told)) - already
    mistakes = []
    for place in printed:
        edition = left_out_by[place]
        wrong = f"the edition of {in_words(edition.day)} left it out, and this one would print it"
        mistakes.append(Mistake(_named(place, titles), wrong, _do(new, edition)))
    for place in sorted(added_up, key=str):
        edition = left_out_by.get(place, earlier[-1] if earlier else new)
        wrong = "it is left out, and the years to date that are printed now and in earlier editions tell how many it is"
        mistakes.append(Mistake(_named(place, titles), wrong, _do(new, edition)))
    return mistakes


def _known(told: Iterable[Told]) -> dict[Place, Told]:
    """What is known of each figure, the latest last."""
    return {one.place: one for one in told}


def _named(place: Place, titles: Mapping[str, str]) -> str:
    """A figure as messages name it."""
    day: dt.date | None = place.day
    when = f"{day:%B %Y}" if day and place.period == "month" else in_words(day)
    what = titles.get(place.of, place.of)
    return (
        f"{what}, {when}{OVER_TIME[place.period]}" if place.period in OVER_TIME else f"{what}, {when}: {place.period}"
    )


def _do(new: Edition, edition: Edition) -> str:
    """What to do about a figure that an edition left out."""
    limits = list(_laxer(new, edition))
    set_them = f"Set {listed(limits)} in readiness.yaml, as then" if limits else f"Raise {CALLED['least']}"
    return f"{set_them}; or, if that edition was never published, delete output/{edition.day}/{EDITION_FILE}"


def _laxer(new: Edition, edition: Edition) -> Iterator[str]:
    """The limits that were others then, as they were."""
    if new.smallest < edition.smallest:
        yield f"{CALLED['least']}: {edition.smallest}"
    if new.smallest_denominator < edition.smallest_denominator:
        yield f"{CALLED['least_denominator']}: {edition.smallest_denominator}"
    if new.base != edition.base:
        yield f"{CALLED['base']}: {edition.base}"
