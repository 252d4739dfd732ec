"""What a mock inspection found, in the planning pack: among the exceptions once it is late, and whole in the annex."""

from __future__ import annotations

from dataclasses import replace

from docx.document import Document
from overviews import DAY, FORMULA, HOSTILE, MARKUP, some_overview
from product import ROOT
from reading_word import column, dump, opened, tables

from readiness.preparedness.model import ActionStanding, MockFinding
from readiness.render.word.fill import write_word

HELD = DAY.replace(month=9)
LATE = ActionStanding("Write plans with children", "Ada Archer", HELD, DAY.replace(day=6), "In progress", 61, 14, "")
DONE = replace(LATE, action=MARKUP, status="Done", overdue=None, open=False)
DROPPED = replace(DONE, action="Do no more", status="Dropped")
FINDINGS = (
    MockFinding(HELD, "Plans are hard to read", "Ivy Irwin", "Children in care", LATE, ""),
    MockFinding(None, HOSTILE, FORMULA, "", None, ""),
    MockFinding(HELD, "Visits are written up late", "", "", DONE, ""),
    MockFinding(HELD, "Rooms are cold", "Ivy Irwin", "", DROPPED, ""),
    MockFinding(HELD, "Calls are long", "Ivy Irwin", "", replace(LATE, owner="", due=None, overdue=None), ""),
)


def pack(mock: tuple[MockFinding, ...]) -> Document:
    some = some_overview()
    overview = replace(some, standing=replace(some.standing, mock=mock))
    path = ROOT / "templates" / "planning_pack.docx"
    return opened(write_word(path, "templates/planning_pack.docx", {"overview": overview}, "Pack", DAY))


def test_each_finding_stands_in_the_annex_with_its_action_or_that_there_is_none() -> None:
    document = pack(FINDINGS)
    (table,) = tables(document, "Finding")
    assert column(table, "Finding")[:2] == ["Plans are hard to read (Children in care)", HOSTILE]
    assert column(table, "Found")[:3] == [
        "Ivy Irwin, 20 September 2026",
        f"{FORMULA}, no day",
        "Nobody named, 20 September 2026",
    ]
    assert column(table, "Action") == [LATE.action, "No action yet", MARKUP, DROPPED.action, LATE.action]
    assert column(table, "Owner") == ["Ada Archer", "–", "Ada Archer", "Ada Archer", "No owner"]
    assert column(table, "Due")[:2] == ["6 November 2026", "–"]
    assert column(table, "Status") == [
        "In progress, 14 days overdue",
        "Nobody has said what is done",
        "Done, and no evidence named",
        "Dropped",
        "In progress",
    ]
    lines = dump(document)
    assert lines.index("Heading 2: Mock inspection") > lines.index("Heading 1: Action log")
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


def test_an_action_that_is_late_is_among_the_exceptions_and_others_are_not() -> None:
    (table,) = tables(pack(FINDINGS), "Owner")
    rows = [(row.cells[1].text, row.cells[3].text) for row in table.rows]
    assert [stands for what, stands in rows if what == LATE.action] == ["14 days overdue, since 6 November 2026."]
    assert not {MARKUP, DROPPED.action} & {what for what, _ in rows}


def test_without_a_mock_inspection_nothing_is_said_of_one() -> None:
    assert not [line for line in dump(pack(())) if "mock" in line.lower()]
