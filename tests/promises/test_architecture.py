"""The laws of the house that can be checked by reading its files."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest
from product import ROOT

from readiness.specification.model import Annex
from readiness.specification.yaml_page import read_page

PYTHON = sorted((ROOT / "readiness").rglob("*.py"))
SPECIFICATION = ROOT / "annex_a"
ORDINARY = re.compile(
    "data-quality workbook|build annex-a alone|[Tt]he self-evaluation"
)  # as people say it in messages


def words_of(file: Path) -> set[str]:
    """Every name and every word inside a text of a Python file, comments and docstrings apart.

    A word with hyphens, such as a document's name, is taken whole too.
    """
    words: set[str] = set()
    previous = tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline):
        docstring = token.type == tokenize.STRING and previous in (tokenize.NEWLINE, tokenize.INDENT, tokenize.NL)
        if token.type != tokenize.COMMENT and not docstring:
            words |= set(re.findall(r"\w+", token.string))
            words |= set(re.findall(r"\w+(?:-\w+)+", ORDINARY.sub("", token.string)))
        previous = token.type
    return words


@pytest.mark.parametrize("file", PYTHON, ids=lambda file: file.name)
def test_the_engine_names_no_list_column_table_code_set_choice_or_document(file: Path, annex: Annex) -> None:
    ordinary = {"age", "sheet_names", "flag"}  # words of other things too: a file's age, a workbook's sheets, a warning
    templates = [*(ROOT / "templates").glob("*.yaml")]
    pages = [read_page(path, path.parent) for path in templates]
    documents = {path.stem for path in templates} | {name for page in pages for name in page.content["documents"]}
    documents -= {"annex_a", "surgery", "week"}  # the specification's folder too, a folder in it, a room of the engine
    names = {
        *annex.lists,
        *annex.tables,
        *annex.codes,
        *annex.choices,
        *annex.periods,
        *(column for page in annex.lists.values() for column in page.columns),
        *(column for table in annex.tables.values() for column in table.columns),
        *documents,
    }
    words = words_of(file)
    assert not words & (names - ordinary)
    assert not [word for word in words if re.match(r"ssd_|ext_|list_\d", word)]


def test_a_document_named_in_a_text_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "named.py"
    file.write_text(
        '"""Makes the planning-pack."""\n\nNAMES = ("status-page", "the data-quality workbook")\n', encoding="utf-8"
    )
    assert {word for word in words_of(file) if "-" in word} == {"status-page"}


def test_no_sql_reads_the_clock_and_only_output_asks_for_the_time() -> None:
    clock = re.compile(
        r"current_date|current_timestamp|\bnow\s*\(|\btoday\s*\(|datetime\.now|time\.time\(", re.IGNORECASE
    )
    reading = [file.name for file in SPECIFICATION.rglob("*.sql") if clock.search(file.read_text(encoding="utf-8"))]
    asking = {file.name for file in PYTHON if clock.search(file.read_text(encoding="utf-8"))}
    assert not reading
    assert asking == {"manifest.py", "read.py"}  # read.py holds the pattern that refuses clocks


def test_queries_are_plain_sql() -> None:
    for file in [*SPECIFICATION.rglob("*.sql"), *(ROOT / "examples").rglob("*.sql")]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\{\{|\{%|%s|\$\d|(?<!\w)\?(?!\w)", re.sub(r"'[^']*'|--.*", "", text)), file.name


def test_no_module_is_longer_than_300_lines() -> None:
    files = [
        *PYTHON,
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "examples").rglob("*.sql"),
        *SPECIFICATION.rglob("*.sql"),
    ]
    assert not {
        file.name: length for file in files if (length := len(file.read_text(encoding="utf-8").splitlines())) > 300
    }


def test_no_function_takes_more_than_six_arguments() -> None:
    many: dict[str, list[str]] = {}
    for file in PYTHON:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                given = node.args
                every = [*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg]
                names = [each.arg for each in every if each and each.arg not in ("self", "cls")]
                if len(names) > 6:
                    many[f"{file.name}:{node.name}"] = names
    assert not many


def test_the_specification_holds_no_python() -> None:
    assert not [*SPECIFICATION.rglob("*.py")]


def test_file_names_work_on_windows() -> None:
    reserved = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
    files = [
        path
        for folder in ("readiness", "annex_a", "docs", "templates", "examples", "tests")
        for path in (ROOT / folder).rglob("*")
    ]
    assert not [
        path for path in files if reserved.match(path.name) or re.search(r'[<>:"|?*\\]', path.name) or path.is_symlink()
    ]
    lower = [str(path).lower() for path in files]
    assert len(lower) == len(set(lower))


def test_every_module_says_what_it_is_responsible_for() -> None:
    for file in PYTHON:
        first = file.read_text(encoding="utf-8").split('"""')
        assert first[0].strip() == "", file.name
        assert first[1].strip(), file.name


def test_no_text_names_the_workplace() -> None:
    suspicious = re.compile(r"/work/|/tmp/|pypi-more|\bsession\b.*\bagent\b", re.IGNORECASE)
    folders = ("readiness", "annex_a", "docs", "templates", "examples")
    for file in [*ROOT.glob("*.md"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]:
        if file.suffix in (".py", ".sql", ".yaml", ".md", ".csv", ".txt"):
            assert not suspicious.search(file.read_text(encoding="utf-8")), file.name


def test_one_module_names_the_sheets_and_columns_of_the_register(annex: Annex) -> None:
    ordinary = re.compile(r"^[a-z]+$")  # a word such as "due" is a word of other things too; "leave_from" is not
    columns = {name for about in annex.register_sheets.values() for name in about.columns}
    names = {name for name in (*annex.register_sheets, *columns) if not ordinary.match(name)}
    texts = {
        file.name: names.intersection(re.findall(r'(?<![\w{])"(\w+)"', file.read_text(encoding="utf-8")))
        for file in PYTHON
    }
    assert not {name: found for name, found in texts.items() if found}
