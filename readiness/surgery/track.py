"""Works out the trackers, and the children whom inspectors might choose, each with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from readiness.lists.in_store import ROW
from readiness.surgery.ask import SurgeryScene
from readiness.surgery.model import NO_TEAM, ItemCount, SampleChild, TrackedRow, Tracker

EACH = "surgery_sample_each"
_Person = tuple[str, str, str]  # child, team, worker


def tracker_of(scene: SurgeryScene, name: str) -> Tracker:
    """One tracker, or why it cannot be told. Raises SpecificationError."""
    page = scene.annex.surgery[name]
    headings = tuple(scene.words(name, column.heading) for column in page.columns.values())
    told = Tracker(name, scene.words(name, page.title), scene.words(name, page.means), headings)
    if why_not := scene.why_not(name):
        return Tracker(told.key, told.title, told.means, headings, why_not=why_not)
    order = f"row_number() over (order by ({page.worst_first or 'null'}) desc nulls last, {scene.whose(name)[0]})"
    shows = (order, *scene.whose(name), *(f"({column.shows})" for column in page.columns.values()))
    rows = [
        TrackedRow(*_person(child, team, worker), tuple(cells))
        for _, child, team, worker, *cells in scene.ask(name, shows, page.rows or "true")
    ]
    return Tracker(told.key, told.title, told.means, headings, tuple(rows))


def reason_of(scene: SurgeryScene, name: str) -> tuple[str, tuple[_Person, ...]] | ItemCount:
    """A reason to choose a child, in words, and whom there is that reason to choose; or why nobody can tell."""
    page = scene.annex.surgery[name]
    if why_not := scene.why_not(name):
        title, means = scene.words(name, page.title), scene.words(name, page.means)
        return ItemCount(name, title, means, scene.rests_on(page), why_not=why_not)
    rows = scene.ask(name, (f"this.{ROW}", *scene.whose(name)), page.rows or "true")
    for rule in page.rests_on:
        if rule in scene.annex.rules:
            broken = scene.broken.get((rule, page.about), frozenset())
            rows = [row for row in rows if row[0] in broken]
    return scene.words(name, page.because), tuple(_person(*row[1:]) for row in rows)


def chosen(reasons: Iterable[tuple[str, Sequence[_Person]]], each: int) -> tuple[tuple[SampleChild, ...], int]:
    """For each reason so many of its children, those with most reasons first; and from how many they are chosen."""
    why: dict[str, list[str]] = defaultdict(list)
    people: dict[str, _Person] = {}
    by_reason: dict[str, list[str]] = defaultdict(list)
    for reason, of_reason in reasons:
        for person in of_reason:
            child = person[0]
            if child and reason not in why[child]:
                why[child].append(reason)
                by_reason[reason].append(child)
                people[child] = _best(people, person)
    order = sorted(people, key=lambda child: (-len(why[child]), child))
    place = {child: number for number, child in enumerate(order)}
    taken = {child for of in by_reason.values() for child in sorted(of, key=lambda child: place[child])[:each]}
    sample = tuple(SampleChild(*people[child], tuple(why[child])) for child in order if child in taken)
    return sample, len(people)


def _best(people: Mapping[str, _Person], person: _Person) -> _Person:
    """Who a child is with: the first team that is named."""
    known = people.get(person[0], person)
    return person if known[1] == NO_TEAM else known


def _person(child: object, team: object, worker: object) -> _Person:
    return _said(child), _said(team) or NO_TEAM, _said(worker)


def _said(value: object) -> str:
    return "" if value is None else str(value)
