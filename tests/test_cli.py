"""The command line as people meet it: help, mistakes of typing, streams; and that the READMEs name and link it all."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from product import ROOT, Run

import readiness
from readiness.cli import main

COMMANDS = sorted(main.commands)
HEAVY = {"duckdb", "jinja2", "pydantic", "python_calamine", "rich", "xlsxwriter", "yaml"}
FOLDERS = ("annex_a", "examples", "readiness", "templates", "tests")
PAGES = sorted([*ROOT.glob("*.md"), *(page for name in FOLDERS for page in (ROOT / name).rglob("*.md"))])
IN_MARKDOWN = re.compile(r"(!?)\[((?:!\[[^\]]*\]\([^)]*\)|[^\]])*)\]\(<?([^)\s>]+)>?[^)]*\)")
BY_REFERENCE = re.compile(r"^ {0,3}\[[^\]^]+\]: *(\S+)", re.MULTILINE)
IN_HTML = re.compile(r"\b(?:src|srcset|href)=[\"']([^\"'\s]+)")
IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)


def python(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs Python in a process of its own, its streams piped."""
    asking = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "TTY_COMPATIBLE")}
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=asking, capture_output=True, text=True, encoding="utf-8", check=False
    )


def prose(page: Path) -> str:
    """A page without its code."""
    text = re.sub(r"^( *)```.*?^\1```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def links(page: Path) -> list[str]:
    """Where the links and pictures of a page lead, but for those to other sites."""
    text = prose(page)
    found = [found[3] for found in IN_MARKDOWN.finditer(text)]
    inner = [found[3] for outer in IN_MARKDOWN.finditer(text) for found in IN_MARKDOWN.finditer(outer[2])]
    whole = [*found, *inner, *BY_REFERENCE.findall(text), *IN_HTML.findall(text)]
    return [link for link in whole if not re.match(r"[a-z]+:", link)]


def alternatives(page: Path) -> list[str]:
    """What stands for each picture of a page where it cannot be seen."""
    text = prose(page)
    return [
        *(alternative.strip() for alternative in re.findall(r"!\[([^\]]*)\]", text)),
        *("".join(re.findall(r"\balt=[\"']([^\"']*)", image)).strip() for image in IMG.findall(text)),
    ]


def anchors(page: Path) -> set[str]:
    """The places on a page that a link may name: its headings, as they are turned into anchors."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ +(.+?) *#*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def understand(line: str) -> None:
    """Raises if the line is not one that the command it names can be given."""
    program, name, *words = shlex.split(line)
    assert program == "readiness"
    main.commands[name].make_context(name, words)


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    there = (page.parent / path).resolve() if path else page
    if not there.is_relative_to(ROOT) or not there.exists():
        return False
    return not anchor or anchor in anchors(there / "README.md" if there.is_dir() else there)


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
            "1: is not a document. Choose annex-a, data-quality, highlight-report, planning-pack, self-evaluation or status-page.\n\n1 mistake; nothing was written.",
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


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name: str) -> None:
    assert re.search(rf"\breadiness {name}\b", (ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", [main, *main.commands.values()], ids=lambda command: command.name)
def test_the_readme_names_every_option(command: click.Command) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    options = [name for option in command.params if isinstance(option, click.Option) for name in option.opts]
    assert not [name for name in options if not re.search(rf"(?<![\w-]){name}(?![\w-])", text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere_and_every_picture_has_words_for_it(page: Path) -> None:
    assert not [link for link in links(page) if not leads_somewhere(page, link)]
    assert all(alternatives(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_line_that_stands_alone_is_one(page: Path) -> None:
    for line in re.findall(r"^ *(readiness .+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
        understand(line)
