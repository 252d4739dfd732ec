"""The contract with case systems: which columns no list can do without, and what follows when another one is lacking.

A column is lacking when no file has it, and when the file that has it leaves it blank in every row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from readiness.case_data.column_mapping import Needed, column_name, helping_columns
from readiness.case_data.load import header_of
from readiness.case_data.model import CaseDataAccount, RawTable, TableAccount
from readiness.case_data.own_columns import OwnColumns
from readiness.foundation.database import Store, Unreadable
from readiness.foundation.errors import Mistake
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import listed
from readiness.specification.model import Annex, CaseTable

GUESSES = 3
ALIKE = 0.6  # of two names, as difflib counts it: from here on one may stand for the other
SAY_SO = "say so in columns.csv"
OR_NOT_RECORDED = "Export it, or say in columns.csv that you do not record it"
Headers = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Lacking:
    """The columns ("table.column") without which lists are blank or wrong, and what is told of them."""

    columns: tuple[str, ...]
    findings: tuple[Finding, ...]


def headers_of(store: Store, raw: Iterable[RawTable], needed: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The headings of each needed table; not of those that cannot be read, which is told when they are loaded."""
    headers = {}
    for table in raw:
        if table.name in needed:
            try:
                headers[table.name] = header_of(store, table)
            except Unreadable:
                continue
    return headers


def broken_contract(
    annex: Annex, raw: Iterable[RawTable], headers: Headers, left_empty: Collection[str]
) -> list[Mistake]:
    """A mistake for each column that is not there and without which a list would be empty or false."""
    there = {name: _columns_there(annex.tables[name], header) for name, header in headers.items()}
    mistakes = []
    for table in raw:
        if table.name not in there:
            continue
        unknown = unknown_headings(annex.tables[table.name], headers[table.name])
        for column, why in _essential(annex, table.name, left_empty).items():
            if column in there[table.name] or _is_found(annex, table.name, column, there):
                continue
            guess = _guess(column, unknown)
            do = f"perhaps {guess} is it: {SAY_SO}" if guess else f"if another heading is it, {SAY_SO}"
            mistakes.append(Mistake(table.place, f"there is no {column}, {why}; {do}"))
    return mistakes


def lacking(annex: Annex, needed: Needed, intake: CaseDataAccount, own: OwnColumns) -> Lacking:
    """What is told of the columns that are not there, or blank in every row, after case data was taken in."""
    columns: list[str] = []
    findings: list[Finding] = []
    helping = helping_columns(annex)
    for table in intake.tables:
        if not table.read:
            continue
        for column in sorted(needed[table.name].keys() - helping[table.name]):
            name = f"{table.name}.{column}"
            if name in intake.supplied:
                continue
            is_blank = name in intake.present
            wrong = "blank in every row" if is_blank else "not in the file"
            unreadable = is_blank and _is_unreadable(intake, table, column)
            wrong = "nothing in it can be read" if unreadable else wrong
            if name in own.not_recorded:
                wrong = f"{wrong}, and not recorded, as columns.csv says"
                findings.append(Finding("note", f"{table.place}, {column}", wrong, "Nothing needs doing", quiet=True))
                continue
            columns.append(name)
            guess = "" if is_blank else _guess(column, table.unknown)
            do = f"Perhaps {guess} is it: {SAY_SO}" if guess else OR_NOT_RECORDED
            do = "Mend it in the extract" if unreadable else do
            wrong = f"{wrong}, so {what_rests_on(annex, name)}"
            findings.append(Finding("warning", f"{table.place}, {column}", wrong, do, table.rows_kept or 1))
    findings += _nobody_knows(annex, intake.tables, columns)
    return Lacking(tuple(sorted(columns)), tuple(sorted(findings)))


def what_rests_on(annex: Annex, name: str) -> str:
    """Which columns of lists go blank or wrong without a column, in words; or which lists or indicators do."""
    by_headings: dict[tuple[str, ...], list[int]] = {}
    for page in annex.lists.values():
        headings = tuple(column.heading for column in page.columns.values() if name in column.from_)
        if headings:
            by_headings.setdefault(headings, []).append(page.number)
    if by_headings:
        parts = [f"{_quoted(headings)} of {_lists(numbers)}" for headings, numbers in by_headings.items()]
        is_one = len(parts) == 1 and len(next(iter(by_headings))) == 1
        return f"{listed(parts)} go{'es' if is_one else ''} blank or wrong"
    word = re.compile(rf"\b{name.split('.')[1]}\b")
    numbers = [annex.lists[key].number for key, sql in annex.sql.items() if word.search(sql)]
    if numbers:
        return f"{_lists(numbers)} may be wrong"
    return "lists may be wrong" if word.search(annex.shared) else "indicators may be wrong"


