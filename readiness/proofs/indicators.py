"""Runs the proofs of indicators: case data or rows of a list, drawn, and the figure that they give."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.foundation.database import Store
from readiness.foundation.errors import ReadinessError
from readiness.indicators.count import count_on
from readiness.indicators.model import Figure, plain_number, tenths
from readiness.indicators.scorecard import figure_of
from readiness.lists.make import make_list, set_scene
from readiness.proofs.text_tables import code_maps, ingest_drawn, proof_scope, settle_drawn
from readiness.specification.model import Annex, Proof
from readiness.specification.read import with_answers

NOTHING = "nothing"


def gives_differs(drawn: Proof, annex: Annex, name: str) -> Iterator[str]:
    """How the figure of an indicator differs from what is drawn."""
    page = annex.kpis[name]
    try:
        drawn_scope = proof_scope(drawn, annex)
        drawn_annex = with_answers(annex, drawn_scope.answers)
        with Store() as store:
            maps = code_maps(drawn)
            set_scene(store, drawn_annex, drawn_scope, maps)
            if drawn.lists:
                settle_drawn(store, drawn_annex, drawn, maps)
            else:
                intake = ingest_drawn(store, drawn_annex, drawn, maps)
                if page.counts_rows_of:
                    make_list(store, drawn_annex, page.counts_rows_of, drawn_scope, intake)
            (counted,) = count_on(store, drawn_annex, drawn.inspection_day, {page.period: [name]}).values()
    except ReadinessError as error:
        yield from map(str, error.mistakes)
        return
    given = _as_drawn(figure_of(page, counted), " of " in drawn.gives)
    if given != drawn.gives.strip():
        yield f"should give {drawn.gives.strip()}, and gives {given}"


def _as_drawn(figure: Figure, as_counts: bool) -> str:
    """A figure as proofs draw it: "2 of 3", "4", "31.5" or "nothing"."""
    if figure.value is None:
        return NOTHING
    if as_counts:
        return figure.counts
    return plain_number(figure.value) if figure.unit == "count" else str(tenths(figure.value))
