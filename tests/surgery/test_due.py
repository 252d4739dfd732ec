"""What is due is all that is due and nothing else: each day as a slow walk through the calendar finds it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from recompute_due import NO_DAY, due_dates, working
from surgery_scenes import DAY, lists_by_chance, scene_of

from readiness.checks.check import ListOrigin, broken_rules
from readiness.specification.model import Annex
from readiness.surgery.due import ahead_of, due_of
from readiness.surgery.model import OVERDUE

ONE = dt.timedelta(days=1)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_due_date_is_that_of_a_slow_walk_and_none_is_missing(seed: int, annex: Annex) -> None:
    lists = lists_by_chance(seed, 150)
    expected = due_dates(lists, DAY)
    with scene_of(annex, lists) as scene:
        ahead = ahead_of(scene)
        for name, due in expected.items():
            rows = lists[annex.surgery[name].about]
            wanted = Counter(
                (rows[place]["child_id"], None if last == NO_DAY else last, OVERDUE if last < DAY else "Soon")
                for place, last in due.items()
            )
            found = due_of(scene, name, ahead)
            assert Counter((row.child, row.due, row.when) for row in found.rows) == wanted, name
            assert not found.findings, name
            assert wanted, f"{name} is not tried"
    rest_on_rules = {
        name for name, item in annex.surgery.items() if item.kind == "due" and {*item.rests_on} & {*annex.rules}
    }
    assert expected.keys() == rest_on_rules


def test_what_is_due_is_what_the_rule_finds_once_its_day_is_past(annex: Annex) -> None:
    """Each rule is asked again for each day ahead, as if nothing were done until then."""
    with scene_of(annex, lists_by_chance(3, 80)) as scene:
        ahead = ahead_of(scene)
        items = {
            name: item
            for name, item in annex.surgery.items()
            if item.kind == "due" and {*item.rests_on} & {*annex.rules}
        }
        rules = {item.rests_on[0]: annex.rules[item.rests_on[0]] for item in items.values()}
        only = annex.model_copy(update={"rules": rules})
        first: dict[tuple[str, str, int], dt.date] = {}
        for past in range((ahead.until - DAY).days + 6):
            day = DAY + past * ONE
            scene.store.one_row("inspection", {**scene.scope.inspection.days, "day": day})
            for cause in broken_rules(scene.store, only, scene.scope, ListOrigin(annex.lists)):
                for row in cause.rows:
                    first.setdefault((cause.rule, cause.about, row), day)
        scene.store.one_row("inspection", dict(scene.scope.inspection.days))
        for name, item in items.items():
            late = {
                row: day for (rule, about, row), day in first.items() if (rule, about) == (item.rests_on[0], item.about)
            }
            shows = ("this.row_no", f"({item.due})::date")
            dues = dict(scene.ask(name, shows, item.rows or "true"))
            soon = {row: day for row, day in late.items() if row in dues and day > DAY}
            for row, day in soon.items():
                assert dues[row] < day, name
                assert not any(working(dues[row] + more * ONE) for more in range(1, (day - dues[row]).days)), name
            in_time = Counter(dues[row] for row in soon if dues[row] <= ahead.until)
            found = due_of(scene, name, ahead)
            assert Counter(row.due for row in found.rows if row.when != OVERDUE) == in_time, name
            assert sum(row.when == OVERDUE for row in found.rows) == sum(
                row in dues and day == DAY for row, day in late.items()
            )


def test_a_page_whose_day_disagrees_with_its_rule_is_told(annex: Annex) -> None:
    item = annex.surgery["child_seen"].model_copy(update={"due": "inspection.day + 1"})
    wrong = annex.model_copy(update={"surgery": {"child_seen": item}})
    with scene_of(
        wrong, {"list_06_children_in_need": [{"child_id": "A", "cin_start_date": dt.date(2026, 1, 5)}]}
    ) as scene:
        (finding,) = due_of(scene, "child_seen", ahead_of(scene)).findings
        assert str(finding) == (
            "annex_a/surgery/child_seen.yaml: its day due disagrees with AA-N16, which says what is overdue. "
            "Correct the page or the rule."
        )
