"""Which lines of enquiry a run proposes, from everything that it has learned."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from readiness.run.context import RunContext
from readiness.run.model import Learned
from readiness.week.flags import PracticeFlag, RiseLimits, RunBefore, jumped_flags
from readiness.week.lines import LinesAsAt
from readiness.week.signals import EnquiryLimits, Proposals, SignalSources, proposals_of
from readiness.week.topics import areas_shown


def propose_lines(run: RunContext, learned: Learned) -> Proposals:
    """What is proposed, the gravest first; nothing where the run did not learn all that this rests on."""
    scorecard, evaluation, improvement = learned.scorecard, learned.evaluation, learned.improvement
    if not (learned.standing and scorecard and evaluation and improvement):
        return Proposals()
    framework = run.annex.frameworks[run.scope.inspection.framework]
    sources = SignalSources(scorecard, evaluation, improvement, learned.standing, _flags(run, learned))
    limits = EnquiryLimits(
        enquiry_fall_points=run.scope.limit("enquiry_fall_points"),
        enquiry_each=run.scope.limit("enquiry_each"),
        enquiry_topics=run.scope.limit("enquiry_topics"),
    )
    return proposals_of(sources, run.annex.enquiry, framework, limits)


def _flags(run: RunContext, learned: Learned) -> tuple[PracticeFlag, ...]:
    """The practice flags that jumped since the run compared with; none where there was no such run."""
    if not learned.pack:
        return ()
    rise = RiseLimits(run.scope.limit("enquiry_rise_rows"), run.scope.limit("enquiry_rise_percent"))
    before = RunBefore(run.before.base.found, run.before.base.day)
    day = run.scope.inspection.day
    return tuple(jumped_flags(learned.pack.checks, before, _areas_of_lists(run), day, rise))


def _areas_of_lists(run: RunContext) -> dict[str, str]:
    """The judgement area of each list that indicators of one area alone are counted in."""
    framework = run.annex.frameworks[run.scope.inspection.framework]
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for page in run.annex.kpis.values():
        keys[page.counts_rows_of].add(page.area)
    return {name: areas_shown(tuple(areas), framework) for name, areas in keys.items() if len(areas) == 1}


def lines_as_at(run: RunContext, day: dt.date) -> LinesAsAt:
    """The day as at which lines of enquiry are judged, with the call and the limit that bears on it."""
    return LinesAsAt(day, run.scope.call_day, run.scope.limit("enquiry_look_again_days"))
