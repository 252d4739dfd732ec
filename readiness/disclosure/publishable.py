"""What of an overview may be published: the same without small numbers, and without what is for the team alone.

Left out are counts of 1 to ``least`` - 1, percentages that leave so few on either side, whatever is worked out of fewer
than ``least_denominator``, and whatever nobody can tell of because no counts are known. Nought stays, and so do 0% and
100% of enough children: they single nobody out, and the Department for Education prints noughts beside what it
suppresses. They do say something of everybody in the denominator; who finds that too much raises the limit for it.

What cannot be guarded here: what people wrote (claims, feedback, learning, causes, actions, next steps), since no one
can tell what a number in a sentence counts; and differences, between two documents of different days or with what was
published elsewhere. Somebody must read a document before it is published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from readiness.disclosure.suppress import hides_enough, is_small, suppress
from readiness.evaluation.audit_rounds import NO_CYCLE
from readiness.evaluation.audits import chart as audit_chart
from readiness.evaluation.figures_in_words import with_figures
from readiness.evaluation.model import AreaEvaluation, Audit, Evidence, SelfEvaluation, Statement
from readiness.foundation.chart import Chart
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed
from readiness.indicators.model import Figure, Indicator, Scorecard
from readiness.run.overview import Overview
from readiness.run.verdict import NO_VERDICT

LIMITS = ("publication_least_count", "publication_least_denominator")
TOO_SMALL = "it is too small to print"
TELLS = "it would tell another number that is too small to print"
UNKNOWN = "how many it is of is not known, so nobody can tell whether it is too small to print"
Printed = frozenset[tuple[dt.date, Fraction]]


def for_publication(overview: Overview, least: int, least_denominator: int) -> Overview:
    """What a published document may print. Lists, causes, verdict and disagreements are not: they are for the team."""
    limits = PublicationLimits(least, max(least, least_denominator))
    scorecard = _scorecard(overview.scorecard, limits)
    return replace(
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
        evaluation=_evaluation(overview.evaluation, scorecard, limits),
        verdict=NO_VERDICT,
        for_publication=True,
    )


@dataclass(frozen=True)
class PublicationLimits:
    """The smallest count and the smallest denominator that may be printed."""

    least: int
    least_denominator: int

    @property
    def method(self) -> str:
        """The same in words, for readers of the document."""
        return (
            f"Counts below {self.least}, other than nought, and what would tell them are left out as suppressed; so is "
            f"what is worked out of fewer than {self.least_denominator}, or of nobody knows how many."
        )


def why_left_out(figure: Figure, limits: PublicationLimits) -> str:
    """Why a figure may not be printed by itself; empty where it may, or where there is none."""
    numerator, denominator = _numerator(figure), figure.denominator
    if figure.value is None:
        return ""
    if numerator is None or (denominator is None and figure.unit != "count"):
        return UNKNOWN
    few = denominator is not None and denominator < limits.least_denominator and figure.unit != "count"
    if few or is_small(numerator, limits.least) or _leaves_few(figure, limits):
        return TOO_SMALL
    return ""


def _numerator(figure: Figure) -> Fraction | None:
    return figure.value if figure.unit == "count" and figure.numerator is None else figure.numerator


def _leaves_few(figure: Figure, limits: PublicationLimits) -> bool:
    """Whether few of the denominator are not in the numerator."""
    if figure.unit != "percent" or figure.numerator is None or figure.denominator is None:
        return False
    return is_small(figure.denominator - figure.numerator, limits.least)


def _figures(indicator: Indicator) -> tuple[Figure, ...]:
    return (indicator.current, indicator.last_year, *indicator.months)


def _scorecard(scorecard: Scorecard, limits: PublicationLimits) -> Scorecard:
    figures = [figure for indicator in scorecard.indicators for figure in _figures(indicator)]
    # A numerator that leaves few is no small number, so another indicator may print it: "733 of 738" beside "of 733".
    printed = frozenset(
        (figure.as_at, figure.numerator)
        for figure in figures
        if figure.numerator is not None and _leaves_few(figure, limits)
    )
    indicators = tuple(
        _indicator(indicator, scorecard.last_year_end, printed, limits) for indicator in scorecard.indicators
    )
    return replace(
        scorecard,
        indicators=indicators,
        method=(*scorecard.method, limits.method),
        contradictions=(),
        findings=(),
        kpi={indicator.name: indicator for indicator in indicators},
    )


def _indicator(indicator: Indicator, year_end: dt.date, printed: Printed, limits: PublicationLimits) -> Indicator:
    """The indicator without what may not be printed, nor what is worked out of that: its rating, its travel.

    A rating beside its targets gives a range, and where few are counted only one number may lie in it.
    """
    why = {figure: _why(figure, printed, limits) for figure in _figures(indicator)}
    why |= dict.fromkeys(_of_the_year_so_far(indicator, why, year_end, limits), TELLS)
    current, last_year = (_figure(figure, why[figure], limits) for figure in (indicator.current, indicator.last_year))
    months = tuple(_figure(month, why[month], limits) for month in indicator.months)
    shown = replace(indicator, current=current, last_year=last_year, months=months, problems=())
    if not any(why.values()):
        return shown
    shown = replace(shown, chart=_chart(indicator.chart, indicator.months, months))
    if current.suppressed:
        shown = replace(shown, rating="not rated", gap=None, commentary=None)  # a remark tells that it is red
    if current.suppressed or any(month.suppressed for month in months):
        shown = replace(shown, travel="not known", since_last_month="not known", months_worsening=0, nearly_red=False)
    if current.suppressed or last_year.suppressed:
        shown = replace(shown, since_last_year="not known")
    return shown


def _why(figure: Figure, printed: Printed, limits: PublicationLimits) -> str:
    why = why_left_out(figure, limits)
    counts = {_numerator(figure), figure.denominator}
    return why or (TELLS if any((figure.as_at, count) in printed for count in counts) else "")


def _figure(figure: Figure, why: str, limits: PublicationLimits) -> Figure:
    """The figure, or that it is left out. How many are not recorded is told only where that is not few either."""
    if why or figure.value is None:
        suppressed = bool(why) or figure.suppressed
        none = replace(figure, value=None, numerator=None, denominator=None, not_recorded=0)
        return replace(none, suppressed=suppressed, why_not=why or figure.why_not)
    recorded = Fraction(0)
    if figure.unit == "percent" and figure.numerator is not None and figure.denominator is not None:
        recorded = figure.denominator - figure.numerator - figure.not_recorded
    if figure.not_recorded and any(is_small(count, limits.least) for count in (figure.not_recorded, recorded)):
        return replace(figure, not_recorded=0)
    return figure


def _of_the_year_so_far(
    indicator: Indicator, why: Mapping[Figure, str], year_end: dt.date, limits: PublicationLimits
) -> Iterable[Figure]:
    """Months that go too, because the months of the year so far add up to its own figure, which is printed."""
    current = indicator.current
    months = [
        month for month in indicator.months if month.period == "month" and year_end < month.as_at <= current.as_at
    ]
    elapsed = (current.as_at.year - year_end.year) * 12 + current.as_at.month - year_end.month
    counts = [count for month in months if (count := _numerator(month)) is not None]
    if why[current] or current.period != "year to date" or not len(counts) == len(months) == elapsed:
        return ()
    rest = [(month.denominator or Fraction()) - count for month, count in zip(months, counts, strict=True)]
    parts = (counts, rest) if indicator.unit == "percent" else (counts,)
    left_out = [bool(why[month]) for month in months]
    for at in sorted(range(len(months)), key=counts.__getitem__):
        if not any(left_out) or all(hides_enough(part, left_out, limits.least) for part in parts):
            break
        left_out[at] = True
    return [month for month, out in zip(months, left_out, strict=True) if out and not why[month]]


def _chart(chart: Chart, before: Sequence[Figure], months: Sequence[Figure]) -> Chart:
    """A line without the points that are left out, and words that say only what is printed.

    A series that is not the line, such as a target, stays. Where nobody can tell which one is the line, all go.
    """
    drawn, kept = (tuple(month.number for month in row) for row in (before, months))
    if [series.values for series in chart.series].count(drawn) == 1:
        shown = tuple(replace(line, values=kept) if line.values == drawn else line for line in chart.series)
    else:
        shown = tuple(replace(line, values=(None,) * len(line.values)) for line in chart.series)
    known = [f"{month.as_at:%B %Y} {month.shown}" for month in months]
    return replace(chart, series=shown, words=f"{chart.title}: {listed(known)}.")


def _evaluation(evaluation: SelfEvaluation, scorecard: Scorecard, limits: PublicationLimits) -> SelfEvaluation:
    """The self-evaluation with counts of cases and figures that may be printed, and without what authors are told."""
    audits = tuple(_audit(audit, limits) for audit in evaluation.audits)
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
            audits=tuple(_audit(audit, limits) for audit in area.audits),
            text=text.areas[key],
            judgement=text.judgements[key],
        )

    return replace(
        evaluation,
        areas=tuple(map(redacted, evaluation.areas)),
        over_all=redacted(evaluation.over_all) if evaluation.over_all else None,
        statements=statements(evaluation.statements),
        cycle=NO_CYCLE,
        audits=audits,
        audit_chart=_audit_chart(evaluation, audits),
        findings=(),
        contradictions=(),
        text=text,
    )


def _audit(audit: Audit, limits: PublicationLimits) -> Audit:
    """A round of audits without small counts. Cases without a grade count like a grade: the total would tell them."""
    least, done, changed = limits.least, audit.done, audit.changed_by_moderation
    graded = {grade: count for grade, count in audit.grades.items() if count is not None}
    parts = [*graded.values(), *([] if done is None else [max(done - sum(graded.values()), 0)])]
    out = suppress(parts, least, total_known=done is not None)
    left_out = {grade for grade, hidden in zip(graded, out, strict=False) if hidden}
    total_too = done is not None and any(out) and not hides_enough(parts, out, least)
    published = replace(
        audit,
        planned=None if total_too or is_small(audit.planned, least) else audit.planned,
        done=None if total_too else done,
        grades={grade: None if grade in left_out else count for grade, count in audit.grades.items()},
        changed_by_moderation=None if _moderated_few(changed, done, least) else changed,
        better_at_re_audit=None if is_small(audit.better_at_re_audit, least) else audit.better_at_re_audit,
    )
    return replace(published, suppressed=published != audit)


def _moderated_few(changed: int | None, done: int | None, least: int) -> bool:
    """Whether moderation changed few grades, or all but few."""
    return is_small(changed, least) or (changed is not None and done is not None and is_small(done - changed, least))


def _audit_chart(evaluation: SelfEvaluation, audits: Sequence[Audit]) -> Chart | None:
    """The chart of grades, drawn again where a count is left out."""
    if evaluation.audit_chart is None or not any(audit.suppressed for audit in audits):
        return evaluation.audit_chart
    grades = tuple(series.name for series in evaluation.audit_chart.series)
    drawn = audit_chart(audits, grades, evaluation.as_at)
    return drawn and replace(drawn, words=f"{drawn.words} Counts that are too small to print are left out.")


def _evidence(evidence: Evidence, kpi: Mapping[str, Indicator], audits: Iterable[Audit]) -> Evidence:
    """The evidence in words that give no number which is left out; those that people wrote stay as they are.

    An indicator is given as it is now alone: nobody knows of how many the value was that a statement was written with.
    """
    if evidence.indicator:
        now = kpi[evidence.indicator.name]
        words = f"{now.ref} {now.title}: {now.current.shown}, {now.current.basis}".strip()
        return replace(evidence, indicator=now, words=words, day=now.current.as_at)
    named = [audit for audit in audits if audit.day == evidence.day and audit.theme in evidence.words]
    if evidence.kind == "audit" and (not named or any(audit.suppressed for audit in named)):
        theme = max((audit.theme for audit in named), key=len, default="")
        words = f"Audit of {theme}" if theme else "Audit"
        return replace(evidence, words=", ".join(filter(None, [words, in_words(evidence.day)])))
    return evidence
