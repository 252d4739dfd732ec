"""A borough's slides of 2023 for scrutiny: their facts, entered in a register, come out in their order with their figures.

What they said and their own figures did not bear out is found, is told to the authors, and stands on no slide. Their
slides gave exact figures, so these are for a meeting that is not public; published ones are rounded.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from click.testing import CliRunner
from evaluations import strength
from product import ROOT
from reading_slides import dump, notes, opened, rows, tables
from real_report import DAY, inputs, lines
from registers import SHEETS

from readiness.authority.overlay import own_over_installed
from readiness.cli import main
from readiness.commands.new import lay_out
from readiness.register.new import new_register
from readiness.specification.read import read_annex

Row = dict[str, Any]
ALLOCATED = """\
ref: '0.1'
title: Children allocated to a worker
section: Cohorts
area: leaders
question: How many children have a worker?
why it matters: It is what everything else is a part of.
unit: count
direction: neither
period: snapshot
numerator is: Children allocated to a worker
denominator is: Nothing
entered because: The slides give the number alone.
basis: The slides of March 2023.
"""
INCREASING = "The number of families requiring support is increasing"
REGULARLY = "Children are seen regularly by their social workers"
POPULATION = 64_300


def claim(words: str, indicators: str, area: str = "help_and_protection", **said: object) -> Row:
    return strength(claim=words, indicators=indicators, indicators_as_at=DAY, area=area, kind="neutral") | said


def development(words: str, **said: object) -> Row:
    row = claim(words, "", kind="development", next_step="A plan", owner="Ada Archer", due=dt.date(2023, 6, 30))
    return {name: each for name, each in (row | said).items() if name != "indicators_as_at"}


REGISTER: dict[str, list[Row]] = {
    "events": [
        {
            "kind": "short_inspection",
            "day": dt.date(2019, 6, 10),
            "outcome": "Leaders: Good; Help and protection: Good; Children in care and care leavers: Good; Overall: Good",
        },
        {
            "kind": "focused_visit",
            "day": dt.date(2022, 7, 5),
            "until": dt.date(2022, 7, 6),
            "team": "Two inspectors",
            "scope": "Children in care",
            "strengths": "Homes meet children's needs; Leaders know their services",
            "to_develop": "Children missing from care; Family group conferences",
            "recommendations": 2,
        },
        {"kind": "annual_engagement_meeting", "day": dt.date(2023, 1, 18), "team": "A senior inspector"},
        {
            "kind": "peer_review",
            "day": dt.date(2023, 3, 1),
            "until": dt.date(2023, 3, 3),
            "team": "Three leaders of early help and one of the department",
            "scope": "Early help",
            "strengths": "Four localities; Twelve children and family centres",
        },
        {
            "kind": "other",
            "day": dt.date(2023, 3, 13),
            "until": dt.date(2023, 3, 17),
            "team": "Three consultants",
            "scope": "Help and protection",
            "strengths": "Caseloads are manageable",
        },
    ],
    "boards": [
        {
            "board": "Continuous improvement board",
            "chair": "Director of Children and Culture",
            "how_often": "every month",
        },
        {"board": "Performance improvement board", "chair": "Chief executive"},
    ],
    "texts": [
        {
            "part": "inspection_preparation",
            "text": "Planning meetings are held\nAnnex A lists are prepared\nDocuments are ready, or planned",
        },
        {"part": "practice_framework", "text": "Be open and honest\nListen to understand"},
        {"part": "internal_findings", "text": "Risks are recognised\nAssessments are of a good quality"},
    ],
    "audits": [
        {
            "theme": "Every two months",
            "area": "help_and_protection",
            "day": dt.date(2023, 2, 28),
            "planned": 200,
            "done": 190,
        },
    ],
    "statements": [
        claim(INCREASING, "1.2 = 738; 1.3 = 214; 1.4 = 301"),
        claim("Contacts to our front door are responded to in a timely manner", "2.1 = 98.3"),
        claim(REGULARLY, "3.3 = 84.0; 4.7.2 = 95.3; 5.11 = 92.0"),
        claim("We are in touch with most care leavers, and most learn or work", "6.1 = 98.1; 6.2 = 77.3"),
        development("Homes change too often"),
        claim("Our workers are committed", "", kind="strength", feedback="Nine of ten stay", feedback_on=DAY),
    ],
    "risks": [
        {
            "risk": "Workers leave",
            "likelihood": "medium",
            "impact": "high",
            "done": "Exit talks",
            "review_by": dt.date(2023, 6, 30),
        }
    ],
    "priorities": [
        {"priority": each} for each in ("Domestic abuse", "Neglect", "Harm outside the home", "Practice framework")
    ],
    "kpi_inputs": [
        *inputs(),
        {"indicator": "0.1", "as_at": DAY, "period": "snapshot", "numerator": 2503, "source": "Slides"},
        *(
            {
                "indicator": ref,
                "as_at": DAY,
                "period": "snapshot",
                "numerator": number,
                "denominator": POPULATION,
                "source": "Slides",
            }
            for ref, number in (("C.2", 214), ("C.3", 301))
        ),
    ],
}
IN_ORDER = [
    "Children’s social care: how we are doing and how ready we are",
    "Last inspection and grades",
    "How improvement is overseen",
    "Getting ready for inspection",
    "What the next inspection will be",
    "Practice framework",
    "Key numbers",
    "Children in need, without children in care, on protection plans or leaving care: six months",
    "Children subject to a child protection plan: six months",
    "Children in care: six months",
    "Key indicators: how they are rated",
    "Key indicators (1 of 3)",
    "Key indicators (2 of 3)",
    "Key indicators (3 of 3)",
    "What our data tells us",
    "Areas of focus: what is not good yet",
    "How we look at practice: audits of cases",
    "What our own audits found",
    "What others found: Focused visit, 5 to 6 July 2022",
    "What others found: Annual engagement meeting, 18 January 2023",
    "What others found: Peer review, 1 to 3 March 2023",
    "What others found: Review, 13 to 17 March 2023",
    "Strengths",
    "Risks and challenges",
    "Priorities",
]


@pytest.fixture(scope="module")
def told_and_deck(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Any]:
    """What the command says, and the slides that it makes."""
    folder = tmp_path_factory.mktemp("borough") / "borough"
    lay_out(folder, example=False)
    settings = (
        "authority: A London borough",
        "framework: '2023'",
        "kind: short",
        f"inspection day: {DAY}",
        f"thresholds: {{population_0_to_17: {POPULATION}}}",
        f"lists left empty: [{', '.join(read_annex(own_over_installed('annex_a')).lists)}]",
    )
    (folder / "readiness.yaml").write_text("\n".join(settings), encoding="utf-8")
    own = folder / "annex_a" / "kpis"
    own.mkdir(parents=True)
    (own / "allocated_children.yaml").write_text(ALLOCATED, encoding="utf-8")
    (folder / "register.xlsx").write_bytes(new_register(SHEETS, REGISTER))
    own = ROOT / "templates" / "scrutiny_briefing.yaml"
    not_public = own.read_text(encoding="utf-8").replace("for publication: yes", "for publication: no")
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / own.name).write_text(not_public, encoding="utf-8")

    words = ["build", "scrutiny-briefing", "--quiet", "--folder", str(folder)]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    file = folder / "output" / DAY.isoformat() / "scrutiny_briefing.pptx"
    return result.stderr, opened(file.read_bytes())


def test_the_slides_come_in_their_order(told_and_deck: tuple[str, Any]) -> None:
    _, deck = told_and_deck
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == IN_ORDER


def test_key_numbers_are_theirs(told_and_deck: tuple[str, Any]) -> None:
    _, deck = told_and_deck
    (table,) = tables(deck, "Number")
    assert [row["Now"] for row in rows(table)] == ["2,503", "738", "214", "301", "33.3", "46.8"]


def test_the_17_indicators_have_their_figures_and_ratings(told_and_deck: tuple[str, Any]) -> None:
    _, deck = told_and_deck
    found = {row["Ref"]: row for table in tables(deck, "Measure") for row in rows(table)}
    report = {line["ref"]: line for line in lines()}
    assert {*found} == {*report, "0.1"}
    for ref, line in report.items():
        now, rating = found[ref]["Now"], found[ref]["Rating"]
        assert now.removesuffix("%") == line["current"], ref
        assert rating == (line["rag"] or "–"), ref


def test_what_their_figures_do_not_bear_out_is_told_and_stands_on_no_slide(told_and_deck: tuple[str, Any]) -> None:
    told, deck = told_and_deck
    assert (
        "templates/scrutiny_briefing.pptx: leaves out 2 claims that do not hold: rows 2 and 4 of the register's" in told
    )
    text = "\n".join([*dump(deck), *(line for slide in deck.slides if slide.has_notes_slide for line in notes(slide))])
    assert INCREASING not in text and REGULARLY not in text
    assert "Contacts to our front door are responded to in a timely manner." in text
    assert "Our workers are committed." in text and "Homes change too often." in text
