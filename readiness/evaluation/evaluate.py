"""What the authority says of itself, put together by judgement area, and everything in it that does not hold.

What holds up a single statement is looked at in statement; rounds of audits in audits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from readiness.authority.choices import Scope
from readiness.evaluation.against_figures import figures_on
from readiness.evaluation.against_words import called
from readiness.evaluation.audit_cycle import audit_cycle
from readiness.evaluation.audits import amiss, audit, chart, held
from readiness.evaluation.claim_refs import claim_refs
from readiness.evaluation.cycle_checks import amiss_before_moderation, amiss_in_cycle
from readiness.evaluation.figures_in_words import with_figures
from readiness.evaluation.model import AreaEvaluation, Audit, SelfEvaluation, Statement
from readiness.evaluation.own_words import AuthorsText
from readiness.evaluation.parse_citations import Stated, speaks_of, themes_in
from readiness.evaluation.statement import DEVELOPMENT, KINDS, STRENGTH, Examined, Known, examine
from readiness.files.cells import quoted, told
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import as_told, listed
from readiness.foundation.phrases import day as in_words
from readiness.indicators.model import Indicator, Scorecard
from readiness.preparedness.model import DocumentStanding, RecommendationStanding, Standing
from readiness.preparedness.summarise import DROPPED, ENDED
from readiness.register.rows import RegisterRows, sheet_of
from readiness.register.sheet_rows import AuditRow, RecommendationRow, StatementRow
from readiness.specification.frameworks import EVERY_AREA
from readiness.specification.model import Annex

STATEMENTS = sheet_of(StatementRow)
NO_IMPACT = "not_seen"


@dataclass(frozen=True)
class _Tracked:
    """A recommendation as the register and the standing have it. ``goes_by`` are its mark and its words."""

    row: RecommendationRow
    standing: RecommendationStanding

    @property
    def goes_by(self) -> tuple[str, ...]:
        return tuple(filter(None, [self.row.ref.text, self.standing.recommendation]))


def evaluate(
    annex: Annex,
    scope: Scope,
    rows: RegisterRows,
    standing: Standing,
    scorecard: Scorecard,
    written: AuthorsText,
) -> SelfEvaluation:
    """The self-evaluation as at the day of the inspection, held against the scorecard and the standing.

    ``written`` is what its authors wrote in their file.
    """
    framework, day = annex.frameworks[scope.inspection.framework], scope.inspection.day
    judged = {key: judgement for key, judgement in framework.judgements.items() if not judgement.over_all}
    areas = {**{key: judgement.short_title for key, judgement in judged.items()}, "": EVERY_AREA}
    rounds = [(row, audit(row, areas, framework.grades)) for row in rows.audits]
    audits = tuple(its_audit for _, its_audit in rounds)
    tracked = [*map(_Tracked, rows.recommendations, standing.recommendations)]
    own = _own(annex, standing)
    known = Known(
        day=day,
        limit=scope.limit,
        areas=areas,
        scorecard=scorecard,
        audits=audits,
        documents=standing.documents,
        recommendations={name: one.row.number for one in tracked for name in one.goes_by},
        own=own,
    )
    refs, unnumbered = claim_refs(rows.statements, [*areas])
    examined = [examine(row, refs[row.number], known) for row in rows.statements]
    statements = tuple(examination.statement for examination in examined)
    named = frozenset(areas.values()) - {EVERY_AREA}
    bearing = _Bearing(statements, scorecard.indicators, audits, standing.recommendations, named)
    parts = [_area(judged[key].title if key else title, title, bearing) for key, title in areas.items()]
    text = with_figures(written, scorecard)
    parts = [
        replace(part, text=text.areas[key], judgement=text.judgements[key])
        for key, part in zip(areas, parts, strict=True)
    ]
    every = parts.pop()
    findings = [*text.findings, *unnumbered]
    findings += (finding for examination in examined for finding in examination.findings)
    cycle = audit_cycle(rows, rounds, framework.grades, day, scope.limit("audit_team_cases"))
    about_audits = [
        finding
        for row, its_audit in rounds
        for finding in (*amiss(row, its_audit, day), *amiss_before_moderation(row, its_audit))
    ]
    about_audits += amiss_in_cycle(cycle, rows, standing.last_inspection, scope.limit, day)
    findings += about_audits
    if examined:
        findings += _two_values(examined)
        findings += _left_out(parts)
        findings += _unmentioned_indicators(scorecard, examined, scope.limit("kpi_worsening_months"))
        findings += _unmentioned_recommendations(tracked, examined)
        findings += _themes(rounds, tracked, statements, scope.limit("statement_theme_times"), day)
    else:
        sheet = annex.register_sheets[STATEMENTS].title
        wrong = f"the sheet {sheet} says nothing, so that nothing can be held against evidence"
        findings.append(Finding("warning", "Self-evaluation", wrong, "Write down each claim with what it rests on"))
    findings.sort(key=lambda finding: finding.severity)
    return SelfEvaluation(
        as_at=day,
        areas=tuple(parts),
        over_all=every if _says_anything(every) else None,
        statements=statements,
        audits=audits,
        audit_chart=chart(audits, framework.grades, day),
        findings=tuple(findings),
        contradictions=tuple(as_told(finding.about, finding.wrong) for finding in findings if finding.contradicts),
        document=own,
        text=text,
        text_as_written=written,
        cycle=replace(cycle, findings=tuple(about_audits)),
    )


def _says_anything(area: AreaEvaluation) -> bool:
    written = any(words.written for words in area.text.values())
    return written or any((area.statements, area.indicators, area.audits, area.recommendations))


def _own(annex: Annex, standing: Standing) -> DocumentStanding | None:
    """The self-evaluation's own row: the document that is made of the sheet of statements."""
    keys = {key for key, document in annex.documents.items() if document.made_of == STATEMENTS}
    return next((document for document in standing.documents if document.key in keys), None)


