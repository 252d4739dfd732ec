"""DfE's own files as released in 2025, cut down to a few areas: the pages that name them read them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from readiness.indicators.dfe_statistics import LOCAL, NATIONAL, REGIONAL, read_statistics
from readiness.specification.model import Annex

DAY = dt.date(2026, 3, 31)
AREA = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name"
ENGLAND = "2025,Reporting year,National,E92000001,England,,,,,"
LONDON = "2025,Reporting year,Regional,E92000001,England,E12000007,London,,,"
TOWER_HAMLETS = "2025,Reporting year,Local authority,E92000001,England,E12000007,London,211,E09000030,Tower Hamlets"
IN_CARE = "Children looked after on 31 March each year"


def written(folder: Path, name: str, columns: str, *rows: str) -> Path:
    file = folder / name
    file.write_text("\n".join([f"{AREA},{columns}", *rows, ""]), encoding="utf-8")
    return file


def test_rates_of_children_in_care(annex: Annex, tmp_path: Path) -> None:
    rows = [
        f"{area},{kind},{rate}"
        for area, rates in ((ENGLAND, (67, 1)), (LONDON, (48, 2)), (TOWER_HAMLETS, (45, 3)))
        for kind, rate in zip((IN_CARE, "Children starting to be looked after each year"), rates, strict=True)
    ]
    name = "cla_number_and_rate_per_10k_children.csv"
    file = written(tmp_path, name, "population_type,rate_per_10000", *rows)
    comparator = annex.kpis["children_in_care_rate"].comparator
    assert comparator and comparator.published
    its = read_statistics(file, {"page": comparator.published}, DAY)
    assert not its.mistakes
    latest = its.latest["page"]
    assert latest.period == "2025"
    areas = ((LOCAL, "Tower Hamlets"), (REGIONAL, "London"), (NATIONAL, "England"))
    assert [latest.text(level, area) for level, area in areas] == ["45", "48", "67"]


@pytest.mark.parametrize("column", ["population_type", "population_count"])
@pytest.mark.parametrize("words", [IN_CARE, "Children looked after at 31 March each year"])
def test_rates_of_children_in_care_as_other_releases_call_them(
    annex: Annex, tmp_path: Path, column: str, words: str
) -> None:
    name = "cla_number_and_rate_per_10k_children.csv"
    file = written(tmp_path, name, f"{column},rate_per_10000", f"{ENGLAND},{words},67")
    comparator = annex.kpis["children_in_care_rate"].comparator
    assert comparator and comparator.published
    its = read_statistics(file, {"page": comparator.published}, DAY)
    if (column, words) == ("population_type", "Children looked after at 31 March each year"):
        assert [str(mistake) for mistake in its.mistakes] == [
            f'{tmp_path.name}/{name}: no row has the population_type "{IN_CARE}", of which page speaks. Did you mean '
            f'"{words}"? Correct that page, or take the file away.'
        ]
    else:
        assert its.latest["page"].text(NATIONAL, "England") == "67"


@pytest.mark.parametrize(("kpi", "figure"), [("annual_health_assessments", "89"), ("annual_dental_checks", "79")])
@pytest.mark.parametrize(
    "columns",
    ["characteristic,breakdown,children_count,children_percent", "cla_group,characteristic,number,percentage"],
)
def test_health_of_children_in_care(annex: Annex, tmp_path: Path, kpi: str, figure: str, columns: str) -> None:
    group = "Health assessments: Children looked after all ages"
    rows = [
        f"{ENGLAND},{group},{words},1,{per_cent}"
        for words, per_cent in (
            ("Had their annual health assessment", 89),
            ("Had their teeth checked by a dentist", 79),
            ("Total all ages", 100),
        )
    ]
    file = written(tmp_path, "la_conviction_health_outcome_cla.csv", columns, *rows)
    comparator = annex.kpis[kpi].comparator
    assert comparator and comparator.published
    its = read_statistics(file, {"page": comparator.published}, DAY)
    assert not its.mistakes
    assert its.latest["page"].text(NATIONAL, "England") == figure
