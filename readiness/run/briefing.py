"""What those who oversee children's services may be told: claims that hold, reviews from outside, ratings.

Chosen here once, so that slides and papers say the same. What is left out is told to the authors and not printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from readiness.evaluation.model import SelfEvaluation, Statement
from readiness.foundation.chart import Chart, Series
from readiness.foundation.phrases import listed
from readiness.indicators.model import Rating, Scorecard
from readiness.preparedness.events import EventStanding
from readiness.preparedness.model import Standing

SHOWN_RATINGS: tuple[Rating, ...] = ("green", "amber", "red")


@dataclass(frozen=True)
class Briefing:
    """What a briefing is made of. ``held`` are the rows of claims that hold, as they did before anything was left out.

    ``from_figures`` are claims that hold and rest on a figure; ``strengths`` every strength that holds, and ``others``
    those that rest on no figure. ``developments`` are all there are: nobody hides what is not good yet. ``reviews`` are
    what others came to look at since the last inspection, the oldest first. ``rating_chart`` counts indicators.
    """

    held: frozenset[int] = frozenset()
    from_figures: tuple[Statement, ...] = ()
    strengths: tuple[Statement, ...] = ()
    others: tuple[Statement, ...] = ()
    developments: tuple[Statement, ...] = ()
    left_out: tuple[Statement, ...] = ()
    reviews: tuple[EventStanding, ...] = ()
    rating_chart: Chart | None = None

    @property
    def says_anything(self) -> bool:
        """Whether there is a claim or a review to tell of."""
        return bool(self.strengths or self.from_figures or self.developments or self.reviews)


NO_BRIEFING = Briefing()


def held_in(evaluation: SelfEvaluation) -> frozenset[int]:
    """The rows of the claims that hold."""
    return frozenset(claim.row for claim in evaluation.statements if claim.holds)


def briefing_of(standing: Standing, scorecard: Scorecard, evaluation: SelfEvaluation, held: frozenset[int]) -> Briefing:
    """A briefing from what is known, or from what of it may be published. ``held`` are rows of claims that hold."""
    holding = tuple(claim for claim in evaluation.statements if claim.row in held)
    strengths = tuple(claim for claim in holding if claim.kind == "strength")
    return Briefing(
        held=held,
        from_figures=tuple(claim for claim in holding if claim.kind != "area for development" and _rests(claim)),
        strengths=strengths,
        others=tuple(claim for claim in strengths if not _rests(claim)),
        developments=evaluation.developments,
        left_out=tuple(
            claim for claim in evaluation.statements if claim.row not in held and claim.kind != "area for development"
        ),
        reviews=_reviews(standing),
        rating_chart=_rating_chart(scorecard),
    )


def _rests(claim: Statement) -> bool:
    """Whether a claim rests on a figure of the scorecard."""
    return any(evidence.indicator for evidence in claim.evidence)


def _reviews(standing: Standing) -> tuple[EventStanding, ...]:
    last = standing.last_inspection
    since = last.day if last else None
    held = [
        (event.day, event)
        for event in standing.events
        if event.day and event.day <= standing.as_at and not event.is_inspection and event.is_told
    ]
    return tuple(event for day, event in sorted(held, key=lambda pair: pair[0]) if since is None or day > since)


def _rating_chart(scorecard: Scorecard) -> Chart | None:
    """How many indicators have each rating, if any has one."""
    counts = [scorecard.counts[rating] for rating in SHOWN_RATINGS]
    if not any(counts):
        return None
    told = listed(f"{count} {rating}" for count, rating in zip(counts, SHOWN_RATINGS, strict=True))
    return Chart(
        key="indicators by rating",
        title="Indicators by rating",
        categories=tuple(rating.capitalize() for rating in SHOWN_RATINGS),
        series=(Series("Indicators", tuple(float(count) for count in counts)),),
        words=f"Indicators by rating: {told}.",
    )
