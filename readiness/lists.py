"""Makes the lists: runs each query, asserts its grain, and accounts for every raw row it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from readiness.errors import Mistake, SpecificationError, listed
from readiness.results import Cell, ColumnResult, Intake, LeftOut, ListResult, Row
from readiness.spec.model import Annex, Column, ListPage
from readiness.store import Store, quoted
from readiness.words import fill
from readiness.workspace import Brief

REASON = "left_out"
TYPES = {
    "id": ("VARCHAR",),
    "text": ("VARCHAR",),
    "postcode": ("VARCHAR",),
    "date": ("DATE",),
    "whole number": ("INTEGER", "BIGINT", "HUGEINT"),
}


def missing_tables(annex: Annex, supplied: frozenset[str], left_empty: frozenset[str]) -> list[Mistake]:
    """A mistake for each table that is not there and that a list cannot do without."""
    wanting: dict[str, list[str]] = {}
    for name, page in annex.lists.items():
        for table in page.needs:
            if table not in supplied and name not in left_empty:
                wanting.setdefault(table, []).append(name)
    return [
        Mistake(
            "case_data",
            f"there is no {table}, and {listed(lists)} cannot do without it",
            'Add it, or name the lists under "lists left empty" in readiness.yaml',
        )
        for table, lists in wanting.items()
    ]


def set_scene(store: Store, annex: Annex, brief: Brief) -> None:
    """Makes what every query may use: the inspection, the choices, the accepted codes and the shared relations."""
    store.one_row("inspection", dict(brief.inspection.days))
    store.one_row("choice", dict(brief.answers))
    codes = [
        (set_name, key, code.code, code.label, code.status)
        for set_name, code_set in annex.codes.items()
        for key, code in code_set.codes.items()
    ]
    store.keep("code", ("code_set", "key", "code", "label", "status"), codes)
    store.specified("annex_a/shared.sql", annex.shared)


def make_list(store: Store, annex: Annex, name: str, brief: Brief, intake: Intake) -> ListResult:
    """Makes one list. Raises SpecificationError when it breaks its rules."""
    page, place = annex.lists[name], f"annex_a/lists/{name}.sql"
    fields = {"inspection": brief.inspection.days, "choice": brief.answers}
    inclusion = str(fill(page.inclusion, f"annex_a/lists/{name}.yaml", fields)).strip()
    accounts = {account.name: account for account in intake.tables}
    tables = tuple(table for table in page.rows_from if table in accounts)
    in_files = sum(accounts[table].rows_in_file for table in tables)
    repeated = sum(accounts[table].rows_repeated for table in tables)
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    if name in brief.left_empty:
        left_out = [LeftOut("the list is left empty, as readiness.yaml says", in_files - repeated)] if in_files else []
    else:
        considered = f"{name}_considered"
        store.specified(place, f"create or replace temp table {considered} as {annex.sql[name]}")
        _check(store, considered, page, place, in_files - repeated)
        columns = ", ".join(
            f"{quoted(c)}" if _sourced(column, intake) else f"null as {quoted(c)}" for c, column in page.columns.items()
        )
        order = ", ".join(quoted(column) for column in dict.fromkeys([*page.columns, *page.one_row_per]))
        rows = store.rows(f"select {columns} from {considered} where {REASON} is null order by {order}")
        reasons = store.rows(
            f"select {REASON}, count(*) from {considered} where {REASON} is not null group by 1 order by 2 desc, 1"
        )
        left_out = [LeftOut(*reason) for reason in reasons]
        store.show(considered)
    rows, not_accepted = _written(rows, page, annex)
    return ListResult(
        name=name,
        number=page.number,
        title=page.title,
        short_title=page.short_title or page.title,
        inclusion=inclusion,
        columns=tuple(
            _column_result(position, column_name, page, annex, intake, rows, not_accepted)
            for position, column_name in enumerate(page.columns)
        ),
        rows=tuple(rows),
        tables=tables,
        rows_in_files=in_files,
        rows_repeated=repeated,
        left_out=tuple(left_out),
        left_empty=name in brief.left_empty,
    )


def _check(store: Store, considered: str, page: ListPage, place: str, raw_rows: int) -> None:
    """The list's promises: its columns, one row per its grain, and no raw row lost or doubled."""
    there = {column: kind for column, kind, *_ in store.rows(f"describe {considered}")}
    mistakes = [
        Mistake(place, f'gives no column "{column}"', f"Select it, or take it from {place.removesuffix('sql')}yaml")
        for column in (*page.columns, *page.one_row_per, REASON)
        if column not in there
    ]
    mistakes += [
        Mistake(place, f'gives "{name}" as {there[name].lower()} and not as {listed(fitting, "or").lower()}', "Cast it")
        for name, column in page.columns.items()
        if name in there
        for fitting in [TYPES["text" if column.codes else column.type]]
        if there[name] not in fitting
    ]
    if mistakes:
        raise SpecificationError(*mistakes)
    grain = ", ".join(map(quoted, page.one_row_per))
    total, listed_rows, distinct = store.row(
        f"select count(*), count(*) filter ({REASON} is null), (select count(*) from (select distinct {grain} "
        f"from {considered} where {REASON} is null)) from {considered}"
    )
    if listed_rows != distinct:
        mistakes.append(
            Mistake(
                place,
                f"gives {listed_rows - distinct:,} rows too many: there must be one row per {listed(page.one_row_per)}",
                "Look for a join that meets several rows",
            )
        )
    if total != raw_rows:
        mistakes.append(
            Mistake(
                place,
                f"gives {total:,} rows for {raw_rows:,} raw rows of {listed(page.rows_from)}",
                f"Give every raw row once, with a reason in {REASON} when it is not listed",
            )
        )
    if mistakes:
        raise SpecificationError(*mistakes)


def _sourced(column: Column, intake: Intake) -> bool:
    return not column.from_ or any(source in intake.supplied for source in column.from_)


def _written(rows: list[Row], page: ListPage, annex: Annex) -> tuple[list[Row], Counter[str]]:
    """The rows with each key as its code is written, and how many values of each column are no accepted code."""
    not_accepted: Counter[str] = Counter()
    if not rows:
        return rows, not_accepted
    columns: list[tuple[Cell, ...]] = [*zip(*rows, strict=True)]
    for position, (name, column) in enumerate(page.columns.items()):
        if column.codes:
            code_set = annex.codes[column.codes]
            codes = code_set.codes
            written: dict[Cell, Cell] = {None: None, **{code.code: code.code for code in codes.values()}}
            written |= {key: code.code for key, code in codes.items()}
            if not code_set.open:
                not_accepted[name] = sum(value not in written for value in columns[position])
            columns[position] = tuple(written.get(value, value) for value in columns[position])
    return [*zip(*columns, strict=True)], not_accepted


def _column_result(
    position: int,
    name: str,
    page: ListPage,
    annex: Annex,
    intake: Intake,
    rows: list[Row],
    not_accepted: Mapping[str, int],
) -> ColumnResult:
    column = page.columns[name]
    basis = column.basis or page.basis
    return ColumnResult(
        name=name,
        heading=column.heading,
        kind="code" if column.codes else column.type,
        codes=column.codes,
        means=column.means,
        may_be_blank="" if column.blank == "never" else column.blank,
        since=column.since,
        seen_officially=any(annex.sources[tag].kind == "official" for tag in basis),
        sources=column.from_,
        sources_missing=tuple(source for source in column.from_ if source not in intake.present | intake.supplied),
        sources_filled=_sourced(column, intake),
        blank=sum(row[position] is None for row in rows),
        not_accepted=not_accepted.get(name, 0),
    )
