"""Rounds of case audits as the register has them: what was planned, done and graded, and what does not add up there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from readiness.evaluation.model import Audit, Finding
from readiness.evaluation.parse_citations import themes_in
from readiness.files.cells import quoted
from readiness.foundation.chart import Chart, Series
from readiness.foundation.normalise import plain
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many
from readiness.register.read import RegisterRow
from readiness.specification.base import Words
from readiness.specification.frameworks import RegisterSheet

COUNTS = ("planned", "done", "changed_by_moderation", "better_at_re_audit")
NUMBER = "number"


def graded_in(sheet: RegisterSheet, grades: Words) -> dict[str, str]:
    """Which column of the sheet counts cases of each grade, in the order of the grades; empty where none does."""
    headed = {
        plain(heading): name
        for name, column in sheet.columns.items()
        if column.type == NUMBER and name not in COUNTS
        for heading in (column.heading, *column.also_headed)
    }
    return {grade: headed.get(plain(grade), "") for grade in grades}


def audit(row: RegisterRow, areas: Mapping[str, str], graded: Mapping[str, str]) -> Audit:
    """A round of audits. ``areas`` are short titles by key, with one for what bears on all."""
    return Audit(
        theme=row.text("theme"),
        area=areas.get(row.choice("area"), areas[""]),
        day=row.day("day"),
        planned=_whole(row, "planned"),
        done=_whole(row, "done"),
        grades={grade: _whole(row, name) if name else None for grade, name in graded.items()},
        changed_by_moderation=_whole(row, "changed_by_moderation"),
        better_at_re_audit=_whole(row, "better_at_re_audit"),
        learning=row.text("learning"),
        themes=themes_in(row.text("themes")),
        owner=row.text("owner"),
    )


def _whole(row: RegisterRow, name: str) -> int | None:
    """A number of cases; None where the cell is blank or holds what cannot be one."""
    number = row.number_in(name)
    return int(number) if number is not None and number >= 0 and number.denominator == 1 else None


def held(audit: Audit, day: dt.date) -> bool:
    """Whether a round has been done by a day."""
    return bool(audit.done) and (audit.day is None or audit.day <= day)


def total(audit: Audit) -> int | None:
    """How many cases have a grade; None where none was graded."""
    counts = [count for count in audit.grades.values() if count is not None]
    return sum(counts) if counts else None


def in_grades(audit: Audit) -> str:
    """The grades in words: "2 Outstanding, 9 Good"; empty where there are none."""
    return ", ".join(f"{count} {grade}" for grade, count in audit.grades.items() if count)


def amiss(row: RegisterRow, audit: Audit, graded: Mapping[str, str], day: dt.date) -> Iterator[Finding]:
    """What does not hold in a round of audits."""
    about = f"Audit in row {row.number}, {quoted(audit.theme)}"
    for name in (*COUNTS, *filter(None, graded.values())):
        if row.number_in(name) is not None and _whole(row, name) is None:
            wrong = f"has {quoted(row.text(name))} under {row.headings[name]}, which is no number of cases"
            yield Finding("error", about, wrong, "Write a whole number, or leave the cell blank")
    cases = total(audit)
    if cases is not None and audit.done is not None and cases != audit.done:
        wrong = f"has grades of {many(cases, 'case')}, and {audit.done} audited"
        yield Finding("error", about, wrong, "Correct the grades or the number of cases", contradicts=True)
    elif cases and audit.done is None:
        wrong = f"has grades of {many(cases, 'case')}, and does not say how many were audited"
        yield Finding("warning", about, wrong, f"Fill in {row.headings['done']}")
    yield from _when(row, audit, about, day)
    changed = audit.changed_by_moderation
    if changed is not None and audit.done is not None and changed > audit.done:
        wrong = f"has {many(changed, 'grade')} changed by moderation, and {many(audit.done, 'case')} audited"
        yield Finding("error", about, wrong, "Correct one of the two numbers", contradicts=True)


def _when(row: RegisterRow, audit: Audit, about: str, day: dt.date) -> Iterator[Finding]:
    """What its day and its numbers of cases say together."""
    if audit.day is None:
        yield Finding("warning", about, "has no day", "Give the day on which its findings were agreed")
    elif audit.day > day and audit.done:
        wrong = f"has {many(audit.done, 'case')} audited, and its day is {in_words(audit.day)}, still to come"
        yield Finding("error", about, wrong, "Correct the day or the number of cases", contradicts=True)
    elif audit.day <= day and not audit.done and not row.text("done"):
        wrong = f"was planned for {in_words(audit.day)}, and no case is said to have been audited"
        yield Finding("warning", about, wrong, f"Fill in {row.headings['done']}, or agree a new day")
    elif audit.done is not None and audit.planned is not None and audit.done < audit.planned and audit.day <= day:
        wrong = f"was to look at {many(audit.planned, 'case')}, and {audit.done} were audited"
        yield Finding("warning", about, wrong, "Audit the others, or say under Learning why not")


def chart(audits: Sequence[Audit], grades: Words, day: dt.date) -> Chart | None:
    """Cases by grade, a round a category, the oldest first; None while nothing is graded."""
    shown = sorted(
        (each for each in audits if held(each, day) and total(each)), key=lambda each: each.day or dt.date.min
    )
    if not shown:
        return None
    categories = tuple(", ".join(filter(None, [each.theme, _month(each)])) for each in shown)
    series = tuple(Series(grade, tuple(_float(each.grades[grade]) for each in shown)) for grade in grades)
    words = "; ".join(f"{category}: {in_grades(each)}" for category, each in zip(categories, shown, strict=True))
    return Chart("audit_grades", "Cases audited, by grade", categories, series, f"{words}.")


def _month(audit: Audit) -> str:
    return f"{audit.day:%B %Y}" if audit.day else ""


def _float(count: int | None) -> float | None:
    return None if count is None else float(count)
