"""Self-evaluations for tests: the borough of March 2023 with the statements, audits and recommendations of a test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scorecards import AS_AT, the_borough

from readiness.authority.choices import Scope
from readiness.authority.inspection import Inspection
from readiness.evaluation.authors_text import Outline, no_text
from readiness.evaluation.evaluate import evaluate
from readiness.evaluation.model import SelfEvaluation
from readiness.evaluation.own_words import AuthorsText
from readiness.indicators.model import Scorecard
from readiness.preparedness.documents import Scene
from readiness.preparedness.summarise import take_stock
from readiness.register.new import new_register
from readiness.register.read import with_areas
from readiness.register.rows import read_rows
from readiness.specification.frameworks import area_titles
from readiness.specification.model import Annex

Row = dict[str, Any]
Cases = dict[str, tuple[Row, list[str]]]
MARCH = dt.date(2023, 3, 31)
JANUARY = dt.date(2023, 1, 31)
LAST_SPRING = dt.date(2022, 3, 31)
ROUND: Row = {"theme": "Visits", "area": "help_and_protection", "day": JANUARY, "planned": 12, "done": 12}


def strength(**said: object) -> Row:
    """A strength in order, which rests on an indicator and on what people said, but for what a test says of it."""
    return {
        "claim": "Care leavers are in touch with us",
        "area": "care_leavers",
        "kind": "strength",
        "indicators": "6.1 = 98.1",
        "indicators_as_at": MARCH,
        "feedback": "Eleven of twelve said that they can reach somebody",
        "feedback_on": JANUARY,
        "impact": "Nobody moves home alone",
    } | said


def development(**said: object) -> Row:
    """An area for development in order."""
    return {
        "claim": "Visits to children in need come late",
        "area": "help_and_protection",
        "kind": "development",
        "indicators": "3.3 = 84.0",
        "indicators_as_at": MARCH,
        "next_step": "A weekly list to every team",
        "owner": "Ada Archer",
        "due": dt.date(2023, 6, 30),
    } | said


def without(row: Row, *names: str) -> Row:
    """The same with those cells blank."""
    return {name: said for name, said in row.items() if name not in names}


def evaluating(
    annex: Annex,
    folder: Path,
    framework: str = "2026",
    scorecard: Scorecard | None = None,
    limits: Mapping[str, int] | None = None,
    day: dt.date = AS_AT,
    **rows: list[Row],
) -> SelfEvaluation:
    """The self-evaluation of a register with those rows, by sheet."""
    sheets = with_areas(annex.register_sheets, annex.frameworks, framework)
    file = folder / "register.xlsx"
    for number, row in enumerate(rows.get("statements", ()), start=2):
        row.setdefault("ref", f"C0.{number}")
    file.write_bytes(new_register(sheets, rows))
    register_rows = read_rows(file, sheets)
    thresholds = {name: int(limit.default) for name, limit in annex.thresholds.items()} | dict(limits or {})
    scope = Scope(Inspection(framework, "short", day, {"day": day}), {}, (), thresholds, (), None, frozenset())
    standing = take_stock(annex, scope, register_rows, Scene(day, "short", folder, {}), {}, "")
    return evaluate(annex, scope, register_rows, standing, scorecard or the_borough(), a_text(annex, framework))


def a_text(annex: Annex, framework: str) -> AuthorsText:
    """The text of authors who have written nothing."""
    edition = annex.frameworks[framework]
    return no_text(Outline(annex.authors_text, area_titles(annex.frameworks, framework), edition.grades))


def of(found: SelfEvaluation, about: str = "Claim C0.2") -> list[str]:
    """What is found of one thing, in the words that people read."""
    return [f"{each.severity}: {each}" for each in found.findings if each.about.startswith(about)]


def assert_told(found: SelfEvaluation, expected: Sequence[str]) -> None:
    """Whether the first statement is told that and nothing else, worst first, and carries it as its problems."""
    in_order = sorted(expected, key=lambda sentence: sentence.partition(":")[0])
    assert of(found) == [sentence.replace(": ", ": Claim C0.2: ", 1) for sentence in in_order]
    its = {(each.severity, each.wrong, each.do) for each in found.findings if each.about == "Claim C0.2"}
    assert {(each.severity, each.wrong, each.do) for each in found.statements[0].problems} == its
