"""A page of a surgery that names nothing, or cannot be worked out, is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from product import Run

PLACE = "annex_a/surgery/ours.yaml"
GOOD = """kind: due
title: Ours
about: list_06_children_in_need
rests on: [AA-N16]
due: this.cin_start_date + 42
means: Ours.
basis: ours
"""


def told(anyshire: Path, run: Run, page: str, sql: str = "") -> list[str]:
    """What is told of an authority's own page."""
    folder = anyshire / "annex_a" / "surgery"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ours.yaml").write_text(page, encoding="utf-8")
    if sql:
        (folder / "ours.sql").write_text(sql, encoding="utf-8")
    result = run("describe", "surgery", "--folder", anyshire)
    return [] if result.exit_code == 0 else result.stderr.splitlines()[:-2]


def test_a_page_of_an_authoritys_own_is_taken_up(anyshire: Path, run: Run) -> None:
    assert told(anyshire, run, GOOD) == []


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (("list_06_children_in_need", "list_06_children"),
         ':4: AA-N16 does not say which rows of list_06_children are late. Name a rule with a "when" about the rows of '
         "that list."),
        (("AA-N16", "AA-N99"), ':4: "AA-N99" is no rule and no indicator. Did you mean "AA-N19"?'),
        (("[AA-N16]", "[AA-P07]"),
         ':4: AA-P07 does not say which rows of list_06_children_in_need are late. Name a rule with a "when" about the rows '
         "of that list."),
        (("[AA-N16]", "[AA-N16, AA-N18]"), ":4: what is due rests on one rule or one indicator. Name it."),
        (("title: Ours", "title: Child in an open case seen"),
         ":2: child_seen has the same title, by which what people write is carried on. Give it its own."),
        (("title: Ours", "title: 'In {{ threshold.child_seen_days }} days'"),
         ":2: has a field, so that what people write would lose its place when it changes. Write it out."),
        (("about: list_06_children_in_need\nrests on: [AA-N16]", "rests on: [children_in_need]"),
         ':1: does not say which rows it looks at. Say "about", or write ours.sql beside it.'),
        (("due: this", "not known because: nobody writes it down\ndue: this"),
         ":5: says both that nobody can tell and how to tell. Take one of the two out."),
        (("kind: due", "kind: tracker"), ':1: a tracker has columns and rests on something. Say "columns" and "rests on".'),
        (("kind: due", "kind: sample"),
         ':1: a reason to choose a child is about a list, says why, and rests on a rule or says which rows. Say "about", '
         '"because", and "rests on" or "rows".'),
        (("rests on", "needs: [ssd_nothing]\nrests on"), ':4: "ssd_nothing" is not a table of case data. Did you mean "ssd_mother"?'),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(anyshire: Path, run: Run, change: tuple[str, str], mistake: str) -> None:
    assert f"{PLACE}{mistake}" in told(anyshire, run, GOOD.replace(*change))


def test_rows_need_somebody_and_sql_needs_a_page(anyshire: Path, run: Run) -> None:
    page = GOOD.replace("about: list_06_children_in_need\n", "").replace("AA-N16", "return_interviews_offered")
    whose = f'{PLACE}:1: does not say whose the rows are. Say "whose".'
    assert whose in told(anyshire, run, page, "select 1 as child_id\n")
    (anyshire / "annex_a" / "surgery" / "ours.yaml").unlink()
    (lines,) = [run("describe", "surgery", "--folder", anyshire).stderr.splitlines()]
    assert any(line.startswith("annex_a/surgery/ours.sql: there is no ours.yaml beside it.") for line in lines)


def test_a_page_may_not_take_the_name_of_a_list_a_rule_or_an_indicator(anyshire: Path, run: Run) -> None:
    folder = anyshire / "annex_a" / "surgery"
    folder.mkdir(parents=True)
    (folder / "re_referrals.yaml").write_text(GOOD, encoding="utf-8")
    place = "annex_a/surgery/re_referrals.yaml:1"
    wrong = f"{place}: re_referrals is the name of a list, a rule or an indicator too. Give it its own."
    assert wrong in run("describe", "surgery", "--folder", anyshire).stderr