def unknown_headings(table: CaseTable, header: Iterable[str]) -> list[str]:
    """The headings that are no column of the table."""
    known = {column_name(name) for column, about in table.columns.items() for name in (column, *about.also_called)}
    return [heading.strip() for heading in header if heading.strip() and column_name(heading) not in known]


def _columns_there(table: CaseTable, header: Iterable[str]) -> set[str]:
    headings = {column_name(heading) for heading in header}
    return {
        column
        for column, about in table.columns.items()
        if headings & {column_name(name) for name in (column, *about.also_called)}
    }


def _essential(annex: Annex, table: str, left_empty: Collection[str]) -> dict[str, str]:
    """The columns that the lists to be made cannot do without, and why; none of a table that each can do without."""
    lists = [page for name, page in annex.lists.items() if name not in left_empty]
    essential: dict[str, str] = {}
    if any(table in (*page.needs, *page.rows_from) for page in lists):
        essential[annex.tables[table].key] = "which tells one row from another"
        for column, about in annex.tables[table].columns.items():
            if about.refers_to:
                essential[column] = "which says whom a row is about"
    for page in lists:
        for name in page.selected_by:
            if name.startswith(f"{table}."):
                essential.setdefault(name.split(".")[1], f"by which rows are chosen for {_lists([page.number])}")
    return essential


def _is_found(annex: Annex, table: str, column: str, there: Mapping[str, set[str]]) -> bool:
    """Whether the values of a column can be found through another table that is there."""
    for way in annex.tables[table].columns[column].found_through:
        other, taken = way.take.split(".")
        if way.equals in there[table] and {way.where, taken} <= there.get(other, set()):
            return True
    return False


def _is_unreadable(intake: CaseDataAccount, table: TableAccount, column: str) -> bool:
    """Whether an error told why values of a column could not be read."""
    return any(
        finding.severity == "error" and finding.place.startswith(table.place) and finding.place.endswith(f", {column}")
        for finding in intake.findings
    )


def _nobody_knows(annex: Annex, tables: Iterable[TableAccount], columns: Collection[str]) -> Iterator[Finding]:
    """The headings that nobody knows, each with the known column nearest to it; aloud where a column is lacking."""
    for table in tables:
        if table.unknown:
            known = annex.tables[table.name].columns
            words = [f'"{heading}"{_near(heading, known)}' for heading in table.unknown]
            wrong = f"nobody knows the heading{'s' if len(words) > 1 else ''} {listed(words)}"
            do = f"If one of them is a column that is lacking, {SAY_SO}"
            quiet = not any(name.startswith(f"{table.name}.") for name in columns)
            yield Finding("note", table.place, wrong, do, len(words), quiet=quiet)


def _near(heading: str, known: Iterable[str]) -> str:
    near = max(known, key=lambda column: _likeness(column, heading))
    return f" (perhaps {near})" if _likeness(near, heading) >= ALIKE else ""


def _guess(column: str, unknown: Sequence[str]) -> str:
    """Which of the headings that nobody knows may be a column: the nearest, else any of the few there are."""
    if not unknown:
        return ""
    near = max(unknown, key=lambda heading: _likeness(column, heading))
    if _likeness(column, near) >= ALIKE or len(unknown) == 1:
        return f'"{near}"'
    return listed((f'"{heading}"' for heading in unknown), "or") if len(unknown) <= GUESSES else ""


def _likeness(column: str, heading: str) -> float:
    """How much a heading is like a column, with the letters that all columns of its table begin with or without."""
    text = column_name(heading)
    return max(SequenceMatcher(None, name, text).ratio() for name in (column, column.partition("_")[2]))


def _lists(numbers: Sequence[int]) -> str:
    return f"List{'s' if len(numbers) > 1 else ''} {listed(sorted(numbers))}"


def _quoted(headings: Iterable[str]) -> str:
    return listed(f'"{heading}"' for heading in headings)
