"""Files of published statistics, as Explore Education Statistics gives them: a CSV, a row an area, year and filter.

Finds the latest figures of a measure, as they were published. What is done with them is left to published. A file may
be of any size; it is read once, row by row. Its layout, and what stands where there is no number, are those of the
Department for Education's open data standards; nothing in a file says what a letter means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from readiness.files.cells import as_number, quoted
from readiness.files.text import TEXTS, read_text
from readiness.foundation.errors import Mistake, Refused
from readiness.foundation.normalise import plain
from readiness.foundation.phrases import listed, many, nearest
from readiness.specification.indicator import Published

COUNTRY = "England"
NATIONAL, REGIONAL, LOCAL = "national", "regional", "local authority"
PERIOD, IDENTIFIER, LEVEL = "time_period", "time_identifier", "geographic_level"
NAMES = {NATIONAL: "country_name", REGIONAL: "region_name", LOCAL: "la_name"}
CODES = ("old_la_code", "new_la_code")
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
_PERIOD = re.compile(r"(\d{4})(\d\d)?")
_YEARS = re.compile(r".*year", re.IGNORECASE)
_CODE = re.compile(r"\d{3}|[EW]\d{8}")
_META = ".meta"


@dataclass(frozen=True)
class Latest:
    """The figures of one measure in the latest period of its file, by level and by an area's name or code, plainly.

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


def read_statistics(file: Path, wanted: Mapping[str, Published]) -> Read:
    """The latest figures in a file of each measure that is wanted, by the place of the page that speaks of it."""
    place = f"{file.parent.name}/{file.name}"
    read = Read()
    try:
        if file.suffix.lower() not in TEXTS:
            raise Refused("is not a CSV file", AGAIN if file.suffix.lower() != ".zip" else "Unpack it here")
        text = read_text(file, lambda heading: heading.strip().casefold() in (PERIOD, IDENTIFIER, LEVEL))
        layout = _Layout(place, text.header, wanted, read)
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
    """One measure while its file is read: where it stands, and its rows of the latest period so far."""

    page: str
    at: int
    where: Mapping[int, str]
    seen: dict[int, set[str]]
    period: tuple[int, str] = (0, "")
    rows: dict[tuple[str, str], list[list[str]]] = field(default_factory=dict)


class _Layout:
    """A file's columns, and what its rows have given."""

    def __init__(self, place: str, header: Sequence[str], wanted: Mapping[str, Published], read: Read) -> None:
        self.place, self.header, self.wanted, self.read = place, header, wanted, read
        self.headings = [heading.strip().casefold() for heading in header]
        missing = [name for name in (PERIOD, IDENTIFIER, LEVEL) if not self._is_there(name)]
        for name in missing:
            read.mistakes.append(Mistake(place, f"has no column {name}", AGAIN))
        self.measures = [] if missing else [measure for page in wanted if (measure := self._measure(page))]
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
        if level not in self.names:
            self._tell(self.place, f"has rows that are {level} and no column {NAMES[level]}", AGAIN)
            return False
        area = row[self.names[level]].strip()
        if level == NATIONAL and plain(area) != plain(COUNTRY):
            return True
        keys = self._keys(level, row)
        for key in keys:
            self.read.areas[level].setdefault(key, area)
        period = _PERIOD.fullmatch(row[self.headings.index(PERIOD)].strip())
        if not period:
            wrong = f"{quoted(row[self.headings.index(PERIOD)])} is not a year"
            self._tell(f"{self.place}, row {number}, {PERIOD}", wrong, AGAIN)
            return False
        for measure in self.measures:
            self._count(measure, (int(period[1]), period[0]), [(level, key) for key in keys], row)
        return True

    def finish(self, file: str) -> None:
        """Gives the latest figures of every measure, and tells of those that have no row."""
        if not any(self.read.areas.values()):
            wrong = "has no row for England, its regions or its authorities"
            self._tell(self.place, wrong, AGAIN)
            return
        for measure in self.measures:
            if not measure.rows:
                self._tell_no_rows(measure)
                continue
            first = next(iter(measure.rows.values()))[0]
            identifier = first[self.headings.index(IDENTIFIER)].strip()
            period = _shown(measure.period[1], identifier)
            self.read.latest[measure.page] = Latest(file, period, self.header, measure.at, measure.rows)

    def _keys(self, level: str, row: list[str]) -> set[str]:
        """What a row's area may be called: its name, and the codes of an authority."""
        codes = [row[at].strip() for at in self.codes] if level == LOCAL else []
        return {plain(row[self.names[level]]), *(plain(code) for code in codes if _CODE.fullmatch(code))}

    def _count(
        self, measure: _Measure, period: tuple[int, str], areas: Sequence[tuple[str, str]], row: list[str]
    ) -> None:
        for at in measure.where:
            if len(measure.seen[at]) < 200:
                measure.seen[at].add(" ".join(row[at].split()))
        if period < measure.period or any(_like(row[at]) != value for at, value in measure.where.items()):
            return
        if period > measure.period:
            measure.period, measure.rows = period, {}
        for area in areas:
            held = measure.rows.setdefault(area, [])
            if len(held) < 2 and row not in held:
                held.append(row)

    def _measure(self, page: str) -> _Measure | None:
        published = self.wanted[page]
        missing = [column for column in (published.column, *published.where) if not self._is_there(column)]
        for column in missing:
            wrong = f"there is no column {quoted(column)}, of which {page} speaks"
            self.read.mistakes.append(Mistake(f"{self.place}, row 1", wrong, _instead(column, self.header)))
        if missing:
            return None
        where = {self.headings.index(column.casefold()): _like(value) for column, value in published.where.items()}
        return _Measure(page, self.headings.index(published.column.casefold()), where, {at: set() for at in where})

    def _is_there(self, column: str) -> bool:
        """Whether there is such a column; if there are two, that is told."""
        times = self.headings.count(column.casefold())
        if times > 1:
            self.read.mistakes.append(Mistake(f"{self.place}, row 1", f"{times} columns are called {column}", AGAIN))
        return times > 0

    def _tell_no_rows(self, measure: _Measure) -> None:
        page, where = measure.page, self.wanted[measure.page].where
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


def _shown(period: str, identifier: str) -> str:
    """A period as people write it: 2025, 2024-25, 2025 Week 12."""
    years = f"{period[:4]}-{period[4:]}" if len(period) > 4 else period
    return years if _YEARS.fullmatch(identifier) else f"{years} {identifier}".strip()
