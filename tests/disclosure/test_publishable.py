"""What is published tells no small number: not itself, not by subtraction, not in a chart, a word or a rating."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from product import Run
from publishable import BOROUGH, JANUARY, a_figure, a_scorecard, an_indicator, an_overview, every, published
from scorecards import MONTHS

from readiness.disclosure.publishable import TELLS, TOO_SMALL, UNKNOWN, PublicationLimits, for_publication, why_left_out
from readiness.foundation.findings import Finding
from readiness.indicators.model import Commentary, Figure

LIMITS = PublicationLimits(6, 10)


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (a_figure(90, 100), ""),
        (a_figure(0, 100), ""),
        (a_figure(100, 100), ""),
        (a_figure(6, 12), ""),
        (a_figure(5, 100), TOO_SMALL),
        (a_figure(95, 100), TOO_SMALL),
        (a_figure(94, 100), ""),
        (a_figure(1, 100), TOO_SMALL),
        (a_figure(9, 9), TOO_SMALL),
        (a_figure(0, 9), TOO_SMALL),
        (a_figure(0, 10), ""),
        (a_figure(None, None, value=Fraction(50)), UNKNOWN),
        (a_figure(None, 100, value=Fraction(50)), UNKNOWN),
        (a_figure(50, None, value=Fraction(50)), UNKNOWN),
        (a_figure(None), ""),
        (a_figure(738, unit="count"), ""),
        (a_figure(0, unit="count"), ""),
        (a_figure(5, unit="count"), TOO_SMALL),
        (a_figure(None, unit="count", value=Fraction(5)), TOO_SMALL),
        (a_figure(None, unit="count", value=Fraction(7)), ""),
        (a_figure(301, 60_000, "rate"), ""),
        (a_figure(3, 60_000, "rate"), TOO_SMALL),
        (a_figure(None, unit="rate", value=Fraction(52)), UNKNOWN),
        (a_figure(4000, 40, "average"), ""),
        (a_figure(4000, 9, "average"), TOO_SMALL),
        (a_figure(3, 40, "average"), TOO_SMALL),
    ],
)
def test_a_figure_is_left_out_when_it_would_tell_a_small_number(figure: Figure, why: str) -> None:
    assert why_left_out(figure, LIMITS) == why
    its = published(an_indicator(figure))[0].current
    if not why:
        assert its == figure
    else:
        assert (its.shown, its.number, its.counts, its.why_not) == ("suppressed", None, "", why)
        assert (its.numerator, its.denominator, its.suppressed) == (None, None, True)


numbers = st.integers(0, 40)
pairs = st.tuples(numbers, numbers).map(sorted)
percentages = pairs.map(lambda pair: a_figure(pair[0], pair[1] or 1, not_recorded=(pair[1] - pair[0]) // 2))
counts = numbers.map(lambda number: a_figure(number, unit="count"))
averages = st.tuples(numbers, st.integers(1, 40)).map(lambda pair: a_figure(*pair, unit="average"))


@given(st.lists(percentages | counts | averages, min_size=1, max_size=6), st.integers(1, 8), st.integers(1, 15))
def test_no_small_number_is_left_anywhere_in_any_scorecard(figures: list[Figure], least: int, few: int) -> None:
    indicators = [an_indicator(figure, ref=f"9.{number}") for number, figure in enumerate(figures)]
    overview = for_publication(an_overview(a_scorecard(*indicators)), least, few)
    for figure, indicator in zip(figures, overview.scorecard.indicators, strict=True):
        if figure.unit == "percent" and 0 < figure.denominator - figure.numerator < least:
            its_own = [each for each in every(indicator) if isinstance(each, Figure)]
            numbers = {number for each in its_own for number in (each.numerator, each.denominator, each.not_recorded)}
            assert not figure.numerator or figure.numerator not in numbers
    for figure in (each for each in every(overview) if isinstance(each, Figure)):
        for number in (figure.numerator, figure.denominator, figure.not_recorded):
            assert not (number and 0 < number < least)
        if figure.unit == "percent" and figure.numerator is not None:
            assert not 0 < figure.denominator - figure.numerator < least
        if figure.denominator is not None and figure.unit != "count":
            assert figure.denominator >= few


def test_what_is_worked_out_of_a_figure_that_is_left_out_goes_too() -> None:
    small = an_indicator(a_figure(97, 100), rating="green", gap=Fraction(-12), travel="improving", months_worsening=2)
    its = published(replace(small, nearly_red=True))[0]
    assert (its.rating, its.gap, its.travel, its.months_worsening, its.nearly_red) == (
        "not rated", None, "not known", 0, False,
    )  # fmt: skip
    assert its.gap_shown == ""
    assert its.targets == small.targets


def test_a_cause_stands_as_it_was_written_and_goes_with_the_figure_it_is_of() -> None:
    remark = Commentary(MONTHS[-1], "Leave", "Cover", "Ada Archer", None, "register.xlsx, row 2")
    whole, small = an_indicator(a_figure(50, 100)), an_indicator(a_figure(97, 100))
    its = published(*(replace(each, rating="red", commentary=remark) for each in (whole, small)))
    assert [each.commentary for each in its] == [remark, None]


def test_a_month_that_is_left_out_takes_the_travel_and_not_the_rating() -> None:
    months = [a_figure(80, 100, day=day) for day in MONTHS[:-1]]
    small = an_indicator(a_figure(84, 100), [a_figure(97, 100, day=MONTHS[0]), *months[1:], a_figure(84, 100)])
    its = published(replace(small, rating="red", gap=Fraction(1), travel="worsening"))[0]
    assert (its.rating, its.gap, its.travel) == ("red", 1, "not known")
    assert [month.shown for month in its.months] == ["suppressed", "80.0%", "80.0%", "80.0%", "80.0%", "84.0%"]


def test_a_chart_loses_the_points_and_its_words_say_so() -> None:
    months = [a_figure(numerator, 100, day=day) for numerator, day in zip((80, 97, 81, 82, 3, 84), MONTHS, strict=True)]
    its = published(an_indicator(months[-1], months))[0].chart
    assert its.series[0].values == (80.0, None, 81.0, 82.0, None, 84.0)
    assert its.series[1].values == (95.0,) * 6
    assert its.words == (
        "Seen: October 2022 80.0%, November 2022 suppressed, December 2022 81.0%, January 2023 82.0%, "
        "February 2023 suppressed and March 2023 84.0%."
    )


def test_a_chart_of_which_nobody_can_tell_the_line_loses_everything() -> None:
    small = an_indicator(a_figure(97, 100))
    line, target = small.chart.series
    for series in ((line, replace(line, name="Upper")), (target,)):
        its = published(replace(small, chart=replace(small.chart, series=series)))[0].chart
        assert {value for each in its.series for value in each.values} == {None}


def test_what_is_not_small_stays_as_it_is() -> None:
    whole = an_indicator(a_figure(84, 100), problems=(Finding("warning", "", "has no owner", "Name one"),))
    assert published(whole) == (replace(whole, problems=()),)


def test_a_numerator_that_another_indicator_would_tell_goes_there_too() -> None:
    plans = an_indicator(a_figure(733, 738), ref="3.1")
    reviews = an_indicator(a_figure(559, 733), ref="3.2")
    cohort = an_indicator(a_figure(733, unit="count"), ref="1.9")
    earlier = an_indicator(a_figure(559, 733, day=JANUARY), [a_figure(559, 733, day=JANUARY)], ref="3.4")
    whys = [each.current.why_not for each in published(plans, reviews, cohort, earlier)]
    assert whys == [TOO_SMALL, TELLS, TELLS, TELLS]  # 31 January is a month of the first
    assert [each.current.why_not for each in published(reviews, cohort)] == ["", ""]


def test_how_many_are_not_recorded_is_told_only_where_that_tells_nothing_small() -> None:
    recorded = [
        published(an_indicator(a_figure(80, 100, not_recorded=n)))[0].current.not_recorded for n in (0, 3, 10, 17, 20)
    ]
    assert recorded == [0, 0, 10, 0, 20]


def test_a_month_is_not_told_by_the_year_so_far() -> None:
    ends = [dt.date(2023, 4, 30), dt.date(2023, 5, 31), dt.date(2023, 6, 30)]
    months = [
        a_figure(n, d, day=day, period="month") for (n, d), day in zip(((60, 90), (4, 90), (50, 90)), ends, strict=True)
    ]
    before = [a_figure(70, 90, day=day, period="month") for day in MONTHS[3:]]
    current = a_figure(114, 270, day=ends[-1], period="year to date")
    year = replace(a_scorecard(an_indicator(current, [*before, *months])), last_year_end=dt.date(2023, 3, 31))
    its = for_publication(an_overview(year), 6, 10).scorecard.indicators[0]
    assert its.current == current
    assert [month.why_not for month in its.months] == ["", "", "", "", TOO_SMALL, TELLS]
    without = replace(year, last_year_end=dt.date(2022, 12, 31))  # then the first three months count too
    its = for_publication(an_overview(without), 6, 10).scorecard.indicators[0]
    assert sum(month.suppressed for month in its.months) == 2


def test_the_boroughs_report_keeps_what_has_counts_and_says_how() -> None:
    overview = for_publication(an_overview(BOROUGH), 6, 10)
    shown = {each.ref: each.current.shown for each in overview.scorecard.indicators}
    assert shown["1.1"] == "89.5%"
    assert shown["4.8"] == "suppressed"  # 140 of 145
    assert shown["6.1"] == "suppressed"  # 264 of 269
    assert shown["5.18"] == "100.0%"
    assert shown["1.2"] == "738"
    assert shown["1.9"] == "not available"
    assert {each.last_year.why_not for each in overview.scorecard.indicators if each.unit == "percent"} == {
        UNKNOWN, "it is too small to print", "no case data holds it and the register has no figure",
    }  # fmt: skip
    assert overview.scorecard.kpi["children_in_care"].current.shown == "301"
    assert overview.scorecard.method[-1].startswith("Counts below 6, other than nought,")


def test_lists_causes_and_disagreements_are_for_the_team() -> None:
    overview = for_publication(an_overview(BOROUGH), 6, 10)
    assert overview.for_publication
    assert (overview.lists, overview.causes, overview.counts) == ((), (), {})
    assert (overview.new, overview.gone, overview.since) == (0, 0, "")
    assert overview.contradictions == overview.evaluation.findings == ()
    assert overview.authority == "Anyshire"


@pytest.mark.slow
def test_a_draft_marked_for_publication_is_given_no_small_numbers(anyshire: Path, run: Run) -> None:
    (anyshire / "templates").mkdir(exist_ok=True)
    for name, marked in (("team", ""), ("public", "for publication: yes\n")):
        said = f"documents: [{name}]\ntemplate: {name}.html\nfile: {name}.html\ntitle: T\n{marked}"
        (anyshire / "templates" / f"{name}.yaml").write_text(said, encoding="utf-8")
        page = "<p>{{ overview.for_publication }} {{ overview.lists | length }}</p>"
        (anyshire / "templates" / f"{name}.html").write_text(page, encoding="utf-8")
    result = run("build", "--folder", anyshire, "team", "public")
    assert result.exit_code == 0, result.stderr
    made = next((anyshire / "output").glob("*/public.html")).parent
    assert (made / "public.html").read_text(encoding="utf-8").strip() == "<p>True 0</p>"
    assert (made / "team.html").read_text(encoding="utf-8").strip() == "<p>False 11</p>"
