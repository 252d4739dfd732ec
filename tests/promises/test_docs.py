"""The pages people read: short at the door, every command, option, link, picture and module path in them true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from product import ROOT, understand

from readiness.cli import main

COMMANDS = sorted(main.commands)
README = ROOT / "README.md"
DOCS = ROOT / "docs"
ARCHITECTURE = DOCS / "architecture.md"
REFERENCE = DOCS / "reference" / "commands.md"
REFERENCES = (REFERENCE, DOCS / "reference" / "commands-more.md")
FOLDERS = ("annex_a", "docs", "examples", "readiness", "templates", "tests")
PAGES = sorted([*ROOT.glob("*.md"), *(page for name in FOLDERS for page in (ROOT / name).rglob("*.md"))])
IN_MARKDOWN = re.compile(r"(!?)\[((?:!\[[^\]]*\]\([^)]*\)|[^\]])*)\]\(<?([^)\s>]+)>?[^)]*\)")
BY_REFERENCE = re.compile(r"^ {0,3}\[[^\]^]+\]: *(\S+)", re.MULTILINE)
IN_HTML = re.compile(r"\b(?:src|srcset|href)=[\"']([^\"'\s]+)")
IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
MODULE = re.compile(r"`((?:\w+/)+\w+\.py)`")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(page: Path) -> str:
    """A page without its code."""
    text = re.sub(r"^( *)```.*?^\1```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def links(page: Path) -> list[str]:
    """Where the links and pictures of a page lead, but for those to other sites."""
    text = prose(page)
    found = [found[3] for found in IN_MARKDOWN.finditer(text)]
    inner = [found[3] for outer in IN_MARKDOWN.finditer(text) for found in IN_MARKDOWN.finditer(outer[2])]
    whole = [*found, *inner, *BY_REFERENCE.findall(text), *IN_HTML.findall(text)]
    return [link for link in whole if not re.match(r"[a-z]+:", link)]


def linked(page: Path) -> set[Path]:
    """The files that a page links."""
    return {(page.parent / link.partition("#")[0]).resolve() for link in links(page) if not link.startswith("#")}


def alternatives(page: Path) -> list[str]:
    """What stands for each picture of a page where it cannot be seen."""
    text = prose(page)
    return [
        *(alternative.strip() for alternative in re.findall(r"!\[([^\]]*)\]", text)),
        *("".join(re.findall(r"\balt=[\"']([^\"']*)", image)).strip() for image in IMG.findall(text)),
    ]


def anchors(page: Path) -> set[str]:
    """The places on a page that a link may name: its headings, as they are turned into anchors."""
    text = re.sub(r"^```.*?^```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ +(.+?) *#*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def options_of(command: click.Command) -> list[str]:
    return [word for option in command.params if isinstance(option, click.Option) for word in option.opts]


def tells(text: str, words: list[str]) -> bool:
    """Whether a text has each of these options in it, whole."""
    return all(re.search(rf"(?<![\w-]){word}(?![\w-])", text) for word in words)


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    there = (page.parent / path).resolve() if path else page
    if not there.is_relative_to(ROOT) or not there.exists():
        return False
    return not anchor or anchor in anchors(there / "README.md" if there.is_dir() else there)


def sections(page: Path, level: int) -> dict[str, str]:
    """The parts of a page under its headings of a level, up to the next heading of that level or above."""
    mark = "#" * level
    cut = re.split(rf"^(#{{1,{level}}}) +(.+)$", text_of(page), flags=re.MULTILINE)
    return {cut[at + 1]: cut[at + 2] for at in range(1, len(cut), 3) if cut[at] == mark}


def test_the_readme_is_short() -> None:
    assert len(README.read_bytes()) <= 8192


def test_the_readme_sets_up_before_all_else_and_shows_one_picture() -> None:
    text = text_of(README)
    assert "readiness new here --example" in "\n".join(text.splitlines()[:25])
    assert len(alternatives(README)) == 1


def test_the_readme_gives_the_gate_its_lines() -> None:
    lines = [
        line for block in re.findall(r"^```sh\n(.*?)^```", text_of(README), re.M | re.S) for line in block.split("\n")
    ]
    assert [line for line in lines if "readiness new here --example && .venv/bin/readiness build" in line]
    assert len([line for line in lines if line.endswith("pytest")]) == 1


def test_every_page_is_one_step_from_the_readme() -> None:
    pages = {*DOCS.rglob("*.md")}
    assert len(pages) > 20
    assert not {named(page) for page in pages - linked(README)}


def test_every_picture_is_shown() -> None:
    shown = {file for page in PAGES for file in linked(page)}
    pictures = {*(DOCS / "pictures").iterdir()}
    assert pictures
    assert not pictures - shown


def test_no_page_is_too_long_to_find_ones_way_in() -> None:
    assert not {named(page): size for page in DOCS.rglob("*.md") if (size := page.stat().st_size) > 15_360}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_with_every_option(name: str) -> None:
    parts = [part for page in REFERENCES for part in sections(page, 2).items()]
    told = {heading.strip("`").split()[1]: part for heading, part in parts if "`" in heading}
    assert set(told) == set(COMMANDS)
    assert tells(told[name], options_of(main.commands[name]))


def test_the_options_of_the_program_itself_are_told() -> None:
    assert "--version" in options_of(main)
    assert tells(text_of(REFERENCE), options_of(main))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere_and_every_picture_has_words_for_it(page: Path) -> None:
    assert not [link for link in links(page) if not leads_somewhere(page, link)]
    assert all(alternatives(page))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_line_that_stands_alone_is_one(page: Path) -> None:
    for line in re.findall(r"^ *(readiness .+)$", text_of(page), re.MULTILINE):
        understand(line)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_module_that_is_named_is_there(page: Path) -> None:
    modules = MODULE.findall(text_of(page))
    assert not [path for path in modules if not (ROOT / "readiness" / path).exists() and not (ROOT / path).exists()]


def test_each_of_the_five_walks_names_at_most_seven_rooms() -> None:
    walks = {heading: MODULE.findall(part) for heading, part in sections(ARCHITECTURE, 3).items()}
    assert len(walks) == 5
    assert not {heading: rooms for heading, rooms in walks.items() if not 3 <= len(set(rooms)) <= 7}


def test_the_layers_are_those_that_are_held() -> None:
    contracts = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (held,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    rows = re.findall(r"^\| (`.+?) \|", sections(ARCHITECTURE, 2)["The layers"], re.MULTILINE)
    assert [{*re.findall(r"`(\w+)`", row)} for row in rows] == [{*layer.split(" | ")} for layer in held]


def test_there_are_twelve_laws_and_each_is_held_by_something() -> None:
    laws = re.findall(
        r"^\| (\*\*.+?) \| (.+) \|$", sections(ARCHITECTURE, 2)["Twelve laws, and how each is held"], re.M
    )
    assert len(laws) == 12
    assert all(how.strip() for _, how in laws)


def test_troubleshooting_quotes_what_is_really_said() -> None:
    files = [*(ROOT / "tests" / "bad").glob("*.yaml"), *(ROOT / "readiness").rglob("*.py")]
    said = "\n".join(text_of(file) for file in files)
    quoted = re.findall(r"^\| `([^`]+)` \|", text_of(DOCS / "how-to" / "troubleshooting.md"), re.MULTILINE)
    assert len(quoted) > 5
    assert not [words for words in quoted if words not in said]
