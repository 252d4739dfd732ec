"""Finds the columns of lists that should name teams and workers and hold bare numbers alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readiness.foundation.findings import Finding
from readiness.foundation.phrases import listed
from readiness.lists.model import ListResult

ROWS_SHOWN = ("team", "worker")
_BARE_NUMBER = re.compile(r"\d+(\.0)?")


def bare_names(lists: Iterable[ListResult]) -> dict[str, Finding]:
    """A warning for each such column, by its name as "list.column"."""
    found = {}
    for result in lists:
        for position, column in enumerate(result.columns):
            texts = [str(row[position]) for row in result.rows if row[position] is not None]
            if column.stands_for in ROWS_SHOWN and texts and all(map(_BARE_NUMBER.fullmatch, texts)):
                wrong = f"every {column.stands_for} is a bare number, made of {listed(column.sources)}"
                do = f"Supply the table that names each {column.stands_for}, or export the names"
                place = f"{result.name}, {column.heading}"
                found[f"{result.name}.{column.name}"] = Finding("warning", place, wrong, do, len(texts))
    return found
