"""Findings that somebody accepts for a while, with a reason: which they are, and which of them come back.

What is accepted is counted apart and stays in sight. It comes back once its last day has passed, and, when it is about
one child, once what the finding rests on is no longer what it was when it was first seen accepted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from readiness.checks.compare import APART, WHOLE
from readiness.checks.model import Acceptance, Accepted, BrokenRule, Checks
from readiness.checks.rows_in_extract import CaseRows
from readiness.checks.worklist import Texts
from readiness.files.digest_key import DigestKey
from readiness.foundation.dates import months_before
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many, nearest
from readiness.lists.model import ListResult
from readiness.register.sheet_rows import AcceptedFindingRow
from readiness.specification.model import Annex

EVERYBODY = ("all", "all children")
LOOK_AGAIN = "Look at it again; to accept it as it now is, give a new day under Accepted on, or take the row away"
Remembered = Mapping[str, Sequence[str]]  # by acceptance, the digests of the findings it was first seen with
RowsOf = dict[int, Acceptance]


@dataclass(frozen=True)
class Acceptances:
    """What the register accepts, in force or not, what is wrong in it, and what earlier runs remember of it."""

    rows: tuple[Acceptance, ...] = ()
    findings: tuple[Finding, ...] = ()
    remembered: Remembered = field(default_factory=dict)


NOTHING_ACCEPTED = Acceptances()


def read_acceptances(annex: Annex, rows: Iterable[AcceptedFindingRow], day: dt.date) -> Acceptances:
    """What the register accepts on a day. A row that says too little accepts nothing, and is told."""
    read: list[Acceptance] = []
    findings: list[Finding] = []
    for row in rows:
        rule = next((name for name in annex.rules if name.casefold() == row.rule.text.casefold()), "")
        severity = annex.rules[rule].severity if rule else ""
        child = "" if row.child.text.casefold() in EVERYBODY else row.child.text
        why_not = [*_why_not(annex, row, severity)]
        findings += [Finding("warning", place, f"{wrong}, so nothing is accepted", do) for place, wrong, do in why_not]
        ended = row.until.day is not None and row.until.day < day
        state = "not used" if why_not else "ended" if ended else "accepted"
        names = (row.reason.text, row.accepted_by.text)
        about = (rule or row.rule.text, severity, child if row.child.text else "Nobody")
        read.append(Acceptance(row.place, about, names, (row.accepted_on.day, row.until.day), state))
    return Acceptances(tuple(read), tuple(findings))


def _why_not(annex: Annex, row: AcceptedFindingRow, severity: str) -> Iterator[tuple[str, str, str]]:
    """Why a row accepts nothing: the place, what is wrong and what to do."""
    if not severity:
        do = nearest(row.rule.text.upper(), annex.rules) or "Write it as the data-quality workbook has it"
        yield row.rule.place, f'"{row.rule.text}" is not a rule', do
    for cell, what in (
        (row.child, "the child, or All"),
        (row.reason, "why it is accepted"),
        (row.accepted_by, "who accepts it"),
        (row.until, "the last day on which it is"),
    ):
        if not cell.text:
            yield cell.place, "is blank", f"Write {what}"
    if severity == "error" and row.child.text.casefold() in EVERYBODY:
        yield row.child.place, "an error cannot be accepted for all children", "Accept it child by child, or correct it"


@dataclass(frozen=True)
class RestsOn:
    """What findings are about: the lists, the texts that could not be read, and the rows of case data.

    ``key`` is that of the digests of it.
    """

    lists: Sequence[ListResult]
    texts: Texts
    of_tables: CaseRows
    key: DigestKey

    def asked(self) -> Callable[[BrokenRule, int], tuple[str, str]]:
        """Gives whom a finding is about, and a digest of what it rests on."""
        by_name = {result.name: result for result in self.lists}
        people = {result.name: result.people for result in self.lists}

        def about(cause: BrokenRule, row: int) -> tuple[str, str]:
            if row == WHOLE:
                return "", ""
            result = by_name.get(cause.about)
            if not result:
                case_row = self.of_tables[cause.rule, cause.about, row]
                return str(case_row.whose or ""), _digest(self.key, cause.rule, cause.about, case_row.says)
            person, cells = people[cause.about][row], result.rows[row]
            pointed = [
                str(self.texts.get((result.name, column.name, row)) if cell is None else cell)
                for column, cell in zip(result.columns, cells, strict=True)
                if column.name in cause.columns or not cause.columns
            ]
            return str(person or ""), _digest(self.key, cause.rule, cause.about, *cause.columns, *pointed)

        return about


def _digest(key: DigestKey, *words: object) -> str:
    return key.digest(APART.join(map(str, words)), 8)


def accepted_apart(checks: Checks, known: Acceptances, rests_on: RestsOn, day: dt.date) -> Checks:
    """The checks with what is accepted apart from the rest; each acceptance says how much it takes and gives back."""
    if not known.rows:
        return checks
    about, tally = rests_on.asked(), _Tally(known, rests_on.key)
    kept: list[BrokenRule] = []
    for cause in checks.causes:
        rows = cause.rows or (WHOLE,)
        if cause.rule in tally.by_rule:
            rows = tuple(row for row in rows if not tally.takes(cause.rule, *about(cause, row)))
        if len(rows) == cause.count:
            kept.append(cause)
        elif rows:
            kept.append(replace(cause, rows=rows, new=cause.new & frozenset(rows)))
    soon = months_before(day, -1)
    return replace(
        checks,
        causes=tuple(kept),
        found=checks.causes,
        accepted=tuple(tally.outcome(acceptance, soon) for acceptance in known.rows),
        soon=soon,
        remembered=tally.remembered,
    )


class _Tally:
    """What each acceptance takes and gives back, while findings are looked at one by one."""

    def __init__(self, known: Acceptances, key: DigestKey) -> None:
        self.key = key
        self.by_rule: dict[str, list[Acceptance]] = {}
        for acceptance in sorted(known.rows, key=lambda each: each.for_all):  # what is said of one child goes first
            if acceptance.state != "not used":
                self.by_rule.setdefault(acceptance.rule, []).append(acceptance)
        self.left = {key: Counter(digests) for key, digests in known.remembered.items()}
        self.remembered: dict[str, Sequence[str]] = dict(known.remembered)
        self.taken: Counter[str] = Counter()
        self.returned: Counter[str] = Counter()

    def takes(self, rule: str, person: str, digest: str) -> bool:
        """Whether a finding is accepted. If it is not and was, those that accepted it give it back."""
        about_it = [each for each in self.by_rule[rule] if each.child in ("", person)]
        for acceptance in about_it:
            if acceptance.state == "accepted" and (acceptance.for_all or self._as_it_was(acceptance, digest)):
                self.taken[acceptance.place] += 1
                return True
        self.returned.update(acceptance.place for acceptance in about_it)
        return False

    def outcome(self, acceptance: Acceptance, soon: dt.date) -> Accepted:
        ends_soon = acceptance.until is not None and acceptance.until <= soon
        return Accepted(acceptance, self.taken[acceptance.place], self.returned[acceptance.place], ends_soon)

    def _as_it_was(self, acceptance: Acceptance, digest: str) -> bool:
        """Whether a finding is one with which its acceptance was first seen, which this run may be the first to do."""
        key = _digest(self.key, acceptance.rule, acceptance.child, acceptance.accepted_on)
        if key not in self.left:
            self.remembered[key] = [*self.remembered.get(key, ()), digest]
            return True
        self.left[key][digest] -= 1
        return self.left[key][digest] >= 0


def told_of(accepted: Iterable[Accepted]) -> Iterator[Finding]:
    """What has come back, and why."""
    for each in accepted:
        if not each.returned:
            continue
        acceptance, count = each.acceptance, many(each.returned, "finding")
        why = "the data behind it are not what they were when it was accepted"
        if acceptance.state == "ended":
            why = f"this ended on {in_words(acceptance.until)}"
        wrong = f"{why}, so {count} of {acceptance.rule} {'counts' if each.returned == 1 else 'count'} again"
        yield Finding("warning", acceptance.place, wrong, LOOK_AGAIN)
