"""Asks the rules that follow from what a column is, of the cells of all lists at once.

A cell that says what another of its column says breaks the same rules, so each of them is asked of one alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from readiness.foundation.database import Store, sql_name, words_in
from readiness.foundation.errors import ReadinessError
from readiness.lists.in_store import ROW, TYPES
from readiness.lists.model import FOUND
from readiness.specification.model import Annex, Code, Column, ListPage, Rule

SCENE = ("inspection", "choice", "threshold")
FACTS = {
    "heading": "varchar",
    "may_be_blank": "boolean",
    "has_source": "boolean",
    "at_least": "integer",
    "at_most": "integer",
    "longest": "integer",
    "accepted": "varchar[]",
    "keys": "varchar[]",
    "codes": "varchar[]",
    "retired": "varchar[]",
    "groups": "varchar[]",
    "blanks": "varchar[]",
}
KEPT, CELLS = "column_facts", "cell"
EVERY = "column"  # the kind that every column is of
Broken = tuple[str, str, tuple[str, ...], tuple[int, ...]]  # a rule, the list, the columns, the rows


@dataclass(frozen=True)
class ListCells:
    """The columns of the lists, each known by its number, and which lists have the texts of their cells too."""

    columns: tuple[tuple[str, str], ...]
    as_found: Collection[str]

    def numbers(self, annex: Annex, rule: Rule) -> list[int]:
        """The columns that a rule is for each of."""
        its = {
            name: columns_of(rule, page) for name, page in annex.lists.items() if not rule.about or name in rule.about
        }
        return [number for number, (name, column) in enumerate(self.columns) if column in its.get(name, ())]


def columns_of(rule: Rule, page: ListPage) -> list[str]:
    """The columns of the kind that a rule is for each of."""
    return [
        name
        for name, column in page.columns.items()
        if rule.for_each in (EVERY, _kind(column)) and name not in rule.except_for
    ]


def scene(sql: str) -> str:
    """The joins for those of the one-row relations that a condition names. Joins that nobody uses cost time."""
    return " ".join(f"cross join {relation}" for relation in SCENE if relation in words_in(sql))


def with_facts(sql: str, facts: str) -> str:
    """A condition that asks the facts of its column of a relation, or of a query in brackets."""
    return re.sub(r"\bcolumn\.", lambda _: f"{facts}.", sql)


def rules_of_cells(annex: Annex, has_texts: bool) -> list[str]:
    """The rules whose condition is of a cell and its column, and of nothing else in the row."""
    of_rows = {"this", "list", "select", ROW, *(column for page in annex.lists.values() for column in page.columns)}
    return [
        name
        for name, rule in annex.rules.items()
        if rule.for_each and rule.when and of_rows.isdisjoint(words_in(rule.when))
        if has_texts or not rule.only_of_what_was_read
    ]


def broken_cells(store: Store, annex: Annex, as_found: Collection[str], rules: Sequence[str]) -> Iterator[Broken]:
    """What cells of the lists break such rules. The facts of columns are in the store. Raises SpecificationError."""
    cells = ListCells(tuple((name, column) for name, page in annex.lists.items() for column in page.columns), as_found)
    its = {rule: numbers for rule in rules if (numbers := cells.numbers(annex, annex.rules[rule]))}
    needed = {*chain.from_iterable(its.values())}
    store.run(f"create or replace table {CELLS} (column_no integer, value varchar, found varchar, rows integer[])")
    store.side_by_side(lambda own, name: _keep_cells(own, cells, name, needed), annex.lists)
    kinds = sorted({annex.rules[rule].for_each for rule in its})
    of_kinds = [{rule: its[rule] for rule in its if annex.rules[rule].for_each == kind} for kind in kinds]
    for found in store.side_by_side(lambda own, asked: [*_broken(own, annex, asked)], of_kinds):
        for rule, number, rows in found:
            name, column = cells.columns[number]
            yield rule, name, (column,), tuple(rows)
    store.run(f"drop table {CELLS}")


def keep_facts(store: Store, annex: Annex, sourceless: Collection[tuple[str, str]]) -> None:
    """Puts what conditions may ask of columns into the store: a row a column, by its number and by its name."""
    facts = [
        {"list": name, "name": column, **_facts(about, annex, (name, column) not in sourceless)}
        for name, page in annex.lists.items()
        for column, about in page.columns.items()
    ]
    kinds = {"list": "varchar", "name": "varchar", **FACTS}
    columns = ", ".join(f"unnest(?::{kind}[]) as {sql_name(fact)}" for fact, kind in kinds.items())
    values = [[each[fact] for each in facts] for fact in kinds]
    store.run(f"create or replace table {KEPT} as select unnest(range(?)) as column_no, {columns}", len(facts), *values)


def _facts(column: Column, annex: Annex, has_source: bool) -> Mapping[str, object]:
    """What a condition may ask of a column."""
    codes = annex.codes[column.codes].codes if column.codes else {}
    is_open = column.codes and annex.codes[column.codes].open
    groups = {_group(code) for code in codes.values()} - {""} - {code.code for code in codes.values()}
    return {
        "heading": column.heading,
        "may_be_blank": column.blank != "never",
        "has_source": has_source,
        "at_least": column.at_least,
        "at_most": column.at_most,
        "longest": column.longest,
        "accepted": None if is_open else [*codes],
        "keys": [*codes],
        "codes": [code.code for code in codes.values()],
        "retired": [key for key, code in codes.items() if code.status != "current"],
        "groups": sorted(groups),
        "blanks": [text.lower() for text in annex.blanks.texts_in_lists],
    }


def _group(code: Code) -> str:
    return " ".join(code.group.split())


def _kind(column: Column) -> str:
    return "code" if column.codes else column.type


def _keep_cells(store: Store, cells: ListCells, name: str, needed: Collection[int]) -> None:
    """Adds the cells of a list, those that say the same as one, with the rows that they stand on."""
    numbers = [number for number, (of, _) in enumerate(cells.columns) if of == name and number in needed]
    if not numbers:
        return
    columns = [sql_name(cells.columns[number][1]) for number in numbers]
    source, found = f"{name} as this", ["null::varchar"] * len(columns)
    if name in cells.as_found:
        source += f" join {name}{FOUND} as found_in on found_in.{ROW} = this.{ROW}"
        found = [f"found_in.{column}" for column in columns]
    values = [f"this.{column}::varchar" for column in columns]
    words = {"column_no": map(str, numbers), "value": values, "found": found}
    unpivoted = ", ".join(f"unnest([{', '.join(its)}]) as {word}" for word, its in words.items())
    each = f"select this.{ROW}, {unpivoted} from {source}"
    store.run(f"insert into {CELLS} select column_no, value, found, list({ROW}) from ({each}) group by all")


def _broken(store: Store, annex: Annex, asked: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, int, list[int]]]:
    """The rule, the number of the column and the rows of cells that break one of the rules, which are of one kind."""
    rules = [*asked]
    kind, place = annex.rules[rules[0]].for_each, annex.rule_places[rules[0]]
    numbers = {*chain.from_iterable(asked.values())}
    tests = ", ".join(
        f"case when {_one_of(numbers, its)}({with_facts(annex.rules[rule].when, 'facts')}\n) then {at} end"
        for at, (rule, its) in enumerate(asked.items())
    )
    typed = f"select * replace (try_cast(value as {TYPES.get(kind, TYPES['text'])[0]}) as value) from {CELLS}"
    source = f"({typed}) join {KEPT} as facts using (column_no) {scene(tests)} where column_no in ({_listed(numbers)})"
    tested = f"select column_no, rows, [{tests}]::integer[] as broken from {source}"
    each = f"select column_no, rows, unnest(broken) as broken from ({tested}) where list_count(broken) > 0"
    query = f"select broken, column_no, list_sort(flatten(list(rows))) from ({each}) where broken >= 0 group by all"
    try:
        for at, column, rows in store.ask(place, query):
            yield rules[at], column, rows
    except ReadinessError:
        if len(rules) == 1:
            raise
        for rule, its in asked.items():  # one of them is wrong; asked one by one, it says which
            yield from _broken(store, annex, {rule: its})


def _one_of(numbers: Collection[int], its: Sequence[int]) -> str:
    """The beginning of a condition that keeps to some of the columns that are asked about."""
    others = {*numbers} - {*its}
    return f"column_no not in ({_listed(others)}) and " if others else ""


def _listed(numbers: Collection[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
