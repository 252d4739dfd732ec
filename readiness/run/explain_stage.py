"""Explains one person: every raw row of theirs, and what became of it; or their rows on lists read from a workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.authority.choices import Scope
from readiness.case_data.column_mapping import needed_columns
from readiness.case_data.model import TableAccount
from readiness.case_data.own_columns import read_own_columns
from readiness.case_data.rows_of_person import RowOfPerson, by_table, load_identifiers, persons_known_by, rows_of_person
from readiness.case_data.survey import numbers_fed
from readiness.foundation.database import Store
from readiness.foundation.errors import Mistake, NobodyFound
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import listed, many
from readiness.lists.model import ListResult, Row
from readiness.lists.outcomes import outcomes_of, repeats_of
from readiness.run.case_data import find_case_data
from readiness.run.context import RunContext
from readiness.run.data_stage import Listed, get_lists
from readiness.run.explained import Explained, ExplainedList, ExplainedRow
from readiness.specification.model import Annex

UNREAD = "Mend it or take it out, and explain the child again: it may hold more"
At = tuple[str, int]  # a table, and a row of its file


@dataclass(frozen=True)
class _Judged:
    """What one list made of a raw row: the row of the list, counted from nought, or the reason why it is none."""

    list: ListResult
    row: int | None
    reason: str


def explain_person(run: RunContext, identifier: str) -> Explained:
    """Everything about whoever has the identifier. Raises NobodyFound, and what a run raises."""
    if run.workspace.annex_a:
        return _of_lists(run, identifier)
    with Store() as store:
        run.progress("Looking for the child")
        rows, unread = _rows(run, store, identifier)
    with Store() as store:
        made = get_lists(run, store)
        numbers = by_table(rows)
        judged = _judged(store, run.annex, made, numbers)
        tables = {table.name: table for table in made.intake.tables}
        repeated = {
            (name, row): reason
            for name, rows in numbers.items()
            if name in tables
            for row, reason in repeats_of(store, tables[name], rows).items()
        }
    explained = tuple(_row(run, tables, each, judged[each.table, each.row], repeated) for each in rows)
    lists = tuple(_list(run, result, judged, repeated) for result in made.lists)
    return Explained(run.workspace.settings.authority, run.scope.inspection, explained, lists, unread)


def _rows(run: RunContext, store: Store, identifier: str) -> tuple[tuple[RowOfPerson, ...], tuple[Finding, ...]]:
    """The raw rows of whoever has the identifier, and which files could not be used. Raises NobodyFound."""
    own, _ = read_own_columns(run.workspace.columns, run.annex.tables)
    annex = run.annex.model_copy(update={"tables": own.over(run.annex.tables)})
    found = find_case_data(run, annex.tables, needed_columns(annex), whole=True)
    state, unread = load_identifiers(store, annex, found.tables, run.scratch)
    persons = persons_known_by(state, identifier.strip())
    if len(persons) != 1:
        raise NobodyFound(_not_found(run.workspace.case_data_place, len(persons)))
    told = (Finding("error", each.place, each.wrong, UNREAD) for each in (*found.mistakes, *unread))
    return rows_of_person(state, persons[0], run.scratch), tuple(told)


def _not_found(place: str, persons: int) -> Mistake:
    if persons > 1:
        return Mistake(place, f"{persons} children have this identifier", "Give the one that only this child has")
    return Mistake(place, "no child of this identifier", "Write it as it stands in the case data")


def _judged(
    store: Store, annex: Annex, made: Listed, numbers: Mapping[str, list[int]]
) -> defaultdict[At, list[_Judged]]:
    """What each list made of each row, by table and row of its file."""
    judged: defaultdict[At, list[_Judged]] = defaultdict(list)
    for result in made.lists:
        for table in annex.lists[result.name].rows_from:
            for row, (at, reason) in outcomes_of(store, result.name, table, numbers.get(table, [])).items():
                judged[table, row].append(_Judged(result, at, reason or ""))
    return judged


def _row(
    run: RunContext,
    tables: Mapping[str, TableAccount],
    row: RowOfPerson,
    judged: Sequence[_Judged],
    repeated: Mapping[At, str],
) -> ExplainedRow:
    decided = [choice for each in judged for choice in _choices(run, each.list.name, each.reason)]
    if judged:
        became = "; ".join(_words(run, each) for each in judged)
    elif (row.table, row.row) in repeated:
        became = f"passed over: {repeated[row.table, row.row]}"
    else:
        became = _gives_no_row(run.annex, tables.get(row.table), row.table)
    return ExplainedRow(row.table, row.file, row.row, became, listed(dict.fromkeys(decided)), row.cells)


def _words(run: RunContext, judged: _Judged) -> str:
    name = f"List {judged.list.number}"
    return f"{name}: not listed, {judged.reason}" if judged.row is None else f"{name}: row {judged.row + run.first_row}"


def _gives_no_row(annex: Annex, table: TableAccount | None, name: str) -> str:
    """What a row is there for that gives no list a row of its own."""
    fed = [*map(str, numbers_fed(annex, name))]
    if table is None or not table.read or not fed:
        return "no list is made from this table"
    return f"gives no row of its own; read for List{'s' if len(fed) > 1 else ''} {listed(fed)}"


def _choices(run: RunContext, name: str, reason: str) -> list[str]:
    """The authority's choices that decide a reason, each with its answer."""
    return [f"{choice}: {_answer(run.scope, choice)}" for choice in run.annex.lists[name].decided_by.get(reason, ())]


