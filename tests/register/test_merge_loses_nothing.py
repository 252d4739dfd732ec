"""Two copies of a register, edited apart and merged: whatever was in either is there afterwards, and ours unchanged."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from registers import SHEETS

from readiness.commands.merge_register import conflicts_workbook
from readiness.register.find_sheets import Sheets
from readiness.register.merge import Merge, merge_copies
from readiness.register.new import new_register
from readiness.register.update import with_additions
from readiness.specification.frameworks import RegisterField

KEYS = ("documents", "people", "plan", "audits")
FEW: Sheets = {key: SHEETS[key] for key in KEYS}
WARD = RegisterField(heading="Ward", help="")
SPELT = {
    "Winter plan": ["Winter plan", "winter  Plan.", " Winter plan"],
    "Ready": ["Ready", "ready", "READY "],
    "Leaders": ["Leaders", "leaders"],
    "North": ["North", "  North"],
}
UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]  # shrinking workbooks takes minutes
FIRST, SECOND = dt.date(2026, 12, 5), dt.date(2027, 1, 8)
DAYS = st.sampled_from(["", FIRST, "05/12/2026", "2026-12-05", SECOND, "soon"])
TEXTS = st.sampled_from(["", "A. Adams", "A.  Adams", "B. Brown", "=1+1", "line\nline", "12", "05/12/2026"])


def words(*known: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *(spelt for word in known for spelt in SPELT.get(word, [word]))])


ROWS = {
    "documents": st.fixed_dictionaries(
        {
            "document": words("Winter plan", "Local offer", "Plan (2026)", "Plan 2026", "Möller", "Müller"),
            "owner": TEXTS,
            "due": DAYS,
            "status": words("Ready", "Not started", "Redy"),
            "areas": words("Leaders", "Leaders; Children in care", "Children in care, leaders"),
            "ward": words("North", "South"),
        }
    ),
    "people": st.fixed_dictionaries(
        {"role": words("Director"), "name": TEXTS, "leave_from": DAYS, "leave_to": DAYS, "ward": words("North")}
    ),
    "plan": st.fixed_dictionaries(
        {
            "action": words("Train", "Hire"),
            "objective": TEXTS,
            "target": st.sampled_from(["", "89.5", "89.5%", Decimal("89.5"), "1,200", "1200"]),
            "ward": TEXTS,
        }
    ),
    "audits": st.fixed_dictionaries({"theme": words("Neglect"), "round": TEXTS, "team": TEXTS, "day": DAYS}),
}
COPIES = st.fixed_dictionaries({key: st.lists(row, max_size=4) for key, row in ROWS.items()})


def written(file: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]], without: Sequence[str] = ()) -> Path:
    """A register with those rows, with columns of people's own and without some that the specification knows."""
    sheets = {}
    for key, about in FEW.items():
        columns = {name: column for name, column in about.columns.items() if name not in without}
        sheets[key] = about.model_copy(update={"columns": {**columns, "ward": WARD}})
    kept = {
        key: [{name: cell for name, cell in row.items() if name not in without} for row in of_sheet]
        for key, of_sheet in rows.items()
    }
    file.write_bytes(new_register(sheets, kept))
    return file


def said(cell: Any) -> Any:
    """What a cell says, without regard to how it is spelt. Apart from how the product does it."""
    if isinstance(cell, dt.date):
        return dt.date(cell.year, cell.month, cell.day)
    text = " ".join(str("" if cell is None else cell).split())
    for known, spellings in SPELT.items():
        if text in {" ".join(spelling.split()) for spelling in spellings}:
            return known
    spelt: dict[str, Any] = {f"{day:{way}}": day for day in (FIRST, SECOND) for way in ("%d/%m/%Y", "%Y-%m-%d")}
    spelt.update({"89.5%": "89.5", "1,200": "1200"})
    return spelt.get(text, "Children in care, Leaders" if "; " in text or ", " in text else text)


def cells(file: Path | bytes) -> dict[str, dict[int, dict[str, Any]]]:
    """Every cell that is filled, by sheet, row and heading, as it is typed."""
    book = openpyxl.load_workbook(io.BytesIO(file) if isinstance(file, bytes) else file)
    held = {}
    for sheet in book:
        headings, *rows = sheet.iter_rows()
        held[sheet.title] = {
            number: {str(head.value): cell.value for head, cell in zip(headings, row, strict=False) if said(cell.value)}
            for number, row in enumerate(rows, start=2)
            if any(said(cell.value) for cell in row)
        }
    return {title: held[title] for title in held if title != "How to"}


def merged(ours: Path, theirs: Path) -> Merge:
    """Merges theirs into ours, in place."""
    merge = merge_copies(ours, theirs, "theirs.xlsx", FEW)
    ours.write_bytes(with_additions(ours, merge.additions))
    return merge


@pytest.mark.slow
@settings(max_examples=25, deadline=None, phases=UNSHRUNK)
@given(
    base=COPIES, more=COPIES, both=COPIES, gone=st.sets(st.sampled_from(["due", "leave_to", "objective"]), max_size=2)
)
def test_whatever_stood_in_either_copy_stands_somewhere_after_the_merge(
    tmp_path_factory: pytest.TempPathFactory, base: Any, more: Any, both: Any, gone: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    ours = written(folder / "ours.xlsx", {key: [*both[key], *base[key]] for key in KEYS}, sorted(gone))
    theirs = written(folder / "theirs.xlsx", {key: [*more[key], *both[key]] for key in KEYS})
    before, other = cells(ours), cells(theirs)
    merge = merged(ours, theirs)
    after = cells(ours)
    beside = cells(conflicts_workbook(merge.conflicts, "ours.xlsx", "theirs.xlsx"))["Conflicts"].values()
    told = {(row["Sheet"], row["Row there"], row["Column"]): row for row in beside}
    for title, rows in before.items():
        for number, row in rows.items():
            assert row.items() <= after[title][number].items()
    for title, rows in other.items():
        for number, row in rows.items():
            kept = {head: said(cell) for head, cell in row.items() if (title, number, head) not in told}
            assert any(
                kept.items() <= {head: said(cell) for head, cell in there.items()}.items()
                for there in after[title].values()
            )
            for head in row.keys() - kept.keys():
                assert said(told[title, number, head]["Theirs"]) == said(row[head])
                where = told[title, number, head]
                assert said(where["Ours"]) == said(before[title][where["Row"]][head])
    again = merged(ours, theirs)
    assert (again.additions.words, again.conflicts, cells(ours)) == ((), merge.conflicts, after)


@pytest.mark.slow
@settings(max_examples=6, deadline=None, phases=UNSHRUNK)
@given(rows=COPIES)
def test_a_copy_merged_into_itself_changes_nothing(tmp_path_factory: pytest.TempPathFactory, rows: Any) -> None:
    folder = tmp_path_factory.mktemp("copies")
    ours, theirs = written(folder / "ours.xlsx", rows), written(folder / "theirs.xlsx", rows)
    before = ours.read_bytes()
    merge = merged(ours, theirs)
    assert (merge.additions.words, merge.conflicts, merge.doubtful, merge.left_out) == ((), (), (), ())
    assert ours.read_bytes() == before
