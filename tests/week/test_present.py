"""Who is away on a day and who stands in, and who is meant by a name or a role."""

from __future__ import annotations

import datetime as dt

import pytest

from readiness.preparedness.model import Person
from readiness.week.present import holders_of, in_and_out, in_turn, words_for

MONDAY, TUESDAY, FRIDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24), dt.date(2026, 11, 27)
ADA = Person("Director", "Ada Archer", "Ben Bright", ((MONDAY, TUESDAY), (TUESDAY, FRIDAY)))
BEN = Person("Head of help", "Ben Bright", "Cara Cole", ((FRIDAY, FRIDAY),))
CARA = Person("Head of data", "Cara Cole", "", ((MONDAY, MONDAY),))
DORA = Person("Team manager", "Dora Dean", "Ruth Reed", ((FRIDAY, FRIDAY),))
EVE, VACANT = Person("Team manager", "Eve East", "", ()), Person("Head of care", "", "Ben Bright", ())
PEOPLE = (ADA, BEN, CARA, DORA, EVE, VACANT)


def away(day: dt.date) -> list[tuple[str, dt.date, dt.date, str]]:
    return [
        (one.absence.person.name, one.absence.first, one.absence.last, one.stands_in) for one in in_and_out(PEOPLE, day)
    ]


def test_whoever_is_away_is_told_with_a_deputy_who_is_there() -> None:
    assert away(TUESDAY) == [("Ada Archer", MONDAY, FRIDAY, "Ben Bright")]
    assert away(dt.date(2026, 11, 30)) == []


def test_nobody_stands_in_where_there_is_no_deputy() -> None:
    assert away(MONDAY) == [("Ada Archer", MONDAY, TUESDAY, "Ben Bright"), ("Cara Cole", MONDAY, MONDAY, "")]


def test_a_deputy_who_is_away_too_does_not_stand_in_and_one_who_is_not_on_the_sheet_does() -> None:
    friday = [("Ada Archer", TUESDAY, FRIDAY, ""), ("Ben Bright", FRIDAY, FRIDAY, "Cara Cole")]
    assert away(FRIDAY) == [*friday, ("Dora Dean", FRIDAY, FRIDAY, "Ruth Reed")]


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("ada  ARCHER", ["Ada Archer"]),
        ("Head of Data", ["Cara Cole"]),
        ("team manager", ["Dora Dean", "Eve East"]),
        ("Head of care", ["Head of care"]),
        ("Foster carers", ["Foster carers"]),
    ],
)
def test_a_name_is_its_person_and_a_role_its_holders(word: str, names: list[str]) -> None:
    assert [*in_turn(word, PEOPLE)] == names


def test_a_vacant_post_is_known_and_a_blank_is_nobody() -> None:
    assert holders_of("Head of care", PEOPLE) == (VACANT,)
    assert holders_of("", PEOPLE) == holders_of("Foster carers", PEOPLE) == ()


def test_of_somebody_with_two_roles_the_one_with_a_deputy_counts() -> None:
    twice = (Person("Chair", "Ben Bright", "", ()), BEN)
    assert holders_of("Ben Bright", twice) == (BEN,)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Ada Archer; Foster carers\nBen Bright", ("Ada Archer", "Foster carers", "Ben Bright")),
        ("Ada Archer, Ben Bright and Cara Cole", ("Ada Archer", "Ben Bright", "Cara Cole")),
        ("Carers, young people and Ada Archer", ("Carers, young people and Ada Archer",)),
        ("Ada Archer; Ada Archer", ("Ada Archer",)),
        (" ; ", ()),
    ],
)
def test_a_cell_names_several_by_semicolons_lines_and_what_parts_known_people(cell: str, words: tuple[str]) -> None:
    assert words_for(cell, PEOPLE) == words
