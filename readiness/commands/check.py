"""readiness check: the run of a build that only looks, or writes the workbooks that templates say are for checks.

And what it found as JSON, in counts and names alone: no value of case data.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from readiness.authority.overlay import own_over_installed
from readiness.checks.model import WorklistLine
from readiness.commands.build import Built, Manner, build
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.findings import Finding
from readiness.render.templates import read_templates


def check(folder: Path, day: dt.date | None, source: Path | None, write: bool, manner: Manner) -> Built:
    """Checks the lists of an authority's folder. Raises ReadinessError, and then nothing was written."""
    documents = documents_for_checks(folder) if write else ()
    return build(folder, documents, day, source=source, write=write, manner=manner)


def documents_for_checks(folder: Path) -> tuple[str, ...]:
    """The documents that tell what checks found, as the templates say. Raises SpecificationError when none does."""
    workbooks, _ = read_templates(own_over_installed("templates", folder))
    documents = tuple(workbook.layout.for_checks for workbook in workbooks if workbook.layout.for_checks)
    if not documents:
        do = 'Take the line "for checks" over from the installed template of the workbook that tells what was found'
        raise SpecificationError(Mistake("templates", "no workbook is for checks", do))
    return documents


def checked_json(built: Built) -> str:
    """What was found, for other programs. The keys stay as they are; new ones may be added."""
    pack = built.pack
    if pack is None:
        raise TypeError("a check has always made lists")
    checks = pack.checks
    content = {
        "authority": pack.authority,
        "inspection_day": pack.inspection.day.isoformat(),
        "source": pack.source,
        "lists": [{"list": result.name, "title": result.full_title, "rows": len(result.rows)} for result in pack.lists],
        "only": pack.only,
        "counts": dict(checks.counts),
        "compared_with": checks.compared_with,
        "since": checks.since,
        "new": checks.new if checks.since else None,
        "gone": checks.gone_count if checks.since else None,
        "findings": [_found_by_rule(line, bool(checks.since)) for line in pack.worklist.lines],
        "on_reading": [_found_on_reading(finding) for finding in (*built.unreadable, *pack.findings)],
        "files": [str(file) for file in built.files],
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def _found_by_rule(line: WorklistLine, compared: bool) -> dict[str, object]:
    """A broken rule. It is about a list, a table of case data, or neither."""
    cause = line.cause
    return {
        "rule": cause.rule,
        "severity": cause.severity,
        "list": line.list.name if line.list else None,
        "table": None if line.list else cause.about or None,
        "title": line.title,
        "columns": list(cause.columns),
        "headings": line.headings,
        "count": cause.count,
        "new": line.new if compared else None,
        "wrong": cause.wrong,
        "do": cause.do,
        "why": cause.why,
    }


def _found_on_reading(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity,
        "place": finding.place,
        "count": finding.count,
        "wrong": finding.wrong,
        "do": finding.do,
    }
