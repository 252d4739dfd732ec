"""What the commands print: progress on the error stream, results on the output stream. Counts and names only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import TracebackType

import click
from rich.console import Console
from rich.status import Status

from readiness.checks.model import Accepted, Checks, WorklistLine
from readiness.commands.build import Built
from readiness.foundation.findings import SEVERITIES, Finding
from readiness.foundation.phrases import day as day_words
from readiness.foundation.phrases import listed, many
from readiness.indicators.model import RATINGS
from readiness.run.context import SO_FAR
from readiness.run.model import Pack

COLUMNS_NAMED = 2  # columns of a rule that are named


class ProgressLine:
    """Says which stage a run is in: a moving line on a terminal, one line a stage elsewhere, nothing when quiet.

    With ``timings`` it knows in the end how long each stage took: from when it was told of to when the next one was,
    the first from the moment ``began``, if it is given.
    """

    def __init__(self, quiet: bool, timings: bool = False, began: float | None = None) -> None:
        self._quiet = quiet
        self._timings = timings
        self._ended = 0.0
        self._stages = [("Getting ready", time.perf_counter() if began is None else began)]
        console = Console(stderr=True)
        self._status: Status | None = console.status("") if console.is_terminal and not quiet else None

    def __enter__(self) -> ProgressLine:
        if self._status:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()
        self._ended = time.perf_counter()

    @property
    def times(self) -> list[str]:
        """How long each stage took, a line each; none when nobody asked for it."""
        return time_lines(self._stages, self._ended) if self._timings else []

    def stage(self, words: str) -> None:
        """A stage begins; or, where the words say so, how far it is, which is shown on a terminal alone."""
        if words.startswith(SO_FAR):
            if self._status:
                self._status.update(f"{self._stages[-1][0]}{words}")
            return
        self._stages.append((words, time.perf_counter()))
        if self._status:
            self._status.update(words)
        elif not self._quiet:
            click.echo(f"{words} ...", err=True)

    def detail(self, words: str) -> None:
        """What would be too much where every stage is a line."""
        if self._status:
            self._status.update(words)


def tell_times(progress: ProgressLine) -> None:
    """How long each stage took on the error stream, where somebody asked for it."""
    for line in progress.times:
        click.echo(line, err=True)


def time_lines(stages: Sequence[tuple[str, float]], ended: float) -> list[str]:
    """How long each stage took, given when each began, with its share; and all of them together."""
    ends = [*(began for _, began in stages[1:]), ended]
    took = [(words, end - began) for (words, began), end in zip(stages, ends, strict=True)]
    whole = ended - stages[0][1]
    width = max(len(words) for words, _ in took)
    shares = [f"{words:<{width}} {seconds:8.2f} s {seconds / whole:5.0%}" for words, seconds in took]
    return [*shares, f"{'In all':<{width}} {whole:8.2f} s"]


def tell_built(built: Built) -> None:
    """What was made on the output stream; before it, on the error stream, what was found on the way."""
    tell_findings(built.unreadable)
    if built.pack:
        _tell_pack(built.pack)
    else:
        click.echo("No list was made: these documents ask for none.", err=True)
    _tell_learned(built)
    if built.learned.evaluation:
        tell_findings(built.learned.evaluation.text.findings)
    tell_findings(built.about_text)
    for line in told_kept(built):
        click.echo(line, err=True)
    tell_files(built)


def told_kept(built: Built) -> Iterator[str]:
    """Which files people had changed since they were written, and the name each is kept under as it was."""
    for name, kept in built.kept.items():
        changed = "may have been changed" if built.doubt else "had been changed"
        yield f"{name} {changed} since it was written; as it was, it is kept as {kept}."


def tell_findings(findings: Iterable[Finding]) -> None:
    """What a person should know, a line each, on the error stream."""
    for finding in findings:
        if not finding.quiet:
            click.echo(str(finding), err=True)


def _tell_pack(pack: Pack) -> None:
    """What was read and made of case data, list by list."""
    tell_findings(pack.findings)
    for result in pack.lists:
        for column in result.columns:
            if column.no_source and result.rows:
                click.echo(
                    f"{result.name}, {column.heading}: no source. Supply {listed(column.sources, 'or')}.", err=True
                )
    severities = [finding.severity for finding in pack.findings if not finding.quiet]
    if severities:
        counts: dict[str, int] = {severity: severities.count(severity) for severity in SEVERITIES}
        click.echo(f"\n{_counted(counts)} about the data; the data-quality workbook lists them.", err=True)
    sys.stderr.flush()
    click.echo(f"{pack.authority}, inspection day {day_words(pack.inspection.day)}")
    for result in pack.lists:
        not_listed = result.rows_left_out + result.rows_repeated
        remark = f"{not_listed:,} of {result.rows_in_files:,} raw rows not listed"
        remark = "left empty" if result.left_empty else remark
        remark = "as the workbook has it" if result.was_read else remark
        rows = f"{len(result.rows):>8,} row{' ' if len(result.rows) == 1 else 's'}"
        click.echo(f"  {f'List {result.number}':<8} {result.short_title:<18} {rows}   {remark}")
    click.echo(f"Checks: {_found(pack.checks)}{_changed(pack)}. readiness check says which.")
    _tell_compared(pack)


def _tell_learned(built: Built) -> None:
    """How things stand in three lines, as far as the documents asked: documents, indicators, and what disagrees."""
    standing, scorecard, evaluation = built.learned.standing, built.learned.scorecard, built.learned.evaluation
    if standing:
        click.echo(f"Documents: {standing.headline}. readiness status says which are not.")
        if built.lists_from:
            day = day_words(built.lists_from)
            click.echo(f"What is made of lists is told as ready as it was last checked, on {day}.", err=True)
    if scorecard:
        rated = ", ".join(f"{scorecard.counts[rating]} {rating}" for rating in RATINGS)
        click.echo(f"Indicators: {rated}; {len(scorecard.not_available)} without a figure.")
    if standing and scorecard and evaluation:
        points = many(len(evaluation.findings), "point")
        disagree = sum(len(part.contradictions) for part in (standing, scorecard, evaluation))
        click.echo(f"Self-evaluation: {points} to mend, {many(disagree, 'contradiction')}.")
        if evaluation.approved_against:
            click.echo(f"Self-evaluation: {evaluation.approved_against}", err=True)
    tell_findings(scorecard.findings if scorecard else ())
    for sentence in scorecard.unused if scorecard else ():
        click.echo(f"Not used: {sentence}", err=True)


def tell_checked(built: Built) -> None:
    """What the checks found, list by list, as counts; what was found on reading goes to the error stream."""
    tell_findings(built.unreadable)
    pack = built.pack
    if not pack:
        return
    tell_findings(pack.findings)
    sys.stderr.flush()
    click.echo(f"{pack.authority}, inspection day {day_words(pack.inspection.day)}")
    for _, of_list in groupby(sorted(pack.worklist.lines, key=_by_list), key=_by_list):
        lines = [*of_list]
        click.echo(f"\n{lines[0].title}")
        for rule, of_rule in groupby(sorted(lines, key=_by_rule), key=_by_rule):
            click.echo(_rule_line(rule[1], [*of_rule]))
    _tell_accepted(pack.checks)
    click.echo(f"\n{_found(pack.checks)}{_changed(pack)}.")
    _tell_compared(pack)
    tell_files(built)


def tell_files(built: Built) -> None:
    """The files that were made; before them, on the error stream, those that stand open although they hold children."""
    for line in built.not_locked:
        click.echo(line, err=True)
    sys.stderr.flush()
    for file in built.files:
        click.echo(str(file))


def _by_rule(line: WorklistLine) -> tuple[int, str]:
    return SEVERITIES.index(line.cause.severity), line.cause.rule


def _rule_line(rule: str, lines: Sequence[WorklistLine]) -> str:
    """A rule's findings in a list in one line, whichever columns they are in."""
    cause = lines[0].cause
    headings = [line.headings for line in lines if line.headings]
    more = (
        [f"{len(headings) - COLUMNS_NAMED} other columns"]
        if len(headings) > COLUMNS_NAMED + 1
        else headings[COLUMNS_NAMED:]
    )
    where = f"{listed([*headings[:COLUMNS_NAMED], *more])}: " if headings else ""
    count = sum(line.cause.count for line in lines)
    return f"  {cause.severity:<9} {rule:<7} {count:>7,}  {where}{cause.wrong}"


