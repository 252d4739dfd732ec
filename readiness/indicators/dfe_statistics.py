"""Files of published statistics, as Explore Education Statistics gives them: a CSV, a row an area, year and filter.

Finds the latest figures of a measure that a day can know, as they were published. What is done with them is left to
published. A file may be of any size; it is read once, row by row. Its layout, and what stands where there is no number,
are those of the Department for Education's open data standards; nothing in a file says what a letter means.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from readiness.files.cells import as_number, quoted
from readiness.files.text import TEXTS, read_text
from readiness.foundation.errors import Mistake, Refused
from readiness.foundation.normalise import plain
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many, nearest
from readiness.indicators.periods import PublishedPeriod, read_period
from readiness.specification.indicator import Published, Release

COUNTRY, COUNTRY_CODE = "England", "E92000001"
NATIONAL, REGIONAL, LOCAL = "national", "regional", "local authority"
PERIOD, IDENTIFIER, LEVEL = "time_period", "time_identifier", "geographic_level"
NAMES = {NATIONAL: "country_name", REGIONAL: "region_name", LOCAL: "la_name"}
CODES = ("old_la_code", "new_la_code")
CODE_OF_COUNTRY = "country_code"
NO_NUMBER = {
    "c": "suppressed by the publisher",
    "k": "more than nought, but too low to show",
    "low": "more than nought, but too low to show",
    "u": "not reliable enough to publish",
    "x": "not available",
    "z": "does not apply",
    "~": "not shown by the publisher",
    ":": "not shown by the publisher",
}
AGAIN = "Download it again from Explore Education Statistics, and put it here as it is"
_CODE = re.compile(r"\d{3}|[EW]\d{8}")
_META = ".meta"


@dataclass(frozen=True)
class Latest:
    """The figures of one measure in the latest period that ends by the day, by level and an area's name or code.

    An area has several different rows only where nothing says which of them is meant.
    """

    file: str
    period: str
    header: Sequence[str]
    at: int
    rows: Mapping[tuple[str, str], Sequence[Sequence[str]]]

    def text(self, level: str, area: str) -> str | None:
        """What was published for an area; None when nothing was."""
        rows = self.rows.get((level, plain(area)))
        return rows[0][self.at].strip() if rows else None

    def differ_in(self, level: str, area: str) -> list[str]:
        """The columns by which rows differ that would all be this area's; none when there is one row."""
        rows = self.rows.get((level, plain(area)), ())
        if len({row[self.at].strip() for row in rows}) < 2:
            return []
        return [
            heading
            for heading, *cells in zip(self.header, *rows, strict=True)
            if len({*cells}) > 1 and not any(as_number(cell) is not None or said_of(cell) for cell in cells)
        ]


@dataclass
class Read:
    """What a file holds: the latest figures by the page that speaks of them, its areas by level, and what is amiss."""

    latest: dict[str, Latest] = field(default_factory=dict)
    areas: dict[str, dict[str, str]] = field(default_factory=lambda: {level: {} for level in NAMES})
    mistakes: list[Mistake] = field(default_factory=list)


def said_of(text: str) -> str:
    """What a letter means that stands in a number's place, also in brackets; empty for anything else."""
    return NO_NUMBER.get(text.strip().strip("[]()").casefold(), "")


def find_files(folder: Path, dataset: str) -> list[Path]:
    """The files in a folder whose name begins like the dataset's; not those that describe another."""
    if not folder.is_dir():
        return []
    begins = plain(dataset)
    return [
        file
        for file in sorted(folder.iterdir())
        if plain(file.stem).startswith(begins)
        and not file.name.startswith((".", "~$"))
        and not file.stem.lower().endswith(_META)
        and file.is_file()
    ]


