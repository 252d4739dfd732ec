"""How things stand for a planning meeting: documents, actions, recommendations, people and the days after a call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from readiness.authority.choices import Scope
from readiness.foundation.dates import months_between, working_day_after
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import many
from readiness.preparedness.documents import Scene, areas, documents
from readiness.preparedness.model import (
    ActionStanding,
    DocumentStanding,
    EventStanding,
    Person,
    RecommendationStanding,
    Standing,
    Step,
)
from readiness.register.read import Register, RegisterRow
from readiness.specification.frameworks import Framework, TimetableLine
from readiness.specification.model import Annex

ENDED = ("done", "dropped")
INSPECTION = "inspection"
IMPACT_SEEN = "seen"


def take_stock(
    annex: Annex,
    scope: Scope,
    register: Register,
    scene: Scene,
    before: Mapping[str, int],
    since: str,
) -> Standing:
    """How ready the authority is on the day of the scene. ``before`` holds the figures of the run made ``since``."""
    framework, call_day = annex.frameworks[scope.inspection.framework], scope.call_day
    its_documents = documents(annex, framework, register, scene)
    actions = tuple(_actions(register, scene.day))
    recommendations = tuple(_recommendations(register, scene.day))
    events = tuple(_events(register))
    held = [event for event in events if event.is_inspection and event.day and event.day <= scene.day]
    last = max(held, key=lambda event: event.day or dt.date.min, default=None)
    people = _people(register)
    steps = tuple(_timetable(framework, scene.kind, call_day, people, annex.holidays)) if call_day else ()
    standing = Standing(
        as_at=scene.day,
        framework=framework.title,
        framework_verified=framework.verified,
        kind=framework.kinds[scene.kind].title,
        judgements=tuple(judgement.title for judgement in framework.judgements.values()),
        documents=its_documents,
        areas=areas(framework, its_documents),
        actions=actions,
        recommendations=recommendations,
        events=events,
        last_inspection=last,
        months_since=months_between(last.day, scene.day) if last and last.day else None,
        people=people,
        call_day=call_day,
        timetable=steps,
        decisions=tuple(_decisions(register, scene.day)),
        next_meeting=min((day for day in _meetings(register) if day > scene.day), default=None),
        contradictions=tuple(_contradictions(its_documents, recommendations)),
        unverified=tuple(_unverified(framework, scene.kind, its_documents, steps)),
        changes=(),
        since=since,
    )
    return standing.compared(before)


def _actions(register: Register, day: dt.date) -> Iterator[ActionStanding]:
    for row in register.rows("actions"):
        raised, due = row.day("raised"), row.day("due")
        running = row.choice("status") not in ENDED
        yield ActionStanding(
            action=row.text("action"),
            owner=row.text("owner"),
            raised=raised,
            due=due,
            status=row.shown("status") or "no status",
            age=(day - raised).days if raised and running else None,
            overdue=_overdue(due, day) if running else None,
            notes=row.text("notes"),
            open=running,
        )


def _recommendations(register: Register, day: dt.date) -> Iterator[RecommendationStanding]:
    for row in register.rows("recommendations"):
        due = row.day("due")
        yield RecommendationStanding(
            recommendation=row.text("recommendation"),
            source=row.text("source"),
            area=row.shown("area"),
            owner=row.text("owner"),
            action_status=row.shown("action_status") or "no status",
            impact_status=row.shown("impact_status") or "no status",
            evidence=row.text("evidence"),
            next_milestone=row.text("next_milestone"),
            due=due,
            overdue=_overdue(due, day) if row.choice("action_status") not in ENDED else None,
            claims_impact=row.choice("impact_status") == IMPACT_SEEN,
        )


def _overdue(due: dt.date | None, day: dt.date) -> int | None:
    return (day - due).days if due and due < day else None


def _events(register: Register) -> Iterator[EventStanding]:
    for row in register.rows("events"):
        is_inspection = (row.choice("kind") or "").endswith(INSPECTION)
        yield EventStanding(row.shown("kind"), row.day("day"), row.text("outcome"), row.text("notes"), is_inspection)


def _people(register: Register) -> tuple[Person, ...]:
    """Everybody with a role, once a role, with all their leaves: whoever is away is away from every role."""
    rows: dict[tuple[str, str], list[RegisterRow]] = {}
    leaves: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for row in register.rows("people"):
        name = alike(row.text("name"))
        rows.setdefault((alike(row.text("role")), name), []).append(row)
        first = row.day("leave_from")
        if first and name:
            leaves.setdefault(name, []).append((first, row.day("leave_to") or first))
    people = []
    for (_, name), its in rows.items():
        deputy = next((row.text("deputy") for row in its if row.text("deputy")), "")
        people.append(Person(its[0].text("role"), its[0].text("name"), deputy, tuple(leaves.get(name, ()))))
    return tuple(people)


def _timetable(
    framework: Framework,
    kind: str,
    call_day: dt.date,
    people: Sequence[Person],
    holidays: frozenset[dt.date],
) -> Iterator[Step]:
    for line in framework.kinds[kind].timetable:
        day = working_day_after(call_day, line.working_day, holidays)
        holders = [person for person in people if alike(person.role) == alike(line.role)]
        there = [person for person in holders if person.name and not person.away(day)]
        yield _step(line, day, next(iter(there or holders), None), people)


def _step(line: TimetableLine, day: dt.date, person: Person | None, people: Sequence[Person]) -> Step:
    who, remark = person.name if person else "", ""
    deputy = next((other for other in people if person and alike(other.name) == alike(person.deputy)), None)
    if not person:
        remark = "nobody in the register has this role"
    elif not person.name or person.away(day):
        missing = f"{person.name} is on leave" if person.name else "the post is vacant"
        if not person.deputy:
            remark = f"{missing}, and has no deputy"
        elif deputy and deputy.away(day):
            remark = f"{missing}, and the deputy, {person.deputy}, is on leave too"
        else:
            who, remark = person.deputy, f"for {person.name}, who is on leave" if person.name else missing
    return Step(day, line.what, line.role, who, remark, line.verified)


def _decisions(register: Register, day: dt.date) -> Iterator[str]:
    """What the next meeting is to decide, a line each; failing a date, what the last row says."""
    rows = register.rows("meetings")
    coming = [row for row in rows if (row.day("day") or dt.date.min) >= day]
    for row in sorted(coming, key=lambda row: row.day("day") or dt.date.max)[:1] or rows[-1:]:
        yield from (
            line.strip() for line in row.text("decisions_to_take").replace(";", "\n").splitlines() if line.strip()
        )


def _meetings(register: Register) -> list[dt.date]:
    return [day for row in register.rows("meetings") if (day := row.day("day"))]


def _contradictions(
    its_documents: Sequence[DocumentStanding], recommendations: Sequence[RecommendationStanding]
) -> Iterator[str]:
    """Where the register and something else disagree, a sentence each."""
    for document in (each for each in its_documents if each.expected):
        for problem in document.problems:
            if document.state == "contradicted" and problem.wrong.startswith("is declared"):
                yield f"{document.title} {problem.wrong}."
    for recommendation in recommendations:
        if recommendation.claims_impact and not recommendation.evidence:
            yield f"“{recommendation.recommendation}” is said to have had its effect, and no evidence is named."


def _unverified(
    framework: Framework, kind: str, its_documents: Sequence[DocumentStanding], steps: Sequence[Step]
) -> Iterator[str]:
    """What could not be checked against Ofsted's own text, a sentence each."""
    if not framework.verified:
        yield f"The text of the framework “{framework.title}” could not be read. Basis: {framework.basis}."
    if not framework.kinds[kind].verified:
        its = framework.kinds[kind]
        yield f"What is said of this kind of inspection ({its.title}) rests on: {its.basis}."
    unchecked = sum(document.basis != "verified" and document.expected for document in its_documents)
    if unchecked:
        yield (
            f"{many(unchecked, 'document')} could not be checked against Ofsted's own list: they are seen in published "
            "sources, or our own suggestion, or the authority's."
        )
    days = sum(not step.verified for step in steps)
    if days:
        yield f"{many(days, 'line')} of the timetable must be confirmed with the lead inspector."
