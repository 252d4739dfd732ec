"""Which lines of enquiry are proposed, from the signals the product has: what weighs most first, each thing once.

A thing is an indicator, a claim, an action, a recommendation, a rule or a topic; its mark stays the same from run to
run. Speaks of no child: of rules by their names and counts alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readiness.evaluation.model import SelfEvaluation, Statement
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many, sentence
from readiness.foundation.placeholders import fill
from readiness.improvement.model import AnsweredRecommendation, Improvement, PlannedAction
from readiness.improvement.ratings import UNSHOWN
from readiness.indicators.model import Indicator, Scorecard
from readiness.preparedness.model import DocumentStanding, RecommendationStanding, Standing
from readiness.specification.base import Words
from readiness.specification.enquiry import PAGE, SIGNALS, EnquiryPage, EnquiryRisk, SignalKind
from readiness.specification.frameworks import Framework
from readiness.week.flags import PracticeFlag
from readiness.week.recognise import KnownBy, says_any, says_ref
from readiness.week.topics import areas_shown, evidence_of, is_answered, is_shown, why_of

GROUPS: Mapping[SignalKind, str] = {kind: kind for kind in SIGNALS} | {"impact": "claim"}  # both are contradictions


@dataclass(frozen=True)
class Proposal:
    """A line of enquiry that is proposed, under its stable ``mark``; its position is for people to fill in.

    ``kind`` is that of its gravest signal, or "topic". ``known_by`` is what shows that a line is about it already.
    """

    mark: str
    line: str
    area: str
    why: str
    evidence: str
    figures: str
    risk: EnquiryRisk
    owner: str
    kind: str
    known_by: KnownBy


@dataclass(frozen=True)
class Proposals:
    """What is proposed, the gravest first. ``beyond`` counts what would be besides, if more of a kind were wanted."""

    chosen: tuple[Proposal, ...] = ()
    beyond: int = 0


@dataclass(frozen=True)
class SignalSources:
    """What a run has learned that may show what inspectors will ask."""

    scorecard: Scorecard
    evaluation: SelfEvaluation
    improvement: Improvement
    standing: Standing
    flags: tuple[PracticeFlag, ...] = ()


@dataclass(frozen=True)
class EnquiryLimits:
    """By how much an indicator must have fallen, how many of a kind and how many topics are proposed."""

    enquiry_fall_points: int
    enquiry_each: int
    enquiry_topics: int


@dataclass(frozen=True)
class Signal:
    """One reason to expect a question about a thing: what it is called and its ref, and all that bears on it."""

    kind: SignalKind
    mark: str
    called: str
    ref: str
    area: str
    why: str
    owner: str
    evidence: str = ""
    figures: str = ""
    refs: Words = ()


def proposals_of(sources: SignalSources, page: EnquiryPage, framework: Framework, limits: EnquiryLimits) -> Proposals:
    """What is proposed, whatever the register has already: see recognise for that. The same sources give the same."""
    documents = {document.key: document for document in sources.standing.documents}
    things: dict[str, list[Signal]] = {}
    for signal in sorted(_signals(sources, limits), key=lambda one: SIGNALS.index(one.kind)):
        things.setdefault(signal.mark, []).append(signal)
    proposals = [_proposal(signals, page, documents) for signals in things.values()]
    chosen = [proposal for proposal, within in zip(proposals, _within(things.values(), limits), strict=True) if within]
    topics = [*_topics(sources, page, framework, [proposal.line for proposal in proposals])][: limits.enquiry_topics]
    return Proposals((*chosen, *topics), len(proposals) - len(chosen))


def _within(things: Iterable[Sequence[Signal]], limits: EnquiryLimits) -> Iterator[bool]:
    """Of each thing, the gravest first, whether there is room for it: in its gravest kind, or in another it is of."""
    taken: Counter[str] = Counter()
    for signals in things:
        groups = [GROUPS[signal.kind] for signal in signals]
        room = next((group for group in groups if taken[group] < limits.enquiry_each), None)
        taken.update([room] if room else [])
        yield room is not None


def _signals(sources: SignalSources, limits: EnquiryLimits) -> Iterator[Signal]:
    recommendations = [*zip(sources.improvement.recommendations, sources.standing.recommendations, strict=True)]
    for claim in sources.evaluation.statements:
        yield from _of_claim(claim)
    for theme in sources.improvement.themes:
        for action in theme.actions:
            yield from _of_action(action, sources.improvement.recommendations)
    yield from map(_red, sources.scorecard.red)
    yield from _falls(sources.scorecard, limits.enquiry_fall_points)
    for flag in sorted(sources.flags, key=lambda flag: flag.before - flag.now):
        yield Signal("flag", flag.mark, flag.wrong, flag.rule, flag.area, flag.rise, "", "", flag.figures, (flag.rule,))
    for answered, standing in sorted(recommendations, key=lambda pair: -(pair[1].overdue or 0)):
        yield from _of_recommendation(answered, standing)


def _of_claim(claim: Statement) -> Iterator[Signal]:
    """What speaks against a claim: a signal on each indicator that does, or else on the claim itself.

    Why is said once, by what weighs most; the planning pack has the rest.
    """
    against = [problem.wrong for problem in sorted(claim.problems) if problem.contradicts]
    why = sentence(f"Claim {claim.ref} {against[0]}") if against else ""
    named = {one.ref: one for one in (evidence.indicator for evidence in claim.evidence) if one}
    indicators = [one for one in named.values() if any(says_ref(one.ref, wrong) for wrong in against)]
    for indicator in indicators if against else ():
        mark, refs = _mark(indicator), (indicator.ref, claim.ref)
        figures, owner = figures_of(indicator), claim.owner or indicator.owner
        yield Signal("claim", mark, claim.claim, claim.ref, claim.area, why, owner, "", figures, refs)
    if against and not indicators:
        mark = f"claim {claim.ref}"
        yield Signal("claim", mark, claim.claim, claim.ref, claim.area, why, claim.owner, refs=(claim.ref,))


def _of_action(action: PlannedAction, recommendations: Sequence[AnsweredRecommendation]) -> Iterator[Signal]:
    """What is said of an action and nothing bears out, on what it is measured by, or the recommendation it answers."""
    claimed = action.claims_impact and action.impact_rating == "red"
    if not claimed and action.reason != UNSHOWN:
        return
    against = f"claims an impact: {_not_borne_out(action)}" if claimed else f"is {action.reason}"
    why = sentence(f"Action {action.ref or action.action} of the plan {against}")
    indicator = action.measure.indicator if claimed and action.measure else None
    answers = [answer for answer in recommendations if answer.ref and action in answer.actions]
    mark, area = f"action {action.ref or action.action}", ""
    refs: Words = ()
    if indicator:
        mark, area, refs = _mark(indicator), indicator.area, (indicator.ref,)
    elif answers:
        mark, refs = f"recommendation {answers[0].ref}", (answers[0].ref,)
    figures = figures_of(indicator) if indicator else ""
    yield Signal("impact", mark, action.action, action.ref, area, why, action.lead, action.evidence, figures, refs)


def _not_borne_out(action: PlannedAction) -> str:
    """What the measure of an action shows, of which an impact is claimed."""
    measure = action.measure
    if measure and measure.now and measure.from_before:
        return f"{measure.title} was last measured on {in_words(measure.now.as_at)}, before it began"
    if measure and measure.baseline is not None:
        return f"{measure.title} was {measure.baseline_shown} when the plan began, and is {measure.shown}"
    return action.impact_reason


def _red(indicator: Indicator) -> Signal:
    why = f"It is red: {indicator.current.shown}, and its targets are {indicator.targets}."
    return _of_indicator("red", indicator, why)


def _falls(scorecard: Scorecard, points: int) -> Iterator[Signal]:
    """The indicators that got worse, those that fell furthest first."""
    fallen = [(_fall(indicator), indicator) for indicator in scorecard.indicators]
    for fall, indicator in sorted(fallen, key=lambda pair: -pair[0]):
        if fall >= points:
            before, now = indicator.last_year, indicator.current
            why = f"It has got worse: {before.shown} {before.basis}, and {now.shown} {now.basis}."
            yield _of_indicator("fall", indicator, why)
        elif indicator.rating == "amber" and indicator.travel == "worsening":
            yield _of_indicator("fall", indicator, "It is amber, and getting worse over six months.")


def _fall(indicator: Indicator) -> float:
    """By how many points it is worse than at the end of last year; of an average or a rate by how much per cent."""
    now, before = indicator.current.value, indicator.last_year.value
    if now is None or before is None or indicator.direction == "neither" or indicator.unit == "count":
        return 0
    fall = (before - now) if indicator.direction == "higher" else (now - before)
    return float(fall if indicator.unit == "percent" else fall * 100 / before if before else 0)


def _of_indicator(kind: SignalKind, indicator: Indicator, why: str) -> Signal:
    said = indicator.commentary
    evidence = f"Commentary on {indicator.ref}, {in_words(said.day)}" if said else ""
    figures, refs = figures_of(indicator), (indicator.ref,)
    area, owner = indicator.area, indicator.owner
    return Signal(kind, _mark(indicator), indicator.title, indicator.ref, area, why, owner, evidence, figures, refs)


def _mark(indicator: Indicator) -> str:
    return f"indicator {indicator.ref}"


def figures_of(indicator: Indicator) -> str:
    """What an indicator is and what it was, each figure with its day."""
    figures = (indicator.current, indicator.last_year)
    told = [
        f"{figure.shown}{f' ({figure.counts})' if figure.counts else ''} {figure.basis}"
        for figure in figures
        if figure.value is not None
    ]
    return f"{indicator.ref}: {'; '.join(told)}" if told else ""


def _of_recommendation(answered: AnsweredRecommendation, standing: RecommendationStanding) -> Iterator[Signal]:
    called, ref = answered.recommendation, answered.ref
    mark, refs = f"recommendation {ref or called}", (ref,) if ref else ()
    area, owner, evidence = standing.area, standing.owner, standing.evidence
    if standing.claims_impact and not standing.evidence:
        why = f"{ref or called} is said to have had its effect, and no evidence is named."
        yield Signal("impact", mark, called, ref, area, why, owner, evidence, refs=refs)
    if not answered.ended:
        by = f"{ref}, {answered.source}" if ref and answered.source else ref or answered.source or called
        parts = [f"{by}: {standing.action_status}; {standing.impact_status}"]
        parts += [f"{many(standing.overdue, 'day')} overdue"] if standing.overdue else []
        parts += [] if answered.actions else ["no action of the plan answers it"]
        why = sentence("; ".join(parts))
        yield Signal("recommendation", mark, called, ref, area, why, owner, evidence, refs=refs)


def _proposal(signals: Sequence[Signal], page: EnquiryPage, documents: dict[str, DocumentStanding]) -> Proposal:
    """One proposal from all signals on a thing: the question is that of the gravest."""
    first = signals[0]
    about = page.signals[first.kind]
    fields = {"called": first.called, "ref": first.ref}
    named = [signal.evidence for signal in signals if signal.evidence]
    return Proposal(
        mark=first.mark,
        line=" ".join(str(fill(about.line, PAGE, fields)).split()),
        area=_first(signal.area for signal in signals),
        why=" ".join(dict.fromkeys(signal.why for signal in signals)),
        evidence="; ".join(dict.fromkeys((*evidence_of(about.evidence, documents), *named))),
        figures="; ".join(dict.fromkeys(signal.figures for signal in signals if signal.figures)),
        risk=about.risk,
        owner=_first(signal.owner for signal in signals),
        kind=first.kind,
        known_by=KnownBy(
            refs=tuple(dict.fromkeys(ref for signal in signals for ref in signal.refs if ref)),
            names=tuple(dict.fromkeys(signal.called for signal in signals)),
        ),
    )


def _first(words: Iterator[str]) -> str:
    return next(filter(None, words), "")


def _topics(
    sources: SignalSources, page: EnquiryPage, framework: Framework, lines: Sequence[str]
) -> Iterator[Proposal]:
    """The topics for which something is lacking, unless a line is about them.

    Those that most reports speak of come first, and of these the ones that no document shows.
    """
    documents = {document.key: document for document in sources.standing.documents}
    for key, topic in sorted(page.by_count, key=lambda one: (-one[1].reports, is_shown(one[1], documents))):
        answered = is_answered(topic, documents, sources.evaluation)
        if answered or any(says_any(topic.words, line) for line in lines):
            continue
        owners = (documents[name].owner for name in topic.evidence if name in documents)
        yield Proposal(
            mark=f"topic {key}",
            line=topic.question,
            area=areas_shown(topic.areas, framework),
            why=why_of(topic, page, documents, sources.evaluation),
            evidence="; ".join(evidence_of(topic.evidence, documents)),
            figures="",
            risk=page.risk_of_topics,
            owner=_first(owners),
            kind="topic",
            known_by=KnownBy(words=topic.words),
        )
