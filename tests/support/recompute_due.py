"""What is due for each child, worked out again the slow and obvious way: by walking days, without a line of SQL."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from product import ROOT

ONE = dt.timedelta(days=1)
AHEAD = 28
Row = Mapping[str, Any]
Lists = Mapping[str, Sequence[Row]]
NO_DAY = dt.date.min  # overdue, and nobody knows since when


def holidays(file: Path = ROOT / "annex_a" / "bank_holidays.csv") -> frozenset[dt.date]:
    with file.open(encoding="utf-8", newline="") as lines:
        return frozenset(dt.date.fromisoformat(row["day"]) for row in csv.DictReader(lines))


HOLIDAYS = holidays()


def working(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def after_working_days(day: dt.date, count: int) -> dt.date:
    """The count-th working day after a day."""
    while count:
        day += ONE
        count -= working(day)
    return day


def after_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_dates(lists: Lists, day: dt.date) -> dict[str, dict[int, dt.date]]:
    """For each item, each row of its list that something is due for, by its place, and the last day in time."""

    def of(name: str, reckon: Callable[[Row], dt.date | None]) -> dict[int, dt.date]:
        due = {place: reckon(row) for place, row in enumerate(lists[name])}
        return {place: last for place, last in due.items() if last and last <= day + AHEAD * ONE}

    care = "list_08_children_in_care"
    return {
        "referral_follow_up": of("list_03_referrals", lambda row: _referral(row, lists)),
        "assessment": of("list_04_assessments", _assessment),
        "enquiry_decision": of("list_05_section_47", _decision),
        "conference": of("list_05_section_47", lambda row: _conference(row, lists, day)),
        "child_seen": of("list_06_children_in_need", _seen),
        "next_step": of("list_06_children_in_need", lambda row: _next_step(row, lists, day)),
        "protection_visit": of("list_07_child_protection", _protection_visit),
        "protection_review": of("list_07_child_protection", _protection_review),
        "care_visit": of(care, lambda row: _open(row, _care_visit)),
        "care_review": of(care, lambda row: _open(row, _care_review)),
        "reviewing_officer": of(care, lambda row: _open(row, _reviewing_officer)),
        "health_assessment": of(care, lambda row: _open(row, _health)),
        "dental_check": of(care, lambda row: _open(row, _dental)),
        "permanence_plan": of(care, lambda row: _open(row, _permanence)),
        "short_order": of(care, lambda row: _open(row, _short_order)),
        "temporary_placement": of(care, lambda row: _open(row, _temporary)),
        "pathway_plan": of("list_09_care_leavers", _pathway),
        "personal_adviser_contact": of("list_09_care_leavers", _adviser),
    }


def _rows(lists: Lists, name: str, child: Any) -> list[Row]:
    return [row for row in lists.get(name, ()) if row["child_id"] == child]


def _referral(row: Row, lists: Lists) -> dt.date | None:
    assessed = [each["assessment_auth_date"] for each in _rows(lists, "list_04_assessments", row["child_id"])]
    cases = [each["cin_closure_date"] for each in _rows(lists, "list_06_children_in_need", row["child_id"])]
    followed = any(end is None or end >= row["referral_date"] for end in (*assessed, *cases))
    return after_working_days(row["referral_date"], 10) if row["referral_nfa"] == "N" and not followed else None


def _assessment(row: Row) -> dt.date | None:
    started = row["assessment_start_date"]
    return after_working_days(started, 45) if started and row["assessment_auth_date"] is None else None


def _decision(row: Row) -> dt.date | None:
    undecided = row["icpc_unnecessary"] is None and row["icpc_date"] is None
    return after_working_days(row["s47_start_date"], 15) if undecided else None


def _conference(row: Row, lists: Lists, day: dt.date) -> dt.date | None:
    held = row["icpc_date"] is not None and row["icpc_date"] <= day
    on_plan = any(
        plan["cpp_start_date"] < row["s47_start_date"]
        and (plan["cpp_end_date"] is None or plan["cpp_end_date"] >= row["s47_start_date"])
        for plan in _rows(lists, "list_07_child_protection", row["child_id"])
    )
    needed = row["icpc_unnecessary"] == "N" and not held and not on_plan
    return after_working_days(row["s47_start_date"], 15) if needed else None


def _seen(row: Row) -> dt.date | None:
    return (row["last_seen_date"] or row["cin_start_date"]) + 42 * ONE if row["cin_closure_date"] is None else None


def _next_step(row: Row, lists: Lists, day: dt.date) -> dt.date | None:
    if row["cin_closure_date"] is not None:
        return None
    child, began = row["child_id"], row["cin_start_date"]
    assessments = _rows(lists, "list_04_assessments", child)
    enquiries = [each["s47_start_date"] for each in _rows(lists, "list_05_section_47", child)]
    ended = [each["assessment_auth_date"] for each in assessments]
    found = any(
        each["assessment_support_required"] == "Y"
        and each["assessment_auth_date"]
        and each["assessment_auth_date"] >= began
        for each in assessments
    )
    if found and row["case_status"] in ("ASM", None):
        return None if None in ended else after_working_days(max([*ended, *enquiries]), 15)
    on_plan = any(each["cpp_end_date"] is None for each in _rows(lists, "list_07_child_protection", child))
    in_care = any(each["lac_end_date"] is None for each in _rows(lists, "list_08_children_in_care", child))
    looked_into = any(end is None or end >= began for end in ended) or any(start >= began for start in enquiries)
    of_late = began >= after_months(day, -6)
    return after_working_days(began, 10) if of_late and not (on_plan or in_care or looked_into) else None


def _protection_visit(row: Row) -> dt.date | None:
    seen = row["last_visit_date"] or row["cpp_start_date"]
    return after_working_days(seen, 10) if row["cpp_end_date"] is None else None


def _protection_review(row: Row) -> dt.date | None:
    if row["cpp_end_date"] is not None:
        return None
    held = row["last_review_date"]
    return after_months(held, 6) if held else after_months(row["cpp_start_date"], 3)


def _open(row: Row, reckon: Callable[[Row], dt.date | None]) -> dt.date | None:
    return reckon(row) if row["lac_end_date"] is None else None


def _in_care(row: Row, name: str) -> dt.date | None:
    """The day of something that happened since the child came into care."""
    day = row[name]
    return day if day and day >= row["lac_start_date"] else None


def _care_visit(row: Row) -> dt.date:
    seen = _in_care(row, "last_sw_visit")
    return seen + 42 * ONE if seen else row["lac_start_date"] + 7 * ONE


def _care_review(row: Row) -> dt.date:
    held, first = _in_care(row, "last_review_date"), after_working_days(row["lac_start_date"], 20)
    if not held:
        return first
    was_first = held < after_working_days(row["lac_start_date"], 21)
    return after_months(held, 3 if was_first else 6)


def _reviewing_officer(row: Row) -> dt.date:
    met = _in_care(row, "last_iro_contact")
    return after_months(met, 6) if met else after_working_days(row["lac_start_date"], 20)


def _health(row: Row) -> dt.date:
    """The day after the last on which it is in time is the first on which it is too late for the age of that day."""
    seen, fifth = _in_care(row, "last_health_assessment"), after_months(row["date_of_birth"], 60)
    if not seen:
        return after_working_days(row["lac_start_date"], 20)
    early = after_months(seen, 6)
    while not working(early + ONE) and early + ONE < fifth:
        early += ONE
    return after_months(seen, 6) if early + ONE < fifth else after_months(seen, 12)


def _dental(row: Row) -> dt.date:
    seen = row["last_dental_check"]
    return after_months(max(filter(None, [seen, row["lac_start_date"]])), 12)


def _permanence(row: Row) -> dt.date | None:
    return after_months(row["lac_start_date"], 4) if row["permanence_plan"] is None else None


def _short_order(row: Row) -> dt.date | None:
    days = {"L1": 3, "L2": 21, "L3": 7}.get(row["legal_status"])
    return row["legal_status_start"] + days * ONE if days else None


def _temporary(row: Row) -> dt.date | None:
    days = {"T1": 42, "T3": 21, "T4": 7}.get(row["placement_type"])
    return row["placement_start_date"] + days * ONE if days else None


def _pathway(row: Row) -> dt.date | None:
    if row["eligibility"] == "Q" or row["in_touch"] == "DIED":
        return None
    made = row["pathway_plan_date"]
    if made is None:
        return after_months(row["date_of_birth"], 16 * 12 + 3) if row["eligibility"] == "E" else NO_DAY
    last = after_months(made, 6)
    while after_months(last + ONE, -6) <= made:
        last += ONE
    return last


def _adviser(row: Row) -> dt.date | None:
    unwanted = row["in_touch"] in ("DIED", "REFU", "NREQ", "RHOM")
    return row["latest_contact_date"] + 56 * ONE if row["latest_contact_date"] and not unwanted else None
