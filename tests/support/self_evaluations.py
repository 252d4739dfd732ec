"""Self-evaluations made by hand, for tests of what is printed: one with something of everything, one with nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from overviews import AREAS, CARE, DAY, EVERY, FORMULA, HELP, HOSTILE, LEADERS, LEAVERS, LONG, MARKUP, a_document
from own_texts import KEY_OF, a_text_of, heading, words

from readiness.evaluation.model import AreaEvaluation, Audit, Evidence, SelfEvaluation, Statement
from readiness.evaluation.own_words import AuthorsText
from readiness.foundation.chart import Chart, Series
from readiness.foundation.findings import Finding
from readiness.indicators.model import Scorecard
from readiness.preparedness.model import RecommendationStanding

GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
FULL = {
    LEADERS: "The impact of leaders on social work practice with children and families",
    HELP: "The experiences and progress of children who need help and protection",
    CARE: "The experiences and progress of children in care",
    LEAVERS: "The experiences and progress of care leavers",
}
NO_STEP = Finding(
    "error", "", "is an area for development without a next step", "Say what will be done, by whom and when"
)
ONLY_FIGURES = Finding("warning", "", "rests on indicators alone", "Add what audits, children or others say")


def a_statement(
    row: int, claim: str, area: str, kind: str, evidence: Sequence[Evidence] = (), **said: object
) -> Statement:
    """A claim with nothing about it but what is given."""
    blank = Statement(
        row=row,
        ref=f"C1.{row}",
        claim=claim,
        area=area,
        kind=kind,  # type: ignore[arg-type]
        evidence=tuple(evidence),
        impact="",
        next_step="",
        owner="",
        due=None,
        confidence="",
        themes=(),
        problems=(),
    )
    return replace(blank, **said)  # type: ignore[arg-type]


def _statements(scorecard: Scorecard) -> tuple[Statement, ...]:
    visits, oversight = (next(i for i in scorecard.indicators if i.ref == ref) for ref in ("4.7.2", "5.10"))
    seen = f"{visits.title}: {visits.current}, {visits.current.basis}; 94.5% when this was written"
    heard = "24 of 31 young people in the survey of June said that their plan was theirs"
    return (
        a_statement(
            2,
            "Children on a protection plan are seen often and alone.",
            HELP,
            "strength",
            [
                Evidence("indicator", seen, visits.current.as_at, visits),
                Evidence("audit", "Audit of protection plans: 12 cases", dt.date(2026, 9, 30)),
            ],
            impact="They know their social worker and say sooner when something is wrong.",
            next_step="Keep visits weekly for children under one",
            owner="Ben Bright",
            due=dt.date(2027, 1, 31),
            confidence="High",
            themes=("visits",),
        ),
        a_statement(
            3,
            "Assessments of children in care are out of date too often.",
            CARE,
            "area for development",
            [
                Evidence(
                    "indicator", f"{oversight.title}: {oversight.current}, {oversight.current.basis}", DAY, oversight
                )
            ],
            impact="Plans rest on what was known a year ago.",
            next_step="Bring every assessment up to date, the oldest first",
            owner="Cem Coban",
            due=dt.date(2026, 12, 18),
            confidence="High",
            problems=(ONLY_FIGURES,),
        ),
        a_statement(
            4,
            "Young people help to write their pathway plans.",
            LEAVERS,
            "strength",
            [Evidence("feedback", heard, dt.date(2026, 6, 30)), Evidence("document", "Local offer, version 3", None)],
            impact="Their plans say what they want to do next.",
            confidence="Medium",
        ),
        a_statement(
            5, HOSTILE, LEADERS, "strength", [Evidence("external review", MARKUP, None)], impact=FORMULA, owner=MARKUP
        ),
        a_statement(
            6,
            "Supervision does not always challenge.",
            LEADERS,
            "area for development",
            impact=LONG,
            problems=(NO_STEP,),
        ),
        a_statement(
            7,
            "Partners sit in one building.",
            EVERY,
            "neutral",
            [Evidence("feedback", "Workers say that they ask each other before they refer", dt.date(2026, 5, 4))],
            next_step=FORMULA,
            owner=MARKUP,
        ),
    )


def _audits() -> tuple[Audit, ...]:
    plans = Audit(
        theme="Protection plans",
        area=HELP,
        day=dt.date(2026, 9, 30),
        planned=12,
        done=12,
        grades=dict(zip(GRADES, (1, 7, 4, 0), strict=True)),
        changed_by_moderation=2,
        better_at_re_audit=3,
        learning="Plans say who does what; they seldom say by when.",
        themes=("visits", "plans that say by when"),
        owner="Dora Dean",
    )
    supervision = replace(
        plans,
        theme="Supervision",
        area=LEADERS,
        day=None,
        done=None,
        grades=dict.fromkeys(GRADES),
        changed_by_moderation=None,
        better_at_re_audit=None,
        learning="",
        themes=(),
        owner="",
    )
    hostile = replace(plans, theme=HOSTILE, area=CARE, done=9, grades=dict(zip(GRADES, (0, 3, 5, 1), strict=True)))
    return (plans, replace(hostile, learning=MARKUP, themes=(FORMULA,), better_at_re_audit=None), supervision)


def _audit_chart(audits: Sequence[Audit]) -> Chart:
    graded = [audit for audit in audits if any(count is not None for count in audit.grades.values())]
    values = {grade: tuple(float(audit.grades[grade] or 0) for audit in graded) for grade in GRADES}
    words = "Grades of audited cases. " + "; ".join(
        f"{audit.theme}: " + ", ".join(f"{count} {grade}" for grade, count in audit.grades.items()) for audit in graded
    )
    series = tuple(Series(grade, values[grade]) for grade in GRADES)
    return Chart("audit grades", "Audited cases by grade", tuple(audit.theme for audit in graded), series, words)


def some_text() -> AuthorsText:
    """A text with something below some headings, one of them unknown, that would like to be fields and markup."""
    return a_text_of(
        heading("Summary"),
        words(f"Children are listened to. {MARKUP}"),
        heading("HELP and protection"),
        heading("Our own judgement", 2),
        words("Grade: Good"),
        words("Children are seen, and most families say why it helped."),
        heading("2. How do we know it", 2),
        words(f"{HOSTILE} {{{{ 7*7 }}}} {{% raw %}}", bold=True),
        heading("Somewhere else"),
        words(FORMULA),
    )


def _area(
    title: str,
    statements: Sequence[Statement],
    audits: Sequence[Audit],
    scorecard: Scorecard,
    recommendations: Sequence[RecommendationStanding],
) -> AreaEvaluation:
    its = [each for each in statements if each.area == title]
    return AreaEvaluation(
        title=FULL.get(title, title),
        short_title=title,
        strengths=tuple(each for each in its if each.kind == "strength"),
        developments=tuple(each for each in its if each.kind == "area for development"),
        others=tuple(each for each in its if each.kind == "neutral"),
        indicators=tuple(each for each in scorecard.indicators if each.area == title),
        audits=tuple(each for each in audits if each.area == title),
        recommendations=tuple(each for each in recommendations if each.area == title),
    )


def some_evaluation(scorecard: Scorecard, recommendations: Sequence[RecommendationStanding]) -> SelfEvaluation:
    """A draft with claims of every kind, audits with and without grades, and texts that would like to be fields."""
    statements, audits = _statements(scorecard), _audits()
    areas = [_area(title, statements, audits, scorecard, recommendations) for title in (*AREAS, EVERY)]
    text = some_text()
    areas = [
        replace(area, text=text.areas[key], judgement=text.judgements[key])
        for key, area in ((KEY_OF.get(area.short_title, ""), area) for area in areas)
    ]
    return SelfEvaluation(
        as_at=DAY,
        areas=tuple(areas[:-1]),
        over_all=areas[-1],
        statements=statements,
        audits=audits,
        audit_chart=_audit_chart(audits),
        findings=(
            Finding("error", "Claim C1.6", NO_STEP.wrong, NO_STEP.do),
            Finding("warning", HOSTILE, MARKUP, FORMULA),
        ),
        contradictions=("Row 2 says 94.5% and the figure is now 95.3%.",),
        document=a_document("Self-evaluation", "contradicted", version="4.2"),
        text=text,
        text_as_written=text,
    )


def approved(evaluation: SelfEvaluation) -> SelfEvaluation:
    """The same, approved."""
    document = a_document("Self-evaluation", "ready", version="5", approved_by="Dora Dean", approved_on=DAY)
    return replace(evaluation, document=document)


def bare_evaluation() -> SelfEvaluation:
    """What there is before anybody has claimed anything."""
    text = a_text_of()
    areas = tuple(
        AreaEvaluation(FULL[title], title, (), (), (), (), (), (), text.areas[KEY_OF[title]]) for title in AREAS
    )
    return SelfEvaluation(DAY, areas, None, (), (), None, (), (), None, text, text)
