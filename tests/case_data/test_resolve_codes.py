"""Spellings resolve exactly, by normal form, by key, then by the local map; never by likeness."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.authority.overlay import own_over_installed
from readiness.case_data.resolve_codes import CodeResolver
from readiness.foundation.normalise import normal
from readiness.specification.read import read_annex, with_answers

WHOLE = read_annex(own_over_installed("annex_a"))
ANNEX = with_answers(WHOLE, {name: choice.default for name, choice in WHOLE.choices.items()})
SETS = sorted(ANNEX.codes)


def key(name: str, spelling: str, **local: str) -> str | None:
    resolver = CodeResolver(ANNEX.codes[name], {})
    assert not resolver.learn(local, "codes/x.csv")
    return resolver.key(spelling)


# Spellings met in real files, what they stand for, and None where nobody can say without asking the authority.
MET = [
    ("ethnicity", "WBRI - White British (101)", "WBRI"),
    ("ethnicity", "mwbc", "MWBC"),
    ("ethnicity", "t) NOBT", "NOBT"),
    ("ethnicity", "A.A1)White - British", None),
    ("ethnicity", "Both parents Irish", None),
    ("ethnicity", "KURDISH", None),
    ("contact_referral_source", "5B", "5B"),
    ("contact_referral_source", "‘6", "6"),
    ("contact_referral_source", "u) 10: Unknown", "10"),
    ("contact_referral_source", "3b: Health services – Health Visitor", "3B"),
    ("contact_referral_source", "Individual", None),
    ("contact_referral_source", "5A - KCC Social Care - Adults", "5A"),
    ("contact_referral_source", "6 weeks old", None),
    ("contact_referral_source", "a) Individual", None),
    ("contact_referral_source", "HOU", None),
    ("contact_referral_source", "Uncle", None),
    ("gender", "male", "M"),
    ("gender", "b) Female", "F"),
    ("gender", "I do not know", None),
    ("gender", "1", None),
    ("gender", "Withheld", None),
    ("yes_no", "b) No", "N"),
    ("yes_no", "NO", "N"),
    ("yes_no", "1 - Yes", None),
    ("yes_no", "Y/N", None),
    ("yes_no", "FA", None),
    ("primary_need", "Abuse, neglect and exploitation", "N1"),
    ("category_of_need", "N1 - Abuse, neglect and exploitation", "N1"),
    ("closure_reason", "RC7 - Services ceased", "RC7"),
    ("closure_reason", "Died.", "RC2"),
    ("closure_reason", "Reached 18 Years", None),
    ("abuse_category", "EMOTIONAL  ABUSE", "EMO"),
    ("abuse_category", "Neglect; Emotional abuse", None),
    ("abuse_category", "NYNN", None),
    ("legal_status", "C1", "C1"),
    ("legal_status", "L1 - PPO", "L1"),
    ("legal_status", "CLA - C1 - Interim Care Order", None),
    ("legal_status", "E1  [Placement Order Granted]", "E1"),
    ("legal_status", "Supervision Order", None),
    ("reason_ceased_looked_after", "u) X1: CodeError", "X1"),
    ("reason_ceased_looked_after", "SE4B - Unplanned", None),
    ("reason_ceased_looked_after", "E44 - Special guardianship", None),
    ("placement_type", "p) K2: Children's Homes", "K2"),
    ("placement_type", "Q1 Foster placement", None),
    ("placement_type", "H5 - Young Offender Institution", "H5"),
    ("placement_provider", "e) PR4 - Private provision", "PR4"),
    ("placement_provider", "PR1 : Own provision [PR1]", "PR1"),
    ("placement_location", "Out", "OUT"),
    ("placement_location", "In borough", None),
    ("eligibility", "Former relevant child", "FR"),
    ("in_touch", "d) Refu", "REFU"),
    ("in_touch", "No fixed abode", None),
    ("in_touch", "2 - No, resident in the UK", None),
    ("accommodation", "B – With parents", "B"),
    ("accommodation", "W2", None),
    ("accommodation", "Residence not known", "R"),
    ("suitability", "Accommodation is considered suitable [1]", "1"),
    ("suitability", "0", None),
    ("activity", "F5: Young person engaged full time in training or employment (not apprenticeship)", "F5"),
    ("adoption_reversal_reason", "(RD2) The Court did not make a placement order", "RD2"),
    ("adoption_reversal_reason", "RD1 Childâ€™s Needs Changed Subsequent to the Decision", "RD1"),
    ("la_of_placement", "tower hamlets", "Tower Hamlets"),
    ("la_of_placement", "Waltham Forest London Boro", None),
    ("permanence_plan", "f) Long-term fostering", "LTF"),
    ("permanence_plan", "LT fostering", None),
]


@pytest.mark.parametrize(("name", "spelling", "stands_for"), MET)
def test_spellings_met_in_real_files(name: str, spelling: str, stands_for: str | None) -> None:
    assert key(name, spelling) == stands_for


@pytest.mark.parametrize("name", SETS)
def test_every_code_is_known_by_its_code_its_key_and_in_any_case_or_spacing(name: str) -> None:
    for expected, code in ANNEX.codes[name].codes.items():
        for spelling in (
            code.code,
            expected,
            f"  {code.code.upper()} ",
            code.code.replace(" ", "\u00a0"),
            *code.also_written,
        ):
            assert key(name, spelling) == expected, spelling


@given(st.sampled_from(SETS), st.data())
def test_a_changed_letter_is_never_read_as_the_code_it_looks_like(name: str, data: st.DataObject) -> None:
    """A slip inside a word of a code may name another code outright, but never the code it merely resembles."""
    code = data.draw(st.sampled_from([*ANNEX.codes[name].codes.values()]))
    at = data.draw(st.integers(0, max(0, len(code.label) - 1)))
    slip = code.label[:at] + data.draw(st.sampled_from("qxz")) + code.label[at + 1 :]
    resolved = key(name, slip)
    spelled = {
        normal(form)
        for each in ANNEX.codes[name].codes.values()
        for form in (each.code, each.label, *each.also_written)
    }
    assert resolved is None or normal(slip) in spelled or resolved.casefold() in normal(slip)


@given(st.sampled_from(SETS), st.text(string.printable + "é’–\u00a0", max_size=30))
def test_any_text_resolves_to_a_key_or_to_nothing(name: str, text: str) -> None:
    assert key(name, text) in {None, *ANNEX.codes[name].codes}


@given(st.text(string.printable + "‘’“”–é", max_size=40))
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normal(normal(text)) == normal(text)


def test_the_local_map_comes_last_and_in_any_case() -> None:
    assert key("contact_referral_source", "mum AND dad", **{"Mum and Dad": "a) 1A: Individual"}) == "1A"
    assert key("contact_referral_source", "Mum", **{"Mum": "1A"}) == "1A"


def test_a_local_map_cannot_give_an_accepted_code_another_meaning() -> None:
    resolver = CodeResolver(ANNEX.codes["contact_referral_source"], {})
    assert [str(mistake) for mistake in resolver.learn({"4": "6"}, "codes/x.csv")] == [
        'codes/x.csv row 2: "4" is itself an accepted code, so it cannot mean "6". '
        "Take the row away, or change the value in the extract."
    ]
    assert resolver.key("4") == "4"


def test_an_open_set_takes_any_name_the_authority_gives() -> None:
    assert key("la_of_placement", "Powys CC", **{"Powys CC": "Powys"}) == "Powys"
    assert key("la_of_placement", "Powys") is None
