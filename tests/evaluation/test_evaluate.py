"""The self-evaluation put together: areas and audits in order, and what no statement says."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from evaluations import JANUARY, ROUND, Row, development, evaluating, of, strength
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scorecards import nothing_yet, the_borough

from readiness.foundation.findings import Finding
from readiness.specification.model import Annex

FEBRUARY = dt.date(2023, 2, 28)
OPEN: Row = {"recommendation": "Life-story work", "ref": "R1", "action_status": "open", "source": "Report of 2022"}


def test_areas_are_those_of_the_framework_and_hold_what_bears_on_them(annex: Annex, tmp_path: Path) -> None:
    found = evaluating(
        annex,
        tmp_path,
        statements=[strength(), development(), strength(area="all"), development(kind="neutral")],
        audits=[ROUND, ROUND | {"area": "all", "theme": "Supervision"}],
        recommendations=[OPEN | {"area": "children_in_care"}],
    )
    assert [area.short_title for area in found.areas] == [
        "Impact of leaders",
        "Help and protection",
        "Children in care",
        "Care leavers",
    ]
    leaders, help_, care, leavers = found.areas
    assert ([each.row for each in leavers.strengths], leavers.developments, leavers.others) == ([2], (), ())
    assert ([each.row for each in help_.developments], [each.row for each in help_.others]) == ([3], [5])
    assert [each.theme for each in help_.audits] == ["Visits"]
    assert [each.recommendation for each in care.recommendations] == ["Life-story work"]
    assert [each.ref for each in leavers.indicators] == ["6.1", "6.2", "6.3"]
    assert sum(len(area.indicators) for area in found.areas) == len(the_borough().indicators)
    assert not leaders.statements
    assert found.over_all
    assert [each.row for each in found.over_all.strengths] == [4]
    assert [each.theme for each in found.over_all.audits] == ["Supervision"]


def test_older_editions_have_their_own_areas(annex: Annex, tmp_path: Path) -> None:
    said = strength(area="Children in care and care leavers")
    found = evaluating(annex, tmp_path, framework="2018", statements=[said])
    assert [area.short_title for area in found.areas] == [
        "Impact of leaders",
        "Help and protection",
        "Children in care and care leavers",
    ]
    assert [each.row for each in found.areas[-1].strengths] == [2]


def test_a_register_without_statements_is_told_so_once(annex: Annex, tmp_path: Path) -> None:
    found = evaluating(annex, tmp_path, recommendations=[OPEN])
    assert [str(each) for each in found.findings] == [
        "Self-evaluation: the sheet Statements says nothing, so that nothing can be held against evidence. Write down "
        "each claim with what it rests on."
    ]
    assert (found.statements, found.audit_chart, found.contradictions) == ((), None, ())
    assert found.draft


def test_its_own_document_says_who_approved_it(annex: Annex, tmp_path: Path) -> None:
    row = {"document": "self-evaluation", "version": "5", "approved_by": "Cabinet", "approved_on": dt.date(2023, 3, 31)}
    found = evaluating(annex, tmp_path, documents=[row])
    assert found.document and found.document.version == "5"
    assert (found.draft, found.approval) == (False, "By Cabinet on 31 March 2023")
    nobody = evaluating(annex, tmp_path, documents=[row | {"approved_by": ""}])
    assert (nobody.draft, nobody.approval) == (True, "Not approved yet")


def test_what_was_approved_with_other_figures_is_a_draft_again(annex: Annex, tmp_path: Path) -> None:
    row = {"document": "self-evaluation", "version": "5", "approved_by": "Cabinet", "approved_on": JANUARY}
    found = evaluating(annex, tmp_path, documents=[row])
    assert (found.draft, found.approval) == (
        True,
        "Not approved yet. Self-evaluation 5 was approved by Cabinet on 31 January 2023, with other figures or claims",
    )


def test_an_area_of_which_nothing_is_said_or_nothing_but_good_is_told(annex: Annex, tmp_path: Path) -> None:
    found = evaluating(annex, tmp_path, statements=[strength(), development()])
    nothing = "no statement speaks of it. Say what is known, and how."
    assert of(found, "Impact of leaders") == [f"warning: Impact of leaders: {nothing}"]
    assert of(found, "Children in care") == [f"warning: Children in care: {nothing}"]
    assert of(found, "Help and protection") == []
    assert of(found, "Care leavers") == [
        "warning: Care leavers: no area for development is named. Say what is not good yet and what will be done about "
        "it."
    ]


def test_a_red_indicator_that_no_statement_names_is_told(annex: Annex, tmp_path: Path) -> None:
    found = evaluating(annex, tmp_path, statements=[development()])
    told = of(found, "Indicator")
    assert told[0] == (
        "warning: Indicator 1.1, Cases with management oversight in the last 8 weeks: is red at 89.5%, and no statement "
        "names it. Say what is known of it and what will be done about it."
    )
    assert {line.split()[2].rstrip(",") for line in told} == {"1.1", "2.10a", "5.10", "4.8", "6.3"}


def test_an_indicator_that_keeps_getting_worse_is_told_until_a_statement_names_it(annex: Annex, tmp_path: Path) -> None:
    found = evaluating(annex, tmp_path, statements=[development()])
    assert of(found, "Indicator 4.8") == [
        "warning: Indicator 4.8, Protection reviews held within timescale: has got worse 4 months running, and no "
        "statement names it. Say what is known of it and what will be done about it."
    ]
    assert of(found, "Indicator 5.10")[0].count("is red at 29.6% and has got worse 5 months running") == 1
    assert not of(
        evaluating(annex, tmp_path, limits={"kpi_worsening_months": 5}, statements=[development()]), "Indicator 4.8"
    )
    named = development(indicators="4.8 = 96.6", claim="Reviews come later than they did")
    assert not of(evaluating(annex, tmp_path, statements=[named]), "Indicator 4.8")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (OPEN, 'R1, "Life-story work": is still open'),
        (OPEN | {"action_status": "in_progress", "ref": ""}, 'in row 2, "Life-story work": is still open'),
        (OPEN | {"action_status": "", "ref": ""}, 'in row 2, "Life-story work": is still open'),
        (
            OPEN | {"action_status": "done", "impact_status": "not_seen"},
            'R1, "Life-story work": is done without any impact seen',
        ),
    ],
)
def test_a_recommendation_that_no_statement_answers_is_told(row: Row, said: str, annex: Annex, tmp_path: Path) -> None:
    found = evaluating(annex, tmp_path, statements=[development()], recommendations=[row])
    assert of(found, "Recommendation") == [
        f"warning: Recommendation {said}, and no statement answers it. Say how far it has got and what is next."
    ]


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        (development(recommendations="r1"), OPEN),
        (development(recommendations="life story work"), OPEN),
        (development(next_step="Life-story work for every child"), OPEN),
        (development(claim="There is no life story work yet."), OPEN),
        (development(), OPEN | {"action_status": "dropped", "impact_status": "not_seen"}),
        (development(), OPEN | {"action_status": "done", "impact_status": "partly_seen"}),
    ],
)
def test_a_recommendation_that_is_answered_or_over_is_not(
    statement: Row, row: Row, annex: Annex, tmp_path: Path
) -> None:
    assert not of(evaluating(annex, tmp_path, statements=[statement], recommendations=[row]), "Recommendation")


def themed(*statements: Row) -> dict[str, list[Row]]:
    """Supervision, four times in three places: two audits and one report with two recommendations."""
    return {
        "statements": [*statements],
        "audits": [
            ROUND | {"theme": "Plans", "day": FEBRUARY, "themes": "supervision; Plans"},
            ROUND | {"themes": "Supervision"},
            ROUND | {"day": dt.date(2023, 4, 30), "done": None, "themes": "Plans"},
        ],
        "recommendations": [OPEN | {"themes": "Supervision, plans"}, OPEN | {"ref": "R2", "themes": "Supervision"}],
    }


def test_a_theme_that_keeps_coming_back_is_told(annex: Annex, tmp_path: Path) -> None:
    back = "keeps coming back: audit of 31 January 2023, audit of 28 February 2023 and Report of 2022"
    write = "Write one, with a next step, or say why there is no need."
    for statements, rest in (
        ([development()], f"No area for development speaks of it. {write}"),
        (
            [development(), strength(themes="SUPERVISION")],
            f"No area for development speaks of it, other statements do (claim C0.3). {write}",
        ),
        (
            [development(themes="visits; supervision"), strength(), development(claim="Too little supervision")],
            "An area for development speaks of it (claims C0.2 and C0.4). Say there why what was done before has not held.",
        ),
    ):
        found = evaluating(annex, tmp_path, **themed(*statements))
        assert of(found, "Theme") == [f'warning: Theme "Supervision": {back}. {rest}']
    assert not of(evaluating(annex, tmp_path, limits={"statement_theme_times": 4}, **themed(development())), "Theme")


def test_two_statements_that_give_one_day_two_values_are_told(annex: Annex, tmp_path: Path) -> None:
    first, second = (
        development(indicators=f"3.3 = {value}", indicators_as_at=dt.date(2023, 3, 10)) for value in (84, 82.5)
    )
    found = evaluating(annex, tmp_path, statements=[first, second, first])
    said = "say that 3.3 was 84.0% and 82.5% on 10 March 2023"
    assert of(found, "Claims") == [f"error: Claims C0.2 and C0.3: {said}. Correct one of the two."]
    assert f"Claims C0.2 and C0.3: {said}." in found.contradictions


def test_contradictions_are_sentences_and_errors_come_first(annex: Annex, tmp_path: Path) -> None:
    said = [strength(says="falling"), strength(), development(indicators="3.3 = 84.3", due=JANUARY)]
    found = evaluating(annex, tmp_path, statements=said)
    assert found.contradictions[1] == (
        "Claim C0.4: says that 3.3 was 84.3% on 31 March 2023, and the scorecard has 84.0% (as at 31 March 2023)."
    )
    levels = [each.severity for each in found.findings]
    assert levels == sorted(levels) and levels[0] == "error"


def test_a_scorecard_without_a_figure_holds_nothing_up(annex: Annex, tmp_path: Path) -> None:
    found = evaluating(annex, tmp_path, scorecard=nothing_yet(), statements=[development()])
    assert not found.statements[0].evidence
    assert Counter(each.severity for each in found.findings if each.about == "Claim C0.2") == {"warning": 2}


def test_an_indicator_of_no_area_stands_under_all(annex: Annex, tmp_path: Path) -> None:
    borough = the_borough()
    first = replace(borough.indicators[0], area="All areas")
    found = evaluating(annex, tmp_path, scorecard=replace(borough, indicators=(first,)))
    assert found.over_all and found.over_all.indicators == (first,)
    assert not any(area.indicators for area in found.areas)


CELL = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=30) | st.sampled_from(
    ["3.3 = 84.0", "6.1: 98", "3.3, 6.2", "=1+1", "{{ 7*7 }}", "<b>", "R1", "9" * 15, "Visits", "1,2,3", "% = 5 %"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(CELL, min_size=8, max_size=8))
def test_whatever_people_write_is_told_in_sentences(cells: list[str], annex: Annex, tmp_path: Path) -> None:
    names = ("indicators", "audit", "feedback", "document", "recommendations", "themes", "next_step", "claim")
    said = strength() | dict(zip(names, cells, strict=True)) | {"claim": cells[-1] or "A claim"}
    found = evaluating(
        annex, tmp_path, statements=[said], audits=[ROUND | {"themes": cells[0]}], recommendations=[OPEN]
    )
    for each in found.findings:
        assert isinstance(each, Finding) and each.about and each.wrong and each.do
        assert str(each)[-1] in ".?" and "\n" not in str(each)
