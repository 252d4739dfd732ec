"""What an authority asks for, checked against the specification: the inspection and the answers to every choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from readiness.authority.inspection import Inspection, periods
from readiness.authority.overlay import installed
from readiness.authority.settings import SETTINGS, Workspace
from readiness.foundation.dates import read_day
from readiness.foundation.errors import Mistake, SpecificationError, UsageError
from readiness.foundation.phrases import nearest
from readiness.specification.base import Words
from readiness.specification.model import Annex, Choice
from readiness.specification.yaml_page import Page, read_page_as

FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True)
class Scope:
    """What an authority asks for, checked against the specification: the inspection, the answers to every choice.

    ``thresholds`` are what checks compare with; ``limits`` are the same with their questions.
    """

    inspection: Inspection
    answers: Mapping[str, str | int]
    given: tuple[Answer, ...]
    thresholds: Mapping[str, str | int]
    limits: tuple[Answer, ...]
    call_day: dt.date | None
    left_empty: frozenset[str]

    def with_lists(self, only: Collection[str], every: Iterable[str]) -> Scope:
        """The same for some lists alone: every other one is left empty."""
        return replace(self, left_empty=self.left_empty | {name for name in every if name not in only})

    def limit(self, name: str) -> int:
        """A threshold that is a number. Raises SpecificationError when an older copy of the specification lacks it."""
        if name not in self.thresholds:
            do = "Take it over from the installed thresholds.yaml"
            raise SpecificationError(Mistake("annex_a/thresholds.yaml", f"there is no {name}", do))
        return int(self.thresholds[name])


def scope_of(
    workspace: Workspace, annex: Annex, day: dt.date | None, overrides: Mapping[str, str] | None = None
) -> Scope:
    """Checks the settings against the specification. ``day`` and ``overrides`` come before what the file says.

    Raises UsageError with every mistake.
    """
    settings, page = workspace.settings, workspace.page
    mistakes: list[Mistake] = []

    def check(word: str, known: Mapping[str, object] | Words, *path: str) -> None:
        if word not in known:
            hint = nearest(word, known) or f"Choose one of {', '.join(known)}"
            mistakes.append(Mistake(page.at(*path), f'"{word}" is not known', hint))

    if settings.authority == _placeholder():
        do = 'Write your authority\'s name after "authority:"'
        mistakes.append(Mistake(page.at("authority"), f'still says "{settings.authority}"', do))
    check(settings.framework, annex.frameworks, "framework")
    frameworks = (
        [annex.frameworks[settings.framework]] if settings.framework in annex.frameworks else annex.frameworks.values()
    )
    check(settings.kind, tuple(kind for framework in frameworks for kind in framework.kinds), "kind")
    for name in settings.lists_left_empty:
        check(name, annex.lists, "lists left empty")
    day = day or read_day(settings.inspection_day)
    if day is None and settings.inspection_day:
        mistakes.append(Mistake(page.at("inspection day"), "not a date", "Write dates as 2026-01-31 or 31/01/2026"))
    elif day is None:
        mistakes.append(Mistake(page.at(), "says no inspection day", "Add one, or say --day 2026-01-31"))
    elif not FIRST_YEAR <= day.year <= LAST_YEAR:
        mistakes.append(Mistake(page.at("inspection day"), "no day of our times", "Write dates as 2026-01-31"))
    call_day = read_day(settings.call_day)
    if call_day is None and settings.call_day:
        mistakes.append(Mistake(page.at("call day"), "not a date", "Write dates as 2026-01-31 or 31/01/2026"))
    decided = {**settings.choices, **(overrides or {})}
    given = [*_answers(annex.choices, decided, page, "choices", mistakes)]
    limits = [*_answers(annex.thresholds, settings.thresholds, page, "thresholds", mistakes)]
    if mistakes or day is None:
        raise UsageError(*sorted(mistakes))
    answers = {answer.name: answer.value for answer in given}
    days = periods(day, annex.periods, answers, annex.holidays)
    return Scope(
        Inspection(settings.framework, settings.kind, day, days),
        answers,
        tuple(given),
        {limit.name: limit.value for limit in limits},
        tuple(limits),
        call_day,
        frozenset(settings.lists_left_empty),
    )


def _placeholder() -> str:
    """What a new folder's settings say where the authority's name belongs."""
    return str(read_page_as(SETTINGS, installed("examples") / "new" / SETTINGS).content.get("authority", ""))


def _answers(
    known: Mapping[str, Choice], decided: Mapping[str, str], page: Page, key: str, mistakes: list[Mistake]
) -> Iterator[Answer]:
    """The answer to each question: what was decided, or the default. What is no answer goes to the mistakes."""
    mistakes += [
        Mistake(page.at(key, name), f'"{name}" is not known', nearest(name, known) or f"See describe {key}")
        for name in decided
        if name not in known
    ]
    for name, choice in known.items():
        try:
            value = _answer(choice, decided.get(name, choice.default))
        except ValueError as error:
            mistakes.append(Mistake(page.at(key, name), f'"{decided[name]}" is no answer to {name}', str(error)))
            continue
        by_default = name not in decided or str(value) == choice.default
        yield Answer(name, choice.question, value, by_default, choice.why, choice.about)


def _answer(choice: Choice, word: str) -> str | int:
    """The answer, if it is one; ValueError says what would be."""
    if choice.options and word not in choice.options:
        raise ValueError(nearest(word, choice.options) or f"Choose {' or '.join(choice.options)}")
    if choice.whole_number:
        limits = choice.whole_number
        if not word.isdecimal() or not limits.at_least <= int(word) <= limits.at_most:
            raise ValueError(f"Give a whole number from {limits.at_least} to {limits.at_most}")
        return int(word)
    return word


@dataclass(frozen=True)
class Answer:
    """A point the authority decides and the value it decided on."""

    name: str
    question: str
    value: str | int
    by_default: bool
    why: str
    about: tuple[str, ...]

    @property
    def answer(self) -> str:
        return str(self.value)
