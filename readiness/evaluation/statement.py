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
from readiness.evaluation.audits import held, in_grades
from readiness.evaluation.model import Audit, Evidence, EvidenceKind, Finding, Kind, Statement
from readiness.evaluation.parse_citations import Cited, indicators_in, meant, names_in, themes_in
from readiness.files.cells import quoted
from readiness.foundation.findings import Level, Problem
from readiness.foundation.normalise import alike
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many
from readiness.indicators.model import Scorecard, plain_number
from readiness.preparedness.model import DocumentStanding
from readiness.register.read import RegisterRow

STRENGTH, DEVELOPMENT = "strength", "development"
KINDS: Mapping[str, Kind] = dict(zip((STRENGTH, DEVELOPMENT, "neutral"), get_args(Kind), strict=True))
OTHERWISE = ("audit", "feedback", "external_review", "document")
AGAIN = "Find newer evidence, or say why it still holds"


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


def examine(row: RegisterRow, known: Known) -> Examined:
    """The statement in a row, with what does not hold in it."""
    return _Examining(row, known).examined()


class _Examining:
    """The examination of one statement: the evidence and the findings gathered so far."""

    def __init__(self, row: RegisterRow, known: Known) -> None:
        self.row, self.known = row, known
        self.strength = row.choice("kind") == STRENGTH
        self.about = f"Statement in row {row.number}"
        self.evidence: list[Evidence] = []
        self.findings: list[Finding] = []

    def examined(self) -> Examined:
        row = self.row
        cited = tuple(indicators_in(row.text("indicators"), self.known.scorecard))
        self._indicators(cited)
        self._audits()
        self._told("feedback", "feedback", "feedback_on", "statement_feedback_days")
        self._told("external review", "external_review", "external_review_on", "statement_review_days")
        self._documents()
        self._shape()
        answers = self._recommendations()
        findings = tuple(self.findings)
        statement = Statement(
            row=row.number,
            claim=row.text("claim"),
            area=self.known.areas.get(row.choice("area"), self.known.areas[""]),
            kind=KINDS[row.choice("kind")],
            evidence=tuple(self.evidence),
            impact=row.text("impact"),
            next_step=row.text("next_step"),
            owner=row.text("owner"),
            due=row.day("due"),
            confidence=row.shown("confidence"),
            themes=themes_in(row.text("themes")),
            problems=tuple(Problem(each.severity, each.wrong, each.do) for each in findings),
        )
        return Examined(statement, cited, row.day("indicators_as_at"), answers, findings)

    def _find(self, severity: Level, wrong: str, do: str, contradicts: bool = False) -> None:
        self.findings.append(Finding(severity, self.about, wrong, do, contradicts))

    def _indicators(self, cited: Sequence[Cited]) -> None:
        row, as_at = self.row, self.row.day("indicators_as_at")
        refs = [name for each in self.known.scorecard.indicators for name in (each.ref, each.title)]
        for each in cited:
            if each.indicator is None:
                do = meant(each.words, refs, "Use the numbers of the highlight report, such as 3.3 = 84.0")
                self._find("error", f"names {quoted(each.words)}, which is no indicator", do)
            elif each.indicator.current.value is not None or figures_on(each.indicator, as_at):
                self.evidence.append(Evidence("indicator", in_full(each, as_at), as_at, each.indicator))
        claim = Claim(
            about=self.about,
            words=row.text("claim"),
            cited=cited,
            as_at=as_at,
            says=row.choice("says"),
            said=row.shown("says"),
            strength=self.strength,
            alone=not any(map(row.text, OTHERWISE)),
            day=self.known.day,
            limit=self.known.limit("statement_figure_days"),
        )
        self.findings += disagreements(claim)

    def _audits(self) -> None:
        known = {alike(each.theme) for each in self.known.audits}
        names = names_in(self.row.text("audit"), lambda name: alike(name) in known)
        rounds: list[list[Audit]] = []
        for name in names:
            its = [each for each in self.known.audits if alike(each.theme) == alike(name)]
            done = [each for each in its if held(each, self.known.day)]
            if not its:
                do = meant(name, (each.theme for each in self.known.audits), "Add it to the sheet Audits")
                self._find("error", f"rests on an audit of {quoted(name)}, which is not on the sheet Audits", do)
            elif not done:
                wrong = f"rests on an audit of {quoted(name)} that has not been done yet"
                self._find("error", wrong, "Wait for what it finds, or take it out")
            else:
                rounds.append(sorted(done, key=lambda each: each.day or dt.date.min))
        said = self.row.number_in("audited")
        if rounds and said is None:
            self._find("warning", "names an audit, and not in how many cases", "Fill in Cases audited")
        elif said is not None and not names:
            self._find("warning", "gives a number of cases audited, and names no audit", "Fill in Audit")
        elif rounds and len(rounds) == len(names):
            self._count(rounds, said or Fraction(0))
        for its in rounds:
            used = next((each for each in reversed(its) if each.done == said), its[-1])
            self._one_audit(used)

    def _count(self, rounds: Sequence[Sequence[Audit]], said: Fraction) -> None:
        """The number of cases that a statement gives, beside what the sheet has: of one round, or of all together."""
        everything = [each for its in rounds for each in its]
        latest = sum(its[-1].done or 0 for its in rounds)
        together = sum(each.done or 0 for each in everything)
        single = [each.done for each in everything] if len(rounds) == 1 else []
        if said not in (latest, together, *single):
            has = listed(f"{each.done} ({in_words(each.day) or 'no day'})" for each in everything)
            themes = listed(quoted(its[-1].theme) for its in rounds)
            wrong = f"rests on an audit of {themes} with {plain_number(said)} cases, and the sheet Audits has {has}"
            self._find("error", wrong, "Correct one of the two", contradicts=True)

    def _one_audit(self, audit: Audit) -> None:
        grades = in_grades(audit)
        said = f"Audit of {audit.theme} in {many(audit.done or 0, 'case')}"
        words = ", ".join(filter(None, [said, in_words(audit.day)])) + (f": {grades}" if grades else "")
        self.evidence.append(Evidence("audit", words, audit.day))
        self._age(f"an audit of {quoted(audit.theme)}", audit.day, "statement_audit_days")

    def _told(self, kind: EvidenceKind, words: str, day: str, limit: str) -> None:
        """What somebody has said, and when."""
        said, on, heading = self.row.text(words), self.row.day(day), self.row.headings[day]
        if not said:
            if on:
                self._find("warning", f"has a day under {heading} and no words beside it", "Say what was said")
            return
        self.evidence.append(Evidence(kind, f"{said} ({in_words(on)})" if on else said, on))
        if on is None:
            self._find("warning", f"rests on {kind} without a day", f"Fill in {heading}")
        elif on > self.known.day:
            self._find("error", f"rests on {kind} of {in_words(on)}, a day still to come", "Correct the day")
        self._age(kind, on, limit)

    def _age(self, what: str, day: dt.date | None, limit: str) -> None:
        age, most = (self.known.day - day).days if day else 0, self.known.limit(limit)
        if age > most:
            wrong = f"rests on {what} of {in_words(day)}, which is {many(age, 'day')} old and should be at most {most}"
            self._find("warning", wrong, AGAIN)

    def _documents(self) -> None:
        known = {alike(each.title): each for each in self.known.documents}
        for name in names_in(self.row.text("document"), lambda name: alike(name) in known):
            document = known.get(alike(name))
            if document is None:
                titles = (each.title for each in self.known.documents)
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
                    self._find("warning", f"rests on {quoted(document.title)}, whose review is {late} late", AGAIN)

    def _shape(self) -> None:
        """What a claim of its kind must have: evidence, impact, a next step."""
        row, kinds = self.row, {each.kind for each in self.evidence}
        development = row.choice("kind") == DEVELOPMENT
        if not kinds and self.strength:
            self._find("error", "is a strength without evidence", "Say what shows it, or take the strength out")
        elif not kinds and development:
            self._find("warning", "is an area for development without evidence", "Say how it is known")
        if self.strength and kinds == {"indicator"}:
            wrong = "is a strength that rests on indicators alone, which show no impact on children"
            self._find("warning", wrong, "Add what audits, children and families, or others from outside have found")
        if self.strength and not row.text("impact"):
            self._find("warning", "does not say what the strength changes for children", "Fill in Impact on children")
        if not row.text("next_step"):
            if development:
                self._find("error", "is an area for development without a next step", "Say what will be done")
            return
        due = row.day("due")
        if not row.text("owner"):
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
        for name in names_in(self.row.text("recommendations"), lambda name: alike(name) in known):
            if alike(name) in known:
                answers.add(known[alike(name)])
            else:
                wrong = f"answers {quoted(name)}, which is not on the sheet Recommendations"
                do = meant(name, self.known.recommendations, "Use the marks under Ref there, such as R1")
                self._find("warning", wrong, do)
        return frozenset(answers)
