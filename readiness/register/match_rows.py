"""Which row of one copy of a sheet is which of another: by name where that is certain, and never by a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readiness.files.cells import as_seen
from readiness.register.cell_meaning import CellMeanings
from readiness.register.find_sheets import FoundSheet
from readiness.specification.frameworks import RegisterSheet


@dataclass(frozen=True)
class CopyRow:
    """A row of a copy: its number in the file, its cells that are not blank and what they mean, by field."""

    number: int
    name: Hashable
    cells: Mapping[str, Any]
    meanings: Mapping[str, Hashable]

    def key(self, about: RegisterSheet) -> tuple[Hashable, ...]:
        """What else tells it apart from rows of its name."""
        return tuple(self.meanings.get(name) for name in about.told_apart_by)

    def differs(self, other: CopyRow, names: Iterable[str] | None = None) -> bool:
        """Whether there is a field that is filled in both and says something else in each."""
        among = self.meanings if names is None else names
        return any(
            name in self.meanings and name in other.meanings and self.meanings[name] != other.meanings[name]
            for name in among
        )


@dataclass(frozen=True)
class MatchedRows:
    """Rows that are the same one, ours first; and theirs that are their own, with the rows of ours that each may be."""

    pairs: tuple[tuple[CopyRow, CopyRow], ...]
    own: tuple[tuple[CopyRow, tuple[int, ...]], ...]


def rows_of_copy(found: FoundSheet) -> list[CopyRow]:
    """The rows below the headings of a copy."""
    means = CellMeanings(found.about)
    rows = []
    for number, held in found.below():
        cells = {name: cell for name, cell in held.items() if as_seen(cell)}
        meanings = {name: means.of(name, cell) for name, cell in cells.items()}
        rows.append(CopyRow(number, means.name(held.get(found.about.named_by)), cells, meanings))
    return rows


def match_rows(about: RegisterSheet, ours: Sequence[CopyRow], theirs: Sequence[CopyRow]) -> MatchedRows:
    """Pairs the rows of two copies.

    A name that stands once in each is one row, unless what else tells rows apart differs. Where it stands several
    times, those that agree in what tells them apart are looked at alone: one in each is one row; of more, rows equal
    in every cell are, and then those for which only each other are left that differ nowhere. Matching again, once what
    was missing has been added, gives the same pairs.
    """
    pairs: list[tuple[CopyRow, CopyRow]] = []
    named = _grouped(ours, lambda row: row.name)
    for name, their_group in _grouped(theirs, lambda row: row.name).items():
        our_group = named.get(name, [])
        once = name != "" and _one_each(our_group, their_group)
        if once and not our_group[0].differs(their_group[0], about.told_apart_by):
            pairs.append((our_group[0], their_group[0]))
            continue
        keyed = _grouped(our_group, lambda row: row.key(about))
        for key, their_rows in _grouped(their_group, lambda row: row.key(about)).items():
            pairs += _pairs_of_one_key(keyed.get(key, []), their_rows, named=name != "")
    paired = {row.number for _, row in pairs}
    groups = [(row, named.get(row.name, [])) for row in theirs if row.number not in paired]
    return MatchedRows(tuple(pairs), tuple((row, _may_be(row, group, about)) for row, group in groups))


def _pairs_of_one_key(ours: list[CopyRow], theirs: list[CopyRow], named: bool) -> list[tuple[CopyRow, CopyRow]]:
    """The pairs among rows of one name and key. Rows without a name are one only when they are equal."""
    if named and _one_each(ours, theirs):
        return [(ours[0], theirs[0])]
    pairs, our_rest = [], [*ours]
    for row in theirs:
        equal = next((other for other in our_rest if other.meanings == row.meanings), None)
        if equal:
            our_rest.remove(equal)
            pairs.append((equal, row))
    paired = {row.number for _, row in pairs}
    their_rest = [row for row in theirs if row.number not in paired]
    for row in their_rest if named else ():
        fits = [other for other in our_rest if not other.differs(row)]
        if len(fits) == 1 and sum(not fits[0].differs(other) for other in their_rest) == 1:
            pairs.append((fits[0], row))
    return pairs


def _may_be(row: CopyRow, ours: Sequence[CopyRow], about: RegisterSheet) -> tuple[int, ...]:
    """The rows of ours of its name that one of theirs may be: what tells them apart may be the same.

    One row alone may also be the same thing moved, if it says more of the same and nothing else in it differs. One
    without a name may be any that says some of the same.
    """
    if row.name == "":
        fit = [other for other in ours if not other.differs(row) and other.meanings.items() & row.meanings.items()]
    else:
        fit = [other for other in ours if not other.differs(row, about.told_apart_by)]
    if not fit and len(ours) == 1:
        beside = row.meanings.keys() & ours[0].meanings.keys() - {*about.told_apart_by, about.named_by}
        fit = [*ours] if beside and not ours[0].differs(row, beside) else []
    return tuple(other.number for other in fit)


def _one_each(ours: Sequence[CopyRow], theirs: Sequence[CopyRow]) -> bool:
    return len(ours) == len(theirs) == 1


def _grouped(rows: Iterable[CopyRow], by: Any) -> dict[Hashable, list[CopyRow]]:
    groups: defaultdict[Hashable, list[CopyRow]] = defaultdict(list)
    for row in rows:
        groups[by(row)].append(row)
    return groups
