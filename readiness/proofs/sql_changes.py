"""Changes one thing in some SQL at a time: an operator, a join, a boundary, a number, a call. Names no table or column.

Comments and texts in quotation marks are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ASIDE = re.compile(r"--[^\n]*|'(?:[^']|'')*'")
FILLED = "~"  # what hides a comment or a quoted text: part of no word, number or operator
SWAPS = (
    (r"<=", "<"),
    (r">=", ">"),
    (r"(?<![<>=-])<(?![=>])", "<="),
    (r"(?<![<>=-])>(?!=)", ">="),
    (r"<>", "="),
    (r" = ", " <> "),
    (r"\bor\b", "and"),
    (r"\b(?:left|asof) join\b", "join"),
    (r"\banti join\b", "semi join"),
    (r"\bsemi join\b", "anti join"),
    (r"\b(?<!\.)max(?=(_by)?\()", "min"),
    (r"\b(?<!\.)min(?=(_by)?\()", "max"),
    (r"\bbool_and(?=\()", "bool_or"),
    (r"\bbool_or(?=\()", "bool_and"),
    (r"\bleast(?=\()", "greatest"),
    (r"\bgreatest(?=\()", "least"),
    (r" desc\b", " asc"),
    (r"\bis null\b", "is not null"),
    (r"\bis not null\b", "is null"),
    (r"\bis distinct from\b", "is not distinct from"),
    (r"\bis not distinct from\b", "is distinct from"),
    (r"\bnot exists\b", "exists"),
    (r"(?<!not )\bexists\b", "not exists"),
    (r"\bnot in(?= \()", "in"),
    (r"(?<!not)(?<!lambda) in(?= \()", " not in"),
    (r"\bnot (?!null|exists|in\b|between|distinct)", ""),
    (r"\bnot between\b", "between"),
    (r"(?<!not )(?<!rows )(?<!range )\bbetween\b", "not between"),
    (
        r"(?<!rows )(?<!range )\bbetween (?!inspection\.|period\.(?:fir|la)st_day)(\S+) and (?=\w)",
        r"between \1 + 1 and ",
    ),
    (r"\bdistinct (?!from)", ""),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r"\b(inspection\.\w+|period\.(?:fir|la)st_day)\b", r"(\1 + 1)"),
)
WORDS = re.compile(r"\b(?:between|and)\b")
WHOLE_NUMBER_SQL = re.compile(r"(?<![\w.\-])\d+\b(?![.\-])")
CALL_OF_FUNCTION = re.compile(r"\b(\w+)\(")
# Of these the first argument alone says something else altogether, or nothing.
NOT_ITS_FIRST = frozenset({"in", "values", "over", "filter", "as", "exists", "max_by", "min_by"})


@dataclass(frozen=True)
class SqlChange:
    """One change: where in the text, what stood there, what is put there, and the whole text with it."""

    at: int
    stood: str
    put: str
    text: str


def sql_changes(sql: str) -> Iterator[SqlChange]:
    """Every change, one at a time, each giving another text."""
    bare = ASIDE.sub(lambda aside: re.sub(r"[^\n]", FILLED, aside[0]), sql)
    given = {sql}
    for start, end, new in sorted(_edits(sql, bare)):
        text = sql[:start] + new + sql[end:]
        if text not in given:
            given.add(text)
            yield SqlChange(start, sql[start:end], new, text)


def _edits(sql: str, bare: str) -> Iterator[tuple[int, int, str]]:
    """The places that may be changed, and what is put there."""
    for pattern, new in SWAPS:
        for found in re.finditer(pattern, bare):
            put = found.expand(new)
            yield found.start(), found.end(), put if FILLED not in put else sql[found.start() : found.end()]
    for found in WHOLE_NUMBER_SQL.finditer(bare):
        yield found.start(), found.end(), str(int(found[0]) + 1)
    yield from _and_edits(bare)
    for found in CALL_OF_FUNCTION.finditer(bare):
        if found[1] not in NOT_ITS_FIRST and not bare[: found.start()].endswith("macro "):
            yield from _first_argument(sql, bare, found)


def _and_edits(bare: str) -> Iterator[tuple[int, int, str]]:
    """Each "and" that joins two conditions; the one that belongs to a "between" does not."""
    belonging = 0
    for word in WORDS.finditer(bare):
        if word[0] == "between" and not _of_a_frame(bare, word.start()):
            belonging += 1
        elif word[0] == "and" and belonging:
            belonging -= 1
        elif word[0] == "and" and not _of_a_frame(bare, word.start()):
            yield word.start(), word.end(), "or"


def _of_a_frame(bare: str, at: int) -> bool:
    """Whether a place is within the frame of a window: rows between unbounded preceding and 1 preceding."""
    return bool(re.search(r"\b(?:rows|range)\s+(?:between\s[^()]*)?$", bare[:at]))


def _first_argument(sql: str, bare: str, call: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """A call of a function with several arguments, as its first one alone: coalesce(a, b) as a."""
    depth, first_ends = 1, 0
    for at in range(call.end(), len(bare)):
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(bare[at], 0)
        if bare[at] == "," and depth == 1 and not first_ends:
            first_ends = at
        if depth == 0:
            if first_ends:
                yield call.start(), at + 1, f"({sql[call.end() : first_ends]})"
            return
