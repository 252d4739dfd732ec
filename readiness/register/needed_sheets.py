"""Checks that register.yaml has every sheet and column that stages read, of the type and with the choices they know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args

from readiness.foundation.errors import Mistake, SpecificationError
from readiness.foundation.phrases import listed
from readiness.register.row_cells import CELL_TYPES, ChoiceCell, kind_of
from readiness.register.rows import CELLS, ROWS
from readiness.specification.frameworks import RegisterField
from readiness.specification.model import Annex

SHEET_BACK = 'Put it back; with "optional: yes" a register need not have it'
COLUMN_BACK = 'Put it back; with "required: no" a register need not have it'


def check_sheets(annex: Annex) -> None:
    """Raises SpecificationError with everything that stages would not find."""
    mistakes = [*_misfits(annex)]
    if mistakes:
        raise SpecificationError(*mistakes)


def _misfits(annex: Annex) -> Iterator[Mistake]:
    for sheet, row in ROWS.items():
        about = annex.register_sheets.get(sheet)
        if about is None:
            yield Mistake(annex.register_places[()], f'there is no sheet "{sheet}", which is read', SHEET_BACK)
            continue
        for name, hint in CELLS[row].items():
            column = about.columns.get(name)
            if column is None:
                wrong = f'{sheet} has no column "{name}", which is read'
                yield Mistake(annex.register_places[sheet,], wrong, COLUMN_BACK)
            else:
                place = annex.register_places[sheet, name]
                yield from (Mistake(place, f"{sheet}, {name}: {wrong}", do) for wrong, do in _unlike(column, hint))


def _unlike(column: RegisterField, hint: Any) -> Iterator[tuple[str, str]]:
    """What a column is that the cells of its field cannot be, and what to do."""
    kind = kind_of(hint)
    types = CELL_TYPES[kind]
    if types and column.type not in types:
        yield f"type is {column.type}, and must be {listed(types, 'or')}", "Put the type back"
    elif kind is ChoiceCell:
        known: Sequence[str] = get_args(get_args(hint)[0])
        strangers = [key for key in column.choices if known and key not in known]
        if strangers:
            wrong = f"the choice {listed(strangers)} has no meaning here"
            yield wrong, f"Add a spelling to {listed(known, 'or')} instead"
