"""The page of limits says the numbers that are kept to."""

from __future__ import annotations

import pytest
from jinja2.sandbox import MAX_RANGE
from product import ROOT

from readiness.files import office, text, workbook_safety, zip_parts
from readiness.foundation import database, store_memory
from readiness.foundation.template_limits import TEMPLATE_LIMITS
from readiness.render.workbook_from_excel.rows import MOST_ROWS
from readiness.render.workbook_from_yaml.template import MOST_SHEETS
from readiness.specification import yaml_page

PAGE = (ROOT / "docs" / "reference" / "limits.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("## What it takes, and no more")[2].partition("\n## ")[0]
MB, GB = 1 << 20, 1 << 30
TOLD = {
    "one query": [f"{database.LONGEST_QUERY:g} seconds"],
    "memory": ["half", f"{store_memory.LEAST_MEMORY / 1024:g} GB"],
    "one template": [
        f"{TEMPLATE_LIMITS.seconds:g} seconds",
        f"{TEMPLATE_LIMITS.rounds:,} rounds",
        f"{TEMPLATE_LIMITS.characters:,} characters",
        f"{TEMPLATE_LIMITS.worked_with:,} on the way",
        f"a width of {TEMPLATE_LIMITS.width:,}",
        f"a count of {MAX_RANGE:,}",
    ],
    "what a template of a workbook": [f"{MOST_SHEETS:,} sheets", f"{MOST_ROWS:,} rows"],
    "a YAML page": [f"{yaml_page.LARGEST_PAGE // MB} MB", f"{yaml_page.MOST_NODES:,} parts"],
    "a workbook that is read": [
        f"{zip_parts.MOST_PARTS:,} parts",
        f"{workbook_safety.LARGEST_WORKBOOK // GB} GB",
        f"{workbook_safety.LARGEST_WORKBOOK // 20 // MB} MB",
        f"{office.STEEPEST} times",
        f"{workbook_safety.MOST_CELLS:,} cells",
        f"{workbook_safety.MOST_OF_WIDE:,} where it is wider than {workbook_safety.WIDEST:,}",
    ],
    "a Word or Excel template": [f"{office.LARGEST // MB} MB", f"{office.LARGEST // 10 // MB} MB"],
    "a line of a CSV": [f"{round(text.READ_AT_ONCE, -6):,} characters"],
}


@pytest.mark.parametrize("what", TOLD)
def test_each_limit_is_told_with_its_number(what: str) -> None:
    (line,) = [line for line in SECTION.splitlines() if line.startswith(f"| {what}")]
    assert [number for number in TOLD[what] if number not in line] == []
