"""What does not hold in the row of a request: who read it and who let it go, its days, what was given and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from readiness.files.cells import quoted
from readiness.files.cells import told as told_plainly
from readiness.foundation.findings import Finding, Severity
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.preparedness.model import Person
from readiness.register.row_cells import TextCell
from readiness.register.week_rows import RequestRow
from readiness.week.model import GivenFile, Request

READ = ("reviewed", "cleared", "released")
LET_GO = ("cleared", "released")
RELEASED = "released"
RowsByRef = Mapping[str, Sequence[RequestRow]]


def amiss_in_request(
    row: RequestRow, request: Request, by_ref: RowsByRef, people: Sequence[Person], lines: frozenset[str]
) -> Iterator[Finding]:
    """What does not hold, each at its cell. ``lines`` are the marks of the lines of enquiry, as they are compared."""
    told = _Told(f"Request {request.called}")
    if request.state == "withdrawn":
        return
    yield from _numbers(row, by_ref, told)
    if request.line and alike(request.line) not in lines:
        wrong = f"{quoted(request.line)} is no mark of a line of enquiry"
        yield told.warning(row.line, wrong, "Correct it, or add the line")
    yield from _hands(row, told)
    yield from _days(row, request, told)
    yield from _what_was_given(row, request, told)
    if request.running:
        yield from _running(row, request, people, told)


class _Told:
    """Makes what is told of one request."""

    def __init__(self, subject: str) -> None:
        self.subject = subject

    def error(self, cell: TextCell, wrong: str, do: str, *, contradicts: bool = False) -> Finding:
        return self._told("error", cell, wrong, do, contradicts)

    def warning(self, cell: TextCell, wrong: str, do: str) -> Finding:
        return self._told("warning", cell, wrong, do, contradicts=False)

    def note(self, cell: TextCell, wrong: str, do: str) -> Finding:
        return self._told("note", cell, wrong, do, contradicts=False)

    def _told(self, severity: Severity, cell: TextCell, wrong: str, do: str, contradicts: bool) -> Finding:
        return Finding(severity, cell.place, wrong, do, contradicts=contradicts, subject=self.subject)


def _numbers(row: RequestRow, by_ref: RowsByRef, told: _Told) -> Iterator[Finding]:
    """Numbers that two requests share, and what is asked again."""
    own = alike(row.ref.text)
    if own and (others := [other.number for other in by_ref[own] if other.number < row.number]):
        wrong = f"{quoted(row.ref.text)} is the number in row {others[0]} too"
        yield told.error(row.ref, wrong, "Give each request a number of its own", contradicts=True)
    if row.received.day and not own:
        yield told.warning(row.ref, "has no number, so that nothing can be released for it", "Number it")
    if row.asks_again.text:
        earlier = [other for other in by_ref.get(alike(row.asks_again.text), ()) if other.number != row.number]
        if not earlier:
            wrong = f"{quoted(row.asks_again.text)} is the number of no other request"
            yield told.warning(row.asks_again, wrong, "Correct it")
        elif earlier[0].stage.key == RELEASED:
            when = f" on {in_words(earlier[0].sent.day)}" if earlier[0].sent.day else ""
            wrong = f"asks again for request {told_plainly(row.asks_again.text)}, which was released{when}"
            yield told.note(row.asks_again, wrong, "Ask what was missing in what was given")


def _hands(row: RequestRow, told: _Told) -> Iterator[Finding]:
    """Whether what goes out was read by one person and let go by another."""
    stage = row.stage.shown.lower()
    if row.stage.key in READ and not row.reviewer.text:
        yield told.error(row.reviewer, f"is said to be {stage}, and nobody reviewed it", "Name who has read it")
    if row.stage.key in LET_GO and not row.releaser.text:
        yield told.error(row.releaser, f"is said to be {stage}, and nobody let it go", "Name who lets it go")
    if row.reviewer.text and alike(row.reviewer.text) == alike(row.releaser.text):
        wrong = f"{told_plainly(row.releaser.text)} reviewed it too, so that only one person has seen what goes out"
        yield told.error(row.releaser, wrong, "Have somebody else let it go", contradicts=True)


def _days(row: RequestRow, request: Request, told: _Told) -> Iterator[Finding]:
    for cell, moment in ((row.due, request.due), (row.sent, request.sent)):
        if request.received and moment and moment.date() < request.received.date():
            wrong = f"{in_words(moment.date())} is before {row.received.heading}, {in_words(request.received.date())}"
            yield told.error(cell, wrong, "Correct one of the two days", contradicts=True)
    for time, day in ((row.received_at, row.received), (row.due_at, row.due), (row.sent_at, row.sent)):
        if time.time and not day.day:
            yield told.warning(time, f"there is no day under {day.heading}", f"Fill in {day.heading}")
    if row.sent.day and row.stage.key != RELEASED and not request.given:
        wrong = f"is said to have been sent on {in_words(row.sent.day)}, and its stage is {request.stage.lower()}"
        yield told.error(row.stage, wrong, "Correct one of the two", contradicts=True)


def _what_was_given(row: RequestRow, request: Request, told: _Told) -> Iterator[Finding]:
    """What of it was given to inspectors, as the record of releases has it, and whether that is still so."""
    if row.stage.key == RELEASED and not request.given:
        if not request.file:
            yield told.error(row.file, "is said to be released, and no file is named", "Name what was given")
        else:
            do = f"readiness release keeps it: readiness release FILE --request {told_plainly(request.ref) or 'NUMBER'}"
            yield told.warning(row.file, "is said to be released, and no copy of what was given is kept", do)
    if row.stage.key == RELEASED and not row.sent.day:
        yield told.warning(row.sent, "is said to be released, and on no day", "Fill in the day and the time")
    if request.given and row.stage.key != RELEASED:
        wrong = f"was released on {in_words(request.given[-1].when)}, and its stage is {request.stage.lower()}"
        yield told.warning(row.stage, wrong, "Set it to Released")
    for one in request.given:
        yield from _changed(row, one, told)
    if request.state == "released" and request.late_by:
        yield told.note(row.sent, f"went {request.late_by} late", "Be ready to say why")


def _changed(row: RequestRow, one: GivenFile, told: _Told) -> Iterator[Finding]:
    if one.state != "as given":
        became = {"gone": "is gone", "changed": "is no longer what was given"}.get(one.state, one.state)
        wrong = f"the copy of {quoted(one.name)} in {one.kept_as} {became}"
        yield told.error(row.file, wrong, "Find out who changed it, and put the copy back", contradicts=True)
    elif one.source_changed:
        wrong = f"{quoted(one.name)} has changed since it was released on {in_words(one.when)}"
        yield told.warning(row.file, wrong, "Decide whether inspectors need the new one, and release it")
    if one.unreviewed:
        yield told.error(row.reviewer, f"{quoted(one.name)} went out without review", "Have it read now")


def _running(row: RequestRow, request: Request, people: Sequence[Person], told: _Told) -> Iterator[Finding]:
    """What keeps a request from being answered in time."""
    if not request.owner:
        yield told.error(row.owner, "nobody answers for it", "Name an owner")
    if request.due is None:
        yield told.warning(row.due, "there is no day by which inspectors want it", "Ask, and fill it in")
    if not request.received:
        yield told.warning(row.received, "is due, and there is no day on which it was asked", "Fill in Received")
    owner = next((person for person in people if alike(person.name) == alike(request.owner) and person.name), None)
    day = request.due.date() if request.due else None
    if owner and day and owner.away(day):
        wrong = f"{told_plainly(owner.name)} is on leave on {in_words(day)}, when it is due"
        yield told.error(
            row.owner, wrong, f"Ask {told_plainly(owner.deputy)}" if owner.deputy else "Name somebody who is there"
        )
