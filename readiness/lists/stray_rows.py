"""What report writers put between and below the rows of a list that is no child: headings again, totals, page numbers.

It is told once as what it is, and kept out of the list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from readiness.files.headings import NOT_A_ROW
from readiness.files.workbook import as_text, holds
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import plain
from readiness.foundation.phrases import first_numbers

_NO_ROW = re.compile(NOT_A_ROW)
_NUMBER = re.compile(r"[\d.,/: %£-]+")


def rows_between(cells: Sequence[Sequence[Any]], at: int, headings: Container[str]) -> dict[int, str]:
    """The rows below the headings, counted from nought, that are no child, and what each is."""
    found = {}
    for number in range(at, len(cells)):
        what = _what(cells[number], headings)
        if what:
            found[number] = what
    return found


def told_of_rows(place: str, between: Mapping[int, str], rows: int) -> Iterator[Finding]:
    """What to tell of such rows, kind by kind; and of a list of which nothing else is left."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for number, what in between.items():
        by_kind[what].append(number + 1)
    for what, numbers in by_kind.items():
        where = f"{place} {first_numbers('row', numbers)}"
        do = "Take it out before the list is sent" if len(numbers) == 1 else "Take them out before the list is sent"
        yield Finding("warning", where, f"{what}, which is no child and was left out", do, len(numbers))
    if not rows:
        nil = " but a nil return" if "a nil return" in by_kind else ""
        wrong = f"the list has headings and no rows{nil}"
        yield Finding("warning", place, wrong, "Export it again, unless there is nobody to list")


def _what(row: Sequence[Any], headings: Container[str]) -> str:
    """What a row is if it is no child; nothing of one that may be."""
    first = next((cell for cell in row if cell is not None and cell != ""), None)
    if not isinstance(first, str):
        return ""
    begins = first.strip().lower()
    if plain(first) in headings:
        texts = [text for cell in row if (text := as_text(cell)) and text.strip()]
        return "headings once more" if all(plain(text) in headings for text in texts) else ""
    if not _NO_ROW.fullmatch(begins):
        return ""
    others = [text.strip() for cell in row if cell is not first and (text := as_text(cell)) and text.strip()]
    if not all(_NUMBER.fullmatch(text) or _NO_ROW.fullmatch(text.lower()) for text in others):
        return ""
    if begins.startswith(("nil", "no ")):
        return "a nil return"
    return "a page number" if begins.startswith("page") else "a total" if "total" in begins else "a line of the report"


def count_rows(between: Mapping[int, str], cells: Sequence[Sequence[Any]], at: int) -> int:
    """How many rows below the headings hold anything and may be a child."""
    return sum(any(map(holds, cells[number])) for number in range(at, len(cells)) if number not in between)
