"""The product as tests meet it: where it lies, what a build of everything writes, how a command is run."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from readiness.cli import main

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Result]
WITHOUT_CHILDREN = (  # what a build of everything writes that may go to meetings and boards
    "audit_report.docx",
    "board_highlight.docx",
    "highlight_report.docx",
    "highlight_report.xlsx",
    "improvement_plan.docx",
    "planning_pack.docx",
    "self_evaluation.docx",
    "status_page.html",
    "manifest.json",
    "checks.json",
    "as_it_stood.json",
)
BRIEFINGS = ("scrutiny_briefing.pptx", "scrutiny_paper.docx", "staff_briefing.docx", "member_briefing.docx")
WRITTEN = {"annex_a.xlsx", "data_quality.xlsx", *WITHOUT_CHILDREN}
TESTS = ROOT / "tests"
GOLDEN = TESTS / "golden"


def understand(line: str) -> None:
    """Raises if the line is not one that the command it names can be given."""
    program, name, *words = shlex.split(line)
    assert program == "readiness"
    main.commands[name].make_context(name, words)