def read_statistics(file: Path, wanted: Mapping[str, Published], day: dt.date) -> Read:
    """The latest figures by a day in a file of each measure wanted, by the place of the page that speaks of it."""
    place = f"{file.parent.name}/{file.name}"
    read = Read()
    try:
        if file.suffix.lower() not in TEXTS:
            raise Refused("is not a CSV file", AGAIN if file.suffix.lower() != ".zip" else "Unpack it here")
        text = read_text(file, lambda heading: heading.strip().casefold() in (PERIOD, IDENTIFIER, LEVEL))
        layout = _Layout((place, day), text.header, wanted, read)
        for number, row in enumerate(text.rows() if layout.measures else (), start=1):
            if number > 1 and row and not layout.take(number, row):
                break
        else:
            layout.finish(file.name)
    except Refused as refusal:
        read.mistakes.append(Mistake(place, refusal.why, refusal.do))
    except OSError:
        wrong, do = "cannot be opened", "Close it where it is open, and check who may read it"
        read.mistakes.append(Mistake(place, wrong, do))
    return read


@dataclass
class _Measure:
    """One measure as a release calls it, while its file is read: its rows of the latest period so far.

    ``later`` is the first of those periods that end only after the day.
    """

    page: str
    about: Release
    year_ends: str
    at: int
    where: Mapping[int, str]
    seen: dict[int, set[str]]
    period: PublishedPeriod | None = None
    later: PublishedPeriod | None = None
    rows: dict[tuple[str, str], list[list[str]]] = field(default_factory=dict)


