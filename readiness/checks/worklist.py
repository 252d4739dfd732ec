"""What there is to correct, put so that it can be handed out: every broken rule, and its rows with whom they are about.

Holds child-level values, for the team's own workbook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from readiness.checks.model import (
    ALL_LISTS,
    BrokenRule,
    Checks,
    Worklist,
    WorklistChange,
    WorklistEntry,
    WorklistLine,
    WorklistRows,
    WorklistShare,
    WorklistTally,
    counted,
)
from readiness.checks.rows_in_extract import CaseRows
from readiness.lists.model import Cell, ListResult
from readiness.specification.model import Annex

MOST = 1_000_000  # rows of a sheet, less some for headings
MOST_OF_A_RULE = 20_000  # nobody corrects more of one kind by hand before checking again
Texts = Mapping[tuple[str, str, int], str]


def make_worklist(
    annex: Annex, lists: Sequence[ListResult], checks: Checks, texts: Texts, first_row: int, of_tables: CaseRows
) -> Worklist:
    """The broken rules as lines, and their rows as entries in the same order; ``of_tables`` are those of case data.

    ``texts`` holds, by list, column and row, what stood in cells that could not be read. Rows of a list that was made
    begin on ``first_row`` of its sheet.
    """
    by_name = {result.name: result for result in lists}
    lines: list[WorklistLine] = []
    listed = 0
    for number, cause in enumerate(checks.causes, start=1):
        headings, basis = _headings(cause, annex), annex.rules[cause.rule].basis
        rows = len(cause.rows) if cause.about else 0
        left_off = max(0, rows - min(MOST_OF_A_RULE, MOST - listed))
        lines.append(WorklistLine(number, cause, by_name.get(cause.about), headings, listed, basis, left_off))
        listed += rows - left_off

    def make_rows() -> WorklistRows:
        placed = _placed(lists)
        entries: list[WorklistEntry] = []
        shares: list[WorklistShare] = []
        for line in lines:
            of_rule: list[WorklistEntry] = []
            if line.list:
                of_rule = [*_entries(line, line.list, placed, texts, first_row)]
            elif line.cause.about:
                of_rule = [*_case_entries(line, placed, of_tables)]
            entries += of_rule[: len(of_rule) - line.left_off]
            shares += _shares(line, of_rule)
        shares.sort(key=lambda share: (share.worker, share.team, share.line.number))
        return WorklistRows(tuple(entries), tuple(_summed(shares)), tuple(shares))

    return Worklist(
        lines=tuple(lines),
        tallies=tuple(_tallies(lists, checks)),
        changes=tuple(_changes(annex, by_name, lines, checks)) if checks.since else (),
        make_rows=make_rows,
    )


def _headings(cause: BrokenRule, annex: Annex) -> str:
    known = annex.lists[cause.about].columns if cause.about in annex.lists else {}
    return ", ".join(known[column].heading if column in known else column for column in cause.columns)


def _placed(lists: Sequence[ListResult]) -> dict[Cell, tuple[Cell, Cell]]:
    """The team and worker of each person, from the last list that names them."""
    placed: dict[Cell, tuple[Cell, Cell]] = {}
    for result in lists:
        for person, team, worker in zip(result.people, result.teams, result.workers, strict=True):
            if team or worker:
                placed[person] = (team, worker)
    return placed


def _entries(
    line: WorklistLine, result: ListResult, placed: Mapping[Cell, tuple[Cell, Cell]], texts: Texts, first_row: int
) -> Iterator[WorklistEntry]:
    cause = line.cause
    columns = {column.name: (place, column.heading) for place, column in enumerate(result.columns)}
    pointed = [(name, *columns[name]) for name in cause.columns if name in columns]
    people, teams, workers = result.people, result.teams, result.workers
    for row in cause.rows:
        cells = result.rows[row]
        shown = [
            (heading, texts.get((result.name, name, row)) if cells[place] is None else _shown(cells[place]))
            for name, place, heading in pointed
        ]
        person, team, worker = people[row], teams[row], workers[row]
        if not (team or worker):
            team, worker = placed.get(person, (None, None))
        value = (
            shown[0][1] if len(shown) == 1 else "; ".join(f"{heading}: {text or 'blank'}" for heading, text in shown)
        )
        at = result.row_numbers[row] if result.row_numbers else row + first_row
        yield WorklistEntry(line, at, person, value, team, worker, row in cause.new)


def _case_entries(
    line: WorklistLine, placed: Mapping[Cell, tuple[Cell, Cell]], of_tables: CaseRows
) -> Iterator[WorklistEntry]:
    for row in line.cause.rows:
        about = of_tables[line.cause.rule, line.cause.about, row]
        team, worker = placed.get(about.whose, (None, None))
        yield WorklistEntry(line, about.number, about.whose, about.says, team, worker, row in line.cause.new)


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"{cell:%d/%m/%Y}" if hasattr(cell, "strftime") else str(cell)


def _shares(line: WorklistLine, entries: Sequence[WorklistEntry]) -> Iterator[WorklistShare]:
    """How many rows of a line every worker of a team has."""
    counts = Counter((str(entry.worker or ""), str(entry.team or "")) for entry in entries)
    for (worker, team), count in sorted(counts.items()):
        yield WorklistShare(team, worker, line, count)


def _summed(shares: Sequence[WorklistShare]) -> Iterator[WorklistShare]:
    """The same for teams."""
    counts: Counter[tuple[str, int]] = Counter()
    for share in shares:
        counts[share.team, share.line.number] += share.rows
    lines = {share.line.number: share.line for share in shares}
    for (team, number), count in sorted(counts.items()):
        yield WorklistShare(team, "", lines[number], count)


def _changes(
    annex: Annex, lists: Mapping[str, ListResult], lines: Sequence[WorklistLine], checks: Checks
) -> Iterator[WorklistChange]:
    """What is new, still there and gone, by rule and list."""
    new: Counter[tuple[str, str]] = Counter()
    still: Counter[tuple[str, str]] = Counter()
    for line in lines:
        new[line.cause.rule, line.cause.about] += line.new
        still[line.cause.rule, line.cause.about] += line.cause.count - line.new
    gone = {(each.rule, each.about): each.count for each in checks.gone}
    wrong = {line.cause.rule: line.cause.wrong for line in lines}
    for rule, about in sorted({*new, *gone}):
        what = wrong.get(rule) or (annex.rules[rule].wrong if rule in annex.rules else "")
        title = lists[about].full_title if about in lists else about or ALL_LISTS
        yield WorklistChange(rule, title, what, new[rule, about], still[rule, about], gone.get((rule, about), 0))


def _tallies(lists: Sequence[ListResult], checks: Checks) -> Iterator[WorklistTally]:
    """How many findings of each severity every list has, and the lists as a whole."""
    for result in lists:
        yield WorklistTally(result.full_title, counted(cause for cause in checks.causes if cause.about == result.name))
    named = {result.name for result in lists}
    for table in sorted({cause.about for cause in checks.causes} - named - {""}):
        yield WorklistTally(table, counted(cause for cause in checks.causes if cause.about == table))
    whole = [cause for cause in checks.causes if not cause.about]
    if whole:
        yield WorklistTally(ALL_LISTS, counted(whole))
