"""One name, one thing: no public name is defined in two modules with two meanings."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from product import ROOT

# A word that people type is a command, and the function that does what it says has its name.
COMMANDS = {"build", "check", "describe", "prove", "status"}


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
    assert {name: files for name, files in shared.items() if name not in COMMANDS} == {}
    assert shared.keys() >= COMMANDS, "a name that is shared no longer needs no leave"
    for name in COMMANDS:
        assert "readiness/cli.py" in shared[name]
