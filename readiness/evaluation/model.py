"""What an authority says of itself, and what holds it up: statements, audits and what was found about them. Frozen."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from readiness.evaluation.audit_rounds import NO_CYCLE, AuditCycle
from readiness.evaluation.own_words import NO_JUDGEMENT, AreaWords, AuthorsText, OwnJudgement
from readiness.foundation.chart import Chart
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many
from readiness.indicators.model import Indicator
from readiness.preparedness.model import DocumentStanding, RecommendationStanding

ClaimKind = Literal["strength", "area for development", "neutral"]
EvidenceKind = Literal["indicator", "audit", "feedback", "external review", "document"]


@dataclass(frozen=True)
class Evidence:
    """One thing that a statement rests on. ``words`` say it whole, with its value, its day and what it is now.

    ``indicator`` is there for one of the scorecard.
    """

    kind: EvidenceKind
    words: str
    day: dt.date | None
    indicator: Indicator | None = None


@dataclass(frozen=True)
class Statement:
    """A claim: its judgement area (a short title), its evidence, what it changes for children and what comes next.

    ``row`` is where it stands in the register, ``ref`` what it goes by for good. ``problems`` are what does not hold.
    """

    row: int
    ref: str
    claim: str
    area: str
    kind: ClaimKind
    evidence: tuple[Evidence, ...]
    impact: str
    next_step: str
    owner: str
    due: dt.date | None
    confidence: str
    themes: tuple[str, ...]
    problems: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it: no error, and no figure, audit or document that says otherwise."""
        return not any(problem.severity == "error" or problem.contradicts for problem in self.problems)


@dataclass(frozen=True)
class Audit:
    """A round of audits on one theme. ``grades`` count cases by grade, in the order of the framework's grades.

    ``suppressed`` says that some of its counts are left out because they are too small to print.
    """

    theme: str
    area: str
    day: dt.date | None
    planned: int | None
    done: int | None
    grades: Mapping[str, int | None]
    changed_by_moderation: int | None
    better_at_re_audit: int | None
    learning: str
    themes: tuple[str, ...]
    owner: str
    suppressed: bool = False


@dataclass(frozen=True)
class AreaEvaluation:
    """A judgement area: what is said of it and what bears on it; its authors' ``text``, by the parts of their file."""

    title: str
    short_title: str
    strengths: tuple[Statement, ...]
    developments: tuple[Statement, ...]
    others: tuple[Statement, ...]
    indicators: tuple[Indicator, ...]
    audits: tuple[Audit, ...]
    recommendations: tuple[RecommendationStanding, ...]
    text: AreaWords = field(default_factory=dict)
    judgement: OwnJudgement = NO_JUDGEMENT

    @property
    def statements(self) -> tuple[Statement, ...]:
        return (*self.strengths, *self.developments, *self.others)


@dataclass(frozen=True)
class SelfEvaluation:
    """What the authority says of itself on a day, by judgement area, and what does not hold.

    ``document`` is the self-evaluation's own row of the register, with its version and who approved it; it is a draft
    until somebody has approved it with these figures. ``changed_since`` says that a run before had others when it was
    approved. ``over_all`` holds what is about every area. ``findings`` are for the authors, worst first; an error must
    not go out. ``text`` is what its authors wrote, with today's figures in it, and ``text_as_written`` without them.
    """

    as_at: dt.date
    areas: tuple[AreaEvaluation, ...]
    over_all: AreaEvaluation | None
    statements: tuple[Statement, ...]
    audits: tuple[Audit, ...]
    audit_chart: Chart | None
    findings: tuple[Finding, ...]
    contradictions: tuple[str, ...]
    document: DocumentStanding | None
    text: AuthorsText
    text_as_written: AuthorsText
    changed_since: bool = False
    cycle: AuditCycle = NO_CYCLE

    @property
    def draft(self) -> bool:
        """Whether nobody is named yet who approved it as it is: with these figures and claims, not those of before."""
        approved_on = self.document.approved_on if self.document else None
        named = self.document and self.document.approved_by and approved_on and approved_on >= self.as_at
        return not named or self.changed_since

    @property
    def errors(self) -> int:
        """How many errors there are in it, of claims and of what they rest on."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def approved_against(self) -> str:
        """That it is approved although claims do not hold or errors are in it, in a sentence; empty where not."""
        wrong = len(self.disproved)
        amiss = [f"{many(wrong, 'claim')} {'does' if wrong == 1 else 'do'} not hold"] if wrong else []
        amiss += [f"{many(self.errors, 'error')} {'is' if self.errors == 1 else 'are'} in it"] if self.errors else []
        if self.draft or not amiss:
            return ""
        return f"It is approved although {listed(amiss)}, and should not go out."

    @property
    def approved_as(self) -> str:
        """What tells one approval from another; empty without one."""
        document = self.document
        return (
            f"{document.version}, {document.approved_by}, {document.approved_on}"
            if document and document.approved_by
            else ""
        )

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that change when a claim, a figure, an audit or a paragraph of its authors does."""
        claims = [(claim.claim, claim.kind, claim.impact, claim.next_step) for claim in self.statements]
        areas = (*self.areas, *filter(None, [self.over_all]))
        figures = [
            (indicator.ref, indicator.current.shown, indicator.rating)
            for area in areas
            for indicator in area.indicators
        ]
        audits = [(audit.theme, audit.done, *audit.grades.values()) for audit in self.audits]
        written = [self.text_as_written.written] if self.text_as_written.written else []
        return hashlib.sha256(repr((claims, figures, audits, *written)).encode()).hexdigest()[:16]

    @property
    def approval(self) -> str:
        """Who approved it and when, or that nobody has, in words."""
        document = self.document
        if not document or not document.approved_by or not document.approved_on:
            return "Not approved yet"
        when = f"by {document.approved_by} on {in_words(document.approved_on)}"
        if not self.draft:
            return f"{when[0].upper()}{when[1:]}"
        called = " ".join(filter(None, [document.title, document.version]))
        return f"Not approved yet. {called} was approved {when}, with other figures or claims"

    @property
    def audits_by_now(self) -> tuple[Audit, ...]:
        """The rounds of audits that were to be done by this day: not those still to come, unless they are done."""
        return tuple(audit for audit in self.audits if audit.done or audit.day is None or audit.day <= self.as_at)

    @property
    def strengths(self) -> tuple[Statement, ...]:
        """The strengths that hold, as a summary may repeat them."""
        return tuple(statement for statement in self._of("strength") if statement.holds)

    @property
    def developments(self) -> tuple[Statement, ...]:
        """The areas for development, also those in which something is amiss: nobody hides what is not good yet."""
        return self._of("area for development")

    @property
    def disproved(self) -> tuple[Statement, ...]:
        """The claims that do not hold, of every kind."""
        return tuple(statement for statement in self.statements if not statement.holds)

    def _of(self, kind: ClaimKind) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.statements if statement.kind == kind)

    @property
    def plan(self) -> tuple[Statement, ...]:
        """What comes next, the soonest first."""
        coming = (statement for statement in self.statements if statement.next_step)
        return tuple(sorted(coming, key=lambda statement: statement.due or dt.date.max))

    @property
    def voice(self) -> tuple[tuple[Statement, Evidence], ...]:
        """What children, families and workers have said, with the statement it holds up."""
        return tuple(
            (statement, evidence)
            for statement in self.statements
            for evidence in statement.evidence
            if evidence.kind == "feedback"
        )
