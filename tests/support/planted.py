"""An invented borough as built, and how each fault planted in it should show in its lists."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from readiness.commands.build import build
from readiness.run.model import Pack

DAY = dt.date(2023, 3, 31)


class Borough:
    """An invented borough: its folder, what was built from it, and how to look a child up in a list."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pack: Pack = build(folder, ("annex-a",), DAY).pack

    @cache  # noqa: B019 - a borough lives as long as its tests
    def raw(self, name: str) -> list[dict[str, str]]:
        """The rows of a file of case data as they stand."""
        with (self.folder / "case_data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return [*csv.DictReader(file)]

    @cached_property
    def by_child(self) -> dict[tuple[int, str], list[dict[str, Any]]]:
        found: dict[tuple[int, str], list[dict[str, Any]]] = {}
        for made in self.pack.lists:
            names = [column.name for column in made.columns]
            for row in made.rows:
                found.setdefault((made.number, str(row[0])), []).append(dict(zip(names, row, strict=True)))
        return found

    def rows(self, number: int, child: str | None = None) -> list[dict[str, Any]]:
        if child is not None:
            return self.by_child.get((number, child), [])
        return [row for (its, _), rows in self.by_child.items() if its == number for row in rows]

    @cached_property
    def reasons(self) -> Counter[tuple[int, str]]:
        return Counter({(part.list.number, part.reason): part.rows for part in self.pack.reasons})


@dataclass(frozen=True)
class Planted:
    """One line of faults.csv."""

    borough: Borough
    table: str
    key: str
    child: str

    def rows(self, number: int) -> list[dict[str, Any]]:
        """The child's rows of a list."""
        return self.borough.rows(number, self.child)

    def values(self, number: int, column: str) -> list[Any]:
        """The child's values in a column of a list."""
        return [row[column] for row in self.rows(number)]

    def told(self, wrong: str) -> bool:
        """Whether a finding about the table says so."""
        return any(self.table in found.place and wrong in found.wrong for found in self.borough.pack.findings)

    def warned(self, rule: str) -> bool:
        """Whether a rule about the table names the child."""
        its = [entry for entry in self.borough.pack.worklist.entries if entry.person == self.child]
        return any((entry.line.cause.rule, entry.line.cause.about) == (rule, self.table) for entry in its)

    def unmapped(self) -> bool:
        """Whether a spelling of the row is reported as having no code."""
        spellings = {each.spelling for each in self.borough.pack.intake.unmapped if not each.expected}
        return bool(spellings & {*self.row.values()})

    @property
    def row(self) -> dict[str, str]:
        """The row of case data, by its key, which stands in one of the first two columns."""
        return next(row for row in self.borough.raw(self.table) if self.key in [*row.values()][:2])

    def of_child(self, table: str, column: str) -> list[dict[str, str]]:
        """The child's rows of a table of case data, up to the inspection day, by their dates in a column."""
        person = next(name for name in self.borough.raw(table)[0] if name.endswith("_person_id"))
        rows = [row for row in self.borough.raw(table) if row[person] == self.child and row[column][:10] <= str(DAY)]
        return sorted(rows, key=lambda row: row[column])


def day(text: str) -> dt.date:
    """The day of a date and time as the files have it."""
    return dt.date.fromisoformat(text[:10])


def worker(it: Planted) -> str:
    """The name of the worker of an involvement."""
    names = {row["prof_professional_id"]: row["prof_professional_name"] for row in it.borough.raw("ssd_professionals")}
    return names[it.row["invo_professional_id"]]


def not_seen(number: int, visit: str, shown: str) -> Callable[[Planted], bool]:
    """The newest visit did not see the child, and the list shows the newest of those that did."""

    def check(it: Planted) -> bool:
        visits = it.of_child(it.table, f"{visit}_date")
        seen = [row for row in visits if row[f"{visit}_seen"] == "Y"]
        return visits[-1][f"{visit}_id"] == it.key and it.values(number, shown) == [day(seen[-1][f"{visit}_date"])]

    return check


def assessed_once(it: Planted) -> bool:
    """As many assessments are listed as have keys of their own."""
    rows = [row for row in it.borough.raw(it.table) if row["cina_person_id"] == it.child]
    listed = [row for row in rows if not "" < row["cina_assessment_auth_date"] < "2022-09-30"]
    return len(it.rows(4)) == len({row["cina_assessment_id"] for row in listed}) < len(listed)


def began_placement(it: Planted) -> bool:
    """A placement began with the episode, as the table of placements says too."""
    began = it.row["clae_cla_episode_start_date"]
    placements = it.of_child("ssd_cla_placement", "clap_cla_placement_start_date")
    return began in [row["clap_cla_placement_start_date"] for row in placements]


SHOWS: dict[tuple[str, str] | str, Callable[[Planted], bool]] = {
    "adult among the children": lambda it: min(it.values(1, "age")) >= 18,
    "adoption without a decision": lambda it: (
        it.values(10, "shobpa_date") == [None] and it.values(10, "adoption_order_date") != [None]
    ),
    "assessment authorised after the inspection day": lambda it: (
        None in it.values(4, "assessment_auth_date") and "d)" in it.values(6, "case_status")[0]
    ),
    "back in care within twelve months": lambda it: it.values(8, "second_period_12m") == ["a) Yes"],
    "born on 29 February": lambda it: {11} == {*it.values(1, "age")},
    ("broken JSON", "ssd_assessment_factors"): lambda it: (
        it.table not in {made.name for made in it.borough.pack.intake.tables if made.read}
    ),
    ("broken JSON", "ssd_cla_care_plan"): lambda it: it.values(8, "permanence_plan") == [None],
    "case closed after the inspection day": lambda it: it.values(6, "cin_closure_date") == [None],
    "child in care without a placement": lambda it: it.values(8, "placement_start_date") == [None],
    "child that is not in ssd_person": lambda it: it.values(1, "gender") == [None] and it.told("not in ssd_person"),
    "closed after assessment, after a plan": lambda it: it.values(6, "closure_reason")[0][:3] in ("RC8", "RC9"),
    "closure reason that no code map knows": lambda it: it.unmapped(),
    "conference after the inspection day": lambda it: {None} == {*it.values(5, "icpc_date")},
    "contact on the day after the inspection": lambda it: (
        not it.rows(1) and it.borough.reasons[1, "after the inspection day"] == 3
    ),
    "contact on the day before the window, a minute before midnight": lambda it: not it.rows(1),
    "contact on the first day of the window, at midnight": lambda it: (
        it.values(1, "contact_date") == [dt.date(2022, 9, 30)]
    ),
    "contact on the inspection day, in the evening": lambda it: it.values(1, "contact_date") == [DAY],
    "contact source that no code map knows": lambda it: (
        it.values(1, "contact_source") == ["Drop-in clinic"] and it.unmapped()
    ),
    "contact with a care leaver after the inspection day": lambda it: it.values(9, "latest_contact_date")[0] <= DAY,
    "date in British order": lambda it: dt.date(2022, 12, 5) in it.values(1, "contact_date"),
    "date of 1900 where there is none": lambda it: None in it.values(4, "assessment_auth_date"),
    "date that is no date": lambda it: it.told("not a date") and it.borough.reasons[1, "no date of contact"] == 3,
    "ethnicity that no code map knows": lambda it: it.values(1, "ethnicity") == ["ZWXX"] and it.unmapped(),
    "identifier that Excel made a number of": lambda it: (
        {"a) Yes"} == {row["disability"] for number in (4, 5, 6, 7, 8) for row in it.rows(number)}
    ),
    "identifier that Excel shortened": lambda it: it.told("Excel has shortened"),
    "involvement without a worker": lambda it: (
        it.values(6, "allocated_worker") == [None] and it.values(6, "allocated_team") != [None]
    ),
    ("key repeats and the row differs", "ssd_cin_assessments"): lambda it: (
        assessed_once(it) and it.told("the key repeats")
    ),
    ("key repeats and the row differs", "ssd_professionals"): lambda it: it.told("key repeats"),
    "legal status changes without a move": lambda it: (
        it.values(8, "placement_start_date") != [day(it.row["clae_cla_episode_start_date"])]
    ),
    "minus one in place of a code": lambda it: "School" in it.values(1, "contact_source")[0],
    "minus one where there is no team": lambda it: None in it.values(3, "allocated_team"),
    "move with the same carer": began_placement,
    ("newest visit did not see the child", "ssd_cin_visits"): not_seen(6, "cinv_cin_visit", "last_seen_date"),
    ("newest visit did not see the child", "ssd_cla_visits"): not_seen(8, "clav_cla_visit", "last_sw_visit"),
    ("newest visit did not see the child", "ssd_cp_visits"): not_seen(7, "cppv_cp_visit", "last_visit_date"),
    "one child under two identifiers": lambda it: len(it.rows(1)) == 1,
    "only short breaks": lambda it: not it.rows(8) and "c)" in it.values(6, "case_status")[0],
    "open case awaiting a plan": lambda it: it.values(6, "case_status") == [None],
    "open involvement that ends in 9999": lambda it: it.values(6, "allocated_worker") == [worker(it)],
    "order and move with the same carer": began_placement,
    "order left open after care ended": lambda it: it.warned("RD-20") and None not in it.values(8, "lac_end_date"),
    "placeholder where there is no worker": lambda it: None in it.values(3, "allocated_worker"),
    "placement left open after care ended": lambda it: None not in it.values(8, "lac_end_date"),
    "placement type that no code map knows": lambda it: it.unmapped(),
    "plan and checks of an earlier period of care": lambda it: (
        it.values(8, "permanence_plan") != ["g) other"]
        and all(
            each is None or each >= it.values(8, "lac_start_date")[0]
            for column in ("last_health_assessment", "last_dental_check")
            for each in it.values(8, column)
        )
    ),
    "plan ended after the inspection day": lambda it: it.values(7, "cpp_end_date") == [None],
    "plan of another authority": lambda it: not it.rows(7) and "c)" in it.values(6, "case_status")[0],
    "plan that does not say whose it is": lambda it: len(it.rows(7)) == 1,
    "referral on the day after the inspection": lambda it: not it.rows(3),
    "referral on the day before the window, a minute before midnight": lambda it: not it.rows(3),
    "referral on the first day of the window, at midnight": lambda it: len(it.rows(3)) == 1,
    "referral on the inspection day, in the evening": lambda it: it.values(3, "referral_date") == [DAY],
    "referral without action over an open case": lambda it: (
        it.values(6, "cin_closure_date") == [None] and "a) Yes" in it.values(3, "referral_nfa")
    ),
    "reviewing officer is the newest involvement": lambda it: all(
        it.values(number, "allocated_worker") != [worker(it)] for number in (6, 7)
    ),
    "second referral on one day": lambda it: len(it.rows(3)) >= 2 and min(it.values(3, "referrals_12m")) >= 1,
    "special guardianship is no care": lambda it: not it.rows(8),
    "text over two lines": lambda it: "\n" in it.row["cont_contact_outcome_json"],
    "twins with one birth date": lambda it: len(it.rows(1)) == 1,
    "two conferences for one enquiry": lambda it: len(it.rows(5)) == 1 and it.values(5, "icpc_result_cpp") != [None],
    "two plans in six months": lambda it: (
        len(it.rows(7)) == 1 and it.borough.reasons[7, "an earlier plan of the same child"] == 3
    ),
    "unborn child with an expected date": lambda it: (
        it.values(1, "age") == [-1] and it.values(1, "date_of_birth") != [None]
    ),
    "unborn child without an expected date": lambda it: (
        it.values(1, "age") == [None] and it.values(1, "date_of_birth") == [None]
    ),
    ("whole row repeats", "ssd_cin_visits"): lambda it: it.told("whole row repeats"),
    ("whole row repeats", "ssd_cla_episodes"): lambda it: len(it.rows(8)) <= 1 and it.told("whole row repeats"),
    ("whole row repeats", "ssd_contacts"): lambda it: it.told("whole row repeats"),
}
