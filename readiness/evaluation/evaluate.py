"""What the authority says of itself, put together by judgement area, and everything in it that does not hold.

What holds up a single statement is looked at in statement; rounds of audits in audits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.authority.choices import Scope
from readiness.evaluation.against_figures import called, figures_on
from readiness.evaluation.audits import amiss, audit, chart, graded_in, held
from readiness.evaluation.model import AreaEvaluation, Audit, Finding, SelfEvaluation, Statement
from readiness.evaluation.parse_citations import Stated, speaks_of, themes_in
from readiness.evaluation.statement import DEVELOPMENT, KINDS, STRENGTH, Examined, Known, examine
from readiness.files.cells import quoted, told
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, sentence
from readiness.indicators.model import Indicator, Scorecard
from readiness.preparedness.model import DocumentStanding, RecommendationStanding, Standing
from readiness.preparedness.summarise import ENDED
from readiness.register.read import Register, RegisterRow
from readiness.specification.frameworks import EVERY_AREA
from readiness.specification.model import Annex

SHEET = "statements"
NO_IMPACT = "not_seen"


@dataclass(frozen=True)
class _Tracked:
    """A recommendation as the register and the standing have it. ``goes_by`` are its mark and its words."""

    row: RegisterRow
    standing: RecommendationStanding

    @property
    def goes_by(self) -> tuple[str, ...]:
        return tuple(filter(None, [self.row.text("ref"), self.standing.recommendation]))


def evaluate(
    annex: Annex, scope: Scope, register: Register, standing: Standing, scorecard: Scorecard
) -> SelfEvaluation:
    """The self-evaluation as at the day of the inspection, held against the scorecard and the standing."""
    framework, day = annex.frameworks[scope.inspection.framework], scope.inspection.day
    judged = {key: each for key, each in framework.judgements.items() if not each.over_all}
    areas = {**{key: each.short_title for key, each in judged.items()}, "": EVERY_AREA}
    graded = graded_in(annex.register_sheets["audits"], framework.grades)
    rounds = [(row, audit(row, areas, graded)) for row in register.rows("audits")]
    audits = tuple(each for _, each in rounds)
    tracked = [*map(_Tracked, register.rows("recommendations"), standing.recommendations)]
    own = _own(annex, standing)
    known = Known(
        day=day,
        limit=scope.limit,
        areas=areas,
        scorecard=scorecard,
        audits=audits,
        documents=standing.documents,
        recommendations={name: each.row.number for each in tracked for name in each.goes_by},
        own=own,
    )
    examined = [examine(row, known) for row in register.rows(SHEET)]
    statements = tuple(each.statement for each in examined)
    parts = [
        _area(judged[key].title if key else title, title, statements, scorecard, audits, standing, areas)
        for key, title in areas.items()
    ]
    every = parts.pop()
    findings = [finding for each in examined for finding in each.findings]
    findings += (finding for row, each in rounds for finding in amiss(row, each, graded, day))
    if examined:
        findings += _two_values(examined)
        findings += _left_out(parts)
        findings += _unmentioned_indicators(scorecard, examined, scope.limit("kpi_worsening_months"))
        findings += _unmentioned_recommendations(tracked, examined)
        findings += _themes(rounds, tracked, statements, scope.limit("statement_theme_times"), day)
    else:
        sheet = annex.register_sheets[SHEET].title
        wrong = f"the sheet {sheet} says nothing, so that nothing can be held against evidence"
        findings.append(Finding("warning", "Self-evaluation", wrong, "Write down each claim with what it rests on"))
    findings.sort(key=lambda finding: finding.severity)
    return SelfEvaluation(
        as_at=day,
        areas=tuple(parts),
        over_all=every if any((every.statements, every.indicators, every.audits, every.recommendations)) else None,
        statements=statements,
        audits=audits,
        audit_chart=chart(audits, framework.grades, day),
        findings=tuple(findings),
        contradictions=tuple(f"{each.about}: {sentence(each.wrong)}" for each in findings if each.contradicts),
        document=own,
    )


def _own(annex: Annex, standing: Standing) -> DocumentStanding | None:
    """The self-evaluation's own row: the document that is made of the sheet of statements."""
    keys = {key for key, document in annex.documents.items() if document.made_of == SHEET}
    return next((each for each in standing.documents if each.key in keys), None)


def _area(
    title: str,
    short_title: str,
    statements: Sequence[Statement],
    scorecard: Scorecard,
    audits: Sequence[Audit],
    standing: Standing,
    areas: Mapping[str, str],
) -> AreaEvaluation:
    """What is said of an area and what bears on it; what bears on no single area stands under all."""
    named = set(areas.values()) - {EVERY_AREA}

    def here(area: str) -> bool:
        return area == short_title or (short_title == EVERY_AREA and area not in named)

    its = [each for each in statements if here(each.area)]
    strengths = tuple(each for each in its if each.kind == KINDS[STRENGTH])
    developments = tuple(each for each in its if each.kind == KINDS[DEVELOPMENT])
    return AreaEvaluation(
        title=title,
        short_title=short_title,
        strengths=strengths,
        developments=developments,
        others=tuple(each for each in its if each not in (*strengths, *developments)),
        indicators=tuple(each for each in scorecard.indicators if here(each.area)),
        audits=tuple(each for each in audits if here(each.area)),
        recommendations=tuple(each for each in standing.recommendations if here(each.area)),
    )


