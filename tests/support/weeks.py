"""Inspection weeks made by hand, for tests of what is printed: a hostile one, a full one, and one with nothing in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from readiness.foundation.findings import Finding
from readiness.preparedness.model import Absence, Person, Step
from readiness.week.model import (
    AccuracyPoint,
    GivenFile,
    InOrOut,
    Interview,
    LineOfEnquiry,
    Note,
    Request,
    TrackedChild,
    Week,
    WeekDay,
)

AT = dt.datetime.fromisoformat("2026-12-01 14:30")
CALL = dt.date(2026, 11, 23)
DAYS = tuple(day for n in range(12) if (day := CALL + dt.timedelta(days=n)).weekday() < 5)
HOSTILE = 'Strategy & plan <draft> "v2" {{ 7*7 }}'
MARKUP = "<w:br/><script>alert(1)</script> &amp; {% raw %} {_{ x }_}"
LONG_WORD = "Strengthsandweaknesses" * 6
AREA = "Help and protection"
CEM = Person("Performance lead", "Cem Coban", "Eve Ellis", ((DAYS[6], DAYS[7]),))
DORA = Person("Director of children’s services", "Dora Dean", "", ((DAYS[6], DAYS[6]),))
NO_REVIEWER = Finding(
    "error", "register.xlsx, sheet Requests, row 4", "is released, and nobody has read it", "Name one"
)
CLASH = Finding("error", "register.xlsx, sheet Interviews, row 3", "Ada Archer is in two rooms at once", "Move one")


def moment(day: dt.date, hour: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(hour))


def a_request(row: int, request: str, **fields: object) -> Request:
    """A request that was asked on the call day, with somebody who owns it; anything else as given, or blank."""
    blank = Request(
        row=row,
        ref=f"R{row}",
        request=request,
        line="L1",
        area=AREA,
        asked_by="Ivy Irwin",
        owner="Ada Archer",
        received=moment(CALL, "10:00"),
        due=moment(DAYS[7], "17:00"),
        stage="Assigned",
        state="open",
        late_by="",
        reviewer="",
        releaser="",
        file="",
        version="",
        sent=None,
        asks_again="",
        notes="",
    )
    return replace(blank, **fields)  # type: ignore[arg-type]


def a_meeting(row: int, day: dt.date | None, starts: str, **fields: object) -> Interview:
    """An interview of an hour for which everything is there; anything else as given."""
    begins = dt.time.fromisoformat(starts) if starts else None
    ends = begins.replace(hour=begins.hour + 1) if begins else None
    full = Interview(
        row=row,
        day=day,
        starts=begins,
        ends=ends,
        inspector="Ivy Irwin",
        who=("Ada Archer",),
        topic="Thresholds at the front door",
        line="L1",
        room="Room 2",
        briefing="front_door.docx",
        note_taker="Gil Green",
        confirmed=True,
        feedback="",
    )
    return replace(full, **fields)  # type: ignore[arg-type]


def _given(request: str, name: str, **fields: object) -> GivenFile:
    given = GivenFile(request, name, "2026-11-30T15:20:00", "Ivy Irwin", "Ben Bright", f"R/{name}", "as given", False)
    return replace(given, **fields)  # type: ignore[arg-type]


def _requests() -> tuple[Request, ...]:
    sent = {"stage": "Released", "state": "released", "sent": moment(DAYS[5], "15:20"), "releaser": "Ben Bright"}
    kept = _given(
        "R4", "supervision.docx", state="changed", source_changed=True, unreviewed="The lead inspector waited"
    )
    late = {"due": moment(DAYS[5], "12:00"), "state": "late", "late_by": "1 working day"}
    return (
        a_request(2, "Supervision records of six workers", **late, reviewer="Ben Bright"),
        a_request(3, "Minutes of the last three boards", due=moment(DAYS[6], "16:00"), state="due today", owner=""),
        a_request(
            4,
            "Audits of supervision",
            **sent,
            reviewer="Fay Fox",
            given=(kept, _given("R4", "all.zip", state="gone"), _given("R4", "locked.docx", state="cannot be read")),
        ),
        a_request(5, "Caseloads", **sent, file="caseloads.xlsx", version="2"),
        a_request(6, "Policy on supervision", received=None, due=None, state="staged", stage="Found"),
        a_request(7, HOSTILE, line=MARKUP, due=None, owner=MARKUP, asks_again="R4", reviewer=MARKUP, releaser=HOSTILE),
        a_request(8, LONG_WORD, ref="", stage="Withdrawn", state="withdrawn"),
        a_request(9, f"{LONG_WORD} again", ref="", due=moment(DAYS[8], "09:00")),
    )


def _lines() -> tuple[LineOfEnquiry, ...]:
    line = LineOfEnquiry(
        ref="L1",
        line="Are children seen when they should be?",
        area=AREA,
        why="Visits in time fell by 9 points",
        position="They are seen later than we want. Two teams are behind. Both have help since October.",
        evidence="Audit of visits",
        figures="81.0% on 31 October 2026",
        risk="High",
        owner="Ada Archer",
        status="Asked",
    )
    bare = replace(line, ref="", why="", position="", evidence="", figures="", risk="", owner="", status="")
    return (
        replace(bare, line=HOSTILE, position=MARKUP, risk="Low"),
        line,
        replace(bare, line="How are care leavers housed?", why="Red for three months", proposed=True, risk="Medium"),
        replace(bare, line="What of private fostering?"),
        replace(line, ref="L9", line="What of adoption?", set_aside=True, status="Set aside"),
    )


def _tracked() -> tuple[TrackedChild, ...]:
    child = TrackedChild(
        row=2,
        pseudonym="T1",
        cohort="Children in need",
        team="North",
        worker="Hal Hart",
        manager="Ada Archer",
        worker_there=True,
        audited=True,
        grade="Good",
        papers_ready=False,
        action="Write up the last visit",
        owner="Hal Hart",
        due=DAYS[7],
    )
    on_leave = Finding("warning", "", "the worker is on leave on 2 December", "Name who comes instead")
    blank = replace(child, row=3, pseudonym=HOSTILE, cohort="", team="", worker="", worker_there=None, audited=None)
    blank = replace(blank, grade="", papers_ready=None, action="", owner="", due=None)
    return (child, blank, replace(child, row=4, pseudonym="T3", worker_there=False, problems=(on_leave,)))


def _notes() -> tuple[Note, ...]:
    def note(key: str, words: str, day: dt.date | None = DAYS[6], waits: bool = False, **fields: object) -> Note:
        done = False if waits else None
        made = Note(day, key.replace("_", " ").capitalize(), words, AREA, "L1", "Ada Archer", done, waits, key)
        return replace(made, **fields)  # type: ignore[arg-type]

    return (
        note("seen", "Two teams were visited and six workers spoken to"),
        note("strength", f"Workers know their children. {HOSTILE}"),
        note("worry", "Plans are not always in words that children can read", plan="I1"),
        note("worry", MARKUP, DAYS[4]),
        note("to_find", "The supervision policy of 2024", waits=True),
        note("to_find", LONG_WORD, DAYS[5], True, owner="", line=""),
        note("correction", "The figure for visits is 81% and not 88%", waits=True, plan="I9"),
    )


def _accuracy() -> tuple[AccuracyPoint, ...]:
    first = AccuracyPoint("12", "Audits are rare", "Audits are monthly", "Audit programme", "Ada Archer", "Accepted")
    return (first, replace(first, paragraph="", says=HOSTILE, right=MARKUP, evidence="", owner="", outcome=""))


def _meetings() -> tuple[Interview, ...]:
    bare = a_meeting(3, DAYS[6], "", who=("Foster carers", HOSTILE), inspector="", topic="", room="", briefing="")
    return (
        replace(bare, note_taker="", confirmed=None, line=""),
        a_meeting(4, DAYS[6], "15:00", problems=(CLASH,), confirmed=False),
        a_meeting(5, DAYS[6], "09:00", who=("Cem Coban", "Eve Ellis"), topic=MARKUP),
        a_meeting(6, DAYS[7], "10:00", problems=(CLASH,), confirmed=None),
        a_meeting(7, DAYS[5], "11:00", feedback=f"It went well. {HOSTILE}"),
        a_meeting(8, DAYS[5], "13:00"),
        a_meeting(9, None, "", topic="Schools"),
        a_meeting(10, dt.date(2026, 11, 28), "10:00", topic="Partners"),
    )


def _step(day: dt.date, what: str, at: str = "", remark: str = "", who: str = "Eve Ellis") -> Step:
    return Step(day, what, CEM.role, who, remark, verified=False, at=at, basis="seen in published sources")


def _steps(day: dt.date) -> tuple[Step, ...]:
    nobody = Step(day, HOSTILE, "", "", "nobody has this role", verified=True)
    of_its_own = {
        DAYS[0]: (_step(day, "The lead inspector calls", "09:00"),),
        DAYS[6]: (_step(day, "The day ends with a talk", "17:00", "for Cem Coban, who is on leave"), nobody),
        DAYS[9]: (_step(day, "Inspectors tell what they found", "14:00"),),
    }.get(day, ())
    every_day = (_step(day, "Every morning, hand over what was found", "08:00"),) if day > DAYS[5] else ()
    return (*every_day, *of_its_own)


def _days(requests: tuple[Request, ...], meetings: tuple[Interview, ...]) -> tuple[WeekDay, ...]:
    away = (InOrOut(Absence(CEM, DAYS[6], DAYS[7]), "Eve Ellis"), InOrOut(Absence(DORA, DAYS[6], DAYS[6]), ""))
    return tuple(
        WeekDay(
            day,
            number,
            _steps(day),
            tuple(meeting for meeting in meetings if meeting.day == day),
            tuple(request for request in requests if request.due and request.due.date() == day),
            tuple(one for one in away if one.absence.first <= day <= one.absence.last),
        )
        for number, day in enumerate(DAYS)
    )


def timetable() -> tuple[Step, ...]:
    """Each line once, as a standing has them: what happens every day stands on its first."""
    lines = {step.what: step for day in reversed(DAYS) for step in _steps(day)}
    return tuple(sorted(lines.values(), key=lambda step: step.day))


def some_week() -> Week:
    """The sixth day: something of everything, every blank, and texts that would like to be fields or markup."""
    requests, meetings = _requests(), _meetings()
    loose = _given("R77", HOSTILE, by="", to="")
    return Week(
        at=AT,
        call_day=CALL,
        last_day=DAYS[-1],
        days=_days(requests, meetings),
        requests=requests,
        lines=_lines(),
        interviews=meetings,
        tracked=_tracked(),
        notes=_notes(),
        accuracy=_accuracy(),
        given=(*(file for request in requests for file in request.given), loose),
        findings=(NO_REVIEWER, NO_REVIEWER, CLASH, replace(CLASH, place="register.xlsx, sheet Interviews, row 4")),
    )


def full_week() -> Week:
    """Sixty requests and thirty interviews, as many as a busy week has."""
    late, today, released, _, staged, *_ = _requests()
    given = replace(
        released, given=(replace(released.given[0], state="as given", source_changed=False, unreviewed=""),)
    )
    stock = (
        [late] * 3
        + [today] * 4
        + [a_request(0, "Case audits of the last six months, by team")] * 13
        + [given] * 24
        + [staged] * 16
    )
    requests = tuple(replace(one, row=row, ref=f"R{row}") for row, one in enumerate(stock, start=2))
    meetings = tuple(
        a_meeting(
            row, DAYS[4 + row % 6], f"{9 + row // 6:02}:00", feedback="They asked about visits." if row % 6 < 2 else ""
        )
        for row in range(30)
    )
    line, child = _lines()[1], _tracked()[0]
    some = some_week()
    return replace(
        some,
        days=_days(requests, meetings),
        requests=requests,
        interviews=meetings,
        given=tuple(file for request in requests for file in request.given),
        lines=tuple(replace(line, ref=f"L{n}", risk=("High", "Medium", "Low")[n % 3]) for n in range(12)),
        tracked=tuple(replace(child, row=n, pseudonym=f"T{n}") for n in range(8)),
        findings=tuple(replace(CLASH, wrong=f"Interview {n} has no room") for n in range(10)),
    )


def empty_week() -> Week:
    """A call that has come, and not a row in any sheet."""
    return Week(
        at=AT, call_day=CALL, last_day=DAYS[-1], days=tuple(WeekDay(d, n, (), (), (), ()) for n, d in enumerate(DAYS))
    )
