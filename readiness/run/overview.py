"""What documents for meetings and boards may print: counts, names of lists and rules, and how things stand.

The only thing that Word documents and pages are given, so that no template can print a child.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readiness.authority.inspection import Inspection
from readiness.checks.last_run import LastRun
from readiness.checks.model import counted
from readiness.evaluation.model import SelfEvaluation
from readiness.indicators.model import Scorecard
from readiness.preparedness.model import Standing
from readiness.run.model import Pack


@dataclass(frozen=True)
class ListOverview:
    """One list: how many rows it has and what the checks found in it. ``new`` and ``gone`` are since the last run."""

    number: int
    title: str
    rows: int
    rows_before: int | None
    counts: Mapping[str, int]
    new: int
    gone: int
    left_empty: bool


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

    ``for_publication`` says that small numbers are left out.
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
    for_publication: bool = False

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Every place where the register, the figures or the words disagree, a sentence each."""
        return (*self.standing.contradictions, *self.scorecard.contradictions, *self.evaluation.contradictions)


def overview_of(
    pack: Pack, standing: Standing, scorecard: Scorecard, evaluation: SelfEvaluation, before: LastRun
) -> Overview:
    """What documents without children may print of a pack."""
    return Overview(
        authority=pack.authority,
        inspection=pack.inspection,
        framework=pack.framework,
        framework_verified=pack.framework_verified,
        version=pack.version,
        fingerprint=pack.intake.fingerprint,
        lists=tuple(_lists(pack, before)),
        causes=tuple(_causes(pack)),
        counts=pack.checks.counts,
        new=pack.checks.new,
        gone=pack.checks.gone_count,
        since=pack.checks.since,
        standing=standing,
        scorecard=scorecard,
        evaluation=evaluation,
    )


def _lists(pack: Pack, before: LastRun) -> Iterator[ListOverview]:
    gone: Counter[str] = Counter()
    for each in pack.checks.gone:
        gone[each.about] += each.count
    for made in pack.lists:
        its = [cause for cause in pack.checks.causes if cause.about == made.name]
        yield ListOverview(
            number=made.number,
            title=made.title,
            rows=len(made.rows),
            rows_before=before.rows.get(made.name),
            counts=counted(its),
            new=sum(len(cause.new) for cause in its),
            gone=gone[made.name],
            left_empty=made.left_empty,
        )


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
