"""Judges each of the five lights: green only where all it rests on is there, fresh and contradicted by nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from readiness.evaluation.model import SelfEvaluation
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many
from readiness.improvement.model import Improvement
from readiness.indicators.model import Scorecard
from readiness.preparedness.model import Standing
from readiness.preparedness.people_and_days import inspection_days, people_and_days
from readiness.register.rows import sheet_of
from readiness.register.sheet_rows import PersonRow
from readiness.run.against_day import STALE
from readiness.run.context import RunContext
from readiness.run.model import Learned, Pack
from readiness.run.register_stage import LATE
from readiness.run.verdict import ANNEX_A, CLAIMS, DOCUMENTS, FIGURES, PEOPLE, Light, LightPoint, Verdict, light

CHANGED = "The register has been changed since; readiness build holds it against the figures again."
NOTHING_MADE = "No lists were made for {day}; readiness build makes them."
NOT_ASKED_FOR = "The documents built for {day} did not ask for it; readiness build makes them all."


@dataclass(frozen=True)
class Claimed:
    """All that the authority says of itself: the self-evaluation, and what the improvement plan is said to change."""

    evaluation: SelfEvaluation
    improvement: Improvement | None = None


def judge(run: RunContext, standing: Standing, pack: Pack, scorecard: Scorecard, claimed: Claimed) -> Verdict:
    """The verdict of a run that learned everything."""
    lists, stale = facts_of(pack), run.scope.limit(STALE)
    return Verdict(
        documents=documents_light(standing),
        annex_a=annex_a_light(lists, stale),
        figures=figures_light(scorecard, lists, stale),
        claims=claims_light(claimed.evaluation, claimed.improvement),
        people=people_light(run, standing),
        headline=standing.headline,
    )


def judge_as_last_built(run: RunContext, standing: Standing, judged_by: str) -> Verdict:
    """The verdict by the register as it is now, and for the rest by the run made last for the inspection day.

    ``judged_by`` is the digest of the register's rows that figures and claims rest on.
    """
    kept = {each.name: each for each in run.before.lights}
    nothing = (NOT_ASKED_FOR if run.before.listed else NOTHING_MADE).format(day=in_words(run.scope.inspection.day))
    annex_a, figures, claims = (
        kept.get(name, Light(name, "not known", nothing)) for name in (ANNEX_A, FIGURES, CLAIMS)
    )
    if judged_by != run.before.judged_by:
        figures, claims = _of_another_register(figures), _of_another_register(claims)
    return Verdict(documents_light(standing), annex_a, figures, claims, people_light(run, standing), standing.headline)


def _of_another_register(judged: Light) -> Light:
    """What was judged by other rows than the register has now: no comfort any more, and what was red may still be."""
    if not judged.rests_on:
        return judged
    if judged.state == "red":
        return replace(judged, reason=f"{judged.reason} {CHANGED}")
    return replace(judged, state="not known", reason=CHANGED)


def lights_to_keep(learned: Learned, stale: int, before: Mapping[str, Light]) -> list[Light]:
    """The lights that rest on case data, for later runs: as judged, and of what was not learned those from before.

    ``before`` are those of lists of the same case data.
    """
    if verdict := learned.verdict:
        return [verdict.annex_a, verdict.figures, verdict.claims]
    made = {ANNEX_A: annex_a_light(facts_of(learned.pack), stale)} if learned.pack else {}
    return [*{**before, **made}.values()]


def documents_light(standing: Standing) -> Light:
    """Every document asked for is ready, or is not needed for a reason."""
    points = [*_of_documents(standing)]
    if points and standing.expected:
        state, words = points[0]
        points[0] = state, "; ".join(filter(None, [standing.headline, words]))
    rests_on = "the register, and the files and days it names"
    return light(DOCUMENTS, points, standing.headline, rests_on, standing.as_at)


def _of_documents(standing: Standing) -> Iterator[LightPoint]:
    """The points about documents, the worst first. Where the headline has said everything, no words."""
    expected = standing.expected
    if not expected:
        yield "not known", "no document is asked for"
    if red := sum(document.red for document in expected):
        yield "red", f"{red} {'needs' if red == 1 else 'need'} somebody to act"
    if against := len(standing.contradictions):
        yield "red", f"{many(against, 'contradiction')} in the register"
    if standing.review_due:
        late = [document for document in expected if document.state == "review due"]
        longest = max(late, key=lambda document: document.days_overdue or 0)
        of_several = f", the longest of {many(len(late), 'review')}" if len(late) > 1 else ""
        days = many(longest.days_overdue or 0, "day")
        yield "amber", f"the review of {longest.title} is overdue by {days}{of_several}" if longest.days_overdue else ""
    if making := sum(document.state == "in development" and not document.red for document in expected):
        yield "amber", f"{making} in development"


@dataclass(frozen=True)
class ListFacts:
    """What the light of the lists rests on: how many were made and which were not, and what is wrong in them.

    ``lacking`` are columns needed that say nothing, ``faults`` errors in what was read. ``ends_before`` is how many
    days before the inspection day ``day`` the newest event is; None where no event has a day.
    """

    day: dt.date
    made: int
    not_made: tuple[str, ...] = ()
    errors: int = 0
    accepted: int = 0
    warnings: int = 0
    lacking: int = 0
    faults: int = 0
    ends_before: int | None = None
    source: str = "case data"

    @property
    def rests_on(self) -> str:
        """In days, since the day of an event is a value of the case data."""
        if not self.made:
            return ""
        newest = "on the inspection day" if self.ends_before == 0 else f"{many(self.ends_before or 0, 'day')} before it"
        newest = newest if self.ends_before is not None else "without a day"
        return f"{many(self.made, 'list')} of {self.source} whose newest event is {newest}"


def facts_of(pack: Pack) -> ListFacts:
    """What is known of the lists of a run. One that nothing was there to make of is not made, and says nothing."""
    made = [result for result in pack.lists if not result.left_empty and (result.rows or result.rows_in_files)]
    return ListFacts(
        day=pack.inspection.day,
        made=len(made),
        not_made=tuple(f"List {result.number}" for result in pack.lists if result not in made),
        errors=pack.checks.counts["error"],
        accepted=pack.checks.accepted_counts.get("error", 0),
        warnings=pack.checks.counts["warning"],
        lacking=len(pack.intake.lacking),
        faults=sum(finding.severity == "error" for finding in pack.findings),
        ends_before=pack.intake.ends_before,
        source=pack.source if pack.source == "case data" else "an Annex A workbook",
    )


def annex_a_light(lists: ListFacts, stale: int) -> Light:
    """Every list is made of a fresh extract that lacks nothing, and nothing is wrong in it, accepted or not."""
    errors, accepted, not_made = lists.errors, lists.accepted, lists.not_made

    def points() -> Iterator[LightPoint]:
        if not lists.made:
            yield "not known", "no list was made: all are empty"
            return
        yield from _stale(lists, stale)
        if errors:
            yield "red", f"{many(errors, 'error')}{f'; {accepted} accepted' if accepted else ''}"
        if lists.lacking:
            yield "red", f"{many(lists.lacking, 'column')} needed by lists without a value that can be right"
        elif lists.faults:
            yield "red", f"{many(lists.faults, 'error')} in what was read"
        if not_made:
            yield "amber", f"not made, since there was nothing to make it of: {listed(not_made)}"
        if accepted and not errors:
            yield "amber", f"0 errors; {accepted} accepted"

    warned = f"; {many(lists.warnings, 'warning')}" if lists.warnings else ""
    well = f"all {many(lists.made, 'list')} made, no error in them{warned}"
    return light(ANNEX_A, points(), well, lists.rests_on, lists.day)


def _stale(lists: ListFacts, stale: int) -> Iterator[LightPoint]:
    """Whether the extract goes as far as the inspection day."""
    ends = lists.ends_before
    if ends is None:
        yield "not known", "no event in the data has a day, so nobody can tell how old they are"
    elif ends > stale:
        yield "red", f"the extract ends {many(ends, 'day')} before the inspection day, and {stale} are allowed"


def figures_light(scorecard: Scorecard, lists: ListFacts, stale: int) -> Light:
    """Every indicator has a figure of a fresh extract, none is red or nearly, and no two sources differ."""
    counts, nearly = scorecard.counts, len(scorecard.nearly_red)
    rated = [indicator for indicator in scorecard.indicators if indicator.rating != "not rated"]
    without = sum(indicator.current.value is None for indicator in scorecard.indicators)

    def points() -> Iterator[LightPoint]:
        if not rated:
            yield "not known", "no indicator is rated"
        if rated and lists.made:
            yield from _stale(lists, stale)
        if counts["red"]:
            yield "red", f"{counts['red']} of {many(len(rated), 'rated indicator')} red"
        if differ := len(scorecard.contradictions):
            yield "red", f"{many(differ, 'figure')} {'differs' if differ == 1 else 'differ'} between two places"
        if counts["amber"] or nearly:
            yield "amber", f"{counts['amber']} of {many(len(rated), 'rated indicator')} amber, {nearly} nearly red"
        if without and rated:
            yield "amber", f"{without} of {many(len(scorecard.indicators), 'indicator')} without a figure"

    oldest = min((indicator.current.as_at for indicator in rated), default=scorecard.as_at)
    rests_on = "; ".join(filter(None, [many(len(rated), "rated indicator"), lists.rests_on]))
    return light(FIGURES, points(), "every rated indicator is green", rests_on, oldest)


def claims_light(evaluation: SelfEvaluation, improvement: Improvement | None = None) -> Light:
    """Every claim holds, nothing speaks against any or against the plan, and somebody has approved it as it is."""
    planned = improvement if improvement and improvement.is_planned else None
    wrong = len(evaluation.disproved)
    against = len(evaluation.contradictions) + (len(planned.contradictions) if planned else 0)
    claims = many(len(evaluation.statements), "claim")

    def points() -> Iterator[LightPoint]:
        if not evaluation.statements:
            yield "not known", "nothing is claimed"
        if evaluation.approved_against:
            yield "red", evaluation.approved_against.rstrip(".")
        if wrong:
            refs = listed(claim.ref for claim in evaluation.disproved)
            yield "red", f"{wrong} of {claims} {'does' if wrong == 1 else 'do'} not hold: {refs}"
        if against:
            yield "red", f"{many(against, 'contradiction')}"
        if evaluation.errors and not evaluation.approved_against and not wrong:
            yield "red", f"{many(evaluation.errors, 'error')} in what it rests on"
        if mend := len(evaluation.findings) + (len(planned.findings) if planned else 0):
            yield "amber", f"{many(mend, 'point')} to mend"
        if evaluation.draft and evaluation.statements:
            yield "amber", "not approved as it is"

    days = [evidence.day for claim in evaluation.statements for evidence in claim.evidence if evidence.day]
    since = f" with evidence since {in_words(min(days))}" if days else " without evidence that has a day"
    plan = f"; {many(len(planned.counted), 'action')} of the improvement plan" if planned else ""
    rests_on = f"{claims}{since}{plan}" if evaluation.statements else ""
    return light(CLAIMS, points(), "every claim holds, and they are approved as they are", rests_on, evaluation.as_at)


def people_light(run: RunContext, standing: Standing) -> Light:
    """Everybody whom plans count on is known and there in the inspection week, and no action is late."""
    sheet = run.annex.register_sheets[sheet_of(PersonRow)].title
    week = inspection_days(standing, run.timetable, run.annex.holidays)
    found = people_and_days(standing, week, sheet, run.scope.limit(LATE))
    points = [*map(_point, found)]
    if not any(person.name for person in standing.people):
        points.append(("not known", f"nobody is on the sheet {sheet}"))
    supposed = "" if week.called else ", as if the call came on the inspection day"
    span = f"the register; leave from {in_words(week.first)} to {in_words(week.last)}{supposed}"
    return light(PEOPLE, points, "everybody is there, and no action is late", span, standing.as_at)


def _point(finding: Finding) -> LightPoint:
    return "red" if finding.severity == "error" else "amber", finding.wrong
