"""Another copy of a register merged into ours: what comes in, what differs, what is left out, each with its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from registers import ROWS, SHEETS, changed, column, open_document, put, register, with_part

from readiness.foundation.errors import SourceError
from readiness.register.merge import Merge, merge_copies
from readiness.register.new import new_register
from readiness.register.read import read_register
from readiness.register.update import with_additions

Rows = Mapping[str, Sequence[Mapping[str, object]]]
AGREED = {"document": "Local offer", "status": "in_development", "due": dt.date(2026, 12, 1), "areas": ("leaders",)}


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return register(tmp_path)


def copy_with(folder: Path, **rows: Sequence[Mapping[str, object]]) -> Path:
    """Another copy, in which some sheets have other rows."""
    file = folder / "theirs.xlsx"
    file.write_bytes(new_register(SHEETS, {**ROWS, **rows}))
    return file


def merged(ours: Path, theirs: Path) -> Merge:
    """Merges a copy into ours, in place."""
    merge = merge_copies(ours, theirs, "theirs.xlsx", SHEETS)
    ours.write_bytes(with_additions(ours, merge.additions))
    return merge


def refused(ours: Path, theirs: Path) -> list[str]:
    """What is told when nothing is merged."""
    before = ours.read_bytes()
    with pytest.raises(SourceError) as error:
        merged(ours, theirs)
    assert ours.read_bytes() == before
    return [str(mistake) for mistake in error.value.mistakes]


def told(mistakes: Sequence[object]) -> list[str]:
    return [str(mistake) for mistake in mistakes]


def cell(file: Path, key: str, row: int, name: str) -> Any:
    return openpyxl.load_workbook(file)[SHEETS[key].title].cell(row, column(key, name))


def test_a_row_that_is_missing_comes_in_below_as_it_is_and_a_blank_is_filled(ours: Path, tmp_path: Path) -> None:
    new = {"document": "Winter plan", "owner": "=1+1", "due": dt.date(2026, 12, 5), "version": Decimal("2.1")}
    theirs = copy_with(tmp_path, documents=[new, {**AGREED, "owner": "B. Brown", "approved_on": dt.date(2026, 11, 1)}])
    merge = merged(ours, theirs)
    assert merge.additions.words == (
        "sheet Documents, row 3, Owner: as theirs.xlsx, row 3",
        "sheet Documents, row 3, Approved on: as theirs.xlsx, row 3",
        "sheet Documents, row 4: as theirs.xlsx, row 2",
    )
    assert (merge.conflicts, merge.doubtful, merge.left_out) == ((), (), ())
    *_, filled, row = read_register(ours, SHEETS).rows("documents")
    assert (filled.text("owner"), filled.day("approved_on")) == ("B. Brown", dt.date(2026, 11, 1))
    assert (row.text("document"), row.text("owner"), row.day("due")) == ("Winter plan", "=1+1", dt.date(2026, 12, 5))
    assert (cell(ours, "documents", 4, "owner").data_type, cell(ours, "documents", 4, "version").value) == ("s", 2.1)
    assert cell(ours, "documents", 3, "approved_on").number_format == "dd/mm/yyyy"


def test_what_differs_stays_ours_and_both_places_are_told(ours: Path, tmp_path: Path) -> None:
    theirs = copy_with(tmp_path, documents=[{**AGREED, "due": dt.date(2027, 1, 8)}])
    before = ours.read_bytes()
    (conflict,) = merged(ours, theirs).conflicts
    assert str(conflict.told("register.xlsx", "theirs.xlsx")) == (
        "register.xlsx, sheet Documents, row 3, Due: differs from theirs.xlsx, row 2."
    )
    assert (conflict.ours, conflict.theirs) == ("01/12/2026", "08/01/2027")
    assert ours.read_bytes() == before


def test_what_is_only_spelt_otherwise_is_the_same(ours: Path, tmp_path: Path) -> None:
    theirs = copy_with(tmp_path)
    put(theirs, "documents", 2, document="SELF–EVALUATION ", status=" READY", approved_on="2026-09-01")
    put(theirs, "documents", 3, due="01/12/2026", areas="The impact of leaders")
    put(theirs, "meetings", 2, day="30/11/2026", decisions_to_take="Agree  the plan ")
    put(theirs, "events", 2, kind="focused VISIT")
    merge = merged(ours, theirs)
    assert [at.heading for at in merge.conflicts] == []
    assert (merge.additions.words, merge.doubtful, merge.left_out) == ((), (), ())


def test_mistakes_in_cells_are_merged_as_they_stand(ours: Path, tmp_path: Path) -> None:
    theirs = copy_with(tmp_path, documents=[{**AGREED, "status": "Redy"}, {"document": "Winter plan", "due": "soon"}])
    assert [at.theirs for at in merged(ours, theirs).conflicts] == ["Redy"]
    assert cell(ours, "documents", 4, "due").value == "soon"


LEAVE = {"role": "Director", "name": "A. Adams", "leave_from": dt.date(2026, 12, 1)}


def test_what_tells_rows_of_one_name_apart_makes_them_rows_of_their_own(ours: Path, tmp_path: Path) -> None:
    accepted = {"rule": "AA-L25", "child": "0001", "reason": "Known"}
    put(ours, "accepted_findings", 2, rule="AA-L25", child="0002")
    theirs = copy_with(tmp_path, people=[LEAVE], accepted_findings=[accepted])
    merge = merged(ours, theirs)
    assert merge.additions.words == (
        "sheet People, row 4: as theirs.xlsx, row 2",
        "sheet Accepted findings, row 3: as theirs.xlsx, row 2",
    )
    assert cell(ours, "accepted_findings", 2, "reason").value is None
    assert told(merge.doubtful) == [
        "register.xlsx, sheet People, row 4: added from theirs.xlsx, row 2, may be the same as rows 2 or 3. "
        "Keep one, if it is."
    ]
    again = merged(ours, theirs)
    assert (again.additions.words, again.conflicts, again.doubtful) == ((), (), ())


def test_what_may_have_been_moved_is_told_and_what_says_more_that_differs_is_not(ours: Path, tmp_path: Path) -> None:
    day = {"who": "B. Brown", "day": dt.date(2026, 12, 1), "topic": "Thresholds"}
    other = {"who": "C. Clark", "day": dt.date(2026, 12, 1), "topic": "Thresholds", "starts": dt.time(9, 30)}
    ours.write_bytes(new_register(SHEETS, {**ROWS, "interviews": [day, other]}))
    moved = {**day, "day": dt.date(2026, 12, 2), "starts": dt.time(14, 0)}
    theirs = copy_with(tmp_path, interviews=[moved, {**other, "starts": dt.time(11, 0), "topic": "Caseloads"}])
    assert told(merged(ours, theirs).doubtful) == [
        "register.xlsx, sheet Interviews, row 4: added from theirs.xlsx, row 2, may be the same as row 2. Keep one, if it is."
    ]
    assert cell(ours, "interviews", 4, "starts").value == dt.time(14, 0)
    put(theirs, "interviews", 2, starts="2pm")
    assert merged(ours, theirs).additions.words == ()


def test_of_several_rows_of_a_name_only_one_that_fits_alone_is_taken_for_it(ours: Path, tmp_path: Path) -> None:
    ours.write_bytes(new_register(SHEETS, {"plan": [{"action": "Train", "theme": theme} for theme in ("A", "B")]}))
    theirs = copy_with(tmp_path, plan=[{"action": "Train", "theme": "B", "lead": "C. Clark"}, {"action": "Train"}])
    merge = merged(ours, theirs)
    assert [word for word in merge.additions.words if "sheet Plan" in word] == [
        "sheet Plan, row 4: as theirs.xlsx, row 2",
        "sheet Plan, row 5: as theirs.xlsx, row 3",
    ]
    assert told(merge.doubtful)[0] == (
        "register.xlsx, sheet Plan, row 4: added from theirs.xlsx, row 2, may be the same as rows 2 or 3. Keep one, if it is."
    )


def test_a_column_and_a_sheet_that_ours_lacks_are_added_when_theirs_have_something_there(
    ours: Path, tmp_path: Path
) -> None:
    theirs = copy_with(tmp_path, boards=[{"board": "Improvement board"}], documents=[{**AGREED, "notes": "Ask again"}])
    with changed(ours) as book:
        book["Documents"].delete_cols(column("documents", "areas"), 2)
        book.remove(book["Boards"])
        book.remove(book["Risks"])
    assert merged(ours, theirs).additions.words == (
        "sheet Documents, column Areas",
        "sheet Documents, column Notes",
        "sheet Documents, row 3, Areas: as theirs.xlsx, row 2",
        "sheet Documents, row 3, Notes: as theirs.xlsx, row 2",
        "sheet Boards, as theirs.xlsx has it",
    )
    assert read_register(ours, SHEETS).rows("boards")[0].text("board") == "Improvement board"
    assert "Risks" not in openpyxl.load_workbook(ours).sheetnames


def test_columns_of_peoples_own_come_along_where_ours_has_them_and_are_told_else(ours: Path, tmp_path: Path) -> None:
    new = {"document": "Winter plan"}
    theirs = copy_with(tmp_path, documents=[*ROWS["documents"], new])
    with changed(ours) as book:
        for at, heading in enumerate(("Ward", "Days left"), start=14):
            book["Documents"].cell(1, at).value = heading
        book["Documents"]["O2"] = "=J2-TODAY()"
    with changed(theirs) as book:
        for at, heading in enumerate(("Days left", "ward ", "Town", None), start=14):
            book["Documents"].cell(1, at).value = heading
            book["Documents"].cell(3, at).value = f"their {at}"
            book["Documents"].cell(4, at).value = at
        book["Boards"]["G1"], book["Boards"]["G2"] = "Minutes", "kept"
        book.create_sheet("Our own")["B2"] = "more"
        book.create_sheet("Bare")
    with changed(ours) as book:
        book.remove(book["Boards"])
    merge = merged(ours, theirs)
    assert "sheet Documents, row 3, Ward: as theirs.xlsx, row 3" in merge.additions.words
    sheet = openpyxl.load_workbook(ours)["Documents"]
    assert [sheet[place].value for place in ("N3", "N4", "O2", "O3", "O4")] == [
        "their 15",
        15,
        "=J2-TODAY()",
        None,
        None,
    ]
    again = "Give it a heading that stands once in it and once in register.xlsx, and merge again."
    assert told(merge.left_out) == [
        f"theirs.xlsx, sheet Documents, column Town: is not taken over. {again}",
        f"theirs.xlsx, sheet Documents, a column without a heading: is not taken over. {again}",
        "theirs.xlsx, sheet Documents, column Days left: is not taken over. "
        "It holds formulas in register.xlsx: fill it there.",
        "theirs.xlsx, sheet Our own: is not taken over. Copy by hand what is needed of it.",
    ]


def test_columns_of_peoples_own_on_a_sheet_that_ours_lacks_are_told(ours: Path, tmp_path: Path) -> None:
    theirs = copy_with(tmp_path, boards=[{"board": "Improvement board"}])
    with changed(theirs) as book:
        book["Boards"]["G1"], book["Boards"]["G2"] = "Minutes", "kept"
    with changed(ours) as book:
        book.remove(book["Boards"])
    assert told(merged(ours, theirs).left_out) == [
        "theirs.xlsx, sheet Boards, column Minutes: is not taken over. Add it to register.xlsx and merge again."
    ]


def test_a_blank_in_a_merged_cell_of_ours_is_left_and_told(ours: Path, tmp_path: Path) -> None:
    theirs = copy_with(tmp_path, documents=[{**AGREED, "deputy": "C. Clark"}])
    at = openpyxl.utils.get_column_letter(column("documents", "deputy"))
    with changed(ours) as book:
        book["Documents"].merge_cells(f"{at}2:{at}3")
    (conflict,) = merged(ours, theirs).conflicts
    assert (conflict.row, conflict.heading, conflict.ours, conflict.theirs) == (3, "Deputy", "", "C. Clark")


def test_another_kind_of_workbook_can_be_merged_from(ours: Path, tmp_path: Path) -> None:
    before = ours.read_bytes()
    merge = merge_copies(ours, open_document(tmp_path), "register.ods", SHEETS)
    assert (merge.additions.words, merge.conflicts, merge.left_out) == ((), (), ())
    assert with_additions(ours, merge.additions) == before


def test_what_is_no_register_or_is_not_clear_is_told_and_nothing_is_merged(ours: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "theirs.xlsx")
    assert refused(ours, tmp_path / "theirs.xlsx") == [
        "theirs.xlsx: has no sheet of a register. Name another copy of the register."
    ]
    (tmp_path / "theirs.xlsx").write_text("Document,Owner", encoding="utf-8")
    assert refused(ours, tmp_path / "theirs.xlsx") == [
        "theirs.xlsx: is not an Excel workbook, whatever its ending says. If it is a CSV file, give it the ending .csv."
    ]
    theirs = copy_with(tmp_path)
    with changed(theirs) as book:
        book["Documents"]["A1"] = "Documnet"
        book["Actions"].merge_cells("A2:C2")
        book["Meetings"]["B2"] = "a" * 32_001
    assert refused(ours, theirs) == [
        'theirs.xlsx, sheet Documents, row 1: "Documnet" is not a heading. Did you mean "Document"?',
        "theirs.xlsx, sheet Actions, row 2: cells are merged across columns. "
        "Unmerge them; titles between rows may stand in a new column.",
        "theirs.xlsx, sheet Meetings, row 2, Decisions to take: holds more than a cell of Excel can. Shorten it.",
    ]


def test_a_register_that_would_be_harmed_is_refused_with_what_to_add_by_hand(ours: Path, tmp_path: Path) -> None:
    with_part("xl/vbaProject.bin")(ours)
    theirs = copy_with(tmp_path, documents=[{"document": "Winter plan"}])
    assert refused(ours, theirs) == [
        "register.xlsx: holds macros or buttons, which adding to it would harm. Take a copy without them, or add by hand: "
        "sheet Documents, row 4: as theirs.xlsx, row 2."
    ]
