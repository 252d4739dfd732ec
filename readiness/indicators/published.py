"""Finds the published figures beside which each indicator may be set: in the register, and in files of statistics.

Whether a figure is counted alike is what the indicator's page says. A figure that was suppressed stays suppressed. A
file that cannot be read is told and stops nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from readiness.authority.settings import Neighbours, Workspace
from readiness.files.cells import as_number, quoted
from readiness.foundation.errors import Mistake, SourceError
from readiness.foundation.findings import Finding
from readiness.foundation.normalise import plain
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, nearest, sentence
from readiness.indicators.dfe_statistics import (
    COUNTRY,
    LOCAL,
    NATIONAL,
    NO_NUMBER,
    REGIONAL,
    Latest,
    Read,
    find_files,
    read_statistics,
    said_of,
)
from readiness.indicators.match_name import rows_by_kpi
from readiness.indicators.model import NOT_AVAILABLE, Comparator, tenths
from readiness.indicators.periods import read_period
from readiness.register.sheet_rows import ComparatorRow
from readiness.specification.indicator import KpiPage, Published
from readiness.specification.model import Annex

OWN_FIGURE = "Published for this authority"
NOBODY_HAS_SAID = "Nobody has said whether it is counted alike."


@dataclass(frozen=True)
class Comparators:
    """The comparators of each indicator that has any, by its name, and what of files could not be used."""

    by_kpi: Mapping[str, tuple[Comparator, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def comparators(annex: Annex, rows: Sequence[ComparatorRow], workspace: Workspace, day: dt.date) -> Comparators:
    """The comparators of each indicator: those of the register, then those of files, of the latest period by the day.

    What is wrong with files, or with what the settings say of areas, is told and stops nothing. Raises SourceError
    with every mistake in the sheet.
    """
    mistakes: list[Mistake] = []
    by_kpi: defaultdict[str, list[Comparator]] = defaultdict(list)
    for name, its_rows in rows_by_kpi(rows, annex.kpis, mistakes).items():
        for row in its_rows:
            try:
                by_kpi[name].append(_entered(row, annex.kpis[name], day))
            except ValueError as error:
                mistakes.append(Mistake(row.value.place, str(error), _what_fits()))
    if mistakes:
        raise SourceError(*sorted(dict.fromkeys(mistakes)))
    for name, comparator in _from_files(annex, workspace, day, mistakes):
        entered = ((known.group, known.period, known.value) for known in by_kpi[name])
        if (comparator.group, comparator.period, comparator.value) not in entered:
            by_kpi[name].append(comparator)
    told = sorted(dict.fromkeys(mistakes))
    return Comparators(
        {name: tuple(its_comparators) for name, its_comparators in by_kpi.items() if its_comparators},
        tuple(Finding("warning", mistake.place, mistake.wrong, mistake.do) for mistake in told),
    )


def published(text: str, unit: str) -> tuple[Fraction | None, str]:
    """A figure as it was published: its value, if it has one, and how it is shown. ValueError when it is neither."""
    if not text:
        return None, NOT_AVAILABLE
    if words := said_of(text):
        return None, f"{text.strip('[]()')} ({words})"
    value = as_number(text)
    if value is None:
        raise ValueError(f"{quoted(text)} is not a figure")
    digits = text.removesuffix("%").strip().replace(",", "")
    shown = f"{int(value):,}" if value.denominator == 1 and "." not in digits else digits
    return value, f"{shown}%" if unit == "percent" else shown


def _what_fits() -> str:
    letters = listed((mark for mark in NO_NUMBER if mark.isalpha()), "or")
    return f"Write figures alone, such as 64, or the letter that was published: {letters}"


def _alike(page: KpiPage) -> tuple[bool, str]:
    """Whether the public figure compares like with like, and why."""
    return (page.comparator.like_for_like, page.comparator.why) if page.comparator else (False, NOBODY_HAS_SAID)


def _told(*words: str) -> str:
    return " ".join(sentence(part.strip()) for part in words if part.strip())


def _entered(row: ComparatorRow, page: KpiPage, day: dt.date) -> Comparator:
    """A row of the register; of a period that ends after the day, not like for like. Raises ValueError."""
    value, shown = published(row.value.text, page.unit)
    if page.unit == "percent" and value is not None and 0 < value < 1:
        raise ValueError("reads as less than one per cent, as a cell that is formatted as a percentage does")
    like_for_like, why = _alike(page)
    available = row.available.number
    year_ends = page.comparator.published.year_ends if page.comparator and page.comparator.published else ""
    period = read_period(row.period.text, "Reporting year", year_ends)
    later = f"It is of a period that ends after {in_words(day)}" if period and period.ends > day else ""
    return Comparator(
        group=row.group.shown,
        period=row.period.text,
        value=value,
        shown=shown,
        model=row.model.text,
        available=None if available is None else int(available),
        source=row.source.text or f"entered in {row.place}",
        like_for_like=like_for_like and not later,
        caveat=_told(later, why, row.notes.text),
    )


def _from_files(
    annex: Annex, workspace: Workspace, day: dt.date, mistakes: list[Mistake]
) -> Iterator[tuple[str, Comparator]]:
    """What the files of statistics hold for each indicator, by its name. What is wrong goes to the mistakes."""
    files = _read_each(annex, workspace.statistics, day, mistakes)
    if not files:
        return
    areas: dict[str, dict[str, str]] = defaultdict(dict)
    for file in files:
        for level, names in file.areas.items():
            areas[level].update(names)
    mistakes += _unknown_areas(workspace, areas)
    for name, page in annex.kpis.items():
        for file in files:
            if latest := file.latest.get(_page(name)):
                try:
                    yield from ((name, comparator) for comparator in _of(latest, page, workspace))
                except ValueError as error:
                    place = f"{workspace.statistics.name}/{latest.file}"
                    mistakes.append(Mistake(place, str(error), f"Correct published in {_page(name)}"))


def _page(name: str) -> str:
    return f"annex_a/kpis/{name}.yaml"


def _read_each(annex: Annex, folder: Path, day: dt.date, mistakes: list[Mistake]) -> list[Read]:
    """The files that any page speaks of, each read once."""
    wanted: dict[Path, dict[str, Published]] = defaultdict(dict)
    for name, page in annex.kpis.items():
        if page.comparator and page.comparator.published:
            files = find_files(folder, page.comparator.published.dataset)
            if len(files) > 1:
                wrong = f"{listed(file.name for file in files)} may each be {page.comparator.published.dataset}"
                mistakes.append(Mistake(folder.name, wrong, "Keep the latest of them"))
            elif files:
                wanted[files[0]][_page(name)] = page.comparator.published
    read = [read_statistics(file, columns, day) for file, columns in wanted.items()]
    mistakes += [mistake for file in read for mistake in file.mistakes]
    return read


def _unknown_areas(workspace: Workspace, areas: Mapping[str, Mapping[str, str]]) -> Iterator[Mistake]:
    """Areas of which the settings speak and no file does, in any year."""
    settings, page = workspace.settings, workspace.page
    neighbours = settings.statistical_neighbours
    named = [
        (REGIONAL, settings.region, page.at("region")),
        (LOCAL, settings.published_as, page.at("published as")),
    ]
    for number, authority in enumerate(neighbours.authorities if neighbours else ()):
        named.append((LOCAL, authority, page.at("statistical neighbours", "authorities", number)))
    for level, name, place in named:
        known = areas[level]
        if name and known and plain(name) not in known:
            hint = nearest(name, known.values()) or "Write it as it stands in those files"
            yield Mistake(place, f"{quoted(name)} is in no file of {workspace.statistics.name}", hint)


def _of(latest: Latest, page: KpiPage, workspace: Workspace) -> Iterator[Comparator]:
    """The latest figures for the authority itself, its neighbours, its region and England."""
    settings = workspace.settings
    source = f"published by DfE, {latest.period}, {latest.file}"
    own = settings.published_as or settings.authority
    if one := _one(latest, page, OWN_FIGURE, LOCAL, own, source):
        yield one
    if settings.statistical_neighbours:
        yield _average(latest, page, settings.statistical_neighbours)
    for group, level, area in ((settings.region, REGIONAL, settings.region), (COUNTRY, NATIONAL, COUNTRY)):
        if area and (one := _one(latest, page, group, level, area, source)):
            yield one


def _one(latest: Latest, page: KpiPage, group: str, level: str, area: str, source: str) -> Comparator | None:
    """What was published for one area; None when nothing was. Raises ValueError."""
    text = _text(latest, level, area)
    if text is None:
        return None
    value, shown = published(text, page.unit)
    like_for_like, why = _alike(page)
    return Comparator(group, latest.period, value, shown, "", None, source, like_for_like, _told(why))


def _text(latest: Latest, level: str, area: str) -> str | None:
    if columns := latest.differ_in(level, area):
        where = listed(columns) or "the same"
        raise ValueError(f"{quoted(area)} has several rows in {latest.period}, which differ in {where}")
    return latest.text(level, area)


def _average(latest: Latest, page: KpiPage, neighbours: Neighbours) -> Comparator:
    """The unweighted mean of the neighbours that have a figure. Raises ValueError."""
    names = {plain(name): name for name in neighbours.authorities}
    texts = [_text(latest, LOCAL, name) for name in names.values()]
    values = [value for text in texts if text and (value := published(text, page.unit)[0]) is not None]
    mean = sum(values, Fraction()) / len(values) if values else None
    shown = NOT_AVAILABLE if mean is None else f"{tenths(mean):,}{'%' if page.unit == 'percent' else ''}"
    like_for_like, why = _alike(page)
    how = f"The unweighted mean of {len(values)} of {len(names)} neighbours" if values else "No neighbour has a figure"
    few = "That is fewer than half of them" if 0 < len(values) * 2 < len(names) else ""
    return Comparator(
        group="Statistical neighbours",
        period=latest.period,
        value=mean,
        shown=shown,
        model=neighbours.model,
        available=len(values),
        source=f"worked out from figures published by DfE, {latest.period}, {latest.file}",
        like_for_like=like_for_like,
        caveat=_told(why, how, few),
    )
