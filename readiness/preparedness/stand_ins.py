"""Whoever stands in for somebody who is not there on a day, and whether the stand-in is away too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from readiness.foundation.normalise import alike
from readiness.preparedness.model import Person


@dataclass(frozen=True)
class StandIn:
    """A deputy as on a day. ``name`` is empty where none is named; ``person`` is None where People has no such row."""

    name: str
    person: Person | None
    away: bool

    @property
    def there(self) -> str:
        """The name, unless nobody is named or the deputy is away too."""
        return "" if self.away else self.name


def stand_in_for(person: Person, people: Sequence[Person], day: dt.date) -> StandIn:
    """The deputy of a person, as on a day."""
    deputy = next((other for other in people if person.deputy and alike(other.name) == alike(person.deputy)), None)
    return StandIn(person.deputy, deputy, deputy is not None and deputy.away(day))
