"""What the words of a claim assert of its indicators: which way they go, how many, in time, beside whom, how near.

Reads words only. Whether the figures bear them out is asked in against_figures. Wishes are no claims: what should,
must or will be is passed over, and so is what a claim denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

AssertionKind = Literal[
    "rising", "falling", "improving", "worsening", "steady",
    "most", "nearly all", "all", "in time", "lower than", "higher than", "better than", "worse than",
    "range", "within", "per 10,000",
]  # fmt: skip
Horizon = Literal["", "month", "year", "six months"]
SHARES: tuple[AssertionKind, ...] = ("most", "nearly all", "all")
DIRECTIONS: tuple[AssertionKind, ...] = ("rising", "falling", "improving", "worsening", "steady")
_NUMBER = r"(\d+(?:\.\d+)?)"
_PER_CENT = r"\s*(?:%|per ?cent|(?:percentage )?points?)"
_OWN = r"(?:the |its |their )?"
_THAN = r"than (?:the |that of |those of )*"
# As words alone: nothing of a word may stand beside them.
_WORDS: dict[AssertionKind, str] = {
    "rising": r"increasing|increased|rising|risen|rose|grow(?:s|ing|n)|gone up|going up|more and more",
    "falling": r"decreas(?:ing|ed)|falling|fallen|fell|reduc(?:ing|ed)|dropp(?:ing|ed)|(?:gone|going) down",
    "improving": r"improving|improved|(?:getting|got) better",
    "worsening": r"worsening|worsened|(?:getting|got) worse|deteriorat(?:ing|ed)|declin(?:ing|ed)",
    "steady": r"steady|stable|unchanged|stay(?:ed|ing) the same",
    "nearly all": r"(?:nearly|almost) (?:all|every)|vast majority|nine (?:in|out of) ten",
    "most": r"most|(?<!vast )majority|(?:more than|over) half",
    "all": r"(?<!nearly )(?<!almost )(?<!of )(?<!in )(?:all|every)(?! (?:areas?|levels?|time|others?|the time)\b)",
    "in time": r"(?:in|on) time|timely|promptly|quickly|without delay|within [a-z ]*time ?scales?|regularly",
    "lower than": rf"(?:lower|less|fewer|smaller|below|under) {_THAN}(?P<below>[\w ,]+)",
    "higher than": rf"(?:higher|more|greater|larger|above|over) {_THAN}(?P<above>[\w ,]+)",
    "better than": rf"better {_THAN}(?P<beaten>[\w ,]+)",
    "worse than": rf"worse {_THAN}(?P<ahead>[\w ,]+)",
}
_WITH_NUMBERS: dict[AssertionKind, str] = {
    "range": (
        rf"(?:between|from|range[ds]?(?: from)?(?: between)?) {_NUMBER}(?:{_PER_CENT})? (?:and|to) {_NUMBER}{_PER_CENT}"
    ),
    "within": (
        r"(?:(?P<count>\d+|all|one|two|three|four|five|six) (?:of them )?(?:are |is ))?"
        rf"(?:within|below {_OWN}targets? by (?:less than|under)|less than|under) {_NUMBER}{_PER_CENT}"
        rf"(?: (?:of|below|from|short of|under))?(?: {_OWN}targets?)?"
    ),
    "per 10,000": rf"(?:rate )?per 10,?000(?: of| is| was|:)? {_NUMBER}|{_NUMBER} (?:for every|per) 10,?000",
}
# What names a number or a group is looked for first: "more than" is not "more".
_ASSERTIONS = [
    *((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WITH_NUMBERS.items()),
    *((kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in reversed(_WORDS.items())),
]
_WISH = re.compile(
    r"\b(?:should|must|will|would|could|(?-i:may)|might|(?:aim|plan|intend|want|need|hope|expect)(?:s|ing)? to|"
    r"if|until|so that)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|never|no longer|hardly|cannot|nor)\b(?:\W+\w+){0,2}\W+$|n't\W+(?:\w+\W+)?$", re.IGNORECASE
)
_CLAUSE = re.compile(r"(?<=[.;!?])\s+|\s+(?:but|although|though|while|whereas)\s+", re.IGNORECASE)
_SINCE = r"(?:since|on|than|compared with|over|in|for) (?:the )?"
_HORIZONS: Mapping[Horizon, re.Pattern[str]] = {
    "month": re.compile(rf"{_SINCE}last month|this month|month on month", re.IGNORECASE),
    "year": re.compile(
        rf"{_SINCE}(?:last|previous|past) (?:financial )?year|th(?:is|e) year|year on year", re.IGNORECASE
    ),
    "six months": re.compile(rf"{_SINCE}(?:last|past) (?:six|6) months", re.IGNORECASE),
}
_COUNTS = {word: number for number, word in enumerate(("one", "two", "three", "four", "five", "six"), start=1)}


@dataclass(frozen=True)
class Assertion:
    """One thing that words assert. ``words`` are those that do; ``low`` and ``high`` the numbers they name.

    ``others`` are whom it compares with, in words; ``count`` of how many indicators it speaks, if it says so.
    """

    kind: AssertionKind
    words: str
    horizon: Horizon = ""
    others: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    count: int | None = None


def assertions_in(claim: str) -> tuple[Assertion, ...]:
    """Everything that a claim asserts, clause by clause, each kind once."""
    found = [assertion for clause in _CLAUSE.split(claim) for assertion in _of_clause(clause)]
    return tuple(dict.fromkeys(found))


def _of_clause(clause: str) -> Iterator[Assertion]:
    horizon: Horizon = next((name for name, words in _HORIZONS.items() if words.search(clause)), "")
    taken: list[tuple[int, int]] = []
    for kind, pattern in _ASSERTIONS:
        for match in pattern.finditer(clause):
            first, last = match.span()
            if any(first < end and begin < last for begin, end in taken):
                continue
            before = clause[:first]
            if _DENIED.search(before) or _WISH.search(clause if kind in (*SHARES, "in time") else before):
                continue
            named = match.groupdict()
            numbers = [Fraction(text) for text in match.groups() if text and re.fullmatch(_NUMBER, text)]
            others = next((group.strip() for name, group in named.items() if group and name != "count"), "")
            count = named.get("count")
            if kind == "within" and count and count.isdigit():
                numbers = numbers[1:]
            if kind == "within" and "target" not in clause.lower():
                continue
            taken.append((first, last))
            yield Assertion(
                kind,
                " ".join(match[0].split()),
                horizon if kind in DIRECTIONS else "",
                others,
                numbers[0] if numbers else None,
                numbers[1] if len(numbers) > 1 else None,
                _counted(count),
            )


def _counted(word: str | None) -> int | None:
    return None if not word or word.lower() == "all" else int(word) if word.isdigit() else _COUNTS[word.lower()]
