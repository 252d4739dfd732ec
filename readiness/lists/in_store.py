"""A list in the store, under its own name, and out of it again as its readers get it, however it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from readiness.authority.choices import Scope
from readiness.case_data.model import CaseDataAccount
from readiness.foundation.database import Store, sql_name
from readiness.foundation.placeholders import fill
from readiness.lists.model import Cell, ColumnResult, ListAccount, ListResult
from readiness.specification.model import Annex, Column, ListPage

ROW = "row_no"
TYPES = {
    "id": ("VARCHAR",),
    "text": ("VARCHAR",),
    "postcode": ("VARCHAR",),
    "date": ("DATE",),
    "whole number": ("INTEGER", "BIGINT", "HUGEINT"),
}


def keep_list(store: Store, name: str, page: ListPage, rows: str = "", without: Collection[str] = ()) -> None:
    """Makes the list's table: the number of the row, counted from nought, and the columns of its page.

    ``rows`` is a query that gives both; columns ``without`` a source are blank whatever it gives.
    """
    types = {column: TYPES["text" if about.codes else about.type][0] for column, about in page.columns.items()}
    if not rows:
        store.make_empty(name, {ROW: "integer", **types})
        return
    columns = ", ".join(
        f"{sql_name(c)}::{kind} as {sql_name(c)}" if c not in without else f"null::{kind} as {sql_name(c)}"
        for c, kind in types.items()
    )
    query = f"select {ROW}::integer as {ROW}, {columns} from ({rows}) order by {ROW}"
    store.run(f"create or replace table {name} as {query}")


def list_result(
    store: Store, annex: Annex, name: str, scope: Scope, intake: CaseDataAccount, account: ListAccount
) -> ListResult:
    """The list as it stands in the store, its codes written as Annex A wants them."""
    page = annex.lists[name]
    fields = {"inspection": scope.inspection.days, "choice": scope.answers}
    there = store.rows(f"select * exclude ({ROW}) from {name} order by {ROW}")
    columns, not_accepted = _written([*zip(*there, strict=True)], page, annex)
    rows = [*zip(*columns, strict=True)]
    return ListResult(
        name=name,
        number=page.number,
        title=page.title,
        short_title=page.short_title or page.title,
        inclusion=str(fill(page.inclusion, f"annex_a/lists/{name}.yaml", fields)).strip(),
        columns=tuple(
            _column_result(annex, page, column_name, intake, cells, not_accepted)
            for column_name, cells in zip(page.columns, columns or [()] * len(page.columns), strict=True)
        ),
        rows=tuple(rows),
        **vars(account),
    )


def sourced(column: Column, intake: CaseDataAccount) -> bool:
    """Whether anything the column is made from was supplied."""
    return not column.from_ or any(source in intake.supplied for source in column.from_)


def _written(
    columns: list[tuple[Cell, ...]], page: ListPage, annex: Annex
) -> tuple[list[tuple[Cell, ...]], Counter[str]]:
    """The columns with each key as its code is written, and how many values of each are no accepted code."""
    not_accepted: Counter[str] = Counter()
    for position, (name, column) in enumerate(page.columns.items()):
        if column.codes and columns:
            code_set = annex.codes[column.codes]
            codes = code_set.codes
            written: dict[Cell, Cell] = {None: None, **{code.code: code.code for code in codes.values()}}
            written |= {key: code.code for key, code in codes.items()}
            if not code_set.open:
                strange = {*columns[position]} - written.keys()
                not_accepted[name] = sum(map(strange.__contains__, columns[position])) if strange else 0
            columns[position] = tuple(map(written.get, columns[position], columns[position]))
    return columns, not_accepted


def _column_result(
    annex: Annex,
    page: ListPage,
    name: str,
    intake: CaseDataAccount,
    cells: tuple[Cell, ...],
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
        sources_filled=sourced(column, intake),
        blank=cells.count(None),
        not_accepted=not_accepted.get(name, 0),
        stands_for=column.stands_for,
    )
