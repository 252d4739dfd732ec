"""Who of the people is meant by a name or a role, and who is in and out on a day of the inspection."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from readiness.foundation.normalise import alike
from readiness.preparedness.meetings import lines_of
from readiness.preparedness.model import Absence, Person
from readiness.preparedness.stand_ins import stand_in_for
from readiness.week.model import InOrOut

Span = tuple[dt.date, dt.date]  # the first and the last day of an inspection


def in_and_out(people: Sequence[Person], day: dt.date) -> tuple[InOrOut, ...]:
    """Who is away on a day, role by role, each with whoever stands in and is there."""
    return tuple(_in_and_out(people, day))


def _in_and_out(people: Sequence[Person], day: dt.date) -> Iterator[InOrOut]:
    for person in people:
        leaves = [(first, last) for first, last in person.leave if first <= day <= last]
        if leaves:
            absence = Absence(person, min(first for first, _ in leaves), max(last for _, last in leaves))
            yield InOrOut(absence, stand_in_for(person, people, day).there)


def holders_of(word: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """Who is meant by a name, or by a role: everybody who holds it, or the vacant post. Nobody, if it is neither."""
    called = [person for person in people if person.name and alike(person.name) == alike(word)]
    held = [person for person in people if alike(person.role) == alike(word)]
    called.sort(key=lambda person: not person.deputy)  # of somebody with several roles, one that names a deputy
    found = called[:1] or [person for person in held if person.name] or held[:1]
    return tuple({alike(person.name): person for person in found}.values()) if alike(word) else ()


def words_for(cell: str, people: Sequence[Person]) -> tuple[str, ...]:
    """Whom a cell names, one by one: by lines and semicolons, and by commas and "and" where that gives known people."""
    return tuple(dict.fromkeys(word for line in lines_of(cell) for word in _parted(line, people)))


def _parted(line: str, people: Sequence[Person]) -> Sequence[str]:
    parts = [part.strip() for part in re.split(r",|&|\band\b", line) if part.strip()]
    whole = bool(holders_of(line, people)) or not all(holders_of(part, people) for part in parts)
    return [line] if whole else parts


def in_turn(word: str, people: Sequence[Person]) -> tuple[str, ...]:
    """The names behind a word: of those who hold the role, or the word itself where nobody does or it is no role."""
    return tuple(person.name for person in holders_of(word, people) if person.name) or (word,)
