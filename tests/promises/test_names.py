"""One name, one thing: no public name is defined in two modules with two meanings."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from product import ROOT

# A word that people type is a command, and the function that does what it says has its name.
COMMANDS = {"build", "check", "describe", "prove", "status"}
# Of the rooms that read and write documents, still to be given names of their own.
STILL_SHARED = {
    "FOUND": "the file of what checks found; a remark that something was found",
    "Fields": "one type, for charts and for workbooks",
    "LANGUAGE": "of Word documents and of workbooks, written each in its own way",
    "LONGEST_NAME": "of a sheet that is told, and that is written",
    "LONGEST_TEXT": "of a cell, in each of the two writers of workbooks",
    "Line": "of the worklist; of a workbook's template",
    "Rows": "of case data; of a sheet that is filled",
    "SEE": "where templates are explained",
    "SHEET": "a name space; a kind of part",
    "SHOWN": "how many spellings are shown; how many characters of a field",
    "Sheet": "of a workbook that is read; of a workbook's template",
    "quoted": "words in a message; a name in SQL",
    "told": "a text as people are told it; where a row of a template is",
}


def defined(tree: ast.Module) -> Iterator[str]:
    """The public names that a module defines: classes, functions, constants and aliases."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_no_public_name_has_two_meanings() -> None:
    modules: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "readiness").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for name in {name for name in defined(tree) if not name.startswith("_")}:
            modules[name].append(file.relative_to(ROOT).as_posix())
    shared = {name: files for name, files in modules.items() if len(files) > 1}
    assert {name: files for name, files in shared.items() if name not in COMMANDS | STILL_SHARED.keys()} == {}
    assert shared.keys() >= COMMANDS, "a name that is shared no longer needs no leave"
    for name in COMMANDS:
        assert "readiness/cli.py" in shared[name]
