"""What indicators count: on the day and on earlier days the same as a run on that day would, and never a silent nought."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.example import invent
from readiness.commands.new import make_register
from readiness.foundation.errors import SpecificationError
from readiness.indicators.count import points
from readiness.indicators.model import Counted
from readiness.run.context import RunContext
from readiness.run.needs import INDICATORS
from readiness.run.stages import learn
from readiness.specification.indicator import KpiPage
from readiness.specification.read import read_annex, with_answers

pytestmark = pytest.mark.slow

DAY = dt.date(2023, 3, 31)
SHARED = {
    "title": "?", "section": "?", "area": "all", "question": "?", "why_it_matters": "?", "numerator_is": "?", "basis": "?",
    "direction": "higher", "unit": "percent", "period": "snapshot",
}  # fmt: skip


def page(**said: object) -> KpiPage:
    return KpiPage.model_validate({**SHARED, "ref": "1", **said})


IN_NEED = page(
    unit="count", direction="neither", counts_rows_of="list_06_children_in_need", numerator="this.case_status = 'CIN'"
)
SEEN = page(
    counts_rows_of="list_06_children_in_need",
    denominator="this.case_status = 'CIN'",
    numerator="this.last_seen_date >= inspection.day - 28",
    not_recorded="this.last_seen_date is null",
)
ASSESSED = page(
    period="year to date",
    needs=["ssd_cin_assessments"],
    denominator="this.cina_assessment_auth_date between period.first_day and period.last_day",
    numerator="working_days_between(this.cina_assessment_start_date, this.cina_assessment_auth_date) <= 45",
)
AGE = page(
    unit="average", counts_rows_of="list_08_children_in_care", denominator="this.lac_end_date is null", adds="this.age"
)
RATE = page(
    unit="rate", direction="neither", counts_rows_of="list_07_child_protection",
    numerator="this.cpp_end_date is null", out_of="threshold.population_0_to_17",
)  # fmt: skip
PAGES = {"in_need": IN_NEED, "seen": SEEN, "assessed": ASSESSED, "age": AGE, "rate": RATE}
SQL = {"assessed": "select * from ssd_cin_assessments"}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kpis") / "village"
    invent(folder, "village", 1, lambda _: None)
    # The filled register names indicators that are none of these.
    make_register(folder, read_annex(own_over_installed("annex_a")))
    return folder


def counted(
    folder: Path,
    day: dt.date = DAY,
    pages: Mapping[str, KpiPage] = PAGES,
    sql: Mapping[str, str] = SQL,
    source: Path | None = None,
) -> Mapping[str, tuple[Counted, ...]]:
    """What a build on a day counts."""
    workspace = open_workspace(folder, source)
    annex = read_annex(own_over_installed("annex_a"))
    its_scope = scope_of(workspace, annex, day)
    annex = with_answers(annex, its_scope.answers).model_copy(update={"kpis": pages, "kpi_sql": sql})
    pack = learn(RunContext(workspace, annex, its_scope, folder, needs=INDICATORS)).pack
    assert pack
    return pack.counted


@pytest.fixture(scope="module")
def of_the_village(village: Path) -> Mapping[str, tuple[Counted, ...]]:
    return counted(village)


def alike(figures: Iterable[Counted], at: dt.date, period: str) -> Counted:
    return next(each for each in figures if (each.day, each.period) == (at, period))


def test_every_indicator_has_its_days(of_the_village: Mapping[str, tuple[Counted, ...]]) -> None:
    for name, its in of_the_village.items():
        assert [(each.day, each.period) for each in its] == [*points(PAGES[name], DAY)]
    assert [period for _, period in points(ASSESSED, DAY)] == ["year to date", *["month"] * 6, "year to date"]
    assert len(points(SEEN, DAY)) == 7  # the day is a month end
    assert len(points(SEEN, dt.date(2026, 11, 20))) == 8


@pytest.mark.parametrize("earlier", [dt.date(2023, 2, 28), dt.date(2022, 10, 31), dt.date(2022, 3, 31)])
def test_an_earlier_day_counts_what_a_run_on_that_day_counts(
    earlier: dt.date, village: Path, of_the_village: Mapping[str, tuple[Counted, ...]]
) -> None:
    then = counted(village, earlier)
    for name in ("in_need", "seen", "age", "rate"):
        assert alike(of_the_village[name], earlier, "snapshot") == alike(then[name], earlier, "snapshot")
    period = "year to date" if earlier.month == 3 else "month"
    assert alike(of_the_village["assessed"], earlier, period) == alike(then["assessed"], earlier, period)


def test_months_alone_add_up_to_the_year(village: Path, of_the_village: Mapping[str, tuple[Counted, ...]]) -> None:
    whole = alike(of_the_village["assessed"], DAY, "year to date")
    halves = [counted(village, day)["assessed"] for day in (DAY, dt.date(2022, 9, 30))]
    months = [each for its in halves for each in its if each.period == "month"]
    assert len(months) == 12
    assert whole.numerator == sum((each.numerator or 0 for each in months), Fraction(0)) > 0
    assert whole.denominator == sum((each.denominator or 0 for each in months), Fraction(0))


def test_a_count_has_no_denominator_and_a_rate_its_population(
    of_the_village: Mapping[str, tuple[Counted, ...]],
) -> None:
    in_need, rate = of_the_village["in_need"][0], of_the_village["rate"][0]
    assert (in_need.denominator, rate.denominator) == (None, 0)  # nobody has said how many people there are
    assert in_need.numerator == of_the_village["seen"][0].denominator


def test_what_is_not_recorded_is_counted(village: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(village, tmp_path / "village"))
    everyone = (seen := counted(folder)["seen"][0]).denominator
    for table in ("ssd_cin_visits", "ssd_cp_visits", "ssd_cla_visits"):
        file = folder / "case_data" / f"{table}.csv"
        file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:200]), encoding="utf-8")
    now = counted(folder)["seen"][0]
    assert now.denominator == everyone
    assert now.not_recorded > seen.not_recorded
    assert (now.numerator or 0) + now.not_recorded <= (now.denominator or 0)


def test_nothing_recorded_at_all_is_said_and_is_not_nought(village: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(village, tmp_path / "village"))
    for table in ("ssd_cin_visits", "ssd_cp_visits", "ssd_cla_visits"):
        (folder / "case_data" / f"{table}.csv").unlink()
    its = counted(folder)
    assert {(each.why_not, each.numerator) for each in its["seen"]} == {
        ("nothing is recorded for Date Child Was Last Seen", None)
    }
    assert not its["in_need"][0].why_not


def test_a_table_that_is_not_there_is_said(village: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(village, tmp_path / "village"))
    (folder / "case_data" / "ssd_s47_enquiry.csv").unlink()
    pages = {"enquiries": page(period="year to date", needs=["ssd_s47_enquiry"])}
    settings = folder / "readiness.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\nlists left empty: [list_05_section_47]\n", encoding="utf-8"
    )
    its = counted(folder, pages=pages, sql={"enquiries": "select * from ssd_s47_enquiry"})
    assert {each.why_not for each in its["enquiries"]} == {"there is no ssd_s47_enquiry among the case data"}


def test_a_list_left_empty_counts_nothing(village: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(village, tmp_path / "village"))
    settings = folder / "readiness.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\nlists left empty: [list_06_children_in_need]\n", encoding="utf-8"
    )
    assert {each.why_not for each in counted(folder)["in_need"]} == {
        "List 6: Children in Need is empty, and not because nobody is on it"
    }


def test_a_workbook_of_lists_shows_one_day(village: Path, tmp_path: Path) -> None:
    from readiness.commands.build import build

    folder = Path(shutil.copytree(village, tmp_path / "village"))
    made = build(folder, ("annex-a",), DAY)
    workbook = next(file for file in made.files if file.name == "annex_a.xlsx")
    from_cases, from_lists = counted(folder), counted(folder, source=workbook)
    for name in ("in_need", "seen", "age"):
        assert from_lists[name][0] == replace(from_cases[name][0], from_workbook=True)
        assert {each.why_not for each in from_lists[name][1:]} == {"a workbook of lists shows one day only"}
    assert {each.why_not for each in from_lists["assessed"]} == {"there is no ssd_cin_assessments among the case data"}


def test_a_wrong_condition_names_its_own_page(village: Path) -> None:
    wrong = {**PAGES, "wrong": page(counts_rows_of="list_06_children_in_need", numerator="this.case_stats = 'CIN'")}
    with pytest.raises(SpecificationError) as raised:
        counted(village, pages=wrong)
    (mistake,) = raised.value.mistakes
    assert mistake.place == "annex_a/kpis/wrong.yaml"
    assert "case_stats" in mistake.wrong


def test_what_is_known_only_of_today_is_not_worked_out_again(village: Path) -> None:
    today = SEEN.model_copy(update={"only_today_because": "only the latest is kept"})
    now, *before = counted(village, pages={"seen": today})["seen"]
    assert now.numerator
    assert {(each.why_not, each.numerator) for each in before} == {("only the latest is kept", None)}
