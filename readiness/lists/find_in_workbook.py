"""An Annex A workbook, or a folder of CSV files, as a way in: which sheet holds which list, and which column is which.

Sheets go by any known name, else by their headings. What fits two things is told, and never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from readiness.files.headings import LOOK, find_headings
from readiness.files.office import LONGEST_SHEET_NAME
from readiness.files.password import Password
from readiness.files.text import TEXTS, read_text, told_of_strays
from readiness.files.workbook import NUMBERED_FROM_1900, WORKBOOKS, Sheet, open_workbook
from readiness.foundation.errors import Mistake, Refused, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import plain
from readiness.foundation.phrases import listed, many
from readiness.lists.model import Remark
from readiness.lists.stray_rows import count_rows, rows_between, told_of_rows
from readiness.specification.model import FIRST_EDITION, ListPage

Cells = Sequence[Sequence[Any]]
ROWS_NAMED = 3
CLOSE = 0.8  # how like a name must be to one that is known


@dataclass(frozen=True)
class FoundList:
    """A list as it stands on a sheet. ``positions`` gives the place of each column found, counted from nought.

    ``cells`` are those of every row of the sheet, and ``at`` is how many rows the headings end above them. ``formulas``
    holds the row and the place of cells with one, counted from nought; ``unknown`` headings that are no column;
    ``not_rows`` what stands among the rows and is no child, by row counted from nought.
    """

    place: str
    headings: tuple[str, ...]
    positions: Mapping[str, int]
    cells: Cells
    at: int
    unknown: tuple[str, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    day_nought: dt.date = NUMBERED_FROM_1900
    not_rows: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FoundWorkbook:
    """The lists found, by name, and what the reader has to tell; where one is missing, of sheets that hold none too."""

    lists: Mapping[str, FoundList]
    remarks: tuple[Remark, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Leaf:
    """A sheet of a workbook, or a CSV file as if it were one."""

    name: str
    place: str
    cells: Cells
    merged: bool = False
    formulas: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False
    day_nought: dt.date = NUMBERED_FROM_1900
    by_number: str = ""


def find_lists(path: Path, pages: Mapping[str, ListPage], password: Password | None = None) -> FoundWorkbook:
    """The lists in a workbook, or a folder of CSV files. Raises SourceError with all that is in the way."""
    leaves, findings = _leaves(path, password)
    return sort_out(leaves, pages, path.name, tuple(findings))


def sort_out(
    leaves: Sequence[Leaf], pages: Mapping[str, ListPage], place: str, findings: tuple[Finding, ...] = ()
) -> FoundWorkbook:
    """Which sheet holds which list. Raises SourceError."""
    names = _names(pages)
    strangers: list[Finding] = []
    by_list: dict[str, list[Leaf]] = defaultdict(list)
    for leaf in (_told_by_number(leaf, names) for leaf in leaves):
        name = (
            names.get(plain(leaf.name)) or names.get(plain(leaf.name)[:LONGEST_SHEET_NAME]) or _by_headings(leaf, pages)
        )
        if name:
            by_list[name].append(leaf)
        else:
            do = "If it is a list, name it List_1, List_2 and so on"
            strangers.append(Finding("note", leaf.place, "holds no list of Annex A and is not read", do))
    mistakes = [
        Mistake(place, f"List {pages[name].number} stands twice: {listed(leaf.place for leaf in its)}", "Keep one")
        for name, its in by_list.items()
        if len(its) > 1
    ]
    if not by_list:
        mistakes.append(Mistake(place, "holds no list of Annex A", "Name its sheets List_1, List_2 and so on"))
    if mistakes:
        raise SourceError(*mistakes)
    missing = [Remark("list missing", name) for name in pages if name not in by_list]
    remarks = [*missing]
    hidden = [finding for its in by_list.values() for leaf in its for finding in _hidden(leaf)]
    found = {name: _found(name, by_list[name][0], pages[name], remarks) for name in pages if name in by_list}
    hidden += [finding for sheet in found.values() for finding in _told_of_rows(sheet)]
    return FoundWorkbook(found, tuple(remarks), (*findings, *hidden, *(strangers if missing else ())))


def _told_by_number(leaf: Leaf, names: Collection[str]) -> Leaf:
    """A sheet as messages call it: by its number where its name is like none that a list has, and may be a child's."""
    if not leaf.by_number or get_close_matches(plain(leaf.name), names, n=1, cutoff=CLOSE):
        return leaf
    return replace(leaf, place=leaf.by_number)


def _hidden(leaf: Leaf) -> Iterator[Finding]:
    """What of a sheet nobody sees in Excel, and is read all the same."""
    do = "Show it in Excel, and take it out if it should not be sent"
    if leaf.is_hidden:
        yield Finding("warning", leaf.place, "the sheet is hidden; it was read", do)
    if leaf.hidden_rows:
        rows = listed(str(row + 1) for row in sorted(leaf.hidden_rows)[:ROWS_NAMED])
        more = len(leaf.hidden_rows)
        wrong = f"{many(more, 'row')} hidden or filtered away, row {rows} first; they were read"
        yield Finding("warning", leaf.place, wrong, do, more)


