"""An approval is of what was approved: with other figures or claims the self-evaluation is a draft again, and is told so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import pytest
from product import Run
from registers import put_into

pytestmark = pytest.mark.slow

DAY = "2026-11-20"
DRAFT = "Not approved yet. Self-evaluation 6 was approved by Cabinet on 20 November 2026, with other figures or claims"


def approval(folder: Path, run: Run) -> tuple[str, str]:
    """What a build says of the approval: on the cover of the document, and on the error stream."""
    result = run("build", "self-evaluation", "--quiet", "--folder", folder)
    document = docx.Document(str(folder / "output" / DAY / "self_evaluation.docx"))
    cover = next(table for table in document.tables if table.cell(1, 0).text == "Indicators are as at")
    said = {row.cells[0].text: row.cells[1].text for row in cover.rows}
    draft = next((line.text for line in document.paragraphs if line.style and line.style.name == "Draft"), "")
    assert ("Approved" in said) != bool(draft)
    return said.get("Approved", draft.removeprefix("Draft. ").removesuffix(".")), result.stderr


def banner(folder: Path) -> list[str]:
    """What the cover says in a frame of its own."""
    document = docx.Document(str(folder / "output" / DAY / "self_evaluation.docx"))
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.style]
    return [paragraph.text for paragraph in paragraphs[:4] if paragraph.style and paragraph.style.name == "Verdict"]


def test_what_is_approved_against_its_figures_ends_with_1(anyshire: Path, run: Run) -> None:
    assert run("build", "self-evaluation", "--quiet", "--folder", anyshire).exit_code == 0
    assert not banner(anyshire), "a draft may be wrong"
    put_into(
        anyshire, "Documents", "Self-evaluation", version="6", approved_by="Cabinet", approved_on=dt.date(2026, 11, 20)
    )
    assert run("build", "self-evaluation", "--quiet", "--folder", anyshire).exit_code == 1
    assert banner(anyshire)


def test_an_approval_ends_when_figures_or_claims_change_and_lasts_while_they_do_not(anyshire: Path, run: Run) -> None:
    put_into(
        anyshire, "Documents", "Self-evaluation", version="6", approved_by="Cabinet", approved_on=dt.date(2026, 11, 20)
    )
    cover, told = approval(anyshire, run)
    assert cover == "By Cabinet on 20 November 2026"
    against = "It is approved although 3 claims do not hold and 3 errors are in it, and should not go out."
    assert told.endswith(f"Self-evaluation: {against}\n")
    assert banner(anyshire) == [against]
    run("build", "annex-a", "--quiet", "--folder", anyshire)  # knows nothing of approvals, and forgets none
    assert approval(anyshire, run)[0] == cover
    put_into(anyshire, "Statements", "Assessments are done in time", impact_on_children="Families know within a week.")
    assert approval(anyshire, run)[0] == DRAFT
    assert approval(anyshire, run)[0] == DRAFT
    put_into(anyshire, "Documents", "Self-evaluation", version="7")
    assert approval(anyshire, run)[0] == cover
