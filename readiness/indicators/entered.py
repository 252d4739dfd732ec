"""The figures and targets that people enter in the register for indicators, read and looked through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from readiness.foundation.errors import Mistake, SourceError
from readiness.indicators.count import Point
from readiness.indicators.match_name import rows_by_kpi
from readiness.indicators.model import Figure, Period, tenths
from readiness.register.read import Register, RegisterRow
from readiness.specification.indicator import KpiPage
from readiness.specification.model import Annex

PERIODS: Mapping[str, Period] = {
    "snapshot": "snapshot",
    "month": "month",
    "year_to_date": "year to date",
    "rolling_year": "rolling year",
}
PER = {"percent": 100, "rate": 10_000, "average": 1, "count": 1}


@dataclass(frozen=True)
class Said:
    """What the register says of one indicator: its figures by day and period, its owner, its targets."""

    figures: Mapping[Point, Figure]
    owner: str = ""
    minimum: Fraction | None = None
    upper: Fraction | None = None
    agreed_on: dt.date | None = None
    reviewed_by: str = ""
    next_review: dt.date | None = None
    differences: tuple[str, ...] = ()


NOTHING = Said({})


def read_entries(annex: Annex, register: Register) -> dict[str, Said]:
    """What the register says, by indicator. Raises SourceError with every mistake."""
    mistakes: list[Mistake] = []
    inputs = rows_by_kpi(register.rows("kpi_inputs"), annex.kpis, mistakes)
    abouts = rows_by_kpi(register.rows("indicators"), annex.kpis, mistakes)
    said = {}
    for name in inputs.keys() | abouts.keys():
        page = annex.kpis[name]
        figures = _figures(page, inputs.get(name, ()), mistakes)
        differences = tuple(_differences(page, inputs.get(name, ())))
        said[name] = Said(figures, differences=differences)
        for row in abouts.get(name, ()):
            said[name] = _said(page, said[name], row, mistakes)
    if mistakes:
        raise SourceError(*mistakes)
    return said


def _said(page: KpiPage, said: Said, row: RegisterRow, mistakes: list[Mistake]) -> Said:
    """What is said of an indicator, with what its own row says."""
    minimum, upper = row.number_in("minimum"), row.number_in("upper")
    if (minimum is None) != (upper is None):
        blank = "minimum" if minimum is None else "upper"
        mistakes.append(Mistake(row.place(blank), "is blank", "Give both targets, or neither"))
    elif minimum is not None and upper is not None:
        fractions = [name for name, its in (("minimum", minimum), ("upper", upper)) if 0 < its < 1]
        if page.unit == "percent" and fractions:
            wrong = "reads as less than one per cent, as a cell that is formatted as a percentage does"
            mistakes += (Mistake(row.place(name), wrong, "Write 89.5 for 89.5 per cent") for name in fractions)
        elif page.direction == "neither" or page.unit == "count":
            mistakes.append(Mistake(row.place("minimum"), f"{page.ref} is not rated and has no targets", "Clear both"))
        elif minimum != upper and (minimum > upper) == (page.direction == "higher"):
            better = "more" if page.direction == "higher" else "less"
            wrong = f"the targets are the wrong way round: of {page.ref}, {better} is better"
            mistakes.append(Mistake(row.place("minimum"), wrong, "Look at both"))
    return replace(
        said,
        owner=row.text("owner"),
        minimum=minimum,
        upper=upper,
        agreed_on=row.day("agreed_on"),
        reviewed_by=row.text("reviewed_by"),
        next_review=row.day("next_review"),
    )


def _figures(page: KpiPage, rows: Sequence[RegisterRow], mistakes: list[Mistake]) -> dict[Point, Figure]:
    """The figures entered for an indicator, by day and period."""
    its: dict[Point, Figure] = {}
    for row in rows:
        mistakes += (Mistake(row.place(column), wrong, do) for column, wrong, do in _amiss(page, row))
        figure = _figure(page, row)
        point = figure.as_at, figure.period
        if point in its:
            wrong = f"{page.ref} has a figure {figure.basis} already, in {its[point].entered_in}"
            mistakes.append(Mistake(row.place("indicator"), wrong, "Keep one of the two rows"))
        its[point] = figure
    return its


def _differences(page: KpiPage, rows: Sequence[RegisterRow]) -> Iterator[str]:
    """Where a row's value is not what its numerator and denominator make, a sentence each."""
    for row in rows:
        value, figure = row.number_in("value"), _figure(page, row)
        if value is None or figure.numerator is None or figure.value is None:
            continue
        if tenths(value) != tenths(figure.value):
            given = f"{figure.entered_in} gives {figure.unit_of(value)}"
            yield f"{page.ref} {page.title}: {given}, and its numerator and denominator make {figure.shown}."


def _amiss(page: KpiPage, row: RegisterRow) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a row of KPI inputs: in which column, what, and what to do."""
    numerator, denominator, value = (row.number_in(column) for column in ("numerator", "denominator", "value"))
    if numerator is None and value is None:
        yield "value", "is blank, and so is the numerator", "Give one of them, or clear the whole row"
    if page.unit == "count":
        return
    if numerator is not None and denominator is None:
        yield "denominator", "is blank", "Say out of how many, or give the value alone"
    if denominator is not None and denominator <= 0:
        yield "denominator", "must be more than nought", "Say out of how many"
    elif page.unit == "percent" and numerator is not None and denominator is not None and numerator > denominator:
        yield "numerator", "is more than the denominator", "Look at both"
    if page.unit == "percent" and value is not None and numerator is None and 0 < value <= 1:
        do = "Write 89.5 for 89.5 per cent, in a cell that is not formatted as a percentage; or give its counts"
        yield "value", "reads as one per cent or less", do


def _figure(page: KpiPage, row: RegisterRow) -> Figure:
    numerator, denominator, value = (row.number_in(column) for column in ("numerator", "denominator", "value"))
    counts = page.unit == "count"
    if numerator is not None and (counts or denominator):
        value = numerator if counts else numerator * PER[page.unit] / (denominator or 1)
    else:
        numerator = denominator = None
    return Figure(
        unit=page.unit,
        as_at=row.day("as_at") or dt.date.min,
        period=PERIODS[row.choice("period")] if row.choice("period") else page.period,
        origin="register",
        value=value,
        numerator=numerator,
        denominator=None if counts else denominator,
        entered_in=f"{row.sheet}, row {row.number}",
    )
