"""One statement of the self-evaluation held against what it rests on, as things are on a day.

What statements leave unsaid, and how they fit each other, is left to evaluate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from readiness.evaluation.against_figures import Claim, disagreements, figures_on, in_full
from readiness.evaluation.against_words import Measures
from readiness.evaluation.audit_rounds import grades_in_words
from readiness.evaluation.audits import held
from readiness.evaluation.model import Audit, ClaimKind, Evidence, EvidenceKind, Statement
from readiness.evaluation.parse_citations import Cited, indicators_in, meant, names_in, themes_in
from readiness.files.cells import quoted
from readiness.foundation.findings import Finding, Severity
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many
from readiness.indicators.model import Scorecard, plain_number
from readiness.preparedness.model import DocumentStanding
from readiness.register.row_cells import DayCell, TextCell
from readiness.register.sheet_rows import StatementRow

STRENGTH, DEVELOPMENT = "strength", "development"
KINDS: Mapping[str, ClaimKind] = dict(zip((STRENGTH, DEVELOPMENT, "neutral"), get_args(ClaimKind), strict=True))
MEASURES = ("claim_most_per_cent", "claim_nearly_all_per_cent", "population_0_to_17")  # in the order of Measures
FIND_NEWER = "Find newer evidence, or say why it still holds"


@dataclass(frozen=True)
class Known:
    """What statements are held against. ``limit`` gives a threshold in days, ``areas`` short titles by key.

    ``recommendations`` gives the row of each by whatever it goes by. ``own`` is the self-evaluation itself.
    """

    day: dt.date
    limit: Callable[[str], int]
    areas: Mapping[str, str]
    scorecard: Scorecard
    audits: Sequence[Audit]
    documents: Sequence[DocumentStanding]
    recommendations: Mapping[str, int]
    own: DocumentStanding | None


@dataclass(frozen=True)
class Examined:
    """A statement, the indicators that it cites as at a day, the rows of recommendations it answers, what is amiss."""

    statement: Statement
    cited: tuple[Cited, ...]
    as_at: dt.date | None
    answers: frozenset[int]
    findings: tuple[Finding, ...]


def examine(row: StatementRow, ref: str, known: Known) -> Examined:
    """The statement in a row, which goes by ``ref``, with what does not hold in it."""
    return _Examining(row, ref, known).examined()


class _Examining:
    """The examination of one statement: the evidence and the findings gathered so far."""

    def __init__(self, row: StatementRow, ref: str, known: Known) -> None:
        self.row, self.ref, self.known = row, ref, known
        self.strength = row.kind.key == STRENGTH
        self.place = f"Claim {ref}"
        self.evidence: list[Evidence] = []
        self.findings: list[Finding] = []

    def examined(self) -> Examined:
        row = self.row
        cited = tuple(indicators_in(row.indicators.text, self.known.scorecard))
        self._indicators(cited)
        self._audits()
        self._told("feedback", row.feedback, row.feedback_on, "statement_feedback_days")
        self._told("external review", row.external_review, row.external_review_on, "statement_review_days")
        self._documents()
        self._shape()
        answers = self._recommendations()
        findings = tuple(self.findings)
        statement = Statement(
            row=row.number,
            ref=self.ref,
            claim=row.claim.text,
            area=self.known.areas.get(row.area.key, self.known.areas[""]),
            kind=KINDS[row.kind.key],
            evidence=tuple(self.evidence),
            impact=row.impact.text,
            next_step=row.next_step.text,
            owner=row.owner.text,
            due=row.due.day,
            confidence=row.confidence.shown,
            themes=themes_in(row.themes.text),
            problems=findings,
        )
        return Examined(statement, cited, row.indicators_as_at.day, answers, findings)

    def _find(self, severity: Severity, wrong: str, do: str, contradicts: bool = False) -> None:
        self.findings.append(Finding(severity, self.place, wrong, do, contradicts=contradicts))

    def _indicators(self, cited: Sequence[Cited]) -> None:
        row, as_at = self.row, self.row.indicators_as_at.day
        refs = [name for indicator in self.known.scorecard.indicators for name in (indicator.ref, indicator.title)]
        for citation in cited:
            indicator = citation.indicator
            if indicator is None:
                do = meant(citation.words, refs, "Use the numbers of the highlight report, such as 3.3 = 84.0")
                self._find("error", f"names {quoted(citation.words)}, which is no indicator", do)
            elif indicator.current.value is not None or figures_on(indicator, as_at):
                self.evidence.append(Evidence("indicator", in_full(citation, as_at), as_at, indicator))
        claim = Claim(
            place=self.place,
            words=row.claim.text,
            cited=cited,
            as_at=as_at,
            says=row.says.key,
            says_in_words=row.says.shown,
            strength=self.strength,
            alone=not any(cell.text for cell in (row.audit, row.feedback, row.external_review, row.document)),
            day=self.known.day,
            limit=self.known.limit("statement_figure_days"),
            measures=Measures(*map(self.known.limit, MEASURES)),
        )
        self.findings += disagreements(claim)

    def _audits(self) -> None:
        known = {alike(audit.theme) for audit in self.known.audits}
        names = names_in(self.row.audit.text, lambda name: alike(name) in known)
        rounds: list[list[Audit]] = []
        for name in names:
            named = [audit for audit in self.known.audits if alike(audit.theme) == alike(name)]
            done = [audit for audit in named if held(audit, self.known.day)]
            if not named:
                do = meant(name, (audit.theme for audit in self.known.audits), "Add it to the sheet Audits")
                self._find("error", f"rests on an audit of {quoted(name)}, which is not on the sheet Audits", do)
            elif not done:
                wrong = f"rests on an audit of {quoted(name)} that has not been done yet"
                self._find("error", wrong, "Wait for what it finds, or take it out")
            else:
                rounds.append(sorted(done, key=lambda audit: audit.day or dt.date.min))
        cases = self.row.audited.number
        if rounds and cases is None:
            self._find("warning", "names an audit, and not in how many cases", "Fill in Cases audited")
        elif cases is not None and not names:
            self._find("warning", "gives a number of cases audited, and names no audit", "Fill in Audit")
        elif rounds and len(rounds) == len(names):
            self._count(rounds, cases or Fraction(0))
            self._sample(cases or Fraction(0), self.known.limit("statement_audit_cases"))
        for audits in rounds:
            self._one_audit(next((audit for audit in reversed(audits) if audit.done == cases), audits[-1]))

    def _count(self, rounds: Sequence[Sequence[Audit]], cases: Fraction) -> None:
        """The number of cases that a statement gives, beside what the sheet has: of one round, or of all together."""
        audits = [audit for audits in rounds for audit in audits]
        latest = sum(audits[-1].done or 0 for audits in rounds)
        together = sum(audit.done or 0 for audit in audits)
        single = [audit.done for audit in audits] if len(rounds) == 1 else []
        if cases not in (latest, together, *single):
            has = listed(f"{audit.done} ({in_words(audit.day) or 'no day'})" for audit in audits)
            themes = listed(quoted(audits[-1].theme) for audits in rounds)
            wrong = f"rests on an audit of {themes} with {plain_number(cases)} cases, and the sheet Audits has {has}"
            self._find("error", wrong, "Correct one of the two", contradicts=True)

    def _sample(self, cases: Fraction, least: int) -> None:
        if cases < least:
            wrong = f"rests on {plain_number(cases)} audited cases, fewer than {least}"
            self._find("warning", wrong, "Audit more, or say what else it rests on")

    def _one_audit(self, audit: Audit) -> None:
        grades = grades_in_words(audit.grades)
        title = f"Audit of {audit.theme} in {many(audit.done or 0, 'case')}"
        words = ", ".join(filter(None, [title, in_words(audit.day)])) + (f": {grades}" if grades else "")
        self.evidence.append(Evidence("audit", words, audit.day))
        self._age(f"an audit of {quoted(audit.theme)}", audit.day, "statement_audit_days")

    def _told(self, kind: EvidenceKind, words: TextCell, day: DayCell, limit: str) -> None:
        """What somebody has said, and when."""
        if not words.text:
            if day.day:
                self._find("warning", f"has a day under {day.heading} and no words beside it", "Say what was said")
            return
        dated = f"{words.text} ({in_words(day.day)})" if day.day else words.text
        self.evidence.append(Evidence(kind, dated, day.day))
        if day.day is None:
            self._find("warning", f"rests on {kind} without a day", f"Fill in {day.heading}")
        elif day.day > self.known.day:
            self._find("error", f"rests on {kind} of {in_words(day.day)}, a day still to come", "Correct the day")
        self._age(kind, day.day, limit)

    def _age(self, what: str, day: dt.date | None, limit: str) -> None:
        age, most = (self.known.day - day).days if day else 0, self.known.limit(limit)
        if age > most:
            wrong = f"rests on {what} of {in_words(day)}, which is {many(age, 'day')} old and should be at most {most}"
            self._find("warning", wrong, FIND_NEWER)

    def _documents(self) -> None:
        known = {alike(document.title): document for document in self.known.documents}
        for name in names_in(self.row.document.text, lambda name: alike(name) in known):
            document = known.get(alike(name))
            if document is None:
                titles = (other.title for other in self.known.documents)
                do = meant(name, titles, "Add it to the sheet Documents")
                self._find("error", f"rests on {quoted(name)}, which is not on the sheet Documents", do)
            elif self.known.own and document.key == self.known.own.key:
                self._find("error", "rests on the self-evaluation itself", "Name what shows it")
            elif document.state not in ("ready", "review due"):
                wrong = f"rests on {quoted(document.title)}, which is {document.state} and so is no evidence"
                self._find("error" if self.strength else "warning", wrong, "See to the document, or name another")
            else:
                parts = [document.title, document.version and f"version {document.version}"]
                on = document.approved_on or document.file_day
                self.evidence.append(Evidence("document", ", ".join(filter(None, [*parts, in_words(on)])), on))
                if document.state == "review due":
                    late = many(document.days_overdue or 0, "day")
                    self._find("warning", f"rests on {quoted(document.title)}, whose review is {late} late", FIND_NEWER)

    def _shape(self) -> None:
        """What a claim of its kind must have: evidence, impact, a next step."""
        row, kinds = self.row, {evidence.kind for evidence in self.evidence}
        development = row.kind.key == DEVELOPMENT
        if not kinds and self.strength:
            self._find("error", "is a strength without evidence", "Say what shows it, or take the strength out")
        elif not kinds and development:
            self._find("warning", "is an area for development without evidence", "Say how it is known")
        if self.strength and kinds == {"indicator"}:
            wrong = "is a strength that rests on indicators alone, which show no impact on children"
            self._find("warning", wrong, "Add what audits, children and families, or others from outside have found")
        if self.strength and not row.impact.text:
            self._find("warning", "does not say what the strength changes for children", "Fill in Impact on children")
        if not row.next_step.text:
            if development:
                self._find("error", "is an area for development without a next step", "Say what will be done")
            return
        due = row.due.day
        if not row.owner.text:
            self._find("warning", "has a next step that nobody owns", "Name one owner")
        if due is None:
            self._find("warning", "has a next step without a day", "Give the day by which it will be done")
        elif due < self.known.day:
            wrong = f"has a next step that was due on {in_words(due)}"
            self._find("warning", wrong, "Say what came of it, and what is next")

    def _recommendations(self) -> frozenset[int]:
        """The rows of the recommendations that the statement answers."""
        known = {alike(name): row for name, row in self.known.recommendations.items()}
        answers = set()
        for name in names_in(self.row.recommendations.text, lambda name: alike(name) in known):
            if alike(name) in known:
                answers.add(known[alike(name)])
            else:
                wrong = f"answers {quoted(name)}, which is not on the sheet Recommendations"
                do = meant(name, self.known.recommendations, "Use the marks under Ref there, such as R1")
                self._find("warning", wrong, do)
        return frozenset(answers)
