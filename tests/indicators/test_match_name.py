"""People write an indicator's number or title; whichever way they typed it, it is the same indicator."""

from __future__ import annotations

import pytest

from readiness.indicators.match_name import find_kpi, not_a_kpi
from readiness.specification.indicator import KpiPage

BLANK = {
    "section": "Visits",
    "area": "help_and_protection",
    "question": "?",
    "why_it_matters": "It does",
    "unit": "count",
    "direction": "neither",
    "period": "snapshot",
    "numerator_is": "children",
    "basis": "a test",
}


def a_page(ref: str, title: str) -> KpiPage:
    return KpiPage(**BLANK, ref=ref, title=title)  # type: ignore[arg-type]


KPIS = {
    "cin_visits": a_page("3.3", "% of CIN children visited within the past four weeks"),
    "cin_reviews": a_page("3.2", "% of children with CIN Plan with reviews within last 3 months"),
    "assessments": a_page("2.10a", "% of single assessments completed within 45 working days"),
    "cla_assessments": a_page("5.10", "% of CLA Single Assessments outside the one year timescale"),
    "cp_visits": a_page("4.7.2", "Visits within 10 working days"),
    "in_touch": a_page("6.1", '% care leavers "in touch"'),
}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("3.3", "cin_visits"),
        (" 3.3. ", "cin_visits"),
        ("KPI 3.3", "cin_visits"),
        ("Ref. 3.3", "cin_visits"),
        ("3.3 % of CIN children visited within the past four weeks", "cin_visits"),
        ("3.3: % of CIN children visited within the past four weeks", "cin_visits"),
        ("% of cin children visited within the past four weeks (3.3)", "cin_visits"),
        ("cin_visits", "cin_visits"),
        ("2.10A", "assessments"),
        ("4.7.2", "cp_visits"),
        ("5.10", "cla_assessments"),
        ("5.1", "cla_assessments"),
        ("% care leavers ‘in touch’", "in_touch"),
        ("", None),
        ("%", None),
        ("3", None),
        ("3.30", None),
        ("Visits", None),
    ],
)
def test_an_indicator_is_found_however_it_is_typed(text: str, name: str | None) -> None:
    assert find_kpi(text, KPIS) == name


def test_a_number_that_is_there_is_never_another_with_a_nought() -> None:
    assert find_kpi("5.1", {**KPIS, "cla_visits": a_page("5.1", "Visits to CLA")}) == "cla_visits"


def test_two_that_fit_are_none() -> None:
    assert find_kpi("Visits to CLA", {"one": a_page("1", "Visits to CLA"), "two": a_page("2", "Visits to CLA")}) is None


def test_what_is_no_indicator_is_told_with_the_nearest() -> None:
    assert str(not_a_kpi("register.xlsx, sheet Indicators, row 2, Indicator", "2.10", KPIS)) == (
        'register.xlsx, sheet Indicators, row 2, Indicator: "2.10" is not an indicator. Did you mean "2.10a"?'
    )
    assert not_a_kpi("here", "Beds", KPIS).do == "Write its number or its title, as the highlight report gives them"
