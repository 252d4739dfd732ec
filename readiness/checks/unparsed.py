"""What stood in cells that rules point at and that read as nothing."""

from __future__ import annotations

from collections.abc import Iterable

from readiness.checks.model import BrokenRule
from readiness.foundation.database import Store, sql_name
from readiness.lists.in_store import ROW
from readiness.lists.model import FOUND
from readiness.specification.model import Annex


def unread_texts(store: Store, annex: Annex, causes: Iterable[BrokenRule]) -> dict[tuple[str, str, int], str]:
    """By list, column and row: what stood in cells that broken rules point at and that read as nothing."""
    texts: dict[tuple[str, str, int], str] = {}
    asked: dict[str, dict[str, set[int]]] = {}
    for cause in causes:
        for column in cause.columns:
            if cause.about in annex.lists and column in annex.lists[cause.about].columns:
                asked.setdefault(cause.about, {}).setdefault(column, set()).update(cause.rows)
    for name, columns in asked.items():
        unread = [f"case when this.{value} is null then was.{value} end" for value in map(sql_name, columns)]
        query = f"select was.{ROW}, {', '.join(unread)} from {name}{FOUND} as was "
        query += f"join {name} as this on this.{ROW} = was.{ROW} where coalesce({', '.join(unread)}) is not null"
        for row, *found in store.rows(query):
            for (column, rows), text in zip(columns.items(), found, strict=True):
                if text is not None and row in rows:
                    texts[name, column, row] = text
    return texts
