"""A text that a cell of Excel cannot hold whole is told, and one that it just can hold is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from extracts import change
from product import ROOT

from readiness.commands.build import build


@pytest.mark.slow
@pytest.mark.parametrize(("length", "told"), [(32_767, False), (32_768, True)])
def test_a_text_that_is_cut_off_in_the_workbook_is_told(length: int, told: bool, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "anyshire", tmp_path / "anyshire")
    change(tmp_path / "anyshire", "ssd_professionals", lambda row: {**row, "prof_professional_name": "N" * length})
    checks = build(tmp_path / "anyshire", write=False).pack.checks
    assert any(cause.rule == "RD-15" for cause in checks.causes) is told
