"""What the commands print of their results on the output stream. Counts and names only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import click

from readiness.checks.model import Accepted, Checks, WorklistLine
from readiness.commands.build import Built
from readiness.foundation.findings import SEVERITIES, Finding
from readiness.foundation.phrases import day as day_words
from readiness.foundation.phrases import listed, many
from readiness.indicators.model import RATINGS
from readiness.run.model import Pack

COLUMNS_NAMED = 2  # columns of a rule that are named


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
