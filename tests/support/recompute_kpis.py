"""Indicators worked out again from the raw files, slowly and plainly; those of children in care are in recompute_care_kpis.py.

Nothing is shared with the SQL. Each figure is what is met, out of how many, and of how many nothing is recorded.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from product import ROOT
from recompute import Extract, Row, months_back
from recompute_plans import LOOKED_AFTER, need, protection

ONE_DAY = dt.timedelta(days=1)
Figure = tuple[float, float | None, int]
Test = Callable[[Row], Any]

with (ROOT / "annex_a" / "bank_holidays.csv").open(encoding="utf-8", newline="") as lines:
    HOLIDAYS = {dt.date.fromisoformat(row["day"]) for row in csv.DictReader(lines)}


def first_day(period: str, day: dt.date) -> dt.date:
    if period == "month":
        return dt.date(day.year, day.month, 1)
    if period == "year to date":
        return dt.date(day.year if day.month > 3 else day.year - 1, 4, 1)
    return months_back(day, 12) + ONE_DAY


def months_on(day: dt.date, months: int) -> dt.date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_worked(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days(first: dt.date, last: dt.date) -> int:
    return sum(is_worked(first + ONE_DAY * number) for number in range(1, (last - first).days + 1))


def after_working_days(day: dt.date, count: int) -> dt.date:
    while count:
        day += ONE_DAY
        count -= is_worked(day)
    return day


@dataclass(frozen=True)
class Asked:
    """The extract as at a day, and the first day of the period."""

    x: Extract
    first: dt.date
    population: int

    @property
    def day(self) -> dt.date:
        return self.x.day

    def within(self, day: dt.date | None) -> bool:
        return day is not None and self.first <= day <= self.day


def share(rows: Iterable[Row], met: Test, blank: Test = lambda _: False) -> Figure:
    its = list(rows)
    return sum(bool(met(row)) for row in its), len(its), sum(bool(blank(row)) for row in its)


def per_10_000(ask: Asked, rows: Iterable[Row]) -> Figure:
    return len(list(rows)), ask.population, 0


def average(values: Iterable[int]) -> Figure:
    its = list(values)
    return sum(its), len(its), 0


def days_ago(ask: Asked, day: dt.date | None, days: int) -> bool:
    return day is not None and 0 <= (ask.day - day).days <= days


def in_need(ask: Asked) -> Iterator[Row]:
    """Children with an open plan of need and nothing weightier, with when each was last seen."""
    seen = defaultdict(list)
    for table, prefix in (("ssd_cin_visits", "cinv_cin"), ("ssd_cp_visits", "cppv_cp"), ("ssd_cla_visits", "clav_cla")):
        person = f"{prefix.split('_')[0]}_person_id"
        for row in ask.x.table(table, f"{prefix}_visit_id"):
            if row[f"{prefix}_visit_seen"] == "Y" and row[f"{prefix}_visit_date"]:
                seen[row[person]].append(row[f"{prefix}_visit_date"])
    for row in need(ask.x):
        if row["case_status"] == "c) Child in need plan":
            days = [day for day in seen[row["child_id"]] if row["cin_start_date"] <= day <= ask.day]
            yield row | {"last_seen": max(days, default=None)}


def on_plan(ask: Asked) -> list[Row]:
    return [row for row in protection(ask.x) if row["cpp_end_date"] is None]


def plan_reviews(ask: Asked) -> Iterator[Row]:
    """Each child on a plan of more than three months, with whether its reviews were all in time."""
    reviews = ask.x.by_child("ssd_cp_reviews", "cppr_cp_review_id", "cppr_person_id")
    plans = ask.x.by_child("ssd_cp_plans", "cppl_cp_plan_id", "cppl_person_id")
    for row in on_plan(ask):
        start = row["cpp_start_date"]
        due, in_time = months_on(start, 3), True
        if due >= ask.day:
            continue
        number = max(each["cppl_cp_plan_id"] for each in plans[row["child_id"]] if open_since(ask, each, start))
        days = sorted(
            each["cppr_cp_review_date"]
            for each in reviews[row["child_id"]]
            if each["cppr_cp_review_date"]
            and start < each["cppr_cp_review_date"] <= ask.day
            and each["cppr_cp_plan_id"] in (None, number)
        )
        for day in days:
            in_time = in_time and (day <= due or day < months_back(ask.day, 12))
            due = months_on(day, 6)
        yield {"in_time": in_time and due >= ask.day, "none": not days}


def open_since(ask: Asked, plan: Row, start: dt.date) -> bool:
    its_own = plan["cppl_cp_plan_ola"] != "Y" and not ask.x.known(plan["cppl_cp_plan_end_date"])
    return bool(its_own and plan["cppl_cp_plan_start_date"] == start)


def assessments(ask: Asked, from_referral: bool = False) -> Iterator[Row]:
    """Assessments authorised, with the days from their start or, of the first of a referral, from the referral."""
    referrals_of = ask.x.by_child("ssd_cin_episodes", "cine_referral_id", "cine_person_id")
    dates = {row["cine_referral_id"]: row["cine_referral_date"] for rows in referrals_of.values() for row in rows}
    rows = ask.x.table("ssd_cin_assessments", "cina_assessment_id")
    begun_for: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda row: (str(row["cina_assessment_start_date"]), row["cina_assessment_id"])):
        child, start, end = row["cina_person_id"], row["cina_assessment_start_date"], row["cina_assessment_auth_date"]
        number, since = row["cina_referral_id"], start
        if start and number not in dates:
            taken_on = [
                (each["cine_referral_date"], each["cine_referral_id"])
                for each in referrals_of.get(child, [])
                if each["cine_referral_nfa"] != "Y"
                and each["cine_referral_date"]
                and each["cine_referral_date"] <= start
            ]
            number = max(taken_on)[1] if taken_on else None
        if start and number and (child, number) not in begun_for:
            begun_for.add((child, number))
            since = dates[number] if dates[number] and dates[number] <= start else start
        if child and ask.within(end):
            yield {"days": working_days(since if from_referral else start, end) if start and start <= end else None}


def referrals(ask: Asked) -> Iterator[Row]:
    for child, rows in ask.x.by_child("ssd_cin_episodes", "cine_referral_id", "cine_person_id").items():
        for row in rows:
            day = row["cine_referral_date"]
            if child and ask.within(day):
                before = (other["cine_referral_date"] for other in rows)
                again = any(each and months_back(day, 12) <= each < day for each in before)
                yield {"again": again, "nfa": row["cine_referral_nfa"]}


def conferences(ask: Asked) -> Iterator[Row]:
    enquiries = {row["s47e_s47_enquiry_id"]: row for row in ask.x.table("ssd_s47_enquiry", "s47e_s47_enquiry_id")}
    discussions = defaultdict(list)
    for row in ask.x.table("ext_strategy_discussions", "stra_discussion_id"):
        if row["stra_discussion_date"]:
            discussions[row["stra_s47_enquiry_id"]].append(row["stra_discussion_date"])
    of_enquiry = defaultdict(list)
    for row in ask.x.table("ssd_initial_cp_conference", "icpc_icpc_id"):
        held = ask.x.known(row["icpc_icpc_date"])
        if row["icpc_person_id"] and held and row["icpc_icpc_transfer_in"] != "Y":
            order = (row["icpc_icpc_outcome_cp_flag"] is None, held, row["icpc_icpc_id"])
            of_enquiry[row["icpc_s47_enquiry_id"] or f"alone {row['icpc_icpc_id']}"].append((order, held))
    for number, its in of_enquiry.items():
        held = min(its)[1]
        enquiry = enquiries.get(number)
        began = min(discussions[number], default=enquiry and enquiry["s47e_s47_start_date"])
        if held >= ask.first:
            yield {"days": working_days(began, held) if began and began <= held else None}


def plans_begun(ask: Asked) -> Iterator[Row]:
    for child, rows in ask.x.by_child("ssd_cp_plans", "cppl_cp_plan_id", "cppl_person_id").items():
        own = sorted(
            (row["cppl_cp_plan_start_date"], row["cppl_cp_plan_id"])
            for row in rows
            if child and row["cppl_cp_plan_ola"] != "Y" and row["cppl_cp_plan_start_date"]
        )
        for number, (start, _) in enumerate(own):
            if ask.within(start):
                yield {"again": number > 0}


def periods_of_care(x: Extract) -> Iterator[tuple[str, dt.date, dt.date | None]]:
    """Each stretch of care: whose, from when, to when; without those that are short breaks only."""
    statuses = x.by_child("ssd_legal_status", "lega_legal_status_id", "lega_person_id")
    for child, rows in x.by_child("ssd_cla_episodes", "clae_cla_episode_id", "clae_person_id").items():
        periods: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if child and row["clae_cla_episode_start_date"] and row["clae_cla_episode_start_date"] <= x.day:
                periods[row["clae_cla_id"]].append(row)
        for its in periods.values():
            last = max(its, key=lambda row: (row["clae_cla_episode_start_date"], row["clae_cla_episode_id"]))
            days = [row[name] for row in its for name in ("clae_cla_episode_start_date", "clae_entered_care_date")]
            start, end = min(day for day in days if day), x.known(last["clae_cla_episode_ceased_date"])
            under = set()
            for row in statuses[child]:
                began, ended = row["lega_legal_status_start_date"], row["lega_legal_status_end_date"]
                code = (row["lega_legal_status"] or "")[:2]
                if code in LOOKED_AFTER and began and began <= (end or x.day) and not (ended and ended <= start):
                    under.add(code)
            if not under or not under <= {"V3", "V4"}:
                yield child, start, end


def care_reviews(ask: Asked) -> Iterator[Row]:
    """Each stretch of care with a review in the period or one overdue, with whether all was in time."""
    reviews = ask.x.by_child("ssd_cla_reviews", "clar_cla_review_id", "clar_cla_person_id")
    for child, start, end in periods_of_care(ask.x):
        last = end or ask.day
        if end and end < ask.first:
            continue
        days = sorted(
            row["clar_cla_review_date"]
            for row in reviews[child]
            if row["clar_cla_review_cancelled"] != "Y"
            and row["clar_cla_review_date"]
            and start <= row["clar_cla_review_date"] <= last
        )
        due, in_time = after_working_days(start, 20), True
        for number, day in enumerate(days):
            if day > due and day >= ask.first:
                in_time = False
            due = months_on(day, 3 if number == 0 else 6)
        if due < last:
            in_time = False
        if due < last or any(day >= ask.first for day in days):
            yield {"in_time": in_time, "none": not days}


def entered_care(ask: Asked) -> Iterator[Row]:
    """Children whose 20th working day in care lies in the period, with their first health assessment since."""
    health = ask.x.by_child("ssd_cla_health", "clah_health_check_id", "clah_person_id")
    for child, start, end in periods_of_care(ask.x):
        due = after_working_days(start, 20)
        if not ask.within(due) or (end and end <= due):
            continue
        days = [
            row["clah_health_check_date"]
            for row in health[child]
            if row["clah_health_check_type"] == "Health Assessment"
            and row["clah_health_check_status"] in (None, "Completed")
            and row["clah_health_check_date"]
            and start <= row["clah_health_check_date"] <= ask.day
        ]
        yield {"assessed": min(days, default=None), "due": due}


def missing(ask: Asked) -> Iterator[Row]:
    for row in ask.x.table("ssd_missing", "miss_table_id"):
        known = row["miss_person_id"] and row["miss_missing_episode_type"] == "Missing"
        if known and ask.within(row["miss_missing_episode_end_date"]):
            yield {"offered": row["miss_missing_rhi_offered"]}
