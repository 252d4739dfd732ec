"""What the region command prints: each authority as it is done, and at the end all of them and what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from readiness.commands.exit_codes import STOPPED
from readiness.commands.region import RegionMade
from readiness.foundation.errors import OutputError
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import listed, many
from readiness.region.model import RegionMember

NOT_WHOLE = 3  # the exit code when an authority, or a part of it, could not be made


def tell_member(member: RegionMember) -> None:
    """What went wrong in an authority's folder, and what to know beside, on the error stream as soon as it is done."""
    for line in (*member.told, *map(str, member.mistakes)):
        click.echo(f"{member.called}: {line}", err=True)


def tell_region(made: RegionMade) -> None:
    """Each authority in a line and the table's file; before them, on the error stream, all mistakes once more."""
    for line in _amiss(made):
        click.echo(line, err=True)
    sys.stderr.flush()
    for line in _lines(made):
        click.echo(line)


def exit_code_of(made: RegionMade) -> int:
    """What the command ends with."""
    if made.stopped:
        return STOPPED
    if made.wrong:
        return OutputError.exit_code
    if any(member.mistakes for member in made.members):
        return NOT_WHOLE
    of_other_days = made.region is not None and bool(made.region.of_other_days)
    return int(bool(made.left_out) or of_other_days or any(member.failed for member in made.members))


def _amiss(made: RegionMade) -> Iterator[str]:
    if made.left_out:
        yield f"Left out, since there is no readiness.yaml in it: {listed(made.left_out)}."
    region = made.region
    for member in region.of_other_days if region else ():
        when = f"{in_words(member.day)} and not {in_words(region.day)}" if region else ""
        yield f"{member.called}: its inspection day is {when}, so it is not compared. Give all one day with --day."
    for name, kept in (made.kept or {}).items():
        yield f"{name} had been changed since it was written; as it was, it is kept as {kept}."
    wrong = [member for member in made.members if member.mistakes]
    for member in wrong:
        yield f"\n{member.called} ({member.folder}): {member.state}"
        yield from (f"  {mistake}" for mistake in member.mistakes)
    if wrong:
        not_made = sum(not member.made for member in wrong)
        yield f"\n{len(wrong)} of {made.of} authorities with mistakes; for {not_made} of them nothing was written."
    if made.wrong:
        yield from map(str, made.wrong)
        yield "The table was not written; the authorities' own documents were."
    if made.stopped:
        left = made.of - len(made.members)
        yield f"Stopped. {len(made.members)} of {made.of} were done and stay; {left} were not, and there is no table."


def _lines(made: RegionMade) -> Iterator[str]:
    widest = max((len(member.called) for member in made.members), default=0)
    for member in sorted(made.members, key=lambda one: one.folder):
        yield f"  {member.called:<{widest}}  {', '.join(filter(None, (member.state, *_figures(member))))}"
    whole = sum(member.made for member in made.members)
    if not made.stopped:
        yield f"{whole} of {made.of} made."
    yield from map(str, made.files)


def _figures(member: RegionMember) -> Iterator[str]:
    if member.documents:
        yield f"{member.documents.ready} of {many(member.documents.expected, 'document')} ready"
    if member.quality:
        rate = member.quality.errors
        yield f"{rate} errors a thousand rows" if isinstance(rate, float) else f"errors: {rate}"
