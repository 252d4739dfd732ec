"""readiness register --merge: takes another copy of the register into ours, and tells by place where the two differ.

The screen shows no cell of either. What both say where they differ goes into a workbook beside the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.register import put_register
from readiness.files.cells import told
from readiness.files.deliver import is_held_open
from readiness.files.journal import free_name, not_written
from readiness.foundation.errors import Mistake, OutputError, SourceError, UsageError
from readiness.foundation.phrases import many
from readiness.register.find_sheets import Sheets
from readiness.register.initial_rows import sheets_of
from readiness.register.read import read_register
from readiness.run.register_stage import register_file
from readiness.specification.frameworks import RegisterField, RegisterSheet
from readiness.specification.read import read_annex

if TYPE_CHECKING:
    from readiness.register.merge import Conflict

DIFFERING = "conflicts"  # in the name of the workbook of what differs: register_conflicts_1.xlsx


@dataclass(frozen=True)
class MergedRegister:
    """What came of a merge: what was added, where the copies differ, which rows may be there twice, what is left out.

    ``kept`` is the name of the register as it was, if it changed, and ``told_in`` that of the workbook of what differs.
    ``amiss`` is how many mistakes there are in a register that changed.
    """

    file: Path
    their_place: str
    added: tuple[str, ...]
    conflicts: tuple[Mistake, ...]
    doubtful: tuple[Mistake, ...]
    left_out: tuple[Mistake, ...]
    kept: str
    told_in: str
    amiss: int

    @property
    def to_decide(self) -> bool:
        """Whether somebody has to say what holds."""
        return bool(self.conflicts or self.doubtful)


def merge_other(folder: Path, other: Path) -> MergedRegister:
    """Merges another copy of the register into that of a folder. Nothing of it changes but cells that are blank.

    It is kept as it was under another name, if anything was added. Raises ReadinessError.
    """
    from readiness.register.merge import merge_copies  # noqa: PLC0415 (takes a while, as what writes workbooks does)
    from readiness.register.update import with_additions  # noqa: PLC0415

    workspace = open_workspace(folder)
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    sheets = sheets_of(annex, scope_of(workspace, annex, None))
    file = register_file(workspace)
    their_place = _their_place(file, other)
    merge = merge_copies(file, other, their_place, sheets)
    files: dict[str, bytes | Path] = {}
    if merge.additions.words:
        files[file.name] = with_additions(file, merge.additions)
    told_in = ""
    if merge.conflicts:
        content = conflicts_workbook(merge.conflicts, file.name, their_place)
        told_in = _name_of(content, file)
        if not (file.parent / told_in).exists():
            files[told_in] = content
    return MergedRegister(
        file,
        their_place,
        merge.additions.words,
        tuple(conflict.told(file.name, their_place) for conflict in merge.conflicts),
        merge.doubtful,
        merge.left_out,
        put_register(workspace, files) if files else "",
        told_in,
        _mistakes_in(file, sheets) if merge.additions.words else 0,
    )


def tell_merged(merged: MergedRegister) -> None:
    """What was added, and by place what is to be looked at; no cell's words."""
    for words in merged.added:
        click.echo(f"Added: {words}")
    for mistake in (*merged.conflicts, *merged.doubtful, *merged.left_out):
        click.echo(str(mistake), err=True)
    if merged.amiss:
        wrong = f"{many(merged.amiss, 'mistake')} in it now"
        click.echo(str(Mistake(merged.file.name, wrong, "readiness register says what they are")), err=True)
    if merged.kept:
        click.echo(f"As it was before, it is kept as {merged.kept}.")
    if merged.conflicts:
        differing = f"{many(len(merged.conflicts), 'cell')} of {merged.file.name}"
        click.echo(f"What both say of {differing} is in {merged.told_in}. None of them was changed.")
    missing = len(merged.conflicts) + len(merged.left_out)
    but = f", but for {many(missing, 'thing')} told above" if missing else ""
    click.echo(f"{merged.file} has all that {merged.their_place} has{but}.")


def conflicts_workbook(conflicts: Sequence[Conflict], our_place: str, their_place: str) -> bytes:
    """A workbook with a row for each cell that differs: where it is in both copies, and what each says."""
    from readiness.register.new import one_sheet  # noqa: PLC0415 (takes a while)

    columns = {
        "Sheet": RegisterField(heading="Sheet", help="The sheet of the register."),
        "Row": RegisterField(heading="Row", help=f"The row of {our_place}.", type="number", width=8),
        "Column": RegisterField(heading="Column", help="The heading of the column.", width=20),
        "Ours": RegisterField(heading="Ours", help=f"What {our_place} says, which stays.", width=50),
        "Theirs": RegisterField(heading="Theirs", help=f"What {their_place} says.", width=50),
        "Row there": RegisterField(heading="Row there", help=f"The row of {their_place}.", type="number", width=8),
    }
    about = RegisterSheet(title="Conflicts", rows_are="cells that differ", named_by="Sheet", columns=columns)
    rows = [(at.sheet, Decimal(at.row), at.heading, at.ours, at.theirs, Decimal(at.their_row)) for at in conflicts]
    return one_sheet(about, [dict(zip(columns, row, strict=True)) for row in rows])


def _their_place(file: Path, other: Path) -> str:
    """The other copy as people are told it. Raises SourceError, UsageError."""
    if not other.is_file():
        raise SourceError(Mistake(told(other.name), "is not there", "Name another copy of the register"))
    if other.samefile(file):
        raise UsageError(Mistake(told(other.name), "is the register itself", "Name another copy of it"))
    other = other.resolve()
    place = other.name if other.name != file.name else f"{other.parent.name}/{other.name}"
    if is_held_open(other):
        click.echo(f"{told(place)} is open in another program: what is not saved there is not merged.", err=True)
    return told(place)


def _name_of(content: bytes, file: Path) -> str:
    """The name for the workbook of what differs: that of one that says just this, else one that no file has.

    Raises OutputError.
    """
    try:
        there = sorted(file.parent.glob(f"{file.stem}_{DIFFERING}_*{file.suffix}"))
        same = next((path.name for path in there if path.read_bytes() == content), "")
    except OSError as error:
        raise OutputError(not_written(file.parent, error)) from None
    return same or free_name(file.parent, file.name, DIFFERING)


def _mistakes_in(file: Path, sheets: Sheets) -> int:
    """How many mistakes there are in the register."""
    try:
        read_register(file, sheets)
    except SourceError as error:
        return len(error.mistakes)
    return 0
