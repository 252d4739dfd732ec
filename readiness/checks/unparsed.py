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
    asked: dict[tuple[str, str], set[int]] = {}
    for cause in causes:
        for column in cause.columns:
            if cause.about in annex.lists and column in annex.lists[cause.about].columns:
                asked.setdefault((cause.about, column), set()).update(cause.rows)
    for (name, column), rows in asked.items():
        value = sql_name(column)
        query = (
            f"select was.{ROW}, was.{value} from {name}{FOUND} as was join {name} as this on this.{ROW} = was.{ROW} "
        )
        query += f"where this.{value} is null and was.{value} is not null"
        texts |= {(name, column, row): text for row, text in store.rows(query) if row in rows}
    return texts
