"""What people say of an indicator in the register: which of it stands beside the figure, and what is missing of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed
from readiness.indicators.model import Commentary, Indicator
from readiness.register.sheet_rows import CommentaryRow


def read_commentary(rows: Sequence[CommentaryRow]) -> tuple[Commentary, ...]:
    """What was written of an indicator, the latest last; of one day, as the rows stand."""
    remarks = (
        Commentary(
            day=row.day.day or dt.date.min,
            cause=row.cause.text,
            action=row.action.text,
            owner=row.owner.text,
            due=row.due.day,
            entered_in=row.place,
        )
        for row in rows
    )
    return tuple(sorted(remarks, key=lambda remark: remark.day))


def latest_commentary(remarks: Sequence[Commentary], day: dt.date) -> Commentary | None:
    """What stands beside a figure of a day: the latest that was written by then."""
    return next((remark for remark in reversed(remarks) if remark.day <= day), None)


def unused_commentary(indicator: Indicator, remarks: Sequence[Commentary], day: dt.date) -> Iterator[str]:
    """What stands nowhere, a sentence each; not what is only older, which is kept as it was written then."""
    latest = indicator.commentary
    for remark in remarks:
        if remark.day > day:
            why = f"it is after {in_words(day)}"
        elif latest and remark is not latest and remark.day == latest.day:
            why = f"{latest.entered_in} is of the same day and stands below it"
        else:
            continue
        yield f"{indicator.ref} {indicator.title}, commentary of {in_words(remark.day)}, in {remark.entered_in}: {why}."


def commentary_findings(indicator: Indicator, most_days: int, day: dt.date) -> Iterator[Finding]:
    """What is missing of the commentary on a red indicator, or is older than some days."""
    place, remark = f"{indicator.ref} {indicator.title}", indicator.commentary
    if indicator.rating != "red":
        return
    if remark is None:
        wrong = "it is red, and no cause or action has been entered"
        yield Finding("warning", place, wrong, "Enter both on the sheet Commentary")
        return
    parts = {"cause": remark.cause, "action": remark.action, "owner": remark.owner, "due day": remark.due}
    if missing := [name for name, part in parts.items() if not part]:
        wrong = f"it is red, and its commentary has no {listed(missing, 'or')}"
        yield Finding("warning", place, wrong, f"Complete {remark.entered_in}")
    if remark.due and remark.due < day:
        wrong = f"it is red, and its action was due on {in_words(remark.due)}"
        yield Finding("warning", place, wrong, "Say on the sheet Commentary what is done now")
    age = (day - remark.day).days
    if age > most_days:
        wrong = f"it is red, and its commentary is {age} days old"
        yield Finding("warning", place, wrong, "Enter how it is now on the sheet Commentary")
