"""Where what a statement says of its indicators and their figures disagree, or can no longer be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from readiness.evaluation.against_words import WRITE_AGAIN, Held, Measures, called, unborne
from readiness.evaluation.claim_words import DIRECTIONS, Assertion, assertions_in
from readiness.evaluation.parse_citations import Cited, counts_in, percentages_in
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many
from readiness.indicators.model import Figure, Indicator, plain_number

ON_TARGET, BELOW_TARGET = "on_target", "below_target"


@dataclass(frozen=True)
class Claim:
    """What a statement says of its indicators. ``as_at`` is the day of its values; ``limit`` how many days they hold.

    ``says`` is the key of the direction it claims, and ``says_in_words`` the same; both empty where it claims none. It
    rests on its indicators ``alone`` where it names nothing else.
    """

    place: str
    words: str
    cited: Sequence[Cited]
    as_at: dt.date | None
    says: str
    says_in_words: str
    strength: bool
    alone: bool
    day: dt.date
    limit: int
    measures: Measures

    @property
    def indicators(self) -> list[Indicator]:
        """Those that there are."""
        return [citation.indicator for citation in self.cited if citation.indicator]


def disagreements(claim: Claim) -> Iterator[Finding]:
    """What the figures say against a claim, and what cannot be compared."""
    place = claim.place
    named = [citation for citation in claim.cited if citation.indicator]
    if named and claim.as_at is None:
        wrong = "names indicators, and not the day of their values"
        yield Finding("warning", place, wrong, "Fill in Indicators as at")
    elif named and claim.as_at and claim.as_at > claim.day:
        wrong = f"gives values as at {in_words(claim.as_at)}, a day still to come"
        yield Finding("error", place, wrong, "Correct the day")
    for citation in named:
        yield from _value(claim, citation)
    if claim.says and not named:
        wrong = f'says "{claim.says_in_words}", and names no indicator that could show it'
        yield Finding("warning", place, wrong, "Name the indicator, or clear the cell")
    elif claim.says in (ON_TARGET, BELOW_TARGET):
        for indicator in dict.fromkeys(claim.indicators):
            yield from _target(claim, indicator, f'says "{claim.says_in_words}"')
    held = Held(place, tuple(dict.fromkeys(claim.indicators)), claim.strength, claim.measures)
    asserted = assertions_in(claim.words)
    yield from unborne(held, _with_the_cell(claim, asserted))
    if claim.alone and named:
        yield from _numbers(claim, asserted)


def _with_the_cell(claim: Claim, asserted: Sequence[Assertion]) -> list[Assertion]:
    """What a claim asserts in words and in its cell, which comes before words about the same."""
    kind, _, others = claim.says.replace("_", " ").partition(" than ")
    if not claim.says or claim.says in (ON_TARGET, BELOW_TARGET):
        return [*asserted]
    by_cell = Assertion(f"{kind} than" if others else kind, claim.says_in_words, others=others)  # type: ignore[arg-type]
    same = DIRECTIONS if by_cell.kind in DIRECTIONS else (by_cell.kind,)
    return [by_cell, *(assertion for assertion in asserted if assertion.kind not in same)]


def figures_on(indicator: Indicator, day: dt.date | None) -> list[Figure]:
    """The figures that the scorecard has of an indicator for a day, that of its own period first."""
    figures = (indicator.current, indicator.last_year, *reversed(indicator.months))
    return [figure for figure in figures if figure.as_at == day and figure.value is not None]


def _value(claim: Claim, cited: Cited) -> Iterator[Finding]:
    """The value of one indicator: the one of its day, then the one of today."""
    place, indicator = claim.place, cited.indicator
    if indicator is None:
        return
    name, now, on_day = called(indicator), indicator.current, figures_on(indicator, claim.as_at)
    written = f"{name} at {cited.shown}" if cited.stated else name
    day = f", written against {in_words(claim.as_at)}," if claim.as_at else ""
    rests = f"rests on {written}{day or ','}"
    if not cited.stated:
        wrong = f"names {name} without the value that it had"
        yield Finding("warning", place, wrong, f"Write it beside the number, such as {name} = {_example(now)}")
    elif on_day and not any(cited.stated.is_that(figure.value) for figure in on_day if figure.value is not None):
        wrong = (
            f"says that {name} was {cited.shown} on {in_words(claim.as_at)}, and the scorecard has {_whole(on_day[0])}"
        )
        yield Finding("error", place, wrong, "Correct one of the two", contradicts=True)
    crossed = _crossed(indicator, cited)
    age = (claim.day - claim.as_at).days if claim.as_at else 0
    if now.value is None:
        wrong = f"{rests} and there is no figure of it today: {now.why_not or now.shown}"
        yield Finding("warning", place, wrong, "Find the figure, or say why the statement still holds")
    elif claim.strength and indicator.rating == "red":
        wrong = f"calls a strength what is red: {name} is at {now.shown}, and its targets are {indicator.targets}"
        yield Finding("error", place, wrong, WRITE_AGAIN, contradicts=True)
    elif crossed:
        wrong = f"{rests} and it is now {now.shown}, on the other side of {listed(crossed)}"
        yield Finding("warning", place, wrong, WRITE_AGAIN, contradicts=True)
    elif age > claim.limit:
        now_too = f", and it is now {now.shown}" if cited.stated else ""
        wrong = f"{rests} {many(age, 'day')} ago{now_too}"
        yield Finding("warning", place, wrong, WRITE_AGAIN)
    elif cited.stated and not on_day and claim.as_at and age >= 0:
        wrong = f"{rests} a day of which the scorecard has no figure to compare it with"
        yield Finding("warning", place, wrong, f"Write it against the figure of {in_words(now.as_at)}: {now.shown}")


def _example(figure: Figure) -> str:
    return figure.shown.removesuffix("%") if figure.value is not None else "84.0"


def _whole(figure: Figure) -> str:
    return f"{figure.shown} ({figure.basis})"


def _crossed(indicator: Indicator, cited: Cited) -> list[str]:
    """The targets that lie between the value that was written and that of today."""
    now, stated = indicator.current.value, cited.stated
    # A value that is still the same, but for rounding, has not crossed anything.
    if now is None or stated is None or stated.is_that(now):
        return []
    targets = {"its minimum": indicator.minimum, "its upper target": indicator.upper}
    return [
        f"{words} of {plain_number(target)}"
        for words, target in targets.items()
        if target is not None and _meets(indicator, stated.value, target) != _meets(indicator, now, target)
    ]


def _meets(indicator: Indicator, value: Fraction, target: Fraction) -> bool:
    return value <= target if indicator.direction == "lower" else value >= target


def _target(claim: Claim, indicator: Indicator, says: str) -> Iterator[Finding]:
    name, now, rating = called(indicator), indicator.current, indicator.rating
    if rating == "not rated":
        why = "has no figure today" if now.value is None else "has no targets"
        wrong = f"{says}, and {name} {why} that could show it"
        yield Finding("warning", claim.place, wrong, "Name another indicator, or leave it out")
    elif claim.says == ON_TARGET and rating != "green" and not (claim.strength and rating == "red"):
        wrong = f"{says}, and {name} is {rating} at {now.shown}: its targets are {indicator.targets}"
        yield Finding("error" if rating == "red" else "warning", claim.place, wrong, WRITE_AGAIN, contradicts=True)
    elif claim.says == BELOW_TARGET and rating == "green":
        wrong = f"{says}, and {name} is green at {now.shown}: its targets are {indicator.targets}"
        yield Finding("warning", claim.place, wrong, WRITE_AGAIN, contradicts=True)


def _numbers(claim: Claim, asserted: Sequence[Assertion]) -> Iterator[Finding]:
    """Numbers in the words of a claim that are none of its indicators' figures, counts, targets or comparators."""
    known = [citation.stated.value for citation in claim.cited if citation.stated]
    counts: list[Fraction] = []
    for indicator in claim.indicators:
        figures = (indicator.current, indicator.last_year, *indicator.months)
        values = [*(figure.value for figure in figures), *(published.value for published in indicator.comparators)]
        known += [value for value in (*values, indicator.minimum, indicator.upper) if value is not None]
        counts += [count for figure in figures for count in (figure.numerator, figure.denominator) if count is not None]
    rest = claim.words
    for assertion in asserted:
        rest = rest.replace(assertion.words, " ") if assertion.low is not None else rest
    for number in counts_in(rest):
        if number not in (*known, *counts):
            names = listed(map(called, dict.fromkeys(claim.indicators)))
            wrong = f"speaks of {plain_number(number)}, which is no figure of {names}"
            yield Finding(
                "warning", claim.place, wrong, "Correct it, or name the indicator that it is of", contradicts=True
            )
    for percentage in percentages_in(rest):
        if not any(percentage.is_that(value) for value in known):
            words = f"{float(percentage.value):.{percentage.decimals}f}%"
            wrong = f"speaks of {words}, which is no figure of {listed(map(called, dict.fromkeys(claim.indicators)))}"
            yield Finding("warning", claim.place, wrong, "Correct it, or name the indicator that it is of")


def in_full(cited: Cited, as_at: dt.date | None) -> str:
    """An indicator as evidence: what it is, the value that was written with its day, and what it is now."""
    indicator = cited.indicator
    if indicator is None:
        return cited.words
    now = indicator.current
    today = f"now {_whole(now)}" if now.value is not None else f"no figure today: {now.why_not or now.shown}"
    then = f"{cited.shown} on {in_words(as_at)}" if cited.stated and as_at else cited.shown
    if as_at == now.as_at and now.value is not None and cited.stated and cited.stated.is_that(now.value):
        then, today = "", _whole(now)
    title = " ".join(filter(None, [indicator.ref, indicator.title]))
    return f"{title}: {'; '.join(filter(None, [then, today]))}"
