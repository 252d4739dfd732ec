"""Everything one run knows: the pack, child-level lists included, and what was learned of the authority."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.authority.choices import Answer
from readiness.authority.inspection import Inspection
from readiness.case_data.model import CaseDataAccount
from readiness.checks.model import Checks, Worklist
from readiness.evaluation.model import SelfEvaluation
from readiness.foundation.findings import Finding
from readiness.improvement.model import Improvement
from readiness.indicators.model import Counted, Scorecard
from readiness.lists.model import ListColumn, ListReason, ListResult, RowLeftOut
from readiness.preparedness.model import Standing
from readiness.run.verdict import Verdict
from readiness.surgery.model import Surgery
from readiness.week.model import Week

MOST_OF_A_SHEET = 1_000_000  # rows, less some for headings


@dataclass(frozen=True)
class AcceptedCode:
    """One accepted answer of a code set, as Annex A wants it written."""

    code_set: str
    title: str
    code: str
    label: str
    note: str


@dataclass(frozen=True)
class RowsNotListed:
    """Raw rows that are not on a list, as many as fit on a sheet; of more the first ``part`` or a later one."""

    list: ListResult
    part: int
    rows: tuple[RowLeftOut, ...]


@dataclass(frozen=True)
class Pack:
    """Everything a renderer needs. ``source`` is the kind of source that the lists come from.

    ``counted`` is what indicators count, and ``surgery`` what is due, where documents ask for them. ``only`` says that
    these are not all the lists.
    """

    authority: str
    inspection: Inspection
    framework: str
    framework_verified: bool
    version: str
    source: str
    intake: CaseDataAccount
    lists: tuple[ListResult, ...]
    answers: tuple[Answer, ...]
    codes: tuple[AcceptedCode, ...]
    choice: Mapping[str, str | int]
    limits: tuple[Answer, ...]
    checks: Checks
    worklist: Worklist
    counted: Mapping[str, tuple[Counted, ...]]
    only: bool = False
    surgery: Surgery | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.intake.findings

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        """Every column of every list."""
        return tuple(ListColumn(**vars(column), list=result) for result in self.lists for column in result.columns)

    @property
    def reasons(self) -> tuple[ListReason, ...]:
        """Every reason for which rows are not listed."""
        return tuple(
            ListReason(**vars(reason), list=result)
            for result in self.lists
            for reason in (*result.left_out, *result.repeated)
        )

    @property
    def unlisted_rows(self) -> tuple[RowsNotListed, ...]:
        """Each raw row that is not listed, list by list, in parts that fit on a sheet."""
        return tuple(
            RowsNotListed(result, first // MOST_OF_A_SHEET + 1, result.each_left_out[first : first + MOST_OF_A_SHEET])
            for result in self.lists
            for first in range(0, len(result.each_left_out) or 1, MOST_OF_A_SHEET)
        )


@dataclass(frozen=True)
class Learned:
    """What a run learned. A part that none of its documents asks for is None, which is not the same as empty.

    There is a verdict when everything was learned; ``judged_by`` is the digest of the register's rows that its figures
    and claims rest on. ``identifiers`` are those of every child in the data, where the register was held against them.
    """

    pack: Pack | None = None
    standing: Standing | None = None
    scorecard: Scorecard | None = None
    evaluation: SelfEvaluation | None = None
    improvement: Improvement | None = None
    week: Week | None = None
    verdict: Verdict | None = None
    judged_by: str = ""
    identifiers: tuple[str, ...] = ()

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Every place where figures or words disagree with another; those of the standing are known without a run."""
        parts = (self.scorecard, self.evaluation, self.improvement)
        return tuple(sentence for part in parts for sentence in (part.contradictions if part else ()))
