"""Drawn tables as case data, lists and settings: what every proof is run on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from readiness.authority.choices import Scope, scope_of
from readiness.authority.settings import SETTINGS, Settings, Workspace
from readiness.case_data.column_mapping import Needed, needed_columns
from readiness.case_data.ingest import ingest
from readiness.case_data.model import CaseDataAccount, RawTable
from readiness.foundation.database import Store
from readiness.lists.find_in_workbook import FoundWorkbook, Leaf, sort_out
from readiness.lists.make import set_scene
from readiness.lists.model import Remark
from readiness.lists.read_workbook import settle
from readiness.specification.model import Annex, Proof
from readiness.specification.read import with_answers
from readiness.specification.yaml_page import Page

FINDS = "finds"
Drawn = list[list[str | None]]
Asked = Callable[[Annex], Iterator[str]]  # how a specification differs from what a proof draws


def draw(table: str) -> tuple[list[str], Drawn]:
    """A drawn table's headings and rows; an empty cell is None."""
    lines = [line for line in table.splitlines() if line.strip()]
    cells = [[cell.strip() or None for cell in line.split("|")] for line in lines]
    headings = [heading or "" for heading in cells[0]] if cells else []
    return headings, [(row + [None] * len(headings))[: len(headings)] for row in cells[1:]]


def proof_scope(drawn: Proof, annex: Annex) -> Scope:
    """What an authority would ask for whose settings are the proof's. Raises UsageError."""
    settings = Settings.model_validate(
        {
            "authority": "Proof",
            "framework": next(reversed(annex.frameworks)),
            "kind": "short",
            "choices": drawn.choices,
            "thresholds": drawn.thresholds,
        }
    )
    return scope_of(Workspace(Path(), settings, Page(SETTINGS, "")), annex, drawn.inspection_day)


def code_maps(drawn: Proof) -> dict[str, dict[str, str]]:
    """The code maps that are drawn."""
    return {name: {row[0] or "": row[1] or "" for row in draw(text)[1]} for name, text in drawn.codes.items()}


@dataclass(frozen=True)
class Ground:
    """What a proof stands on but for its rows: its day and settings, and the specification with its answers filled in.

    ``needed`` are the columns of case data that the specification asks for.
    """

    scope: Scope
    annex: Annex
    maps: Mapping[str, Mapping[str, str]]
    needed: Needed


def ground_of(drawn: Proof, annex: Annex, needed: Needed | None = None) -> Ground:
    """What a proof stands on. Raises UsageError."""
    scope = proof_scope(drawn, annex)
    answered = with_answers(annex, scope.answers)
    return Ground(scope, answered, code_maps(drawn), needed_columns(annex) if needed is None else needed)


def lay(store: Store, ground: Ground) -> None:
    """Puts it into the store, which is closed off first: what is drawn needs no file."""
    store.close_off()
    set_scene(store, ground.annex, ground.scope, ground.maps)


def lay_empty(store: Store, ground: Ground, drawn: Proof) -> None:
    """Makes what any proof that draws the same kinds of tables makes, as it is where nothing is drawn."""
    if drawn.given:
        ingest(store, ground.annex, ground.needed, [], ground.maps, None)
        store.specified("annex_a/shared.sql", ground.annex.shared)
    if drawn.lists or drawn.sheets:
        settle(store, ground.annex, FoundWorkbook({}, (), ()), ground.maps, [], [])


def settle_drawn(store: Store, drawn: Proof, ground: Ground) -> tuple[tuple[str, ...], list[Remark]]:
    """Puts the drawn rows of lists into the store as those of a workbook; which lists, and what reading them told."""
    sheets = sort_out([*_leaves(drawn)], ground.annex.lists, "proof")
    settled = settle(store, ground.annex, sheets, ground.maps, [], [])
    return tuple(sheets.lists), [*sheets.remarks, *(remark for _, remarks in settled.values() for remark in remarks)]


def ingest_drawn(store: Store, drawn: Proof, ground: Ground) -> CaseDataAccount:
    """Takes in the drawn case data, as if an extract held every column that the proof does not say is missing."""
    intake = ingest(store, ground.annex, ground.needed, [*_raw(drawn.given)], ground.maps, None)
    everything = {f"{table}.{column}" for table, columns in ground.needed.items() for column in columns}
    kept = frozenset(name for name in everything if not {name, name.split(".")[0]} & set(drawn.without))
    store.specified("annex_a/shared.sql", ground.annex.shared)
    return replace(intake, supplied=kept)


def _raw(given: Mapping[str, str]) -> Iterator[RawTable]:
    for name, table in given.items():
        headings, rows = draw(table)
        yield RawTable(name, name, "rows", tuple(headings), rows=lambda rows=rows: iter(rows))  # type: ignore[misc]


def rules_named(proof: Proof) -> set[str]:
    """The rules a proof speaks of: others may be broken by its rows and are not asked."""
    return set(proof.finds) | {rule for _, _, rules in drawn_rows(proof) for rule in rules}


def drawn_rows(proof: Proof) -> Iterator[tuple[str, int, set[str]]]:
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
