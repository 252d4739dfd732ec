"""Writes the maps that an authority begins with: headings nobody knows, and spellings without a code, to fill in.

What is there is never written over. Spellings are values of case data, so they go into the files alone.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from readiness.case_data.code_maps import HEADINGS
from readiness.commands.doctor import Diagnosis
from readiness.files.deliver import deliver, scratch_folder
from readiness.foundation.phrases import many

COLUMNS = "columns"
COLUMN_HEADINGS = ("table", "heading", "column")


def write_first_maps(examined: Diagnosis) -> Iterator[str]:
    """Writes them into the authority's folder, and gives a line on each. Raises OutputError."""
    guessed = [
        (table.name, unknown.heading, unknown.guess)
        for table in (() if examined.of_lists else examined.tables)
        for unknown in table.unknown
        if unknown.guess in table.missing
    ]
    if guessed:
        file = _free(examined.folder, COLUMNS)
        _write(file, COLUMN_HEADINGS, guessed)
        beside = "" if file.stem == COLUMNS else f", as {COLUMNS}.csv is there already; move over what is right"
        yield f"Written: {file.name}, {many(len(guessed), 'heading')} with a guessed column. Check each{beside}."
    for name in sorted({spelling.code_set for spelling in examined.unmapped}):
        spellings = Counter[str]()
        for spelling in examined.unmapped:
            if spelling.code_set == name:
                spellings[spelling.spelling] += spelling.rows
        yield _code_map(examined.folder, name, spellings)


def _code_map(folder: Path, name: str, spellings: Counter[str]) -> str:
    codes = folder / "codes"
    file = codes / f"{name}.csv"
    there = [other for other in sorted(codes.glob(f"{name}.*")) if other.stem == name]
    if there:
        left = f"codes/{there[0].name} is there already and stays as it is"
        return f"Not written: {left}. {many(len(spellings), 'spelling')} not in it; readiness check --write lists them."
    _write(
        file, HEADINGS, [(spelling, "") for spelling, _ in sorted(spellings.items(), key=lambda one: (-one[1], one))]
    )
    fill = f"Fill in the accepted codes, which readiness describe {name} shows."
    return f"Written: codes/{file.name}, {many(len(spellings), 'spelling')}. {fill}"


def _free(folder: Path, stem: str) -> Path:
    """The first of columns.csv, columns_1.csv and so on that is not there."""
    names = (f"{stem}_{number}.csv" if number else f"{stem}.csv" for number in count())
    return next(folder / name for name in names if not (folder / name).exists())


def _write(file: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A new file that its owner alone may read, as Excel reads UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    with scratch_folder(file.parent) as scratch:
        deliver({file.name: text.getvalue().encode("utf-8-sig")}, scratch, file.parent)