def _two_values(examined: Sequence[Examined]) -> Iterator[Finding]:
    """Two statements that give an indicator two values for one day for which the scorecard has none."""
    said: dict[tuple[str, dt.date], list[tuple[int, Indicator, Stated]]] = {}
    for each in examined:
        for cited in each.cited:
            if cited.indicator and cited.stated and each.as_at and not figures_on(cited.indicator, each.as_at):
                its = said.setdefault((cited.indicator.name, each.as_at), [])
                its.append((each.statement.row, cited.indicator, cited.stated))
    for (_, day), its in said.items():
        (first, indicator, stated), *others = its
        for row, _, other in others:
            if not (other.is_that(stated.value) or stated.is_that(other.value)):
                one, two = (indicator.current.unit_of(each.value) for each in (stated, other))
                about = f"Statements in rows {first} and {row}"
                wrong = f"say that {called(indicator)} was {one} and {two} on {in_words(day)}"
                yield Finding("error", about, wrong, "Correct one of the two", contradicts=True)


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
    named = {cited.indicator.name for each in examined for cited in each.cited if cited.indicator}
    for indicator in scorecard.indicators:
        months = indicator.months_worsening
        facts = []
        if indicator.rating == "red":
            facts.append(f"is red at {indicator.current.shown}")
        if months >= limit:
            facts.append(f"has got worse {months} months running")
        if facts and indicator.name not in named:
            about = f"Indicator {indicator.ref}, {indicator.title}" if indicator.ref else indicator.title
            wrong = f"{listed(facts)}, and no statement names it"
            yield Finding("warning", about, wrong, "Say what is known of it and what will be done about it")


def _unmentioned_recommendations(tracked: Sequence[_Tracked], examined: Sequence[Examined]) -> Iterator[Finding]:
    """Recommendations that are open, or done without effect, and that no statement answers by mark or in words."""
    answered = frozenset().union(*(each.answers for each in examined))
    texts = [f"{each.statement.claim}\n{each.statement.next_step}" for each in examined]
    for each in tracked:
        row, words = each.row, each.standing.recommendation
        status = row.choice("action_status")
        if status not in ENDED:
            fact = "is still open"
        elif status != "dropped" and row.choice("impact_status") == NO_IMPACT:
            fact = "is done without any impact seen"
        else:
            continue
        if row.number in answered or any(speaks_of(text, words) for text in texts):
            continue
        about = f"Recommendation {row.text('ref') or f'in row {row.number}'}, {quoted(words)}"
        yield Finding(
            "warning", about, f"{fact}, and no statement answers it", "Say how far it has got and what is next"
        )


def _themes(
    rounds: Sequence[tuple[RegisterRow, Audit]],
    tracked: Sequence[_Tracked],
    statements: Sequence[Statement],
    limit: int,
    day: dt.date,
) -> Iterator[Finding]:
    """Themes that keep coming back in audits and reports, and which statements speak of them."""
    shown: dict[str, str] = {}
    sources: dict[str, dict[str, None]] = {}
    for row, each in sorted(rounds, key=lambda pair: pair[1].day or dt.date.min):
        if held(each, day):
            _count(each.themes, f"audit of {in_words(each.day) or f'row {row.number}'}", shown, sources)
    for one in tracked:
        source = told(one.standing.source) or f"recommendation in row {one.row.number}"
        _count(themes_in(one.row.text("themes")), source, shown, sources)
    for key, its in sources.items():
        if len(its) < limit:
            continue
        speaking = [
            each
            for each in statements
            if key in map(alike, each.themes) or speaks_of(f"{each.claim}\n{each.next_step}", key)
        ]
        developing = [each.row for each in speaking if each.kind == KINDS[DEVELOPMENT]]
        others = [each.row for each in speaking if each.kind != KINDS[DEVELOPMENT]]
        wrong = f"keeps coming back: {listed(its)}"
        if developing:
            wrong += f". An area for development speaks of it ({_rows(developing)})"
            do = "Say there why what was done before has not held"
        else:
            wrong += ". No area for development speaks of it" + (
                f", other statements do ({_rows(others)})" if others else ""
            )
            do = "Write one, with a next step, or say why there is no need"
        yield Finding("warning", f"Theme {quoted(shown[key])}", wrong, do)


def _count(themes: Iterable[str], source: str, shown: dict[str, str], sources: dict[str, dict[str, None]]) -> None:
    for theme in themes:
        shown.setdefault(alike(theme), theme)
        sources.setdefault(alike(theme), {}).setdefault(source)


def _rows(rows: Sequence[int]) -> str:
    return f"{'row' if len(rows) == 1 else 'rows'} {listed(rows)}"
