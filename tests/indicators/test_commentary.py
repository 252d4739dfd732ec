"""Cause and action beside an indicator: which row of the register stands there, and what is told of a red without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from registers import SHEETS

from readiness.foundation.errors import SourceError
from readiness.indicators.entered import read_entries
from readiness.indicators.model import Scorecard
from readiness.indicators.scorecard import score
from readiness.proofs.text_tables import proof_scope
from readiness.register.new import new_register
from readiness.register.rows import read_rows
from readiness.specification.model import Annex, Proof

DAY, FEBRUARY = dt.date(2023, 3, 31), dt.date(2023, 2, 28)
TARGETS = {"indicator": "3.3", "minimum": "85", "upper": "90", "agreed_on": dt.date(2022, 4, 1)}
WHOLE = {"day": DAY, "cause": "Leave", "action": "Cover", "owner": "Ada Archer", "due": dt.date(2023, 4, 28)}
Scored = Callable[..., Scorecard]


@pytest.fixture
def scored(annex: Annex, tmp_path: Path) -> Scored:
    """Makes a scorecard in which 3.3 has a value, from rows of commentary."""

    def make(*rows: Mapping[str, object], value: str = "80") -> Scorecard:
        file = tmp_path / "register.xlsx"
        inputs = [{"indicator": "3.3", "as_at": DAY, "value": value}]
        remarks = [{"indicator": "3.3", **row} for row in rows]
        file.write_bytes(new_register(SHEETS, {"kpi_inputs": inputs, "indicators": [TARGETS], "commentary": remarks}))
        its_scope = proof_scope(Proof.model_validate({"inspection day": DAY.isoformat()}), annex)
        return score(annex, its_scope, {}, read_entries(annex, read_rows(file, SHEETS)), {})

    return make


def told(scorecard: Scorecard) -> list[str]:
    (seen,) = (indicator for indicator in scorecard.indicators if indicator.ref == "3.3")
    return [f"{finding.wrong}. {finding.do}" for finding in seen.problems]


def test_the_latest_row_up_to_the_day_stands_and_one_of_later_is_told(scored: Scored) -> None:
    card = scored(
        {"day": DAY, "cause": "Now"},
        {"day": FEBRUARY, "cause": "Before"},
        {"day": dt.date(2023, 4, 1), "cause": "Afterwards"},
    )
    (seen,) = (indicator for indicator in card.indicators if indicator.ref == "3.3")
    assert seen.commentary
    assert (seen.commentary.cause, seen.commentary.day, seen.commentary.entered_in) == (
        "Now",
        DAY,
        "register.xlsx, sheet Commentary, row 2",
    )
    (unused,) = card.unused
    assert unused == (
        f"{seen.ref} {seen.title}, commentary of 1 April 2023, in register.xlsx, sheet Commentary, row 4: "
        "it is after 31 March 2023."
    )


def test_of_two_rows_of_a_day_the_lower_stands_and_the_other_is_told(scored: Scored) -> None:
    (unused,) = scored({"day": DAY, "cause": "First"}, {"day": DAY, "cause": "Second"}).unused
    assert unused.endswith(
        "in register.xlsx, sheet Commentary, row 2: register.xlsx, sheet Commentary, row 3 is of the same day and "
        "stands below it."
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (WHOLE, []),
        ({**WHOLE, "action": "", "due": ""}, ["it is red, and its commentary has no action or due day. Complete register.xlsx, sheet Commentary, row 2"]),
        ({**WHOLE, "due": FEBRUARY}, ["it is red, and its action was due on 28 February 2023. Say on the sheet Commentary what is done now"]),
        ({**WHOLE, "day": dt.date(2023, 1, 1)}, ["it is red, and its commentary is 89 days old. Enter how it is now on the sheet Commentary"]),
    ],
)  # fmt: skip
def test_what_is_missing_late_or_old_is_told(row: Mapping[str, object], expected: list[str], scored: Scored) -> None:
    assert told(scored(row)) == expected


def test_a_red_without_a_row_is_told_and_what_is_not_red_needs_none(scored: Scored) -> None:
    assert told(scored()) == ["it is red, and no cause or action has been entered. Enter both on the sheet Commentary"]
    assert told(scored(value="86")) == []


def test_an_unknown_indicator_is_told_with_the_nearest(scored: Scored) -> None:
    with pytest.raises(SourceError) as error:
        scored({"indicator": "4.7.3", "day": DAY})
    assert str(error.value) == (
        'register.xlsx, sheet Commentary, row 2, Indicator: "4.7.3" is not an indicator. Did you mean "4.7.2"?'
    )
