"""The key of each row of a list that was made, and why raw rows are not listed, from the list's own query."""

from __future__ import annotations

from readiness.foundation.database import Store, sql_name
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.lists.changes import KeyedList
from readiness.lists.model import ListResult, Row
from readiness.lists.outcomes import REASON
from readiness.specification.model import Annex


def keyed_list(store: Store, annex: Annex, result: ListResult) -> KeyedList:
    """The list with its keys: the columns of which it has one row each. Raises SpecificationError."""
    if result.left_empty:
        return KeyedList(result, (), {})
    page, place, keyed = annex.lists[result.name], f"annex_a/lists/{result.name}.sql", f"{result.name}_keyed"
    store.specified(place, f"create or replace temp table {keyed} as {annex.sql[result.name]}")
    grain = ", ".join(map(sql_name, page.one_row_per))
    order = ", ".join(sql_name(column) for column in dict.fromkeys([*page.columns, *page.one_row_per]))
    listed_rows = f"select *, row_number() over (order by {order}) as place from {keyed} where {REASON} is null"
    keys = tuple(store.rows(f"select {grain} from ({listed_rows}) order by place"))
    if len(keys) != len(result.rows):
        raise SpecificationError(Mistake(place, "gives other rows each time it is run", "Give its rows an order"))
    reasons: dict[Row, tuple[str, ...]] = {}
    counted = f"select {grain}, {REASON}, count(*) as rows from {keyed} where {REASON} is not null group by all"
    for *key, reason, _ in store.rows(f"{counted} order by rows desc, {REASON}"):
        reasons[tuple(key)] = (*reasons.get(tuple(key), ()), reason)
    return KeyedList(result, keys, reasons)
