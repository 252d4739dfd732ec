"""What may be told of an authority to the others: nothing that its own publication would leave out."""

from __future__ import annotations

import re

import pytest
from publishable import LIMITS, a_figure, a_scorecard, an_indicator

from readiness.disclosure.figures import published_scorecard
from readiness.indicators.model import Unit
from readiness.region.member import per_thousand, region_figures
from readiness.region.model import RegionFigure
from readiness.specification.model import Annex

FEW = [*range(1, LIMITS.smallest)]


def told(annex: Annex, numerator: int, denominator: int | None, unit: Unit = "percent") -> RegionFigure:
    name = next(iter(annex.kpis))
    indicator = an_indicator(a_figure(numerator, denominator, unit))
    scorecard = a_scorecard(indicator)
    named = annex.model_copy(update={"kpis": {indicator.name: annex.kpis[name]}})
    (figure,) = region_figures(named, published_scorecard(scorecard, LIMITS, frozenset()))
    return figure


@pytest.mark.parametrize("few", FEW)
def test_no_figure_of_few_is_told(few: int, annex: Annex) -> None:
    for figure in (told(annex, few, 200), told(annex, 200 - few, 200), told(annex, few, None, "count")):
        assert (figure.value, figure.shown, figure.cell) == (None, "suppressed", "suppressed")
        assert figure.why_not == "it is too small to print"


def test_a_figure_is_told_as_it_would_be_published(annex: Annex) -> None:
    figure = told(annex, 61, 202)
    assert (figure.shown, figure.cell, figure.why_not) == ("30%", 30.0, "")
    assert not {"61", "60", "202", "200"} & {*re.findall(r"\d+", repr(figure))}, "no count is in it"
    assert told(annex, 0, 202).cell == 0.0


@pytest.mark.parametrize("few", FEW)
def test_no_rate_of_few_findings_is_told(few: int) -> None:
    assert per_thousand(few, 5_000, LIMITS) == "suppressed"


def test_findings_are_told_a_thousand_rows() -> None:
    assert per_thousand(0, 5_000, LIMITS) == 0.0
    assert per_thousand(52, 4_998, LIMITS) == 10.0, "50 of 5,000"
    assert per_thousand(0, 3, LIMITS) == "suppressed"
    assert per_thousand(0, 0, LIMITS) == "no rows"
