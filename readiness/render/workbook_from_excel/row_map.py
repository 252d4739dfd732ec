"""Where the rows of a template's sheet have come to stand, and what refers to them, moved along.

A reference is a cell or an area as Excel writes it: in formulas of rules, in charts, names and sparklines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LAST_ROW = 1_048_576
LOST = "#REF!"
_REFERENCE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    | (?<![\w.$])(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
      (?: \$?(?P<left>[A-Z]{1,3})(?P<top>\$?\d+)(?: : \$?(?P<right>[A-Z]{1,3})(?P<bottom>\$?\d+))?
        | (?P<first>\$?\d+):(?P<last>\$?\d+) )
      (?![\w(.\[])""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Stretch:
    """RowMap ``first`` to ``last`` of the template, which stand from row ``to`` onwards."""

    first: int
    last: int
    to: int


class RowMap:
    """Where each row of a sheet has come to stand: nowhere, once, or once a copy."""

    def __init__(self, stretches: Iterable[Stretch], loops: Iterable[tuple[int, int]] = ()) -> None:
        """``loops`` are the first and last rows of what is repeated, be it once or not at all."""
        self._stretches = tuple(stretches)
        self._loops = tuple(loops)

    def is_repeated(self, row: int) -> bool:
        return any(first <= row <= last for first, last in self._loops)

    def blocks(self, first: int, last: int) -> list[tuple[int, int]]:
        """Where the rows from ``first`` to ``last`` stand together, once a copy, in order."""
        pieces = []
        for stretch in self._stretches:
            top, bottom = max(first, stretch.first), min(last, stretch.last)
            if top <= bottom:
                moved = stretch.to - stretch.first
                end = LAST_ROW if bottom == LAST_ROW else min(bottom + moved, LAST_ROW)
                pieces.append((top, top + moved, end))
        head = min((top for top, _, _ in pieces), default=0)
        blocks: list[tuple[int, int]] = []
        for top, begin, end in pieces:
            if blocks and top != head and begin == blocks[-1][1] + 1:
                blocks[-1] = (blocks[-1][0], end)
            else:
                blocks.append((begin, end))
        return blocks

    def areas(self, first: int, last: int) -> list[tuple[int, int]]:
        """Where these rows stand, what lies together as one."""
        areas: list[tuple[int, int]] = []
        for begin, end in self.blocks(first, last):
            if areas and begin == areas[-1][1] + 1:
                areas[-1] = (areas[-1][0], end)
            else:
                areas.append((begin, end))
        return areas

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """From the first to the last of where these rows stand, with all between; None where they have vanished."""
        blocks = self.blocks(first, last)
        return (blocks[0][0], blocks[-1][1]) if blocks else None

    def images(self, row: int) -> list[int]:
        """Where a row stands, once a copy."""
        return [begin for begin, _ in self.blocks(row, row)]

    def place(self, row: int) -> int:
        """Where a row stands first; for one that has vanished, where the next does that has not."""
        blocks = self.blocks(row, LAST_ROW)
        return blocks[0][0] if blocks else LAST_ROW


AS_THEY_WERE = RowMap([Stretch(1, LAST_ROW, 1)])
Moves = Mapping[str, RowMap]


@dataclass(frozen=True)
class Base:
    """The cell that the rows of a rule count from: ``row`` in the template, now ``to``; ``rows`` are its sheet's."""

    row: int
    to: int
    rows: RowMap

    def moved(self, row: int) -> int:
        """Where a row that is written without a dollar is now: of what is repeated, as far from its copy as before."""
        return row + self.to - self.row if self.rows.is_repeated(self.row) else self.rows.place(row)


def moved(text: str, moves: Moves, home: str = "", base: Base | None = None, one_row: bool = False) -> str:
    """A formula's or a name's text with its references moved. Those without a sheet are of the sheet ``home``.

    An area over rows that were repeated spans all of their copies, and so does a cell that no rule counts from, unless
    they are to stay in ``one_row``. What refers only to rows that have vanished is lost.
    """

    def move(found: re.Match[str]) -> str:
        rows = moves.get(unquoted(found["sheet"]) if found["sheet"] else home)
        if found["text"] or rows is None:
            return found[0]
        sheet = found["sheet"] or ""
        if found["first"]:
            return sheet + _area(rows, "", found["first"], "", found["last"], base)
        across = one_row and found["right"] and found["right"] != found["left"]
        top, bottom = found["top"], found["bottom"]
        area = found[0][len(sheet) :]
        left, _, right = (part.rstrip("0123456789").removesuffix("$") for part in area.partition(":"))
        if base and not bottom:
            return sheet + left + _row(top, rows, base)
        if across and top == bottom:
            images = rows.images(int(top.strip("$")))
            return sheet + (f"{left}${images[0]}:{right}${images[0]}" if images else LOST)
        return sheet + _area(rows, left, top, right, bottom, base)

    return _REFERENCE.sub(move, text)


def _row(row: str, rows: RowMap, base: Base) -> str:
    number = int(row.strip("$"))
    return f"${rows.place(number)}" if row.startswith("$") else str(base.moved(number))


def _area(rows: RowMap, left: str, top: str, right: str, bottom: str | None, base: Base | None) -> str:
    """An area, or a cell that may have become one, as it is now."""
    if base and bottom and not (top.startswith("$") and bottom.startswith("$")):
        return f"{left}{_row(top, rows, base)}:{right}{_row(bottom, rows, base)}"
    span = rows.span(int(top.strip("$")), int((bottom or top).strip("$")))
    if span is None:
        return LOST
    dollar = "$" if top.startswith("$") else ""
    if not bottom and span[0] == span[1]:
        return f"{left}{dollar}{span[0]}"
    return f"{left}{dollar}{span[0]}:{right or left}{dollar}{span[1]}"


def unquoted(sheet: str) -> str:
    """The name of a sheet as it is written before a reference, without the mark and the quotes."""
    name = sheet.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def corners(area: str) -> tuple[str, int, str, int]:
    """The columns and rows of a cell or an area of cells, such as A1 or A1:C9, with or without dollars."""
    first, _, last = area.replace("$", "").partition(":")
    left, right = (cell.rstrip("0123456789") for cell in (first, last or first))
    return left, int(first[len(left) :] or 1), right, int((last or first)[len(right) :] or LAST_ROW)


def written(left: str, top: int, right: str, bottom: int) -> str:
    """An area of cells as Excel writes it."""
    return f"{left}{top}" if (left, top) == (right, bottom) else f"{left}{top}:{right}{bottom}"


def per_copy(area: str, rows: RowMap) -> Iterator[str]:
    """An area of cells, once a copy of its rows."""
    left, top, right, bottom = corners(area)
    return (written(left, begin, right, end) for begin, end in rows.blocks(top, bottom))


def everywhere(areas: Sequence[str], rows: RowMap) -> list[str]:
    """Areas of cells, wherever their rows stand now."""
    found = []
    for area in areas:
        left, top, right, bottom = corners(area)
        found += [written(left, begin, right, end) for begin, end in rows.areas(top, bottom)]
    return found


def over_all(area: str, rows: RowMap) -> str | None:
    """An area of cells over all copies of its rows; None where all of them have vanished."""
    left, top, right, bottom = corners(area)
    span = rows.span(top, bottom)
    return written(left, span[0], right, span[1]) if span else None
