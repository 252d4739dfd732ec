"""The cycle of case audits, round by round: what was planned, done, moderated, checked from outside and audited again.

Only adds up what the register says; what does not hold in it is told by cycle_checks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from readiness.evaluation.audit_rounds import (
    AuditAction,
    AuditCycle,
    Grades,
    ReAudit,
    RoundOfAudits,
    TeamGrades,
)
from readiness.evaluation.audits import chart_of_grades, held, whole_cases
from readiness.evaluation.model import Audit
from readiness.foundation.chart import Chart
from readiness.foundation.normalise import alike, plain
from readiness.register.rows import RegisterRows
from readiness.register.sheet_rows import AuditActionRow, AuditRow, ReAuditRow
from readiness.specification.base import Words

BEFORE_MODERATION = "before moderation"
Pairs = Sequence[tuple[AuditRow, Audit]]


ROUNDS_SHOWN = 6  # rounds, a year of a cycle of two months


def audit_cycle(rows: RegisterRows, pairs: Pairs, grades: Words, day: dt.date, least: int) -> AuditCycle:
    """The cycle as at a day. ``pairs`` are rows of audits with what they say; ``least`` cases make a row of a team."""
    rounds = tuple(
        sorted(
            (
                _round(name, its_pairs, [row for row in rows.re_audits if _mark(row.round.text) == mark], grades, day)
                for mark, (name, its_pairs) in _by_round(pairs).items()
            ),
            key=lambda audits: (audits.day or dt.date.max, audits.name),
        )
    )
    shown = tuple(audits for audits in rounds if audits.held)[-ROUNDS_SHOWN:]
    among = {_mark(audits.name) for audits in shown}
    recent = [(row, audit) for row, audit in pairs if _mark(round_of(row, audit)) in among]
    return AuditCycle(
        rounds=rounds,
        shown=shown,
        teams=tuple(_teams(recent, grades, least)),
        actions=tuple(_action(row, day) for row in rows.audit_actions),
        returning=tuple(_returning(recent)),
        checked_on=max(
            (audits.day for audits in rounds if audits.held and audits.checked_by and audits.day), default=None
        ),
        chart=_chart(shown, grades),
        grades=grades,
    )


def round_of(row: AuditRow, audit: Audit) -> str:
    """What the round of a row goes by: its mark, or the month where it has none."""
    return row.round.text or (f"{audit.day:%B %Y}" if audit.day else "No day")


def grades_before(row: AuditRow, grades: Words) -> Grades:
    """Cases by the grade that they had before moderation."""
    return {grade: whole_cases(row.others.get(plain(f"{grade} {BEFORE_MODERATION}"))) for grade in grades}


def _mark(name: str) -> str:
    return alike(name)


def _by_round(pairs: Pairs) -> dict[str, tuple[str, list[tuple[AuditRow, Audit]]]]:
    """The rows of each round and its name as it is first written, by its mark."""
    rounds: dict[str, tuple[str, list[tuple[AuditRow, Audit]]]] = {}
    for row, audit in pairs:
        name = round_of(row, audit)
        rounds.setdefault(_mark(name), (name, []))[1].append((row, audit))
    return rounds


def _round(name: str, pairs: Pairs, again: Sequence[ReAuditRow], grades: Words, day: dt.date) -> RoundOfAudits:
    rows, audits = [row for row, _ in pairs], [audit for _, audit in pairs]
    return RoundOfAudits(
        name=name,
        day=max((audit.day for audit in audits if audit.day), default=None),
        held=any(held(audit, day) for audit in audits),
        themes=_once(audit.theme for audit in audits),
        teams=_once(row.team.text for row in rows),
        planned=_sum(audit.planned for audit in audits),
        done=_sum(audit.done for audit in audits),
        before={grade: _sum(grades_before(row, grades)[grade] for row in rows) for grade in grades},
        after={grade: _sum(audit.grades[grade] for audit in audits) for grade in grades},
        changed=_sum(audit.changed_by_moderation for audit in audits),
        checked_by=_once(row.outside_by.text for row in rows),
        outside_cases=_sum(whole_cases(row.outside_cases) for row in rows),
        agreed=_sum(whole_cases(row.agreed) for row in rows),
        learning=_once(audit.learning for audit in audits),
        re_audits=tuple(
            ReAudit(
                row.day.day,
                whole_cases(row.cases),
                whole_cases(row.better),
                whole_cases(row.same),
                whole_cases(row.worse),
                row.learning.text,
            )
            for row in again
        ),
    )


def _action(row: AuditActionRow, day: dt.date) -> AuditAction:
    due, done = row.due.day, row.done.day if row.done.day and row.done.day <= day else None
    late = (day - due).days if due and due < day and not done else None
    return AuditAction(row.round.text, row.action.text, row.owner.text, due, done, late, row.notes.text)


def _teams(pairs: Pairs, grades: Words, least: int) -> Iterable[TeamGrades]:
    """Teams with enough cases that have a grade, by name."""
    named: dict[str, list[tuple[AuditRow, Audit]]] = {}
    for row, audit in pairs:
        if row.team.text:
            named.setdefault(alike(row.team.text), []).append((row, audit))
    for its_pairs in sorted(named.values(), key=lambda of_one: of_one[0][0].team.text.casefold()):
        counts = {grade: _sum(audit.grades[grade] for _, audit in its_pairs) for grade in grades}
        cases = sum(count or 0 for count in counts.values())
        if cases >= least:
            yield TeamGrades(its_pairs[0][0].team.text, cases, counts)


def _returning(pairs: Pairs) -> Iterable[tuple[str, tuple[str, ...]]]:
    """What needs work in more than one round, with the rounds, the most frequent first."""
    where: dict[str, tuple[str, dict[str, None]]] = {}
    for row, audit in pairs:
        for theme in audit.themes:
            where.setdefault(alike(theme), (theme, {}))[1].setdefault(round_of(row, audit))
    often = [(theme, tuple(rounds)) for theme, rounds in where.values() if len(rounds) > 1]
    return sorted(often, key=lambda pair: -len(pair[1]))


def _chart(rounds: Sequence[RoundOfAudits], grades: Words) -> Chart | None:
    """Cases by grade after moderation, a round a category; None where nothing is graded."""
    graded = [audits for audits in rounds if audits.graded]
    if not graded:
        return None
    names = tuple(audits.name for audits in graded)
    return chart_of_grades(
        "audit_rounds", "Cases by grade after moderation", names, [audits.after for audits in graded], grades
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, each once."""
    return tuple({alike(text): text for text in texts if text}.values())


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
