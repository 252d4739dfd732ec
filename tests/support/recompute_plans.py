"""The lists of children with a plan, in care, leaving care and adopted, worked out again; see recompute.py."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from recompute import Extract, Row, ages, assessments, contacts, early_help, referrals, section_47
from recompute_cells import Care, Workers, last_need

from readiness.run.model import Pack


def protection(x: Extract) -> Iterable[Row]:
    workers = Workers(x)
    visits = x.by_child("ssd_cp_visits", "cppv_cp_visit_id", "cppv_person_id")
    for child, rows in x.by_child("ssd_cp_plans", "cppl_cp_plan_id", "cppl_person_id").items():
        own = [
            row
            for row in rows
            if row["cppl_cp_plan_ola"] != "Y"
            and row["cppl_cp_plan_start_date"]
            and row["cppl_cp_plan_start_date"] <= x.day
        ]
        current = [row for row in own if not (row["cppl_cp_plan_end_date"] and row["cppl_cp_plan_end_date"] < x.window)]
        if not child or not current:
            continue
        plan = max(current, key=lambda row: (row["cppl_cp_plan_start_date"], row["cppl_cp_plan_id"]))
        start, end = plan["cppl_cp_plan_start_date"], x.known(plan["cppl_cp_plan_end_date"])
        seen = [
            visit["cppv_cp_visit_date"]
            for visit in visits[child]
            if visit["cppv_cp_visit_date"]
            and start <= visit["cppv_cp_visit_date"] <= (end or x.day)
            and visit["cppv_cp_plan_id"] in (None, plan["cppl_cp_plan_id"])
            and visit["cppv_cp_visit_seen"] != "N"
        ]
        order = (start, plan["cppl_cp_plan_id"])
        yield {
            "child_id": child,
            "cpp_start_date": start,
            "cpp_end_date": end,
            "last_visit_date": max(seen, default=None),
            "previous_plans": sum((row["cppl_cp_plan_start_date"], row["cppl_cp_plan_id"]) < order for row in own),
            **named(workers.last(child, "CW", start, end)),
        }


def named(team_and_worker: tuple[str | None, str | None]) -> Row:
    return dict(zip(("allocated_team", "allocated_worker"), team_and_worker, strict=True))


def care(x: Extract) -> Iterable[Row]:
    workers, records = Workers(x), Care(x)
    statuses = x.by_child("ssd_legal_status", "lega_legal_status_id", "lega_person_id")
    placements = x.by_child("ssd_cla_placement", "clap_cla_placement_id", "clap_person_id")
    for child, rows in x.by_child("ssd_cla_episodes", "clae_cla_episode_id", "clae_person_id").items():
        periods: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row["clae_cla_episode_start_date"] and row["clae_cla_episode_start_date"] <= x.day:
                periods[row["clae_cla_id"]].append(row)
        candidates, ends = [], []
        for episodes in periods.values():
            last = max(episodes, key=lambda row: (row["clae_cla_episode_start_date"], row["clae_cla_episode_id"]))
            starts = [
                row[name] for row in episodes for name in ("clae_cla_episode_start_date", "clae_entered_care_date")
            ]
            start, end = min(start for start in starts if start), x.known(last["clae_cla_episode_ceased_date"])
            ends.append((start, end))
            under = {
                row["lega_legal_status"][:2]
                for row in statuses[child]
                if row["lega_legal_status"]
                and row["lega_legal_status"][:2] in LOOKED_AFTER
                and row["lega_legal_status_start_date"]
                and row["lega_legal_status_start_date"] <= (end or x.day)
                and not (row["lega_legal_status_end_date"] and row["lega_legal_status_end_date"] <= start)
            }
            if not (under and under <= {"V3", "V4"}) and not (end and end < x.window):
                candidates.append((start, last["clae_cla_episode_id"], end, last_need(episodes)))
        if child and candidates:
            start, _, end, need_named = max(candidates, key=lambda each: each[:2])
            before = max((over for begun, over in ends if begun < start and over), default=None)
            lived = [
                row
                for row in placements[child]
                if row["clap_cla_placement_start_date"]
                and row["clap_cla_placement_start_date"] <= (end or x.day)
                and not (row["clap_cla_placement_end_date"] and row["clap_cla_placement_end_date"] <= x.year)
            ]
            yield {
                "child_id": child,
                "lac_start_date": start,
                "lac_end_date": end,
                "placements_12m": len(lived) or None,
                "category_of_need": need_named,
                "permanence_plan": records.plan(child, before, end),
                "last_health_assessment": records.check(child, "health", start, end),
                "last_dental_check": records.check(child, "dental", start, end),
                **named(workers.last(child, "CW", start, end)),
            }


LOOKED_AFTER = {"C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"}


def adopters(x: Extract) -> Iterable[Row]:
    for row in x.table("ext_adopters", "adop_adopter_id"):
        steps = ("stage1_start", "stage2_start", "application", "approval")
        begun = [day for day in (row[f"adop_{step}_date"] for step in steps) if day and day <= x.day]
        ended = [day for day in (x.known(row["adop_order_date"]), x.known(row["adop_leaving_date"])) if day]
        if begun and row["adop_on_hold_outside_control"] != "Y" and not any(day < x.year for day in ended):
            yield {"adopter_id": row["adop_adopter_id"], "family_id": row["adop_family_id"]}


def adoption(x: Extract) -> Iterable[Row]:
    people = x.table("ssd_person", "pers_person_id")
    numbers = {row["pers_person_id"] for row in people}
    old_numbers = {row.get("pers_legacy_id"): row["pers_person_id"] for row in people}
    left = adopted_on(x)
    for row in x.table("ssd_permanence", "perm_table_id"):
        number = row["perm_person_id"]
        if not number:
            continue
        child = number if number in numbers else old_numbers.get(number, number)
        decided, reversed_on = x.known(row["perm_adm_decision_date"]), x.known(row["perm_decision_reversed_date"])
        order, kind = x.known(row["perm_permanence_order_date"]), row["perm_permanence_order_type"]
        by_adoption = kind.startswith("Adop") if kind else order is None or order in left[child]
        if not order and not reversed_on:
            order = max((day for day in left[child] if not decided or day >= decided), default=None)
        ordered = order if by_adoption else None
        current = decided and not ordered and not reversed_on
        if current or any(day and day >= x.year for day in (ordered, reversed_on)):
            yield {
                "child_id": child,
                "shobpa_date": decided,
                "adoption_order_date": ordered,
                "reversal_date": reversed_on,
            }


def adopted_on(x: Extract) -> dict[str, list[dt.date]]:
    """The days on which each child's care ended by adoption."""
    found: dict[str, list[dt.date]] = defaultdict(list)
    for row in x.table("ssd_cla_episodes", "clae_cla_episode_id"):
        ended = x.known(row["clae_cla_episode_ceased_date"])
        if ended and (row["clae_cla_episode_ceased_reason"] or "")[:3] in ("E11", "E12"):
            found[row["clae_person_id"]].append(ended)
    return found


