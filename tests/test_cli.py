"""The command line as people meet it: help, mistakes of typing, streams."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from product import ROOT, Run, understand

import readiness
from readiness.cli import main

COMMANDS = sorted(main.commands)
HEAVY = {"duckdb", "jinja2", "pydantic", "python_calamine", "rich", "xlsxwriter", "yaml"}


def python(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs Python in a process of its own, its streams piped."""
    asking = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "TTY_COMPATIBLE")}
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=asking, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize(
    "words", [[], *([name] for name in COMMANDS)], ids=lambda words: " ".join(words) or "readiness"
)
def test_help_is_one_sentence_then_examples_that_are_command_lines(words: list[str], run: Run) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert run(*words, "-h").stdout == result.stdout
    _usage, says, examples, *_ = result.stdout.split("\n\n")
    assert re.fullmatch(r"[A-Z][^.]+\.", " ".join(says.split()))
    for line in examples.splitlines():
        understand(line)
        assert shlex.split(line)[: len(words) + 1] == ["readiness", *words]


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [[], *([name] for name in COMMANDS)], ids=lambda words: " ".join(words) or "readiness"
)
def test_help_waits_for_nothing_heavy(words: list[str]) -> None:
    result = python("-X", "importtime", "-m", "readiness", *words, "--help")
    assert result.returncode == 0
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in result.stderr.splitlines()}
    assert "click" in imported
    assert not imported & HEAVY


def test_it_runs_as_a_module_and_tells_its_version() -> None:
    assert python("-m", "readiness", "--version").stdout == f"readiness, version {readiness.__version__}\n"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == readiness.__version__


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nonsense"], "Error: No such command 'nonsense'."),
        (["build", "anex-a"], 'anex-a: is not a document. Did you mean "annex-a"?\n\n1 mistake; nothing was written.'),
        (
            ["build", "1"],
            "1: is not a document. Choose after-inspection, annex-a, audit-report, board-highlight, briefings, data-quality, evening-note, highlight-report, improvement-plan, member-briefing, planning-pack, rows-not-listed, scrutiny-briefing, scrutiny-paper, self-evaluation, staff-briefing, status-page, surgery, week or week-book.\n\n1 mistake; nothing was written.",
        ),
        (
            ["build", "--day", "2026-13-01"],
            "Error: Invalid value for '--day': not a date. Write it as 2026-01-31 or 31/01/2026.",
        ),
        (
            ["build", "--day", "31/02/2026"],
            "Error: Invalid value for '--day': not a date. Write it as 2026-01-31 or 31/01/2026.",
        ),
        (["new"], "Error: Missing argument 'FOLDER'."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_of_typing_gets_one_message_and_exit_2(
    words: list[str], message: str, anyshire: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(anyshire)
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    before, found, after = result.stderr.partition(message)
    assert (found, after) == (message, "\n")
    assert re.fullmatch(r"(Usage: main .*\nTry 'main .*' for help\.\n\n)?", before)
    assert not (anyshire / "output").exists()


@pytest.mark.slow
@pytest.mark.parametrize("words", ["build", "prove list_01_contacts", "example invented"])
def test_quiet_prints_no_progress_and_the_same_result(
    words: str, anyshire: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(anyshire)
    loud = run(*words.split())
    shutil.rmtree("invented", ignore_errors=True)
    shutil.rmtree("output", ignore_errors=True)
    quiet = run(*words.split(), "--quiet")
    progress = re.compile(r"^[A-Z].* \.\.\.\n", re.MULTILINE)
    assert progress.search(loud.stderr)
    assert quiet.stderr == progress.sub("", loud.stderr)
    assert (quiet.exit_code, quiet.stdout) == (0, loud.stdout)


@pytest.mark.slow
def test_streams_that_are_piped_hold_no_colour(anyshire: Path) -> None:
    result = python("-m", "readiness", "build", folder=anyshire)
    assert result.returncode == 0
    assert "annex_a.xlsx" in result.stdout
    assert "\x1b" not in result.stdout + result.stderr
