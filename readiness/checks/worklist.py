"""What there is to correct, put so that it can be handed out: every broken rule, and its rows with whom they are about.

Holds child-level values, for the team's own workbook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from readiness.checks.model import (
    ALL_LISTS,
    BrokenRule,
    Checks,
    Worklist,
    WorklistChange,
    WorklistEntry,
    WorklistLine,
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
    placed = _placed(lists)
    lines: list[WorklistLine] = []
    entries: list[WorklistEntry] = []
    shares: list[WorklistShare] = []
    for number, cause in enumerate(checks.causes, start=1):
        result = by_name.get(cause.about)
        headings, basis = _headings(cause, annex), annex.rules[cause.rule].basis
        line = WorklistLine(number, cause, result, headings, len(entries), basis)
        of_rule: list[WorklistEntry] = []
        if result:
            of_rule = [*_entries(line, result, placed, texts, first_row)]
        elif cause.about:
            of_rule = [*_case_entries(line, placed, of_tables)]
        room = min(MOST_OF_A_RULE, MOST - len(entries))
        lines.append(replace(line, left_off=max(0, len(of_rule) - room)))
        entries += of_rule[:room]
        shares += _shares(of_rule)
    shares.sort(key=lambda share: (share.worker, share.team, share.line.number))
    return Worklist(
        lines=tuple(lines),
        entries=tuple(entries),
        by_team=tuple(_summed(shares)),
        by_worker=tuple(shares),
        tallies=tuple(_tallies(lists, checks)),
        changes=tuple(_changes(annex, by_name, lines, checks)) if checks.since else (),
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


def _shares(entries: Sequence[WorklistEntry]) -> Iterator[WorklistShare]:
    """How many rows that break each rule every worker of a team has; by worker, and worst first."""
    counts = Counter((str(entry.worker or ""), str(entry.team or ""), entry.line.number) for entry in entries)
    lines = {entry.line.number: entry.line for entry in entries}
    for (worker, team, number), count in sorted(counts.items()):
        yield WorklistShare(team, worker, lines[number], count)


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
