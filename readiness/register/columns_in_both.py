"""Columns and sheets of people's own in two copies of a register: which stand in both, and which cannot be merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from readiness.files.cells import as_seen, told
from readiness.files.workbook import Opened, Sheet
from readiness.foundation.errors import Mistake
from readiness.foundation.normalise import alike, plain
from readiness.register.find_sheets import FoundSheet, FoundSheets
from readiness.register.new import HOW_TO
from readiness.specification.frameworks import RegisterField

NOT_TAKEN = "is not taken over"
OWN = "own column "  # begins the key of such a column, which no field's does


@dataclass(frozen=True)
class SharedColumns:
    """Both copies of a sheet with the columns of people's own that stand in both as fields.

    ``worked_out`` are the places of columns of theirs that hold formulas in ours, by what they are called.
    """

    ours: FoundSheet
    theirs: FoundSheet
    worked_out: dict[str, int]
    told: tuple[Mistake, ...]


def share_columns(ours: FoundSheet, theirs: FoundSheet, our_place: str) -> SharedColumns:
    """Which columns of people's own have one heading in both copies; what cannot be taken over is told."""
    there = _own(ours)
    shared: dict[str, tuple[int, int]] = {}
    worked_out: dict[str, int] = {}
    mistakes = []
    for key, name, places in _filled_columns(theirs):
        if not key or len(places) > 1 or len(there.get(key, ())) != 1:
            do = f"Give it a heading that stands once in it and once in {our_place}, and merge again"
            mistakes.append(_not_taken(theirs, name, do))
        elif any(_is_formula(ours, number, there[key][0]) for number in range(ours.at, len(ours.cells))):
            worked_out[name] = places[0]
        else:
            shared[key] = (there[key][0], places[0])
    about = ours.about.model_copy(
        update={"columns": {**ours.about.columns, **{OWN + key: _field(ours, at) for key, (at, _) in shared.items()}}}
    )
    positions = [{OWN + key: both[which] for key, both in shared.items()} for which in (0, 1)]
    return SharedColumns(
        replace(ours, about=about, positions={**ours.positions, **positions[0]}),
        replace(theirs, about=about, positions={**theirs.positions, **positions[1]}),
        worked_out,
        tuple(mistakes),
    )


def not_worked_out(columns: SharedColumns, added: bool, our_place: str) -> Iterator[Mistake]:
    """What is told of columns that hold formulas in ours: words typed there, and rows that have yet to get theirs."""
    for name, at in columns.worked_out.items():
        typed = any(not _is_formula(columns.theirs, number, at) for number in _filled(columns.theirs, at))
        if typed or added:
            yield _not_taken(columns.theirs, name, f"It holds formulas in {our_place}: fill it there")


def columns_alone(theirs: FoundSheet, our_place: str) -> Iterator[Mistake]:
    """What is told of the columns of people's own on a sheet that is not in ours."""
    for _, name, _ in _filled_columns(theirs):
        yield _not_taken(theirs, name, f"Add it to {our_place} and merge again")


def sheets_alone(ours: Opened, theirs: Opened, found: FoundSheets, their_place: str) -> Iterator[Mistake]:
    """What is told of the sheets of people's own in theirs that do not stand in ours as they are."""
    known = {sheet.sheet.name for sheet in found.sheets.values()}
    there = {plain(sheet.name): sheet for sheet in ours.sheets}
    for sheet in theirs.sheets:
        if sheet.name in known or plain(sheet.name) == plain(HOW_TO):
            continue
        seen, same = _seen(sheet), there.get(plain(sheet.name))
        if any(map(any, seen)) and not (same and _seen(same) == seen):
            yield Mistake(f"{their_place}, sheet {told(sheet.name)}", NOT_TAKEN, "Copy by hand what is needed of it")


def _own(found: FoundSheet) -> dict[str, list[int]]:
    """The places of the columns that are no field, by heading; those without one by nothing."""
    headings, width = found.cells[found.at - 1], max(map(len, found.cells))
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(width):
        if at not in found.positions.values():
            places[alike(as_seen(headings[at])) if at < len(headings) else ""].append(at)
    return places


def _filled_columns(theirs: FoundSheet) -> Iterator[tuple[str, str, list[int]]]:
    """The columns that are no field and hold anything: heading, plainly, what they are called and where they are."""
    for key, places in _own(theirs).items():
        if any(number for at in places for number in _filled(theirs, at)):
            heading = told(as_seen(theirs.cells[theirs.at - 1][places[0]])) if key else ""
            yield key, f"column {heading}" if key else "a column without a heading", places


def _filled(found: FoundSheet, at: int) -> Iterator[int]:
    """The rows below the headings, counted from nought, in which a column holds something."""
    rows = enumerate(found.cells[found.at :], start=found.at)
    return (number for number, row in rows if at < len(row) and as_seen(row[at]))


def _is_formula(found: FoundSheet, number: int, at: int) -> bool:
    return (number, at + found.sheet.left) in found.sheet.special.formulas


def _field(ours: FoundSheet, at: int) -> RegisterField:
    return RegisterField(heading=as_seen(ours.cells[ours.at - 1][at]), help="")


def _not_taken(theirs: FoundSheet, name: str, do: str) -> Mistake:
    return Mistake(f"{theirs.place}, {name}", NOT_TAKEN, do)


def _seen(sheet: Sheet) -> list[list[str]]:
    return [[as_seen(cell) for cell in row] for row in sheet.cells()]
