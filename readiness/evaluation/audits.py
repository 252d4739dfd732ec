"""Rounds of case audits as the register has them: what was planned, done and graded, and what does not add up there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from readiness.evaluation.audit_rounds import Grades, grades_in_words
from readiness.evaluation.model import Audit
from readiness.evaluation.parse_citations import themes_in
from readiness.files.cells import quoted
from readiness.foundation.chart import Chart, Series
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import plain
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.register.row_cells import NumberCell
from readiness.register.sheet_rows import AuditRow
from readiness.specification.base import Words


def audit(row: AuditRow, areas: Mapping[str, str], grades: Words) -> Audit:
    """A round of audits. ``areas`` are short titles by key, with one for what bears on all; ``grades`` are in order."""
    return Audit(
        theme=row.theme.text,
        area=areas.get(row.area.key, areas[""]),
        day=row.day.day,
        planned=whole_cases(row.planned),
        done=whole_cases(row.done),
        grades={grade: whole_cases(cell) if cell else None for grade, cell in _graded(row, grades).items()},
        changed_by_moderation=whole_cases(row.changed_by_moderation),
        better_at_re_audit=whole_cases(row.better_at_re_audit),
        learning=row.learning.text,
        themes=themes_in(row.themes.text),
        owner=row.owner.text,
    )


def _graded(row: AuditRow, grades: Words) -> dict[str, NumberCell | None]:
    """The cell that counts cases of each grade, in the order of the grades; None where no column does."""
    return {grade: row.others.get(plain(grade)) for grade in grades}


def whole_cases(cell: NumberCell | None) -> int | None:
    """A number of cases; None where the cell is blank or holds what cannot be one."""
    number = cell.number if cell else None
    return int(number) if number is not None and number >= 0 and number.denominator == 1 else None


def held(audit: Audit, day: dt.date) -> bool:
    """Whether a round has been done by a day."""
    return bool(audit.done) and (audit.day is None or audit.day <= day)


def total(audit: Audit) -> int | None:
    """How many cases have a grade; None where none was graded."""
    counts = [count for count in audit.grades.values() if count is not None]
    return sum(counts) if counts else None


def amiss(row: AuditRow, audit: Audit, day: dt.date) -> Iterator[Finding]:
    """What does not hold in a round of audits."""
    yield from (replace(finding, subject=audit_in_words(audit)) for finding in _amiss(row, audit, day))


def audit_in_words(audit: Audit) -> str:
    """What readers know a row of audits by: its theme and its day."""
    return ", ".join(filter(None, [f"Audit of {quoted(audit.theme)}", in_words(audit.day)]))


def _amiss(row: AuditRow, audit: Audit, day: dt.date) -> Iterator[Finding]:
    place = f"Audit in row {row.number}, {quoted(audit.theme)}"
    graded = _graded(row, tuple(audit.grades)).values()
    counts = (row.planned, row.done, row.changed_by_moderation, row.better_at_re_audit, *graded)
    for cell in filter(None, counts):
        if cell.number is not None and whole_cases(cell) is None:
            wrong = f"has {quoted(cell.text)} under {cell.heading}, which is no number of cases"
            yield Finding("error", place, wrong, "Write a whole number, or leave the cell blank")
    cases = total(audit)
    if cases is not None and audit.done is not None and cases != audit.done:
        wrong = f"has grades of {many(cases, 'case')}, and {audit.done} audited"
        yield Finding("error", place, wrong, "Correct the grades or the number of cases", contradicts=True)
    elif cases and audit.done is None:
        wrong = f"has grades of {many(cases, 'case')}, and does not say how many were audited"
        yield Finding("warning", place, wrong, f"Fill in {row.done.heading}")
    yield from _when(row, audit, place, day)
    changed = audit.changed_by_moderation
    if changed is not None and audit.done is not None and changed > audit.done:
        wrong = f"has {many(changed, 'grade')} changed by moderation, and {many(audit.done, 'case')} audited"
        yield Finding("error", place, wrong, "Correct one of the two numbers", contradicts=True)
    better = audit.better_at_re_audit
    if better is not None and audit.done is not None and better > audit.done:
        wrong = f"has {many(better, 'case')} better at re-audit, and {many(audit.done, 'case')} audited"
        yield Finding("error", place, wrong, "Correct one of the two numbers", contradicts=True)


def _when(row: AuditRow, audit: Audit, place: str, day: dt.date) -> Iterator[Finding]:
    """What its day and its numbers of cases say together."""
    if audit.day is None:
        yield Finding("warning", place, "has no day", "Give the day on which its findings were agreed")
    elif audit.day > day and audit.done:
        wrong = f"has {many(audit.done, 'case')} audited, and its day is {in_words(audit.day)}, still to come"
        yield Finding("error", place, wrong, "Correct the day or the number of cases", contradicts=True)
    elif audit.day <= day and not audit.done and not row.done.text:
        wrong = f"was planned for {in_words(audit.day)}, and no case is said to have been audited"
        yield Finding("warning", place, wrong, f"Fill in {row.done.heading}, or agree a new day")
    elif audit.done is not None and audit.planned is not None and audit.done < audit.planned and audit.day <= day:
        wrong = f"was to look at {many(audit.planned, 'case')}, and {audit.done} were audited"
        yield Finding("warning", place, wrong, "Audit the others, or say under Learning why not")


def chart(audits: Sequence[Audit], grades: Words, day: dt.date) -> Chart | None:
    """Cases by grade, a round a category, the oldest first; None while nothing is graded."""
    shown = sorted(
        (audit for audit in audits if held(audit, day) and total(audit)), key=lambda audit: audit.day or dt.date.min
    )
    if not shown:
        return None
    categories = tuple(", ".join(filter(None, [audit.theme, _month(audit)])) for audit in shown)
    return chart_of_grades("audit_grades", "Cases audited, by grade", categories, [one.grades for one in shown], grades)


def chart_of_grades(
    key: str, title: str, categories: tuple[str, ...], counts: Sequence[Grades], grades: Words
) -> Chart:
    """Cases by grade, a category for each of the counts."""
    series = tuple(Series(grade, tuple(_float(count[grade]) for count in counts)) for grade in grades)
    words = "; ".join(f"{name}: {grades_in_words(count)}" for name, count in zip(categories, counts, strict=True))
    return Chart(key, title, categories, series, f"{words}.")


def _month(audit: Audit) -> str:
    return f"{audit.day:%B %Y}" if audit.day else ""


def _float(count: int | None) -> float | None:
    return None if count is None else float(count)
