"""Sets each indicator of the authorities side by side: median, mean and each one's place, of those that compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, median

from readiness.foundation.phrases import day as in_words
from readiness.region.model import Region, RegionFigure, RegionLine, RegionMember, Standpoint

FEWEST_COMPARED = 2  # fewer have no middle
NOTHING_TO_COMPARE = "nothing to compare"
A_COUNT = "a count grows with the authority, so it is not compared"


def region_of(name: str, members: Sequence[RegionMember], left_out: Sequence[str] = ()) -> Region:
    """The region's table. Raises ValueError when nothing was made of any of them."""
    days = [member.day for member in members if member.day]
    if not days:
        raise ValueError("there is no authority to compare")
    day = max(days)
    members = [*_told_apart(members)]
    names: dict[str, list[RegionFigure]] = {}
    for member in members:
        for figure in member.figures:
            names.setdefault(figure.name, []).append(figure)
    lines = (_line(figures, members, day) for figures in names.values())
    return Region(name, day, tuple(members), tuple(lines), tuple(left_out))


def _told_apart(members: Sequence[RegionMember]) -> Iterator[RegionMember]:
    """The authorities; those that go by one name, which can only be a slip, with their folders."""
    names = Counter(member.authority for member in members if member.authority)
    for member in members:
        shared = names[member.authority] > 1
        yield replace(member, authority=f"{member.authority}, folder {member.folder}") if shared else member


def _line(figures: Sequence[RegionFigure], members: Sequence[RegionMember], day: object) -> RegionLine:
    (definition, _), *_ = Counter(figure.definition for figure in figures).most_common(1)
    usual = next(figure for figure in figures if figure.definition == definition)
    own = [next((one for one in member.figures if one.name == usual.name), None) for member in members]
    apart = [_why_apart(member, figure, usual, day) for member, figure in zip(members, own, strict=True)]
    values = [
        figure.value for figure, why in zip(own, apart, strict=True) if figure and not why and figure.value is not None
    ]
    few = len(values) < FEWEST_COMPARED

    def told(value: Decimal | None) -> float | str:
        return NOTHING_TO_COMPARE if few or value is None else float(_to_a_tenth(value))

    return RegionLine(
        figure=usual,
        median=told(median(values) if values else None),
        mean=told(mean(values) if values else None),
        lowest=told(min(values, default=None)),
        highest=told(max(values, default=None)),
        compared=len(values),
        standpoints=tuple(
            Standpoint(member, figure, _rank(figure, values) if figure and not why and not few else "", why)
            for member, figure, why in zip(members, own, apart, strict=True)
        ),
    )


def _why_apart(member: RegionMember, figure: RegionFigure | None, usual: RegionFigure, day: object) -> str:
    """Why a figure is not compared; empty where it is."""
    return next(_reasons(member, figure, usual, day), "")


def _reasons(member: RegionMember, figure: RegionFigure | None, usual: RegionFigure, day: object) -> Iterator[str]:
    if not member.made:
        yield "nothing was made of this authority"
    elif figure is None:
        yield "its figures cannot be told" if not member.figures else "its specification has no such indicator"
    else:
        if figure.value is None:
            yield figure.why_not or figure.shown
        if member.day != day and member.day:
            yield f"its inspection day is another, {in_words(member.day)}"
        if figure.as_at != day:
            yield f"its figure is of another day, {in_words(figure.as_at)}"
        if figure.definition != usual.definition:
            yield "it counts this in a way of its own"
        if figure.unit == "count":
            yield A_COUNT


def _rank(figure: RegionFigure, values: Sequence[Decimal]) -> str:
    """The place among those compared, the best first: "3 of 12"; those with the same figure share one: "3= of 12"."""
    value = figure.value
    if value is None:
        return ""
    better = sum(other < value if figure.direction == "lower" else other > value for other in values)
    shared = "=" if values.count(value) > 1 else ""
    return f"{better + 1}{shared} of {len(values)}"


def _to_a_tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
