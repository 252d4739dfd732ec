"""Whether SQL over a list or case data can tell anything: what is empty for want of a source answers no question."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from readiness.case_data.model import CaseDataAccount
from readiness.foundation.phrases import listed
from readiness.lists.model import ListResult


def why_not_of_list(name: str, words: Collection[str], lists: Mapping[str, ListResult]) -> str:
    """Why nothing can be said of a list's rows by SQL with these words; empty when it can."""
    result = lists.get(name)
    if result is None or result.left_empty or not result.tables:
        return f"{result.full_title if result else name} is empty, and not because nobody is on it"
    needed = [column for column in result.columns if column.name in words]
    blank = [column.heading for column in needed if column.sources and not column.sources_filled]
    return f"nothing is recorded for {listed(blank)}" if blank else ""


def why_not_of_tables(needs: Collection[str], intake: CaseDataAccount) -> str:
    """Why nothing can be said from tables of case data; empty when they were read."""
    there = {table.name for table in intake.tables if table.read}
    missing = [table for table in needs if table not in there]
    return f"there is no {listed(missing, 'or')} among the case data" if missing else ""
