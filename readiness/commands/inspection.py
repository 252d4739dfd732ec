"""Words in, exit codes out, for the commands of the inspection week. Light, as cli is."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import click

from readiness.commands.options import CONTEXT, Moment, in_folder, on_day, quietly, with_password, with_passwords


@click.command(context_settings=CONTEXT)
@in_folder
@quietly
@click.option("--at", type=Moment(), help="Another moment than now.")
@click.option("--propose", is_flag=True, help="Add to the register what its data suggest: lines of enquiry, plan rows.")
@with_passwords(lambda _: False)
def week(folder: Path, quiet: bool, at: dt.datetime | None, propose: bool, passwords: Any) -> None:
    """Says in ten lines what is late and what is next in the inspection week, and makes the week book.

    \b
    readiness week --at "2026-12-01 14:30" --folder anyshire
    """
    from readiness.commands.build import Manner, build
    from readiness.commands.printing import tell_files, tell_findings
    from readiness.commands.progress import ProgressLine
    from readiness.commands.reading import Reading
    from readiness.commands.week import BOOK, by_the_clock, late_and_next, week_at

    at = at or by_the_clock()
    if propose:
        from readiness.commands.propose import propose as add_to_register
        from readiness.commands.propose import tell_proposed

        with ProgressLine(quiet) as progress:
            proposed = add_to_register(folder, at.date(), progress.stage, passwords)
        tell_findings(proposed.findings)
        for line in tell_proposed(proposed):
            click.echo(line)
    reading = Reading()
    there = week_at(folder, at, reading)
    for line in late_and_next(there):
        click.echo(line)
    if there.call_day:
        sys.stdout.flush()
        with ProgressLine(quiet) as progress:
            how = Manner(progress=progress.stage, at=at, passwords=passwords, reading=reading)
            built = build(folder, BOOK, manner=how)
        tell_files(built)
    if there.late or any(finding.severity == "error" for finding in there.findings):
        sys.exit(1)


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
    from readiness.commands.progress import ProgressLine

    with ProgressLine(quiet) as progress:
        made = make_pack(folder, day, progress.stage, password)
    for line in tell_taken_along(made):
        click.echo(line, err=True)
    for line in tell_pack(made):
        click.echo(line)
    if not made.pack.whole:
        sys.exit(1)


@click.command(context_settings=CONTEXT)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@in_folder
@click.option("--request", metavar="N", default="", help="The number of the request that is answered.")
@click.option("--to", metavar="NAME", default="", help="Who is given it, if not who asked.")
@click.option("--unreviewed", metavar="REASON", default="", help="Why it is given although nobody has reviewed it.")
def release(files: tuple[Path, ...], folder: Path, request: str, to: str, unreviewed: str) -> None:
    """Keeps what inspectors are given, as it is given; without FILE, shows what they were given and its state.

    \b
    readiness release "Supervision policy.docx" --request 12 --folder anyshire
    """
    from readiness.commands.printing import tell_findings
    from readiness.commands.release import ReleaseAsked, so_far, take_to_release, tell_kept_releases, tell_releases

    if files:
        made = take_to_release(folder, files, ReleaseAsked(request, to, unreviewed))
        for line in made.told:
            click.echo(line, err=True)
        for line in tell_kept_releases(made):
            click.echo(line)
        if made.told:
            sys.exit(1)
        return
    released = so_far(folder, ReleaseAsked(request, to, unreviewed))
    for line in tell_releases(released):
        click.echo(line)
    sys.stdout.flush()
    tell_findings(released.told)
    if any(finding.severity == "error" for finding in released.told):
        sys.exit(1)
