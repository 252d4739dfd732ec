"""What is ready: each rule of a document's status, by what its register says, what its file says and what day it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from document_files import DAMAGED, OUTSIDE, put, word
from registers import EDITIONS, SHEETS

from readiness.preparedness.documents import Scene, areas_of, documents
from readiness.preparedness.model import DocumentStanding
from readiness.register.new import new_register
from readiness.register.rows import read_rows
from readiness.register.sheet_rows import DocumentRow
from readiness.specification.frameworks import EVERY_AREA, Document
from readiness.specification.model import Annex

DAY = dt.date(2026, 11, 20)
TITLE = "Threshold document"
LONG_AGO = dt.date(2026, 3, 2)
IN_ORDER: Mapping[str, object] = {
    "document": TITLE,
    "owner": "A. Adams",
    "deputy": "B. Brown",
    "status": "ready",
    "approved_on": LONG_AGO,
    "review_by": dt.date(2027, 3, 1),
    "file": "threshold.docx",
}
UNFINISHED: Mapping[str, object] = {
    "status": "in_development",
    "plan": "The last chapter",
    "due": dt.date(2026, 12, 1),
    "file": "",
    "approved_on": None,
    "review_by": None,
}
UNBEGUN: Mapping[str, object] = {**UNFINISHED, "status": "not_started", "plan": ""}
NOT_WANTED: Mapping[str, object] = {"status": "not_applicable", "owner": "", "deputy": "", "file": ""}

NO_FILE = "is declared Ready, but there is no such file"
NO_DATE = "is in development, and there is no date"
NOT_BEGUN = "is not started, and there is no date"


def a_document(**said: Any) -> Document:
    known = {"title": TITLE, "areas": ("in_care",), "usual_owner": "Director", "cycle": "every year", "source": "us"}
    return Document.model_validate({**known, "expected_in": ["short"], "basis": "our own suggestion", **said})


def a_register(folder: Path, *rows: Mapping[str, object]) -> tuple[DocumentRow, ...]:
    file = folder / "register.xlsx"
    file.write_bytes(new_register(SHEETS, {"documents": rows}))
    return read_rows(file, SHEETS).documents


Judge = Callable[..., DocumentStanding]


@pytest.fixture
def judge(tmp_path: Path, annex: Annex) -> Judge:
    """How one document stands that the checklist knows, its row and its facts changed as said; no row when None."""

    def stands(
        row: Mapping[str, object] | None = {},
        day: dt.date = DAY,
        kind: str = "short",
        errors: Mapping[str, int] = {},
        hand_over: dt.date | None = None,
        file: bytes | None = word(LONG_AGO),
        **said: Any,
    ) -> DocumentStanding:
        folder = tmp_path / "documents"
        if file is not None:
            put(folder, "threshold.docx", file)
        rows = [] if row is None else [{**IN_ORDER, **row}]
        its = annex.model_copy(update={"documents": {"threshold": a_document(**said)}})
        scene = Scene(day, kind, folder, errors, hand_over)
        (standing,) = documents(its, EDITIONS["new"], a_register(tmp_path, *rows), scene)
        return standing

    return stands


def told(standing: DocumentStanding) -> list[str]:
    return [problem.wrong for problem in standing.problems]


def test_a_document_in_order_is_ready_and_has_nothing_to_put_right(judge: Judge) -> None:
    standing = judge()
    assert (standing.state, standing.declared, standing.problems) == ("ready", "Ready", ())
    assert (standing.days_overdue, standing.red, standing.file_day) == (None, False, LONG_AGO)
    assert standing.areas == ("Children in care",)


RULES: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "no row": ({"row": None}, "not started", ["nothing is said of it in the register"]),
    "ready without a file named": ({"row": {"file": ""}}, "contradicted", ["is declared Ready, but no file is named"]),
    "ready and the file is not there": ({"file": None}, "contradicted", [NO_FILE]),
    "ready and the file is empty": ({"file": b""}, "contradicted", ["is declared Ready, but the file is empty"]),
    "ready and the file is damaged": ({"file": b"PK\3\4"}, "contradicted", [f"is declared Ready, but {DAMAGED}"]),
    "ready and approved later than the day": (
        {"row": {"approved_on": dt.date(2026, 11, 21)}},
        "contradicted",
        ["is declared Ready, but it was not yet approved on 20 November 2026"],
    ),
    "ready and approved on the day": ({"row": {"approved_on": DAY}}, "ready", []),
    "ready and changed after it was approved": (
        {"file": word(dt.date(2026, 3, 3))},
        "contradicted",
        ["is declared Ready, but its file was changed on 3 March 2026, after it was approved on 2 March 2026"],
    ),
    "ready and nobody approved it": ({"row": {"approved_on": None}}, "ready", []),
    "ready and the review was yesterday": (
        {"row": {"review_by": dt.date(2026, 11, 19)}},
        "review due",
        ["was to be reviewed by 19 November 2026"],
    ),
    "ready and the review is on the day": ({"row": {"review_by": DAY}}, "ready", []),
    "ready without a review date": ({"row": {"review_by": None}}, "ready", ["has no review date"]),
    "ready and as old as it may be": ({"fresh_for_days": 263}, "ready", []),
    "ready and a day too old": (
        {"fresh_for_days": 262},
        "review due",
        ["is 263 days old and should be at most 262"],
    ),
    "ready without an owner": ({"row": {"owner": ""}}, "ready", ["has no owner"]),
    "ready without a deputy": ({"row": {"deputy": ""}}, "ready", ["has no deputy"]),
    "in development with plan and date": ({"row": UNFINISHED}, "in development", []),
    "in development without a date": ({"row": {**UNFINISHED, "due": None}}, "in development", [NO_DATE]),
    "in development without a plan": (
        {"row": {**UNFINISHED, "plan": ""}},
        "in development",
        ["is in development, and there is no plan"],
    ),
    "in development and overdue": (
        {"row": {**UNFINISHED, "due": dt.date(2026, 11, 13)}},
        "in development",
        ["was due on 13 November 2026"],
    ),
    "in development and due on the day": ({"row": {**UNFINISHED, "due": DAY}}, "in development", []),
    "not started with a date": ({"row": UNBEGUN}, "not started", ["is not started, and is due on 1 December 2026"]),
    "not started without a date": ({"row": {**UNBEGUN, "due": None}}, "not started", [NOT_BEGUN]),
    "no status counts as not started": ({"row": {**UNBEGUN, "status": "", "due": None}}, "not started", [NOT_BEGUN]),
    "not started, and not expected": ({"row": {**UNBEGUN, "due": None}, "kind": "JTAI"}, "not started", []),
    "not applicable with a reason": ({"row": {**NOT_WANTED, "notes": "We have none"}}, "not applicable", []),
    "not applicable without a reason": (
        {"row": NOT_WANTED},
        "not applicable",
        ["is not applicable, and no reason is given"],
    ),
    "made here and never built": (
        {"row": {"file": ""}, "made_here": "annex-a"},
        "contradicted",
        ["is declared Ready, but it has not been built for 20 November 2026"],
    ),
    "made here with errors in it": (
        {"row": {"file": ""}, "made_here": "annex-a", "errors": {"annex-a": 2}},
        "contradicted",
        ["is declared Ready, but the checks find 2 errors in it"],
    ),
    "made here without an error": (
        {"row": {"file": "", "review_by": None}, "made_here": "annex-a", "errors": {"annex-a": 0}},
        "ready",
        [],
    ),
    "everything that speaks against it is told": (
        {"row": {"file": "away.docx", "approved_on": dt.date(2027, 1, 1), "owner": ""}},
        "contradicted",
        [NO_FILE, "is declared Ready, but it was not yet approved on 20 November 2026", "has no owner"],
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_of_status(rule: str, judge: Judge) -> None:
    given, state, wrong = RULES[rule]
    standing = judge(**given)
    assert (standing.state, told(standing)) == (state, wrong)
    assert all(problem.do for problem in standing.problems)


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({"row": {"review_by": dt.date(2026, 11, 19)}}, 1),
        ({"fresh_for_days": 200}, 63),
        ({"row": {"review_by": dt.date(2026, 11, 10)}, "fresh_for_days": 200}, 63),
        ({"row": {**UNFINISHED, "due": dt.date(2026, 11, 13)}}, 7),
        ({"row": {**UNBEGUN, "due": dt.date(2026, 11, 19)}}, 1),
        ({"row": {**UNBEGUN, "due": DAY}}, None),
    ],
    ids=["review", "freshness", "the longer of both", "in development", "not started", "due on the day"],
)
def test_what_is_late_says_by_how_many_days(given: dict[str, Any], days: int | None, judge: Judge) -> None:
    assert judge(**given).days_overdue == days


@pytest.mark.parametrize(
    ("rule", "red"),
    [
        ("ready without a deputy", False),
        ("ready and a day too old", False),
        ("ready without an owner", True),
        ("in development with plan and date", False),
        ("in development without a date", True),
        ("not started with a date", True),
        ("not applicable with a reason", False),
        ("not applicable without a reason", True),
    ],
)
def test_red_is_what_somebody_must_act_on(rule: str, red: bool, judge: Judge) -> None:
    assert judge(**RULES[rule][0]).red == red


def test_age_is_counted_from_the_approval_or_the_file_whichever_is_later(judge: Judge) -> None:
    young = {"row": {"approved_on": dt.date(2026, 11, 10)}, "fresh_for_days": 30}
    assert judge(**young).state == "ready"
    unapproved = {"row": {"approved_on": None}, "fresh_for_days": 30}
    assert judge(**unapproved, file=word(dt.date(2026, 11, 10))).state == "ready"
    assert judge(**unapproved, file=word(LONG_AGO)).state == "review due"


def test_nobody_to_ask_weighs_less_where_a_document_is_not_expected(judge: Judge) -> None:
    (problem,) = judge({"owner": ""}, kind="JTAI").problems
    assert (problem.severity, problem.wrong) == ("warning", "has no owner")
    assert not judge({"owner": ""}, kind="JTAI").expected


@pytest.mark.parametrize("title", ["threshold  DOCUMENT", "Threshold document.", " threshold-document "])
def test_a_document_is_found_however_its_title_is_typed(title: str, judge: Judge) -> None:
    assert judge({"document": title}).declared == "Ready"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (("leaders", "in_care"), ("Leaders", "Children in care")),
        (("all",), (EVERY_AREA,)),
        ((), ("Children in care",)),
    ],
)
def test_the_register_says_which_areas_a_document_bears_on_and_where_it_does_not_the_checklist(
    said: tuple[str, ...], wanted: tuple[str, ...], judge: Judge
) -> None:
    assert judge({"areas": said}).areas == wanted


def test_documents_of_ones_own_come_last_expected_everywhere_and_as_the_authoritys(
    tmp_path: Path, annex: Annex
) -> None:
    its = annex.model_copy(update={"documents": {"threshold": a_document()}})
    own = [{"document": title, "status": "not_started"} for title in ("計画", "報告", "Letters to families")]
    register = a_register(tmp_path, own[0], IN_ORDER, {**own[1], "areas": ("leaders",)}, own[2])
    standings = documents(its, EDITIONS["new"], register, Scene(DAY, "short", tmp_path, {}))
    assert [standing.title for standing in standings] == [TITLE, "計画", "報告", "Letters to families"]
    assert {(standing.basis, standing.expected) for standing in standings[1:]} == {("added by the authority", True)}
    assert [standing.areas for standing in standings[1:]] == [(EVERY_AREA,), ("Leaders",), (EVERY_AREA,)]


def test_areas_count_what_is_expected_by_state_and_no_judgement_over_all(tmp_path: Path, annex: Annex) -> None:
    known = {
        "a": a_document(title="A", areas=["in_care", "leaders"]),
        "b": a_document(title="B"),
        "c": a_document(title="C", expected_in=["JTAI"]),
        "d": a_document(title="D", areas=["all"]),
    }
    put(tmp_path, "threshold.docx", word(LONG_AGO))
    rows = [
        {**IN_ORDER, "document": "A"},
        {**IN_ORDER, **UNFINISHED, "document": "B"},
        {**IN_ORDER, "document": "C"},
        {**IN_ORDER, "document": "D", "review_by": LONG_AGO},
    ]
    its = annex.model_copy(update={"documents": known})
    standings = documents(its, EDITIONS["new"], a_register(tmp_path, *rows), Scene(DAY, "short", tmp_path, {}))
    found = {area.title: (area.ready, area.expected) for area in areas_of(EDITIONS["new"], standings)}
    assert found == {"Leaders": (1, 1), "Children in care": (1, 2), EVERY_AREA: (0, 1)}, "one review is overdue"
    (care,) = (area for area in areas_of(EDITIONS["new"], standings) if area.title == "Children in care")
    assert {state: count for state, count in care.counts.items() if count} == {"ready": 1, "in development": 1}
    assert [area.title for area in areas_of(EDITIONS["old"], ())] == ["Leadership", EVERY_AREA]


def test_a_name_that_climbs_out_contradicts_that_the_document_is_ready(judge: Judge) -> None:
    standing = judge({"file": "..\\register.xlsx"})
    assert (standing.state, told(standing)) == ("contradicted", [f"is declared Ready, but {OUTSIDE}"])


def test_a_document_due_after_the_hand_over_is_red(judge: Judge) -> None:
    due, call_day = dt.date(2026, 12, 1), dt.date(2026, 11, 30)
    assert not judge(UNFINISHED, file=None, hand_over=due).red
    late = judge(UNFINISHED, file=None, hand_over=call_day)
    assert late.red
    assert told(late) == ["is due on 1 December 2026, and is to be handed over on 30 November 2026"]
    assert not judge(hand_over=call_day).red, "what is ready is not late"
