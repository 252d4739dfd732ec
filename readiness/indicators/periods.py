"""Periods of published statistics: how people write them, and the day on which each ends."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache

from readiness.foundation.dates import day_of_year

NEW_YEARS_EVE = "12-31"
YEAR_ENDS = {"calendar": NEW_YEARS_EVE, "reporting": "03-31", "financial": "03-31", "tax": "04-05", "academic": "08-31"}
_WRITTEN = re.compile(r"(\d{4})(?:[-/]?(?:\d\d)?(\d\d))?")
_YEARS = re.compile(r".*year", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class PublishedPeriod:
    """A period that was published: the last day it can have, and how it is shown."""

    ends: dt.date
    shown: str = field(compare=False)


@lru_cache(maxsize=1000)
def read_period(text: str, identifier: str = "", year_ends: str = "") -> PublishedPeriod | None:
    """A period such as 2025 or 202425, by what kind of year its identifier calls it; None when it is none.

    ``year_ends`` is the month and day, such as 09-30, on which a year ends of which only the number is given; without
    it, that of a reporting year is 31 March, as in the returns of children's services. Where nobody can tell, a period
    ends as late as it can: no figure is then taken to be known before its time.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if not match or (match[2] and int(match[2]) != (int(match[1]) + 1) % 100):
        return None
    first, two_years = int(match[1]), bool(match[2])
    kind, is_year = identifier.strip().casefold().split(" ")[0], bool(_YEARS.fullmatch(identifier.strip()))
    ends = YEAR_ENDS.get(kind, NEW_YEARS_EVE if not two_years else YEAR_ENDS["academic"])
    if year_ends and not two_years and is_year:
        ends = year_ends
    last = day_of_year(first + two_years, ends)
    if last is None:
        return None
    years = f"{first}-{match[2]}" if two_years else match[1]
    return PublishedPeriod(last, years if is_year else f"{years} {identifier.strip()}".strip())
