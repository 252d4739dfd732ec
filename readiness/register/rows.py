"""The register's rows as stages read them: a class a sheet, a field a column. The only module that names either.

A field's type says of which type its column must be. That register.yaml has them all is left to needed_sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

from readiness.foundation.normalise import plain
from readiness.register.find_sheets import Sheets
from readiness.register.read import Register, RegisterRow, read_register
from readiness.register.row_cells import (
    CELL_TYPES,
    AreasCell,
    ChoiceCell,
    DayCell,
    NumberCell,
    TextCell,
    cell_of,
    kind_of,
)

DocumentStatus = Literal["ready", "in_development", "not_started", "not_applicable"]
StatementKind = Literal["strength", "development", "neutral"]
ClaimedDirection = Literal[
    "improving",
    "worsening",
    "steady",
    "rising",
    "falling",
    "on_target",
    "below_target",
    "most",
    "nearly_all",
    "all",
    "in_time",
    "lower_than_england",
    "higher_than_england",
    "lower_than_region",
    "higher_than_region",
    "lower_than_neighbours",
    "higher_than_neighbours",
]
EnteredPeriod = Literal["snapshot", "month", "year_to_date", "rolling_year"]


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet. ``number`` is the row as the spreadsheet shows it, ``place`` what people are told of it."""

    number: int
    place: str


@dataclass(frozen=True)
class DocumentRow(SheetRow):
    document: TextCell
    owner: TextCell
    deputy: TextCell
    version: TextCell
    approved_by: TextCell
    approved_on: DayCell
    review_by: DayCell
    status: ChoiceCell[DocumentStatus]
    plan: TextCell
    due: DayCell
    file: TextCell
    areas: AreasCell
    notes: TextCell


@dataclass(frozen=True)
class ActionRow(SheetRow):
    action: TextCell
    owner: TextCell
    raised: DayCell
    due: DayCell
    status: ChoiceCell[str]
    notes: TextCell


@dataclass(frozen=True)
class RecommendationRow(SheetRow):
    ref: TextCell
    recommendation: TextCell
    source: TextCell
    area: AreasCell
    themes: TextCell
    owner: TextCell
    action_status: ChoiceCell[str]
    impact_status: ChoiceCell[str]
    evidence: TextCell
    next_milestone: TextCell
    due: DayCell


@dataclass(frozen=True)
class EventRow(SheetRow):
    kind: ChoiceCell[str]
    day: DayCell
    outcome: TextCell
    notes: TextCell


@dataclass(frozen=True)
class PersonRow(SheetRow):
    role: TextCell
    name: TextCell
    deputy: TextCell
    leave_from: DayCell
    leave_to: DayCell


@dataclass(frozen=True)
class MeetingRow(SheetRow):
    day: DayCell
    decisions_to_take: TextCell
    decided: TextCell
    done: TextCell


@dataclass(frozen=True)
class AuditRow(SheetRow):
    """A round of audits. ``others`` are the columns of numbers that are no field, by every heading, plainly.

    Among them are the grades, which each edition of the framework names for itself.
    """

    theme: TextCell
    area: AreasCell
    day: DayCell
    planned: NumberCell
    done: NumberCell
    changed_by_moderation: NumberCell
    better_at_re_audit: NumberCell
    learning: TextCell
    themes: TextCell
    owner: TextCell
    others: Mapping[str, NumberCell]


@dataclass(frozen=True)
class IndicatorRow(SheetRow):
    """A row about one indicator, which it names in one cell."""

    indicator: TextCell


@dataclass(frozen=True)
class TargetRow(IndicatorRow):
    owner: TextCell
    minimum: NumberCell
    upper: NumberCell
    agreed_on: DayCell
    reviewed_by: TextCell
    next_review: DayCell


@dataclass(frozen=True)
class InputRow(IndicatorRow):
    as_at: DayCell
    period: ChoiceCell[EnteredPeriod]
    numerator: NumberCell
    denominator: NumberCell
    value: NumberCell


@dataclass(frozen=True)
class CommentaryRow(IndicatorRow):
    day: DayCell
    cause: TextCell
    action: TextCell
    owner: TextCell
    due: DayCell


@dataclass(frozen=True)
class ComparatorRow(IndicatorRow):
    group: ChoiceCell[str]
    period: TextCell
    value: TextCell
    model: TextCell
    available: NumberCell
    source: TextCell
    notes: TextCell


@dataclass(frozen=True)
class StatementRow(SheetRow):
    claim: TextCell
    ref: TextCell
    area: AreasCell
    kind: ChoiceCell[StatementKind]
    indicators: TextCell
    indicators_as_at: DayCell
    says: ChoiceCell[ClaimedDirection]
    audit: TextCell
    audited: NumberCell
    feedback: TextCell
    feedback_on: DayCell
    external_review: TextCell
    external_review_on: DayCell
    document: TextCell
    recommendations: TextCell
    themes: TextCell
    impact: TextCell
    next_step: TextCell
    owner: TextCell
    due: DayCell
    confidence: ChoiceCell[str]


@dataclass(frozen=True)
class AcceptedFindingRow(SheetRow):
    """Names a child by need: no document without children may print ``child``."""

    rule: TextCell
    child: TextCell
    reason: TextCell
    accepted_by: TextCell
    accepted_on: DayCell
    until: DayCell


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
    indicators: tuple[TargetRow, ...]
    kpi_inputs: tuple[InputRow, ...]
    commentary: tuple[CommentaryRow, ...]
    comparators: tuple[ComparatorRow, ...]
    statements: tuple[StatementRow, ...]
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
