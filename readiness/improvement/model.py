"""The improvement plan as documents print it: themes, actions rated twice, measures, risks. Frozen; no child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from readiness.foundation.findings import Finding
from readiness.foundation.phrases import as_told
from readiness.indicators.model import Direction, Figure, Indicator, Travel, plain_number, tenths

ActionRating = Literal["red", "amber", "green", "done", "dropped"]
ImpactRating = Literal["red", "amber", "green", "not known"]
Movement = Literal["towards its target", "away from its target", "not moved", "not known"]
SOON = 30  # days of which a board is told what comes


@dataclass(frozen=True)
class ImpactMeasure:
    """What shows whether an action helps: an indicator, or the share of an audit's cases that are good or better.

    ``now`` is its latest figure, None while there is none; ``better`` says which way is. ``travel`` is that of the
    indicator over six months. A figure from before the action was to ``start`` shows nothing of it.
    """

    title: str
    baseline: Fraction | None
    target: Fraction | None
    target_by: dt.date | None
    better: Direction
    now: Figure | None
    travel: Travel = "not known"
    indicator: Indicator | None = None
    start: dt.date | None = None

    @property
    def from_before(self) -> bool:
        """Whether its latest figure is from before the action was to start."""
        return bool(self.now and self.now.value is not None and self.start and self.now.as_at < self.start)

    @property
    def movement(self) -> Movement:
        """Which way it has gone since the plan began, by figures as they are shown."""
        value = self._value
        if value is None or self.baseline is None or self.better == "neither":
            return "not known"
        gone = (tenths(value) - tenths(self.baseline)) * (1 if self.better == "higher" else -1)
        return "towards its target" if gone > 0 else "away from its target" if gone < 0 else "not moved"

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None when nobody can tell."""
        value = self._value
        if value is None or self.target is None or self.better == "neither":
            return None
        return value >= self.target if self.better == "higher" else value <= self.target

    @property
    def shown(self) -> str:
        """Its latest figure as it is printed."""
        return self.now.shown if self.now else "not available"

    @property
    def baseline_shown(self) -> str:
        return self._as_shown(self.baseline)

    @property
    def target_shown(self) -> str:
        return self._as_shown(self.target)

    @property
    def _value(self) -> Fraction | None:
        return self.now.value if self.now and not self.from_before else None

    def _as_shown(self, value: Fraction | None) -> str:
        if value is None:
            return ""
        return self.now.unit_of(value) if self.now else plain_number(value)


@dataclass(frozen=True)
class PlannedAction:
    """An action of the plan: how far it is, and apart from that what it changes. Each rating has its reason.

    ``first_due`` is the day that was agreed first, ``slipped`` by how many days the present one is later, ``moves`` how
    often it has moved. ``answers`` are the recommendations it answers, by their marks. ``claims_impact`` tells that an
    impact is said to be seen, at least partly.
    """

    ref: str
    theme: str
    objective: str
    action: str
    answers: tuple[str, ...]
    lead: str
    start: dt.date | None
    first_due: dt.date | None
    due: dt.date | None
    status: str
    evidence: str
    overdue: int | None
    moves: int
    rating: ActionRating
    reason: str
    measure: ImpactMeasure | None
    impact_status: str
    impact: str
    impact_rating: ImpactRating
    impact_reason: str
    next_milestone: str
    claims_impact: bool

    @property
    def open(self) -> bool:
        """Whether somebody has still to do it."""
        return self.rating in ("red", "amber", "green")

    @property
    def slipped(self) -> int | None:
        late = (self.due - self.first_due).days if self.due and self.first_due else 0
        return late if late > 0 else None


@dataclass(frozen=True)
class PlanObjective:
    """What is to be true one day, and the actions that serve it; without a title those that serve none."""

    title: str
    actions: tuple[PlannedAction, ...]


def measures_of(actions: tuple[PlannedAction, ...]) -> tuple[ImpactMeasure, ...]:
    """The measures of actions, each once."""
    named = (action.measure for action in actions if action.measure)
    return tuple({(one.title, one.baseline, one.target, one.from_before): one for one in named}.values())


