"""Words in, exit codes out, for what is kept: register, purge and record. Light, as cli is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from readiness.commands.options import CONTEXT, in_folder


@click.command(context_settings=CONTEXT)
@in_folder
@click.option("--update", is_flag=True, help="Add what is new in the checklist; nothing that is there changes.")
@click.option("--merge", type=click.Path(path_type=Path), metavar="FILE", help="Add what another copy of it has.")
def register(folder: Path, update: bool, merge: Path | None) -> None:
    """Reads the register and counts what is in it.

    \b
    readiness register --update --folder anyshire
    readiness register --merge from_home.xlsx --folder anyshire
    """
    from readiness.commands.merge_register import merge_other, tell_merged
    from readiness.commands.register import bring_up_to_date, count_register, tell_updated
    from readiness.foundation.errors import Mistake, UsageError

    if merge and update:
        raise UsageError(Mistake("register", "takes --update or --merge", "Run one after the other"))
    if merge:
        merged = merge_other(folder, merge)
        tell_merged(merged)
        if merged.to_decide:
            sys.exit(1)
        return
    if update:
        tell_updated(*bring_up_to_date(folder))
    for sheet, rows in count_register(folder):
        click.echo(f"  {sheet:<18} {rows:>5}")


@click.command(context_settings=CONTEXT)
@in_folder
@click.option("--older-than", type=click.IntRange(min=0), metavar="DAYS", help="Instead of what readiness.yaml says.")
@click.option("--copies", is_flag=True, help="Also copies of what people had changed, and of the register.")
@click.option("--yes", is_flag=True, help="Remove without asking.")
def purge(folder: Path, older_than: int | None, copies: bool, yes: bool) -> None:
    """Shows what is kept and how old it is, and removes what is too old once you say yes.

    \b
    readiness purge --older-than 365 --folder anyshire
    """
    from readiness.commands.exit_codes import STOPPED
    from readiness.commands.purge import remove_old, take_inventory, tell_kept, tell_purged
    from readiness.foundation.errors import OutputError

    inventory = take_inventory(folder, older_than, copies)
    for line in tell_kept(inventory):
        click.echo(line)
    if not inventory.going:
        return
    if not yes and not click.confirm(inventory.question, err=True):
        click.echo("Nothing was removed.", err=True)
        return
    purged = remove_old(inventory)
    for mistake in purged.mistakes:
        click.echo(str(mistake), err=True)
    click.echo(tell_purged(purged))
    if purged.stopped or purged.mistakes:
        sys.exit(STOPPED if purged.stopped else OutputError.exit_code)


@click.command(context_settings=CONTEXT)
@in_folder
@click.option("--verify", is_flag=True, help="Tell whether each line still fits the one before.")
@click.option("--lines", type=click.IntRange(min=1), default=20, help="How many of the last lines to show [20].")
def record(folder: Path, verify: bool, lines: int) -> None:
    """Shows who wrote or removed what, and when.

    \b
    readiness record --verify --folder anyshire
    """
    from readiness.commands.record import record_lines, tell_record, tell_verified, told_cut_off
    from readiness.commands.record import verify as walk

    there = record_lines(folder)
    for line in told_cut_off(there):
        click.echo(line, err=True)
    if not verify:
        for line in tell_record(there, lines):
            click.echo(line)
        return
    verified = walk(folder)
    if verified.misfit:
        click.echo(str(verified.misfit))
        sys.exit(1)
    click.echo(tell_verified(verified))
