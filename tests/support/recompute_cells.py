"""Cells of the lists worked out again: who holds a case, the plan for permanence, checks of health; see recompute.py."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict

from recompute import Extract, Row

PLANS = {
    "RTF": "a) Return to family",
    "ADO": "b) Adoption",
    "SGO": "c) SGO/CAO",
    "SUP": "d) Supported living in the community",
    "RES": "e) Long-term residential placement",
    "LTF": "f) Long-term fostering",
    "OTH": "g) other",
}
IN_WORDS = {words[3:].lower(): words for words in PLANS.values()}
FLAGS = {
    "RETURN1M": "RTF",
    "RETURN6M": "RTF",
    "RETURNEV": "RTF",
    "LTFOST18": "LTF",
    "RESPLMT": "RES",
    "SUPPLIV": "SUP",
    "ADOPTION": "ADO",
    "OTHERPLN": "OTH",
}

NEEDS = {
    "N1": "Abuse or neglect",
    "N2": "Child’s disability",
    "N3": "Parental illness or disability",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
}


def last_need(episodes: list[Row]) -> str | None:
    """The need that the last episode names, or else the last one that names any."""
    named = [row for row in episodes if row["clae_cla_primary_need_code"]]
    if not named:
        return None
    last = max(named, key=lambda row: (row["clae_cla_episode_start_date"], row["clae_cla_episode_id"]))
    need = last["clae_cla_primary_need_code"]
    return f"{need} - {NEEDS[need]}" if need in NEEDS else str(need)


class Workers:
    """Who held which child's case when, by role and in names."""

    def __init__(self, x: Extract) -> None:
        roles = {"Allocated Case Worker": "CW", "Case Worker": "CW", "Personal Adviser": "PA", **x.local("worker_role")}
        self._day = x.day
        self._names: dict[str, str] = {}
        people = x.table("ssd_professionals", "prof_professional_id")
        for column in ("prof_staff_id", "prof_professional_id"):
            self._names |= {row[column]: row["prof_professional_name"] for row in people if row.get(column)}
        self._teams = {row["dept_team_id"]: row["dept_team_name"] for row in x.table("ssd_department", "dept_team_id")}
        self._held: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in x.table("ssd_involvements", "invo_involvements_id"):
            role = row["invo_professional_role_id"]
            if row["invo_involvement_start_date"]:
                self._held[row["invo_person_id"], roles.get(role, role)].append(row)

    def last(self, child: str, role: str, began: dt.date, ended: dt.date | None) -> tuple[str | None, str | None]:
        """Team and worker: of what has ended, the last one in it; of what is open, whoever holds it today."""
        first, last = (began, ended) if ended else (self._day, self._day)
        best: tuple[object, ...] = ()
        names: tuple[str | None, str | None] = (None, None)
        for row in self._held[child, role]:
            start, end = row["invo_involvement_start_date"], row["invo_involvement_end_date"]
            if start > last or (end and end < first):
                continue
            order = (min(end or last, last), start, row["invo_involvements_id"])
            if order > best:
                team, worker = row["invo_professional_team"], row["invo_professional_id"]
                best, names = order, (self._teams.get(team, team), self._names.get(worker, worker))
        return names


class Care:
    """What is recorded of children in care beside their episodes."""

    def __init__(self, x: Extract) -> None:
        self._day = x.day
        self._agreed = x.by_child("ext_permanence_plans", "pepl_plan_id", "pepl_person_id")
        self._written = x.by_child("ssd_cla_care_plan", "lacp_table_id", "lacp_person_id")
        self._checks = x.by_child("ssd_cla_health", "clah_health_check_id", "clah_person_id")

    def plan(self, child: str, before: dt.date | None, ended: dt.date | None) -> str | None:
        """The plan in force on the day, or when care ended; none that was made by the end of the care ``before``."""
        agreed = [
            (row["pepl_agreed_date"], row["pepl_plan_id"], row["pepl_plan"])
            for row in self._agreed[child]
            if self._in_force(row["pepl_agreed_date"], row["pepl_end_date"], before, ended) and row["pepl_plan"]
        ]
        if agreed:
            words = max(agreed)[2]
            return PLANS.get(words) or IN_WORDS.get(words.lower(), words)
        written = [
            (row["lacp_cla_care_plan_start_date"], row["lacp_table_id"], row["lacp_cla_care_plan_json"])
            for row in self._written[child]
            if self._in_force(row["lacp_cla_care_plan_start_date"], row["lacp_cla_care_plan_end_date"], before, ended)
            and row["lacp_cla_care_plan_json"]
        ]
        text = max(written)[2] if written else ""
        flags = re.findall(r'"(\w+)"\s*:\s*"Y"', text.upper()) if text.endswith("}") else []
        return PLANS.get(FLAGS.get(flags[0], "")) if len(flags) == 1 else None

    def _in_force(
        self, start: dt.date | None, end: dt.date | None, before: dt.date | None, care_ended: dt.date | None
    ) -> bool:
        if not start or start > (care_ended or self._day) or (before and start <= before):
            return False
        return end is None or (end >= care_ended if care_ended else end > self._day)

    def check(self, child: str, kind: str, began: dt.date, ended: dt.date | None) -> dt.date | None:
        """The last check of a kind that took place in this period of care."""
        held = [
            row["clah_health_check_date"]
            for row in self._checks[child]
            if (row["clah_health_check_type"] or "").lower().startswith(kind)
            and (row["clah_health_check_status"] or "completed").lower() in ("completed", "approved")
            and row["clah_health_check_date"]
            and began <= row["clah_health_check_date"] <= (ended or self._day)
        ]
        return max(held, default=None)
