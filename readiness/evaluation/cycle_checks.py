"""What does not hold in the cycle of case audits: rounds, moderation, checks from outside, re-audits and actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from readiness.evaluation.audit_cycle import grades_before
from readiness.evaluation.audit_rounds import AuditCycle, ReAudit, RoundOfAudits
from readiness.evaluation.audits import audit_in_words, total
from readiness.evaluation.model import Audit
from readiness.files.cells import quoted
from readiness.foundation.dates import months_before
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import closest, listed, many, number
from readiness.foundation.phrases import day as as_day
from readiness.preparedness.events import EventStanding
from readiness.register.rows import RegisterRows
from readiness.register.sheet_rows import AuditActionRow, AuditRow
from readiness.specification.base import Words

Limit = Callable[[str], int]
GOOD_OR_BETTER = 2  # the first two of Ofsted's four grades are good or better
CYCLE = "Audit cycle"


def amiss_in_cycle(
    cycle: AuditCycle, rows: RegisterRows, last: EventStanding | None, limit: Limit, day: dt.date
) -> Iterator[Finding]:
    """What does not hold in the cycle as a whole, and in the sheets of re-audits and of actions from audits.

    ``last`` is the last inspection. Each row of the audits themselves is looked at alone, in audits.
    """
    names = {alike(audits.name): audits.name for audits in cycle.rounds}
    for cell in (*(row.round for row in rows.re_audits), *(row.round for row in rows.audit_actions)):
        if cell.text and alike(cell.text) not in names:
            near = names.get(closest(alike(cell.text), names))
            do = f"Did you mean {quoted(near)}?" if near else "Add it to the sheet Audits, under Round"
            yield Finding(
                "error", cell.place, f"{quoted(cell.text)} is no round of the sheet Audits", do, subject=CYCLE
            )
    for action in rows.audit_actions:
        yield from _action(action, day)
    for audits in cycle.rounds:
        yield from _round(audits, day)
    if cycle.held:
        yield from _from_outside(cycle, limit("audit_outside_months"), limit("audit_agreement_per_cent"), day)
        yield from _not_again(cycle, limit("re_audit_after_rounds"))
        yield from _too_kind(cycle, limit("moderation_rounds"))
        yield from _unlike_inspection(cycle, last, limit)


def amiss_before_moderation(row: AuditRow, audit: Audit) -> Iterator[Finding]:
    """What the grades before moderation of a row of audits say against those after it."""
    grades: Words = tuple(audit.grades)
    before, after = grades_before(row, grades), total(audit)
    counts = [count for count in before.values() if count is not None]
    if not counts or after is None:
        return
    place = f"Audit in row {row.number}, {quoted(audit.theme)}"
    if sum(counts) != after:
        wrong = f"has grades of {many(sum(counts), 'case')} before moderation, and of {after} after it"
        yield Finding("error", place, wrong, "Correct the grades", contradicts=True, subject=audit_in_words(audit))
        return
    moved = sum(max(0, (audit.grades[grade] or 0) - (before[grade] or 0)) for grade in grades)
    changed = audit.changed_by_moderation
    if changed is not None and changed < moved:
        wrong = f"has {many(changed, 'grade')} changed by moderation, and by its grades at least {moved} changed"
        do = "Correct the grades or Changed by moderation"
        yield Finding("error", place, wrong, do, contradicts=True, subject=audit_in_words(audit))


def _action(row: AuditActionRow, day: dt.date) -> Iterator[Finding]:
    called = f"Action after {quoted(row.round.text)}"
    if not row.done.day and not row.owner.text:
        wrong = "an action from an audit that is open has no owner"
        yield Finding("warning", row.owner.place, wrong, "Name one", subject=called)
    if not row.done.day and not row.due.day:
        wrong = "an action from an audit that is open has no day"
        yield Finding("warning", row.due.place, wrong, "Agree one", subject=called)
    if row.done.day and row.done.day > day:
        wrong = f"{as_day(row.done.day)} is still to come, so it is not done yet"
        do = "Correct the day, or leave it blank"
        yield Finding("error", row.done.place, wrong, do, contradicts=True, subject=called)
    if row.due.day and row.due.day < day and not row.done.day:
        wrong = f"what was due on {as_day(row.due.day)} is not said to be done"
        yield Finding("warning", row.due.place, wrong, "Do it, and fill in Done on", subject=called)


def _round(audits: RoundOfAudits, day: dt.date) -> Iterator[Finding]:
    place = f"Round {quoted(audits.name)}"
    again = [re_audit for re_audit in audits.re_audits if re_audit.cases is not None]
    cases = sum(re_audit.cases or 0 for re_audit in again)
    if audits.done is not None and cases > audits.done:
        wrong = f"has {many(cases, 'case')} audited again, and {audits.done} audited"
        yield Finding("error", place, wrong, "Correct one of the two numbers", contradicts=True)
    for re_audit in audits.re_audits:
        yield from _again(place, re_audit, day)
    if audits.outside_cases is not None and audits.done is not None and audits.outside_cases > audits.done:
        wrong = f"has {many(audits.outside_cases, 'case')} checked from outside, and {audits.done} audited"
        yield Finding("error", place, wrong, "Correct one of the two numbers", contradicts=True)
    if audits.agreed is not None and audits.outside_cases is not None and audits.agreed > audits.outside_cases:
        wrong = f"has the same grade from outside in {audits.agreed} of {many(audits.outside_cases, 'case')}"
        yield Finding("error", place, wrong, "Correct one of the two numbers", contradicts=True)
    if audits.outside_cases and not audits.checked_by:
        wrong = f"has {many(audits.outside_cases, 'case')} checked from outside, and does not say by whom"
        yield Finding("warning", place, wrong, "Fill in Checked from outside by")


def _again(place: str, re_audit: ReAudit, day: dt.date) -> Iterator[Finding]:
    results = [count for count in (re_audit.better, re_audit.same, re_audit.worse) if count is not None]
    if results and re_audit.cases is not None and sum(results) != re_audit.cases:
        wrong = f"has {re_audit.cases} audited again, and results for {sum(results)}: better, same and worse together"
        yield Finding("error", place, wrong, "Correct the numbers on the sheet Re-audits", contradicts=True)
    if re_audit.day and re_audit.day <= day and re_audit.cases is None:
        wrong = f"was to be audited again on {as_day(re_audit.day)}, and no case is said to have been"
        yield Finding("warning", place, wrong, "Fill in Cases on the sheet Re-audits, or agree a new day")


def _from_outside(cycle: AuditCycle, months: int, least: int, day: dt.date) -> Iterator[Finding]:
    do = "Ask somebody from outside to look at audits, and say so on the sheet Audits"
    first = next((audits.day for audits in cycle.held if audits.day), day)
    if (cycle.checked_on or first) < months_before(day, months):
        since = f"since {as_day(cycle.checked_on)}, more than" if cycle.checked_on else "in more than"
        yield Finding("warning", CYCLE, f"nobody from outside has checked audits {since} {months} months", do)
    for audits in cycle.shown:
        if audits.outside_cases and audits.agreed is not None and 100 * audits.agreed < least * audits.outside_cases:
            wrong = f"had the same grade from outside in {audits.agreed} of {many(audits.outside_cases, 'case')} only"
            do = "Say what follows for auditors, and for what rests on these audits"
            yield Finding("warning", f"Round {quoted(audits.name)}", wrong, do, contradicts=True)


def _not_again(cycle: AuditCycle, after: int) -> Iterator[Finding]:
    """Rounds of which no case was looked at again although so many rounds have been held since."""
    without = [audits.name for audits in cycle.shown[: len(cycle.shown) - after] if not audits.re_audits]
    if without:
        wrong = f"{listed(map(quoted, without))} had no case audited again, and {after} rounds or more have been since"
        yield Finding("warning", CYCLE, wrong, "Audit a sample again, and enter it on the sheet Re-audits")


def _too_kind(cycle: AuditCycle, rounds: int) -> Iterator[Finding]:
    known = [audits for audits in cycle.held if audits.changed is not None][-rounds:]
    if len(known) == rounds and not any(audits.changed for audits in known):
        wrong = f"moderation has changed no grade in the last {rounds} rounds, so it may be too kind"
        yield Finding("warning", CYCLE, wrong, "Have somebody else moderate a sample")


def _unlike_inspection(cycle: AuditCycle, last: EventStanding | None, limit: Limit) -> Iterator[Finding]:
    """Grades of audits that are far from the only grade that the outcome of the last inspection names."""
    cases = sum(audits.graded for audits in cycle.shown)
    outcome = alike(last.outcome) if last else ""
    named = [grade for grade in sorted(cycle.grades, key=len, reverse=True) if alike(grade) in outcome]
    if not last or not cases or not named or any(alike(grade) not in alike(named[0]) for grade in named):
        return
    good = sum(audits.after[grade] or 0 for audits in cycle.shown for grade in cycle.grades[:GOOD_OR_BETTER])
    found_good = named[0] in cycle.grades[:GOOD_OR_BETTER]
    too_few = found_good and 100 * good < limit("audit_good_least_per_cent") * cases
    too_many = not found_good and 100 * good > limit("audit_good_most_per_cent") * cases
    if too_few or too_many:
        part = f"{number(good)} of {many(cases, 'case')}"
        wrong = f"{part} audited are good or better, and the last inspection found {named[0]}"
        do = "Say in the self-evaluation what has changed since, or have the grades checked from outside"
        yield Finding("warning", CYCLE, wrong, do, contradicts=True)
