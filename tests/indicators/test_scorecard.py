"""The scorecard: what was counted and what people entered, put together by the day, the period and where it is from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from registers import SHEETS

from readiness.foundation.errors import SourceError
from readiness.indicators.entered import read_entries
from readiness.indicators.model import Counted, Scorecard
from readiness.indicators.scorecard import score
from readiness.proofs.text_tables import proof_scope
from readiness.register.new import new_register
from readiness.register.rows import read_rows
from readiness.specification.indicator import KpiPage
from readiness.specification.model import Annex, Proof

DAY = dt.date(2023, 3, 31)
FEBRUARY = dt.date(2023, 2, 28)
YEAR_END = dt.date(2022, 3, 31)
Rows = Sequence[Mapping[str, object]]
Scored = Callable[..., Scorecard]


def page(**said: object) -> KpiPage:
    """An indicator's page: a percentage that more is better of, with targets of 85 and 90."""
    shared = {
        "ref": "3.3",
        "title": "Children seen within four weeks",
        "section": "Visits",
        "area": "help_and_protection",
        "question": "?",
        "why_it_matters": "!",
        "unit": "percent",
        "direction": "higher",
        "period": "snapshot",
        "numerator_is": "seen",
        "counts_rows_of": "list_06_children_in_need",
        "minimum": "85",
        "upper": "90",
        "basis": "a test",
    }
    return KpiPage.model_validate({**shared, **said})


SEEN = page()
CONTACTS = page(
    ref="2.1", title="Contacts in a day", period="year to date", counts_rows_of="", entered_because="no such record"
)
COUNT = page(ref="1.2", title="Children in need", unit="count", direction="neither", minimum=None, upper=None)
LESS = page(ref="5.10", title="Assessments late", direction="lower", minimum="10", upper="5")
PAGES = {"seen": SEEN, "contacts": CONTACTS, "in_need": COUNT, "late": LESS}


@pytest.fixture
def scored(annex: Annex, tmp_path: Path) -> Scored:
    """Makes a scorecard of the four indicators from counts and rows of the register."""

    def make(counted: Mapping[str, Sequence[Counted]] | None = None, day: dt.date = DAY, **rows: Rows) -> Scorecard:
        file = tmp_path / "register.xlsx"
        file.write_bytes(new_register(SHEETS, rows))
        its_scope = proof_scope(Proof.model_validate({"inspection day": day.isoformat()}), annex)
        register_rows = read_rows(file, SHEETS)
        own = annex.model_copy(update={"kpis": PAGES})
        return score(own, its_scope, counted or {}, read_entries(own, register_rows), {})

    return make


def entered(indicator: str, as_at: dt.date, period: str = "", **cells: object) -> dict[str, object]:
    return {"indicator": indicator, "as_at": as_at, **({"period": period} if period else {}), **cells}


def test_what_is_counted_is_rated_from_its_exact_value(scored: Scored) -> None:
    seen = scored({"seen": [Counted(DAY, "snapshot", Fraction(620), Fraction(738))]}).kpi["seen"]
    assert (seen.current.shown, seen.current.counts, seen.rating, seen.gap_shown) == (
        "84.0%",
        "620 of 738",
        "red",
        "0.99",
    )
    assert (seen.current.basis, seen.current.source) == ("as at 31 March 2023", "worked out from case data")
    assert seen.targets == "at least 85, aim 90"


def test_a_figure_rounded_up_to_its_target_is_still_red(scored: Scored) -> None:
    seen = scored({"seen": [Counted(DAY, "snapshot", Fraction(1699), Fraction(2000))]}).kpi["seen"]
    assert (seen.current.shown, seen.rating) == ("85.0%", "red")


def test_less_is_better(scored: Scored) -> None:
    late = scored({"late": [Counted(DAY, "snapshot", Fraction(89), Fraction(301))]}).kpi["late"]
    assert (late.current.shown, late.rating, late.gap_shown, late.targets) == (
        "29.6%",
        "red",
        "19.57",
        "at most 10, aim 5",
    )


def test_a_count_is_never_rated(scored: Scored) -> None:
    count = scored({"in_need": [Counted(DAY, "snapshot", Fraction(1738))]}).kpi["in_need"]
    assert (count.current.shown, count.rating, count.targets, count.gap) == ("1,738", "not rated", "", None)


