"""What a reader learns of an edition: of each count from how many to how many it may be, printed or left out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from readiness.disclosure.evaluation import counts_of, place_in
from readiness.disclosure.figures import TOO_SMALL, place_of
from readiness.disclosure.limits import PublicationLimits
from readiness.disclosure.rounded import count_of
from readiness.indicators.model import Scorecard
from readiness.run.editions import ANY, Edition, Told
from readiness.run.overview import Overview


def laxer_than(limits: PublicationLimits, edition: Edition) -> bool:
    """Whether these limits would print what an edition's own left out, or round otherwise, which tells more exactly."""
    fewer = limits.smallest < edition.smallest or limits.smallest_denominator < edition.smallest_denominator
    return fewer or limits.base != edition.base


def edition_of(published: Overview, limits: PublicationLimits) -> Edition:
    """What a reader learns of an overview that is published."""
    told = {one.place: one for one in (*_figures(published.scorecard, limits), *_audits(published, limits))}
    return Edition(
        authority=published.authority,
        day=published.scorecard.as_at,
        smallest=limits.smallest,
        smallest_denominator=limits.smallest_denominator,
        base=limits.base,
        told=tuple(told.values()),
    )


def _figures(scorecard: Scorecard, limits: PublicationLimits) -> Iterator[Told]:
    for indicator in scorecard.indicators:
        for figure in (indicator.current, indicator.last_year, *indicator.months):
            place, count = place_of(indicator.name, figure), count_of(figure)
            if figure.suppressed:
                few = figure.unit in ("count", "rate") and figure.why_not == TOO_SMALL
                yield Told(place, True, (1, limits.smallest - 1) if few else ANY)
            elif count is not None and figure.value is not None:
                of = ANY if figure.denominator is None else limits.stands_for(figure.denominator)
                yield Told(place, False, limits.stands_for(count), of)


def _audits(published: Overview, limits: PublicationLimits) -> Iterator[Told]:
    for audit in published.evaluation.audits:
        for what, count in counts_of(audit).items():
            if count is not None:
                yield Told(place_in(audit, what), False, limits.stands_for(Fraction(count)))
            elif audit.suppressed:
                yield Told(place_in(audit, what), True, ANY)
