"""Counts what indicators are made of: on the inspection day, at earlier month ends and at the end of last year.

Every figure is counted in one relation with plain conditions. For an earlier day the lists are made again as at that
day, from the case data of today. Rating, targets and what the register says are scorecard's.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from readiness.authority.choices import Scope
from readiness.authority.inspection import periods
from readiness.case_data.model import CaseDataAccount
from readiness.foundation.database import Store, sql_name, words_in
from readiness.foundation.dates import first_day_of, month_ends, year_end_before
from readiness.foundation.errors import ReadinessError
from readiness.foundation.statements import made_otherwise
from readiness.indicators.model import Counted, FigurePeriod
from readiness.lists.asked import why_not_of_list, why_not_of_tables
from readiness.lists.model import ListResult
from readiness.specification.indicator import KpiPage
from readiness.specification.model import Annex

MONTHS = 6
RELATIONS = ("period", "inspection", "choice", "threshold")
DAY_STANDS_IN = "inspection"  # the only relation of the scene that is another on another day
Point = tuple[dt.date, FigurePeriod]


def points(page: KpiPage, day: dt.date) -> tuple[Point, ...]:
    """The days and periods for which an indicator has figures: today, each month end and the end of last year.

    Of a year to date, the months are told each alone.
    """
    alone: FigurePeriod = "month" if page.period == "year to date" else page.period
    months = ((end, alone) for end in month_ends(day, MONTHS))
    return tuple(dict.fromkeys([(day, page.period), *months, (year_end_before(day), page.period)]))


def count(
    store: Store, annex: Annex, scope: Scope, lists: Sequence[ListResult], intake: CaseDataAccount
) -> dict[str, tuple[Counted, ...]]:
    """What every indicator counts, by name; nothing for those that are entered in the register.

    The store holds case data and lists as at the inspection day. Raises SpecificationError.
    """
    day = scope.inspection.day
    results = {result.name: result for result in lists}
    was_read = any(result.was_read for result in lists)

    def one_day_only(page: KpiPage) -> str:
        return "a workbook of lists shows one day only" if was_read else page.only_today_because

    counted: dict[str, dict[Point, Counted]] = defaultdict(dict)
    wanted: dict[dt.date, dict[FigurePeriod, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, page in annex.kpis.items():
        if not (page.counts_rows_of or name in annex.kpi_sql):
            continue
        why_not = _why_not(page, results, intake)
        for at, period in points(page, day):
            why = why_not or (one_day_only(page) if at != day else "")
            if why:
                counted[name][at, period] = Counted(at, period, why_not=why)
            else:
                wanted[at][period].append(name)

    shared = other_on_another_day(annex.shared)

    def on_day(own: Store, at: dt.date) -> dict[tuple[str, FigurePeriod], Counted]:
        if at == day:
            return count_on(own, annex, at, wanted[at])
        with own.aside(f"as_at_{at:%Y%m%d}"):
            pages = [annex.kpis[name] for names in wanted[at].values() for name in names]
            _go_back(own, annex, scope, at, pages, shared)
            return count_on(own, annex, at, wanted[at])

    for of_a_day in store.side_by_side(on_day, wanted, lambda days: f"{days} of {len(wanted)} days"):
        for (name, period), count_of in of_a_day.items():
            counted[name][count_of.day, period] = replace(count_of, from_workbook=was_read)
    return {name: tuple(counted[name][point] for point in points(annex.kpis[name], day)) for name in counted}


def _why_not(page: KpiPage, results: Mapping[str, ListResult], intake: CaseDataAccount) -> str:
    """Why nothing can be counted; empty when it can."""
    if page.counts_rows_of:
        return why_not_of_list(page.counts_rows_of, _asks_of(page), results)
    return why_not_of_tables(page.needs, intake)


def _asks_of(page: KpiPage) -> set[str]:
    """Every word of an indicator's conditions, the columns that it asks about among them."""
    return words_in(" ".join((page.denominator, page.numerator, page.adds, page.not_recorded)))


def other_on_another_day(sql: str) -> str:
    """The statements that make something else on another day, since they name the inspection or what is made of it."""
    return "".join(statement.text for statement in made_otherwise(sql, {DAY_STANDS_IN})[0])


def _go_back(store: Store, annex: Annex, scope: Scope, day: dt.date, pages: Sequence[KpiPage], shared: str) -> None:
    """Makes what queries use, and of the lists what the indicators ask about, as at an earlier day."""
    store.one_row("inspection", periods(day, annex.periods, scope.answers, annex.holidays))
    store.specified("annex_a/shared.sql", shared)
    asked: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        asked[page.counts_rows_of] |= _asks_of(page)
    for name, list_page in annex.lists.items():
        if name in asked:
            columns = [sql_name(column) for column in list_page.columns if column in asked[name]] or ["left_out"]
            query = (
                f"create table {name} as select {', '.join(columns)} from ({annex.sql[name]}\n) where left_out is null"
            )
            store.specified(f"annex_a/lists/{name}.sql", query)


def count_on(
    store: Store, annex: Annex, day: dt.date, wanted: Mapping[FigurePeriod, Sequence[str]]
) -> dict[tuple[str, FigurePeriod], Counted]:
    """What the indicators named count in each period that ends on a day, on which the store is as at.

    Those of the same list and period are asked for all together. Raises SpecificationError.
    """
    counted = {}
    for period, names in wanted.items():
        store.one_row("period", {"first_day": first_day_of(period, day), "last_day": day})
        together: dict[str, list[str]] = defaultdict(list)
        for name in names:
            together[annex.kpis[name].counts_rows_of or name].append(name)
        for relation, asked in together.items():
            source = f"(\n{annex.kpi_sql[relation]}\n)" if relation in annex.kpi_sql else relation
            for name, figures in zip(asked, _asked(store, annex, source, asked), strict=True):
                counted[name, period] = _counted(annex.kpis[name], day, period, figures)
    return counted


def _asked(store: Store, annex: Annex, source: str, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """For each indicator the rows of its denominator, what it adds up to, what it is out of, what is not recorded."""
    place = f"annex_a/kpis/{names[0]}.yaml"
    figures = [figure for name in names for figure in _figures(annex.kpis[name])]
    words = words_in(" ".join(figures))
    joins = " ".join(f"cross join {relation}" for relation in RELATIONS if relation in words)
    try:
        (row,) = store.ask(place, f"select {', '.join(figures)} from {source} as this {joins}")
    except ReadinessError:
        if len(names) == 1:
            raise
        # One of them is wrong: asked for alone, it says which.
        return [row for name in names for row in _asked(store, annex, source, [name])]
    width = len(row) // len(names)
    return [row[at : at + width] for at in range(0, len(row), width)]


def _figures(page: KpiPage) -> tuple[str, ...]:
    within = page.denominator or "true"
    met = f"sum({page.adds})" if page.adds else "count(*)"
    holds = f"({within}) and ({page.numerator})" if page.numerator else within
    unrecorded = f"count(*) filter (({within}) and ({page.not_recorded}))" if page.not_recorded else "0"
    out_of = f"(select {page.out_of} from threshold)" if page.out_of else f"count(*) filter ({within})"
    return f"{met} filter ({holds})", out_of, unrecorded


def _counted(page: KpiPage, day: dt.date, period: FigurePeriod, figures: tuple[Any, ...]) -> Counted:
    numerator, denominator, not_recorded = (Fraction(figure or 0) for figure in figures)
    if page.unit == "count":
        return Counted(day, period, numerator, None, int(not_recorded))
    return Counted(day, period, numerator, denominator, int(not_recorded))