@dataclass(frozen=True)
class _Bearing:
    """What bears on areas, and the short titles of the areas that are ``named``; all else bears on every area."""

    statements: tuple[Statement, ...]
    indicators: tuple[Indicator, ...]
    audits: tuple[Audit, ...]
    recommendations: tuple[RecommendationStanding, ...]
    named: frozenset[str]


def _area(title: str, short_title: str, bearing: _Bearing) -> AreaEvaluation:
    """What is said of an area and what bears on it; what bears on no single area stands under all."""

    def here(area: str) -> bool:
        return area == short_title or (short_title == EVERY_AREA and area not in bearing.named)

    statements = [statement for statement in bearing.statements if here(statement.area)]
    strengths = tuple(statement for statement in statements if statement.kind == KINDS[STRENGTH])
    developments = tuple(statement for statement in statements if statement.kind == KINDS[DEVELOPMENT])
    return AreaEvaluation(
        title=title,
        short_title=short_title,
        strengths=strengths,
        developments=developments,
        others=tuple(statement for statement in statements if statement not in (*strengths, *developments)),
        indicators=tuple(indicator for indicator in bearing.indicators if here(indicator.area)),
        audits=tuple(audit for audit in bearing.audits if here(audit.area)),
        recommendations=tuple(row for row in bearing.recommendations if here(row.area)),
    )


def _two_values(examined: Sequence[Examined]) -> Iterator[Finding]:
    """Two statements that give an indicator two values for one day for which the scorecard has none."""
    values: dict[tuple[str, dt.date], list[tuple[str, Indicator, Stated]]] = {}
    for examination in examined:
        ref, day = examination.statement.ref, examination.as_at
        for citation in examination.cited:
            indicator = citation.indicator
            if indicator and citation.stated and day and not figures_on(indicator, day):
                values.setdefault((indicator.name, day), []).append((ref, indicator, citation.stated))
    for (_, day), cited in values.items():
        (first, indicator, stated), *others = cited
        for ref, _, other in others:
            if not (other.is_that(stated.value) or stated.is_that(other.value)):
                one, two = (indicator.current.unit_of(value.value) for value in (stated, other))
                place = f"Claims {first} and {ref}"
                wrong = f"say that {called(indicator)} was {one} and {two} on {in_words(day)}"
                yield Finding("error", place, wrong, "Correct one of the two", contradicts=True)


def _left_out(areas: Iterable[AreaEvaluation]) -> Iterator[Finding]:
    """Areas of which nothing is said, or nothing but good."""
    for area in areas:
        if not area.statements:
            yield Finding("warning", area.short_title, "no statement speaks of it", "Say what is known, and how")
        elif not area.developments:
            wrong = "no area for development is named"
            yield Finding("warning", area.short_title, wrong, "Say what is not good yet and what will be done about it")


