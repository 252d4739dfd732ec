"""The rows of case data that break a rule: where each stands in its file, whose it is and what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.case_data.model import CaseDataAccount
from readiness.checks.model import BrokenRule
from readiness.foundation.database import Store
from readiness.lists.in_store import ROW
from readiness.specification.model import Annex


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of a file, numbered as a spreadsheet does."""

    number: int
    whose: str | None
    says: str | None


CaseRows = dict[tuple[str, str, int], CaseRow]


def case_rows(store: Store, annex: Annex, intake: CaseDataAccount, causes: Iterable[BrokenRule]) -> CaseRows:
    """By rule, table and row as loaded: each row of case data that a cause is about."""
    first = {account.name: account.first_row for account in intake.tables}
    asked = {cause.rule for cause in causes if cause.about in annex.tables}
    return {
        (rule, table, row): CaseRow(row + first.get(table, 0), whose, says)
        for rule in sorted(asked)
        for table, row, whose, says in store.ask(
            annex.rule_places[rule], f"select list, {ROW}, whose, says from ({annex.rules[rule].rows})"
        )
    }
