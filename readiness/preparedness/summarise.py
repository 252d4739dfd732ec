"""How things stand for a planning meeting: documents, actions, recommendations, events, meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from readiness.authority.choices import Scope
from readiness.foundation.dates import months_between
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import as_told, many
from readiness.preparedness.documents import Scene, areas_of, documents
from readiness.preparedness.events import EventStanding
from readiness.preparedness.meetings import decided, lines_of, meeting_days, to_decide
from readiness.preparedness.model import (
    ActionStanding,
    DocumentStanding,
    MockFinding,
    RecommendationStanding,
    Standing,
    Step,
)
from readiness.preparedness.next_inspection import told_of_the_next
from readiness.preparedness.people import people_of
from readiness.preparedness.register_checks import (
    amiss_in_action,
    amiss_in_register,
    amiss_with_call_day,
    loose_ends,
    strangers_in,
)
from readiness.preparedness.timetable import steps_after
from readiness.register.plan_rows import PlanRow
from readiness.register.rows import RegisterRows
from readiness.register.sheet_rows import ActionRow, EventRow, RecommendationRow
from readiness.register.week_rows import MockRow
from readiness.specification.frameworks import Framework
from readiness.specification.model import Annex

DROPPED = "dropped"
ENDED = ("done", DROPPED)
INSPECTION = "inspection"
IMPACT_SEEN = "seen"


def take_stock(
    annex: Annex,
    scope: Scope,
    rows: RegisterRows,
    scene: Scene,
    before: Mapping[str, int],
    since: str,
) -> Standing:
    """How ready the authority is on the day of the scene. ``before`` holds the figures of the run for ``since``."""
    framework, call_day = annex.frameworks[scope.inspection.framework], scope.call_day
    checklist = documents(annex, framework, rows.documents, scene)
    actions = tuple(_actions(rows.actions, scene.day))
    recommendations = tuple(_recommendations(rows.recommendations, scene.day))
    events = tuple(_events(rows.events))
    held = [event for event in events if event.is_inspection and event.day and event.day <= scene.day]
    last = max(held, key=lambda event: event.day or dt.date.min, default=None)
    coming = tuple(told_of_the_next(framework, scene.kind, last, scene.day))
    people = people_of(rows.people)
    lines = framework.kinds[scene.kind].timetable
    found = (*amiss_in_register(rows, ENDED), *amiss_with_call_day(call_day, scene.day, annex.holidays))
    found = (*dict.fromkeys(problem for person in people for problem in person.problems), *found)
    steps = tuple(steps_after(call_day, lines, people, annex.holidays)) if call_day else ()
    standing = Standing(
        as_at=scene.day,
        framework=framework.title,
        framework_verified=framework.verified,
        kind=framework.kinds[scene.kind].title,
        judgements=tuple(judgement.title for judgement in framework.judgements.values()),
        documents=checklist,
        areas=areas_of(framework, checklist),
        actions=actions,
        recommendations=recommendations,
        events=events,
        last_inspection=last,
        months_since=months_between(last.day, scene.day) if last and last.day else None,
        people=people,
        call_day=call_day,
        timetable=steps,
        decisions=tuple(to_decide(rows.meetings, scene.day)),
        next_meeting=min((day for row in rows.meetings if (day := row.day.day) and day > scene.day), default=None),
        contradictions=tuple(_contradictions(checklist, recommendations, found)),
        unverified=(*coming, *_unverified(framework, scene.kind, checklist, steps)),
        changes=(),
        since=since,
        next_inspection=coming,
        meetings=meeting_days(rows.meetings),
        decided=tuple(decided(rows.meetings, scene.day)),
        plan=tuple(plan_standing(rows.plan, scene.day)),
        mock=tuple(_mock(rows.mock, scene.day)),
        findings=tuple(sorted(found, key=lambda finding: finding.severity)),
        strangers=strangers_in(rows),
    )
    return standing.compared(before)


def _actions(rows: Sequence[ActionRow], day: dt.date) -> Iterator[ActionStanding]:
    for row in rows:
        raised, due = row.raised.day, row.due.day
        running = row.status.key not in ENDED
        yield ActionStanding(
            action=row.action.text,
            owner=row.owner.text,
            raised=raised,
            due=due,
            status=row.status.shown or "no status",
            age=(day - raised).days if raised and running else None,
            overdue=_overdue(due, day) if running else None,
            notes=row.notes.text,
            open=running,
            problems=tuple(amiss_in_action(row, running)),
        )


def plan_standing(rows: Sequence[PlanRow], day: dt.date) -> Iterator[ActionStanding]:
    """The actions of the improvement plan; a row that has none yet stands for none."""
    for row in rows:
        running = row.status.key not in ENDED and bool(row.action.text)
        yield ActionStanding(
            action=row.action.text,
            owner=row.lead.text,
            raised=row.start.day,
            due=row.due.day,
            status=row.status.shown or "no status",
            age=None,
            overdue=_overdue(row.due.day, day) if running else None,
            notes="",
            open=running,
            first_due=row.original_due.day,
            problems=tuple(loose_ends("lead", row.lead, row.due)) if running else (),
            ref=row.ref.text,
        )


def _mock(rows: Sequence[MockRow], day: dt.date) -> Iterator[MockFinding]:
    """What a mock inspection found, each finding with its action."""
    for row in rows:
        running = row.status.key not in ENDED
        action = ActionStanding(
            action=row.action.text,
            owner=row.owner.text,
            raised=row.day.day,
            due=row.due.day,
            status=row.status.shown or "no status",
            age=(day - row.day.day).days if row.day.day and running else None,
            overdue=_overdue(row.due.day, day) if running else None,
            notes=row.finding.text,
            open=running,
            problems=tuple(loose_ends("owner", row.owner, row.due)) if running else (),
        )
        found = (row.day.day, row.finding.text, row.found_by.text, row.area.shown)
        yield MockFinding(*found, action if row.action.text else None, row.evidence.text)


def _recommendations(rows: Sequence[RecommendationRow], day: dt.date) -> Iterator[RecommendationStanding]:
    for row in rows:
        due = row.due.day
        yield RecommendationStanding(
            recommendation=row.recommendation.text,
            source=row.source.text,
            area=row.area.shown,
            owner=row.owner.text,
            action_status=row.action_status.shown or "no status",
            impact_status=row.impact_status.shown or "no status",
            evidence=row.evidence.text,
            next_milestone=row.next_milestone.text,
            due=due,
            overdue=_overdue(due, day) if row.action_status.key not in ENDED else None,
            claims_impact=row.impact_status.key == IMPACT_SEEN,
        )


def _overdue(due: dt.date | None, day: dt.date) -> int | None:
    return (day - due).days if due and due < day else None


def _events(rows: Sequence[EventRow]) -> Iterator[EventStanding]:
    for row in rows:
        is_inspection = row.kind.key.endswith(INSPECTION)
        asked = row.recommendations.number
        yield EventStanding(
            row.kind.shown,
            row.day.day,
            row.outcome.text,
            row.notes.text,
            is_inspection,
            until=row.until.day,
            team=row.team.text,
            scope=row.scope.text,
            strengths=tuple(lines_of(row.strengths.text)),
            to_develop=tuple(lines_of(row.to_develop.text)),
            recommendations=None if asked is None else int(asked),
        )


def _contradictions(
    documents: Sequence[DocumentStanding],
    recommendations: Sequence[RecommendationStanding],
    found: Sequence[Finding],
) -> Iterator[str]:
    """Where the register and something else disagree, or one row of it with itself, a sentence each."""
    for document in documents:
        for problem in document.problems if document.expected else ():
            if document.state == "contradicted" and problem.wrong.startswith("is declared"):
                yield f"{document.title} {problem.wrong}."
    for recommendation in recommendations:
        if recommendation.claims_impact and not recommendation.evidence:
            yield f"“{recommendation.recommendation}” is said to have had its effect, and no evidence is named."
    yield from (as_told(finding.about, finding.wrong) for finding in found if finding.contradicts)


def _unverified(
    framework: Framework, kind: str, documents: Sequence[DocumentStanding], steps: Sequence[Step]
) -> Iterator[str]:
    """What could not be checked against Ofsted's own text, a sentence each."""
    if not framework.verified:
        yield f"The text of the framework “{framework.title}” could not be read. Basis: {framework.basis}."
    if not framework.kinds[kind].verified:
        inspection = framework.kinds[kind]
        yield f"What is said of this kind of inspection ({inspection.title}) rests on: {inspection.basis}."
    unchecked = sum(document.basis != "verified" and document.expected for document in documents)
    if unchecked:
        yield (
            f"{many(unchecked, 'document')} could not be checked against Ofsted's own list: they are seen in published "
            "sources, or our own suggestion, or the authority's."
        )
    days = sum(not step.verified for step in steps)
    if days:
        yield f"{many(days, 'line')} of the timetable must be confirmed with the lead inspector."
