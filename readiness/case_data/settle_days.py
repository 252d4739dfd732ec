"""Settles days that can be read two ways: whether the day or the month stands first, for a whole column or file.

Looked into only where a text was no day when read with the day first, so that clean extracts cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from readiness.case_data.column_mapping import Plan
from readiness.case_data.ingest_state import IngestState
from readiness.case_data.load import RawTexts
from readiness.case_data.values import NOT_A_DATE, days_month_first, sql_type
from readiness.foundation.database import sql_name

_APART, _YEAR = "[/.-]", "(\\d{4}|\\d{2})(\\D|$)"
_TO_12, _FROM_13 = "(0?[1-9]|1[0-2])", "(1[3-9]|2\\d|3[01])"
DAY_FIRST = f"^\\s*{_FROM_13}{_APART}{_TO_12}{_APART}{_YEAR}"
MONTH_FIRST = f"^\\s*{_TO_12}{_APART}{_FROM_13}{_APART}{_YEAR}"
EITHER = f"^\\s*{_TO_12}{_APART}{_TO_12}{_APART}{_YEAR}"
TWO_FIGURES = "^\\s*\\d{1,2}[/. -](\\d{1,2}|[A-Za-z]{3,9})[/. -]\\d{2}(\\D|$)"
AS_DATES = "Write days as 2026-01-31 or 31/01/2026"

# Why a text is no day, the likeliest first: a test of the text, what is wrong, what to do.
WHY_NOT = (
    (f"regexp_matches(t, '{TWO_FIGURES}')", "the year has two figures", "Write years in full, as 31/01/2026"),
    (
        f"regexp_matches(t, '{MONTH_FIRST}')",
        "the month stands first in this day and last in others, so neither can be trusted",
        AS_DATES,
    ),
    (
        "regexp_full_match(t, '\\s*\\d+([.]\\d+)?\\s*')",
        "a bare number and not a date",
        "Give the column a date format before you export it",
    ),
)
NOT_A_DAY = ("not a date", "Write dates as 2026-01-31 or 31/01/2026")


@dataclass(frozen=True)
class _Order:
    """How many texts of a column can only have the day first, only the month, or either."""

    column: str
    day_first: int
    month_first: int
    either: int


def date_columns(plan: Plan) -> list[str]:
    """The columns of days that some heading fills."""
    return [
        column
        for column, reading in plan.readings.items()
        if sql_type(reading) == "date" and plan.positions.get(column) is not None
    ]


@contextmanager
def texts_of_days(state: IngestState, name: str, source: RawTexts) -> Iterator[str]:
    """A relation with the texts of every column of days, row for row as the table stands."""
    texts = sql_name(f"texts of {name}")
    cells = ", ".join(f"c{state.plans[name].positions[column]}" for column in date_columns(state.plans[name]))
    state.store.read(f"create or replace temp table {texts} as select {cells} from {source.sql}", *source.files)
    yield texts
    state.store.run(f"drop table {texts}")


def settle_days(state: IngestState, name: str, failing: Sequence[str], texts: str) -> None:
    """Reads columns month first whose days can only be meant so, and tells it.

    ``texts`` is a relation with the texts of every column of days, row for row as the table stands.
    """
    if not any(order.month_first for order in _orders(state, name, failing, texts)):
        return
    orders = _orders(state, name, date_columns(state.plans[name]), texts)
    of_the_file = {order.column for order in orders if order.month_first and not order.day_first}
    if not any(order.day_first for order in orders):
        of_the_file |= {order.column for order in orders if order.either}
    table = sql_name(name)
    for order in orders:
        if order.column in of_the_file:
            days = days_month_first(order.column, state.plans[name], texts)
            read = f"{sql_name(order.column)} = days.v from ({days}) as days"
            state.store.run(f"update {table} set {read} where {table}.rowid = days.r")
            wrong = "the month stands first in these days, and they were read so"
            count = order.month_first + order.either
            state.tell("warning", state.column_place(name, order.column), wrong, AS_DATES, count)
        elif order.either and not order.day_first:
            wrong = "these days can be read two ways, and other columns have both; the day was taken to stand first"
            state.tell("error", state.column_place(name, order.column), wrong, AS_DATES, order.either)


def _orders(state: IngestState, name: str, columns: Iterable[str], texts: str) -> list[_Order]:
    positions = {column: state.plans[name].positions[column] for column in columns}
    patterns = (DAY_FIRST, MONTH_FIRST, EITHER)
    counts = ", ".join(
        f"count(*) filter (regexp_matches(c{position}, '{pattern}'))"
        for position in positions.values()
        for pattern in patterns
    )
    found = state.store.row(f"select {counts} from {texts}") if positions else ()
    return [_Order(column, *found[3 * at : 3 * at + 3]) for at, column in enumerate(positions)]


def reasons(state: IngestState, name: str, column: str, texts: str) -> dict[tuple[str, str], list[int]]:
    """The rows of a column that hold no day, by why not and what to do."""
    position = state.plans[name].positions[column]
    tests = " ".join(f"when {test} then {number}" for number, (test, _, _) in enumerate(WHY_NOT))
    query = (
        f"select r, case {tests} else -1 end from (select whole.rowid as r, texts.c{position} as t "
        f"from {sql_name(name)} as whole join {texts} as texts on texts.rowid = whole.rowid "
        f"where whole.{sql_name(column)} = {NOT_A_DATE}) order by r"
    )
    by_reason: dict[tuple[str, str], list[int]] = {}
    for row, number in state.store.rows(query):
        wrong_and_do = WHY_NOT[number][1:] if number >= 0 else NOT_A_DAY
        by_reason.setdefault(wrong_and_do, []).append(row)
    return by_reason
