"""Raw text in, typed case tables out. Reads only the columns that the specification's SQL names.

What will not convert is counted, never dropped in silence. Which columns there are, and what they mean, is in
case_data; nothing here names one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from readiness.case_data.column_mapping import Needed, plan_columns
from readiness.case_data.column_reading import ColumnReading, case_reading
from readiness.case_data.ingest_state import IngestState
from readiness.case_data.link_tables import check_links, find_missing
from readiness.case_data.load import RawTexts, header_of, let_go, load, source_of
from readiness.case_data.model import CaseDataAccount, RawTable, TableAccount, Unmapped
from readiness.case_data.repair import NO_KEY, make_unique, mend
from readiness.case_data.resolve_codes import CodeResolver
from readiness.case_data.values import sql_type
from readiness.files.text import stamp_of
from readiness.foundation.database import Store, Unreadable, sql_name
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.phrases import many
from readiness.specification.model import Annex

MOST_SPELLINGS = 1_000  # that one column may add to what there is to map; the commonest stand for the rest


def ingest(
    store: Store,
    annex: Annex,
    needed: Needed,
    raw: Sequence[RawTable],
    code_maps: Mapping[str, Mapping[str, str]],
    scratch: Path | None,
) -> CaseDataAccount:
    """Makes every needed case table in the store, empty where there is none. Raises SourceError."""
    state = IngestState(store, annex, needed, {table.name: table for table in raw if table.name in needed}, code_maps)

    def clean(own: Store, name: str) -> list[Mistake]:
        own_state = replace(state, store=own)
        mistakes = load_table(own_state, name, scratch)
        if not mistakes and name in state.raw:
            make_unique(own_state, name)
        return mistakes

    def loaded(tables: int) -> str:
        return f"{tables} of {len(needed)} tables, {sum([*state.rows.values()]):,} rows"

    def finish(own: Store, name: str) -> set[str]:
        own_state = replace(state, store=own)
        resolve_codes(own_state, name, state.plans[name].readings)
        return {f"{name}.{column}" for column in _supplied(own_state, name)}

    largest_first = sorted(needed, key=lambda name: state.raw[name].stamp if name in state.raw else (), reverse=True)
    mistakes = wrong_maps(annex, code_maps) + [
        mistake for of_table in store.side_by_side(clean, largest_first, loaded) for mistake in of_table
    ]
    if mistakes:
        raise SourceError(*sorted(mistakes))
    find_missing(state)
    check_links(state)
    supplied = store.side_by_side(finish, [name for name in largest_first if name in state.raw])
    passed_over = [TableAccount(table.name, table.place) for table in raw if table.name not in needed]
    return CaseDataAccount(
        (*(_account(state, name) for name in state.raw), *passed_over),
        tuple(sorted(state.findings)),
        tuple(sorted(state.unmapped)),
        frozenset(f"{name}.{column}" for name in state.raw for column in _present(state, name)),
        frozenset().union(*supplied),
        adrift=frozenset(state.adrift),
    )


def wrong_maps(annex: Annex, code_maps: Mapping[str, Mapping[str, str]]) -> list[Mistake]:
    """A mistake for each line of the authority's code maps that cannot be right."""
    return [
        mistake
        for name, spellings in code_maps.items()
        for mistake in CodeResolver(annex.codes[name], {}).learn(spellings, f"codes/{name}.csv")
    ]


def load_table(state: IngestState, name: str, scratch: Path | None) -> list[Mistake]:
    """Loads a needed table and mends it, or makes it empty when there is none; gives what cannot be read."""
    raw, columns, blanks = state.raw.get(name), state.needed[name], state.annex.blanks
    if raw is None:
        state.store.make_empty(name, {c: sql_type(case_reading(column, blanks)) for c, column in columns.items()})
        return []
    try:
        header = header_of(state.store, raw)
        plan, ambiguous = plan_columns(header, columns, state.annex.tables[name], blanks, raw.place)
        if ambiguous:
            return ambiguous
        state.plans[name] = plan
        source = source_of(state.store, raw, header, scratch)
        load(state.store, raw, source, plan)
    except Unreadable as error:
        place = f"{raw.place} line {error.line}" if error.line else raw.place
        return [Mistake(place, error.why, "Export the file again or mend that line")]
    state.read_elsewhere |= {(name, column) for column in _read_elsewhere(state, name, source)}
    mend(state, name, source)
    let_go(state.store, raw)
    do = "Run the command again when nothing is writing it; nothing of this reading is kept"
    return [Mistake(raw.place, "changed while it was being read", do)] if _has_changed(raw) else []