def test_what_the_case_data_cannot_give_is_entered_and_marked(scored: Scored) -> None:
    inputs = [entered("2.1", DAY, numerator="15595", denominator="15,860"), entered("2.1", DAY, "month", value="97.3")]
    contacts = scored(kpi_inputs=inputs).kpi["contacts"]
    assert (contacts.current.shown, contacts.current.basis) == ("98.3%", "year to date to 31 March 2023")
    assert contacts.current.source == "entered in register.xlsx, sheet KPI inputs, row 2"
    assert (contacts.months[-1].shown, contacts.months[-1].basis) == ("97.3%", "March 2023 alone")
    assert contacts.months[0].shown == "not available"
    assert contacts.months[0].why_not == "the case data cannot give it, and nothing is entered: no such record"


def test_a_month_of_a_year_to_date_may_be_entered_as_a_year_to_date_and_says_so(scored: Scored) -> None:
    months = scored(kpi_inputs=[entered("2.1", FEBRUARY, value="97")]).kpi["contacts"].months
    assert [month.basis for month in months if month.value is not None] == ["year to date to 28 February 2023"]


def test_months_told_alone_and_years_to_date_are_never_mixed_in_a_row(scored: Scored) -> None:
    january = dt.date(2023, 1, 31)
    inputs = [entered("2.1", FEBRUARY, value="97"), entered("2.1", january, "month", value="95")]
    card = scored(kpi_inputs=inputs)
    assert [(month.shown, month.basis) for month in card.kpi["contacts"].months if month.value is not None] == [
        ("95.0%", "January 2023 alone")
    ]
    assert card.kpi["contacts"].current.shown == "97.0%"


def test_what_was_entered_and_stands_nowhere_is_told_with_the_reason(scored: Scored) -> None:
    counted = {"seen": [Counted(DAY, "snapshot", Fraction(8), Fraction(10))]}
    middle, later = dt.date(2023, 1, 15), dt.date(2023, 4, 30)
    inputs = [entered("3.3", middle, value="81"), entered("3.3", later, value="82"), entered("3.3", DAY, value="80")]
    called = "3.3 Children seen within four weeks"
    assert scored(counted, kpi_inputs=inputs).unused == (
        f"{called}, 81.0% as at 15 January 2023, in register.xlsx, sheet KPI inputs, row 2: no column of the report is for "
        "that day and period.",
        f"{called}, 82.0% as at 30 April 2023, in register.xlsx, sheet KPI inputs, row 3: it is after 31 March 2023.",
        f"{called}, 80.0% as at 31 March 2023, in register.xlsx, sheet KPI inputs, row 4: the figure of that day is counted.",
    )


def test_of_an_earlier_day_the_register_stands_before_what_is_worked_out_again(scored: Scored) -> None:
    counted = [Counted(day, "snapshot", Fraction(8), Fraction(10)) for day in (DAY, FEBRUARY, YEAR_END)]
    card = scored(
        {"seen": counted}, kpi_inputs=[entered("3.3", FEBRUARY, value="88.5"), entered("3.3", YEAR_END, value="84.7")]
    )
    seen = card.kpi["seen"]
    shown = [figure.shown for figure in (seen.current, seen.months[-1], seen.months[-2], seen.last_year)]
    assert shown == ["80.0%", "80.0%", "88.5%", "84.7%"]
    assert [figure.origin for figure in (seen.months[-1], seen.months[-2])] == ["case data", "register"]
    assert not card.contradictions


def test_two_figures_of_the_same_day_that_differ_are_a_contradiction_and_the_counted_one_is_printed(
    scored: Scored,
) -> None:
    counted = {"seen": [Counted(DAY, "snapshot", Fraction(8), Fraction(10))]}
    card = scored(counted, kpi_inputs=[entered("3.3", DAY, value="81")])
    assert card.kpi["seen"].current.shown == "80.0%"
    assert card.contradictions == (
        "3.3 Children seen within four weeks: 80.0% worked out from case data and 81.0% in register.xlsx, sheet KPI inputs, "
        "row 2, both as at 31 March 2023. The first is printed.",
    )
    assert not scored(counted, kpi_inputs=[entered("3.3", DAY, value="80.04")]).contradictions


