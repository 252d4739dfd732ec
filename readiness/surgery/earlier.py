"""Reads what people wrote in the surgery's workbook of an earlier run, wherever they moved its rows and columns.

Nothing is passed over in silence: words under a heading of their own come along with that heading, and a workbook
that cannot be read stops the run, so that no surgery is built without what was written in the one before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from readiness.files.password import Password, is_locked
from readiness.files.workbook import open_workbook
from readiness.foundation.dates import read_day
from readiness.foundation.errors import Mistake, Refused, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import alike
from readiness.surgery.model import EarlierRow, SheetWords, WrittenBeside

HEADED_WITHIN = 25  # rows among which the headings are looked for
FEWEST = 3  # headings of ours that make a row one of headings
WRITTEN = ("reason", "action", "by_whom", "also")
TELLS_WHOSE, TELLS_WHAT = "child", ("key", "item")
_Fields = dict[int, str]
_Cells = Sequence[Sequence[str | None]]


@dataclass(frozen=True)
class EarlierSurgery:
    """What earlier workbooks hold. ``day`` is that of the latest before this one, and ``due_then`` what was due in it.

    ``due_then`` has the team of each child and item. ``rows`` are those to carry words from.
    """

    day: dt.date | None = None
    due_then: Mapping[tuple[str, str], str] | None = None
    rows: tuple[EarlierRow, ...] = ()
    findings: tuple[Finding, ...] = ()


NO_SURGERY_BEFORE = EarlierSurgery()


def earlier_surgery(
    output: Path, day: dt.date, layout: SheetWords, titles: Mapping[str, str], password: Password | None = None
) -> EarlierSurgery:
    """What the workbook of the day itself and the latest one before it hold. ``titles`` give items' keys.

    Those that are locked are opened with the password.

    Raises SourceError.
    """
    files = {held: file for file in output.glob(f"*/{layout.file}") if (held := read_day(file.parent.name))}
    before = max((held for held in files if held < day), default=None)
    findings: list[Finding] = []

    def read(held: dt.date | None) -> list[EarlierRow]:
        sheets = _sheets(files[held], password) if held in files else ()
        rows = (row for sheet in sheets for row in _rows_of_sheet(*sheet, layout, findings))
        return [_with_key(row, titles) for row in rows]

    rows_before, rows_of_day = read(before), read(day)
    due_then = {(row.child, row.key): row.team for row in rows_before if not row.became}
    rows = tuple(_merged(rows_of_day, rows_before))
    return EarlierSurgery(before, due_then if before else None, rows, tuple(findings))


def _merged(of_day: Sequence[EarlierRow], before: Sequence[EarlierRow]) -> Iterator[EarlierRow]:
    """The rows of the day's own workbook; of the one before, what that one lacks, rows or words."""
    there: dict[tuple[str, str], bool] = {}
    for row in of_day:
        there[row.child, row.key] = there.get((row.child, row.key), False) or row.words.any
    late = {(row.child, row.key) for row in before if row.words.any and not row.became}
    for row in of_day:
        if there[row.child, row.key] or (row.child, row.key) not in late:
            yield row
    for row in before:
        known = (row.child, row.key) in there
        if not known or (row.words.any and not row.became and not there[row.child, row.key]):
            yield row


def _sheets(file: Path, password: Password | None) -> list[tuple[str, str, _Cells]]:
    """Every sheet: its place as people are told it, its name, its cells. Raises SourceError."""
    place = "/".join(file.parts[-3:])
    try:
        sheets = open_workbook(file, password).sheets
        read = [(sheet.name, [cells for _, cells in sheet.numbered()]) for sheet in sheets]
    except (Refused, OSError) as error:
        why = error.why if isinstance(error, Refused) else "cannot be opened"
        do = error.do if isinstance(error, Refused) else "Close it where it is open, and check that you may read it"
        if password is None and isinstance(error, Refused) and is_locked(file.read_bytes()):
            do = "Give its password with --password"
        wrong = f"{why}, and what was written in it must come along"
        raise SourceError(Mistake(place, wrong, f"{do}; or move it elsewhere to begin without it")) from None
    # A sheet's name is a team's, and not to be shown.
    return [(f"{place}, sheet {number}", name, cells) for number, (name, cells) in enumerate(read, start=1)]


