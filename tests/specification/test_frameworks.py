"""Frameworks, documents to have ready and the invented authority's register: whole, honest, and fitting each other."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from product import ROOT

from readiness.specification.model import Annex
from readiness.specification.yaml_page import read_page

ANYSHIRE = ROOT / "examples" / "anyshire"
DAY = dt.date(2026, 11, 20)
GRADES = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
KINDS = ["short", "standard", "focused visit", "monitoring visit", "JTAI"]
NOT_THERE = "front_door_protocol.docx"


@pytest.fixture(scope="module")
def register() -> dict[str, list[dict[str, str]]]:
    """The invented authority's register: the rows of each sheet, every cell as it is written."""
    page = read_page(ANYSHIRE / "register.yaml", ANYSHIRE)
    assert not page.mistakes
    content: dict[str, Any] = page.content
    return content


def test_each_edition_judges_what_it_is_known_to_judge(annex: Annex) -> None:
    judged = {edition: [*framework.judgements] for edition, framework in annex.frameworks.items()}
    assert judged == {
        "2018": ["leaders", "help_and_protection", "in_care_and_leaving", "overall"],
        "2023": ["leaders", "help_and_protection", "children_in_care", "care_leavers", "overall"],
        "2026": ["leaders", "help_and_protection", "children_in_care", "care_leavers"],
    }
    for framework in annex.frameworks.values():
        assert [key for key, judgement in framework.judgements.items() if judgement.over_all] in ([], ["overall"])
        assert framework.grades == GRADES


def test_editions_follow_each_other_day_by_day_and_the_last_is_in_force(annex: Annex) -> None:
    editions = [*annex.frameworks.values()]
    assert [framework.in_force_to for framework in editions[:-1]] == [
        framework.in_force_from - dt.timedelta(days=1) for framework in editions[1:]
    ]
    assert editions[-1].in_force_to is None
    assert editions[-1].in_force_from == dt.date(2026, 4, 1)


def test_what_is_only_announced_has_no_edition(annex: Annex) -> None:
    assert "2027" not in annex.frameworks


def test_no_edition_is_verified_nor_what_was_not_found_in_it(annex: Annex) -> None:
    assert not any(framework.verified for framework in annex.frameworks.values())
    unsure = {
        (edition, key)
        for edition, framework in annex.frameworks.items()
        for key, judgement in framework.judgements.items()
        if not judgement.verified
    }
    assert unsure == {("2018", "in_care_and_leaving"), ("2026", "leaders")}
    assert not any(kind.verified for kind in annex.frameworks["2026"].kinds.values())


def test_every_kind_has_a_timetable_in_order_of_days_and_only_ours_gives_hours(annex: Annex) -> None:
    for edition, framework in annex.frameworks.items():
        assert [*framework.kinds] == KINDS
        for name, kind in framework.kinds.items():
            days = [line.working_day for line in kind.timetable]
            assert days == sorted(days), f"{edition}, {name}"
            assert days[0] == 0, f"{edition}, {name}"
            for line in kind.timetable:
                assert line.role and line.basis, line.what
                assert not line.verified, line.what
                assert not re.search(r"\b(hours?|o'clock|[ap]m|midday|noon)\b|(?!8:00)\d[:.]\d\d", line.what), line.what
                assert not line.at or line.basis.startswith("Our own suggestion"), line.what
                assert "confirm with" not in line.what.lower(), line.what


def test_short_inspections_have_one_week_on_site_after_a_week_of_notice_and_standard_ones_two(annex: Annex) -> None:
    for name, last in (("short", 9), ("standard", 14)):
        days = {line.what: line.working_day for line in annex.frameworks["2026"].kinds[name].timetable}
        assert days["Inspectors come on site"] == 5
        assert days["Hear the outcome, which stays confidential until the report is published"] == last


def test_since_april_2026_the_report_is_expected_when_reports_of_that_edition_came(annex: Annex) -> None:
    for name, last_day, first_report in (("short", 9, 36), ("standard", 14, 41)):
        line = annex.frameworks["2026"].kinds[name].timetable[-1]
        assert (line.working_day, line.verified) == (first_report, False)
        assert "39 to 47 days after the last day on site, once after 90" in line.what
        assert line.basis.startswith("Worked out from 11 reports")
        # The last day on site is a Friday, and 39 days after a Friday is a Tuesday, 27 working days later.
        assert first_report - last_day == 27


def test_every_documents_areas_and_kinds_exist_in_the_editions_since_2023(annex: Annex) -> None:
    for edition in ("2023", "2026"):
        framework = annex.frameworks[edition]
        areas = {"all", *(key for key, judgement in framework.judgements.items() if not judgement.over_all)}
        for name, document in annex.documents.items():
            assert document.areas and {*document.areas} <= areas, name
            assert document.expected_in and {*document.expected_in} <= {*framework.kinds}, name
            assert "all" not in document.areas or len(document.areas) == 1, name


