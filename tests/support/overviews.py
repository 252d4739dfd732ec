"""Two overviews made by hand, for tests of what is printed: one with something of everything, one with nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from readiness.authority.inspection import Inspection
from readiness.foundation.findings import Finding
from readiness.improvement.model import Improvement
from readiness.preparedness.model import (
    STATES,
    ActionStanding,
    AreaStanding,
    Basis,
    DocumentStanding,
    FigureChange,
    Person,
    RecommendationStanding,
    Standing,
    State,
    Step,
)
from readiness.run.briefing import NO_BRIEFING, briefing_of, held_in
from readiness.run.overview import CauseOverview, ListOverview, Overview
from readiness.run.verdict import NO_VERDICT, Light, Verdict

DAY = dt.date(2026, 11, 20)
HOSTILE = 'Strategy & plan <draft> "v2" {{ 7*7 }}'
FORMULA = '=HYPERLINK("http://x","y")'
MARKUP = "<w:br/><script>alert(1)</script> &amp; {% raw %} {_{ x }_}"
LONG = "This goes on at some length, as people write when they are in a hurry and mean every word of it. " * 6
HELP, CARE, LEAVERS, LEADERS = AREAS = ("Help and protection", "Children in care", "Care leavers", "Impact of leaders")
EVERY = "All areas"
SOURCE: Basis = "seen in published sources"
OURS: Basis = "our own suggestion"
OWN: Basis = "added by the authority"


def a_document(
    title: str, state: State, areas: tuple[str, ...] = (EVERY,), basis: Basis = SOURCE, **fields: object
) -> DocumentStanding:
    """A document with somebody who owns it; anything else as given, or blank."""
    blank = DocumentStanding(
        key="_".join(title.lower().replace("-", " ").split()),
        title=title,
        areas=areas,
        state=state,
        declared=state.capitalize(),
        expected=True,
        basis=basis,
        usual_owner="Head of service",
        cycle="every year",
        fresh_for="a year",
        owner="Ada Archer",
        deputy="Ben Bright",
        version="1.0",
        approved_by="",
        approved_on=None,
        review_by=None,
        plan="",
        due=None,
        file="",
        file_day=None,
        days_overdue=None,
        notes="",
        problems=(),
    )
    return replace(blank, **fields)  # type: ignore[arg-type]


def _documents() -> tuple[DocumentStanding, ...]:
    no_file = Finding(
        "error", "", "is declared Ready, but its file is not there", "Put it in place, or change the status"
    )
    stale = Finding("warning", "", "was to be reviewed by 1 October 2026", "Review it and set a new date")
    no_plan = Finding("error", "", "is not started, and there is no date", "Give it an owner, a plan and a day")
    no_deputy = Finding("warning", "", "has no deputy", "Name one, in case the owner is away when the call comes")
    late = Finding("error", "", "was due on 6 November 2026", "Agree a new date, or finish it")
    return (
        a_document("Self-evaluation", "contradicted", declared="Ready", version="4.2", problems=(no_file, no_deputy)),
        a_document("Quality assurance framework", "ready", version="3", review_by=dt.date(2027, 3, 1), file="qa.docx"),
        a_document("Audit programme", "in development", plan=LONG, due=dt.date(2026, 12, 11), basis=OURS),
        a_document("Audit findings", "review due", review_by=dt.date(2026, 10, 1), days_overdue=50, problems=(stale,)),
        a_document(HOSTILE, "ready", (HELP,), owner=FORMULA, deputy=MARKUP, version="<2>", review_by=DAY, notes=MARKUP),
        a_document("Threshold document", "not started", (HELP,), owner="", deputy="", version="", problems=(no_plan,)),
        a_document("Sufficiency strategy", "ready", (CARE,), review_by=dt.date(2028, 1, 31), approved_by="Cabinet"),
        a_document("Independent reviewing officers’ annual report", "not applicable", (CARE,), owner="", deputy=""),
        a_document(
            "Local offer to care leavers",
            "in development",
            (LEAVERS,),
            due=dt.date(2026, 11, 6),
            days_overdue=14,
            plan="Young people are asked first",
            problems=(late,),
        ),
        a_document("Protocol for homeless young people", "ready", (LEAVERS, HELP), basis="verified", version=""),
        a_document("Letter to headteachers", "not started", (LEADERS,), expected=False, basis=OWN),
    )


def _area(title: str, documents: tuple[DocumentStanding, ...]) -> AreaStanding:
    counts: dict[State, int] = {
        state: sum(document.state == state and title in document.areas for document in documents) for state in STATES
    }
    return AreaStanding(title, sum(counts.values()), counts["ready"], counts)


def _actions() -> tuple[ActionStanding, ...]:
    raised, due = dt.date(2026, 9, 4), dt.date(2026, 10, 30)
    return (
        ActionStanding("Ask the partners for their part", "Ada Archer", raised, due, "In progress", 77, 21, LONG),
        ActionStanding(HOSTILE, FORMULA, raised, dt.date(2026, 12, 1), "In progress", 77, None, MARKUP),
        ActionStanding("Book rooms for the inspectors", "", None, None, "Not started", None, None, ""),
        ActionStanding("Test the logins", "Cem Coban", raised, due, "Done", None, None, "", open=False),
    )


def _recommendations() -> tuple[RecommendationStanding, ...]:
    supervision, source = "Supervision that is regular and that challenges", "Inspection of October 2024"
    done = ("Done", "Some impact seen", "documents/supervision.docx", "Second audit of supervision")
    first = RecommendationStanding(
        supervision, source, LEADERS, "Dora Dean", *done, dt.date(2026, 11, 2), 18, claims_impact=True
    )
    hostile = replace(first, recommendation=HOSTILE, owner=FORMULA, evidence=MARKUP, next_milestone=LONG, overdue=None)
    blank = replace(
        hostile, recommendation="Plans that children can read", area="", owner="", action_status="Not started"
    )
    blank = replace(blank, impact_status="Not yet known", evidence="", next_milestone="", due=None)
    return (first, hostile, blank)


def _people_and_days() -> dict[str, object]:
    call, day = dt.date(2026, 11, 23), dt.timedelta(days=1)
    away = "for Cem Coban, who is on leave"
    return {
        "people": (
            Person("Director of children’s services", "Dora Dean", "Ada Archer", ()),
            Person("Performance lead", "Cem Coban", "Eve Ellis", ((call, call + 4 * day), (call + 30 * day,) * 2)),
            Person(HOSTILE, FORMULA, "", ((dt.date(2026, 12, 21), dt.date(2027, 1, 2)),)),
        ),
        "call_day": call,
        "timetable": (
            Step(call, "The lead inspector calls", "Director of children’s services", "Dora Dean", "", False),
            Step(call + day, "The lists are sent", "Performance lead", "Eve Ellis", away, False),
            Step(call + 7 * day, HOSTILE, "Performance lead", "", "nobody in the register has this role", False),
            Step(call + 7 * day, "Inspectors come on site", "Director of children’s services", "Dora Dean", "", True),
        ),
    }


def _lists() -> tuple[ListOverview, ...]:
    none = {"error": 0, "warning": 0, "practice": 0, "auto-fix": 0, "note": 0}
    return (
        ListOverview(1, "Contacts", 15_860, 15_412, none | {"error": 12, "warning": 1_204}, 31, 7, False),
        ListOverview(2, "Early Help", 0, None, none, 0, 0, True),
        ListOverview(7, "Child protection", 261, 261, none | {"practice": 9, "note": 2}, 0, 3, False),
        ListOverview(9, HOSTILE, 190, None, none, 0, 0, False),
    )


def some_verdict() -> Verdict:
    """A light of every state, and texts that would like to be markup."""
    return Verdict(
        documents=Light("Documents", "red", "3 need somebody to act.", "the register", DAY),
        annex_a=Light("Annex A", "amber", "0 errors; 2 accepted.", "4 lists of case data", DAY),
        figures=Light("Figures", "green", f"All are green. {HOSTILE}", MARKUP, dt.date(2026, 10, 31)),
        claims=Light("Claims", "not known", "Nothing is claimed."),
        people=Light("People and days", "amber", f"{FORMULA} is not on the sheet.", "the register", DAY),
        headline="4 of 10 documents ready, 1 whose review is overdue",
    )


def green_verdict() -> Verdict:
    lights = [replace(each, state="green", reason="All is well.") for each in NO_VERDICT.lights]
    return Verdict(*lights, headline="10 of 10 documents ready")


def some_overview() -> Overview:
    """Every state, every blank, long texts, and texts that would like to be formulas, fields or markup."""
    from events import some_events
    from plans import some_improvement  # they say the same hostile texts as this module
    from scorecards import the_hostile_borough
    from self_evaluations import some_evaluation

    scorecard = the_hostile_borough()
    documents = _documents()
    expected = tuple(document for document in documents if document.expected)
    inspected, *others = some_events()
    standing = Standing(
        as_at=DAY,
        framework="Inspecting local authority children’s services, without the overall judgement",
        framework_verified=False,
        kind="Short inspection",
        judgements=AREAS,
        documents=documents,
        areas=tuple(_area(title, expected) for title in (*AREAS, EVERY)),
        actions=_actions(),
        recommendations=_recommendations(),
        events=(inspected, *others),
        last_inspection=inspected,
        months_since=25,
        next_inspection=(f"The next may come in spring. {HOSTILE}",),
        decisions=("Who signs off the lists when the director is away", HOSTILE),
        next_meeting=dt.date(2026, 12, 4),
        contradictions=(
            "Self-evaluation is declared Ready, but its file is not there.",
            f"“{HOSTILE}” is said to have had its effect, and no evidence is named.",
        ),
        unverified=(
            "The text of the framework of 2026 could not be read.",
            "Which documents are asked for, and by when, could not be checked against Ofsted’s list.",
        ),
        changes=(
            FigureChange("documents ready", 3, 5),
            FigureChange("actions open", None, 3),
            FigureChange("actions overdue", 1, 1),
        ),
        since="2026-11-06",
        **_people_and_days(),  # type: ignore[arg-type]
    )
    evaluation = some_evaluation(scorecard, standing.recommendations)
    return Overview(
        authority="Anyshire & <Borough> (invented)",
        inspection=Inspection("2026", "short", DAY, {"day": DAY}),
        framework=standing.framework,
        framework_verified=False,
        version="0.1.0",
        fingerprint="0123456789abcdef",
        lists=_lists(),
        causes=(
            CauseOverview(
                "contact_without_date", "error", "Contacts", "Date of Contact", "has no date", "Date it", 12, 3
            ),
            CauseOverview("visit_late", "practice", "Child protection", "Last visit", HOSTILE, MARKUP, 9, 0),
        ),
        counts={"error": 12, "warning": 1_204, "practice": 9, "auto-fix": 0, "note": 2},
        new=31,
        gone=10,
        since="2026-11-06",
        compared_with="the run for 6 November 2026, made 9 November 2026",
        standing=standing,
        scorecard=scorecard,
        evaluation=evaluation,
        briefing=briefing_of(standing, scorecard, evaluation, held_in(evaluation)),
        improvement=some_improvement(scorecard),
        verdict=some_verdict(),
    )


def bare_overview() -> Overview:
    """What a folder gives in which nobody has written anything yet: no register, no lists, no run before."""
    from scorecards import nothing_yet
    from self_evaluations import bare_evaluation

    some = some_overview()
    standing = replace(
        some.standing,
        framework_verified=True,
        documents=(),
        areas=(),
        actions=(),
        recommendations=(),
        events=(),
        last_inspection=None,
        months_since=None,
        people=(),
        call_day=None,
        timetable=(),
        decisions=(),
        next_meeting=None,
        contradictions=(),
        unverified=(),
        changes=(),
        since="",
    )
    counts = dict.fromkeys(some.counts, 0)
    return replace(
        some,
        authority="Anyshire (invented)",
        framework_verified=True,
        lists=(),
        causes=(),
        counts=counts,
        new=0,
        gone=0,
        since="",
        standing=standing,
        scorecard=replace(nothing_yet(), contradictions=()),
        verdict=NO_VERDICT,
        evaluation=bare_evaluation(),
        briefing=NO_BRIEFING,
        improvement=Improvement(DAY),
    )
