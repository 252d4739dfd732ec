"""What a briefing is made of: claims that hold, before and after small numbers are left out, and reviews from outside."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from overviews import DAY, bare_overview, some_overview
from publishable import LIMITS

from readiness.disclosure.publishable import for_publication
from readiness.foundation.findings import Finding
from readiness.preparedness.events import EventStanding
from readiness.run.briefing import briefing_of, held_in
from readiness.run.overview import Overview

DISPROVED = Finding("error", "", "says otherwise than its figure", "Write it again")


def with_a_disproved_claim() -> tuple[Overview, int]:
    """An overview in which the first strength does not hold, and its row."""
    some = some_overview()
    first = next(claim for claim in some.evaluation.statements if claim.kind == "strength")
    claims = tuple(
        replace(claim, problems=(DISPROVED,)) if claim == first else claim for claim in some.evaluation.statements
    )
    evaluation = replace(some.evaluation, statements=claims)
    briefing = briefing_of(some.standing, some.scorecard, evaluation, held_in(evaluation))
    return replace(some, evaluation=evaluation, briefing=briefing), first.row


def test_a_claim_that_does_not_hold_is_left_out_and_stays_so_when_published() -> None:
    overview, row = with_a_disproved_claim()
    assert row in [claim.row for claim in overview.briefing.left_out]
    published = for_publication(overview, LIMITS).overview.briefing
    assert published.left_out == ()
    for briefing in (overview.briefing, published):
        shown = (*briefing.strengths, *briefing.from_figures, *briefing.others)
        assert shown and row not in [claim.row for claim in shown]


def test_what_is_not_good_yet_is_never_hidden() -> None:
    overview, _ = with_a_disproved_claim()
    assert overview.briefing.developments == overview.evaluation.developments != ()


def test_each_claim_stands_in_one_place() -> None:
    briefing = some_overview().briefing
    assert not {claim.row for claim in briefing.from_figures} & {claim.row for claim in briefing.others}
    assert {claim.row for claim in briefing.others} <= {claim.row for claim in briefing.strengths}


def test_reviews_are_those_since_the_last_inspection_of_which_something_is_known() -> None:
    some = some_overview()

    def visit(day: dt.date | None, team: str = "Two inspectors") -> EventStanding:
        return EventStanding("Focused visit", day, "", "", team=team)

    last = some.standing.last_inspection
    assert last and last.day
    after, later = last.day + dt.timedelta(days=1), DAY
    events = (
        visit(later),
        visit(after),
        visit(last.day),
        visit(DAY + dt.timedelta(days=1)),
        visit(None),
        visit(later, ""),
    )
    standing = replace(some.standing, events=(last, *events))
    briefing = briefing_of(standing, some.scorecard, some.evaluation, frozenset())
    assert briefing.reviews == (visit(after), visit(later))
    without = replace(standing, last_inspection=None, events=events)
    assert briefing_of(without, some.scorecard, some.evaluation, frozenset()).reviews[0] == visit(last.day)


def test_an_event_says_when_it_was_in_words() -> None:
    first = dt.date(2025, 3, 11)
    ends = {None: "11 March 2025", dt.date(2025, 3, 13): "11 to 13 March 2025"}
    ends |= {dt.date(2025, 4, 1): "11 March to 1 April 2025", dt.date(2026, 1, 2): "11 March 2025 to 2 January 2026"}
    ends[dt.date(2025, 3, 1)] = "11 March 2025"  # an end before the beginning is none
    for until, words in ends.items():
        assert EventStanding("Other", first, "", "", until=until).days == words
    assert EventStanding("Other", None, "", "").days == ""


def test_the_chart_counts_indicators_and_is_none_without() -> None:
    some = some_overview()
    chart = some.briefing.rating_chart
    assert chart and chart.words == "Indicators by rating: 6 green, 4 amber and 4 red."
    assert [*chart.series[0].values] == [6.0, 4.0, 4.0]
    bare = bare_overview()
    assert briefing_of(bare.standing, bare.scorecard, bare.evaluation, frozenset()).rating_chart is None
