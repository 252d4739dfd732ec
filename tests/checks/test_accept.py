"""Findings that somebody accepts: counted apart, by whom they are about, until a day, while the data stay as they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from registers import SHEETS

from readiness.checks.accept import Acceptances, Remembered, RestsOn, accepted_apart, read_acceptances, told_of
from readiness.checks.model import BrokenRule, Checks
from readiness.checks.rows_in_extract import CaseRow
from readiness.files.digest_key import DigestKey
from readiness.lists.model import ColumnResult, ListResult
from readiness.register.new import new_register
from readiness.register.read import read_register
from readiness.register.rows import acceptance_rows
from readiness.specification.model import Annex

DAY = dt.date(2026, 11, 20)
KEY = DigestKey(bytes(range(32)))
ROW: Mapping[str, object] = {
    "rule": "AA-L25",
    "child": "A1",
    "reason": "The plan is before the court",
    "accepted_by": "B. Bell",
    "accepted_on": dt.date(2026, 11, 1),
    "until": dt.date(2027, 3, 1),
}
PLACE = "register.xlsx, sheet Accepted findings, row 2"
CARE, CASES = "list_08_children_in_care", "ssd_cla_placement"


def read(annex: Annex, folder: Path, *rows: Mapping[str, object], day: dt.date = DAY) -> Acceptances:
    file = folder / "register.xlsx"
    file.write_bytes(new_register(SHEETS, {"accepted_findings": rows}))
    sheet = {"accepted_findings": SHEETS["accepted_findings"]}
    return read_acceptances(annex, acceptance_rows(read_register(file, sheet)), day)


def column(name: str, kind: str) -> ColumnResult:
    return ColumnResult(name, name, kind, "", "", "", "", True, (), (), True, 0, 0, kind)


def in_care(*rows: tuple[str, str | None]) -> ListResult:
    columns = (column("child_id", "person"), column("plan", "text"))
    names = {"name": CARE, "number": 8, "title": "", "short_title": "", "inclusion": ""}
    return ListResult(tables=(), rows_in_files=len(rows), columns=columns, rows=rows, **names)


def broken(
    rule: str, *rows: int, about: str = CARE, severity: str = "practice", new: frozenset[int] = frozenset()
) -> BrokenRule:
    return BrokenRule(rule, severity, about, ("plan",), "is wrong", "Mend it", "", rows, new)


LIST = in_care(("A1", None), ("A2", None), ("A1", "old"))
CHECKS = Checks((broken("AA-L25", 0, 1, 2, new=frozenset({0, 1})),))


def apart(
    known: Acceptances, checks: Checks = CHECKS, listed: ListResult = LIST, remembered: Remembered | None = None
) -> Checks:
    known = Acceptances(known.rows, known.findings, remembered or {})
    cases = {("RD-08", CASES, 0): CaseRow(2, "A1", "2026-01-01")}
    return accepted_apart(checks, known, RestsOn((listed,), {}, cases, KEY), DAY)


def said(checks: Checks) -> list[str]:
    return [str(finding) for finding in told_of(checks.accepted)]


def test_what_is_accepted_of_a_child_is_counted_apart_and_the_rest_stays(annex: Annex, tmp_path: Path) -> None:
    checks = apart(read(annex, tmp_path, ROW))
    assert [(cause.rows, cause.new) for cause in checks.causes] == [((1,), {1})]
    assert (checks.counts["practice"], checks.accepted_counts) == (1, {"practice": 2})
    assert checks.everything == CHECKS.causes
    assert [(each.accepted, each.returned, each.state) for each in checks.accepted] == [(2, 0, "accepted")]
    assert (checks.accepted_ending, checks.soon) == (0, dt.date(2026, 12, 20))
    assert said(checks) == []


def test_a_whole_rule_may_be_accepted_for_all(annex: Annex, tmp_path: Path) -> None:
    whole = Checks((*CHECKS.causes, broken("AA-C03")))
    rows = ({**ROW, "child": "ALL children"}, {**ROW, "rule": "aa-c03", "child": "All", "until": dt.date(2026, 12, 20)})
    checks = apart(read(annex, tmp_path, *rows), whole)
    assert checks.causes == ()
    assert checks.accepted_counts == {"practice": 4}
    assert checks.accepted_ending == 1
    assert not checks.remembered


def test_a_row_of_case_data_is_its_childs(annex: Annex, tmp_path: Path) -> None:
    cases = Checks((broken("RD-08", 0, about=CASES, severity="warning"),))
    assert apart(read(annex, tmp_path, {**ROW, "rule": "RD-08"}), cases).accepted_counts == {"warning": 1}
    assert apart(read(annex, tmp_path, {**ROW, "rule": "RD-08", "child": "A2"}), cases).accepted_counts == {}


def test_it_comes_back_when_its_last_day_has_passed(annex: Annex, tmp_path: Path) -> None:
    assert apart(read(annex, tmp_path, {**ROW, "until": DAY})).accepted_counts == {"practice": 2}
    checks = apart(read(annex, tmp_path, {**ROW, "until": dt.date(2026, 11, 19)}))
    assert (checks.counts["practice"], checks.accepted_counts) == (3, {})
    assert [each.state for each in checks.accepted] == ["ended"]
    assert said(checks) == [
        f"{PLACE}: this ended on 19 November 2026, so 2 findings of AA-L25 count again. Look at it again; to accept it as "
        "it now is, give a new day under Accepted on, or take the row away."
    ]


def test_what_another_row_accepts_does_not_come_back(annex: Annex, tmp_path: Path) -> None:
    rows = ({**ROW, "until": dt.date(2026, 11, 19)}, {**ROW, "child": "All"})
    checks = apart(read(annex, tmp_path, *rows))
    assert checks.causes == () and said(checks) == []


def test_it_comes_back_when_the_data_behind_it_have_changed(annex: Annex, tmp_path: Path) -> None:
    known = read(annex, tmp_path, ROW)
    remembered = apart(known).remembered
    assert apart(known, remembered=remembered).accepted_counts == {"practice": 2}
    moved = in_care(("A1", "old"), ("A2", None), ("A1", None))
    assert apart(known, listed=moved, remembered=remembered).accepted_counts == {"practice": 2}
    checks = apart(known, listed=in_care(("A1", None), ("A2", None), ("A1", "new")), remembered=remembered)
    assert checks.accepted_counts == {"practice": 1}
    assert [cause.rows for cause in checks.causes] == [(1, 2)]
    assert [each.state for each in checks.accepted] == ["the data have changed"]
    assert said(checks) == [
        f"{PLACE}: the data behind it are not what they were when it was accepted, so 1 finding of AA-L25 counts again. "
        "Look at it again; to accept it as it now is, give a new day under Accepted on, or take the row away."
    ]
    assert checks.remembered == remembered
    more = Checks((broken("AA-L25", 0, 1, 2, 3),))
    again = apart(known, more, in_care(*LIST.rows, ("A1", None)), remembered)
    assert (again.accepted_counts, again.counts["practice"]) == ({"practice": 2}, 2)
    anew = read(annex, tmp_path, {**ROW, "accepted_on": DAY})
    assert apart(anew, more, in_care(*LIST.rows, ("A1", None)), remembered).accepted_counts == {"practice": 3}


def test_what_is_remembered_holds_no_child(annex: Annex, tmp_path: Path) -> None:
    remembered = apart(read(annex, tmp_path, ROW)).remembered
    assert remembered and "A1" not in str(remembered) and "court" not in str(remembered)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"reason": None}, "Reason: is blank, so nothing is accepted. Write why it is accepted."),
        ({"accepted_by": None}, "Accepted by: is blank, so nothing is accepted. Write who accepts it."),
        ({"until": None}, "Until: is blank, so nothing is accepted. Write the last day on which it is."),
        ({"child": None}, "Child: is blank, so nothing is accepted. Write the child, or All."),
        ({"rule": "AA-L250"}, 'Rule: "AA-L250" is not a rule, so nothing is accepted. Did you mean "AA-L50"?'),
        (
            {"rule": "AA-S20", "child": "All"},
            "Child: an error cannot be accepted for all children, so nothing is accepted. Accept it child by child, or "
            "correct it.",
        ),
    ],
)
def test_a_row_that_says_too_little_accepts_nothing(
    annex: Annex, tmp_path: Path, cells: Mapping[str, object], told: str
) -> None:
    known = read(annex, tmp_path, {**ROW, **cells})
    assert [str(finding) for finding in known.findings] == [f"{PLACE}, {told}"]
    checks = apart(known)
    assert checks.causes == CHECKS.causes
    assert [(each.accepted, each.state) for each in checks.accepted] == [(0, "not used")]
