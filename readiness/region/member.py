"""What may be told of one authority's run to the others of its region: what it might publish, and rates of findings."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from readiness.disclosure.figures import published_scorecard
from readiness.disclosure.limits import PublicationLimits, limits_of
from readiness.disclosure.suppress import is_small
from readiness.foundation.errors import Mistake, ReadinessError
from readiness.foundation.normalise import visible
from readiness.indicators.model import Figure, Indicator, Scorecard, tenths
from readiness.indicators.scorecard import score
from readiness.preparedness.model import Standing
from readiness.region.model import DocumentsReady, ListQuality, RegionFigure, RegionMember
from readiness.run.context import RunContext
from readiness.run.editions import read_editions
from readiness.run.model import Learned, Pack
from readiness.run.register_stage import register_rows, score_indicators, stand
from readiness.specification.model import Annex

PER_ROWS = 1_000  # findings are told a thousand rows
TOO_SMALL_A_COUNT = "suppressed"
WHAT_COUNTS = {  # what two authorities must say alike of an indicator, for their figures to compare
    *("unit", "direction", "period", "counts_rows_of", "needs"),
    *("denominator", "numerator", "adds", "out_of", "not_recorded", "approximates"),
}


def member_of_run(folder: Path, run: RunContext, learned: Learned) -> RegionMember:
    """What may be told of a run in an authority's folder. What cannot be known is among its mistakes.

    The run must have made lists and counted indicators.
    """
    pack = learned.pack
    if pack is None:
        raise TypeError("a region compares what was counted in lists")
    mistakes: list[Mistake] = []
    standing, scorecard, code = _from_the_register(run, learned, pack, mistakes)
    limits = limits_of(run.scope)
    figures: tuple[RegionFigure, ...] = ()
    try:
        editions = read_editions(run.workspace.output, pack.authority)
        before = frozenset().union(*(edition.left_out for edition in editions))
        figures = region_figures(run.annex, published_scorecard(scorecard, limits, before))
    except ReadinessError as error:
        mistakes += error.mistakes
        code = max(code, error.exit_code)
    return RegionMember(
        folder=folder.name,
        authority=visible(pack.authority),
        framework=pack.framework,
        day=pack.inspection.day,
        source=pack.source,
        figures=figures,
        quality=_quality(pack, limits),
        documents=_documents(standing) if standing else None,
        mistakes=tuple(mistakes),
        exit_code=code,
    )


def _from_the_register(
    run: RunContext, learned: Learned, pack: Pack, mistakes: list[Mistake]
) -> tuple[Standing | None, Scorecard, int]:
    """How ready it is and its figures; without a register that can be read, the figures that were counted alone."""
    if learned.standing and learned.scorecard:
        return learned.standing, learned.scorecard, 0
    try:
        rows = register_rows(run)
        return stand(run, rows, pack), score_indicators(run, rows, pack), 0
    except ReadinessError as error:
        mistakes += error.mistakes
        return None, score(run.annex, run.scope, pack.counted, {}, {}), error.exit_code


def region_figures(annex: Annex, published: Scorecard) -> tuple[RegionFigure, ...]:
    """The indicators' current figures. ``published`` is what the authority might publish of them."""
    return tuple(_figure(annex, indicator) for indicator in published.indicators)


def _figure(annex: Annex, indicator: Indicator) -> RegionFigure:
    now = indicator.current
    return RegionFigure(
        name=indicator.name,
        ref=indicator.ref,
        title=indicator.title,
        unit=indicator.unit,
        direction=indicator.direction,
        as_at=now.as_at,
        basis=now.basis,
        source=now.source if now.value is not None else "",
        definition=_definition(annex, indicator.name),
        value=_value(now),
        shown=now.shown,
        why_not=now.why_not if now.value is None else "",
    )


def _value(figure: Figure) -> Decimal | None:
    """The value as it is printed: a whole number of percent or of children, anything else to one place."""
    if figure.value is None:
        return None
    return Decimal(figure.value.numerator) if figure.value.denominator == 1 else tenths(figure.value)


def _definition(annex: Annex, name: str) -> str:
    """Changes with what is counted: what its page says, its query, and the list it is counted in."""
    page = annex.kpis[name]
    of_list = page.counts_rows_of
    text = (
        page.model_dump_json(include=WHAT_COUNTS),
        annex.kpi_sql.get(name),
        annex.sql.get(of_list),
        annex.shared,
    )
    return hashlib.sha256(repr(text).encode()).hexdigest()[:16]


def _quality(pack: Pack, limits: PublicationLimits) -> ListQuality:
    rows = sum(len(result.rows) for result in pack.lists)
    counts, accepted = pack.checks.counts, sum(pack.checks.accepted_counts.values())
    return ListQuality(
        errors=per_thousand(counts["error"], rows, limits),
        warnings=per_thousand(counts["warning"], rows, limits),
        accepted=per_thousand(accepted, rows, limits),
        rules=len({cause.rule for cause in pack.checks.causes if cause.severity == "error"}),
        without=tuple(result.full_title for result in pack.lists if result.left_empty or not result.tables),
        columns_lacking=len(pack.intake.lacking),
        ends_before=pack.intake.ends_before,
    )


def per_thousand(count: int, rows: int, limits: PublicationLimits) -> float | str:
    """How many a thousand rows, worked out of rounded counts; in words where that would tell of few."""
    if not rows:
        return "no rows"
    if is_small(count, limits.smallest) or rows < limits.smallest_denominator:
        return TOO_SMALL_A_COUNT
    return float(tenths(limits.nearest(Fraction(count)) * PER_ROWS / limits.nearest(Fraction(rows))))


def _documents(standing: Standing) -> DocumentsReady:
    figures = standing.figures
    return DocumentsReady(
        ready=figures["documents ready"],
        expected=figures["documents expected"],
        red=figures["documents red"],
        overdue=figures["actions overdue"],
    )