def _answer(scope: Scope, choice: str) -> str | int:
    return scope.answers[choice]


def _list(
    run: RunContext,
    result: ListResult,
    judged: Mapping[At, Sequence[_Judged]],
    repeated: Mapping[At, str],
) -> ExplainedList:
    its = [each for several in judged.values() for each in several if each.list is result]
    on = tuple(sorted(each.row + run.first_row for each in its if each.row is not None))
    reasons = Counter(each.reason for each in its if each.row is None)
    tables = run.annex.lists[result.name].rows_from
    reasons.update(reason for (table, _), reason in repeated.items() if table in tables)
    why = "; ".join(f"{reason} ({many(count, 'row')})" for reason, count in reasons.items())
    if not its and not reasons:
        why = f"no row of this child in {listed(tables, 'or')}"
    decided = dict.fromkeys(choice for reason in reasons for choice in _choices(run, result.name, reason))
    return ExplainedList(result.number, result.title, on, why, listed(decided))


def _of_lists(run: RunContext, identifier: str) -> Explained:
    """The rows of lists that a workbook holds."""
    with Store() as store:
        made = get_lists(run, store)
    places = {table.name: table.place for table in made.intake.tables}
    rows: list[ExplainedRow] = []
    lists: list[ExplainedList] = []
    for result in made.lists:
        its = [place for place, person in enumerate(result.people) if person == identifier.strip()]
        on = tuple(result.row_numbers[place] for place in its)
        why = "" if its else "no row of this child" if result.row_numbers else "the list is not there or has no rows"
        lists.append(ExplainedList(result.number, result.title, on, why, ""))
        for place, number in zip(its, on, strict=True):
            cells = _shown(result, result.rows[place])
            became = f"List {result.number}: as the workbook has it"
            rows.append(ExplainedRow(result.name, places.get(result.name, ""), number, became, "", cells))
    if not rows:
        raise NobodyFound(_not_found(run.workspace.annex_a.name if run.workspace.annex_a else "", 0))
    return Explained(run.workspace.settings.authority, run.scope.inspection, tuple(rows), tuple(lists), was_read=True)


def _shown(result: ListResult, row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(
        (column.heading, f"{cell:%d/%m/%Y}" if hasattr(cell, "strftime") else str(cell))
        for column, cell in zip(result.columns, row, strict=True)
        if cell is not None
    )
