"""The register's rows as stages read them, every sheet with the class of its rows: the only place that names sheets.

A field's type says of which type its column must be. That register.yaml has them all is left to needed_sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

from readiness.foundation.normalise import plain
from readiness.register.find_sheets import Sheets
from readiness.register.plan_rows import BoardRow, PlanRow, PriorityRow, RiskRow, TextRow, ThemeRow
from readiness.register.read import Register, RegisterRow, read_register
from readiness.register.row_cells import CELL_TYPES, NumberCell, TextCell, cell_of, kind_of
from readiness.register.sheet_rows import (
    AcceptedFindingRow,
    ActionRow,
    AuditActionRow,
    AuditRow,
    CommentaryRow,
    ComparatorRow,
    DocumentRow,
    EventRow,
    InputRow,
    MeetingRow,
    PersonRow,
    ReAuditRow,
    RecommendationRow,
    SheetRow,
    StatementRow,
    TargetRow,
)
from readiness.register.week_rows import (
    AccuracyRow,
    InterviewRow,
    LineOfEnquiryRow,
    MockRow,
    NoteRow,
    RequestRow,
    TrackedChildRow,
)


@dataclass(frozen=True)
class RegisterRows:
    """The rows of every sheet that stages read, in the order in which they stand. A field's name is its sheet's key."""

    documents: tuple[DocumentRow, ...]
    actions: tuple[ActionRow, ...]
    recommendations: tuple[RecommendationRow, ...]
    events: tuple[EventRow, ...]
    people: tuple[PersonRow, ...]
    meetings: tuple[MeetingRow, ...]
    audits: tuple[AuditRow, ...]
    re_audits: tuple[ReAuditRow, ...]
    audit_actions: tuple[AuditActionRow, ...]
    indicators: tuple[TargetRow, ...]
    kpi_inputs: tuple[InputRow, ...]
    commentary: tuple[CommentaryRow, ...]
    comparators: tuple[ComparatorRow, ...]
    statements: tuple[StatementRow, ...]
    themes: tuple[ThemeRow, ...]
    plan: tuple[PlanRow, ...]
    boards: tuple[BoardRow, ...]
    priorities: tuple[PriorityRow, ...]
    risks: tuple[RiskRow, ...]
    texts: tuple[TextRow, ...]
    requests: tuple[RequestRow, ...]
    lines_of_enquiry: tuple[LineOfEnquiryRow, ...]
    interviews: tuple[InterviewRow, ...]
    tracked_children: tuple[TrackedChildRow, ...]
    notes: tuple[NoteRow, ...]
    accuracy: tuple[AccuracyRow, ...]
    mock: tuple[MockRow, ...]
    accepted_findings: tuple[AcceptedFindingRow, ...]


ROWS: Mapping[str, type[SheetRow]] = {sheet: get_args(hint)[0] for sheet, hint in get_type_hints(RegisterRows).items()}
CELLS: Mapping[type[SheetRow], Mapping[str, Any]] = {
    row: {name: hint for name, hint in get_type_hints(row).items() if kind_of(hint) in CELL_TYPES}
    for row in ROWS.values()
}
OTHERS = fields(AuditRow)[-1].name


def sheet_of(row: type[SheetRow]) -> str:
    """The key of the sheet that has rows of a class."""
    return next(sheet for sheet, its_row in ROWS.items() if its_row is row)


def new_row(row: type[SheetRow], **cells: object) -> dict[str, object]:
    """A row to be written, its cells by field. Raises TypeError for what is no field of it."""
    if strangers := cells.keys() - CELLS[row].keys():
        raise TypeError(f"{row.__name__} has no {', '.join(sorted(strangers))}")
    return cells


def read_rows(file: Path, sheets: Sheets) -> RegisterRows:
    """The rows of the register in a file, by sheets that are checked (see sheets_of). Raises SourceError."""
    return rows_of(read_register(file, sheets))


def rows_of(register: Register) -> RegisterRows:
    """The rows of a register as stages read them."""
    made: dict[str, Any] = {sheet: tuple(_rows(register, sheet, kind)) for sheet, kind in ROWS.items()}
    return RegisterRows(**made)


def acceptance_rows(register: Register) -> tuple[AcceptedFindingRow, ...]:
    """The findings that are accepted, of a register of which no other sheet may have been read."""
    rows = _rows(register, sheet_of(AcceptedFindingRow), AcceptedFindingRow)
    return tuple(row for row in rows if isinstance(row, AcceptedFindingRow))


def request_rows(register: Register) -> tuple[RequestRow, ...]:
    """What inspectors ask for, of a register of which no other sheet may have been read."""
    return tuple(row for row in _rows(register, sheet_of(RequestRow), RequestRow) if isinstance(row, RequestRow))


def _rows(register: Register, sheet: str, kind: type[SheetRow]) -> Iterator[SheetRow]:
    for row in register.rows(sheet):
        cells: dict[str, Any] = {name: cell_of(row, name, hint) for name, hint in CELLS[kind].items()}
        if OTHERS in kind.__dataclass_fields__:
            cells[OTHERS] = _others(row, cells)
        yield kind(row.number, f"{row.sheet}, row {row.number}", **cells)


def _others(row: RegisterRow, known: Mapping[str, TextCell]) -> dict[str, NumberCell]:
    """The cells of numbers beside those that are known, by every heading their column may have, plainly."""
    return {
        plain(heading): NumberCell(row.text(name), row.headings[name], row.place(name), row.number_in(name))
        for name in row.numbers
        if name not in known
        for heading in (row.about.columns[name].heading, *row.about.columns[name].also_headed)
    }
