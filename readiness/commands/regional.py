"""Words in, exit codes out, for the command over many authorities. Light, as cli is."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import click

from readiness.commands.options import CONTEXT, on_day, quietly, undone_in, with_password


@click.command(context_settings=CONTEXT)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@quietly
@on_day
@click.option("--jobs", type=click.IntRange(1, 32), default=1, help="How many at a time, each in its own process [1].")
@with_password()
def region(
    folder: Path, documents: tuple[str, ...], quiet: bool, day: dt.date | None, jobs: int, password: Any
) -> None:
    """Builds the lists of every authority in a folder of folders, and one table across them without children.

    \b
    readiness region east_of_england --day 2026-11-20
    """
    from readiness.commands.as_asked import as_asked
    from readiness.commands.member import AskedOfEach
    from readiness.commands.progress import ProgressLine
    from readiness.commands.region import Watching, build_region
    from readiness.commands.tell_region import exit_code_of, tell_member, tell_region

    for line in undone_in(folder):
        click.echo(line, err=True)
    asked = AskedOfEach(documents, day, password, as_asked())
    with ProgressLine(quiet) as progress:
        watching = Watching(progress.stage, progress.detail, tell_member)
        made = build_region(folder, asked, jobs, watching)
    tell_region(made)
    if code := exit_code_of(made):
        sys.exit(code)