def _has_changed(raw: RawTable) -> bool:
    """Whether the file of a table is no longer what it was when its headings and its fingerprint were taken."""
    try:
        return raw.path is not None and stamp_of(raw.path) != raw.stamp
    except OSError:
        return True


def _read_elsewhere(state: IngestState, name: str, source: RawTexts) -> Iterator[str]:
    """The columns without codes of which no text is in the file, and which are read from another instead."""
    plan = state.plans[name]
    for column, reading in plan.readings.items():
        if reading.otherwise and not reading.codes:
            cell = plan.positions[column]
            count = f"select count(nullif(trim(c{cell}), '')) from {source.sql}"
            if cell is None or not state.store.read(count, *source.files)[0][0]:
                yield column


def resolve_codes(state: IngestState, name: str, readings: Mapping[str, ColumnReading]) -> None:
    """Writes the key of each accepted code in place of its spelling; of what nobody knows, the words."""
    for column, reading in readings.items():
        if reading.codes:
            resolver = CodeResolver(state.annex.codes[reading.codes], reading.written_as)
            # Its mistakes are dropped here: wrong_maps has told them before anything was loaded.
            resolver.learn(state.code_maps.get(reading.codes, {}), f"codes/{reading.codes}.csv")
            _resolve(state, name, column, reading, resolver)


def _resolve(state: IngestState, name: str, column: str, reading: ColumnReading, resolver: CodeResolver) -> None:
    table, value = sql_name(name), sql_name(column)
    second = sql_name(reading.otherwise) if reading.otherwise else "null::varchar"
    changes: list[tuple[str | None, str | None, str]] = []
    unknown: Counter[str] = Counter()
    query = (
        f"select {value}, {second}, count(*) from {table} where coalesce({value}, {second}) is not null group by 1, 2"
    )
    for spelling, other, rows in state.store.rows(query):
        key = (resolver.key(spelling) if spelling else None) or (resolver.key(other) if other else None)
        words = other or spelling
        if key is None:
            unknown[words] += rows
        if (key or words) != spelling:
            changes.append((spelling, other, key or words))
    if changes:
        spellings = f"spellings of {name}"
        state.store.keep(spellings, ("spelling", "other", "key"), changes)
        state.store.run(
            f"update {table} set {value} = known.key from {sql_name(spellings)} as known "
            f"where {value} is not distinct from known.spelling and {second} is not distinct from known.other"
        )
        state.store.run(f"drop table {sql_name(spellings)}")
    expected = reading.others_expected
    shown = unknown.most_common(MOST_SPELLINGS)
    state.unmapped += [Unmapped(reading.codes, column, text, rows, expected) for text, rows in shown]
    if unknown and not expected:
        total = sum(unknown.values())
        wrong = f"{many(len(unknown), 'spelling')} in {many(total, 'row')} not in the code set {reading.codes}"
        do = f"Give each its accepted code in codes/{reading.codes}.csv; the data-quality workbook lists them"
        if len(unknown) > len(shown):
            wrong += f", and a column with so many holds something else; {MOST_SPELLINGS:,} of them are listed"
        state.tell("error", state.column_place(name, column), wrong, do, total)


def _present(state: IngestState, name: str) -> set[str]:
    return {column for column in state.needed[name] if column not in state.plans[name].missing}


def _supplied(state: IngestState, name: str) -> set[str]:
    """The columns that hold a value, read or found; of a table without rows, those its file has."""
    columns = [*state.needed[name]]
    given = {
        state.annex.tables[name].key: f" filter (not starts_with({sql_name(state.annex.tables[name].key)}, '{NO_KEY}'))"
    }
    counts = ", ".join(f"count({sql_name(column)}){given.get(column, '')}" for column in columns)
    total, *filled = state.store.row(f"select count(*), {counts} from {sql_name(name)}")
    said = {column for column, count in zip(columns, filled, strict=True) if count} if total else _present(state, name)
    return {column for column in said if not total or (name, column) not in state.read_elsewhere}


def _account(state: IngestState, name: str) -> TableAccount:
    raw, plan = state.raw[name], state.plans[name]
    return TableAccount(
        name=name,
        place=raw.place,
        fingerprint=raw.fingerprint,
        rows_in_file=state.rows[name],
        rows_repeated=state.repeated[name],
        missing=plan.missing,
        unknown=plan.unknown,
        read=True,
        first_row=raw.first_row,
    )
