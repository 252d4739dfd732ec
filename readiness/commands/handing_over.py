"""Words in, exit codes out, for the commands that hand things over to inspectors. Light, as cli is."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import click

from readiness.commands.options import CONTEXT, in_folder, on_day, quietly, with_password


@click.command(context_settings=CONTEXT)
@in_folder
@quietly
@on_day
@with_password()
def pack(folder: Path, day: dt.date | None, quiet: bool, password: Any) -> None:
    """Lays out the documents for inspectors in a numbered folder, with an index, and as a zip file with a password.

    \b
    readiness pack --folder anyshire --password
    """
    from readiness.commands.pack import make_pack, tell_pack, tell_taken_along
    from readiness.commands.printing import ProgressLine

    with ProgressLine(quiet) as progress:
        made = make_pack(folder, day, progress.stage, password)
    for line in tell_taken_along(made):
        click.echo(line, err=True)
    for line in tell_pack(made):
        click.echo(line)
    if not made.pack.whole:
        sys.exit(1)