def failed(built: Built) -> bool:
    """Whether an error was found, in data or lists; case data lack what lists need; or what is approved is wrong."""
    pack, evaluation = built.pack, built.learned.evaluation
    if evaluation and evaluation.approved_against:
        return True
    if pack is None:
        return False
    if pack.intake.lacking or pack.checks.counts["error"]:
        return True
    return any(finding.severity == "error" for finding in pack.findings)


def _by_list(line: WorklistLine) -> tuple[int, str]:
    return (line.list.number, "") if line.list else (0, line.cause.about)


def _counted(counts: Mapping[str, int], always: str = "") -> str:
    """The counts of each severity there is, in words, and of one also when there is none."""
    things = {"practice": "practice flag", "auto-fix": "auto-fix"}
    words = [
        f"{count:,} {things.get(level, level)}{'' if count == 1 else 'es' if level == 'auto-fix' else 's'}"
        for level, count in counts.items()
        if count or level == always
    ]
    return listed(words) or "nothing found"


def _found(checks: Checks) -> str:
    """What counts, and what is accepted: nobody may take the one for all there is."""
    accepted = sum(checks.accepted_counts.values())
    if not accepted:
        return _counted(checks.counts)
    ending = f", of them {checks.accepted_ending:,} end by {day_words(checks.soon)}" if checks.accepted_ending else ""
    which = f"{_counted(checks.accepted_counts)}{ending}"
    return f"{_counted(checks.counts, always='error')}; {accepted:,} accepted ({which})"


