"""Rules of a cell find what they would find row by row, and one that is wrong is told at its own place."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

import pytest

from readiness.checks.cell_rules import rules_of_cells
from readiness.checks.check import ListOrigin, broken_rules, set_up_rules
from readiness.foundation.database import Store
from readiness.foundation.errors import SpecificationError
from readiness.proofs.rules import lists_drawn
from readiness.proofs.text_tables import ground_of, lay
from readiness.specification.model import Annex, Proof, Rule

LIST = "list_09_care_leavers"
AWKWARD = ["", "", "-", "n/a", "#REF!", "31/01/2010", "31/01/15", "01/01/1900", "2035-01-01", "9999-12-31", "-5", "21",
           "99.5", "a  b", "Yes", "y", "White", "D1", "nobody knows"]  # fmt: skip


def found(annex: Annex, rules: Mapping[str, Rule]) -> dict[tuple[str, tuple[str, ...]], tuple[int, ...]]:
    """The rows of a list, made up by chance, that break each of the rules, by rule and columns."""
    chance = random.Random(5)
    columns = annex.lists[LIST].columns
    sets = [annex.codes[about.codes] for about in columns.values() if about.codes]
    texts = [*AWKWARD, *sorted({code.group for its in sets for code in its.codes.values()})]
    rows = [" | ".join(columns), *(" | ".join(chance.choice(texts) for _ in columns) for _ in range(60))]
    drawn = Proof(inspection_day=dt.date(2026, 11, 20), lists={LIST: "\n".join(rows)})
    ground = ground_of(drawn, annex.model_copy(update={"rules": {**annex.rules, **rules}}))
    only = ground.annex.model_copy(update={"rules": dict(rules), "rule_places": dict.fromkeys(rules, "own.yaml")})
    with Store() as store:
        lay(store, ground)
        read, remarks = lists_drawn(store, drawn, ground)
        set_up_rules(store, ground.annex, {})
        causes = broken_rules(store, only, ground.scope, ListOrigin(read, remarks=remarks))
    return {(cause.rule, cause.columns): cause.rows for cause in causes if cause.about == LIST}


def test_asked_of_cells_they_find_what_they_would_find_row_by_row(annex: Annex) -> None:
    rules = {name: annex.rules[name].model_copy(update={"about": (LIST,)}) for name in rules_of_cells(annex, True)}
    by_row = {
        name: rule.model_copy(update={"when": f"({rule.when}) and this.row_no >= 0"}) for name, rule in rules.items()
    }
    assert not rules_of_cells(annex.model_copy(update={"rules": by_row}), True)
    broken = found(annex, rules)
    assert broken == found(annex, by_row)
    never = {"RD-15", "AA-S19"}  # no text here is that long, and no code of the list is retired
    assert {name for name, _ in broken} == rules.keys() - never


@pytest.mark.parametrize("when", ["value = nowhere", "value = nowhere and this.row_no >= 0"])
def test_one_that_is_wrong_is_told_at_its_place_among_others(annex: Annex, when: str) -> None:
    wrong = annex.rules["AA-S14"].model_copy(update={"when": when})
    with pytest.raises(SpecificationError) as told:
        found(annex, {"AA-S12": annex.rules["AA-S12"], "ZZ-1": wrong})
    assert [mistake.place for mistake in told.value.mistakes] == ["own.yaml"]
    assert "nowhere" in str(told.value)
