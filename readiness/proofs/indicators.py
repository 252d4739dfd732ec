"""Runs the proofs of indicators: case data or rows of a list, drawn, and the figure that they give."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.foundation.database import Store
from readiness.indicators.count import count_on
from readiness.indicators.model import Figure, plain_number, tenths
from readiness.indicators.scorecard import figure_of
from readiness.lists.make import make_list
from readiness.proofs.text_tables import Asked, Ground, ingest_drawn, settle_drawn
from readiness.specification.model import Annex, Proof

NOTHING = "nothing"


def indicator_proof(store: Store, drawn: Proof, ground: Ground, name: str) -> Asked:
    """Puts what is drawn into the store; how the figure then differs can be asked of any wording of the indicator."""
    if drawn.lists:
        settle_drawn(store, drawn, ground)
    else:
        intake = ingest_drawn(store, drawn, ground)
        if listed := ground.annex.kpis[name].counts_rows_of:
            make_list(store, ground.annex, listed, ground.scope, intake)

    def differs(worded: Annex) -> Iterator[str]:
        page = worded.kpis[name]
        (counted,) = count_on(store, worded, drawn.inspection_day, {page.period: [name]}).values()
        given = _as_drawn(figure_of(page, counted), " of " in drawn.gives)
        if given != drawn.gives.strip():
            yield f"should give {drawn.gives.strip()}, and gives {given}"
        if drawn.not_recorded not in (None, counted.not_recorded):
            yield f"{drawn.not_recorded} should be not recorded, and {counted.not_recorded} are"

    return differs


def _as_drawn(figure: Figure, as_counts: bool) -> str:
    """A figure as proofs draw it: "2 of 3", "4", "31.5" or "nothing"."""
    if figure.value is None:
        return NOTHING
    if as_counts:
        return figure.counts
    return plain_number(figure.value) if figure.unit == "count" else str(tenths(figure.value))