def _unmentioned_indicators(scorecard: Scorecard, examined: Sequence[Examined], limit: int) -> Iterator[Finding]:
    """Indicators that are red or keep getting worse, and that no statement names."""
    named = {cited.indicator.name for examination in examined for cited in examination.cited if cited.indicator}
    for indicator in scorecard.indicators:
        months = indicator.months_worsening
        facts = []
        if indicator.rating == "red":
            facts.append(f"is red at {indicator.current.shown}")
        if months >= limit:
            facts.append(f"has got worse {months} months running")
        if facts and indicator.name not in named:
            place = f"Indicator {indicator.ref}, {indicator.title}" if indicator.ref else indicator.title
            wrong = f"{listed(facts)}, and no statement names it"
            yield Finding("warning", place, wrong, "Say what is known of it and what will be done about it")


def _unmentioned_recommendations(tracked: Sequence[_Tracked], examined: Sequence[Examined]) -> Iterator[Finding]:
    """Recommendations that are open, or done without effect, and that no statement answers by mark or in words."""
    answered = frozenset().union(*(examination.answers for examination in examined))
    statements = [examination.statement for examination in examined]
    texts = [f"{statement.claim}\n{statement.next_step}" for statement in statements]
    for recommendation in tracked:
        row, words = recommendation.row, recommendation.standing.recommendation
        status = row.action_status.key
        if status not in ENDED:
            fact = "is still open"
        elif status != DROPPED and row.impact_status.key == NO_IMPACT:
            fact = "is done without any impact seen"
        else:
            continue
        if row.number in answered or any(speaks_of(text, words) for text in texts):
            continue
        place = f"Recommendation {row.ref.text or f'in row {row.number}'}, {quoted(words)}"
        wrong = f"{fact}, and no statement answers it"
        yield Finding("warning", place, wrong, "Say how far it has got and what is next")


def _themes(
    rounds: Sequence[tuple[AuditRow, Audit]],
    tracked: Sequence[_Tracked],
    statements: Sequence[Statement],
    limit: int,
    day: dt.date,
) -> Iterator[Finding]:
    """Themes that keep coming back in audits and reports, and which statements speak of them."""
    shown: dict[str, str] = {}
    sources: dict[str, dict[str, None]] = {}
    for row, its_audit in sorted(rounds, key=lambda pair: pair[1].day or dt.date.min):
        if held(its_audit, day):
            _count(its_audit.themes, f"audit of {in_words(its_audit.day) or f'row {row.number}'}", shown, sources)
    for recommendation in tracked:
        source = told(recommendation.standing.source) or f"recommendation in row {recommendation.row.number}"
        _count(themes_in(recommendation.row.themes.text), source, shown, sources)
    for theme, its_sources in sources.items():
        if len(its_sources) >= limit:
            wrong, do = _recurring(theme, its_sources, statements)
            yield Finding("warning", f"Theme {quoted(shown[theme])}", wrong, do)


def _recurring(theme: str, sources: Iterable[str], statements: Sequence[Statement]) -> tuple[str, str]:
    """What is wrong with a theme that keeps coming back, by the statements that speak of it, and what to do."""
    speaking = [
        statement
        for statement in statements
        if theme in map(alike, statement.themes) or speaks_of(f"{statement.claim}\n{statement.next_step}", theme)
    ]
    developing = [statement.ref for statement in speaking if statement.kind == KINDS[DEVELOPMENT]]
    others = [statement.ref for statement in speaking if statement.kind != KINDS[DEVELOPMENT]]
    back = f"keeps coming back: {listed(sources)}"
    if developing:
        wrong = f"{back}. An area for development speaks of it ({_claims(developing)})"
        return wrong, "Say there why what was done before has not held"
    but = f", other statements do ({_claims(others)})" if others else ""
    wrong = f"{back}. No area for development speaks of it{but}"
    return wrong, "Write one, with a next step, or say why there is no need"


def _count(themes: Iterable[str], source: str, shown: dict[str, str], sources: dict[str, dict[str, None]]) -> None:
    for theme in themes:
        shown.setdefault(alike(theme), theme)
        sources.setdefault(alike(theme), {}).setdefault(source)


def _claims(refs: Sequence[str]) -> str:
    return f"{'claim' if len(refs) == 1 else 'claims'} {listed(refs)}"
