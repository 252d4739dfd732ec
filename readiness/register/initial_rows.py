"""The rows that a new register begins with, and its sheets with their judgement areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from readiness.authority.choices import Scope
from readiness.files.cells import as_day, as_time
from readiness.register.needed_sheets import check_sheets
from readiness.register.read import with_areas
from readiness.register.rows import new_row, sheet_of
from readiness.register.sheet_rows import DocumentRow
from readiness.specification.frameworks import ALL, Framework, RegisterSheet
from readiness.specification.model import Annex

DOCUMENTS = sheet_of(DocumentRow)
NewRows = Mapping[str, Sequence[Mapping[str, object]]]


def checklist_rows(annex: Annex, framework: Framework) -> list[dict[str, object]]:
    """The rows of the register for the documents of the checklist, as nobody has yet said anything of them."""
    return [
        new_row(
            DocumentRow,
            document=document.title,
            status="not_started",
            areas=[area for area in document.areas if area in framework.judgements or area == ALL],
        )
        for document in annex.documents.values()
    ]


def told_rows(story: NewRows, sheets: Mapping[str, RegisterSheet]) -> dict[str, list[dict[str, object]]]:
    """The rows that a story tells in words, with its days as days and its times as times."""
    return {
        sheet: [{name: _typed(sheets[sheet].columns[name].type, said) for name, said in row.items()} for row in rows]
        for sheet, rows in story.items()
    }


def _typed(kind: str, said: object) -> object:
    """A cell as it is typed: what is no day where one should stand stays as it is said, and is told when it is read."""
    day_or_time = {"date": as_day, "time": as_time}.get(kind)
    return (day_or_time(said) if day_or_time else None) or said


def sheets_of(annex: Annex, scope: Scope) -> dict[str, RegisterSheet]:
    """The register's sheets, knowing the judgement areas of the framework. Raises SpecificationError.

    Whoever reads a register takes its sheets from here, so that none and no column is missing.
    """
    check_sheets(annex)
    return with_areas(annex.register_sheets, annex.frameworks, scope.inspection.framework)