@dataclass(frozen=True)
class PlanTheme:
    """A theme with what ``difference`` it will make to children. One that ``stands`` is on the sheet of themes."""

    title: str
    why: str
    difference: tuple[str, ...]
    lead: str
    board: str
    objectives: tuple[PlanObjective, ...]
    stands: bool = True

    @property
    def actions(self) -> tuple[PlannedAction, ...]:
        return tuple(action for objective in self.objectives for action in objective.actions)

    @property
    def measures(self) -> tuple[ImpactMeasure, ...]:
        return measures_of(self.actions)


@dataclass(frozen=True)
class AnsweredRecommendation:
    """A recommendation and the actions of the plan that answer it. One that is ``ended`` asks for no more."""

    ref: str
    recommendation: str
    source: str
    actions: tuple[PlannedAction, ...]
    ended: bool


@dataclass(frozen=True)
class PlanBoard:
    """A board that oversees improvement."""

    board: str
    chair: str
    how_often: str
    reports_to: str


@dataclass(frozen=True)
class PlanPriority:
    """What leaders have agreed comes first."""

    priority: str
    why: str
    lead: str


@dataclass(frozen=True)
class PlanRisk:
    """What may keep the plan from working. ``overdue`` is by how many days its review is late."""

    risk: str
    area: str
    likelihood: str
    impact: str
    done: str
    owner: str
    review_by: dt.date | None
    overdue: int | None


@dataclass(frozen=True)
class PlanComing:
    """Something that is due in the next days. One that is ``measured`` tells a figure."""

    day: dt.date
    what: str
    lead: str
    measured: bool = False


@dataclass(frozen=True)
class Improvement:
    """The plan on a day. ``texts`` are authors' words, paragraph by paragraph, by the part of a document they are for.

    ``findings`` are what does not hold in it, worst first.
    """

    as_at: dt.date
    themes: tuple[PlanTheme, ...] = ()
    recommendations: tuple[AnsweredRecommendation, ...] = ()
    boards: tuple[PlanBoard, ...] = ()
    priorities: tuple[PlanPriority, ...] = ()
    risks: tuple[PlanRisk, ...] = ()
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    coming: tuple[PlanComing, ...] = ()

    @property
    def is_planned(self) -> bool:
        """Whether there is a plan at all: a theme, or an action."""
        return bool(self.themes)

    @property
    def contradictions(self) -> tuple[str, ...]:
        """What is said in the plan and something speaks against, a sentence each."""
        return tuple(as_told(finding.about, finding.wrong) for finding in self.findings if finding.contradicts)

    @property
    def actions(self) -> tuple[PlannedAction, ...]:
        return tuple(action for theme in self.themes for action in theme.actions)

    @property
    def counted(self) -> tuple[PlannedAction, ...]:
        """The actions that are counted: all but those dropped."""
        return tuple(action for action in self.actions if action.rating != "dropped")

    @property
    def done(self) -> tuple[PlannedAction, ...]:
        """The actions that are done, with something that shows it."""
        return self._rated("done")

    @property
    def per_cent_done(self) -> int | None:
        """How many of those counted are done, in whole per cent that are full; None without any."""
        return 100 * len(self.done) // len(self.counted) if self.counted else None

    @property
    def red(self) -> tuple[PlannedAction, ...]:
        return self._rated("red")

    @property
    def red_impact(self) -> tuple[PlannedAction, ...]:
        """The actions whose impact is red."""
        return tuple(action for action in self.counted if action.impact_rating == "red")

    @property
    def slipped(self) -> tuple[PlannedAction, ...]:
        """The actions still to be done that are due later than was first agreed, the longest first."""
        late = [action for action in self.actions if action.open and action.slipped]
        return tuple(sorted(late, key=lambda action: -(action.slipped or 0)))

    @property
    def measures(self) -> tuple[ImpactMeasure, ...]:
        return measures_of(self.counted)

    @property
    def changed_for_children(self) -> tuple[PlannedAction, ...]:
        """The actions of which an impact is said in words, and nothing speaks against it."""
        claimed = (action for action in self.counted if action.claims_impact and action.impact)
        return tuple(action for action in claimed if action.impact_rating != "red")

    def _rated(self, rating: ActionRating) -> tuple[PlannedAction, ...]:
        return tuple(action for action in self.actions if action.rating == rating)