def test_a_value_that_its_counts_do_not_make_is_a_contradiction(scored: Scored) -> None:
    card = scored(kpi_inputs=[entered("2.1", DAY, numerator="9", denominator="10", value="91")])
    assert card.contradictions == (
        "2.1 Contacts in a day: register.xlsx, sheet KPI inputs, row 2 gives 91.0%, and its numerator and denominator make "
        "90.0%.",
    )


def test_the_latest_entry_stands_for_today_and_its_age_is_told(scored: Scored) -> None:
    card = scored(kpi_inputs=[entered("2.1", dt.date(2022, 12, 31), value="90"), entered("2.1", FEBRUARY, value="91")])
    contacts = card.kpi["contacts"]
    assert (contacts.current.shown, contacts.current.as_at) == ("91.0%", FEBRUARY)
    assert [problem.wrong for problem in contacts.problems] == ["nobody has agreed its targets"]
    old = scored(kpi_inputs=[entered("2.1", dt.date(2023, 2, 13), value="91")]).kpi["contacts"]
    assert [problem.wrong for problem in old.problems] == ["its figure is 46 days old", "nobody has agreed its targets"]


def test_an_entry_of_last_year_does_not_stand_for_today(scored: Scored) -> None:
    contacts = scored(kpi_inputs=[entered("2.1", YEAR_END, value="93.6")]).kpi["contacts"]
    assert (contacts.last_year.shown, contacts.current.shown, contacts.rating) == (
        "93.6%",
        "not available",
        "not rated",
    )


def test_nothing_to_count_is_not_nought(scored: Scored) -> None:
    counted = {"seen": [Counted(DAY, "snapshot", Fraction(0), Fraction(0))]}
    seen = scored(counted).kpi["seen"]
    assert (seen.current.shown, seen.current.why_not, seen.rating) == (
        "not available",
        "its denominator is nought",
        "not rated",
    )


def test_nothing_recorded_of_anybody_is_not_nought(scored: Scored) -> None:
    counted = {"seen": [Counted(DAY, "snapshot", Fraction(0), Fraction(12), not_recorded=12)]}
    assert scored(counted).kpi["seen"].current.why_not == "of none of the 12 is anything recorded that could decide"
    one = scored({"seen": [Counted(DAY, "snapshot", Fraction(0), Fraction(12), not_recorded=11)]}).kpi["seen"].current
    assert (one.shown, one.not_recorded) == ("0.0%", 11)


def test_nobody_at_all_on_an_earlier_day_is_not_believed(scored: Scored) -> None:
    counted = {"in_need": [Counted(day, "snapshot", Fraction(0)) for day in (DAY, FEBRUARY)]}
    count = scored(counted).kpi["in_need"]
    assert (count.current.shown, count.months[-2].shown) == ("0", "not available")
    assert count.months[-2].why_not == "the case data show nobody on that day"


def test_why_something_could_not_be_counted_is_kept(scored: Scored) -> None:
    seen = scored({"seen": [Counted(DAY, "snapshot", why_not="nothing is recorded for Date Child Was Last Seen")]}).kpi[
        "seen"
    ]
    assert seen.current.why_not == seen.current.source == "nothing is recorded for Date Child Was Last Seen"


def test_owner_and_targets_are_the_authoritys_own_where_it_says_so(scored: Scored) -> None:
    counted = {"seen": [Counted(DAY, "snapshot", Fraction(82), Fraction(100))]}
    row = {"indicator": "Children seen within four weeks", "owner": "Ada", "minimum": "80", "upper": "85"}
    seen = scored(counted, indicators=[{**row, "agreed_on": dt.date(2022, 4, 1)}]).kpi["seen"]
    assert (seen.owner, seen.rating, seen.targets) == ("Ada", "amber", "at least 80, aim 85")
    assert seen.targets_basis == "the authority's own, agreed 1 April 2022"
    assert not seen.problems
    suggested = scored(counted, indicators=[{"indicator": "3.3", "owner": "Ada"}]).kpi["seen"]
    assert (suggested.owner, suggested.rating, suggested.targets) == ("Ada", "red", "at least 85, aim 90")
    assert suggested.targets_basis.endswith("no day is given on which they were agreed")


