"""What the words of a claim assert, held against a borough's own figures: every sentence told, and every silence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from evaluations import MARCH, ROUND, Row, development, evaluating, of, strength
from scorecards import the_borough

from readiness.evaluation.claim_words import assertions_in
from readiness.specification.model import Annex

AGAIN = "Write it again, or say why it still holds."
SINCE_WHEN = f"Say since when. {AGAIN}"
POPULATION = 64_300


def told(annex: Annex, folder: Path, row: Row) -> list[str]:
    found = evaluating(annex, folder, statements=[row], audits=[ROUND], limits={"population_0_to_17": POPULATION})
    return [sentence.replace("Claim C0.2: ", "") for sentence in of(found)]


def neutral(claim: str, indicators: str, says: str = "") -> Row:
    said: Row = {"claim": claim, "area": "help_and_protection", "kind": "neutral", "indicators": indicators}
    return said | {"indicators_as_at": MARCH} | ({"says": says} if says else {})


REDS = "1.1 = 89.5; 2.10a = 89.7; 3.3 = 84.0; 5.10 = 29.6"
# The claims of the borough's own slides of March 2023, and what its own figures say of each.
SLIDES = {
    ("The number of families requiring support is increasing", "1.2 = 738; 1.3 = 214; 1.4 = 301"): [
        'error: says "increasing", and 1.2 is steady since last month, falling since last year and over six months: 810 '
        f"at the end of last year, by month 759, 797, 728, 728, 749 and 738; now 738. {AGAIN}",
        'error: says "increasing", and 1.3 is falling since last month, since last year and over six months: 328 at the '
        f"end of last year, by month 235, 220, 226, 237, 240 and 214; now 214. {AGAIN}",
        'error: says "increasing", and 1.4 is steady since last month and over six months, falling since last year: 335 '
        f"at the end of last year, by month 304, 298, 297, 285, 291 and 301; now 301. {AGAIN}",
    ],
    ("Contacts to our front door are responded to in a timely manner", "2.1 = 98.3"): [],
    ("Children are seen regularly by their social workers", "3.3 = 84.0; 4.7.2 = 95.3; 5.11 = 92.0"): [
        f'error: says "regularly", and 3.3 is red at 84.0%: its targets are at least 85, aim 90. {AGAIN}'
    ],
    ("Protection conferences are convened quickly and reviewed regularly", "4.8 = 96.6"): [],
    ("We are in touch with most of care leavers and most are in education or work", "6.1 = 98.1; 6.2 = 77.3"): [],
    ("2,503 children are allocated", "1.1 = 89.5"): [
        "warning: speaks of 2,503, which is no figure of 1.1. Correct it, or name the indicator that it is of."
    ],
    ("214 plans, rate per 10,000 33.3", "1.3 = 214"): [],
    ("301 in care, rate per 10,000 46.8, lower than national and regional", "1.4 = 301"): [
        'warning: says "lower than national and regional", and there is no published figure to hold it against beside '
        "1.4. Enter it on the sheet of comparators, or leave the comparison out."
    ],
    ("Of the 4 reds, 3 are below target by less than 1%. All will be addressed", REDS): [],
}
# The same claims made untrue, claims in other words, and what can be said from the drop-down cell.
TURNED = {
    ("214 plans, rate per 10,000 34.3", "1.3 = 214", ""): [
        'error: says "rate per 10,000 34.3", and 214 of a population of 64,300 (1.3) gives 33.3. ' + AGAIN
    ],
    ("2 are below target by less than 1%", REDS, ""): [
        'error: says "2 are below target by less than 1%", and 3 of 4 are: 1.1 misses its minimum by 0.49, 2.10a misses '
        f"its minimum by 0.26, 3.3 misses its minimum by 0.99 and 5.10 misses its minimum by 19.57. {AGAIN}"
    ],
    ("Nearly all care leavers are in education", "6.2 = 77.3", ""): [
        f'error: says "Nearly all", and 6.2 is 77.3%: less than 90%. {AGAIN}'
    ],
    ("Nearly all have a suitable home", "6.3 = 94.4", ""): [],
    ("All are reviewed on time", "5.18 = 100.0", ""): [],
    ("All are in touch", "6.1 = 98.1", ""): [f'error: says "All", and 6.1 is 98.1%: not 100%. {AGAIN}'],
    ("All are to be in touch, and we aim to see nearly all", "6.2 = 77.3", ""): [],
    ("Most assessments are done within the year", "5.10 = 29.6", ""): [],
    ("Visits range between 90% and 92%", "5.11 = 92.0", ""): [
        'error: says "range between 90% and 92%", and 5.11 was outside it: 87.2% (as at 30 November 2022), 89.0% (as at '
        f"31 December 2022) and 86.4% (as at 31 January 2023). {AGAIN}"
    ],
    ("Visits range between 86% and 92%", "5.11 = 92.0", ""): [],
    ("Visits improved since last year", "5.11 = 92.0", ""): [],
    ("Visits fell since last month", "5.11 = 92.0", ""): [
        'error: says "fell", and 5.11 is rising since last month: by month 91.8%, 87.2%, 89.0%, 86.4%, 89.7% and 92.0%; '
        f"now 92.0%. {AGAIN}"
    ],
    ("Visits are not increasing", "5.11 = 92.0", ""): [],
    ("Assessments in 45 days are better than last year", "2.10a = 89.7", ""): [],
    ("Reviews are better than last year", "3.2 = 87.8", ""): [
        f'error: says "better than last year", and 3.2 is 87.8% and last year 92.2%. {AGAIN}'
    ],
    ("Contacts are answered", "2.1 = 98.3", "improving"): [
        'warning: says "Getting better", and 2.1 is getting better since last year and getting worse over six months: '
        f"93.6% at the end of last year, by month 98.7%, 98.7%, 98.5%, 96.9%, 97.4% and 97.3%; now 98.3%. {SINCE_WHEN}"
    ],
    ("Care leavers learn", "6.2 = 77.3", "worsening"): [
        'warning: says "Getting worse", and 6.2 is getting better since last month, since last year and over six months: '
        f"64.3% at the end of last year, by month 70.9%, 73.7%, 74.1%, 74.9%, 75.8% and 77.3%; now 77.3%. {AGAIN}"
    ],
    ("Need", "1.2 = 738", "steady"): [
        'warning: says "Steady", and 1.2 is steady since last month and falling since last year and over six months: 810 '
        f"at the end of last year, by month 759, 797, 728, 728, 749 and 738; now 738. {SINCE_WHEN}"
    ],
    ("Need", "1.2 = 738", "improving"): [
        'warning: says "Getting better", and nobody has said which way is better for 1.2, which is steady since last '
        "month, falling since last year and over six months. Say only whether it rises or falls."
    ],
    ("Need is falling", "1.2 = 738", "falling"): [],
    ("Care leavers learn", "6.2 = 77.3", "nearly_all"): [
        f'error: says "Nearly all", and 6.2 is 77.3%: less than 90%. {AGAIN}'
    ],
    ("Children in care", "1.4 = 301", "lower_than_england"): [
        'warning: says "Lower than England", and there is no published figure to hold it against beside 1.4. Enter it on '
        "the sheet of comparators, or leave the comparison out."
    ],
}


@pytest.mark.parametrize("slide", SLIDES)
def test_what_a_borough_said_of_itself_is_held_against_what_it_published(
    slide: tuple[str, str], annex: Annex, tmp_path: Path
) -> None:
    assert told(annex, tmp_path, neutral(*slide)) == SLIDES[slide]


@pytest.mark.parametrize("turned", TURNED)
def test_each_claim_that_does_not_hold_is_told_and_no_other(
    turned: tuple[str, str, str], annex: Annex, tmp_path: Path
) -> None:
    assert told(annex, tmp_path, neutral(*turned)) == TURNED[turned]


def test_a_claim_beside_others_is_held_against_what_is_published(annex: Annex, tmp_path: Path) -> None:
    published = [each for each in the_borough().indicators if each.comparators]
    assert published, "the borough made by hand has comparators"
    for indicator in published:
        for comparator in indicator.comparators:
            now = indicator.current.value
            if comparator.value is None or now is None or now == comparator.value:
                continue
            way, other = ("lower", "higher") if now < comparator.value else ("higher", "lower")
            cites = f"{indicator.ref} = {indicator.current.shown.rstrip('%')}"
            true, untrue = (
                [
                    line
                    for line in told(annex, tmp_path, neutral(f"It is {word} than {comparator.group}", cites))
                    if "than" in line
                ]
                for word in (way, other)
            )
            assert not true
            assert untrue[0].startswith(f'error: says "{other} than {comparator.group}", and {indicator.ref} is')


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Plans are to improve",
        "We want to be better",
        "It should be all",
        "Not all",
        "No longer rising",
        "a b c",
        "100%",
    ],
)
def test_wishes_and_what_is_denied_are_no_claims(words: str) -> None:
    assert not assertions_in(words)


def test_a_strength_that_its_figures_disprove_is_no_summary(annex: Annex, tmp_path: Path) -> None:
    false = strength(claim="Children in need are seen more and more often", indicators="3.3 = 84.0")
    found = evaluating(annex, tmp_path, statements=[false, strength(), development()], audits=[ROUND])
    assert [each.holds for each in found.statements] == [False, True, True]
    assert [each.claim for each in found.strengths] == ["Care leavers are in touch with us"]
    assert found.statements[0] in found.disproved
    assert found.statements[0].due is None or isinstance(found.statements[0].due, dt.date)