def open_on(x: Extract, rows: Iterable[Row], start: str, end: str) -> bool:
    """Whether any of the rows has begun by the day and not ended by it."""
    return any(row[start] and row[start] <= x.day and not (row[end] and row[end] <= x.day) for row in rows)


def served(x: Extract) -> dict[str, set[str]]:
    """What each referral led to; what names no referral goes to the child's last one before it not closed NFA."""
    referrals_of = x.by_child("ssd_cin_episodes", "cine_referral_id", "cine_person_id")
    known = {row["cine_referral_id"] for rows in referrals_of.values() for row in rows}
    found: dict[str, set[str]] = defaultdict(set)
    for table, key, child, referral, start in (
        (
            "ssd_cin_assessments",
            "cina_assessment_id",
            "cina_person_id",
            "cina_referral_id",
            "cina_assessment_start_date",
        ),
        ("ssd_s47_enquiry", "s47e_s47_enquiry_id", "s47e_person_id", "s47e_referral_id", "s47e_s47_start_date"),
        ("ssd_cin_plans", "cinp_cin_plan_id", "cinp_person_id", "cinp_referral_id", "cinp_cin_plan_start_date"),
        ("ssd_cp_plans", "cppl_cp_plan_id", "cppl_person_id", "cppl_referral_id", "cppl_cp_plan_start_date"),
        (
            "ssd_cla_episodes",
            "clae_cla_episode_id",
            "clae_person_id",
            "clae_referral_id",
            "clae_cla_episode_start_date",
        ),
    ):
        for row in x.table(table, key):
            if not row[start] or row[start] > x.day:
                continue
            if row[referral] in known:
                found[row[referral]].add(table)
                continue
            before = [
                (each["cine_referral_date"], each["cine_referral_id"])
                for each in referrals_of[row[child]]
                if each["cine_referral_date"]
                and each["cine_referral_date"] <= row[start]
                and each["cine_referral_nfa"] != "Y"
            ]
            if before:
                latest = max(day for day, _ in before)
                for number in (number for day, number in before if day == latest):
                    found[number].add(table)
    return found


