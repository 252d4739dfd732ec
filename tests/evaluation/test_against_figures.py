"""Where a statement and its figures disagree: each check broken, with the sentence people read, and kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from evaluations import MARCH, ROUND, Cases, assert_told, development, evaluating, of, strength, without
from scorecards import the_borough

from readiness.specification.model import Annex

AGAIN = "Write it again, or say why it still holds."
OCTOBER = dt.date(2022, 10, 31)

# What a statement says, and every sentence that is told of it.
TOLD: Cases = {
    "an indicator that there is not": (
        strength(indicators="6.1 = 98.1; 6.12 = 77.3"),
        ['error: names "6.12", which is no indicator. Did you mean "6.2"?'],
    ),
    "a title with a slip": (
        strength(indicators="Care leavers in tuch: 98.1; 6.1 = 98.1"),
        ['error: names "Care leavers in tuch", which is no indicator. Did you mean "Care leavers in touch"?'],
    ),
    "words that are no indicator at all": (
        strength(indicators="6.1 98.1%; see the report"),
        [
            'error: names "see the report", which is no indicator. Use the numbers of the highlight report, such as '
            "3.3 = 84.0."
        ],
    ),
    "an indicator without its value": (
        strength(indicators="6.1"),
        ["warning: names 6.1 without the value that it had. Write it beside the number, such as 6.1 = 98.1."],
    ),
    "values without a day": (
        without(strength(), "indicators_as_at"),
        ["warning: names indicators, and not the day of their values. Fill in Indicators as at."],
    ),
    "values of a day still to come": (
        strength(indicators_as_at=dt.date(2023, 4, 30)),
        ["error: gives values as at 30 April 2023, a day still to come. Correct the day."],
    ),
    "a value that is not the one of its day": (
        development(indicators="3.3 = 84.3"),
        [
            "error: says that 3.3 was 84.3% on 31 March 2023, and the scorecard has 84.0% (as at 31 March 2023). Correct "
            "one of the two."
        ],
    ),
    "a value that has got old": (
        strength(indicators="6.2 = 70.9", indicators_as_at=OCTOBER, claim="Most learn or work"),
        [
            f"warning: rests on 6.2 at 70.9%, written against 31 October 2022, and it is now 77.3%, on the other side of "
            f"its upper target of 75. {AGAIN}"
        ],
    ),
    "a value that has got old and stayed where it was": (
        strength(indicators="6.1 = 96.4", indicators_as_at=OCTOBER),
        [
            f"warning: rests on 6.1 at 96.4%, written against 31 October 2022, 151 days ago, and it is now 98.1%. {AGAIN}"
        ],
    ),
    "an indicator without a value whose day is long ago": (
        strength(indicators="6.1", indicators_as_at=OCTOBER),
        [
            "warning: names 6.1 without the value that it had. Write it beside the number, such as 6.1 = 98.1.",
            f"warning: rests on 6.1, written against 31 October 2022, 151 days ago. {AGAIN}",
        ],
    ),
    "a value that has crossed both targets": (
        development(indicators="5.10 = 4.9", area="children_in_care", indicators_as_at=MARCH - dt.timedelta(1)),
        [
            f"warning: rests on 5.10 at 4.9%, written against 30 March 2023, and it is now 29.6%, on the other side of its "
            f"minimum of 10 and its upper target of 5. {AGAIN}"
        ],
    ),
    "a value of a day that the scorecard does not know": (
        strength(indicators="6.1 = 98.1", indicators_as_at=dt.date(2023, 3, 10)),
        [
            "warning: rests on 6.1 at 98.1%, written against 10 March 2023, a day of which the scorecard has no figure "
            "to compare it with. Write it against the figure of 31 March 2023: 98.1%."
        ],
    ),
    "an indicator without a figure today": (
        strength(indicators="6.1 = 98.1; 1.9 = 12"),
        [
            "warning: rests on 1.9 at 12.0%, written against 31 March 2023, and there is no figure of it today: no case "
            "data holds it and the register has no figure. Find the figure, or say why the statement still holds."
        ],
    ),
    "a strength that is red": (
        strength(indicators="3.3 = 84.0", area="help_and_protection"),
        [
            "error: calls a strength what is red: 3.3 is at 84.0%, and its targets are at least 85, aim 90. " + AGAIN,
        ],
    ),
    "a strength that is red and said to be on target": (
        strength(indicators="3.3 = 84.0", says="on_target"),
        ["error: calls a strength what is red: 3.3 is at 84.0%, and its targets are at least 85, aim 90. " + AGAIN],
    ),
    "getting better, and it does": (strength(indicators="6.2 = 77.3", says="improving"), []),
    "a direction that no figure tells": (
        development(indicators="3.3 = 84.0; 1.9 = 12", says="steady"),
        [
            "warning: rests on 1.9 at 12.0%, written against 31 March 2023, and there is no figure of it today: no case "
            "data holds it and the register has no figure. Find the figure, or say why the statement still holds.",
            'warning: says "Steady", and 3.3 is steady since last year and over six months and getting worse since last '
            "month: 84.7% at the end of last year, by month 86.0%, 84.1%, 72.0%, 87.5%, 88.5% and 84.0%; now 84.0%. Say "
            f"since when. {AGAIN}",
            'warning: says "Steady", and the figures do not tell which way 1.9 goes. Wait for more months, or leave the '
            "direction out.",
        ],
    ),
    "a direction of nothing": (
        strength(indicators="", indicators_as_at=None, says="steady"),
        [
            'warning: says "Steady", and names no indicator that could show it. Name the indicator, or clear the cell.',
        ],
    ),
    "on target, and it is": (strength(says="on_target"), []),
    "on target, and it is amber": (
        strength(indicators="5.11 = 92.0", says="on_target"),
        [
            'warning: says "On target", and 5.11 is amber at 92.0%: its targets are at least 90, aim 95. ' + AGAIN,
        ],
    ),
    "on target, and it is red": (
        development(says="on_target"),
        ['error: says "On target", and 3.3 is red at 84.0%: its targets are at least 85, aim 90. ' + AGAIN],
    ),
    "on target, where there are no targets": (
        development(indicators="1.2 = 738", says="on_target"),
        [
            'warning: says "On target", and 1.2 has no targets that could show it. Name another indicator, or leave it out.'
        ],
    ),
    "on target, where there is no figure": (
        development(indicators="3.3 = 84.0; 1.9", says="below_target"),
        [
            "warning: names 1.9 without the value that it had. Write it beside the number, such as 1.9 = 84.0.",
            "warning: rests on 1.9, written against 31 March 2023, and there is no figure of it today: no case data holds "
            "it and the register has no figure. Find the figure, or say why the statement still holds.",
            'warning: says "Below target", and 1.9 has no figure today that could show it. Name another indicator, or '
            "leave it out.",
        ],
    ),
    "below target, and it is": (development(says="below_target"), []),
    "below target, and it is green": (
        development(indicators="6.1 = 98.1", says="below_target"),
        ['warning: says "Below target", and 6.1 is green at 98.1%: its targets are at least 90, aim 95. ' + AGAIN],
    ),
    "a percentage in words that is one of its figures": (
        development(claim="It was 72% in December, and 84.0 per cent now"),
        [],
    ),
    "a percentage in words that is none": (
        development(claim="We see 94% of children in need in time"),
        [
            'error: says "in time", and 3.3 is red at 84.0%: its targets are at least 85, aim 90. ' + AGAIN,
            "warning: speaks of 94%, which is no figure of 3.3. Correct it, or name the indicator that it is of.",
        ],
    ),
    "a percentage in words that may be an audit's": (
        development(claim="In 94% of cases it was late", audit="Visits", audited=12),
        [],
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_statement_is_told_what_its_figures_say_against_it(case: str, annex: Annex, tmp_path: Path) -> None:
    said, expected = TOLD[case]
    assert_told(evaluating(annex, tmp_path, statements=[said], audits=[ROUND]), expected)


@pytest.mark.parametrize(
    "cell",
    [
        "3.3 = 84.0; 6.2 = 77.3",
        "3.3 84.0%; 6.2 77.3%",
        "3.3: 84; 6.2: 77",
        "3.3 = 84.0, 6.2 = 77.3",
        "3.3 at 84 per cent\n6.2 – 77.3 percent",
        "Children in need visited in the last four weeks = 84.0; Care leavers in education, employment or training: 77.3",
        "3.3 Children in need visited in the last four weeks 84.0%; KPI 6.2 = 77.3 %;",
        " 3.3=84.04 ;6.2=77.32",
    ],
)
def test_indicators_are_read_however_they_are_typed(cell: str, annex: Annex, tmp_path: Path) -> None:
    found = evaluating(annex, tmp_path, statements=[development(indicators=cell)])
    assert of(found) == []
    assert [each.indicator.ref for each in found.statements[0].evidence if each.indicator] == ["3.3", "6.2"]


def test_thousands_are_not_two_indicators(annex: Annex, tmp_path: Path) -> None:
    borough = the_borough()
    large = replace(borough.indicators[1], months=())
    large = replace(large, current=replace(large.current, value=Fraction(15_738)))
    scorecard = replace(borough, indicators=(borough.indicators[0], large, *borough.indicators[2:]))
    said = development(indicators="1.2 = 15,738, 3.3 = 84.0")
    assert of(evaluating(annex, tmp_path, scorecard=scorecard, statements=[said])) == []


def test_limits_are_the_authoritys(annex: Annex, tmp_path: Path) -> None:
    said = strength(indicators="6.1 = 96.4", indicators_as_at=OCTOBER)
    assert of(evaluating(annex, tmp_path, limits={"statement_figure_days": 151}, statements=[said])) == []
    assert len(of(evaluating(annex, tmp_path, limits={"statement_figure_days": 150}, statements=[said]))) == 1


def test_a_red_figure_that_was_written_right_is_still_compared_unrounded(annex: Annex, tmp_path: Path) -> None:
    said = development(indicators="2.10a = 89.7", claim="Assessments come late")
    assert of(evaluating(annex, tmp_path, statements=[said])) == []
