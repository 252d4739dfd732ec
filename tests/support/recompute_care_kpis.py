"""The indicators of children in care, care leavers and adoption worked out again; see recompute_kpis.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from recompute import Row, ages, months_back
from recompute_kpis import (
    Asked,
    Figure,
    assessments,
    average,
    care_reviews,
    conferences,
    days_ago,
    entered_care,
    in_need,
    missing,
    months_on,
    on_plan,
    per_10_000,
    periods_of_care,
    plan_reviews,
    plans_begun,
    referrals,
    share,
    working_days,
)
from recompute_plans import care, need
from recompute_pre_proceedings import HELD, OFFER, letters, weeks_before_court

LEARNING_OR_WORK = {"F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5"}


def deprived_of_liberty(ask: Asked) -> set[str]:
    """Children in care with an order that is open on the day."""
    orders = ask.x.table("ext_deprivation_of_liberty", "dolo_order_id")
    begun = [row for row in orders if row["dolo_start_date"] <= ask.day]
    children = {row["dolo_person_id"] for row in begun if (row["dolo_end_date"] or dt.date.max) > ask.day}
    return children & {row["child_id"] for row in in_care(ask)}


def in_care(ask: Asked) -> Iterator[Row]:
    """Children in care, with the latest of what happened to them there."""
    x = ask.x
    visits = x.by_child("ssd_cla_visits", "clav_cla_visit_id", "clav_person_id")
    health = x.by_child("ssd_cla_health", "clah_health_check_id", "clah_person_id")
    placements = x.by_child("ssd_cla_placement", "clap_cla_placement_id", "clap_person_id")
    years = ages(x)
    for row in care(x):
        if row["lac_end_date"] is not None:
            continue
        child, start = row["child_id"], row["lac_start_date"]
        visited = [
            each["clav_cla_visit_date"]
            for each in visits[child]
            if each["clav_cla_visit_seen"] != "N"
            and each["clav_cla_visit_date"]
            and start <= each["clav_cla_visit_date"] <= ask.day
        ]
        checked = {
            kind: [
                each["clah_health_check_date"]
                for each in health[child]
                if each["clah_health_check_type"] == kind
                and each["clah_health_check_status"] in (None, "Completed")
                and each["clah_health_check_date"]
                and each["clah_health_check_date"] <= ask.day
            ]
            for kind in ("Health Assessment", "Dental Check")
        }
        lived = [
            each
            for each in placements[child]
            if each["clap_cla_placement_start_date"]
            and each["clap_cla_placement_start_date"] <= ask.day
            and (each["clap_cla_placement_end_date"] is None or each["clap_cla_placement_end_date"] > start)
        ]
        order = ("clap_cla_placement_start_date", "clap_cla_placement_id")
        last = max(lived, key=lambda each: tuple(each[name] for name in order), default=None)
        yield row | {
            "age": years.get(child),
            "visited": max(visited, default=None),
            "Health Assessment": max(checked["Health Assessment"], default=None),
            "Dental Check": max(checked["Dental Check"], default=None),
            "placed": last and last["clap_cla_placement_start_date"],
            "miles": last and last["clap_cla_placement_distance"],
        }


def a_year_in_care(ask: Asked) -> list[Row]:
    return [row for row in in_care(ask) if row["lac_start_date"] <= ask.first]


def long_in_care(ask: Asked) -> Iterator[Row]:
    for row in in_care(ask):
        if row["age"] is not None and row["age"] < 16 and row["lac_start_date"] <= months_back(ask.day, 30):
            yield row


def leavers(ask: Asked, first_age: int = 0, last_age: int = 99) -> Iterator[Row]:
    """Young people with a right to leaving care services, in care or not, as the latest contact found them."""
    years, spelled = ages(ask.x), ask.x.local("in_touch")
    born = {row["pers_person_id"]: row["pers_dob"] for row in ask.x.table("ssd_person", "pers_person_id")}
    for child, rows in ask.x.by_child("ssd_care_leavers", "clea_table_id", "clea_person_id").items():
        entitled = [row for row in rows if row["clea_care_leaver_eligibility"] not in (None, "No Current Eligibility")]
        age = years.get(child)
        if not child or not entitled or (age is not None and not 16 <= age <= 25):
            continue
        order = [(spoken_by(ask, row), row["clea_table_id"]) for row in entitled]
        last = entitled[order.index(max(order))]
        contact, plan = last["clea_care_leaver_latest_contact"], ask.x.known(last["clea_pathway_plan_review_date"])
        words = last["clea_care_leaver_in_touch"] or ""
        known = not contact or contact <= ask.day
        touch = spelled.get(words, "YES" if words.startswith("Yes") else "NO" if words else None) if known else None
        told = known and touch in ("YES", None)
        if first_age <= (0 if age is None else age) <= last_age:
            yield {
                "kind": last["clea_care_leaver_eligibility"],
                "born": born.get(child),
                "touch": touch,
                "contact": contact if told else None,
                "suitable": last["clea_care_leaver_accom_suitable"] if told else None,
                "activity": last["clea_care_leaver_activity"] if told else None,
                "plan": plan,
            }


def spoken_by(ask: Asked, row: Row) -> tuple[bool, dt.date]:
    """The latest contact known speaks for a young person; one after the day only where there is no other."""
    contact = row["clea_care_leaver_latest_contact"]
    return not (contact and contact > ask.day), contact or dt.date.min


def left_care(ask: Asked, first_age: int = 0, last_age: int = 99) -> list[Row]:
    its = leavers(ask, first_age, last_age)
    return [row for row in its if row["kind"] != "Eligible" and row["touch"] != "DIED"]


def learning(rows: list[Row]) -> Figure:
    return share(rows, lambda row: (row["activity"] or "")[:2] in LEARNING_OR_WORK, lambda row: not row["activity"])


def suitable(rows: list[Row]) -> Figure:
    return share(rows, lambda row: row["suitable"] == "Suitable", lambda row: not row["suitable"])


def owed_a_plan(ask: Asked) -> Iterator[Row]:
    for row in leavers(ask):
        young = row["kind"] == "Eligible" and row["born"] and ask.day <= months_on(row["born"], 16 * 12 + 3)
        if row["kind"] != "Qualifying" and row["touch"] != "DIED" and not (young and not row["plan"]):
            yield row


def adopted(ask: Asked) -> Iterator[Row]:
    """Children adopted in the period, with the days on the way there."""
    people = ask.x.table("ssd_person", "pers_person_id")
    numbers = {row["pers_person_id"] for row in people}
    old_numbers = {row["pers_legacy_id"]: row["pers_person_id"] for row in people}
    stays = [*periods_of_care(ask.x)]
    for row in ask.x.table("ssd_permanence", "perm_table_id"):
        said, decided = row["perm_person_id"], ask.x.known(row["perm_adm_decision_date"])
        child = said if said in numbers else old_numbers.get(said, said)
        by_adoption = (row["perm_permanence_order_type"] or "").startswith("Adoption")
        ordered = row["perm_permanence_order_date"]
        if child and by_adoption and ask.within(ordered):
            on = decided or ordered
            starts = [start for who, start, end in stays if who == child and start <= on <= (end or ask.day)]
            yield {
                "entered": max(starts, default=None),
                "placed": ask.x.known(row["perm_placed_for_adoption_date"]),
                "order": ask.x.known(row["perm_placement_order_date"]),
                "matched": ask.x.known(row["perm_matched_date"]),
            }


def waited(ask: Asked, since: str, until: str) -> Figure:
    spans = [(row[since], row[until]) for row in adopted(ask)]
    return average((last - first).days for first, last in spans if first and last and first <= last)


def a_year(ask: Asked, check: str) -> Figure:
    return share(a_year_in_care(ask), lambda row: ask.within(row[check]), lambda row: not row[check])


def on_time(rows: Iterator[Row]) -> Figure:
    return share(rows, lambda row: row["in_time"], lambda row: row["none"])


def within_days(rows: Iterator[Row], most: int) -> Figure:
    return share(rows, lambda row: row["days"] is not None and row["days"] <= most, lambda row: row["days"] is None)


def in_touch(ask: Asked) -> Figure:
    return share(
        left_care(ask),
        lambda row: row["touch"] == "YES" and row["contact"] and row["contact"] >= months_back(ask.day, 12),
        lambda row: not row["touch"] or (row["touch"] == "YES" and not row["contact"]),
    )


def visited_in_10_working_days(ask: Asked) -> Figure:
    def in_time(row: Row) -> bool:
        return bool(row["last_visit_date"]) and working_days(row["last_visit_date"], ask.day) <= 10

    return share(on_plan(ask), in_time, lambda row: not row["last_visit_date"])


FIGURES: dict[str, Callable[[Asked], Figure]] = {
    "children_in_need": lambda ask: (len([*in_need(ask)]), None, 0),
    "children_on_protection_plans": lambda ask: (len(on_plan(ask)), None, 0),
    "children_looked_after": lambda ask: (len([*in_care(ask)]), None, 0),
    "children_in_need_rate": lambda ask: per_10_000(ask, (r for r in need(ask.x) if not r["cin_closure_date"])),
    "child_protection_plan_rate": lambda ask: per_10_000(ask, on_plan(ask)),
    "children_in_care_rate": lambda ask: per_10_000(ask, in_care(ask)),
    "assessments_in_45_working_days": lambda ask: within_days(assessments(ask, from_referral=True), 45),
    "assessments_in_45_working_days_of_start": lambda ask: within_days(assessments(ask), 45),
    "conferences_in_15_working_days": lambda ask: within_days(conferences(ask), 15),
    "re_referrals": lambda ask: share(referrals(ask), lambda row: row["again"]),
    "referrals_no_further_action": lambda ask: share(
        referrals(ask), lambda row: row["nfa"] == "Y", lambda row: row["nfa"] is None
    ),
    "children_in_need_seen_in_4_weeks": lambda ask: share(
        in_need(ask), lambda row: days_ago(ask, row["last_seen"], 28), lambda row: not row["last_seen"]
    ),
    "child_protection_visits_in_10_working_days": visited_in_10_working_days,
    "child_protection_reviews_on_time": lambda ask: on_time(plan_reviews(ask)),
    "repeat_child_protection_plans": lambda ask: share(plans_begun(ask), lambda row: row["again"]),
    "child_protection_plans_over_2_years": lambda ask: share(
        on_plan(ask), lambda row: row["cpp_start_date"] <= months_back(ask.day, 24)
    ),
    "care_visits_in_6_weeks": lambda ask: share(
        in_care(ask), lambda row: days_ago(ask, row["visited"], 42), lambda row: not row["visited"]
    ),
    "care_reviews_on_time": lambda ask: on_time(care_reviews(ask)),
    "three_or_more_placements": lambda ask: share(
        in_care(ask), lambda row: (row["placements_12m"] or 0) > 2, lambda row: row["placements_12m"] is None
    ),
    "same_placement_2_years": lambda ask: share(
        long_in_care(ask),
        lambda row: row["placed"] and row["placed"] <= months_back(ask.day, 24),
        lambda row: not row["placed"],
    ),
    "placed_over_20_miles": lambda ask: share(
        in_care(ask), lambda row: row["miles"] and float(row["miles"]) > 20, lambda row: row["miles"] is None
    ),
    "deprivation_of_liberty_orders": lambda ask: (len(deprived_of_liberty(ask)), None, 0),
    "family_meetings_offered": lambda ask: share(
        letters(ask), lambda row: row[OFFER] == "Y", lambda row: row[OFFER] is None
    ),
    "family_meetings_held": lambda ask: share(
        (row for row in letters(ask) if row[OFFER] == "Y"), lambda row: row[HELD] == "Y", lambda row: row[HELD] is None
    ),
    "weeks_in_pre_proceedings": lambda ask: average(weeks_before_court(ask)),
    "annual_health_assessments": lambda ask: a_year(ask, "Health Assessment"),
    "annual_dental_checks": lambda ask: a_year(ask, "Dental Check"),
    "initial_health_assessments_in_20_working_days": lambda ask: share(
        entered_care(ask),
        lambda row: row["assessed"] and row["assessed"] <= row["due"],
        lambda row: not row["assessed"],
    ),
    "return_interviews_offered": lambda ask: share(
        missing(ask), lambda row: row["offered"] == "Y", lambda row: row["offered"] in (None, "NA")
    ),
    "care_leavers_in_touch": in_touch,
    "care_leavers_in_learning_or_work": lambda ask: learning(left_care(ask)),
    "care_leavers_17_18_in_learning_or_work": lambda ask: learning(left_care(ask, 17, 18)),
    "care_leavers_19_21_in_learning_or_work": lambda ask: learning(left_care(ask, 19, 21)),
    "care_leavers_in_suitable_homes": lambda ask: suitable(left_care(ask)),
    "care_leavers_17_18_in_suitable_homes": lambda ask: suitable(left_care(ask, 17, 18)),
    "care_leavers_19_21_in_suitable_homes": lambda ask: suitable(left_care(ask, 19, 21)),
    "pathway_plans_reviewed": lambda ask: share(
        owed_a_plan(ask),
        lambda row: row["plan"] and row["plan"] >= months_back(ask.day, 6),
        lambda row: not row["plan"],
    ),
    "adoption_entry_to_placed": lambda ask: waited(ask, "entered", "placed"),
    "adoption_order_to_match": lambda ask: waited(ask, "order", "matched"),
}
