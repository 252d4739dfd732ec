"""Where what a statement says of its indicators and their figures disagree, or can no longer be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from readiness.evaluation.parse_citations import Cited, percentages_in
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many
from readiness.indicators.model import Figure, Indicator, plain_number

WRITE_AGAIN = "Write it again, or say why it still holds"
ON_TARGET, BELOW_TARGET = "on_target", "below_target"
# How good each word says that things are, so that a claim can be told to be too hopeful.
HOPE: Mapping[str, int] = {"worsening": 0, "steady": 1, "improving": 2}
MOVES: Mapping[str, str] = {
    "worsening": "is getting worse",
    "steady": "is steady",
    "improving": "is getting better",
    "rising": "is rising",
    "falling": "is falling",
}


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
    elif claim.says:
        for indicator in dict.fromkeys(claim.indicators):
            yield from _direction(claim, indicator)
    if claim.alone and named:
        yield from _percentages(claim)


def figures_on(indicator: Indicator, day: dt.date | None) -> list[Figure]:
    """The figures that the scorecard has of an indicator for a day, that of its own period first."""
    figures = (indicator.current, indicator.last_year, *reversed(indicator.months))
    return [figure for figure in figures if figure.as_at == day and figure.value is not None]


def called(indicator: Indicator) -> str:
    """An indicator as a finding names it."""
    return indicator.ref or indicator.title


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


def _direction(claim: Claim, indicator: Indicator) -> Iterator[Finding]:
    """The direction that a claim states, beside where an indicator is and where it goes."""
    name, says = called(indicator), f'says "{claim.says_in_words}"'
    if claim.says in (ON_TARGET, BELOW_TARGET):
        yield from _target(claim, indicator, says)
    elif indicator.travel == "not known":
        wrong = f"{says}, and the figures do not tell which way {name} goes"
        yield Finding("warning", claim.place, wrong, "Wait for more months, or leave the direction out")
    elif indicator.travel not in HOPE and claim.says != "steady":
        wrong = f"{says}, and nobody has said which way is better for {name}, which {MOVES[indicator.travel]}"
        yield Finding("warning", claim.place, wrong, "Say only whether it rises or falls")
    elif indicator.travel != claim.says:
        months = listed(figure.shown for figure in indicator.months)
        wrong = f"{says}, and by its last months {name} {MOVES[indicator.travel]}: {months}"
        hopeful = HOPE.get(indicator.travel, HOPE["steady"]) < HOPE[claim.says]
        yield Finding("error" if hopeful else "warning", claim.place, wrong, WRITE_AGAIN, contradicts=True)


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


def _percentages(claim: Claim) -> Iterator[Finding]:
    """Percentages in the words of a claim that are none of its indicators' figures, targets or comparators."""
    known = [citation.stated.value for citation in claim.cited if citation.stated]
    for indicator in claim.indicators:
        figures = (indicator.current, indicator.last_year, *indicator.months)
        values = [*(figure.value for figure in figures), *(published.value for published in indicator.comparators)]
        known += [value for value in (*values, indicator.minimum, indicator.upper) if value is not None]
    for percentage in percentages_in(claim.words):
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
