"""Whatever is wrong in a page is told in our words, never in those of the libraries that read it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field, model_validator

from readiness.specification import yaml_page
from readiness.specification.base import Piece, Words
from readiness.specification.yaml_page import LARGEST_PAGE, Page, read_page_as, shape

FOREIGN = (
    "input should",
    "valid",
    "pattern '",
    "token",
    "expected",
    "unable",
    "at least",
    "mapping",
    "alias",
    "anchor",
)


class Part(Piece):
    name: str = ""

    @model_validator(mode="after")
    def _named(self) -> Part:
        if self.name == "wrong":
            raise ValueError("nobody may be called that")
        return self


class Everything(Piece):
    words: str = "x"
    some: Words = ()
    filled: Annotated[Words, Field(min_length=1)] = ("x",)
    short: Annotated[str, Field(min_length=1, max_length=3)] = "x"
    coloured: Annotated[str, Field(pattern="^#[0-9]$")] = "#1"
    whole: int = 1
    number: float = 1
    answer: bool = True
    day: dt.date = dt.date(2026, 1, 1)
    named: dict[str, str] = {}
    part: Part = Part()
    choice: Literal["one", "two"] = "one"
    nothing: None = None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("words: [a]", '"words" is to be words on one line'),
        ("some: a", '"some" is to be a list'),
        ("filled: []", '"filled" is empty'),
        ("short: ''", '"short" is empty'),
        ("short: abcd", '"short" is too long'),
        ("coloured: red", '"coloured" is not written as it has to be'),
        ("whole: many", '"whole" is to be a whole number'),
        ("number: many", '"number" is to be a number'),
        ("answer: perhaps", '"answer" is to be yes or no'),
        ("day: tomorrow", '"day" is to be a day'),
        ("named: a", '"named" is to have parts of its own'),
        ("part: a", '"part" is to have parts of its own'),
        ("part: {name: wrong}", '"part": nobody may be called that'),
        ("choice: three", '"three" cannot stand under "choice"'),
        ("nothing: a", '"nothing" is to be empty'),
        ("- a", "the page is to have parts of its own"),
        ("words: @a", "a sign stands where words should begin"),
        ("words: a: b", "a second colon stands on the line"),
        ("words: 'a", "a quotation mark is opened and not closed"),
        ("some: [a", "a bracket is opened and not closed"),
        ("words: *a", "a word begins with *"),
        ("a: &a {x: *a}", "without end"),
        ("words: !", '"words"'),
        ("words: a\n  some: b\n some: c", ""),
        ("words: \x07", "there is a sign that no text holds"),
    ],
)
def test_mistakes_are_told_in_our_words(text: str, told: str) -> None:
    page = Page("page.yaml", text)
    if not page.mistakes and told != '"words"':
        assert shape(page, Everything) is None
    words = " ".join(map(str, page.mistakes))
    assert told in words or told == '"words"'
    assert not [foreign for foreign in FOREIGN if foreign in words.lower()]


def test_a_page_too_large_to_be_one_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "page.yaml"
    file.write_text("#" * (LARGEST_PAGE + 1), encoding="utf-8")
    assert "far larger than any page" in str(read_page_as("page.yaml", file).mistakes[0])


def test_a_page_that_unfolds_to_millions_is_told() -> None:
    names = "abcdefgh"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]" for before, name in pairwise(names)]
    assert [*map(str, Page("page.yaml", "\n".join(lines)).mistakes)] == [
        "page.yaml: has more than 50,000 parts, those counted that * points to. "
        "Write in full what * points to, or put the page in its place."
    ]


def test_a_page_of_very_many_parts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_page, "MOST_NODES", 1_000)
    assert "has more than 1,000 parts" in str(Page("page.yaml", "- x\n" * 1_000).mistakes[0])
    assert not Page("page.yaml", "- x\n" * 999).mistakes


DEEP = (
    "has parts within parts more deeply than any page, or without end. "
    "Begin lines less far in, and write in full what * points to."
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[" * 5_000, ":1"),
        ("- " * 5_000 + "x", ":1"),
        ("\n".join(f"{' ' * far}a:" for far in range(1_500)), ":1000"),
        ("{a: " * 5_000, ":1"),
        ("[" * 900 + "]" * 900, ""),
        ("a: &a [*a]", ""),
        ("&a {a: *a}", ""),
    ],
    ids=["brackets", "dashes", "lines", "braces", "closed brackets", "a list of itself", "a part of itself"],
)
def test_parts_within_parts_are_told(text: str, line: str) -> None:
    assert [*map(str, Page("page.yaml", text).mistakes)] == [f"page.yaml{line}: {DEEP}"]


def test_one_very_long_text_is_read() -> None:
    assert Page("page.yaml", "a: " + "x" * 500_000).content == {"a": "x" * 500_000}
