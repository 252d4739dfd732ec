"""readiness status: how things stand, on a screen in ten seconds or as JSON."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from readiness.authority.choices import scope_of
from readiness.authority.overlay import own_over_installed
from readiness.authority.settings import open_workspace
from readiness.commands.purge import overdue
from readiness.commands.status_week import SCREEN_WIDTH, register_lines, week_lines
from readiness.foundation.findings import Finding
from readiness.foundation.phrases import day as in_words
from readiness.foundation.phrases import many, sentence
from readiness.preparedness.model import DocumentStanding, Standing
from readiness.run.context import RunContext
from readiness.run.earlier_runs import earlier_runs, sought_by
from readiness.run.lights import judge_as_last_built
from readiness.run.needs import STANDING
from readiness.run.register_stage import judged_by, register_rows, stand_as_last_checked, unseen_signs
from readiness.run.verdict import Verdict
from readiness.specification.read import read_annex


@dataclass(frozen=True)
class Taken:
    """How ready an authority is, and the verdict; when lists were made for that day and how many errors they have.

    ``listed`` is empty and ``errors`` None when no lists were made for it. ``contradictions`` are all, those of figures
    and words as the last run for the day found them. ``unreadable`` is what of earlier runs cannot
    be read, or is kept too long.
    """

    standing: Standing
    verdict: Verdict
    contradictions: tuple[str, ...]
    listed: str
    errors: int | None
    unreadable: tuple[Finding, ...]


def status(folder: Path, day: dt.date | None = None) -> Taken:
    """How ready an authority is, by its register and the lists made last for its inspection day.

    Reads no case data. Raises ReadinessError.
    """
    workspace = open_workspace(folder)
    annex = read_annex(own_over_installed("annex_a", workspace.folder))
    scope = scope_of(workspace, annex, day)
    before = earlier_runs(workspace.output, sought_by(workspace, scope.inspection.day))
    run = RunContext(workspace, annex, scope, workspace.output, before, STANDING)
    rows = register_rows(run)
    standing = stand_as_last_checked(run, rows)
    verdict = judge_as_last_built(run, standing, judged_by(rows))
    told = (*before.findings, *overdue(workspace), *unseen_signs(run))
    contradictions = (*standing.contradictions, *before.contradictions)
    return Taken(standing, verdict, contradictions, before.listed, before.errors, told)


LINES_SHOWN = 12
CONTRADICTIONS_SHOWN = 2
BAR = 20


def tell_status(taken: Taken) -> str:
    """The text: the answer and its five lights first, then what is red, what is next, and where it all stands."""
    return "\n".join((*_verdict(taken), *_lines(taken.standing, taken.listed), *_disagree(taken.contradictions)))


def as_json(taken: Taken) -> str:
    """The same and everything else, for other programs. Days are written as 2026-01-31."""
    standing = taken.standing
    content = asdict(standing) | {"is_ready": taken.verdict.is_ready, "figures": standing.figures}
    content |= {"verdict": taken.verdict.content, "contradictions": taken.contradictions}
    content |= {"lists_made": taken.listed, "errors_in_lists": taken.errors}
    return json.dumps(content, indent=2, ensure_ascii=False, default=dt.date.isoformat)


def _verdict(taken: Taken) -> Iterator[str]:
    """The answer, and each of the five lights with why, on what it rests and how old that is."""
    verdict = taken.verdict
    yield f"{verdict.answer}: {verdict.headline}, for a {taken.standing.kind.lower()}"
    widest = max(len(light.name) for light in verdict.lights)
    for light in verdict.lights:
        begin, told = f"  {light.name:<{widest}}  ", f"{light.state.upper()}. {light.reason} {light.basis}".strip()
        yield from textwrap.wrap(told, SCREEN_WIDTH, initial_indent=begin, subsequent_indent=" " * len(begin))


def _lines(standing: Standing, listed: str) -> Iterator[str]:
    yield f"As at {in_words(standing.as_at)}. {standing.framework}."
    if listed:
        yield f"Annex A, figures and claims are as last built, on {in_words(listed)}."
    told = []
    if standing.last_inspection and standing.last_inspection.day:
        ago = f"{many(standing.months_since or 0, 'month')} ago"
        told.append(f"Last inspection {in_words(standing.last_inspection.day)}, {ago}.")
    yield from textwrap.wrap(" ".join((*told, *standing.next_inspection)), SCREEN_WIDTH)
    yield ""
    widest = max((len(area.title) for area in standing.areas), default=0)
    for area in standing.areas:
        if area.expected:
            full = BAR * area.ready // area.expected
            yield f"  {area.title:<{widest}}  {'#' * full}{'.' * (BAR - full)}  {area.ready} of {area.expected}"
    red = [document for document in standing.expected if document.red]
    if red:
        yield ""
        yield f"To do first ({len(red)}):"
        for document in red[:LINES_SHOWN]:
            yield from _red(document)
        if len(red) > LINES_SHOWN:
            yield f"  and {len(red) - LINES_SHOWN} more; the planning pack and the status page list them all"
    yield from _next(standing)
    yield from week_lines(standing)
    yield from register_lines(standing)


def _disagree(contradictions: Sequence[str]) -> Iterator[str]:
    if contradictions:
        yield ""
        yield f"{many(len(contradictions), 'contradiction')}:"
        for words in contradictions[:CONTRADICTIONS_SHOWN]:
            yield from textwrap.wrap(words, SCREEN_WIDTH, initial_indent="  ", subsequent_indent="    ")
        if len(contradictions) > CONTRADICTIONS_SHOWN:
            more = len(contradictions) - CONTRADICTIONS_SHOWN
            yield f"  and {more} more; the planning pack and the status page list them all"


def _red(document: DocumentStanding) -> Iterator[str]:
    yield f"  {document.title}: {document.state}. {document.owner or 'No owner'}."
    for problem in document.problems:
        if problem.severity == "error":
            yield f"      {sentence(problem.wrong)} {sentence(problem.do)}"


def _next(standing: Standing) -> Iterator[str]:
    """The next days, and what is overdue."""
    late = [action for action in standing.actions if action.overdue is not None]
    coming = sorted(
        (document.due, document.title, document.owner)
        for document in standing.expected
        if document.due and document.due >= standing.as_at and document.state in ("in development", "not started")
    )
    if late or coming or standing.next_meeting:
        yield ""
    for action in late:
        yield f"Overdue by {many(action.overdue or 0, 'day')}: {action.action} ({action.owner or 'no owner'})"
    for day, title, owner in coming[:LINES_SHOWN]:
        yield f"By {in_words(day)}: {title} ({owner or 'no owner'})"
    if standing.next_meeting:
        yield f"Next meeting {in_words(standing.next_meeting)}."
