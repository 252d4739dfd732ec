"""Finds the row of headings among the first rows of a table, wherever a report writer has put it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

LOOK = 25  # rows among which the headings are looked for


def find_headings(rows: Iterable[Sequence[str | None]], is_ours: Callable[[str], bool]) -> tuple[int, int]:
    """Which row, counted from nought, holds most headings that are ours, and how many it holds.

    Where no row holds any, it is the first row with a text.
    """
    best, first = (0, -1), -1
    for number, row in enumerate(islice(rows, LOOK)):
        texts = [text.strip() for text in row if text and text.strip()]
        if texts and first < 0:
            first = number
        known = sum(map(is_ours, texts))
        if known > best[0]:
            best = (known, number)
    known, number = best
    return (number, known) if known else (max(first, 0), 0)


# What report writers put between and below the rows, in lower letters; and how any of it begins.
NOT_A_ROW = (
    r"((grand |sub-?)?totals?([ :].*)?|(number|count) of (rows|records).*|\(?\d+ rows? affected\)?"
    r"|page:? \d+( (of|/) \d+)?|nil return|no (data|records?|rows?)( .*)?|end of (report|file|extract).*"
    r"|(report )?(run|printed|generated|produced)( on| at| by| date)?:? .*|report (date|parameters?).*)"
)
NOT_A_ROW_BEGINS = (
    r"^(grand |sub-?)?total|^(number|count) of |^\(?\d+ rows? "
    r"|^(page|nil|no |end of |report|run|printed|generated|produced)"
)
