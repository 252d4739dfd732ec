"""Which request a file is given for, and whether somebody else than who lets it go has reviewed it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from readiness.foundation.errors import Mistake, UsageError
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import listed
from readiness.register.week_rows import RequestRow

REVIEWED_STAGES = ("reviewed", "cleared", "released")
MOST_NUMBERS = 8
_DO = 'Have it reviewed by somebody else, or say why not with --unreviewed "reason"'


def asked_for(requests: Sequence[RequestRow], number: str, place: str) -> RequestRow:
    """The request of that number; ``place`` is the sheet of requests. Raises UsageError."""
    rows = [row for row in requests if alike(row.ref.text) == alike(number) and number.strip()]
    if not rows:
        wrong = f'"{number}" is the number of no request'
        raise UsageError(Mistake(place, wrong, _like(number, requests)))
    if len(rows) > 1:
        wrong = f'"{number}" stands in {listed(f"row {row.number}" for row in rows)}'
        raise UsageError(Mistake(place, wrong, "Give each request a number of its own"))
    row = rows[0]
    if row.stage.key == "withdrawn":
        do = "Change its stage if it is asked for after all"
        raise UsageError(Mistake(row.stage.place, f"request {row.ref.text} is withdrawn", do))
    return row


def not_reviewed(row: RequestRow, login: str) -> Iterator[Mistake]:
    """Why a request does not count as reviewed by somebody else than who lets it go."""
    request, reviewer = f"request {row.ref.text}", alike(row.reviewer.text)
    if not reviewer:
        yield Mistake(row.reviewer.place, f"{request} has no reviewer", _DO)
    if row.stage.key not in REVIEWED_STAGES:
        stage = f'its stage is "{row.stage.shown}"' if row.stage.shown else "it has no stage"
        yield Mistake(row.stage.place, f"{request} is not reviewed yet: {stage}", _DO)
    if reviewer and reviewer == alike(row.releaser.text):
        yield Mistake(row.releaser.place, f"reviewer and releaser of {request} are one person", _DO)
    if reviewer and reviewer == alike(login):
        yield Mistake(row.reviewer.place, f"the reviewer of {request} is who is logged in", _DO)


def _like(number: str, requests: Iterable[RequestRow]) -> str:
    """The numbers that there are; of many, those that are like it."""
    numbers = [*dict.fromkeys(row.ref.text for row in requests if row.ref.text)]
    if not numbers:
        return "Write the request there first, with its number"
    if len(numbers) <= MOST_NUMBERS:
        return f"There {'is' if len(numbers) == 1 else 'are'} {listed(numbers)}"
    like = [other for other in numbers if alike(number) and (alike(number) in alike(other))]
    like += difflib.get_close_matches(number, numbers, n=MOST_NUMBERS)
    like = [*dict.fromkeys(like)][:MOST_NUMBERS]
    return f"Like it: {listed(like)}" if like else "Look it up on that sheet"
