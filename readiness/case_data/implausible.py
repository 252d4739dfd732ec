"""Columns whose values can all not be right: numbers for names, words for codes, identifiers that nobody else has."""

from __future__ import annotations

from collections.abc import Container, Iterator

from readiness.case_data.column_mapping import Needed
from readiness.case_data.contract import Lacking, lacking, what_rests_on
from readiness.case_data.model import CaseDataAccount
from readiness.case_data.own_columns import OwnColumns
from readiness.foundation.database import Store, sql_name, sql_text
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import many
from readiness.specification.model import Annex, CaseColumn

BARE_NUMBER = r"\s*\d+(\.0)?\s*"
Doubt = tuple[str, str, str, str, str]  # table, column, a test that a right value passes, what is wrong, what to do


def all_lacking(store: Store, annex: Annex, needed: Needed, intake: CaseDataAccount, own: OwnColumns) -> Lacking:
    """What is told of the columns that say nothing, and of those that say nothing that can be right."""
    said_nothing = lacking(annex, needed, intake, own)
    places = {table.name: table.place for table in intake.tables if table.read}
    doubts = sorted(doubt for name in places for doubt in _doubts(annex, needed, name, intake))
    doubts = [doubt for doubt in doubts if f"{doubt[0]}.{doubt[1]}" in intake.present]
    columns, findings = [*said_nothing.columns], [*said_nothing.findings]
    for (name, column, _, wrong, do), rows in zip(doubts, store.side_by_side(_all_wrong, doubts), strict=True):
        if rows:
            ref = f"{name}.{column}"
            columns.append(ref)
            so = f"{wrong}, so {what_rests_on(annex, ref)}"
            findings.append(Finding("warning", f"{places[name]}, {column}", so, do, rows))
    for name, place in places.items():
        for column, lost in _not_found(store, needed, name, intake):
            columns.append(f"{name}.{column}")
            wrong = f"not in the file, and {many(lost, 'row')} whose other identifiers do not lead to it"
            findings.append(Finding("warning", f"{place}, {column}", wrong, "Export it", lost))
    return Lacking(tuple(sorted(columns)), tuple(sorted(findings)))


def _all_wrong(store: Store, doubt: Doubt) -> int:
    """How many rows have a value if none of them passes the test; the first that does lays the doubt to rest."""
    table, value, test = sql_name(doubt[0]), sql_name(doubt[1]), doubt[2]
    if store.rows(f"select 1 from {table} where {value} is not null and {test} limit 1"):
        return 0
    filled: int = store.row(f"select count({value}) from {table}")[0]
    return filled


def _not_found(store: Store, needed: Needed, name: str, intake: CaseDataAccount) -> Iterator[tuple[str, int]]:
    """The columns that no file has and that were found through other tables, but not for every row."""
    for column, about in needed[name].items():
        ref = f"{name}.{column}"
        if about.found_through and ref in intake.supplied - intake.present:
            query = f"select count(*) from {sql_name(name)} where {sql_name(column)} is null"
            lost: int = store.row(query)[0]
            if lost:
                yield column, lost


def _doubts(annex: Annex, needed: Needed, name: str, intake: CaseDataAccount) -> Iterator[Doubt]:
    """What may be wrong with every value of a column of a table."""
    with_rows = {table.name for table in intake.tables if table.rows_kept}
    for column, about in needed[name].items():
        value = sql_name(column)
        if about.type == "text" and not about.codes:
            test = f"not regexp_full_match({value}, {sql_text(BARE_NUMBER)})"
            yield name, column, test, "holds bare numbers in place of words", "Export the words"
        if about.codes and about.besides:
            keys = ", ".join(map(sql_text, annex.codes[about.codes].codes))
            wrong = f"no value is in the code set {about.codes}"
            do = f"Give the values their accepted codes in codes/{about.codes}.csv, or export the codes"
            yield name, column, f"{value} in ({keys})", wrong, do
        if about.refers_to:
            there, key = about.refers_to.split(".")
            if there in needed and (there not in with_rows or f"{name}.{column}" in intake.adrift):
                test = f"{value} in (select {sql_name(key)} from {sql_name(there)})"
                yield name, column, test, f"nobody in it is in {there}", "Export both with the same identifiers"
        yield from _links(annex, with_rows, name, about)


def _links(annex: Annex, with_rows: Container[str], name: str, about: CaseColumn) -> Iterator[Doubt]:
    """Of the identifiers by which a row is found in another table, some must be there."""
    for way in about.found_through:
        there = way.take.split(".")[0]
        if there in with_rows and way.where == annex.tables[there].key:
            test = f"{sql_name(way.equals)} in (select {sql_name(way.where)} from {sql_name(there)})"
            wrong = f"no value is among the {way.where} of {there}"
            yield name, way.equals, test, wrong, "Export both with the same identifiers"
