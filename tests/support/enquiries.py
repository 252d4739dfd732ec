"""What may show what inspectors will ask, for tests: the borough of March 2023 with the rows of a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evaluations import AS_AT, a_text
from scorecards import the_borough

from readiness.authority.choices import Scope
from readiness.authority.inspection import Inspection
from readiness.evaluation.evaluate import evaluate
from readiness.improvement.plan import improvement_of
from readiness.indicators.model import Scorecard
from readiness.preparedness.documents import Scene
from readiness.preparedness.summarise import take_stock
from readiness.register.new import new_register
from readiness.register.read import with_areas
from readiness.register.rows import RegisterRows, read_rows
from readiness.specification.frameworks import RegisterSheet
from readiness.specification.model import Annex
from readiness.week.flags import PracticeFlag
from readiness.week.signals import EnquiryLimits, Proposal, Proposals, SignalSources, proposals_of

EDITION = "2026"
LIMITS = EnquiryLimits(enquiry_fall_points=5, enquiry_each=3, enquiry_topics=2)
UNSEEN = PracticeFlag("AA-N16", "nobody has seen the child", "Inspectors ask.", "", 312, AS_AT, 116, "2022-12-30")
ANSWERED = {
    "recommendation": "Visits in time",
    "ref": "R1",
    "source": "Inspection report of 2018",
    "owner": "Ada Archer",
}
OPEN = ANSWERED | {"action_status": "in_progress", "impact_status": "too_early", "area": "help_and_protection"}


def sheets_in(annex: Annex) -> dict[str, RegisterSheet]:
    """The register's sheets with the judgement areas of the edition."""
    return dict(with_areas(annex.register_sheets, annex.frameworks, EDITION))


def register_with(annex: Annex, folder: Path, **rows: list[dict[str, Any]]) -> RegisterRows:
    """The rows of a register with those, by sheet."""
    file = folder / "register.xlsx"
    file.write_bytes(new_register(sheets_in(annex), rows))
    return read_rows(file, sheets_in(annex))


def sources_of(
    annex: Annex, rows: RegisterRows, scorecard: Scorecard | None = None, flags: tuple[PracticeFlag, ...] = ()
) -> SignalSources:
    """What a run would learn of a register and the borough's figures."""
    figures = scorecard or the_borough()
    thresholds = {name: int(limit.default) for name, limit in annex.thresholds.items()}
    scope = Scope(Inspection(EDITION, "short", AS_AT, {"day": AS_AT}), {}, (), thresholds, (), None, frozenset())
    standing = take_stock(annex, scope, rows, Scene(AS_AT, "short", Path(), {}), {}, "")
    evaluation = evaluate(annex, scope, rows, standing, figures, a_text(annex, EDITION))
    improvement = improvement_of(rows, standing, figures, annex.frameworks[EDITION].grades, 14)
    return SignalSources(figures, evaluation, improvement, standing, flags)


def proposed_from(annex: Annex, sources: SignalSources, limits: EnquiryLimits = LIMITS) -> Proposals:
    """What is proposed from them."""
    return proposals_of(sources, annex.enquiry, annex.frameworks[EDITION], limits)


def by_mark(proposals: Proposals) -> dict[str, Proposal]:
    """The proposals by the thing they are about."""
    return {proposal.mark: proposal for proposal in proposals.chosen}
