"""Rules that are asked of what was read alone: where no text was found, they would hold for no value."""

from __future__ import annotations

import re

import pytest

from readiness.checks.cell_rules import rules_of_cells
from readiness.checks.check import conditions
from readiness.foundation.database import Store, statements_of
from readiness.specification.model import Annex

VALUES = {
    "column": ("varchar", ["null", "''", "' a  b '", "'#N/A'", "'-'", "'31/01/15'"]),
    "date": ("date", ["null", "date '1900-01-01'", "date '2026-01-31'", "date '9999-12-31'"]),
    "whole number": ("integer", ["null", "-1", "0", "17", "2000000000"]),
    "code": ("varchar", ["null", "'Y'", "'n/a'", "'Yes '"]),
}
FACTS = "['y', 'n'] as keys, ['a) Yes', 'b) No'] as codes, ['n/a', '-'] as blanks, 0 as at_least, 25 as at_most"


def rules_read(annex: Annex) -> list[str]:
    return [name for name, rule in annex.rules.items() if rule.only_of_what_was_read]


def test_where_no_text_was_found_they_hold_for_no_value(annex: Annex) -> None:
    assert len(rules_read(annex)) == 7
    with Store() as store:
        for statement in statements_of(annex.checks):
            if re.search(r"\bcreate macro\b(?! \w+\(\w+\) as table)", statement) and "select" not in statement:
                store.run(statement)
        for name in rules_read(annex):
            rule = annex.rules[name]
            kind, values = VALUES[rule.for_each]
            asked = re.sub(r"\bcolumn\.", "facts.", re.sub(r"\bfound\b", "null::varchar", rule.when))
            of = " union all ".join(f"select {value}::{kind} as value" for value in values)
            (held,) = store.row(f"select count(*) from ({of}) cross join (select {FACTS}) as facts where {asked}")
            assert held == 0, name


@pytest.mark.parametrize("has_texts", [False, True])
def test_they_are_asked_of_lists_that_were_read_alone(annex: Annex, has_texts: bool) -> None:
    asked = {condition.rule for name in annex.lists for condition in conditions(annex, name, has_texts)}
    asked |= {*rules_of_cells(annex, has_texts)}
    assert asked & {*rules_read(annex)} == ({*rules_read(annex)} if has_texts else set())
