"""Practice flags that many more rows show than in the run before, by the name of the rule and by counts alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readiness.checks.compare import Digests
from readiness.checks.model import BrokenRule, Checks
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many

PRACTICE = "practice"


@dataclass(frozen=True)
class PracticeFlag:
    """A rule of practice with how many rows break it, on which day, and how many did in the run for ``since``."""

    rule: str
    wrong: str
    why: str
    area: str
    now: int
    as_at: dt.date
    before: int
    since: str

    @property
    def mark(self) -> str:
        return f"rule {self.rule}"

    @property
    def rise(self) -> str:
        """What has become of it, and why inspectors look at it."""
        return f"{many(self.now, 'row')}, after {self.before:,} in the run for {in_words(self.since)}. {self.why}"

    @property
    def figures(self) -> str:
        then, now = in_words(self.since), in_words(self.as_at)
        return f"{self.rule}: {self.now:,} on {now}; {self.before:,} on {then}"


@dataclass(frozen=True)
class RunBefore:
    """What the run before found, None where nobody can tell, and its inspection day."""

    found: Digests | None
    day: str


@dataclass(frozen=True)
class RiseLimits:
    """By how many rows, and by how much per cent besides, a flag must have risen."""

    enquiry_rise_rows: int
    enquiry_rise_percent: int


def jumped_flags(
    checks: Checks, before: RunBefore, areas: Mapping[str, str], as_at: dt.date, limits: RiseLimits
) -> Iterator[PracticeFlag]:
    """The flags that rose by so much, over all lists together. ``areas`` are those of lists, by name.

    A finding that somebody accepts counts as any other, as it did in the run before.
    """
    if before.found is None:
        return
    earlier: defaultdict[str, int] = defaultdict(int)
    for (rule, _), digests in before.found.items():
        earlier[rule] += digests.total()
    causes: defaultdict[str, list[BrokenRule]] = defaultdict(list)
    for cause in checks.everything:
        if cause.severity == PRACTICE:
            causes[cause.rule].append(cause)
    for rule, of_rule in causes.items():
        now, then = sum(cause.count for cause in of_rule), earlier[rule]
        rise = now - then
        if rise >= limits.enquiry_rise_rows and rise * 100 >= then * limits.enquiry_rise_percent:
            theirs = dict.fromkeys(areas.get(cause.about, "") for cause in of_rule)
            area = next(iter(theirs)) if len(theirs) == 1 else ""
            worst = max(of_rule, key=lambda cause: cause.count)
            yield PracticeFlag(rule, worst.wrong, worst.why, area, now, as_at, then, before.day)
