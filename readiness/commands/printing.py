"""What the commands print: progress on the error stream, results on the output stream. Counts and names only."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import groupby
from types import TracebackType

import click
from rich.console import Console
from rich.status import Status

from readiness.checks.model import Line
from readiness.commands.build import Built
from readiness.foundation.findings import SEVERITIES
from readiness.foundation.phrases import day as day_words
from readiness.foundation.phrases import listed, many
from readiness.indicators.model import RATINGS
from readiness.run.model import Pack
from readiness.run.overview import Overview

SHOWN = 2  # columns of a rule that are named


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
    for told in pack.findings:
        click.echo(str(told), err=True)
    for made in pack.lists:
        for column in made.columns:
            if column.no_source and made.rows:
                click.echo(
                    f"{made.name}, {column.heading}: no source. Supply {listed(column.sources, 'or')}.", err=True
                )
    severities = [finding.severity for finding in pack.findings]
    if severities:
        counts: dict[str, int] = {severity: severities.count(severity) for severity in SEVERITIES}
        click.echo(f"\n{_counted(counts)} about the data; the data-quality workbook lists them.", err=True)
    sys.stderr.flush()
    click.echo(f"{pack.authority}, inspection day {day_words(pack.inspection.day)}")
    for made in pack.lists:
        not_listed = made.rows_left_out + made.rows_repeated
        remark = "left empty" if made.left_empty else f"{not_listed:,} of {made.rows_in_files:,} raw rows not listed"
        remark = "as the workbook has it" if made.was_read else remark
        rows = f"{len(made.rows):>8,} row{' ' if len(made.rows) == 1 else 's'}"
        click.echo(f"  {f'List {made.number}':<8} {made.short_title:<18} {rows}   {remark}")
    click.echo(f"Checks: {_counted(pack.checks.counts)}{_changed(pack)}. readiness check says which.")
    if built.overview:
        _tell_overview(built.overview)
    for name, kept in built.kept.items():
        click.echo(f"{name} had been changed since it was written; as it was, it is kept as {kept}.", err=True)
    for file in built.files:
        click.echo(str(file))


def _tell_overview(overview: Overview) -> None:
    """How things stand in three lines: documents, indicators, and what disagrees."""
    standing, ratings = overview.standing, overview.scorecard.counts
    click.echo(f"Documents: {standing.ready} of {len(standing.expected)} ready. readiness status says which are not.")
    rated = ", ".join(f"{ratings[rating]} {rating}" for rating in RATINGS)
    click.echo(f"Indicators: {rated}; {len(overview.scorecard.not_available)} without a figure.")
    found = many(len(overview.evaluation.findings), "point")
    click.echo(f"Self-evaluation: {found} to mend, {many(len(overview.contradictions), 'contradiction')}.")
    errors = sum(finding.severity == "error" for finding in overview.evaluation.findings)
    if errors and not overview.evaluation.draft:
        click.echo(f"The self-evaluation is approved, and {many(errors, 'error')} in it should not go out.", err=True)
    for sentence in overview.scorecard.unused:
        click.echo(f"Not used: {sentence}", err=True)


def tell_checked(built: Built) -> None:
    """What the checks found, list by list, as counts; what was found on reading goes to the error stream."""
    pack = built.pack
    for told in pack.findings:
        click.echo(str(told), err=True)
    sys.stderr.flush()
    click.echo(f"{pack.authority}, inspection day {day_words(pack.inspection.day)}")
    for _, about in groupby(sorted(pack.worklist.lines, key=_by_list), key=_by_list):
        lines = [*about]
        click.echo(f"\n{lines[0].title}")
        for rule, its in groupby(sorted(lines, key=_by_rule), key=_by_rule):
            click.echo(_rule_line(rule[1], [*its]))
    click.echo(f"\n{_counted(pack.checks.counts)}{_changed(pack)}.")
    for file in built.files:
        click.echo(str(file))


def _by_rule(line: Line) -> tuple[int, str]:
    return SEVERITIES.index(line.cause.severity), line.cause.rule


def _rule_line(rule: str, lines: Sequence[Line]) -> str:
    """A rule's findings in a list in one line, whichever columns they are in."""
    cause = lines[0].cause
    headings = [line.headings for line in lines if line.headings]
    more = [f"{len(headings) - SHOWN} other columns"] if len(headings) > SHOWN + 1 else headings[SHOWN:]
    where = f"{listed([*headings[:SHOWN], *more])}: " if headings else ""
    count = sum(line.cause.count for line in lines)
    return f"  {cause.severity:<9} {rule:<7} {count:>7,}  {where}{cause.wrong}"


def failed(pack: Pack) -> bool:
    """Whether an error was found, in the data or in the lists."""
    return bool(pack.checks.counts["error"]) or any(finding.severity == "error" for finding in pack.findings)


def _by_list(line: Line) -> tuple[int, str]:
    return (line.list.number, "") if line.list else (0, line.cause.about)


def _counted(counts: Mapping[str, int]) -> str:
    """The counts of each severity there is, in words."""
    things = {"practice": "practice flag", "auto-fix": "auto-fix"}
    words = [
        f"{count:,} {things.get(level, level)}{'' if count == 1 else 'es' if level == 'auto-fix' else 's'}"
        for level, count in counts.items()
        if count
    ]
    return listed(words) or "nothing found"


def _changed(pack: Pack) -> str:
    """What has changed since the run before, if there was one."""
    if not pack.checks.since:
        return ""
    return f"; {pack.checks.new:,} new and {pack.checks.gone_count:,} gone since the last run"
