"""A small authority's folder of two people and their contacts, however somebody's system holds them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

PEOPLE = "pers_person_id,pers_sex,pers_ethnicity,pers_dob\nP1,M,WBRI,2014-03-09\nP2,F,WBRI,2015-12-25\n"
LEFT_EMPTY = ", ".join(
    f"list_{name}"
    for name in [
        "02_early_help",
        "03_referrals",
        "04_assessments",
        "05_section_47",
        "06_children_in_need",
        "07_child_protection",
        "08_children_in_care",
        "09_care_leavers",
        "10_adoption",
        "11_adopters",
    ]
)


def extract(folder: Path, write: Callable[[Path], object]) -> Path:
    """The folder, with two people and their contacts as ``write`` puts them into its case data."""
    case_data = folder / "case_data"
    case_data.mkdir(parents=True)
    (case_data / "ssd_person.csv").write_text(PEOPLE, encoding="utf-8")
    write(case_data)
    settings = "authority: Testshire\nframework: '2026'\nkind: short\ninspection day: 2026-11-20\n"
    (folder / "readiness.yaml").write_text(f"{settings}lists left empty: [{LEFT_EMPTY}]\n", encoding="utf-8")
    return folder
