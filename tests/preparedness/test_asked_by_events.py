"""What events asked for is counted against the rows of recommendations: in words, as a number, and both together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from registers import SHEETS

from readiness.preparedness.register_checks import amiss_in_register
from readiness.register.new import new_register
from readiness.register.rows import read_rows

VISIT = {"kind": "focused_visit", "day": dt.date(2022, 7, 12)}
LATER = {"kind": "focused_visit", "day": dt.date(2024, 7, 9)}
FROM_IT = {"recommendation": "Write it down", "source": "Focused visit letter of August 2022"}
FROM_LATER = {"recommendation": "Ask", "source": "Focused visit letter of August 2024"}
ADD = "Add a row for each, with the event and its year under Source."
PLACE = "register.xlsx, sheet Events, row 2"

Told = tuple[list[dict[str, object]], list[dict[str, object]], list[str]]
REGISTERS: dict[str, Told] = {
    "as many as it says": ([VISIT | {"outcome": "Two recommendations"}], [FROM_IT] * 2, []),
    "areas to improve are counted with them": (
        [VISIT | {"outcome": "3 areas to improve and two recommendations"}],
        [FROM_IT] * 4,
        [
            f"warning: {PLACE}, Outcome: speaks of 3 areas to improve and 2 recommendations, and the sheet Recommendations "
            f"has 4 from it. {ADD}"
        ],
    ),
    "areas are named one by one": (
        [VISIT | {"outcome": "Three areas for improvement", "to_develop": "Plans; Visits"}],
        [FROM_IT] * 3,
        [f"warning: {PLACE}, To develop: names 2, and Outcome speaks of 3 areas to improve. Correct one of the two."],
    ),
    "areas that are no such areas": ([VISIT | {"outcome": "Good in all 4 areas"}], [], []),
    "a number, and fewer rows": (
        [VISIT | {"recommendations": 15}],
        [FROM_IT],
        [
            f"warning: {PLACE}, Recommendations: counts 15 recommendations, and the sheet Recommendations has 1 from it. "
            f"{ADD}"
        ],
    ),
    "a number, and none": (
        [VISIT | {"recommendations": 1}],
        [],
        [
            f"warning: {PLACE}, Recommendations: counts 1 recommendation, and the sheet Recommendations has none from it. "
            f"{ADD}"
        ],
    ),
    "a number, and more rows": (
        [VISIT | {"recommendations": 1}, LATER | {"recommendations": 1}],
        [FROM_IT, FROM_IT, FROM_LATER],
        [
            f"warning: {PLACE}, Recommendations: counts 1 recommendation, and the sheet Recommendations has 2 from it. "
            "Correct the number, or what stands under Source of the others."
        ],
    ),
    "rows that may be another event's are not too many": (
        [VISIT | {"recommendations": 1}, LATER | {"day": dt.date(2023, 7, 9), "recommendations": 1}],
        [FROM_IT | {"source": "Focused visit letter of August 2023"}] * 2,
        [],
    ),
    "none, and there is one": (
        [VISIT | {"recommendations": 0}],
        [FROM_IT],
        [
            f"warning: {PLACE}, Recommendations: counts 0 recommendations, and the sheet Recommendations has 1 from it. "
            "Correct the number, or what stands under Source of the others."
        ],
    ),
    "a number that the words deny": (
        [VISIT | {"recommendations": 3, "outcome": "Two recommendations"}],
        [FROM_IT] * 2,
        [
            f"error: {PLACE}, Recommendations: counts 3, and Outcome speaks of 2 recommendations. Correct one of the two."
        ],
    ),
    "nothing is said": ([VISIT], [FROM_IT], []),
}


@pytest.mark.parametrize("name", REGISTERS)
def test_what_events_asked_for(name: str, tmp_path: Path) -> None:
    events, recommendations, sentences = REGISTERS[name]
    file = tmp_path / "register.xlsx"
    file.write_bytes(new_register(SHEETS, {"events": events, "recommendations": recommendations}))
    found = [*amiss_in_register(read_rows(file, SHEETS), ("done", "dropped"))]
    assert [f"{finding.severity}: {finding}" for finding in found] == sentences
    assert all(finding.contradicts for finding in found)
