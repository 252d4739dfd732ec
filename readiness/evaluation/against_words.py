"""What the words of a claim assert, held against the figures of the indicators that it names.

Of a direction there are three: since the month before, since the end of last year, and over six months. A claim that
one of them bears out and another contradicts is told apart from one that nothing bears out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from readiness.evaluation.claim_words import DIRECTIONS, SHARES, Assertion, AssertionKind, Horizon
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import listed
from readiness.indicators.model import Indicator, Travel, plain_number, tenths

WRITE_AGAIN = "Write it again, or say why it still holds"
WHEN: Mapping[Horizon, str] = {"month": "since last month", "year": "since last year", "six months": "over six months"}
# How good each word says that things are, so that a claim can be told to be too hopeful.
HOPE: Mapping[str, int] = {"worsening": 0, "steady": 1, "improving": 2}
MOVES: Mapping[str, str] = {
    "worsening": "getting worse",
    "steady": "steady",
    "improving": "getting better",
    "rising": "rising",
    "falling": "falling",
}
_RAISED = {("improving", "higher"): "rising", ("worsening", "higher"): "falling",
           ("improving", "lower"): "falling", ("worsening", "lower"): "rising"}  # fmt: skip
LAST_YEAR, TARGET = "last year", "target"
_ALSO = {"England": "national nationally country", "Statistical neighbours": "neighbour similar"}
COMPARED_WITH = {"england", "national", "region", "regional", "neighbours", "similar"}


@dataclass(frozen=True)
class Measures:
    """What words are measured by: ``most`` and ``nearly_all`` in per cent, and the ``population`` rates are out of."""

    most: int
    nearly_all: int
    population: int


@dataclass(frozen=True)
class Held:
    """A claim as far as its words go: its place, the indicators it names, and whether it is a strength."""

    place: str
    indicators: Sequence[Indicator]
    strength: bool
    measures: Measures

    def find(self, wrong: str, hopeful: bool = True) -> Finding:
        """A contradiction; one that makes things worse than they are is no error."""
        return Finding("error" if hopeful else "warning", self.place, wrong, WRITE_AGAIN, contradicts=True)


def unborne(held: Held, assertions: Iterable[Assertion]) -> Iterator[Finding]:
    """What the figures say against the words, and what cannot show them."""
    asserted = tuple(assertions)
    ways = [assertion for assertion in asserted if assertion.kind in DIRECTIONS]
    for indicator in held.indicators:
        found = [[*_direction(held, indicator, way)] for way in ways]
        if found and all(found):
            yield from min(found, key=lambda findings: findings[0].severity == "error")
    for assertion in asserted:
        if assertion.kind in SHARES:
            yield from _shares(held, assertion)
        elif assertion.kind == "in time":
            yield from _in_time(held, assertion)
        elif assertion.kind == "range":
            yield from _range(held, assertion)
        elif assertion.kind == "within":
            yield from _within(held, assertion)
        elif assertion.kind == "per 10,000":
            yield from _rate(held, assertion)
        elif assertion.kind not in DIRECTIONS:
            yield from _beside(held, assertion)


def called(indicator: Indicator) -> str:
    """An indicator as a finding names it."""
    return indicator.ref or indicator.title


def _says(assertion: Assertion) -> str:
    return f'says "{assertion.words}"'


def _direction(held: Held, indicator: Indicator, way: Assertion) -> Iterator[Finding]:
    """The direction that a claim states, beside the three that there are."""
    name, says = called(indicator), _says(way)
    going: Mapping[Horizon, Travel] = {
        "six months": indicator.travel, "month": indicator.since_last_month, "year": indicator.since_last_year,
    }  # fmt: skip
    known = {
        when: _in_the_words_of(way.kind, travel, indicator.direction)
        for when, travel in going.items()
        if travel != "not known" and way.horizon in ("", when)
    }
    if not known:
        wrong = f"{says}, and the figures do not tell which way {name} goes"
        yield Finding("warning", held.place, wrong, "Wait for more months, or leave the direction out")
        return
    if way.kind in ("improving", "worsening") and indicator.direction == "neither":
        wrong = f"{says}, and nobody has said which way is better for {name}, which is {_told(known)}"
        yield Finding("warning", held.place, wrong, "Say only whether it rises or falls")
        return
    for_it = {when: move for when, move in known.items() if move == way.kind}
    against = {when: move for when, move in known.items() if move not in (way.kind, "steady")}
    if for_it and not against:
        return
    figures = _figures(indicator, known)
    if for_it:
        wrong = f"{says}, and {name} is {_told(for_it)} and {_told(against)}: {figures}"
        yield Finding("warning", held.place, wrong, f"Say since when. {WRITE_AGAIN}", contradicts=True)
    else:
        hope = HOPE.get(way.kind)
        hopeful = hope is None or min(HOPE.get(move, 1) for move in known.values()) < hope
        yield held.find(f"{says}, and {name} is {_told(known)}: {figures}", hopeful)


def _in_the_words_of(kind: AssertionKind, travel: Travel, direction: str) -> str:
    """A direction as better and worse, or as up and down, as the claim has it."""
    return _RAISED.get((travel, direction), travel) if kind in ("rising", "falling") else travel


def _told(moves: Mapping[Horizon, str]) -> str:
    """ "falling since last year and over six months, steady since last month"."""
    by_move: dict[str, list[str]] = {}
    for when in ("month", "year", "six months"):
        if when in moves:
            by_move.setdefault(moves[when], []).append(WHEN[when])
    return ", ".join(f"{MOVES[move]} {listed(whens)}" for move, whens in by_move.items())


def _figures(indicator: Indicator, known: Iterable[Horizon]) -> str:
    """The figures that a direction was read from: last year's, the months'."""
    months = listed(figure.shown for figure in indicator.months if figure.value is not None)
    parts = [f"{indicator.last_year.shown} at the end of last year"] if "year" in known else []
    parts += [f"by month {months}"] if months else []
    return f"{', '.join(parts)}; now {indicator.current.shown}"


def _percentages(held: Held) -> Iterator[tuple[Indicator, Fraction]]:
    """The percentages there are, each as the share of whom things go well for."""
    for indicator in held.indicators:
        value = indicator.current.value
        if indicator.unit == "percent" and value is not None:
            yield indicator, 100 - value if indicator.direction == "lower" else value


def _shares(held: Held, assertion: Assertion) -> Iterator[Finding]:
    measures = held.measures
    least = {"most": measures.most, "nearly all": measures.nearly_all, "all": 100}[assertion.kind]
    for indicator, share in _percentages(held):
        if share < least or (assertion.kind == "most" and share == least):
            more = {"most": f"not more than {least}%", "nearly all": f"less than {least}%", "all": "not 100%"}
            of_whom = " (of whom the rest is meant)" if indicator.direction == "lower" else ""
            shown = indicator.current.shown
            yield held.find(f"{_says(assertion)}, and {called(indicator)} is {shown}{of_whom}: {more[assertion.kind]}")


def _in_time(held: Held, assertion: Assertion) -> Iterator[Finding]:
    for indicator in held.indicators:
        if indicator.rating == "red" and not held.strength:  # of a strength it is told in other words
            shown, targets = indicator.current.shown, indicator.targets
            yield held.find(f"{_says(assertion)}, and {called(indicator)} is red at {shown}: its targets are {targets}")


def _range(held: Held, assertion: Assertion) -> Iterator[Finding]:
    half = Fraction(1, 2)  # 24.6 is 25 to who writes whole numbers
    low, high = (assertion.low or Fraction(0)) - half, (assertion.high or Fraction(0)) + half
    for indicator in held.indicators:
        figures = [figure for figure in (*indicator.months, indicator.current) if figure.value is not None]
        outside = [figure for figure in figures if not low <= (figure.value or 0) < high]
        if outside:
            told = listed(dict.fromkeys(f"{figure.shown} ({figure.basis})" for figure in outside))
            yield held.find(f"{_says(assertion)}, and {called(indicator)} was outside it: {told}")


def _within(held: Held, assertion: Assertion) -> Iterator[Finding]:
    """How far from their minimum indicators are: each of them, or as many as the claim says."""
    most, below = assertion.low or Fraction(0), "below" in assertion.words.lower()
    gaps = {called(each): each.gap for each in held.indicators if each.gap is not None}
    near = [name for name, gap in gaps.items() if (0 < gap < most if below else gap <= most)]
    wanted = len(gaps) if assertion.count is None else assertion.count
    if gaps and len(near) != wanted:
        verb = {True: "misses", False: "is beyond"}
        told = listed(f"{name} {verb[gap > 0]} its minimum by {float(abs(gap)):.2f}" for name, gap in gaps.items())
        yield held.find(f"{_says(assertion)}, and {len(near)} of {len(gaps)} are: {told}")


def _rate(held: Held, assertion: Assertion) -> Iterator[Finding]:
    """A rate in words, beside rates that are cited and those of counts that are."""
    said, population = assertion.low or Fraction(0), held.measures.population
    rates: dict[str, Fraction] = {}
    for indicator in held.indicators:
        now, name = indicator.current, called(indicator)
        if now.value is not None and indicator.unit == "rate":
            rates[name] = now.value
        elif now.value is not None and indicator.unit == "count" and population:
            rates[f"{now.shown} of a population of {population:,} ({name})"] = now.value * 10_000 / population
    if rates and not any(tenths(said) == tenths(rate) for rate in rates.values()):
        told = listed(f"{name} gives {tenths(rate)}" for name, rate in rates.items())
        yield held.find(f"{_says(assertion)}, and {told}")
    elif not rates and any(indicator.unit == "count" for indicator in held.indicators):
        wrong = f"{_says(assertion)}, and nobody has said how many children live in the area"
        yield Finding("warning", held.place, wrong, "Set population_0_to_17 under thresholds in readiness.yaml")


def _beside(held: Held, assertion: Assertion) -> Iterator[Finding]:
    """A comparison with others, with last year or with a target."""
    asked = assertion.others.lower().replace(",", " ").split()
    named = False
    for indicator in held.indicators:
        for group, value, shown in _others(indicator):
            if not _meant(group, asked):
                continue
            named = True
            if value is not None and not _holds(assertion.kind, indicator, value):
                now = indicator.current.shown
                yield held.find(f"{_says(assertion)}, and {called(indicator)} is {now} and {group} {shown}")
    if not named and COMPARED_WITH.intersection(asked):
        names = listed(map(called, held.indicators))
        wrong = f"{_says(assertion)}, and there is no published figure to hold it against beside {names}"
        yield Finding("warning", held.place, wrong, "Enter it on the sheet of comparators, or leave the comparison out")


def _meant(group: str, asked: Iterable[str]) -> bool:
    """Whether a group is among those that a claim names. What is neither the country nor neighbours is a region."""
    words = {
        *group.lower().split(),
        *_ALSO.get(group, "" if group in (LAST_YEAR, TARGET) else "region regional").split(),
    }
    return not words.isdisjoint(asked)


def _others(indicator: Indicator) -> Iterator[tuple[str, Fraction | None, str]]:
    """Whom an indicator can be set beside, in words, with the value and how it is shown."""
    for comparator in indicator.comparators:
        yield comparator.group, comparator.value, f"{comparator.shown} ({comparator.period})"
    yield LAST_YEAR, indicator.last_year.value, indicator.last_year.shown
    yield TARGET, indicator.minimum, "" if indicator.minimum is None else plain_number(indicator.minimum)


def _holds(kind: AssertionKind, indicator: Indicator, other: Fraction) -> bool:
    """Whether the figure stands to another as the words say; also where there is nothing to tell by."""
    now, direction = indicator.current.value, indicator.direction
    if now is None or (kind in ("better than", "worse than") and direction == "neither"):
        return True
    is_lower = kind == "lower than" or (kind, direction) in (("better than", "lower"), ("worse than", "higher"))
    return now < other if is_lower else now > other
