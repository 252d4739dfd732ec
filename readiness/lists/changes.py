"""What became of a list from one day to another: who joined, who left, which cells changed. Child-level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from readiness.lists.model import Cell, ListResult, Row

NOT_THERE = "nothing with this key was in the case data on that day"


@dataclass(frozen=True)
class KeyedList:
    """A list with the key of each of its rows, by which the row is known again on another day.

    ``reasons`` are those for which raw rows with a key are not listed.
    """

    result: ListResult
    keys: tuple[Row, ...]
    reasons: Mapping[Row, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A row that stands on one day's list alone, and why it does not stand on the other's."""

    list: ListResult
    key: str
    person: Cell
    team: Cell
    worker: Cell
    why: str


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that says something else on the later day."""

    list: ListResult
    key: str
    person: Cell
    heading: str
    before: Cell
    after: Cell
    team: Cell
    worker: Cell


@dataclass(frozen=True)
class ListChanges:
    """What became of a list: its rows ``before`` and those that joined, without those that left, are those ``after``.

    ``changed`` is how many of the rows on both days have changed cells.
    """

    list: ListResult
    before: int
    joined: tuple[MovedRow, ...]
    left: tuple[MovedRow, ...]
    after: int
    changed: int
    cells: tuple[ChangedCell, ...]

    def __post_init__(self) -> None:
        if self.before + len(self.joined) - len(self.left) != self.after:
            raise ArithmeticError(f"the rows of {self.list.name} do not add up")


def list_changes(earlier: KeyedList, later: KeyedList) -> ListChanges:
    """Compares a list of two days. Rows that share a key are told apart by what they say; none is lost."""
    joined: list[MovedRow] = []
    left: list[MovedRow] = []
    cells: list[ChangedCell] = []
    changed = 0
    for key, before, after in _pairs(earlier, later):
        if before is None and after is not None:
            joined.append(_moved(later.result, key, after, earlier.reasons))
        elif after is None and before is not None:
            left.append(_moved(earlier.result, key, before, later.reasons))
        elif before is not None and after is not None:
            changed += 1
            cells += _cells(later.result, key, before, after)
    return ListChanges(
        list=later.result,
        before=len(earlier.result.rows),
        joined=tuple(joined),
        left=tuple(left),
        after=len(later.result.rows),
        changed=changed,
        cells=tuple(cells),
    )


def _pairs(earlier: KeyedList, later: KeyedList) -> Iterator[tuple[Row, Row | None, Row | None]]:
    """Each key with its row on either day, or on one where the other has none. Rows that are alike are left off."""
    before, after = _by_key(earlier), _by_key(later)
    for key in dict.fromkeys([*before, *after]):
        unmatched = [*after.get(key, ())]
        alone: list[Row] = []
        for row in before.get(key, ()):
            if row in unmatched:
                unmatched.remove(row)
            else:
                alone.append(row)
        yield from ((key, *pair) for pair in zip_longest(alone, unmatched))


def _by_key(keyed: KeyedList) -> dict[Row, list[Row]]:
    rows: dict[Row, list[Row]] = defaultdict(list)
    for key, row in zip(keyed.keys, keyed.result.rows, strict=True):
        rows[key].append(row)
    return rows


def _moved(result: ListResult, key: Row, row: Row, reasons: Mapping[Row, Sequence[str]]) -> MovedRow:
    person, team, worker = _about(result, row)
    return MovedRow(result, _shown_key(key), person, team, worker, "; ".join(reasons.get(key, ())) or NOT_THERE)


def _cells(result: ListResult, key: Row, before: Row, after: Row) -> Iterator[ChangedCell]:
    person, team, worker = _about(result, after)
    for column, was, now in zip(result.columns, before, after, strict=True):
        if was != now:
            yield ChangedCell(result, _shown_key(key), person, column.heading, was, now, team, worker)


def _about(result: ListResult, row: Row) -> tuple[Cell, Cell, Cell]:
    """Whom a row is about, the team and the worker; blank where the list has no such column."""
    known = {column.stands_for: cell for column, cell in zip(result.columns, row, strict=True)}
    return known.get("person"), known.get("team"), known.get("worker")


def _shown_key(key: Row) -> str:
    return " / ".join("" if part is None else str(part) for part in key)
