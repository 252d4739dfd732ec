"""What the plan is measured by, found by the words of the register: an indicator, or the grades of an audit's theme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from readiness.foundation.normalise import alike, plain
from readiness.improvement.model import ImpactMeasure
from readiness.indicators.match_name import find_kpi
from readiness.indicators.model import Direction, Figure, Indicator
from readiness.register.plan_rows import PlanRow
from readiness.register.sheet_rows import AuditRow
from readiness.specification.base import Words

GOOD = "good"


@dataclass(frozen=True)
class KnownMeasures:
    """What may be a measure on a day: indicators by name, rounds of audits. ``grades`` have the best first."""

    day: dt.date
    indicators: Mapping[str, Indicator]
    audits: Sequence[AuditRow]
    grades: Words

    @property
    def names(self) -> Iterator[str]:
        """What a measure may be called."""
        for indicator in self.indicators.values():
            yield from (indicator.ref, indicator.title)
        yield from (row.theme.text for row in self.audits)

    def of(self, row: PlanRow) -> ImpactMeasure | None:
        """What a row of the plan is measured by; None when it names nothing that is known."""
        words, wanted = row.measure.text, (row.baseline.number, row.target.number, row.target_by.day)
        if not words:
            return None
        if indicator := self.indicators.get(find_kpi(words, self.indicators) or ""):
            title = f"{indicator.ref} {indicator.title}".strip()
            better = indicator.direction if indicator.direction != "neither" else _way_to(*wanted[:2])
            now, travel = indicator.current, indicator.travel
            return ImpactMeasure(title, *wanted, better, now, travel, indicator, row.start.day)
        rounds = [audit for audit in self.audits if alike(audit.theme.text) == alike(words)]
        if not rounds:
            return None
        title = f"Audits of {rounds[0].theme.text}, cases good or better"
        return ImpactMeasure(title, *wanted, "higher", self._latest(rounds), start=row.start.day)

    def _latest(self, rounds: Sequence[AuditRow]) -> Figure | None:
        """The share of cases that are good or better in the latest round that is graded."""
        good = [plain(grade) for grade in self.grades]
        good = good[: good.index(GOOD) + 1] if GOOD in good else []
        graded = [(row.day.day, row) for row in rounds if row.day.day and row.day.day <= self.day]
        for day, row in sorted(graded, key=lambda pair: pair[0], reverse=True):
            cells = {grade: cell.number for grade in map(plain, self.grades) if (cell := row.others.get(grade))}
            cases = sum((number for number in cells.values() if number), Fraction(0))
            if cases > 0:
                met = sum((cells.get(grade) or Fraction(0) for grade in good), Fraction(0))
                return Figure("percent", day, "snapshot", "register", 100 * met / cases, met, cases, 0, "", row.place)
        return None


def _way_to(baseline: Fraction | None, target: Fraction | None) -> Direction:
    """Which way is better, by where the plan wants to go."""
    if baseline is None or target is None or baseline == target:
        return "neither"
    return "higher" if target > baseline else "lower"
