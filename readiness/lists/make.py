"""Makes the lists: runs each query, asserts its grain, and accounts for every raw row it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from readiness.authority.choices import Scope
from readiness.case_data.model import CaseDataAccount
from readiness.foundation.database import Store, sql_name
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.phrases import listed
from readiness.lists.in_store import ROW, TYPES, keep_list, list_result, sourced
from readiness.lists.model import NO_SOURCE, LeftOut, ListAccount, ListResult, Remark
from readiness.lists.outcomes import (
    LEFT_EMPTY,
    RAW_KEY,
    RAW_TABLE,
    REASON,
    keep_left_empty,
    keep_outcomes,
    listed_in_order,
    repeated_of,
)
from readiness.specification.model import Annex, CodeSet, Column, ListPage


def without_source(lists: Iterable[ListResult]) -> Iterator[Remark]:
    """A remark on each column that may not be blank and is blank throughout, since nothing it is made from is there."""
    for made in lists:
        for column in made.columns:
            if made.rows and not column.sources_filled and not column.may_be_blank:
                yield Remark(NO_SOURCE, made.name, column.name)


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


def set_scene(store: Store, annex: Annex, scope: Scope, code_maps: Mapping[str, Mapping[str, str]]) -> None:
    """Makes what every query may use: the inspection, the choices, working days and the accepted codes.

    An open code set accepts what the authority's own map says it means, too.
    """
    store.one_row("inspection", dict(scope.inspection.days))
    store.one_row("choice", dict(scope.answers))
    store.one_row("threshold", dict(scope.thresholds))
    codes = [
        (set_name, key, code.code, code.label, code.status)
        for set_name, code_set in annex.codes.items()
        for key, code in code_set.codes.items()
    ]
    codes += [
        (set_name, accepted, accepted, accepted, "local")
        for set_name, spellings in code_maps.items()
        if annex.codes[set_name].open
        for accepted in sorted({*spellings.values()} - _known(annex.codes[set_name]))
    ]
    store.keep("bank_holiday", ("day",), [(day.isoformat(),) for day in sorted(annex.holidays)], {"day": "date"})
    store.specified("annex_a/days.sql", annex.days)
    store.keep("code", ("code_set", "key", "code", "label", "status"), codes)


def _known(code_set: CodeSet) -> set[str]:
    return {text for key, code in code_set.codes.items() for text in (key, code.code)}


def make_list(store: Store, annex: Annex, name: str, scope: Scope, intake: CaseDataAccount) -> ListResult:
    """Makes one list. Raises SpecificationError when it breaks its rules."""
    page, place = annex.lists[name], f"annex_a/lists/{name}.sql"
    accounts = {account.name: account for account in intake.tables}
    tables = tuple(table for table in page.rows_from if table in accounts)
    in_files = sum(accounts[table].rows_in_file for table in tables)
    repeated = sum(accounts[table].rows_repeated for table in tables)
    told: dict[str, tuple[str, ...]] = {}
    if name in scope.left_empty:
        keep_list(store, name, page)
        keep_left_empty(store, annex, name, intake)
        reasons = [(LEFT_EMPTY, in_files - repeated)] if in_files else []
    else:
        considered = f"{name}_considered"
        store.specified(place, f"create or replace temp table {considered} as {annex.sql[name]}")
        _check(store, considered, page, place, in_files - repeated)
        keep_outcomes(store, annex, name, considered, intake)
        order = listed_in_order(page)
        listed_rows = (
            f"select *, row_number() over (order by {order}) - 1 as {ROW} from {considered} where {REASON} is null"
        )
        without = [column for column, about in page.columns.items() if not sourced(about, intake)]
        keep_list(store, name, page, listed_rows, without)
        reasons = store.rows(
            f"select {REASON}, count(*) from {considered} where {REASON} is not null group by 1 order by 2 desc, 1"
        )
        told = {column: tuple(_told(store, place, considered, about)) for column, about in page.columns.items()}
        store.show(considered)
    account = ListAccount(
        tables=tables,
        rows_in_files=in_files,
        rows_repeated=repeated,
        left_out=tuple(LeftOut(*reason) for reason in reasons),
        repeated=repeated_of(store, [accounts[table] for table in tables]),
        left_empty=name in scope.left_empty,
    )
    result = list_result(store, annex, name, scope, intake, account)
    return replace(result, columns=tuple(replace(column, told=told.get(column.name, ())) for column in result.columns))


def _told(store: Store, place: str, considered: str, column: Column) -> Iterator[str]:
    """What is told of a column, with the number of listed rows it is told of."""
    for holds, words in column.tells.items():
        sql = f"select count(*) from {considered} where {REASON} is null and {sql_name(holds)}"
        yield f"{words}: {store.ask(place, sql)[0][0]:,}."


def _check(store: Store, considered: str, page: ListPage, place: str, raw_rows: int) -> None:
    """The list's promises: its columns, one row per its grain, and no raw row lost or doubled."""
    there = {column: kind for column, kind, *_ in store.rows(f"describe {considered}")}
    mistakes = [
        Mistake(place, f'gives no column "{column}"', f"Select it, or take it from {place.removesuffix('sql')}yaml")
        for column in (*page.columns, *page.one_row_per, REASON)
        if column not in there
    ]
    several = len(page.rows_from) > 1
    mistakes += [
        Mistake(place, f'gives no column "{column}"', f"Select {what} of the raw row that is judged under this name")
        for column, what in {RAW_KEY: "the key", **({RAW_TABLE: "the table"} if several else {})}.items()
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
    grain = ", ".join(map(sql_name, page.one_row_per))
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
