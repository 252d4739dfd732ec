"""readiness check: the run of a build that only looks, or writes the workbooks that templates say are for checks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from readiness.authority.overlay import own_over_installed
from readiness.commands.build import Built, Manner, build
from readiness.foundation.errors import Mistake, SpecificationError
from readiness.render.templates import read_templates
from readiness.run.context import Progress


def check(folder: Path, day: dt.date | None, source: Path | None, write: bool, progress: Progress) -> Built:
    """Checks the lists of an authority's folder. Raises ReadinessError, and then nothing was written."""
    documents = documents_for_checks(folder) if write else ()
    return build(folder, documents, day, source=source, write=write, manner=Manner(progress=progress))


def documents_for_checks(folder: Path) -> tuple[str, ...]:
    """The documents that tell what checks found, as the templates say. Raises SpecificationError when none does."""
    workbooks, _ = read_templates(own_over_installed("templates", folder))
    documents = tuple(workbook.layout.for_checks for workbook in workbooks if workbook.layout.for_checks)
    if not documents:
        do = 'Take the line "for checks" over from the installed template of the workbook that tells what was found'
        raise SpecificationError(Mistake("templates", "no workbook is for checks", do))
    return documents
