"""What of the self-evaluation may be published: rounds of audits and evidence without small counts, and rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction

from readiness.disclosure.limits import PublicationLimits
from readiness.disclosure.suppress import hides_enough, is_small, suppress
from readiness.evaluation.audit_rounds import NO_CYCLE
from readiness.evaluation.audits import chart as audit_chart
from readiness.evaluation.figures_in_words import with_figures
from readiness.evaluation.model import AreaEvaluation, Audit, Evidence, SelfEvaluation, Statement
from readiness.foundation.chart import Chart
from readiness.foundation.phrases import day as in_words
from readiness.indicators.model import Indicator, Scorecard
from readiness.run.editions import Place


def published_evaluation(
    evaluation: SelfEvaluation, scorecard: Scorecard, limits: PublicationLimits, before: AbstractSet[Place]
) -> SelfEvaluation:
    """The self-evaluation with counts of cases and figures that may be printed, and without what authors are told.

    ``scorecard`` holds the figures as they are published; ``before`` are the counts that earlier editions left out.
    """
    audits = tuple(_audit(audit, limits, before) for audit in evaluation.audits)
    kpi, text = scorecard.kpi, replace(with_figures(evaluation.text_as_written, scorecard), findings=())

    def statements(claims: Iterable[Statement]) -> tuple[Statement, ...]:
        return tuple(
            replace(claim, evidence=tuple(_evidence(one, kpi, audits) for one in claim.evidence), problems=())
            for claim in claims
        )

    def redacted(area: AreaEvaluation) -> AreaEvaluation:
        key = next((key for key, parts in evaluation.text.areas.items() if parts == area.text), "")
        return replace(
            area,
            strengths=statements(area.strengths),
            developments=statements(area.developments),
            others=statements(area.others),
            indicators=tuple(kpi[indicator.name] for indicator in area.indicators),
            audits=tuple(_audit(audit, limits, before) for audit in area.audits),
            text=text.areas[key],
            judgement=text.judgements[key],
        )

    return replace(
        evaluation,
        cycle=NO_CYCLE,
        areas=tuple(map(redacted, evaluation.areas)),
        over_all=redacted(evaluation.over_all) if evaluation.over_all else None,
        statements=statements(evaluation.statements),
        audits=audits,
        audit_chart=_audit_chart(evaluation, audits),
        findings=(),
        contradictions=(),
        text=text,
    )


def counts_of(audit: Audit) -> dict[str, int | None]:
    """Every count of a round of audits, by what it is of; None where there is none or it is left out."""
    return {
        "planned": audit.planned,
        "audited": audit.done,
        "changed by moderation": audit.changed_by_moderation,
        "better at re-audit": audit.better_at_re_audit,
        **audit.grades,
    }


def place_in(audit: Audit, what: str) -> Place:
    """Which count of a round of audits it is, from one edition to the next."""
    return Place(f"audit of {audit.theme}", audit.day, what)


def _audit(audit: Audit, limits: PublicationLimits, before: AbstractSet[Place]) -> Audit:
    """A round of audits without small counts. Cases without a grade count like a grade: the total would tell them."""
    least, done, changed = limits.smallest, audit.done, audit.changed_by_moderation
    graded = {grade: count for grade, count in audit.grades.items() if count is not None}
    parts = [*graded.values(), *([] if done is None else [max(done - sum(graded.values()), 0)])]
    known = {at for at, grade in enumerate(graded) if place_in(audit, grade) in before}
    out = suppress(parts, least, done is not None, known)
    left_out = {grade for grade, hidden in zip(graded, out, strict=False) if hidden}
    if done is not None and any(out) and not hides_enough(parts, out, least):
        left_out |= {"planned", "audited"}
    left_out |= {what for what in ("planned", "better at re-audit") if is_small(counts_of(audit)[what], least)}
    left_out |= {"changed by moderation"} if _moderated_few(changed, done, least) else set()
    left_out |= {what for what in counts_of(audit) if place_in(audit, what) in before}
    shown = {
        what: None if count is None or what in left_out else int(limits.nearest(Fraction(count)))
        for what, count in counts_of(audit).items()
    }
    return replace(
        audit,
        planned=shown["planned"],
        done=shown["audited"],
        grades={grade: shown[grade] for grade in audit.grades},
        changed_by_moderation=shown["changed by moderation"],
        better_at_re_audit=shown["better at re-audit"],
        suppressed=any(count is not None and shown[what] is None for what, count in counts_of(audit).items()),
    )


def _moderated_few(changed: int | None, done: int | None, least: int) -> bool:
    """Whether moderation changed few grades, or all but few."""
    return is_small(changed, least) or (changed is not None and done is not None and is_small(done - changed, least))


def _audit_chart(evaluation: SelfEvaluation, audits: Sequence[Audit]) -> Chart | None:
    """The chart of grades, drawn again of what is printed."""
    if evaluation.audit_chart is None:
        return None
    grades = tuple(series.name for series in evaluation.audit_chart.series)
    drawn = audit_chart(audits, grades, evaluation.as_at)
    if drawn is None or not any(audit.suppressed for audit in audits):
        return drawn
    return replace(drawn, words=f"{drawn.words} Counts that are too small to print are left out.")


def _evidence(evidence: Evidence, kpi: Mapping[str, Indicator], audits: Iterable[Audit]) -> Evidence:
    """The evidence in words that give no number which is left out; those that people wrote stay as they are.

    An indicator is given as it is now alone: nobody knows of how many the value was that a statement was written with.
    """
    if evidence.indicator:
        now = kpi[evidence.indicator.name]
        words = f"{now.ref} {now.title}: {now.current.shown}, {now.current.basis}".strip()
        return replace(evidence, indicator=now, words=words, day=now.current.as_at)
    named = [audit for audit in audits if audit.day == evidence.day and audit.theme in evidence.words]
    if evidence.kind == "audit":
        theme = max((audit.theme for audit in named), key=len, default="")
        words = f"Audit of {theme}" if theme else "Audit"
        return replace(evidence, words=", ".join(filter(None, [words, in_words(evidence.day)])))
    return evidence
