"""What the commands print: progress on the error stream, results on the output stream. Counts and names only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

import click
from rich.console import Console
from rich.status import Status

from readiness.errors import Mistake, UsageError, listed, many, nearest
from readiness.generate import Built
from readiness.library import shelf
from readiness.proofs import Outcome, prove, read_proofs
from readiness.spec.assemble import read_annex
from readiness.words import day as day_words


class Progress:
    """Says which stage a run is in: a moving line on a terminal, one line a stage elsewhere, nothing when quiet."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        console = Console(stderr=True)
        self._status: Status | None = console.status("") if console.is_terminal and not quiet else None

    def __enter__(self) -> Progress:
        if self._status:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()

    def stage(self, words: str) -> None:
        if self._status:
            self._status.update(words)
        elif not self._quiet:
            click.echo(f"{words} ...", err=True)


def tell_built(built: Built) -> None:
    """What was made on the output stream; before it, on the error stream, what was found on the way."""
    pack = built.pack
    for told in (*pack.strangers, *pack.findings):
        click.echo(str(told), err=True)
    for made in pack.lists:
        for column in made.columns:
            if column.no_source and made.rows:
                click.echo(
                    f"{made.name}, {column.heading}: no source. Supply {listed(column.sources, 'or')}.", err=True
                )
    severities = [finding.severity for finding in pack.findings]
    counts = [
        many(severities.count(severity), severity)
        for severity in ("error", "warning", "note")
        if severity in severities
    ]
    if counts:
        click.echo(f"\n{listed(counts)} about the case data; the data-quality workbook lists them.", err=True)
    sys.stderr.flush()
    click.echo(f"{pack.authority}, inspection day {day_words(pack.inspection.day)}")
    for made in pack.lists:
        not_listed = made.rows_left_out + made.rows_repeated
        remark = "left empty" if made.left_empty else f"{not_listed:,} of {made.rows_in_files:,} raw rows not listed"
        click.echo(f"  {f'List {made.number}':<8} {made.short_title:<18} {len(made.rows):>8,} rows   {remark}")
    for file in built.files:
        click.echo(str(file))


def wanted_proofs(folder: Path, names: Sequence[str], progress: Callable[[str], None]) -> list[Outcome]:
    """Runs the proofs of the lists named, or all. Raises UsageError, SpecificationError."""
    place = shelf("annex_a", folder)
    annex = read_annex(place)
    unknown = [Mistake(name, "is not a list", nearest(name, annex.lists)) for name in names if name not in annex.lists]
    if unknown:
        raise UsageError(*unknown)
    proofs = [proof for proof in read_proofs(place, annex) if not names or proof.about in names]
    outcomes = []
    for proof in proofs:
        progress(f"Proving {proof.about}")
        outcomes.append(prove(proof, annex))
    return outcomes


def tell_proofs(outcomes: Sequence[Outcome]) -> None:
    """How many proofs hold, list by list, and how the others differ. Proofs hold invented values, so they are shown."""
    by_list: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_list.setdefault(outcome.proof.about, []).append(outcome)
    for name, its in by_list.items():
        click.echo(f"{name:<28} {sum(not outcome.differences for outcome in its):>3} of {len(its)} proofs hold")
    for outcome in outcomes:
        if outcome.differences:
            click.echo(f"\n{outcome.proof.place}: {outcome.proof.name}")
            for difference in outcome.differences:
                click.echo(f"    {difference}")