class _Layout:
    """A file's columns, and what its rows have given. ``about`` is the file's place, and the day."""

    def __init__(
        self, about: tuple[str, dt.date], header: Sequence[str], wanted: Mapping[str, Published], read: Read
    ) -> None:
        (self.place, self.day), self.header, self.wanted, self.read = about, header, wanted, read
        self.headings = [heading.strip().casefold() for heading in header]
        missing = [name for name in (PERIOD, IDENTIFIER, LEVEL) if not self._is_there(name)]
        for name in missing:
            self._tell(self.place, f"has no column {name}", AGAIN)
        self.measures = [] if missing else [measure for page in wanted for measure in self._measures_of(page)]
        self.names = {level: self.headings.index(n) for level, n in NAMES.items() if n in self.headings}
        self.codes = [self.headings.index(name) for name in CODES if name in self.headings]
        self.levels: dict[str, str] = {}

    def take(self, number: int, row: list[str]) -> bool:
        """Takes in a row; whether to go on."""
        if len(row) != len(self.header):
            wrong = f"has {many(len(row), 'value')} where there are {many(len(self.header), 'heading')}"
            self._tell(f"{self.place}, row {number}", f"{wrong}; the file may be only half here", AGAIN)
            return False
        written = row[self.headings.index(LEVEL)]
        level = self.levels.setdefault(written, " ".join(written.split()).casefold())
        if level not in NAMES:
            return True
        area = self._area(level, row)
        if area is None:
            self._tell(self.place, f"has rows that are {level} and no column {NAMES[level]}", AGAIN)
            return False
        if level == NATIONAL and plain(area) != plain(COUNTRY):
            return True
        keys = self._keys(level, area, row)
        for key in keys:
            self.read.areas[level].setdefault(key, area)
        written, identifier = (row[self.headings.index(name)].strip() for name in (PERIOD, IDENTIFIER))
        for measure in self.measures:
            period = read_period(written, identifier, measure.year_ends)
            if period is None:
                self._tell(f"{self.place}, row {number}, {PERIOD}", f"{quoted(written)} is not a year", AGAIN)
                return False
            self._count(measure, period, [(level, key) for key in keys], row)
        return True

    def finish(self, file: str) -> None:
        """Gives the latest figures of every measure, and tells of those that have no row."""
        if self.measures and not any(self.read.areas.values()):
            self._tell(self.place, "has no row for England, its regions or its authorities", AGAIN)
            return
        for page in dict.fromkeys(measure.page for measure in self.measures):
            known = [measure for measure in self.measures if measure.page == page]
            measure = next((each for each in known if each.period), None)
            if measure and measure.period:
                shown = measure.period.shown
                self.read.latest[page] = Latest(file, shown, self.header, measure.at, measure.rows)
            elif later := min((each.later for each in known if each.later), default=None):
                wrong = f"every figure of which {page} speaks is of a period that ends after {in_words(self.day)}"
                do = "Put an earlier release here, if that is the day you mean"
                self._tell(self.place, f"{wrong}, the first of {later.shown}, so that none stands beside it", do)
            else:
                self._tell_no_rows(known[0])

    def _area(self, level: str, row: list[str]) -> str | None:
        """The name of a row's area; None when no column has it. England is known by its code too."""
        if level in self.names:
            return row[self.names[level]].strip()
        if level == NATIONAL and CODE_OF_COUNTRY in self.headings:
            code = row[self.headings.index(CODE_OF_COUNTRY)].strip()
            return COUNTRY if code.upper() == COUNTRY_CODE else code
        return None

    def _keys(self, level: str, area: str, row: list[str]) -> set[str]:
        """What a row's area may be called: its name, and the codes of an authority."""
        codes = [row[at].strip() for at in self.codes] if level == LOCAL else []
        return {plain(area), *(plain(code) for code in codes if _CODE.fullmatch(code))}

    def _count(
        self, measure: _Measure, period: PublishedPeriod, areas: Sequence[tuple[str, str]], row: list[str]
    ) -> None:
        for at in measure.where:
            if len(measure.seen[at]) < 200:
                measure.seen[at].add(" ".join(row[at].split()))
        if any(_like(row[at]) != value for at, value in measure.where.items()):
            return
        if period.ends > self.day:
            measure.later = min(measure.later or period, period)
            return
        if measure.period and period < measure.period:
            return
        if measure.period is None or period > measure.period:
            measure.period, measure.rows = period, {}
        for area in areas:
            held = measure.rows.setdefault(area, [])
            if len(held) < 2 and row not in held:
                held.append(row)

    def _measures_of(self, page: str) -> list[_Measure]:
        """The measure as each release calls it whose columns are all here; what is missing is told of the latest."""
        published = self.wanted[page]
        missing = [[c for c in (each.column, *each.where) if not self._is_there(c)] for each in published.releases]
        if all(missing):
            for column in missing[0]:
                wrong = f"there is no column {quoted(column)}, of which {page} speaks"
                self._tell(f"{self.place}, row 1", wrong, _instead(column, self.header))
        return [
            self._measure(page, release, published.year_ends)
            for release, columns in zip(published.releases, missing, strict=True)
            if not columns
        ]

    def _measure(self, page: str, about: Release, year_ends: str) -> _Measure:
        where = {self.headings.index(column.casefold()): _like(value) for column, value in about.where.items()}
        at = self.headings.index(about.column.casefold())
        return _Measure(page, about, year_ends, at, where, {at: set() for at in where})

    def _is_there(self, column: str) -> bool:
        """Whether there is such a column; if there are two, that is told."""
        times = self.headings.count(column.casefold())
        if times > 1:
            self.read.mistakes.append(Mistake(f"{self.place}, row 1", f"{times} columns are called {column}", AGAIN))
        return times > 0

    def _tell_no_rows(self, measure: _Measure) -> None:
        page, where = measure.page, measure.about.where
        for (column, value), at in zip(where.items(), measure.where, strict=True):
            if _like(value) not in map(_like, measure.seen[at]):
                wrong = f"no row has the {column} {quoted(value)}, of which {page} speaks"
                self._tell(self.place, wrong, _instead(value, measure.seen[at]))
                return
        conditions = listed(f"{column} {quoted(value)}" for column, value in where.items())
        self._tell(self.place, f"no row has {conditions}, of which {page} speaks", _instead("", ()))

    def _tell(self, place: str, wrong: str, do: str) -> None:
        self.read.mistakes.append(Mistake(place, wrong, do))


def _instead(word: str, known: Iterable[str]) -> str:
    """What to do about a word of a page that a file does not have: releases do not always say the same."""
    return f"{nearest(word, known)} Correct that page, or take the file away".strip()


def _like(text: str) -> str:
    return " ".join(text.split()).casefold()