def need(x: Extract) -> Iterable[Row]:
    in_care = {row["child_id"] for row in care(x) if row["lac_end_date"] is None}
    on_plan = {row["child_id"] for row in protection(x) if row["cpp_end_date"] is None}
    plans = x.by_child("ssd_cin_plans", "cinp_cin_plan_id", "cinp_person_id")
    begun = x.by_child("ssd_cin_assessments", "cina_assessment_id", "cina_person_id")
    leavers = {
        row["clea_person_id"]
        for row in x.table("ssd_care_leavers", "clea_table_id")
        if (row["clea_care_leaver_eligibility"] or "").split(" ")[0] in ("Relevant", "Former", "Qualifying")
    }
    services, accepted, workers = served(x), x.local("closure_reason"), Workers(x)
    for child, rows in x.by_child("ssd_cin_episodes", "cine_referral_id", "cine_person_id").items():
        status = (
            "a) Looked after child"
            if child in in_care
            else "b) Child Protection plan"
            if child in on_plan
            else "c) Child in need plan"
            if open_on(x, plans[child], "cinp_cin_plan_start_date", "cinp_cin_plan_end_date")
            else "d) Open assessment"
            if open_on(x, begun[child], "cina_assessment_start_date", "cina_assessment_auth_date")
            else None
        )
        candidates = []
        for row in rows:
            start, closed = row["cine_referral_date"], x.known(row["cine_close_date"])
            if not child or not start or start > x.day or (closed and closed < x.window):
                continue
            came = services.get(row["cine_referral_id"], set())
            reason = accepted.get(row["cine_close_reason"], row["cine_close_reason"] or "")[:3]
            if not came or (closed and reason in ("RC8", "RC9") and came <= {"ssd_cin_assessments", "ssd_s47_enquiry"}):
                continue
            if child in leavers and not closed and status is None:
                continue
            candidates.append((closed is None, start, row["cine_referral_id"], closed))
        if candidates:
            _, start, _, closed = max(candidates, key=lambda each: each[:3])
            yield {
                "child_id": child,
                "cin_start_date": start,
                "cin_closure_date": closed,
                "case_status": "e) Closed episode" if closed else status,
                **named(workers.last(child, "CW", start, closed)),
            }


def care_leavers(x: Extract) -> Iterable[Row]:
    years = ages(x)
    for child, rows in x.by_child("ssd_care_leavers", "clea_table_id", "clea_person_id").items():
        old_enough = years.get(child) is None or 16 <= (years[child] or 0) <= 25
        entitled = [row for row in rows if row["clea_care_leaver_eligibility"] not in (None, "No Current Eligibility")]
        if child and old_enough and entitled:
            yield {"child_id": child, "age": years.get(child)}


LISTS: dict[str, Callable[[Extract], Iterable[Row]]] = {
    "list_01_contacts": contacts,
    "list_02_early_help": early_help,
    "list_03_referrals": referrals,
    "list_04_assessments": assessments,
    "list_05_section_47": section_47,
    "list_06_children_in_need": need,
    "list_07_child_protection": protection,
    "list_08_children_in_care": care,
    "list_09_care_leavers": care_leavers,
    "list_10_adoption": adoption,
    "list_11_adopters": adopters,
}


def compared(pack: Pack, name: str, folder: Path) -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    """The rows of a list, as made and as worked out again, in the columns that both have."""
    again = [*LISTS[name](Extract(folder, pack.inspection.day))]
    made = next(each for each in pack.lists if each.name == name)
    if not again:
        return Counter(made.rows), Counter()
    positions = [[column.name for column in made.columns].index(column) for column in again[0]]
    return Counter(tuple(row[at] for at in positions) for row in made.rows), Counter(
        tuple(row.values()) for row in again
    )