def _tell_accepted(checks: Checks) -> None:
    """What is accepted, rule by rule, by whom and until when; nobody is named but who accepts it."""
    taking = [each for each in checks.accepted if each.accepted]
    if taking:
        click.echo("\nAccepted, and not counted below")
    for (rule, severity, for_all), of_rule in groupby(sorted(taking, key=_by_acceptance), key=_by_acceptance):
        each = [*of_rule]
        count = sum(one.accepted for one in each)
        children = len({one.acceptance.child for one in each})
        whom = "all children" if for_all else "1 child" if children == 1 else f"{children:,} children"
        names = listed(sorted({one.acceptance.by for one in each}))
        first = min(one.acceptance.until for one in each if one.acceptance.until)
        until = f"until {day_words(first)}" if len(each) == 1 else f"the first until {day_words(first)}"
        click.echo(f"  {severity:<9} {rule:<7} {count:>7,}  accepted for {whom} by {names}, {until}")


def _by_acceptance(accepted: Accepted) -> tuple[str, str, bool]:
    return accepted.acceptance.rule, accepted.acceptance.severity, accepted.acceptance.for_all


def _changed(pack: Pack) -> str:
    """What has changed since the run compared with, if there was one."""
    if not pack.checks.since:
        return ""
    return f"; {pack.checks.new:,} new and {pack.checks.gone_count:,} gone since {day_words(pack.checks.since)}"


def _tell_compared(pack: Pack) -> None:
    """With what the run is compared; and where only some lists were wanted, what that leaves out."""
    if pack.checks.since:
        click.echo(f"Compared with {pack.checks.compared_with}.")
    if pack.only:
        unasked = "" if any(result.was_read for result in pack.lists) else "; rules that need others were not asked"
        click.echo(f"Only {listed(f'List {result.number}' for result in pack.lists)}{unasked}.")
