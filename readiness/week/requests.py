"""What inspectors asked for and what is prepared before they ask: when it is due, how far it is, whether it is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import many
from readiness.preparedness.model import Person
from readiness.register.row_cells import DayCell, TimeCell
from readiness.register.week_rows import RequestRow
from readiness.week.model import GivenFile, Request, RequestState
from readiness.week.request_checks import amiss_in_request

END_OF_DAY = dt.time(17)  # by when something is due on a day, where no time is given
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@dataclass(frozen=True)
class Asking:
    """What requests are held against: the moment, the day of the call if it is known, who is away, what was given."""

    at: dt.datetime
    call_day: dt.date | None
    people: Sequence[Person] = ()
    given: Sequence[GivenFile] = ()
    lines: frozenset[str] = frozenset()

    @property
    def called(self) -> bool:
        """Whether the call has come."""
        return self.call_day is not None and self.call_day <= self.at.date()


def requests_of(rows: Sequence[RequestRow], asking: Asking) -> tuple[Request, ...]:
    """The requests in the order of the register."""
    by_ref: dict[str, list[RequestRow]] = {}
    for row in rows:
        by_ref.setdefault(alike(row.ref.text), []).append(row)
    return tuple(_request(row, by_ref, asking) for row in rows)


def _request(row: RequestRow, by_ref: dict[str, list[RequestRow]], asking: Asking) -> Request:
    received, sent = _moment(row.received, row.received_at, dt.time()), _moment(row.sent, row.sent_at, dt.time())
    due = _moment(row.due, row.due_at, END_OF_DAY)
    given = tuple(one for one in asking.given if row.ref.text and alike(one.request) == alike(row.ref.text))
    state = _state(row, due, given, asking)
    end = (sent if row.sent_at.time else None) if state == "released" else asking.at
    request = Request(
        row=row.number,
        ref=row.ref.text,
        request=row.request.text,
        line=row.line.text,
        area=row.area.shown,
        asked_by=row.asked_by.text,
        owner=row.owner.text,
        received=received,
        due=due,
        stage=row.stage.shown or "no stage",
        state=state,
        late_by=how_long(end - due) if end and due and state in ("late", "released") and end > due else "",
        reviewer=row.reviewer.text,
        releaser=row.releaser.text,
        file=row.file.text,
        version=row.version.text,
        sent=sent,
        asks_again=row.asks_again.text,
        notes=row.notes.text,
        given=given,
    )
    problems: list[Finding] = [*amiss_in_request(row, request, by_ref, asking.people, asking.lines)]
    return Request(**{**vars(request), "problems": tuple(problems)})


def _state(row: RequestRow, due: dt.datetime | None, given: Sequence[GivenFile], asking: Asking) -> RequestState:
    if row.stage.key == "withdrawn":
        return "withdrawn"
    if row.stage.key == "released" or given:
        return "released"
    if not row.received.day and not (due and asking.called):
        return "staged"
    if due and due < asking.at:
        return "late"
    return "due today" if due and due.date() == asking.at.date() else "open"


def _moment(day: DayCell, time: TimeCell, otherwise: dt.time) -> dt.datetime | None:
    return dt.datetime.combine(day.day, time.time or otherwise) if day.day else None


def how_long(time: dt.timedelta) -> str:
    """A length of time in words: "35 minutes", "5 hours", "2 days"."""
    if time < HOUR:
        return many(int(time / dt.timedelta(minutes=1)), "minute")
    return many(int(time / HOUR), "hour") if time < 2 * DAY else many(time.days, "day")
