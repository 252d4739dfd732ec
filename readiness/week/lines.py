"""The lines of enquiry as documents print them: those of the register, then what is proposed; and what is amiss."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readiness.files.cells import quoted
from readiness.foundation.findings import Finding, Severity
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.register.week_rows import LineOfEnquiryRow
from readiness.week.model import LineOfEnquiry
from readiness.week.recognise import is_about
from readiness.week.signals import Proposal

ASKED, ANSWERED, SET_ASIDE = "asked", "answered", "set_aside"


@dataclass(frozen=True)
class LinesAsAt:
    """The day, whether the ``call`` has come by then, and after how many days a line is to be looked at again."""

    day: dt.date
    call: dt.date | None
    look_again_days: int

    @property
    def called(self) -> bool:
        return self.call is not None and self.call <= self.day


def enquiry_lines(
    rows: Sequence[LineOfEnquiryRow], proposals: Sequence[Proposal], as_at: LinesAsAt
) -> tuple[LineOfEnquiry, ...]:
    """The lines of the register in their order, and after them what is proposed and no line is about."""
    there = [_line(row, tuple(_amiss(row, rows, as_at))) for row in rows]
    return (*there, *map(_proposed, not_there(rows, proposals)))


def not_there(rows: Sequence[LineOfEnquiryRow], proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals that no row of the register is about, whatever became of it."""
    return tuple(one for one in proposals if not any(is_about(row, one.mark, one.line, one.known_by) for row in rows))


def _line(row: LineOfEnquiryRow, problems: tuple[Finding, ...]) -> LineOfEnquiry:
    return LineOfEnquiry(
        ref=row.ref.text,
        line=row.line.text,
        area=row.area.shown,
        why=row.why.text,
        position=row.position.text,
        evidence=row.evidence.text,
        figures=row.figures.text,
        risk=row.risk.shown,
        owner=row.owner.text,
        status=row.status.shown,
        set_aside=row.status.key == SET_ASIDE,
        problems=problems,
    )


def _proposed(proposal: Proposal) -> LineOfEnquiry:
    return LineOfEnquiry(
        ref="",
        line=proposal.line,
        area=proposal.area,
        why=proposal.why,
        position="",
        evidence=proposal.evidence,
        figures=proposal.figures,
        risk=proposal.risk.capitalize(),
        owner=proposal.owner,
        status="",
        proposed=True,
    )


def _amiss(row: LineOfEnquiryRow, rows: Sequence[LineOfEnquiryRow], as_at: LinesAsAt) -> Iterator[Finding]:
    """What does not hold in a row; of one that is set aside, no more than that its mark is taken."""
    first = next(other for other in rows if alike(other.ref.text) == alike(row.ref.text))
    if row.ref.text and first is not row:
        wrong = f"{quoted(row.ref.text)} is the mark of row {first.number} too"
        yield Finding("error", row.ref.place, wrong, "Give each line its own")
    if row.status.key == SET_ASIDE:
        return
    if not row.position.text:
        yield from _no_position(row)
    if row.status.key == ANSWERED and not row.evidence.text:
        yield Finding("warning", row.evidence.place, "it is answered, and no evidence is named", "Name what shows it")
    if not row.owner.text:
        yield Finding("warning", row.owner.place, "nobody answers this line of enquiry", "Name one person")
    if as_at.called and row.status.key != ANSWERED:
        yield from _not_looked_at(row, as_at)


def _no_position(row: LineOfEnquiryRow) -> Iterator[Finding]:
    severity: Severity | None = None
    if row.status.key in (ASKED, ANSWERED):
        severity, wrong = "error", "inspectors have asked it, and our position is not written"
    elif row.risk.key == "high":
        severity, wrong = "warning", "its risk is high, and our position is not written"
    if severity:
        yield Finding(severity, row.position.place, wrong, "Write it in three lines")


def _not_looked_at(row: LineOfEnquiryRow, as_at: LinesAsAt) -> Iterator[Finding]:
    """The call has come, and a row was not looked at for long, or nobody said when."""
    updated, do = row.updated.day, "Look at it, and write the day"
    if updated is None:
        yield Finding("warning", row.updated.place, "the call has come, and nobody says when it was looked at", do)
    elif (as_at.day - updated).days > as_at.look_again_days:
        ago = f"{in_words(updated)}, {many((as_at.day - updated).days, 'day')} ago"
        yield Finding("warning", row.updated.place, f"the call has come, and it was last looked at on {ago}", do)