def _leaves(path: Path, password: Password | None) -> tuple[list[Leaf], list[Finding]]:
    """What may hold a list, and what to tell of a workbook as a whole."""
    if path.is_dir():
        files = [file for file in sorted(path.iterdir()) if file.suffix.lower() in TEXTS and file.name[0] not in ".~"]
        if not files:
            raise SourceError(Mistake(path.name, "holds no CSV file", "Put the lists there, one CSV file each"))
    else:
        files = [path]
    leaves: list[Leaf] = []
    findings: list[Finding] = []
    mistakes: list[Mistake] = []
    for file in files:
        place = f"{path.name}/{file.name}" if path.is_dir() else file.name
        try:
            if file.suffix.lower() in TEXTS:
                text = read_text(file)
                findings += told_of_strays(text, place)
                leaves.append(Leaf(file.stem, place, [*text.rows()]))
            elif file.suffix.lower() in WORKBOOKS:
                book = open_workbook(file, password)
                leaves += [_leaf(sheet, place, number) for number, sheet in enumerate(book.sheets, start=1)]
                if not book.shows_all:
                    wrong = "formulas, error values and hidden rows cannot be told in a file of this kind"
                    findings.append(Finding("note", place, wrong, "Save it as .xlsx to have them checked"))
                told = {"macros, which were not run": book.macros, "links to other files": book.links}
                findings += [
                    Finding("warning", place, f"the workbook holds {what}", "Take them out before you send it")
                    for what, is_so in told.items()
                    if is_so
                ]
            else:
                raise Refused(
                    "is no workbook and no CSV file", "Give an .xlsx, .xls or .ods file, or a folder of CSV files"
                )
        except Refused as refusal:
            mistakes.append(Mistake(place, refusal.why, refusal.do))
        except FileNotFoundError:
            mistakes.append(Mistake(place, "is not there", "Check its name and the folder"))
        except OSError:
            mistakes.append(Mistake(place, "cannot be opened", "Close it where it is open, and check who may read it"))
    if mistakes:
        raise SourceError(*mistakes)
    return leaves, findings


def _leaf(sheet: Sheet, place: str, number: int) -> Leaf:
    formulas = frozenset((row, column - sheet.left) for row, column in sheet.special.formulas)
    hidden = " (hidden)" if sheet.is_hidden else ""
    return Leaf(
        sheet.name,
        f"{place}, sheet {sheet.name}{hidden}",
        sheet.cells(),
        bool(sheet.merged),
        formulas,
        sheet.special.hidden_rows,
        sheet.is_hidden,
        sheet.day_nought,
        f"{place}, sheet number {number}{hidden}",
    )


def _names(pages: Mapping[str, ListPage]) -> dict[str, str]:
    """Every name a list's sheet may have, in plain form. A name of two lists is nobody's."""
    names: dict[str, set[str]] = defaultdict(set)
    for name, page in pages.items():
        number = f"list {page.number}"
        titles = {title for title in (page.title, page.short_title, *page.also_titled) if title}
        for text in (name, number, *titles, *(f"{number} {title}" for title in titles)):
            names[plain(text)].add(name)
            names[plain(text[:LONGEST_SHEET_NAME])].add(name)
            names[plain(text)[:LONGEST_SHEET_NAME]].add(name)
    return {text: next(iter(lists)) for text, lists in names.items() if len(lists) == 1}


def _headings(page: ListPage) -> dict[str, str]:
    """Each column of a list by every heading it may have, in plain form."""
    return {
        plain(text): name
        for name, column in page.columns.items()
        for text in (column.heading, *column.also_headed, name)
    }


def _by_headings(leaf: Leaf, pages: Mapping[str, ListPage]) -> str:
    """The list whose headings a sheet carries: nearly all of them, and more than of any other list."""
    scores = []
    for name, page in pages.items():
        known = _headings(page)
        known_in = ({known.get(plain(_words(cell))) for cell in row} - {None} for row in leaf.cells[:LOOK])
        most = max(map(len, known_in), default=0)
        scores.append((most / len(page.columns), most, name))
    best, second = sorted(scores, reverse=True)[:2]
    return best[2] if best[0] > 0.7 and best[1] > second[1] else ""


def _found(name: str, leaf: Leaf, page: ListPage, remarks: list[Remark]) -> FoundList:
    """Where the headings of a list are, and which column of the sheet is which. Tells what is amiss."""
    known = _headings(page)
    at, headings = _header(leaf, known)
    fits: dict[str, list[int]] = defaultdict(list)
    unknown = []
    for position, heading in enumerate(headings):
        column = known.get(plain(heading))
        if column:
            fits[column].append(position)
        elif heading.strip():
            unknown.append(heading.strip())
    positions = {column: places[0] for column, places in fits.items() if len(places) == 1}
    for column, about in page.columns.items():
        if column not in fits:
            kind = "heading missing" if about.since == FIRST_EDITION else "later heading missing"
            remarks.append(Remark(kind, name, about.heading))
        elif len(fits[column]) > 1:
            remarks.append(Remark("heading twice", name, about.heading))
    remarks += [Remark("heading unknown", name, heading) for heading in unknown]
    order = [positions[column] for column in page.columns if column in positions]
    if order != sorted(order):
        remarks.append(Remark("order of headings", name))
    if at > 2:
        remarks.append(Remark("headings not on top", name))
    if leaf.merged:
        remarks.append(Remark("merged cells", name))
    return FoundList(
        leaf.place,
        tuple(headings),
        positions,
        leaf.cells,
        at,
        tuple(unknown),
        leaf.formulas,
        leaf.day_nought,
        rows_between(leaf.cells, at, known),
    )


def _told_of_rows(found: FoundList) -> Iterator[Finding]:
    """What of a sheet is no row of the list, and that nothing else is there."""
    rows = count_rows(found.not_rows, found.cells, found.at)
    yield from told_of_rows(found.place, found.not_rows, rows)


def _header(leaf: Leaf, known: Mapping[str, str]) -> tuple[int, Sequence[str]]:
    """The number and the texts of the row with most headings of the list; nought and none when no row has any."""
    rows = [[_words(cell) for cell in row] for row in leaf.cells[:LOOK]]
    at, fitting = find_headings(rows, lambda text: plain(text) in known)
    return (at + 1, rows[at]) if fitting else (0, [])


def _words(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""
