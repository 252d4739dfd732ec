"""Runs the proofs of rules: rows of lists drawn as a workbook holds them, each with the rules it breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from readiness.adopting import settle
from readiness.checks import check
from readiness.contract import needed_columns
from readiness.errors import ReadinessError, listed
from readiness.findings import Cause, Remark
from readiness.intake import take_in
from readiness.lists import set_scene
from readiness.results import Intake
from readiness.sources.annex_a import Leaf, sort_out
from readiness.sources.raw import RawTable
from readiness.spec.assemble import answered
from readiness.spec.model import Annex, Proof
from readiness.spec.reader import Page
from readiness.store import Store
from readiness.workspace import SETTINGS, Brief, Settings, Workspace, brief

FINDS = "finds"
Drawn = list[list[str | None]]


def draw(table: str) -> tuple[list[str], Drawn]:
    """A drawn table's headings and rows; an empty cell is None."""
    lines = [line for line in table.splitlines() if line.strip()]
    cells = [[cell.strip() or None for cell in line.split("|")] for line in lines]
    headings = [heading or "" for heading in cells[0]] if cells else []
    return headings, [(row + [None] * len(headings))[: len(headings)] for row in cells[1:]]


def proof_brief(drawn: Proof, annex: Annex) -> Brief:
    """What an authority would ask for whose settings are the proof's. Raises UsageError."""
    settings = Settings.model_construct(
        authority="Proof",
        framework=next(reversed(annex.frameworks)),
        kind="short",
        inspection_day="",
        choices=dict(drawn.choices),
        thresholds=dict(drawn.thresholds),
        call_day="",
        lists_left_empty=(),
    )
    return brief(Workspace(Path(), settings, Page(SETTINGS, "")), annex, drawn.inspection_day)


def code_maps(drawn: Proof) -> dict[str, dict[str, str]]:
    """The code maps that are drawn."""
    return {name: {row[0] or "": row[1] or "" for row in draw(text)[1]} for name, text in drawn.codes.items()}


def settle_drawn(
    store: Store, annex: Annex, drawn: Proof, maps: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[str, ...], list[Remark]]:
    """Puts the drawn rows of lists into the store as those of a workbook; which lists, and what reading them told."""
    found = sort_out([*_leaves(drawn)], annex.lists, "proof")
    settled = settle(store, annex, found, maps, [])
    return tuple(found.lists), [*found.remarks, *(remark for _, its in settled.values() for remark in its)]


def take_in_drawn(store: Store, annex: Annex, drawn: Proof, maps: Mapping[str, Mapping[str, str]]) -> Intake:
    """Takes in the drawn case data, as if an extract held every column that the proof does not say is missing."""
    needed = needed_columns(annex)
    intake = take_in(store, annex, needed, [*_raw(drawn.given)], maps, None)
    everything = {f"{table}.{column}" for table, columns in needed.items() for column in columns}
    kept = frozenset(name for name in everything if not {name, name.split(".")[0]} & set(drawn.without))
    store.specified("annex_a/shared.sql", annex.shared)
    return replace(intake, supplied=kept)


def _raw(given: Mapping[str, str]) -> Iterator[RawTable]:
    for name, table in given.items():
        headings, rows = draw(table)
        yield RawTable(name, name, "rows", tuple(headings), rows=lambda rows=rows: iter(rows))  # type: ignore[misc]


def rules_named(proof: Proof) -> set[str]:
    """The rules a proof speaks of: others may be broken by its rows and are not asked."""
    return set(proof.finds) | {rule for _, _, rules in _rows(proof) for rule in rules}


def shown_by(proof: Proof, rule: str, about: Sequence[str]) -> tuple[bool, bool]:
    """Whether the proof shows the rule broken, and whether it shows it kept by a row of the lists it is ``about``."""
    if rule in proof.finds:
        return proof.finds[rule] > 0, proof.finds[rule] == 0
    rows = [rules for name, _, rules in _rows(proof) if name in about]
    return any(rule in rules for rules in rows), any(rule not in rules for rules in rows)


def rules_differ(drawn: Proof, annex: Annex) -> Iterator[str]:
    """How what the rules find differs from what is drawn."""
    named = rules_named(drawn)
    try:
        its_brief = proof_brief(drawn, annex)
        only = annex.model_copy(update={"rules": {name: annex.rules[name] for name in named}})
        only = answered(only, its_brief.answers)
        with Store() as store:
            maps = code_maps(drawn)
            set_scene(store, only, its_brief, maps)
            found, remarks = settle_drawn(store, only, drawn, maps)
            causes = check(store, only, its_brief, found, (), remarks, drawn.last_run)
    except ReadinessError as error:
        yield from map(str, error.mistakes)
        return
    yield from _counts_differ(drawn, causes)
    broken = {(cause.about, row, cause.rule) for cause in causes for row in cause.rows}
    for name, row, rules in _rows(drawn):
        found_here = {rule for about, number, rule in broken if (about, number) == (name, row)} - set(drawn.finds)
        if found_here != rules:
            yield f"{name} row {row + 1} should break {_told(rules)}, and breaks {_told(found_here)}"


def _counts_differ(drawn: Proof, causes: Sequence[Cause]) -> Iterator[str]:
    counted: Counter[str] = Counter()
    for cause in causes:
        counted[cause.rule] += cause.count
    for rule, count in drawn.finds.items():
        if counted[rule] != count:
            yield f"{rule} should be found {count} times, and is {counted[rule]} times"


def _rows(proof: Proof) -> Iterator[tuple[str, int, set[str]]]:
    """Each drawn row of a list: the list, the row's number and the rules it breaks."""
    for name, table in proof.lists.items():
        headings, rows = draw(table)
        at = headings.index(FINDS) if FINDS in headings else None
        for number, row in enumerate(rows):
            yield name, number, set(((row[at] if at is not None else None) or "").replace(",", " ").split())


def _leaves(drawn: Proof) -> Iterator[Leaf]:
    """The sheets that are drawn; of a list, without the column that says what is found."""
    for name, table in drawn.lists.items():
        headings, rows = draw(table)
        keep = [place for place, heading in enumerate(headings) if heading != FINDS]
        cells: Drawn = [[headings[place] for place in keep], *([row[place] for place in keep] for row in rows)]
        yield _leaf(name, cells)
    for name, table in drawn.sheets.items():
        headings, rows = draw(table)
        yield _leaf(name, [[heading or None for heading in headings], *rows])


def _leaf(name: str, cells: Drawn) -> Leaf:
    return Leaf(name, name, cells)


def _told(rules: set[str]) -> str:
    return listed(sorted(rules)) or "no rule"