def _rows_of_sheet(
    place: str, sheet: str, cells: _Cells, layout: SheetWords, findings: list[Finding]
) -> Iterator[EarlierRow]:
    at, fields, others = _headings(cells, layout)
    if not {*WRITTEN, *TELLS_WHAT} & {*fields.values()}:
        return  # a sheet of another kind, or one that people added
    if others.renamed:
        wrong = f"{others.renamed} is taken for a heading that was renamed"
        findings.append(Finding("note", place, wrong, "Give it its own name back if it is not", quiet=True))
    whole = TELLS_WHOSE in fields.values() and any(name in fields.values() for name in TELLS_WHAT)
    for number, row in enumerate(cells[at + 1 :], start=at + 2):
        held = {name: _cell(row, column) for column, name in fields.items()}
        theirs = ((heading, _cell(row, column)) for column, heading in others.own.items())
        also = [held.get("also", ""), *(f"{heading}: {text}" for heading, text in theirs if text)]
        words = WrittenBeside(
            held.get("reason", ""), held.get("action", ""), held.get("by_whom", ""),
            "; ".join(filter(None, also)), _day(held.get("when_due", "")),
        )  # fmt: skip
        if words.any and not whole:
            headings = [layout.headings[name][0] for name in (TELLS_WHOSE, TELLS_WHAT[1]) if layout.headings.get(name)]
            wrong = f"words are written on row {number}, and a heading that says whose they are is gone"
            raise SourceError(Mistake(place, wrong, f"Give the columns {' and '.join(headings)} their headings back"))
        if whole and (words.any or any(held.get(name) for name in TELLS_WHAT)):
            yield _row(held, sheet, words)


def _row(held: Mapping[str, str], sheet: str, words: WrittenBeside) -> EarlierRow:
    return EarlierRow(
        child=held.get(TELLS_WHOSE, ""),
        team=held.get("team") or sheet,
        key=held.get("key", ""),
        item=held.get("item", ""),
        due=_day(held.get("due", "")),
        became=held.get("became", ""),
        done_on=_day(held.get("done_on", "")),
        words=words,
    )


@dataclass(frozen=True)
class _Others:
    """Headings that are not ours: those that look like one of ours, and the others, which people added."""

    own: Mapping[int, str]
    renamed: str = ""


def _headings(cells: _Cells, layout: SheetWords) -> tuple[int, _Fields, _Others]:
    """On which row the headings stand, the field of each column that we know, and what other headings there are."""
    ours = {alike(heading): name for name, headings in layout.headings.items() for heading in headings}
    known = {alike(heading) for heading in layout.known}
    best, at = 0, 0
    for number, row in enumerate(cells[:HEADED_WITHIN]):
        count = len({alike(text) for text in row if text} & known)
        if count > best:
            best, at = count, number
    if best < FEWEST:
        return 0, {}, _Others({})
    row = cells[at]
    fields: _Fields = {}
    for column, text in enumerate(row):
        name = ours.get(alike(text or ""))
        if name and name not in fields.values():
            fields[column] = name
    own = {
        column: (row[column] if column < len(row) else None) or f"Column {column + 1}"
        for column in range(max(map(len, cells)))
        if column not in fields and alike((row[column] if column < len(row) else None) or "") not in known - {*ours}
    }
    renamed = []
    for column, text in [*own.items()] if {*WRITTEN, *TELLS_WHAT} & {*fields.values()} else ():
        lacking = {heading: name for heading, name in ours.items() if name not in fields.values()}
        if near := get_close_matches(alike(text), lacking, n=1, cutoff=0.8):
            fields[column] = lacking[near[0]]
            renamed.append(f'"{own.pop(column)}"')
    return at, fields, _Others(own, ", ".join(renamed))


def _cell(row: Sequence[str | None], column: int) -> str:
    return (row[column] or "").strip() if column < len(row) else ""


def _day(text: str) -> dt.date | None:
    return read_day(text[:10])


def _with_key(row: EarlierRow, titles: Mapping[str, str]) -> EarlierRow:
    """The row with the key of its item, by its title where the key is gone."""
    return row if row.key else replace(row, key=titles.get(row.item, ""))
