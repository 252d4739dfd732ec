"""Signs that nobody sees come out of no register, settings or text: not on the screen, and in no document."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
from product import Run
from registers import put

SIGNS = "\u202e\u2066\u200b\ufeff\U000e0041"
OVERRIDE = f"Ada{SIGNS} Archer"
FOUND = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]")


def parts(file: Path) -> str:
    """All that a file holds, as text."""
    if file.suffix not in (".docx", ".xlsx"):
        return file.read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(file) as archive:
        return "".join(archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml"))


def test_no_output_holds_what_turns_words_round(anyshire: Path, run: Run) -> None:
    put(anyshire / "register.xlsx", "documents", 2, owner=OVERRIDE)
    settings = anyshire / "readiness.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("Anyshire", f"Any{SIGNS}shire", 1), encoding="utf-8"
    )
    text = docx.Document(str(anyshire / "self_evaluation_text.docx"))
    text.paragraphs[3].add_run(f"turned{SIGNS} round")
    text.save(str(anyshire / "self_evaluation_text.docx"))
    persons = anyshire / "case_data" / "ssd_cp_plans.csv"
    persons.write_text(persons.read_text(encoding="utf-8").replace("0001", f"0001{SIGNS}"), encoding="utf-8")

    built = run("build", "--folder", anyshire)
    status = run("status", "--folder", anyshire)
    place = "register.xlsx, sheet Documents, row 2, Owner: holds characters that nobody sees"
    assert place in built.stderr and place in status.stderr
    assert "self_evaluation_text.docx" in built.stderr
    texts = {file.name: parts(file) for file in (anyshire / "output" / "2026-11-20").iterdir()}
    texts |= {"screen": built.stdout + built.stderr, "status": status.stdout + status.stderr}
    assert {name: FOUND.findall(text) for name, text in texts.items() if FOUND.search(text)} == {}
    assert "Ada Archer" in texts["planning_pack.docx"] and "Anyshire" in texts["status_page.html"]
