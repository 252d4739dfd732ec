"""Files of published statistics: the latest figures as published, and whatever a file may be instead of one."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from published import AREAS, ENGLAND, HEADER, ROWS, a_file, a_measure, row

from readiness.indicators.dfe_statistics import (
    LOCAL,
    NATIONAL,
    REGIONAL,
    Latest,
    Read,
    find_files,
    read_statistics,
    said_of,
)
from readiness.specification.indicator import Published

PAGE = "annex_a/kpis/again.yaml"
DAY = dt.date(2026, 11, 20)


def read(file: Path, measure: Published | None = None, day: dt.date = DAY) -> Read:
    return read_statistics(file, {PAGE: measure or a_measure()}, day)


def latest(file: Path, measure: Published | None = None) -> Latest:
    its = read(file, measure)
    assert not its.mistakes
    return its.latest[PAGE]


def told(file: Path, measure: Published | None = None) -> list[str]:
    return [str(mistake) for mistake in read(file, measure).mistakes]


def test_the_latest_period_is_given_as_published(tmp_path: Path) -> None:
    figures = latest(a_file(tmp_path))
    assert figures.period == "2025"
    assert figures.file == "again_2013_to_2025.csv"
    assert figures.text(NATIONAL, "England") == "22.6"
    assert figures.text(REGIONAL, "the coast") == "19.4"
    assert [figures.text(LOCAL, name) for name in AREAS] == ["18", "c", "20.5", "26.5", "low"]
    assert figures.text(LOCAL, "The Coast") is None


@pytest.mark.parametrize("name", ["St Cuthman's", "ST. CUTHMAN’S", "303", "E06000003"])
def test_an_authority_goes_by_its_name_and_its_codes(tmp_path: Path, name: str) -> None:
    assert latest(a_file(tmp_path)).text(LOCAL, name) == "20.5"


def test_areas_of_every_year_are_known(tmp_path: Path) -> None:
    old = row("Local authority,E92000001,England,E12000007,The Coast,931,E10000009,Old Shire", "1,1", "2019")
    areas = read(a_file(tmp_path, *ROWS, old)).areas
    assert areas[LOCAL]["old shire"] == "Old Shire"
    assert set(areas[REGIONAL].values()) == {"The Coast", "Inner Coast"}


@pytest.mark.parametrize(
    ("period", "identifier", "shown"),
    [
        ("2025", "Reporting year", "2025"),
        ("2025", "Calendar year", "2025"),
        ("202425", "Financial year", "2024-25"),
        ("202324", "Academic year", "2023-24"),
        ("202324", "Autumn term", "2023-24 Autumn term"),
    ],
)
def test_a_period_is_shown_as_people_write_it(tmp_path: Path, period: str, identifier: str, shown: str) -> None:
    rows = (row(ENGLAND, "1,2", period, identifier), row(ENGLAND, "1,3", "2019", identifier))
    assert latest(a_file(tmp_path, *rows)).period == shown


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        ("c", "suppressed by the publisher"),
        ("[c]", "suppressed by the publisher"),
        (" C ", "suppressed by the publisher"),
        ("z", "does not apply"),
        ("x", "not available"),
        ("low", "more than nought, but too low to show"),
        ("k", "more than nought, but too low to show"),
        ("u", "not reliable enough to publish"),
        ("0", ""),
        ("", ""),
        ("cc", ""),
    ],
)
def test_letters_say_why_there_is_no_number(letter: str, words: str) -> None:
    assert said_of(letter) == words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_however_it_was_saved(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "\r\n".join([HEADER, *ROWS[:3], ROWS[5], ""]).replace(",", delimiter)
    file = tmp_path / "again.csv"
    file.write_bytes(text.encode(encoding))
    assert latest(file).text(LOCAL, "St. Cuthman’s") == "20.5"


@pytest.mark.parametrize(
    ("day", "period", "figure"),
    [("2025-03-31", "2025", "22.6"), ("2025-03-30", "2024", "11.1"), ("2024-03-31", "2024", "11.1")],
)
def test_a_period_that_ends_after_the_day_is_not_known_yet(tmp_path: Path, day: str, period: str, figure: str) -> None:
    figures = read(a_file(tmp_path), day=dt.date.fromisoformat(day)).latest[PAGE]
    assert (figures.period, figures.text(NATIONAL, "England")) == (period, figure)


def test_when_every_period_ends_after_the_day_there_is_none_and_that_is_said(tmp_path: Path) -> None:
    its = read(a_file(tmp_path / "statistics"), day=dt.date(2023, 3, 31))
    assert its.latest == {}
    assert [str(mistake) for mistake in its.mistakes] == [
        f"statistics/again_2013_to_2025.csv: every figure of which {PAGE} speaks is of a period that ends after 31 March "
        "2023, the first of 2024, so that none stands beside it. Put an earlier release here, if that is the day you mean."
    ]


def test_a_release_that_calls_its_columns_otherwise_is_read(tmp_path: Path) -> None:
    earlier = [
        {"column": "per_cent", "where": {"part": "Whole"}},
        {"column": "again_percent", "where": {"group": "ALL"}},
    ]
    measure = a_measure(where={"kind": "all"}, other_releases=earlier)
    file = a_file(tmp_path / "statistics", header=HEADER.replace("category", "group"))
    assert latest(file, measure).text(NATIONAL, "England") == "22.6"
    assert told(a_file(tmp_path / "statistics"), measure) == [
        f'statistics/again_2013_to_2025.csv, row 1: there is no column "kind", of which {PAGE} speaks. {ELSE}'
    ]


def test_england_is_known_by_its_code_where_no_column_has_its_name(tmp_path: Path) -> None:
    rows = (line.replace(",England,", ",") for line in ROWS)
    file = a_file(tmp_path, *rows, header=HEADER.replace("country_name,", ""))
    assert latest(file).text(NATIONAL, "England") == "22.6"


def test_columns_in_any_order_and_any_case(tmp_path: Path) -> None:
    file = tmp_path / "again.csv"
    file.write_text("AGAIN_PERCENT,Geographic_Level,country_name,time_identifier,Time_Period,category\n"
                    "22.6,National,England,Reporting year,2025,  ALL \n", encoding="utf-8")  # fmt: skip
    assert latest(file).text(NATIONAL, "England") == "22.6"


def test_other_countries_are_not_england(tmp_path: Path) -> None:
    wales = row("National,W92000004,Wales,,,,,", "1,77")
    assert latest(a_file(tmp_path, *ROWS, wales)).text(NATIONAL, "England") == "22.6"


def test_rows_that_would_all_be_meant_are_told_apart_by_their_columns(tmp_path: Path) -> None:
    figures = latest(a_file(tmp_path), a_measure(where={}))
    assert figures.differ_in(NATIONAL, "England") == ["category"]
    assert figures.differ_in(LOCAL, "Anyshire") == []


def test_the_same_row_twice_is_one(tmp_path: Path) -> None:
    assert latest(a_file(tmp_path, *ROWS, *ROWS)).differ_in(NATIONAL, "England") == []


def spoilt(text: str, *said: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        content = file.read_text(encoding="utf-8")
        file.write_text(content.replace(text, *said) if said else content.partition(text)[0] + text, encoding="utf-8")

    return spoil


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def an_excel_workbook(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("[Content_Types].xml", "<x/>")


def a_page_of_the_site(file: Path) -> None:
    file.write_text("<!DOCTYPE html>\n<html><head></head></html>\n", encoding="utf-8")


def headings_alone(file: Path) -> None:
    file.write_text(HEADER + "\n", encoding="utf-8")


ELSE = "Correct that page, or take the file away."
AGAIN = "Download it again from Explore Education Statistics, and put it here as it is."


@pytest.mark.parametrize(
    ("spoil", "mistake"),
    [
        (emptied, ": is empty. Export it again, or take it away if there is nothing to export."),
        (
            an_excel_workbook,
            ": is an Excel workbook and not a CSV file. Give it the ending that fits, or export it as CSV.",
        ),
        (a_page_of_the_site, f": has no column time_period. {AGAIN}"),
        (headings_alone, f": has no row for England, its regions or its authorities. {AGAIN}"),
        (spoilt("time_period", "year"), f": has no column time_period. {AGAIN}"),
        (spoilt("la_name", "authority"), f": has rows that are local authority and no column la_name. {AGAIN}"),
        (
            spoilt("again_percent", "again_pc"),
            f', row 1: there is no column "again_percent", of which {PAGE} speaks. Did you mean "again_pc"? {ELSE}',
        ),
        (
            spoilt("again_count", "again_percent"),
            f", row 1: 2 columns are called again_percent. {AGAIN}",
        ),
        (
            spoilt(",All,", ",alls,"),
            f': no row has the category "all", of which {PAGE} speaks. Did you mean "alls"? {ELSE}',
        ),
        (
            spoilt("Anyshire,All,10"),
            f", row 5: has 12 values where there are 13 headings; the file may be only half here. {AGAIN}",
        ),
        (spoilt("2025,Reporting", "25,Reporting"), f', row 2, time_period: "25" is not a year. {AGAIN}'),
        (
            spoilt("England,,,,,,All", '"England,,,,,,All'),
            ": cannot be read from line 8: a quotation mark is opened and not closed, or stands inside a value. Export the file again or mend that line.",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(
    tmp_path: Path, spoil: Callable[[Path], None], mistake: str
) -> None:
    file = a_file(tmp_path / "statistics")
    spoil(file)
    assert told(file)[0] == f"statistics/{file.name}{mistake}"
    assert not any("has no row for England" in each for each in told(file)[1:])


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    assert told(a_file(tmp_path / "statistics", name="again.xlsx")) == [
        f"statistics/again.xlsx: is not a CSV file. {AGAIN}"
    ]
    assert told(a_file(tmp_path / "statistics", name="again.zip")) == [
        "statistics/again.zip: is not a CSV file. Unpack it here."
    ]


def test_a_file_is_found_by_the_beginning_of_its_name(tmp_path: Path) -> None:
    names = ("again_2013_to_2025.csv", "Again 2026.CSV", "again_2013.meta.csv", "~$again.csv", "not_again.csv")
    for name in names:
        a_file(tmp_path, name=name)
    (tmp_path / "again").mkdir()
    assert [file.name for file in find_files(tmp_path, "again")] == ["Again 2026.CSV", "again_2013_to_2025.csv"]
    assert find_files(tmp_path / "nowhere", "again") == []


def test_a_file_cut_off_anywhere_gives_figures_as_published_or_a_mistake(tmp_path: Path) -> None:
    whole = a_file(tmp_path).read_bytes()
    figures = {(key, rows[0][-1]) for key, rows in latest(a_file(tmp_path)).rows.items()}
    cut = tmp_path / "cut.csv"
    for at in range(0, len(whole), 7):
        cut.write_bytes(whole[:at])
        its = read(cut)
        if its.mistakes:
            continue
        got = {(key, rows[0][-1]) for key, rows in its.latest[PAGE].rows.items()}
        last = {key for key, _ in got - figures}  # the last row may have lost the end of its last figure
        assert len({rows[0][-1] for key, rows in its.latest[PAGE].rows.items() if key in last}) <= 1