@pytest.mark.parametrize(
    ("sheet", "row", "message"),
    [
        ("kpi_inputs", entered("3.4", DAY, value="1.5"), 'Indicator: "3.4" is not an indicator.'),
        ("kpi_inputs", entered("2.1", DAY), "Value: is blank, and so is the numerator. Give one of them, or clear the whole row."),
        ("kpi_inputs", entered("2.1", DAY, numerator="5"), "Denominator: is blank. Say out of how many, or give the value alone."),
        ("kpi_inputs", entered("2.1", DAY, numerator="5", denominator="0"), "Denominator: must be more than nought."),
        ("kpi_inputs", entered("2.1", DAY, numerator="5", denominator="4"), "Numerator: is more than the denominator."),
        ("kpi_inputs", entered("2.1", DAY, value="0.895"), "Value: reads as one per cent or less. Write 89.5 for 89.5 per cent"),
        ("indicators", {"indicator": "3.3", "minimum": "0.8", "upper": "90"}, "Minimum target: reads as less than one per cent"),
        ("indicators", {"indicator": "3.3", "minimum": "80"}, "Upper target: is blank. Give both targets, or neither."),
        ("indicators", {"indicator": "1.2", "minimum": "1", "upper": "2"}, "Minimum target: 1.2 is not rated and has no targets."),
        ("indicators", {"indicator": "3.3", "minimum": "90", "upper": "80"}, "the wrong way round: of 3.3, more is better."),
        ("indicators", {"indicator": "5.10", "minimum": "5", "upper": "10"}, "the wrong way round: of 5.10, less is better."),
    ],
)  # fmt: skip
def test_each_slip_in_a_row_has_its_message(scored: Scored, sheet: str, row: dict[str, object], message: str) -> None:
    with pytest.raises(SourceError) as raised:
        scored(**{sheet: [row]})
    (mistake,) = raised.value.mistakes
    assert str(mistake).startswith(f"register.xlsx, sheet {SHEETS[sheet].title}, row 2, ")
    assert message in str(mistake)


def test_two_rows_for_one_figure_are_one_too_many(scored: Scored) -> None:
    with pytest.raises(SourceError) as raised:
        scored(kpi_inputs=[entered("2.1", DAY, value="90"), entered("Contacts in a day", DAY, value="91")])
    assert str(raised.value.mistakes[0]) == (
        "register.xlsx, sheet KPI inputs, row 3, Indicator: 2.1 has a figure year to date to 31 March 2023 already, in "
        "register.xlsx, sheet KPI inputs, row 2. Keep one of the two rows."
    )


def test_refs_sort_as_numbers_and_sections_keep_their_order(scored: Scored) -> None:
    card = scored({name: [Counted(DAY, "snapshot", Fraction(1), Fraction(2))] for name in ("seen", "in_need", "late")})
    assert [each.ref for each in card.indicators] == ["1.2", "2.1", "3.3", "5.10"]
    assert [each.ref for each in card.not_available] == ["2.1"]
    assert [(section.title, len(section.indicators)) for section in card.sections] == [("Visits", 3)]
    assert [each.ref for each in card.exceptions] == ["5.10", "3.3"]


def test_every_month_is_there_with_its_end(scored: Scored) -> None:
    card = scored()
    assert [end.isoformat() for end in card.month_ends] == [
        "2022-10-31", "2022-11-30", "2022-12-31", "2023-01-31", "2023-02-28", "2023-03-31",
    ]  # fmt: skip
    assert card.last_year_end == YEAR_END
    assert all([month.as_at for month in each.months] == [*card.month_ends] for each in card.indicators)


def test_in_an_older_edition_an_area_is_the_judgement_that_covers_it(annex: Annex) -> None:
    from readiness.indicators.scorecard import _area

    framework = annex.frameworks["2018"]
    assert _area(framework, "care_leavers") == "Children in care and care leavers"
    assert _area(annex.frameworks["2026"], "care_leavers") == "Care leavers"
