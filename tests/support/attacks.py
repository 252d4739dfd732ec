"""The attacker let loose on the editions of a made borough: how much was left out, and how much of it came back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attacker import Attacker, Cell, Sighting
from monthly_editions import EDITIONS, EVERY_MONTH, Borough, edition, truth

from readiness.foundation.dates import first_day_of
from readiness.run.overview import Overview

Publish = Callable[[Sequence[Overview]], Sequence[Overview]]


def attack(borough: Borough, published: Sequence[Overview], base: int, least: int) -> tuple[set[Cell], set[Cell]]:
    """The cells that were left out, and those of them of which the attacker rightly knows how many they are of."""
    attacker = Attacker(base, least)
    for overview in published:
        attacker.reads(seen_in(overview))
    _teach(attacker, borough)
    attacker.works_out()
    known = truth(borough)
    back = {cell for cell in attacker.left_out if attacker.knows(cell) in _of_and_others(known[cell])}
    return attacker.left_out, back | (attacker.left_out & attacker.printed)


def as_they_are(borough: Borough, late: bool = False) -> list[Overview]:
    """The twelve editions, with nothing left out yet; ``late``, each does not know yet of some of its own month."""
    return [edition(borough, day, late) for day in EDITIONS]


def _of_and_others(counts: tuple[object, ...]) -> set[object]:
    return {counts[0], *(counts[1] - counts[0] for _ in counts[1:])}  # type: ignore[operator]


def seen_in(overview: Overview) -> Iterator[Sighting]:
    """Everything that stands in an edition."""
    for each in overview.scorecard.indicators:
        for figure in (each.current, each.last_year, *each.months):
            cell = (each.name, figure.as_at, figure.period)
            few = each.unit in ("count", "rate") and figure.why_not == "it is too small to print"
            yield Sighting(cell, each.unit, figure.value, figure.numerator, figure.denominator, few)
    for audit in overview.evaluation.audits:
        for what, count in (*audit.grades.items(), ("audited", audit.done)):
            yield Sighting((audit.theme, audit.day, what), "count", None if count is None else count)  # type: ignore[arg-type]


def _teach(attacker: Attacker, borough: Borough) -> None:
    """What is a sum or a part of what, which everybody knows."""
    for made in borough.indicators:
        if made.period == "year to date":
            for day in EVERY_MONTH:
                within = [end for end in EVERY_MONTH if first_day_of("year to date", day) <= end <= day]
                for which in ("of", "out of", "others"):
                    month = [((made.name, end, "month"), which) for end in within]
                    total = ((made.name, day, "year to date"), which)
                    attacker.knows_sum(total, month)
                    if within[:-1]:
                        attacker.knows_sum(total, [((made.name, within[-2], "year to date"), which), month[-1]])
    for (name, which), (other, _) in borough.same:
        for day in EVERY_MONTH:
            part = "out of" if which else "of"
            attacker.knows_same(((name, day, "snapshot"), part), ((other, day, "snapshot"), "of"))
    for total, parts in borough.sums:
        for day in EVERY_MONTH:
            for part in ("of", "out of", "others"):
                whole = [((each, day, "snapshot"), part) for each in parts]
                attacker.knows_sum(((total, day, "snapshot"), part), whole)
    for audit in borough.audits:
        grades = [((audit.theme, audit.day, grade), "of") for grade in audit.grades]
        attacker.knows_sum(((audit.theme, audit.day, "audited"), "of"), grades)
