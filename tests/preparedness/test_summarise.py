"""What a planning meeting is told: what is late, who is away when the call comes, and where things disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from registers import SHEETS, framework

from readiness.authority.choices import Scope
from readiness.authority.inspection import Inspection
from readiness.preparedness.documents import Scene
from readiness.preparedness.model import FigureChange, Standing, Step
from readiness.preparedness.summarise import take_stock
from readiness.register.new import new_register
from readiness.register.rows import read_rows
from readiness.specification.frameworks import Document, InspectionKind, TimetableLine
from readiness.specification.model import Annex

DAY = dt.date(2026, 11, 20)
FRIDAY_BEFORE_CHRISTMAS = dt.date(2026, 12, 18)
DIRECTOR = {"role": "Director", "name": "Ada Archer", "deputy": "Ben Bright"}
BEN = {"role": "Head of service", "name": "Ben Bright", "deputy": "Ada Archer"}

Rows = list[dict[str, Any]]
Stock = Callable[..., Standing]


def line(working_day: int, role: str = "Director", verified: bool = False) -> TimetableLine:
    what = f"Do it on working day {working_day}"
    return TimetableLine(working_day=working_day, what=what, role=role, basis="us", verified=verified)


def away(first: str, last: str = "") -> dict[str, Any]:
    leave = {"leave_from": dt.date.fromisoformat(first)}
    return {**leave, "leave_to": dt.date.fromisoformat(last)} if last else leave


@pytest.fixture
def stock(tmp_path: Path, annex: Annex) -> Stock:
    """How things stand by those rows, with one document on the checklist and a timetable of those lines."""

    def take(
        timetable: tuple[TimetableLine, ...] = (line(1),),
        call_day: dt.date | None = DAY,
        before: Mapping[str, int] | None = None,
        since: str = "",
        verified: bool = False,
        basis: str = "verified",
        **rows: Rows,
    ) -> Standing:
        kind = InspectionKind(title="Short", means="", basis="hearsay", verified=verified, timetable=timetable)
        said = {"kinds": {"short": kind}, "basis": "a newspaper", "verified": verified}
        its_framework = framework().model_copy(update=said)
        known = Document.model_validate(
            {"title": "Plan", "areas": ["all"], "usual_owner": "", "cycle": "", "expected_in": [], "source": ""}
            | {"basis": basis}
        )
        its = annex.model_copy(update={"frameworks": {"x": its_framework}, "documents": {"plan": known}})
        scope = Scope(Inspection("x", "short", DAY, {"day": DAY}), {}, (), {}, (), call_day, frozenset())
        file = tmp_path / "register.xlsx"
        file.write_bytes(new_register(SHEETS, rows))
        scene = Scene(DAY, "short", tmp_path, {})
        return take_stock(its, scope, read_rows(file, SHEETS), scene, before or {}, since)

    return take


def step(standing: Standing) -> Step:
    (only,) = standing.timetable
    return only


@pytest.mark.parametrize(
    ("status", "due", "age", "overdue", "running"),
    [
        ("open", dt.date(2026, 11, 19), 31, 1, True),
        ("in_progress", DAY, 31, None, True),
        ("in_progress", None, 31, None, True),
        ("", dt.date(2026, 10, 20), 31, 31, True),
        ("done", dt.date(2026, 11, 1), None, None, False),
        ("dropped", dt.date(2026, 11, 1), None, None, False),
    ],
)
def test_an_action_ages_and_is_overdue_until_it_is_done_or_dropped(
    status: str, due: dt.date | None, age: int | None, overdue: int | None, running: bool, stock: Stock
) -> None:
    row = {"action": "Book rooms", "status": status, "raised": dt.date(2026, 10, 20), "due": due}
    (action,) = stock(actions=[row]).actions
    assert (action.age, action.overdue, action.open) == (age, overdue, running)


def test_an_action_that_nobody_dated_has_no_age(stock: Stock) -> None:
    (action,) = stock(actions=[{"action": "Book rooms"}]).actions
    assert (action.age, action.overdue, action.status, action.owner) == (None, None, "no status", "")


def test_a_recommendation_is_late_until_it_is_acted_on_and_claims_an_impact_only_when_it_is_seen(stock: Stock) -> None:
    late = {"due": dt.date(2026, 11, 10)}
    rows = [
        {"recommendation": "A", "action_status": "in_progress", "impact_status": "too_early", **late},
        {"recommendation": "B", "action_status": "done", "impact_status": "partly_seen", **late},
        {"recommendation": "C", "action_status": "done", "impact_status": "seen", "evidence": "Audit", **late},
        {"recommendation": "D"},
    ]
    found = [(its.overdue, its.claims_impact, its.impact_status) for its in stock(recommendations=rows).recommendations]
    assert found == [
        (10, False, "Too early to tell"),
        (None, False, "Impact partly seen"),
        (None, True, "Impact seen"),
        (None, False, "no status"),
    ]


@pytest.mark.parametrize(
    ("held", "last", "months"),
    [
        ([("short_inspection", "2022-01-31")], "2022-01-31", 57),
        ([("short_inspection", "2022-11-20")], "2022-11-20", 48),
        ([("short_inspection", "2022-11-21")], "2022-11-21", 47),
        ([("inspection", "2021-05-01"), ("standard_inspection", "2023-05-01")], "2023-05-01", 42),
        ([("short_inspection", "2022-01-31"), ("focused_visit", "2024-01-31")], "2022-01-31", 57),
        ([("short_inspection", "2022-01-31"), ("standard_inspection", "2026-11-23")], "2022-01-31", 57),
        ([("peer_review", "2024-01-31"), ("short_inspection", "")], None, None),
    ],
)
def test_the_last_inspection_is_the_last_that_was_held_and_no_visit(
    held: list[tuple[str, str]], last: str | None, months: int | None, stock: Stock
) -> None:
    rows = [{"kind": kind, "day": dt.date.fromisoformat(day) if day else None} for kind, day in held]
    standing = stock(events=rows)
    event = standing.last_inspection
    assert (str(event.day) if event else None, standing.months_since) == (last, months)


LEAVE: dict[str, tuple[Rows, str, str]] = {
    "at work": ([DIRECTOR, BEN], "Ada Archer", ""),
    "away until the day before": ([DIRECTOR | away("2026-11-16", "2026-11-22"), BEN], "Ada Archer", ""),
    "away, and the deputy is there": (
        [DIRECTOR | away("2026-11-23", "2026-11-27"), BEN],
        "Ben Bright",
        "for Ada Archer, who is on leave",
    ),
    "away on this very day": ([DIRECTOR | away("2026-11-23"), BEN], "Ben Bright", "for Ada Archer, who is on leave"),
    "away a second time": (
        [DIRECTOR | away("2026-08-03", "2026-08-07"), {**DIRECTOR, "deputy": ""} | away("2026-11-23"), BEN],
        "Ben Bright",
        "for Ada Archer, who is on leave",
    ),
    "away, as another of their roles says": (
        [DIRECTOR, {"role": "Returning officer", "name": "ADA ARCHER"} | away("2026-11-23"), BEN],
        "Ben Bright",
        "for Ada Archer, who is on leave",
    ),
    "away, and so is the deputy": (
        [DIRECTOR | away("2026-11-23"), BEN | away("2026-11-20", "2026-11-24")],
        "Ada Archer",
        "Ada Archer is on leave, and the deputy, Ben Bright, is on leave too",
    ),
    "away, and of the deputy nothing is known": (
        [DIRECTOR | away("2026-11-23")],
        "Ben Bright",
        "for Ada Archer, who is on leave",
    ),
    "away without a deputy": (
        [{**DIRECTOR, "deputy": ""} | away("2026-11-23"), BEN],
        "Ada Archer",
        "Ada Archer is on leave, and has no deputy",
    ),
    "one of two who share the role is away": (
        [{"role": "Director", "name": "Cem Coban"} | away("2026-11-23"), DIRECTOR],
        "Ada Archer",
        "",
    ),
    "vacant": ([{"role": "Director", "deputy": "Ben Bright"}, BEN], "Ben Bright", "the post is vacant"),
    "vacant without a deputy": ([{"role": "Director"}], "", "the post is vacant, and has no deputy"),
    "nobody with the role": ([BEN], "", "nobody in the register has this role"),
    "a role typed otherwise": ([{**DIRECTOR, "role": " director. "}], "Ada Archer", ""),
    "names in another script": (
        [{**DIRECTOR, "name": "李"}, {"role": "Nurse", "name": "王"} | away("2026-11-23")],
        "李",
        "",
    ),
}


@pytest.mark.parametrize("case", LEAVE)
def test_the_timetable_names_who_will_be_there(case: str, stock: Stock) -> None:
    people, who, remark = LEAVE[case]
    its = step(stock(people=people))
    assert (its.day, its.who, its.remark) == (dt.date(2026, 11, 23), who, remark)


@pytest.mark.parametrize(
    ("count", "day"),
    [
        (0, "2026-12-18"),
        (1, "2026-12-21"),
        (4, "2026-12-24"),
        (5, "2026-12-29"),  # Christmas Day, the weekend, and Boxing Day's substitute on the Monday
        (7, "2026-12-31"),
        (8, "2027-01-04"),  # New Year's Day and the weekend
        (-1, "2026-12-17"),
    ],
)
def test_days_of_the_timetable_are_working_days_over_christmas(count: int, day: str, stock: Stock) -> None:
    standing = stock((line(count),), FRIDAY_BEFORE_CHRISTMAS)
    assert step(standing).day == dt.date.fromisoformat(day)


def test_without_a_day_of_the_call_there_is_no_timetable(stock: Stock) -> None:
    standing = stock(call_day=None)
    assert (standing.call_day, standing.timetable) == (None, ())


MEETINGS: dict[str, tuple[Rows, tuple[str, ...], str | None]] = {
    "none": ([], (), None),
    "today's decides, and the next is told": (
        [
            {"day": dt.date(2026, 12, 18), "decisions_to_take": "Later"},
            {"day": DAY, "decisions_to_take": "Sign the lists; Book rooms\n\n Practise the call ;"},
            {"day": dt.date(2026, 10, 23), "decisions_to_take": "Past"},
        ],
        ("Sign the lists", "Book rooms", "Practise the call"),
        "2026-12-18",
    ),
    "only past ones: what the last row says": (
        [{"day": dt.date(2026, 10, 23), "decisions_to_take": "Past"}, {"day": dt.date(2026, 9, 18)}],
        (),
        None,
    ),
    "one without a day": ([{"decisions_to_take": "Some time"}], ("Some time",), None),
    "the next has nothing to decide": (
        [{"day": dt.date(2026, 12, 4)}, {"day": dt.date(2026, 12, 18), "decisions_to_take": "Later"}],
        (),
        "2026-12-04",
    ),
}


@pytest.mark.parametrize("case", MEETINGS)
def test_decisions_are_those_of_the_meeting_at_hand(case: str, stock: Stock) -> None:
    rows, decisions, following = MEETINGS[case]
    standing = stock(meetings=rows)
    assert standing.decisions == decisions
    assert standing.next_meeting == (dt.date.fromisoformat(following) if following else None)


def test_contradictions_are_sentences_and_nothing_else_is_one(stock: Stock) -> None:
    standing = stock(
        documents=[
            {"document": "Plan", "status": "ready", "file": "plan.docx"},
            {"document": "Own", "status": "in_development"},
        ],
        recommendations=[
            {"recommendation": "Supervision", "impact_status": "seen"},
            {"recommendation": "Visits", "impact_status": "seen", "evidence": "Audit of October"},
            {"recommendation": "Plans", "impact_status": "partly_seen"},
        ],
        people=[DIRECTOR | {"leave_to": DAY}, {**DIRECTOR, "role": "Returning officer"}],
    )
    assert standing.contradictions == (
        "Plan is declared Ready, but there is no such file.",
        "“Supervision” is said to have had its effect, and no evidence is named.",
        "Leave of Ada Archer: there is no day under Leave from, so that nobody counts as away until 20 November 2026.",
    )


def test_whatever_could_not_be_checked_against_ofsteds_text_is_said(stock: Stock) -> None:
    standing = stock((line(0), line(1, verified=True), line(5)), basis="our own suggestion")
    edition, kind, documents, days = standing.unverified
    assert edition == "The text of the framework “An edition” could not be read. Basis: a newspaper."
    assert kind == "What is said of this kind of inspection (Short) rests on: hearsay."
    assert documents.startswith("1 document could not be checked against Ofsted's own list")
    assert days == "2 lines of the timetable must be confirmed with the lead inspector."
    assert stock((line(0, verified=True),), verified=True).unverified == ()


def test_figures_are_compared_with_those_of_the_run_before(stock: Stock) -> None:
    actions = [{"action": "A", "status": "open", "due": dt.date(2026, 11, 1)}, {"action": "B", "status": "done"}]
    standing = stock(actions=actions, before={"documents red": 3, "actions open": 1}, since="2026-11-06T08:00:00+00:00")
    assert standing.since == "2026-11-06T08:00:00+00:00"
    assert standing.changes == (
        FigureChange("documents ready", None, 0),
        FigureChange("documents expected", None, 1),
        FigureChange("documents red", 3, 1),
        FigureChange("actions open", 1, 1),
        FigureChange("actions overdue", None, 1),
    )
    assert {change.what: change.now for change in standing.changes} == standing.figures
