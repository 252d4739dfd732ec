"""One fault is one finding: true data stays unmarked, and each kind of fault is found as what it is and nothing else."""

from __future__ import annotations

import copy
import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from dirty import damage, sheets_of, write

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.checks.check import ListOrigin, check
from readiness.cli import main
from readiness.commands.build import build
from readiness.foundation.database import Store
from readiness.lists.find_in_workbook import Leaf, sort_out
from readiness.lists.make import set_scene
from readiness.lists.read_workbook import settle
from readiness.specification.read import read_annex, with_answers

pytestmark = pytest.mark.slow

Sheets = dict[str, list[list[Any]]]
Change = Callable[[Any], Any]
MADE = ("data-quality",)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("invented") / "village"
    assert CliRunner().invoke(main, ["example", str(folder), "--quiet"]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def lists(village: Path) -> Sheets:
    """The village's lists as sheets: headings on the first row, and no row of a child with a planted fault."""
    planted = {row["child_id"] for row in faults(village)}
    made = build(village, write=False).pack.lists
    return {
        f"List_{each.number}": [
            [column.heading for column in each.columns],
            *([*row] for row in each.rows if row[0] not in planted),
        ]
        for each in made
    }


def faults(folder: Path) -> list[dict[str, str]]:
    with (folder / "faults.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def found(folder: Path, sheets: Mapping[str, list[list[Any]]]) -> Counter[str]:
    """How often each rule is broken, points for practice apart."""
    annex = read_annex(own_over_installed("annex_a"))
    its = scope_of(open_workspace(folder), annex, None)
    annex = with_answers(annex, its.answers)
    with Store() as store:
        set_scene(store, annex, its, {})
        leaves = [Leaf(name, name, rows) for name, rows in sheets.items()]
        workbook = sort_out(leaves, annex.lists, "lists")
        settled = settle(store, annex, workbook, {}, [], [])
        remarks = [*workbook.remarks, *(remark for _, told in settled.values() for remark in told)]
        causes = check(store, annex, its, ListOrigin(workbook.lists, remarks=remarks))
    counts: Counter[str] = Counter()
    for cause in causes:
        if cause.severity != "practice":
            counts[cause.rule] += cause.count
    return counts


# The rule that must find it, the list, the heading of the cell, and what is done to it.
FAULTS: dict[str, tuple[str, str, str, Change]] = {
    "a day to come": ("AA-S14", "List_9", "Latest Pathway Plan Review Date", lambda _: dt.date(2031, 1, 1)),
    "no date": ("AA-S12", "List_2", "Assessment start date", lambda _: "soon"),
    "an impossible day": ("AA-S12", "List_7", "Date of latest review conference", lambda _: "31/02/2023"),
    "the day of 1900": ("AA-S13", "List_8", "Date of Last Dental Check", lambda _: "01/01/1900"),
    "an error value": ("AA-S08", "List_2", "Organisation completing assessment", lambda _: "#N/A"),
    "two spaces": ("AA-S10", "List_2", "Organisation completing assessment", lambda _: "Early  help hub"),
    "hard space at the end": ("AA-S10", "List_1", "Contact Source", lambda text: f"{text}\u00a0"),
    "a placeholder": ("AA-S11", "List_9", "Latest Pathway Plan Review Date", lambda _: "nan"),
    "a bare key": ("AA-S17", "List_1", "Contact Source", lambda text: text.split(")")[1].split(":")[0].strip()),
    "capitals": ("AA-S17", "List_3", "Referral NFA?", str.upper),
    "words without a code": ("AA-S16", "List_7", "Initial Category of Abuse", lambda _: "As the system says"),
    "a blank where none may be": ("AA-S20", "List_2", "Organisation completing assessment", lambda _: None),
    "a decimal number": ("RD-04", "List_7", "Number of Previous Child Protection Plans", lambda number: number + 0.5),
    "a number below": (
        "AA-S15",
        "List_8",
        "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
        lambda _: -3,
    ),
}


def damaged(lists: Sheets, kind: str, at: int) -> Sheets:
    """The lists with that fault in one row."""
    _, name, heading, change = FAULTS[kind]
    sheets = {**lists, name: copy.deepcopy(lists[name])}
    rows, place = sheets[name][1:], sheets[name][0].index(heading)
    filled = [row for row in rows if row[place] not in (None, "")]
    row = filled[at % len(filled)]
    row[place] = change(row[place])
    return sheets


@pytest.mark.parametrize("kind", FAULTS)
def test_one_fault_in_lists_without_any_is_found_as_that_fault_alone(village: Path, lists: Sheets, kind: str) -> None:
    assert found(village, damaged(lists, kind, at=len(kind) ** 3)) == {FAULTS[kind][0]: 1}


@pytest.mark.parametrize("at", [0, 4_321, 10_000])
def test_faults_of_every_kind_in_other_rows_are_found_each_once(village: Path, lists: Sheets, at: int) -> None:
    for step, kind in enumerate(FAULTS):
        lists = damaged(lists, kind, at + step)
    assert found(village, lists) == Counter(rule for rule, *_ in FAULTS.values())


def test_lists_without_planted_faults_break_no_rule(village: Path, lists: Sheets) -> None:
    assert not found(village, lists)


@pytest.mark.parametrize("size", ["village", "borough"])
def test_every_error_in_an_invented_authority_was_planted(size: str, tmp_path: Path) -> None:
    folder = tmp_path / size
    assert CliRunner().invoke(main, ["example", str(folder), "--size", size, "--quiet"]).exit_code == 0
    planted = {row["child_id"] for row in faults(folder)}
    pack = build(folder, write=False).pack
    errors = [entry for entry in pack.worklist.entries if entry.line.cause.severity == "error"]
    assert errors
    assert not {entry.line.cause.rule for entry in errors if entry.person not in planted}


def test_a_messy_workbook_gives_a_report_of_causes_and_not_of_cells(
    anyshire: Path, built: Path, tmp_path: Path
) -> None:
    sheets = sheets_of(built / "annex_a.xlsx")
    damaged = sum(damage(sheets, 0.3, seed=4).values())
    write(sheets, tmp_path / "messy.xlsx")
    pack = build(anyshire, source=tmp_path / "messy.xlsx", write=False).pack
    assert damaged > 250
    assert pack.checks.counts["error"] > 100
    by_rule = Counter(line.cause.rule for line in pack.worklist.lines)
    assert all(line.cause.wrong and line.cause.do and line.cause.why for line in pack.worklist.lines)
    assert sum(by_rule.values()) < sum(cause.count for cause in pack.checks.causes)


def test_what_is_new_still_there_and_gone_is_told(anyshire: Path) -> None:
    first = build(anyshire, MADE).pack.checks
    assert not first.compared_with
    assert not build(anyshire, MADE).pack.checks.since, "a run is not compared with one for the same day"
    contacts, later = anyshire / "case_data" / "ssd_contacts.csv", dt.date(2026, 11, 21)
    lines = contacts.read_text(encoding="utf-8").splitlines()
    contacts.write_text("\n".join([*lines, "C99,0001,2026-06-03,Lollipop lady"]) + "\n", encoding="utf-8")
    worse = build(anyshire, MADE, day=later)
    assert "AA-S16" in {line.cause.rule for line in worse.pack.worklist.lines if line.new}
    assert re.fullmatch(r"the run for 20 November 2026, made \d+ \w+ \d{4}", worse.pack.checks.compared_with)
    contacts.write_text("\n".join(lines) + "\n", encoding="utf-8")
    better = build(anyshire, MADE, day=later + dt.timedelta(days=1)).pack.checks
    assert "AA-S16" in {gone.rule for gone in better.gone}
    again = build(anyshire, MADE, day=later).pack.checks
    assert again.compared_with.endswith("; the same extract as then, so no change in the data can show")
