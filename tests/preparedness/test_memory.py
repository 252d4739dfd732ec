"""What has moved since the last meeting is told by its day; a due date that moved clears nothing in silence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from overviews import some_overview

from readiness.preparedness.memory import ActionThen, Snapshot, kept_from, moved_since, remembering, snapshot_of
from readiness.preparedness.model import ActionStanding, DocumentStanding, Standing

SEPTEMBER, OCTOBER, NOVEMBER = dt.date(2026, 9, 18), dt.date(2026, 10, 16), dt.date(2026, 11, 20)
DECEMBER = dt.date(2026, 12, 18)
FIRST, SECOND, THIRD = dt.date(2026, 10, 1), dt.date(2026, 11, 1), dt.date(2026, 12, 1)
ROOMS = ActionStanding("Book rooms", "Ada Archer", SEPTEMBER, THIRD, "Open", 63, None, "")
OFFER: DocumentStanding = next(one for one in some_overview().standing.documents if one.state == "in development")


def standing(*actions: ActionStanding, day: dt.date = NOVEMBER) -> Standing:
    some = replace(some_overview().standing, as_at=day, actions=actions, findings=(), documents=())
    return replace(some, meetings=(SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER))


def stood(day: dt.date, due: dt.date | None = FIRST, **words: object) -> Snapshot:
    return replace(Snapshot(day, actions=(ActionThen("Book rooms", "Ada Archer", due),)), **words)  # type: ignore[arg-type]


def test_a_due_date_moved_twice_is_still_told_with_its_first_day() -> None:
    now = remembering(standing(ROOMS), [stood(SEPTEMBER), stood(OCTOBER, SECOND)])
    (rooms,) = now.actions
    assert (rooms.first_due, rooms.moves, rooms.overdue) == (FIRST, 2, None)
    assert [str(finding) for finding in now.findings] == [
        "Action “Book rooms”: was due on 1 October 2026 first, 50 days ago, and that day has moved twice. Decide whether "
        "this day will hold."
    ]
    (moved,) = moved_since(now, {}, [stood(OCTOBER, SECOND)]).dues
    assert (moved.before, moved.now, moved.first, moved.moves) == (SECOND, THIRD, FIRST, 2)


def test_a_due_date_taken_away_has_moved_too() -> None:
    now = remembering(standing(replace(ROOMS, due=None)), [stood(OCTOBER)])
    assert now.actions[0].moves == 1
    assert "that day has moved once" in str(now.findings[0])


def test_what_did_not_move_and_what_was_built_between_meetings_counts_for_nothing() -> None:
    now = remembering(standing(ROOMS), [stood(OCTOBER, THIRD), stood(dt.date(2026, 10, 20), SECOND)])
    assert (now.actions[0].moves, now.findings) == (0, ())
    assert not moved_since(now, {}, [stood(OCTOBER, THIRD)]).anything


def test_the_due_date_of_a_document_is_remembered_and_told_among_its_problems() -> None:
    document = replace(OFFER, due=THIRD, problems=())
    then = stood(OCTOBER, THIRD, dues={document.title: SECOND})
    now = remembering(replace(standing(ROOMS), documents=(document,)), [then])
    assert [str(problem) for problem in now.documents[0].problems] == [
        f"{document.title}: was due on 1 November 2026 first, and that day has moved once. Say what will make this day hold."
    ]
    assert [due.what for due in moved_since(now, {}, [then]).dues] == [document.title]


def test_what_has_moved_since_the_meeting_and_not_since_the_last_run() -> None:
    late = replace(ROOMS, overdue=3)
    done = replace(ROOMS, action="Ask", open=False)
    then = stood(
        OCTOBER,
        THIRD,
        actions=(ActionThen("Book rooms", "", THIRD), ActionThen("Ask"), ActionThen("Forgotten")),
        documents={OFFER.title: "not started", "Old plan": "ready"},
        ratings={"1 Visits": "green", "2 Reviews": "red"},
        figures={"actions open": 3},
    )
    now = replace(standing(late, done, replace(ROOMS, action="New")), documents=(OFFER,))
    moved = moved_since(now, {"1 Visits": "red", "2 Reviews": "red"}, [then, stood(NOVEMBER)])
    assert (moved.since, moved.told) == (OCTOBER, "")
    assert (moved.opened, moved.closed, moved.gone, moved.overdue) == (
        ("New",),
        ("Ask",),
        ("Forgotten",),
        ("Book rooms",),
    )
    assert [(one.what, one.before, one.now) for one in moved.documents] == [
        (OFFER.title, "not started", "in development"),
        ("Old plan", "ready", ""),
    ]
    assert [(one.what, one.before, one.now) for one in moved.ratings] == [("1 Visits", "green", "red")]
    assert [(one.what, one.before, one.now) for one in moved.figures if one.what == "actions open"] == [
        ("actions open", 3, 2)
    ]


def test_a_meeting_without_a_pack_is_told_and_never_taken_for_nothing_moved() -> None:
    told = (
        "Meeting of 16 October 2026: no pack was built for it, so that nobody can tell what has moved since. Build the "
        "pack for the day of each meeting."
    )
    now = remembering(standing(ROOMS), [stood(SEPTEMBER)])
    assert [str(finding) for finding in now.findings if "pack" in finding.wrong] == [told]
    assert moved_since(now, {}, [stood(SEPTEMBER)]).told == told
    first = standing(ROOMS, day=SEPTEMBER)
    assert moved_since(first, {}, []).told == "The register names no meeting that was held before."
    assert remembering(first, []).findings == ()


def test_what_stood_is_kept_as_it_was_once_a_later_meeting_rests_on_it() -> None:
    both = [stood(NOVEMBER), stood(DECEMBER)]
    assert kept_from(standing(ROOMS), both) == DECEMBER
    assert kept_from(standing(ROOMS), both[:1]) is None
    assert kept_from(standing(ROOMS), [both[0], stood(dt.date(2027, 3, 31))]) is None, "what if it were March"
    (note,) = (finding for finding in remembering(standing(ROOMS), both).findings if finding.severity == "note")
    assert str(note) == (
        "Meeting of 20 November 2026: what stood then stays as it was kept, since there is a pack of the meeting of "
        "18 December 2026."
    )


def test_a_snapshot_holds_what_stands_and_building_twice_gives_the_same() -> None:
    now = replace(standing(ROOMS), documents=(OFFER,))
    kept = snapshot_of(now, {"1 Visits": "red"})
    assert kept.actions == (ActionThen("Book rooms", "Ada Archer", THIRD),)
    assert (kept.day, kept.documents, kept.dues) == (
        NOVEMBER,
        {OFFER.title: "in development"},
        {OFFER.title: OFFER.due},
    )
    again = remembering(now, [kept])
    assert snapshot_of(again, {"1 Visits": "red"}) == kept
