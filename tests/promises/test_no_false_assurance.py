"""Three meetings played through: what is wrong by then shows wherever anybody looks, and packs tell what has moved."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pytest
import reading_html
import reading_word
from click.testing import CliRunner, Result
from registers import put_into

from readiness.cli import main

pytestmark = pytest.mark.slow

SECOND, THIRD = "2026-12-04", "2026-12-18"
APPROVED = dt.date(2026, 12, 18)
EVENINGS = "Agree who answers inspectors' questions in the evening"
SUFFICIENCY = "Sufficiency and commissioning strategy"
DISPROVED = "Children in need are seen when they should be"
INCREASING = "The share of children in need who are seen is increasing"
DOCUMENTS = ("planning-pack", "self-evaluation", "status-page")


def add(folder: Path, sheet: str, **cells: object) -> None:
    """Writes a row below the others of a sheet."""
    book = openpyxl.load_workbook(folder / "register.xlsx")
    page = book[sheet]
    headings = [str(cell.value) for cell in page[1]]
    row = next(row for row in range(2, page.max_row + 2) if page.cell(row, 1).value is None)
    for heading, value in cells.items():
        page.cell(row, headings.index(heading.replace("_", " ").capitalize()) + 1).value = value  # type: ignore[assignment]
    book.save(folder / "register.xlsx")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@dataclass(frozen=True)
class Played:
    """The authority at its third meeting: its folder, and what the last build said."""

    folder: Path
    result: Result

    @property
    def output(self) -> Path:
        return self.folder / "output" / THIRD


@pytest.fixture(scope="module")
def played(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Everything was built for the meeting of 20 November; then came those of 4 and of 18 December."""
    folder = Path(shutil.copytree(built.parents[1], tmp_path_factory.mktemp("played") / "anyshire"))
    add(folder, "Meetings", day=dt.date(2026, 12, 4), decisions_to_take="Who answers in the evening")
    put_into(folder, "Actions", EVENINGS, due=dt.date(2026, 12, 11))
    run("build", "planning-pack", "--quiet", "--folder", folder, "--day", SECOND)

    put_into(folder, "Meetings", dt.datetime(2026, 12, 4), decided="Tamsin Oakapple answers", **{"done?": "Yes"})  # type: ignore[arg-type]
    put_into(folder, "Actions", EVENINGS, due=dt.date(2027, 1, 8))
    ready = {"version": "1.0", "approved_by": "Cabinet", "approved_on": dt.date(2026, 12, 15), "status": "Ready"}
    put_into(folder, "Documents", SUFFICIENCY, **ready, review_by=dt.date(2027, 12, 15), file="equalities_data.xlsx")
    put_into(folder, "Documents", "Practice framework", review_by=dt.date(2025, 6, 1))
    said = {"area": "Help and protection", "indicators": "3.3", "confidence": "High"}
    add(folder, "Statements", claim=DISPROVED, ref="C2.8", kind="Strength", **said)
    add(folder, "Statements", claim=INCREASING, ref="C2.9", kind="Neutral", **said)
    return Played(folder, run("build", *DOCUMENTS, "--quiet", "--folder", folder, "--day", THIRD))


@pytest.fixture(scope="module")
def approved(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The same, with the self-evaluation approved although so much is wrong."""
    folder = Path(shutil.copytree(played.folder, tmp_path_factory.mktemp("approved") / "anyshire"))
    put_into(folder, "Documents", "Self-evaluation", version="6", approved_by="Cabinet", approved_on=APPROVED)
    return Played(folder, run("build", "self-evaluation", "--quiet", "--folder", folder, "--day", THIRD))


def in_word(name: str) -> Callable[[Played], list[str]]:
    return lambda played: reading_word.dump(docx.Document(str(played.output / name)))


def on_page(played: Played) -> list[str]:
    reader = reading_html.Reader()
    reader.feed((played.output / "status_page.html").read_text(encoding="utf-8"))
    return [*reading_html.dump(reader.open[0])]


def on_screen(played: Played) -> list[str]:
    return run("status", "--folder", played.folder, "--day", THIRD).stdout.splitlines()


PLACES: Mapping[str, Callable[[Played], list[str]]] = {
    "status screen": on_screen,
    "status page": on_page,
    "planning pack": in_word("planning_pack.docx"),
    "self-evaluation": in_word("self_evaluation.docx"),
}
# What is wrong by the third meeting, and the words by which a reader knows it.
PLANTED = {
    "a document that is not there": "3 contradictions in the register",
    "a strength that was disproved all along": "claims do not hold: C2.2, C2.4",
    "a new strength that is disproved": "C3.2, C2.8 and C2.9",
    "a claim of increasing": "C2.8 and C2.9; 9 contradictions",
    "a stale extract": "The extract ends 17 days before the inspection day, and 14 are allowed",
    "an overdue review": "the review of Practice framework is overdue by 565 days",
    "a due date that moved": "3 due dates have moved, twice at the most",
    "red indicators": "8 of 14 rated indicators red",
    "an overdue action": "10 actions are overdue, by 49 days at the most",
}


@pytest.fixture(scope="module")
def texts(played: Played) -> dict[str, str]:
    return {place: " ".join(" ".join(read(played)).split()) for place, read in PLACES.items()}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("plant", PLANTED)
def test_what_is_wrong_shows_in_every_place(plant: str, place: str, texts: dict[str, str]) -> None:
    assert PLANTED[plant] in texts[place]


def test_approving_it_all_the_same_ends_with_1_and_a_banner(played: Played, approved: Played) -> None:
    against = "It is approved although 6 claims do not hold and 7 errors are in it, and should not go out."
    assert "It is approved" not in played.result.stderr
    assert approved.result.exit_code == 1
    assert f"Self-evaluation: {against}\n" in approved.result.stderr
    assert f"Verdict: {against}" in in_word("self_evaluation.docx")(approved)
    assert "It is approved although 6 claims do not hold" in " ".join(" ".join(on_screen(approved)).split())


def test_a_claim_that_does_not_hold_is_marked_where_it_stands_and_is_in_no_summary(approved: Played) -> None:
    lines = in_word("self_evaluation.docx")(approved)
    (strength,) = (line for line in lines if line.startswith(f"C2.8 | {DISPROVED}"))
    assert "This does not hold: it calls a strength what is red: 3.3 is at 0.0%" in strength
    (other,) = (line for line in lines if line.startswith(f"C2.9 | {INCREASING}"))
    assert 'This does not hold: it says "increasing", and 3.3 is falling since last month' in other
    assert not [line for line in lines if line.startswith("List Bullet: ") and DISPROVED in line]


def test_the_pack_says_what_has_moved_since_the_meeting_before(played: Played) -> None:
    lines = in_word("planning_pack.docx")(played)
    assert "Figure | 4 December 2026 | Now | Change" in lines
    assert f"List Bullet: 1 document now ready: {SUFFICIENCY} (was in development)." in lines
    assert (
        f"List Bullet: Due date moved: {EVENINGS} (Barnaby Quillfeather): from 11 December 2026 to 8 January 2027; "
        "first due 4 December 2026, and moved twice."
    ) in lines
    assert "4 December 2026 | Tamsin Oakapple answers | Yes" in lines


def test_building_again_changes_nothing(played: Played) -> None:
    made = ("planning_pack.docx", "as_it_stood.json")
    before = {name: (played.output / name).read_bytes() for name in made}
    run("build", "planning-pack", "--quiet", "--folder", played.folder, "--day", THIRD)
    assert {name: (played.output / name).read_bytes() for name in made} == before
    assert before["as_it_stood.json"]
