"""What authors write in their Word file is in every self-evaluation: as a draft, approved, and with another template."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import pytest
from product import Run
from registers import put_into

DAY = "2026-11-20"
pytestmark = pytest.mark.slow

PARAGRAPHS = [f"Paragraph {n}: children say “yes” to {{{{ {n} }}}} & {{% if %}} <b>." for n in range(23)]


def write(folder: Path) -> None:
    """Writes a paragraph in place of each of the first prompts that there are, as a person would."""
    file = folder / "self_evaluation_text.docx"
    document = docx.Document(str(file))
    places = [p for p in document.paragraphs if p.text.startswith("[") and "Grade" not in p.text][2:]
    for place, text in zip(places, PARAGRAPHS, strict=False):
        place.runs[0].text = text
    for text in PARAGRAPHS[len(places) :]:
        document.add_paragraph(text)
    document.save(str(file))


def printed(folder: Path) -> list[str]:
    document = docx.Document(str(folder / "output" / DAY / "self_evaluation.docx"))
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.fixture
def folder(anyshire: Path, run: Run) -> Path:
    (anyshire / "self_evaluation_text.docx").unlink()
    run("register", "--update", "--folder", anyshire)
    write(anyshire)
    return anyshire


def test_every_paragraph_is_there_in_a_draft_after_approval_and_after_a_change_of_the_template(
    folder: Path, run: Run
) -> None:
    def all_are_there() -> str:
        result = run("build", "self-evaluation", "--quiet", "--folder", folder)
        assert result.exit_code < 2, result.stderr  # 1 when what does not hold was approved
        texts = printed(folder)
        assert [texts.count(paragraph) for paragraph in PARAGRAPHS] == [1] * 23
        return result.stderr

    assert "without a place" not in all_are_there()
    put_into(
        folder, "Documents", "Self-evaluation", version="6", approved_by="Cabinet", approved_on=dt.date(2026, 11, 20)
    )
    all_are_there()
    assert not [text for text in printed(folder) if "Annex D" in text]
    (folder / "templates").mkdir(exist_ok=True)
    own = docx.Document()
    own.add_paragraph("{{ overview.evaluation.text.whole.summary }}")
    own.save(str(folder / "templates" / "self_evaluation.docx"))
    told = all_are_there()
    assert (
        'templates/self_evaluation.docx: has no place for what stands below "Context", so it comes under "Text without a '
        'place". Take its field over from the installed template.' in told
    )
