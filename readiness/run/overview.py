"""What documents for meetings and boards may print: counts, names of lists and rules, and how things stand.

The only thing that Word documents and pages are given, so that no template can print a child.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import readiness
from readiness.authority.inspection import Inspection
from readiness.checks.model import counted
from readiness.evaluation.model import SelfEvaluation
from readiness.improvement.model import Improvement
from readiness.indicators.model import Scorecard
from readiness.preparedness.memory import NOT_KNOWN, Moved, moved_since
from readiness.preparedness.model import Standing
from readiness.run.briefing import NO_BRIEFING, Briefing, briefing_of, held_in
from readiness.run.context import RunContext
from readiness.run.earlier_runs import ComparedRun
from readiness.run.model import Learned, Pack
from readiness.run.snapshots import ratings_of
from readiness.run.verdict import NO_VERDICT, Verdict
from readiness.surgery.model import SurgerySummary, summary_of
from readiness.week.model import Week


@dataclass(frozen=True)
class ListOverview:
    """One list: how many rows it has, what the checks found in it, what is new or gone since an earlier run.

    ``accepted`` findings are not among those counted.
    """

    number: int
    title: str
    rows: int
    rows_before: int | None
    counts: Mapping[str, int]
    new: int
    gone: int
    left_empty: bool
    accepted: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CauseOverview:
    """One rule broken in one list, by how many rows."""

    rule: str
    severity: str
    list_title: str
    columns: str
    wrong: str
    do: str
    count: int
    new: int


@dataclass(frozen=True)
class Overview:
    """Everything a document without children may print. ``counts`` are findings by severity.

    ``since`` is the inspection day of the run compared with, and ``compared_with`` says in words which run that is.
    ``accepted`` are those that somebody accepts, by severity: they are not among the ``counts``, and whoever prints a 0
    prints them too. ``accepted_ending`` of them end by the day ``accepted_soon``.

    ``moved`` is what has moved since the last meeting, and ``surgery`` what is due for children, where a document asks.
    ``for_publication`` says that small numbers are left out. The ``verdict`` alone says whether everything is ready.
    ``briefing`` is what those who oversee may be told, and ``week`` the inspection week, where a document asks.
    """

    authority: str
    inspection: Inspection
    framework: str
    framework_verified: bool
    version: str
    fingerprint: str
    lists: tuple[ListOverview, ...]
    causes: tuple[CauseOverview, ...]
    counts: Mapping[str, int]
    new: int
    gone: int
    since: str
    standing: Standing
    scorecard: Scorecard
    evaluation: SelfEvaluation
    improvement: Improvement
    compared_with: str = ""
    for_publication: bool = False
    accepted: Mapping[str, int] = field(default_factory=dict)
    accepted_ending: int = 0
    accepted_soon: dt.date | None = None
    verdict: Verdict = NO_VERDICT
    moved: Moved = NOT_KNOWN
    surgery: SurgerySummary | None = None
    briefing: Briefing = NO_BRIEFING
    week: Week | None = None

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Every place where the register, the figures or the words disagree, a sentence each."""
        return (*self.standing.contradictions, *self.scorecard.contradictions, *self.evaluation.contradictions)


def overview_of(run: RunContext, learned: Learned) -> Overview | SimpleNamespace:
    """What documents without children may print of a run.

    Where a part was not learned, its fields are not there at all: asking for one is a mistake, and never reads as
    nothing.
    """
    framework = run.annex.frameworks[run.scope.inspection.framework]
    fields: dict[str, Any] = {
        "authority": run.workspace.settings.authority,
        "inspection": run.scope.inspection,
        "framework": framework.title,
        "framework_verified": framework.verified,
        "version": readiness.__version__,
    }
    if learned.pack:
        fields |= _of_lists(learned.pack, run.before.base)
        fields |= {"surgery": summary_of(learned.pack.surgery)} if learned.pack.surgery else {}
    for name in ("standing", "scorecard", "evaluation", "improvement", "week", "verdict"):
        if part := getattr(learned, name):
            fields[name] = part
    if learned.standing:
        fields["moved"] = moved_since(learned.standing, ratings_of(learned.scorecard), run.before.snapshots)
    if learned.pack and learned.standing and learned.scorecard and learned.evaluation and learned.improvement:
        parts = (learned.standing, learned.scorecard, learned.evaluation)
        return Overview(**fields, briefing=briefing_of(*parts, held_in(learned.evaluation)))
    return SimpleNamespace(**fields, for_publication=False)


def _of_lists(pack: Pack, base: ComparedRun) -> dict[str, Any]:
    """The fields that rest on lists and on what the checks found in them."""
    return {
        "fingerprint": pack.intake.fingerprint,
        "lists": tuple(_lists(pack, base)),
        "causes": tuple(_causes(pack)),
        "counts": pack.checks.counts,
        "new": pack.checks.new,
        "gone": pack.checks.gone_count,
        "since": pack.checks.since,
        "compared_with": pack.checks.compared_with,
        "accepted": pack.checks.accepted_counts,
        "accepted_ending": pack.checks.accepted_ending,
        "accepted_soon": pack.checks.soon,
    }


def _lists(pack: Pack, base: ComparedRun) -> Iterator[ListOverview]:
    gone: Counter[str] = Counter()
    for rule in pack.checks.gone:
        gone[rule.about] += rule.count
    accepted = _accepted(pack)
    for result in pack.lists:
        causes = [cause for cause in pack.checks.causes if cause.about == result.name]
        yield ListOverview(
            number=result.number,
            title=result.title,
            rows=len(result.rows),
            rows_before=base.rows.get(result.name),
            counts=counted(causes),
            new=sum(len(cause.new) for cause in causes),
            gone=gone[result.name],
            left_empty=result.left_empty,
            accepted=accepted[result.name],
        )


def _accepted(pack: Pack) -> Mapping[str, Mapping[str, int]]:
    """How many findings of each severity are accepted, by list; of severities without any, nothing."""
    accepted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for causes, sign in ((pack.checks.everything, 1), (pack.checks.causes, -1)):
        for cause in causes:
            accepted[cause.about][cause.severity] += sign * cause.count
    return defaultdict(dict, {name: dict(+counts) for name, counts in accepted.items()})


def _causes(pack: Pack) -> Iterator[CauseOverview]:
    for line in pack.worklist.lines:
        cause = line.cause
        yield CauseOverview(
            rule=cause.rule,
            severity=cause.severity,
            list_title=line.title,
            columns=line.headings,
            wrong=cause.wrong,
            do=cause.do,
            count=cause.count,
            new=len(cause.new),
        )
