"""Files of published statistics for tests, laid out as Explore Education Statistics lays them out. Figures invented."""

from __future__ import annotations

from pathlib import Path

from readiness.specification.indicator import KpiPage, PublicMeasure, Published

HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,category,again_count,again_percent"
)
ENGLAND = "National,E92000001,England,,,,,"
COAST = "Regional,E92000001,England,E12000007,The Coast,,,"
INNER_COAST = "Regional,E92000001,England,E13000001,Inner Coast,,,"
AREAS = {
    "Anyshire": "301,E06000001",
    "Bexwick": "302,E06000002",
    "St. Cuthman’s": "303,E06000003",
    "Kingsport, City of": "304,E06000004",
    "Dunmere": "305,E06000005",
}
WHY = "Counts children, not referrals"


def area(name: str) -> str:
    quoted = f'"{name}"' if "," in name else name
    return f"Local authority,E92000001,England,E12000007,The Coast,{AREAS[name]},{quoted}"


def row(where: str, figures: str, period: str = "2025", identifier: str = "Reporting year", part: str = "All") -> str:
    return f"{period},{identifier},{where},{part},{figures}"


ROWS = (
    row(ENGLAND, "142900,22.6"),
    row(COAST, "20520,19.4"),
    row(INNER_COAST, "7410,19.1"),
    row(area("Anyshire"), "1003,18"),
    row(area("Bexwick"), "c,c"),
    row(area("St. Cuthman’s"), "224,20.5"),
    row(area("Kingsport, City of"), "536,26.5"),
    row(area("Dunmere"), "z,low"),
    row(ENGLAND, "1,11.1", "2024"),
    row(area("Anyshire"), "1,11.1", "2024"),
    row("School,E92000001,England,E12000007,The Coast,301,E06000001,Anyshire", "1,99.9"),
    row(ENGLAND, "1,55.5", part="Girls"),
)


def a_file(folder: Path, *rows: str, name: str = "again_2013_to_2025.csv", header: str = HEADER) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes("\n".join([header, *(rows or ROWS), ""]).encode())
    return file


def a_measure(**fields: object) -> Published:
    return Published.model_validate(
        {"dataset": "again", "column": "again_percent", "where": {"category": "all"}} | fields
    )


def a_kpi(
    ref: str = "2.2", title: str = "Referred again", published: Published | None = None, **fields: object
) -> KpiPage:
    comparator = PublicMeasure(measure="Referred again", like_for_like=False, why=WHY, published=published)
    page = {
        "ref": ref,
        "title": title,
        "section": "Front door",
        "area": "help_and_protection",
        "question": "?",
        "why_it_matters": "It does",
        "unit": "percent",
        "direction": "lower",
        "period": "year to date",
        "numerator_is": "referrals of children referred before",
        "basis": "invented",
        "comparator": comparator,
    }
    return KpiPage.model_validate(page | fields)
