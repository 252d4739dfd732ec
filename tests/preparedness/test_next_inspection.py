"""When the next inspection may come, and of which kind: worked out from the last one, and told as that."""

from __future__ import annotations

import datetime as dt

import pytest

from readiness.preparedness.model import EventStanding
from readiness.preparedness.next_inspection import expected_window, proposed_kind, told_of_the_next
from readiness.specification.model import Annex


def test_the_window_is_the_third_anniversary_six_months_either_side() -> None:
    assert expected_window(dt.date(2022, 1, 31)) == (dt.date(2024, 7, 31), dt.date(2025, 7, 31))
    assert expected_window(dt.date(2023, 8, 31)) == (dt.date(2026, 2, 28), dt.date(2027, 2, 28))


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        ("Good in every judgement and overall", "short"),
        ("Outstanding; help and protection good", "short"),
        ("Requires improvement to be good", "standard"),
        ("Requires improvement", "standard"),
        ("Inadequate for leaders, requires improvement to be good for the rest", "standard"),
        ("Good, but help and protection requires improvement to be good", ""),
        ("Letter without grades", ""),
        ("Goodwill", ""),
        ("", ""),
    ],
)
def test_grades_of_one_sort_propose_a_kind_and_others_none(outcome: str, kind: str, annex: Annex) -> None:
    assert proposed_kind(annex.frameworks["2026"], outcome) == kind


def test_a_kind_that_differs_from_the_one_set_is_told_and_the_one_set_is_used(annex: Annex) -> None:
    framework = annex.frameworks["2026"]
    last = EventStanding("Short inspection", dt.date(2024, 3, 4), "Good", "", True)
    window, kind = told_of_the_next(framework, "standard", last, dt.date(2026, 9, 3))
    assert window.startswith("The next inspection may be expected from 4 September 2026 to 4 September 2027: ")
    assert window.endswith("Basis: guides of two councils, Nottinghamshire and Kirklees.")
    assert kind == (
        "The grades of the last inspection lead to a short inspection, but a standard inspection is set, and that is used. "
        "Basis: worked out from the inspections of 142 authorities, not Ofsted's text."
    )
    assert ", but" not in [*told_of_the_next(framework, "short", last, dt.date(2026, 9, 3))][1]


def test_nothing_is_told_without_a_last_inspection_nor_of_the_kind_of_a_visit(annex: Annex) -> None:
    framework = annex.frameworks["2026"]
    assert not [*told_of_the_next(framework, "short", None, dt.date(2026, 9, 3))]
    last = EventStanding("Inspection", dt.date(2024, 3, 4), "Good", "", True)
    assert len([*told_of_the_next(framework, "focused visit", last, dt.date(2026, 9, 3))]) == 1


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 9, 3), ""),
        (dt.date(2026, 9, 4), "That window is open now. "),
        (dt.date(2027, 9, 4), "That window is open now. "),
        (
            dt.date(2027, 9, 5),
            "That window ended 1 day ago: the call may come any day, or an inspection is missing from the register. ",
        ),
    ],
)
def test_a_window_that_is_open_or_over_says_so(day: dt.date, said: str, annex: Annex) -> None:
    last = EventStanding("Short inspection", dt.date(2024, 3, 4), "Good", "", True)
    (window, _) = told_of_the_next(annex.frameworks["2026"], "short", last, day)
    assert f"six months either side. {said}Basis: " in window
