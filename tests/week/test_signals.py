"""What is proposed as a line of enquiry, from which signal, in which words; and what is amiss with lines that are there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from enquiries import LIMITS, OPEN, UNSEEN, by_mark, proposed_from, register_with, sources_of
from evaluations import ROUND, strength
from scorecards import AS_AT, nothing_yet

from readiness.checks.compare import Digests
from readiness.checks.model import BrokenRule, Checks
from readiness.specification.model import Annex
from readiness.week.flags import RiseLimits, RunBefore, jumped_flags
from readiness.week.lines import LinesAsAt, enquiry_lines
from readiness.week.recognise import says_any, says_ref
from readiness.week.signals import EnquiryLimits

ALL = EnquiryLimits(enquiry_fall_points=5, enquiry_each=50, enquiry_topics=2)
VISITED = "Children in need visited in the last four weeks"


def test_a_red_indicator_is_asked_about_with_its_figures_and_their_days(annex: Annex, tmp_path: Path) -> None:
    proposal = by_mark(proposed_from(annex, sources_of(annex, register_with(annex, tmp_path)), ALL))["indicator 3.3"]
    assert proposal.line == f'What lies behind "{VISITED}" (3.3), and what is done about it?'
    assert proposal.why == "It is red: 84.0%, and its targets are at least 85, aim 90."
    assert proposal.figures == "3.3: 84.0% (620 of 738) as at 31 March 2023; 84.7% as at 31 March 2022"
    assert proposal.evidence == (
        "Scorecard of key indicators (not started); Performance report to leaders and members (not started)"
    )
    assert (proposal.risk, proposal.owner, proposal.area) == ("high", "Ada Archer", "Help and protection")


def test_one_that_is_red_and_fell_is_one_with_both_reasons(annex: Annex, tmp_path: Path) -> None:
    found = proposed_from(annex, sources_of(annex, register_with(annex, tmp_path)), ALL)
    assert Counter(proposal.mark for proposal in found.chosen).most_common(1)[0][1] == 1
    assert by_mark(found)["indicator 5.10"].why == (
        "It is red: 29.6%, and its targets are at most 10, aim 5. "
        "It has got worse: 8.4% as at 31 March 2022, and 29.6% as at 31 March 2023."
    )
    assert "Commentary on 5.10, 20 March 2023" in by_mark(found)["indicator 5.10"].evidence


def test_one_that_is_not_red_and_got_worse_is_a_fall(annex: Annex, tmp_path: Path) -> None:
    falls = [
        (one.mark, one.line, one.why)
        for one in proposed_from(annex, sources_of(annex, register_with(annex, tmp_path)), ALL).chosen
        if one.kind == "fall"
    ]
    why = "It is amber, and getting worse over six months."
    ending = "has got worse. Why, and what is done about it?"
    assert falls == [
        ("indicator 3.1", f'"Children in need with a completed plan" (3.1) {ending}', why),
        ("indicator 4.8", f'"Protection reviews held within timescale" (4.8) {ending}', why),
    ]


def test_a_claim_that_a_figure_speaks_against_is_about_that_figure(annex: Annex, tmp_path: Path) -> None:
    claim = strength(claim="Children in need are seen", ref="C2.1", indicators="3.3 = 84.0", owner="Ben Bright")
    found = by_mark(proposed_from(annex, sources_of(annex, register_with(annex, tmp_path, statements=[claim])), ALL))
    proposal = found["indicator 3.3"]
    assert (proposal.line, proposal.kind, proposal.owner) == (
        'You say "Children in need are seen". How does that fit your figures and audits?',
        "claim",
        "Ben Bright",
    )
    assert proposal.why == (
        "Claim C2.1 calls a strength what is red: 3.3 is at 84.0%, and its targets are at least 85, aim 90. "
        "It is red: 84.0%, and its targets are at least 85, aim 90."
    )


def test_a_claim_that_an_audit_speaks_against_is_about_the_claim(annex: Annex, tmp_path: Path) -> None:
    claim = strength(claim="Visits are good", ref="C2.1", indicators="", audit="Visits", audited=16)
    rows = register_with(annex, tmp_path, statements=[claim], audits=[{**ROUND}])
    assert by_mark(proposed_from(annex, sources_of(annex, rows), ALL))["claim C2.1"].why == (
        'Claim C2.1 rests on an audit of "Visits" with 16 cases, and the sheet Audits has 12 (31 January 2023).'
    )


def test_an_action_that_nothing_shows_is_about_the_recommendation_it_answers(annex: Annex, tmp_path: Path) -> None:
    action = {"ref": "4.1", "theme": "Practice", "action": "Ask families", "answers": "R1", "status": "done"}
    rows = register_with(annex, tmp_path, plan=[action], recommendations=[OPEN])
    proposal = by_mark(proposed_from(annex, sources_of(annex, rows), ALL))["recommendation R1"]
    assert proposal.line == 'You say that "Ask families" has been done or has helped. What shows it?'
    assert proposal.why == (
        "Action 4.1 of the plan is said to be done, and nothing shows it. "
        "R1, Inspection report of 2018: In progress; Too early to tell."
    )


def test_an_impact_that_the_measure_does_not_show_is_about_the_indicator(annex: Annex, tmp_path: Path) -> None:
    measured = {"measure": "3.3", "baseline": 90, "target": 95, "target_by": dt.date(2023, 9, 1), "impact": "Seen"}
    action = {"ref": "2.1", "theme": "Practice", "action": "Visit again", "status": "open", "impact_status": "seen"}
    rows = register_with(annex, tmp_path, plan=[action | measured])
    proposal = by_mark(proposed_from(annex, sources_of(annex, rows), ALL))["indicator 3.3"]
    assert proposal.kind == "impact"
    assert proposal.why.startswith(
        f"Action 2.1 of the plan claims an impact: 3.3 {VISITED} was 90.0% when the plan began, and is 84.0%. It is red"
    )


def test_an_open_recommendation_is_asked_about_and_one_that_is_done_is_not(annex: Annex, tmp_path: Path) -> None:
    done = OPEN | {"ref": "R2", "recommendation": "Notes", "action_status": "done", "impact_status": "too_early"}
    late = OPEN | {"ref": "R3", "recommendation": "Plans", "due": dt.date(2023, 3, 1)}
    rows = register_with(annex, tmp_path, recommendations=[OPEN, done, late])
    found = [one for one in proposed_from(annex, sources_of(annex, rows)).chosen if one.kind == "recommendation"]
    assert [(one.line, one.why) for one in found] == [
        (
            'You were asked for this: "Plans". What has changed for children?',
            "R3, Inspection report of 2018: In progress; Too early to tell; 30 days overdue; "
            "no action of the plan answers it.",
        ),
        (
            'You were asked for this: "Visits in time". What has changed for children?',
            "R1, Inspection report of 2018: In progress; Too early to tell; no action of the plan answers it.",
        ),
    ]


def test_an_effect_without_evidence_is_asked_about(annex: Annex, tmp_path: Path) -> None:
    seen = OPEN | {"action_status": "done", "impact_status": "seen"}
    rows = register_with(annex, tmp_path, recommendations=[seen])
    proposal = by_mark(proposed_from(annex, sources_of(annex, rows)))["recommendation R1"]
    assert proposal.why == "R1 is said to have had its effect, and no evidence is named."


def test_topics_are_those_that_no_document_and_no_claim_answers(annex: Annex, tmp_path: Path) -> None:
    sources = sources_of(annex, register_with(annex, tmp_path), nothing_yet())
    first, second = proposed_from(annex, sources).chosen
    assert (first.mark, second.mark) == ("topic supervision", "topic pathway_plans")
    assert first.why == (
        "It is spoken of in 30 of 30 reports published in 2026, by our own keyword count and not by Ofsted. Nothing that"
        " would show it is ready: Supervision policy and how far it is kept (not started) and Audit findings and what"
        " was learned (not started). No claim of the self-evaluation speaks of it."
    )
    claim = strength(claim="Supervision makes workers think")
    sources = sources_of(annex, register_with(annex, tmp_path, statements=[claim]), nothing_yet())
    documents = tuple(
        replace(document, state="ready", owner="Dora Dean") if document.key == "supervision_policy" else document
        for document in sources.standing.documents
    )
    shown = replace(sources, standing=replace(sources.standing, documents=documents))
    assert "topic supervision" not in by_mark(proposed_from(annex, shown))
    unclaimed = replace(shown, evaluation=replace(shown.evaluation, statements=()))
    many = replace(LIMITS, enquiry_topics=50)
    assert by_mark(proposed_from(annex, unclaimed, many))["topic supervision"].owner == "Dora Dean"


def test_a_flag_is_told_by_its_rule_and_its_counts(annex: Annex, tmp_path: Path) -> None:
    rows = register_with(annex, tmp_path)
    proposal = by_mark(proposed_from(annex, sources_of(annex, rows, flags=(UNSEEN,)), ALL))["rule AA-N16"]
    assert proposal.line == (
        "More records show this than before: nobody has seen the child (AA-N16). Why, and what is done about it?"
    )
    assert proposal.why == "312 rows, after 116 in the run for 30 December 2022. Inspectors ask."
    assert proposal.figures == "AA-N16: 312 on 31 March 2023; 116 on 30 December 2022"


@pytest.mark.parametrize(
    ("before", "severity", "jumped"),
    [(6, "practice", True), (7, "practice", False), (6, "warning", False), (None, "practice", False)],
    ids=["by enough", "by too little", "no flag", "nobody can tell"],
)
def test_a_flag_jumps_by_rows_over_all_lists(before: int | None, severity: str, jumped: bool) -> None:
    cause = BrokenRule("AA-D09", "practice", "one", (), "unknown", "Ask", "They ask.", tuple(range(9)))
    causes = [replace(cause, severity=severity), replace(cause, severity=severity, about="two", rows=(1, 2, 3))]  # type: ignore[arg-type]
    found: Digests | None = None if before is None else {("AA-D09", "one"): Counter({"a": before})}
    limits = RiseLimits(enquiry_rise_rows=6, enquiry_rise_percent=100)
    told = [*jumped_flags(Checks(tuple(causes)), RunBefore(found, "2022-12-30"), {"one": "Leaders"}, AS_AT, limits)]
    assert [(flag.now, flag.before, flag.area) for flag in told] == ([(12, 6, "")] if jumped else [])


def test_of_each_kind_there_are_few_and_how_many_more_is_told(annex: Annex, tmp_path: Path) -> None:
    sources = sources_of(annex, register_with(annex, tmp_path))
    few = proposed_from(annex, sources, EnquiryLimits(5, 1, 0))
    every = proposed_from(annex, sources, ALL)
    assert [proposal.kind for proposal in few.chosen] == ["red", "red", "fall"][: len(few.chosen)]
    assert len(few.chosen) + few.beyond == sum(proposal.kind != "topic" for proposal in every.chosen)
    assert every.beyond == 0


def test_refs_and_words_are_whole() -> None:
    assert says_ref("3.3", "Why is 3.3 red?") and says_ref("R1", "r1; R2") and says_ref("3.3", "It is 3.3.")
    assert not any(says_ref("3.3", text) for text in ("13.3", "3.31", "3.3%", "3.3.1", "v3.3", ""))
    assert says_any(["pathway plan"], "Is each pathway plan read?") and not says_any(["EET"], "A meeting")


LINE = {"line": "Are children seen?", "owner": "Ada Archer", "position": "Yes.", "status": "open"}
CALLED = LinesAsAt(AS_AT, dt.date(2023, 3, 27), 7)


def test_what_is_amiss_with_a_line_is_told(annex: Annex, tmp_path: Path) -> None:
    lines = [
        LINE | {"ref": "L1", "position": "", "status": "asked", "updated": AS_AT},
        LINE | {"ref": "l1", "position": "", "risk": "high", "owner": "", "updated": dt.date(2023, 3, 1)},
        LINE | {"ref": "L3", "status": "answered"},
        LINE | {"ref": "L4", "status": "set_aside", "position": "", "owner": ""},
        LINE | {"ref": "L5"},
        LINE | {"ref": "L6", "position": "", "risk": "low", "updated": AS_AT},
    ]
    rows = register_with(annex, tmp_path, lines_of_enquiry=lines).lines_of_enquiry
    told = [[f"{problem.severity}: {problem}" for problem in line.problems] for line in enquiry_lines(rows, (), CALLED)]
    sheet = "register.xlsx, sheet Lines of enquiry, row"
    assert told == [
        [
            f"error: {sheet} 2, Our position: inspectors have asked it, and our position is not written. "
            "Write it in three lines."
        ],
        [
            f'error: {sheet} 3, Ref: "l1" is the mark of row 2 too. Give each line its own.',
            f"warning: {sheet} 3, Our position: its risk is high, and our position is not written. "
            "Write it in three lines.",
            f"warning: {sheet} 3, Owner: nobody answers this line of enquiry. Name one person.",
            f"warning: {sheet} 3, Updated: the call has come, and it was last looked at on 1 March 2023, 30 days ago. "
            "Look at it, and write the day.",
        ],
        [f"warning: {sheet} 4, Evidence: it is answered, and no evidence is named. Name what shows it."],
        [],
        [
            f"warning: {sheet} 6, Updated: the call has come, and nobody says when it was looked at. "
            "Look at it, and write the day."
        ],
        [],
    ]
    before = enquiry_lines(rows, (), replace(CALLED, call=None))
    assert [line.set_aside for line in before] == [False, False, False, True, False, False]
    assert not before[4].problems
