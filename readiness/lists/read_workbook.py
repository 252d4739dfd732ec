"""Takes in lists as an Annex A workbook holds them. Types and codes are read as in case data; nothing is selected.

Every row stays, in its order. What a cell said is kept beside what was read of it, for the rules to compare.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from readiness.authority.choices import Scope
from readiness.case_data.column_mapping import Plan
from readiness.case_data.column_reading import ColumnReading
from readiness.case_data.ingest import resolve_codes, wrong_maps
from readiness.case_data.ingest_state import IngestState
from readiness.case_data.load import RawTexts
from readiness.case_data.model import CaseDataAccount, RawTable, TableAccount, Unmapped
from readiness.case_data.settle_days import date_columns, settle_days, texts_of_days
from readiness.case_data.values import NOT_A_DATE, SPACES, typed_table
from readiness.files.workbook import as_texts, holds
from readiness.foundation.database import Store, sql_name, sql_text
from readiness.foundation.errors import SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.text_columns import keep_columns
from readiness.lists.find_in_workbook import FoundList, FoundWorkbook
from readiness.lists.in_store import ROW, keep_list, list_result
from readiness.lists.model import FOUND, ListAccount, ListResult, Remark
from readiness.specification.model import Annex, Blanks, Column, ListPage

_LOST_DIGITS = re.compile(r"\d([.,]\d+)?[eE]\+\d+")
READ_AS: dict[str, Literal["decimal", "date"]] = {"whole number": "decimal", "date": "date"}


@dataclass(frozen=True)
class ReadLists:
    """Lists read from a workbook: an account whose tables are the lists, and what rules told on reading will want."""

    lists: tuple[ListResult, ...]
    intake: CaseDataAccount
    remarks: tuple[Remark, ...]


Settled = dict[str, tuple[tuple[int, ...], list[Remark]]]


def read_lists(
    store: Store, annex: Annex, scope: Scope, found: FoundWorkbook, code_maps: Mapping[str, Mapping[str, str]]
) -> ReadLists:
    """Puts every list into the store, those not found without rows, and gives them. Raises SourceError."""
    mistakes = wrong_maps(annex, code_maps)
    if mistakes:
        raise SourceError(*mistakes)
    unmapped: list[Unmapped] = []
    told: list[Finding] = []
    settled = settle(store, annex, found, code_maps, unmapped, told)
    remarks = (*found.remarks, *(remark for _, its in settled.values() for remark in its))
    sourced = _with_sources(annex, found)
    there = _there(store, sourced, found)
    empty = CaseDataAccount((), (), (), *there)
    lists = []
    for name, (numbers, _) in settled.items():
        account = ListAccount(
            tables=(name,) if name in found.lists else (),
            rows_in_files=len(numbers),
            row_numbers=numbers,
            was_read=True,
        )
        lists.append(list_result(store, sourced, name, scope, empty, account))
    intake = CaseDataAccount(
        tuple(_account(made, found.lists[made.name]) for made in lists if made.tables),
        (*found.findings, *sorted(told)),
        tuple(sorted(unmapped)),
        *there,
    )
    return ReadLists(tuple(lists), intake, remarks)


def settle(
    store: Store,
    annex: Annex,
    found: FoundWorkbook,
    code_maps: Mapping[str, Mapping[str, str]],
    unmapped: list[Unmapped],
    told: list[Finding],
) -> Settled:
    """Puts every list into the store; the numbers of its rows on its sheet and what there is to tell, list by list.

    Spellings that no code map knows are added to ``unmapped``, and what was told on reading to ``told``.
    """
    raw = {_read_as(name): RawTable(_read_as(name), sheet.place, "rows") for name, sheet in found.lists.items()}
    state = IngestState(store, annex, {}, raw, code_maps, findings=told, unmapped=unmapped)
    for name in annex.lists.keys() - found.lists.keys():
        keep_list(store, name, annex.lists[name])
        keep_columns(store, f"{name}{FOUND}", {column: [] for column in annex.lists[name].columns}, ROW)

    def take(own: Store, name: str) -> tuple[tuple[int, ...], list[Remark]]:
        return _take(replace(state, store=own), name, annex.lists[name], found.lists[name])

    taken = dict(zip(found.lists, store.side_by_side(take, found.lists), strict=True))
    return {name: taken.get(name, ((), [])) for name in annex.lists}


def _read_as(name: str) -> str:
    return f"{name}_read"


def _with_sources(annex: Annex, found: FoundWorkbook) -> Annex:
    """The specification with, as the source of each column of a list, the place and the heading it was found under.

    The copies are not checked again, as nothing can be wrong with them: a source is any words.
    """
    lists = {}
    for list_name, page in annex.lists.items():
        sheet = found.lists.get(list_name)
        columns = {
            name: column.model_copy(update={"from_": (_source(name, column, sheet),)})
            for name, column in page.columns.items()
        }
        lists[list_name] = page.model_copy(update={"columns": columns})
    return annex.model_copy(update={"lists": lists})


def _source(name: str, column: Column, sheet: FoundList | None) -> str:
    if sheet is None:
        return f'a sheet, "{column.heading}"'
    heading = sheet.headings[sheet.positions[name]].strip() if name in sheet.positions else column.heading
    return f'{sheet.place}, "{heading}"'


def _reading(column: Column, blanks: Blanks) -> ColumnReading:
    """How a column of a list is read: blanks as in lists, a whole number first as any number, an identifier as text."""
    return ColumnReading(READ_AS.get(column.type, "text"), blanks.texts_in_lists, blanks.dates, column.codes)


def _take(state: IngestState, name: str, page: ListPage, found: FoundList) -> tuple[tuple[int, ...], list[Remark]]:
    """Reads one list into the store; the number of each row on its sheet, and what there is to tell."""
    store, read = state.store, _read_as(name)
    numbers, texts, remarks = _texts(name, page, found)
    keep_columns(store, f"{name}{FOUND}", texts, ROW)
    if not numbers:
        keep_list(store, name, page)
        return numbers, remarks
    readings = {column: _reading(about, state.annex.blanks) for column, about in page.columns.items()}
    positions = {column: place for place, column in enumerate(page.columns)}
    source = f"(select {', '.join(f'{sql_name(column)} as c{place}' for column, place in positions.items())} "
    source += f"from {name}{FOUND} order by {ROW})"
    state.plans[read] = Plan(readings, positions, ())
    store.run(typed_table(read, source, state.plans[read], found.day_nought))
    _settle_days(state, read, source)
    resolve_codes(state, read, readings)
    columns = ", ".join(f"{_settled(column, about)} as {sql_name(column)}" for column, about in page.columns.items())
    keep_list(store, name, page, f"select rowid as {ROW}, {columns} from {read}")
    store.run(f"drop table {read}")
    return numbers, remarks


def _settle_days(state: IngestState, read: str, source: str) -> None:
    """Reads days again whose month stands first. Of what is no day either way, rules tell."""
    columns = date_columns(state.plans[read])
    counts = ", ".join(f"count(*) filter ({sql_name(column)} = {NOT_A_DATE})" for column in columns)
    failing = state.store.row(f"select {counts} from {read}") if columns else ()
    if any(failing):
        with texts_of_days(state, read, RawTexts(source)) as texts:
            settle_days(state, read, [column for column, count in zip(columns, failing, strict=True) if count], texts)


def _texts(
    name: str, page: ListPage, found: FoundList
) -> tuple[tuple[int, ...], dict[str, list[str | None]], list[Remark]]:
    """The numbers of the rows that hold anything, their texts column by column, and what there is to tell of them."""
    filled = [row for row in range(found.at, len(found.cells)) if any(map(holds, found.cells[row]))]
    filled = [row for row in filled if row not in found.not_rows]
    width = max((len(found.cells[row]) for row in filled), default=0)
    even = (found.cells[row] if len(found.cells[row]) == width else _even(found.cells[row], width) for row in filled)
    columns = [*zip(*even, strict=True)]
    remarks = [Remark("blank rows", name)] if filled and filled[-1] - found.at >= len(filled) else []
    texts: dict[str, list[str | None]] = {}
    for column, about in page.columns.items():
        place = found.positions.get(column, width)
        texts[column] = as_texts(columns[place]) if place < width else [None] * len(filled)
        if about.type == "id" and place < width:
            lost = tuple(row for row, text in enumerate(texts[column]) if text and _LOST_DIGITS.fullmatch(text.strip()))
            remarks += [Remark("identifier that lost digits", name, column, lost)] if lost else []
            numbered = tuple(row for row, cell in enumerate(columns[place]) if row not in lost and _is_number(cell))
            remarks += [Remark("number for an identifier", name, column, numbered)] if numbered else []
    row_of = {at: row for row, at in enumerate(filled)} if found.formulas else {}
    for column, place in found.positions.items():
        rows = tuple(
            sorted(row_of[at] for at, column_place in found.formulas if column_place == place and at in row_of)
        )
        remarks += [Remark("formula", name, column, rows)] if rows else []
    return tuple(row + 1 for row in filled), texts, remarks


def _is_number(cell: Any) -> bool:
    """Whether Excel holds an identifier as a number, or a text shows that it once did."""
    return isinstance(cell, float) or (isinstance(cell, str) and cell.endswith(".0") and cell[:-2].isdigit())


def _even(row: Sequence[Any], width: int) -> list[Any]:
    return [*row, *[None] * (width - len(row))]


def _settled(name: str, column: Column) -> str:
    """The value of a column as its list holds it, of the value as read. What did not convert is blank."""
    value = sql_name(name)
    if column.codes:
        return value
    if column.type == "date":
        return f"case when {value} <> {NOT_A_DATE} then {value} end"
    if column.type == "whole number":
        return f"case when not isnan({value}) and abs({value}) < 2147483647 then floor({value})::integer end"
    one_space = f"regexp_replace({value}, {sql_text(f'[{SPACES}]+')}, ' ', 'g')"
    return f"nullif(trim(regexp_replace({one_space}, '^(\\d+)\\.0$', '\\1')), '')"


def _account(result: ListResult, found: FoundList) -> TableAccount:
    """The list as a table of the account. Its fingerprint is that of its values, wherever they stood."""
    digest = hashlib.sha256()
    for column in zip(*result.rows, strict=True):
        digest.update(repr(column).encode())
    return TableAccount(
        result.name, found.place, digest.hexdigest(), rows_in_file=len(result.rows), unknown=found.unknown, read=True
    )


def _there(store: Store, sourced: Annex, found: FoundWorkbook) -> tuple[frozenset[str], frozenset[str]]:
    """The sources there are, and those with a value in them; of a list without rows, all there are."""
    present: set[str] = set()
    filled: set[str] = set()
    for name, sheet in found.lists.items():
        columns = sourced.lists[name].columns
        counts = ", ".join(f"count({sql_name(column)})" for column in sheet.positions) or "0"
        total, *held = store.row(f"select count(*), {counts} from {name}")
        present |= {columns[column].from_[0] for column in sheet.positions}
        filled |= {columns[c].from_[0] for c, count in zip(sheet.positions, held, strict=False) if count or not total}
    return frozenset(present), frozenset(filled)
