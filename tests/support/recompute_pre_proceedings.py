"""The indicators of pre-proceedings worked out again; see recompute_kpis.py."""

from __future__ import annotations

from collections.abc import Iterator

from recompute import Row
from recompute_kpis import Asked

OFFER, HELD = "prep_fgdm_meeting_offer", "prep_fgdm_meeting_fac"


def letters(ask: Asked) -> Iterator[Row]:
    """Letters before proceedings that were sent in the period."""
    for row in ask.x.table("ssd_pre_proceedings", "prep_table_id"):
        if ask.within(row["prep_pre_pro_letter_date"]):
            yield row


def weeks_before_court(ask: Asked) -> Iterator[int]:
    """Whole weeks of pre-proceedings that ended in the period."""
    for row in ask.x.table("ssd_pre_proceedings", "prep_table_id"):
        start = row["prep_pre_pro_start_date"] or row["prep_pre_pro_decision_date"]
        ends = [day for day in (row["prep_agree_stepdown_issue_date"], row["prep_court_app_date"]) if day]
        if ends and ask.within(min(ends)) and start <= min(ends):
            yield (min(ends) - start).days // 7
