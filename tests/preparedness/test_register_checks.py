"""What does not hold in the register's own rows is told in full, once, with the place; what holds is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from registers import SHEETS

from readiness.preparedness.register_checks import amiss_in_register, amiss_with_call_day
from readiness.register.new import new_register
from readiness.register.rows import read_rows

DAY = dt.date(2026, 11, 20)
ADA = {"role": "Director", "name": "Ada Archer"}
ACTION = {"action": "Book rooms", "owner": "Ada Archer", "raised": DAY, "due": DAY, "status": "open"}
PEER = {"kind": "peer_review", "day": dt.date(2025, 3, 11)}
INSPECTION = {"kind": "short_inspection", "day": dt.date(2025, 12, 1)}
ADVICE = {"recommendation": "Write it down", "owner": "Director"}

# Rows by sheet, and every sentence that is told of them.
REGISTERS: dict[str, tuple[dict[str, list[dict[str, object]]], list[str]]] = {
    "all in order": ({"people": [ADA], "actions": [ACTION], "recommendations": [ADVICE]}, []),
    "an owner misspelt, twice": (
        {
            "people": [ADA],
            "actions": [ACTION | {"owner": "Ada Archr"}],
            "audits": [{"theme": "x", "owner": "ada archr"}],
        },
        [
            'warning: register.xlsx, sheet Actions, row 2, Owner: "Ada Archr" is not on the sheet People (here and in '
            '1 other cell). Did you mean "Ada Archer"?'
        ],
    ),
    "a deputy whom nobody knows": (
        {"people": [ADA | {"deputy": "Zed"}]},
        [
            'warning: register.xlsx, sheet People, row 2, Deputy: "Zed" is not on the sheet People. Add the name to '
            "People, or correct it."
        ],
    ),
    "leads, chairs and owners of the plan whom nobody knows": (
        {
            "people": [ADA],
            "themes": [{"theme": "Leaders", "lead": "Lu"}],
            "plan": [{"action": "Ask", "lead": "Pa"}],
            "boards": [{"board": "Board", "chair": "Bo"}],
            "priorities": [{"priority": "Visits", "lead": "Pi"}],
            "risks": [{"risk": "Nobody comes", "owner": "Ri"}],
        },
        [
            f'warning: register.xlsx, sheet {sheet}, row 2, {heading}: "{name}" is not on the sheet People. Add the name to '
            "People, or correct it."
            for sheet, heading, name in (
                ("Themes", "Lead", "Lu"),
                ("Plan", "Lead", "Pa"),
                ("Boards", "Chair", "Bo"),
                ("Priorities", "Lead", "Pi"),
                ("Risks", "Owner", "Ri"),
            )
        ],
    ),
    "nobody on People": (
        {"actions": [ACTION]},
        [
            "warning: register.xlsx, sheet Actions, row 2, Owner: nobody is named on the sheet People, so that no owner "
            "can be checked. Fill in People."
        ],
    ),
    "an action due before it was raised": (
        {"people": [ADA], "actions": [ACTION | {"due": dt.date(2026, 11, 2)}]},
        [
            "error: register.xlsx, sheet Actions, row 2, Due: 2 November 2026 is before Raised, 20 November 2026. "
            "Correct one of the two days."
        ],
    ),
    "an open action without owner and day, and one that is done": (
        {"actions": [{"action": "Book rooms", "status": "open"}, {"action": "Ask", "status": "done"}]},
        [
            "warning: register.xlsx, sheet Actions, row 2, Owner: an action that is open has no owner. Name one.",
            "warning: register.xlsx, sheet Actions, row 2, Due: an action that is open has no day by which it is due. "
            "Agree one.",
        ],
    ),
    "a mark twice": (
        {"people": [ADA], "recommendations": [ADVICE | {"ref": "R1"}, ADVICE | {"ref": "r1", "recommendation": "Ask"}]},
        [
            'error: register.xlsx, sheet Recommendations, row 3, Ref: "r1" is the mark of "Write it down" too. Give '
            "each recommendation a mark of its own."
        ],
    ),
    "recommendations in words, and none of them there": (
        {"people": [ADA], "events": [PEER | {"outcome": "Two recommendations"}], "recommendations": [ADVICE]},
        [
            "warning: register.xlsx, sheet Events, row 2, Outcome: speaks of 2 recommendations, and the sheet "
            "Recommendations has none from it. Add a row for each, with the event and its year under Source."
        ],
    ),
    "recommendations in digits, and one of them there": (
        {
            "people": [ADA],
            "events": [INSPECTION | {"outcome": "Good, with 15 recommendations"}],
            "recommendations": [
                ADVICE | {"source": "Inspection report of 21 January 2026"},
                ADVICE | {"source": "Inspection report of 21 March 2022", "recommendation": "Of another"},
            ],
        },
        [
            "warning: register.xlsx, sheet Events, row 2, Outcome: speaks of 15 recommendations, and the sheet "
            "Recommendations has 1 from it. Add a row for each, with the event and its year under Source."
        ],
    ),
    "every recommendation there": (
        {
            "people": [ADA],
            "events": [PEER | {"outcome": "One recommendation"}],
            "recommendations": [ADVICE | {"source": "Peer review, March 2025"}],
        },
        [],
    ),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_what_does_not_hold_in_the_register(name: str, tmp_path: Path) -> None:
    rows, sentences = REGISTERS[name]
    file = tmp_path / "register.xlsx"
    file.write_bytes(new_register(SHEETS, rows))
    found = amiss_in_register(read_rows(file, SHEETS), ("done", "dropped"))
    assert [f"{finding.severity}: {finding}" for finding in found] == sentences


@pytest.mark.parametrize(
    ("call_day", "sentences"),
    [
        (None, []),
        (dt.date(2026, 11, 23), []),
        (DAY, []),
        (
            dt.date(2026, 11, 28),
            ["error: 28 November 2026 is a Saturday, and inspectors call on working days. Choose a working day."],
        ),
        (
            dt.date(2026, 11, 29),
            ["error: 29 November 2026 is a Sunday, and inspectors call on working days. Choose a working day."],
        ),
        (
            dt.date(2026, 12, 25),
            ["error: 25 December 2026 is a bank holiday, and inspectors call on working days. Choose a working day."],
        ),
        (
            dt.date(2026, 10, 20),
            [
                "error: 20 October 2026 is so long before 20 November 2026, the day this is made for, that it is past. "
                "Set a day to come, or leave it out."
            ],
        ),
        (
            dt.date(2026, 11, 9),  # the inspection may still go on
            [],
        ),
    ],
)
def test_what_speaks_against_a_call_day(call_day: dt.date | None, sentences: list[str]) -> None:
    found = [*amiss_with_call_day(call_day, DAY, frozenset({dt.date(2026, 12, 25)}))]
    assert [f"{finding.severity}: {str(finding).split(': ', 1)[1]}" for finding in found] == sentences
    assert all(finding.place == "readiness.yaml, call day" and finding.contradicts for finding in found)
