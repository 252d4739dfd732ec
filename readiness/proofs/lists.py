"""Runs the proofs of lists: case data, drawn, and the rows that are listed and left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from readiness.foundation.database import Store
from readiness.lists.make import make_list
from readiness.lists.model import ListResult
from readiness.proofs.text_tables import Asked, Ground, draw, ingest_drawn
from readiness.specification.model import Annex, Proof

NO_ROWS = "no rows"
NONE_LEFT_OUT = "-"


def list_proof(store: Store, drawn: Proof, ground: Ground, name: str) -> Asked:
    """Puts what is drawn into the store; how the list then differs can be asked of any wording of its query."""
    intake = ingest_drawn(store, drawn, ground)

    def differs(worded: Annex) -> Iterator[str]:
        as_worded = ground.annex.model_copy(update={"sql": worded.sql})
        result = make_list(store, as_worded, name, ground.scope, intake)
        yield from _rows_differ(drawn.then, result)
        yield from _reasons_differ(drawn.left_out, result)
        yield from _told_differs(drawn.tells, result)

    return differs


def _rows_differ(then: str, result: ListResult) -> Iterator[str]:
    """Rows drawn and not listed, and rows listed and not drawn; only the drawn columns are compared."""
    if not then:
        return
    headings, drawn = ([], []) if then.strip() == NO_ROWS else draw(then)
    names = [column.name for column in result.columns]
    positions = [names.index(heading) for heading in headings]
    expected = sorted([*map(_shown, drawn)])
    if not headings:
        if result.rows:
            yield f"there are {len(result.rows)} rows and should be none"
        return
    listed = sorted(_shown([row[position] for position in positions]) for row in result.rows)
    for row in expected:
        if expected.count(row) > listed.count(row):
            yield f"should be listed and is not: {row}"
    for row in listed:
        if listed.count(row) > expected.count(row):
            yield f"is listed and should not be: {row}"


def _reasons_differ(left_out: str, result: ListResult) -> Iterator[str]:
    if not left_out:
        return
    expected = sorted(_shown(row) for row in draw(left_out)[1])
    given = sorted(_shown([reason.reason, reason.rows]) for reason in result.left_out)
    if expected != given:
        yield f"left out should be {'; '.join(expected) or NONE_LEFT_OUT}, and is {'; '.join(given) or NONE_LEFT_OUT}"


def _told_differs(tells: Mapping[str, int], result: ListResult) -> Iterator[str]:
    told = {column.name: " ".join(column.told) for column in result.columns}
    for column, count in tells.items():
        if not told.get(column, "").endswith(f": {count:,}."):
            yield f"{column} should tell of {count} rows, and tells: {told.get(column) or NONE_LEFT_OUT}"


def _shown(row: object) -> str:
    cells = ["" if cell is None else cell.isoformat() if isinstance(cell, dt.date) else str(cell) for cell in row]  # type: ignore[attr-defined]
    return " | ".join(cells)
