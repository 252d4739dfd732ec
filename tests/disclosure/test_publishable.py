"""What is published tells no small number: not itself, not by subtraction, not in a chart, a word or a rating."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from product import Run
from publishable import BOROUGH, JANUARY, LIMITS, a_figure, a_scorecard, an_indicator, an_overview, every, published
from scorecards import LIMITS as RATING
from scorecards import MONTHS

from readiness.disclosure.figures import FOR_THE_TEAM, OF_A_MONTH, TELLS, TOO_SMALL, UNKNOWN, why_left_out
from readiness.disclosure.limits import PublicationLimits
from readiness.disclosure.publishable import for_publication
from readiness.disclosure.rounded import rounded
from readiness.foundation.findings import Finding
from readiness.indicators.model import Commentary, Figure, Indicator
from readiness.preparedness.memory import NOT_KNOWN


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (a_figure(90, 100), ""),
        (a_figure(0, 100), ""),
        (a_figure(100, 100), ""),
        (a_figure(8, 16), ""),
        (a_figure(8, 12), TOO_SMALL),
        (a_figure(7, 100), TOO_SMALL),
        (a_figure(93, 100), TOO_SMALL),
        (a_figure(92, 100), ""),
        (a_figure(1, 100), TOO_SMALL),
        (a_figure(9, 9), TOO_SMALL),
        (a_figure(0, 12), TOO_SMALL),
        (a_figure(0, 13), ""),
        (a_figure(None, None, value=Fraction(50)), UNKNOWN),
        (a_figure(None, 100, value=Fraction(50)), UNKNOWN),
        (a_figure(50, None, value=Fraction(50)), UNKNOWN),
        (a_figure(None), ""),
        (a_figure(738, unit="count"), ""),
        (a_figure(0, unit="count"), ""),
        (a_figure(7, unit="count"), TOO_SMALL),
        (a_figure(None, unit="count", value=Fraction(7)), TOO_SMALL),
        (a_figure(None, unit="count", value=Fraction(8)), ""),
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
        assert its == rounded(figure, LIMITS)
    else:
        assert (its.shown, its.number, its.counts, its.why_not) == ("suppressed", None, "", why)
        assert (its.numerator, its.denominator, its.suppressed) == (None, None, True)


numbers = st.integers(0, 40)
pairs = st.tuples(numbers, numbers).map(sorted)
percentages = pairs.map(lambda pair: a_figure(pair[0], pair[1] or 1, not_recorded=(pair[1] - pair[0]) // 2))
counts = numbers.map(lambda number: a_figure(number, unit="count"))
averages = st.tuples(numbers, st.integers(1, 40)).map(lambda pair: a_figure(*pair, unit="average"))


@settings(deadline=None)
@given(st.lists(percentages | counts | averages, min_size=1, max_size=6), st.integers(1, 8), st.integers(1, 15))
def test_no_small_number_is_left_anywhere_in_any_scorecard(figures: list[Figure], least: int, few: int) -> None:
    indicators = [an_indicator(figure, ref=f"9.{number}") for number, figure in enumerate(figures)]
    limits = PublicationLimits(least, few, 5, RATING)
    overview = for_publication(an_overview(a_scorecard(*indicators)), limits).overview
    for figure, indicator in zip(figures, overview.scorecard.indicators, strict=True):
        if figure.unit == "percent" and 0 < figure.denominator - figure.numerator < least:
            its_own = [each for each in every(indicator) if isinstance(each, Figure)]
            numbers = {number for each in its_own for number in (each.numerator, each.denominator, each.not_recorded)}
            assert numbers == {None, 0}
    for figure in (each for each in every(overview) if isinstance(each, Figure)):
        for number in (figure.numerator, figure.denominator, figure.not_recorded):
            assert not number or (number % 5 == 0 and number >= least)
        if figure.unit == "percent" and figure.value is not None:
            assert figure.value.denominator == 1
            assert 1 <= figure.value <= 99 or figure.numerator in (0, figure.denominator)
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


def test_a_month_that_is_left_out_takes_the_travel() -> None:
    months = [a_figure(80, 100, day=day) for day in MONTHS[:-1]]
    small = an_indicator(a_figure(84, 100), [a_figure(97, 100, day=MONTHS[0]), *months[1:], a_figure(84, 100)])
    its = published(replace(small, rating="red", gap=Fraction(1), travel="worsening"))[0]
    assert (its.rating, its.gap, its.travel) == ("not rated", None, "not known")
    assert [month.shown for month in its.months] == ["suppressed", "80%", "80%", "80%", "80%", "85%"]


def test_a_chart_loses_the_points_and_its_words_say_so() -> None:
    months = [a_figure(numerator, 100, day=day) for numerator, day in zip((80, 97, 81, 82, 3, 84), MONTHS, strict=True)]
    its = published(an_indicator(months[-1], months))[0].chart
    assert its.series[0].values == (80.0, None, 80.0, 80.0, None, 85.0)
    assert its.series[1].values == (95.0,) * 6
    assert its.words == (
        "Seen: October 2022 80%, November 2022 suppressed, December 2022 80%, January 2023 80%, "
        "February 2023 suppressed and March 2023 85%."
    )


def test_a_chart_of_which_nobody_can_tell_the_line_loses_everything() -> None:
    small = an_indicator(a_figure(97, 100))
    line, target = small.chart.series
    for series in ((line, replace(line, name="Upper")), (target,)):
        its = published(replace(small, chart=replace(small.chart, series=series)))[0].chart
        assert {value for each in its.series for value in each.values} == {None}


def test_what_is_printed_is_rounded_and_worked_out_of_what_is_rounded() -> None:
    whole = an_indicator(a_figure(2056, 2297), problems=(Finding("warning", "", "has no owner", "Name one"),))
    its = published(replace(whole, minimum=Fraction(85), upper=Fraction(95), rating="amber", gap=Fraction(-4)))[0]
    assert (its.current.counts, its.current.shown, its.current.number) == ("2,055 of 2,295", "90%", 90.0)
    assert (its.rating, its.gap, its.travel, its.problems) == ("amber", Fraction(-5), "steady", ())
    rate, average, count = published(
        an_indicator(a_figure(301, 61_204, "rate")),
        an_indicator(a_figure(4002, 43, "average")),
        an_indicator(a_figure(738, unit="count")),
    )
    assert (rate.current.counts, rate.current.shown) == ("300 of 61,204", "49.0")
    assert (average.current.counts, average.current.value) == ("4,000 of 45", Fraction(889, 10))
    assert (count.current.shown, count.current.value) == ("740", 740)


@pytest.mark.parametrize(("of", "shown"), [(8, "1%"), (5000, "99%"), (0, "0%"), (5020, "100%")])
def test_some_are_never_printed_as_none_nor_not_all_as_all(of: int, shown: str) -> None:
    assert published(an_indicator(a_figure(of, 5020)))[0].current.shown == shown


@pytest.mark.parametrize(
    ("of", "out_of", "rating"), [(930, 1000, "amber"), (910, 1000, "amber"), (900, 1000, "not rated")]
)
def test_a_rating_is_printed_only_where_all_that_the_printed_counts_may_stand_for_have_it(
    of: int, out_of: int, rating: str
) -> None:
    rated = an_indicator(a_figure(of, out_of), rating="amber")
    its = published(replace(rated, minimum=Fraction(90), upper=Fraction(95), direction="higher"))[0]
    assert its.rating == rating
    assert (its.gap is None) == (rating == "not rated")


def test_a_direction_is_printed_only_where_rounding_cannot_have_made_it() -> None:
    def counts(*numbers: int) -> Indicator:
        months = [a_figure(number, unit="count", day=day) for number, day in zip(numbers, MONTHS, strict=True)]
        return published(replace(an_indicator(months[-1], months), direction="neither"))[0]

    assert counts(32, 33, 33, 33, 33, 33).travel == "not known"
    risen = counts(30, 40, 50, 60, 70, 80)
    assert (risen.travel, risen.since_last_month) == ("rising", "rising")


def test_a_numerator_that_another_indicator_would_tell_goes_there_too() -> None:
    plans = an_indicator(a_figure(733, 739), ref="3.1")
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
    assert recorded == [0, 0, 10, 0, 20]  # of 17, three would be left


def test_a_year_to_date_goes_with_a_month_of_it() -> None:
    ends = [dt.date(2023, 4, 30), dt.date(2023, 5, 31), dt.date(2023, 6, 30)]
    months = [
        a_figure(n, d, day=day, period="month") for (n, d), day in zip(((60, 90), (4, 90), (50, 90)), ends, strict=True)
    ]
    before = [a_figure(70, 90, day=day, period="month") for day in MONTHS[3:]]
    current = a_figure(114, 270, day=ends[-1], period="year to date")
    its = published(an_indicator(current, [*before, *months]))[0]
    assert its.current.why_not == OF_A_MONTH
    assert [month.why_not for month in its.months] == ["", "", "", "", TOO_SMALL, ""]
    assert its.last_year.value is not None, "the year before has none left out"
    early = published(an_indicator(replace(current, as_at=ends[0]), [*before, *months]))[0]
    assert early.current.counts == "115 of 270", "nor has the year to the end of April"


def test_the_boroughs_report_keeps_what_has_counts_and_says_how() -> None:
    overview = for_publication(an_overview(BOROUGH), LIMITS).overview
    shown = {each.ref: each.current.shown for each in overview.scorecard.indicators}
    assert shown["1.1"] == "90%"
    assert shown["4.8"] == "suppressed"  # 140 of 145
    assert shown["6.1"] == "suppressed"  # 264 of 269
    assert shown["5.18"] == "100%"
    assert shown["1.2"] == "740"
    assert shown["1.9"] == "not available"
    assert {each.last_year.why_not for each in overview.scorecard.indicators if each.unit == "percent"} == {
        UNKNOWN, "it is too small to print", "no case data holds it and the register has no figure",
    }  # fmt: skip
    assert overview.scorecard.kpi["children_in_care"].current.shown == "300"
    assert overview.scorecard.method[-1].startswith("Counts are rounded to the nearest 5,")
    assert "Counts below 8, other than nought," in overview.scorecard.method[-1]


def test_lists_causes_and_disagreements_are_for_the_team() -> None:
    overview = for_publication(an_overview(BOROUGH), LIMITS).overview
    assert overview.for_publication
    assert (overview.lists, overview.causes, overview.counts) == ((), (), {})
    assert (overview.new, overview.gone, overview.since) == (0, 0, "")
    assert overview.contradictions == overview.evaluation.findings == ()
    assert overview.scorecard.unused == (FOR_THE_TEAM,)
    assert overview.moved == NOT_KNOWN
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
