"""What goes into a pack, in which order and under which name, and why the rest does not."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from given_files import AUTHOR, INSERTED, PAGE, book_of, pdf_by_author, put_in, says, word_by_author
from packages import package

from readiness.files.encryption import lock, unlock
from readiness.files.password import Password
from readiness.foundation.findings import Finding
from readiness.handover.model import UploadPack
from readiness.handover.pack import LONGEST_NAME, Gathered, MadeHere, Sources, name_in_pack
from readiness.handover.pack import gather as gather_into
from readiness.preparedness.model import DocumentStanding
from readiness.specification.frameworks import Document

PASSWORD = Password("four words of mine")
DUE = dt.date(2026, 12, 1)
PLAN = DocumentStanding(
    key="plan", title="A plan", areas=("All areas",), state="ready", declared="Ready", expected=True,
    basis="verified", usual_owner="", cycle="", fresh_for="", owner="", deputy="", version="2.1",
    approved_by="The board", approved_on=dt.date(2026, 9, 1), review_by=None, plan="Write it.", due=DUE,
    file="plan.docx", file_day=None, days_overdue=None, notes="", problems=(),
)  # fmt: skip
ROWS = replace(PLAN, key="rows", title="The rows", file="")


def document(key: str, made_here: str = "", confidential: bool = False) -> Document:
    return Document(
        title=key, areas=("all",), usual_owner="", cycle="", expected_in=(), made_here=made_here,
        confidential=confidential, basis="verified", source="",
    )  # fmt: skip


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """A folder of documents with one, and one that is made here of rows about children."""
    put_in(tmp_path, "documents/plan.docx", word_by_author())
    rows = put_in(tmp_path, "output/rows.xlsx", book_of())
    (tmp_path / "scratch").mkdir()
    made = {"the-rows": MadeHere(rows, children=True, checked=True, changed=False)}
    known = {"plan": document("plan"), "rows": document("rows", "the-rows"), "letter": document("letter", "", True)}
    return Sources(known, tmp_path / "documents", made, tmp_path / "scratch", "Short inspection")


def gather(standings: Sequence[DocumentStanding], sources: Sources) -> Gathered:
    """What is gathered into a folder of its own."""
    return gather_into(standings, replace(sources, scratch=Path(tempfile.mkdtemp(dir=sources.scratch))))


def whys(gathered: Gathered) -> list[str]:
    return [other.why for other in gathered.others]


def test_a_file_in_order_is_in_the_pack_with_its_own_digest(sources: Sources) -> None:
    gathered = gather([PLAN], sources)
    (packed,) = gathered.packed
    assert (packed.number, packed.file, packed.version, packed.areas) == ("01", "01 A plan.docx", "2.1", ("All areas",))
    content = gathered.files[packed.file].read_bytes()
    assert packed.sha256 == hashlib.sha256(content).hexdigest()
    assert not says(content, AUTHOR)
    assert not gathered.others
    assert [check.found for check in gathered.checks] == [()]


def test_the_number_is_the_place_in_the_checklist(sources: Sources) -> None:
    missing = replace(PLAN, state="not started")
    assert [packed.number for packed in gather([missing, PLAN, missing, PLAN], sources).packed] == ["02", "04"]
    assert [packed.number for packed in gather([missing] * 99 + [PLAN], sources).packed] == ["100"]


OUT_OF_ORDER: list[tuple[dict[str, object], bool, str]] = [
    ({"state": "not started"}, True, "Is not started."),
    ({"state": "in development"}, True, "Is in development."),
    ({"state": "not applicable", "notes": "We have none."}, False, "Is not applicable. We have none."),
    ({"expected": False}, False, "Is not asked for in a short inspection."),
    ({"file": "../plan.docx"}, True, "The name leads out of the folder of documents. Put the file there, and write its name in that folder into the register."),
    ({"file": "plan.doc"}, True, "There is no such file in the folder of documents. Put it there, or correct its name."),
]  # fmt: skip


@pytest.mark.parametrize(("change", "wanted", "why"), OUT_OF_ORDER)
def test_what_is_not_in_it_is_told_with_the_reason(
    sources: Sources, change: dict[str, object], wanted: bool, why: str
) -> None:
    gathered = gather([replace(PLAN, **change)], sources)  # type: ignore[arg-type]
    (other,) = gathered.others
    assert (other.why, other.wanted) == (why, wanted)
    assert not gathered.packed


def test_a_plan_and_its_day_go_with_what_is_missing(sources: Sources) -> None:
    (other,) = gather([replace(PLAN, state="in development")], sources).others
    assert (other.plan, other.due, other.left_out) == ("Write it.", DUE, False)


def test_what_the_register_contradicts_is_left_out_although_the_file_is_there(sources: Sources) -> None:
    wrong = Finding("error", "A plan", "is declared Ready, but its file was changed later", "Have it approved again")
    besides = Finding("warning", "A plan", "has no deputy", "Name one")
    contradicted = replace(PLAN, state="contradicted", problems=(wrong, besides))
    (other,) = gather([contradicted], sources).others
    assert other.why == "Is declared Ready, but its file was changed later. Have it approved again."
    assert other.left_out
    (other,) = gather([replace(contradicted, file="none.docx")], sources).others
    assert not other.left_out


def test_a_file_that_is_not_for_others_is_left_out_and_told(sources: Sources, tmp_path: Path) -> None:
    put_in(tmp_path, "documents/plan.docx", package({"word/document.xml": PAGE.format(INSERTED)}))
    gathered = gather([PLAN], sources)
    assert whys(gathered) == ["Has tracked changes. Accept or reject each under Review, and save it."]
    assert (gathered.checks[0].packed, gathered.files) == (False, {})
    upload = UploadPack("", DUE, "", (), tuple(gathered.others), ())
    assert (len(upload.missing), len(upload.left_out), upload.whole) == (0, 1, False)


def test_what_holds_children_is_left_out_without_a_password(sources: Sources) -> None:
    assert whys(gather([ROWS], sources)) == [
        "May hold children, and has no password. Give one with --password or --password-file."
    ]
    own = replace(ROWS, file="plan.docx")  # the authority's own file in its place
    assert whys(gather([own], sources)) == whys(gather([ROWS], sources))


def test_what_holds_children_is_locked_with_the_password_that_is_given(sources: Sources) -> None:
    gathered = gather([ROWS], replace(sources, password=PASSWORD))
    (packed,) = gathered.packed
    content = gathered.files["01 The rows.xlsx"].read_bytes()
    assert (packed.locked, packed.notes) == (True, ("Locked with a password",))
    assert packed.sha256 == hashlib.sha256(content).hexdigest()
    assert not says(unlock(content, PASSWORD), AUTHOR)


def test_what_was_locked_when_it_was_made_stays_so(sources: Sources) -> None:
    made = sources.made["the-rows"]
    locked = lock(made.file.read_bytes(), PASSWORD)
    made.file.write_bytes(locked)
    gathered = gather([ROWS], sources)
    assert gathered.files["01 The rows.xlsx"].read_bytes() == locked
    assert gathered.packed[0].notes == ("Locked with a password; not looked into, but as readiness made it",)
    gathered = gather([ROWS], replace(sources, password=PASSWORD))
    assert not says(unlock(gathered.files["01 The rows.xlsx"].read_bytes(), PASSWORD), AUTHOR)
    assert whys(gather([ROWS], replace(sources, password=Password("another one of mine")))) == [
        "Is locked with another password than the one given. Give the one that it was saved with."
    ]
    changed = replace(sources, made={"the-rows": replace(made, changed=True)})
    assert whys(gather([ROWS], changed)) == [
        "Is locked with a password, so that it cannot be looked into. Give its password with --password-file, or save it without one."
    ]


def test_what_holds_children_and_cannot_be_locked_is_left_out(sources: Sources, tmp_path: Path) -> None:
    put_in(tmp_path, "documents/rows.pdf", pdf_by_author())
    own = replace(ROWS, file="rows.pdf")
    assert whys(gather([own], replace(sources, password=PASSWORD))) == [
        "May hold children, and cannot be locked with a password. Hand it over by hand, in a safe way."
    ]


def test_lists_with_errors_are_given_and_it_is_said(sources: Sources) -> None:
    wrong = Finding("error", "The rows", "is declared Ready, but the checks find 3 errors in it", "Correct them")
    rows = replace(ROWS, state="contradicted", problems=(wrong,))
    (packed,) = gather([rows], replace(sources, password=PASSWORD)).packed
    assert packed.notes == ("Locked with a password", "Is declared Ready, but the checks find 3 errors in it")
    made = {"the-rows": replace(sources.made["the-rows"], checked=False)}
    (other,) = gather([rows], replace(sources, password=PASSWORD, made=made)).others
    assert other.left_out


def test_what_is_worth_knowing_is_told(sources: Sources) -> None:
    letter = replace(PLAN, key="letter", state="review due", days_overdue=2)
    assert gather([letter], sources).packed[0].notes == ("Not for publication", "Its review is overdue by 2 days")
    changed = {"the-rows": replace(sources.made["the-rows"], changed=True)}
    (packed,) = gather([ROWS], replace(sources, made=changed, password=PASSWORD)).packed
    assert packed.notes == ("Locked with a password", "Changed since readiness made it")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A plan", "07 A plan.docx"),
        ('What/is "it": <a> | b? *', "07 What is it a b.docx"),
        ("Ends with dots...", "07 Ends with dots.docx"),
        ("con", "07 con.docx"),
        ("\u202eright to left\u200b", "07 right to left.docx"),
        ("two\nlines", "07 two lines.docx"),
        ("???", "07 Document.docx"),
        ("Children’s rôle", "07 Children’s rôle.docx"),
    ],
)
def test_names_are_such_that_every_system_takes_them(title: str, name: str) -> None:
    assert name_in_pack("07", title, ".docx") == name


def test_names_are_not_too_long() -> None:
    assert len(name_in_pack("07", "long " * 60, ".docx")) <= LONGEST_NAME