def test_documents_go_by_one_key_and_one_title(annex: Annex) -> None:
    titles = Counter(document.title.casefold() for document in annex.documents.values())
    assert not [title for title, count in titles.items() if count > 1]
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", name) for name in annex.documents)


def test_hardly_anything_is_said_to_be_verified_and_every_document_has_a_source(annex: Annex) -> None:
    assert Counter(document.basis for document in annex.documents.values()) == {
        "verified": 1,
        "seen in published sources": 45,
        "our own suggestion": 14,
    }
    for name, document in annex.documents.items():
        assert document.source and document.usual_owner and document.cycle and document.freshness, name
        assert document.source.startswith("memory") == (document.basis == "our own suggestion"), name
    assert "Ofsted" in annex.documents["self_evaluation"].source


def test_visits_and_joint_inspections_expect_less(annex: Annex) -> None:
    asked = Counter(kind for document in annex.documents.values() for kind in document.expected_in)
    assert asked == {"short": 60, "standard": 60, "focused visit": 16, "monitoring visit": 16, "JTAI": 13}


def test_the_letter_that_ofsted_does_not_publish_is_confidential_and_the_lists_are_made_here(annex: Annex) -> None:
    documents = annex.documents
    assert [name for name, document in documents.items() if document.confidential] == ["annual_engagement_letter"]
    made = {name: document.made_here for name, document in documents.items() if document.made_here}
    assert made == {"annex_a_lists": "annex-a"}


def test_the_example_register_has_every_document_once_and_only_columns_of_the_register(
    annex: Annex, register: dict[str, list[dict[str, str]]]
) -> None:
    titles = [document.title for document in annex.documents.values()]
    assert [row["document"] for row in register["documents"]] == titles
    assert [*register] == [*annex.register_sheets]
    for name, rows in register.items():
        for row in rows:
            assert {*row} <= {*annex.register_sheets[name].columns}, (name, row)


def test_the_example_names_only_files_that_are_there_but_for_the_one_of_its_story(
    register: dict[str, list[dict[str, str]]],
) -> None:
    named = {row["file"] for row in register["documents"] if "file" in row}
    there = {file.name for file in (ANYSHIRE / "documents").iterdir()}
    assert named - there == {NOT_THERE}
    assert there <= named


def test_the_examples_files_are_small_and_say_that_they_are_invented() -> None:
    for file in (ANYSHIRE / "documents").iterdir():
        assert file.stat().st_size < 25_000, file.name
        assert b"Anyshire (invented)" in _properties(file), file.name


def test_the_example_tells_a_story_of_every_status(register: dict[str, list[dict[str, str]]]) -> None:
    documents = register["documents"]
    assert Counter(row["status"] for row in documents) == {
        "Ready": 56,
        "In development": 2,
        "Not started": 1,
        "Not applicable": 1,
    }
    late = [row["document"] for row in documents if "review_by" in row and _day(row["review_by"]) < DAY]
    assert late == ["Protocol for homeless young people of 16 and 17"]
    undated = [row["document"] for row in documents if row["status"] == "In development" and "due" not in row]
    assert undated == ["Sufficiency and commissioning strategy"]
    assert all("notes" in row for row in documents if row["status"] == "Not applicable")


def test_every_owner_and_every_role_of_the_timetable_is_somebody_in_the_example_with_a_deputy(
    annex: Annex, register: dict[str, list[dict[str, str]]]
) -> None:
    people = {row["role"]: row["name"] for row in register["people"]}
    timetable = annex.frameworks["2026"].kinds["short"].timetable
    assert {line.role for line in timetable} | {document.usual_owner for document in annex.documents.values()} <= {
        *people
    }
    for row in (*register["documents"], *register["people"]):
        assert row["deputy"] in people.values(), row
        assert row["deputy"] != row.get("owner", row.get("name")), row
    owners = {row["owner"] for rows in register.values() for row in rows if "owner" in row}
    owners |= {row["entered_by"] for row in register["kpi_inputs"]}
    owners |= {row["reviewed_by"] for row in register["indicators"] if "reviewed_by" in row}
    assert owners <= {*people.values()}


def test_somebody_who_has_to_act_is_on_leave_in_the_week_after_the_day_of_the_example(
    register: dict[str, list[dict[str, str]]],
) -> None:
    away = [row for row in register["people"] if "leave_from" in row]
    assert any(_day(row["leave_from"]) <= DAY + dt.timedelta(days=3) <= _day(row["leave_to"]) for row in away)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _properties(file: Path) -> bytes:
    """What a file says of itself: the core properties of an Office file, or the whole of a PDF."""
    if file.suffix == ".pdf":
        return file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        return archive.read("docProps/core.xml")
