"""Raw text in, typed case tables out. Reads only the columns that the specification's SQL names.

What will not convert is counted, never dropped in silence. Which columns there are, and what they mean, is in
case_data; nothing here names one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from readiness.case_data.column_mapping import Needed, plan_columns
from readiness.case_data.ingest_state import Taking
from readiness.case_data.link import check_links, find_missing
from readiness.case_data.load import header_of, load, sql_type
from readiness.case_data.model import Intake, RawTable, TableAccount, Unmapped
from readiness.case_data.repair import make_unique, mend
from readiness.case_data.resolve_codes import Resolver
from readiness.foundation.database import Store, Unreadable, quoted
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.phrases import many
from readiness.specification.model import Annex, CaseColumn


def take_in(
    store: Store,
    annex: Annex,
    needed: Needed,
    raw: Sequence[RawTable],
    code_maps: Mapping[str, Mapping[str, str]],
    scratch: Path | None,
) -> Intake:
    """Makes every needed case table in the store, empty where there is none. Raises SourceError."""
    taking = Taking(store, annex, needed, {table.name: table for table in raw if table.name in needed}, code_maps)

    def clean(own: Store, name: str) -> list[Mistake]:
        return _load(replace(taking, store=own), name, scratch)

    def finish(own: Store, name: str) -> set[str]:
        its = replace(taking, store=own)
        check_links(its, name)
        resolve_codes(its, name)
        return {f"{name}.{column}" for column in _supplied(its, name)}

    mistakes = wrong_maps(annex, code_maps) + [
        mistake for each in store.side_by_side(clean, needed) for mistake in each
    ]
    if mistakes:
        raise SourceError(*sorted(mistakes))
    find_missing(taking)
    supplied = store.side_by_side(finish, taking.raw)
    passed_over = [TableAccount(table.name, table.place) for table in raw if table.name not in needed]
    return Intake(
        (*(_account(taking, name) for name in taking.raw), *passed_over),
        tuple(sorted(taking.findings)),
        tuple(sorted(taking.unmapped)),
        frozenset(f"{name}.{column}" for name in taking.raw for column in _present(taking, name)),
        frozenset().union(*supplied),
    )


def wrong_maps(annex: Annex, code_maps: Mapping[str, Mapping[str, str]]) -> list[Mistake]:
    """A mistake for each line of the authority's code maps that cannot be right."""
    return [
        mistake
        for name, spellings in code_maps.items()
        for mistake in Resolver(annex.codes[name], {}, spellings).learn(f"codes/{name}.csv")
    ]


def _load(taking: Taking, name: str, scratch: Path | None) -> list[Mistake]:
    """Loads a needed table and cleans it, or makes it empty when there is none; gives what cannot be read."""
    raw, columns = taking.raw.get(name), taking.needed[name]
    if raw is None:
        typed = ", ".join(f"{quoted(column)} {sql_type(about)}" for column, about in columns.items())
        taking.store.run(f"create or replace table {quoted(name)} ({typed})")
        return []
    try:
        header = header_of(taking.store, raw)
        plan, ambiguous = plan_columns(header, columns, taking.annex.tables[name], raw.place)
        if ambiguous:
            return ambiguous
        taking.plans[name] = plan
        load(taking.store, raw, header, plan, taking.annex.blanks, scratch)
    except Unreadable as error:
        place = f"{raw.place} line {error.line}" if error.line else raw.place
        return [Mistake(place, error.why, "Export the file again or mend that line")]
    mend(taking, name)
    make_unique(taking, name)
    return []


def resolve_codes(taking: Taking, name: str) -> None:
    """Writes the key of each accepted code in place of its spelling; of what nobody knows, the words."""
    for column, about in taking.needed[name].items():
        if about.codes:
            spellings = taking.code_maps.get(about.codes, {})
            resolver = Resolver(taking.annex.codes[about.codes], about.written_as, spellings)
            for _ in resolver.learn(""):
                pass  # its mistakes were told before anything was loaded
            _resolve(taking, name, column, about, resolver)


def _resolve(taking: Taking, name: str, column: str, about: CaseColumn, resolver: Resolver) -> None:
    table, it = quoted(name), quoted(column)
    second = quoted(about.otherwise) if about.otherwise else "null::varchar"
    changes: list[tuple[str | None, str | None, str]] = []
    unknown: dict[str, int] = {}
    query = f"select {it}, {second}, count(*) from {table} where coalesce({it}, {second}) is not null group by 1, 2"
    for spelling, other, rows in taking.store.rows(query):
        key = (resolver.key(spelling) if spelling else None) or (resolver.key(other) if other else None)
        words = other or spelling
        if key is None:
            unknown[words] = unknown.get(words, 0) + rows
        if (key or words) != spelling:
            changes.append((spelling, other, key or words))
    if changes:
        spellings = f"spellings of {name}"
        taking.store.keep(spellings, ("spelling", "other", "key"), changes)
        taking.store.run(
            f"update {table} set {it} = known.key from {quoted(spellings)} as known "
            f"where {it} is not distinct from known.spelling and {second} is not distinct from known.other"
        )
        taking.store.run(f"drop table {quoted(spellings)}")
    expected = bool(about.besides)
    taking.unmapped += [Unmapped(about.codes, column, text, rows, expected) for text, rows in unknown.items()]
    if unknown and not expected:
        total = sum(unknown.values())
        wrong = f"{many(len(unknown), 'spelling')} in {many(total, 'row')} not in the code set {about.codes}"
        do = f"Give each its accepted code in codes/{about.codes}.csv; the data-quality workbook lists them"
        taking.tell("error", taking.column_place(name, column), wrong, do, total)


def _present(taking: Taking, name: str) -> set[str]:
    return {column for column in taking.needed[name] if column not in taking.plans[name].missing}


def _supplied(taking: Taking, name: str) -> set[str]:
    """The columns that hold a value, read or found; of a table without rows, those its file has."""
    columns = [*taking.needed[name]]
    counts = ", ".join(f"count({quoted(column)})" for column in columns)
    total, *filled = taking.store.row(f"select count(*), {counts} from {quoted(name)}")
    return {column for column, count in zip(columns, filled, strict=True) if count} if total else _present(taking, name)


def _account(taking: Taking, name: str) -> TableAccount:
    raw, plan = taking.raw[name], taking.plans[name]
    return TableAccount(
        name=name,
        place=raw.place,
        fingerprint=raw.fingerprint,
        rows_in_file=taking.rows[name],
        rows_repeated=taking.repeated[name],
        missing=plan.missing,
        unknown=plan.unknown,
        read=True,
        first_row=raw.first_row,
    )
