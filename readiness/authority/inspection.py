"""The inspection: which framework, which kind, which day, and its periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from readiness.foundation.dates import months_before, working_days_before
from readiness.specification.model import Period


@dataclass(frozen=True)
class Inspection:
    """An inspection and its periods, each a first day; ``days`` holds them all by name, ``day`` among them."""

    framework: str
    kind: str
    day: dt.date
    days: Mapping[str, dt.date]


def periods(
    day: dt.date, named: Mapping[str, Period], answers: Mapping[str, str | int], holidays: frozenset[dt.date]
) -> dict[str, dt.date]:
    """Every named period's first day, reckoned back from the day."""
    days = {"day": day}
    for name, period in named.items():
        if period.working_days is not None:
            any_day = any(answers.get(choice) == answer for choice, answer in period.holidays_unless.items())
            days[name] = working_days_before(day, period.working_days, frozenset() if any_day else holidays)
        else:
            days[name] = months_before(day, int(answers.get(period.months_from_choice, period.months or 0)))
    return days
