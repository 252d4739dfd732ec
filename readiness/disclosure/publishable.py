"""What of an overview may be published: the same without small numbers, and without what is for the team alone.

Everything that is printed of a number is worked out of counts that are rounded, and so tells no more than they do. What
earlier editions left out stays left out, and what would give it back is not made. Nought stays, and so do 0% and 100%
of enough children: they single nobody out, and the Department for Education prints noughts beside what it suppresses.
They do say something of everybody in the denominator; who finds that too much raises the limit for it.

What cannot be guarded here: what people wrote (claims, feedback, learning, causes, actions, next steps), since no one
can tell what a number in a sentence counts; and differences with what was published elsewhere. Somebody must read a
document before it is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from readiness.disclosure.editions import edition_of, laxer_than
from readiness.disclosure.evaluation import published_evaluation
from readiness.disclosure.figures import published_scorecard
from readiness.disclosure.given_back import given_back
from readiness.disclosure.limits import PublicationLimits
from readiness.disclosure.plan import published_plan
from readiness.foundation.errors import UsageError
from readiness.preparedness.memory import NOT_KNOWN
from readiness.run.briefing import briefing_of
from readiness.run.editions import Edition, Place
from readiness.run.overview import Overview
from readiness.run.verdict import NO_VERDICT


@dataclass(frozen=True)
class Publication:
    """An overview as it may be published, and what a later edition must know of it."""

    overview: Overview
    edition: Edition


def for_publication(overview: Overview, limits: PublicationLimits, earlier: Sequence[Edition] = ()) -> Publication:
    """What a published document may print. Lists, causes, verdict and disagreements are not: they are for the team.

    Raises UsageError with every figure by which the ``earlier`` editions and this one would give back what one of them
    left out.
    """
    laxer = any(laxer_than(limits, edition) for edition in earlier)
    # By laxer limits it would be printed: whoever sets them is told so, and not silently given the old ones.
    before: frozenset[Place] = frozenset() if laxer else frozenset().union(*(edition.left_out for edition in earlier))
    scorecard = published_scorecard(overview.scorecard, limits, before)
    evaluation = published_evaluation(overview.evaluation, scorecard, limits, before)
    briefing = briefing_of(overview.standing, scorecard, evaluation, overview.briefing.held)
    published = replace(
        overview,
        lists=(),
        causes=(),
        counts={},
        accepted={},
        accepted_ending=0,
        new=0,
        gone=0,
        since="",
        compared_with="",
        standing=replace(overview.standing, contradictions=()),
        scorecard=scorecard,
        evaluation=evaluation,
        improvement=published_plan(overview.improvement, scorecard),
        verdict=NO_VERDICT,
        moved=NOT_KNOWN,
        surgery=None,
        briefing=replace(briefing, left_out=()),
        for_publication=True,
    )
    edition = edition_of(published, limits)
    titles = {each.name: f"{each.ref} {each.title}".strip() for each in scorecard.indicators}
    if mistakes := given_back(edition, earlier, titles):
        raise UsageError(*mistakes)
    return Publication(published, edition)
