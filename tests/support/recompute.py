"""The lists worked out again, slowly and plainly: one child, one loop, one condition at a time. Nothing is shared with
the SQL, so that where both agree, both are likely right. Codes are compared only where a list turns on them.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
BLANKS = {"", "-1", "-1.0", "SSD_PH", "ssd_ph", "NULL", "null"}


def day_of(text: str) -> dt.date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = dt.datetime.strptime(text.strip().replace("T", " ").split(" ")[0], pattern).date()
        except ValueError:
            continue
        return None if day in (dt.date(1900, 1, 1), dt.date(9999, 12, 31)) or day.year < 1900 else day
    return None


def months_back(day: dt.date, months: int) -> dt.date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class Extract:
    """The tables of a folder, each row a dictionary: dates are dates, blanks None; repeated keys are passed over."""

    def __init__(self, folder: Path, day: dt.date) -> None:
        self.folder = folder / "case_data"
        self.codes = folder / "codes"
        self.day = day
        self.window = months_back(day, 6)
        self.year = months_back(day, 12)

    def local(self, code_set: str) -> dict[str, str]:
        """The authority's own spellings of a code set."""
        file = self.codes / f"{code_set}.csv"
        if not file.exists():
            return {}
        with file.open(encoding="utf-8", newline="") as lines:
            return {row["local spelling"]: row["accepted code"] for row in csv.DictReader(lines)}

    def table(self, name: str, key: str) -> list[Row]:
        file = self.folder / f"{name}.csv"
        if not file.exists():
            return []
        rows: list[Row] = []
        seen: set[str] = set()
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for raw in csv.DictReader(lines):
                row: Row = {}
                for column, cell in raw.items():
                    text = (cell or "").strip()
                    if column.endswith(("_date", "_dob", "_contact", "_due")):
                        row[column] = day_of(text)
                    else:
                        whole = (
                            text[:-2]
                            if column.endswith("_id") and text.endswith(".0") and text[:-2].isdigit()
                            else text
                        )
                        row[column] = None if whole in BLANKS else whole
                if row[key] in seen:
                    continue
                if row[key] is not None:
                    seen.add(row[key])
                rows.append(row)
        return rows

    def known(self, day: dt.date | None) -> dt.date | None:
        return day if day and day <= self.day else None

    def by_child(self, name: str, key: str, child: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.table(name, key):
            found[row[child]].append(row)
        return found


def age(born: dt.date, day: dt.date) -> int:
    years = 0
    while True:
        last = calendar.monthrange(born.year + years + 1, born.month)[1]
        birthday = dt.date(born.year + years + 1, born.month, min(born.day, last))
        if born.day > last:
            birthday += dt.timedelta(days=1)
        if birthday > day:
            return years
        years += 1


def ages(x: Extract) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for row in x.table("ssd_person", "pers_person_id"):
        born, expected = row.get("pers_dob"), row.get("pers_expected_dob")
        if born and born <= x.day:
            found[row["pers_person_id"]] = age(born, x.day)
        elif (expected or born) and (expected or born) > x.day:
            found[row["pers_person_id"]] = -1
        else:
            found[row["pers_person_id"]] = age(born or expected, x.day) if born or expected else None
    return found


def contacts(x: Extract) -> Iterable[Row]:
    for row in x.table("ssd_contacts", "cont_contact_id"):
        if row["cont_person_id"] and row["cont_contact_date"] and x.window <= row["cont_contact_date"] <= x.day:
            yield {"child_id": row["cont_person_id"], "contact_date": row["cont_contact_date"]}


def early_help(x: Extract) -> Iterable[Row]:
    for table, prefix, key in (
        ("ext_early_help_assessments", "ehas_", "ehas_assessment_id"),
        ("ssd_early_help_episodes", "earl_episode_", "earl_episode_id"),
    ):
        for row in x.table(table, key):
            child = row.get("ehas_person_id") or row.get("earl_person_id")
            start, end = row[f"{prefix}start_date"], row[f"{prefix}end_date"]
            if child and start and start <= x.day and not (end and end < x.window):
                yield {"child_id": child, "eh_start_date": start, "eh_end_date": x.known(end)}


def referrals(x: Extract) -> Iterable[Row]:
    for child, rows in x.by_child("ssd_cin_episodes", "cine_referral_id", "cine_person_id").items():
        dated = [row for row in rows if row["cine_referral_date"] and row["cine_referral_date"] <= x.day]
        if not child or not dated:
            continue
        latest = max(dated, key=lambda row: (row["cine_referral_date"], row["cine_referral_id"]))
        first = months_back(latest["cine_referral_date"], 12)
        earlier = sum(1 for row in dated if row is not latest and first <= row["cine_referral_date"])
        for row in dated:
            if row["cine_referral_date"] >= x.window:
                yield {"child_id": child, "referral_date": row["cine_referral_date"], "referrals_12m": earlier}


def assessments(x: Extract) -> Iterable[Row]:
    for row in x.table("ssd_cin_assessments", "cina_assessment_id"):
        start, authorised = row["cina_assessment_start_date"], x.known(row["cina_assessment_auth_date"])
        if row["cina_person_id"] and start and start <= x.day and not (authorised and authorised < x.window):
            support = {"Y": "b) No", "N": "a) Yes"}.get(row["cina_assessment_outcome_nfa"]) if authorised else None
            yield {
                "child_id": row["cina_person_id"],
                "assessment_start_date": start,
                "assessment_auth_date": authorised,
                "assessment_support_required": support,
            }


def section_47(x: Extract) -> Iterable[Row]:
    discussions: dict[str, dt.date] = {}
    for row in x.table("ext_strategy_discussions", "stra_discussion_id"):
        held = row["stra_discussion_date"]
        if held:
            discussions[row["stra_s47_enquiry_id"]] = min(held, discussions.get(row["stra_s47_enquiry_id"], held))
    conferences = [
        row for row in x.table("ssd_initial_cp_conference", "icpc_icpc_id") if row["icpc_icpc_transfer_in"] != "Y"
    ]
    for child, rows in x.by_child("ssd_s47_enquiry", "s47e_s47_enquiry_id", "s47e_person_id").items():
        begun = []
        for row in rows:
            start = discussions.get(row["s47e_s47_enquiry_id"]) or row["s47e_s47_start_date"]
            if start and start <= x.day:
                begun.append((start, row["s47e_s47_enquiry_id"], x.known(row["s47e_s47_end_date"])))
        if not child or not begun:
            continue
        last_start, last_id, _ = max(begun, key=lambda each: each[:2])
        first = months_back(last_start, 12)
        earlier = sum(1 for start, number, _ in begun if number != last_id and first <= start)
        held = {
            row["icpc_s47_enquiry_id"] or row["icpc_icpc_id"]
            for row in conferences
            if row["icpc_person_id"] == child
            and row["icpc_icpc_date"]
            and first <= row["icpc_icpc_date"] <= last_start
            and row["icpc_s47_enquiry_id"] != last_id
        }
        for start, _, end in begun:
            if end is None or start >= x.window:
                yield {
                    "child_id": child,
                    "s47_start_date": start,
                    "s47_count_12m": earlier,
                    "icpc_count_12m": len(held),
                }
