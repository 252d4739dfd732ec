"""The specification is whole: Ofsted's lists, headings and codes, in Ofsted's order, word for word."""

from __future__ import annotations

import re
from collections import Counter

from product import GOLDEN

from readiness.specification.model import Annex

FACTS = GOLDEN


def test_eleven_lists_and_169_headings_in_official_order(annex: Annex) -> None:
    lines = []
    for page in sorted(annex.lists.values(), key=lambda page: page.number):
        lines.append(f"List {page.number}: {page.title}")
        lines += [f"    {column.heading}" for column in page.columns.values()]
    assert lines == (FACTS / "headings.txt").read_text(encoding="utf-8").splitlines()
    assert [len(page.columns) for page in annex.lists.values()] == [7, 8, 11, 12, 14, 14, 17, 34, 17, 16, 19]
    assert sum(len(page.columns) for page in annex.lists.values()) == 169


def test_every_code_as_ofsted_writes_it(annex: Annex) -> None:
    used = {column.codes for page in annex.lists.values() for column in page.columns.values() if column.codes}
    lines = [f"{name} {key}: {code.code}" for name in sorted(used) for key, code in annex.codes[name].codes.items()]
    assert lines == (FACTS / "codes.txt").read_text(encoding="utf-8").splitlines()
    assert len(used) == 26


def test_columns_that_came_later_say_since_when(annex: Annex) -> None:
    later = {
        name for page in annex.lists.values() for name, column in page.columns.items() if column.since != "2019-08"
    }
    assert later == {"uasc_or_former", "personal_advisor", "pathway_plan_date", "latest_contact_date"}


def test_34_points_are_the_authoritys_to_decide_and_four_more_are_ours(annex: Annex) -> None:
    assert len(annex.choices) == 38
    assert all(choice.why and choice.default for choice in annex.choices.values())


def test_codes_are_distinct_within_their_set(annex: Annex) -> None:
    for name, code_set in annex.codes.items():
        doubled = [code for code, count in Counter(code.code for code in code_set.codes.values()).items() if count > 1]
        assert not doubled, name


def test_what_no_ofsted_document_shows_is_marked(annex: Annex) -> None:
    unofficial = {
        (name, key)
        for name in (
            "contact_referral_source",
            "closure_reason",
            "reason_ceased_looked_after",
            "eligibility",
            "activity",
        )
        for key, code in annex.codes[name].codes.items()
        if "OFST19" not in (code.basis or annex.codes[name].basis)
    }
    assert unofficial == {
        ("contact_referral_source", "5D"),
        ("closure_reason", "RC9"),
        ("reason_ceased_looked_after", "E17"),
        ("eligibility", "E"),
        *(("activity", key) for key in ("F4", "P4", "F5", "P5")),
    }
    assert not any(framework.verified for framework in annex.frameworks.values())


def test_the_standards_tables_are_all_there(annex: Annex) -> None:
    standard = [name for name, table in annex.tables.items() if not table.extension]
    assert len(standard) == 46
    columns = [column for name in standard for column in annex.tables[name].columns.values()]
    ours = [column.means for column in columns if "not in the standard" in column.means]
    assert (len(columns) - len(ours), len(ours)) == (345, 4)
    assert sorted(name for name, table in annex.tables.items() if table.extension) == [
        "ext_adopters",
        "ext_adoption_families",
        "ext_deprivation_of_liberty",
        "ext_early_help_assessments",
        "ext_permanence_plans",
        "ext_placement_areas",
        "ext_strategy_discussions",
    ]


def test_a_choice_that_decides_who_is_not_listed_stands_beside_the_reason(annex: Annex) -> None:
    """Every reason that a query makes hang on a choice, in the same branch, is on the list's page with that choice."""
    branch = re.compile(r"\bwhen\b((?:(?!\bwhen\b|\bthen\b).)*)\bthen '((?:[^']|'')+)'", re.DOTALL)
    for name, page in annex.lists.items():
        sql = re.sub(r"--.*", "", annex.sql[name])
        assert {reason.replace("'", "''") for reason in page.decided_by} <= {
            reason for _, reason in branch.findall(sql)
        }
        for condition, reason in branch.findall(sql):
            for choice in re.findall(r"choice\.(\w+)", condition):
                if " " in reason:  # other branches give a code, or a word of their own
                    assert choice in page.decided_by[reason.replace("''", "'")], (name, reason)
