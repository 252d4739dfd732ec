"""Rounds of audits are added up from the rows that share a mark, by team and by what comes back."""

from __future__ import annotations

from pathlib import Path

from evaluations import evaluating
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from rounds import DAYS, Row, a_round

from readiness.specification.model import Annex

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")


def test_a_round_is_the_rows_that_share_its_mark(annex: Annex, tmp_path: Path) -> None:
    rows = [
        a_round(1, team="East", theme="Visits", planned=10, done=8, outstanding=0, good=5, requires_improvement=3),
        a_round(1, team="West", theme="Plans", round=" round  1", planned=10, done=10, outstanding=1, good=9),
    ]
    rows = [{**row, "inadequate": 0, "requires_improvement": row["requires_improvement"] % 50} for row in rows]
    rows[1]["requires_improvement"] = 0
    cycle = evaluating(annex, tmp_path, audits=rows).cycle
    (one,) = cycle.rounds
    assert (one.name, one.planned, one.done, one.completion) == ("Round 1", 20, 18, 90)
    assert (one.themes, one.teams, one.changed) == (("Visits", "Plans"), ("East", "West"), 24)
    assert one.after_in_words == "1 Outstanding, 14 Good, 3 Requires improvement to be good"
    assert [(team.team, team.cases) for team in cycle.teams] == [("East", 8), ("West", 10)]
    assert cycle.missed == (one,)


def test_a_team_of_few_cases_has_no_row(annex: Annex, tmp_path: Path) -> None:
    row = a_round(1, team="East", done=4, outstanding=0, good=4, requires_improvement=0, inadequate=0)
    assert evaluating(annex, tmp_path, audits=[row]).cycle.teams == ()


def test_what_needs_work_again_and_again_stands_with_its_rounds(annex: Annex, tmp_path: Path) -> None:
    rows = [
        a_round(number, themes=themes) for number, themes in ((1, "Fathers; Reasons"), (2, "reasons"), (3, "Plans"))
    ]
    assert evaluating(annex, tmp_path, audits=rows).cycle.returning == (("Reasons", ("Round 1", "Round 2")),)


def test_a_round_without_a_mark_goes_by_its_month(annex: Annex, tmp_path: Path) -> None:
    rows = [a_round(1, round=""), a_round(2, round="", day=None)]
    assert [one.name for one in evaluating(annex, tmp_path, audits=rows).cycle.rounds] == ["February 2022", "No day"]


def test_a_claim_that_rests_on_a_few_cases_is_told(annex: Annex, tmp_path: Path) -> None:
    claim = {"claim": "Plans are clear", "area": "help_and_protection", "kind": "strength", "impact": "Calm"}
    row = a_round(1, done=4, outstanding=0, good=4, requires_improvement=0, inadequate=0, day=DAYS[-1])
    found = evaluating(annex, tmp_path, statements=[{**claim, "audit": "Theme 1", "audited": 4}], audits=[row])
    assert "rests on 4 audited cases, fewer than 5" in [each.wrong for each in found.statements[0].problems]


counts = some.one_of(some.none(), some.integers(0, 200))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.lists(
        some.fixed_dictionaries(
            {"round": some.sampled_from(["", "A", "a", "B"]), "planned": counts, "done": counts}
            | dict.fromkeys(GRADES, counts)
        ),
        max_size=5,
    )
)
def test_the_rounds_add_up_to_the_rows(annex: Annex, tmp_path: Path, rows: list[Row]) -> None:
    cycle = evaluating(annex, tmp_path, audits=[a_round(1) | row for row in rows]).cycle
    for name in ("planned", "done"):
        assert sum(getattr(one, name) or 0 for one in cycle.rounds) == sum(row[name] or 0 for row in rows)
    graded = sum(row[grade] or 0 for row in rows for grade in GRADES)
    assert sum(one.graded for one in cycle.rounds) == graded
