"""The rows that are proposed for the register: never twice, whatever people make of them; and the plan afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from enquiries import OPEN, UNSEEN, proposed_from, register_with, sheets_in, sources_of
from hypothesis import given
from hypothesis import strategies as st

from readiness.register.row_cells import ChoiceCell
from readiness.register.rows import RegisterRows, read_rows
from readiness.register.update import update_register
from readiness.register.week_rows import LineOfEnquiryRow
from readiness.specification.model import Annex
from readiness.week.identifiers import Identifiers
from readiness.week.lines import LinesAsAt, enquiry_lines, not_there
from readiness.week.signals import Proposal
from readiness.week.staging import staged

CALL = dt.date(2023, 5, 1)
INSPECTED = {"kind": "short_inspection", "day": dt.date(2023, 5, 8)}
BEFORE = {"kind": "short_inspection", "day": dt.date(2018, 11, 19)}
ASKED: dict[str, Any] = {"recommendation": "Plans that say when", "ref": "R7", "source": "Inspection report of 2023"}
WORRY: dict[str, Any] = {"day": CALL, "kind": "worry", "note": "Reasons are missing.", "owner": "Ada Archer"}

Proposing = tuple[RegisterRows, tuple[Proposal, ...]]


@pytest.fixture(scope="module")
def proposing(annex: Annex, tmp_path_factory: pytest.TempPathFactory) -> Proposing:
    """A register into which everything proposed was written, read again; and what was proposed."""
    folder = tmp_path_factory.mktemp("proposing")
    rows = register_with(annex, folder, recommendations=[OPEN], lines_of_enquiry=[{"ref": "L9", "line": "Who cares?"}])
    proposals = proposed_from(annex, sources_of(annex, rows, flags=(UNSEEN,))).chosen
    new = staged(rows, proposals, None)
    file, sheets = folder / "register.xlsx", sheets_in(annex)
    content, added = update_register(file, sheets, new.rows, new.cells)
    assert len(added) == len(proposals)
    file.write_bytes(content)
    return read_rows(file, sheets), proposals


def test_rows_are_numbered_on_with_an_empty_position_and_the_mark(proposing: Proposing) -> None:
    rows, proposals = proposing
    own, *added = rows.lines_of_enquiry
    assert (own.ref.text, own.proposed_from.text) == ("L9", "")
    assert [row.ref.text for row in added] == [f"L{10 + number}" for number in range(len(proposals))]
    assert [row.proposed_from.text for row in added] == [proposal.mark for proposal in proposals]
    assert {row.position.text for row in added} == {""}
    first = added[0]
    assert (first.risk.key, first.status.key, first.owner.text) == ("high", "open", proposals[0].owner)
    assert (first.line.text, first.area.shown) == (proposals[0].line, proposals[0].area)
    assert (first.why.text, first.evidence.text, first.figures.text) == (
        proposals[0].why,
        proposals[0].evidence,
        proposals[0].figures,
    )


@given(edits=st.data())
def test_nothing_is_proposed_twice_whatever_people_make_of_it(proposing: Proposing, edits: st.DataObject) -> None:
    rows, proposals = proposing
    sheet = "lines_of_enquiry"
    lines = edits.draw(st.permutations(rows.lines_of_enquiry))
    changed = tuple(_edited(row, edits) for row in lines)
    again = staged(replace(rows, lines_of_enquiry=changed), proposals, None)
    assert again.rows[sheet] == []
    fewer = staged(replace(rows, lines_of_enquiry=changed[1:]), proposals, None)
    assert [row["proposed_from"] for row in fewer.rows[sheet]] in ([], [lines[0].proposed_from.text])


def _edited(row: LineOfEnquiryRow, edits: st.DataObject) -> LineOfEnquiryRow:
    """The row with other words and another status; the mark stays, however it is typed."""
    words = edits.draw(st.sampled_from([row.line.text, "Was steckt dahinter?", "為什麼", ""]))
    status: ChoiceCell[Any] = replace(row.status, key=edits.draw(st.sampled_from(["asked", "set_aside", ""])))
    mark = edits.draw(st.sampled_from([row.proposed_from.text, f" {row.proposed_from.text.upper()}; something"]))
    cells = {"line": replace(row.line, text=words), "proposed_from": replace(row.proposed_from, text=mark)}
    return replace(row, status=status, why=replace(row.why, text=""), **cells)


def test_what_is_proposed_comes_after_the_lines_of_the_register(proposing: Proposing) -> None:
    rows, proposals = proposing
    own = rows.lines_of_enquiry[:1]
    first, *proposed = enquiry_lines(own, proposals, LinesAsAt(CALL, None, 7))
    assert (first.line, first.proposed) == ("Who cares?", False)
    assert [(line.line, line.proposed, line.risk) for line in proposed] == [
        (proposal.line, True, proposal.risk.capitalize()) for proposal in proposals
    ]
    assert all(not line.proposed for line in enquiry_lines(rows.lines_of_enquiry, proposals, LinesAsAt(CALL, None, 7)))


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        ({"line": "Why is 3.3 red?"}, "indicator 3.3"),
        ({"line": "Who visits?", "why": "3.3 is at 84%"}, "indicator 3.3"),
        ({"line": "Are children in need visited in the last four weeks, and by whom?"}, "indicator 3.3"),
        ({"line": "Who visits?", "why": "R1 is open since 2018"}, "recommendation R1"),
        ({"line": "Who sees them?", "why": "AA-N16 went up"}, "rule AA-N16"),
        ({"line": "Is each pathway plan what it should be?"}, "topic pathway_plans"),
    ],
)
def test_a_line_of_people_s_own_counts_too(
    annex: Annex, tmp_path: Path, proposing: Proposing, cells: dict[str, str], mark: str
) -> None:
    lines = register_with(annex, tmp_path, lines_of_enquiry=[cells]).lines_of_enquiry
    _, proposals = proposing
    assert {one.mark for one in proposals} - {one.mark for one in not_there(lines, proposals)} == {mark}


def test_afterwards_worries_and_corrections_get_an_action(annex: Annex, tmp_path: Path) -> None:
    notes = [
        WORRY | {"day": CALL - dt.timedelta(days=1)},
        WORRY,
        WORRY | {"kind": "strength", "note": "Warmth."},
        WORRY | {"kind": "correction", "note": "A date was wrong.", "done": "yes"},
        WORRY | {"kind": "correction", "note": "A count was wrong.", "owner": ""},
        WORRY | {"note": "Answered already.", "plan": "1.1"},
        WORRY | {"note": "Reasons are missing"},
        WORRY | {"note": "Planned already."},
    ]
    plan = [{"ref": "I4", "action": "Ask"}, {"ref": "2.2", "action": "Answer: Planned already."}]
    rows = register_with(annex, tmp_path, notes=notes, plan=plan)
    new = staged(rows, (), CALL)
    assert new.rows["plan"] == [
        {"ref": "I5", "action": "Answer: Reasons are missing.", "lead": "Ada Archer", "status": "open"},
        {"ref": "I6", "action": "Answer: A count was wrong.", "lead": "", "status": "open"},
    ]
    assert new.cells["notes"] == {3: {"plan": "I5"}, 6: {"plan": "I6"}, 8: {"plan": "I5"}, 9: {"plan": "2.2"}}
    assert not staged(rows, (), None).rows.get("plan")


def test_a_note_with_an_identifier_never_reaches_the_plan(annex: Annex, tmp_path: Path) -> None:
    rows = register_with(annex, tmp_path, notes=[WORRY | {"note": "Nobody saw 1000417 alone."}, WORRY])
    new = staged(rows, (), CALL, Identifiers.among(["1000417"]))
    assert [row["action"] for row in new.rows["plan"]] == ["Answer: Reasons are missing."]
    assert new.cells["notes"] == {3: {"plan": "I1"}}
    assert [str(finding) for finding in new.findings] == [
        "register.xlsx, sheet Notes, row 2, Note: holds an identifier of the case data. Write a made-up mark."
    ]


def test_a_recommendation_of_that_inspection_gets_an_action_and_an_older_one_does_not(
    annex: Annex, tmp_path: Path
) -> None:
    recommendations = [
        OPEN,
        ASKED | {"owner": "Ben Bright"},
        ASKED | {"ref": "R8", "recommendation": "Answered"},
        ASKED | {"ref": "R9", "recommendation": "Done", "action_status": "done"},
        ASKED | {"ref": "", "recommendation": "Without a mark"},
        ASKED | {"ref": "R10", "recommendation": "No year", "source": "Short inspection"},
    ]
    plan = [{"ref": "1.1", "action": "Answer it", "answers": "R8"}]
    rows = register_with(
        annex, tmp_path, recommendations=recommendations, events=[BEFORE, INSPECTED], plan=plan, notes=[WORRY]
    )
    assert staged(rows, (), CALL).rows["plan"] == [
        {"ref": "I1", "action": "Answer: Reasons are missing.", "lead": "Ada Archer", "status": "open"},
        {
            "ref": "I2",
            "action": "Answer: Plans that say when",
            "answers": "R7",
            "lead": "Ben Bright",
            "status": "open",
        },
    ]


def test_the_plan_afterwards_is_written_once(annex: Annex, tmp_path: Path) -> None:
    file, sheets = tmp_path / "register.xlsx", sheets_in(annex)
    rows = register_with(annex, tmp_path, notes=[WORRY], recommendations=[ASKED], events=[INSPECTED])
    new = staged(rows, (), CALL)
    content, added = update_register(file, sheets, new.rows, new.cells)
    assert added == (
        "sheet Plan, row 2: Answer: Reasons are missing.",
        "sheet Plan, row 3: Answer: Plans that say when",
        "sheet Notes, row 2, Answered by: I1",
    )
    file.write_bytes(content)
    again = staged(read_rows(file, sheets), (), CALL)
    assert update_register(file, sheets, again.rows, again.cells) == (content, ())
    assert read_rows(file, sheets).notes[0].plan.text == "I1"
