"""Published figures beside an indicator: from the register and from files, with what a reader must know of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import ENGLAND, HEADER, ROWS, WHY, a_file, a_kpi, a_measure, area, row
from registers import SHEETS

from readiness.authority.settings import SETTINGS, Workspace, open_workspace
from readiness.foundation.errors import SourceError
from readiness.indicators.model import Comparator
from readiness.indicators.published import NOBODY_HAS_SAID, Comparators, comparators, published
from readiness.register.new import new_register
from readiness.register.rows import RegisterRows, read_rows
from readiness.specification.indicator import KpiPage
from readiness.specification.model import Annex

NEIGHBOURS = """
statistical neighbours:
  model: May 2025
  authorities: [Bexwick, St Cuthman's, "304", Dunmere]
"""
SETTING = "authority: Anyshire\nframework: '2026'\nkind: short\nregion: The Coast\n"
SOURCE = "published by DfE, 2025, again_2013_to_2025.csv"
DAY = dt.date(2026, 11, 20)
KPIS = {"again": a_kpi(published=a_measure()), "lone": a_kpi("3.3", "Seen", comparator=None)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / SETTINGS).write_text(SETTING + NEIGHBOURS, encoding="utf-8")
    return tmp_path


def entered(folder: Path, *rows: Mapping[str, object]) -> RegisterRows:
    needed = {"documents": [{"document": "Local offer", "status": "ready"}]}
    file = folder / "register.xlsx"
    file.write_bytes(new_register(SHEETS, {**needed, "comparators": rows}))
    return read_rows(file, SHEETS)


def everything(
    annex: Annex, folder: Path, *rows: Mapping[str, object], kpis: Mapping[str, KpiPage] = KPIS, day: dt.date = DAY
) -> Comparators:
    its = annex.model_copy(update={"kpis": dict(kpis)})
    workspace: Workspace = open_workspace(folder)
    return comparators(its, entered(folder, *rows).comparators, workspace, day)


def compared(
    annex: Annex, folder: Path, *rows: Mapping[str, object], kpis: Mapping[str, KpiPage] = KPIS, day: dt.date = DAY
) -> Mapping[str, tuple[Comparator, ...]]:
    its = everything(annex, folder, *rows, kpis=kpis, day=day)
    assert not its.findings
    return its.by_kpi


def refused(annex: Annex, folder: Path, *rows: Mapping[str, object]) -> list[str]:
    with pytest.raises(SourceError) as failure:
        compared(annex, folder, *rows)
    return [str(mistake) for mistake in failure.value.mistakes]


def told(annex: Annex, folder: Path, *rows: Mapping[str, object], kpis: Mapping[str, KpiPage] = KPIS) -> list[str]:
    """What is told of files; it stops nothing."""
    findings = everything(annex, folder, *rows, kpis=kpis).findings
    assert {finding.severity for finding in findings} == {"warning"}
    return [str(finding) for finding in findings]


def test_nothing_entered_and_no_file_is_nothing(annex: Annex, folder: Path) -> None:
    assert compared(annex, folder) == {}


def test_a_file_gives_the_authority_its_neighbours_its_region_and_england(annex: Annex, folder: Path) -> None:
    a_file(folder / "statistics")
    its = compared(annex, folder)["again"]
    assert [(each.group, each.period, each.shown) for each in its] == [
        ("Published for this authority", "2025", "18%"),
        ("Statistical neighbours", "2025", "23.5%"),
        ("The Coast", "2025", "19.4%"),
        ("England", "2025", "22.6%"),
    ]
    own, neighbours, region, england = its
    assert (own.source, own.value, own.like_for_like, own.caveat) == (SOURCE, 18, False, f"{WHY}.")
    assert neighbours == Comparator(
        group="Statistical neighbours",
        period="2025",
        value=(Fraction("20.5") + Fraction("26.5")) / 2,
        shown="23.5%",
        model="May 2025",
        available=2,
        source=f"worked out from figures {SOURCE}",
        like_for_like=False,
        caveat=f"{WHY}. The unweighted mean of 2 of 4 neighbours.",
    )
    assert region.model == england.model == ""
    assert england.available is None


def test_fewer_than_half_of_the_neighbours_is_said(annex: Annex, folder: Path) -> None:
    a_file(
        folder / "statistics", row(ENGLAND, "1,22.6"), ROWS[4], ROWS[5], ROWS[7], row(area("Kingsport, City of"), "1,x")
    )
    neighbours = compared(annex, folder)["again"][0]
    assert (neighbours.shown, neighbours.available) == ("20.5%", 1)
    assert neighbours.caveat.endswith("of 1 of 4 neighbours. That is fewer than half of them.")


def test_no_neighbour_with_a_figure_is_not_available(annex: Annex, folder: Path) -> None:
    gone = row(area("Kingsport, City of"), "1,1", "2019"), row(area("St. Cuthman’s"), "1,1", "2019")
    a_file(folder / "statistics", row(ENGLAND, "1,22.6"), ROWS[4], ROWS[7], *gone)
    neighbours = compared(annex, folder)["again"][0]
    assert (neighbours.value, neighbours.shown, neighbours.available) == (None, "not available", 0)
    assert neighbours.caveat.endswith("No neighbour has a figure.")


def test_what_was_suppressed_stays_suppressed(annex: Annex, folder: Path) -> None:
    a_file(folder / "statistics")
    (folder / SETTINGS).write_text(SETTING + "published as: Bexwick\n", encoding="utf-8")
    own = compared(annex, folder, {"indicator": "3.3", "group": "england", "value": "c"})
    assert (own["again"][0].value, own["again"][0].shown) == (None, "c (suppressed by the publisher)")
    assert (own["lone"][0].value, own["lone"][0].shown) == (None, "c (suppressed by the publisher)")


def test_rows_of_the_register_are_shown_as_entered(annex: Annex, folder: Path) -> None:
    row = {
        "indicator": "2.2",
        "group": "region",
        "period": "2024-25",
        "value": 19.5,
        "source": "A report",
        "notes": "A draft",
    }
    neighbours = {
        "indicator": "Seen",
        "group": "statistical_neighbours",
        "value": "81",
        "model": "2021",
        "available": 9,
    }
    its = compared(annex, folder, row, neighbours)
    assert its["again"] == (
        Comparator("Region", "2024-25", Fraction("19.5"), "19.5%", "", None, "A report", False, f"{WHY}. A draft."),
    )
    place = "entered in register.xlsx, sheet Comparators, row 3"
    assert its["lone"] == (
        Comparator("Statistical neighbours", "", Fraction(81), "81%", "2021", 9, place, False, NOBODY_HAS_SAID),
    )


def test_like_for_like_is_what_the_page_says(annex: Annex, folder: Path) -> None:
    page = KPIS["again"]
    assert page.comparator
    alike = page.model_copy(update={"comparator": page.comparator.model_copy(update={"like_for_like": True})})
    a_file(folder / "statistics")
    assert all(each.like_for_like for each in compared(annex, folder, kpis={"again": alike})["again"])


def test_the_same_figure_in_register_and_file_is_shown_once(annex: Annex, folder: Path) -> None:
    a_file(folder / "statistics")
    england = {"indicator": "2.2", "group": "england", "period": "2025", "value": 22.6}
    its = compared(annex, folder, england)["again"]
    assert [each.group for each in its].count("England") == 1
    its = compared(annex, folder, england | {"value": 22.7})["again"]
    assert [each.group for each in its].count("England") == 2


def test_an_entered_figure_of_a_later_period_is_not_like_for_like(annex: Annex, folder: Path) -> None:
    alike = a_kpi(ref="2.2")
    assert alike.comparator
    alike = alike.model_copy(update={"comparator": alike.comparator.model_copy(update={"like_for_like": True})})
    rows = [
        {"indicator": "2.2", "group": "england", "period": text, "value": 22.6} for text in ("2024-25", "2023", "?")
    ]
    its = compared(annex, folder, *rows, kpis={"again": alike}, day=dt.date(2023, 3, 31))["again"]
    assert [each.like_for_like for each in its] == [False, True, True]
    assert its[0].caveat == f"It is of a period that ends after 31 March 2023. {WHY}."


def test_one_file_that_cannot_be_read_leaves_the_others(annex: Annex, folder: Path) -> None:
    a_file(folder / "statistics")
    a_file(folder / "statistics", name="other.csv", header=HEADER.replace("again_percent", "other"))
    kpis = {**KPIS, "other": a_kpi("4.1", "Other", published=a_measure(dataset="other"))}
    its = everything(annex, folder, kpis=kpis)
    assert [*its.by_kpi] == ["again"]
    assert [str(finding) for finding in its.findings] == [
        'statistics/other.csv, row 1: there is no column "again_percent", of which annex_a/kpis/other.yaml speaks. '
        'Did you mean "again_count"? Correct that page, or take the file away.'
    ]


def test_an_authority_that_no_file_knows_has_no_figure_of_its_own(annex: Annex, folder: Path) -> None:
    a_file(folder / "statistics")
    (folder / SETTINGS).write_text(SETTING.replace("Anyshire", "Anyshire Council"), encoding="utf-8")
    assert [each.group for each in compared(annex, folder)["again"]] == ["The Coast", "England"]


def test_files_and_areas_stop_nothing_and_slips_in_the_sheet_do(annex: Annex, folder: Path) -> None:
    a_file(folder / "statistics")
    (folder / SETTINGS).write_text(
        SETTING.replace("Coast", "Cost") + "published as: Anyshier\n" + NEIGHBOURS.replace("Dunmere", "Bexwik"),
        encoding="utf-8",
    )
    wrong = (
        {"indicator": "2.22", "group": "england", "value": "64"},
        {"indicator": "2.2", "group": "england", "value": "most"},
    )
    letters = "c, k, low, u, x or z"
    assert told(annex, folder) == [
        'readiness.yaml:4: "The Cost" is in no file of statistics. Did you mean "The Coast"?',
        'readiness.yaml:5: "Anyshier" is in no file of statistics. Did you mean "Anyshire"?',
        'readiness.yaml:9: "Bexwik" is in no file of statistics. Did you mean "Bexwick"?',
    ]
    assert refused(annex, folder, *wrong) == [
        'register.xlsx, sheet Comparators, row 2, Indicator: "2.22" is not an indicator. Did you mean "2.2"?',
        'register.xlsx, sheet Comparators, row 3, Value: "most" is not a figure. '
        f"Write figures alone, such as 64, or the letter that was published: {letters}.",
    ]


def test_two_files_that_may_be_meant_are_told(annex: Annex, folder: Path) -> None:
    a_file(folder / "statistics", name="again_2013_to_2024.csv")
    a_file(folder / "statistics")
    assert told(annex, folder) == [
        "statistics: again_2013_to_2024.csv and again_2013_to_2025.csv may each be again. Keep the latest of them."
    ]


def test_rows_that_a_page_does_not_tell_apart_are_told(annex: Annex, folder: Path) -> None:
    a_file(folder / "statistics")
    kpis = {"again": a_kpi(published=a_measure(where={}))}
    assert told(annex, folder, kpis=kpis) == [
        'statistics/again_2013_to_2025.csv: "England" has several rows in 2025, which differ in category. '
        "Correct published in annex_a/kpis/again.yaml."
    ]


def test_what_is_not_a_figure_in_a_file_is_told(annex: Annex, folder: Path) -> None:
    a_file(folder / "statistics", row(ENGLAND, "1,about 20"), *ROWS[1:])
    assert told(annex, folder) == [
        'statistics/again_2013_to_2025.csv: "about 20" is not a figure. Correct published in annex_a/kpis/again.yaml.'
    ]


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("64", "percent", "64%"),
        ("64%", "percent", "64%"),
        ("22.60", "percent", "22.60%"),
        ("632830", "count", "632,830"),
        ("632,830", "count", "632,830"),
        ("52.3", "rate", "52.3"),
        ("0", "count", "0"),
        ("", "percent", "not available"),
        ("low", "percent", "low (more than nought, but too low to show)"),
    ],
)
def test_a_figure_is_shown_as_it_was_published(text: str, unit: str, shown: str) -> None:
    assert published(text, unit)[1] == shown


@given(st.text())
def test_any_text_is_a_figure_or_refused_in_words(text: str) -> None:
    try:
        value, shown = published(text, "percent")
    except ValueError as error:
        assert str(error).endswith("is not a figure")
    else:
        assert shown and (value is None or shown.endswith("%"))
