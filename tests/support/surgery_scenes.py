"""Scenes of a surgery for tests: rows of lists, made up by chance or drawn, in a store with the rules they break."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from readiness.checks.check import ListOrigin, broken_rules, set_up_rules
from readiness.foundation.database import Store
from readiness.proofs.rules import lists_drawn
from readiness.proofs.text_tables import ground_of, lay
from readiness.specification.model import Annex, Proof
from readiness.surgery.ask import SurgeryScene

DAY = dt.date(2026, 11, 20)
Value = str | int | dt.date | None
Row = Mapping[str, Value]


def text_table(rows: Sequence[Row]) -> str:
    """Rows as a proof draws them."""
    headings = [*rows[0]]
    lines = [" | ".join("" if row[heading] is None else str(row[heading]) for heading in headings) for row in rows]
    return "\n".join([" | ".join(headings), *lines])


@contextmanager
def scene_of(annex: Annex, lists: Mapping[str, Sequence[Row]], day: dt.date = DAY) -> Iterator[SurgeryScene]:
    """The rows in a store, and the rows that break each rule that a surgery rests on."""
    drawn = Proof(inspection_day=day, lists={name: text_table(rows) for name, rows in lists.items()})
    rules = {rest for item in annex.surgery.values() for rest in item.rests_on} & annex.rules.keys()
    only = annex.model_copy(update={"rules": {name: annex.rules[name] for name in rules if annex.rules[name].when}})
    ground = ground_of(drawn, only)
    with Store() as store:
        lay(store, ground)
        read, remarks = lists_drawn(store, drawn, ground)
        set_up_rules(store, only, {})
        causes = broken_rules(store, only, ground.scope, ListOrigin(read, remarks=remarks))
        broken = {(cause.rule, cause.about): frozenset(cause.rows) for cause in causes}
        yield SurgeryScene(store, annex, ground.scope, broken)


def lists_by_chance(seed: int, rows: int) -> dict[str, list[dict[str, Value]]]:
    """Rows of every list with days that can be late or due; what begins or is seen does so before the inspection."""
    chance = random.Random(seed)

    def ago(most: int) -> dt.date:
        return DAY - dt.timedelta(days=chance.randint(0, most))

    def maybe(value: Value, share: float = 0.7) -> Value:
        return value if chance.random() < share else None

    def child() -> str:
        return f"C{chance.randint(1, rows):04}"

    def born(first: int, last: int) -> dt.date:
        return DAY - dt.timedelta(days=chance.randint(first * 365, last * 365))

    def referral() -> dict[str, Value]:
        return {"child_id": child(), "referral_date": ago(40), "referral_nfa": chance.choice(["Y", "N", "N", None])}

    def assessment() -> dict[str, Value]:
        return {"child_id": child(), "assessment_start_date": maybe(ago(100), 0.95),
                "assessment_auth_date": maybe(ago(40), 0.4), "assessment_support_required": chance.choice("YN")}  # fmt: skip

    def enquiry() -> dict[str, Value]:
        return {"child_id": child(), "s47_start_date": ago(50), "icpc_unnecessary": chance.choice(["Y", "N", None]),
                "icpc_date": maybe(ago(20), 0.3)}  # fmt: skip

    def need() -> dict[str, Value]:
        return {"child_id": child(), "cin_start_date": ago(120), "last_seen_date": maybe(ago(60)),
                "cin_closure_date": maybe(ago(20), 0.2), "case_status": chance.choice(["CIN", "ASM", "CPP", None])}  # fmt: skip

    def plan() -> dict[str, Value]:
        return {"child_id": child(), "cpp_start_date": ago(200), "last_visit_date": maybe(ago(25)),
                "last_review_date": maybe(ago(200)), "cpp_end_date": maybe(ago(20), 0.2)}  # fmt: skip

    def care() -> dict[str, Value]:
        return {"child_id": child(), "date_of_birth": born(0, 17), "age": None, "lac_start_date": ago(500),
                "last_review_date": maybe(ago(200)), "last_sw_visit": maybe(ago(60)),
                "last_iro_contact": maybe(ago(200)), "last_health_assessment": maybe(ago(400)),
                "last_dental_check": maybe(ago(400)), "permanence_plan": maybe("ADO", 0.3),
                "legal_status": chance.choice(["L1", "L2", "L3", "C2"]), "legal_status_start": ago(30),
                "placement_type": chance.choice(["T1", "T3", "T4", "U4"]), "placement_start_date": ago(60),
                "lac_end_date": maybe(ago(20), 0.1)}  # fmt: skip

    def leaver() -> dict[str, Value]:
        return {"child_id": child(), "date_of_birth": born(16, 18), "eligibility": chance.choice(["E", "R", "FR", "Q", None]),
                "in_touch": chance.choice(["YES", "NO", "REFU", "DIED", None]), "pathway_plan_date": maybe(ago(220)),
                "latest_contact_date": maybe(ago(70))}  # fmt: skip

    makers = {
        "list_03_referrals": referral, "list_04_assessments": assessment, "list_05_section_47": enquiry,
        "list_06_children_in_need": need, "list_07_child_protection": plan, "list_08_children_in_care": care,
        "list_09_care_leavers": leaver,
    }  # fmt: skip
    return {name: [maker() for _ in range(rows)] for name, maker in makers.items()}
