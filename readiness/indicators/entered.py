"""The figures, targets and commentary that people enter in the register for indicators, read and looked through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from readiness.foundation.errors import Mistake, SourceError
from readiness.indicators.commentary import read_commentary
from readiness.indicators.count import Point
from readiness.indicators.match_name import rows_by_kpi
from readiness.indicators.model import Commentary, Figure, FigurePeriod, tenths
from readiness.register.rows import RegisterRows
from readiness.register.sheet_rows import EnteredPeriod, InputRow, TargetRow
from readiness.specification.indicator import KpiPage
from readiness.specification.model import Annex

PERIODS: Mapping[EnteredPeriod, FigurePeriod] = {
    "snapshot": "snapshot",
    "month": "month",
    "year_to_date": "year to date",
    "rolling_year": "rolling year",
}
PER = {"percent": 100, "rate": 10_000, "average": 1, "count": 1}


@dataclass(frozen=True)
class Entered:
    """What the register says of one indicator: its figures by day and period, its owner, its targets.

    ``commentary`` is in the order in which it is to be read: by day, and as the rows stand.
    """

    figures: Mapping[Point, Figure]
    owner: str = ""
    minimum: Fraction | None = None
    upper: Fraction | None = None
    agreed_on: dt.date | None = None
    reviewed_by: str = ""
    next_review: dt.date | None = None
    differences: tuple[str, ...] = ()
    commentary: tuple[Commentary, ...] = ()


NOTHING_ENTERED = Entered({})


def read_entries(annex: Annex, rows: RegisterRows) -> dict[str, Entered]:
    """What the register says, by indicator. Raises SourceError with every mistake."""
    mistakes: list[Mistake] = []
    inputs = rows_by_kpi(rows.kpi_inputs, annex.kpis, mistakes)
    targets = rows_by_kpi(rows.indicators, annex.kpis, mistakes)
    entries = {}
    remarks = rows_by_kpi(rows.commentary, annex.kpis, mistakes)
    for name in inputs.keys() | targets.keys() | remarks.keys():
        page = annex.kpis[name]
        figures = _figures(page, inputs.get(name, ()), mistakes)
        differences = tuple(_differences(page, inputs.get(name, ())))
        entries[name] = Entered(figures, differences=differences, commentary=read_commentary(remarks.get(name, ())))
        for row in targets.get(name, ()):
            mistakes += _wrong_targets(page, row)
            entries[name] = _with_targets(entries[name], row)
    if mistakes:
        raise SourceError(*mistakes)
    return entries


def _with_targets(entry: Entered, row: TargetRow) -> Entered:
    """What is entered for an indicator, with what its own row says."""
    return replace(
        entry,
        owner=row.owner.text,
        minimum=row.minimum.number,
        upper=row.upper.number,
        agreed_on=row.agreed_on.day,
        reviewed_by=row.reviewed_by.text,
        next_review=row.next_review.day,
    )


def _wrong_targets(page: KpiPage, row: TargetRow) -> Iterator[Mistake]:
    """What is wrong with the targets in a row."""
    minimum, upper = row.minimum.number, row.upper.number
    if minimum is None and upper is None:
        return
    if minimum is None or upper is None:
        blank = row.minimum if minimum is None else row.upper
        yield Mistake(blank.place, "is blank", "Give both targets, or neither")
        return
    fractions = [cell for cell in (row.minimum, row.upper) if 0 < (cell.number or 0) < 1]
    if page.unit == "percent" and fractions:
        wrong = "reads as less than one per cent, as a cell that is formatted as a percentage does"
        yield from (Mistake(cell.place, wrong, "Write 89.5 for 89.5 per cent") for cell in fractions)
    elif page.direction == "neither" or page.unit == "count":
        yield Mistake(row.minimum.place, f"{page.ref} is not rated and has no targets", "Clear both")
    elif minimum != upper and (minimum > upper) == (page.direction == "higher"):
        better = "more" if page.direction == "higher" else "less"
        wrong = f"the targets are the wrong way round: of {page.ref}, {better} is better"
        yield Mistake(row.minimum.place, wrong, "Look at both")


def _figures(page: KpiPage, rows: Sequence[InputRow], mistakes: list[Mistake]) -> dict[Point, Figure]:
    """The figures entered for an indicator, by day and period."""
    figures: dict[Point, Figure] = {}
    for row in rows:
        mistakes += _amiss(page, row)
        figure = _figure(page, row)
        point = figure.as_at, figure.period
        if point in figures:
            wrong = f"{page.ref} has a figure {figure.basis} already, in {figures[point].entered_in}"
            mistakes.append(Mistake(row.indicator.place, wrong, "Keep one of the two rows"))
        figures[point] = figure
    return figures


def _differences(page: KpiPage, rows: Sequence[InputRow]) -> Iterator[str]:
    """Where a row's value is not what its numerator and denominator make, a sentence each."""
    for row in rows:
        value, figure = row.value.number, _figure(page, row)
        if value is None or figure.numerator is None or figure.value is None:
            continue
        if tenths(value) != tenths(figure.value):
            given = f"{figure.entered_in} gives {figure.unit_of(value)}"
            yield f"{page.ref} {page.title}: {given}, and its numerator and denominator make {figure.shown}."


def _amiss(page: KpiPage, row: InputRow) -> Iterator[Mistake]:
    """What is wrong with a row of KPI inputs."""
    numerator, denominator, value = row.numerator.number, row.denominator.number, row.value.number
    if numerator is None and value is None:
        yield Mistake(row.value.place, "is blank, and so is the numerator", "Give one of them, or clear the whole row")
    if page.unit == "count":
        return
    if numerator is not None and denominator is None:
        yield Mistake(row.denominator.place, "is blank", "Say out of how many, or give the value alone")
    if denominator is not None and denominator <= 0:
        yield Mistake(row.denominator.place, "must be more than nought", "Say out of how many")
    elif page.unit == "percent" and numerator is not None and denominator is not None and numerator > denominator:
        yield Mistake(row.numerator.place, "is more than the denominator", "Look at both")
    if page.unit == "percent" and value is not None and numerator is None and 0 < value <= 1:
        do = "Write 89.5 for 89.5 per cent, in a cell that is not formatted as a percentage; or give its counts"
        yield Mistake(row.value.place, "reads as one per cent or less", do)


def _figure(page: KpiPage, row: InputRow) -> Figure:
    numerator, denominator, value = row.numerator.number, row.denominator.number, row.value.number
    counts = page.unit == "count"
    if numerator is not None and (counts or denominator):
        value = numerator if counts else numerator * PER[page.unit] / (denominator or 1)
    else:
        numerator = denominator = None
    return Figure(
        unit=page.unit,
        as_at=row.as_at.day or dt.date.min,
        period=PERIODS[row.period.key] if row.period.key else page.period,
        origin="register",
        value=value,
        numerator=numerator,
        denominator=None if counts else denominator,
        entered_in=row.place,
    )
