"""Every way in which the sweep damages a column, and what the data stage makes of the damaged folder."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.case_data.model import CaseDataAccount
from readiness.foundation.database import Store
from readiness.foundation.errors import SourceError
from readiness.run.context import RunContext
from readiness.run.data_stage import check_lists, get_lists
from readiness.run.needs import LISTS
from readiness.specification.model import CaseColumn
from readiness.specification.read import read_annex, with_answers

Table = list[list[str]]
Lists = dict[str, tuple[tuple[object, ...], ...]]
WORDS = "never", "quokka"
WAYS = ("renamed", "removed", "blanked", "retyped")


@dataclass(frozen=True)
class Outcome:
    """What a run on damaged data would tell and give: exit code, error stream, lists.

    ``settled`` are the lines of the error stream that make the exit code what it is.
    """

    code: int
    said: str
    lists: Lists | None
    settled: str = ""

    def tells(self, place: str, column: str) -> bool:
        """Whether a line that settles the exit code is about that column of that file."""
        return any(place in line and re.search(rf"\b{column}\b", line) for line in self.settled.splitlines())


def read(file: Path) -> Table:
    with file.open(encoding="utf-8", newline="") as lines:
        return [*csv.reader(lines)]


def run_context(folder: Path, scratch: Path) -> RunContext:
    """The run of a folder as build annex-a makes it, its specification read once."""
    workspace = open_workspace(folder)
    annex = read_annex(own_over_installed("annex_a", folder))
    scope = scope_of(workspace, annex, None)
    return RunContext(workspace, with_answers(annex, scope.answers), scope, scratch, needs=LISTS)


def outcome(run: RunContext, unchanged: Lists | None = None) -> Outcome:
    """Makes the lists; asks the checks for the exit code only where reading the data did not settle it."""
    try:
        with Store() as store:
            made = get_lists(run, store)
            lists = {result.name: tuple(sorted(result.rows, key=str)) for result in made.lists}
            settled = _settled(made.intake)
            code = int(bool(settled))
            if not code and unchanged is not None and lists != unchanged:
                code = int(any(cause.severity == "error" for cause in check_lists(run, store, made).causes))
    except SourceError as error:
        return Outcome(error.exit_code, str(error), None, str(error))
    told = (str(finding) for finding in made.intake.findings if not finding.quiet)
    return Outcome(code, "\n".join(told), lists, settled)


def _settled(intake: CaseDataAccount) -> str:
    lacking = {name.split(".")[1] for name in intake.lacking}
    return "\n".join(
        str(finding)
        for finding in intake.findings
        if finding.severity == "error" or (finding.severity == "warning" and finding.place.split(", ")[-1] in lacking)
    )


def in_folder(run: RunContext, folder: Path) -> RunContext:
    return replace(run, workspace=replace(run.workspace, folder=folder))


def damaged(table: Table, column: str, about: CaseColumn, way: str) -> Table:
    """A table with one column renamed, removed, blank, or of another type."""
    place = table[0].index(column)
    header, rows = table[0], table[1:]
    if way == "renamed":
        return [[*header[:place], "local_" + column.partition("_")[2] + "_x", *header[place + 1 :]], *rows]
    if way == "removed":
        return [[*row[:place], *row[place + 1 :]] for row in table]
    how = _retyping(about) if way == "retyped" else lambda _, __: ""
    return [header, *_changed(rows, place, how)]


def _changed(rows: Table, place: int, how: Callable[[int, str], str]) -> Table:
    return [
        [*row[:place], how(number, row[place]) if row[place] else "", *row[place + 1 :]]
        for number, row in enumerate(rows)
    ]


def _retyping(about: CaseColumn) -> Callable[[int, str], str]:
    """How a value of a column becomes one of another type: a day, a number or a code a word, an identifier a float."""
    if about.codes or about.type in ("date", "whole number", "decimal"):
        return lambda number, _: WORDS[number % 2]
    if about.type == "id":
        return lambda _, text: f"{int(text)}.0" if text.isdigit() else text
    return lambda number, _: str(number + 101)
